/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Closing the window without losing anything. */

#include "config.h"

#include "omni-update-window-private.h"

#include "omni-unsaved-question.h"

#include <glib/gi18n-lib.h>

void
omni_update_window_jobs_changed (OmniUpdateWindow *self)
{
  if (self->is_closing && omni_job_list_get_n_running (self->job_list, OMNI_TYPE_JOB) == 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

void
omni_update_window_stop_and_close (OmniUpdateWindow *self)
{
  self->is_closing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  omni_job_list_cancel_all (self->job_list);
  omni_update_window_jobs_changed (self);
}

static void
close_answered_cb (OmniUpdateWindow *self, const char *response)
{
  if (g_str_equal (response, "close"))
    omni_update_window_stop_and_close (self);
  else if (g_str_equal (response, "save"))
    omni_update_window_save (self, OMNI_UPDATE_SAVE_AS);
}

void
omni_update_window_ask_to_close (OmniUpdateWindow *self, gboolean is_applying)
{
  GtkWidget *dialog;

  omni_unsaved_question_drop (&self->question);
  if (is_applying)
    {
      dialog = adw_message_dialog_new (
        GTK_WINDOW (self), _("The file is being applied"),
        _("When it is stopped, what is done stays done. Open the file again to go on with the "
          "rest."));
      adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep Applying"),
                                        "close", _("_Stop and Close"), NULL);
    }
  else
    {
      dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Your edits are not on the disk"),
                                       _("They cannot be kept as a draft and would be lost."));
      adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Cancel"), "close",
                                        _("_Lose Edits"), "save", _("_Save As…"), NULL);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                                  ADW_RESPONSE_SUGGESTED);
    }

  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A draft on the disk is as good as saved. */
gboolean
omni_update_window_would_lose (OmniUpdateWindow *self)
{
  return self->document != NULL && omni_update_document_is_modified (self->document) &&
         (self->database == NULL || omni_update_document_get_draft_error (self->document) != NULL);
}
