/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-private.h"

#include "omni-fold.h"
#include "omni-order-column.h"
#include "omni-order-item.h"
#include "omni-order.h"
#include "omni-time.h"

/* Phone numbers of one line differ in how they begin: +90, 0, or neither. */
#define PHONE_DIGITS 10

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        g_string_append_c (digits, *text);
    }

  return g_string_free (digits, FALSE);
}

/* Servers fold letters in ways of their own. What is the same for any of them is the same here,
 * because a false alarm is worse than none. */
static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *folded = omni_fold (text);
  g_autofree char *folded_part = omni_fold (part);

  return strstr (folded, folded_part) != NULL;
}

static gboolean
is_same_phone (const char *a, const char *b)
{
  g_autofree char *left = keep_digits (a);
  g_autofree char *right = keep_digits (b);
  gsize n_left = strlen (left);
  gsize n_right = strlen (right);
  gsize n = MIN (MIN (n_left, n_right), PHONE_DIGITS);

  return n > 0 && strcmp (left + n_left - n, right + n_right - n) == 0;
}

static gboolean
text_fits (const OmniFilter *filter, const char *wanted, const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *folded_wanted = NULL;

  if (filter->rule == OMNI_RULE_PHONE)
    return is_same_phone (text, wanted);

  if (filter->rule == OMNI_RULE_CONTAINS && filter->compact)
    {
      folded = keep_digits (text);
      folded_wanted = keep_digits (wanted);
      return strstr (folded, folded_wanted) != NULL;
    }

  if (filter->rule == OMNI_RULE_CONTAINS)
    return contains (text, wanted);
  if (g_str_is_ascii (text) && g_str_is_ascii (wanted))
    return g_ascii_strcasecmp (text, wanted) == 0;

  folded = omni_fold (text);
  folded_wanted = omni_fold (wanted);
  return strcmp (folded, folded_wanted) == 0;
}

static gboolean
has_text (const OmniValue *value)
{
  return !value->is_null && value->text != NULL && value->text[0] != '\0';
}

static gboolean
any_fits (const OmniFilter *filter, const char *const *wanted, const OmniValue *value)
{
  for (; has_text (value) && *wanted != NULL; wanted++)
    {
      if (text_fits (filter, *wanted, value->text))
        return TRUE;
    }

  return FALSE;
}

static OmniMatch
match_text (const OmniFilter *filter, const char *const *wanted, const OmniOrder *order)
{
  const OmniOrderColumn *item_column = omni_order_column_find (filter->item_column);
  GPtrArray *items = item_column != NULL ? omni_order_get_items (order) : NULL;
  OmniMatch match;
  OmniValue value;

  omni_order_column_get_value (omni_order_column_find (filter->column), order, NULL, NULL, &value);
  if (any_fits (filter, wanted, &value))
    return OMNI_MATCH_YES;

  match = has_text (&value) ? OMNI_MATCH_NO : OMNI_MATCH_UNKNOWN;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      omni_order_column_get_value (item_column, order, g_ptr_array_index (items, i), NULL, &value);
      if (any_fits (filter, wanted, &value))
        return OMNI_MATCH_YES;
    }

  return match;
}

static OmniMatch
match_range (const OmniFilter *filter, const char *wanted, const OmniOrder *order)
{
  OmniValue value;
  int comparison;

  omni_order_column_get_value (omni_order_column_find (filter->column), order, NULL, NULL, &value);
  if (value.is_null)
    return OMNI_MATCH_UNKNOWN;

  if (value.kind == OMNI_VALUE_MONEY)
    {
      OmniMoney limit;

      if (!omni_money_parse (wanted, -1, value.money.currency, &limit, NULL))
        return OMNI_MATCH_UNKNOWN;
      comparison = omni_money_compare (&value.money, &limit);
    }
  else
    {
      g_autofree char *moment = omni_filter_to_wire (filter, wanted, omni_time_now ());
      OmniTime limit;

      if (value.time == OMNI_TIME_NONE || !omni_time_parse (moment, -1, &limit, NULL))
        return OMNI_MATCH_UNKNOWN;
      comparison = (value.time > limit) - (value.time < limit);
    }

  if (filter->rule == OMNI_RULE_FROM)
    return comparison >= 0 ? OMNI_MATCH_YES : OMNI_MATCH_NO;

  return comparison <= 0 ? OMNI_MATCH_YES : OMNI_MATCH_NO;
}

