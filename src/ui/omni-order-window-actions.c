/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-address.h"
#include "omni-format.h"
#include "omni-link.h"
#include "omni-order-item.h"
#include "omni-order-totals.h"

#include <glib/gi18n-lib.h>

static OmniOrder *
get_order (OmniOrderWindow *self)
{
  return self->details != NULL ? omni_order_details_get_order (self->details) : NULL;
}

static void
copy (OmniOrderWindow *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  omni_order_window_say (self, _ ("Copied"));
}

/* The order's own tracking number, or those of its lines, each once. */
static char *
dup_tracking_numbers (OmniOrderWindow *self)
{
  OmniOrder *order = get_order (self);
  const char *own = order != NULL ? omni_order_get_text (order, OMNI_ORDER_TRACKING_NUMBER) : NULL;
  GPtrArray *items = order != NULL
                         ? omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS)
                         : NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  if (own != NULL && own[0] != '\0')
    g_ptr_array_add (numbers, (gpointer) own);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *number = omni_order_item_get_text (g_ptr_array_index (items, i),
                                                     OMNI_ORDER_ITEM_TRACKING_NUMBER);

      if (number != NULL && number[0] != '\0' &&
          !g_ptr_array_find_with_equal_func (numbers, number, g_str_equal, NULL))
        g_ptr_array_add (numbers, (gpointer) number);
    }

  g_ptr_array_add (numbers, NULL);
  return numbers->len > 1 ? g_strjoinv ("\n", (char **) numbers->pdata) : NULL;
}

static void
append_facts (GString *text, OmniOrderSection section, OmniOrderWindow *self)
{
  g_autoptr (GPtrArray) facts = omni_order_section_list_facts (
    section, get_order (self), omni_session_get_reference_data (self->session));

  g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "",
                          omni_order_section_get_title (section));
  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *value = omni_format_fact (fact);
      g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
      g_autofree char *joined = g_strjoinv (", ", lines);

      g_string_append_printf (text, "%s: %s\n", fact->title, joined);
    }
}

static void
append_lines (GString *text, GPtrArray *items)
{
  if (items == NULL || items->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _ ("Products"));
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);
      const char *sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);
      const char *status = omni_status_get_label (omni_order_item_get_status (item));
      g_autofree char *price = NULL;
      OmniMoney money;

      if (omni_order_item_get_amount (item, OMNI_ORDER_ITEM_PRICE, &money))
        price = omni_money_format (&money);
      g_string_append_printf (text, "%s\t%s\t%s\t%s\n", name != NULL ? name : "",
                              sku != NULL ? sku : "", status != NULL ? status : "",
                              price != NULL ? price : "");
    }
}

static void
append_totals (GString *text, const OmniOrder *order, GPtrArray *items)
{
  OmniOrderTotals totals;

  if (!omni_order_totals_compute (&totals, order, items, NULL))
    return;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      g_autofree char *amount = omni_money_format (&totals.amounts[i]);

      if (totals.known[i])
        g_string_append_printf (text, "%s: %s\n", omni_order_total_get_title (i), amount);
    }
}

/*
 * Actions
 */

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_window_move (OMNI_ORDER_WINDOW (widget), -1);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_window_move (OMNI_ORDER_WINDOW (widget), 1);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);

  if (self->details != NULL)
    omni_order_details_load (self->details);
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_window_ask_to_sign_in (OMNI_ORDER_WINDOW (widget));
}

static void
expand_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);

  omni_order_window_expand_all (self, !omni_order_window_all_expanded (self));
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (OMNI_ORDER_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrder *order = get_order (OMNI_ORDER_WINDOW (widget));

  if (order != NULL && omni_order_get_number (order) != NULL)
    copy (OMNI_ORDER_WINDOW (widget), omni_order_get_number (order));
}

static void
copy_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrder *order = get_order (OMNI_ORDER_WINDOW (widget));
  const OmniAddress *address = order != NULL ? omni_order_get_shipping_address (order) : NULL;
  g_autofree char *label = address != NULL ? omni_address_dup_label (address) : NULL;

  if (label != NULL)
    copy (OMNI_ORDER_WINDOW (widget), label);
}

static void
copy_tracking_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *numbers = dup_tracking_numbers (OMNI_ORDER_WINDOW (widget));

  if (numbers != NULL)
    copy (OMNI_ORDER_WINDOW (widget), numbers);
}

static void
copy_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);
  OmniOrder *order = get_order (self);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *items;

  if (order == NULL)
    return;

  items = omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS);
  for (guint i = 0; i < OMNI_N_SECTIONS; i++)
    append_facts (text, i, self);
  append_lines (text, items);
  append_totals (text, order, items);
  copy (self, text->str);
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_link_ask (GTK_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
say_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_window_say (OMNI_ORDER_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
omni_order_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "win.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (klass, "win.expand-all", NULL, expand_all_action);
  gtk_widget_class_install_action (klass, "win.copy-text", "s", copy_text_action);
  gtk_widget_class_install_action (klass, "win.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (klass, "win.copy-address", NULL, copy_address_action);
  gtk_widget_class_install_action (klass, "win.copy-tracking", NULL, copy_tracking_action);
  gtk_widget_class_install_action (klass, "win.copy-all", NULL, copy_all_action);
  gtk_widget_class_install_action (klass, "win.open-link", "s", open_link_action);
  gtk_widget_class_install_action (klass, "win.say", "s", say_action);
  omni_order_window_install_edits (klass);
  omni_order_window_install_prints (klass);
}

void
omni_order_window_update_actions (OmniOrderWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  OmniOrder *order = get_order (self);
  g_autofree char *tracking = dup_tracking_numbers (self);

  gtk_widget_action_set_enabled (widget, "win.previous", omni_order_window_can_move (self, -1));
  gtk_widget_action_set_enabled (widget, "win.next", omni_order_window_can_move (self, 1));
  gtk_widget_action_set_enabled (widget, "win.expand-all", order != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-number",
                                 order != NULL && omni_order_get_number (order) != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-address",
                                 order != NULL && omni_order_get_shipping_address (order) != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-tracking", tracking != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-all", order != NULL);
  omni_order_window_update_edits (self);
  omni_order_window_update_prints (self);
}
