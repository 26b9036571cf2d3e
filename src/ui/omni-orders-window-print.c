/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The selected orders on paper: first they are read whole, then the print dialog asks. */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-order-print.h"

/* What is to be read, and printed then. */
typedef struct
{
  OmniClient *client; /* (owned) */
  gint64 *pks;        /* (owned) */
  gsize n_pks;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->client);
  g_free (plan->pks);
  g_free (plan);
}

static OmniJob *
make_job (gpointer data)
{
  const Plan *plan = data;

  return OMNI_JOB (omni_order_gather_new (plan->client, plan->pks, plan->n_pks));
}

static void
print_selected (OmniOrdersWindow *self, OmniPrintKind kind)
{
  OmniOrderSelection *selection = omni_order_table_get_selection (self->table);
  Plan *plan = g_new0 (Plan, 1);
  g_autoptr (OmniJob) job = NULL;

  plan->client = g_object_ref (omni_session_get_client (self->session));
  plan->pks = omni_order_selection_dup_pks (selection, &plan->n_pks);
  if (plan->n_pks == 0)
    {
      plan_free (plan);
      return;
    }

  self->print_kind = kind;
  job = make_job (plan);
  omni_job_list_start (self->job_list, job, make_job, plan, plan_free);
}

static void
print_sheet_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  print_selected (OMNI_ORDERS_WINDOW (widget), OMNI_PRINT_ORDER_SHEET);
}

static void
print_packing_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  print_selected (OMNI_ORDERS_WINDOW (widget), OMNI_PRINT_PACKING_LIST);
}

static void
job_ended_cb (OmniOrdersWindow *self, OmniJob *job)
{
  g_autoptr (OmniOrderPrint) print = NULL;
  GPtrArray *orders;

  if (!OMNI_IS_ORDER_GATHER (job) || omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  orders = omni_order_gather_get_orders (OMNI_ORDER_GATHER (job));
  if (orders->len > 0)
    {
      print = omni_order_print_new (self->print_kind, orders,
                                    omni_session_get_reference_data (self->session));
      omni_order_print_ask (print, GTK_WINDOW (self));
    }
  omni_job_list_remove (self->job_list, job);
}

void
omni_orders_window_install_print_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.print-sheet", NULL, print_sheet_action);
  gtk_widget_class_install_action (klass, "win.print-packing-list", NULL,
                                   print_packing_list_action);
}

void
omni_orders_window_watch_prints (OmniOrdersWindow *self)
{
  g_signal_connect_object (self->job_list, "job-ended", G_CALLBACK (job_ended_cb), self,
                           G_CONNECT_SWAPPED);
}
