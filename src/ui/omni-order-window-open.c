/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* There is one window for an order. */

#include "config.h"

#include "omni-order-window-private.h"

/* The window that shows an order. */
OmniOrderWindow *
omni_order_window_find (OmniSession *session, gint64 order_pk)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      OmniOrderWindow *found;

      if (!OMNI_IS_ORDER_WINDOW (window))
        continue;
      found = OMNI_ORDER_WINDOW (window);
      if (found->session == session && found->details != NULL &&
          omni_order_details_get_pk (found->details) == order_pk)
        return found;
    }

  return NULL;
}

static OmniOrderWindow *
find_window_of_list (OmniOrderList *list)
{
  GListModel *windows = gtk_window_get_toplevels ();
  OmniOrderWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ORDER_WINDOW (window) && OMNI_ORDER_WINDOW (window)->list == list)
        found = OMNI_ORDER_WINDOW (window);
    }

  return found;
}

/**
 * omni_order_window_open:
 * @application: (nullable): the application
 * @session: who is signed in
 * @list: a list of orders
 * @position: a row of it
 * @another: whether a window that is open already is left as it is
 *
 * Shows the order of a row: in the window that has it, else in the one that was opened last from
 * this list, else in a new one.
 *
 * Returns: (transfer none) (nullable): the window, or %NULL while the row is not loaded
 */
OmniOrderWindow *
omni_order_window_open (GtkApplication *application,
                        OmniSession *session,
                        OmniOrderList *list,
                        guint position,
                        gboolean another)
{
  OmniOrder *order = omni_order_list_peek_order (list, position);
  OmniOrderWindow *window;

  if (order == NULL)
    return NULL;

  window = omni_order_window_find (session, omni_order_get_pk (order));
  if (window == NULL)
    {
      if (!another)
        window = find_window_of_list (list);
      if (window == NULL)
        window = omni_order_window_new (application, session, list);
      omni_order_window_show_order (window, omni_order_get_pk (order), order);
    }

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/**
 * omni_order_window_open_pk:
 * @application: (nullable): the application
 * @session: who is signed in
 * @list: (nullable): the list that a new window goes through
 * @order_pk: an order's key
 *
 * Shows an order that may be in no list: in the window that has it, else in a new one.
 *
 * Returns: (transfer none): the window
 */
OmniOrderWindow *
omni_order_window_open_pk (GtkApplication *application, OmniSession *session, OmniOrderList *list,
                           gint64 order_pk)
{
  OmniOrderWindow *window = omni_order_window_find (session, order_pk);

  if (window == NULL)
    {
      window = omni_order_window_new (application, session, list);
      omni_order_window_show_order (window, order_pk, NULL);
    }
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static gboolean
close_one_cb (gpointer user_data)
{
  GPtrArray *windows = user_data;

  gtk_window_close (g_ptr_array_index (windows, windows->len - 1));
  g_ptr_array_set_size (windows, (int) windows->len - 1);

  return windows->len > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * omni_order_window_close_all:
 * @session: a session that ends
 *
 * Closes the windows of all its orders, one in a turn of the main loop, because to close twenty
 * takes longer than the main loop may be held.
 */
void
omni_order_window_close_all (OmniSession *session)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *at = toplevels; at != NULL; at = at->next)
    {
      if (OMNI_IS_ORDER_WINDOW (at->data) && OMNI_ORDER_WINDOW (at->data)->session == session)
        g_ptr_array_add (windows, g_object_ref (at->data));
    }

  if (windows->len > 0)
    g_idle_add_full (G_PRIORITY_DEFAULT, close_one_cb, g_steal_pointer (&windows),
                     (GDestroyNotify) g_ptr_array_unref);
}
