/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniOrderTotal:
 *
 * The amounts that an order comes to, in the order in which they add up: what it is made of, what
 * was ordered, what was given back, what is left.
 */
typedef enum
{
  OMNI_TOTAL_PRODUCTS,
  OMNI_TOTAL_DISCOUNT,
  OMNI_TOTAL_SHIPPING,
  OMNI_TOTAL_INTEREST,
  OMNI_TOTAL_OTHER,
  OMNI_TOTAL_BEFORE,
  OMNI_TOTAL_REFUNDED,
  OMNI_TOTAL_SHIPPING_REFUNDED,
  OMNI_TOTAL_CURRENT,
  OMNI_N_TOTALS,
} OmniOrderTotal;

/**
 * OmniOrderTotals:
 * @known: which of @amounts are known
 * @amounts: the amounts; those that are taken off are negative, so that sums are sums
 */
typedef struct
{
  gboolean known[OMNI_N_TOTALS];
  OmniMoney amounts[OMNI_N_TOTALS];
} OmniOrderTotals;

gboolean    omni_order_totals_compute   (OmniOrderTotals  *totals,
                                         const OmniOrder  *order,
                                         GPtrArray        *items,
                                         GError          **error);
const char *omni_order_total_get_id     (OmniOrderTotal    which);
const char *omni_order_total_get_title  (OmniOrderTotal    which);

G_END_DECLS
