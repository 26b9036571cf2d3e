/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-routes.h"

#include "sandbox-auth.h"
#include "sandbox-handlers.h"
#include "sandbox-private.h"
#include "sandbox-value.h"

#include <string.h>

/* Where a path lives (contract 1.1). The channel form is also served without `v1`, as some pages
 * of the documentation print it. */
typedef enum
{
  V1 = 1 << 0, /* /api/v1/… */
  I1 = 1 << 1, /* /api/i1/… */
  CH = 1 << 2, /* /api/v1/channel/{channel}/… and /api/channel/{channel}/… */
} Space;

typedef struct
{
  const char *method;
  Space spaces;
  const char *path;
  SandboxHandler handler;
  const char *permission; /* (nullable) */
  enum
  {
    OPEN = 1 << 0,     /* answers without a token */
    PROPOSED = 1 << 1, /* ours: no public page tells of it */
  } flags;
} Route;

/* Everything that is offered, one row each. The first row that fits is taken. */
/* clang-format off */
static const Route routes[] = {
  { "POST", V1 | I1, "auth/login/", sandbox_log_in, NULL, OPEN },
  { "POST", V1 | I1, "auth/logout/", sandbox_log_out, NULL, PROPOSED },
  { "GET", V1 | I1, "active_user/", sandbox_show_active_user },

  { "GET", V1 | I1, "channels/", sandbox_list_channels },
  { "GET", V1 | I1, "channels/{pk}/", sandbox_show_channel },
  { "GET", V1 | CH, "payment_options/", sandbox_list_payment_options },
  { "GET", V1 | CH, "payment_options/{pk}/", sandbox_show_payment_option },
  { "GET", V1 | CH, "cargos/", sandbox_list_cargos },
  { "GET", V1 | CH, "cargos/{pk}/", sandbox_show_cargo },
  { "GET", V1 | CH, "countries/", sandbox_list_countries },
  { "GET", V1 | CH, "countries/{pk}/", sandbox_show_country },
  { "GET", V1 | CH, "cities/", sandbox_list_cities },
  { "GET", V1 | CH, "cities/{pk}/", sandbox_show_city },
  { "GET", V1 | CH, "townships/", sandbox_list_townships },
  { "GET", V1 | CH, "townships/{pk}/", sandbox_show_township },
  { "GET", V1 | CH, "districts/", sandbox_list_districts },
  { "GET", V1 | CH, "districts/{pk}/", sandbox_show_district },
  { "GET", V1 | CH, "cancellation_reasons/", sandbox_list_reasons },
  { "GET", V1 | CH, "cancellation_reasons/{pk}/", sandbox_show_reason },

  { "POST", CH, "cancellation_reasons/", sandbox_create_reason, "orders.update" },
  { "PUT", CH, "cancellation_reasons/{pk}/", sandbox_put_reason, "orders.update" },
  { "PATCH", CH, "cancellation_reasons/{pk}/", sandbox_patch_reason, "orders.update" },
  { "DELETE", CH, "cancellation_reasons/{pk}/", sandbox_delete_reason, "orders.update" },

  { "GET", V1 | CH, "customers/", sandbox_list_customers },
  { "GET", V1 | CH, "customers/{pk}/", sandbox_show_customer },
  { "POST", CH, "customers/", sandbox_create_customer, "customers.update" },
  { "PUT", V1 | CH, "customers/{pk}/", sandbox_put_customer, "customers.update" },
  { "PATCH", V1 | CH, "customers/{pk}/", sandbox_patch_customer, "customers.update" },
  { "GET", V1 | CH, "addresses/", sandbox_list_addresses },
  { "GET", V1 | CH, "addresses/{pk}/", sandbox_show_address },
  { "POST", CH, "addresses/", sandbox_create_address, "customers.update" },
  { "PATCH", V1 | CH, "addresses/{pk}/", sandbox_patch_address, "customers.update" },

  { "GET", V1 | CH, "orders/", sandbox_list_orders, "orders.view" },
  { "GET", I1, "orders/", sandbox_list_orders_nested, "orders.view" },
  { "GET", CH, "orders/updates/", sandbox_list_order_updates, "orders.view" },
  { "POST", CH, "orders/{pk}/bulk_replace_product/", sandbox_replace_products, "orders.update" },
  { "POST", CH, "create_orders/", sandbox_create_order, "orders.update" },
  { "POST", CH, "order_shipping_infos/", sandbox_create_shipping_info, "orders.update" },
  { "GET", V1 | CH, "orders/{pk}/", sandbox_show_order, "orders.view" },
  { "PATCH", V1 | CH, "orders/{pk}/", sandbox_patch_order, "orders.update" },
  { "GET", I1, "orders/{text}/", sandbox_show_order_by_number, "orders.view" },
  { "GET", V1 | CH, "orders/{pk}/detailed/", sandbox_show_order_detailed, "orders.view" },
  { "GET", V1 | I1, "orders_integration/{pk}/detailed_integration/", sandbox_show_order_detailed,
    "orders.view" },
  { "GET", V1 | CH, "order_number/", sandbox_list_orders, "orders.view" },
  { "POST", V1 | I1 | CH, "orders/{pk}/cancel/", sandbox_cancel_order, "orders.cancel" },
  { "GET", V1 | I1, "orders/{pk}/logs/", sandbox_list_logs, "orders.view", PROPOSED },
  { "GET", V1 | I1, "orders/{pk}/contracts/", sandbox_list_contracts, "orders.view", PROPOSED },

  { "GET", V1 | I1 | CH, "order_items/", sandbox_list_items, "orders.view" },
  { "PATCH", V1 | I1, "order_items/bulk_status_update/", sandbox_bulk_update_items,
    "orders.update" },
  { "GET", V1 | I1 | CH, "order_items/get_integration_mapping_types/", sandbox_list_mapping_types },
  { "GET", V1 | I1 | CH, "order_items/{pk}/get_mappings/", sandbox_list_mappings },
  { "GET", V1 | I1 | CH, "order_items/{pk}/get_remote_id/", sandbox_show_remote_id },
  { "GET", V1 | I1, "order_items/bulk_update_template/", sandbox_show_update_template,
    "orders.view", PROPOSED },
  { "POST", V1 | I1, "order_items/bulk_update_file/", sandbox_take_update_file, "orders.update",
    PROPOSED },
  { "GET", V1 | I1 | CH, "order_items/{pk}/", sandbox_show_item, "orders.view" },
  { "PATCH", V1 | I1 | CH, "order_items/{pk}/", sandbox_patch_item, "orders.update" },
  { "PUT", V1 | I1 | CH, "order_items/{pk}/", sandbox_put_item, "orders.update" },
  { "GET", V1 | I1 | CH, "order_items/{pk}/detailed/", sandbox_show_item_detailed, "orders.view" },
  { "GET", V1 | I1, "order_item/detailed_integration/", sandbox_list_items_detailed,
    "orders.view" },
  { "GET", V1 | I1, "order_items/detailed_integration/", sandbox_list_items_detailed,
    "orders.view" },

  { "GET", V1 | I1, "discount_items/detailed_integration/", sandbox_list_discount_items,
    "orders.view" },
  { "GET", V1 | I1, "discount_items/{pk}/detailed_integration/", sandbox_show_discount_item,
    "orders.view" },
  { "GET", V1 | CH, "order_transactions/", sandbox_list_order_transactions, "orders.view" },
  { "GET", V1 | CH, "order_transactions/get_integration_mapping_types/",
    sandbox_list_mapping_types },
  { "GET", V1 | CH, "order_transactions/{pk}/get_mappings/", sandbox_list_mappings },
  { "GET", V1 | CH, "order_transactions/{pk}/", sandbox_show_order_transaction, "orders.view" },
  { "GET", V1, "transactions/", sandbox_list_transaction_details, "orders.view" },
  { "GET", V1, "pay_on_delivery_transactions/", sandbox_list_transaction_details, "orders.view" },
  { "GET", V1, "funds_transfer_transactions/", sandbox_list_transaction_details, "orders.view" },
  { "GET", V1, "loyalty_transactions/", sandbox_list_transaction_details, "orders.view" },
  { "GET", V1, "bex_transactions/", sandbox_list_transaction_details, "orders.view" },

  { "GET", V1 | CH, "cancellation_plans/", sandbox_list_plans, "orders.view" },
  { "GET", V1 | CH, "cancellation_plans/cancellation_plan_statuses/", sandbox_list_plan_statuses,
    "orders.view" },
  { "GET", CH, "cancellation_plans/inserts_or_updates/", sandbox_list_plan_updates, "orders.view" },
  { "GET", V1 | CH, "cancellation_plans/{pk}/", sandbox_show_plan, "orders.view" },
  { "POST", V1 | CH, "cancellation_plans/{pk}/create_payment_plan/", sandbox_create_payment_plan,
    "orders.refund_manual" },
  { "POST", V1 | CH, "cancellation_plans/{pk}/manual_refund/", sandbox_confirm_manual_refund,
    "orders.refund_manual", PROPOSED },

  { "GET", V1 | CH, "cancellation_requests/", sandbox_list_requests, "orders.view" },
  { "POST", CH, "cancellation_requests/", sandbox_create_request, "orders.cancel" },
  { "GET", CH, "cancellation_request_images/", sandbox_list_request_images, "orders.view" },
  { "GET", CH, "cancellation_requests/updates/", sandbox_list_requests, "orders.view" },
  { "GET", V1 | CH, "cancellation_requests/{pk}/", sandbox_show_request, "orders.view" },
  { "POST", V1 | CH, "cancellation_requests/{pk}/reject/", sandbox_reject_request,
    "orders.cancel" },
  { "POST", V1 | CH, "cancellation_requests/{pk}/approve/", sandbox_approve_request,
    "orders.cancel", PROPOSED },
};
/* clang-format on */

