/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-walk.h"

#include "omni-pk-set.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

#define PAGE_SIZE 100
#define MAX_STRIPE_PAGES 10
#define MAX_PASSES 4

/* More orders than this that stopped matching are not looked for. */
#define MAX_CHANGED 5000

/* The server tells its clock to the second. */
#define CLOCK_STEP G_TIME_SPAN_SECOND

/* How far this computer's clock is trusted where the server does not tell its own. */
#define OWN_CLOCK_SLACK (5 * G_TIME_SPAN_MINUTE)

/* Keys that could overflow when they are counted with are left to reading pages. */
#define MAX_PK (G_MAXINT64 / 8)

typedef enum
{
  BEGIN,
  STRIPES,
  PAGES,
  CHANGED,
  END,
} State;

/* The keys above @above, up to @until. */
typedef struct
{
  gint64 above;
  gint64 until;
} Stripe;

/* The orders from @lowest up, to those of the reading before, are known as they were at @time. */
typedef struct
{
  gint64 lowest;
  OmniTime time;
} Reading;

struct _OmniOrderWalk
{
  OmniClient *client;         /* (not nullable) (owned) */
  OmniOrderQuery *query;      /* (not nullable) (owned) highest key first */
  gboolean wants_items;
  GCancellable *cancellable;  /* (nullable) (owned) */

  State state;
  gint64 total;               /* how many matched when the walk began, or -1 */
  OmniTime begin_time;        /* when that was, by the server's clock */
  gint64 highest;             /* the highest key that belongs to the walk, or G_MAXINT64 */
  OmniPkSet *seen;            /* (not nullable) (owned) what was handed out */
  gint64 n_touched;           /* orders handed out that changed after the beginning */
  gint64 n_lost;
  GArray *readings;           /* (not nullable) (owned) (element-type Reading) of stripes, highest keys first */

  /* Stripes. What follows is used by the feed's threads. */
  OmniOrderFeed *feed;        /* (nullable) (owned) */
  GMutex lock;
  gint64 next_until;          /* under the lock: the highest key that is in no stripe yet */
  gint64 lowest;
  /* under the lock: about how many keys there are for a page of orders */
  gint64 page_keys;
  guint n_threads;

  /* Pages. */
  guint page;
  guint pass;
  gboolean found_new;         /* in this pass */
  gint64 last_first_pk;       /* the first key of the page before */
};

/*
 * Helpers: asking
 */

static OmniOrderQuery *
with_key (OmniOrderQuery *query, const char *filter, gint64 pk)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

  return omni_order_query_with_value (query, filter, value);
}

static OmniOrderQuery *
with_range (OmniOrderQuery *query, gint64 above, gint64 until)
{
  g_autoptr (OmniOrderQuery) half = with_key (query, "pk-after", above);

  return with_key (half, "pk-until", until);
}

static gint64
get_page_pk (const OmniOrderPage *page, guint position)
{
  return omni_order_get_pk (g_ptr_array_index (page->orders, position));
}

/* Whether nothing that matches is left behind this first page. A server that counts nothing is asked until nothing comes. */
static gboolean
is_complete (const OmniOrderPage *page)
{
  return page->orders->len == 0 || (page->count >= 0 && page->count <= page->orders->len);
}

static gboolean
is_descending (const OmniOrderPage *page)
{
  for (guint i = 1; i < page->orders->len; i++)
    {
      if (get_page_pk (page, i) >= get_page_pk (page, i - 1))
        return FALSE;
    }

  return TRUE;
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  gint64 first = omni_order_get_pk (*(OmniOrder * const *) a);
  gint64 second = omni_order_get_pk (*(OmniOrder * const *) b);

  return (first < second) - (first > second);
}

static void
take_orders (OmniOrderBatch *batch, OmniOrderPage *page)
{
  batch->time = page->time;
  for (guint i = 0; i < page->orders->len; i++)
    g_ptr_array_add (batch->orders, omni_order_ref (g_ptr_array_index (page->orders, i)));
}

static gboolean
load_items (OmniOrderWalk *walk, OmniOrderBatch *batch, GCancellable *cancellable, GError **error)
{
  return !walk->wants_items ||
         omni_order_batch_load_items (batch, walk->client, cancellable, error);
}

