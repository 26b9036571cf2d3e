/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-activity-window.h"
#include "omni-export-dialog.h"
#include "omni-file-dialog.h"
#include "omni-format.h"
#include "omni-job-notice.h"
#include "omni-ledger.h"

#include <glib/gi18n-lib.h>

/* An OmniExportChoice says how, an OmniExportPlan what and how; with a file it becomes a job. */

static OmniOrderSelection *
get_selection (OmniOrdersWindow *self)
{
  return omni_order_table_get_selection (self->table);
}

static gboolean
is_among (const GArray *columns, const OmniOrderColumn *wanted)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (g_array_index (columns, OmniViewColumn, i).column == wanted)
        return TRUE;
    }

  return FALSE;
}

/* The columns of the table, from left to right. On the screen an amount says its currency itself,
   in a file that is a column of its own. */
static GPtrArray *
dup_view (OmniOrdersWindow *self)
{
  const OmniOrderColumn *currency = omni_order_column_find ("currency");
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self->table);
  GPtrArray *view = g_ptr_array_new ();
  gboolean has_currency = is_among (columns, currency);

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniOrderColumn *column = g_array_index (columns, OmniViewColumn, i).column;

      g_ptr_array_add (view, (gpointer) column);
      if (!has_currency && omni_order_column_get_kind (column) == OMNI_VALUE_MONEY)
        {
          g_ptr_array_add (view, (gpointer) currency);
          has_currency = TRUE;
        }
    }

  return view;
}

static OmniExportPlan *
plan_selected (OmniOrdersWindow *self, const OmniExportChoice *choice)
{
  g_autoptr (GPtrArray) view = dup_view (self);
  gsize n_pks;
  g_autofree gint64 *pks = omni_order_selection_dup_pks (get_selection (self), &n_pks);

  return omni_export_plan_new_for_orders (self->session, pks, n_pks, choice, view);
}

/*
 * The job
 */

static void
write_down (OmniOrdersWindow *self, OmniJob *job)
{
  OmniDatabase *database = omni_session_get_database (self->session);
  const GError *error = omni_job_get_error (job);
  GFile *file = omni_job_get_result_file (job);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);

  if (database == NULL)
    return;

  g_ptr_array_add (
      entries, omni_ledger_entry_new (OMNI_LEDGER_EXPORT,
                                      error == NULL ? OMNI_LEDGER_DONE : OMNI_LEDGER_REFUSED, 0,
                                      NULL, _ ("Orders written to a file"), NULL,
                                      file != NULL ? g_file_peek_path (file) : NULL,
                                      error != NULL ? error->message : omni_job_get_summary (job)));
  omni_database_append_ledger_async (database, omni_session_get_profile (self->session), entries,
                                     NULL, NULL, NULL);
}

static void
export_ended_cb (OmniOrdersWindow *self, OmniJob *job)
{
  if (!OMNI_IS_ORDER_EXPORT (job) || omni_job_get_state (job) == OMNI_JOB_CANCELLED)
    return;

  omni_job_notice_send (GTK_WINDOW (self), job);
  write_down (self, job);
}

static void
start_export (OmniOrdersWindow *self, OmniExportPlan *plan, GFile *target, gboolean replace)
{
  g_autoptr (OmniJob) job = NULL;

  g_set_object (&plan->target, target);
  plan->replace = replace;
  job = omni_export_plan_make_job (plan);
  omni_job_list_start (self->job_list, job, omni_export_plan_make_job, plan,
                       (GDestroyNotify) omni_export_plan_free);
}

/**
 * omni_orders_window_export_to:
 * @self: the window
 * @target: the file; one that exists is replaced
 * @format: what kind of file
 * @rows: what a row is
 *
 * Starts writing the selected orders to a file, with what else was chosen the last time.
 */
