/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-selections-dialog.h"

#include "omni-database-selections.h"
#include "omni-format.h"
#include "omni-name-dialog.h"
#include "omni-view.h"

#include <glib/gi18n-lib.h>

struct _OmniSelectionsDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkListBox *list_box;
  GtkLabel *error_label;
  GtkWidget *buttons;

  OmniSession *session;   /* (owned) */
  GPtrArray *selections;  /* (nullable) (owned) (element-type OmniStoredSelection) */
};

G_DEFINE_FINAL_TYPE (OmniSelectionsDialog, omni_selections_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_USE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_error (OmniSelectionsDialog *self, const GError *error)
{
  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
}

static const OmniStoredSelection *
get_chosen (OmniSelectionsDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return self->selections != NULL && index >= 0 && (guint) index < self->selections->len
           ? g_ptr_array_index (self->selections, index) : NULL;
}

static void
update_buttons (OmniSelectionsDialog *self)
{
  /* Its rows go after it. */
  if (self->session == NULL)
    return;

  gtk_widget_set_sensitive (self->buttons, get_chosen (self) != NULL);
}

static GtkWidget *
new_row (const OmniStoredSelection *stored)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (stored->name, -1);
  g_autofree char *moment = omni_format_moment (stored->changed);
  g_autofree char *count = NULL;
  g_autofree char *subtitle = NULL;

  count = g_strdup_printf (ngettext ("%'u order", "%'u orders", (gulong) stored->n_orders),
                           (guint) stored->n_orders);
  subtitle = g_strdup_printf ("%s · %s", count, moment);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
show_selections (OmniSelectionsDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_list_box_remove (self->list_box, child);
  for (guint i = 0; i < self->selections->len; i++)
    gtk_list_box_append (self->list_box, new_row (g_ptr_array_index (self->selections, i)));

  gtk_stack_set_visible_child_name (self->stack, self->selections->len > 0 ? "list" : "none");
  gtk_widget_set_visible (self->buttons, self->selections->len > 0);
  gtk_list_box_select_row (self->list_box, gtk_list_box_get_row_at_index (self->list_box, 0));
  if (self->selections->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list_box, 0)));
  update_buttons (self);
}

/*
 * The database
 */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniSelectionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) selections = NULL;

  selections = omni_database_list_selections_finish (OMNI_DATABASE (source), result, &error);
  if (self->session == NULL)
    return;

  if (selections == NULL)
    {
      show_error (self, error);
      return;
    }

  g_clear_pointer (&self->selections, g_ptr_array_unref);
  self->selections = g_steal_pointer (&selections);
  show_selections (self);
}

static void
list (OmniSelectionsDialog *self)
{
  omni_database_list_selections_async (omni_session_get_database (self->session),
                                       omni_session_get_profile (self->session), NULL, listed_cb,
                                       g_object_ref (self));
}

