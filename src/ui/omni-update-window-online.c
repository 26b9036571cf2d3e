/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What needs the server: preview, apply, signing in. */

#include "config.h"

#include "omni-update-window-private.h"

#include "omni-sign-in-sheet.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

gboolean
omni_update_window_is_working (OmniUpdateWindow *self)
{
  return self->previewing != NULL ||
         (self->run != NULL && !omni_job_is_finished (OMNI_JOB (self->run)));
}

/* Nothing can be edited while what it says is read or sent. */
static void
update_frozen (OmniUpdateWindow *self)
{
  gboolean is_working = omni_update_window_is_working (self);

  if (self->document != NULL &&
      omni_update_document_get_frozen (self->document) != is_working)
    omni_update_document_set_frozen (self->document, is_working);
  omni_update_window_update (self);
}

void
omni_update_window_drop_preview (OmniUpdateWindow *self)
{
  if (omni_update_sheet_get_preview (self->sheet) == NULL &&
      omni_update_sheet_get_results (self->sheet) == NULL)
    return;

  omni_update_sheet_set_preview (self->sheet, NULL);
  omni_update_sheet_set_results (self->sheet, NULL);
  if (omni_update_sheet_get_show (self->sheet) != OMNI_UPDATE_SHOW_PROBLEMS)
    omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
}

/*
 * Signing in
 */

void
omni_update_window_ask_to_sign_in (OmniUpdateWindow *self)
{
  if (self->session == NULL)
    {
      g_signal_emit_by_name (self, "sign-in-wanted");
      return;
    }

  if (self->sheet_window == NULL)
    g_set_weak_pointer (&self->sheet_window, GTK_WIDGET (omni_sign_in_sheet_new (
                                               GTK_WINDOW (self), self->session)));
  gtk_window_present (GTK_WINDOW (self->sheet_window));
}

/* Work that waits for somebody to sign in again. */
void
omni_update_window_resume (OmniUpdateWindow *self)
{
  OmniJob *jobs[] = { (OmniJob *) self->previewing, (OmniJob *) self->run };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      if (jobs[i] != NULL && omni_job_get_stall (jobs[i]) != NULL)
        omni_job_resume (jobs[i]);
    }
}

/*
 * Preview
 */

static void
preview_finished_cb (OmniUpdateWindow *self, OmniJob *job)
{
  g_autoptr (OmniUpdatePreview) preview = g_steal_pointer (&self->previewing);
  const GError *error = omni_job_get_error (job);

  if (self->stack == NULL || self->is_closing)
    return;

  update_frozen (self);
  if (error == NULL && omni_job_get_state (job) == OMNI_JOB_DONE)
    {
      omni_job_list_remove (self->job_list, job);
      omni_update_sheet_set_results (self->sheet, NULL);
      omni_update_sheet_set_preview (self->sheet, preview);
      omni_update_window_set_show (self, OMNI_UPDATE_SHOW_CHANGES);
      omni_update_window_update (self);
      omni_update_table_focus (self->table);
      omni_update_window_go_on (self);
    }
  else
    {
      self->wish = OMNI_UPDATE_WANTS_NOTHING;
    }
}

static void
start_preview (OmniUpdateWindow *self)
{
  OmniUpdatePreview *preview;

  preview = omni_update_preview_new (omni_update_document_get_check (self->document),
                                     omni_session_get_client (self->session));
  omni_update_preview_set_patience (preview, G_MAXUINT);
  self->previewing = preview;
  g_signal_connect_swapped (preview, "finished", G_CALLBACK (preview_finished_cb), self);
  update_frozen (self);
  omni_job_list_start (self->job_list, OMNI_JOB (preview), NULL, NULL, NULL);
}

/*
 * Apply
 */

static void
results_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniUpdateWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUpdateResults) results = omni_update_results_read_finish (result, &error);
  gsize n_failed;

  if (self->stack == NULL || self->run != OMNI_UPDATE_RUN (source))
    return;
  if (results == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        omni_update_window_show_message (self, error->message, NULL, NULL);
      return;
    }

  n_failed = omni_update_run_count (self->run, OMNI_JOURNAL_REFUSED) +
             omni_update_run_count (self->run, OMNI_JOURNAL_SENT);
  omni_update_sheet_set_results (self->sheet, results);
  omni_update_window_set_show (self, n_failed > 0 ? OMNI_UPDATE_SHOW_FAILED
                                                  : OMNI_UPDATE_SHOW_ALL);
  omni_update_window_update (self);
  omni_update_table_focus (self->table);
}

/* A run that was stopped has done something, too. */
static void
run_finished_cb (OmniUpdateWindow *self, OmniJob *job)
{
  const GError *error = omni_job_get_error (job);
  const char *summary = omni_job_get_summary (job);

  if (self->stack == NULL || self->is_closing)
    return;

  update_frozen (self);
  if (summary == NULL)
    {
      /* It did not begin; the row of the job says why. */
      g_clear_object (&self->run);
      omni_update_window_update (self);
    }
  else
    {
      g_autofree char *text = NULL;

      /* What it said would change has changed, or is to be read again. */
      omni_update_window_drop_preview (self);
      text = omni_job_get_state (job) == OMNI_JOB_DONE
                 ? g_strdup (summary)
                 : g_strdup_printf (_("Stopped: %s Apply again to go on."), summary);
      gtk_label_set_label (self->result_label, text);
      gtk_widget_set_visible (self->result_bar, TRUE);
      omni_update_results_read_async (self->run, self->cancellable, results_read_cb,
                                      g_object_ref (self));
      if (error == NULL)
        omni_job_list_remove (self->job_list, job);
    }
}

