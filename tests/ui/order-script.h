/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-test-orders.h"
#include "omni-test-server.h"

G_BEGIN_DECLS

/* Where the order is that scripts are about, and what hangs on it. */
#define ORDER_PATH "/api/i1/orders_integration/10/detailed_integration/"
#define ITEMS_PATH "/api/v1/order_item/detailed_integration/"
#define DISCOUNTS_PATH "/api/i1/discount_items/detailed_integration/"
#define TRANSACTIONS_PATH "/api/v1/order_transactions/"
#define PLANS_PATH "/api/v1/cancellation_plans/"
#define REQUESTS_PATH "/api/v1/cancellation_requests/"
#define LOG_PATH "/api/v1/orders/10/logs/"
#define CONTRACTS_PATH "/api/v1/orders/10/contracts/"

extern const char *const order_script_paths[OMNI_ORDER_N_PARTS];

/* A server that plays a script, and who is signed in to it, for tests of the window of an order. */
typedef struct
{
  OmniTestServer *server; /* (owned) */
  OmniSession *session;   /* (owned) */
} OrderScript;

void             order_script_start           (OrderScript     *script);
void             order_script_end             (OrderScript     *script);
void             order_script_add             (OrderScript     *script,
                                               const char      *path,
                                               guint            status,
                                               const char      *body);
void             order_script_add_many        (OrderScript     *script,
                                               const char      *path,
                                               guint            status,
                                               const char      *body);
void             order_script_add_empty_parts (OrderScript     *script);
void             order_script_add_forever     (OrderScript     *script,
                                               const char      *path,
                                               const char      *body);
void             order_script_add_rest        (OrderScript     *script);
OmniOrderWindow *order_script_show            (OrderScript     *script);
void             order_script_activate        (OmniOrderWindow *window,
                                               const char      *action);

G_END_DECLS
