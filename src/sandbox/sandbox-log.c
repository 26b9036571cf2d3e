/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-log.h"

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-private.h"

/* The order log (contract 3.16) and the ledger: every change makes a row of the one and a line of
 * the other. Lines wait until the change is kept for good. */

/* clang-format off */
static const SandboxField log_fields[] = {
  { "id", "t.id", SANDBOX_FIELD_INT },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "user", "(SELECT json_object('pk', u.pk, 'username', u.username) FROM users u"
    " WHERE u.pk = t.user)", SANDBOX_FIELD_JSON },
  { "content_type", "t.content_type", SANDBOX_FIELD_TEXT },
  { "object_id", "t.object_id", SANDBOX_FIELD_INT },
  { "action", "t.action", SANDBOX_FIELD_TEXT },
  { "changes", "t.changes", SANDBOX_FIELD_JSON },
  { NULL },
};
/* clang-format on */

/* The changes of an order are its own, its items', and those of its customer and addresses. */
#define OF_ORDER                                                                                   \
  "t.\"order\" = {pk} OR t.content_type = 'customer'"                                              \
  " AND t.object_id = (SELECT customer FROM orders WHERE pk = {pk}) OR t.content_type = 'address'" \
  " AND t.object_id IN (SELECT shipping_address FROM orders WHERE pk = {pk}"                       \
  " UNION SELECT billing_address FROM orders WHERE pk = {pk})"

static const SandboxResource logs = {
  "(SELECT id AS pk, * FROM logs) t", NULL, "-id", log_fields, NULL, OF_ORDER,
};

/* The ledger's line of a change, which is also what a test reads to count writes. */
static void
add_ledger_line (Sandbox *sandbox, const SandboxRequest *request, const SandboxLogEntry *entry)
{
  GString *line = g_string_new ("{");

  sandbox_json_time (line, "time", sandbox_get_now (sandbox));
  sandbox_json_int (line, "call", (gint64)sandbox->n_calls);
  sandbox_json_text (line, "user", request != NULL ? request->user.username : NULL);
  sandbox_json_text (line, "method", request != NULL ? request->method : NULL);
  sandbox_json_text (line, "path", request != NULL ? request->path : NULL);
  sandbox_json_int (line, "order", entry->order != 0 ? entry->order : SANDBOX_NULL);
  sandbox_json_text (line, "content_type", entry->content_type);
  sandbox_json_int (line, "object_id", entry->object_id);
  sandbox_json_text (line, "action", entry->action);
  sandbox_json_raw (line, "changes", entry->changes);
  g_string_append (line, "}\n");
  g_ptr_array_add (sandbox->ledger_lines, g_string_free (line, FALSE));
}

/**
 * sandbox_log:
 * @sandbox: a sandbox
 * @request: (nullable): the call that did it, or %NULL where the back office itself did
 * @entry: what was done
 *
 * Keeps one row of the log for one change.
 */
void
sandbox_log (Sandbox *sandbox, const SandboxRequest *request, const SandboxLogEntry *entry)
{
  gint64 user = request != NULL && request->user.pk != 0 ? request->user.pk : SANDBOX_NULL;

  sandbox_store_run (sandbox->store,
                     "INSERT INTO logs (\"order\", user, content_type, object_id, action, changes,"
                     " created_date) VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "iisissi", entry->order, user, entry->content_type, entry->object_id,
                     entry->action, entry->changes, sandbox_get_now (sandbox));
  if (sandbox->ledger != NULL)
    add_ledger_line (sandbox, request, entry);
}

/* Writes the lines of what was kept; the file is complete before the answer goes out. */
void
sandbox_log_write_ledger (Sandbox *sandbox)
{
  if (sandbox->ledger != NULL)
    {
      for (guint i = 0; i < sandbox->ledger_lines->len; i++)
        fputs (g_ptr_array_index (sandbox->ledger_lines, i), sandbox->ledger);
      if (fflush (sandbox->ledger) != 0)
        g_printerr ("omnidesk-sandbox: the ledger could not be written\n");
    }
  g_ptr_array_set_size (sandbox->ledger_lines, 0);
}

void
sandbox_list_logs (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  if (sandbox_store_ask (sandbox->store, "SELECT 1 FROM orders WHERE pk = ?", "i", request->pk) ==
      SANDBOX_NULL)
    sandbox_reply_not_found (reply);
  else
    sandbox_list (sandbox, request, reply, &logs);
}
