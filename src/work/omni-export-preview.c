/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-export-preview.h"

#include "omni-order-lookup.h"
#include "omni-search-check.h"
#include "omni-time.h"

typedef struct
{
  OmniOrderQuery *query; /* (nullable) (owned) */
  gint64 *pks;           /* (nullable) (owned) */
  gsize n_pks;
  gsize n_orders;
} Preview;

static void
preview_free (Preview *preview)
{
  g_clear_pointer (&preview->query, omni_order_query_unref);
  g_free (preview->pks);
  g_free (preview);
}

/* The export of a query begins with the highest key, where the server can sort by it. */
static OmniOrderPage *
read_page (OmniClient *client,
           OmniOrderQuery *query,
           gsize n_orders,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (OmniOrderQuery) sorted = omni_order_query_with_sort (query, "pk", TRUE);
  g_autoptr (GError) refusal = NULL;
  OmniOrderPage *page =
      omni_client_list_orders (client, sorted, 1, (guint) n_orders, cancellable, &refusal);

  if (page == NULL && omni_order_is_refusal (refusal))
    return omni_client_list_orders (client, query, 1, (guint) n_orders, cancellable, error);

  if (page == NULL)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return page;
}

static OmniOrderBatch *
read_matching (OmniClient *client,
               const Preview *preview,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_resolve (preview->query, omni_time_now ());
  g_autoptr (OmniOrderPage) page = read_page (client, query, preview->n_orders, cancellable, error);
  g_autoptr (OmniOrderBatch) batch = NULL;

  if (page == NULL || !omni_order_query_check_answer (query, page->orders, error) ||
      !omni_search_check (client, query, page, cancellable, error))
    return NULL;

  batch = omni_order_batch_new ();
  for (guint i = 0; i < page->orders->len && i < preview->n_orders; i++)
    g_ptr_array_add (batch->orders, omni_order_ref (g_ptr_array_index (page->orders, i)));
  if (!omni_order_batch_load_items (batch, client, cancellable, error))
    return NULL;

  return g_steal_pointer (&batch);
}

static OmniOrderBatch *
read_named (OmniClient *client, const Preview *preview, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrderLookup) lookup =
      omni_order_lookup_new_for_keys (client, preview->pks, preview->n_pks, TRUE, cancellable);
  g_autoptr (GError) local_error = NULL;
  OmniOrderBatch *batch = omni_order_lookup_next (lookup, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (batch == NULL)
    batch = omni_order_batch_new ();

  return batch;
}

static void
preview_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Preview *preview = data;
  GError *error = NULL;
  OmniOrderBatch *batch = preview->query != NULL
                              ? read_matching (source, preview, cancellable, &error)
                              : read_named (source, preview, cancellable, &error);

  if (batch != NULL)
    g_task_return_pointer (task, batch, (GDestroyNotify) omni_order_batch_free);
  else
    g_task_return_error (task, error);
}

/**
 * omni_export_preview_async:
 * @client: where the orders are
 * @query: (nullable): which orders; %NULL when they are named
 * @pks: (nullable) (array length=n_pks): the orders' keys; copied
 * @n_pks: how many
 * @n_orders: how many orders are wanted at most, up to a page of them
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads the first orders of an export, with their items.
 */
void
omni_export_preview_async (OmniClient *client,
                           OmniOrderQuery *query,
                           const gint64 *pks,
                           gsize n_pks,
                           gsize n_orders,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Preview *preview;

  g_return_if_fail (OMNI_IS_CLIENT (client));
  g_return_if_fail (n_orders > 0);
  g_return_if_fail (query != NULL || pks != NULL || n_pks == 0);

  preview = g_new0 (Preview, 1);
  preview->query = query != NULL ? omni_order_query_ref (query) : NULL;
  preview->n_orders = n_orders;
  preview->n_pks = query == NULL ? MIN (n_pks, n_orders) : 0;
  preview->pks = g_memdup2 (pks, preview->n_pks * sizeof *pks);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, omni_export_preview_async);
  g_task_set_task_data (task, preview, (GDestroyNotify) preview_free);
  g_task_run_in_thread (task, preview_in_thread);
}

/**
 * omni_export_preview_finish:
 * @client: where the orders are
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of reading orders; %OMNI_ERROR_IGNORED when the server passes over a filter
 *
 * Returns: (transfer full) (nullable): the orders with their items, grouped by order
 */
OmniOrderBatch *
omni_export_preview_finish (OmniClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_export_preview_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
