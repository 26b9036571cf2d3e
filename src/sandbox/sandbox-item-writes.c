/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-item-writes.h"

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-write.h"

/* Changing order items: one (PATCH, PUT) or many at once (contract 3.2 and 4.1). */

#define CANCEL_STATUSES                                                                            \
  "waiting confirmation_waiting confirmed approved rejected waiting_for_payment"

/* clang-format off */
#define BULK_MEMBERS \
  { "status", "status", SANDBOX_WRITE_STATUS, FALSE, TRUE }, \
  { "shipping_company", "shipping_company", SANDBOX_WRITE_CHOICE, TRUE, FALSE, 0, \
    SANDBOX_CARRIERS }, \
  { "e_archive_url", "e_archive_url", SANDBOX_WRITE_URL, TRUE, FALSE, 512 }, \
  { "invoice_number", "invoice_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 128 }, \
  { "invoice_date", "invoice_date", SANDBOX_WRITE_TIME, TRUE }, \
  { "tracking_number", "tracking_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 256 }

static const SandboxWritable bulk_members[] = {
  BULK_MEMBERS,
  { NULL },
};

static const SandboxWritable item_members[] = {
  { "order", "order", SANDBOX_WRITE_KEY, FALSE, TRUE, 0, "SELECT 1 FROM orders WHERE pk = ?" },
  BULK_MEMBERS,
  { "cancel_status", "cancel_status", SANDBOX_WRITE_CHOICE, TRUE, FALSE, 0, CANCEL_STATUSES },
  { "shipment_code", "shipment_code", SANDBOX_WRITE_TEXT, TRUE, FALSE, 256 },
  { "delivered_date", "delivered_date", SANDBOX_WRITE_TIME, TRUE },
  { "estimated_delivery_date", "estimated_delivery_date", SANDBOX_WRITE_TIME, TRUE },
  { "extra_field", "extra_field", SANDBOX_WRITE_MERGE, TRUE },
  { "attributes", "attributes", SANDBOX_WRITE_OBJECT },
  { "attributes_kwargs", "attributes_kwargs", SANDBOX_WRITE_OBJECT },
  { "localized_attributes", "localized_attributes", SANDBOX_WRITE_OBJECT },
  { "localized_attributes_kwargs", "localized_attributes_kwargs", SANDBOX_WRITE_OBJECT },
  { "forced_refund", "forced_refund", SANDBOX_WRITE_BOOLEAN, TRUE },
  { NULL },
};
/* clang-format on */

typedef struct
{
  gint64 order;
  gint64 status;
  char *cancel_status; /* (owned) (nullable) */
} ItemState;

static void
item_state_clear (ItemState *state)
{
  g_free (state->cancel_status);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ItemState, item_state_clear)

