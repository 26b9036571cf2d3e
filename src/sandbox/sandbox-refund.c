/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-refund.h"

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"
#include "sandbox-write.h"

#include <string.h>

/* Where money goes back: a plan is completed, by the server or by hand (contract 3.10 and 3.13). */

typedef struct
{
  gint64 pk;
  gint64 order;
  gint64 refund;
  gint64 shipping;
  gboolean is_cancel;
  char *status; /* (owned) */
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->status);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
read_plan (Sandbox *sandbox, gint64 pk, gint64 channel, Plan *plan)
{
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store, "SELECT p.\"order\", p.refund_amount, p.shipping_refund_amount, p.plan_type,"
                      " p.status FROM plans p JOIN orders o ON o.pk = p.\"order\""
                      " WHERE p.pk = ?1 AND ?2 IN (0, o.channel)");

  sandbox_statement_bind_int (row, 1, pk);
  sandbox_statement_bind_int (row, 2, channel);
  if (!sandbox_store_step (sandbox->store, row))
    return FALSE;

  plan->pk = pk;
  plan->order = sandbox_statement_get_int (row, 0);
  plan->refund = sandbox_statement_get_int (row, 1);
  plan->shipping = sandbox_statement_get_int (row, 2);
  plan->is_cancel = strcmp (sandbox_statement_get_text (row, 3), "cancel") == 0;
  plan->status = g_strdup (sandbox_statement_get_text (row, 4));
  sqlite3_reset (row);
  return TRUE;
}

static void
set_status (Sandbox *sandbox, const SandboxRequest *request, const Plan *plan, const char *status)
{
  g_autofree char *changes = g_strdup_printf ("{\"status\":[\"%s\",\"%s\"]}", plan->status, status);
  SandboxLogEntry entry = { plan->order, "cancellationplan", plan->pk, "update", changes };

  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET status = ?, due = NULL, modified_date = ?,"
                     " modified_by = coalesce(?, modified_by) WHERE pk = ?",
                     "siii", status, sandbox_get_now (sandbox),
                     request != NULL ? request->user.pk : SANDBOX_NULL, plan->pk);
  sandbox_log (sandbox, request, &entry);
}

/* Payments go back the way they came, or by hand; one row for each way out. */
static void
insert_transaction (Sandbox *sandbox, const Plan *plan, gboolean is_manual)
{
  gint64 now = sandbox_get_now (sandbox);

  if (plan->refund + plan->shipping == 0)
    return;

  sandbox_store_run (
      sandbox->store,
      "INSERT INTO transactions (\"order\", payment_option, amount, currency, transaction_type,"
      " transaction_object_id, is_refund, status, refuses_refund, bin_number, installment_count,"
      " created_date, modified_date)"
      " SELECT o.pk, o.payment_option, ?2, o.currency, CASE WHEN ?3 THEN 'manual' ELSE coalesce("
      "(SELECT min(t.transaction_type) FROM transactions t WHERE t.\"order\" = o.pk"
      " AND NOT t.is_refund), 'transaction') END,"
      " CASE WHEN ?3 THEN ?4 ELSE (SELECT max(transaction_object_id) + 1 FROM transactions) END,"
      " 1, 'completed', 0, NULL, NULL, ?5, ?5 FROM orders o WHERE o.pk = ?1",
      "iiiii", plan->order, plan->refund + plan->shipping, (gint64)is_manual, plan->pk, now);
}

