/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-source.h"

G_BEGIN_DECLS

#define OMNI_ORDER_LIST_PAGE_SIZE 100

typedef enum
{
  OMNI_LOAD_IDLE,
  OMNI_LOAD_LOADING,
  OMNI_LOAD_LOADED,
  OMNI_LOAD_FAILED,
} OmniLoadState;

#define OMNI_TYPE_LOAD_STATE (omni_load_state_get_type ())
GType           omni_load_state_get_type        (void) G_GNUC_CONST;

/**
 * OmniOrderRow:
 *
 * One position of an #OmniOrderList. The same position gives the same row while the row is alive;
 * it has no order until its page arrived, and then emits #OmniOrderRow::changed.
 */
#define OMNI_TYPE_ORDER_ROW (omni_order_row_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderRow, omni_order_row, OMNI, ORDER_ROW, GObject)

OmniOrder      *omni_order_row_get_order        (OmniOrderRow     *self);
guint           omni_order_row_get_position     (OmniOrderRow     *self);
OmniLoadState   omni_order_row_get_state        (OmniOrderRow     *self);
const GError   *omni_order_row_get_error        (OmniOrderRow     *self);

/**
 * OmniOrderList:
 *
 * The orders of a query as a paged #GListModel of #OmniOrderRow over an #OmniOrderSource. Pages are
 * loaded as their rows are asked for and the least recently used ones are let go. Sorting and
 * filtering are the server's: no sort or filter model may stand above it. Main thread only.
 *
 * Properties: #OmniOrderList:state, #OmniOrderList:n-items (count of the last answer),
 * #OmniOrderList:query.
 *
 * Signals: #OmniOrderList::rows-loaded (guint position, guint n_rows) after the page of these rows
 * arrived or failed; their
 * #OmniOrderRow::changed went before. A change of a page never emits #GListModel::items-changed.
 * #OmniOrderList::replaced when the rows that there are begin to be filled with the orders of
 * another query.
 */
#define OMNI_TYPE_ORDER_LIST (omni_order_list_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderList, omni_order_list, OMNI, ORDER_LIST, GObject)

OmniOrderList  *omni_order_list_new             (OmniOrderSource  *source);
void            omni_order_list_set_query       (OmniOrderList    *self,
                                                 OmniOrderQuery   *query);
OmniOrderQuery *omni_order_list_get_query       (OmniOrderList    *self);
void            omni_order_list_reload          (OmniOrderList    *self);
void            omni_order_list_retry           (OmniOrderList    *self);
gboolean        omni_order_list_has_failed      (OmniOrderList    *self);
OmniLoadState   omni_order_list_get_state       (OmniOrderList    *self);
const GError   *omni_order_list_get_error       (OmniOrderList    *self);
OmniTime        omni_order_list_get_loaded_time (OmniOrderList    *self);
OmniTime        omni_order_list_get_server_time (OmniOrderList    *self);
const char * const *omni_order_list_get_ignored_filters (OmniOrderList *self);
OmniOrder      *omni_order_list_peek_order      (OmniOrderList    *self,
                                                 guint             position);
gboolean        omni_order_list_find_position   (OmniOrderList    *self,
                                                 gint64            order_pk,
                                                 guint            *position);

G_END_DECLS
