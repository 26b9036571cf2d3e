/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_CANCELLATION_PLAN_KIND,
  OMNI_CANCELLATION_PLAN_STATUS,
  OMNI_CANCELLATION_PLAN_ORDER_NUMBER,
  OMNI_CANCELLATION_PLAN_INVOICE_NUMBER,
  OMNI_CANCELLATION_PLAN_ERROR_MESSAGE,
  OMNI_CANCELLATION_PLAN_N_TEXTS,
} OmniCancellationPlanText;

typedef enum
{
  OMNI_CANCELLATION_PLAN_REFUND_AMOUNT,
  OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT,
  OMNI_CANCELLATION_PLAN_N_AMOUNTS,
} OmniCancellationPlanAmount;

/**
 * OmniPlannedItem:
 * @order_item: the line's primary key
 * @reason: the reason's primary key, or 0
 * @reason_name: (nullable) (owned): the reason in words, where the answer is nested
 * @has_amount: whether @amount was sent
 * @amount: what is given back for the line
 * @manual_refund_required: whether somebody has to give it back by hand
 * @manual_refunded: whether that was done
 * @iban: (nullable) (owned): the account that the money goes to
 * @holder_name: (nullable) (owned): whose account it is
 *
 * A line in a cancellation plan.
 */
typedef struct
{
  gint64 order_item;
  gint64 reason;
  char *reason_name;
  gboolean has_amount;
  OmniMoney amount;
  gboolean manual_refund_required;
  gboolean manual_refunded;
  char *iban;
  char *holder_name;
} OmniPlannedItem;

/**
 * OmniPlannedPayment:
 * @kind: (nullable) (owned): by which kind of transaction, as the API has it
 * @status: (nullable) (owned): how far it is, as the API has it
 * @has_amount: whether @amount was sent
 * @amount: how much
 *
 * A way by which a plan's money goes back.
 */
typedef struct
{
  char *kind;
  char *status;
  gboolean has_amount;
  OmniMoney amount;
} OmniPlannedPayment;

/* How a cancellation or a return goes on, and what is given back (contract 3.10). Immutable,
 * counted. */
OmniCancellationPlan *omni_cancellation_plan_new_from_json (OmniJsonReader       *reader);
OmniCancellationPlan *omni_cancellation_plan_ref       (OmniCancellationPlan       *plan);
void                  omni_cancellation_plan_unref     (OmniCancellationPlan       *plan);
gint64                omni_cancellation_plan_get_pk    (const OmniCancellationPlan *plan);
gint64                omni_cancellation_plan_get_order (const OmniCancellationPlan *plan);
gint64                omni_cancellation_plan_get_created_by (const OmniCancellationPlan *plan);
gint64                omni_cancellation_plan_get_modified_by (const OmniCancellationPlan *plan);
gboolean              omni_cancellation_plan_holds_money (const OmniCancellationPlan *plan);
gboolean              omni_cancellation_plan_needs_hand (const OmniCancellationPlan *plan);
const OmniPlannedItem *omni_cancellation_plan_find_item (const OmniCancellationPlan *plan,
                                                        gint64                      order_item);
guint                 omni_cancellation_plan_get_n_payments (const OmniCancellationPlan *plan);
const OmniPlannedPayment *omni_cancellation_plan_get_payment (const OmniCancellationPlan *plan,
                                                        guint                       index);
const char           *omni_planned_payment_get_kind_label (const OmniPlannedPayment *payment);
const char           *omni_planned_payment_get_status_label (const OmniPlannedPayment *payment);
gboolean              omni_cancellation_plan_get_is_cargo_refund (const OmniCancellationPlan *plan);
OmniTime              omni_cancellation_plan_get_created_date (const OmniCancellationPlan *plan);
OmniTime              omni_cancellation_plan_get_modified_date (const OmniCancellationPlan *plan);
gboolean              omni_cancellation_plan_get_amount (const OmniCancellationPlan *plan,
                                                        OmniCancellationPlanAmount  which,
                                                        const char                 *currency,
                                                        OmniMoney                  *money);
gboolean omni_cancellation_plan_get_total (const OmniCancellationPlan *plan,
                                           const char *currency,
                                           OmniMoney *money);
const char           *omni_cancellation_plan_get_text  (const OmniCancellationPlan *plan,
                                                        OmniCancellationPlanText    which);
const char           *omni_cancellation_plan_get_kind_label (const OmniCancellationPlan *plan);
const char           *omni_cancellation_plan_get_status_label (const OmniCancellationPlan *plan);
OmniStatusColor       omni_cancellation_plan_get_color (const OmniCancellationPlan *plan);
gboolean              omni_cancellation_plan_is_open   (const OmniCancellationPlan *plan);
guint                 omni_cancellation_plan_get_n_items (const OmniCancellationPlan *plan);
void                  omni_cancellation_plan_name_reason (OmniCancellationPlan     *plan,
                                                        gint64                      reason,
                                                        const char                 *name);
const OmniPlannedItem *omni_cancellation_plan_get_item (const OmniCancellationPlan *plan,
                                                        guint                       index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCancellationPlan, omni_cancellation_plan_unref)

G_END_DECLS
