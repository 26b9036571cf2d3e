/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniEndpoint:
 *
 * Every path that the client calls. omni-endpoints.c says of each what is known about it.
 */
typedef enum
{
  OMNI_ENDPOINT_SIGN_IN,
  OMNI_ENDPOINT_SIGN_OUT,
  OMNI_ENDPOINT_ACTIVE_USER,
  OMNI_ENDPOINT_CHANNELS,
  OMNI_ENDPOINT_CARGOS,
  OMNI_ENDPOINT_CHANNEL_CARGOS,
  OMNI_ENDPOINT_PAYMENT_OPTIONS,
  OMNI_ENDPOINT_ORDERS,
  OMNI_ENDPOINT_ORDER_BY_NUMBER,
  OMNI_ENDPOINT_DETAILED_ORDER,
  OMNI_ENDPOINT_ORDER_ITEMS,
  OMNI_ENDPOINT_DETAILED_ORDER_ITEMS,
  OMNI_ENDPOINT_ORDER_ITEM,
  OMNI_ENDPOINT_UPDATE_ORDER_ITEMS,
  OMNI_ENDPOINT_DISCOUNT_ITEMS,
  OMNI_ENDPOINT_ORDER_TRANSACTIONS,
  OMNI_ENDPOINT_CANCELLATION_PLANS,
  OMNI_ENDPOINT_CANCELLATION_PLAN,
  OMNI_ENDPOINT_CANCELLATION_REASONS,
  OMNI_ENDPOINT_CANCELLATION_REQUESTS,
  OMNI_ENDPOINT_CANCELLATION_REQUEST,
  OMNI_ENDPOINT_REQUEST_IMAGES,
  OMNI_ENDPOINT_CANCEL_ORDER,
  OMNI_ENDPOINT_CREATE_PAYMENT_PLAN,
  OMNI_ENDPOINT_MANUAL_REFUND,
  OMNI_ENDPOINT_REJECT_REQUEST,
  OMNI_ENDPOINT_APPROVE_REQUEST,
  OMNI_ENDPOINT_CUSTOMER,
  OMNI_ENDPOINT_CHANNEL_ADDRESS,
  OMNI_ENDPOINT_ADDRESS,
  OMNI_ENDPOINT_COUNTRIES,
  OMNI_ENDPOINT_CITIES,
  OMNI_ENDPOINT_TOWNSHIPS,
  OMNI_ENDPOINT_DISTRICTS,
  OMNI_ENDPOINT_ORDER_LOG,
  OMNI_ENDPOINT_ORDER_CONTRACTS,
  OMNI_N_ENDPOINTS,
} OmniEndpoint;

gboolean    omni_endpoint_find         (const char   *name,
                                        OmniEndpoint *endpoint);
const char *omni_endpoint_get_path     (OmniEndpoint  endpoint);
gboolean    omni_endpoint_is_proposed  (OmniEndpoint  endpoint);
gboolean    omni_endpoint_check_path   (OmniEndpoint  endpoint,
                                        const char   *path,
                                        GError      **error);
char       *omni_endpoint_expand_path  (const char   *path,
                                        const char   *argument);

G_END_DECLS
