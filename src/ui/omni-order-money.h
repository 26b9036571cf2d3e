/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

GtkWidget *omni_order_money_grid_new          (void);
void       omni_order_money_show_transactions (GtkWidget               *grid,
                                               GPtrArray               *transactions,
                                               const char              *currency,
                                               const OmniReferenceData *reference);
void       omni_order_money_show_discounts    (GtkWidget               *grid,
                                               GPtrArray               *discounts,
                                               const char              *currency);
void       omni_order_money_show_totals       (GtkWidget               *grid,
                                               const OmniOrder         *order,
                                               GPtrArray               *items);

G_END_DECLS
