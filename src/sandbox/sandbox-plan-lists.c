/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-auth.h"
#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-uuid.h"
#include "sandbox-value.h"

/* Reading cancellation plans and requests (contract 3.10 and 3.11). */

/* clang-format off */
static const SandboxField plan_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "uuid", "plan", SANDBOX_FIELD_UUID },
  { "order", "t.\"order\"", SANDBOX_FIELD_INT },
  { "order_id", "t.\"order\"", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "order_number", "o.number", SANDBOX_FIELD_TEXT },
  { "plan_type", "t.plan_type", SANDBOX_FIELD_TEXT },
  { "status", "t.status", SANDBOX_FIELD_TEXT },
  { "cancellation_plan_status", "t.status", SANDBOX_FIELD_TEXT, .is_hidden = TRUE },
  { "refund_amount", "t.refund_amount", SANDBOX_FIELD_MONEY },
  { "shipping_refund_amount", "t.shipping_refund_amount", SANDBOX_FIELD_MONEY },
  { "is_cargo_refund", "t.is_cargo_refund", SANDBOX_FIELD_BOOLEAN },
  { "invoice_number", "t.invoice_number", SANDBOX_FIELD_TEXT },
  { "invoice_date", "t.invoice_date", SANDBOX_FIELD_TIME },
  { "payment_plan", "t.payment_plan", SANDBOX_FIELD_JSON },
  { "error_message", "t.error_message", SANDBOX_FIELD_TEXT },
  { "created_by", "t.created_by", SANDBOX_FIELD_INT },
  { "modified_by", "t.modified_by", SANDBOX_FIELD_INT },
  { "staff_remote_id", "NULL", SANDBOX_FIELD_TEXT },
  { "retail_store_remote_id", "NULL", SANDBOX_FIELD_TEXT },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { "customer", "o.customer", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "channel_id", "o.channel", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "channel", "o.channel", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "channel_type", "(SELECT channel_type FROM channels c WHERE c.pk = o.channel)",
    SANDBOX_FIELD_TEXT, .is_hidden = TRUE },
  { NULL },
};

static const SandboxField plan_item_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "order_item", "t.order_item", SANDBOX_FIELD_INT },
  { "reason", "t.reason", SANDBOX_FIELD_INT },
  { "refund_amount", "t.refund_amount", SANDBOX_FIELD_MONEY },
  { "manual_refund_required", "t.manual_refund_required", SANDBOX_FIELD_BOOLEAN },
  { "manual_refunded", "t.manual_refunded", SANDBOX_FIELD_BOOLEAN },
  { "iban", "t.iban", SANDBOX_FIELD_TEXT },
  { "holder_name", "t.holder_name", SANDBOX_FIELD_TEXT },
  { NULL },
};

static const SandboxField request_fields[] = {
  { "id", "t.pk", SANDBOX_FIELD_INT },
  { "pk", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "uuid", "request", SANDBOX_FIELD_UUID },
  { "order_item", "t.order_item", SANDBOX_FIELD_INT },
  { "order", "t.\"order\"", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "reason", "t.reason", SANDBOX_FIELD_INT },
  { "description", "t.description", SANDBOX_FIELD_TEXT },
  { "cancellation_type", "t.cancellation_type", SANDBOX_FIELD_TEXT },
  { "status", "t.status", SANDBOX_FIELD_TEXT },
  { "iban", "t.iban", SANDBOX_FIELD_TEXT },
  { "holder_name", "t.holder_name", SANDBOX_FIELD_TEXT },
  { "quantity", "t.quantity", SANDBOX_FIELD_INT },
  { "fully_refund_as_loyalty_money", "t.fully_refund_as_loyalty_money", SANDBOX_FIELD_BOOLEAN },
  { "attributes", "'{}'", SANDBOX_FIELD_JSON },
  { "attributes_kwargs", "'{}'", SANDBOX_FIELD_JSON },
  { "localized_attributes", "'{}'", SANDBOX_FIELD_JSON },
  { "localized_attributes_kwargs", "'{}'", SANDBOX_FIELD_JSON },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};
/* clang-format on */

static const SandboxResource plan_items = { "plan_items t", NULL, "pk", plan_item_fields };

static void
extend_plan (Sandbox *sandbox, gint64 pk, GString *json)
{
  sandbox_json_name (json, "cancellationplanorderitem_set");
  sandbox_append_all (sandbox, &plan_items, "t.plan", pk, json);
}

