/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniOrderLines:
 *
 * The products of an order as a table, a line for each. Long orders scroll within it. Lines that
 * can be cancelled or returned have a tick box.
 *
 * Signals: #OmniOrderLines::ticked after a tick changed.
 */
#define OMNI_TYPE_ORDER_LINES (omni_order_lines_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderLines, omni_order_lines, OMNI, ORDER_LINES, GtkWidget)

GtkWidget *omni_order_lines_new       (void);
void       omni_order_lines_set_items (OmniOrderLines *self,
                                       GPtrArray      *items,
                                       GPtrArray      *whys,
                                       const char     *currency,
                                       const OmniReferenceData *reference);
gboolean   omni_order_lines_is_ticked (OmniOrderLines *self,
                                       gint64          item);
void       omni_order_lines_tick      (OmniOrderLines *self,
                                       gint64          item,
                                       gboolean        ticked);
gboolean   omni_order_lines_take_apart (OmniOrderLines *self);

G_END_DECLS