/* Going on with an interrupted run of the same content is what applying it again means. */
static void
start_apply (OmniUpdateWindow *self)
{
  g_clear_object (&self->run);
  gtk_widget_set_visible (self->result_bar, FALSE);
  self->run = omni_update_run_new (omni_update_document_get_check (self->document),
                                   omni_session_get_client (self->session), self->database,
                                   omni_session_get_profile (self->session));
  omni_update_run_set_resume (self->run, TRUE);
  omni_update_run_set_patience (self->run, G_MAXUINT);
  g_signal_connect_object (self->run, "finished", G_CALLBACK (run_finished_cb), self,
                           G_CONNECT_SWAPPED);
  update_frozen (self);
  omni_job_list_start (self->job_list, OMNI_JOB (self->run), NULL, NULL, NULL);
}

static void
apply_answered_cb (OmniUpdateWindow *self, const char *response)
{
  if (g_str_equal (response, "apply") && omni_update_sheet_get_preview (self->sheet) != NULL)
    start_apply (self);
  else
    omni_update_table_focus (self->table);
}

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static char *
describe_changes (OmniUpdateWindow *self, OmniUpdatePreview *preview)
{
  OmniUpdateCheck *check = omni_update_document_get_check (self->document);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_unchanged = omni_update_preview_count_unchanged (preview) +
                      omni_update_check_count_rows (check, OMNI_UPDATE_STATE_NOTHING);
  gsize n_problems = omni_update_preview_count_problems (preview);
  gsize n_warnings = omni_update_preview_count_warnings (preview);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      gsize n = omni_update_preview_count_field (preview, i);
      g_autofree char *line = g_strdup_printf ("%s: %'" PRId64, omni_item_field_get_name (i),
                                               (gint64) n);

      if (n > 0)
        append_line (text, line);
    }

  g_string_append_c (text, '\n');
  if (n_unchanged > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'" PRId64 " row changes nothing and is left out.",
                  "%'" PRId64 " rows change nothing and are left out.", (gulong) n_unchanged),
        (gint64) n_unchanged);

      append_line (text, line);
    }
  if (n_problems > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'" PRId64 " row has a problem and is not applied.",
                  "%'" PRId64 " rows have problems and are not applied.", (gulong) n_problems),
        (gint64) n_problems);

      append_line (text, line);
    }
  if (n_warnings > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'" PRId64 " row takes the zeros in front of a number away. Look at it first.",
                  "%'" PRId64 " rows take the zeros in front of numbers away. Look at them first.",
                  (gulong) n_warnings),
        (gint64) n_warnings);

      append_line (text, line);
    }
  append_line (text, _("An undo file can take it all back afterwards."));

  return g_strdup (text->str);
}

static void
ask_to_apply (OmniUpdateWindow *self)
{
  OmniUpdatePreview *preview = omni_update_sheet_get_preview (self->sheet);
  gsize n_changed = omni_update_preview_count_changed (preview);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (n_changed == 0)
    {
      omni_update_window_say (self, _("There is nothing to apply: no row changes anything"));
      return;
    }

  heading = g_strdup_printf (ngettext ("Change %'" PRId64 " order item?",
                                       "Change %'" PRId64 " order items?", (gulong) n_changed),
                             (gint64) n_changed);
  body = describe_changes (self, preview);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "apply",
                                    _("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (apply_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*
 * What goes on when it can
 */

void
omni_update_window_want (OmniUpdateWindow *self, OmniUpdateWish wish)
{
  if (self->document == NULL || omni_update_window_is_working (self))
    return;

  omni_update_table_finish (self->table);
  if (wish == OMNI_UPDATE_WANTS_APPLY && self->database == NULL)
    {
      omni_update_window_show_message (
        self, _("Without a place to keep a journal on this computer nothing is applied."), NULL,
        NULL);
      return;
    }

  self->wish = wish;
  /* What was asked for by hand is read anew; what is asked on the way to something else is not. */
  if (wish == OMNI_UPDATE_WANTS_PREVIEW)
    omni_update_window_drop_preview (self);
  if (self->session == NULL || !omni_session_is_signed_in (self->session))
    omni_update_window_ask_to_sign_in (self);
  else
    omni_update_window_go_on (self);
}

void
omni_update_window_go_on (OmniUpdateWindow *self)
{
  gboolean has_preview;

  if (self->wish == OMNI_UPDATE_WANTS_NOTHING || self->document == NULL ||
      self->session == NULL || !omni_session_is_signed_in (self->session) ||
      !omni_update_document_is_checked (self->document) || omni_update_window_is_working (self))
    return;

  has_preview = omni_update_sheet_get_preview (self->sheet) != NULL;
  gtk_window_present (GTK_WINDOW (self));
  if (!has_preview)
    {
      start_preview (self);
      return;
    }

  if (self->wish == OMNI_UPDATE_WANTS_APPLY)
    ask_to_apply (self);
  self->wish = OMNI_UPDATE_WANTS_NOTHING;
}
