/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-query.h"

#include "omni-filter-private.h"
#include "omni-time.h"

#define DEFAULT_SORT "date_placed"

struct _OmniOrderQuery
{
  gatomicrefcount ref_count;
  GStrv values[OMNI_FILTER_MAX]; /* (nullable) (owned): by the filter's row; never empty */
  char *sort_field;              /* (not nullable) (owned): as the server knows it */
  gboolean descending;
};

G_DEFINE_BOXED_TYPE (OmniOrderQuery, omni_order_query, omni_order_query_ref, omni_order_query_unref)

static OmniOrderQuery *
copy_query (OmniOrderQuery *query)
{
  OmniOrderQuery *copy = g_new0 (OmniOrderQuery, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  for (guint row = 0; row < omni_filter_get_total (); row++)
    copy->values[row] = g_strdupv (query->values[row]);
  copy->sort_field = g_strdup (query->sort_field);
  copy->descending = query->descending;

  return copy;
}

static GStrv
normalize_values (const OmniFilter *filter, const char *const *values)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      /* What cannot be right is still asked for: the server answers that nothing matches, as it
       * should. */
      g_autofree char *value = omni_filter_normalize_value (filter, NULL, values[i], NULL);

      if (value == NULL)
        value = g_strstrip (g_strdup (values[i]));
      if (*value == '\0' || g_ptr_array_find_with_equal_func (kept, value, g_str_equal, NULL))
        continue;
      if (!omni_filter_takes_many (filter))
        g_ptr_array_set_size (kept, 0);
      g_ptr_array_add (kept, g_steal_pointer (&value));
    }

  if (kept->len == 0)
    return NULL;

  g_ptr_array_add (kept, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

static gboolean
same_values (GStrv a, GStrv b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (g_strv_length (a) != g_strv_length (b))
    return FALSE;

  for (guint i = 0; a[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) b, a[i]))
        return FALSE;
    }

  return TRUE;
}

static const char *
get_single (const OmniOrderQuery *query, const char *id)
{
  const char *const *values = omni_order_query_get_values (query, id);

  return values != NULL ? values[0] : NULL;
}

static void
append_parameter (GString *text, const char *name, const char *value)
{
  if (text->len > 0)
    g_string_append_c (text, '&');
  g_string_append (text, name);
  g_string_append_c (text, '=');
  g_string_append_uri_escaped (text, value, ",", FALSE);
}

static void
append_filter (GString *text, const OmniFilter *filter, GStrv values)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  OmniTime now = omni_time_now ();

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *wire = omni_filter_to_wire (filter, values[i], now);

      if (i > 0)
        g_string_append_c (joined, ',');
      g_string_append (joined, wire);
    }

  append_parameter (text, values[1] != NULL ? filter->parameter_in : filter->parameter,
                    joined->str);
}

/* There is no parameter for "none of": what is asked for are all others, of those that are wanted
 * or else of those that are documented (contract 3.3). */
static void
append_statuses (GString *text, const OmniOrderQuery *query)
{
  const char *const *wanted = omni_order_query_get_values (query, "status");
  const char *const *unwanted = omni_order_query_get_values (query, OMNI_FILTER_STATUS_NOT);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;
  guint n_statuses;
  const OmniStatus *all = omni_status_get_all (&n_statuses);

  if (wanted == NULL && unwanted == NULL)
    return;

  for (guint i = 0; wanted == NULL && i < n_statuses; i++)
    {
      if (!g_strv_contains (unwanted, all[i].code))
        g_strv_builder_add (builder, all[i].code);
    }
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      if (unwanted == NULL || !g_strv_contains (unwanted, wanted[i]))
        g_strv_builder_add (builder, wanted[i]);
    }

  left = g_strv_builder_end (builder);
  if (left[0] != NULL)
    append_filter (text, omni_filter_find ("status"), left);
  else
    append_parameter (text, "pk__in", "0");
}

/* There is no parameter for a whole name. Two words and more are a first and a last name; one word
 * may be either, so it is searched for, and a search wants every one of its words to match. */
