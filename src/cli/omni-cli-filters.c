/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-filters.h"

#include "omni-cli.h"
#include "omni-order-column.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _OmniCliFilters
{
  GArray *entries;   /* (owned) (not nullable) (element-type GOptionEntry) (zero-terminated) */
  char ***values;    /* (owned) (not nullable): by the filter's index, what was given */
  guint n_filters;
};

static const char *
get_placeholder (const OmniFilter *filter)
{
  switch (omni_filter_get_kind (filter))
    {
    case OMNI_FILTER_TEXT:
      return omni_filter_takes_many (filter) ? N_("TEXT,…") : N_("TEXT");
    case OMNI_FILTER_STATUS:
      return N_("STATUS,…");
    case OMNI_FILTER_CHANNEL:
    case OMNI_FILTER_PAYMENT_OPTION:
    case OMNI_FILTER_CARGO_COMPANY:
      return N_("NAME,…");
    case OMNI_FILTER_TIME:
      return N_("DATE");
    case OMNI_FILTER_AMOUNT:
      return N_("AMOUNT");
    case OMNI_FILTER_BOOLEAN:
      return N_("true|false");
    case OMNI_FILTER_PK:
      return N_("ID,…");
    }

  return NULL;
}

/* Whose values are names in one of the tenant's own lists, which are only known after signing
 * in. */
static gboolean
is_reference (const OmniFilter *filter)
{
  OmniReferenceKind kind;

  return omni_filter_get_reference_kind (filter, &kind);
}

static gboolean
is_name (const OmniFilter         *filter,
         const OmniReferenceData  *reference,
         const char               *text)
{
  g_autofree char *value = reference != NULL && is_reference (filter)
                               ? omni_filter_normalize_value (filter, reference, text, NULL)
                               : NULL;

  return value != NULL;
}

/* "--status 400,450 --status 500" gives three values. Where only one makes sense, a comma is
 * part of it; and a channel may have one in its name. */
static GStrv
split_values (const OmniFilter         *filter,
              const OmniReferenceData  *reference,
              const char * const       *given)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; *given != NULL; given++)
    {
      gboolean whole = !omni_filter_takes_many (filter) || is_name (filter, reference, *given);
      g_auto (GStrv) parts = g_strsplit (*given, whole ? "\n" : ",", whole ? 1 : -1);

      for (guint i = 0; parts[i] != NULL; i++)
        if (g_strstrip (parts[i])[0] != '\0')
          g_strv_builder_add (builder, parts[i]);
    }

  return g_strv_builder_end (builder);
}

static void
set_value_error (const OmniFilter  *filter,
                 const char        *sentence,
                 GError           **error)
{
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, "--%s: %s",
                                            omni_filter_get_id (filter), sentence));
}

