/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-intent.h"
#include "omni-ledger.h"
#include "omni-test.h"
#include "store-fixture.h"

#include <unistd.h>

static OmniIntent *
begin (StoreFixture *fixture, gint64 order)
{
  g_autoptr (GError) error = NULL;
  OmniIntent *intent = omni_intent_new (OMNI_INTENT_CANCEL, order, "7740", 0, "{}");

  g_assert_true (omni_database_begin_intent (fixture->database, fixture->profile, intent, &error));
  g_assert_no_error (error);
  return intent;
}

static guint
count_taken (StoreFixture *fixture, gint64 order)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) taken =
      omni_database_take_intents (fixture->database, fixture->profile, order, &error);

  g_assert_no_error (error);
  return taken->len;
}

static void
test_one_per_order (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniIntent) intent = begin (fixture, 1);
  g_autoptr (OmniIntent) other = begin (fixture, 2);
  g_autoptr (OmniIntent) second = omni_intent_new (OMNI_INTENT_REJECT, 1, "7740", 9, "");
  g_autoptr (OmniProfile) colleague = omni_profile_new ("https://acme.example", "ops.can");
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an order has one open intent at most, whoever is signed in.");

  g_assert_false (omni_database_begin_intent (fixture->database, colleague, second, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_clear_error (&error);

  intent->state = OMNI_INTENT_NOT_DONE;
  g_assert_true (omni_database_end_intent (fixture->database, fixture->profile, intent, "no", NULL,
                                           &error));
  g_assert_true (omni_database_begin_intent (fixture->database, colleague, second, &error));
  g_assert_no_error (error);
}

static void
test_ledger (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniIntent) intent = begin (fixture, 1);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;
  OmniLedgerFilter filter = { 0 };

  g_test_summary ("Test that the end of an intent and its line in the ledger are one.");

  g_ptr_array_add (entries, omni_ledger_entry_new (OMNI_LEDGER_CANCEL, OMNI_LEDGER_DONE, 1, "7740",
                                                   "x", NULL, "549.95 TRY", NULL));
  intent->state = OMNI_INTENT_DONE;
  g_assert_true (omni_database_end_intent (fixture->database, fixture->profile, intent, NULL,
                                           entries, &error));
  written = omni_database_read_ledger (fixture->database, fixture->profile, &filter, 0, 10, &error);
  open = omni_database_list_intents (fixture->database, fixture->profile, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (written->len, ==, 1);
  g_assert_cmpuint (open->len, ==, 0);
}

static void
test_release (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniIntent) intent = begin (fixture, 1);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an intent of a process that works on it is left alone.");

  g_assert_cmpuint (count_taken (fixture, 0), ==, 0);
  g_assert_true (omni_database_release_intent (fixture->database, intent, &error));
  g_assert_cmpuint (count_taken (fixture, 2), ==, 0);
  g_assert_cmpuint (count_taken (fixture, 1), ==, 1);
  g_assert_cmpuint (count_taken (fixture, 1), ==, 0);
}

/* What the killed process does; it never comes back. */
static void
begin_and_wait (const char *path)
{
  g_autoptr (OmniDatabase) database = omni_database_open (path, NULL);
  g_autoptr (OmniProfile) profile = omni_profile_new ("https://acme.example", "ops.elif");
  g_autoptr (OmniIntent) intent = omni_intent_new (OMNI_INTENT_CANCEL, 5, "7741", 0, "{\"a\": 1}");

  intent->before = (g_free (intent->before), g_strdup ("17"));
  if (database != NULL && omni_database_begin_intent (database, profile, intent, NULL) &&
      omni_database_note_intent_sent (database, intent, NULL))
    g_assert_cmpint (write (STDOUT_FILENO, "ok\n", 3), ==, 3);
  pause ();
}

static void
test_crash (StoreFixture *fixture, gconstpointer program)
{
  const char *arguments[] = { program, "--begin", fixture->path, NULL };
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;
  char reply[3];
  const OmniIntent *intent;

  g_test_summary ("Test that what a killed process meant to do is found with all that it knew.");

  child = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), reply, sizeof reply,
                                        NULL, &error),
                   ==, 3);
  g_assert_cmpuint (count_taken (fixture, 5), ==, 0);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, &error));

  taken = omni_database_take_intents (fixture->database, fixture->profile, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->len, ==, 1);
  intent = g_ptr_array_index (taken, 0);
  g_assert_cmpint (intent->order, ==, 5);
  g_assert_cmpint (intent->state, ==, OMNI_INTENT_SENT);
  g_assert_cmpstr (intent->before, ==, "17");
  g_assert_cmpstr (intent->body, ==, "{\"a\": 1}");
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--begin"))
    {
      begin_and_wait (argv[2]);
      return 1;
    }

  omni_test_init (&argc, &argv);

  store_fixture_add_test ("/store/intent/one-per-order", test_one_per_order);
  store_fixture_add_test ("/store/intent/ledger", test_ledger);
  store_fixture_add_test ("/store/intent/release", test_release);
  g_test_add ("/store/intent/crash", StoreFixture, argv[0], store_fixture_set_up, test_crash,
              store_fixture_tear_down);

  return g_test_run ();
}
