/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-export.h"
#include "omni-order-list.h"

G_BEGIN_DECLS

/* How many rows that are not loaded yet one Shift+click may pick up; more is *Select all
   matching*. */
#define OMNI_ORDER_SELECTION_MAX_MISSING 2000

/**
 * OmniOrderSelection:
 *
 * A #GtkSelectionModel over an #OmniOrderList that is keyed by order, not by row: it survives
 * paging, filters, sorting and reloads. It is a frozen list of orders with their amounts, in the
 * order in which they were picked; orders that arrive later are never in it.
 *
 * What a person does with it, on purpose not what other lists do, because a collected selection
 * must not be lost by accident:
 *
 * - A plain click or arrow key moves the cursor and leaves the selection alone.
 * - The tick box, Space and Ctrl+click take one order in or out.
 * - Shift+click and Shift+arrow add a range to what is there. Going on with the same range gives
 *   back what the range had added and no longer covers.
 * - Rows of a range that are not loaded are loaded first and become selected as they arrive, up to
 *   %OMNI_ORDER_SELECTION_MAX_MISSING of them. With more, nothing of the range is selected.
 * - *Select all* of GTK (Ctrl+A) is the rows in view, never "everything but": whoever shows the
 *   rows selects them when
 *   #OmniOrderSelection::select-page asks.
 *
 * Signals:
 * #OmniOrderSelection::selected-changed after the set of orders changed, once for all changes of
 * one turn of the main loop;
 * #OmniOrderSelection::range-incomplete (guint n_rows): so many rows were not taken because too
 * many were not loaded, their page failed, or the list changed before it came;
 * #OmniOrderSelection::select-page.
 */
#define OMNI_TYPE_ORDER_SELECTION (omni_order_selection_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderSelection, omni_order_selection, OMNI, ORDER_SELECTION, GObject)

OmniOrderSelection *omni_order_selection_new           (OmniOrderList           *list);
OmniOrderList      *omni_order_selection_get_list      (OmniOrderSelection      *self);
gsize               omni_order_selection_get_n_orders  (OmniOrderSelection      *self);
gint64             *omni_order_selection_dup_pks       (OmniOrderSelection      *self,
                                                        gsize                   *n_pks);
GArray             *omni_order_selection_dup_orders    (OmniOrderSelection      *self);
gboolean            omni_order_selection_contains      (OmniOrderSelection      *self,
                                                        gint64                   order_pk);
void                omni_order_selection_add           (OmniOrderSelection      *self,
                                                        const OmniSelectedOrder *orders,
                                                        gsize                    n_orders);
void                omni_order_selection_replace       (OmniOrderSelection      *self,
                                                        const OmniSelectedOrder *orders,
                                                        gsize                    n_orders);
void                omni_order_selection_toggle        (OmniOrderSelection      *self,
                                                        guint                    position);
void                omni_order_selection_clear         (OmniOrderSelection      *self);
GPtrArray          *omni_order_selection_get_totals    (OmniOrderSelection      *self);
guint               omni_order_selection_get_n_pending (OmniOrderSelection      *self);
void                omni_order_selection_tell          (OmniOrderSelection      *self);
void                omni_order_selection_show_all_rows (OmniOrderSelection      *self);

G_END_DECLS