static gboolean
read_state (Sandbox *sandbox, gint64 pk, gint64 channel, ItemState *state)
{
  SandboxStatement *statement = sandbox_store_prepare (
      sandbox->store,
      "SELECT i.\"order\", i.status, i.cancel_status FROM order_items i"
      " JOIN orders o ON o.pk = i.\"order\" WHERE i.pk = ?1 AND ?2 IN (0, o.channel)");

  sandbox_statement_bind_int (statement, 1, pk);
  sandbox_statement_bind_int (statement, 2, channel);
  if (!sandbox_store_step (sandbox->store, statement))
    return FALSE;

  state->order = sandbox_statement_get_int (statement, 0);
  state->status = sandbox_statement_get_int (statement, 1);
  state->cancel_status = g_strdup (sandbox_statement_get_text (statement, 2));
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
is_ended_or_ending (gint64 status)
{
  return status == 50 || status == 100 || status == 600;
}

/* Contract 4.1: corrections are allowed both ways, but only plans cancel and refund, and what has
 * ended stays so. */
static char *
describe_forbidden_step (const ItemState *state, const SandboxChange *change)
{
  if (change == NULL || change->number == state->status ||
      (!is_ended_or_ending (state->status) && !is_ended_or_ending (change->number)))
    return NULL;

  return g_strdup_printf ("The status cannot go from %d to %d.", (int)state->status,
                          (int)change->number);
}

/* Contract 3.3: what waits for a payment waits; what is approved is not confirmed again. */
static gboolean
is_forbidden_cancel_status (const ItemState *state, const SandboxChange *change)
{
  const char *old = state->cancel_status;

  if (change == NULL || g_strcmp0 (old, change->text) == 0)
    return FALSE;

  return g_strcmp0 (old, "waiting_for_payment") == 0 ||
         (g_strcmp0 (old, "approved") == 0 && g_strcmp0 (change->text, "confirmed") == 0);
}

static gboolean
write_item (Sandbox *sandbox,
            const SandboxRequest *request,
            gint64 pk,
            gint64 order,
            const GPtrArray *changes)
{
  g_autoptr (GString) log = g_string_new (NULL);
  SandboxLogEntry entry = { order, "orderitem", pk, "update" };

  if (!sandbox_write_apply (sandbox, "order_items", pk, changes, log))
    return FALSE;

  entry.changes = log->str;
  sandbox_log (sandbox, request, &entry);
  return TRUE;
}

static void
update_item (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply, gboolean is_full)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *forbidden = NULL;
  g_auto (ItemState) state = { 0 };
  const SandboxChange *order;

  if (body == NULL)
    return;
  if (!read_state (sandbox, request->pk, request->channel, &state))
    {
      sandbox_reply_not_found (reply);
      return;
    }

  changes = sandbox_write_read (sandbox, item_members, body, is_full, errors);
  order = sandbox_write_find (changes, "order");
  if (order != NULL && order->number != state.order)
    sandbox_write_error (errors, "order", "An item stays with its order.");
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }

  forbidden = describe_forbidden_step (&state, sandbox_write_find (changes, "status"));
  if (forbidden != NULL)
    sandbox_reply_refuse (reply, 406, "order_items_100_1", "%s", forbidden);
  else if (is_forbidden_cancel_status (&state, sandbox_write_find (changes, "cancel_status")))
    sandbox_reply_refuse (reply, 406, "orders_100_10",
                          "The cancel status of this item cannot be changed to that "
                          "(OrderUpdateCancelStatusException).");
  else
    {
      if (write_item (sandbox, request, request->pk, state.order, changes))
        sandbox_order_follow_items (sandbox, state.order);
      sandbox_show_item (sandbox, request, reply);
    }
}

void
sandbox_patch_item (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_item (sandbox, request, reply, FALSE);
}

void
sandbox_put_item (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_item (sandbox, request, reply, TRUE);
}

/**
 * sandbox_item_write_row:
 * @sandbox: a sandbox
 * @request: the call
 * @pk: an item
 * @row: what is to change, by the names of the bulk update
 * @orders: gets the item's order where something changed
 * @errors: gets what is wrong
 * @is_refused: (inout): set where all values are right but a rule forbids them
 *
 * One row of a bulk update (contract 3.2) or of an update file (3.19).
 */
void
sandbox_item_write_row (Sandbox *sandbox,
                        const SandboxRequest *request,
                        gint64 pk,
                        const SandboxNode *row,
                        GHashTable *orders,
                        GString *errors,
                        gboolean *is_refused)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *forbidden = NULL;
  g_auto (ItemState) state = { 0 };

  if (!read_state (sandbox, pk, request->channel, &state))
    {
      sandbox_write_error (errors, "id",
                           "Invalid pk \"%" G_GINT64_FORMAT "\" - object does not"
                           " exist.",
                           pk);
      return;
    }
  changes = sandbox_write_read (sandbox, bulk_members, row, FALSE, errors);
  if (errors->len > 0)
    return;

  forbidden = describe_forbidden_step (&state, sandbox_write_find (changes, "status"));
  if (forbidden != NULL)
    {
      sandbox_write_error (errors, "status", "%s", forbidden);
      *is_refused = TRUE;
      return;
    }
  if (write_item (sandbox, request, pk, state.order, changes))
    g_hash_table_add (orders, g_memdup2 (&state.order, sizeof state.order));
}

