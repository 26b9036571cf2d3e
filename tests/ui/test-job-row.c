/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-job-list.h"
#include "omni-test-window.h"

/* A job that goes on when it is told. */
#define TEST_TYPE_JOB (test_job_get_type ())
G_DECLARE_FINAL_TYPE (TestJob, test_job, TEST, JOB, OmniJob)

struct _TestJob
{
  OmniJob parent_instance;

  GAsyncQueue *steps; /* (owned): "work", "end" or "fail" */
  GFile *file;        /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (TestJob, test_job, OMNI_TYPE_JOB)

static gboolean
test_job_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  TestJob *self = TEST_JOB (job);
  gint64 done = 0;

  while (TRUE)
    {
      const char *step;

      if (!omni_job_checkpoint (job, error))
        return FALSE;

      step = g_async_queue_timeout_pop (self->steps, 20 * 1000);
      if (step == NULL)
        continue;
      if (g_str_equal (step, "fail"))
        {
          g_set_error_literal (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE, "The disk is full.");
          return FALSE;
        }
      if (g_str_equal (step, "end"))
        {
          omni_job_set_summary (job, "37 orders written");
          if (self->file != NULL)
            omni_job_set_result_file (job, self->file);
          return TRUE;
        }
      omni_job_report (job, ++done, 4);
    }
}

static void
test_job_finalize (GObject *object)
{
  TestJob *self = TEST_JOB (object);

  g_async_queue_unref (self->steps);
  g_clear_object (&self->file);

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
  self->steps = g_async_queue_new ();
  omni_job_set_title (OMNI_JOB (self), "Exporting 37 orders");
}

static void
step (OmniJob *job, const char *what)
{
  g_async_queue_push (TEST_JOB (job)->steps, (gpointer) what);
}

static OmniJob *
make_job (gpointer data)
{
  guint *n_made = data;

  (*n_made)++;

  return g_object_new (TEST_TYPE_JOB, NULL);
}

static OmniJobRow *
get_row (OmniJobList *list)
{
  return OMNI_JOB_ROW (gtk_widget_get_first_child (GTK_WIDGET (list)));
}

static void
test_progress (void)
{
  OmniJobList *list = g_object_ref_sink (g_object_new (OMNI_TYPE_JOB_LIST, NULL));
  g_autoptr (OmniJob) job = g_object_new (TEST_TYPE_JOB, NULL);

  g_test_summary ("A row says how far its job is, and at the end what came of it and where");

  TEST_JOB (job)->file = g_file_new_for_path ("/nowhere/orders.csv");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (list)));
  omni_job_list_start (list, job, NULL, NULL, NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (list)));
  g_assert_true (omni_test_shows (GTK_WIDGET (list), "Exporting 37 orders"));
  g_assert_cmpuint (omni_job_list_get_n_running (list, TEST_TYPE_JOB), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (omni_job_list_get_running ()), ==, 1);

  step (job, "work");
  OMNI_TEST_WAIT (omni_job_get_done (job) == 1);
  g_assert_nonnull (omni_test_find (GTK_WIDGET (list), GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_null (omni_test_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "Open"));

  step (job, "end");
  OMNI_TEST_WAIT (omni_job_is_finished (job));
  g_assert_true (omni_test_shows (GTK_WIDGET (list), "37 orders written"));
  g_assert_nonnull (omni_test_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "Open"));
  g_assert_nonnull (omni_test_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "Show in Folder"));
  g_assert_null (omni_test_find (GTK_WIDGET (list), GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_cmpuint (omni_job_list_get_n_running (list, TEST_TYPE_JOB), ==, 0);

  g_assert_finalize_object (list);
}

static void
test_figures (void)
{
  g_autoptr (OmniJob) job = g_object_new (TEST_TYPE_JOB, NULL);
  g_autofree char *waiting = NULL;
  g_autofree char *paused = NULL;

  g_test_summary ("Figures say what is known and nothing else");

  waiting = omni_job_row_dup_figures (job);
  g_assert_cmpstr (waiting, ==, "0");

  omni_job_start (job);
  step (job, "work");
  OMNI_TEST_WAIT (omni_job_get_done (job) == 1);
  omni_job_pause (job);
  OMNI_TEST_WAIT (omni_job_get_state (job) == OMNI_JOB_PAUSED);
  paused = omni_job_row_dup_figures (job);
  g_assert_cmpstr (paused, ==, "1 / 4 · paused");

  omni_job_cancel (job);
  OMNI_TEST_WAIT (omni_job_is_finished (job));
}

static void
test_failure (void)
{
  OmniJobList *list = g_object_ref_sink (g_object_new (OMNI_TYPE_JOB_LIST, NULL));
  g_autoptr (OmniJob) job = g_object_new (TEST_TYPE_JOB, NULL);
  OmniJob *again;
  guint n_made = 0;

  g_test_summary ("A failed job says why and can be tried again in the same row");

  omni_job_list_start (list, job, make_job, &n_made, NULL);
  step (job, "fail");
  OMNI_TEST_WAIT (omni_job_is_finished (job));
  g_assert_true (omni_test_shows (GTK_WIDGET (list), "The disk is full."));

  omni_test_press (GTK_WIDGET (list), "Try Again");
  again = omni_job_row_get_job (get_row (list));
  g_assert_true (again != job);
  g_assert_cmpuint (n_made, ==, 1);
  g_assert_cmpuint (omni_job_list_get_n_running (list, TEST_TYPE_JOB), ==, 1);
  g_assert_false (omni_test_shows (GTK_WIDGET (list), "The disk is full."));

  step (again, "end");
  OMNI_TEST_WAIT (omni_job_is_finished (again));
  g_assert_finalize_object (list);
}

static void
test_cancelled (void)
{
  OmniJobList *list = g_object_ref_sink (g_object_new (OMNI_TYPE_JOB_LIST, NULL));
  g_autoptr (OmniJob) job = g_object_new (TEST_TYPE_JOB, NULL);

  g_test_summary ("What was cancelled goes away without a word");

  omni_job_list_start (list, job, NULL, NULL, NULL);
  omni_job_list_cancel_all (list);
  OMNI_TEST_WAIT (omni_job_is_finished (job));
  g_assert_null (get_row (list));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (list)));

  g_assert_finalize_object (list);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/job-row/progress", test_progress);
  g_test_add_func ("/ui/job-row/figures", test_figures);
  g_test_add_func ("/ui/job-row/failure", test_failure);
  g_test_add_func ("/ui/job-row/cancelled", test_cancelled);

  return g_test_run ();
}
