/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-customer-json.h"
#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"
#include "sandbox-write.h"

#include <string.h>

/* What a channel's own program calls: it brings customers, addresses and orders, and asks what it
 * still has to send (contract 3.1, 3.4 and 3.5). */

/* clang-format off */
static const SandboxWritable shipping_info_members[] = {
  { "order", "order", SANDBOX_WRITE_KEY, FALSE, TRUE, 0, "SELECT 1 FROM orders WHERE pk = ?" },
  { "order_number", "order_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 128 },
  { "shipping_company", "shipping_company", SANDBOX_WRITE_CHOICE, FALSE, TRUE, 0,
    SANDBOX_CARRIERS },
  { "is_send", "is_send", SANDBOX_WRITE_BOOLEAN },
  { NULL },
};

static const SandboxWritable order_members[] = {
  { "number", "number", SANDBOX_WRITE_TEXT, FALSE, TRUE, 128 },
  { "customer", "customer", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM customers WHERE pk = ?" },
  { "shipping_address", "shipping_address", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM addresses WHERE pk = ?" },
  { "billing_address", "billing_address", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM addresses WHERE pk = ?" },
  { "currency", "currency", SANDBOX_WRITE_TEXT, FALSE, TRUE, 3 },
  { "date_placed", "date_placed", SANDBOX_WRITE_TIME },
  { "payment_option", "payment_option", SANDBOX_WRITE_KEY, TRUE, FALSE, 0,
    "SELECT 1 FROM payment_options WHERE pk = ?" },
  { "cargo_company", "cargo_company", SANDBOX_WRITE_KEY, TRUE, FALSE, 0,
    "SELECT 1 FROM cargos WHERE pk = ?" },
  { "notes", "notes", SANDBOX_WRITE_TEXT, TRUE, FALSE, 320 },
  { "gift_box_note", "gift_box_note", SANDBOX_WRITE_TEXT, TRUE, FALSE, 160 },
  { "extra_field", "extra_field", SANDBOX_WRITE_OBJECT },
  { NULL },
};
/* clang-format on */

static gint64
get_number (const GPtrArray *changes, const char *name)
{
  const SandboxChange *change = sandbox_write_find (changes, name);

  return change != NULL ? change->number : SANDBOX_NULL;
}

static const char *
get_text (const GPtrArray *changes, const char *name)
{
  const SandboxChange *change = sandbox_write_find (changes, name);

  return change != NULL ? change->text : NULL;
}

/* Orders of this channel that nobody was told of yet. */
void
sandbox_list_order_updates (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_request_add_parameter (request, "is_send", "false");
  sandbox_list_orders (sandbox, request, reply);
}

void
sandbox_create_shipping_info (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  SandboxLogEntry entry = { 0, "order", 0, "update" };
  g_autofree char *log = NULL;
  const SandboxNode *flag;

  if (body == NULL)
    return;
  changes = sandbox_write_read (sandbox, shipping_info_members, body, TRUE, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }
  entry.order = entry.object_id = get_number (changes, "order");
  if (sandbox_store_ask (sandbox->store, "SELECT channel FROM orders WHERE pk = ?", "i",
                         entry.order) != request->channel)
    {
      sandbox_reply_invalid (reply, "order", "This order is not of this channel.");
      return;
    }

  flag = sandbox_node_get (body, "is_send");
  sandbox_store_run (sandbox->store,
                     "UPDATE order_items SET shipping_company = ?, modified_date = ?"
                     " WHERE \"order\" = ?",
                     "sii", get_text (changes, "shipping_company"), sandbox_get_now (sandbox),
                     entry.order);
  sandbox_store_run (sandbox->store, "UPDATE orders SET is_send = ? WHERE pk = ?", "ii",
                     (gint64)(flag != NULL && flag->flag), entry.order);
  sandbox_order_follow_items (sandbox, entry.order);
  log = g_strdup_printf ("{\"shipping_company\":[null,\"%s\"]}",
                         get_text (changes, "shipping_company"));
  entry.changes = log;
  sandbox_log (sandbox, request, &entry);
  reply->status = 201;
  g_string_assign (reply->body, body->raw);
}

/* Puts another product in place of an item's, at the old price. */
static gboolean
replace_product (Sandbox *sandbox, SandboxRequest *request, const SandboxNode *row, GString *errors)
{
  const SandboxNode *sku = sandbox_node_get (row, "new_product_sku");
  SandboxLogEntry entry = { request->pk, "orderitem", 0, "update" };
  g_autofree char *log = NULL;
  gint64 product = SANDBOX_NULL;
  gint64 old;

  if (!sandbox_node_get_int (sandbox_node_get (row, "order_item"), &entry.object_id) ||
      sandbox_store_ask (sandbox->store, "SELECT \"order\" FROM order_items WHERE pk = ?", "i",
                         entry.object_id) != request->pk)
    sandbox_write_error (errors, "order_item", "This item is not of this order.");
  if (sku != NULL && sku->kind == OMNI_JSON_TEXT)
    product =
        sandbox_store_ask (sandbox->store, "SELECT pk FROM products WHERE sku = ?", "s", sku->text);
  if (product == SANDBOX_NULL)
    sandbox_write_error (errors, "new_product_sku", "There is no product with this sku.");
  if (errors->len > 0)
    return FALSE;

  old = sandbox_store_ask (sandbox->store, "SELECT product FROM order_items WHERE pk = ?", "i",
                           entry.object_id);
  sandbox_store_run (sandbox->store,
                     "UPDATE order_items SET product = ?, modified_date = ? WHERE pk = ?", "iii",
                     product, sandbox_get_now (sandbox), entry.object_id);
  log = g_strdup_printf ("{\"product\":[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]}", old, product);
  entry.changes = log;
  sandbox_log (sandbox, request, &entry);
  return TRUE;
}

void
sandbox_replace_products (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse_list (request, reply);

  if (body == NULL)
    return;
  if (sandbox_store_ask (sandbox->store, "SELECT channel FROM orders WHERE pk = ?", "i",
                         request->pk) != request->channel)
    {
      sandbox_reply_not_found (reply);
      return;
    }

  for (guint i = 0; i < body->children->len; i++)
    {
      g_autoptr (GString) errors = g_string_new (NULL);

      if (!replace_product (sandbox, request, g_ptr_array_index (body->children, i), errors))
        {
          sandbox_write_reply_errors (errors, reply);
          return;
        }
    }
  sandbox_order_json_append (sandbox, request->pk, SANDBOX_ORDER_DETAILED, reply->body);
}

typedef struct
{
  gint64 product;
  gint64 price;
  gint64 discount;
} NewItem;

static gboolean
read_amount (const SandboxNode *row, const char *name, gint64 *value, GString *errors)
{
  const SandboxNode *node = sandbox_node_get (row, name);
  gboolean is_exact;

  if (node != NULL && node->text != NULL &&
      sandbox_value_parse_money (node->text, value, &is_exact) && is_exact && *value >= 0)
    return TRUE;
  if (errors != NULL)
    sandbox_write_error (errors, name, "A valid number is required.");

  return FALSE;
}

static GArray *
read_new_items (Sandbox *sandbox, const SandboxNode *rows, GString *errors)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (NewItem));

  if (rows == NULL || rows->kind != OMNI_JSON_ARRAY || rows->children->len == 0)
    sandbox_write_error (errors, "order_item", "This list may not be empty.");
  for (guint i = 0; errors->len == 0 && i < rows->children->len; i++)
    {
      const SandboxNode *row = g_ptr_array_index (rows->children, i);
      NewItem item = { 0 };

      if (!sandbox_node_get_int (sandbox_node_get (row, "product"), &item.product) ||
          sandbox_store_ask (sandbox->store, "SELECT 1 FROM products WHERE pk = ?", "i",
                             item.product) == SANDBOX_NULL)
        sandbox_write_error (errors, "product", "Invalid pk - object does not exist.");
      read_amount (row, "price", &item.price, errors);
      if (!read_amount (row, "discount_amount", &item.discount, NULL))
        item.discount = 0;
      g_array_append_val (items, item);
    }

  return items;
}

static void
append_fixed_json (const GPtrArray *changes,
                   gint64 pk,
                   gint64 placed,
                   gint64 amount,
                   gint64 discount,
                   gint64 shipping,
                   gint64 now,
                   GString *json)
{
  const char *gift = get_text (changes, "gift_box_note");
  const char *notes = get_text (changes, "notes");
  const char *extra = get_text (changes, "extra_field");

  g_string_append_printf (json, "\"pk\":%" G_GINT64_FORMAT, pk);
  sandbox_json_text (json, "number", get_text (changes, "number"));
  sandbox_json_time (json, "date_placed", placed);
  sandbox_json_text (json, "currency", get_text (changes, "currency"));
  sandbox_json_money (json, "amount", amount);
  sandbox_json_money (json, "discount_amount", discount);
  sandbox_json_money (json, "shipping_amount", shipping);
  sandbox_json_money (json, "net_shipping_amount", shipping);
  sandbox_json_money (json, "shipping_tax_rate", SANDBOX_NULL);
  sandbox_json_money (json, "installment_interest_amount", 0);
  sandbox_json_text (json, "bin_number", NULL);
  sandbox_json_int (json, "installment", SANDBOX_NULL);
  sandbox_json_int (json, "installment_count", SANDBOX_NULL);
  sandbox_json_text (json, "delivery_type", NULL);
  sandbox_json_raw (json, "delivery_range", NULL);
  sandbox_json_text (json, "carrier_shipping_code", "");
  sandbox_json_text (json, "shipping_option_slug", "home-delivery");
  sandbox_json_text (json, "remote_addr", NULL);
  sandbox_json_boolean (json, "has_gift_box", gift != NULL && *gift != '\0');
  sandbox_json_text (json, "gift_box_note", gift != NULL ? gift : "");
  sandbox_json_text (json, "client_type", "default");
  sandbox_json_text (json, "language_code", "tr-tr");
  sandbox_json_text (json, "notes", notes != NULL ? notes : "");
  sandbox_json_raw (json, "extra_field", extra != NULL ? extra : "{}");
  sandbox_json_time (json, "created_date", now);
}

static void
insert_new_items (Sandbox *sandbox, gint64 order, const GArray *items, gint64 now)
{
  for (guint i = 0; i < items->len; i++)
    {
      const NewItem *item = &g_array_index (items, NewItem, i);

      sandbox_store_run (
          sandbox->store,
          "INSERT INTO order_items (\"order\", product, status, price, retail_price,"
          " discount_amount, tax_rate, refunded_amount, extra_field, attributes, attributes_kwargs,"
          " localized_attributes, localized_attributes_kwargs, created_date, modified_date)"
          " SELECT ?1, pk, 200, ?3, ?3, ?4, tax_rate, 0, '{}', '{}', '{}', '{}', '{}', ?5, ?5"
          " FROM products WHERE pk = ?2",
          "iiiii", order, item->product, item->price, item->discount, now);
    }
}

static gint64
insert_order (Sandbox *sandbox,
              const SandboxRequest *request,
              const GPtrArray *changes,
              const GArray *items,
              gint64 shipping)
{
  gint64 now = sandbox_get_now (sandbox);
  gint64 placed = get_number (changes, "date_placed");
  gint64 pk =
      sandbox_store_ask (sandbox->store, "SELECT coalesce(max(pk), 80000) + 1 FROM orders", "");
  gint64 discount = 0;
  gint64 amount = shipping;
  g_autoptr (GString) fixed = g_string_new (NULL);
  const char *gift = get_text (changes, "gift_box_note");
  const char *notes = get_text (changes, "notes");

  if (placed == SANDBOX_NULL)
    placed = now;
  for (guint i = 0; i < items->len; i++)
    {
      amount += g_array_index (items, NewItem, i).price;
      discount += g_array_index (items, NewItem, i).discount;
    }
  amount -= discount;
  append_fixed_json (changes, pk, placed, amount, discount, shipping, now, fixed);

  sandbox_store_run (
      sandbox->store,
      "INSERT INTO orders (pk, number, channel, status, date_placed, customer,"
      " shipping_address, billing_address, currency, amount, discount_amount,"
      " shipping_amount, installment_interest_amount, refund_amount,"
      " discount_refund_amount, shipping_refund_amount, payment_option,"
      " payment_option_slug, cargo_company, is_send, created_date, modified_date,"
      " shipping_option_slug, has_gift_box, gift_box_note, client_type, notes)"
      " VALUES (?1, ?2, ?3, 200, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, 0,"
      " 0, 0, ?12, (SELECT slug FROM payment_options WHERE pk = ?12), ?13, 0, ?14,"
      " ?14, 'home-delivery', coalesce(?15, '') != '', coalesce(?15, ''), 'default',"
      " coalesce(?16, ''))",
      "isiiiiisiiiiiiss", pk, get_text (changes, "number"), request->channel, placed,
      get_number (changes, "customer"), get_number (changes, "shipping_address"),
      get_number (changes, "billing_address"), get_text (changes, "currency"), amount, discount,
      shipping, get_number (changes, "payment_option"), get_number (changes, "cargo_company"), now,
      gift, notes);
  sandbox_store_run (sandbox->store,
                     "INSERT INTO order_json SELECT pk, channel, customer, shipping_address,"
                     " billing_address, payment_option, cargo_company, '',"
                     " ?2 || ',\"payment_option_slug\":' ||"
                     " coalesce(json_quote(payment_option_slug), 'null') FROM orders"
                     " WHERE pk = ?1",
                     "is", pk, fixed->str);
  insert_new_items (sandbox, pk, items, now);
  sandbox_store_run (
      sandbox->store,
      "INSERT INTO transactions (\"order\", payment_option, amount, currency, transaction_type,"
      " transaction_object_id, is_refund, status, refuses_refund, created_date, modified_date)"
      " SELECT pk, payment_option, amount, currency, CASE coalesce(payment_option_slug,"
      " 'credit_card') WHEN 'credit_card' THEN 'transaction' ELSE payment_option_slug END,"
      " (SELECT coalesce(max(transaction_object_id), 5500) + 1 FROM transactions), 0, 'completed', "
      "0,"
      " ?2, ?2 FROM orders WHERE pk = ?1",
      "ii", pk, now);

  return pk;
}

void
sandbox_create_order (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  const SandboxNode *order = body != NULL ? sandbox_node_get (body, "order") : NULL;
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GArray) items = NULL;
  SandboxLogEntry entry = { 0, "order", 0, "create", "{}" };
  gint64 shipping = 0;

  if (body == NULL)
    return;
  changes = sandbox_write_read (sandbox, order_members, order, TRUE, errors);
  items = read_new_items (sandbox, sandbox_node_get (body, "order_item"), errors);
  if (order != NULL && sandbox_node_get (order, "shipping_amount") != NULL)
    read_amount (order, "shipping_amount", &shipping, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return;
    }
  if (sandbox_store_ask (sandbox->store, "SELECT 1 FROM orders WHERE number = ? AND channel = ?",
                         "si", get_text (changes, "number"), request->channel) == 1)
    {
      sandbox_reply_refuse (reply, 406, "orders_100_11", "This channel has this number already.");
      return;
    }

  entry.order = entry.object_id = insert_order (sandbox, request, changes, items, shipping);
  sandbox_log (sandbox, request, &entry);
  sandbox_order_follow_items (sandbox, entry.order);
  reply->status = 201;
  sandbox_order_json_append (sandbox, entry.order, SANDBOX_ORDER_FLAT, reply->body);
}

/* Names of the systems that items may be tied to (contract 3.6). */
void
sandbox_list_mapping_types (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_string_assign (reply->body,
                   "[\"hepsiburada\",\"n11\",\"web\",\"trendyol\",\"amazon\",\"allegro\","
                   "\"aliexpress\",\"emag\",\"ciceksepeti\",\"pazarama\",\"flo\",\"modanisa\","
                   "\"akinon\",\"b2c_direct\",\"sales_channel\"]");
}

/* The shop ties nothing to other systems. */
void
sandbox_list_mappings (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_string_assign (reply->body, "[]");
}

void
sandbox_show_remote_id (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store, "SELECT json_extract(extra_field, '$.id') FROM order_items WHERE pk = ?");

  sandbox_statement_bind_int (row, 1, request->pk);
  if (!sandbox_store_step (sandbox->store, row))
    {
      sandbox_reply_not_found (reply);
      return;
    }
  g_string_assign (reply->body, "{");
  sandbox_json_text (reply->body, "remote_id", sandbox_statement_get_text (row, 0));
  g_string_append_c (reply->body, '}');
  sqlite3_reset (row);
}
