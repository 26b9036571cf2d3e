/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-database-selections.h"
#include "omni-name-dialog.h"
#include "omni-numbers-dialog.h"
#include "omni-order-copy.h"
#include "omni-order-export.h"
#include "omni-selections-dialog.h"

#include <glib/gi18n-lib.h>

#define MAX_LISTED 2000

static OmniOrderSelection *
get_selection (OmniOrdersWindow *self)
{
  return omni_order_table_get_selection (self->table);
}

/* Many orders take a while: not for the main loop. */
OmniSelection *
omni_orders_window_new_selection (const GArray *orders)
{
  OmniSelection *selection = omni_selection_new ();

  for (guint i = 0; i < orders->len; i++)
    omni_selection_add (selection, &g_array_index (orders, OmniSelectedOrder, i), NULL);

  return selection;
}

/*
 * All that match, or whose numbers are there
 */

static void
resolved_cb (OmniOrdersWindow *self, OmniJob *job)
{
  GArray *orders;
  g_autofree char *text = NULL;

  if (self->job_list == NULL || omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  orders = omni_order_resolve_get_orders (OMNI_ORDER_RESOLVE (job));
  omni_order_selection_add (get_selection (self),
                            (const OmniSelectedOrder *) (gpointer) orders->data, orders->len);
  text = g_strdup_printf (ngettext ("%'u order matches and is selected",
                                    "%'u orders match and are selected", orders->len),
                          orders->len);
  omni_orders_window_say (self, text);
  omni_job_list_remove (self->job_list, job);
}

static void
start_resolving (OmniOrdersWindow *self, OmniOrderResolve *resolve, GCallback callback)
{
  omni_job_list_start (self->job_list, OMNI_JOB (resolve), NULL, NULL, NULL);
  g_signal_connect_object (resolve, "finished", callback, self, G_CONNECT_SWAPPED);
}

static void
select_all_matching_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  OmniClient *client = omni_session_get_client (self->session);
  g_autoptr (OmniOrderResolve) resolve = omni_order_resolve_new (client, self->asked);

  start_resolving (self, resolve, G_CALLBACK (resolved_cb));
}

/* What is not there is listed, so that it can be looked into. */
static void
show_missing (OmniOrdersWindow *self, const GPtrArray *missing, guint n_found)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < missing->len && i < MAX_LISTED; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (missing, i));
  if (missing->len > MAX_LISTED)
    g_string_append (text, "…\n");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text->str, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Numbers without an order"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_size_request (scrolled, -1, 140);

  adw_message_dialog_format_heading (
    ADW_MESSAGE_DIALOG (dialog),
    ngettext ("%'u number has no order", "%'u numbers have no order", missing->len), missing->len);
  found = g_strdup_printf (ngettext ("%'u order was found and is selected.",
                                     "%'u orders were found and are selected.", n_found), n_found);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), found);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
numbers_resolved_cb (OmniOrdersWindow *self, OmniJob *job)
{
  GPtrArray *missing;

  if (self->job_list == NULL || omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  missing = omni_order_resolve_get_missing (OMNI_ORDER_RESOLVE (job));
  if (missing->len > 0)
    show_missing (self, missing, omni_order_resolve_get_orders (OMNI_ORDER_RESOLVE (job))->len);
  resolved_cb (self, job);
}

/**
 * omni_orders_window_select_numbers:
 * @self: the window
 * @numbers: (array zero-terminated=1): order numbers
 *
 * Finds the orders with these numbers and adds them to what is selected.
 */
void
omni_orders_window_select_numbers (OmniOrdersWindow *self, const char * const *numbers)
{
  g_autoptr (OmniOrderResolve) resolve = NULL;

  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  resolve = omni_order_resolve_new_for_numbers (omni_session_get_client (self->session), numbers);
  start_resolving (self, resolve, G_CALLBACK (numbers_resolved_cb));
}

static void
filter_numbers_cb (OmniOrdersWindow *self, const char * const *numbers)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (self->query, "number", numbers);

  omni_orders_window_set_query (self, query);
}

