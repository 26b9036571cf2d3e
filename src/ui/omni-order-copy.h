/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-job.h"
#include "omni-view.h"

G_BEGIN_DECLS

/* More than this is for a file. */
#define OMNI_ORDER_COPY_MAX 20000

/* A row of a table as text with tabs between the cells, without a line end. */
char *omni_order_copy_titles (const GArray      *columns);
char *omni_order_copy_row    (const GArray      *columns,
                              const OmniOrder   *order,
                              OmniReferenceData *reference);

/**
 * OmniOrderCopy:
 *
 * The job that makes text of orders, for the clipboard: a line of titles and a line for each order,
 * tabs between the cells, as spreadsheets take it.
 */
#define OMNI_TYPE_ORDER_COPY (omni_order_copy_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderCopy, omni_order_copy, OMNI, ORDER_COPY, OmniJob)

OmniOrderCopy *omni_order_copy_new      (OmniClient        *client,
                                         OmniReferenceData *reference,
                                         const GArray      *columns,
                                         const gint64      *pks,
                                         gsize              n_pks);
const char    *omni_order_copy_get_text (OmniOrderCopy     *self);
gsize          omni_order_copy_get_n_orders (OmniOrderCopy *self);

G_END_DECLS
