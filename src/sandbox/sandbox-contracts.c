/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-private.h"

/* Contracts of an order (contract 3.17): texts that are made from the order. */

static const struct
{
  const char *slug;
  const char *name;
  const char *text;
} contracts[] = {
  { "preliminary-information", "Ön bilgilendirme formu",
    "Satıcı, siparişinizin temel niteliklerini ve toplam bedelini bildirir." },
  { "distance-sales", "Mesafeli satış sözleşmesi",
    "Alıcı, ürünü teslim aldığı günden başlayarak on dört gün içinde cayabilir." },
};

static void
append_contract (
    guint index, const char *number, const char *customer, gint64 placed, GString *json)
{
  g_autofree char *content =
      g_markup_printf_escaped ("<h1>%s</h1><p>Sipariş: %s</p><p>Alıcı: %s</p><p>%s</p>",
                               contracts[index].name, number, customer, contracts[index].text);

  sandbox_json_begin (json, NULL, '{');
  sandbox_json_text (json, "slug", contracts[index].slug);
  sandbox_json_text (json, "name", contracts[index].name);
  sandbox_json_time (json, "created_date", placed);
  sandbox_json_text (json, "content", content);
  g_string_append_c (json, '}');
}

void
sandbox_list_contracts (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store, "SELECT o.number, c.first_name || ' ' || c.last_name, o.date_placed"
                      " FROM orders o JOIN customers c ON c.pk = o.customer WHERE o.pk = ?");

  sandbox_statement_bind_int (row, 1, request->pk);
  if (!sandbox_store_step (sandbox->store, row))
    {
      sandbox_reply_not_found (reply);
      return;
    }

  g_string_append_c (reply->body, '[');
  for (guint i = 0; i < G_N_ELEMENTS (contracts); i++)
    append_contract (i, sandbox_statement_get_text (row, 0), sandbox_statement_get_text (row, 1),
                     sandbox_statement_get_int (row, 2), reply->body);
  g_string_append_c (reply->body, ']');
  sqlite3_reset (row);
}
