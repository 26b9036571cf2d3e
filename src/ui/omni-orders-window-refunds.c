/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What gives money back, from the orders: lists of what waits, and the selected orders at once. */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-cancel-orders-window.h"
#include "omni-refund-list-window.h"

#include <glib/gi18n-lib.h>

static void
show_requests_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  omni_refund_list_window_open (gtk_window_get_application (GTK_WINDOW (self)), self->session,
                                OMNI_REFUND_LIST_REQUESTS);
}

static void
show_manual_refunds_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  omni_refund_list_window_open (gtk_window_get_application (GTK_WINDOW (self)), self->session,
                                OMNI_REFUND_LIST_MANUAL);
}

static void
cancel_selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  OmniOrderSelection *selection = omni_order_table_get_selection (self->table);
  g_autoptr (GArray) selected = omni_order_selection_dup_orders (selection);
  g_autoptr (GPtrArray) orders =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_bulk_order_free);

  if (selected->len == 0)
    {
      omni_orders_window_say (self, _ ("Select the orders that are to be cancelled first"));
      return;
    }

  for (guint i = 0; i < selected->len; i++)
    {
      const OmniSelectedOrder *order = &g_array_index (selected, OmniSelectedOrder, i);

      g_ptr_array_add (orders, omni_bulk_order_new (order->pk, NULL));
    }
  gtk_window_present (
    GTK_WINDOW (omni_cancel_orders_window_new (GTK_WINDOW (self), self->session, orders)));
}

void
omni_orders_window_install_refund_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-requests", NULL, show_requests_action);
  gtk_widget_class_install_action (klass, "win.show-manual-refunds", NULL,
                                   show_manual_refunds_action);
  gtk_widget_class_install_action (klass, "win.cancel-selected", NULL, cancel_selected_action);
}
