/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-walk-private.h"

#include <glib/gi18n-lib.h>

#define MAX_STRIPE_PAGES 10

/* The keys above @above, up to @until. */
typedef struct
{
  gint64 above;
  gint64 until;
} Stripe;

/*
 * Helpers
 */

static OmniOrderQuery *
with_range (OmniOrderQuery *query, gint64 above, gint64 until)
{
  g_autoptr (OmniOrderQuery) half = omni_order_walk_with_key (query, "pk-after", above);

  return omni_order_walk_with_key (half, "pk-until", until);
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  gint64 first = omni_order_get_pk (*(OmniOrder *const *) a);
  gint64 second = omni_order_get_pk (*(OmniOrder *const *) b);

  return (first < second) - (first > second);
}

/* Stripes are whole pages, and fewer towards the end, so that all threads are done at about the
 * same time. */
static gpointer
next_stripe (gpointer user_data)
{
  OmniOrderWalk *walk = user_data;
  Stripe *stripe = NULL;

  g_mutex_lock (&walk->lock);
  if (walk->next_until >= walk->lowest)
    {
      gint64 n_keys = walk->next_until - walk->lowest + 1;
      gint64 n_pages =
          CLAMP (n_keys / walk->page_keys / (2 * walk->n_threads), 1, MAX_STRIPE_PAGES);

      stripe = g_new (Stripe, 1);
      stripe->until = walk->next_until;
      stripe->above = stripe->until - MIN (walk->page_keys * n_pages, n_keys);
      walk->next_until = stripe->above;
    }
  g_mutex_unlock (&walk->lock);

  return stripe;
}

/* Matching orders may be thick in one place and thin in another; the next stripes are made to fit.
 */
static void
adapt_stripes (OmniOrderWalk *walk, const Stripe *stripe, gint64 n_orders)
{
  gint64 n_keys = stripe->until - stripe->above;
  gint64 ideal = OMNI_WALK_MAX_PK;

  if (n_orders > 0)
    ideal = n_keys > OMNI_WALK_MAX_PK / OMNI_WALK_PAGE_SIZE
                ? n_keys / n_orders * OMNI_WALK_PAGE_SIZE
                : n_keys * OMNI_WALK_PAGE_SIZE / n_orders;

  g_mutex_lock (&walk->lock);
  ideal = CLAMP (ideal, walk->page_keys / 4, walk->page_keys * 4);
  walk->page_keys = CLAMP ((walk->page_keys + ideal) / 2, 1, OMNI_WALK_MAX_PK / MAX_STRIPE_PAGES);
  g_mutex_unlock (&walk->lock);
}

/*
 * Checks that a page of a range is what was asked for: keys of the range, highest first. Keys below
 * the range end it: then the server does not know its lower bound, which does no harm.
 */
static gboolean
check_range (
    OmniOrderPage *page, const Stripe *stripe, gint64 until, gboolean *ended, GError **error)
{
  gboolean sorted = omni_order_walk_is_descending (page);
  guint n = page->orders->len;

  *ended = omni_order_walk_is_complete (page);
  if (!sorted && *ended)
    g_ptr_array_sort (page->orders, compare_descending);

  if ((!sorted && !*ended) || (n > 0 && omni_order_walk_get_page_pk (page, 0) > until))
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                         _("The server does not list orders by their keys.")));
      return FALSE;
    }

  while (n > 0 && omni_order_walk_get_page_pk (page, n - 1) <= stripe->above)
    {
      g_ptr_array_set_size (page->orders, (int) --n);
      *ended = TRUE;
    }

  return TRUE;
}

static gboolean
fetch_stripe (OmniOrderFeed *feed,
              gpointer piece,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  OmniOrderWalk *walk = user_data;
  const Stripe *stripe = piece;
  gint64 until = stripe->until;
  gint64 n_orders = 0;
  gboolean ended = FALSE;

  while (!ended && until > stripe->above)
    {
      g_autoptr (OmniOrderQuery) query = with_range (walk->query, stripe->above, until);
      g_autoptr (OmniOrderPage) page = omni_order_walk_ask (walk, query, 1, cancellable, error);
      g_autoptr (OmniOrderBatch) batch = NULL;

      if (page == NULL || !check_range (page, stripe, until, &ended, error))
        return FALSE;
      if (page->orders->len == 0)
        break;

      n_orders += page->orders->len;
      until = omni_order_walk_get_page_pk (page, page->orders->len - 1) - 1;

      batch = omni_order_batch_new ();
      omni_order_walk_take_orders (batch, page);
      if (!omni_order_walk_load_items (walk, batch, cancellable, error))
        return FALSE;

      omni_order_feed_push (feed, piece, g_steal_pointer (&batch));
    }

  adapt_stripes (walk, stripe, n_orders);
  return TRUE;
}

void
omni_order_walk_begin_stripes (OmniOrderWalk *walk, gint64 lowest, gint64 until)
{
  static const OmniOrderFeedSource source = { next_stripe, fetch_stripe, g_free };
  gint64 n_left = walk->total - (gint64) omni_pk_set_get_size (walk->seen);
  gint64 n_keys = until - lowest + 1;

  walk->lowest = lowest;
  walk->reached = until + 1;
  walk->next_until = until;
  walk->n_threads = omni_client_get_max_in_flight (walk->client);

  /* Where the server does not say how many there are, they are taken to be as thick as on the first
   * page. */
  if (n_left > 0)
    walk->page_keys = n_keys > OMNI_WALK_MAX_PK / OMNI_WALK_PAGE_SIZE
                          ? n_keys / n_left * OMNI_WALK_PAGE_SIZE
                          : n_keys * OMNI_WALK_PAGE_SIZE / n_left;
  else
    walk->page_keys = walk->highest - until;
  walk->page_keys = CLAMP (walk->page_keys, 1, OMNI_WALK_MAX_PK / MAX_STRIPE_PAGES);

  walk->feed = omni_order_feed_new (walk->n_threads, &source, walk, walk->cancellable);
  walk->state = OMNI_WALK_STRIPES;
}

static void
note_reading (OmniOrderWalk *walk, const OmniOrderBatch *batch)
{
  OmniWalkReading reading = { .time = batch->time };

  reading.lowest = omni_order_get_pk (g_ptr_array_index (batch->orders, batch->orders->len - 1));
  g_array_append_val (walk->readings, reading);
  walk->reached = reading.lowest;
}

OmniOrderBatch *
omni_order_walk_next_of_stripes (OmniOrderWalk *walk, GError **error)
{
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch;

  /* It broke. Batches come highest keys first, so all below the last one are still to be read. */
  if (walk->feed == NULL)
    omni_order_walk_begin_stripes (walk, walk->lowest, walk->reached - 1);

  batch = omni_order_feed_pop (walk->feed, &failure);
  if (batch != NULL)
    {
      note_reading (walk, batch);
      return batch;
    }

  g_clear_pointer (&walk->feed, omni_order_feed_free);
  if (failure == NULL)
    walk->state = OMNI_WALK_CHANGED;
  else if (omni_order_is_refusal (failure))
    omni_order_walk_read_pages (walk);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}