void
omni_orders_window_export_to (OmniOrdersWindow *self,
                              GFile *target,
                              OmniTableFormat format,
                              OmniExportRows rows)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();

  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (target));

  choice->format = format;
  choice->rows = rows;
  start_export (self, plan_selected (self, choice), target, TRUE);
}

/*
 * The file
 */

static void
file_chosen_cb (OmniOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (OmniExportPlan) plan = g_steal_pointer (&self->plan);
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) target = NULL;
  gboolean asked;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      target = omni_file_dialog_complete_name (chosen, plan->choice->format, &asked);
      omni_file_dialog_remember_folder (target);
      start_export (self, g_steal_pointer (&plan), target, asked);
    }

  g_clear_object (&self->chooser);
}

/* Takes the plan, whatever comes of it. */
static void
ask_for_file (OmniOrdersWindow *self, OmniExportPlan *plan)
{
  OmniTableFormat format = plan->choice->format;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name =
      g_strconcat (_ ("orders"), "-", day, omni_file_dialog_get_extension (format), NULL);

  if (self->chooser != NULL)
    {
      omni_export_plan_free (plan);
      return;
    }

  self->plan = plan;
  self->chooser = omni_file_dialog_new_to_save (
      GTK_WINDOW (self),
      format == OMNI_TABLE_FORMAT_XLSX ? _ ("Export to Excel") : _ ("Export to CSV"),
      _ ("_Export"), name, NULL);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), format);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

/*
 * Actions
 */

/* One click: what was chosen the last time, as the kind of file that the button says. */
static void
export_selected_as (OmniOrdersWindow *self, OmniTableFormat format)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();

  choice->format = format;
  ask_for_file (self, plan_selected (self, choice));
}

static void
export_xlsx_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_selected_as (OMNI_ORDERS_WINDOW (widget), OMNI_TABLE_FORMAT_XLSX);
}

static void
export_csv_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_selected_as (OMNI_ORDERS_WINDOW (widget), OMNI_TABLE_FORMAT_CSV);
}

static void
export_accepted_cb (OmniOrdersWindow *self, OmniExportDialog *dialog)
{
  ask_for_file (self, omni_export_dialog_make_plan (dialog));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  OmniOrderSelection *selection = get_selection (self);
  g_autoptr (GPtrArray) view = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  g_autofree char *words = NULL;
  g_autofree gint64 *pks = NULL;
  OmniExportDialog *dialog;
  gsize n_pks;

  if (self->export_dialog != NULL || self->chooser != NULL)
    return;

  view = dup_view (self);
  pks = omni_order_selection_dup_pks (selection, &n_pks);
  totals = omni_order_selection_get_totals (selection);
  words = n_pks > 0 ? omni_format_selection (n_pks, totals) : g_strdup (_ ("No order is selected"));

  dialog = omni_export_dialog_new (GTK_WINDOW (self), self->session, view);
  g_set_weak_pointer (&self->export_dialog, GTK_WIDGET (dialog));
  omni_export_dialog_set_selected (dialog, pks, n_pks, words);
  omni_export_dialog_set_matching (dialog, self->asked,
                                   g_list_model_get_n_items (G_LIST_MODEL (self->list)));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (export_accepted_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_activity_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_activity_window_open (gtk_window_get_application (GTK_WINDOW (widget)),
                             OMNI_ORDERS_WINDOW (widget)->session);
}

void
omni_orders_window_install_export_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-activity", NULL, show_activity_action);
  gtk_widget_class_install_action (klass, "win.export", NULL, export_action);
  gtk_widget_class_install_action (klass, "win.export-xlsx", NULL, export_xlsx_action);
  gtk_widget_class_install_action (klass, "win.export-csv", NULL, export_csv_action);
}

/* Tells of exports that end, also of those that are tried again. */
void
omni_orders_window_watch_exports (OmniOrdersWindow *self)
{
  g_signal_connect_object (self->job_list, "job-ended", G_CALLBACK (export_ended_cb), self,
                           G_CONNECT_SWAPPED);
}