/* Leaves out what was handed out before, and items with it. */
static void
keep_new (OmniOrderWalk *walk, OmniOrderBatch *batch)
{
  for (guint i = 0; i < batch->orders->len;)
    {
      OmniOrder *order = g_ptr_array_index (batch->orders, i);
      gint64 pk = omni_order_get_pk (order);
      OmniTime modified = omni_order_get_modified_date (order);

      if (omni_pk_set_add (walk->seen, pk))
        {
          walk->n_touched += modified != OMNI_TIME_NONE && modified >= walk->begin_time;
          i++;
          continue;
        }

      for (guint j = batch->items != NULL ? batch->items->len : 0; j > 0; j--)
        {
          if (omni_order_item_get_order (g_ptr_array_index (batch->items, j - 1)) == pk)
            g_ptr_array_remove_index (batch->items, j - 1);
        }
      g_ptr_array_remove_index (batch->orders, i);
    }
}

/* Gives up on keys: the server does not understand them, nor perhaps to sort by them. */
static void
read_pages (OmniOrderWalk *walk)
{
  OmniOrderQuery *query = omni_order_query_with_sort (walk->query, NULL, TRUE);

  omni_order_query_unref (walk->query);
  walk->query = query;
  walk->highest = MAX_PK;
  g_array_set_size (walk->readings, 0);
  walk->state = PAGES;
}

/*
 * Stripes
 */

/* Stripes are whole pages, and fewer towards the end, so that all threads are done at about the
   same time. */
static gpointer
next_stripe (gpointer user_data)
{
  OmniOrderWalk *walk = user_data;
  Stripe *stripe = NULL;

  g_mutex_lock (&walk->lock);
  if (walk->next_until >= walk->lowest)
    {
      gint64 n_keys = walk->next_until - walk->lowest + 1;
      gint64 n_pages = CLAMP (n_keys / walk->page_keys / (2 * walk->n_threads), 1,
                              MAX_STRIPE_PAGES);

      stripe = g_new (Stripe, 1);
      stripe->until = walk->next_until;
      stripe->above = stripe->until - MIN (walk->page_keys * n_pages, n_keys);
      walk->next_until = stripe->above;
    }
  g_mutex_unlock (&walk->lock);

  return stripe;
}

/* Matching orders may be thick in one place and thin in another; the next stripes are made to
   fit. */
static void
adapt_stripes (OmniOrderWalk *walk, const Stripe *stripe, gint64 n_orders)
{
  gint64 n_keys = stripe->until - stripe->above;
  gint64 ideal = MAX_PK;

  if (n_orders > 0)
    ideal = n_keys > MAX_PK / PAGE_SIZE ? n_keys / n_orders * PAGE_SIZE
                                        : n_keys * PAGE_SIZE / n_orders;

  g_mutex_lock (&walk->lock);
  ideal = CLAMP (ideal, walk->page_keys / 4, walk->page_keys * 4);
  walk->page_keys = CLAMP ((walk->page_keys + ideal) / 2, 1, MAX_PK / MAX_STRIPE_PAGES);
  g_mutex_unlock (&walk->lock);
}

/*
 * Checks that a page of a range is what was asked for: keys of the range, highest first. Keys below
 * the range end it: then the server does not know its lower bound, which does no harm.
 */
static gboolean
check_range (OmniOrderPage *page,
             const Stripe *stripe,
             gint64 until,
             gboolean *ended,
             GError **error)
{
  gboolean sorted = is_descending (page);
  guint n = page->orders->len;

  *ended = is_complete (page);
  if (!sorted && *ended)
    g_ptr_array_sort (page->orders, compare_descending);

  if ((!sorted && !*ended) || (n > 0 && get_page_pk (page, 0) > until))
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                         _ ("The server does not list orders by their keys.")));
      return FALSE;
    }

  while (n > 0 && get_page_pk (page, n - 1) <= stripe->above)
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
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (walk->client, query, 1, PAGE_SIZE,
                                                                cancellable, error);
      g_autoptr (OmniOrderBatch) batch = NULL;

      if (page == NULL || !check_range (page, stripe, until, &ended, error))
        return FALSE;
      if (page->orders->len == 0)
        break;

      n_orders += page->orders->len;
      until = get_page_pk (page, page->orders->len - 1) - 1;

      batch = omni_order_batch_new ();
      take_orders (batch, page);
      if (!load_items (walk, batch, cancellable, error))
        return FALSE;

      omni_order_feed_push (feed, piece, g_steal_pointer (&batch));
    }

  adapt_stripes (walk, stripe, n_orders);
  return TRUE;
}

