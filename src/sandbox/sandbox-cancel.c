/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"
#include "sandbox-write.h"

#include <string.h>

/* The cancel call (contract 3.9): it checks everything, then makes one cancellation plan. */

typedef struct
{
  gint64 pk;
  gint64 status;
  gint64 refund; /* what was paid for it */
  gint64 reason;
  gboolean is_open; /* a cancellation is under way */
  gboolean is_chosen;
  const char *iban;        /* (borrowed) (nullable) */
  const char *holder_name; /* (borrowed) (nullable) */
} Item;

typedef struct
{
  Sandbox *sandbox;
  SandboxRequest *request;
  SandboxReply *reply;
  const SandboxNode *body;
  gint64 order;
  gint64 status;
  gint64 shipping; /* shipping fee that was not given back and is in no open plan */
  gint64 interest; /* the same of the interest */
  gboolean is_card;
  gboolean is_all;
  gboolean is_cargo_refund;
  gboolean is_cancel; /* or a return */
  GArray *items;      /* (owned) (element-type Item) of the order */
  guint n_chosen;
  gint64 forced; /* or SANDBOX_NULL */
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->items, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static void G_GNUC_PRINTF (3, 4) refuse (Call *call, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  sandbox_reply_refuse (call->reply, strcmp (code, "orders_100_5") == 0 ? 400 : 406, code, "%s",
                        text);
}

static gboolean
read_order (Call *call)
{
  SandboxStatement *row = sandbox_store_prepare (
      call->sandbox->store,
      "SELECT o.status, o.shipping_amount - o.shipping_refund_amount - (SELECT"
      " coalesce(sum(p.shipping_refund_amount), 0) FROM plans p WHERE p.\"order\" = o.pk"
      " AND p.status <> 'completed' AND p.status <> 'failed'),"
      " o.amount - o.shipping_amount - o.refund_amount - (SELECT coalesce(sum(p.refund_amount), 0)"
      " FROM plans p WHERE p.\"order\" = o.pk AND p.status <> 'completed'"
      " AND p.status <> 'failed') - (SELECT coalesce(sum(i.price - i.discount_amount), 0)"
      " FROM order_items i WHERE i.\"order\" = o.pk AND i.status NOT IN (100, 600)"
      " AND coalesce(i.cancel_status, '') <> 'waiting'),"
      " coalesce(o.payment_option_slug, '') = 'credit_card'"
      " FROM orders o WHERE o.pk = ?1 AND ?2 IN (0, o.channel)");

  sandbox_statement_bind_int (row, 1, call->order);
  sandbox_statement_bind_int (row, 2, call->request->channel);
  if (!sandbox_store_step (call->sandbox->store, row))
    {
      sandbox_reply_not_found (call->reply);
      return FALSE;
    }

  call->status = sandbox_statement_get_int (row, 0);
  call->shipping = sandbox_statement_get_int (row, 1);
  call->interest = sandbox_statement_get_int (row, 2);
  call->is_card = sandbox_statement_get_int (row, 3) != 0;
  sqlite3_reset (row);
  return TRUE;
}

static void
read_items (Call *call)
{
  SandboxStatement *row = sandbox_store_prepare (
      call->sandbox->store, "SELECT pk, status, price - discount_amount, status = 50 OR"
                            " coalesce(cancel_status, '') = 'waiting' FROM order_items"
                            " WHERE \"order\" = ? ORDER BY pk");

  call->items = g_array_new (FALSE, TRUE, sizeof (Item));
  sandbox_statement_bind_int (row, 1, call->order);
  while (sandbox_store_step (call->sandbox->store, row))
    {
      Item item = { sandbox_statement_get_int (row, 0), sandbox_statement_get_int (row, 1),
                    sandbox_statement_get_int (row, 2) };

      item.is_open = sandbox_statement_get_int (row, 3) != 0;
      g_array_append_val (call->items, item);
    }
}

static gboolean
read_flag (Call *call, const char *name, gboolean *value, GString *errors)
{
  const SandboxNode *node = sandbox_node_get (call->body, name);

  *value = node != NULL && node->flag;
  if (!sandbox_node_is_null (node) && node->kind != OMNI_JSON_BOOLEAN)
    sandbox_write_error (errors, name, "Must be a valid boolean.");

  return errors->len == 0;
}

static void
check_object (Call *call, const char *name, GString *errors)
{
  const SandboxNode *node = sandbox_node_get (call->body, name);

  if (!sandbox_node_is_null (node) && node->kind != OMNI_JSON_OBJECT)
    sandbox_write_error (errors, name, "Expected a dictionary of items.");
}

/* The shape of the body: everything that is wrong is said at once. */
static gboolean
check_body (Call *call)
{
  g_autoptr (GString) errors = g_string_new (NULL);
  const SandboxNode *order = sandbox_node_get (call->body, "order");
  const SandboxNode *items = sandbox_node_get (call->body, "cancel_items");
  const SandboxNode *forced = sandbox_node_get (call->body, "forced_refund_amount");
  const SandboxNode *invoice = sandbox_node_get (call->body, "refund_invoice_number");
  gboolean is_exact;
  gint64 pk;

  if (!sandbox_node_is_null (order) && (!sandbox_node_get_int (order, &pk) || pk != call->order))
    sandbox_write_error (errors, "order", "This is not the order of the path.");
  if (!sandbox_node_is_null (items) && items->kind != OMNI_JSON_ARRAY)
    sandbox_write_error (errors, "cancel_items", "Expected a list of items.");
  if (!sandbox_node_is_null (invoice) &&
      (invoice->kind != OMNI_JSON_TEXT || g_utf8_strlen (invoice->text, -1) > 128))
    sandbox_write_error (errors, "refund_invoice_number", "Not a valid string.");
  call->forced = SANDBOX_NULL;
  if (!sandbox_node_is_null (forced) &&
      (forced->text == NULL ||
       !sandbox_value_parse_money (forced->text, &call->forced, &is_exact) || !is_exact ||
       call->forced < 0))
    sandbox_write_error (errors, "forced_refund_amount", "A valid number is required.");
  read_flag (call, "is_all", &call->is_all, errors);
  read_flag (call, "is_cargo_refund", &call->is_cargo_refund, errors);
  check_object (call, "reasons", errors);
  check_object (call, "ibans", errors);
  check_object (call, "holder_names", errors);
  if (errors->len > 0)
    sandbox_write_reply_errors (errors, call->reply);

  return errors->len == 0;
}

/* Exactly one of the three ways (rule 7). */
static gboolean
check_way (Call *call)
{
  const SandboxNode *items = sandbox_node_get (call->body, "cancel_items");
  gboolean has_items = items != NULL && items->children != NULL && items->children->len > 0;

  if ((call->is_all ? 1 : 0) + (has_items ? 1 : 0) + (call->is_cargo_refund ? 1 : 0) == 1)
    return TRUE;

  refuse (call, "orders_100_7",
          "Exactly one of is_all, cancel_items and is_cargo_refund is needed "
          "(OrderCancelOverlappingParameterException).");
  return FALSE;
}

static Item *
find_item (Call *call, gint64 pk)
{
  for (guint i = 0; i < call->items->len; i++)
    if (g_array_index (call->items, Item, i).pk == pk)
      return &g_array_index (call->items, Item, i);

  return NULL;
}

/* Which items are meant; what has ended is not part of "all". */
static gboolean
choose_items (Call *call)
{
  const SandboxNode *list = sandbox_node_get (call->body, "cancel_items");

  for (guint i = 0; call->is_all && i < call->items->len; i++)
    {
      Item *item = &g_array_index (call->items, Item, i);

      item->is_chosen = item->status != 100 && item->status != 600;
      call->n_chosen += item->is_chosen ? 1 : 0;
    }
  for (guint i = 0; !call->is_all && i < list->children->len; i++)
    {
      Item *item = NULL;
      gint64 pk;

      if (!sandbox_node_get_int (g_ptr_array_index (list->children, i), &pk))
        {
          sandbox_reply_invalid (call->reply, "cancel_items", "A valid integer is required.");
          return FALSE;
        }
      item = find_item (call, pk);
      if (item == NULL)
        {
          refuse (call, "orders_100_5", "Item %" G_GINT64_FORMAT " is not of this order.", pk);
          return FALSE;
        }
      call->n_chosen += item->is_chosen ? 0 : 1;
      item->is_chosen = TRUE;
    }

  if (call->n_chosen == 0)
    refuse (call, "orders_100_1", "The whole order is cancelled already.");
  return call->n_chosen > 0;
}

static const char *
get_text_for (Call *call, const char *name, gint64 item)
{
  char digits[24];
  const SandboxNode *node = sandbox_node_get (sandbox_node_get (call->body, name),
                                              sandbox_value_write_int (digits, item));

  return node != NULL && node->kind == OMNI_JSON_TEXT && *node->text != '\0' ? node->text : NULL;
}

/* Reads the reason of an item; @type gets what it is a reason for. */
static gboolean
read_reason (Call *call, Item *item, char **type)
{
  char digits[24];
  const SandboxNode *node = sandbox_node_get (sandbox_node_get (call->body, "reasons"),
                                              sandbox_value_write_int (digits, item->pk));
  SandboxStatement *row;

  if (sandbox_node_is_null (node))
    {
      refuse (call, "orders_100_8", "Item %s has no reason (OrderCancelMissingReasonException).",
              digits);
      return FALSE;
    }

  row = sandbox_store_prepare (call->sandbox->store,
                               "SELECT cancellation_type FROM reasons WHERE pk = ? AND is_active");
  if (sandbox_node_get_int (node, &item->reason))
    sandbox_statement_bind_int (row, 1, item->reason);
  if (!sandbox_store_step (call->sandbox->store, row))
    {
      sandbox_reply_invalid (call->reply, "reasons", "Invalid pk \"%s\" - object does not exist.",
                             node->text != NULL ? node->text : "");
      return FALSE;
    }
  *type = g_strdup (sandbox_statement_get_text (row, 0));
  sqlite3_reset (row);
  return TRUE;
}

static gboolean
check_item (Call *call, Item *item, char **common_type)
{
  g_autofree char *type = NULL;

  if (item->is_open)
    {
      refuse (call, "orders_100_2",
              "A cancellation is already open for item %" G_GINT64_FORMAT
              " (OrderCancelMoreThenOneException).",
              item->pk);
      return FALSE;
    }
  if (!read_reason (call, item, &type))
    return FALSE;
  if (*common_type == NULL)
    *common_type = g_strdup (type);
  if (strcmp (type, *common_type) != 0)
    {
      refuse (call, "orders_100_4", "Reasons of cancellations and of returns cannot be mixed.");
      return FALSE;
    }

  call->is_cancel = strcmp (type, "cancel") == 0;
  if (call->is_cancel ? item->status < 200 || item->status > 450
                      : item->status < 500 || item->status > 550)
    {
      refuse (call, "orders_100_3",
              call->is_cancel ? "Item %" G_GINT64_FORMAT " is not to be cancelled in status %d."
                              : "Item %" G_GINT64_FORMAT " is not to be returned in status %d.",
              item->pk, (int)item->status);
      return FALSE;
    }

  item->iban = get_text_for (call, "ibans", item->pk);
  item->holder_name = get_text_for (call, "holder_names", item->pk);
  return TRUE;
}

static gboolean
check_items (Call *call)
{
  g_autofree char *common_type = NULL;

  for (guint i = 0; i < call->items->len; i++)
    {
      Item *item = &g_array_index (call->items, Item, i);

      if (item->is_chosen && !check_item (call, item, &common_type))
        return FALSE;
    }

  return TRUE;
}

/* Rule 9: card money can only go back where it came from. */
static gboolean
check_payment (Call *call)
{
  if (!call->is_card ||
      sandbox_store_ask (call->sandbox->store,
                         "SELECT 1 FROM transactions WHERE \"order\" = ? AND NOT is_refund"
                         " AND status = 'completed'",
                         "i", call->order) == 1)
    return TRUE;

  refuse (call, "orders_100_9",
          "This order has no purchase transaction (OrderCancelPurchaseTransactionNotFound).");
  return FALSE;
}

/* Whether nothing of the order is left when this call is through. */
static gboolean
ends_order (Call *call)
{
  for (guint i = 0; i < call->items->len; i++)
    {
      const Item *item = &g_array_index (call->items, Item, i);

      if (!item->is_chosen && !item->is_open && item->status != 100 && item->status != 600)
        return FALSE;
    }

  return TRUE;
}

/* What goes back: the price of the items, and with the last of them the interest and, by this
 * shop's strategy, the shipping fee. A forced sum is spread from the first item on. */
static void
share_out (Call *call, gint64 *refund, gint64 *shipping)
{
  Item *last = NULL;
  gint64 left = call->forced;
  gboolean keeps_shipping = (call->sandbox->variant & SANDBOX_VARIANT_KEEPS_SHIPPING) != 0;

  *refund = 0;
  *shipping = ends_order (call) && !keeps_shipping ? call->shipping : 0;
  for (guint i = 0; i < call->items->len; i++)
    if (g_array_index (call->items, Item, i).is_chosen)
      last = &g_array_index (call->items, Item, i);
  if (last != NULL && ends_order (call))
    last->refund += call->interest;

  for (guint i = 0; i < call->items->len; i++)
    {
      Item *item = &g_array_index (call->items, Item, i);

      if (!item->is_chosen)
        continue;
      if (call->forced != SANDBOX_NULL)
        {
          item->refund = MIN (item->refund, left);
          left -= item->refund;
        }
      *refund += item->refund;
    }
  if (call->forced != SANDBOX_NULL)
    *shipping = MIN (*shipping, left);
}

static void
append_payment (Call *call, gint64 total, GString *json)
{
  g_string_append (json, "[{\"transaction_type\":\"refund\",\"order_items\":[");
  for (guint i = 0; i < call->items->len; i++)
    if (g_array_index (call->items, Item, i).is_chosen)
      {
        char digits[24];

        sandbox_json_element (json);
        g_string_append (json,
                         sandbox_value_write_int (digits, g_array_index (call->items, Item, i).pk));
      }
  g_string_append_c (json, ']');
  sandbox_json_money (json, "refund_amount", total);
  sandbox_json_text (json, "status", "waiting");
  g_string_append (json, "}]");
}

static gint64
insert_plan (Call *call, gint64 refund, gint64 shipping)
{
  g_autoptr (GString) payment = g_string_new (NULL);
  g_autoptr (GString) changes = g_string_new ("{\"status\":[null,\"waiting\"]");
  const SandboxNode *invoice = sandbox_node_get (call->body, "refund_invoice_number");
  const char *type = call->is_cancel ? "cancel" : "refund";
  gint64 now = sandbox_get_now (call->sandbox);
  SandboxLogEntry entry = { call->order, "cancellationplan", 0, type };

  append_payment (call, refund + shipping, payment);
  sandbox_store_run (call->sandbox->store,
                     "INSERT INTO plans (\"order\", plan_type, status, refund_amount,"
                     " shipping_refund_amount, is_cargo_refund, invoice_number, invoice_date,"
                     " payment_plan, created_by, modified_by, due, created_date, modified_date)"
                     " VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?11)",
                     "isiiisisiii", call->order, type, refund, shipping,
                     (gint64)call->is_cargo_refund,
                     invoice != NULL && invoice->kind == OMNI_JSON_TEXT ? invoice->text : NULL,
                     invoice != NULL && invoice->kind == OMNI_JSON_TEXT ? now : SANDBOX_NULL,
                     payment->str, call->request->user.pk, now + call->sandbox->plan_delay, now);
  entry.object_id = sandbox_store_get_last_key (call->sandbox->store);
  sandbox_json_begin (changes, "refund_amount", '[');
  g_string_append (changes, "null,\"");
  g_string_append_printf (changes, "%" G_GINT64_FORMAT ".%02d\"]", refund / 100,
                          (int)(refund % 100));
  if (shipping != 0)
    g_string_append_printf (changes,
                            ",\"shipping_refund_amount\":[null,\"%" G_GINT64_FORMAT ".%02d\"]",
                            shipping / 100, (int)(shipping % 100));
  g_string_append_c (changes, '}');
  entry.changes = changes->str;
  sandbox_log (call->sandbox, call->request, &entry);

  return entry.object_id;
}

/* An open request of the item is what was decided here (contract 4.3). */
static void
approve_requests (Call *call, gint64 item)
{
  sandbox_store_run (call->sandbox->store,
                     "UPDATE requests SET status = 'approved', modified_date = ? WHERE"
                     " order_item = ? AND status IN ('waiting_approval', 'waiting')",
                     "ii", sandbox_get_now (call->sandbox), item);
}

static void
insert_item (Call *call, gint64 plan, const Item *item)
{
  gint64 status = call->is_cancel ? 50 : item->status;
  g_autoptr (GString) changes = g_string_new ("{");
  SandboxLogEntry entry = { call->order, "orderitem", item->pk, "update" };

  sandbox_store_run (call->sandbox->store,
                     "INSERT INTO plan_items (plan, order_item, reason, refund_amount,"
                     " manual_refund_required, manual_refunded, iban, holder_name)"
                     " VALUES (?, ?, ?, ?, 0, 0, ?, ?)",
                     "iiiiss", plan, item->pk, item->reason, item->refund, item->iban,
                     item->holder_name);
  sandbox_store_run (call->sandbox->store,
                     "UPDATE order_items SET status_before = status, status = ?,"
                     " cancel_status = 'waiting', modified_date = ? WHERE pk = ?",
                     "iii", status, sandbox_get_now (call->sandbox), item->pk);
  approve_requests (call, item->pk);
  if (status != item->status)
    g_string_append_printf (changes, "\"status\":[\"%d\",\"%d\"],", (int)item->status, (int)status);
  g_string_append (changes, "\"cancel_status\":[null,\"waiting\"]}");
  entry.changes = changes->str;
  sandbox_log (call->sandbox, call->request, &entry);
}

static void
make_plan (Call *call)
{
  gint64 refund;
  gint64 shipping;
  gint64 plan;

  if (call->is_cargo_refund)
    {
      refund = 0;
      shipping = call->shipping;
    }
  else
    share_out (call, &refund, &shipping);

  plan = insert_plan (call, refund, shipping);
  for (guint i = 0; i < call->items->len; i++)
    if (g_array_index (call->items, Item, i).is_chosen)
      insert_item (call, plan, &g_array_index (call->items, Item, i));
  sandbox_order_follow_items (call->sandbox, call->order);
  sandbox_order_json_append (call->sandbox, call->order, SANDBOX_ORDER_FLAT, call->reply->body);
}

void
sandbox_cancel_order (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_auto (Call) call = { sandbox, request, reply, body, request->pk };

  if (body == NULL || !read_order (&call) || !check_body (&call) || !check_way (&call))
    return;
  if (call.status == 100)
    {
      refuse (&call, "orders_100_1", "The whole order is cancelled already.");
      return;
    }

  read_items (&call);
  if (call.is_cargo_refund)
    {
      if (call.shipping <= 0)
        refuse (&call, "orders_100_6", "There is no shipping fee to give back.");
      else if (check_payment (&call))
        make_plan (&call);
    }
  else if (choose_items (&call) && check_items (&call) && check_payment (&call))
    make_plan (&call);
}
