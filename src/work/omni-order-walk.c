/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-walk-private.h"

#include "omni-search-check.h"

#define MAX_PASSES 4

/* How far this computer's clock is trusted where the server does not tell its own. */
#define OWN_CLOCK_SLACK (5 * G_TIME_SPAN_MINUTE)

/*
 * Helpers: asking
 */

OmniOrderQuery *
omni_order_walk_with_key (OmniOrderQuery *query, const char *filter, gint64 pk)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

  return omni_order_query_with_value (query, filter, value);
}

gint64
omni_order_walk_get_page_pk (const OmniOrderPage *page, guint position)
{
  return omni_order_get_pk (g_ptr_array_index (page->orders, position));
}

/* Whether nothing that matches is left behind this first page. A server that counts nothing is
 * asked until nothing comes. */
gboolean
omni_order_walk_is_complete (const OmniOrderPage *page)
{
  return page->orders->len == 0 || (page->count >= 0 && page->count <= page->orders->len);
}

gboolean
omni_order_walk_is_descending (const OmniOrderPage *page)
{
  for (guint i = 1; i < page->orders->len; i++)
    {
      if (omni_order_walk_get_page_pk (page, i) >= omni_order_walk_get_page_pk (page, i - 1))
        return FALSE;
    }

  return TRUE;
}

void
omni_order_walk_take_orders (OmniOrderBatch *batch, OmniOrderPage *page)
{
  batch->time = page->time;
  for (guint i = 0; i < page->orders->len; i++)
    g_ptr_array_add (batch->orders, omni_order_ref (g_ptr_array_index (page->orders, i)));
}

gboolean
omni_order_walk_load_items (OmniOrderWalk *walk,
                            OmniOrderBatch *batch,
                            GCancellable *cancellable,
                            GError **error)
{
  return !walk->wants_items ||
         omni_order_batch_load_items (batch, walk->client, cancellable, error);
}

/* Reads a page of @query, which is the walk's with or without a range of keys. Fails when the
 * server takes no notice of a filter: a file of other orders must not pass for the one that was
 * asked for. */
OmniOrderPage *
omni_order_walk_ask (OmniOrderWalk *walk,
                     OmniOrderQuery *query,
                     guint page_number,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (
      walk->client, query, page_number, OMNI_WALK_PAGE_SIZE, cancellable, error);

  if (page == NULL || !omni_order_query_check_answer (walk->query, page->orders, error))
    return NULL;

  return g_steal_pointer (&page);
}

/* Leaves out what was handed out before, and items with it. */
void
omni_order_walk_keep_new (OmniOrderWalk *walk, OmniOrderBatch *batch)
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
void
omni_order_walk_read_pages (OmniOrderWalk *walk)
{
  OmniOrderQuery *query = omni_order_query_with_sort (walk->query, NULL, TRUE);

  omni_order_query_unref (walk->query);
  walk->query = query;
  walk->highest = OMNI_WALK_MAX_PK;
  g_array_set_size (walk->readings, 0);
  walk->state = OMNI_WALK_PAGES;
}

/*
 * The beginning
 */

/* Asks for a page that may be the walk's first one. The orders were counted no earlier than the
 * question was asked. */
static OmniOrderPage *
ask_first (OmniOrderWalk *walk, guint page_number, GError **error)
{
  gint64 asked = g_get_monotonic_time ();
  g_autoptr (OmniOrderPage) page =
      omni_order_walk_ask (walk, walk->query, page_number, walk->cancellable, error);

  if (page == NULL || walk->begin_time != OMNI_TIME_NONE)
    return g_steal_pointer (&page);

  walk->total = page->count;
  walk->begin_time = page->time != OMNI_TIME_NONE ? page->time - (g_get_monotonic_time () - asked)
                                                  : omni_time_now () - OWN_CLOCK_SLACK;
  if (!omni_search_check (walk->client, walk->query, page, walk->cancellable, error))
    return NULL;

  return g_steal_pointer (&page);
}

