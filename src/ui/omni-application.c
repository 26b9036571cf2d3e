/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-application.h"

#include "omni-demo.h"
#include "omni-file-launcher.h"
#include "omni-file-dialog.h"
#include "omni-order-window.h"
#include "omni-orders-window.h"
#include "omni-preferences.h"
#include "omni-refund-desk.h"
#include "omni-shortcuts.h"
#include "omni-sign-in-window.h"
#include "omni-unfinished-dialog.h"
#include "omni-carrier-window.h"
#include "omni-update-drafts.h"
#include "omni-update-window.h"
#include "omni-window-guard.h"

#include <glib/gi18n-lib.h>

/* Long enough for the sign-in window to be there, short enough to be ready before a password is. */
#define PREPARE_DELAY_MS 150

/* How long what was typed into a file is kept that nobody opens again. */
#define DRAFT_DAYS 90

struct _OmniApplication
{
  AdwApplication parent_instance;

  OmniDatabase *database;   /* (nullable) (owned): what this computer knows, once it is open */
  OmniSession *session;     /* (nullable) (owned): who signed in last */
  OmniDemo *demo;           /* (nullable) (owned): the demo's server, while it runs */
  char *server;             /* (nullable) (owned): the address given at start */
  gboolean wants_demo;      /* the demo was asked for at start */
  GtkNativeDialog *chooser; /* (nullable) (owned): while a file is chosen */
  void (*open_chosen) (OmniApplication *self, GFile *file); /* what is chosen */
  OmniOrdersWindow *prepared; /* (nullable) (weak): the window for whoever signs in */
  guint prepare_id;         /* until it is made */
  GtkWindow *asked_by;      /* (nullable) (weak): the window that needs somebody to sign in */
  guint go_back_id;         /* until that window is in front again */
  gboolean opening;         /* the database is being opened */
  gboolean opened;          /* the database was opened, well or not */
  gboolean may_resume;      /* a kept token may still be taken up without asking */
};

G_DEFINE_FINAL_TYPE (OmniApplication, omni_application, ADW_TYPE_APPLICATION)

static OmniSignInWindow *
find_sign_in_window (OmniApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (OMNI_IS_SIGN_IN_WINDOW (at->data))
        return at->data;
    }

  return NULL;
}

static void signed_in_cb (OmniSignInWindow *window, OmniSession *session, gpointer user_data);
static void first_frame_cb (GdkFrameClock *clock, gpointer user_data);

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect_object (clock, "after-paint", G_CALLBACK (first_frame_cb), user_data, 0);
}

static OmniSignInWindow *
open_sign_in_window (OmniApplication *self)
{
  OmniSignInWindow *window = find_sign_in_window (self);

  if (window == NULL)
    {
      window = omni_sign_in_window_new (GTK_APPLICATION (self));
      g_signal_connect_object (window, "signed-in", G_CALLBACK (signed_in_cb), self, 0);
      if (self->server != NULL)
        omni_sign_in_window_set_server (window, self->server);

      if (self->database != NULL)
        omni_sign_in_window_set_database (window, self->database, self->may_resume);
      else
        g_signal_connect_object (window, "realize", G_CALLBACK (realized_cb), self,
                                 G_CONNECT_AFTER);
    }

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/*
 * The database, opened behind the first frame
 */

static void
open_database_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *path = omni_database_dup_default_path ();
  OmniDatabase *database = omni_database_open (path, &error);

  if (database != NULL)
    g_task_return_pointer (task, database, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
prepare_cb (gpointer user_data)
{
  OmniApplication *self = user_data;

  self->prepare_id = 0;
  if (self->prepared == NULL && find_sign_in_window (self) != NULL)
    g_set_weak_pointer (&self->prepared, omni_orders_window_prepare ());

  return G_SOURCE_REMOVE;
}

static void
drop_prepared (OmniApplication *self)
{
  OmniOrdersWindow *prepared = self->prepared;

  g_clear_handle_id (&self->prepare_id, g_source_remove);
  g_clear_weak_pointer (&self->prepared);
  if (prepared != NULL)
    gtk_window_destroy (GTK_WINDOW (prepared));
}

/* What was typed into a file that is gone, or another one now, is asked for no more. */
static void
forget_old_drafts (OmniDatabase *database)
{
  gint64 then = g_get_real_time () - G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC * DRAFT_DAYS;

  omni_database_remove_old_drafts_async (database, then, NULL, NULL, NULL);
}

static void
database_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniApplication *self = OMNI_APPLICATION (source);
  OmniSignInWindow *window = find_sign_in_window (self);
  g_autoptr (GError) error = NULL;

  self->database = g_task_propagate_pointer (G_TASK (result), &error);
  self->opened = TRUE;
  if (self->database == NULL)
    g_warning ("What this computer knows cannot be opened: %s", error->message);
  else if (window != NULL)
    omni_sign_in_window_set_database (window, self->database, self->may_resume);
  if (self->database != NULL)
    forget_old_drafts (self->database);
  if (self->prepare_id == 0 && window != NULL)
    self->prepare_id = g_timeout_add_full (G_PRIORITY_LOW, PREPARE_DELAY_MS, prepare_cb, self,
                                           NULL);

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      if (OMNI_IS_UPDATE_WINDOW (at->data))
        omni_update_window_open (at->data, self->database);
    }
}

