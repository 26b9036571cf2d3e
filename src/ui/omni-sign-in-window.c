/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-sign-in-window.h"

#include <glib/gi18n-lib.h>

/* Quick answers must not flash. */
#define BUSY_DELAY_MS 250

struct _OmniSignInWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkListBox *fields;
  AdwEntryRow *server_row;
  AdwEntryRow *username_row;
  AdwPasswordEntryRow *password_row;
  GtkSwitch *keep_switch;
  GtkMenuButton *profiles_button;
  GtkLabel *error_label;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkLabel *busy_label;

  OmniDatabase *database;    /* (nullable) (owned) */
  GPtrArray *profiles;       /* (nullable) (owned) (element-type OmniProfile) */
  GCancellable *cancellable; /* (nullable) (owned): what runs now */
  gboolean may_resume;
  guint busy_id;             /* the source that shows the spinner, or 0 */
};

G_DEFINE_FINAL_TYPE (OmniSignInWindow, omni_sign_in_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_SIGNED_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_empty (gpointer row)
{
  return get_text (row)[0] == '\0';
}

static void
update_actions (OmniSignInWindow *self)
{
  gboolean busy = self->cancellable != NULL;
  gboolean complete = !is_empty (self->server_row) && !is_empty (self->username_row)
                      && !is_empty (self->password_row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.submit", !busy && complete);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", busy);
}

static gboolean
is_wrong_password (const GError *error)
{
  return g_error_matches (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN)
         || g_error_matches (error, OMNI_ERROR, OMNI_ERROR_INVALID);
}

static void
focus_first_empty (OmniSignInWindow *self)
{
  gpointer rows[] = { self->server_row, self->username_row, self->password_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (is_empty (rows[i]))
        {
          gtk_widget_grab_focus (rows[i]);
          return;
        }
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
show_error (OmniSignInWindow *self, gpointer row, const char *text)
{
  gtk_label_set_label (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

static void
clear_error (OmniSignInWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->server_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->username_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->password_row), "error");
}

static void
use_profile (OmniSignInWindow *self, const OmniProfile *profile)
{
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), profile->server);
  gtk_editable_set_text (GTK_EDITABLE (self->username_row), profile->username);
}

static void
show_profiles (OmniSignInWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->profiles->len; i++)
    {
      const OmniProfile *profile = g_ptr_array_index (self->profiles, i);
      g_autofree char *label = g_strdup_printf ("%s · %s", profile->username, profile->server);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "sign-in.use-profile", "u", i);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->profiles_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->profiles_button), self->profiles->len > 0);
}

/*
 * Callbacks
 */

static gboolean
busy_delay_cb (gpointer data)
{
  OmniSignInWindow *self = data;

  self->busy_id = 0;
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "busy");

  return G_SOURCE_REMOVE;
}

static void
field_changed_cb (OmniSignInWindow *self)
{
  if (self->cancellable == NULL)
    clear_error (self);
  update_actions (self);
}

/* The default button would show itself pressed for a quarter of a second first. */
static void
entered_cb (OmniSignInWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

static void
session_made (OmniSignInWindow *self, OmniSession *session, const GError *error)
{
  /* The window was closed meanwhile. */
  if (self->stack == NULL)
    return;

  if (session == NULL)
    {
      omni_sign_in_window_end (self, error);
      return;
    }

  /* Nothing can be signed in twice until the window for the orders takes this one's place. */
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
  g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, session);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniSignInWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = omni_session_sign_in_finish (result, &error);

  session_made (self, session, error);
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniSignInWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = omni_session_resume_finish (result, &error);

  /* No kept token, or one that the server does not take any more: nothing went wrong, the person is
     asked. */
  if (error != NULL
      && (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT)
          || g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED)))
    g_clear_error (&error);

  session_made (self, session, error);
}

static void
resume (OmniSignInWindow *self, const OmniProfile *profile)
{
  g_autofree char *text = g_strdup_printf (_("Signing in as %s…"), profile->username);

  omni_session_resume_async (self->database, profile, omni_sign_in_window_begin (self, text),
                             resumed_cb, g_object_ref (self));
}

static void
profiles_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniSignInWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  const OmniProfile *newest;

  profiles = omni_database_list_profiles_finish (OMNI_DATABASE (source), result, &error);
  if (self->stack == NULL)
    return;
  if (profiles == NULL)
    {
      g_debug ("The known profiles cannot be read: %s", error->message);
      return;
    }

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  self->profiles = g_steal_pointer (&profiles);
  show_profiles (self);

  /* What a person began to type stays. */
  if (self->profiles->len == 0 || self->cancellable != NULL || !is_empty (self->server_row)
      || !is_empty (self->username_row))
    return;

  newest = g_ptr_array_index (self->profiles, 0);
  use_profile (self, newest);
  focus_first_empty (self);
  if (self->may_resume)
    resume (self, newest);
}