/* Learns the lowest key that matches. FALSE without an error when the server cannot tell it. */
static gboolean
find_lowest (OmniOrderWalk *walk, const OmniOrderPage *first, gint64 *lowest, GError **error)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (walk->query, "pk", FALSE);
  g_autoptr (GError) failure = NULL;
  g_autoptr (OmniOrderPage) page =
      omni_client_list_orders (walk->client, query, 1, 1, walk->cancellable, &failure);

  if (page == NULL)
    {
      if (!omni_order_is_refusal (failure))
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (page->orders->len == 0)
    return FALSE;

  *lowest = omni_order_walk_get_page_pk (page, 0);
  return *lowest > 0 && *lowest <= omni_order_walk_get_page_pk (first, first->orders->len - 1);
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
        omni_order_walk_read_pages (walk);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (omni_order_walk_is_complete (page))
    {
      walk->state = OMNI_WALK_END;
    }
  else if (!omni_order_walk_is_descending (page) ||
           omni_order_walk_get_page_pk (page, 0) > OMNI_WALK_MAX_PK ||
           !find_lowest (walk, page, &lowest, &failure))
    {
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }

      omni_order_walk_read_pages (walk);
      return NULL;
    }

  batch = omni_order_batch_new ();
  omni_order_walk_take_orders (batch, page);
  if (!omni_order_walk_load_items (walk, batch, walk->cancellable, error))
    return NULL;

  omni_order_walk_keep_new (walk, batch);
  if (walk->state == OMNI_WALK_BEGIN)
    {
      walk->highest = omni_order_get_pk (g_ptr_array_index (batch->orders, 0));
      until = omni_order_get_pk (g_ptr_array_index (batch->orders, batch->orders->len - 1)) - 1;
      omni_order_walk_begin_stripes (walk, lowest, until);
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
  first_pk = omni_order_walk_get_page_pk (page, 0);
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
  if (page != NULL)
    omni_order_walk_take_orders (batch, page);
  if (page == NULL || !omni_order_walk_load_items (walk, batch, walk->cancellable, error))
    {
      walk->page--;
      return NULL;
    }

  ended = ends_pass (walk, page);
  omni_order_walk_keep_new (walk, batch);
  walk->found_new |= batch->orders->len > 0;

  if (ended)
    {
      gboolean enough =
          walk->total >= 0 && (gint64) omni_pk_set_get_size (walk->seen) >= walk->total;

      /* Pages shift under the reader, so they are read again until that brings nothing new. */
      walk->pass++;
      if (enough || !walk->found_new || walk->total < 0 || walk->pass >= MAX_PASSES)
        walk->state = OMNI_WALK_CHANGED;
      walk->found_new = FALSE;
      walk->page = 0;
    }

  return g_steal_pointer (&batch);
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
  g_autoptr (OmniOrderQuery) resolved = omni_order_query_resolve (query, omni_time_now ());

  walk->client = g_object_ref (client);
  walk->query = omni_order_query_with_sort (resolved, "pk", TRUE);
  walk->wants_items = wants_items;
  walk->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  walk->total = -1;
  walk->begin_time = OMNI_TIME_NONE;
  walk->highest = OMNI_WALK_MAX_PK;
  walk->seen = omni_pk_set_new ();
  walk->readings = g_array_new (FALSE, FALSE, sizeof (OmniWalkReading));
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
 * Reads on. A batch may be empty. After a failure it can be called again, and reading goes on where
 * it broke.
 *
 * Returns: (transfer full) (nullable): the next orders; or %NULL after the last, and with what the
 * client says when something failed
 */
OmniOrderBatch *
omni_order_walk_next (OmniOrderWalk *walk, GError **error)
{
  OmniOrderBatch *batch = NULL;
  GError *failure = NULL;

  while (batch == NULL && failure == NULL && walk->state != OMNI_WALK_END)
    {
      switch (walk->state)
        {
        case OMNI_WALK_BEGIN:
          batch = begin (walk, &failure);
          break;

        case OMNI_WALK_STRIPES:
          batch = omni_order_walk_next_of_stripes (walk, &failure);
          if (batch != NULL)
            omni_order_walk_keep_new (walk, batch);
          break;

        case OMNI_WALK_PAGES:
          batch = next_of_pages (walk, &failure);
          break;

        case OMNI_WALK_CHANGED:
          batch = omni_order_walk_look_for_changed (walk, &failure);
          break;

        case OMNI_WALK_END:
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
 * server does not say
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
 * could not be told from others that changed
 */
gint64
omni_order_walk_get_lost (OmniOrderWalk *walk)
{
  return walk->n_lost;
}
