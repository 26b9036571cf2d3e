/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-overview.h"

G_BEGIN_DECLS

/* What the bars of an overview stand for. */
void omni_overview_bar_free     (OmniOverviewBar *bar);
void omni_overview_make_days    (GPtrArray       *bars,
                                 OmniOrderQuery  *query,
                                 OmniTime         now);
void omni_overview_make_ages    (GPtrArray       *bars,
                                 OmniOrderQuery  *query,
                                 OmniTime         now);
void omni_overview_add_amount   (GPtrArray       *bars,
                                 OmniOrderQuery  *query,
                                 const OmniReferenceData *reference,
                                 const OmniOrder *order,
                                 const OmniMoney *amount);
void omni_overview_sort_amounts (GPtrArray       *bars);

G_END_DECLS