/* The return parcel of a request, where there is one. */
static void
append_easy_return (gint64 number, const char *company, gint64 created, GString *json)
{
  char uuid[37];
  g_autofree char *code = g_strdup_printf ("IADE-%05" G_GINT64_FORMAT, number);

  sandbox_uuid_write (uuid, "easy-return", number);
  sandbox_json_begin (json, "easy_return", '{');
  sandbox_json_int (json, "id", number);
  sandbox_json_text (json, "shipping_company", company);
  sandbox_json_text (json, "code", code);
  sandbox_json_time (json, "start_date", created / SANDBOX_DAY * SANDBOX_DAY);
  sandbox_json_time (json, "end_date", (created / SANDBOX_DAY + 7) * SANDBOX_DAY);
  sandbox_json_int (json, "max_count", 1);
  sandbox_json_text (json, "status", "active");
  sandbox_json_text (json, "tracking_number", NULL);
  sandbox_json_text (json, "tracking_url", NULL);
  sandbox_json_text (json, "pickup_date", NULL);
  sandbox_json_raw (json, "raw_request", NULL);
  sandbox_json_raw (json, "raw_response", NULL);
  sandbox_json_text (json, "uuid", uuid);
  sandbox_json_dates (json, created, created);
  g_string_append_c (json, '}');
}

static void
extend_request (Sandbox *sandbox, gint64 pk, GString *json)
{
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store,
      "SELECT r.easy_return, coalesce(i.shipping_company, 'yurtici'), r.created_date"
      " FROM requests r JOIN order_items i ON i.pk = r.order_item WHERE r.pk = ?");

  sandbox_statement_bind_int (row, 1, pk);
  if (sandbox_store_step (sandbox->store, row) &&
      sandbox_statement_get_int (row, 0) != SANDBOX_NULL)
    append_easy_return (sandbox_statement_get_int (row, 0), sandbox_statement_get_text (row, 1),
                        sandbox_statement_get_int (row, 2), json);
  else
    sandbox_json_raw (json, "easy_return", NULL);
  sqlite3_reset (row);
}

static const SandboxResource plans = {
  "plans t LEFT JOIN orders o ON o.pk = t.\"order\"", "o.channel", "-pk", plan_fields, extend_plan,
};

const SandboxResource sandbox_requests = {
  "requests t", "t.channel", "-pk", request_fields, extend_request,
};

void
sandbox_list_plans (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  const char *format = sandbox_request_get_parameter (request, "format");
  gboolean offers_files = (sandbox->variant & SANDBOX_VARIANT_NO_PROPOSED) == 0;

  if (!offers_files || g_strcmp0 (format, "csv") != 0)
    sandbox_list (sandbox, request, reply, &plans);
  else if (!sandbox_auth_may (request, "orders.export"))
    sandbox_reply_detail (reply, 403, "permission_100_1",
                          "You do not have permission to perform this action.");
  else
    sandbox_list_as_file (sandbox, request, reply, &plans, "cancellation_plans.csv");
}

void
sandbox_show_plan (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &plans);
}

/* A bare array, as the documentation has it (contract 2.1). */
void
sandbox_list_plan_updates (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_append_all (sandbox, &plans, "o.channel", request->channel, reply->body);
}

void
sandbox_list_plan_statuses (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  static const char *const statuses[][2] = {
    { "waiting", "Waiting" },
    { "in_progress", "In Progress" },
    { "manual_refund_needed", "Manual Refund Needed" },
    { "completed", "Completed" },
    { "failed", "Failed" },
  };

  g_string_append_c (reply->body, '[');
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      sandbox_json_begin (reply->body, NULL, '{');
      sandbox_json_text (reply->body, "value", statuses[i][0]);
      sandbox_json_text (reply->body, "label", statuses[i][1]);
      g_string_append_c (reply->body, '}');
    }
  g_string_append_c (reply->body, ']');
}

/* The shop has no pictures of what comes back, so this list is always empty. */
void
sandbox_list_request_images (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  SandboxPage page;

  if (!sandbox_page_read (sandbox, request, &page, reply))
    return;
  page.count = 0;
  if (sandbox_page_begin (request, &page, reply))
    sandbox_page_end (reply);
}

void
sandbox_list_requests (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &sandbox_requests);
}

void
sandbox_show_request (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &sandbox_requests);
}
