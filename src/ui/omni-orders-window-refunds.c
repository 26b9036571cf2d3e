/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What gives money back, from the orders: lists of what waits, and the selected orders at once. */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-refund-list-window.h"

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

void
omni_orders_window_install_refund_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-requests", NULL, show_requests_action);
  gtk_widget_class_install_action (klass, "win.show-manual-refunds", NULL,
                                   show_manual_refunds_action);
}
