/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniSelectedOrder:
 * @pk: the order's key
 * @amount: its amount when it was selected; 0 without a currency when it is not known
 *
 * What a selection keeps of an order, so that it can be counted and summed without the order
 * itself.
 */
typedef struct
{
  gint64 pk;
  OmniMoney amount;
} OmniSelectedOrder;

/**
 * OmniSelection:
 *
 * A frozen list of orders, each once, in the order in which they were added, with their numbers as
 * far as they are known. It is what is kept under a name, combined with others and exported; orders
 * that arrive later are never in it. Not for several threads at a time.
 */
typedef struct _OmniSelection OmniSelection;

OmniSelection *omni_selection_new         (void);
void           omni_selection_free        (OmniSelection           *selection);
gsize          omni_selection_get_size    (const OmniSelection     *selection);
gboolean       omni_selection_contains    (const OmniSelection     *selection,
                                           gint64                   pk);
GArray        *omni_selection_get_orders  (const OmniSelection     *selection);
const char    *omni_selection_get_number  (const OmniSelection     *selection,
                                           gsize                    index);
gint64        *omni_selection_dup_pks     (const OmniSelection     *selection,
                                           gsize                   *n_pks);
GPtrArray     *omni_selection_dup_totals  (const OmniSelection     *selection);

gboolean       omni_selection_add         (OmniSelection           *selection,
                                           const OmniSelectedOrder *order,
                                           const char              *number);
gboolean       omni_selection_add_order   (OmniSelection           *selection,
                                           const OmniOrder         *order);
void           omni_selection_unite       (OmniSelection           *selection,
                                           const OmniSelection     *other);
void           omni_selection_subtract    (OmniSelection           *selection,
                                           const OmniSelection     *other);
void           omni_selection_intersect   (OmniSelection           *selection,
                                           const OmniSelection     *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniSelection, omni_selection_free)

G_END_DECLS
