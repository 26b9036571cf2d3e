/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-update-journal.h"
#include "store-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static gint64
begin (StoreFixture *fixture, const char *content, gboolean resume, gboolean *resumed)
{
  g_autoptr (GError) error = NULL;
  gint64 run = omni_database_begin_update (fixture->database, fixture->profile, content, "a.csv",
                                           resume, resumed, &error);

  g_assert_no_error (error);
  g_assert_cmpint (run, >, 0);
  return run;
}

static void
write_row (StoreFixture *fixture,
           gint64 run,
           gint64 row,
           OmniJournalState state,
           const char *reason)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_journal_entry_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, omni_journal_entry_new (row, row + 100, state,
                                                    "{\"status\": [\"450\", \"500\"]}", reason));
  omni_database_write_updates (fixture->database, run, entries, &error);
  g_assert_no_error (error);
}

static void
assert_rows (StoreFixture *fixture, gint64 run, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      omni_database_read_updates (fixture->database, run, 0, 100, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const OmniJournalEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->item, ==, entry->row + 100);
      g_assert_cmpstr (entry->changes, ==, "{\"status\": [\"450\", \"500\"]}");
      g_string_append_printf (text, "%s%d:%u%s", i > 0 ? " " : "", (int) entry->row, entry->state,
                              entry->reason != NULL ? entry->reason : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (StoreFixture *fixture, gconstpointer unused)
{
  gint64 run = begin (fixture, "x", FALSE, NULL);

  g_test_summary ("Rows are written, changed, forgotten and read back in their order.");

  write_row (fixture, run, 7, OMNI_JOURNAL_SENT, NULL);
  write_row (fixture, run, 2, OMNI_JOURNAL_REFUSED, "no");
  write_row (fixture, run, 9, OMNI_JOURNAL_SENT, NULL);
  assert_rows (fixture, run, "2:4no 7:1 9:1");
  write_row (fixture, run, 7, OMNI_JOURNAL_DONE, NULL);
  write_row (fixture, run, 9, OMNI_JOURNAL_NONE, NULL);
  assert_rows (fixture, run, "2:4no 7:2");
}

static void
test_resume (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gboolean resumed = TRUE;
  gint64 first = begin (fixture, "x", TRUE, &resumed);

  g_test_summary ("An interrupted run is gone on with, one that was completed or given up is not.");

  g_assert_false (resumed);
  write_row (fixture, first, 1, OMNI_JOURNAL_SENT, NULL);
  g_assert_true (omni_database_end_update (fixture->database, first, FALSE, &error));
  g_assert_cmpint (begin (fixture, "x", TRUE, &resumed), ==, first);
  g_assert_true (resumed);
  assert_rows (fixture, first, "1:1");

  g_assert_true (omni_database_end_update (fixture->database, first, FALSE, &error));
  g_assert_cmpint (begin (fixture, "x", FALSE, &resumed), !=, first);
  g_assert_false (resumed);
}

static void
assert_locked (StoreFixture *fixture,
               const OmniProfile *profile,
               const char *content,
               const char *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (omni_database_begin_update (fixture->database, profile, content, file, TRUE,
                                               NULL, &error),
                   ==, 0);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
}

static void
test_locked (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniProfile) colleague = omni_profile_new ("https://acme.example", "view.can");
  gint64 run = begin (fixture, "x", FALSE, NULL);

  g_test_summary ("What somebody works on cannot be begun again, by its content nor by its name.");

  assert_locked (fixture, fixture->profile, "x", "copy.csv");
  assert_locked (fixture, fixture->profile, "edited", "a.csv");
  assert_locked (fixture, colleague, "edited", "a.csv");
  g_assert_cmpint (omni_database_begin_update (fixture->database, fixture->profile, "y", "b.csv",
                                               FALSE, NULL, &error),
                   >, 0);
  g_assert_true (omni_database_end_update (fixture->database, run, TRUE, &error));
  begin (fixture, "x", FALSE, NULL);
}

/* Another process that takes the run and is killed with it. */
static gint64
take_and_be_killed (StoreFixture *fixture)
{
  int channel[2];
  int status = 0;
  gint64 run = 0;
  pid_t child;

  g_clear_object (&fixture->database);
  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    {
      OmniDatabase *database = omni_database_open (fixture->path, NULL);

      run =
          omni_database_begin_update (database, fixture->profile, "x", "a.csv", FALSE, NULL, NULL);
      if (write (channel[1], &run, sizeof run) == sizeof run)
        kill (getpid (), SIGKILL);
      _exit (1);
    }

  g_assert_cmpint (read (channel[0], &run, sizeof run), ==, sizeof run);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close (channel[0]);
  close (channel[1]);
  store_fixture_reopen (fixture);
  return run;
}

static void
test_killed_owner (StoreFixture *fixture, gconstpointer unused)
{
  gboolean resumed = FALSE;
  gint64 run = take_and_be_killed (fixture);

  g_test_summary ("A run whose process was killed can be gone on with at once.");

  g_assert_cmpint (begin (fixture, "x", TRUE, &resumed), ==, run);
  g_assert_true (resumed);
}

static void
test_reference_data (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniReferenceData) data = omni_reference_data_new ();
  g_autoptr (OmniReferenceData) none = NULL;
  g_autoptr (OmniReferenceData) kept = NULL;
  const OmniReferenceEntry *entry;
  gint64 saved = 0;

  g_test_summary ("The tenant's lists are kept, with the time, and forgotten with their profile.");

  none = omni_database_load_reference_data (fixture->database, fixture->profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (none);

  omni_reference_data_add (data, OMNI_REFERENCE_CARGO_COMPANY, 4, "Yurtiçi Kargo", "yurtici");
  omni_reference_data_add (data, OMNI_REFERENCE_CHANNEL, 1, "Web", NULL);
  for (guint i = 0; i < 2; i++)
    g_assert_true (
        omni_database_save_reference_data (fixture->database, fixture->profile, data, &error));

  kept = omni_database_load_reference_data (fixture->database, fixture->profile, &saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (g_get_real_time () - saved), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (omni_reference_data_get_size (kept, OMNI_REFERENCE_CARGO_COMPANY), ==, 1);
  entry = omni_reference_data_find (kept, OMNI_REFERENCE_CARGO_COMPANY, 4);
  g_assert_cmpstr (entry->name, ==, "Yurtiçi Kargo");
  g_assert_cmpstr (entry->code, ==, "yurtici");
  g_assert_null (omni_reference_data_find (kept, OMNI_REFERENCE_CHANNEL, 1)->code);

  begin (fixture, "x", FALSE, NULL);
  g_assert_true (omni_database_remove_profile (fixture->database, fixture->profile, &error));
  none = omni_database_load_reference_data (fixture->database, fixture->profile, NULL, &error);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  store_fixture_add_test ("/store/update-journal/rows", test_rows);
  store_fixture_add_test ("/store/update-journal/resume", test_resume);
  store_fixture_add_test ("/store/update-journal/locked", test_locked);
  store_fixture_add_test ("/store/update-journal/killed-owner", test_killed_owner);
  store_fixture_add_test ("/store/reference-data/kept", test_reference_data);

  return g_test_run ();
}
