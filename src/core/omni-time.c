/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-time.h"

#include <glib/gi18n-lib.h>

#define SECONDS_PER_DAY 86400

/* Ten years; more is a date. */
#define MAX_RELATIVE_DAYS 3660
#define MAX_RELATIVE_HOURS (MAX_RELATIVE_DAYS * 24)

typedef struct
{
  int year;
  int month;
  int day;
} Date;

/* Days since 1970-01-01 in the Gregorian calendar; years are counted from March so that the leap
 * day comes last. */
static gint64
days_from_date (Date date)
{
  gint64 year = date.month <= 2 ? date.year - 1 : date.year;
  gint64 era = (year >= 0 ? year : year - 399) / 400;
  gint64 year_of_era = year - era * 400;
  gint64 day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

static Date
date_from_days (gint64 days)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;
  Date date;

  date.day = (int) (day_of_year - (153 * month + 2) / 5 + 1);
  date.month = (int) (month < 10 ? month + 3 : month - 9);
  date.year = (int) (year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));

  return date;
}

static gint64
divide_down (gint64 value, gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

/* Reads exactly @n_digits digits of a number that is at most @most. */
static gboolean
take_number (const char **at, const char *end, int n_digits, int most, int *number)
{
  *number = 0;

  if (end - *at < n_digits)
    return FALSE;

  for (int i = 0; i < n_digits; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }

  return *number <= most;
}

static gboolean
take_character (const char **at, const char *end, const char *allowed)
{
  if (*at == end || **at == '\0' || strchr (allowed, **at) == NULL)
    return FALSE;

  (*at)++;
  return TRUE;
}

static gboolean
take_date (const char **at, const char *end, gint64 *days)
{
  Date date;

  if (!take_number (at, end, 4, 9999, &date.year) || !take_character (at, end, "-") ||
      !take_number (at, end, 2, 12, &date.month) || !take_character (at, end, "-") ||
      !take_number (at, end, 2, 31, &date.day))
    return FALSE;
  if (date.year < 1 || date.month < 1 || date.day < 1 ||
      date.day > g_date_get_days_in_month ((GDateMonth) date.month, (GDateYear) date.year))
    return FALSE;

  *days = days_from_date (date);
  return TRUE;
}

static gboolean
take_clock (const char **at, const char *end, gint64 *microseconds)
{
  int hour;
  int minute;
  int second = 0;
  int fraction = 0;
  int unit = 100000;

  if (!take_number (at, end, 2, 23, &hour) || !take_character (at, end, ":") ||
      !take_number (at, end, 2, 59, &minute))
    return FALSE;

  if (take_character (at, end, ":"))
    {
      /* 60 is a leap second. */
      if (!take_number (at, end, 2, 60, &second))
        return FALSE;

      if (take_character (at, end, ".,"))
        {
          const char *first = *at;

          for (; *at < end && g_ascii_isdigit (**at); (*at)++, unit /= 10)
            fraction += (**at - '0') * unit;
          if (*at == first)
            return FALSE;
        }
    }

  *microseconds = ((gint64) hour * 3600 + minute * 60 + second) * G_USEC_PER_SEC + fraction;
  return TRUE;
}

/* A text without a zone is UTC, as the contract's times are. */
static gboolean
take_zone (const char **at, const char *end, gint64 *seconds)
{
  int sign;
  int hours;
  int minutes = 0;

  *seconds = 0;
  if (*at == end || take_character (at, end, "Zz"))
    return TRUE;

  sign = **at == '-' ? -1 : 1;
  if (!take_character (at, end, "+-") || !take_number (at, end, 2, 23, &hours))
    return FALSE;
  if (*at < end)
    {
      take_character (at, end, ":");
      if (!take_number (at, end, 2, 59, &minutes))
        return FALSE;
    }

  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

/* Reads "7d" or "12h": a number from 1, without a zero in front, and a unit. */
static gboolean
take_count (const char *text, char unit, int most, int *count)
{
  const char *at = text;

  for (*count = 0; g_ascii_isdigit (*at) && *count <= most; at++)
    *count = *count * 10 + (*at - '0');

  return text[0] != '0' && at > text && *count <= most && at[0] == unit && at[1] == '\0';
}

/* The day, counted from 1970, on which the span of days named by @text begins, or its last day. */
static gboolean
find_relative_day (const char *text, gint64 today, gboolean end, gint64 *day)
{
  /* 1970-01-01 was a Thursday; weeks begin on Monday. */
  gint64 week = today - (today + 3 - divide_down (today + 3, 7) * 7);
  Date date = date_from_days (today);
  Date month = { date.year, date.month, 1 };
  Date last_month = { date.month > 1 ? date.year : date.year - 1,
                      date.month > 1 ? date.month - 1 : 12, 1 };
  Date next_month = { date.month < 12 ? date.year : date.year + 1,
                      date.month < 12 ? date.month + 1 : 1, 1 };
  Date year = { date.year, 1, 1 };
  Date next_year = { date.year + 1, 1, 1 };
  const struct
  {
    const char *name;
    gint64 first;
    gint64 last;
  } spans[] = {
    { "today", today, today },
    { "yesterday", today - 1, today - 1 },
    { "this-week", week, week + 6 },
    { "last-week", week - 7, week - 1 },
    { "this-month", days_from_date (month), days_from_date (next_month) - 1 },
    { "last-month", days_from_date (last_month), days_from_date (month) - 1 },
    { "this-year", days_from_date (year), days_from_date (next_year) - 1 },
  };
  int count;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      if (strcmp (text, spans[i].name) == 0)
        {
          *day = end ? spans[i].last : spans[i].first;
          return TRUE;
        }
    }

  /* After "7d" are the last seven days with today, before it is everything older. */
  if (!take_count (text, 'd', MAX_RELATIVE_DAYS, &count))
    return FALSE;

  *day = end ? today - count : today - count + 1;
  return TRUE;
}

static gboolean
fail_value (const char *sentence, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, "%s", valid));
  return FALSE;
}