static void
numbers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = omni_numbers_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "filter", G_CALLBACK (filter_numbers_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "select", G_CALLBACK (omni_orders_window_select_numbers), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*
 * Saved selections
 */

/* One selection of the window, one of the database, and what comes of them. */
typedef struct
{
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  char *name;             /* (owned) */
  GArray *orders;         /* (owned) (element-type OmniSelectedOrder): the window's */
  OmniSelectionUse how;
  gboolean saves;         /* the window's is saved under the name */
  OmniSelection *result;  /* (nullable) (owned) */
} Use;

static void
use_free (gpointer data)
{
  Use *use = data;

  g_object_unref (use->database);
  omni_profile_free (use->profile);
  g_free (use->name);
  g_array_unref (use->orders);
  g_clear_pointer (&use->result, omni_selection_free);
  g_free (use);
}

static void
combine (Use *use, OmniSelection *other)
{
  use->result = omni_orders_window_new_selection (use->orders);
  switch (use->how)
    {
    case OMNI_SELECTION_LOAD:
      g_clear_pointer (&use->result, omni_selection_free);
      use->result = omni_selection_new ();
      omni_selection_unite (use->result, other);
      break;
    case OMNI_SELECTION_ADD:
      omni_selection_unite (use->result, other);
      break;
    case OMNI_SELECTION_SUBTRACT:
      omni_selection_subtract (use->result, other);
      break;
    case OMNI_SELECTION_INTERSECT:
      omni_selection_intersect (use->result, other);
      break;
    }
}

static void
use_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Use *use = data;
  g_autoptr (OmniSelection) selection = NULL;
  GError *error = NULL;

  if (use->saves)
    {
      selection = omni_orders_window_new_selection (use->orders);
      omni_database_save_selection (use->database, use->profile, use->name, selection, &error);
    }
  else
    {
      selection = omni_database_load_selection (use->database, use->profile, use->name, &error);
      if (selection != NULL)
        combine (use, selection);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
say_what_was_done (OmniOrdersWindow *self, const Use *use)
{
  guint n = use->result != NULL ? (guint) omni_selection_get_size (use->result) : 0;
  g_autofree char *text = NULL;

  if (use->saves)
    text = g_strdup_printf (_("The selection “%s” is saved"), use->name);
  else
    text = g_strdup_printf (ngettext ("%'u order is selected now", "%'u orders are selected now",
                                      n), n);
  omni_orders_window_say (self, text);
}

static void
used_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (source);
  Use *use = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->session == NULL)
    return;

  if (error != NULL)
    {
      omni_orders_window_say (self, error->message);
      return;
    }

  if (use->result != NULL)
    {
      GArray *orders = omni_selection_get_orders (use->result);

      omni_order_selection_replace (get_selection (self),
                                    (const OmniSelectedOrder *) (gpointer) orders->data,
                                    orders->len);
    }
  say_what_was_done (self, use);
}

static void
start_use (OmniOrdersWindow *self, const char *name, OmniSelectionUse how, gboolean saves)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GTask) task = g_task_new (self, NULL, used_cb, NULL);
  Use *use = g_new0 (Use, 1);

  use->database = g_object_ref (omni_session_get_database (self->session));
  use->profile = omni_profile_new (profile->server, profile->username);
  use->name = g_strdup (name);
  use->orders = omni_order_selection_dup_orders (get_selection (self));
  use->how = how;
  use->saves = saves;
  g_task_set_source_tag (task, start_use);
  g_task_set_task_data (task, use, use_free);
  g_task_run_in_thread (task, use_in_thread);
}

static void
use_cb (OmniOrdersWindow *self, const char *name, guint how)
{
  start_use (self, name, (OmniSelectionUse) how, FALSE);
}

