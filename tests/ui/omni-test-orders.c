/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-orders.h"

#include "omni-address.h"
#include "omni-customer.h"

OmniOrderSelection *
omni_test_get_selection (OmniOrdersWindow *window)
{
  return omni_order_table_get_selection (omni_orders_window_get_table (window));
}

gsize
omni_test_count_selected (OmniOrdersWindow *window)
{
  return omni_order_selection_get_n_orders (omni_test_get_selection (window));
}

OmniOrderList *
omni_test_get_list (OmniOrdersWindow *window)
{
  return omni_order_selection_get_list (omni_test_get_selection (window));
}

guint
omni_test_count_rows (OmniOrdersWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (omni_test_get_list (window)));
}

void
omni_test_wait_for_orders (OmniOrdersWindow *window)
{
  OmniOrderList *list = omni_test_get_list (window);

  OMNI_TEST_WAIT (
    omni_order_list_get_state (list) == OMNI_LOAD_LOADED &&
    (omni_test_count_rows (window) == 0 || omni_order_list_peek_order (list, 0) != NULL));
}

/* Loads the page of a row as scrolling to it does, and gives its order. */
OmniOrder *
omni_test_load_row (OmniOrdersWindow *window, guint position)
{
  g_autoptr (OmniOrderRow) row =
    g_list_model_get_item (G_LIST_MODEL (omni_test_get_list (window)), position);

  OMNI_TEST_WAIT (omni_order_row_get_order (row) != NULL);

  return omni_order_row_get_order (row);
}

void
omni_test_set_filter (OmniOrdersWindow *window, const char *id, const char *value)
{
  g_autoptr (OmniOrderQuery) query = NULL;

  query = omni_order_query_with_value (omni_orders_window_get_query (window), id, value);
  omni_orders_window_set_query (window, query);
}

/* A shop's own program brings an order of a customer who bought before. */
void
omni_test_bring_order (OmniTestSandbox *sandbox,
                       OmniSession *session,
                       OmniOrdersWindow *window,
                       const char *number)
{
  OmniOrder *known = omni_test_load_row (window, 0);
  g_autofree char *token = omni_client_dup_token (omni_session_get_client (session));
  g_autofree char *path = g_strdup_printf (
    "/api/v1/channel/%" G_GINT64_FORMAT "/create_orders/", omni_order_get_channel (known));
  gint64 customer = omni_customer_get_pk (omni_order_get_customer (known));
  gint64 address = omni_address_get_pk (omni_order_get_shipping_address (known));
  g_autofree char *json = g_strdup_printf (
    "{\"order\":{\"number\":\"%s\",\"customer\":%" G_GINT64_FORMAT
    ",\"shipping_address\":%" G_GINT64_FORMAT ",\"billing_address\":%" G_GINT64_FORMAT
    ",\"currency\":\"try\",\"shipping_amount\":\"9.90\"},\"order_item\":[{\"product\":7701,"
    "\"price\":\"100.10\",\"discount_amount\":\"10.00\"}]}",
    number, customer, address, address);

  omni_test_sandbox_call (sandbox, "POST", path, token, json);
}

/* The order that the server names first. */
gint64
omni_test_find_order (OmniSession *session)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GError) error = NULL;

  page = omni_client_list_orders (omni_session_get_client (session), query, 1, 1, NULL, &error);
  g_assert_no_error (error);

  return omni_order_get_pk (g_ptr_array_index (page->orders, 0));
}

gboolean
omni_test_order_is_loaded (OmniOrderWindow *window)
{
  OmniOrderDetails *details = omni_order_window_get_details (window);

  return omni_order_details_get_loaded_time (details) != OMNI_TIME_NONE &&
         !omni_order_window_is_busy (window);
}

OmniOrderWindow *
omni_test_open_order (OmniSession *session, gint64 pk)
{
  OmniOrderWindow *window = omni_order_window_new (NULL, session, NULL);

  omni_order_window_show_order (window, pk, NULL);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));

  return window;
}

OmniContactEntry *
omni_test_find_contact_entry (GtkWidget *inside, OmniContactField field)
{
  if (OMNI_IS_CONTACT_ENTRY (inside) &&
      omni_contact_entry_get_field (OMNI_CONTACT_ENTRY (inside)) == field)
    return OMNI_CONTACT_ENTRY (inside);

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      OmniContactEntry *found = omni_test_find_contact_entry (child, field);

      if (found != NULL)
        return found;
    }

  return NULL;
}
