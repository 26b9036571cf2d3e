/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-date.h"

#include "omni-time.h"

#include <string.h>

/* Numbers of days that spreadsheets count from 1899-12-30: 1954 to 2119. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL 80000
#define SERIAL_OF_1970 25569
#define SECONDS_PER_DAY 86400

#define MIDNIGHT "T00:00:00Z"

/* A two-digit year is of this century up to here. */
#define LAST_SHORT_YEAR 79

/* English and Turkish months, by the letters that tell them from each other. Turkish letters count
 * without their marks. */
static const struct
{
  const char *word;
  int month;
} months[] = {
  { "jan", 1 },  { "oca", 1 },  { "feb", 2 },  { "sub", 2 },  { "mar", 3 },  { "apr", 4 },
  { "nis", 4 },  { "may", 5 },  { "jun", 6 },  { "haz", 6 },  { "jul", 7 },  { "tem", 7 },
  { "aug", 8 },  { "agu", 8 },  { "sep", 9 },  { "eyl", 9 },  { "oct", 10 }, { "eki", 10 },
  { "nov", 11 }, { "kas", 11 }, { "dec", 12 }, { "ara", 12 },
};

typedef struct
{
  int year;
  int month;
  int day;
} Date;

/*
 * Helpers
 */

static gboolean
is_date (const Date *date)
{
  return date->year >= 1900 && date->year <= 9999 && date->month >= 1 && date->month <= 12 &&
         date->day >= 1 &&
         date->day <= g_date_get_days_in_month ((GDateMonth) date->month, (GDateYear) date->year);
}

static gboolean
take_number (const char **at, guint max_digits, int *number, guint *n_digits)
{
  *number = 0;
  *n_digits = 0;
  while (g_ascii_isdigit (**at) && *n_digits < max_digits)
    {
      *number = *number * 10 + (**at - '0');
      (*at)++;
      (*n_digits)++;
    }

  return *n_digits > 0 && !g_ascii_isdigit (**at);
}

static void
skip_blanks (const char **at)
{
  while (**at == ' ')
    (*at)++;
}

/* Between the parts of a date with a word for the month. */
static void
skip_joints (const char **at)
{
  while (**at != '\0' && strchr (" .,-/", **at) != NULL)
    (*at)++;
}

static gboolean
take_year (const char **at, int *year)
{
  guint n_digits;

  if (!take_number (at, 4, year, &n_digits) || (n_digits != 2 && n_digits != 4))
    return FALSE;

  if (n_digits == 2)
    *year += *year <= LAST_SHORT_YEAR ? 2000 : 1900;
  return TRUE;
}

/* A time of day behind a date, in UTC as all times without a zone (contract 2.3); midnight says no
 * more than the day. */
