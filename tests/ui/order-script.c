/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "order-script.h"

const char *const order_script_paths[OMNI_ORDER_N_PARTS] = {
  [OMNI_ORDER_PART_ITEMS] = ITEMS_PATH,
  [OMNI_ORDER_PART_DISCOUNTS] = DISCOUNTS_PATH,
  [OMNI_ORDER_PART_TRANSACTIONS] = TRANSACTIONS_PATH,
  [OMNI_ORDER_PART_PLANS] = PLANS_PATH,
  [OMNI_ORDER_PART_REQUESTS] = REQUESTS_PATH,
  [OMNI_ORDER_PART_LOG] = LOG_PATH,
  [OMNI_ORDER_PART_CONTRACTS] = CONTRACTS_PATH,
};

/* The tenant has one shipping company. */
void
order_script_start (OrderScript *script)
{
  g_autoptr (GError) error = NULL;

  script->server = omni_test_server_new ();
  order_script_add (script, "/api/v1/active_user/", 200, "{\"pk\": 3, \"username\": \"ops.elif\"}");
  order_script_add (script, "/api/v1/channels/", 200, "[]");
  order_script_add (script, "/api/v1/payment_options/", 200, "[]");
  order_script_add (script, "/api/v1/cargos/", 200,
                    "[{\"pk\": 2, \"name\": \"MNG Kargo\", \"shipping_company\": \"mng\"}]");
  order_script_add_forever (script, "/api/v1/cancellation_reasons/", "[]");
  script->session = omni_session_new_with_token (omni_test_server_get_url (script->server), "token",
                                                 NULL, &error);
  g_assert_no_error (error);
}

void
order_script_end (OrderScript *script)
{
  omni_order_window_close_all (script->session);
  g_clear_object (&script->session);
  omni_test_server_free (script->server);
}

void
order_script_add (OrderScript *script, const char *path, guint status, const char *body)
{
  omni_test_server_add (script->server, "GET", path, status, body);
}

void
order_script_add_many (OrderScript *script, const char *path, guint status, const char *body)
{
  order_script_add (script, path, status, body);
  order_script_add (script, path, status, body);
}

/* Of the parts that most tests say nothing about. */
void
order_script_add_empty_parts (OrderScript *script)
{
  order_script_add_many (script, ITEMS_PATH, 200, "[]");
  order_script_add_many (script, DISCOUNTS_PATH, 200, "[]");
  order_script_add_many (script, PLANS_PATH, 200, "[]");
  order_script_add_many (script, REQUESTS_PATH, 200, "[]");
}

void
order_script_add_forever (OrderScript *script, const char *path, const char *body)
{
  omni_test_reply_set_forever (omni_test_server_add (script->server, "GET", path, 200, body));
}

/* Of what is read again and again, as far as nothing else was said of it. */
void
order_script_add_rest (OrderScript *script)
{
  order_script_add_forever (script, ORDER_PATH, "{\"pk\": 10, \"number\": \"10\"}");
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    order_script_add_forever (script, order_script_paths[i], "[]");
}

/* Reads the order twice, as a second reading must not change what is shown. */
OmniOrderWindow *
order_script_show (OrderScript *script)
{
  OmniOrderWindow *window = omni_order_window_new (NULL, script->session, NULL);

  omni_order_window_show_order (window, 10, NULL);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  order_script_activate (window, "win.refresh");
  return window;
}

void
order_script_activate (OmniOrderWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}