static void
end_items (Sandbox *sandbox, const SandboxRequest *request, const Plan *plan)
{
  gint64 end_status = plan->is_cancel ? 100 : 600;
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  SandboxStatement *rows = sandbox_store_prepare (
      sandbox->store, "SELECT i.pk, i.status FROM plan_items p JOIN order_items i"
                      " ON i.pk = p.order_item WHERE p.plan = ? ORDER BY i.pk");

  sandbox_statement_bind_int (rows, 1, plan->pk);
  while (sandbox_store_step (sandbox->store, rows))
    {
      gint64 item[2] = { sandbox_statement_get_int (rows, 0), sandbox_statement_get_int (rows, 1) };

      g_array_append_vals (items, item, 2);
    }

  for (guint i = 0; i + 1 < items->len; i += 2)
    {
      gint64 item = g_array_index (items, gint64, i);
      g_autofree char *changes = g_strdup_printf (
          "{\"status\":[\"%d\",\"%d\"],\"cancel_status\":[\"waiting\",\"approved\"]}",
          (int)g_array_index (items, gint64, i + 1), (int)end_status);
      SandboxLogEntry entry = { plan->order, "orderitem", item,
                                plan->is_cancel ? "cancel" : "refund", changes };

      sandbox_store_run (sandbox->store,
                         "UPDATE order_items SET status = ?, cancel_status = 'approved',"
                         " status_before = NULL, modified_date = ?, refunded_amount ="
                         " (SELECT p.refund_amount FROM plan_items p WHERE p.plan = ?"
                         " AND p.order_item = order_items.pk) WHERE pk = ?",
                         "iiii", end_status, sandbox_get_now (sandbox), plan->pk, item);
      sandbox_store_run (sandbox->store,
                         "UPDATE requests SET status = 'completed', modified_date = ?"
                         " WHERE order_item = ? AND status = 'approved'",
                         "ii", sandbox_get_now (sandbox), item);
      sandbox_log (sandbox, request, &entry);
    }
}

/**
 * sandbox_refund_complete:
 * @sandbox: a sandbox
 * @request: (nullable): the call that did it
 * @pk: a plan
 * @is_manual: whether the money was given back by hand
 *
 * Ends a plan: its items are cancelled or refunded, a transaction says where the money went, and
 * the order's sums grow.
 */
void
sandbox_refund_complete (Sandbox *sandbox,
                         const SandboxRequest *request,
                         gint64 pk,
                         gboolean is_manual)
{
  g_auto (Plan) plan = { 0 };

  if (!read_plan (sandbox, pk, 0, &plan))
    return;

  set_status (sandbox, request, &plan, "completed");
  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET error_message = NULL, payment_plan ="
                     " replace(replace(payment_plan, '\"status\":\"waiting\"',"
                     " '\"status\":\"completed\"'), '\"status\":\"failed\"',"
                     " '\"status\":\"completed\"') WHERE pk = ?",
                     "i", pk);
  insert_transaction (sandbox, &plan, is_manual);
  end_items (sandbox, request, &plan);
  sandbox_store_run (
      sandbox->store,
      "UPDATE orders SET refund_amount = refund_amount + ?1,"
      " shipping_refund_amount = shipping_refund_amount + ?2,"
      " discount_refund_amount = discount_refund_amount + coalesce((SELECT sum(i.discount_amount)"
      " FROM plan_items p JOIN order_items i ON i.pk = p.order_item WHERE p.plan = ?3), 0)"
      " WHERE pk = ?4",
      "iiii", plan.refund, plan.shipping, pk, plan.order);
  sandbox_order_follow_items (sandbox, plan.order);
}

/* The money does not go back by itself: somebody has to pay it, and to say so. */
void
sandbox_refund_ask_for_hand (Sandbox *sandbox, gint64 pk, const char *error_message)
{
  g_auto (Plan) plan = { 0 };

  if (!read_plan (sandbox, pk, 0, &plan))
    return;

  set_status (sandbox, NULL, &plan, "manual_refund_needed");
  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET error_message = ?, payment_plan = replace(payment_plan,"
                     " '\"status\":\"waiting\"', '\"status\":\"failed\"') WHERE pk = ?",
                     "si", error_message, pk);
  sandbox_store_run (sandbox->store,
                     "UPDATE plan_items SET manual_refund_required = 1 WHERE plan = ?", "i", pk);
}

/* The items of a plan that failed are as they were before it, and those of one that is tried again
 * are under way again. */
static void
move_items (Sandbox *sandbox, gint64 plan, gboolean are_under_way)
{
  sandbox_store_run (
      sandbox->store,
      are_under_way ? "UPDATE order_items SET status_before = status, cancel_status = 'waiting',"
                      " status = CASE WHEN ?2 THEN 50 ELSE status END, modified_date = ?3"
                      " WHERE pk IN (SELECT order_item FROM plan_items WHERE plan = ?1)"
                    : "UPDATE order_items SET status = coalesce(status_before, status),"
                      " status_before = NULL, cancel_status = NULL, modified_date = ?3"
                      " WHERE pk IN (SELECT order_item FROM plan_items WHERE plan = ?1)",
      "iii", plan,
      sandbox_store_ask (sandbox->store, "SELECT plan_type = 'cancel' FROM plans WHERE pk = ?",
                         "i", plan),
      sandbox_get_now (sandbox));
}

