/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation-plan.h"
#include "omni-cancellation-reason.h"
#include "omni-cancellation-request.h"
#include "omni-cancellation.h"
#include "omni-client.h"

G_BEGIN_DECLS

/* Cancelling, returning, giving money back (contract 3.9 to 3.13). The writes are sent once and
 * never repeated; whoever calls them reads back what happened after a lost answer. All of it waits
 * for the server. */
gboolean   omni_client_cancel_order           (OmniClient              *self,
                                               const OmniCancellation  *cancellation,
                                               GCancellable            *cancellable,
                                               GError                 **error);
gboolean   omni_client_create_payment_plan    (OmniClient              *self,
                                               gint64                   plan,
                                               const char              *kind,
                                               const gint64            *items,
                                               gsize                    n_items,
                                               const OmniMoney         *amount,
                                               GCancellable            *cancellable,
                                               GError                 **error);
gboolean   omni_client_confirm_manual_refund  (OmniClient              *self,
                                               gint64                   plan,
                                               const gint64            *items,
                                               gsize                    n_items,
                                               GCancellable            *cancellable,
                                               GError                 **error);
gboolean   omni_client_decide_request         (OmniClient              *self,
                                               gint64                   request,
                                               gboolean                 approve,
                                               GCancellable            *cancellable,
                                               GError                 **error);

OmniCancellationPlan *omni_client_get_plan    (OmniClient              *self,
                                               gint64                   plan,
                                               GCancellable            *cancellable,
                                               GError                 **error);
GPtrArray *omni_client_list_plans             (OmniClient              *self,
                                               const char              *status,
                                               GCancellable            *cancellable,
                                               GError                 **error);
OmniCancellationRequest *omni_client_get_request (OmniClient           *self,
                                               gint64                   request,
                                               GCancellable            *cancellable,
                                               GError                 **error);
GPtrArray *omni_client_list_open_requests     (OmniClient              *self,
                                               GCancellable            *cancellable,
                                               GError                 **error);
GPtrArray *omni_client_list_request_images    (OmniClient              *self,
                                               gint64                   channel,
                                               gint64                   request,
                                               GCancellable            *cancellable,
                                               GError                 **error);
GPtrArray *omni_client_list_reasons           (OmniClient              *self,
                                               GCancellable            *cancellable,
                                               GError                 **error);

G_END_DECLS
