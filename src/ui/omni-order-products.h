/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation-request.h"
#include "omni-order-lines.h"
#include "omni-refund-desk.h"

G_BEGIN_DECLS

/**
 * OmniOrderProducts:
 *
 * The products of an order, and what can be done with them: tick lines, give reasons, cancel or
 * return them, the whole order, or the shipping fee alone.
 */
#define OMNI_TYPE_ORDER_PRODUCTS (omni_order_products_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderProducts, omni_order_products, OMNI, ORDER_PRODUCTS, GtkWidget)

GtkWidget      *omni_order_products_new       (void);
void            omni_order_products_set_desk  (OmniOrderProducts       *self,
                                               OmniSession             *session,
                                               OmniRefundDesk          *desk);
void            omni_order_products_show      (OmniOrderProducts       *self,
                                               OmniOrder               *order,
                                               GPtrArray               *items,
                                               GPtrArray               *plans);
void            omni_order_products_take_request (OmniOrderProducts    *self,
                                               const OmniCancellationRequest *request);
OmniOrderLines *omni_order_products_get_lines (OmniOrderProducts       *self);

G_END_DECLS
