/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniOrderPlans:
 *
 * The cancellation plans of an order, and what they need from somebody.
 *
 * Signals: #OmniOrderPlans::refund-made (#OmniCancellationPlan, element-type gint64 #GArray of
 * lines, note) when somebody says that the refund has been made; #OmniOrderPlans::pay-again
 * (#OmniCancellationPlan) when the refund is to be tried once more.
 */
#define OMNI_TYPE_ORDER_PLANS (omni_order_plans_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderPlans, omni_order_plans, OMNI, ORDER_PLANS, GtkWidget)

/**
 * OmniPlansContext:
 * @items: (nullable) (element-type OmniOrderItem): the lines, for their names
 * @currency: (nullable): the order's currency
 * @user: the signed-in user's primary key, or 0
 * @username: (nullable): the signed-in user
 * @why_not: (nullable): why nothing can be done about a plan now
 */
typedef struct
{
  GPtrArray *items;
  const char *currency;
  gint64 user;
  const char *username;
  const char *why_not;
} OmniPlansContext;

GtkWidget *omni_order_plans_new  (void);
void       omni_order_plans_show (OmniOrderPlans         *self,
                                  GPtrArray              *plans,
                                  const OmniPlansContext *context);

G_END_DECLS