/*
 * Actions
 */

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniSignInWindow *self = OMNI_SIGN_IN_WINDOW (widget);
  g_autofree char *server = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  server = omni_client_normalize_base_url (get_text (self->server_row), &error);
  if (server == NULL)
    {
      show_error (self, self->server_row, error->message);
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
  text = g_strdup_printf (_("Signing in as %s…"), get_text (self->username_row));

  omni_sign_in_window_begin (self, text);
  omni_session_sign_in_async (self->database, server, get_text (self->username_row),
                              get_text (self->password_row),
                              gtk_switch_get_active (self->keep_switch), self->cancellable,
                              signed_in_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniSignInWindow *self = OMNI_SIGN_IN_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
}

static void
use_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniSignInWindow *self = OMNI_SIGN_IN_WINDOW (widget);
  guint position = g_variant_get_uint32 (parameter);

  if (self->profiles == NULL || position >= self->profiles->len)
    return;

  use_profile (self, g_ptr_array_index (self->profiles, position));
  focus_first_empty (self);
}

/*
 * Overrides
 */

static gboolean
omni_sign_in_window_close_request (GtkWindow *window)
{
  OmniSignInWindow *self = OMNI_SIGN_IN_WINDOW (window);

  g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (omni_sign_in_window_parent_class)->close_request (window);
}

static void
omni_sign_in_window_dispose (GObject *object)
{
  OmniSignInWindow *self = OMNI_SIGN_IN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_object (&self->database);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_SIGN_IN_WINDOW);

  G_OBJECT_CLASS (omni_sign_in_window_parent_class)->dispose (object);
}

static void
omni_sign_in_window_class_init (OmniSignInWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = omni_sign_in_window_dispose;
  window_class->close_request = omni_sign_in_window_close_request;

  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", OMNI_TYPE_SIGN_IN_WINDOW,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            OMNI_TYPE_SESSION);

  gtk_widget_class_install_action (widget_class, "sign-in.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sign-in.use-profile", "u", use_profile_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sign-in.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-sign-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, server_row);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, username_row);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, password_row);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, profiles_button);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniSignInWindow, busy_label);
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
omni_sign_in_window_init (OmniSignInWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
  focus_first_empty (self);
}

/**
 * omni_sign_in_window_new:
 * @application: the application that the window belongs to
 *
 * Makes a sign-in window that knows no profiles yet.
 *
 * Returns: (transfer none): the window
 */
OmniSignInWindow *
omni_sign_in_window_new (GtkApplication *application)
{
  return g_object_new (OMNI_TYPE_SIGN_IN_WINDOW, "application", application, NULL);
}

/**
 * omni_sign_in_window_set_server:
 * @self: the window
 * @server: an address, as a person writes it
 *
 * Fills in the server address and asks for what is still missing.
 */
void
omni_sign_in_window_set_server (OmniSignInWindow *self, const char *server)
{
  g_return_if_fail (OMNI_IS_SIGN_IN_WINDOW (self));
  g_return_if_fail (server != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server);
  focus_first_empty (self);
}

/**
 * omni_sign_in_window_set_database:
 * @self: the window
 * @database: what this computer knows
 * @resume: whether a kept token may be taken up without asking
 *
 * Offers the profiles that the database knows and, where @resume allows it, takes up the one used
 * last. Nothing that a person has typed meanwhile is replaced.
 */
void
omni_sign_in_window_set_database (OmniSignInWindow *self,
                                  OmniDatabase *database,
                                  gboolean may_resume)
{
  g_return_if_fail (OMNI_IS_SIGN_IN_WINDOW (self));
  g_return_if_fail (OMNI_IS_DATABASE (database));

  g_set_object (&self->database, database);
  self->may_resume = may_resume;
  omni_database_list_profiles_async (database, NULL, profiles_listed_cb, g_object_ref (self));
}

/**
 * omni_sign_in_window_begin:
 * @self: the window
 * @text: what is being done
 *
 * Shows that something is being done: nothing can be changed meanwhile, and after a moment there is
 * a spinner and a way to cancel. Ends with omni_sign_in_window_end().
 *
 * Returns: (transfer none): what the person cancels
 */
GCancellable *
omni_sign_in_window_begin (OmniSignInWindow *self, const char *text)
{
  g_return_val_if_fail (OMNI_IS_SIGN_IN_WINDOW (self), NULL);
  g_return_val_if_fail (self->cancellable == NULL, NULL);

  clear_error (self);
  self->cancellable = g_cancellable_new ();
  self->busy_id = g_timeout_add (BUSY_DELAY_MS, busy_delay_cb, self);
  gtk_label_set_label (self->busy_label, text);
  /* A text that becomes insensitive under the cursor never hears that it lost the focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), FALSE);
  update_actions (self);

  return self->cancellable;
}

/**
 * omni_sign_in_window_end:
 * @self: the window
 * @error: (nullable): what went wrong
 *
 * Ends what omni_sign_in_window_begin() began: the password is wiped unless it is to be tried
 * again, and @error is shown unless the person cancelled.
 */
void
omni_sign_in_window_end (OmniSignInWindow *self, const GError *error)
{
  g_return_if_fail (OMNI_IS_SIGN_IN_WINDOW (self));

  if (self->stack == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->busy_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), TRUE);

  if (error == NULL || is_wrong_password (error))
    gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");

  if (error != NULL && !omni_error_is_cancelled (error))
    {
      gpointer row = self->server_row;

      if (is_wrong_password (error))
        row = self->password_row;
      show_error (self, row, error->message);
    }
  else
    {
      focus_first_empty (self);
    }

  update_actions (self);
}
