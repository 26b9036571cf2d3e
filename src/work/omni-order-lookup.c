/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-lookup.h"

#include "omni-pk-set.h"

/* A page of keys is asked for at once; a number takes a call of its own. */
#define KEYS_PER_PIECE 100
#define NUMBERS_PER_PIECE 10

struct _OmniOrderLookup
{
  OmniClient *client; /* (not nullable) (owned) */
  gboolean wants_items;
  gint64 *pks;        /* (nullable) (owned) each key once; or NULL, then there are numbers */
  GPtrArray *numbers; /* (nullable) (owned) (element-type utf8) each number once */
  gboolean by_tracking; /* they are tracking numbers */
  gsize n_names;
  gsize n_begun;       /* how many are in a piece by now; used by the feed, one thread at a time */
  gint refuses_many;   /* atomic: the server does not understand a list of keys */
  gsize n_done;        /* how many were handed out */
  GCancellable *cancellable; /* (nullable) (owned) */
  OmniOrderFeed *feed;       /* (nullable) (owned) NULL once it broke */
};

/* Some of the names. */
typedef struct
{
  gsize first;
  gsize n;
} Piece;

/*
 * Helpers
 */

static OmniOrderQuery *
make_key_query (const gint64 *pks, gsize n)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, pks[i]));
  g_ptr_array_add (values, NULL);

  return omni_order_query_with_filter (query, "pk", (const char *const *) values->pdata);
}

/*
 * Asks for many keys at once, page after page while a page brings some of them. FALSE only when the
 * call itself failed; a server that answers with others does not understand the question.
 */
