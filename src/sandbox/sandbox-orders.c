/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"

#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-write.h"

/* Orders (contract 3.1). */

static void
list (Sandbox *sandbox, const SandboxRequest *request, SandboxReply *reply, SandboxOrderForm form)
{
  const GArray *pks;
  SandboxPage page;
  gint64 first;

  if (!sandbox_page_read (request, &page, reply) ||
      !sandbox_order_index_query (sandbox->index, request, &pks, reply))
    return;

  page.count = pks->len;
  if (!sandbox_page_begin (request, &page, reply))
    return;

  first = (page.number - 1) * page.limit;
  for (gint64 i = first; i < MIN (first + page.limit, page.count); i++)
    sandbox_order_json_append (sandbox, g_array_index (pks, gint64, i), form, reply->body);
  sandbox_page_end (reply);
}

void
sandbox_list_orders (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  list (sandbox, request, reply, SANDBOX_ORDER_FLAT);
}

void
sandbox_list_orders_nested (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  list (sandbox, request, reply, SANDBOX_ORDER_NESTED);
}

static void
show (Sandbox *sandbox, const SandboxRequest *request, SandboxReply *reply, SandboxOrderForm form)
{
  gint64 pk = request->pk;

  if (request->channel != 0)
    pk = sandbox_store_ask (sandbox->store, "SELECT pk FROM orders WHERE pk = ? AND channel = ?",
                            "ii", pk, request->channel);
  if (pk == SANDBOX_NULL || !sandbox_order_json_append (sandbox, pk, form, reply->body))
    sandbox_reply_not_found (reply);
}

void
sandbox_show_order (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  show (sandbox, request, reply, SANDBOX_ORDER_FLAT);
}

void
sandbox_show_order_detailed (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  show (sandbox, request, reply, SANDBOX_ORDER_DETAILED);
}

/* clang-format off */
static const SandboxWritable order_members[] = {
  { "is_send", "is_send", SANDBOX_WRITE_BOOLEAN },
  { NULL },
};
/* clang-format on */

/* Only `is_send` may change here (contract 3.1); everything else goes through the items. */
void
sandbox_patch_order (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  gint64 channel;

  channel = sandbox_store_ask (sandbox->store, "SELECT channel FROM orders WHERE pk = ?", "i",
                               request->pk);
  if (channel == SANDBOX_NULL || (request->channel != 0 && channel != request->channel))
    {
      sandbox_reply_not_found (reply);
      return;
    }
  body = sandbox_body_parse (request, reply);
  if (body == NULL)
    return;
  changes = sandbox_write_read (sandbox, order_members, body, FALSE, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }

  if (sandbox_write_apply (sandbox, "orders", request->pk, changes, log))
    {
      SandboxLogEntry entry = { request->pk, "order", request->pk, "update", log->str };

      sandbox_log (sandbox, request, &entry);
      sandbox_order_touch (sandbox, request->pk);
    }
  show (sandbox, request, reply, SANDBOX_ORDER_FLAT);
}

/* Numbers are unique within a channel; where two channels have the same, the newest order is meant.
 */
void
sandbox_show_order_by_number (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  gint64 pk = sandbox_store_ask (sandbox->store, "SELECT max(pk) FROM orders WHERE number = ?", "s",
                                 request->text);

  if (pk == SANDBOX_NULL ||
      !sandbox_order_json_append (sandbox, pk, SANDBOX_ORDER_COMPLETE, reply->body))
    sandbox_reply_not_found (reply);
}
