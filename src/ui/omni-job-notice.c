/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-job-notice.h"

#include <glib/gi18n-lib.h>

#define DELAY_MS 1000

/* A job that has ended, until it is clear whether somebody looks. */
typedef struct
{
  GWeakRef window;
  OmniJob *job; /* (not nullable) (owned) */
} Notice;

static void
notice_free (Notice *notice)
{
  g_weak_ref_clear (&notice->window);
  g_object_unref (notice->job);
  g_free (notice);
}

static void
add_file_buttons (GNotification *notice, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  g_notification_add_button_with_target (notice, _ ("Open"), "app.open-file", "s", uri);
  g_notification_add_button_with_target (notice, _ ("Show in Folder"), "app.show-in-folder", "s",
                                         uri);
}

static void
tell (GApplication *application, OmniJob *job)
{
  const GError *error = omni_job_get_error (job);
  const char *words = error != NULL ? error->message : omni_job_get_summary (job);
  GFile *file = omni_job_get_result_file (job);
  g_autoptr (GNotification) notice = g_notification_new (omni_job_get_title (job));

  if (words != NULL)
    g_notification_set_body (notice, words);
  if (error == NULL && file != NULL)
    add_file_buttons (notice, file);
  g_application_send_notification (application, NULL, notice);
}

/* Who answers a dialog of the window looks at the window behind it as well. */
static gboolean
is_looked_at (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);
      GtkWindow *at = gtk_window_is_active (toplevel) ? toplevel : NULL;

      while (at != NULL && at != window)
        at = gtk_window_get_transient_for (at);
      if (at != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
delay_cb (gpointer data)
{
  Notice *notice = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&notice->window);
  GtkApplication *application = window != NULL ? gtk_window_get_application (window) : NULL;

  if (application != NULL && !is_looked_at (window))
    tell (G_APPLICATION (application), notice->job);
  return G_SOURCE_REMOVE;
}

/**
 * omni_job_notice_send:
 * @window: where the job can be seen
 * @job: a job that has ended
 *
 * Tells what came of a job on the desktop, unless the person looks at its window anyway or has
 * cancelled it. A moment is waited for that, because the focus may be on its way back from a
 * dialog.
 */
void
omni_job_notice_send (GtkWindow *window, OmniJob *job)
{
  Notice *notice;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (OMNI_IS_JOB (job));

  if (is_looked_at (window) || omni_job_get_state (job) == OMNI_JOB_CANCELLED)
    return;

  notice = g_new0 (Notice, 1);
  g_weak_ref_init (&notice->window, window);
  notice->job = g_object_ref (job);
  g_timeout_add_full (G_PRIORITY_DEFAULT, DELAY_MS, delay_cb, notice, (GDestroyNotify) notice_free);
}
