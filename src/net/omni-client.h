/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact.h"
#include "omni-item-update.h"
#include "omni-order-item.h"
#include "omni-order-query.h"
#include "omni-order-source.h"
#include "omni-order.h"
#include "omni-reference-data.h"
#include "omni-user.h"

G_BEGIN_DECLS

/**
 * OmniClient:
 *
 * A tenant's Omnitron API: base URL, token, a bounded number of requests in flight, and one verb
 * per call. Every verb has a synchronous form, for jobs, that may be called from any thread, and
 * where a window needs it an asynchronous pair that runs the same code on a fixed pool of worker
 * threads. All replies pass one judge that turns status and body into an #OmniError, whose message
 * is a sentence that can be shown. Only GET is repeated. Implements #OmniOrderSource.
 *
 * Signing in with a wrong pair, or as a user who is not active, is %OMNI_ERROR_FORBIDDEN; a missing
 * field is %OMNI_ERROR_INVALID; %OMNI_ERROR_SIGNED_OUT only ever means that a session is needed.
 *
 * Signals: #OmniClient::signed-out, on the main context, once for each token that the server
 * refuses.
 */
#define OMNI_TYPE_CLIENT (omni_client_get_type ())
G_DECLARE_FINAL_TYPE (OmniClient, omni_client, OMNI, CLIENT, GObject)

OmniClient        *omni_client_new                 (const char           *base_url,
                                                    GError              **error);
char              *omni_client_normalize_base_url  (const char           *text,
                                                    GError              **error);
const char        *omni_client_get_base_url        (OmniClient           *self);
const char        *omni_client_get_host            (OmniClient           *self);
void               omni_client_set_token           (OmniClient           *self,
                                                    const char           *token);
char              *omni_client_dup_token           (OmniClient           *self);
void               omni_client_set_max_in_flight   (OmniClient           *self,
                                                    guint                 max_in_flight);
guint              omni_client_get_max_in_flight   (OmniClient           *self);
void               omni_client_set_timeouts        (OmniClient           *self,
                                                    guint                 connect_seconds,
                                                    guint                 reply_seconds);
gboolean           omni_client_override_endpoint   (OmniClient           *self,
                                                    const char           *name,
                                                    const char           *path,
                                                    GError              **error);

/* Session (contract 1.2, 1.3, 3.18) */
gboolean           omni_client_sign_in             (OmniClient           *self,
                                                    const char           *username,
                                                    const char           *password,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_sign_in_async       (OmniClient           *self,
                                                    const char           *username,
                                                    const char           *password,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean           omni_client_sign_in_finish      (OmniClient           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
gboolean           omni_client_sign_out            (OmniClient           *self,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_sign_out_async      (OmniClient           *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean           omni_client_sign_out_finish     (OmniClient           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
OmniUser          *omni_client_get_active_user     (OmniClient           *self,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_get_active_user_async (OmniClient         *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
OmniUser          *omni_client_get_active_user_finish (OmniClient        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* Reference data (contract 3.6 to 3.8) */
OmniReferenceData *omni_client_load_reference_data (OmniClient           *self,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_load_reference_data_async (OmniClient     *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
OmniReferenceData *omni_client_load_reference_data_finish (OmniClient    *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* Orders (contract 3.1, 3.2) */
OmniOrderPage     *omni_client_list_orders         (OmniClient           *self,
                                                    OmniOrderQuery       *query,
                                                    guint                 page,
                                                    guint                 limit,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
gint64             omni_client_count_orders        (OmniClient           *self,
                                                    OmniOrderQuery       *query,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_count_orders_async  (OmniClient           *self,
                                                    OmniOrderQuery       *query,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gint64             omni_client_count_orders_finish (OmniClient           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
OmniOrder         *omni_client_get_order_by_number (OmniClient           *self,
                                                    const char           *number,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
OmniOrder         *omni_client_get_detailed_order  (OmniClient           *self,
                                                    gint64                order_pk,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_get_detailed_order_async (OmniClient      *self,
                                                    gint64                order_pk,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
OmniOrder         *omni_client_get_detailed_order_finish (OmniClient     *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
GPtrArray         *omni_client_list_order_items    (OmniClient           *self,
                                                    const gint64         *order_pks,
                                                    gsize                 n_order_pks,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
GPtrArray         *omni_client_list_order_items_by_key (OmniClient       *self,
                                                    const gint64         *pks,
                                                    gsize                 n_pks,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
GPtrArray         *omni_client_update_order_items  (OmniClient           *self,
                                                    const OmniItemUpdate *updates,
                                                    gsize                 n_updates,
                                                    GCancellable         *cancellable,
                                                    GError              **error);

/* Customers and addresses (contract 3.4, 3.5) */
OmniContact       *omni_client_get_contact         (OmniClient           *self,
                                                    OmniContactKind       kind,
                                                    gint64                channel,
                                                    gint64                pk,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
gboolean           omni_client_update_contact      (OmniClient           *self,
                                                    OmniContactKind       kind,
                                                    gint64                channel,
                                                    gint64                pk,
                                                    const char * const   *texts,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
GPtrArray         *omni_client_list_places         (OmniClient           *self,
                                                    OmniContactField      level,
                                                    gint64                channel,
                                                    gint64                parent,
                                                    GCancellable         *cancellable,
                                                    GError              **error);

/**
 * OmniOrderPart:
 *
 * What hangs on an order and is read by itself, so that one that fails does not spoil the others.
 */
typedef enum
{
  OMNI_ORDER_PART_ITEMS,        /* #OmniOrderItem, contract 3.2 */
  OMNI_ORDER_PART_DISCOUNTS,    /* #OmniDiscountItem, contract 3.15 */
  OMNI_ORDER_PART_TRANSACTIONS, /* #OmniTransaction, contract 3.14 */
  OMNI_ORDER_PART_PLANS,        /* #OmniCancellationPlan, contract 3.10 */
  OMNI_ORDER_PART_REQUESTS,     /* #OmniCancellationRequest, contract 3.11 */
  OMNI_ORDER_PART_LOG,          /* #OmniLogEntry, contract 3.16 */
  OMNI_ORDER_PART_CONTRACTS,    /* #OmniContract, contract 3.17 */
  OMNI_ORDER_N_PARTS,
} OmniOrderPart;

GPtrArray         *omni_client_list_order_part     (OmniClient           *self,
                                                    OmniOrderPart         part,
                                                    gint64                order_pk,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void               omni_client_list_order_part_async (OmniClient         *self,
                                                    OmniOrderPart         part,
                                                    gint64                order_pk,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GPtrArray         *omni_client_list_order_part_finish (OmniClient        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
