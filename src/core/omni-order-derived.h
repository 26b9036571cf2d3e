/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order.h"

G_BEGIN_DECLS

const char *omni_order_get_quantity       (const OmniOrder *order);
const char *omni_order_get_item_statuses  (const OmniOrder *order);
const char *omni_order_get_days_since     (OmniTime         then,
                                           OmniTime         now);
gboolean    omni_order_get_current_amount (const OmniOrder *order,
                                           OmniMoney       *amount);

G_END_DECLS
