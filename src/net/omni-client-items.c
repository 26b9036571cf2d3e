/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The lines of orders (contract 3.2). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>

#define PAGE_SIZE 100

/* How many orders are asked for in one call: their keys fit into any server's line. */
#define MAX_ORDERS 100

/*
 * @lines: (owned) (element-type gint64 GPtrArray): the lines read so far, by order; an order that
 * nobody asked for has no place here
 * @pks: (owned) (element-type gint64): the lines that were read, for pages may overlap
 * @only_order: the one order that was asked for, or 0
 * @found_other: whether a line of another order came
 */
typedef struct
{
  GHashTable *lines;
  GHashTable *pks;
  gint64 only_order;
  gboolean found_other;
} Gathering;

typedef enum
{
  MANY_READ,      /* the lines that the server gave are those of the orders, and of no other */
  MANY_UNCERTAIN, /* they may be; ask for each order */
  MANY_FAILED,    /* there is an error */
} ManyResult;

/*
 * Helpers
 */

static gpointer
new_key (gint64 pk)
{
  return g_memdup2 (&pk, sizeof pk);
}

static void
gathering_init (Gathering *gathering, const gint64 *order_pks, gsize n_order_pks)
{
  gathering->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                            (GDestroyNotify) g_ptr_array_unref);
  gathering->pks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gathering->only_order = n_order_pks == 1 ? order_pks[0] : 0;
  gathering->found_other = FALSE;

  for (gsize i = 0; i < n_order_pks; i++)
    g_hash_table_insert (gathering->lines, new_key (order_pks[i]),
                         g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref));
}

static void
gathering_clear (Gathering *gathering)
{
  g_hash_table_unref (gathering->lines);
  g_hash_table_unref (gathering->pks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

/* A line of another order shows that the filter means nothing to the server; reading on would read
 * the whole tenant's lines, so the reader is stopped. */
static void
read_item (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  g_autoptr (OmniOrderItem) item = omni_order_item_new_from_json (reader);
  GPtrArray *lines;
  gint64 order;
  gint64 pk;

  if (item == NULL)
    return;

  pk = omni_order_item_get_pk (item);
  order = omni_order_item_get_order (item);
  if (order == 0)
    order = gathering->only_order;

  lines = g_hash_table_lookup (gathering->lines, &order);
  if (lines == NULL)
    {
      gathering->found_other = TRUE;
      omni_json_reader_fail (reader, _("there is a line of another order"));
    }
  else if (g_hash_table_add (gathering->pks, new_key (pk)))
    {
      g_ptr_array_add (lines, g_steal_pointer (&item));
    }
}

static char *
join_keys (const gint64 *order_pks, gsize n_order_pks)
{
  GString *query = g_string_new ("order__in=");

  for (gsize i = 0; i < n_order_pks; i++)
    g_string_append_printf (query, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", order_pks[i]);

  return g_string_free (query, FALSE);
}

static void
add_lines (GPtrArray *items, Gathering *gathering, gint64 order_pk)
{
  GPtrArray *lines = g_hash_table_lookup (gathering->lines, &order_pk);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (items, omni_order_item_ref (g_ptr_array_index (lines, i)));
}

/* From the order itself, where the server takes no notice of which order's lines are asked for.
 * FALSE where the order does not show them either. */
static gboolean
gather_from_order (OmniClient *self, gint64 order_pk, GPtrArray *items, GCancellable *cancellable)
{
  g_autoptr (OmniOrder) order = omni_client_get_detailed_order (self, order_pk, cancellable, NULL);
  GPtrArray *lines = order != NULL ? omni_order_get_items (order) : NULL;

  if (lines == NULL || lines->len == 0)
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      if (omni_order_item_get_order (g_ptr_array_index (lines, i)) != order_pk)
        return FALSE;
    }

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (items, omni_order_item_ref (g_ptr_array_index (lines, i)));

  return TRUE;
}

/* The documented form, for one order. A tenant that has no detailed form gives the lines without
 * their products' names. */
static gboolean
gather_one (OmniClient *self,
            gint64 order_pk,
            GPtrArray *items,
            GCancellable *cancellable,
            GError **error)
{
  static const OmniEndpoint endpoints[] = { OMNI_ENDPOINT_DETAILED_ORDER_ITEMS,
                                            OMNI_ENDPOINT_ORDER_ITEMS };
  g_autofree char *query = g_strdup_printf ("order=%" G_GINT64_FORMAT, order_pk);

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_auto (Gathering) gathering = { 0 };
      OmniRequest request = { SOUP_METHOD_GET, endpoints[i], .query = query, .wants_body = TRUE };
      GError *failure = NULL;

      gathering_init (&gathering, &order_pk, 1);
      if (omni_client_read_pages (self, &request, PAGE_SIZE, read_item, &gathering, NULL,
                                  cancellable, &failure))
        {
          add_lines (items, &gathering, order_pk);
          return TRUE;
        }

      if (i + 1 < G_N_ELEMENTS (endpoints) &&
          (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
           g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED)))
        {
          g_error_free (failure);
          continue;
        }

      if (gathering.found_other && gather_from_order (self, order_pk, items, cancellable))
        {
          g_error_free (failure);
          return TRUE;
        }

      g_propagate_error (error, failure);
      return FALSE;
    }

  g_assert_not_reached ();
}

