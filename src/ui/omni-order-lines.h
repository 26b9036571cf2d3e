/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniOrderLines:
 *
 * The products of an order as a table, a line for each. Long orders scroll within it.
 */
#define OMNI_TYPE_ORDER_LINES (omni_order_lines_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderLines, omni_order_lines, OMNI, ORDER_LINES, GtkWidget)

GtkWidget *omni_order_lines_new       (void);
void       omni_order_lines_set_items (OmniOrderLines *self,
                                       GPtrArray      *items,
                                       const char     *currency);

G_END_DECLS
