/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-error.h"
#include "omni-money.h"
#include "omni-test.h"

static OmniMoney
parse (const char *text, const char *currency)
{
  g_autoptr (GError) error = NULL;
  OmniMoney money;

  omni_money_parse (text, -1, currency, &money, &error);
  g_assert_no_error (error);
  return money;
}

static void
test_round_trip (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64 units;
    guint scale;
    const char *written;
  } cases[] = {
    { "1149.80", "try", 114980, 2, "1149.80" },
    { "129.9", "TRY", 12990, 2, "129.90" },
    { "1149", "try", 114900, 2, "1149.00" },
    { "1149", NULL, 1149, 0, "1149" },
    { "1500", "jpy", 1500, 0, "1500" },
    { "12.5", "kwd", 12500, 3, "12.500" },
    { "-0.05", "usd", -5, 2, "-0.05" },
    { "-0.00", "usd", 0, 2, "0.00" },
    { "0.123456", "", 123456, 6, "0.123456" },
    { "1.25000000000", "try", 1250000, 6, "1.250000" },
    { "9223372036854775807", NULL, G_MAXINT64, 0, "9223372036854775807" },
    { "9223372036854775807", "try", G_MAXINT64, 0, "9223372036854775807" },
    { "-9223372036854775808", NULL, G_MININT64, 0, "-9223372036854775808" },
    { "90071992547409.93", "try", G_GINT64_CONSTANT (9007199254740993), 2, "90071992547409.93" },
  };

  g_test_summary ("Test that decimal text goes through an amount unchanged in value");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OmniMoney money = parse (cases[i].text, cases[i].currency);
      g_autofree char *written = omni_money_to_text (&money);

      g_assert_cmpint (money.units, ==, cases[i].units);
      g_assert_cmpuint (money.scale, ==, cases[i].scale);
      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "-",
    ".",
    ".5",
    "5.",
    "1,5",
    "1.149,80",
    "1 000",
    "+1",
    "1e3",
    "0x10",
    "12TL",
    "--1",
    "1.2.3",
    "1.2345678",
    "9223372036854775808",
    "99999999999999999999",
    "\xff",
    "NaN",
  };

  g_test_summary ("Test that text that is not a plain decimal number is refused in words");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      OmniMoney money;

      g_assert_false (omni_money_parse (cases[i], -1, "try", &money, &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  OmniMoney money;

  g_test_summary ("Test that only the given bytes are read");

  g_assert_true (omni_money_parse ("12.34xyz", 5, "try", &money, &error));
  g_assert_no_error (error);
  g_assert_cmpint (money.units, ==, 1234);
}

static void
test_sums (void)
{
  OmniMoney a = parse ("0.10", "try");
  OmniMoney b = parse ("0.2", NULL);
  OmniMoney huge = parse ("9223372036854775807", NULL);
  OmniMoney foreign = parse ("1", "usd");
  OmniMoney result;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("Test that sums are exact, and that what cannot be added is refused");

  g_assert_true (omni_money_add (&a, &b, &result, &error));
  text = omni_money_to_text (&result);
  g_assert_cmpstr (text, ==, "0.30");
  g_assert_cmpstr (result.currency, ==, "try");

  g_assert_true (omni_money_subtract (&b, &a, &b, &error));
  g_assert_cmpint (b.units, ==, 10);
  g_assert_cmpstr (b.currency, ==, "try");

  g_assert_false (omni_money_add (&a, &foreign, &result, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_clear_error (&error);

  g_assert_false (omni_money_add (&huge, &a, &result, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_clear_error (&error);

  g_assert_false (omni_money_add (&huge, &huge, &result, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

static void
test_compare (void)
{
  static const char *const sorted[] = {
    "-9223372036854775808", "-2.5", "-2.4", "-0.000001", "0", "0.000001", "1.49", "1.5", "2", "10",
    "9223372036854775807",
  };

  g_test_summary ("Test that amounts of different scales are compared by value");

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (sorted); j++)
        {
          OmniMoney a = parse (sorted[i], NULL);
          OmniMoney b = parse (sorted[j], NULL);
          int order = omni_money_compare (&a, &b);

          g_assert_cmpint (CLAMP (order, -1, 1), ==, i < j ? -1 : i > j ? 1 : 0);
        }
    }

  {
    OmniMoney a = parse ("1.5", "try");
    OmniMoney b = parse ("1.500", "try");

    g_assert_cmpint (omni_money_compare (&a, &b), ==, 0);
  }
}

static void
test_format (void)
{
  OmniMoney money = parse ("-12480.50", "try");
  OmniMoney plain = parse ("7", NULL);
  g_autofree char *text = omni_money_format (&money);
  g_autofree char *plain_text = omni_money_format (&plain);

  g_test_summary ("Test that an amount is shown with its currency");

  g_assert_cmpstr (text, ==, "-12480.50 TRY");
  g_assert_cmpstr (plain_text, ==, "7");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/money/round-trip", test_round_trip);
  g_test_add_func ("/core/money/refused", test_refused);
  g_test_add_func ("/core/money/length", test_length);
  g_test_add_func ("/core/money/sums", test_sums);
  g_test_add_func ("/core/money/compare", test_compare);
  g_test_add_func ("/core/money/format", test_format);

  return g_test_run ();
}