/* Nothing went back, for a reason that is not the customer's bank. */
void
sandbox_refund_fail (Sandbox *sandbox, gint64 pk, const char *error_message)
{
  g_auto (Plan) plan = { 0 };

  if (!read_plan (sandbox, pk, 0, &plan))
    return;

  set_status (sandbox, NULL, &plan, "failed");
  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET error_message = ?, payment_plan = replace(payment_plan,"
                     " '\"status\":\"waiting\"', '\"status\":\"failed\"') WHERE pk = ?",
                     "si", error_message, pk);
  move_items (sandbox, pk, FALSE);
  sandbox_order_follow_items (sandbox, plan.order);
}

/* What failed can be tried again as long as nothing else was done to its items. */
static gboolean
can_go_on (Sandbox *sandbox, const Plan *plan)
{
  return sandbox_store_ask (sandbox->store,
                            "SELECT count(*) FROM plan_items p JOIN order_items i ON"
                            " i.pk = p.order_item WHERE p.plan = ? AND (i.status IN (50, 100, 600)"
                            " OR coalesce(i.cancel_status, '') = 'waiting')",
                            "i", plan->pk) == 0;
}

static const SandboxNode *
read_list (const SandboxNode *body, const char *name, GString *errors)
{
  const SandboxNode *list = sandbox_node_get (body, name);

  if (list == NULL)
    sandbox_write_error (errors, name, "This field is required.");
  else if (list->kind != OMNI_JSON_ARRAY)
    sandbox_write_error (errors, name, "Expected a list of items.");
  else
    return list;

  return NULL;
}

/* Whether each of a list is an item of the plan. */
static gboolean
check_items (Sandbox *sandbox, gint64 plan, const SandboxNode *items, GString *errors)
{
  for (guint i = 0; i < items->children->len; i++)
    {
      const SandboxNode *node = g_ptr_array_index (items->children, i);
      gint64 item;

      if (!sandbox_node_get_int (node, &item))
        sandbox_write_error (errors, "order_items", "A valid integer is required.");
      else if (sandbox_store_ask (sandbox->store,
                                  "SELECT 1 FROM plan_items WHERE plan = ? AND order_item = ?",
                                  "ii", plan, item) == SANDBOX_NULL)
        sandbox_write_error (errors, "order_items",
                             "Item %" G_GINT64_FORMAT " is not in this plan.", item);
      else
        continue;
      return FALSE;
    }

  return TRUE;
}

/* "Refund has been made" (contract 3.13). */
void
sandbox_confirm_manual_refund (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_auto (Plan) plan = { 0 };
  const SandboxNode *items;

  if (body == NULL)
    return;
  if (!read_plan (sandbox, request->pk, request->channel, &plan))
    {
      sandbox_reply_not_found (reply);
      return;
    }
  items = read_list (body, "order_items", errors);
  if (items == NULL || !check_items (sandbox, plan.pk, items, errors))
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }
  if (strcmp (plan.status, "manual_refund_needed") != 0)
    {
      sandbox_reply_refuse (reply, 406, "cancellation_plans_100_1",
                            "This plan does not wait for a manual refund.");
      return;
    }

  for (guint i = 0; i < items->children->len; i++)
    {
      g_autofree char *changes = NULL;
      SandboxLogEntry entry = { plan.order, "cancellationplan", plan.pk, "refund" };
      gint64 item = 0;

      sandbox_node_get_int (g_ptr_array_index (items->children, i), &item);
      if (sandbox_store_ask (sandbox->store,
                             "SELECT manual_refunded FROM plan_items WHERE plan = ?"
                             " AND order_item = ?",
                             "ii", plan.pk, item) == 1)
        continue;
      sandbox_store_run (
          sandbox->store,
          "UPDATE plan_items SET manual_refunded = 1 WHERE plan = ? AND order_item = ?", "ii",
          plan.pk, item);
      changes = g_strdup_printf ("{\"manual_refunded\":[null,%" G_GINT64_FORMAT "]}", item);
      entry.changes = changes;
      sandbox_log (sandbox, request, &entry);
    }
  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET modified_date = ?, modified_by = ? WHERE pk = ?", "iii",
                     sandbox_get_now (sandbox), request->user.pk, plan.pk);
  if (sandbox_store_ask (sandbox->store,
                         "SELECT count(*) FROM plan_items WHERE plan = ? AND manual_refund_required"
                         " AND NOT manual_refunded",
                         "i", plan.pk) == 0)
    sandbox_refund_complete (sandbox, request, plan.pk, TRUE);
  sandbox_show_plan (sandbox, request, reply);
}

