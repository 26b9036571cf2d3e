/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-time.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } cases[] = {
    { "2025-03-04T08:15:27.120934Z", "2025-03-04T08:15:27.120934Z" },
    { "2025-03-05T00:00:00Z", "2025-03-05T00:00:00.000000Z" },
    { "2025-03-05", "2025-03-05T00:00:00.000000Z" },
    { "2025-03-05T01:30:00+03:00", "2025-03-04T22:30:00.000000Z" },
    { "2025-03-05 01:30:00.5-0330", "2025-03-05T05:00:00.500000Z" },
    { "2025-03-05T01:30+03", "2025-03-04T22:30:00.000000Z" },
    { "2025-03-05T01:30:00.1234567899", "2025-03-05T01:30:00.123456Z" },
    { "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z" },
    { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z" },
    { "2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000000Z" },
    { "2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000000Z" },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z" },
  };

  g_test_summary ("Test that times are read in every form and written in the contract's");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *utc = NULL;
      OmniTime time = OMNI_TIME_NONE;

      omni_time_parse (cases[i].text, -1, &time, &error);
      g_assert_no_error (error);
      utc = omni_time_to_utc (time);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "now",
    "2025",
    "2025-3-4",
    "2025-02-30",
    "2025-02-29",
    "1900-02-29",
    "2025-13-01",
    "2025-00-10",
    "0000-01-01",
    "2025-03-04T24:00:00Z",
    "2025-03-04T08:60:00Z",
    "2025-03-04T08:15:27.Z",
    "2025-03-04T08:15:27ZZ",
    "2025-03-04T",
    "2025-03-04T08",
    "2025-03-04T08:15:27+3",
    "04.03.2025",
    "2025-03-04T08:15:27\xff",
  };

  g_test_summary ("Test that what is not a time is refused");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      OmniTime time;

      g_assert_false (omni_time_parse (cases[i], -1, &time, &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_every_day (void)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (1899, 12, 31, 0, 0, 0);
  gint64 second = g_date_time_to_unix (first) + 12345;

  g_test_summary ("Test the calendar against that of GLib, every fifth day of three centuries");

  for (guint i = 0; i < 300 * 366 / 5; i++, second += 5 * 86400)
    {
      g_autoptr (GDateTime) expected = g_date_time_new_from_unix_utc (second);
      g_autofree char *expected_text = g_date_time_format (expected, "%Y-%m-%dT%H:%M:%SZ");
      g_autofree char *text = omni_time_to_iso (second * G_USEC_PER_SEC, NULL);
      OmniTime time = OMNI_TIME_NONE;

      g_assert_cmpstr (text, ==, expected_text);
      g_assert_true (omni_time_parse (text, -1, &time, NULL));
      g_assert_cmpint (time, ==, second * G_USEC_PER_SEC);
    }
}

static void
test_zones (void)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_identifier ("+03:00");
  g_autoptr (GTimeZone) west = g_time_zone_new_identifier ("-03:30");
  g_autofree char *east_text = NULL;
  g_autofree char *west_text = NULL;
  g_autofree char *none = omni_time_to_iso (OMNI_TIME_NONE, east);
  OmniTime time;

  g_test_summary ("Test that a moment is written in a zone, with its offset");

  g_assert_true (omni_time_parse ("2025-03-04T22:15:27.9Z", -1, &time, NULL));
  east_text = omni_time_to_iso (time, east);
  west_text = omni_time_to_iso (time, west);
  g_assert_cmpstr (east_text, ==, "2025-03-05T01:15:27+03:00");
  g_assert_cmpstr (west_text, ==, "2025-03-04T18:45:27-03:30");
  g_assert_cmpstr (none, ==, "");
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+03:00");
  /* Clocks in Berlin go forward on 30 March 2025 and back on 26 October. */
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  const struct
  {
    GTimeZone *zone;
    const char *day;
    gboolean end_of_day;
    const char *utc;
  } cases[] = {
    { NULL, "2025-03-04", FALSE, "2025-03-04T00:00:00.000000Z" },
    { NULL, "2025-03-04", TRUE, "2025-03-04T23:59:59.999999Z" },
    { zone, "2025-03-04", FALSE, "2025-03-03T21:00:00.000000Z" },
    { zone, "2025-03-04", TRUE, "2025-03-04T20:59:59.999999Z" },
    { zone, "2025-12-31", TRUE, "2025-12-31T20:59:59.999999Z" },
    { berlin, "2025-03-30", FALSE, "2025-03-29T23:00:00.000000Z" },
    { berlin, "2025-03-30", TRUE, "2025-03-30T21:59:59.999999Z" },
    { berlin, "2025-10-26", FALSE, "2025-10-25T22:00:00.000000Z" },
    { berlin, "2025-10-26", TRUE, "2025-10-26T22:59:59.999999Z" },
  };
  g_autoptr (GError) error = NULL;
  OmniTime time;

  g_test_summary ("Test that a day begins and ends where its person is, also when clocks change");

  g_assert_nonnull (berlin);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *utc = NULL;

      g_assert_true (
          omni_time_parse_day (cases[i].day, cases[i].zone, cases[i].end_of_day, &time, NULL));
      utc = omni_time_to_utc (time);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }

  g_assert_false (omni_time_parse_day ("2025-03-04T08:15", NULL, FALSE, &time, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

static void
test_relative (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+03:00");
  static const struct
  {
    const char *text;
    const char *begin; /* in a zone three hours ahead */
    const char *end;
  } cases[] = {
    { "today", "2025-03-05T00:00:00+03:00", "2025-03-05T23:59:59+03:00" },
    { "yesterday", "2025-03-04T00:00:00+03:00", "2025-03-04T23:59:59+03:00" },
    { "1d", "2025-03-05T00:00:00+03:00", "2025-03-04T23:59:59+03:00" },
    { "7d", "2025-02-27T00:00:00+03:00", "2025-02-26T23:59:59+03:00" },
    { "30d", "2025-02-04T00:00:00+03:00", "2025-02-03T23:59:59+03:00" },
    { "this-week", "2025-03-03T00:00:00+03:00", "2025-03-09T23:59:59+03:00" },
    { "last-week", "2025-02-24T00:00:00+03:00", "2025-03-02T23:59:59+03:00" },
    { "this-month", "2025-03-01T00:00:00+03:00", "2025-03-31T23:59:59+03:00" },
    { "last-month", "2025-02-01T00:00:00+03:00", "2025-02-28T23:59:59+03:00" },
    { "this-year", "2025-01-01T00:00:00+03:00", "2025-12-31T23:59:59+03:00" },
    { "12h", "2025-03-04T12:30:00+03:00", "2025-03-04T12:30:00+03:00" },
  };
  static const char *const others[] = { "",   "tomorrow", "7",   "d",   "0d",        "07d",
                                        "7D", "7d ",      "-7d", "7dd", "99999999d", "7 d" };
  OmniTime now;
  OmniTime time;

  g_test_summary ("Test that relative times are the person's days, not those of UTC");

  /* Already the next day where the person is. */
  g_assert_true (omni_time_parse ("2025-03-04T21:30:00Z", -1, &now, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *begin = NULL;
      g_autofree char *end = NULL;

      g_assert_true (omni_time_parse_relative (cases[i].text, now, zone, FALSE, &time));
      begin = omni_time_to_iso (time, zone);
      g_assert_true (omni_time_parse_relative (cases[i].text, now, zone, TRUE, &time));
      end = omni_time_to_iso (time, zone);
      g_assert_cmpstr (begin, ==, cases[i].begin);
      g_assert_cmpstr (end, ==, cases[i].end);
    }

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (omni_time_parse_relative (others[i], now, zone, FALSE, &time));

  g_assert_true (omni_time_parse ("2025-01-01T00:30:00Z", -1, &now, NULL));
  g_assert_true (omni_time_parse_relative ("last-month", now, NULL, FALSE, &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1733011200000000));
}

static void
test_is_day (void)
{
  static const char *const days[] = { "2025-03-05", "2025-03-05T00:00:00Z",
                                      "2025-03-05T03:00:00+03:00", "1969-12-31T00:00:00.000000Z" };
  static const char *const moments[] = { "2025-03-05T00:00:00+03:00", "2025-03-05T00:00:00.000001Z",
                                         "2025-03-05T08:15:00Z", "1969-12-31T23:59:59.999999Z" };
  OmniTime time;

  g_test_summary ("Test that a day is a midnight of UTC and of no other zone");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_true (omni_time_parse (days[i], -1, &time, NULL));
      g_assert_true (omni_time_is_day (time));
      g_assert_true (omni_time_parse (moments[i], -1, &time, NULL));
      g_assert_false (omni_time_is_day (time));
    }
  g_assert_false (omni_time_is_day (OMNI_TIME_NONE));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/time/parse", test_parse);
  g_test_add_func ("/core/time/refused", test_refused);
  g_test_add_func ("/core/time/every-day", test_every_day);
  g_test_add_func ("/core/time/zones", test_zones);
  g_test_add_func ("/core/time/days", test_days);
  g_test_add_func ("/core/time/relative", test_relative);
  g_test_add_func ("/core/time/is-day", test_is_day);

  return g_test_run ();
}
