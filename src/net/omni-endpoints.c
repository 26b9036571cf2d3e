/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-endpoints.h"

#include "omni-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Stands in a path for what the call is about: a primary key or an order number. */
#define ARGUMENT "{}"

/*
 * A proposed path is one that no public page of the API shows; a back office may have it elsewhere
 * or not at all. It can be overridden by name, and 404 or 405 on it means "not offered", not "not
 * found".
 */
static const struct
{
  const char *name;
  const char *path;
  gboolean proposed;
} endpoints[] = {
  [OMNI_ENDPOINT_SIGN_IN] = { "sign-in", "api/v1/auth/login/", FALSE },
  [OMNI_ENDPOINT_SIGN_OUT] = { "sign-out", "api/v1/auth/logout/", TRUE },
  [OMNI_ENDPOINT_ACTIVE_USER] = { "active-user", "api/v1/active_user/", FALSE },
  [OMNI_ENDPOINT_CHANNELS] = { "channels", "api/v1/channels/", FALSE },
  [OMNI_ENDPOINT_CARGOS] = { "cargos", "api/v1/cargos/", TRUE },
  [OMNI_ENDPOINT_CHANNEL_CARGOS] = { "channel-cargos", "api/v1/channel/{}/cargos/", FALSE },
  [OMNI_ENDPOINT_PAYMENT_OPTIONS] = { "payment-options", "api/v1/payment_options/", FALSE },
  [OMNI_ENDPOINT_ORDERS] = { "orders", "api/i1/orders/", FALSE },
  [OMNI_ENDPOINT_ORDER_BY_NUMBER] = { "order-by-number", "api/i1/orders/{}/", FALSE },
  [OMNI_ENDPOINT_DETAILED_ORDER] = { "detailed-order",
                                     "api/i1/orders_integration/{}/detailed_integration/", FALSE },
  [OMNI_ENDPOINT_ORDER_ITEMS] = { "order-items", "api/v1/order_items/", FALSE },
  [OMNI_ENDPOINT_DETAILED_ORDER_ITEMS] = { "detailed-order-items",
                                           "api/v1/order_item/detailed_integration/", FALSE },
  [OMNI_ENDPOINT_ORDER_ITEM] = { "order-item", "api/v1/order_items/{}/", FALSE },
  [OMNI_ENDPOINT_UPDATE_ORDER_ITEMS] = { "update-order-items",
                                         "api/i1/order_items/bulk_status_update/", FALSE },
  [OMNI_ENDPOINT_DISCOUNT_ITEMS] = { "discount-items",
                                     "api/i1/discount_items/detailed_integration/", FALSE },
  [OMNI_ENDPOINT_ORDER_TRANSACTIONS] = { "order-transactions", "api/v1/order_transactions/",
                                         FALSE },
  [OMNI_ENDPOINT_CANCELLATION_PLANS] = { "cancellation-plans", "api/v1/cancellation_plans/",
                                         FALSE },
  [OMNI_ENDPOINT_CANCELLATION_REASONS] = { "cancellation-reasons", "api/v1/cancellation_reasons/",
                                           FALSE },
  [OMNI_ENDPOINT_CANCELLATION_PLAN] = { "cancellation-plan", "api/v1/cancellation_plans/{}/",
                                        FALSE },
  [OMNI_ENDPOINT_CANCELLATION_REQUESTS] = { "cancellation-requests",
                                            "api/v1/cancellation_requests/", FALSE },
  [OMNI_ENDPOINT_CANCELLATION_REQUEST] = { "cancellation-request",
                                           "api/v1/cancellation_requests/{}/", FALSE },
  [OMNI_ENDPOINT_REQUEST_IMAGES] = { "request-images",
                                     "api/v1/channel/{}/cancellation_request_images/", TRUE },
  [OMNI_ENDPOINT_CANCEL_ORDER] = { "cancel-order", "api/i1/orders/{}/cancel/", FALSE },
  [OMNI_ENDPOINT_CREATE_PAYMENT_PLAN] = { "create-payment-plan",
                                          "api/v1/cancellation_plans/{}/create_payment_plan/",
                                          FALSE },
  [OMNI_ENDPOINT_MANUAL_REFUND] = { "manual-refund",
                                    "api/v1/cancellation_plans/{}/manual_refund/", TRUE },
  [OMNI_ENDPOINT_REJECT_REQUEST] = { "reject-request", "api/v1/cancellation_requests/{}/reject/",
                                     FALSE },
  [OMNI_ENDPOINT_APPROVE_REQUEST] = { "approve-request",
                                      "api/v1/cancellation_requests/{}/approve/", TRUE },
  [OMNI_ENDPOINT_CUSTOMER] = { "customer", "api/v1/customers/{}/", FALSE },
  [OMNI_ENDPOINT_CHANNEL_ADDRESS] = { "channel-address", "api/v1/channel/{}/addresses/{}/", FALSE },
  [OMNI_ENDPOINT_ADDRESS] = { "address", "api/v1/addresses/{}/", TRUE },
  [OMNI_ENDPOINT_COUNTRIES] = { "countries", "api/v1/channel/{}/countries/", FALSE },
  [OMNI_ENDPOINT_CITIES] = { "cities", "api/v1/channel/{}/cities/", FALSE },
  [OMNI_ENDPOINT_TOWNSHIPS] = { "townships", "api/v1/channel/{}/townships/", FALSE },
  [OMNI_ENDPOINT_DISTRICTS] = { "districts", "api/v1/channel/{}/districts/", FALSE },
  [OMNI_ENDPOINT_ORDER_LOG] = { "order-log", "api/v1/orders/{}/logs/", TRUE },
  [OMNI_ENDPOINT_ORDER_CONTRACTS] = { "order-contracts", "api/v1/orders/{}/contracts/", TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (endpoints) == OMNI_N_ENDPOINTS);

/* Whether the path needs no escaping and leads nowhere else. */
static gboolean
is_plain (const char *path)
{
  for (const char *at = path; *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at) || strchr ("?#:\\", *at) != NULL)
        return FALSE;
    }

  return TRUE;
}

