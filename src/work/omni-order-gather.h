/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-job.h"

G_BEGIN_DECLS

/**
 * OmniGatheredOrder:
 * @order: (not nullable) (owned): the order with all that it says of itself
 * @items: (not nullable) (owned) (element-type OmniOrderItem): its lines
 */
typedef struct
{
  OmniOrder *order;
  GPtrArray *items;
} OmniGatheredOrder;

OmniGatheredOrder *omni_gathered_order_new  (OmniOrder         *order,
                                             GPtrArray         *items);
void               omni_gathered_order_free (OmniGatheredOrder *gathered);

/**
 * OmniOrderGather:
 *
 * The job that reads some orders whole, with their lines, in the order in which they are named; to
 * be printed. One that vanished is left out, and the summary says how many.
 */
#define OMNI_TYPE_ORDER_GATHER (omni_order_gather_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderGather, omni_order_gather, OMNI, ORDER_GATHER, OmniJob)

OmniOrderGather *omni_order_gather_new        (OmniClient        *client,
                                               const gint64      *pks,
                                               gsize              n_pks);

/* When it has ended well. */
GPtrArray       *omni_order_gather_get_orders (OmniOrderGather   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniGatheredOrder, omni_gathered_order_free)

G_END_DECLS