static OmniMatch
match_boolean (const OmniFilter *filter, const char *wanted, const OmniOrder *order)
{
  OmniValue value;

  omni_order_column_get_value (omni_order_column_find (filter->column), order, NULL, NULL, &value);
  if (filter->rule == OMNI_RULE_PRESENT)
    {
      /* Nothing may also mean that the server does not tell. */
      if (!has_text (&value))
        return strcmp (wanted, "true") == 0 ? OMNI_MATCH_UNKNOWN : OMNI_MATCH_YES;
      return strcmp (wanted, "true") == 0 ? OMNI_MATCH_YES : OMNI_MATCH_NO;
    }

  return value.boolean == (strcmp (wanted, "true") == 0) ? OMNI_MATCH_YES : OMNI_MATCH_NO;
}

static OmniMatch
match_key (const OmniFilter *filter, const char *wanted, const OmniOrder *order)
{
  gint64 key;
  gint64 wanted_key;

  switch (filter->kind)
    {
    case OMNI_FILTER_CHANNEL:
      key = omni_order_get_channel (order);
      break;

    case OMNI_FILTER_PAYMENT_OPTION:
      key = omni_order_get_payment_option (order);
      break;

    case OMNI_FILTER_CARGO_COMPANY:
      key = omni_order_get_cargo_company (order);
      break;

    case OMNI_FILTER_PK:
      key = omni_order_get_pk (order);
      break;

    case OMNI_FILTER_TEXT:
    case OMNI_FILTER_STATUS:
    case OMNI_FILTER_TIME:
    case OMNI_FILTER_AMOUNT:
    case OMNI_FILTER_BOOLEAN:
    default:
      return OMNI_MATCH_UNKNOWN;
    }

  if (key == 0 || !g_ascii_string_to_signed (wanted, 10, 0, G_MAXINT64, &wanted_key, NULL))
    return OMNI_MATCH_UNKNOWN;

  return key == wanted_key ? OMNI_MATCH_YES : OMNI_MATCH_NO;
}

static gboolean
is_anywhere (const char *word, const OmniOrder *order)
{
  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);
      OmniValue value;

      omni_order_column_get_value (column, order, NULL, NULL, &value);
      if (value.kind == OMNI_VALUE_TEXT && has_text (&value) && contains (value.text, word))
        return TRUE;
    }

  return FALSE;
}

static OmniMatch
match_words (const char *wanted, const OmniOrder *order)
{
  g_auto (GStrv) words = g_strsplit_set (wanted, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] != '\0' && !is_anywhere (words[i], order))
        return OMNI_MATCH_UNKNOWN;
    }

  return OMNI_MATCH_YES;
}

static OmniMatch
match_keys (const OmniFilter *filter, const char *const *wanted, const OmniOrder *order)
{
  OmniMatch match = OMNI_MATCH_NO;

  for (; *wanted != NULL && match == OMNI_MATCH_NO; wanted++)
    match = match_key (filter, *wanted, order);

  return match;
}

/* Whether any of @values lets the order through. */
OmniMatch
omni_filter_matches (const OmniFilter *filter, const char *const *values, const OmniOrder *order)
{
  OmniMatch match;

  switch (filter->rule)
    {
    case OMNI_RULE_IS:
    case OMNI_RULE_CONTAINS:
    case OMNI_RULE_PHONE:
      if (filter->kind == OMNI_FILTER_BOOLEAN)
        return match_boolean (filter, values[0], order);

      match = match_text (filter, values, order);
      if (strcmp (filter->id, OMNI_FILTER_STATUS_NOT) == 0 && match != OMNI_MATCH_UNKNOWN)
        return match == OMNI_MATCH_YES ? OMNI_MATCH_NO : OMNI_MATCH_YES;
      return match;

    case OMNI_RULE_FROM:
    case OMNI_RULE_TO:
      return match_range (filter, values[0], order);

    case OMNI_RULE_PRESENT:
      return match_boolean (filter, values[0], order);

    case OMNI_RULE_KEY:
      return match_keys (filter, values, order);

    case OMNI_RULE_WORDS:
      return match_words (values[0], order);

    case OMNI_RULE_NONE:
    default:
      return OMNI_MATCH_UNKNOWN;
    }
}

/* Whether the order has a text in the filter's column, so that its server sends the column at all.
 */
gboolean
omni_filter_shows_value (const OmniFilter *filter, const OmniOrder *order)
{
  const OmniOrderColumn *column = omni_order_column_find (filter->column);
  OmniValue value;

  if (column == NULL || omni_order_column_get_kind (column) != OMNI_VALUE_TEXT)
    return FALSE;

  omni_order_column_get_value (column, order, NULL, NULL, &value);
  return has_text (&value);
}