/* One way in which money is to go back; appends it as it will be kept. */
static gboolean
read_payment (Sandbox *sandbox,
              const Plan *plan,
              const SandboxNode *node,
              gint64 *total,
              GString *json,
              GString *errors)
{
  const SandboxNode *type = sandbox_node_get (node, "transaction_type");
  const SandboxNode *amount = sandbox_node_get (node, "refund_amount");
  const SandboxNode *items = read_list (node, "order_items", errors);
  gint64 value = plan->refund + plan->shipping;
  gboolean is_exact = TRUE;

  if (type == NULL || type->kind != OMNI_JSON_TEXT || *type->text == '\0')
    sandbox_write_error (errors, "transaction_type", "This field is required.");
  if (items != NULL)
    check_items (sandbox, plan->pk, items, errors);
  if (!sandbox_node_is_null (amount) &&
      (amount->text == NULL || !sandbox_value_parse_money (amount->text, &value, &is_exact) ||
       !is_exact || value < 0))
    sandbox_write_error (errors, "refund_amount", "A valid number is required.");
  if (errors->len > 0)
    return FALSE;

  *total += value;
  sandbox_json_begin (json, NULL, '{');
  sandbox_json_text (json, "transaction_type", type->text);
  sandbox_json_raw (json, "order_items", items->raw);
  sandbox_json_money (json, "refund_amount", value);
  sandbox_json_text (json, "status", "waiting");
  g_string_append_c (json, '}');
  return TRUE;
}

/* Says by which way the money of which items goes back, and has it tried again (contract 3.10). */
void
sandbox_create_payment_plan (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new ("[");
  g_auto (Plan) plan = { 0 };
  const SandboxNode *payments;
  SandboxLogEntry entry = { 0, "cancellationplan", request->pk, "update" };
  g_autofree char *changes = NULL;
  gboolean has_failed;
  gint64 total = 0;

  if (body == NULL)
    return;
  if (!read_plan (sandbox, request->pk, request->channel, &plan))
    {
      sandbox_reply_not_found (reply);
      return;
    }
  payments = read_list (body, "payment_plan", errors);
  if (payments != NULL && payments->children->len == 0)
    sandbox_write_error (errors, "payment_plan", "This list may not be empty.");
  for (guint i = 0; errors->len == 0 && i < payments->children->len; i++)
    read_payment (sandbox, &plan, g_ptr_array_index (payments->children, i), &total, json, errors);
  if (errors->len == 0 && total > plan.refund + plan.shipping)
    sandbox_write_error (errors, "payment_plan", "That is more than this plan gives back.");
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }
  has_failed = strcmp (plan.status, "failed") == 0;
  if (has_failed ? !can_go_on (sandbox, &plan)
                 : strcmp (plan.status, "waiting") != 0 &&
                       strcmp (plan.status, "manual_refund_needed") != 0)
    {
      sandbox_reply_refuse (reply, 406, "cancellation_plans_100_1",
                            "The money of this plan is on its way or has arrived.");
      return;
    }

  g_string_append_c (json, ']');
  if (has_failed)
    move_items (sandbox, plan.pk, TRUE);
  sandbox_store_run (sandbox->store,
                     "UPDATE plans SET status = 'waiting', payment_plan = ?, due = ?,"
                     " modified_date = ?, modified_by = ? WHERE pk = ?",
                     "siiii", json->str, sandbox_get_now (sandbox) + sandbox->plan_delay,
                     sandbox_get_now (sandbox), request->user.pk, plan.pk);
  changes = g_strdup_printf ("{\"payment_plan\":[null,%s]}", json->str);
  entry.order = plan.order;
  entry.changes = changes;
  sandbox_log (sandbox, request, &entry);
  if (has_failed)
    sandbox_order_follow_items (sandbox, plan.order);
  g_string_assign (reply->body, "{}");
}
