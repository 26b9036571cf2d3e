/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniOrderRequests:
 *
 * What customers and channels ask for, with what can be answered.
 *
 * Signals: #OmniOrderRequests::take (#OmniCancellationRequest) when the items are to be cancelled
 * or returned; #OmniOrderRequests::reject (#OmniCancellationRequest).
 */
#define OMNI_TYPE_ORDER_REQUESTS (omni_order_requests_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderRequests, omni_order_requests, OMNI, ORDER_REQUESTS, GtkWidget)

GtkWidget *omni_order_requests_new        (void);
void       omni_order_requests_show       (OmniOrderRequests *self,
                                           GPtrArray         *requests,
                                           GPtrArray         *items,
                                           const OmniReferenceData *reference,
                                           const char        *why_not);
void       omni_order_requests_add_images (OmniOrderRequests *self,
                                           gint64             request,
                                           GPtrArray         *images);

G_END_DECLS
