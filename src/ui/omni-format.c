/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-format.h"

#include "omni-order-cell.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/**
 * omni_format_age:
 * @then: when something was read
 * @now: the moment of asking
 *
 * Says how old something is, as short as a button needs it.
 *
 * Returns: (transfer full): the text
 */
char *
omni_format_age (OmniTime then, OmniTime now)
{
  gint64 minutes = (now - then) / (60 * G_USEC_PER_SEC);

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d min ago", "%d min ago", (gulong) minutes), (int) minutes);

  return g_strdup_printf (ngettext ("%d h ago", "%d h ago", (gulong) (minutes / 60)),
                          (int) (minutes / 60));
}

/**
 * omni_format_selection:
 * @n_orders: how many orders
 * @totals: (element-type OmniMoney): what they come to, a sum for each currency
 *
 * Says what is selected, as "37 selected · 12,480.50 TRY".
 *
 * Returns: (transfer full): the text
 */
char *
omni_format_selection (gsize n_orders, GPtrArray *totals)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GSIZE_FORMAT, n_orders);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s selected", "%s selected", n_orders), number);
  for (guint i = 0; i < totals->len; i++)
    {
      g_autofree char *sum = omni_money_format (g_ptr_array_index (totals, i));

      g_string_append_printf (text, " · %s", sum);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * omni_format_moment:
 * @time: a moment
 *
 * Returns: (transfer full): the moment in the person's own time zone, day and minute, or ""
 */
char *
omni_format_moment (OmniTime time)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == OMNI_TIME_NONE)
    return g_strdup ("");

  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  if (local == NULL)
    return g_strdup ("");

  /* Translators: a moment with its year: day, month, year, hour, minute. See g_date_time_format()
     for the letters. */
  return g_date_time_format (local, _ ("%-e %b %Y %H:%M"));
}

/**
 * omni_format_value:
 * @value: a value of an order
 *
 * Returns: (transfer full): the value in words, moments with their year
 */
char *
omni_format_value (const OmniValue *value)
{
  if (value->kind == OMNI_VALUE_TIME && !value->is_day)
    return omni_format_moment (value->is_null ? OMNI_TIME_NONE : value->time);

  return omni_order_cell_format (value, FALSE);
}

/**
 * omni_format_date:
 * @time: a timestamp where people have a day, such as the date of an invoice
 *
 * Returns: (transfer full): the day, or the moment where it is more than a day, or ""
 */
char *
omni_format_date (OmniTime time)
{
  OmniValue value = { .kind = OMNI_VALUE_TIME,
                      .is_null = time == OMNI_TIME_NONE,
                      .time = time,
                      .is_day = omni_time_is_day (time) };

  return omni_format_value (&value);
}

/**
 * omni_format_fact:
 * @fact: a fact about an order
 *
 * Returns: (transfer full): it in words
 */
char *
omni_format_fact (const OmniFact *fact)
{
  return fact->words != NULL ? g_strdup (fact->words) : omni_format_value (&fact->value);
}

/**
 * omni_format_amount:
 * @money: an amount
 * @currency: (nullable): the currency that everything around is in
 *
 * Returns: (transfer full): the amount, with its currency only where that is another one
 */
char *
omni_format_amount (const OmniMoney *money, const char *currency)
{
  OmniMoney plain = *money;

  if (currency != NULL && g_ascii_strcasecmp (money->currency, currency) == 0)
    plain.currency[0] = '\0';

  return omni_money_format (&plain);
}
