/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-refund-guard.h"
#include "omni-test-sandbox.h"

G_BEGIN_DECLS

/* An order with what decides about its cancellation; everything is owned. */
typedef struct
{
  OmniOrder *order;
  GPtrArray *items;
  GPtrArray *plans;
  OmniRefundBasis basis;
} RefundOrder;

OmniClient       *refund_sign_in     (const char          *url);
GArray           *refund_list_orders (OmniClient          *client,
                                      guint                n_most);
gboolean          refund_order_read  (RefundOrder         *order,
                                      OmniClient          *client,
                                      gint64               pk,
                                      GError             **error);
void              refund_order_clear (RefundOrder         *order);
OmniCancellation *refund_choose      (RefundOrder         *order,
                                      GRand               *dice);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RefundOrder, refund_order_clear)

G_END_DECLS