static void
begin_stripes (OmniOrderWalk *walk, gint64 lowest, gint64 until)
{
  static const OmniOrderFeedSource source = { next_stripe, fetch_stripe, g_free };
  gint64 n_left = walk->total - (gint64) omni_pk_set_get_size (walk->seen);
  gint64 n_keys = until - lowest + 1;

  walk->lowest = lowest;
  walk->next_until = until;
  walk->n_threads = omni_client_get_max_in_flight (walk->client);

  /* Where the server does not say how many there are, they are taken to be as thick as on the first
     page. */
  if (n_left > 0)
    walk->page_keys = n_keys > MAX_PK / PAGE_SIZE ? n_keys / n_left * PAGE_SIZE
                                                  : n_keys * PAGE_SIZE / n_left;
  else
    walk->page_keys = walk->highest - until;
  walk->page_keys = CLAMP (walk->page_keys, 1, MAX_PK / MAX_STRIPE_PAGES);

  walk->feed = omni_order_feed_new (walk->n_threads, &source, walk, walk->cancellable);
  walk->state = STRIPES;
}

static void
note_reading (OmniOrderWalk *walk, const OmniOrderBatch *batch)
{
  Reading reading = { .time = batch->time };

  reading.lowest = omni_order_get_pk (g_ptr_array_index (batch->orders, batch->orders->len - 1));
  g_array_append_val (walk->readings, reading);
}

static OmniOrderBatch *
next_of_stripes (OmniOrderWalk *walk, GError **error)
{
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch = omni_order_feed_pop (walk->feed, &failure);

  if (batch != NULL)
    {
      note_reading (walk, batch);
      return batch;
    }

  g_clear_pointer (&walk->feed, omni_order_feed_free);
  if (failure == NULL)
    walk->state = CHANGED;
  else if (omni_order_is_refusal (failure))
    read_pages (walk);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/*
 * The beginning
 */

/* Asks for a page that may be the walk's first one. The orders were counted no earlier than the question was asked. */
static OmniOrderPage *
ask_first (OmniOrderWalk *walk, guint page_number, GError **error)
{
  gint64 asked = g_get_monotonic_time ();
  OmniOrderPage *page = omni_client_list_orders (walk->client, walk->query, page_number, PAGE_SIZE, walk->cancellable,
                                                 error);

  if (page == NULL || walk->begin_time != OMNI_TIME_NONE)
    return page;

  walk->total = page->count;
  walk->begin_time = page->time != OMNI_TIME_NONE ? page->time - (g_get_monotonic_time () - asked)
                                                  : omni_time_now () - OWN_CLOCK_SLACK;
  return page;
}

/* Learns the lowest key that matches. FALSE without an error when the server cannot tell it. */
static gboolean
find_lowest (OmniOrderWalk *walk, const OmniOrderPage *first, gint64 *lowest, GError **error)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (walk->query, "pk", FALSE);
  g_autoptr (GError) failure = NULL;
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (walk->client, query, 1, 1,
                                                            walk->cancellable, &failure);

  if (page == NULL)
    {
      if (!omni_order_is_refusal (failure))
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (page->orders->len == 0)
    return FALSE;

  *lowest = get_page_pk (page, 0);
  return *lowest > 0 && *lowest <= get_page_pk (first, first->orders->len - 1);
}

static OmniOrderBatch *
begin (OmniOrderWalk *walk, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (OmniOrderBatch) batch = NULL;
  gint64 lowest = 0;
  gint64 until;

  page = ask_first (walk, 1, &failure);
  if (page == NULL)
    {
      if (omni_order_is_refusal (failure))
        read_pages (walk);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (is_complete (page))
    {
      walk->state = END;
    }
  else if (!is_descending (page) || get_page_pk (page, 0) > MAX_PK
           || !find_lowest (walk, page, &lowest, &failure))
    {
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }

      read_pages (walk);
      return NULL;
    }

  batch = omni_order_batch_new ();
  take_orders (batch, page);
  if (!load_items (walk, batch, walk->cancellable, error))
    return NULL;

  keep_new (walk, batch);
  if (walk->state == BEGIN)
    {
      walk->highest = omni_order_get_pk (g_ptr_array_index (batch->orders, 0));
      until = omni_order_get_pk (g_ptr_array_index (batch->orders, batch->orders->len - 1)) - 1;
      begin_stripes (walk, lowest, until);
    }

  return g_steal_pointer (&batch);
}

/*
 * Pages by number
 */

/* Whether the page ends the pass over all pages. */
static gboolean
ends_pass (OmniOrderWalk *walk, const OmniOrderPage *page)
{
  gint64 first_pk;
  gboolean repeated;

  if (page->orders->len == 0 || (page->count >= 0 && !page->has_next))
    return TRUE;

  /* A server that gives the same page again and again does not know pages. */
  first_pk = get_page_pk (page, 0);
  repeated = walk->page > 1 && first_pk == walk->last_first_pk;
  walk->last_first_pk = first_pk;

  /* Some pages more than orders is more than any paging can give. */
  return repeated || (page->count >= 0 && walk->page > page->count + MAX_PASSES);
}

static OmniOrderBatch *
next_of_pages (OmniOrderWalk *walk, GError **error)
{
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (OmniOrderBatch) batch = omni_order_batch_new ();
  gboolean ended;

  walk->page++;
  page = ask_first (walk, walk->page, error);
  if (page == NULL)
    return NULL;

  ended = ends_pass (walk, page);

  take_orders (batch, page);
  keep_new (walk, batch);
  walk->found_new |= batch->orders->len > 0;

  if (ended)
    {
      gboolean enough = walk->total >= 0 &&
                        (gint64) omni_pk_set_get_size (walk->seen) >= walk->total;

      /* Pages shift under the reader, so they are read again until that brings nothing new. */
      walk->pass++;
      if (enough || !walk->found_new || walk->total < 0 || walk->pass >= MAX_PASSES)
        walk->state = CHANGED;
      walk->found_new = FALSE;
      walk->page = 0;
    }

  if (!load_items (walk, batch, walk->cancellable, error))
    return NULL;

  return g_steal_pointer (&batch);
}

/*
 * What changed meanwhile
 */

/* The filters without those that an order leaves by being worked on, changed since the
   beginning. */
static OmniOrderQuery *
make_changed_query (OmniOrderWalk *walk)
{
  static const char *const states[] = { "status",   "cancel-status", "sent",
                                        "tracking", "invoice",       "modified-before" };
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (walk->query, "pk", TRUE);
  g_autofree char *since = omni_time_to_utc (walk->begin_time);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      OmniOrderQuery *without;

      if (omni_order_query_get_values (query, states[i]) == NULL)
        continue;

      without = omni_order_query_without_filter (query, states[i]);
      omni_order_query_unref (query);
      query = without;
    }

  return omni_order_query_with_value (query, "modified-after", since);
}

