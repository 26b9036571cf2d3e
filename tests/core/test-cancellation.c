/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cancellation.h"
#include "omni-iban.h"
#include "omni-test.h"

static void
test_json (void)
{
  g_autoptr (OmniCancellation) cancellation =
      omni_cancellation_new (G_MAXINT64, "0042 \"x\"", OMNI_CANCEL_LINES);
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation, G_MAXINT64 - 1);
  g_autoptr (OmniCancellation) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  g_test_summary ("Test that a cancellation comes back from the disk as it was.");

  line->reason = 12;
  line->reason_name = g_strdup ("Beden uymadı");
  line->text = g_strdup ("küçük\ngeldi");
  omni_money_parse ("549.95", -1, "try", &line->amount, NULL);
  omni_money_parse ("49.90", -1, "try", &cancellation->shipping, NULL);
  omni_money_parse ("599.85", -1, "try", &cancellation->total, NULL);
  cancellation->is_return = TRUE;

  json = omni_cancellation_to_json (cancellation);
  read = omni_cancellation_parse (json, &error);
  g_assert_no_error (error);
  again = omni_cancellation_to_json (read);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpint (read->order, ==, G_MAXINT64);
  g_assert_true (read->is_return);
  g_assert_cmpint (omni_money_compare (&read->total, &cancellation->total), ==, 0);
  g_assert_nonnull (omni_cancellation_find_line (read, G_MAXINT64 - 1));
  g_assert_null (omni_cancellation_find_line (read, 1));
}

static void
test_bad_json (void)
{
  static const char *const texts[] = { "", "[]", "{}", "{\"lines\": [], \"total\": \"x\"}" };

  g_test_summary ("Test that a damaged note is an error.");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (omni_cancellation_parse (texts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_iban (void)
{
  static const struct
  {
    const char *text;
    gboolean is_good;
  } ibans[] = {
    { "TR33 0006 1005 1978 6457 8413 26", TRUE },
    { "tr330006100519786457841326", TRUE },
    { "DE89 3704 0044 0532 0130 00", TRUE },
    { "GB29-NWBK-6016-1331-9268-19", TRUE },
    { "NO93 8601 1117 947", TRUE },
    { "MT84MALT011000012345MTLCAST001S", TRUE },
    { "TR330006100519786457841327", FALSE },   /* a digit */
    { "TR330006100519786475841326", FALSE },   /* two swapped */
    { "TR33000610051978645784132", FALSE },    /* too short */
    { "DE8937040044053201300000", FALSE },     /* too long */
    { "TR000000000000000000000001", FALSE },
    { "", FALSE },
    { "TR", FALSE },
    { "1234567890123456", FALSE },
    { "TR33 0006 1005 1978 6457 8413 2ş", FALSE },
  };

  g_test_summary ("Test that an account number is checked by form, length and check digits.");

  for (guint i = 0; i < G_N_ELEMENTS (ibans); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (omni_iban_check (ibans[i].text, &error), ==, ibans[i].is_good);
      if (!ibans[i].is_good)
        g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
    }
}

static void
test_iban_format (void)
{
  g_autofree char *plain = omni_iban_normalize (" tr33-0006 1005\t1978645784 1326 ");
  g_autofree char *groups = omni_iban_format (plain);

  g_test_summary ("Test that an account number is sent plain and shown in groups.");

  g_assert_cmpstr (plain, ==, "TR330006100519786457841326");
  g_assert_cmpstr (groups, ==, "TR33 0006 1005 1978 6457 8413 26");
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/cancellation/json", test_json);
  g_test_add_func ("/core/cancellation/bad-json", test_bad_json);
  g_test_add_func ("/core/iban/check", test_iban);
  g_test_add_func ("/core/iban/format", test_iban_format);

  return g_test_run ();
}
