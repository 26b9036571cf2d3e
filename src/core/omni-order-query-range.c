/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-query.h"

#include <glib/gi18n-lib.h>

#include "omni-filter-private.h"
#include "omni-time.h"

/* The filter for the other end: it is about the same column. */
static const OmniFilter *
find_other_end (const OmniFilter *filter)
{
  const OmniFilterRule wanted = filter->rule == OMNI_RULE_FROM ? OMNI_RULE_TO : OMNI_RULE_FROM;

  if (filter->rule != OMNI_RULE_FROM && filter->rule != OMNI_RULE_TO)
    return NULL;

  for (guint row = 0; row < omni_filter_get_total (); row++)
    {
      const OmniFilter *other = omni_filter_get_row (row);

      if (other->rule == wanted && g_strcmp0 (other->column, filter->column) == 0)
        return other;
    }

  return NULL;
}

static gboolean
is_amount_above (const char *from, const char *to)
{
  OmniMoney low;
  OmniMoney high;

  return omni_money_parse (from, -1, NULL, &low, NULL) &&
         omni_money_parse (to, -1, NULL, &high, NULL) && omni_money_compare (&low, &high) > 0;
}

static gboolean
is_time_after (const OmniFilter *first, const char *from, const OmniFilter *last, const char *to)
{
  OmniTime now = omni_time_now ();
  g_autofree char *first_moment = omni_filter_to_wire (first, from, now);
  g_autofree char *last_moment = omni_filter_to_wire (last, to, now);
  OmniTime low;
  OmniTime high;

  return omni_time_parse (first_moment, -1, &low, NULL) &&
         omni_time_parse (last_moment, -1, &high, NULL) && low > high;
}

/**
 * omni_order_query_check_range:
 * @query: (not nullable): a query
 * @filter: (not nullable): a filter
 * @error: return location
 *
 * Checks, where @filter is one end of a range, whether the range that @query asks for can hold
 * anything.
 *
 * Returns: %FALSE with %OMNI_ERROR_BAD_VALUE and a sentence when its beginning is after its end
 */
gboolean
omni_order_query_check_range (const OmniOrderQuery *query, const OmniFilter *filter, GError **error)
{
  const OmniFilter *other = find_other_end (filter);
  const OmniFilter *first = filter->rule == OMNI_RULE_FROM ? filter : other;
  const OmniFilter *last = filter->rule == OMNI_RULE_FROM ? other : filter;
  const char *const *from = other != NULL ? omni_order_query_get_values (query, first->id) : NULL;
  const char *const *to = other != NULL ? omni_order_query_get_values (query, last->id) : NULL;

  if (from == NULL || to == NULL)
    return TRUE;

  if (filter->kind == OMNI_FILTER_TIME && is_time_after (first, from[0], last, to[0]))
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("The first day is after the last one")));
  else if (filter->kind == OMNI_FILTER_AMOUNT && is_amount_above (from[0], to[0]))
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("The least is more than the most")));
  else
    return TRUE;

  return FALSE;
}