static void
first_frame_cb (GdkFrameClock *clock, gpointer user_data)
{
  OmniApplication *self = user_data;
  g_autoptr (GTask) task = NULL;

  g_signal_handlers_disconnect_by_func (clock, first_frame_cb, self);
  if (self->opening || self->database != NULL)
    return;

  self->opening = TRUE;
  task = g_task_new (self, NULL, database_opened_cb, NULL);
  g_task_set_source_tag (task, first_frame_cb);
  g_task_run_in_thread (task, open_database_in_thread);
}

/*
 * Sessions
 */

/* Order-update files that are open without a session get one, or lose theirs. */
static void
give_session (OmniApplication *self, OmniSession *before, OmniSession *session)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  g_autoptr (GList) copy = g_list_copy (windows);

  for (GList *at = copy; at != NULL; at = at->next)
    {
      if (OMNI_IS_UPDATE_WINDOW (at->data) &&
          omni_update_window_get_session (at->data) == before)
        omni_update_window_set_session (at->data, session);
      else if (OMNI_IS_CARRIER_WINDOW (at->data))
        omni_carrier_window_set_session (at->data, session);
    }
}

/* The other windows of a session end with it; they come back with the next one. */
static void
close_windows_of (OmniApplication *self, OmniSession *session, OmniOrdersWindow *but)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (OMNI_IS_ORDERS_WINDOW (at->data) && at->data != but
          && omni_orders_window_get_session (at->data) == session)
        {
          omni_orders_window_stay_open (at->data);
          gtk_window_close (at->data);
        }
    }
}

