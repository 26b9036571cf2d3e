/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-update-journal.h"
#include "omni-update-unfinished.h"

#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;         /* (owned) */
  char *path;           /* (owned) */
  OmniProfile *profile; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->profile = omni_profile_new ("https://acme.example", "ops.elif");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_remove_folder (fixture->folder);
  omni_profile_free (fixture->profile);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* A process that ends in the middle of a run. */
static void
interrupt_a_run (Fixture *fixture, const char *content, const char *file)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      OmniDatabase *database = omni_database_open (fixture->path, NULL);
      g_autoptr (GPtrArray) entries = g_ptr_array_new ();
      gint64 run = omni_database_begin_update (database, fixture->profile, content, file, FALSE,
                                               NULL, NULL);

      g_ptr_array_add (entries, omni_journal_entry_new (0, 7, OMNI_JOURNAL_DONE, NULL, NULL));
      g_ptr_array_add (entries, omni_journal_entry_new (1, 8, OMNI_JOURNAL_SENT, NULL, NULL));
      _exit (omni_database_write_updates (database, run, entries, NULL) ? 0 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **taken = user_data;

  *taken = g_object_ref (result);
}

static GPtrArray *
list (Fixture *fixture, OmniDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *updates;

  omni_database_list_unfinished_async (database, fixture->profile, NULL, take_result, &result);
  OMNI_TEST_WAIT (result != NULL);
  updates = omni_database_list_unfinished_finish (database, result, &error);
  g_assert_no_error (error);
  return updates;
}

static void
test_found (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (GPtrArray) updates = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const OmniUnfinishedUpdate *update;

  g_test_summary ("Test that runs are found that a process left, and no others.");

  interrupt_a_run (fixture, "first", "/home/elif/march.csv");
  database = omni_database_open (fixture->path, &error);
  g_assert_no_error (error);
  omni_database_begin_update (database, fixture->profile, "second", "b.csv", FALSE, NULL, &error);
  g_assert_no_error (error);

  updates = list (fixture, database);
  g_assert_cmpuint (updates->len, ==, 1);
  update = g_ptr_array_index (updates, 0);
  g_assert_cmpstr (update->file, ==, "/home/elif/march.csv");
  g_assert_cmpint (update->n_settled, ==, 1);

  omni_database_forget_unfinished_async (database, fixture->profile, NULL, take_result, &result);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_true (omni_database_forget_unfinished_finish (database, result, &error));
  left = list (fixture, database);
  g_assert_cmpuint (left->len, ==, 0);
  omni_database_close (database);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add ("/store/update-unfinished/found", Fixture, NULL, set_up, test_found, tear_down);

  return g_test_run ();
}
