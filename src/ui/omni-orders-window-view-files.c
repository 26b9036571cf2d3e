/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include <glib/gi18n-lib.h>

/*
 * Views come in
 */

typedef struct
{
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  GPtrArray *files;       /* (owned) (element-type GFile) */
  GPtrArray *taken;       /* (owned) (element-type utf8): names that are there */
  GPtrArray *imported;    /* (owned) (element-type utf8) */
  GString *problems;      /* (owned): a line for each file that is none */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->database);
  omni_profile_free (import->profile);
  g_ptr_array_unref (import->files);
  g_ptr_array_unref (import->taken);
  g_ptr_array_unref (import->imported);
  g_string_free (import->problems, TRUE);
  g_free (import);
}

static gboolean
is_taken (Import *import, const char *name)
{
  return g_ptr_array_find_with_equal_func (import->taken, name, g_str_equal, NULL);
}

/* Nothing that is there is replaced by a file that happens to have the same name in it. */
static void
find_free_name (Import *import, OmniView *view)
{
  g_autofree char *name = g_strdup (view->name);

  for (guint i = 2; is_taken (import, view->name); i++)
    {
      g_free (view->name);
      view->name = g_strdup_printf ("%s (%u)", name, i);
    }
}

static void
import_file (Import *import, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniView) view = omni_view_load (file, NULL, &error);

  if (view != NULL)
    {
      find_free_name (import, view);
      if (omni_database_save_view (import->database, import->profile, view, &error))
        {
          g_ptr_array_add (import->taken, g_strdup (view->name));
          g_ptr_array_add (import->imported, g_strdup (view->name));
          return;
        }
    }

  g_string_append_printf (import->problems, "%s%s", import->problems->len > 0 ? "\n" : "",
                          error->message);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;

  for (guint i = 0; i < import->files->len; i++)
    import_file (import, g_ptr_array_index (import->files, i));
  g_task_return_boolean (task, TRUE);
}

static void
show_problems (OmniOrdersWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (source);
  Import *import = g_task_get_task_data (G_TASK (result));
  guint n = import->imported->len;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;

  if (n == 1)
    text = g_strdup_printf (_("The view “%s” is imported"),
                            (const char *) g_ptr_array_index (import->imported, 0));
  else if (n > 1)
    text = g_strdup_printf (ngettext ("%u view is imported", "%u views are imported", n), n);
  if (text != NULL)
    omni_orders_window_say (self, text);
  if (import->problems->len > 0)
    show_problems (self, _("Not everything is a view"), import->problems->str);
  omni_orders_window_reload_views (self);
}

/**
 * omni_orders_window_import_views:
 * @self: the window
 * @files: (element-type GFile): files with views
 *
 * Adds the views of @files to those that are there, and says which are none.
 */
void
omni_orders_window_import_views (OmniOrdersWindow *self, GPtrArray *files)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GTask) task = NULL;
  Import *import;

  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));
  g_return_if_fail (self->slot != NULL);

  import = g_new0 (Import, 1);
  import->database = g_object_ref (omni_session_get_database (self->session));
  import->profile = omni_profile_new (profile->server, profile->username);
  import->files = g_ptr_array_ref (files);
  import->taken = g_ptr_array_new_with_free_func (g_free);
  import->imported = g_ptr_array_new_with_free_func (g_free);
  import->problems = g_string_new (NULL);
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    g_ptr_array_add (import->taken,
                     g_strdup (((OmniStoredView *) g_ptr_array_index (self->views, i))->name));

  task = g_task_new (self, NULL, imported_cb, NULL);
  g_task_set_source_tag (task, omni_orders_window_import_views);
  g_task_set_task_data (task, import, import_free);
  g_task_run_in_thread (task, import_in_thread);
}

static void
import_chosen_cb (OmniOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GListModel) chosen = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));
  if (response == GTK_RESPONSE_ACCEPT)
    omni_orders_window_import_views (self, files);

  g_clear_object (&self->chooser);
}

/*
 * A view goes out
 */

typedef struct
{
  OmniView *view; /* (owned) */
  GFile *file;    /* (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  omni_view_free (export->view);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;

  if (omni_view_save (export->view, export->file, TRUE, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (source);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = g_strdup_printf (_("The view “%s” is written"), export->view->name);
  omni_orders_window_say (self, error != NULL ? error->message : text);
}

/**
 * omni_orders_window_export_view:
 * @self: the window
 * @file: where to; one that exists is replaced
 *
 * Writes what the window shows as a view.
 */
void
omni_orders_window_export_view (OmniOrdersWindow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  export = g_new0 (Export, 1);
  export->view = omni_orders_window_dup_look (self);
  export->file = g_object_ref (file);
  if (export->view->name[0] == '\0')
    {
      g_free (export->view->name);
      export->view->name = g_strdup (_("Orders"));
    }

  task = g_task_new (self, NULL, exported_cb, NULL);
  g_task_set_source_tag (task, omni_orders_window_export_view);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

static void
export_chosen_cb (OmniOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    omni_orders_window_export_view (self, file);

  g_clear_object (&self->chooser);
}

/*
 * Actions
 */

static void
open_chooser (OmniOrdersWindow *self, GtkFileChooserNative *native, GCallback callback)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Views"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
  self->chooser = GTK_NATIVE_DIALOG (native);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_object (native, "response", callback, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

void
omni_orders_window_import_views_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  GtkFileChooserNative *native;

  if (self->chooser != NULL)
    return;

  native = gtk_file_chooser_native_new (_("Import Views"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), _("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), TRUE);
  open_chooser (self, native, G_CALLBACK (import_chosen_cb));
}

void
omni_orders_window_export_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  g_autofree char *file = NULL;
  GtkFileChooserNative *native;

  if (self->chooser != NULL)
    return;

  native = gtk_file_chooser_native_new (_("Export the View"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  file = g_strconcat (self->view != NULL ? self->view->name : _("Orders"), ".json", NULL);
  g_strdelimit (file, "/", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), file);
  open_chooser (self, native, G_CALLBACK (export_chosen_cb));
}