static gboolean
take_clock (const char *at, char clock[16])
{
  int parts[3] = { 0, 0, 0 };
  guint n_digits;

  clock[0] = '\0';
  while (*at == ' ' || *at == 'T')
    at++;
  if (*at == '\0')
    return TRUE;

  for (guint i = 0; i < 3; i++)
    {
      if (!take_number (&at, 2, &parts[i], &n_digits))
        return FALSE;
      if (*at != ':')
        break;
      at++;
      if (i == 2)
        return FALSE;
    }

  skip_blanks (&at);
  if (*at != '\0' || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
    return FALSE;

  if (parts[0] != 0 || parts[1] != 0 || parts[2] != 0)
    g_snprintf (clock, 16, "T%02d:%02d:%02dZ", parts[0], parts[1], parts[2]);
  return TRUE;
}

static OmniDateForm
finish (const Date *date, const char *clock, OmniDateForm form, GString *canonical, int *year)
{
  if (canonical != NULL)
    g_string_printf (canonical, "%04d-%02d-%02d%s", date->year, date->month, date->day,
                     clock[0] != '\0' ? clock : MIDNIGHT);
  if (year != NULL)
    *year = date->year;
  return form;
}

static OmniDateForm
parse_iso (const char *text, GString *canonical, int *year)
{
  OmniTime time;
  g_autofree char *utc = NULL;

  if (!omni_time_parse (text, -1, &time, NULL))
    return OMNI_DATE_NONE;

  utc = time % G_USEC_PER_SEC == 0 ? omni_time_to_iso (time, NULL) : omni_time_to_utc (time);
  if (canonical != NULL)
    g_string_assign (canonical, utc);
  if (year != NULL)
    *year = atoi (utc);
  return OMNI_DATE_CLEAR;
}

/* 2025/3/5, 2025.03.05, 20250305 */
static OmniDateForm
parse_year_first (const char *at, GString *canonical, int *year)
{
  Date date = { 0 };
  char clock[16];
  guint n_digits;
  char joint;

  if (strspn (at, "0123456789") == 8)
    {
      int number = atoi (at);

      date = (Date){ number / 10000, number / 100 % 100, number % 100 };
      at += 8;
    }
  else
    {
      if (!take_number (&at, 4, &date.year, &n_digits) || n_digits != 4 ||
          strchr ("-/.", *at) == NULL)
        return OMNI_DATE_NONE;
      joint = *at++;
      if (!take_number (&at, 2, &date.month, &n_digits) || *at++ != joint ||
          !take_number (&at, 2, &date.day, &n_digits))
        return OMNI_DATE_NONE;
    }

  if (!is_date (&date) || !take_clock (at, clock))
    return OMNI_DATE_NONE;
  return finish (&date, clock, OMNI_DATE_CLEAR, canonical, year);
}

/* 5.3.2025, 05/03/25, 3-5-2025 */
static OmniDateForm
parse_numbers (const char *at, OmniDateOrder order, GString *canonical, int *year)
{
  int first;
  int second;
  int own_year;
  guint n_digits;
  char joint;
  char clock[16];
  Date day_first;
  Date month_first;
  gboolean may_be_day_first;
  gboolean may_be_month_first;

  if (!take_number (&at, 2, &first, &n_digits) || *at == '\0' || strchr ("./-", *at) == NULL)
    return OMNI_DATE_NONE;
  joint = *at++;
  if (!take_number (&at, 2, &second, &n_digits) || *at++ != joint || !take_year (&at, &own_year) ||
      !take_clock (at, clock))
    return OMNI_DATE_NONE;

  day_first = (Date){ own_year, second, first };
  month_first = (Date){ own_year, first, second };
  may_be_day_first = is_date (&day_first);
  /* Nobody who writes the month first puts points between. */
  may_be_month_first = joint != '.' && is_date (&month_first);

  if (may_be_day_first && (joint == '.' || (may_be_month_first && first == second)))
    return finish (&day_first, clock, OMNI_DATE_CLEAR, canonical, year);
  if (may_be_day_first && may_be_month_first)
    return finish (order == OMNI_DATE_DAY_FIRST ? &day_first : &month_first, clock,
                   OMNI_DATE_EITHER, canonical, year);
  if (may_be_day_first)
    return finish (&day_first, clock, OMNI_DATE_ONLY_DAY_FIRST, canonical, year);
  if (may_be_month_first)
    return finish (&month_first, clock, OMNI_DATE_ONLY_MONTH_FIRST, canonical, year);
  return OMNI_DATE_NONE;
}

static gboolean
take_month (const char **at, int *month)
{
  char word[4] = "";

  for (guint n = 0; n < 3; n++)
    {
      gunichar letter = g_utf8_get_char_validated (*at, -1);

      if (letter >= (gunichar) -2 || letter == 0)
        return FALSE;

      letter = g_unichar_tolower (letter);
      word[n] = letter == 0x15f ? 's' : letter == 0x11f ? 'g' : letter < 0x80 ? (char) letter : '?';
      *at = g_utf8_next_char (*at);
    }

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (strcmp (months[i].word, word) == 0)
        {
          *month = months[i].month;
          while (**at != '\0' && !g_ascii_isdigit (**at) && strchr (" .,-/", **at) == NULL)
            (*at)++;
          return TRUE;
        }
    }

  return FALSE;
}

