/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-file-dialog.h"
#include "omni-order-export.h"
#include "omni-order-window.h"
#include "omni-settings.h"

#include <glib/gi18n-lib.h>

/* What an export is made of, kept so that it can be made again. */
typedef struct
{
  OmniClient *client;           /* (owned) */
  OmniReferenceData *reference; /* (owned) */
  GFile *target;                /* (owned) */
  OmniTableFormat format;
  OmniExportRows rows;
  gboolean replace;
  gint64 *pks;                  /* (owned) */
  gsize n_pks;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_object (&export->client);
  g_clear_pointer (&export->reference, omni_reference_data_unref);
  g_clear_object (&export->target);
  g_free (export->pks);
  g_free (export);
}

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
select_all_matching_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  OmniClient *client = omni_session_get_client (self->session);
  g_autoptr (OmniOrderResolve) resolve = omni_order_resolve_new (client, self->query);

  omni_job_list_start (self->job_list, OMNI_JOB (resolve), NULL, NULL, NULL);
  g_signal_connect_object (resolve, "finished", G_CALLBACK (resolved_cb), self, G_CONNECT_SWAPPED);
}

static void
clear_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_selection_clear (get_selection (OMNI_ORDERS_WINDOW (widget)));
}

/*
 * Export
 */

static OmniJob *
make_export (gpointer data)
{
  Export *export = data;
  GSettings *settings = omni_settings_get ();
  OmniOrderExport *job;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  OmniTableOptions options = {
    .delimiter = omni_file_dialog_get_delimiter (),
    .guard_formulas = settings == NULL || g_settings_get_boolean (settings, "export-formula-guard"),
    .zone = zone,
    .replace = export->replace,
  };

  job = omni_order_export_new (export->client, export->reference, export->target, export->format);
  omni_order_export_set_orders (job, export->pks, export->n_pks);
  omni_order_export_set_rows (job, export->rows);
  omni_order_export_set_options (job, &options);

  return OMNI_JOB (job);
}

static void
start_export (OmniOrdersWindow *self,
              GFile *target,
              OmniTableFormat format,
              OmniExportRows rows,
              gboolean replace)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (OmniJob) job = NULL;

  export->client = g_object_ref (omni_session_get_client (self->session));
  export->reference = omni_reference_data_ref (omni_session_get_reference_data (self->session));
  export->target = g_object_ref (target);
  export->format = format;
  export->rows = rows;
  export->replace = replace;
  export->pks = omni_order_selection_dup_pks (get_selection (self), &export->n_pks);

  job = make_export (export);
  omni_job_list_start (self->job_list, job, make_export, export, export_free);
}

/**
 * omni_orders_window_export_to:
 * @self: the window
 * @target: the file; one that exists is replaced
 * @format: what kind of file
 * @rows: what a row is
 *
 * Starts writing the selected orders to a file.
 */
void
omni_orders_window_export_to (OmniOrdersWindow *self,
                              GFile *target,
                              OmniTableFormat format,
                              OmniExportRows rows)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (target));

  start_export (self, target, format, rows, TRUE);
}

static void
file_chosen_cb (OmniOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) target = NULL;
  OmniTableFormat format;
  OmniExportRows rows;
  gboolean asked;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      format = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "format"));
      rows = g_strcmp0 (gtk_file_chooser_get_choice (chooser, "rows"), "items") == 0
                 ? OMNI_EXPORT_ROWS_ITEMS : OMNI_EXPORT_ROWS_ORDERS;
      chosen = gtk_file_chooser_get_file (chooser);
      target = omni_file_dialog_complete_name (chosen, format, &asked);
      omni_file_dialog_remember_folder (target);
      start_export (self, target, format, rows, asked);
    }

  g_clear_object (&self->chooser);
}

static void
ask_for_file (OmniOrdersWindow *self, OmniTableFormat format)
{
  const char *ids[] = { "orders", "items", NULL };
  const char *labels[] = { _ ("One row for each order"), _ ("One row for each product in an order"),
                           NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strconcat (_("orders"), "-", day, omni_file_dialog_get_extension (format), NULL);
  GtkFileChooserNative *native;

  if (self->chooser != NULL)
    return;

  native = gtk_file_chooser_native_new (
    format == OMNI_TABLE_FORMAT_XLSX ? _ ("Export to Excel") : _ ("Export to CSV"),
    GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  self->chooser = GTK_NATIVE_DIALOG (native);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  omni_file_dialog_propose_folder (GTK_FILE_CHOOSER (native));
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (native), format);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (native), "rows", _("Rows"), ids, labels);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (native), "rows", "orders");
  g_object_set_data (G_OBJECT (native), "format", GINT_TO_POINTER (format));
  g_signal_connect_object (native, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
export_xlsx_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (OMNI_ORDERS_WINDOW (widget), OMNI_TABLE_FORMAT_XLSX);
}

static void
export_csv_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (OMNI_ORDERS_WINDOW (widget), OMNI_TABLE_FORMAT_CSV);
}

/*
 * Looking and moving
 */

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_reload (OMNI_ORDERS_WINDOW (widget));
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
    GTK_WIDGET (self->stack),        self->selection_bar,
    GTK_WIDGET (self->job_list),
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
  omni_order_table_set_cursor (self->table, position);
}

/* The cursor of the table follows the window through the list. */
void
omni_orders_window_open_order (OmniOrdersWindow *self, guint position, gboolean another)
{
  OmniOrderWindow *window = omni_order_window_open (
    gtk_window_get_application (GTK_WINDOW (self)), self->session, self->list, position, another);

  if (window == NULL)
    return;

  g_signal_handlers_disconnect_by_func (window, order_moved_cb, self);
  g_signal_connect_object (window, "moved", G_CALLBACK (order_moved_cb), self, G_CONNECT_SWAPPED);
}

void
omni_orders_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (klass, "win.search", NULL, search_action);
  gtk_widget_class_install_action (klass, "win.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (klass, "win.next-pane", "b", next_pane_action);
  gtk_widget_class_install_action (klass, "win.select-page", NULL, select_page_action);
  gtk_widget_class_install_action (klass, "win.select-all-matching", NULL,
                                   select_all_matching_action);
  gtk_widget_class_install_action (klass, "win.clear-selection", NULL, clear_selection_action);
  gtk_widget_class_install_action (klass, "win.export-xlsx", NULL, export_xlsx_action);
  gtk_widget_class_install_action (klass, "win.export-csv", NULL, export_csv_action);
}

void
omni_orders_window_update_actions (OmniOrdersWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean has_selection = omni_order_selection_get_n_orders (get_selection (self)) > 0;

  gtk_widget_action_set_enabled (widget, "win.clear-filters",
                                 omni_order_query_has_filters (self->query));
  gtk_widget_action_set_enabled (widget, "win.select-page", has_rows);
  gtk_widget_action_set_enabled (widget, "win.select-all-matching", has_rows);
  gtk_widget_action_set_enabled (widget, "win.clear-selection", has_selection);
  gtk_widget_action_set_enabled (widget, "win.export-xlsx", has_selection);
  gtk_widget_action_set_enabled (widget, "win.export-csv", has_selection);
}
