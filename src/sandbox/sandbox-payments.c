/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"

#include "sandbox-json.h"
#include "sandbox-private.h"

#include <string.h>

/* Money movements and discounts (contract 3.14 and 3.15). */

/* clang-format off */
static const SandboxField transaction_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "uuid", "transaction", SANDBOX_FIELD_UUID },
  { "order", "t.\"order\"", SANDBOX_FIELD_INT },
  { "payment_option", "t.payment_option", SANDBOX_FIELD_INT },
  { "amount", "t.amount", SANDBOX_FIELD_MONEY },
  { "transaction_type", "t.transaction_type", SANDBOX_FIELD_TEXT },
  { "transaction_object_id", "t.transaction_object_id", SANDBOX_FIELD_INT },
  { "is_refund", "t.is_refund", SANDBOX_FIELD_BOOLEAN },
  { "status", "t.status", SANDBOX_FIELD_TEXT },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};

static const SandboxResource transactions = {
  "transactions t LEFT JOIN orders o ON o.pk = t.\"order\"",
  "o.channel",
  "pk",
  transaction_fields,
  NULL,
};

/* The detail objects have their own keys: what a transaction calls its object. */
#define DETAIL_START                                                            \
  { "pk", "t.transaction_object_id", SANDBOX_FIELD_INT },                       \
  { "order", "t.\"order\"", SANDBOX_FIELD_INT },                                \
  { "amount", "t.amount", SANDBOX_FIELD_MONEY },                                \
  { "currency", "t.currency", SANDBOX_FIELD_TEXT },                             \
  { "status", "t.status", SANDBOX_FIELD_TEXT },                                 \
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME }

static const SandboxField card_fields[] = {
  DETAIL_START,
  { "pos", "3", SANDBOX_FIELD_INT },
  { "card", "NULL", SANDBOX_FIELD_INT },
  { "bin_number", "t.bin_number", SANDBOX_FIELD_TEXT },
  { "masked_number", "t.bin_number || '******' || printf('%04d', t.pk * 7919 % 10000)",
    SANDBOX_FIELD_TEXT },
  { "installment_count", "t.installment_count", SANDBOX_FIELD_INT },
  { "auth_code", "printf('%06d', t.pk * 104729 % 1000000)", SANDBOX_FIELD_TEXT },
  { NULL },
};

static const SandboxField other_fields[] = {
  DETAIL_START,
  { NULL },
};

#define KIND(name) \
  "transactions t JOIN orders o ON o.pk = t.\"order\" AND t.transaction_type = '" name "'"

static const struct
{
  const char *path;
  SandboxResource resource;
} details[] = {
  { "/transactions/", { KIND ("transaction"), "o.channel", "pk", card_fields, NULL } },
  { "/pay_on_delivery_transactions/",
    { KIND ("pay_on_delivery"), "o.channel", "pk", other_fields, NULL } },
  { "/funds_transfer_transactions/",
    { KIND ("funds_transfer"), "o.channel", "pk", other_fields, NULL } },
  { "/loyalty_transactions/", { KIND ("loyalty_money"), "o.channel", "pk", other_fields, NULL } },
  { "/bex_transactions/", { KIND ("bkm_express"), "o.channel", "pk", other_fields, NULL } },
};

static const SandboxField discount_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "name", "p.name", SANDBOX_FIELD_TEXT },
  { "amount", "t.amount", SANDBOX_FIELD_MONEY },
  { "order", "t.\"order\"", SANDBOX_FIELD_INT },
  { "offer_type", "t.offer_type", SANDBOX_FIELD_TEXT },
  { "session_offer_type", "NULL", SANDBOX_FIELD_TEXT },
  { "code", "t.code", SANDBOX_FIELD_TEXT },
  { NULL },
};

/* clang-format on */

static void
append_promotion (Sandbox *sandbox, gint64 pk, GString *json)
{
  SandboxStatement *statement = sandbox_store_prepare (
      sandbox->store, "SELECT p.pk, p.name, p.slug, p.created_date FROM discount_items t"
                      " JOIN promotions p ON p.pk = t.promotion WHERE t.pk = ?");

  sandbox_statement_bind_int (statement, 1, pk);
  if (!sandbox_store_step (sandbox->store, statement))
    return;

  sandbox_json_begin (json, "promotion", '{');
  sandbox_json_int (json, "pk", sandbox_statement_get_int (statement, 0));
  sandbox_json_text (json, "name", sandbox_statement_get_text (statement, 1));
  sandbox_json_text (json, "slug", sandbox_statement_get_text (statement, 2));
  sandbox_json_dates (json, sandbox_statement_get_int (statement, 3),
                      sandbox_statement_get_int (statement, 3));
  g_string_append_c (json, '}');
  sqlite3_reset (statement);
}

static void
append_applicants (Sandbox *sandbox, gint64 pk, GString *json)
{
  SandboxStatement *statement = sandbox_store_prepare (
      sandbox->store, "SELECT a.pk, a.order_item, i.created_date FROM discount_applicants a"
                      " JOIN order_items i ON i.pk = a.order_item WHERE a.discount_item = ?"
                      " ORDER BY a.pk");

  sandbox_statement_bind_int (statement, 1, pk);
  sandbox_json_begin (json, "benefitapplicant_set", '[');
  while (sandbox_store_step (sandbox->store, statement))
    {
      sandbox_json_begin (json, NULL, '{');
      sandbox_json_int (json, "id", sandbox_statement_get_int (statement, 0));
      sandbox_json_int (json, "order_item", sandbox_statement_get_int (statement, 1));
      sandbox_json_int (json, "discount_item", pk);
      sandbox_json_dates (json, sandbox_statement_get_int (statement, 2),
                          sandbox_statement_get_int (statement, 2));
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  sandbox_json_raw (json, "conditionapplicant_set", "[]");
}

static void
extend_discount (Sandbox *sandbox, gint64 pk, GString *json)
{
  append_promotion (sandbox, pk, json);
  append_applicants (sandbox, pk, json);
}

static const SandboxResource discounts = {
  "discount_items t JOIN promotions p ON p.pk = t.promotion JOIN orders o ON o.pk = t.\"order\"",
  "o.channel",
  "pk",
  discount_fields,
  extend_discount,
};

void
sandbox_list_order_transactions (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &transactions);
}

void
sandbox_show_order_transaction (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &transactions);
}

/* Which kind is in the path. */
void
sandbox_list_transaction_details (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    if (g_str_has_suffix (request->path, details[i].path))
      {
        sandbox_list (sandbox, request, reply, &details[i].resource);
        return;
      }
}

void
sandbox_list_discount_items (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &discounts);
}

void
sandbox_show_discount_item (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &discounts);
}