/*
 * Whether the order was still as at the beginning when its keys were read: then it did not match at the beginning either. Between
 * two readings nobody knows whose the key was, so the later one counts.
 */
static gboolean
changed_after_reading (OmniOrderWalk *walk, const OmniOrder *order)
{
  gint64 pk = omni_order_get_pk (order);
  OmniTime time;
  guint first = 0;
  guint end = walk->readings->len;

  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (g_array_index (walk->readings, Reading, middle).lowest > pk)
        first = middle + 1;
      else
        end = middle;
    }

  if (first == walk->readings->len)
    return FALSE;

  time = g_array_index (walk->readings, Reading, first).time;
  if (first > 0)
    time = MAX (time, g_array_index (walk->readings, Reading, first - 1).time);

  return time != OMNI_TIME_NONE && omni_order_get_modified_date (order) > time + CLOCK_STEP;
}

/*
 * Adds the orders of @page that were not handed out. FALSE when the server does not know one of the filters, so that its
 * answer says nothing.
 */
static gboolean
gather_changed (OmniOrderWalk *walk, OmniOrderPage *page, gint64 until, OmniOrderBatch *batch)
{
  if (!is_descending (page) || (page->orders->len > 0 && get_page_pk (page, 0) > until))
    return FALSE;

  for (guint i = 0; i < page->orders->len; i++)
    {
      OmniOrder *order = g_ptr_array_index (page->orders, i);

      if (omni_order_get_modified_date (order) < walk->begin_time)
        return FALSE;
      if (!omni_pk_set_contains (walk->seen, omni_order_get_pk (order)) && !changed_after_reading (walk, order))
        g_ptr_array_add (batch->orders, omni_order_ref (order));
    }

  return TRUE;
}

/*
 * Finds the orders that matched at the beginning and do not any more. Of an order that changed since then, before it
 * was read, nobody can tell whether it matched, only how many are missing: when more changed than are missing, none is taken.
 */
static OmniOrderBatch *
find_changed (OmniOrderWalk *walk, gint64 n_missing, GError **error)
{
  g_autoptr (OmniOrderQuery) query = make_changed_query (walk);
  g_autoptr (OmniOrderBatch) batch = omni_order_batch_new ();
  gint64 until = walk->highest;
  gboolean complete = FALSE;

  while (!complete)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (OmniOrderQuery) rest = with_key (query, "pk-until", until);
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (walk->client, rest, 1, PAGE_SIZE,
                                                                walk->cancellable, &failure);

      if (page == NULL && !omni_order_is_refusal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }

      if (page == NULL || !gather_changed (walk, page, until, batch) ||
          batch->orders->len > n_missing)
        return NULL;

      complete = is_complete (page);
      if (!complete)
        until = get_page_pk (page, page->orders->len - 1) - 1;
    }

  if (batch->orders->len == 0 || !load_items (walk, batch, walk->cancellable, error))
    return NULL;

  keep_new (walk, batch);
  return g_steal_pointer (&batch);
}

