/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"
#include "omni-order-facts.h"

G_BEGIN_DECLS

char *omni_format_age       (OmniTime   then,
                             OmniTime   now);
char *omni_format_selection (gsize      n_orders,
                             GPtrArray *totals);
char *omni_format_moment    (OmniTime   time);
char *omni_format_date      (OmniTime   time);
char *omni_format_value     (const OmniValue *value);
char *omni_format_fact      (const OmniFact  *fact);
char *omni_format_amount    (const OmniMoney *money,
                             const char      *currency);

G_END_DECLS
