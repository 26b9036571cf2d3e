/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-job.h"
#include "omni-test.h"

#define TEST_TYPE_JOB (test_job_get_type ())
G_DECLARE_FINAL_TYPE (TestJob, test_job, TEST, JOB, OmniJob)

/* Counts up to its total; waits in between until the test lets it go on, where it is told to. */
struct _TestJob
{
  OmniJob parent_instance;

  gint64 total;
  gint go_on_at; /* (atomic) how far it may count */
  gint counted;  /* (atomic) */
  gboolean fails;
  gboolean stalls; /* for an hour, before it counts */
};

G_DEFINE_FINAL_TYPE (TestJob, test_job, OMNI_TYPE_JOB)

static GThread *finalized_in;

static gboolean
test_job_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  TestJob *self = TEST_JOB (job);
  g_autoptr (GError) reason = omni_error_new (OMNI_ERROR_OFFLINE, "No line");

  if (self->stalls && !omni_job_stall (job, reason, 3600, error))
    return FALSE;

  while (g_atomic_int_get (&self->counted) < self->total)
    {
      if (!omni_job_checkpoint (job, error))
        return FALSE;
      if (g_atomic_int_get (&self->counted) >= g_atomic_int_get (&self->go_on_at))
        {
          g_thread_yield ();
          continue;
        }

      g_atomic_int_inc (&self->counted);
      omni_job_report (job, g_atomic_int_get (&self->counted), self->total);
    }

  if (self->fails)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, "The disk is full"));
      return FALSE;
    }

  omni_job_set_summary (job, "Counted to the end");
  return TRUE;
}

static void
test_job_finalize (GObject *object)
{
  finalized_in = g_thread_self ();

  G_OBJECT_CLASS (test_job_parent_class)->finalize (object);
}

static void
test_job_class_init (TestJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_job_finalize;
  OMNI_JOB_CLASS (klass)->run = test_job_run;
}

static void
test_job_init (TestJob *self)
{
}

static TestJob *
make_job (gint64 total, gint go_on_at)
{
  TestJob *job = g_object_new (TEST_TYPE_JOB, NULL);

  job->total = total;
  job->go_on_at = go_on_at;
  omni_job_set_title (OMNI_JOB (job), "Counting");
  return job;
}

static void
count_cb (OmniJob *job, guint *count)
{
  (*count)++;
}

static void
assert_main_thread_cb (OmniJob *job, gpointer main_thread)
{
  g_assert_true (g_thread_self () == main_thread);
}

static void
test_succeeds (void)
{
  g_autoptr (TestJob) job = make_job (100000, G_MAXINT);
  guint n_changed = 0;
  guint n_finished = 0;
  gint64 started = g_get_monotonic_time ();
  gint64 most;

  g_test_summary ("A job tells its progress where it was started, not more often than can be seen");

  g_signal_connect (job, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (job, "changed", G_CALLBACK (assert_main_thread_cb), g_thread_self ());
  g_signal_connect (job, "finished", G_CALLBACK (count_cb), &n_finished);
  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_WAITING);
  g_assert_cmpstr (omni_job_get_title (OMNI_JOB (job)), ==, "Counting");

  omni_job_start (OMNI_JOB (job));
  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_RUNNING);
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (job)));

  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_DONE);
  g_assert_cmpint (omni_job_get_done (OMNI_JOB (job)), ==, 100000);
  g_assert_cmpint (omni_job_get_total (OMNI_JOB (job)), ==, 100000);
  g_assert_cmpstr (omni_job_get_summary (OMNI_JOB (job)), ==, "Counted to the end");
  g_assert_null (omni_job_get_error (OMNI_JOB (job)));
  g_assert_cmpuint (n_finished, ==, 1);

  /* Twenty a second, and the start, the first report and the end. */
  most = (g_get_monotonic_time () - started) / (50 * G_TIME_SPAN_MILLISECOND) + 3;
  g_assert_cmpint (n_changed, <=, most);
}

static void
test_fails (void)
{
  g_autoptr (TestJob) job = make_job (3, G_MAXINT);

  g_test_summary ("A job that fails says why");

  job->fails = TRUE;
  omni_job_start (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (job)));

  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_FAILED);
  g_assert_error (omni_job_get_error (OMNI_JOB (job)), OMNI_ERROR, OMNI_ERROR_BAD_FILE);
}

