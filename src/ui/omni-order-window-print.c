/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The order of a window on paper. */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-order-print.h"

static GPtrArray *
get_items (OmniOrderWindow *self)
{
  return self->details != NULL
             ? omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS)
             : NULL;
}

/* What is printed is what the window shows. */
OmniOrderPrint *
omni_order_window_make_print (OmniOrderWindow *self, OmniPrintKind kind)
{
  OmniOrder *order = self->details != NULL ? omni_order_details_get_order (self->details) : NULL;
  g_autoptr (GPtrArray) orders =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_gathered_order_free);

  if (order == NULL || get_items (self) == NULL)
    return NULL;

  g_ptr_array_add (orders, omni_gathered_order_new (order, get_items (self)));
  return omni_order_print_new (kind, orders, omni_session_get_reference_data (self->session));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniPrintKind kind = g_str_equal (name, "win.print-packing-list") ? OMNI_PRINT_PACKING_LIST
                                                                     : OMNI_PRINT_ORDER_SHEET;
  g_autoptr (OmniOrderPrint) print =
    omni_order_window_make_print (OMNI_ORDER_WINDOW (widget), kind);

  if (print != NULL)
    omni_order_print_ask (print, GTK_WINDOW (widget));
}

void
omni_order_window_install_prints (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.print-sheet", NULL, print_action);
  gtk_widget_class_install_action (klass, "win.print-packing-list", NULL, print_action);
}

void
omni_order_window_update_prints (OmniOrderWindow *self)
{
  gboolean can_print = get_items (self) != NULL &&
                       omni_order_details_get_order (self->details) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print-sheet", can_print);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print-packing-list", can_print);
}
