/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniOrderTick:
 *
 * The tick box of a row: one light widget that looks and reads like a check button. It only shows;
 * the table, which knows about ranges, handles clicks and keys.
 */
#define OMNI_TYPE_ORDER_TICK (omni_order_tick_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderTick, omni_order_tick, OMNI, ORDER_TICK, GtkWidget)

GtkWidget *omni_order_tick_new        (void);
void       omni_order_tick_set_active (OmniOrderTick *self,
                                       gboolean       active);

G_END_DECLS
