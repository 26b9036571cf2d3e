/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-order-json.h"

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"

#include <string.h>

/* An order is put together from finished pieces: what never changes, what does, and the objects it
 * belongs to. Both of its own pieces are members without the braces around them. */

#define ORDER_COLUMNS                                                                              \
  "SELECT o.channel, o.customer, o.shipping_address, o.billing_address, o.payment_option,"         \
  " o.cargo_company, o.live_json, o.fixed_json"

static const char order_sql[] = ORDER_COLUMNS " FROM order_json o WHERE o.pk = ?";

/* One statement, because lists are made of little else, and each has to be begun and ended. */
static const char nested_sql[] =
    ORDER_COLUMNS ", h.nested_json, c.nested_json, a.nested_json FROM order_json o"
    " LEFT JOIN channels h ON h.pk = o.channel LEFT JOIN customers c ON c.pk = o.customer"
    " LEFT JOIN addresses a ON a.pk = o.shipping_address WHERE o.pk = ?";

static const char address_sql[] = "SELECT nested_json FROM addresses WHERE pk = ?";

enum
{
  CHANNEL,
  CUSTOMER,
  SHIPPING_ADDRESS,
  BILLING_ADDRESS,
  PAYMENT_OPTION,
  CARGO_COMPANY,
  N_KEYS,

  LIVE_JSON = N_KEYS,
  FIXED_JSON,
  CHANNEL_JSON,
  CUSTOMER_JSON,
  SHIPPING_ADDRESS_JSON,
};

static void
append_piece (GString *json, SandboxStatement *row, int column)
{
  g_string_append_len (json, sandbox_statement_get_text (row, column),
                       sqlite3_column_bytes (row, column));
}

static void
append_keys (const gint64 keys[N_KEYS], GString *json)
{
  sandbox_json_int (json, "channel", keys[CHANNEL]);
  sandbox_json_int (json, "customer", keys[CUSTOMER]);
  sandbox_json_int (json, "shipping_address", keys[SHIPPING_ADDRESS]);
  sandbox_json_int (json, "billing_address", keys[BILLING_ADDRESS]);
}

/* The finished JSON of a related object. */
static void
append_finished (SandboxStatement *row, int column, const char *name, GString *json)
{
  sandbox_json_name (json, name);
  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    g_string_append (json, "null");
  else
    append_piece (json, row, column);
}

static void
append_billing_address (Sandbox *sandbox, gint64 pk, GString *json)
{
  SandboxStatement *row = sandbox_store_prepare (sandbox->store, address_sql);

  sandbox_statement_bind_int (row, 1, pk);
  if (sandbox_store_step (sandbox->store, row))
    append_finished (row, 0, "billing_address", json);
  else
    sandbox_json_raw (json, "billing_address", NULL);
  sqlite3_reset (row);
}

/* Most orders are billed to where they go: that address is written twice, not read twice. */
static void
append_nested (Sandbox *sandbox, SandboxStatement *row, const gint64 keys[N_KEYS], GString *json)
{
  append_finished (row, CHANNEL_JSON, "channel", json);
  append_finished (row, CUSTOMER_JSON, "customer", json);
  append_finished (row, SHIPPING_ADDRESS_JSON, "shipping_address", json);
  if (keys[BILLING_ADDRESS] == keys[SHIPPING_ADDRESS])
    append_finished (row, SHIPPING_ADDRESS_JSON, "billing_address", json);
  else
    append_billing_address (sandbox, keys[BILLING_ADDRESS], json);
}

static void
append_related (
    Sandbox *sandbox, const char *name, const SandboxResource *resource, gint64 pk, GString *json)
{
  g_autoptr (GString) object = g_string_new (NULL);

  sandbox_json_raw (json, name,
                    sandbox_append (sandbox, resource, pk, object) ? object->str : NULL);
}

static void
append_detailed (Sandbox *sandbox, const gint64 keys[N_KEYS], GString *json)
{
  append_related (sandbox, "channel", &sandbox_channels, keys[CHANNEL], json);
  append_related (sandbox, "customer", &sandbox_customers, keys[CUSTOMER], json);
  append_related (sandbox, "shipping_address", &sandbox_addresses_nested, keys[SHIPPING_ADDRESS],
                  json);
  append_related (sandbox, "billing_address", &sandbox_addresses_nested, keys[BILLING_ADDRESS],
                  json);
  append_related (sandbox, "payment_option", &sandbox_payment_options, keys[PAYMENT_OPTION], json);
  append_related (sandbox, "cargo_company", &sandbox_cargos, keys[CARGO_COMPANY], json);
}

static void
append_items (Sandbox *sandbox, gint64 pk, GString *json)
{
  sandbox_json_name (json, "orderitem_set");
  sandbox_append_all (sandbox, &sandbox_items_detailed, "t.\"order\"", pk, json);
}

/**
 * sandbox_order_json_append:
 * @sandbox: a sandbox
 * @pk: an order
 * @form: how much of it
 * @json: what to append to
 *
 * Returns: whether there is such an order
 */
