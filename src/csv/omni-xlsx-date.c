/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Dates as workbooks keep them: days since a beginning, and how they are shown (ECMA-376 part 1,
 * 18.17.4 and 18.8.30). */

#include "config.h"

#include "omni-xlsx-date.h"

#include <inttypes.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

/* The last day of the year 9999. */
#define LAST_SERIAL 2958465

/* More digits behind the point say nothing about seconds. */
#define MAX_FRACTION_DIGITS 12

/* Days are counted as if the year 1900 had a 29th of February, day 60. */
static gboolean
serial_to_date (gint64 serial, gboolean since_1904, GDate *date)
{
  if (serial < 1 || serial > LAST_SERIAL || (serial == 60 && !since_1904))
    return FALSE;

  g_date_clear (date, 1);
  if (since_1904)
    g_date_set_dmy (date, 1, G_DATE_JANUARY, 1904);
  else if (serial < 60)
    g_date_set_dmy (date, 31, G_DATE_DECEMBER, 1899);
  else
    g_date_set_dmy (date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (date, (guint) serial);
  return TRUE;
}

/**
 * omni_xlsx_is_date_format:
 * @code: how numbers are shown, for example "dd/mm/yyyy"
 *
 * Returns: whether that shows a date
 */
gboolean
omni_xlsx_is_date_format (const char *code)
{
  for (const char *at = code; *at != '\0' && *at != ';'; at++)
    {
      if (*at == '"' || *at == '[')
        {
          const char *end = strchr (at + 1, *at == '"' ? '"' : ']');

          if (end == NULL)
            return FALSE;
          at = end;
        }
      else if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0')
        at++;
      else if (strchr ("dDmMyYhHsS", *at) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_xlsx_is_date_id:
 * @id: the number of a format that every workbook has
 *
 * Returns: whether that shows a date; those of Asian locales among them
 */
gboolean
omni_xlsx_is_date_id (gint64 id)
{
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
         (id >= 50 && id <= 58);
}

/**
 * omni_xlsx_append_date:
 * @serial: days since the workbook's beginning, a decimal
 * @since_1904: which beginning that is
 * @text: gets the date: "2025-03-05", or with the time "2025-03-05 14:30:00"
 *
 * Returns: whether it is a date
 */
gboolean
omni_xlsx_append_date (const char *serial, gboolean since_1904, GString *text)
{
  char *end = NULL;
  gint64 day = g_ascii_strtoll (serial, &end, 10);
  gint64 fraction = 0;
  gint64 scale = 1;
  gint64 seconds;
  GDate date;

  if (end == serial || !g_ascii_isdigit (serial[0]))
    return FALSE;
  if (*end == '.')
    {
      end++;
      for (guint i = 0; g_ascii_isdigit (*end); i++, end++)
        {
          if (i >= MAX_FRACTION_DIGITS)
            continue;
          fraction = fraction * 10 + (*end - '0');
          scale *= 10;
        }
    }
  if (*end != '\0')
    return FALSE;

  seconds = (fraction * SECONDS_PER_DAY + scale / 2) / scale;
  if (seconds == SECONDS_PER_DAY)
    {
      day++;
      seconds = 0;
    }
  if (!serial_to_date (day, since_1904, &date))
    return FALSE;

  g_string_append_printf (text, "%04u-%02u-%02u", (guint) g_date_get_year (&date),
                          (guint) g_date_get_month (&date), (guint) g_date_get_day (&date));
  if (seconds > 0)
    g_string_append_printf (text, " %02" PRId64 ":%02" PRId64 ":%02" PRId64, seconds / 3600,
                            seconds / 60 % 60, seconds % 60);
  return TRUE;
}
