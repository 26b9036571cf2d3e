/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-query.h"

#include <glib/gi18n-lib.h>

#include "omni-filter-private.h"
#include "omni-order.h"

static gboolean
is_two_names (const OmniOrderQuery *query, const char *customer)
{
  return strchr (customer, ' ') != NULL &&
         omni_order_query_get_values (query, "first-name") == NULL &&
         omni_order_query_get_values (query, "last-name") == NULL;
}

/* A single word goes into the search and may be found anywhere. Two are asked for as names, and
 * then the whole name has both. */
static OmniMatch
match_customer (const OmniOrderQuery *query, const char *customer, const OmniOrder *order)
{
  const OmniFilter *name = omni_filter_find ("first-name");
  g_auto (GStrv) words = NULL;

  if (!is_two_names (query, customer))
    {
      const char *const values[] = { customer, NULL };

      return omni_filter_matches (omni_filter_find ("customer"), values, order);
    }

  words = g_strsplit (customer, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *const values[] = { words[i], NULL };
      OmniMatch match =
          words[i][0] != '\0' ? omni_filter_matches (name, values, order) : OMNI_MATCH_YES;

      if (match != OMNI_MATCH_YES)
        return match;
    }

  return OMNI_MATCH_YES;
}

static OmniMatch
match_filter (const OmniOrderQuery *query, const OmniFilter *filter, const OmniOrder *order)
{
  const char *const *values = omni_order_query_get_values (query, filter->id);

  if (values == NULL)
    return OMNI_MATCH_YES;
  if (strcmp (filter->id, "customer") == 0)
    return match_customer (query, values[0], order);

  return omni_filter_matches (filter, values, order);
}

/**
 * omni_order_query_matches:
 * @query: (not nullable): a query, resolved where its times are relative
 * @order: (not nullable): an order
 *
 * Whether the order fits the query as far as can be seen in it. A value that the server did not
 * send proves nothing, and neither does a search that found something elsewhere. Letters are
 * compared as the most tolerant server would.
 *
 * Returns: %OMNI_MATCH_NO when a filter is certainly not met
 */
OmniMatch
omni_order_query_matches (const OmniOrderQuery *query, const OmniOrder *order)
{
  OmniMatch all = OMNI_MATCH_YES;

  for (guint row = 0; row < omni_filter_get_total () && all != OMNI_MATCH_NO; row++)
    {
      OmniMatch match = match_filter (query, omni_filter_get_row (row), order);

      if (match != OMNI_MATCH_YES)
        all = match;
    }

  return all;
}

/* Where the server tells some orders' values, an order without one has none. */
static gboolean
lacks_shown_value (const OmniOrderQuery *query, const OmniFilter *filter, const GPtrArray *orders)
{
  gboolean shown = FALSE;
  gboolean lacking = FALSE;

  if (filter->rule != OMNI_RULE_PRESENT)
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (orders, i);

      shown = shown || omni_filter_shows_value (filter, order);
      lacking = lacking || match_filter (query, filter, order) == OMNI_MATCH_UNKNOWN;
    }

  return shown && lacking;
}

/* A search may always have found something elsewhere; to look for it in every order would be
 * wasted. */
static gboolean
can_refuse (const OmniOrderQuery *query, const OmniFilter *filter)
{
  const char *const *values = omni_order_query_get_values (query, filter->id);

  if (values == NULL || filter->rule == OMNI_RULE_NONE)
    return FALSE;

  return filter->rule != OMNI_RULE_WORDS ||
         (strcmp (filter->id, "customer") == 0 && is_two_names (query, values[0]));
}

static gboolean
is_ignored (const OmniOrderQuery *query, const OmniFilter *filter, const GPtrArray *orders)
{
  if (!can_refuse (query, filter))
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      if (match_filter (query, filter, g_ptr_array_index (orders, i)) == OMNI_MATCH_NO)
        return TRUE;
    }

  return lacks_shown_value (query, filter, orders);
}

/**
 * omni_order_query_find_ignored:
 * @query: (not nullable): what was asked for, resolved where its times are relative
 * @orders: (not nullable) (element-type OmniOrder): what the server answered
 *
 * Finds the filters that the server takes no notice of: servers pass over what they do not know
 * (contract 2.2), and the answer looks like any other.
 *
 * Returns: (transfer container) (element-type OmniFilter): the filters that an order certainly does
 * not meet
 */