static void
sign_out_cb (OmniOrdersWindow *window, OmniSession *session, gpointer user_data)
{
  OmniApplication *self = user_data;

  self->may_resume = FALSE;
  g_clear_weak_pointer (&self->asked_by);
  g_clear_object (&self->session);
  give_session (self, session, NULL);
  close_windows_of (self, session, window);
  omni_order_window_close_all (session);
  omni_session_sign_out_async (session, NULL, NULL);
  open_sign_in_window (self);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An orders window shows itself. */
static void
watch_orders_window (OmniApplication *self, OmniOrdersWindow *window)
{
  g_signal_connect_object (window, "sign-out", G_CALLBACK (sign_out_cb), self, 0);
}

static void
restored_cb (OmniOrdersWindow *window, guint n_more, gpointer user_data)
{
  OmniApplication *self = user_data;
  OmniSession *session = omni_orders_window_get_session (window);

  for (guint i = 0; i < n_more; i++)
    watch_orders_window (self, omni_orders_window_new_again (GTK_APPLICATION (self), session));

  if (self->database != NULL)
    omni_unfinished_dialog_offer (GTK_WINDOW (window), self->database,
                                  omni_session_get_profile (session));
}

static gboolean
go_back_cb (gpointer user_data)
{
  OmniApplication *self = user_data;

  self->go_back_id = 0;
  if (self->asked_by != NULL)
    gtk_window_present (self->asked_by);
  g_clear_weak_pointer (&self->asked_by);

  return G_SOURCE_REMOVE;
}

/* Whoever wanted to go on with a file goes on there, and not among the orders. Their window asks
 * for the keyboard once it is mapped, so the file's has to ask after that. */
static void
orders_mapped_cb (GtkWindow *window, gpointer user_data)
{
  OmniApplication *self = user_data;
  OmniSignInWindow *sign_in = find_sign_in_window (self);

  g_signal_handlers_disconnect_by_func (window, orders_mapped_cb, self);
  if (sign_in != NULL)
    gtk_window_destroy (GTK_WINDOW (sign_in));
  if (self->go_back_id == 0)
    self->go_back_id = g_idle_add_full (G_PRIORITY_HIGH, go_back_cb, self, NULL);
}

static void
open_orders_window (OmniApplication *self, OmniSession *session)
{
  OmniOrdersWindow *window =
      self->prepared != NULL ? self->prepared : omni_orders_window_prepare ();

  /* Before anything else is done, what an earlier Omnidesk left open is settled. */
  omni_refund_settle_at_start (session);
  g_clear_handle_id (&self->prepare_id, g_source_remove);
  g_clear_weak_pointer (&self->prepared);
  g_signal_connect_object (window, "map", G_CALLBACK (orders_mapped_cb), self, 0);
  omni_orders_window_begin (window, GTK_APPLICATION (self), session);
  g_signal_connect_object (window, "restored", G_CALLBACK (restored_cb), self, 0);
  watch_orders_window (self, window);
  g_set_object (&self->session, session);
  give_session (self, NULL, session);
}

static void
signed_in_cb (OmniSignInWindow *window, OmniSession *session, gpointer user_data)
{
  OmniApplication *self = user_data;

  open_orders_window (self, session);
}

/*
 * The demo
 */

static void
demo_failed (OmniApplication *self, const GError *error)
{
  OmniSignInWindow *window = open_sign_in_window (self);

  omni_sign_in_window_end (window, error);
}

static void
demo_signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = omni_session_sign_in_finish (result, &error);

  if (session != NULL)
    open_orders_window (self, session);
  else
    demo_failed (self, error);

  g_application_release (G_APPLICATION (self));
}

static void
open_demo_database_in_thread (GTask *task,
                              gpointer source,
                              gpointer task_data,
                              GCancellable *cancellable)
{
  GError *error = NULL;
  OmniDatabase *database = omni_demo_open_database (task_data, &error);

  if (database != NULL)
    g_task_return_pointer (task, database, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Without a place to write to, the demo runs all the same and gives no money back. */
static void
demo_database_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniApplication *self = OMNI_APPLICATION (source);
  OmniDemo *demo = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) ignored = NULL;
  g_autoptr (OmniDatabase) database = g_task_propagate_pointer (G_TASK (result), &ignored);

  omni_session_sign_in_async (database, omni_demo_get_url (demo), omni_demo_get_username (demo),
                              omni_demo_get_password (demo), FALSE,
                              g_task_get_cancellable (G_TASK (result)), demo_signed_in_cb,
                              g_object_ref (self));
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OmniApplication *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDemo) demo = omni_demo_start_finish (result, &error);
  g_autoptr (GTask) opening = NULL;

  if (demo == NULL)
    {
      demo_failed (self, error);
      g_application_release (G_APPLICATION (self));
      return;
    }

  g_set_object (&self->demo, demo);
  opening = g_task_new (self, g_task_get_cancellable (task), demo_database_opened_cb, NULL);
  g_task_set_source_tag (opening, demo_started_cb);
  g_task_set_check_cancellable (opening, FALSE);
  g_task_set_task_data (opening, g_object_ref (demo), g_object_unref);
  g_task_run_in_thread (opening, open_demo_database_in_thread);
}

