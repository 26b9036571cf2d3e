/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-name-dialog.h"

#include <glib/gi18n-lib.h>

/* self->views is what the database has; self->view is the one that is shown, as it was saved, and
 * what the window shows may differ from it: then it is marked. */

#define MAX_NUMBERED 9

/*
 * What is shown
 */

/* Filters, order and columns as they are now. */
OmniView *
omni_orders_window_dup_look (OmniOrdersWindow *self)
{
  OmniView *look = omni_view_new (self->view != NULL ? self->view->name : "", self->query);

  g_array_unref (look->columns);
  look->columns = omni_order_table_dup_columns (self->table);

  return look;
}

/* A view without columns means the usual ones. */
static gboolean
is_changed (OmniOrdersWindow *self)
{
  g_autoptr (OmniView) look = NULL;
  g_autoptr (OmniView) saved = NULL;

  if (self->view == NULL)
    return FALSE;

  look = omni_orders_window_dup_look (self);
  saved = omni_view_copy (self->view);
  if (saved->columns->len == 0)
    {
      g_array_unref (saved->columns);
      saved->columns = omni_order_table_get_usual_columns ();
    }

  return !omni_view_equal (look, saved);
}

static const OmniStoredView *
find_stored (OmniOrdersWindow *self, const char *name)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (self->views, i);

      if (g_strcmp0 (stored->name, name) == 0)
        return stored;
    }

  return NULL;
}

/* Says which view it is and whether it was changed. */
void
omni_orders_window_update_view (OmniOrdersWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean changed = is_changed (self);
  gboolean can_keep = self->slot != NULL;
  const OmniStoredView *stored = self->view != NULL ? find_stored (self, self->view->name) : NULL;
  const char *name = self->view != NULL ? self->view->name : _("All orders");
  GAction *show = g_action_map_lookup_action (G_ACTION_MAP (self), "show-view");
  GAction *start = g_action_map_lookup_action (G_ACTION_MAP (self), "start-view");
  g_autofree char *label = NULL;

  gtk_label_set_label (self->view_label, name);
  gtk_widget_set_visible (self->view_mark, changed);
  /* Translators: the name of the button that chooses a view, for screen readers. */
  label = g_strdup_printf (changed ? _("View: %s, changed") : _("View: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->view_button), label);

  g_simple_action_set_state (G_SIMPLE_ACTION (show),
                             g_variant_new_string (self->view != NULL ? name : ""));
  g_simple_action_set_state (G_SIMPLE_ACTION (start),
                             g_variant_new_boolean (stored != NULL && stored->is_start));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (start), stored != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-view",
                                 self->view != NULL ? changed : can_keep);
  gtk_widget_action_set_enabled (widget, "win.save-view-as", can_keep);
  gtk_widget_action_set_enabled (widget, "win.revert-view", changed);
  gtk_widget_action_set_enabled (widget, "win.rename-view", stored != NULL);
  gtk_widget_action_set_enabled (widget, "win.delete-view", self->view != NULL);
  gtk_widget_action_set_enabled (widget, "win.import-views", can_keep);
}

static void
set_view (OmniOrdersWindow *self, const OmniView *view)
{
  OmniView *copy = view != NULL ? omni_view_copy (view) : NULL;

  g_clear_pointer (&self->view, omni_view_free);
  self->view = copy;
}

void
omni_orders_window_show_view (OmniOrdersWindow *self, const OmniView *view)
{
  set_view (self, view);
  omni_order_table_set_columns (self->table, view->columns);
  omni_orders_window_set_query (self, view->query);
  omni_orders_window_update_view (self);
  omni_orders_window_remember (self);
}

/* What was there last: the view that it came from may have been changed or removed since. */
void
omni_orders_window_show_look (OmniOrdersWindow *self, const OmniView *look, const char *view)
{
  const OmniStoredView *stored = view != NULL ? find_stored (self, view) : NULL;

  set_view (self, stored != NULL ? stored->view : NULL);
  omni_order_table_set_columns (self->table, look->columns);
  omni_orders_window_set_query (self, look->query);
  omni_orders_window_update_view (self);
}

/* All orders, newest first. */
void
omni_orders_window_show_usual (OmniOrdersWindow *self)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) newest_first = omni_order_query_with_sort (all, "date_placed", TRUE);

  set_view (self, NULL);
  omni_order_table_set_columns (self->table, NULL);
  omni_orders_window_set_query (self, newest_first);
  omni_orders_window_update_view (self);
  omni_orders_window_remember (self);
}

/*
 * The menu
 */

