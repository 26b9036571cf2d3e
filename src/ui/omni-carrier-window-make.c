/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What becomes of the report: the update file, and a list of the rows that were not used. */

#include "config.h"

#include "omni-carrier-window-private.h"

#include "omni-file-dialog.h"
#include "omni-sign-in-sheet.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* A list of more is for a file. */
#define MAX_LISTED 1000

/* Rows that were not used, on their way into a file. */
typedef struct
{
  OmniCarrierJob *job;    /* (not nullable) (owned) */
  OmniFileTarget *target; /* (not nullable) (owned) */
} Rest;

void
omni_carrier_window_open_made (OmniCarrierWindow *self)
{
  GFile *made = self->job != NULL ? omni_job_get_result_file (OMNI_JOB (self->job)) : NULL;
  g_autofree char *uri = made != NULL ? g_file_get_uri (made) : NULL;

  if (uri == NULL)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-update-file", "s", uri);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_rest (OmniCarrierWindow *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_left = omni_carrier_job_get_n_unmatched (self->job);
  gsize n_rows = omni_carrier_job_get_n_rows (self->job);
  g_autofree char *made = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < MIN (n_left, MAX_LISTED); i++)
    {
      const OmniUnmatched *unmatched = omni_carrier_job_get_unmatched (self->job, i);
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, unmatched->row);
      const char *cells[] = { number, unmatched->key, unmatched->reason, NULL };

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
    }

  made = g_strdup_printf (ngettext ("%'" PRId64 " row to update", "%'" PRId64 " rows to update",
                                    (gulong) n_rows),
                          (gint64) n_rows);
  text = g_strdup_printf (ngettext ("%s. %u row of the report was not used:",
                                    "%s. %u rows of the report were not used:", n_left),
                          made, n_left);
  gtk_label_set_label (self->rest_label, text);
  omni_text_table_set_rows (self->rest_table, rows);
  gtk_stack_set_visible_child_name (self->stack, "rest");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-made", n_rows > 0);
}

static void
job_finished_cb (OmniCarrierWindow *self, OmniJob *job)
{
  if (self->stack == NULL || OMNI_JOB (self->job) != job)
    return;

  omni_carrier_window_update_actions (self);
  if (omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  omni_job_list_remove (self->job_list, job);
  if (omni_carrier_job_get_n_unmatched (self->job) > 0)
    show_rest (self);
  else
    omni_carrier_window_open_made (self);
}

static void
rest_free (gpointer data)
{
  Rest *rest = data;

  g_object_unref (rest->job);
  omni_file_target_free (rest->target);
  g_free (rest);
}

static void
write_rest_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Rest *rest = data;
  GError *error = NULL;

  if (omni_carrier_job_write_unmatched (rest->job, rest->target->file, rest->target->format,
                                        &rest->target->options, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
rest_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (source);
  const Rest *rest = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (rest->target->file);
  g_autofree char *text = g_strdup_printf (_("“%s” was saved"), name);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && self->stack != NULL)
    omni_carrier_window_show_message (self, text, FALSE);
  else if (error != NULL && self->stack != NULL &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    omni_carrier_window_show_message (self, error->message, FALSE);
}

static void
write_rest (OmniCarrierWindow *self, GFile *chosen)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, rest_written_cb, NULL);
  Rest *rest = g_new0 (Rest, 1);

  rest->job = g_object_ref (self->job);
  rest->target = omni_file_target_new (chosen, g_time_zone_new_utc ());
  g_task_set_source_tag (task, write_rest);
  g_task_set_task_data (task, rest, rest_free);
  g_task_run_in_thread (task, write_rest_in_thread);
}

/* Ends the dialog. */
static GFile *
take_answer (OmniCarrierWindow *self, int response)
{
  GFile *chosen = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      omni_file_dialog_remember_folder (chosen);
    }
  g_clear_object (&self->chooser);

  return chosen;
}

static void
rest_chosen_cb (OmniCarrierWindow *self, int response)
{
  g_autoptr (GFile) chosen = take_answer (self, response);

  if (chosen != NULL)
    write_rest (self, chosen);
}

static void
update_file_chosen_cb (OmniCarrierWindow *self, int response)
{
  g_autoptr (GFile) chosen = take_answer (self, response);

  if (chosen != NULL)
    omni_carrier_window_convert (self, chosen);
}

static void
ask_for_file (OmniCarrierWindow *self,
              const char *title,
              const char *suffix,
              GCallback chosen_cb)
{
  g_autofree char *base = g_file_get_basename (self->report);
  g_autoptr (GFile) folder = g_file_get_parent (self->report);
  g_autofree char *name = NULL;
  char *dot = strrchr (base, '.');

  if (self->chooser != NULL)
    return;

  if (dot != NULL && dot != base)
    *dot = '\0';
  name = g_strconcat (base, suffix, omni_file_dialog_get_extension (OMNI_TABLE_FORMAT_CSV), NULL);
  self->chooser = omni_file_dialog_new_to_save (GTK_WINDOW (self), title, _("_Save"), name,
                                                folder);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_XLSX);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_CSV);
  g_signal_connect_object (self->chooser, "response", chosen_cb, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

void
omni_carrier_window_ask_to_sign_in (OmniCarrierWindow *self)
{
  if (self->session == NULL)
    {
      g_signal_emit_by_name (self, "sign-in-wanted");
      return;
    }

  if (self->sheet_window == NULL)
    g_set_weak_pointer (
        &self->sheet_window,
        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), self->session)));
  gtk_window_present (GTK_WINDOW (self->sheet_window));
}

static gboolean
is_signed_in (OmniCarrierWindow *self)
{
  return self->session != NULL && omni_session_is_signed_in (self->session);
}

void
omni_carrier_window_make (OmniCarrierWindow *self)
{
  if (!is_signed_in (self))
    {
      omni_carrier_window_show_message (
          self, _("The orders of the report are found in the back office. Sign in first; what you "
                  "chose here is kept."),
          TRUE);
      return;
    }

  ask_for_file (self, _("Make Update File"), _("-update"),
                G_CALLBACK (update_file_chosen_cb));
}

void
omni_carrier_window_save_rest (OmniCarrierWindow *self)
{
  ask_for_file (self, _("Save Rows That Were Not Used"), _("-not-used"),
                G_CALLBACK (rest_chosen_cb));
}

void
omni_carrier_window_go_back (OmniCarrierWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
}

/**
 * omni_carrier_window_convert:
 * @self: a window with a session, whose report is read
 * @file: the order-update file to make
 *
 * Keeps the map under its name, if it has one, and makes the file.
 */
void
omni_carrier_window_convert (OmniCarrierWindow *self, GFile *file)
{
  g_autoptr (OmniFileTarget) target = NULL;

  g_return_if_fail (OMNI_IS_CARRIER_WINDOW (self));
  g_return_if_fail (self->map != NULL && is_signed_in (self));

  omni_carrier_window_keep_map (self);
  omni_carrier_window_show_message (self, NULL, FALSE);
  target = omni_file_target_new (file, g_time_zone_new_utc ());
  g_clear_object (&self->job);
  self->job = omni_carrier_job_new (omni_session_get_client (self->session), self->report,
                                    self->map, target->file, target->format);
  omni_carrier_job_set_options (self->job, &target->options);
  g_signal_connect_object (self->job, "finished", G_CALLBACK (job_finished_cb), self,
                           G_CONNECT_SWAPPED);
  omni_job_list_start (self->job_list, OMNI_JOB (self->job), NULL, NULL, NULL);
  omni_carrier_window_update_actions (self);
}
