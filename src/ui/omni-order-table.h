/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-list.h"
#include "omni-order-marks.h"
#include "omni-order-selection.h"
#include "omni-reference-data.h"
#include "omni-view.h"

G_BEGIN_DECLS

/**
 * OmniOrderTable:
 *
 * The orders as a table: a #GtkColumnView over an #OmniOrderSelection, with a tick box column,
 * column widths that are kept, sorting by a click on a header, and the scroll repair that GTK
 * before 4.10 needs.
 *
 * Keys, beside those of every list (arrows, Page Up and Down, Home, End, with Shift for a range;
 * Space or Ctrl+Space ticks; Ctrl+A ticks the rows in view; Return opens): J and K as Down and Up,
 * Shift+Space ticks up to here.
 *
 * Signals: #OmniOrderTable::sort-changed (const char *sort_field, gboolean descending) when a
 * header was clicked;
 * #OmniOrderTable::activate (guint position) when a row was opened;
 * #OmniOrderTable::activate-another (guint position) when it is to be opened beside what is open,
 * with Shift+Return or Ctrl+Return;
 * #OmniOrderTable::columns-changed when a person chose other columns, another order or width;
 * #OmniOrderTable::choose-columns when a person wants to choose columns;
 * #OmniOrderTable::filter-by (OmniOrder *order, const char *column) when only the orders with the
 * same value in that column are wanted;
 * #OmniOrderTable::copy-selection when the selected orders are to be copied;
 * #OmniOrderTable::scrolled.
 */
#define OMNI_TYPE_ORDER_TABLE (omni_order_table_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderTable, omni_order_table, OMNI, ORDER_TABLE, GtkWidget)

GtkWidget          *omni_order_table_new                (void);
void                omni_order_table_set_list           (OmniOrderTable    *self,
                                                         OmniOrderList     *list,
                                                         OmniReferenceData *reference);
OmniOrderSelection *omni_order_table_get_selection      (OmniOrderTable    *self);
void                omni_order_table_set_sort           (OmniOrderTable    *self,
                                                         const char        *sort_field,
                                                         gboolean           descending);
void                omni_order_table_set_marks          (OmniOrderTable    *self,
                                                         OmniOrderMarks    *marks);
void                omni_order_table_set_columns        (OmniOrderTable    *self,
                                                         const GArray      *columns);
void                omni_order_table_change_columns     (OmniOrderTable    *self,
                                                         const GArray      *columns);
GArray             *omni_order_table_dup_columns        (OmniOrderTable    *self);
GArray             *omni_order_table_get_usual_columns  (void);
OmniOrder          *omni_order_table_get_cursor_order   (OmniOrderTable    *self);
void                omni_order_table_get_visible_range  (OmniOrderTable    *self,
                                                         guint             *first,
                                                         guint             *n_rows);
void                omni_order_table_select_page        (OmniOrderTable    *self);
void                omni_order_table_scroll_to          (OmniOrderTable    *self,
                                                         guint              position);
double              omni_order_table_get_scroll         (OmniOrderTable    *self);
gboolean            omni_order_table_set_scroll         (OmniOrderTable    *self,
                                                         double             row);
void                omni_order_table_put_cursor_in_view (OmniOrderTable    *self);
void                omni_order_table_focus              (OmniOrderTable    *self);
void                omni_order_table_set_cursor         (OmniOrderTable    *self,
                                                         guint              position);

G_END_DECLS
