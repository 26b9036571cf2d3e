/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-name-dialog.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AdwMessageDialog *dialog; /* (borrowed): it owns this */
  GtkEditable *entry;       /* (borrowed) */
  GtkLabel *label;          /* (borrowed) */
  OmniNameChecker checker;
  OmniNameTaker taker;
  GWeakRef data;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_weak_ref_clear (&question->data);
  g_free (question);
}

static char *
dup_name (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));
}

/* An empty name is not wrong yet. */
static void
check (Question *question)
{
  g_autoptr (GObject) data = g_weak_ref_get (&question->data);
  g_autofree char *name = dup_name (question);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_good = data != NULL && question->checker (name, data, &note, &error);

  adw_message_dialog_set_response_enabled (question->dialog, "take", is_good);
  if (is_good || name[0] == '\0' || error == NULL)
    {
      gtk_label_set_label (question->label, is_good && note != NULL ? note : "");
      gtk_widget_remove_css_class (GTK_WIDGET (question->entry), "error");
    }
  else
    {
      gtk_label_set_label (question->label, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (question->entry), "error");
    }
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autoptr (GObject) data = g_weak_ref_get (&question->data);
  g_autofree char *name = dup_name (question);

  if (data != NULL && strcmp (response, "take") == 0)
    question->taker (name, data);
}

/**
 * omni_name_dialog_open:
 * @parent: the window that it belongs to
 * @title: what the name is for
 * @button: what giving it does
 * @name: (nullable): what stands there at first
 * @checker: says whether a name can be taken
 * @taker: called with the name that was given
 * @data: given to both; when it is gone neither is called
 *
 * Asks for a name.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
omni_name_dialog_open (GtkWindow *parent,
                       const char *title,
                       const char *button,
                       const char *name,
                       OmniNameChecker checker,
                       OmniNameTaker taker,
                       GObject *data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *label = gtk_label_new (NULL);
  Question *question = g_new0 (Question, 1);

  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->entry = GTK_EDITABLE (entry);
  question->label = GTK_LABEL (label);
  question->checker = checker;
  question->taker = taker;
  g_weak_ref_init (&question->data, data);
  g_object_set_data_full (G_OBJECT (dialog), "omni-question", question, question_free);

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), label);
  adw_message_dialog_set_extra_child (question->dialog, box);

  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "take",
                                    button, NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "take");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (check), question);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), question);

  gtk_editable_set_text (question->entry, name != NULL ? name : "");
  check (question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);

  return dialog;
}