static gboolean
read_segment (const char **at, const char *segment, gsize length, SandboxRequest *request)
{
  const char *end = *at + strcspn (*at, "/");
  g_autofree char *value = g_strndup (*at, (gsize)(end - *at));

  *at = end;
  if (length == strlen ("{pk}") && strncmp (segment, "{pk}", length) == 0)
    return g_ascii_isdigit (*value) && sandbox_value_parse_int (value, &request->pk);
  if (length == strlen ("{text}") && strncmp (segment, "{text}", length) == 0)
    {
      g_free (request->text);
      request->text = g_steal_pointer (&value);
      return *request->text != '\0';
    }

  return strlen (value) == length && strncmp (value, segment, length) == 0;
}

static gboolean
fits (const Route *route, const char *path, SandboxRequest *request)
{
  const char *pattern = route->path;

  while (*pattern != '\0')
    {
      const char *end = pattern + strcspn (pattern, "/");

      if (!read_segment (&path, pattern, (gsize)(end - pattern), request) || *path != *end)
        return FALSE;
      path += *path != '\0' ? 1 : 0;
      pattern = *end != '\0' ? end + 1 : end;
    }

  return *path == '\0';
}

/* Cuts off what names the space, and reads the channel where there is one. */
static const char *
split_space (const char *path, Space *space, gint64 *channel)
{
  static const struct
  {
    const char *prefix;
    Space space;
  } prefixes[] = {
    { "/api/v1/channel/", CH },
    { "/api/channel/", CH },
    { "/api/v1/", V1 },
    { "/api/i1/", I1 },
  };

  *channel = 0;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      const char *rest;
      g_autofree char *digits = NULL;

      if (!g_str_has_prefix (path, prefixes[i].prefix))
        continue;

      *space = prefixes[i].space;
      rest = path + strlen (prefixes[i].prefix);
      if (*space != CH)
        return rest;
      digits = g_strndup (rest, (gsize)(rest + strcspn (rest, "/") - rest));
      rest += strlen (digits);
      if (*rest != '/' || !sandbox_value_parse_int (digits, channel) || *channel <= 0)
        return NULL;
      return rest + 1;
    }

  return NULL;
}