/**
 * omni_time_parse:
 * @text: (not nullable): an ISO 8601 time ("2025-03-04T08:15:27.120934Z") or date ("2025-03-04",
 *   its first moment in UTC)
 * @length: bytes of @text, or -1 when it ends with a zero byte
 * @time: (out): the moment, in microseconds; finer digits are cut off
 * @error: return location
 *
 * Reads a time as the contract writes it (2.3), and with any other offset. No offset means UTC.
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE
 */
gboolean
omni_time_parse (const char *text, gssize length, OmniTime *time, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  const char *at = text;
  const char *end = text + size;
  gint64 days;
  gint64 microseconds = 0;
  gint64 offset = 0;

  if (!take_date (&at, end, &days) ||
      (at < end && (!take_character (&at, end, "Tt ") || !take_clock (&at, end, &microseconds) ||
                    !take_zone (&at, end, &offset))) ||
      at < end)
    {
      g_autofree char *sentence =
          g_strdup_printf (_ ("“%.*s” is not a time"), (int) MIN (size, 40), text);

      return fail_value (sentence, error);
    }

  *time = (days * SECONDS_PER_DAY - offset) * G_USEC_PER_SEC + microseconds;
  return TRUE;
}

/**
 * omni_time_is_day:
 * @time: a moment
 *
 * The contract has timestamps where people have days, as for the date of an invoice (3.1, 3.2,
 * 3.11), and writes such a day as its first moment in UTC (6.3, 6.4, 6.7); so does who writes one
 * with this program. What a person's own clock says at that moment means nothing: it is neither
 * looked at here nor to be shown. A midnight of any other zone is a moment like others.
 *
 * Returns: whether a timestamp that may be a day is one; its day is that of UTC
 */
gboolean
omni_time_is_day (OmniTime time)
{
  return time != OMNI_TIME_NONE && time % ((gint64) SECONDS_PER_DAY * G_USEC_PER_SEC) == 0;
}

/**
 * omni_time_to_iso:
 * @time: a moment
 * @zone: (nullable): the zone to write it in, or %NULL for UTC
 *
 * Writes a moment to the second, with its offset.
 *
 * Returns: (transfer full): for example "2025-03-04T11:15:27+03:00", or "2025-03-04T08:15:27Z" in
 *   UTC; "" for %OMNI_TIME_NONE
 */