gboolean
sandbox_order_json_append (Sandbox *sandbox, gint64 pk, SandboxOrderForm form, GString *json)
{
  gboolean nested = form == SANDBOX_ORDER_NESTED || form == SANDBOX_ORDER_COMPLETE;
  SandboxStatement *row =
      sandbox_store_prepare (sandbox->store, nested ? nested_sql : order_sql);
  gint64 keys[N_KEYS];

  sandbox_statement_bind_int (row, 1, pk);
  if (!sandbox_store_step (sandbox->store, row))
    return FALSE;

  sandbox_json_begin (json, NULL, '{');
  append_piece (json, row, FIXED_JSON);
  g_string_append_c (json, ',');
  append_piece (json, row, LIVE_JSON);
  for (int i = 0; i < N_KEYS; i++)
    keys[i] = sandbox_statement_get_int (row, i);
  if (nested)
    append_nested (sandbox, row, keys, json);
  sqlite3_reset (row);

  if (form == SANDBOX_ORDER_FLAT)
    append_keys (keys, json);
  if (form == SANDBOX_ORDER_DETAILED)
    append_detailed (sandbox, keys, json);
  else
    {
      sandbox_json_int (json, "payment_option", keys[PAYMENT_OPTION]);
      sandbox_json_int (json, "cargo_company", keys[CARGO_COMPANY]);
    }
  if (form == SANDBOX_ORDER_DETAILED || form == SANDBOX_ORDER_COMPLETE)
    append_items (sandbox, pk, json);
  g_string_append_c (json, '}');

  return TRUE;
}

void
sandbox_order_json_write_live (const SandboxOrderState *state, GString *json)
{
  char status[24];

  g_string_append (json, "\"status\":\"");
  g_string_append (json, sandbox_value_write_int (status, state->status));
  g_string_append_c (json, '"');
  sandbox_json_money (json, "refund_amount", state->refund_amount);
  sandbox_json_money (json, "discount_refund_amount", state->discount_refund_amount);
  sandbox_json_money (json, "shipping_refund_amount", state->shipping_refund_amount);
  sandbox_json_text (json, "tracking_number", state->tracking_number);
  sandbox_json_text (json, "invoice_number", state->invoice_number);
  sandbox_json_time (json, "invoice_date", state->invoice_date);
  sandbox_json_text (json, "e_archive_url", state->e_archive_url);
  sandbox_json_boolean (json, "is_send", state->is_send);
  sandbox_json_time (json, "modified_date", state->modified_date);
}

/* Makes the changing piece anew from the columns. */
static void
refresh_live_json (Sandbox *sandbox, gint64 pk)
{
  g_autoptr (GString) json = g_string_new (NULL);
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store,
      "SELECT status, refund_amount, discount_refund_amount, shipping_refund_amount,"
      " invoice_date, modified_date, is_send, tracking_number, invoice_number,"
      " e_archive_url FROM orders WHERE pk = ?");
  SandboxOrderState state;

  sandbox_statement_bind_int (row, 1, pk);
  if (!sandbox_store_step (sandbox->store, row))
    return;

  state.status = sandbox_statement_get_int (row, 0);
  state.refund_amount = sandbox_statement_get_int (row, 1);
  state.discount_refund_amount = sandbox_statement_get_int (row, 2);
  state.shipping_refund_amount = sandbox_statement_get_int (row, 3);
  state.invoice_date = sandbox_statement_get_int (row, 4);
  state.modified_date = sandbox_statement_get_int (row, 5);
  state.is_send = sandbox_statement_get_int (row, 6) != 0;
  state.tracking_number = sandbox_statement_get_text (row, 7);
  state.invoice_number = sandbox_statement_get_text (row, 8);
  state.e_archive_url = sandbox_statement_get_text (row, 9);
  sandbox_order_json_write_live (&state, json);
  sqlite3_reset (row);
  sandbox_store_run (sandbox->store, "UPDATE order_json SET live_json = ? WHERE pk = ?", "si",
                     json->str, pk);
}

/* What an order shows of its items (contract 3.3): the active item that is least far decides the
 * status; where none is active any refund makes the order refunded. Numbers and dates are those of
 * the first item that has one. */
#define FIRST_OF_ITEMS(column)                                                                     \
  column " = (SELECT i." column " FROM order_items i WHERE i.\"order\" = orders.pk"                \
         " AND i." column " IS NOT NULL ORDER BY i.pk LIMIT 1)"

/* clang-format off */
static const char follow_items_sql[] =
    "UPDATE orders SET status = (SELECT coalesce("
    "min(CASE WHEN i.status NOT IN (100, 600) THEN i.status END), max(i.status), orders.status)"
    " FROM order_items i WHERE i.\"order\" = orders.pk),"
    " cancel_status = (SELECT max(CASE WHEN i.cancel_status = 'waiting' THEN 'waiting' END)"
    " FROM order_items i WHERE i.\"order\" = orders.pk), "
    FIRST_OF_ITEMS ("tracking_number") ", " FIRST_OF_ITEMS ("invoice_number") ", "
    FIRST_OF_ITEMS ("invoice_date") ", " FIRST_OF_ITEMS ("e_archive_url")
    ", modified_date = ? WHERE pk = ?";
/* clang-format on */

/**
 * sandbox_order_follow_items:
 * @sandbox: a sandbox
 * @pk: an order
 *
 * Brings an order in line with its items, after one of them changed.
 */
void
sandbox_order_follow_items (Sandbox *sandbox, gint64 pk)
{
  sandbox_store_run (sandbox->store, follow_items_sql, "ii", sandbox_get_now (sandbox), pk);
  sandbox_order_touch (sandbox, pk);
}

/**
 * sandbox_order_touch:
 * @sandbox: a sandbox
 * @pk: an order whose columns were changed
 *
 * Brings what is derived from an order's columns in line with them.
 */
void
sandbox_order_touch (Sandbox *sandbox, gint64 pk)
{
  refresh_live_json (sandbox, pk);
  g_array_append_val (sandbox->touched, pk);
}
