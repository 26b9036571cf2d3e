/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-value.h"

#include "omni-money.h"

#include <string.h>

/* Value forms of contract 2.3, both ways. The writers are hand-made because a page of a list has
 * thousands of these values and printf() would be most of its cost. */

static char *
write_digits (char *at, guint64 value, guint n_digits)
{
  for (guint i = n_digits; i-- > 0;)
    {
      at[i] = (char)('0' + value % 10);
      value /= 10;
    }

  return at + n_digits;
}

const char *
sandbox_value_write_int (char buffer[24], gint64 value)
{
  guint64 rest = value < 0 ? 0 - (guint64)value : (guint64)value;
  guint n_digits = 1;
  char *at = buffer;

  for (guint64 left = rest; left >= 10; left /= 10)
    n_digits++;
  if (value < 0)
    *at++ = '-';
  at = write_digits (at, rest, n_digits);
  *at = '\0';

  return buffer;
}

const char *
sandbox_value_write_money (char buffer[32], gint64 hundredths)
{
  guint64 rest = hundredths < 0 ? 0 - (guint64)hundredths : (guint64)hundredths;
  char *at = buffer;

  if (hundredths < 0)
    *at++ = '-';
  sandbox_value_write_int (at, (gint64)(rest / 100));
  at += strlen (at);
  *at++ = '.';
  at = write_digits (at, rest % 100, 2);
  *at = '\0';

  return buffer;
}

/* Days to a civil date, after Howard Hinnant's chrono-compatible algorithms. */
static void
split_days (gint64 days, gint64 *year, guint *month, guint *day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month_index = (5 * day_of_year + 2) / 153;

  *day = (guint)(day_of_year - (153 * month_index + 2) / 5 + 1);
  *month = (guint)(month_index < 10 ? month_index + 3 : month_index - 9);
  *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

const char *
sandbox_value_write_time (char buffer[40], gint64 microseconds)
{
  gint64 days = microseconds / SANDBOX_DAY - (microseconds % SANDBOX_DAY < 0 ? 1 : 0);
  guint64 rest = (guint64)(microseconds - days * SANDBOX_DAY);
  guint64 seconds = rest / G_USEC_PER_SEC;
  gint64 year;
  guint month;
  guint day;
  char *at = buffer;

  split_days (days, &year, &month, &day);
  at = write_digits (at, (guint64)CLAMP (year, 0, 9999), 4);
  *at++ = '-';
  at = write_digits (at, month, 2);
  *at++ = '-';
  at = write_digits (at, day, 2);
  *at++ = 'T';
  at = write_digits (at, seconds / 3600, 2);
  *at++ = ':';
  at = write_digits (at, seconds / 60 % 60, 2);
  *at++ = ':';
  at = write_digits (at, seconds % 60, 2);
  *at++ = '.';
  at = write_digits (at, rest % G_USEC_PER_SEC, 6);
  *at++ = 'Z';
  *at = '\0';

  return buffer;
}

gboolean
sandbox_value_parse_int (const char *text, gint64 *value)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64 + 1, G_MAXINT64, value, NULL);
}

/* A date alone is its midnight in UTC; @is_date says so. */
gboolean
sandbox_value_parse_time (const char *text, gint64 *microseconds, gboolean *is_date)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *full = NULL;
  gboolean date_only = strlen (text) == 10;

  if (date_only)
    full = g_strconcat (text, "T00:00:00Z", NULL);
  else if (strlen (text) > 10 && text[10] == ' ')
    {
      full = g_strdup (text);
      full[10] = 'T';
    }

  time = g_date_time_new_from_iso8601 (full != NULL ? full : text, utc);
  if (time == NULL)
    return FALSE;

  *microseconds = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  if (is_date != NULL)
    *is_date = date_only;
  return TRUE;
}

/* Hundredths, rounded down; @exact says whether nothing was cut off. */
gboolean
sandbox_value_parse_money (const char *text, gint64 *floor, gboolean *exact)
{
  OmniMoney money;
  gint64 divisor = 1;
  gint64 whole;

  if (!omni_money_parse (text, -1, "", &money, NULL))
    return FALSE;

  for (guint scale = money.scale; scale > 2; scale--)
    divisor *= 10;
  whole = money.units / divisor - (money.units % divisor < 0 ? 1 : 0);
  *exact = whole * divisor == money.units;
  for (guint scale = money.scale; scale < 2; scale++)
    if (__builtin_mul_overflow (whole, 10, &whole))
      return FALSE;

  *floor = whole;
  return TRUE;
}

gboolean
sandbox_value_parse_boolean (const char *text, gboolean *value)
{
  if (g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0)
    *value = TRUE;
  else if (g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0)
    *value = FALSE;
  else
    return FALSE;

  return TRUE;
}

/* Lower case in which I, İ and ı are one letter, so that a search finds a name however its
 * keyboard wrote it. */
char *
sandbox_value_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = (guchar)*at < 0x80 ? (gunichar)g_ascii_tolower (*at)
                                      : g_unichar_tolower (g_utf8_get_char (at));

      if (c < 0x80)
        g_string_append_c (folded, (char)c);
      else if (c == 0x131 || c == 0x130)
        g_string_append_c (folded, 'i');
      else if (c != 0x307)
        g_string_append_unichar (folded, c);
    }

  return g_string_free (folded, FALSE);
}
