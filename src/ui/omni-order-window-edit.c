/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What of an order can be changed: its customer and its addresses. */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-address.h"
#include "omni-contact-draft.h"
#include "omni-contact-window.h"
#include "omni-customer.h"
#include "omni-fact-grid.h"
#include "omni-item-draft.h"
#include "omni-items-window.h"
#include "omni-order-products.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *action;
  OmniOrderSection section;
  OmniContactKind kind;
  const char *name;
} edits[] = {
  { "win.edit-customer", OMNI_SECTION_CUSTOMER, OMNI_CONTACT_CUSTOMER,
    N_ ("Edit the customer (Ctrl+E)") },
  { "win.edit-shipping", OMNI_SECTION_SHIPPING, OMNI_CONTACT_ADDRESS,
    N_ ("Edit the shipping address") },
  { "win.edit-billing", OMNI_SECTION_BILLING, OMNI_CONTACT_ADDRESS,
    N_ ("Edit the billing address") },
};

static gint64
get_pk (OmniOrder *order, OmniOrderSection section)
{
  const OmniCustomer *customer;
  const OmniAddress *address;

  if (section == OMNI_SECTION_CUSTOMER)
    {
      customer = omni_order_get_customer (order);
      return customer != NULL ? omni_customer_get_pk (customer) : 0;
    }

  address = section == OMNI_SECTION_SHIPPING ? omni_order_get_shipping_address (order)
                                             : omni_order_get_billing_address (order);
  return address != NULL ? omni_address_get_pk (address) : 0;
}

/*
 * What was typed and not saved
 */

/* Which draft is asked for: one of the edits, or behind them that of the lines. */
#define EDIT_LINES G_N_ELEMENTS (edits)

typedef struct
{
  OmniOrderWindow *window; /* (owned) */
  guint edit;
  gint64 order_pk;
} DraftCall;

static void
show_draft (OmniOrderWindow *self, guint edit, gboolean has_draft)
{
  GtkWidget *button = edit == EDIT_LINES ? self->edit_lines_button
                                         : self->edit_buttons[edits[edit].section];
  const char *label = edit == EDIT_LINES ? _ ("Edit Lines…") : _ ("Edit");

  if (edit == EDIT_LINES)
    self->has_lines_draft = has_draft;
  else
    self->has_draft[edits[edit].section] = has_draft;
  if (button == NULL)
    return;

  gtk_button_set_label (GTK_BUTTON (button), has_draft ? _ ("Go On Editing") : label);
  if (has_draft)
    gtk_widget_add_css_class (button, "draft");
  else
    gtk_widget_remove_css_class (button, "draft");
  omni_order_window_update_edits (self);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree DraftCall *call = user_data;
  g_autoptr (OmniOrderWindow) self = call->window;
  g_autofree char *draft = omni_database_get_state_finish (OMNI_DATABASE (source), result, NULL);

  if (self->stack == NULL || self->details == NULL ||
      omni_order_details_get_pk (self->details) != call->order_pk)
    return;

  show_draft (self, call->edit, draft != NULL);
}

/* Of the order that was shown before. */
void
omni_order_window_forget_drafts (OmniOrderWindow *self)
{
  for (guint i = 0; i <= EDIT_LINES; i++)
    show_draft (self, i, FALSE);
}

void
omni_order_window_look_for_drafts (OmniOrderWindow *self)
{
  OmniDatabase *database = self->session != NULL ? omni_session_get_database (self->session) : NULL;
  OmniOrder *order = self->details != NULL ? omni_order_details_get_order (self->details) : NULL;

  if (database == NULL || order == NULL)
    return;

  for (guint i = 0; i <= EDIT_LINES; i++)
    {
      gint64 pk = omni_order_get_pk (order);
      g_autofree char *key =
        i == EDIT_LINES
            ? omni_item_draft_dup_key (pk)
            : omni_contact_draft_dup_key (edits[i].kind, get_pk (order, edits[i].section), pk);
      DraftCall *call = g_new0 (DraftCall, 1);

      call->window = g_object_ref (self);
      call->edit = i;
      call->order_pk = pk;
      omni_database_get_state_async (database, omni_session_get_profile (self->session), key, NULL,
                                     draft_read_cb, call);
    }
}

static void
saved_cb (OmniOrderWindow *self)
{
  if (self->details == NULL)
    return;

  omni_order_window_say (self, _ ("Saved"));
  omni_order_details_load (self->details);
}