/* A change of one selection: another name, or none any more. */
typedef struct
{
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  char *name;             /* (owned) */
  char *new_name;         /* (nullable) (owned) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->database);
  omni_profile_free (change->profile);
  g_free (change->name);
  g_free (change->new_name);
  g_free (change);
}

static void
change_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;
  gboolean changed;

  if (change->new_name != NULL)
    changed = omni_database_rename_selection (change->database, change->profile, change->name,
                                              change->new_name, &error);
  else
    changed = omni_database_remove_selection (change->database, change->profile, change->name,
                                              &error);

  if (changed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniSelectionsDialog *self = OMNI_SELECTIONS_DIALOG (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->session == NULL)
    return;

  show_error (self, error);
  list (self);
}

static void
change (OmniSelectionsDialog *self, const char *name, const char *new_name)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GTask) task = g_task_new (self, NULL, changed_cb, NULL);
  Change *data = g_new0 (Change, 1);

  data->database = g_object_ref (omni_session_get_database (self->session));
  data->profile = omni_profile_new (profile->server, profile->username);
  data->name = g_strdup (name);
  data->new_name = g_strdup (new_name);
  g_task_set_source_tag (task, change);
  g_task_set_task_data (task, data, change_free);
  g_task_run_in_thread (task, change_in_thread);
}

/*
 * What a person does
 */

static void
use (OmniSelectionsDialog *self, OmniSelectionUse how)
{
  const OmniStoredSelection *chosen = get_chosen (self);

  if (chosen == NULL)
    return;

  g_signal_emit (self, signals[SIGNAL_USE], 0, chosen->name, how);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
row_activated_cb (OmniSelectionsDialog *self)
{
  use (self, OMNI_SELECTION_LOAD);
}

static void
load_clicked_cb (OmniSelectionsDialog *self)
{
  use (self, OMNI_SELECTION_LOAD);
}

static void
add_clicked_cb (OmniSelectionsDialog *self)
{
  use (self, OMNI_SELECTION_ADD);
}

static void
subtract_clicked_cb (OmniSelectionsDialog *self)
{
  use (self, OMNI_SELECTION_SUBTRACT);
}

static void
intersect_clicked_cb (OmniSelectionsDialog *self)
{
  use (self, OMNI_SELECTION_INTERSECT);
}

static gboolean
check_name (const char *name, gpointer data, char **note, GError **error)
{
  OmniSelectionsDialog *self = OMNI_SELECTIONS_DIALOG (data);
  const OmniStoredSelection *chosen = get_chosen (self);

  if (!omni_view_check_name (name, error))
    return FALSE;

  for (guint i = 0; i < self->selections->len; i++)
    {
      const OmniStoredSelection *stored = g_ptr_array_index (self->selections, i);

      if (stored != chosen && strcmp (stored->name, name) == 0)
        {
          g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                    _("A selection with this name is there.")));
          return FALSE;
        }
    }

  return TRUE;
}

static void
rename_to (const char *name, gpointer data)
{
  OmniSelectionsDialog *self = OMNI_SELECTIONS_DIALOG (data);
  const OmniStoredSelection *chosen = get_chosen (self);

  if (chosen != NULL && strcmp (chosen->name, name) != 0)
    change (self, chosen->name, name);
}

static void
rename_clicked_cb (OmniSelectionsDialog *self)
{
  const OmniStoredSelection *chosen = get_chosen (self);

  if (chosen != NULL)
    omni_name_dialog_open (GTK_WINDOW (self), _("Rename the Selection"), _("_Rename"), chosen->name,
                           check_name, rename_to, G_OBJECT (self));
}

static void
delete_answered_cb (AdwMessageDialog *dialog, const char *response, OmniSelectionsDialog *self)
{
  if (strcmp (response, "delete") == 0)
    change (self, g_object_get_data (G_OBJECT (dialog), "selection"), NULL);
}

static void
delete_clicked_cb (OmniSelectionsDialog *self)
{
  const OmniStoredSelection *chosen = get_chosen (self);
  GtkWidget *dialog;

  if (chosen == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL,
                                   _("The orders themselves stay as they are."));
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     _("Delete the selection “%s”?"), chosen->name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep"), "delete",
                                    _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "selection", g_strdup (chosen->name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
omni_selections_dialog_dispose (GObject *object)
{
  OmniSelectionsDialog *self = OMNI_SELECTIONS_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->selections, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_SELECTIONS_DIALOG);

  G_OBJECT_CLASS (omni_selections_dialog_parent_class)->dispose (object);
}

static void
omni_selections_dialog_class_init (OmniSelectionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_selections_dialog_dispose;

  signals[SIGNAL_USE] = g_signal_new ("use", OMNI_TYPE_SELECTIONS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/omnidesk/Omnidesk/ui/omni-selections-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniSelectionsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniSelectionsDialog, list_box);
  gtk_widget_class_bind_template_child (widget_class, OmniSelectionsDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, OmniSelectionsDialog, buttons);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_bind_template_callback (widget_class, load_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, subtract_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, intersect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
omni_selections_dialog_init (OmniSelectionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->buttons, FALSE);
}

/**
 * omni_selections_dialog_new:
 * @parent: the window that it belongs to
 * @session: whose selections; it has a database
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
omni_selections_dialog_new (GtkWindow *parent, OmniSession *session)
{
  OmniSelectionsDialog *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);
  g_return_val_if_fail (omni_session_get_database (session) != NULL, NULL);

  self = g_object_new (OMNI_TYPE_SELECTIONS_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  list (self);

  return GTK_WIDGET (self);
}
