/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-feed.h"

G_BEGIN_DECLS

/**
 * OmniOrderWalk:
 *
 * All orders that match a query, each once, newest key first, read by several threads side by side.
 *
 * Pages by number shift when orders come, go and change, so the walk asks for ranges of keys: the
 * highest key is learned first and nothing above it belongs to the walk; the keys below are cut
 * into stripes, and in each stripe the next page is "the highest hundred below the last one seen",
 * which no change of another order can shift. What matches from the beginning to the end is never
 * missed. An order that stops matching before the walk has come to it is found again, as far as
 * that can be known, among those that changed since the beginning.
 *
 * A server that does not understand ranges of keys is found out by its answers. Then pages are read
 * by number until nothing new comes.
 */
typedef struct _OmniOrderWalk OmniOrderWalk;

OmniOrderWalk  *omni_order_walk_new       (OmniClient      *client,
                                           OmniOrderQuery  *query,
                                           gboolean         wants_items,
                                           GCancellable    *cancellable);
void            omni_order_walk_free      (OmniOrderWalk   *walk);
OmniOrderBatch *omni_order_walk_next      (OmniOrderWalk   *walk,
                                           GError         **error);
gint64          omni_order_walk_get_total (OmniOrderWalk   *walk);
gint64          omni_order_walk_get_lost  (OmniOrderWalk   *walk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderWalk, omni_order_walk_free)

G_END_DECLS