GPtrArray *
omni_order_query_find_ignored (const OmniOrderQuery *query, const GPtrArray *orders)
{
  GPtrArray *ignored = g_ptr_array_new ();

  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      const OmniFilter *filter = omni_filter_get_row (row);

      if (is_ignored (query, filter, orders))
        g_ptr_array_add (ignored, (gpointer)filter);
    }

  return ignored;
}

/**
 * omni_order_query_check_answer:
 * @query: (not nullable): what was asked for, resolved where its times are relative
 * @orders: (not nullable) (element-type OmniOrder): what the server answered
 * @error: return location
 *
 * Returns: %FALSE with %OMNI_ERROR_IGNORED when omni_order_query_find_ignored() finds something
 */
gboolean
omni_order_query_check_answer (const OmniOrderQuery *query,
                               const GPtrArray *orders,
                               GError **error)
{
  g_autoptr (GPtrArray) ignored = omni_order_query_find_ignored (query, orders);

  if (ignored->len == 0)
    return TRUE;

  g_propagate_error (error, omni_order_query_ignored_error (ignored));
  return FALSE;
}

static gboolean
has_any (const OmniOrderQuery *query, const OmniFilter *filter, const GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (match_filter (query, filter, g_ptr_array_index (orders, i)) == OMNI_MATCH_YES)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_order_query_doubt_search:
 * @query: (not nullable): what was asked for
 * @orders: (not nullable) (element-type OmniOrder): what the server answered
 * @without: (out) (nullable) (transfer full): @query without what is looked for
 *
 * A search may find something where the client cannot look. But when none of the orders has any of
 * it, the server may also have taken no notice: then it has as many orders for @without.
 *
 * Returns: (nullable) (transfer none): the filter that looks for something that none of the orders
 *   shows, or %NULL
 */
const OmniFilter *
omni_order_query_doubt_search (OmniOrderQuery *query,
                               const GPtrArray *orders,
                               OmniOrderQuery **without)
{
  static const char *const ids[] = { "search", "customer" };

  *without = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ids) && orders->len > 0; i++)
    {
      const OmniFilter *filter = omni_filter_find (ids[i]);

      if (omni_order_query_get_values (query, ids[i]) == NULL || can_refuse (query, filter) ||
          has_any (query, filter, orders))
        continue;

      *without = omni_order_query_without_filter (query, ids[i]);
      return filter;
    }

  return NULL;
}

/**
 * omni_order_query_note_ignored:
 * @query: (not nullable): what was asked for, resolved where its times are relative
 * @orders: (not nullable) (element-type OmniOrder): what the server answered
 * @ids: (not nullable) (element-type utf8): ids of filters, %NULL at the end
 *
 * Adds to @ids the filters that @orders show to be ignored and that are not there.
 *
 * Returns: whether there were any
 */
gboolean
omni_order_query_note_ignored (const OmniOrderQuery *query, const GPtrArray *orders, GPtrArray *ids)
{
  g_autoptr (GPtrArray) filters = omni_order_query_find_ignored (query, orders);
  guint n_before = ids->len;

  for (guint i = 0; i < filters->len; i++)
    {
      const char *id = omni_filter_get_id (g_ptr_array_index (filters, i));

      if (!g_strv_contains ((const char *const *)ids->pdata, id))
        g_ptr_array_insert (ids, (int)ids->len - 1, (gpointer)id);
    }

  return ids->len != n_before;
}

/**
 * omni_order_query_ignored_error:
 * @ignored: (not nullable) (element-type OmniFilter): what omni_order_query_find_ignored() found,
 * at least one
 *
 * Returns: (transfer full): %OMNI_ERROR_IGNORED with a sentence that names the filters
 */
GError *
omni_order_query_ignored_error (const GPtrArray *ignored)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < ignored->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "",
                            omni_filter_get_label (g_ptr_array_index (ignored, i)));

  return omni_error_new (
      OMNI_ERROR_IGNORED,
      ngettext (
          "The server takes no notice of the filter %s: it answered with orders that do not fit.",
          "The server takes no notice of the filters %s: it answered with orders that do not fit.",
          ignored->len),
      names->str);
}