/* Most orders have one address for both, and a change of it is one of both. */
static char *
dup_subtitle (OmniOrder *order, OmniOrderSection section)
{
  const char *number = omni_order_get_number (order);

  if (number == NULL)
    return NULL;
  if (section == OMNI_SECTION_CUSTOMER)
    return g_strdup_printf (_ ("Order %s"), number);
  if (get_pk (order, OMNI_SECTION_SHIPPING) == get_pk (order, OMNI_SECTION_BILLING))
    return g_strdup_printf (_ ("Shipping and billing address of order %s"), number);
  if (section == OMNI_SECTION_SHIPPING)
    return g_strdup_printf (_ ("Shipping address of order %s"), number);

  return g_strdup_printf (_ ("Billing address of order %s"), number);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);
  OmniOrder *order = self->details != NULL ? omni_order_details_get_order (self->details) : NULL;
  g_autoptr (OmniContactEdit) edit = NULL;
  g_autofree char *subtitle = NULL;
  OmniContactWindow *window;
  guint i = 0;
  gint64 pk;

  while (!g_str_equal (edits[i].action, name))
    i++;
  pk = order != NULL ? get_pk (order, edits[i].section) : 0;
  if (pk == 0)
    return;

  window = omni_contact_window_find (GTK_WINDOW (self), edits[i].kind, pk);
  if (window == NULL)
    {
      edit = omni_contact_edit_new (self->session, edits[i].kind, pk,
                                    omni_order_get_channel (order), omni_order_get_pk (order),
                                    omni_order_get_number (order));
      subtitle = dup_subtitle (order, edits[i].section);
      window = omni_contact_window_new (GTK_WINDOW (self), edit, subtitle);
      g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "destroy", G_CALLBACK (omni_order_window_look_for_drafts),
                               self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static GPtrArray *
list_ticked (OmniOrderWindow *self, GPtrArray *items)
{
  OmniOrderLines *lines = omni_order_products_get_lines (
    OMNI_ORDER_PRODUCTS (self->part_contents[OMNI_ORDER_PART_ITEMS]));
  GPtrArray *ticked = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      if (omni_order_lines_is_ticked (lines, omni_order_item_get_pk (items->pdata[i])))
        g_ptr_array_add (ticked, items->pdata[i]);
    }

  return ticked;
}

static void
edit_lines_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);
  OmniOrder *order = self->details != NULL ? omni_order_details_get_order (self->details) : NULL;
  GPtrArray *items = self->details != NULL
                         ? omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS)
                         : NULL;
  OmniItemsWindow *window = omni_items_window_find (GTK_WINDOW (self));

  if (order == NULL || items == NULL || items->len == 0)
    return;

  if (window == NULL)
    {
      g_autoptr (GPtrArray) ticked = list_ticked (self, items);

      window = omni_items_window_new (GTK_WINDOW (self), self->session, order, items, ticked);
      g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "destroy", G_CALLBACK (omni_order_window_look_for_drafts),
                               self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (window));
}

gboolean
omni_order_window_ask_unsaved (OmniOrderWindow *self)
{
  return omni_contact_window_ask (GTK_WINDOW (self)) || omni_items_window_ask (GTK_WINDOW (self));
}

void
omni_order_window_install_edits (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.edit-lines", NULL, edit_lines_action);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    gtk_widget_class_install_action (klass, edits[i].action, NULL, edit_action);
}

/* After the sections that they stand in. */
void
omni_order_window_add_line_button (OmniOrderWindow *self)
{
  self->edit_lines_button = gtk_button_new_with_label (_ ("Edit Lines…"));
  gtk_button_set_has_frame (GTK_BUTTON (self->edit_lines_button), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_lines_button), "win.edit-lines");
  omni_fold_section_set_suffix (self->part_sections[OMNI_ORDER_PART_ITEMS],
                                self->edit_lines_button);
}

void
omni_order_window_add_edit_buttons (OmniOrderWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Edit"));

      gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), edits[i].action);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (edits[i].name), -1);
      omni_fold_section_set_suffix (self->fact_sections[edits[i].section], button);
      self->edit_buttons[edits[i].section] = button;
    }
}

static void
update_line_edit (OmniOrderWindow *self)
{
  GPtrArray *items = self->details != NULL
                         ? omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS)
                         : NULL;
  gboolean may = omni_user_may (omni_session_get_user (self->session), "orders.update");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.edit-lines",
                                 may && items != NULL && items->len > 0);
  if (self->edit_lines_button == NULL)
    return;

  omni_widget_set_tooltip (self->edit_lines_button,
                           !may ? _ ("You are not allowed to change orders.")
                           : self->has_lines_draft
                               ? _ ("What was typed here and not saved is still there.")
                               : _ ("Change status, tracking and invoice (Ctrl+Shift+L)"));
}

void
omni_order_window_update_edits (OmniOrderWindow *self)
{
  OmniOrder *order = self->details != NULL ? omni_order_details_get_order (self->details) : NULL;
  gboolean may = omni_user_may (omni_session_get_user (self->session), "customers.update");

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      gboolean has = order != NULL && get_pk (order, edits[i].section) != 0;

      gtk_widget_action_set_enabled (GTK_WIDGET (self), edits[i].action, may && has);
      if (self->edit_buttons[edits[i].section] == NULL)
        continue;
      omni_widget_set_tooltip (self->edit_buttons[edits[i].section],
                               !may ? _ ("You are not allowed to change customers.")
                               : self->has_draft[edits[i].section]
                                   ? _ ("What was typed here and not saved is still there.")
                                   : _ (edits[i].name));
    }
  update_line_edit (self);
}