static gboolean
find_many (OmniOrderLookup *lookup,
           const Piece *piece,
           GHashTable *found,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (OmniOrderQuery) query = make_key_query (lookup->pks + piece->first, piece->n);
  g_autoptr (OmniPkSet) wanted = omni_pk_set_new ();
  guint n_before = 0;
  gboolean has_next = TRUE;

  for (gsize i = 0; i < piece->n; i++)
    omni_pk_set_add (wanted, lookup->pks[piece->first + i]);

  for (guint page_number = 1; has_next && g_hash_table_size (found) < piece->n; page_number++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (
          lookup->client, query, page_number, KEYS_PER_PIECE, cancellable, &failure);

      if (page == NULL && !omni_order_is_refusal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      for (guint i = 0; page != NULL && i < page->orders->len; i++)
        {
          OmniOrder *order = g_ptr_array_index (page->orders, i);
          gint64 pk = omni_order_get_pk (order);

          if (omni_pk_set_contains (wanted, pk))
            g_hash_table_insert (found, g_memdup2 (&pk, sizeof pk), omni_order_ref (order));
          else
            g_atomic_int_set (&lookup->refuses_many, TRUE);
        }

      if (page == NULL)
        g_atomic_int_set (&lookup->refuses_many, TRUE);

      has_next = page != NULL && page->has_next && g_hash_table_size (found) > n_before &&
                 !g_atomic_int_get (&lookup->refuses_many);
      n_before = g_hash_table_size (found);
    }

  return TRUE;
}

/* A key that the list did not bring is asked for by itself before it is called missing. */
static gboolean
find_one (OmniOrderLookup *lookup,
          gint64 pk,
          OmniOrderBatch *batch,
          GCancellable *cancellable,
          GError **error)
{
  GError *failure = NULL;
  OmniOrder *order = omni_client_get_detailed_order (lookup->client, pk, cancellable, &failure);

  if (order != NULL)
    {
      g_ptr_array_add (batch->orders, order);
      return TRUE;
    }

  if (!g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  g_error_free (failure);
  g_ptr_array_add (batch->missing, g_strdup_printf ("%" G_GINT64_FORMAT, pk));
  return TRUE;
}

static gboolean
fetch_keys (OmniOrderLookup *lookup,
            const Piece *piece,
            OmniOrderBatch *batch,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        (GDestroyNotify) omni_order_unref);

  if (!g_atomic_int_get (&lookup->refuses_many) &&
      !find_many (lookup, piece, found, cancellable, error))
    return FALSE;

  for (gsize i = piece->first; i < piece->first + piece->n; i++)
    {
      OmniOrder *order = g_hash_table_lookup (found, &lookup->pks[i]);

      if (order != NULL)
        g_ptr_array_add (batch->orders, omni_order_ref (order));
      else if (!find_one (lookup, lookup->pks[i], batch, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_named (const OmniOrderLookup *lookup, const OmniOrder *order, const char *number)
{
  const char *name = lookup->by_tracking ? omni_order_get_text (order, OMNI_ORDER_TRACKING_NUMBER)
                                         : omni_order_get_number (order);

  return g_strcmp0 (name, number) == 0;
}

/* A number is unique in its channel only, so it may name several orders. */
static gboolean
find_number (OmniOrderLookup *lookup,
             const char *number,
             OmniOrderBatch *batch,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  const char *filter = lookup->by_tracking ? "tracking" : "number";
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, filter, number);
  g_autoptr (GError) failure = NULL;
  g_autoptr (OmniOrderPage) page = NULL;
  guint n_before = batch->orders->len;
  OmniOrder *order;

  page = omni_client_list_orders (lookup->client, query, 1, KEYS_PER_PIECE, cancellable, &failure);
  if (page == NULL && !omni_order_is_refusal (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; page != NULL && i < page->orders->len; i++)
    {
      order = g_ptr_array_index (page->orders, i);
      if (is_named (lookup, order, number))
        g_ptr_array_add (batch->orders, omni_order_ref (order));
    }

  if (batch->orders->len > n_before)
    return TRUE;

  g_clear_error (&failure);
  if (lookup->by_tracking)
    {
      g_ptr_array_add (batch->missing, g_strdup (number));
      return TRUE;
    }

  /* A list that brought others, or none at all, may not know the filter. */
  order = omni_client_get_order_by_number (lookup->client, number, cancellable, &failure);
  if (order != NULL)
    {
      g_ptr_array_add (batch->orders, order);
      return TRUE;
    }

  if (!g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_ptr_array_add (batch->missing, g_strdup (number));
  return TRUE;
}

/*
 * The feed
 */

/* A piece gives one batch. */
static gsize
get_piece_size (const OmniOrderLookup *lookup, gsize first)
{
  return MIN (lookup->pks != NULL ? KEYS_PER_PIECE : NUMBERS_PER_PIECE, lookup->n_names - first);
}

static gpointer
next_piece (gpointer user_data)
{
  OmniOrderLookup *lookup = user_data;
  Piece *piece;

  if (lookup->n_begun == lookup->n_names)
    return NULL;

  piece = g_new (Piece, 1);
  piece->first = lookup->n_begun;
  piece->n = get_piece_size (lookup, lookup->n_begun);
  lookup->n_begun += piece->n;

  return piece;
}

static gboolean
fetch_piece (OmniOrderFeed *feed,
             gpointer data,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  OmniOrderLookup *lookup = user_data;
  const Piece *piece = data;
  g_autoptr (OmniOrderBatch) batch = omni_order_batch_new ();

  if (lookup->pks != NULL && !fetch_keys (lookup, piece, batch, cancellable, error))
    return FALSE;

  for (gsize i = 0; lookup->pks == NULL && i < piece->n; i++)
    {
      const char *number = g_ptr_array_index (lookup->numbers, piece->first + i);

      if (!find_number (lookup, number, batch, cancellable, error))
        return FALSE;
    }

  if (lookup->wants_items &&
      !omni_order_batch_load_items (batch, lookup->client, cancellable, error))
    return FALSE;

  omni_order_feed_push (feed, data, g_steal_pointer (&batch));
  return TRUE;
}

static OmniOrderLookup *
new_lookup (OmniClient *client, gboolean wants_items)
{
  OmniOrderLookup *lookup = g_new0 (OmniOrderLookup, 1);

  lookup->client = g_object_ref (client);
  lookup->wants_items = wants_items;

  return lookup;
}

static void
start_feed (OmniOrderLookup *lookup)
{
  static const OmniOrderFeedSource source = { next_piece, fetch_piece, g_free };

  lookup->n_begun = lookup->n_done;
  lookup->feed = omni_order_feed_new (omni_client_get_max_in_flight (lookup->client), &source,
                                      lookup, lookup->cancellable);
}

static void
take_numbers (OmniOrderLookup *lookup, const char *const *numbers)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  lookup->numbers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      if (g_hash_table_add (known, (gpointer) numbers[i]))
        g_ptr_array_add (lookup->numbers, g_strdup (numbers[i]));
    }
  lookup->n_names = lookup->numbers->len;
}

static OmniOrderLookup *
begin (OmniOrderLookup *lookup, GCancellable *cancellable)
{
  g_set_object (&lookup->cancellable, cancellable);
  start_feed (lookup);
  return lookup;
}

/*
 * Public API
 */

/**
 * omni_order_lookup_new_for_keys:
 * @client: where the orders are
 * @pks: (array length=n_pks): the orders' keys; one that comes twice counts once
 * @n_pks: how many
 * @wants_items: whether each order's items are read too
 * @cancellable: (nullable): ends the lookup
 *
 * Begins to look up orders by their keys.
 *
 * Returns: (transfer full): the lookup
 */
OmniOrderLookup *
omni_order_lookup_new_for_keys (OmniClient *client,
                                const gint64 *pks,
                                gsize n_pks,
                                gboolean wants_items,
                                GCancellable *cancellable)
{
  OmniOrderLookup *lookup = new_lookup (client, wants_items);
  g_autoptr (OmniPkSet) known = omni_pk_set_new ();

  lookup->pks = g_new (gint64, MAX (n_pks, 1));
  for (gsize i = 0; i < n_pks; i++)
    {
      if (omni_pk_set_add (known, pks[i]))
        lookup->pks[lookup->n_names++] = pks[i];
    }

  return begin (lookup, cancellable);
}

/**
 * omni_order_lookup_new_for_numbers:
 * @client: where the orders are
 * @numbers: (array zero-terminated=1): the orders' numbers; one that comes twice counts once
 * @wants_items: whether each order's items are read too
 * @cancellable: (nullable): ends the lookup
 *
 * Begins to look up orders by their numbers.
 *
 * Returns: (transfer full): the lookup
 */
OmniOrderLookup *
omni_order_lookup_new_for_numbers (OmniClient *client,
                                   const char *const *numbers,
                                   gboolean wants_items,
                                   GCancellable *cancellable)
{
  OmniOrderLookup *lookup = new_lookup (client, wants_items);

  take_numbers (lookup, numbers);
  return begin (lookup, cancellable);
}

/**
 * omni_order_lookup_new_for_tracking:
 * @client: where the orders are
 * @tracking_numbers: (array zero-terminated=1): the orders' tracking numbers
 * @wants_items: whether each order's items are read too
 * @cancellable: (nullable): ends the lookup
 *
 * Begins to look up orders by their tracking numbers.
 *
 * Returns: (transfer full): the lookup
 */
OmniOrderLookup *
omni_order_lookup_new_for_tracking (OmniClient *client,
                                    const char *const *tracking_numbers,
                                    gboolean wants_items,
                                    GCancellable *cancellable)
{
  OmniOrderLookup *lookup = new_lookup (client, wants_items);

  take_numbers (lookup, tracking_numbers);
  lookup->by_tracking = TRUE;
  return begin (lookup, cancellable);
}

/**
 * omni_order_lookup_free:
 * @lookup: (transfer full): a lookup
 *
 * Ends what is being read and frees the lookup.
 */
void
omni_order_lookup_free (OmniOrderLookup *lookup)
{
  g_clear_pointer (&lookup->feed, omni_order_feed_free);
  g_object_unref (lookup->client);
  g_clear_object (&lookup->cancellable);
  g_free (lookup->pks);
  g_clear_pointer (&lookup->numbers, g_ptr_array_unref);
  g_free (lookup);
}

/**
 * omni_order_lookup_next:
 * @lookup: a lookup
 * @error: return location for an error
 *
 * Reads on. After a failure it can be called again, and reading goes on where it broke.
 *
 * Returns: (transfer full) (nullable): the next orders and what is missing; or %NULL after the
 * last, and with what the client says when something failed
 */
OmniOrderBatch *
omni_order_lookup_next (OmniOrderLookup *lookup, GError **error)
{
  GError *failure = NULL;
  OmniOrderBatch *batch;

  if (lookup->feed == NULL)
    start_feed (lookup);

  batch = omni_order_feed_pop (lookup->feed, &failure);
  if (batch != NULL)
    {
      lookup->n_done += get_piece_size (lookup, lookup->n_done);
      return batch;
    }

  if (failure != NULL)
    {
      g_clear_pointer (&lookup->feed, omni_order_feed_free);
      g_propagate_error (error, failure);
    }
  return NULL;
}

/**
 * omni_order_lookup_get_total:
 * @lookup: a lookup
 *
 * Returns: how many different keys or numbers there are
 */
gsize
omni_order_lookup_get_total (OmniOrderLookup *lookup)
{
  return lookup->n_names;
}
