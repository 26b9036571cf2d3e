/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "update-fixture.h"

#include "omni-test.h"

void
update_fixture_set_up (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->profile = omni_profile_new ("https://acme.example", "ops.elif");
  fixture->server = omni_test_server_new ();
}

void
update_fixture_tear_down (UpdateFixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->run);
  g_clear_object (&fixture->check);
  g_clear_object (&fixture->database);
  g_clear_pointer (&fixture->server, omni_test_server_free);
  omni_profile_free (fixture->profile);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

GFile *
update_fixture_make_file (UpdateFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

char *
update_fixture_read_file (UpdateFixture *fixture, const char *name)
{
  g_autoptr (GFile) file = update_fixture_make_file (fixture, name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (g_file_peek_path (file), &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
update_fixture_check_file (UpdateFixture *fixture, GFile *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUpdateFile) file = omni_update_file_open (target, NULL, NULL, &error);

  g_assert_no_error (error);
  g_clear_object (&fixture->check);
  fixture->check = omni_update_check_new (file, NULL);
  g_assert_true (omni_job_run_here (OMNI_JOB (fixture->check), NULL, &error));
}

void
update_fixture_check_text (UpdateFixture *fixture, const char *text)
{
  g_autoptr (GFile) target = update_fixture_make_file (fixture, "update.csv");

  g_assert_true (g_file_set_contents (g_file_peek_path (target), text, -1, NULL));
  update_fixture_check_file (fixture, target);
}

OmniClient *
update_fixture_new_client (const char *url)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (url, &error);

  g_assert_no_error (error);
  omni_client_set_token (client, "token");
  return client;
}

void
update_fixture_apply_with (UpdateFixture *fixture,
                           OmniClient *client,
                           gboolean resume,
                           GError **error)
{
  g_clear_object (&fixture->run);
  fixture->run = omni_update_run_new (fixture->check, client, fixture->database, fixture->profile);
  omni_update_run_set_resume (fixture->run, resume);
  omni_job_run_here (OMNI_JOB (fixture->run), NULL, error);
}

/* "1 done, 2 refused" as numbers: done unchanged refused unknown not-begun */
void
update_fixture_assert_counts (UpdateFixture *fixture, const char *expected)
{
  g_autofree char *counts = g_strdup_printf (
      "%d %d %d %d %d", (int) omni_update_run_count (fixture->run, OMNI_JOURNAL_DONE),
      (int) omni_update_run_count (fixture->run, OMNI_JOURNAL_UNCHANGED),
      (int) omni_update_run_count (fixture->run, OMNI_JOURNAL_REFUSED),
      (int) omni_update_run_count (fixture->run, OMNI_JOURNAL_SENT),
      (int) omni_update_run_count (fixture->run, OMNI_JOURNAL_NONE));

  g_assert_cmpstr (counts, ==, expected);
}

void
update_fixture_play (
    UpdateFixture *fixture, const char *method, const char *path, guint status, const char *body)
{
  omni_test_server_add (fixture->server, method, path, status, body);
}
