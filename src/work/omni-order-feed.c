/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "omni-order-feed.h"

#include <sys/resource.h>
#include <unistd.h>

/* Some two kilobytes each: what waits stays below twenty megabytes. */
#define MAX_WAITING_ORDERS 8000

/* Windows come first when there are not processors enough. */
#define NICENESS 10

/* Pieces that are begun or finished and not yet read, for each thread. */
#define PIECES_PER_THREAD 2

typedef struct
{
  gpointer piece; /* (not nullable) (owned) */
  GQueue batches; /* (element-type OmniOrderBatch) (owned) what waits to be read */
  GError *error;  /* (nullable) (owned) why the piece could not be fetched whole */
  gboolean fetched;
} Step;

struct _OmniOrderFeed
{
  OmniOrderFeedSource source;
  gpointer user_data; /* (borrowed) */
  GPtrArray *threads; /* (not nullable) (owned) (element-type GThread) */
  guint max_steps;

  GCancellable *outer; /* (nullable) (owned) the reader's */
  gulong outer_handler;
  GCancellable *inner; /* (not nullable) (owned) ends the fetching when the reader goes away */

  GMutex lock;
  GCond changed;
  GQueue steps;       /* under the lock: (element-type Step) (owned) in the order of the pieces */
  guint n_waiting;    /* under the lock: orders that wait to be read */
  gboolean exhausted; /* under the lock: there is no further piece */
  gboolean stopped;   /* under the lock */
};

/*
 * Helpers
 */

static void
step_free (Step *step, const OmniOrderFeedSource *source)
{
  source->free_piece (step->piece);
  g_queue_clear_full (&step->batches, (GDestroyNotify) omni_order_batch_free);
  g_clear_error (&step->error);
  g_free (step);
}

/* Waits for room, then begins the next piece; NULL when there is nothing more to do. The lock is
 * held. */
static Step *
begin_step (OmniOrderFeed *feed)
{
  Step *step;
  gpointer piece;

  while (!feed->stopped && !feed->exhausted && g_queue_get_length (&feed->steps) >= feed->max_steps)
    g_cond_wait (&feed->changed, &feed->lock);

  if (feed->stopped || feed->exhausted)
    return NULL;

  piece = feed->source.next_piece (feed->user_data);
  if (piece == NULL)
    {
      feed->exhausted = TRUE;
      g_cond_broadcast (&feed->changed);
      return NULL;
    }

  step = g_new0 (Step, 1);
  step->piece = piece;
  g_queue_init (&step->batches);
  g_queue_push_tail (&feed->steps, step);
  return step;
}

static Step *
find_step (OmniOrderFeed *feed, gpointer piece)
{
  for (GList *link = feed->steps.head; link != NULL; link = link->next)
    {
      Step *step = link->data;

      if (step->piece == piece)
        return step;
    }

  g_return_val_if_reached (NULL);
}

/*
 * Callbacks
 */

static gpointer
fetch_thread (gpointer user_data)
{
  OmniOrderFeed *feed = user_data;
  Step *step;

  /* On Linux, a thread's id names only that thread here; failing to be nice is harmless. */
  (void) setpriority (PRIO_PROCESS, (id_t) gettid (), NICENESS);

  g_mutex_lock (&feed->lock);
  while ((step = begin_step (feed)) != NULL)
    {
      GError *error = NULL;

      g_mutex_unlock (&feed->lock);
      feed->source.fetch (feed, step->piece, feed->user_data, feed->inner, &error);
      g_mutex_lock (&feed->lock);

      step->error = error;
      step->fetched = TRUE;
      g_cond_broadcast (&feed->changed);
    }
  g_mutex_unlock (&feed->lock);

  return NULL;
}

static void
stop (OmniOrderFeed *feed)
{
  g_mutex_lock (&feed->lock);
  feed->stopped = TRUE;
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->lock);

  g_cancellable_cancel (feed->inner);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  stop (user_data);
}

/*
 * Public API
 */

/**
 * omni_order_batch_new:
 *
 * Returns: (transfer full): a batch without orders
 */
OmniOrderBatch *
omni_order_batch_new (void)
{
  OmniOrderBatch *batch = g_new0 (OmniOrderBatch, 1);

  batch->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  batch->missing = g_ptr_array_new_with_free_func (g_free);
  batch->time = OMNI_TIME_NONE;

  return batch;
}

/**
 * omni_order_batch_free:
 * @batch: (transfer full): a batch
 */
void
omni_order_batch_free (OmniOrderBatch *batch)
{
  g_ptr_array_unref (batch->orders);
  g_ptr_array_unref (batch->missing);
  g_clear_pointer (&batch->items, g_ptr_array_unref);
  g_free (batch);
}

/**
 * omni_order_batch_load_items:
 * @batch: a batch without items
 * @client: where the orders are
 * @cancellable: (nullable): cancels the calls
 * @error: return location for an error
 *
 * Reads the items of the batch's orders.
 *
 * Returns: whether they are there; else what the client says
 */