/* Whether the failure says that the server does not know this way of asking, rather than that it is
 * in trouble. */
static gboolean
is_refusal (const GError *failure, const Gathering *gathering)
{
  return gathering->found_other || g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_INVALID) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_REFUSED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

/*
 * Asks for the lines of several orders in one call. `order__in` follows the API's rule for filters
 * but is shown nowhere for this path, and servers ignore filters that they do not know; so the
 * answer counts only when it holds lines of the orders asked for and of no other, and as many as
 * the server says there are.
 */
static ManyResult
gather_many (OmniClient *self,
             const gint64 *order_pks,
             gsize n_order_pks,
             Gathering *gathering,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *query = join_keys (order_pks, n_order_pks);
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_DETAILED_ORDER_ITEMS, .query = query,
                          .wants_body = TRUE };
  g_autoptr (GError) failure = NULL;
  gint64 count = -1;

  if (omni_client_read_pages (self, &request, PAGE_SIZE, read_item, gathering, &count, cancellable,
                              &failure))
    return count < 0 || count == g_hash_table_size (gathering->pks) ? MANY_READ : MANY_UNCERTAIN;

  if (is_refusal (failure, gathering))
    {
      g_mutex_lock (&self->mutex);
      self->no_items_of_many = TRUE;
      g_mutex_unlock (&self->mutex);
      return MANY_UNCERTAIN;
    }
  /* Some servers fail over a filter that they do not know. If this one really is in trouble, asking
   * for a single order says so. */
  if (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SERVER))
    return MANY_UNCERTAIN;

  g_propagate_error (error, g_steal_pointer (&failure));
  return MANY_FAILED;
}

static gboolean
offers_many (OmniClient *self)
{
  gboolean offers;

  g_mutex_lock (&self->mutex);
  offers = !self->no_items_of_many;
  g_mutex_unlock (&self->mutex);

  return offers;
}

static gboolean
gather_chunk (OmniClient *self,
              const gint64 *order_pks,
              gsize n_order_pks,
              GPtrArray *items,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (Gathering) gathering = { 0 };
  ManyResult result = MANY_UNCERTAIN;

  gathering_init (&gathering, order_pks, n_order_pks);
  if (n_order_pks > 1 && offers_many (self))
    result = gather_many (self, order_pks, n_order_pks, &gathering, cancellable, error);
  if (result == MANY_FAILED)
    return FALSE;

  for (gsize i = 0; i < n_order_pks; i++)
    {
      GPtrArray *lines = g_hash_table_lookup (gathering.lines, &order_pks[i]);

      /* An order without lines is so rare that it is asked about again: a server may have taken
       * only the first of the keys. */
      if (result == MANY_READ && lines->len > 0)
        add_lines (items, &gathering, order_pks[i]);
      else if (!gather_one (self, order_pks[i], items, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_client_list_order_items:
 * @order_pks: (array length=n_order_pks): the orders' primary keys, each once
 * @n_order_pks: how many
 * @cancellable: (nullable): cancels the calls
 *
 * Reads all lines of some orders, with their products, from `order_item/detailed_integration/`
 * (contract 3.2): many orders in one call where the server verifiably understands that, else one by
 * one.
 *
 * Returns: (transfer full) (element-type OmniOrderItem): the lines, grouped by order, the orders as
 * in @order_pks; or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_order_items (OmniClient *self,
                              const gint64 *order_pks,
                              gsize n_order_pks,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (order_pks != NULL || n_order_pks == 0, NULL);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  for (gsize first = 0; first < n_order_pks; first += MAX_ORDERS)
    {
      gsize n_chunk = MIN (n_order_pks - first, MAX_ORDERS);

      if (!gather_chunk (self, order_pks + first, n_chunk, items, cancellable, error))
        return NULL;
    }

  return g_steal_pointer (&items);
}
