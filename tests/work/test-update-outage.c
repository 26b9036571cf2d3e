/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "update-fixture.h"

/* Goes on at once, as somebody does who presses the button. */
static void
stalled_cb (OmniJob *job, guint *n_stalls)
{
  if (omni_job_get_stall (job) == NULL)
    return;

  (*n_stalls)++;
  omni_job_resume (job);
}

/* How often the run waited. */
static guint
apply_patiently (UpdateFixture *fixture, guint patience, GError **error)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  guint n_stalls = 0;

  update_fixture_check_text (fixture, FOUR_ROWS);
  g_clear_object (&fixture->run);
  fixture->run = omni_update_run_new (fixture->check, client, fixture->database, fixture->profile);
  omni_update_run_set_patience (fixture->run, patience);
  g_signal_connect (fixture->run, "changed", G_CALLBACK (stalled_cb), &n_stalls);
  omni_job_run_here (OMNI_JOB (fixture->run), NULL, error);
  return n_stalls;
}

/* An answer gets lost, and the server is not there when it is asked: a connection that was used
 * before is tried twice. */
static void
play_outage (UpdateFixture *fixture)
{
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_reply_set_drop (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 200, "{}"));
  for (guint i = 0; i < 6; i++)
    omni_test_reply_set_drop (omni_test_server_add (fixture->server, "GET", LIST_PATH, 200, "{}"));
}

static void
test_outage (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("A run waits for a server that is away, and asks first what became of its rows.");

  play_outage (fixture);
  update_fixture_play (
      fixture, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "500") "," ITEM ("2", "450") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200, SET (ITEM ("2", "500")));
  g_assert_cmpuint (apply_patiently (fixture, G_MAXUINT, &error), >, 0);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "4 0 0 0 0");
  g_assert_cmpuint (omni_test_server_count (fixture->server, "PATCH", UPDATE_PATH), ==, 2);
  omni_test_server_assert_done (fixture->server);
}

static void
test_impatient (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("A run without patience stops in an outage, and says what is not known.");

  play_outage (fixture);
  g_assert_cmpuint (apply_patiently (fixture, 0, &error), ==, 0);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_OFFLINE);
  update_fixture_assert_counts (fixture, "0 0 0 4 0");
}

static void
play_refusal (UpdateFixture *fixture, guint status, const char *retry_after)
{
  OmniTestReply *reply;

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  reply = omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, status, "{}");
  if (retry_after != NULL)
    omni_test_reply_set_header (reply, "Retry-After", retry_after);
}

static void
play_success (UpdateFixture *fixture)
{
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (
      fixture, "PATCH", UPDATE_PATH, 200,
      SET (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
}

static void
test_maintenance (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("A server that says when it will be back has not fallen over a row.");

  play_refusal (fixture, 503, "1");
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  play_success (fixture);
  g_assert_cmpuint (apply_patiently (fixture, 60, &error), ==, 1);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "4 0 0 0 0");
  omni_test_server_assert_done (fixture->server);
}

static void
test_signs_in_again (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("A run that somebody watches waits for a new session; one without does not.");

  play_refusal (fixture, 401, NULL);
  g_assert_cmpuint (apply_patiently (fixture, 60, &error), ==, 0);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_clear_error (&error);

  play_refusal (fixture, 401, NULL);
  play_success (fixture);
  g_assert_cmpuint (apply_patiently (fixture, G_MAXUINT, &error), ==, 1);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "4 0 0 0 0");
  omni_test_server_assert_done (fixture->server);
}

static void
test_forbidden (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("Nobody waits for a permission: the run stops, and nothing is unknown.");

  play_refusal (fixture, 403, NULL);
  g_assert_cmpuint (apply_patiently (fixture, G_MAXUINT, &error), ==, 0);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  update_fixture_assert_counts (fixture, "0 0 0 0 4");
}

static void
add (const char *path, void (*test) (UpdateFixture *, gconstpointer))
{
  g_test_add (path, UpdateFixture, NULL, update_fixture_set_up, test, update_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  add ("/work/update-outage/waits", test_outage);
  add ("/work/update-outage/impatient", test_impatient);
  add ("/work/update-outage/maintenance", test_maintenance);
  add ("/work/update-outage/signs-in-again", test_signs_in_again);
  add ("/work/update-outage/forbidden", test_forbidden);

  return g_test_run ();
}
