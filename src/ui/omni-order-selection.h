/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-export.h"
#include "omni-order-list.h"

G_BEGIN_DECLS

/**
 * OmniOrderSelection:
 *
 * A #GtkSelectionModel over an #OmniOrderList that is keyed by order, not by row: it survives paging, filters, sorting and reloads. It is
 * a frozen list of orders with their amounts, in the order in which they were picked; orders that arrive later are never in it.
 *
 * Signals: #OmniOrderSelection::selected-changed after the set of orders changed.
 */
#define OMNI_TYPE_ORDER_SELECTION (omni_order_selection_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderSelection, omni_order_selection, OMNI, ORDER_SELECTION, GObject)

OmniOrderSelection *omni_order_selection_new           (OmniOrderList           *list);
gsize               omni_order_selection_get_n_orders  (OmniOrderSelection      *self);
gint64             *omni_order_selection_dup_pks       (OmniOrderSelection      *self,
                                                        gsize                   *n_pks);
gboolean            omni_order_selection_contains      (OmniOrderSelection      *self,
                                                        gint64                   order_pk);
void                omni_order_selection_add           (OmniOrderSelection      *self,
                                                        const OmniSelectedOrder *orders,
                                                        gsize                    n_orders);
void                omni_order_selection_toggle        (OmniOrderSelection      *self,
                                                        guint                    position);
void                omni_order_selection_clear         (OmniOrderSelection      *self);
GPtrArray          *omni_order_selection_get_totals    (OmniOrderSelection      *self);

G_END_DECLS