static void
append_customer_and_search (GString *text, const OmniOrderQuery *query)
{
  const char *customer = get_single (query, "customer");
  const char *search = get_single (query, "search");
  const char *last_space = customer != NULL ? strrchr (customer, ' ') : NULL;
  g_autofree char *both = NULL;

  if (last_space != NULL && get_single (query, "first-name") == NULL &&
      get_single (query, "last-name") == NULL)
    {
      g_autofree char *first = g_strchomp (g_strndup (customer, (gsize) (last_space - customer)));

      append_parameter (text, "customer__first_name__icontains", first);
      append_parameter (text, "customer__last_name__icontains", last_space + 1);
      customer = NULL;
    }

  if (customer != NULL && search != NULL)
    search = both = g_strconcat (customer, " ", search, NULL);
  else if (customer != NULL)
    search = customer;

  if (search != NULL)
    append_parameter (text, "search", search);
}

/**
 * omni_order_query_new:
 *
 * Returns: (transfer full): the query of all orders, newest first
 */
OmniOrderQuery *
omni_order_query_new (void)
{
  OmniOrderQuery *query = g_new0 (OmniOrderQuery, 1);

  g_atomic_ref_count_init (&query->ref_count);
  query->sort_field = g_strdup (DEFAULT_SORT);
  query->descending = TRUE;

  return query;
}

OmniOrderQuery *
omni_order_query_ref (OmniOrderQuery *query)
{
  g_atomic_ref_count_inc (&query->ref_count);
  return query;
}

void
omni_order_query_unref (OmniOrderQuery *query)
{
  if (!g_atomic_ref_count_dec (&query->ref_count))
    return;

  for (guint row = 0; row < omni_filter_get_total (); row++)
    g_strfreev (query->values[row]);
  g_free (query->sort_field);
  g_free (query);
}

/**
 * omni_order_query_with_filter:
 * @query: (not nullable): a query
 * @id: (not nullable): a filter's id
 * @values: (nullable) (array zero-terminated=1): what it is to look for; a status by code, name or
 *   label. Of a filter that takes one value the last one counts. None takes the filter away
 *
 * Returns: (transfer full): a query like @query with these values for that filter
 */
OmniOrderQuery *
omni_order_query_with_filter (OmniOrderQuery *query, const char *id, const char *const *values)
{
  const OmniFilter *filter = omni_filter_find (id);
  OmniOrderQuery *copy;
  guint row;

  g_return_val_if_fail (filter != NULL, omni_order_query_ref (query));

  copy = copy_query (query);
  row = omni_filter_get_row_of (filter);
  g_strfreev (copy->values[row]);
  copy->values[row] = normalize_values (filter, values);

  return copy;
}

/**
 * omni_order_query_with_value:
 * @query: (not nullable): a query
 * @id: (not nullable): a filter's id
 * @value: (nullable): what it is to look for; %NULL or "" takes the filter away
 *
 * Returns: (transfer full): a query like @query with this one value for that filter
 */
OmniOrderQuery *
omni_order_query_with_value (OmniOrderQuery *query, const char *id, const char *value)
{
  const char *const values[] = { value, NULL };

  return omni_order_query_with_filter (query, id, values);
}

/**
 * omni_order_query_without_filter:
 * @query: (not nullable): a query
 * @id: (nullable): a filter's id, or %NULL for all of them
 *
 * Returns: (transfer full): a query like @query without that filter
 */
OmniOrderQuery *
omni_order_query_without_filter (OmniOrderQuery *query, const char *id)
{
  OmniOrderQuery *copy;

  if (id != NULL)
    return omni_order_query_with_filter (query, id, NULL);

  copy = copy_query (query);
  for (guint row = 0; row < omni_filter_get_total (); row++)
    g_clear_pointer (&copy->values[row], g_strfreev);

  return copy;
}

/**
 * omni_order_query_with_sort:
 * @query: (not nullable): a query
 * @sort_field: (nullable): the server's name of a field, as omni_order_column_get_sort_field()
 *   gives it; %NULL for the usual order
 * @descending: whether the greatest comes first; ignored for the usual order
 *
 * Returns: (transfer full): a query like @query in that order
 */
