/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-walk.h"
#include "omni-pk-set.h"
#include "omni-time.h"

G_BEGIN_DECLS

/* What the files of OmniOrderWalk share: omni-order-walk.c for the beginning and pages by number,
 * -stripes.c for ranges of keys, -changed.c for what stopped matching meanwhile. */

#define OMNI_WALK_PAGE_SIZE 100

/* Keys that could overflow when they are counted with are left to reading pages. */
#define OMNI_WALK_MAX_PK (G_MAXINT64 / 8)

typedef enum
{
  OMNI_WALK_BEGIN,
  OMNI_WALK_STRIPES,
  OMNI_WALK_PAGES,
  OMNI_WALK_CHANGED,
  OMNI_WALK_END,
} OmniWalkState;

/* The orders from @lowest up, to those of the reading before, are known as they were at @time. */
typedef struct
{
  gint64 lowest;
  OmniTime time;
} OmniWalkReading;

struct _OmniOrderWalk
{
  OmniClient *client;         /* (not nullable) (owned) */
  OmniOrderQuery *query;      /* (not nullable) (owned) highest key first */
  gboolean wants_items;
  GCancellable *cancellable;  /* (nullable) (owned) */

  OmniWalkState state;
  gint64 total;               /* how many matched when the walk began, or -1 */
  OmniTime begin_time;        /* when that was, by the server's clock */
  gint64 highest;             /* the highest key that belongs to the walk, or G_MAXINT64 */
  OmniPkSet *seen;            /* (not nullable) (owned) what was handed out */
  gint64 n_touched;           /* orders handed out that changed after the beginning */
  gint64 n_lost;
  GArray *readings;           /* (not nullable) (owned) of OmniWalkReading, highest keys first */

  /* Stripes. What follows is used by the feed's threads. */
  OmniOrderFeed *feed;        /* (nullable) (owned) */
  GMutex lock;
  gint64 next_until;          /* under the lock: the highest key that is in no stripe yet */
  gint64 lowest;
  gint64 reached;             /* not by the threads: the lowest key that was handed out */
  gint64 page_keys;           /* under the lock: about how many keys a page of orders has */
  guint n_threads;

  /* Pages. */
  guint page;
  guint pass;
  gboolean found_new;         /* in this pass */
  gint64 last_first_pk;       /* the first key of the page before */
};

/* omni-order-walk.c */
OmniOrderQuery *omni_order_walk_with_key         (OmniOrderQuery       *query,
                                                  const char           *filter,
                                                  gint64                pk);
gint64          omni_order_walk_get_page_pk      (const OmniOrderPage  *page,
                                                  guint                 position);
gboolean        omni_order_walk_is_complete      (const OmniOrderPage  *page);
gboolean        omni_order_walk_is_descending    (const OmniOrderPage  *page);
void            omni_order_walk_take_orders      (OmniOrderBatch       *batch,
                                                  OmniOrderPage        *page);
gboolean        omni_order_walk_load_items       (OmniOrderWalk        *walk,
                                                  OmniOrderBatch       *batch,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
OmniOrderPage  *omni_order_walk_ask              (OmniOrderWalk        *walk,
                                                  OmniOrderQuery       *query,
                                                  guint                 page_number,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
void            omni_order_walk_keep_new         (OmniOrderWalk        *walk,
                                                  OmniOrderBatch       *batch);
void            omni_order_walk_read_pages       (OmniOrderWalk        *walk);

/* omni-order-walk-stripes.c */
void            omni_order_walk_begin_stripes    (OmniOrderWalk        *walk,
                                                  gint64                lowest,
                                                  gint64                until);
OmniOrderBatch *omni_order_walk_next_of_stripes  (OmniOrderWalk        *walk,
                                                  GError              **error);

/* omni-order-walk-changed.c */
OmniOrderBatch *omni_order_walk_look_for_changed (OmniOrderWalk        *walk,
                                                  GError              **error);

G_END_DECLS
