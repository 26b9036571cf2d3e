/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-walk-private.h"

/* More orders than this that stopped matching are not looked for. */
#define MAX_CHANGED 5000

/* The server tells its clock to the second. */
#define CLOCK_STEP G_TIME_SPAN_SECOND

/* The filters without those that an order leaves by being worked on, changed since the beginning.
 */
static OmniOrderQuery *
make_changed_query (OmniOrderWalk *walk)
{
  static const char *const states[] = {
    "status",      "status-not",       "cancel-status",   "sent",          "shipping",
    "tracking",    "tracking-contains", "has-tracking",    "invoice",       "invoice-contains",
    "has-invoice", "invoiced-after",    "invoiced-before", "has-e-archive", "refund-from",
    "refund-to",   "modified-before",
  };
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
 * Whether the order was still as at the beginning when its keys were read: then it did not match at
 * the beginning either. Between two readings nobody knows whose the key was, so the later one
 * counts.
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

      if (g_array_index (walk->readings, OmniWalkReading, middle).lowest > pk)
        first = middle + 1;
      else
        end = middle;
    }

  if (first == walk->readings->len)
    return FALSE;

  time = g_array_index (walk->readings, OmniWalkReading, first).time;
  if (first > 0)
    time = MAX (time, g_array_index (walk->readings, OmniWalkReading, first - 1).time);

  return time != OMNI_TIME_NONE && omni_order_get_modified_date (order) > time + CLOCK_STEP;
}

/*
 * Adds the orders of @page that were not handed out. FALSE when the server does not know one of the
 * filters, so that its answer says nothing.
 */
static gboolean
gather_changed (OmniOrderWalk *walk, OmniOrderPage *page, gint64 until, OmniOrderBatch *batch)
{
  if (!omni_order_walk_is_descending (page) ||
      (page->orders->len > 0 && omni_order_walk_get_page_pk (page, 0) > until))
    return FALSE;

  for (guint i = 0; i < page->orders->len; i++)
    {
      OmniOrder *order = g_ptr_array_index (page->orders, i);

      if (omni_order_get_modified_date (order) < walk->begin_time)
        return FALSE;
      if (!omni_pk_set_contains (walk->seen, omni_order_get_pk (order)) &&
          !changed_after_reading (walk, order))
        g_ptr_array_add (batch->orders, omni_order_ref (order));
    }

  return TRUE;
}

/*
 * Finds the orders that matched at the beginning and do not any more. Of an order that changed
 * since then, before it was read, nobody can tell whether it matched, only how many are missing:
 * when more changed than are missing, none is taken.
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
      g_autoptr (OmniOrderQuery) rest = omni_order_walk_with_key (query, "pk-until", until);
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (
          walk->client, rest, 1, OMNI_WALK_PAGE_SIZE, walk->cancellable, &failure);

      if (page == NULL && !omni_order_is_refusal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }

      if (page == NULL || !gather_changed (walk, page, until, batch) ||
          batch->orders->len > n_missing)
        return NULL;

      complete = omni_order_walk_is_complete (page);
      if (!complete)
        until = omni_order_walk_get_page_pk (page, page->orders->len - 1) - 1;
    }

  if (batch->orders->len == 0 ||
      !omni_order_walk_load_items (walk, batch, walk->cancellable, error))
    return NULL;

  omni_order_walk_keep_new (walk, batch);
  return g_steal_pointer (&batch);
}

OmniOrderBatch *
omni_order_walk_look_for_changed (OmniOrderWalk *walk, GError **error)
{
  gint64 n_seen = (gint64) omni_pk_set_get_size (walk->seen);
  gint64 n_missing = walk->total - (n_seen - walk->n_touched);
  OmniOrderBatch *batch = NULL;
  GError *failure = NULL;

  /* What changed meanwhile and is there may have come in the place of one that went. */
  if (walk->total >= 0 && n_missing > 0 && n_missing <= MAX_CHANGED)
    batch = find_changed (walk, n_missing, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  walk->state = OMNI_WALK_END;
  n_seen = (gint64) omni_pk_set_get_size (walk->seen);
  walk->n_lost = MAX (walk->total - n_seen, 0);
  return batch;
}
