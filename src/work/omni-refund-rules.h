/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation-plan.h"
#include "omni-cancellation.h"
#include "omni-order-item.h"
#include "omni-order.h"

G_BEGIN_DECLS

/**
 * OmniRefundBasis:
 * @order: (not nullable) (borrowed): the order
 * @items: (not nullable) (borrowed) (element-type OmniOrderItem): its lines
 * @plans: (not nullable) (borrowed) (element-type OmniCancellationPlan): its cancellation plans
 * @keeps_shipping: whether the shipping fee stays when the last line goes, which is the back
 *   office's own strategy (contract 3.9, rule 10)
 *
 * What decides about a cancellation and what it gives back.
 */
typedef struct
{
  const OmniOrder *order;
  GPtrArray *items;
  GPtrArray *plans;
  gboolean keeps_shipping;
} OmniRefundBasis;

/**
 * OmniRefundMethod:
 *
 * How money goes back (contract 4.2).
 */
typedef enum
{
  OMNI_REFUND_BY_ITSELF, /* the back office sends it the way it came */
  OMNI_REFUND_BY_HAND,   /* somebody has to pay it */
  OMNI_REFUND_NOT_KNOWN, /* a payment option that we know nothing about */
} OmniRefundMethod;

gboolean         omni_refund_has_ended      (const OmniOrderItem     *item);
char            *omni_refund_why_not_line   (const OmniRefundBasis   *basis,
                                             const OmniOrderItem     *item,
                                             gboolean                 is_return);
char            *omni_refund_why_not_order  (const OmniRefundBasis   *basis,
                                             gboolean                *is_return);
char            *omni_refund_why_not_shipping (const OmniRefundBasis *basis);
gboolean         omni_refund_promise        (const OmniRefundBasis   *basis,
                                             OmniCancellation        *cancellation,
                                             GError                 **error);
gboolean         omni_refund_check          (const OmniRefundBasis   *basis,
                                             const OmniCancellation  *cancellation,
                                             GError                 **error);
char            *omni_refund_why_not_pay_again (const OmniCancellationPlan *plan,
                                             GPtrArray               *items);
OmniRefundMethod omni_refund_get_method     (const OmniOrder         *order);
gboolean         omni_refund_wants_account  (const OmniOrder         *order);

G_END_DECLS