static void
start_demo (OmniApplication *self)
{
  OmniSignInWindow *window = find_sign_in_window (self);
  GCancellable *cancellable = NULL;
  GTask *task;

  if (window != NULL)
    cancellable = omni_sign_in_window_begin (window, _("Starting the demo…"));

  /* Without a window nothing else would keep the program from ending. */
  g_application_hold (G_APPLICATION (self));
  task = g_task_new (self, cancellable, NULL, NULL);
  g_task_set_source_tag (task, start_demo);
  omni_demo_start_async (cancellable, demo_started_cb, task);
}

/*
 * Order-update files
 */

static void
sign_in_wanted_cb (GtkWindow *window, gpointer user_data)
{
  OmniApplication *self = user_data;

  g_set_weak_pointer (&self->asked_by, window);
  open_sign_in_window (self);
}

static void
open_update_file (OmniApplication *self, GFile *file)
{
  OmniUpdateWindow *window = omni_update_window_find (file);

  if (window == NULL)
    {
      window = omni_update_window_new (GTK_APPLICATION (self), file);
      g_signal_connect_object (window, "sign-in-wanted", G_CALLBACK (sign_in_wanted_cb), self, 0);
      if (self->session != NULL)
        omni_update_window_set_session (window, self->session);

      if (self->database != NULL || self->opened)
        omni_update_window_open (window, self->database);
      else
        g_signal_connect_object (window, "realize", G_CALLBACK (realized_cb), self,
                                 G_CONNECT_AFTER);
    }

  gtk_window_present (GTK_WINDOW (window));
}

static void
open_carrier_file (OmniApplication *self, GFile *file)
{
  OmniCarrierWindow *window =
      omni_carrier_window_new (GTK_APPLICATION (self), file, self->database);

  g_signal_connect_object (window, "sign-in-wanted", G_CALLBACK (sign_in_wanted_cb), self, 0);
  if (self->session != NULL)
    omni_carrier_window_set_session (window, self->session);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_carrier_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_carrier_file (user_data, file);
}

static void
files_chosen_cb (OmniApplication *self, int response)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
  guint n_files = response == GTK_RESPONSE_ACCEPT ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      omni_file_dialog_remember_folder (file);
      self->open_chosen (self, file);
    }

  g_clear_object (&self->chooser);
}

static void
choose_files (OmniApplication *self, const char *title,
              void (*open_chosen) (OmniApplication *self, GFile *file))
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->chooser != NULL)
    return;

  self->open_chosen = open_chosen;
  self->chooser = omni_file_dialog_new_to_open_tables (window, title);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (files_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
choose_update_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _("Open Order-Update Files"), open_update_file);
}

static void
choose_carrier_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _("Open Carriers' Reports"), open_carrier_file);
}

static void
open_update_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_update_file (user_data, file);
}

/*
 * Actions
 */

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (OMNI_IS_ORDERS_WINDOW (at->data))
        omni_orders_window_stay_open (at->data);
    }

  /* A window with something running asks first. */
  for (GList *at = windows; at != NULL; at = at->next)
    gtk_window_close (at->data);
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OmniApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (OMNI_IS_ORDERS_WINDOW (window))
    watch_orders_window (self, omni_orders_window_new_beside (
                                 GTK_APPLICATION (self),
                                 omni_orders_window_get_session (OMNI_ORDERS_WINDOW (window))));
}

static void
sign_out_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (OMNI_IS_ORDERS_WINDOW (window))
    omni_orders_window_sign_out (OMNI_ORDERS_WINDOW (window));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (
      GTK_WINDOW (omni_preferences_new (gtk_application_get_active_window (user_data))));
}

static void
show_shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  omni_shortcuts_show (gtk_application_get_active_window (user_data));
}

