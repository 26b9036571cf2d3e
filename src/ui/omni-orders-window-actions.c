/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-column-chooser.h"

#include <glib/gi18n-lib.h>

static OmniOrderSelection *
get_selection (OmniOrdersWindow *self)
{
  return omni_order_table_get_selection (self->table);
}

/*
 * Selection
 */

static void
select_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_table_select_page (OMNI_ORDERS_WINDOW (widget)->table);
}

static void
clear_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_selection_clear (get_selection (OMNI_ORDERS_WINDOW (widget)));
}

/*
 * Looking and moving
 */

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_refresh (OMNI_ORDERS_WINDOW (widget), FALSE);
}

/* Only what did not come. */
static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  omni_orders_window_hide_message (self, OMNI_MESSAGE_ROWS);
  omni_order_list_retry (self->list);
}

static void
remove_ignored_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  g_auto (GStrv) ids = omni_orders_window_dup_ignored (self);
  g_autoptr (OmniOrderQuery) query = omni_order_query_ref (self->query);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      OmniOrderQuery *next = omni_order_query_without_filter (query, ids[i]);

      omni_order_query_unref (query);
      query = next;
    }

  omni_orders_window_set_query (self, query);
}

/*
 * Columns
 */

static void
columns_chosen_cb (OmniOrdersWindow *self, GArray *columns)
{
  omni_order_table_change_columns (self->table, columns);
}

void
omni_orders_window_choose_columns (OmniOrdersWindow *self)
{
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self->table);
  GtkWidget *chooser = omni_column_chooser_new (GTK_WINDOW (self), columns);

  g_signal_connect_object (chooser, "changed", G_CALLBACK (columns_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
choose_columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_choose_columns (OMNI_ORDERS_WINDOW (widget));
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_ask_to_sign_in (OMNI_ORDERS_WINDOW (widget));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

static void
clear_filters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted = NULL;

  sorted = omni_order_query_with_sort (all, omni_order_query_get_sort_field (self->query),
                                       omni_order_query_get_descending (self->query));
  omni_orders_window_set_query (self, sorted);
}

/* From pane to pane in the order in which they stand in the window. */
static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  GtkWidget *panes[] = {
    GTK_WIDGET (self->search_entry), GTK_WIDGET (self->filter_panel),
    GTK_WIDGET (self->status_strip), GTK_WIDGET (self->chip_bar),
    GTK_WIDGET (self->stack),        GTK_WIDGET (self->overview),
    self->selection_bar,             GTK_WIDGET (self->job_list),
  };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint n_panes = G_N_ELEMENTS (panes);
  guint step = g_variant_get_boolean (parameter) ? 1 : n_panes - 1;
  guint at = 0;

  while (at < n_panes &&
         (focus == NULL || !(focus == panes[at] || gtk_widget_is_ancestor (focus, panes[at]))))
    at++;
  if (at == n_panes)
    at = step == 1 ? n_panes - 1 : 0;

  for (guint tried = 0; tried < n_panes; tried++)
    {
      at = (at + step) % n_panes;
      if (panes[at] == GTK_WIDGET (self->stack)
          && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "table"))
        {
          omni_order_table_focus (self->table);
          return;
        }
      if (gtk_widget_get_mapped (panes[at]) &&
          gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD))
        return;
    }
}

/*
 * Opening
 */

static void
order_moved_cb (OmniOrdersWindow *self, guint position)
{
  OmniOrder *order = omni_order_list_peek_order (self->list, position);

  omni_order_table_set_cursor (self->table, position);
  if (order != NULL)
    omni_order_marks_look_at (self->marks, order);
  omni_orders_window_remember (self);
}

/* The cursor of the table follows the window through the list, and which orders are open is
   remembered. */
void
omni_orders_window_follow_order (OmniOrdersWindow *self, OmniOrderWindow *window)
{
  g_signal_handlers_disconnect_by_data (window, self);
  g_signal_connect_object (window, "moved", G_CALLBACK (order_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unmap", G_CALLBACK (omni_orders_window_remember), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
omni_orders_window_open_order (OmniOrdersWindow *self, guint position, gboolean another)
{
  OmniOrderWindow *window = omni_order_window_open (
    gtk_window_get_application (GTK_WINDOW (self)), self->session, self->list, position, another);

  if (window == NULL)
    return;

  omni_order_marks_look_at (self->marks, omni_order_list_peek_order (self->list, position));
  omni_orders_window_follow_order (self, window);
  omni_orders_window_remember (self);
}

void
omni_orders_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (klass, "win.remove-ignored", NULL, remove_ignored_action);
  gtk_widget_class_install_action (klass, "win.choose-columns", NULL, choose_columns_action);
  gtk_widget_class_install_action (klass, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (klass, "win.search", NULL, search_action);
  gtk_widget_class_install_action (klass, "win.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (klass, "win.next-pane", "b", next_pane_action);
  gtk_widget_class_install_action (klass, "win.select-page", NULL, select_page_action);
  gtk_widget_class_install_action (klass, "win.clear-selection", NULL, clear_selection_action);
  omni_orders_window_install_export_actions (klass);
  omni_orders_window_install_print_actions (klass);
  omni_orders_window_install_refund_actions (klass);
  omni_orders_window_install_update_actions (klass);
}

void
omni_orders_window_update_actions (OmniOrdersWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean has_selection = omni_order_selection_get_n_orders (get_selection (self)) > 0;
  g_auto (GStrv) ignored = omni_orders_window_dup_ignored (self);
  gboolean is_right = ignored[0] == NULL;
  gboolean is_kept = omni_session_get_database (self->session) != NULL;

  gtk_widget_action_set_enabled (widget, "win.clear-filters",
                                 omni_order_query_has_filters (self->query));
  gtk_widget_action_set_enabled (widget, "win.select-page", has_rows);
  gtk_widget_action_set_enabled (widget, "win.select-all-matching", has_rows && is_right);
  gtk_widget_action_set_enabled (widget, "win.save-selection", has_selection && is_kept);
  gtk_widget_action_set_enabled (widget, "win.saved-selections", is_kept);
  gtk_widget_action_set_enabled (widget, "win.copy-all", has_selection);
  gtk_widget_action_set_enabled (widget, "win.clear-selection", has_selection);
  gtk_widget_action_set_enabled (widget, "win.export", has_rows || has_selection);
  gtk_widget_action_set_enabled (widget, "win.export-xlsx", has_selection);
  gtk_widget_action_set_enabled (widget, "win.print-sheet", has_selection);
  gtk_widget_action_set_enabled (widget, "win.print-packing-list", has_selection);
  gtk_widget_action_set_enabled (widget, "win.export-csv", has_selection);
  gtk_widget_action_set_enabled (widget, "win.template-selected", has_selection);
  gtk_widget_action_set_enabled (widget, "win.template-matching", has_rows);
}