char *
omni_time_to_iso (OmniTime time, GTimeZone *zone)
{
  gint64 seconds;
  gint64 clock;
  int offset = 0;
  Date date;
  char suffix[16] = "Z";

  if (time == OMNI_TIME_NONE)
    return g_strdup ("");

  seconds = divide_down (time, G_USEC_PER_SEC);
  if (zone != NULL)
    {
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

      offset = g_time_zone_get_offset (zone, interval);
      g_snprintf (suffix, sizeof suffix, "%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 3600,
                  ABS (offset) / 60 % 60);
    }

  seconds += offset;
  date = date_from_days (divide_down (seconds, SECONDS_PER_DAY));
  clock = seconds - divide_down (seconds, SECONDS_PER_DAY) * SECONDS_PER_DAY;

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s", date.year, date.month, date.day,
                          (int) (clock / 3600), (int) (clock / 60 % 60), (int) (clock % 60),
                          suffix);
}

/**
 * omni_time_to_utc:
 * @time: a moment
 *
 * Writes a moment as the contract does (2.3): UTC, with microseconds.
 *
 * Returns: (transfer full): for example "2025-03-04T08:15:27.120934Z"; "" for %OMNI_TIME_NONE
 */
char *
omni_time_to_utc (OmniTime time)
{
  g_autofree char *text = omni_time_to_iso (time, NULL);

  if (time == OMNI_TIME_NONE)
    return g_steal_pointer (&text);

  return g_strdup_printf ("%.*s.%06dZ", (int) strlen (text) - 1, text,
                          (int) (time - divide_down (time, G_USEC_PER_SEC) * G_USEC_PER_SEC));
}

/**
 * omni_time_parse_day:
 * @text: (not nullable): a date, "2025-03-04"
 * @zone: (nullable): the zone whose day is meant, or %NULL for UTC
 * @end_of_day: whether the last microsecond of the day is wanted instead of its first
 * @time: (out): the moment
 * @error: return location
 *
 * Reads a day as a person means it, where they are.
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE
 */
gboolean
omni_time_parse_day (const char *text, GTimeZone *zone, gboolean end_of_day, OmniTime *time,
                     GError **error)
{
  const char *at = text;
  gint64 days;
  gint64 seconds;

  if (!take_date (&at, text + strlen (text), &days) || *at != '\0')
    {
      g_autofree char *sentence =
          g_strdup_printf (_ ("“%.40s” is not a day; write it as 2025-03-04"), text);

      return fail_value (sentence, error);
    }

  /* The end of a day is the beginning of the next one, also on the days when clocks are changed. */
  seconds = (days + (end_of_day ? 1 : 0)) * SECONDS_PER_DAY;
  if (zone != NULL)
    {
      int interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &seconds);

      seconds -= g_time_zone_get_offset (zone, interval);
    }

  *time = seconds * G_USEC_PER_SEC - (end_of_day ? 1 : 0);
  return TRUE;
}

/**
 * omni_time_parse_relative:
 * @text: (not nullable): `today`, `yesterday`, `this-week`, `last-week`, `this-month`,
 * `last-month`, `this-year`, a number of days (`7d`) or of hours (`12h`)
 * @now: the moment it is asked at
 * @zone: (nullable): the zone whose days are meant, or %NULL for UTC
 * @end: whether the end of the span is wanted instead of its beginning
 * @time: (out): the moment
 *
 * Reads a time that is another one tomorrow. The beginning of `7d` is that of the last seven days
 * with today, its end is the moment before it, so that "after 7d" and "before 7d" leave nothing
 * out. Hours are counted back from @now. Weeks begin on Monday.
 *
 * Returns: whether @text is such a time
 */
gboolean
omni_time_parse_relative (
    const char *text, OmniTime now, GTimeZone *zone, gboolean end, OmniTime *time)
{
  gint64 seconds = divide_down (now, G_USEC_PER_SEC);
  g_autofree char *day_text = NULL;
  gint64 day;
  Date date;
  int count;

  if (take_count (text, 'h', MAX_RELATIVE_HOURS, &count))
    {
      *time = now - (gint64)count * 3600 * G_USEC_PER_SEC;
      return TRUE;
    }

  if (zone != NULL)
    seconds += g_time_zone_get_offset (
        zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds));

  if (!find_relative_day (text, divide_down (seconds, SECONDS_PER_DAY), end, &day))
    return FALSE;

  date = date_from_days (day);
  day_text = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
  return omni_time_parse_day (day_text, zone, end, time, NULL);
}

/**
 * omni_time_now:
 *
 * Returns: this moment
 */
OmniTime
omni_time_now (void)
{
  return g_get_real_time ();
}