/* 5 Mart 2025, 05-Mar-25, March 5, 2025 */
static OmniDateForm
parse_words (const char *at, GString *canonical, int *year)
{
  Date date = { 0 };
  char clock[16];
  guint n_digits;
  gboolean begins_with_day = g_ascii_isdigit (*at);

  if (begins_with_day && !take_number (&at, 2, &date.day, &n_digits))
    return OMNI_DATE_NONE;
  skip_joints (&at);
  if (!take_month (&at, &date.month))
    return OMNI_DATE_NONE;
  skip_joints (&at);
  if (!begins_with_day && !take_number (&at, 2, &date.day, &n_digits))
    return OMNI_DATE_NONE;
  skip_joints (&at);

  if (!take_year (&at, &date.year) || !is_date (&date) || !take_clock (at, clock))
    return OMNI_DATE_NONE;
  return finish (&date, clock, OMNI_DATE_CLEAR, canonical, year);
}

static OmniDateForm
parse_serial (const char *text, GString *canonical, int *year)
{
  gint64 number = 0;
  gsize n_digits = strspn (text, "0123456789");
  g_autofree char *day = NULL;

  /* A fraction is a time of day, which an invoice's date does not need. */
  if (n_digits != 5 || (text[5] != '\0' && text[5] != '.' && text[5] != ',') ||
      (text[5] != '\0' && strspn (text + 6, "0123456789") != strlen (text + 6)))
    return OMNI_DATE_NONE;

  number = g_ascii_strtoll (text, NULL, 10);
  if (number < FIRST_SERIAL || number > LAST_SERIAL)
    return OMNI_DATE_NONE;

  day = omni_time_to_iso ((number - SERIAL_OF_1970) * SECONDS_PER_DAY * G_USEC_PER_SEC, NULL);
  if (canonical != NULL)
    g_string_assign (canonical, day);
  if (year != NULL)
    *year = atoi (day);
  return OMNI_DATE_SERIAL;
}

static gboolean
is_plain_day (const char *text, gsize length)
{
  static const char pattern[] = "dddd-dd-dd";

  if (length != strlen (pattern))
    return FALSE;
  for (guint i = 0; i < length; i++)
    {
      if (pattern[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
        return FALSE;
    }

  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_update_date_parse:
 * @text: what stands in a cell
 * @length: bytes of @text
 * @order: how to read it where there are two ways
 * @canonical: (nullable): what takes the moment as the contract writes it (2.3); a day is its first
 * moment in UTC
 * @year: (out) (optional): the year
 *
 * Reads a date or a time in any form that is usual in English or Turkish files.
 *
 * Returns: how it is written
 */
OmniDateForm
omni_update_date_parse (
    const char *text, gsize length, OmniDateOrder order, GString *canonical, int *year)
{
  char copy[64];
  OmniDateForm form;

  /* Nearly every date is written so, and nothing has to be copied for it. */
  if (is_plain_day (text, length))
    {
      Date date = { (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 +
                        text[3] - '0',
                    (text[5] - '0') * 10 + text[6] - '0', (text[8] - '0') * 10 + text[9] - '0' };

      if (!is_date (&date))
        return OMNI_DATE_NONE;
      if (canonical != NULL)
        {
          g_string_truncate (canonical, 0);
          g_string_append_len (canonical, text, (gssize) length);
          g_string_append_len (canonical, MIDNIGHT, (gssize) strlen (MIDNIGHT));
        }
      if (year != NULL)
        *year = date.year;
      return OMNI_DATE_CLEAR;
    }

  if (length == 0 || length >= sizeof copy)
    return OMNI_DATE_NONE;
  memcpy (copy, text, length);
  copy[length] = '\0';

  form = length > 10 && copy[4] == '-' ? parse_iso (copy, canonical, year) : OMNI_DATE_NONE;
  if (form == OMNI_DATE_NONE)
    form = parse_year_first (copy, canonical, year);
  if (form == OMNI_DATE_NONE)
    form = parse_numbers (copy, order, canonical, year);
  if (form == OMNI_DATE_NONE)
    form = parse_serial (copy, canonical, year);
  if (form == OMNI_DATE_NONE)
    form = parse_words (copy, canonical, year);
  return form;
}
