/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-unsaved-question.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * omni_unsaved_question_ask:
 * @parent: a window that was to close
 * @question: (inout): where the dialog stands while it is open; a weak pointer
 * @body: what was not saved, a sentence
 * @can_save: whether it can be saved
 * @answered: called with @parent and a response: "cancel", "discard" or "save"
 *
 * Asks what is to become of what was not saved.
 */
void
omni_unsaved_question_ask (GtkWindow *parent,
                           GtkWidget **question,
                           const char *body,
                           gboolean can_save,
                           GCallback answered)
{
  AdwMessageDialog *dialog;

  if (*question != NULL)
    {
      gtk_window_present (GTK_WINDOW (*question));
      return;
    }

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _ ("Save the changes?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Go On Editing"), "discard",
                                    _ ("_Discard"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "save", can_save);
  if (can_save)
    adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", answered, parent, G_CONNECT_SWAPPED);
  g_set_weak_pointer (question, GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * omni_unsaved_question_drop:
 * @question: (inout): where the dialog stands while it is open
 *
 * Takes the dialog away with its parent. It may be in the middle of its answer, and so outlive it.
 */
void
omni_unsaved_question_drop (GtkWidget **question)
{
  GtkWindow *window = GTK_WINDOW (*question);

  g_clear_weak_pointer (question);
  if (window == NULL)
    return;

  gtk_window_set_transient_for (window, NULL);
  gtk_window_destroy (window);
}