static void
try_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_demo (user_data);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
    gtk_application_get_active_window (user_data), "application-name", "Omnidesk",
    "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION, "developer-name",
    _ ("The Omnidesk authors"), "comments",
    _ ("Find, pick and export the orders of an Omnitron-compatible back office."), "license-type",
    GTK_LICENSE_GPL_3_0, NULL);
}

/* What the buttons of a notice do; the window that it came from may be gone. */
static void
open_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  omni_file_open (gtk_application_get_active_window (user_data), file);
}

static void
show_in_folder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  omni_file_show_in_folder (gtk_application_get_active_window (user_data), file);
}

static const GActionEntry actions[] = {
  { "about", about_action },
  { "choose-carrier-file", choose_carrier_file_action },
  { "choose-update-file", choose_update_file_action },
  { "new-window", new_window_action },
  { "open-file", open_file_action, "s" },
  { "open-carrier-file", open_carrier_file_action, "s" },
  { "open-update-file", open_update_file_action, "s" },
  { "preferences", preferences_action },
  { "quit", quit_action },
  { "show-in-folder", show_in_folder_action, "s" },
  { "show-shortcuts", show_shortcuts_action },
  { "sign-out", sign_out_action },
  { "try-demo", try_demo_action },
};

/*
 * Overrides
 */

static gint
omni_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  OmniApplication *self = OMNI_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("omnidesk %s\n", PACKAGE_VERSION);
      return 0;
    }

  g_variant_dict_lookup (options, "server", "s", &self->server);
  self->wants_demo = g_variant_dict_contains (options, "demo");

  /* A demo stands beside whatever is open. */
  if (self->wants_demo)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static void
omni_application_startup (GApplication *application)
{
  OmniApplication *self = OMNI_APPLICATION (application);

  G_APPLICATION_CLASS (omni_application_parent_class)->startup (application);
  omni_window_guard_start ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  omni_shortcuts_set_accelerators (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

static void
omni_application_activate (GApplication *application)
{
  OmniApplication *self = OMNI_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
    }
  else if (self->wants_demo)
    {
      self->wants_demo = FALSE;
      start_demo (self);
    }
  else
    {
      open_sign_in_window (self);
    }
}

static void
omni_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  OmniApplication *self = OMNI_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    open_update_file (self, files[i]);

  if (self->wants_demo)
    {
      self->wants_demo = FALSE;
      start_demo (self);
    }
}

static void
omni_application_shutdown (GApplication *application)
{
  OmniApplication *self = OMNI_APPLICATION (application);

  drop_prepared (self);
  g_clear_handle_id (&self->go_back_id, g_source_remove);
  g_clear_weak_pointer (&self->asked_by);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_object (&self->demo);
  if (self->database != NULL)
    omni_database_close (self->database);
  g_clear_object (&self->database);

  G_APPLICATION_CLASS (omni_application_parent_class)->shutdown (application);
}

static void
omni_application_finalize (GObject *object)
{
  OmniApplication *self = OMNI_APPLICATION (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->database);
  g_free (self->server);

  G_OBJECT_CLASS (omni_application_parent_class)->finalize (object);
}

static void
omni_application_class_init (OmniApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = omni_application_finalize;
  application_class->handle_local_options = omni_application_handle_local_options;
  application_class->startup = omni_application_startup;
  application_class->activate = omni_application_activate;
  application_class->open = omni_application_open;
  application_class->shutdown = omni_application_shutdown;
}

static void
omni_application_init (OmniApplication *self)
{
  static const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Try Omnidesk with made-up orders on this computer"), NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("The server to sign in to"), N_ ("URL") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say which version this is"), NULL },
    { NULL }
  };

  self->may_resume = TRUE;
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

/**
 * omni_application_new:
 *
 * Makes the program.
 *
 * Returns: (transfer full): the application
 */
OmniApplication *
omni_application_new (void)
{
  return g_object_new (OMNI_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/omnidesk/Omnidesk",
                       NULL);
}
