/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"

G_BEGIN_DECLS

/**
 * OmniOrderBatch:
 * @orders: (not nullable) (owned) (element-type OmniOrder): some orders
 * @items: (nullable) (owned) (element-type OmniOrderItem): their items, where those were asked for
 * @missing: (not nullable) (owned) (element-type utf8): what was asked for by name and is not there
 * @time: when the server gave the orders, by its own clock; %OMNI_TIME_NONE where it does not say
 */
typedef struct
{
  GPtrArray *orders;
  GPtrArray *items;
  GPtrArray *missing;
  OmniTime time;
} OmniOrderBatch;

OmniOrderBatch *omni_order_batch_new        (void);
void            omni_order_batch_free       (OmniOrderBatch  *batch);
gboolean        omni_order_batch_load_items (OmniOrderBatch  *batch,
                                             OmniClient      *client,
                                             GCancellable    *cancellable,
                                             GError         **error);

/* Whether the server refuses a way of asking, as one that does not know a filter or a sort field
 * may. */
gboolean        omni_order_is_refusal       (const GError    *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderBatch, omni_order_batch_free)

/**
 * OmniOrderFeed:
 *
 * Work that is cut into pieces, fetched by several threads side by side, and handed out in the
 * order of the pieces. A piece gives any number of batches. The threads run ahead of the reader,
 * but only so far that a bounded number of orders waits.
 */
typedef struct _OmniOrderFeed OmniOrderFeed;

/**
 * OmniOrderFeedSource:
 * @next_piece: gives the next piece of work, or %NULL after the last; called by one thread at a
 *   time
 * @fetch: fetches a piece in one of the feed's threads, handing over each batch with
 *   omni_order_feed_push()
 * @free_piece: frees a piece
 */
typedef struct
{
  gpointer (*next_piece) (gpointer        user_data);
  gboolean (*fetch)      (OmniOrderFeed  *feed,
                          gpointer        piece,
                          gpointer        user_data,
                          GCancellable   *cancellable,
                          GError        **error);
  void     (*free_piece) (gpointer        piece);
} OmniOrderFeedSource;

OmniOrderFeed  *omni_order_feed_new  (guint                       n_threads,
                                      const OmniOrderFeedSource  *source,
                                      gpointer                    user_data,
                                      GCancellable               *cancellable);
void            omni_order_feed_free (OmniOrderFeed              *feed);
void            omni_order_feed_push (OmniOrderFeed              *feed,
                                      gpointer                    piece,
                                      OmniOrderBatch             *batch);
OmniOrderBatch *omni_order_feed_pop  (OmniOrderFeed              *feed,
                                      GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderFeed, omni_order_feed_free)

G_END_DECLS
