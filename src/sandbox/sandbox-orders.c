/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-auth.h"
#include "sandbox-csv.h"
#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-write.h"

/* Orders (contract 3.1). */

/* clang-format off */
#define MONEY(column) "printf('%d.%02d', o." column " / 100, o." column " % 100)"

static const char export_sql[] =
    "SELECT o.number, strftime('%Y-%m-%dT%H:%M:%SZ', o.date_placed / 1000000, 'unixepoch'), h.name,"
    " o.status, c.first_name || ' ' || c.last_name, c.email, c.phone_number, y.name, "
    MONEY ("amount") ", " MONEY ("discount_amount") ", " MONEY ("shipping_amount")
    ", o.currency, p.name, g.name, o.tracking_number, o.invoice_number"
    " FROM orders o JOIN channels h ON h.pk = o.channel JOIN customers c ON c.pk = o.customer"
    " JOIN addresses a ON a.pk = o.shipping_address JOIN cities y ON y.pk = a.city"
    " LEFT JOIN payment_options p ON p.pk = o.payment_option"
    " LEFT JOIN cargos g ON g.pk = o.cargo_company WHERE o.pk = ?";
/* clang-format on */

/* The list as a file (contract 3.20): everything that matches, not a page of it. */
static void export(Sandbox *sandbox, const SandboxRequest *request, SandboxReply *reply)
{
  const GArray *pks;

  if (!sandbox_auth_may (request, "orders.export"))
    {
      sandbox_reply_detail (reply, 403, "permission_100_1",
                            "You do not have permission to perform this action.");
      return;
    }
  if (!sandbox_order_index_query (sandbox->index, request, &pks, reply))
    return;

  sandbox_csv_begin_file (reply, "orders.csv");
  g_string_assign (reply->body,
                   "number,date_placed,channel,status,customer,email,phone,city,amount,"
                   "discount_amount,shipping_amount,currency,payment_option,cargo_company,"
                   "tracking_number,invoice_number\r\n");
  for (guint i = 0; i < pks->len; i++)
    sandbox_csv_append_rows (sandbox, export_sql, g_array_index (pks, gint64, i), reply->body);
}

static void
list (Sandbox *sandbox, const SandboxRequest *request, SandboxReply *reply, SandboxOrderForm form)
{
  const GArray *pks;
  SandboxPage page;
  const char *format = sandbox_request_get_parameter (request, "format");
  gboolean offers_files = (sandbox->variant & SANDBOX_VARIANT_NO_PROPOSED) == 0;
  gint64 first;

  if (offers_files && g_strcmp0 (format, "csv") == 0)
    {
      export(sandbox, request, reply);
      return;
    }
  if (!sandbox_page_read (sandbox, request, &page, reply) ||
      !sandbox_order_index_query (sandbox->index, request, &pks, reply))
    return;

  page.count = pks->len;
  if (!sandbox_page_begin (request, &page, reply))
    return;

  /* An order is about this long; a body that grows in steps is copied several times. */
  first = (gint64)reply->body->len;
  g_string_set_size (reply->body, (gsize)(first + MIN (page.limit, page.count) * 2400));
  g_string_truncate (reply->body, (gsize)first);
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