OmniOrderQuery *
omni_order_query_with_sort (OmniOrderQuery *query, const char *sort_field, gboolean descending)
{
  OmniOrderQuery *copy = copy_query (query);

  g_free (copy->sort_field);
  copy->sort_field = g_strdup (sort_field != NULL ? sort_field : DEFAULT_SORT);
  copy->descending = sort_field != NULL ? !!descending : TRUE;

  return copy;
}

/**
 * omni_order_query_get_values:
 * @query: (not nullable): a query
 * @id: (not nullable): a filter's id
 *
 * Returns: (nullable) (transfer none) (array zero-terminated=1): what the filter looks for, or
 *   %NULL where it is not set
 */
const char *const *
omni_order_query_get_values (const OmniOrderQuery *query, const char *id)
{
  const OmniFilter *filter = omni_filter_find (id);

  g_return_val_if_fail (filter != NULL, NULL);

  return (const char *const *) query->values[omni_filter_get_row_of (filter)];
}

const char *
omni_order_query_get_sort_field (const OmniOrderQuery *query)
{
  return query->sort_field;
}

gboolean
omni_order_query_get_descending (const OmniOrderQuery *query)
{
  return query->descending;
}

/**
 * omni_order_query_has_filters:
 * @query: (not nullable): a query
 *
 * Returns: whether any filter is set
 */
gboolean
omni_order_query_has_filters (const OmniOrderQuery *query)
{
  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      if (query->values[row] != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_order_query_equal:
 * @a: (not nullable): a query
 * @b: (not nullable): a query
 *
 * Returns: whether both ask for the same orders in the same order
 */
gboolean
omni_order_query_equal (const OmniOrderQuery *a, const OmniOrderQuery *b)
{
  if (a == b)
    return TRUE;
  if (strcmp (a->sort_field, b->sort_field) != 0 || a->descending != b->descending)
    return FALSE;

  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      if (!same_values (a->values[row], b->values[row]))
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_order_query_resolve:
 * @query: (not nullable): a query
 * @now: the moment that "today" is meant at
 *
 * Turns times like "today" or "7d" into moments, in the local zone. Whoever asks for several pages
 * asks with the same resolved query, so that they belong together.
 *
 * Returns: (transfer full): a query that asks the same at any time; @query itself where it does so
 * already
 */
OmniOrderQuery *
omni_order_query_resolve (OmniOrderQuery *query, OmniTime now)
{
  OmniOrderQuery *copy = omni_order_query_ref (query);

  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      const OmniFilter *filter = omni_filter_get_row (row);
      OmniOrderQuery *previous = copy;

      /* A time has one value. */
      if (query->values[row] == NULL || !omni_filter_is_relative (filter, query->values[row][0]))
        continue;

      copy = copy_query (previous);
      omni_order_query_unref (previous);
      g_free (copy->values[row][0]);
      copy->values[row][0] = omni_filter_to_wire (filter, query->values[row][0], now);
    }

  return copy;
}

/**
 * omni_order_query_to_uri_query:
 * @query: (not nullable): a query
 * @page: the page, from 1
 * @limit: orders per page
 *
 * The query part of the order list's URL (contract 2.1, 2.2, 3.1). Days are turned into moments in
 * the local zone.
 *
 * Returns: (transfer full): the parameters, escaped, without a question mark in front
 */
char *
omni_order_query_to_uri_query (const OmniOrderQuery *query, guint page, guint limit)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "page=%u&limit=%u&sort=%s", page, limit,
                          query->descending ? "-" : "");
  g_string_append_uri_escaped (text, query->sort_field, ",", FALSE);

  append_customer_and_search (text, query);
  append_statuses (text, query);
  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      const OmniFilter *filter = omni_filter_get_row (row);

      if (filter->kind != OMNI_FILTER_STATUS && query->values[row] != NULL &&
          filter->parameter != NULL)
        append_filter (text, filter, query->values[row]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