static guint
count_arguments (const char *path)
{
  guint n_arguments = 0;

  while ((path = strstr (path, ARGUMENT)) != NULL)
    {
      path += strlen (ARGUMENT);
      n_arguments++;
    }

  return n_arguments;
}

/**
 * omni_endpoint_find:
 * @name: (not nullable): an endpoint's name, as in the table above
 * @endpoint: (out): the endpoint
 *
 * Returns: %FALSE when there is no such endpoint
 */
gboolean
omni_endpoint_find (const char *name, OmniEndpoint *endpoint)
{
  g_return_val_if_fail (name != NULL && endpoint != NULL, FALSE);

  for (guint i = 0; i < OMNI_N_ENDPOINTS; i++)
    {
      if (strcmp (endpoints[i].name, name) == 0)
        {
          *endpoint = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * omni_endpoint_get_path:
 * @endpoint: an endpoint
 *
 * Returns: (transfer none): the path below the base URL, without a leading slash, with `{}` where
 * the argument goes
 */
const char *
omni_endpoint_get_path (OmniEndpoint endpoint)
{
  g_return_val_if_fail ((guint) endpoint < OMNI_N_ENDPOINTS, NULL);

  return endpoints[endpoint].path;
}

/**
 * omni_endpoint_is_proposed:
 * @endpoint: an endpoint
 *
 * Returns: whether the path is our proposal, so that a back office may not have it
 */
gboolean
omni_endpoint_is_proposed (OmniEndpoint endpoint)
{
  g_return_val_if_fail ((guint) endpoint < OMNI_N_ENDPOINTS, FALSE);

  return endpoints[endpoint].proposed;
}

/**
 * omni_endpoint_check_path:
 * @endpoint: an endpoint
 * @path: (not nullable): a path that is to stand in for the endpoint's own
 *
 * Checks that @path can be used: relative, ending in a slash, and with a `{}` for each of
 * the endpoint's arguments.
 *
 * Returns: %FALSE with %OMNI_ERROR_BAD_VALUE when it cannot
 */
gboolean
omni_endpoint_check_path (OmniEndpoint endpoint, const char *path, GError **error)
{
  g_return_val_if_fail ((guint) endpoint < OMNI_N_ENDPOINTS, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (path[0] == '/' || !g_str_has_suffix (path, "/") || !is_plain (path) ||
      strstr (path, "..") != NULL || strstr (path, "//") != NULL ||
      count_arguments (path) != count_arguments (endpoints[endpoint].path))
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_VALUE,
                                         _("“%s” cannot be used as the path of “%s”; it must look "
                                            "like “%s”."),
                                         path, endpoints[endpoint].name, endpoints[endpoint].path));
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_endpoint_expand_path:
 * @path: (not nullable): a path, perhaps with `{}`
 * @argument: (nullable): what stands for the first `{}`; it is escaped here
 *
 * Returns: (transfer full): the path to call
 */
char *
omni_endpoint_expand_path (const char *path, const char *argument)
{
  g_autofree char *escaped = NULL;
  const char *place;

  g_return_val_if_fail (path != NULL, NULL);

  place = strstr (path, ARGUMENT);
  g_return_val_if_fail ((place != NULL) == (argument != NULL), NULL);

  if (place == NULL)
    return g_strdup (path);

  escaped = g_uri_escape_string (argument, NULL, FALSE);
  return g_strdup_printf ("%.*s%s%s", (int) (place - path), path, escaped,
                          place + strlen (ARGUMENT));
}