static OmniOrderBatch *
look_for_changed (OmniOrderWalk *walk, GError **error)
{
  gint64 n_seen = (gint64) omni_pk_set_get_size (walk->seen);
  gint64 n_missing = walk->total - (n_seen - walk->n_touched);
  OmniOrderBatch *batch = NULL;
  GError *failure = NULL;

  walk->state = END;

  /* What changed meanwhile and is there may have come in the place of one that went. */
  if (walk->total >= 0 && n_missing > 0 && n_missing <= MAX_CHANGED)
    batch = find_changed (walk, n_missing, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  n_seen = (gint64) omni_pk_set_get_size (walk->seen);
  walk->n_lost = MAX (walk->total - n_seen, 0);
  return batch;
}

/*
 * Public API
 */

/**
 * omni_order_walk_new:
 * @client: where the orders are
 * @query: which orders; its sort is not regarded
 * @wants_items: whether each order's items are read too
 * @cancellable: (nullable): ends the walk
 *
 * Makes a walk over all orders that match @query. Nothing is asked before omni_order_walk_next().
 *
 * Returns: (transfer full): the walk
 */
OmniOrderWalk *
omni_order_walk_new (OmniClient *client,
                     OmniOrderQuery *query,
                     gboolean wants_items,
                     GCancellable *cancellable)
{
  OmniOrderWalk *walk = g_new0 (OmniOrderWalk, 1);

  walk->client = g_object_ref (client);
  walk->query = omni_order_query_with_sort (query, "pk", TRUE);
  walk->wants_items = wants_items;
  walk->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  walk->total = -1;
  walk->begin_time = OMNI_TIME_NONE;
  walk->highest = MAX_PK;
  walk->seen = omni_pk_set_new ();
  walk->readings = g_array_new (FALSE, FALSE, sizeof (Reading));
  g_mutex_init (&walk->lock);

  return walk;
}

/**
 * omni_order_walk_free:
 * @walk: (transfer full): a walk
 *
 * Ends what is being read and frees the walk.
 */
void
omni_order_walk_free (OmniOrderWalk *walk)
{
  g_clear_pointer (&walk->feed, omni_order_feed_free);
  g_object_unref (walk->client);
  omni_order_query_unref (walk->query);
  g_clear_object (&walk->cancellable);
  omni_pk_set_free (walk->seen);
  g_array_unref (walk->readings);
  g_mutex_clear (&walk->lock);
  g_free (walk);
}

/**
 * omni_order_walk_next:
 * @walk: a walk
 * @error: return location for an error
 *
 * Reads on. A batch may be empty.
 *
 * Returns: (transfer full) (nullable): the next orders; or %NULL after the last, and with what the
 *   client says when something failed
 */
OmniOrderBatch *
omni_order_walk_next (OmniOrderWalk *walk, GError **error)
{
  OmniOrderBatch *batch = NULL;
  GError *failure = NULL;

  while (batch == NULL && failure == NULL && walk->state != END)
    {
      switch (walk->state)
        {
        case BEGIN:
          batch = begin (walk, &failure);
          break;

        case STRIPES:
          batch = next_of_stripes (walk, &failure);
          if (batch != NULL)
            keep_new (walk, batch);
          break;

        case PAGES:
          batch = next_of_pages (walk, &failure);
          break;

        case CHANGED:
          batch = look_for_changed (walk, &failure);
          break;

        case END:
          break;
        }
    }

  if (failure != NULL)
    g_propagate_error (error, failure);

  return batch;
}

/**
 * omni_order_walk_get_total:
 * @walk: a walk
 *
 * Returns: how many orders matched when the walk began, or -1 before the first batch or where the
 *   server does not say
 */
gint64
omni_order_walk_get_total (OmniOrderWalk *walk)
{
  return walk->total;
}

/**
 * omni_order_walk_get_lost:
 * @walk: a walk that has come to its end
 *
 * Returns: how many orders matched at the beginning, stopped matching before they were read, and
 *   could not be told from others that changed
 */
gint64
omni_order_walk_get_lost (OmniOrderWalk *walk)
{
  return walk->n_lost;
}