gboolean
omni_order_batch_load_items (OmniOrderBatch *batch,
                             OmniClient *client,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree gint64 *pks = g_new (gint64, batch->orders->len + 1);

  for (guint i = 0; i < batch->orders->len; i++)
    pks[i] = omni_order_get_pk (g_ptr_array_index (batch->orders, i));

  batch->items = omni_client_list_order_items (client, pks, batch->orders->len, cancellable, error);
  return batch->items != NULL;
}

/**
 * omni_order_is_refusal:
 * @error: what the client said
 *
 * Returns: whether the server refuses the way of asking rather than being in trouble
 */
gboolean
omni_order_is_refusal (const GError *error)
{
  return g_error_matches (error, OMNI_ERROR, OMNI_ERROR_INVALID) ||
         g_error_matches (error, OMNI_ERROR, OMNI_ERROR_REFUSED) ||
         g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

/**
 * omni_order_feed_new:
 * @n_threads: how many threads fetch
 * @source: what the pieces are and how one is fetched; copied
 * @user_data: for the functions of @source; has to outlive the feed
 * @cancellable: (nullable): ends the feed
 *
 * Begins to fetch.
 *
 * Returns: (transfer full): the feed
 */
OmniOrderFeed *
omni_order_feed_new (guint n_threads,
                     const OmniOrderFeedSource *source,
                     gpointer user_data,
                     GCancellable *cancellable)
{
  OmniOrderFeed *feed;

  g_return_val_if_fail (n_threads > 0, NULL);

  feed = g_new0 (OmniOrderFeed, 1);
  feed->source = *source;
  feed->user_data = user_data;
  feed->max_steps = n_threads * PIECES_PER_THREAD;
  feed->inner = g_cancellable_new ();
  g_mutex_init (&feed->lock);
  g_cond_init (&feed->changed);
  g_queue_init (&feed->steps);

  if (cancellable != NULL)
    {
      feed->outer = g_object_ref (cancellable);
      feed->outer_handler =
          g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), feed, NULL);
    }

  feed->threads = g_ptr_array_new ();
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (feed->threads, g_thread_new ("omni-fetch", fetch_thread, feed));

  return feed;
}

/**
 * omni_order_feed_free:
 * @feed: (transfer full): a feed
 *
 * Ends what is being fetched and frees what was not read.
 */
void
omni_order_feed_free (OmniOrderFeed *feed)
{
  Step *step;

  if (feed->outer != NULL)
    g_cancellable_disconnect (feed->outer, feed->outer_handler);

  stop (feed);
  for (guint i = 0; i < feed->threads->len; i++)
    g_thread_join (g_ptr_array_index (feed->threads, i));

  while ((step = g_queue_pop_head (&feed->steps)) != NULL)
    step_free (step, &feed->source);

  g_ptr_array_unref (feed->threads);
  g_clear_object (&feed->outer);
  g_object_unref (feed->inner);
  g_mutex_clear (&feed->lock);
  g_cond_clear (&feed->changed);
  g_free (feed);
}

/**
 * omni_order_feed_push:
 * @feed: a feed
 * @piece: the piece that is being fetched by this thread
 * @batch: (transfer full): some of its orders
 *
 * Hands over orders. Waits while too many wait already, unless @piece is the one that is read now.
 */
void
omni_order_feed_push (OmniOrderFeed *feed, gpointer piece, OmniOrderBatch *batch)
{
  Step *step;

  g_mutex_lock (&feed->lock);
  step = find_step (feed, piece);
  while (!feed->stopped && feed->n_waiting >= MAX_WAITING_ORDERS &&
         g_queue_peek_head (&feed->steps) != step)
    g_cond_wait (&feed->changed, &feed->lock);

  feed->n_waiting += batch->orders->len;
  g_queue_push_tail (&step->batches, batch);
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->lock);
}

/**
 * omni_order_feed_pop:
 * @feed: a feed
 * @error: return location for an error
 *
 * Waits for the next orders.
 *
 * Returns: (transfer full) (nullable): a batch; or %NULL after the last, and with the first error
 * of a piece, once what was fetched before it was read
 */
OmniOrderBatch *
omni_order_feed_pop (OmniOrderFeed *feed, GError **error)
{
  OmniOrderBatch *batch = NULL;
  gboolean ended = FALSE;

  g_mutex_lock (&feed->lock);
  while (batch == NULL && !ended)
    {
      Step *step = g_queue_peek_head (&feed->steps);

      if (step != NULL && (batch = g_queue_pop_head (&step->batches)) != NULL)
        {
          feed->n_waiting -= batch->orders->len;
        }
      else if (step != NULL && step->fetched && step->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&step->error));
          ended = TRUE;
        }
      else if (step != NULL && step->fetched)
        {
          g_queue_pop_head (&feed->steps);
          step_free (step, &feed->source);
        }
      else if (feed->stopped)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
          ended = TRUE;
        }
      else if (step == NULL && feed->exhausted)
        {
          ended = TRUE;
        }
      else
        {
          g_cond_wait (&feed->changed, &feed->lock);
          continue;
        }

      g_cond_broadcast (&feed->changed);
    }
  g_mutex_unlock (&feed->lock);

  return batch;
}