static void
save_as (const char *name, gpointer data)
{
  start_use (OMNI_ORDERS_WINDOW (data), name, OMNI_SELECTION_LOAD, TRUE);
}

static gboolean
check_name (const char *name, gpointer data, char **note, GError **error)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (data);

  if (!omni_view_check_name (name, error))
    return FALSE;

  for (guint i = 0; i < self->saved_selections->len; i++)
    {
      const OmniStoredSelection *stored = g_ptr_array_index (self->saved_selections, i);

      if (strcmp (stored->name, name) == 0)
        *note = g_strdup (_("A selection with this name is there and will be replaced."));
    }

  return TRUE;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrdersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *selections = NULL;

  selections = omni_database_list_selections_finish (OMNI_DATABASE (source), result, &error);
  if (self->session == NULL)
    {
      g_clear_pointer (&selections, g_ptr_array_unref);
      return;
    }

  if (selections == NULL)
    {
      omni_orders_window_say (self, error->message);
      return;
    }

  g_clear_pointer (&self->saved_selections, g_ptr_array_unref);
  self->saved_selections = selections;
  omni_name_dialog_open (GTK_WINDOW (self), _("Save the Selection"), _("_Save"), NULL, check_name,
                         save_as, G_OBJECT (self));
}

/* The dialog says when a name is taken. */
static void
save_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  omni_database_list_selections_async (omni_session_get_database (self->session),
                                       omni_session_get_profile (self->session), NULL, listed_cb,
                                       g_object_ref (self));
}

static void
saved_selections_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  GtkWidget *dialog = omni_selections_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*
 * The clipboard
 */

static void
copied_cb (OmniOrdersWindow *self, OmniJob *job)
{
  gsize n_orders;
  g_autofree char *text = NULL;

  if (self->job_list == NULL || omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  n_orders = omni_order_copy_get_n_orders (OMNI_ORDER_COPY (job));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          omni_order_copy_get_text (OMNI_ORDER_COPY (job)));
  text = g_strdup_printf (ngettext ("%'u order is copied", "%'u orders are copied", n_orders),
                          (guint) n_orders);
  omni_orders_window_say (self, text);
  omni_job_list_remove (self->job_list, job);
}

/* Copies the orders that are selected, in view or not. */
void
omni_orders_window_copy_selection (OmniOrdersWindow *self)
{
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self->table);
  g_autofree gint64 *pks = NULL;
  g_autoptr (OmniOrderCopy) copy = NULL;
  gsize n_pks;

  pks = omni_order_selection_dup_pks (get_selection (self), &n_pks);
  if (n_pks > OMNI_ORDER_COPY_MAX)
    {
      g_autofree char *text = g_strdup_printf (
        _("More than %'d orders are too many to copy: export them"), OMNI_ORDER_COPY_MAX);

      omni_orders_window_say (self, text);
      return;
    }

  copy = omni_order_copy_new (omni_session_get_client (self->session),
                              omni_session_get_reference_data (self->session), columns, pks, n_pks);
  omni_job_list_start (self->job_list, OMNI_JOB (copy), NULL, NULL, NULL);
  g_signal_connect_object (copy, "finished", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
}

static void
copy_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_copy_selection (OMNI_ORDERS_WINDOW (widget));
}

/* The number of the order that the keys are on. */
static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  OmniOrder *order = omni_order_table_get_cursor_order (self->table);

  if (order != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), omni_order_get_number (order));
}

void
omni_orders_window_install_selections (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.select-all-matching", NULL,
                                   select_all_matching_action);
  gtk_widget_class_install_action (klass, "win.save-selection", NULL, save_selection_action);
  gtk_widget_class_install_action (klass, "win.saved-selections", NULL, saved_selections_action);
  gtk_widget_class_install_action (klass, "win.numbers", NULL, numbers_action);
  gtk_widget_class_install_action (klass, "win.copy-all", NULL, copy_all_action);
  gtk_widget_class_install_action (klass, "win.copy-number", NULL, copy_number_action);
}
