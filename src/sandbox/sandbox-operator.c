/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-operator.h"

#include "sandbox-body.h"
#include "sandbox-faults.h"
#include "sandbox-item-writes.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-uuid.h"

#include <string.h>

/* What happens to a sandbox from outside the contract: somebody else at work, sessions that end,
 * and the paths below `/sandbox/` by which a test asks for it. */

/* The next step of an item in each status that goes on. */
static const struct
{
  gint64 from;
  const char *row;
} steps[] = {
  { 200, "{\"status\":\"400\"}" },
  { 350, "{\"status\":\"400\"}" },
  { 400, "{\"status\":\"450\"}" },
  { 450, "{\"status\":\"500\",\"shipping_company\":\"aras\",\"tracking_number\":\"%s\"}" },
  { 500, "{\"status\":\"550\"}" },
  { 510, "{\"status\":\"550\"}" },
  { 520, "{\"status\":\"550\"}" },
  { 540, "{\"status\":\"550\"}" },
  { 550, "{\"status\":\"540\"}" },
};

static char *
describe_step (gint64 status, guint64 chance)
{
  g_autofree char *number = g_strdup_printf ("09%011d", (int)(chance % 1000000000));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].from == status)
      {
        g_auto (GStrv) parts = g_strsplit (steps[i].row, "%s", 2);

        return g_strjoinv (number, parts);
      }

  return NULL;
}

/* One change by another person, in a transaction of its own: the first item that goes on, from a
 * random one. */
void
sandbox_operator_change_something (Sandbox *sandbox, guint64 chance)
{
  g_autoptr (SandboxRequest) request = sandbox_request_new ("PATCH", "/second-operator/");
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (SandboxNode) row = NULL;
  g_autofree char *body = NULL;
  gint64 low = sandbox_store_ask (sandbox->store, "SELECT min(pk) FROM order_items", "");
  gint64 high = sandbox_store_ask (sandbox->store, "SELECT max(pk) FROM order_items", "");
  gboolean is_refused = FALSE;
  gint64 item;
  gint64 from;

  if (low == SANDBOX_NULL)
    return;
  from = low + (gint64)(sandbox_mix (chance) % (guint64)(high - low + 1));
  item = sandbox_store_ask (sandbox->store,
                            "SELECT pk FROM order_items WHERE pk >= ? AND cancel_status IS NULL"
                            " AND status IN (200, 350, 400, 450, 500, 510, 520, 540, 550)"
                            " ORDER BY pk LIMIT 1",
                            "i", from);
  if (item == SANDBOX_NULL)
    return;

  body = describe_step (
      sandbox_store_ask (sandbox->store, "SELECT status FROM order_items WHERE pk = ?", "i", item),
      chance);
  g_string_assign (request->body, body);
  request->user.pk = SANDBOX_SECOND_OPERATOR;
  request->user.username = g_strdup ("mert.second");
  row = sandbox_body_parse (request, reply);
  sandbox_begin_writes (sandbox);
  sandbox_item_write_row (sandbox, request, item, row, orders, errors, &is_refused);
  sandbox_item_end_rows (sandbox, orders);
  sandbox_end_writes (sandbox, errors->len == 0);
}

void
sandbox_operator_expire_tokens (Sandbox *sandbox)
{
  sandbox_begin_writes (sandbox);
  sandbox_store_run (sandbox->store, "DELETE FROM tokens", "");
  sandbox_end_writes (sandbox, TRUE);
}

static void
describe (Sandbox *sandbox, SandboxReply *reply)
{
  GString *json = reply->body;

  g_string_assign (json, "{");
  sandbox_json_int (json, "orders",
                    sandbox_store_ask (sandbox->store, "SELECT count(*) FROM orders", ""));
  sandbox_json_int (json, "calls", (gint64)sandbox->n_calls);
  sandbox_json_int (json, "writes",
                    sandbox_store_ask (sandbox->store, "SELECT count(*) FROM logs", ""));
  sandbox_json_time (json, "now", sandbox_get_now (sandbox));
  sandbox_json_text (json, "faults",
                     sandbox->faults != NULL ? sandbox_faults_get_spec (sandbox->faults) : "");
  g_string_append_c (json, '}');
}

static void
set_faults (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  const SandboxNode *spec = body != NULL ? sandbox_node_get (body, "faults") : NULL;
  g_autoptr (GError) error = NULL;
  SandboxFaults *faults;

  if (body == NULL)
    return;
  if (spec == NULL || spec->kind != OMNI_JSON_TEXT)
    {
      sandbox_reply_invalid (reply, "faults", "Not a valid string.");
      return;
    }
  faults = sandbox_faults_new (spec->text, sandbox->seed, &error);
  if (faults == NULL)
    {
      sandbox_reply_invalid (reply, "faults", "%s", error->message);
      return;
    }

  g_clear_pointer (&sandbox->faults, sandbox_faults_free);
  sandbox->faults = faults;
  describe (sandbox, reply);
}

/**
 * sandbox_operator_handle:
 * @sandbox: a sandbox
 * @request: a call
 * @reply: the reply
 *
 * Answers the paths below `/sandbox/`, to this computer only.
 *
 * Returns: whether it was one
 */
gboolean
sandbox_operator_handle (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  gboolean is_post = strcmp (request->method, "POST") == 0;
  gboolean is_json =
      request->content_type != NULL && g_str_has_prefix (request->content_type, SANDBOX_JSON);

  if (!g_str_has_prefix (request->path, "/sandbox/"))
    return FALSE;

  /* A page in a browser can send a POST here, but not one of this type without being asked first.
   */
  if (!request->is_local || (is_post && !is_json))
    sandbox_reply_not_found (reply);
  else if (!is_post && strcmp (request->path, "/sandbox/") == 0)
    describe (sandbox, reply);
  else if (is_post && strcmp (request->path, "/sandbox/faults/") == 0)
    set_faults (sandbox, request, reply);
  else if (is_post && strcmp (request->path, "/sandbox/expire/") == 0)
    {
      sandbox_operator_expire_tokens (sandbox);
      describe (sandbox, reply);
    }
  else if (is_post && strcmp (request->path, "/sandbox/operator/") == 0)
    {
      sandbox_operator_change_something (sandbox, sandbox->n_calls);
      describe (sandbox, reply);
    }
  else
    sandbox_reply_not_found (reply);

  return TRUE;
}