/* The names that the person can have meant. */
static char *
list_names (const OmniFilter         *filter,
            const OmniReferenceData  *reference)
{
  g_autoptr (GString) names = g_string_new (NULL);
  OmniReferenceKind kind;

  if (!omni_filter_get_reference_kind (filter, &kind))
    return g_string_free (g_steal_pointer (&names), FALSE);

  for (guint i = 0; i < omni_reference_data_get_size (reference, kind); i++)
    {
      const OmniReferenceEntry *entry = omni_reference_data_get_entry (reference, kind, i);
      g_auto (GStrv) keys = omni_reference_data_dup_namesakes (reference, kind, entry->pk);

      if (g_ascii_strtoll (keys[0], NULL, 10) == entry->pk)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", entry->name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
check_values (const OmniFilter    *filter,
              const char * const  *values,
              GError             **error)
{
  if (values[0] == NULL)
    {
      set_value_error (filter, _("a value was expected."), error);
      return FALSE;
    }

  if (values[1] != NULL && !omni_filter_takes_many (filter))
    {
      set_value_error (filter, _("only one value can be given."), error);
      return FALSE;
    }

  for (; *values != NULL && !is_reference (filter); values++)
    {
      g_autoptr (GError) cause = NULL;

      if (!omni_filter_check_value (filter, *values, &cause))
        {
          set_value_error (filter, cause->message, error);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_ranges (const OmniOrderQuery  *query,
              GError               **error)
{
  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      g_autoptr (GError) cause = NULL;

      if (!omni_order_query_check_range (query, omni_filter_get (i), &cause))
        {
          set_value_error (omni_filter_get (i), cause->message, error);
          return FALSE;
        }
    }

  return TRUE;
}

/* A name stands for everything that is called so, a key for itself. */
static void
add_value (GStrvBuilder             *builder,
           const OmniFilter         *filter,
           const OmniReferenceData  *reference,
           const char               *text,
           const char               *value)
{
  g_auto (GStrv) keys = NULL;
  OmniReferenceKind kind;

  if (!omni_filter_get_reference_kind (filter, &kind) || strcmp (text, value) == 0)
    {
      g_strv_builder_add (builder, value);
      return;
    }

  keys = omni_reference_data_dup_namesakes (reference, kind, g_ascii_strtoll (value, NULL, 10));
  g_strv_builder_addv (builder, (const char **) keys);
}

/* The values as a query keeps them. */
static GStrv
normalize_values (const OmniFilter         *filter,
                  const OmniReferenceData  *reference,
                  const char * const       *values,
                  GError                  **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; *values != NULL; values++)
    {
      g_autoptr (GError) cause = NULL;
      g_autofree char *value = omni_filter_normalize_value (filter, reference, *values, &cause);

      if (value == NULL && is_reference (filter))
        {
          g_autofree char *names = list_names (filter, reference);
          g_autofree char *sentence =
              g_strdup_printf (_("%s. There are: %s."), cause->message, names);

          set_value_error (filter, sentence, error);
          return NULL;
        }

      if (value == NULL)
        {
          set_value_error (filter, cause->message, error);
          return NULL;
        }

      add_value (builder, filter, reference, *values, value);
    }

  return g_strv_builder_end (builder);
}

/**
 * omni_cli_filters_new:
 * @own_entries: (array): the command's other options, the last one empty
 *
 * Makes the options. What @own_entries point to must live as long.
 *
 * Returns: (transfer full): the options, nothing given yet
 */
OmniCliFilters *
omni_cli_filters_new (const GOptionEntry *own_entries)
{
  OmniCliFilters *filters = g_new0 (OmniCliFilters, 1);

  filters->entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  filters->n_filters = omni_filter_get_count ();
  filters->values = g_new0 (char **, filters->n_filters);

  for (; own_entries->long_name != NULL; own_entries++)
    g_array_append_vals (filters->entries, own_entries, 1);

  for (guint i = 0; i < filters->n_filters; i++)
    {
      const OmniFilter *filter = omni_filter_get (i);
      const GOptionEntry entry = {
        .long_name = omni_filter_get_id (filter),
        .arg = G_OPTION_ARG_STRING_ARRAY,
        .arg_data = &filters->values[i],
        .description = omni_filter_get_description (filter),
        .arg_description = get_placeholder (filter),
      };

      g_array_append_val (filters->entries, entry);
    }

  return filters;
}

/**
 * omni_cli_filters_free:
 * @filters: (transfer full): options
 *
 * Frees them, and what was given.
 */
void
omni_cli_filters_free (OmniCliFilters *filters)
{
  for (guint i = 0; i < filters->n_filters; i++)
    g_strfreev (filters->values[i]);

  g_free (filters->values);
  g_array_unref (filters->entries);
  g_free (filters);
}

/**
 * omni_cli_filters_get_entries:
 * @filters: options
 *
 * Returns: (transfer none) (array): all options of the command, for omni_cli_parse()
 */
const GOptionEntry *
omni_cli_filters_get_entries (const OmniCliFilters *filters)
{
  return (const GOptionEntry *) (gpointer) filters->entries->data;
}

/**
 * omni_cli_filters_are_set:
 * @filters: options, parsed
 *
 * Returns: whether any filter was given
 */
gboolean
omni_cli_filters_are_set (const OmniCliFilters *filters)
{
  for (guint i = 0; i < filters->n_filters; i++)
    if (filters->values[i] != NULL)
      return TRUE;

  return FALSE;
}

/**
 * omni_cli_filters_check:
 * @filters: options, parsed
 * @error: return location for an error
 *
 * Checks what can be checked before anybody signs in.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE with a sentence that says what was expected
 *
 * Returns: whether the values can be right
 */
gboolean
omni_cli_filters_check (const OmniCliFilters  *filters,
                        GError               **error)
{
  for (guint i = 0; i < filters->n_filters; i++)
    {
      g_auto (GStrv) values = NULL;

      if (filters->values[i] == NULL)
        continue;

      values = split_values (omni_filter_get (i), NULL, (const char * const *) filters->values[i]);
      if (!check_values (omni_filter_get (i), (const char * const *) values, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_cli_filters_make_query:
 * @filters: options that omni_cli_filters_check() accepts
 * @base: (nullable): the query to begin with, or %NULL for all orders; what was given goes before
 *   what it has
 * @reference: the tenant's lists, to find channels and the like by name
 * @error: return location for an error
 *
 * Makes the query that was asked for.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when the tenant has no such channel, payment option or cargo
 * company
 *
 * Returns: (transfer full) (nullable): the query
 */
OmniOrderQuery *
omni_cli_filters_make_query (const OmniCliFilters *filters,
                             OmniOrderQuery *base,
                             OmniReferenceData *reference,
                             GError **error)
{
  g_autoptr (OmniOrderQuery) query =
      base != NULL ? omni_order_query_ref (base) : omni_order_query_new ();

  for (guint i = 0; i < filters->n_filters; i++)
    {
      const OmniFilter *filter = omni_filter_get (i);
      g_autoptr (OmniOrderQuery) previous = NULL;
      g_auto (GStrv) given = NULL;
      g_auto (GStrv) values = NULL;

      if (filters->values[i] == NULL)
        continue;

      given = split_values (filter, reference, (const char * const *) filters->values[i]);
      values = normalize_values (filter, reference, (const char * const *) given, error);
      if (values == NULL)
        return NULL;

      previous = g_steal_pointer (&query);
      query = omni_order_query_with_filter (previous, omni_filter_get_id (filter),
                                            (const char * const *) values);
    }

  return check_ranges (query, error) ? g_steal_pointer (&query) : NULL;
}

/**
 * omni_cli_sort_query:
 * @query: a query
 * @sort: (nullable): a column's id, with a minus in front for the other direction
 * @error: return location for an error
 *
 * Gives the query the order that was asked for.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when the server cannot sort by that
 *
 * Returns: (transfer full) (nullable): the query
 */
OmniOrderQuery *
omni_cli_sort_query (OmniOrderQuery  *query,
                     const char      *sort,
                     GError         **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  gboolean descending;
  const char *id;

  if (sort == NULL)
    return omni_order_query_ref (query);

  descending = sort[0] == '-';
  id = sort + (descending ? 1 : 0);

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);
      const char *field = omni_order_column_get_sort_field (column);

      if (field == NULL || omni_order_column_is_of_item (column))
        continue;

      if (g_str_equal (omni_order_column_get_id (column), id))
        return omni_order_query_with_sort (query, field, descending);

      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "",
                              omni_order_column_get_id (column));
    }

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_VALUE,
                                     _("--sort: orders cannot be sorted by “%s”, but by: %s."), id,
                                     known->str));
  return NULL;
}