/* Brings the orders of changed items in line, each once. */
void
sandbox_item_end_rows (Sandbox *sandbox, GHashTable *orders)
{
  GHashTableIter iter;
  gpointer order;

  g_hash_table_iter_init (&iter, orders);
  while (g_hash_table_iter_next (&iter, &order, NULL))
    sandbox_order_follow_items (sandbox, *(gint64 *)order);
}

static void
write_bulk_row (Sandbox *sandbox,
                const SandboxRequest *request,
                const SandboxNode *row,
                GHashTable *seen,
                GHashTable *orders,
                GString *errors,
                gboolean *is_refused)
{
  const SandboxNode *id = sandbox_node_get (row, "id");
  gint64 pk;

  if (row->kind != OMNI_JSON_OBJECT)
    sandbox_write_error (errors, "non_field_errors", "Invalid data. Expected a dictionary.");
  else if (id == NULL)
    sandbox_write_error (errors, "id", "This field is required.");
  else if (!sandbox_node_get_int (id, &pk))
    sandbox_write_error (errors, "id", "A valid integer is required.");
  else if (!g_hash_table_add (seen, g_memdup2 (&pk, sizeof pk)))
    sandbox_write_error (errors, "id", "This item is in the call more than once.");
  else
    sandbox_item_write_row (sandbox, request, pk, row, orders, errors, is_refused);
}

static void
append_rows (Sandbox *sandbox, const SandboxNode *rows, GString *json)
{
  sandbox_json_begin (json, NULL, '{');
  sandbox_json_begin (json, "orderitem_set", '[');
  for (guint i = 0; i < rows->children->len; i++)
    {
      gint64 pk;

      if (sandbox_node_get_int (sandbox_node_get (g_ptr_array_index (rows->children, i), "id"),
                                &pk))
        sandbox_append (sandbox, &sandbox_items, pk, json);
    }
  g_string_append (json, "]}");
}

/* All rows or none: an error leaves the transaction to be rolled back. */
void
sandbox_bulk_update_items (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GString) all_errors = g_string_new (NULL);
  const SandboxNode *rows = body != NULL ? sandbox_node_get (body, "orderitem_set") : NULL;
  gboolean has_errors = FALSE;
  gboolean has_refused = FALSE;
  gboolean has_invalid = FALSE;

  if (body == NULL)
    return;
  if (rows == NULL)
    {
      sandbox_reply_invalid (reply, "orderitem_set", "This field is required.");
      return;
    }
  if (rows->kind != OMNI_JSON_ARRAY)
    {
      sandbox_reply_invalid (reply, "orderitem_set", "Expected a list of items.");
      return;
    }

  for (guint i = 0; i < rows->children->len; i++)
    {
      g_autoptr (GString) errors = g_string_new (NULL);
      gboolean is_refused = FALSE;

      write_bulk_row (sandbox, request, g_ptr_array_index (rows->children, i), seen, orders, errors,
                      &is_refused);
      has_errors |= errors->len > 0;
      has_refused |= is_refused;
      has_invalid |= errors->len > 0 && !is_refused;
      g_string_append_printf (all_errors, "%s{%s}", i > 0 ? "," : "", errors->str);
    }
  if (!has_errors)
    {
      sandbox_item_end_rows (sandbox, orders);
      append_rows (sandbox, rows, reply->body);
      return;
    }

  reply->status = has_refused && !has_invalid ? 406 : 400;
  g_string_printf (reply->body, "{\"orderitem_set\":[%s],\"code\":\"%s\"}", all_errors->str,
                   reply->status == 406 ? "order_items_100_1" : "bulk_100_1");
}