static char *
escape_underscores (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_view (GMenu *menu, const OmniStoredView *stored, guint number)
{
  g_autofree char *escaped = escape_underscores (stored->name);
  g_autofree char *label = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (stored->view == NULL)
    label = g_strdup_printf (_("%s (cannot be used)"), escaped);
  item = g_menu_item_new (label != NULL ? label : escaped, NULL);
  g_menu_item_set_action_and_target (item, "win.show-view", "s", stored->name);
  if (number <= MAX_NUMBERED)
    {
      g_autofree char *accel = g_strdup_printf ("<Control>%u", number);

      g_menu_item_set_attribute (item, "accel", "s", accel);
    }
  g_menu_append_item (menu, item);
}

static void
rebuild_menu (OmniOrdersWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) views = g_menu_new ();
  g_autoptr (GMenu) one = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();

  g_menu_append (views, _("All orders"), "win.show-view::");
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    append_view (views, g_ptr_array_index (self->views, i), i + 1);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));

  g_menu_append (one, _("_Save"), "win.save-view");
  g_menu_append (one, _("Save _As…"), "win.save-view-as");
  g_menu_append (one, _("Re_vert"), "win.revert-view");
  g_menu_append (one, _("_Rename…"), "win.rename-view");
  g_menu_append (one, _("_Delete"), "win.delete-view");
  g_menu_append (one, _("Show at S_tart"), "win.start-view");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (one));

  g_menu_append (files, _("_Import from Files…"), "win.import-views");
  g_menu_append (files, _("E_xport to a File…"), "win.export-view");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));

  gtk_menu_button_set_menu_model (self->view_button, G_MENU_MODEL (menu));
}

/* A menu that is open must not be made again for nothing. */
static gboolean
are_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const OmniStoredView *left = g_ptr_array_index (a, i);
      const OmniStoredView *right = g_ptr_array_index (b, i);

      if (strcmp (left->name, right->name) != 0 || (left->view == NULL) != (right->view == NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_broken_there (GPtrArray *views, const char *name)
{
  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      if (stored->view == NULL && strcmp (stored->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* One that cannot be used is told once; the others are there. */
static void
say_what_is_broken (OmniOrdersWindow *self, GPtrArray *before)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (self->views, i);
      g_autofree char *text = NULL;

      if (stored->view != NULL || is_broken_there (before, stored->name))
        continue;
      text = g_strdup_printf (_("The view “%s” cannot be used. %s"), stored->name,
                              stored->error->message);
      omni_orders_window_show_message (self, OMNI_MESSAGE_NOTE, text);
      return;
    }
}

void
omni_orders_window_take_views (OmniOrdersWindow *self, GPtrArray *views)
{
  GPtrArray *before = self->views;
  const OmniStoredView *stored;

  if (views == NULL)
    return;

  self->views = views;
  stored = self->view != NULL ? find_stored (self, self->view->name) : NULL;
  if (stored != NULL && stored->view != NULL)
    set_view (self, stored->view);
  say_what_is_broken (self, before);
  if (!are_same (before, views))
    rebuild_menu (self);
  g_clear_pointer (&before, g_ptr_array_unref);
  omni_orders_window_update_view (self);
}

/*
 * The database
 */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrdersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *views = omni_database_list_views_finish (OMNI_DATABASE (source), result, &error);

  if (views == NULL || self->session == NULL)
    g_clear_pointer (&views, g_ptr_array_unref);
  else
    omni_orders_window_take_views (self, views);
  if (error != NULL && self->session != NULL)
    omni_orders_window_say (self, error->message);
}

void
omni_orders_window_reload_views (OmniOrdersWindow *self)
{
  OmniDatabase *database = omni_session_get_database (self->session);

  if (database != NULL)
    omni_database_list_views_async (database, omni_session_get_profile (self->session), NULL,
                                    listed_cb, g_object_ref (self));
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrdersWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!omni_database_change_view_finish (OMNI_DATABASE (source), result, &error)
      && self->session != NULL)
    omni_orders_window_say (self, error->message);
  if (self->session != NULL)
    omni_orders_window_reload_views (self);
}

/* What the window shows becomes the view. */
static void
save_as (const char *name, gpointer data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (data);
  g_autoptr (OmniView) look = omni_orders_window_dup_look (self);
  g_autofree char *text = NULL;

  g_free (look->name);
  look->name = g_strdup (name);
  set_view (self, look);
  omni_database_save_view_async (omni_session_get_database (self->session),
                                 omni_session_get_profile (self->session), look, NULL, changed_cb,
                                 g_object_ref (self));
  omni_orders_window_update_view (self);
  omni_orders_window_remember (self);
  text = g_strdup_printf (_("The view “%s” is saved"), name);
  omni_orders_window_say (self, text);
}

static void
rename_to (const char *name, gpointer data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (data);

  if (strcmp (name, self->view->name) == 0)
    return;

  omni_database_rename_view_async (omni_session_get_database (self->session),
                                   omni_session_get_profile (self->session), self->view->name, name,
                                   NULL, changed_cb, g_object_ref (self));
  g_free (self->view->name);
  self->view->name = g_strdup (name);
  omni_orders_window_update_view (self);
  omni_orders_window_remember (self);
}

static gboolean
check_new_name (const char *name, gpointer data, char **note, GError **error)
{
  if (!omni_view_check_name (name, error))
    return FALSE;

  if (find_stored (OMNI_ORDERS_WINDOW (data), name) != NULL)
    *note = g_strdup (_("A view with this name is there and will be replaced."));
  return TRUE;
}

static gboolean
check_other_name (const char *name, gpointer data, char **note, GError **error)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (data);

  if (!omni_view_check_name (name, error))
    return FALSE;
  if (self->view == NULL || strcmp (name, self->view->name) == 0
      || find_stored (self, name) == NULL)
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            _("A view with this name is there.")));
  return FALSE;
}

