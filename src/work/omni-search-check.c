/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-search-check.h"

/**
 * omni_search_check:
 * @client: who asked
 * @query: (not nullable): what was asked for
 * @page: (not nullable): the first page of the answer
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Finds out whether the server takes notice of a search. Where no order of the page shows what was
 * looked for, the orders are counted without the search: as many of them mean that it was passed
 * over (contract 2.2). Waits for the server.
 *
 * Errors: %OMNI_ERROR_IGNORED with a sentence that names the filter; those of counting
 *
 * Returns: whether the answer can be believed
 */
gboolean
omni_search_check (OmniClient *client,
                   OmniOrderQuery *query,
                   const OmniOrderPage *page,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (OmniOrderQuery) without = NULL;
  const OmniFilter *filter = omni_order_query_doubt_search (query, page->orders, &without);
  g_autoptr (GPtrArray) ignored = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 count;

  if (filter == NULL)
    return TRUE;

  count = omni_client_count_orders (client, without, cancellable, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (count != page->count)
    return TRUE;

  ignored = g_ptr_array_new ();
  g_ptr_array_add (ignored, (gpointer) filter);
  g_propagate_error (error, omni_order_query_ignored_error (ignored));
  return FALSE;
}