static void
test_pauses (void)
{
  g_autoptr (TestJob) job = make_job (20, 10);

  g_test_summary ("A paused job does nothing until it is resumed");

  omni_job_start (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_get_done (OMNI_JOB (job)) == 10);

  omni_job_pause (OMNI_JOB (job));
  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_PAUSED);
  g_atomic_int_set (&job->go_on_at, G_MAXINT);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);

  /* It may have been past its checkpoint when it was paused, so one more is possible. */
  g_assert_cmpint (g_atomic_int_get (&job->counted), <=, 11);

  omni_job_resume (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (job)));
  g_assert_cmpint (omni_job_get_done (OMNI_JOB (job)), ==, 20);
}

static void
test_cancels (gconstpointer paused)
{
  g_autoptr (TestJob) job = make_job (20, 10);

  g_test_summary ("A cancelled job ends, also when it was paused, and is no failure");

  omni_job_start (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_get_done (OMNI_JOB (job)) == 10);
  if (GPOINTER_TO_INT (paused))
    omni_job_pause (OMNI_JOB (job));

  omni_job_cancel (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (job)));

  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_CANCELLED);
  g_assert_true (omni_error_is_cancelled (omni_job_get_error (OMNI_JOB (job))));
  g_assert_cmpint (omni_job_get_done (OMNI_JOB (job)), ==, 10);
}

static void
test_outlives_its_owner (void)
{
  TestJob *job = make_job (1000, G_MAXINT);

  g_test_summary ("A job that nobody holds ends its work and is freed where it was started");

  finalized_in = NULL;
  omni_job_start (OMNI_JOB (job));
  g_object_unref (job);

  OMNI_TEST_WAIT (finalized_in != NULL);
  g_assert_true (finalized_in == g_thread_self ());
}

static void
test_runs_here (void)
{
  g_autoptr (TestJob) job = make_job (1000, G_MAXINT);
  g_autoptr (TestJob) cancelled_job = make_job (1000, G_MAXINT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_finished = 0;

  g_test_summary ("A job can run on the thread that asks for it");

  g_signal_connect (job, "finished", G_CALLBACK (count_cb), &n_finished);
  g_assert_true (omni_job_run_here (OMNI_JOB (job), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (omni_job_get_state (OMNI_JOB (job)), ==, OMNI_JOB_DONE);
  g_assert_cmpint (omni_job_get_done (OMNI_JOB (job)), ==, 1000);
  g_assert_cmpuint (n_finished, ==, 1);

  g_cancellable_cancel (cancellable);
  g_assert_false (omni_job_run_here (OMNI_JOB (cancelled_job), cancellable, &error));
  g_assert_true (omni_error_is_cancelled (error));
}

static void
test_stalls (void)
{
  g_autoptr (TestJob) job = make_job (10, G_MAXINT);
  g_autoptr (TestJob) cancelled = make_job (10, G_MAXINT);
  g_autoptr (TestJob) here = make_job (10, G_MAXINT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "A job that waits by itself is paused, says why, and can be sent on or cancelled");

  job->stalls = cancelled->stalls = here->stalls = TRUE;
  omni_job_start (OMNI_JOB (job));
  OMNI_TEST_WAIT (omni_job_get_state (OMNI_JOB (job)) == OMNI_JOB_PAUSED);
  g_assert_error (omni_job_get_stall (OMNI_JOB (job)), OMNI_ERROR, OMNI_ERROR_OFFLINE);
  omni_job_resume (OMNI_JOB (job));
  g_assert_null (omni_job_get_stall (OMNI_JOB (job)));
  OMNI_TEST_WAIT (omni_job_get_state (OMNI_JOB (job)) == OMNI_JOB_DONE);

  omni_job_start (OMNI_JOB (cancelled));
  OMNI_TEST_WAIT (omni_job_get_stall (OMNI_JOB (cancelled)) != NULL);
  omni_job_cancel (OMNI_JOB (cancelled));
  OMNI_TEST_WAIT (omni_job_get_state (OMNI_JOB (cancelled)) == OMNI_JOB_CANCELLED);

  g_cancellable_cancel (cancellable);
  g_assert_false (omni_job_run_here (OMNI_JOB (here), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/job/succeeds", test_succeeds);
  g_test_add_func ("/core/job/fails", test_fails);
  g_test_add_func ("/core/job/pauses", test_pauses);
  g_test_add_func ("/core/job/stalls", test_stalls);
  g_test_add_data_func ("/core/job/cancels", GINT_TO_POINTER (FALSE), test_cancels);
  g_test_add_data_func ("/core/job/cancels-while-paused", GINT_TO_POINTER (TRUE), test_cancels);
  g_test_add_func ("/core/job/outlives-its-owner", test_outlives_its_owner);
  g_test_add_func ("/core/job/runs-here", test_runs_here);

  return g_test_run ();
}
