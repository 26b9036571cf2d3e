/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-job-notice.h"

#include <glib/gi18n-lib.h>

static void
add_file_buttons (GNotification *notice, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  g_notification_add_button_with_target (notice, _ ("Open"), "app.open-file", "s", uri);
  g_notification_add_button_with_target (notice, _ ("Show in Folder"), "app.show-in-folder", "s",
                                         uri);
}

/**
 * omni_job_notice_send:
 * @window: where the job can be seen
 * @job: a job that has ended
 *
 * Tells what came of a job on the desktop, unless the person looks at its window anyway or has
 * cancelled it.
 *
 * Returns: whether it was told
 */
gboolean
omni_job_notice_send (GtkWindow *window, OmniJob *job)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (window));
  const GError *error = omni_job_get_error (job);
  const char *words = error != NULL ? error->message : omni_job_get_summary (job);
  GFile *file = omni_job_get_result_file (job);
  g_autoptr (GNotification) notice = NULL;

  if (application == NULL || gtk_window_is_active (window) ||
      omni_job_get_state (job) == OMNI_JOB_CANCELLED)
    return FALSE;

  notice = g_notification_new (omni_job_get_title (job));
  if (words != NULL)
    g_notification_set_body (notice, words);
  if (error == NULL && file != NULL)
    add_file_buttons (notice, file);
  g_application_send_notification (application, NULL, notice);
  return TRUE;
}
