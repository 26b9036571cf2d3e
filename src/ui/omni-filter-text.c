/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-text.h"

#include "omni-date-preset.h"

#include <glib/gi18n-lib.h>

static const OmniFilterPair pairs[] = {
  { "placed-after", "placed-before", N_("Placed") },
  { "created-after", "created-before", N_("Created") },
  { "modified-after", "modified-before", N_("Modified") },
  { "amount-from", "amount-to", N_("Amount") },
  { "refund-from", "refund-to", N_("Refunded") },
  { "invoiced-after", "invoiced-before", N_("Invoiced") },
};

static const char *
get_value (OmniOrderQuery *query, const char *id)
{
  const char * const *values = omni_order_query_get_values (query, id);

  return values != NULL ? values[0] : NULL;
}

/**
 * omni_filter_pair_find:
 * @id: the id of a filter
 *
 * Finds the range that a filter is one end of.
 *
 * Returns: (transfer none) (nullable): the range, or %NULL where the filter stands alone
 */
const OmniFilterPair *
omni_filter_pair_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (strcmp (pairs[i].first, id) == 0 || strcmp (pairs[i].last, id) == 0)
        return &pairs[i];
    }

  return NULL;
}

/**
 * omni_filter_pair_get_title:
 * @pair: a range
 *
 * Returns: (transfer none): what the range is of, in the user's language
 */
const char *
omni_filter_pair_get_title (const OmniFilterPair *pair)
{
  return _(pair->title);
}

/**
 * omni_filter_dup_value_text:
 * @filter: a filter
 * @value: one of its values
 * @reference: (nullable): the tenant's lists
 *
 * Says what people call a value. One that is not known is shown as it is.
 *
 * Returns: (transfer full): the text
 */
char *
omni_filter_dup_value_text (const OmniFilter *filter,
                            const char *value,
                            OmniReferenceData *reference)
{
  const OmniReferenceEntry *entry = NULL;
  OmniReferenceKind kind;

  if (omni_filter_get_kind (filter) == OMNI_FILTER_STATUS)
    return g_strdup (omni_status_get_label (value));

  if (omni_filter_get_kind (filter) == OMNI_FILTER_BOOLEAN)
    return g_strdup (strcmp (value, "true") == 0 ? _("Yes") : _("No"));

  if (reference != NULL && omni_filter_get_reference_kind (filter, &kind))
    {
      gint64 pk;

      if (g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &pk, NULL))
        entry = omni_reference_data_find (reference, kind, pk);
      else
        entry = omni_reference_data_find_name (reference, kind, value);
    }

  return g_strdup (entry != NULL ? entry->name : value);
}

/**
 * omni_filter_dup_text:
 * @filter: a filter
 * @query: a query
 * @reference: (nullable): the tenant's lists
 *
 * Says what a query asks of one filter, as "Status: Approved, Preparing".
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when the query asks nothing of it
 */
char *
omni_filter_dup_text (const OmniFilter *filter, OmniOrderQuery *query, OmniReferenceData *reference)
{
  const char * const *values = omni_order_query_get_values (query, omni_filter_get_id (filter));
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = NULL;

  if (values == NULL || values[0] == NULL)
    return NULL;

  text = g_string_new (omni_filter_get_label (filter));
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *value = omni_filter_dup_value_text (filter, values[i], reference);

      if (g_ptr_array_find_with_equal_func (said, value, g_str_equal, NULL))
        continue;
      g_string_append (text, i == 0 ? ": " : ", ");
      g_string_append (text, value);
      g_ptr_array_add (said, g_steal_pointer (&value));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * omni_filter_pair_dup_text:
 * @pair: a range
 * @query: a query
 * @now: the moment of asking, for the ranges of days that have a name
 *
 * Says what a query asks of a range, as "Placed: Last 7 days" or "Amount: 100 – 200".
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when the query asks nothing of it
 */
char *
omni_filter_pair_dup_text (const OmniFilterPair *pair, OmniOrderQuery *query, GDateTime *now)
{
  const char *first = get_value (query, pair->first);
  const char *last = get_value (query, pair->last);
  const OmniFilter *filter = omni_filter_find (pair->first);

  if (first == NULL && last == NULL)
    return NULL;

  if (omni_filter_get_kind (filter) == OMNI_FILTER_TIME)
    {
      OmniDatePreset preset = omni_date_preset_find (first, last, now);

      if (preset != OMNI_DATE_CUSTOM)
        return g_strdup_printf ("%s: %s", _(pair->title), omni_date_preset_get_label (preset));
    }

  if (last == NULL)
    return g_strdup_printf (_("%s: from %s"), _(pair->title), first);
  if (first == NULL)
    return g_strdup_printf (_("%s: up to %s"), _(pair->title), last);

  if (strcmp (first, last) == 0)
    return g_strdup_printf ("%s: %s", _(pair->title), first);

  return g_strdup_printf ("%s: %s – %s", _(pair->title), first, last);
}
