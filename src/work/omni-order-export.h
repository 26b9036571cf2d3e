/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-job.h"
#include "omni-order-column.h"
#include "omni-selection.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_EXPORT_ROWS_ORDERS, /* one row per order */
  OMNI_EXPORT_ROWS_ITEMS,  /* one row per order item */
} OmniExportRows;

/**
 * OmniOrderExport:
 *
 * The job that writes orders to a CSV or XLSX file: either a frozen list of orders, in its order,
 * or all orders that match a query. Pages are fetched side by side and written as they come; no
 * order is lost or written twice when orders change or arrive meanwhile. The summary says in words
 * how many rows were written and what could not be.
 */
#define OMNI_TYPE_ORDER_EXPORT (omni_order_export_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderExport, omni_order_export, OMNI, ORDER_EXPORT, OmniJob)

OmniOrderExport *omni_order_export_new         (OmniClient              *client,
                                                OmniReferenceData       *reference,
                                                GFile                   *target,
                                                OmniTableFormat          format);
void             omni_order_export_set_query   (OmniOrderExport         *self,
                                                OmniOrderQuery          *query);
void             omni_order_export_set_orders  (OmniOrderExport         *self,
                                                const gint64            *order_pks,
                                                gsize                    n_order_pks);
void             omni_order_export_set_numbers (OmniOrderExport         *self,
                                                const char * const      *numbers);
void             omni_order_export_set_rows    (OmniOrderExport         *self,
                                                OmniExportRows           rows);
void             omni_order_export_set_columns (OmniOrderExport         *self,
                                                const OmniOrderColumn  **columns,
                                                guint                    n_columns);
void             omni_order_export_set_options (OmniOrderExport         *self,
                                                const OmniTableOptions  *options);
void             omni_order_export_set_patience (OmniOrderExport        *self,
                                                guint                    seconds);
gint64           omni_order_export_get_n_rows  (OmniOrderExport         *self);
gint64           omni_order_export_get_n_missing (OmniOrderExport       *self);

/**
 * OmniOrderResolve:
 *
 * The job that turns a query, or numbers that somebody pasted, into a frozen list of orders: what
 * *Select all N matching* runs.
 */
#define OMNI_TYPE_ORDER_RESOLVE (omni_order_resolve_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderResolve, omni_order_resolve, OMNI, ORDER_RESOLVE, OmniJob)

OmniOrderResolve    *omni_order_resolve_new             (OmniClient         *client,
                                                         OmniOrderQuery     *query);
OmniOrderResolve    *omni_order_resolve_new_for_numbers (OmniClient         *client,
                                                         const char * const *numbers);
GArray              *omni_order_resolve_get_orders      (OmniOrderResolve   *self);
const OmniSelection *omni_order_resolve_get_selection   (OmniOrderResolve   *self);
GPtrArray           *omni_order_resolve_get_missing     (OmniOrderResolve   *self);

G_END_DECLS