static void
delete_view (OmniOrdersWindow *self, const char *name)
{
  omni_database_remove_view_async (omni_session_get_database (self->session),
                                   omni_session_get_profile (self->session), name, NULL, changed_cb,
                                   g_object_ref (self));
}

/*
 * Actions
 */

static void
delete_answered_cb (AdwMessageDialog *dialog, const char *response, OmniOrdersWindow *self)
{
  const char *name = g_object_get_data (G_OBJECT (dialog), "view");

  if (strcmp (response, "delete") != 0)
    return;

  delete_view (self, name);
  if (self->view != NULL && strcmp (self->view->name, name) == 0)
    {
      set_view (self, NULL);
      omni_orders_window_update_view (self);
      omni_orders_window_remember (self);
    }
}

static void
ask_to_delete (OmniOrdersWindow *self, const char *name, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Delete the view “%s”?"), name);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep"), "delete",
                                    _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "view", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_stored (OmniOrdersWindow *self, const OmniStoredView *stored)
{
  if (stored->view != NULL)
    omni_orders_window_show_view (self, stored->view);
  else
    ask_to_delete (self, stored->name, stored->error->message);
}

static void
show_view_action (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;
  const char *name = g_variant_get_string (value, NULL);
  const OmniStoredView *stored = find_stored (self, name);

  if (name[0] == '\0')
    omni_orders_window_show_usual (self);
  else if (stored != NULL)
    show_stored (self, stored);
}

static void
show_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  gint32 number = g_variant_get_int32 (parameter);

  if (self->views != NULL && number >= 1 && (guint) number <= self->views->len)
    show_stored (self, g_ptr_array_index (self->views, number - 1));
}

static void
save_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  g_autofree char *view = NULL;

  if (self->view == NULL)
    {
      gtk_widget_activate_action (widget, "win.save-view-as", NULL);
      return;
    }

  view = g_strdup (self->view->name);
  save_as (view, self);
}

static void
save_view_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_name_dialog_open (GTK_WINDOW (widget), _("Save the View"), _("_Save"), NULL, check_new_name,
                         save_as, G_OBJECT (widget));
}

static void
revert_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  g_autoptr (OmniView) view = omni_view_copy (self->view);

  omni_orders_window_show_view (self, view);
}

static void
rename_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  omni_name_dialog_open (GTK_WINDOW (self), _("Rename the View"), _("_Rename"), self->view->name,
                         check_other_name, rename_to, G_OBJECT (self));
}

static void
delete_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  ask_to_delete (self, self->view->name,
                 _("The filters and columns stay as they are in this window."));
}

static void
start_view_action (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;

  if (self->view == NULL)
    return;

  g_simple_action_set_state (action, value);
  omni_database_set_start_view_async (omni_session_get_database (self->session),
                                      omni_session_get_profile (self->session),
                                      g_variant_get_boolean (value) ? self->view->name : NULL, NULL,
                                      changed_cb, g_object_ref (self));
}

static void
open_views (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_menu_button_popup (self->view_button);
}

/* Another window may have saved one. */
static void
active_cb (OmniOrdersWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->slot != NULL)
    omni_orders_window_reload_views (self);
}

void
omni_orders_window_install_views (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-view-number", "i", show_number_action);
  gtk_widget_class_install_action (klass, "win.save-view", NULL, save_view_action);
  gtk_widget_class_install_action (klass, "win.save-view-as", NULL, save_view_as_action);
  gtk_widget_class_install_action (klass, "win.revert-view", NULL, revert_view_action);
  gtk_widget_class_install_action (klass, "win.rename-view", NULL, rename_view_action);
  gtk_widget_class_install_action (klass, "win.delete-view", NULL, delete_view_action);
  gtk_widget_class_install_action (klass, "win.import-views", NULL,
                                   omni_orders_window_import_views_action);
  gtk_widget_class_install_action (klass, "win.export-view", NULL,
                                   omni_orders_window_export_view_action);
}

void
omni_orders_window_add_views (OmniOrdersWindow *self)
{
  static const GActionEntry entries[] = {
    { "show-view", NULL, "s", "''", show_view_action },
    { "start-view", NULL, NULL, "false", start_view_action },
    { "choose-view", open_views, NULL, NULL, NULL },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  rebuild_menu (self);
  /* As wide as the button, like the choices below. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (
                           self->view_label))), GTK_ALIGN_FILL);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
}
