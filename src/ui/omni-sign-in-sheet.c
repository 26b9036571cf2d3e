/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-sign-in-sheet.h"

/* Quick answers must not flash. */
#define BUSY_DELAY_MS 250

struct _OmniSignInSheet
{
  AdwWindow parent_instance;

  /* Template children */
  GtkListBox *fields;
  AdwActionRow *user_row;
  AdwPasswordEntryRow *password_row;
  GtkLabel *error_label;
  GtkSpinner *spinner;

  OmniSession *session;      /* (owned) */
  GCancellable *cancellable; /* (nullable) (owned): what runs now */
  guint busy_id;             /* the source that shows the spinner, or 0 */
};

G_DEFINE_FINAL_TYPE (OmniSignInSheet, omni_sign_in_sheet, ADW_TYPE_WINDOW)

static void
update_actions (OmniSignInSheet *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.submit",
                                 self->cancellable == NULL && password[0] != '\0');
}

static void
show_error (OmniSignInSheet *self, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  if (error != NULL)
    {
      gtk_label_set_label (self->error_label, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->password_row), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->password_row), "error");
    }
}

static void
set_busy (OmniSignInSheet *self, gboolean busy)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  /* A text that becomes insensitive under the cursor never hears that it lost the focus. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !busy);
  if (!busy)
    g_clear_object (&self->cancellable);
  update_actions (self);
}

/*
 * Callbacks
 */

static void
password_changed_cb (OmniSignInSheet *self)
{
  show_error (self, NULL);
  update_actions (self);
}

static gboolean
busy_delay_cb (gpointer data)
{
  OmniSignInSheet *self = data;

  self->busy_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_set_spinning (self->spinner, TRUE);

  return G_SOURCE_REMOVE;
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniSignInSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_signed_in;

  is_signed_in = omni_session_sign_in_again_finish (OMNI_SESSION (source), result, &error);
  if (self->fields == NULL)
    return;

  set_busy (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  if (is_signed_in)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  if (!omni_error_is_cancelled (error))
    show_error (self, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

/* Over another window somebody may have signed in already. */
static void
session_signed_in_cb (OmniSignInSheet *self)
{
  if (self->session != NULL && self->cancellable == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* The default button would show itself pressed for a quarter of a second first. */
static void
entered_cb (OmniSignInSheet *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.submit", NULL);
}

/*
 * Actions
 */

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniSignInSheet *self = OMNI_SIGN_IN_SHEET (widget);

  self->cancellable = g_cancellable_new ();
  show_error (self, NULL);
  set_busy (self, TRUE);
  self->busy_id = g_timeout_add (BUSY_DELAY_MS, busy_delay_cb, self);
  omni_session_sign_in_again_async (self->session,
                                    gtk_editable_get_text (GTK_EDITABLE (self->password_row)),
                                    self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniSignInSheet *self = OMNI_SIGN_IN_SHEET (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/*
 * Overrides
 */

static void
omni_sign_in_sheet_dispose (GObject *object)
{
  OmniSignInSheet *self = OMNI_SIGN_IN_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_SIGN_IN_SHEET);

  G_OBJECT_CLASS (omni_sign_in_sheet_parent_class)->dispose (object);
}

static void
omni_sign_in_sheet_class_init (OmniSignInSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_sign_in_sheet_dispose;

  gtk_widget_class_install_action (widget_class, "sheet.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "sheet.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sheet.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-sign-in-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniSignInSheet, fields);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInSheet, user_row);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInSheet, password_row);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInSheet, error_label);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInSheet, spinner);
  gtk_widget_class_bind_template_callback (widget_class, password_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
omni_sign_in_sheet_init (OmniSignInSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

/**
 * omni_sign_in_sheet_new:
 * @parent: the window that the sheet stands over
 * @session: the session that ended
 *
 * Makes a sheet for @session.
 *
 * Returns: (transfer none): the sheet
 */
OmniSignInSheet *
omni_sign_in_sheet_new (GtkWindow *parent, OmniSession *session)
{
  const OmniProfile *profile = omni_session_get_profile (session);
  OmniSignInSheet *self = g_object_new (OMNI_TYPE_SIGN_IN_SHEET, "transient-for", parent,
                                        "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (session_signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->user_row), profile->username);
  adw_action_row_set_subtitle (self->user_row, profile->server);

  return self;
}
