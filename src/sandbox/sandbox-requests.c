/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-write.h"

#include <string.h>

/* Cancellation requests: what customers and channels ask for (contract 3.11 and 4.3). */

/* clang-format off */
static const SandboxWritable request_members[] = {
  { "order_item", "order_item", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM order_items WHERE pk = ?" },
  { "reason", "reason", SANDBOX_WRITE_KEY, FALSE, TRUE, 0, "SELECT 1 FROM reasons WHERE pk = ?" },
  { "description", "description", SANDBOX_WRITE_TEXT, TRUE },
  { "cancellation_type", "cancellation_type", SANDBOX_WRITE_CHOICE, FALSE, TRUE, 0,
    "cancel refund" },
  { "iban", "iban", SANDBOX_WRITE_TEXT, TRUE, FALSE, 64 },
  { "holder_name", "holder_name", SANDBOX_WRITE_TEXT, TRUE, FALSE, 255 },
  { "quantity", "quantity", SANDBOX_WRITE_INT, TRUE },
  { "fully_refund_as_loyalty_money", "fully_refund_as_loyalty_money", SANDBOX_WRITE_BOOLEAN },
  { NULL },
};
/* clang-format on */

/* Only an open request is decided, once. */
static void
decide (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply, const char *status)
{
  SandboxStatement *row =
      sandbox_store_prepare (sandbox->store, "SELECT status, \"order\", order_item FROM requests"
                                             " WHERE pk = ?1 AND ?2 IN (0, channel)");
  g_autofree char *old = NULL;
  g_autofree char *changes = NULL;
  SandboxLogEntry entry = { 0, "cancellationrequest", request->pk, "update" };
  gint64 item;

  sandbox_statement_bind_int (row, 1, request->pk);
  sandbox_statement_bind_int (row, 2, request->channel);
  if (!sandbox_store_step (sandbox->store, row))
    {
      sandbox_reply_not_found (reply);
      return;
    }
  old = g_strdup (sandbox_statement_get_text (row, 0));
  entry.order = sandbox_statement_get_int (row, 1);
  item = sandbox_statement_get_int (row, 2);
  sqlite3_reset (row);
  if (strcmp (old, "waiting_approval") != 0 && strcmp (old, "waiting") != 0)
    {
      sandbox_reply_refuse (reply, 406, "cancellation_requests_100_1",
                            "This request is not open any more.");
      return;
    }

  sandbox_store_run (sandbox->store,
                     "UPDATE requests SET status = ?, modified_date = ? WHERE pk = ?", "sii",
                     status, sandbox_get_now (sandbox), request->pk);
  changes = g_strdup_printf ("{\"status\":[\"%s\",\"%s\"]}", old, status);
  entry.changes = changes;
  sandbox_log (sandbox, request, &entry);
  if (strcmp (status, "rejected") == 0)
    {
      sandbox_store_run (sandbox->store,
                         "UPDATE order_items SET cancel_status = 'rejected', modified_date = ?"
                         " WHERE pk = ? AND coalesce(cancel_status, '') NOT IN"
                         " ('waiting', 'approved')",
                         "ii", sandbox_get_now (sandbox), item);
      sandbox_order_follow_items (sandbox, entry.order);
    }
  sandbox_show_request (sandbox, request, reply);
}

void
sandbox_reject_request (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  decide (sandbox, request, reply, "rejected");
}

void
sandbox_approve_request (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  decide (sandbox, request, reply, "approved");
}

void
sandbox_create_request (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  SandboxLogEntry entry = { 0, "cancellationrequest", 0, "create", "{}" };
  gint64 item;

  if (body == NULL)
    return;
  changes = sandbox_write_read (sandbox, request_members, body, TRUE, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }
  item = sandbox_write_find (changes, "order_item")->number;
  entry.order = sandbox_store_ask (sandbox->store,
                                   "SELECT o.pk FROM order_items i JOIN orders o ON o.pk ="
                                   " i.\"order\" WHERE i.pk = ? AND o.channel = ?",
                                   "ii", item, request->channel);
  if (entry.order == SANDBOX_NULL)
    {
      sandbox_reply_invalid (reply, "order_item", "This item is not of this channel.");
      return;
    }

  sandbox_store_run (sandbox->store,
                     "INSERT INTO requests (order_item, \"order\", channel, reason,"
                     " cancellation_type, status, quantity, fully_refund_as_loyalty_money,"
                     " created_date, modified_date)"
                     " VALUES (?1, ?2, ?3, 0, '', 'waiting_approval', 1, 0, ?4, ?4)",
                     "iiii", item, entry.order, request->channel, sandbox_get_now (sandbox));
  request->pk = entry.object_id = sandbox_store_get_last_key (sandbox->store);
  sandbox_write_apply (sandbox, "requests", request->pk, changes, log);
  sandbox_log (sandbox, request, &entry);
  reply->status = 201;
  sandbox_show_request (sandbox, request, reply);
}