/* @allowed collects the methods of all rows whose path fits. */
static const Route *
find_route (Sandbox *sandbox,
            const char *path,
            const char *method,
            SandboxRequest *request,
            GString *allowed)
{
  gboolean offers_proposed = (sandbox->variant & SANDBOX_VARIANT_NO_PROPOSED) == 0;
  const Route *found = NULL;
  const char *rest;
  Space space;

  rest = split_space (path, &space, &request->channel);
  for (guint i = 0; rest != NULL && i < G_N_ELEMENTS (routes) && found == NULL; i++)
    {
      const Route *route = &routes[i];

      if (!offers_proposed && (route->flags & PROPOSED) != 0)
        continue;
      if ((route->spaces & space) == 0 || !fits (route, rest, request))
        continue;
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", route->method);
      if (strcmp (route->method, method) == 0)
        found = route;
    }

  request->integration = rest != NULL && space == I1;
  return found;
}

/* Contract 1.1: a GET without the slash is sent on, anything else has no such path. */
static void
reply_no_path (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  if (strcmp (request->method, "GET") == 0 && !g_str_has_suffix (request->path, "/"))
    {
      g_autofree char *slashed = g_strconcat (request->path, "/", NULL);
      g_autoptr (GString) allowed = g_string_new (NULL);

      if (find_route (sandbox, slashed, "GET", request, allowed) != NULL)
        {
          g_autofree char *target = NULL;

          g_free (request->path);
          request->path = g_steal_pointer (&slashed);
          target = sandbox_request_dup_target (request, 0);
          reply->status = 301;
          sandbox_reply_add_header (reply, "Location", target);
          return;
        }
    }

  sandbox_reply_detail (reply, 404, "not_found", "There is nothing at this path.");
}

void
sandbox_routes_handle (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  const Route *route = find_route (sandbox, request->path, request->method, request, allowed);

  if (route == NULL && allowed->len == 0)
    {
      reply_no_path (sandbox, request, reply);
      return;
    }
  if ((route == NULL || (route->flags & OPEN) == 0) &&
      !sandbox_auth_check (sandbox, request, reply))
    return;
  if (route == NULL)
    {
      sandbox_reply_detail (reply, 405, "method_not_allowed", "Method \"%s\" not allowed.",
                            request->method);
      sandbox_reply_add_header (reply, "Allow", allowed->str);
      return;
    }
  if (route->permission != NULL && !sandbox_auth_may (request, route->permission))
    {
      sandbox_reply_detail (reply, 403, "permission_100_1",
                            "You do not have permission to perform this action.");
      return;
    }
  if (request->channel != 0 &&
      sandbox_store_ask (sandbox->store, "SELECT 1 FROM channels WHERE pk = ?", "i",
                         request->channel) != 1)
    {
      sandbox_reply_not_found (reply);
      return;
    }

  route->handler (sandbox, request, reply);
}
