/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the window of an order makes of what a server may answer; the server plays a script. */

#include "omni-contract.h"
#include "omni-order-contracts.h"
#include "omni-order-item.h"
#include "omni-order-lines.h"
#include "order-script.h"

static void
assert_contract_says (GtkWidget *widget, const char *expected)
{
  GtkWidget *contracts = omni_test_find (widget, OMNI_TYPE_ORDER_CONTRACTS, NULL);
  GtkWidget *expander = omni_test_find (contracts, GTK_TYPE_EXPANDER, NULL);
  GtkWidget *view;
  g_autofree char *text = NULL;

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  view = omni_test_find (contracts, GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (view);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  g_assert_cmpstr (g_strchomp (text), ==, expected);
}

static GtkWidget *
ask_for_link (OmniOrderWindow *window, const char *url)
{
  g_autoptr (GList) toplevels = NULL;
  GtkWidget *question = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.open-link", "s", url));
  toplevels = gtk_window_list_toplevels ();
  for (GList *at = toplevels; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data))
        question = at->data;
    }
  g_assert_nonnull (question);
  g_assert_true (omni_test_shows (question, url));

  return question;
}

/* What is no page of the web is said to be none, and there is nothing to press but to close. */
static void
assert_link_refused (OmniOrderWindow *window, const char *url)
{
  GtkWidget *question = ask_for_link (window, url);

  g_assert_true (omni_test_shows (question, "This is not the address of a web page"));
  g_assert_false (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (question), "open"));
  gtk_window_close (GTK_WINDOW (question));
}

/* The host is said before anything is opened, and not what looks like it. */
static void
assert_link_asked (OmniOrderWindow *window, const char *url, const char *heading)
{
  GtkWidget *question = ask_for_link (window, url);

  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, heading);
  g_assert_true (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (question), "open"));
  gtk_window_close (GTK_WINDOW (question));
}

/* The lines that stand in the table of products. */
static guint
count_lines (GtkWidget *window)
{
  GtkWidget *view = omni_test_find (window, GTK_TYPE_COLUMN_VIEW, NULL);

  return g_list_model_get_n_items (
    G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))));
}

static char *
dup_long_items (void)
{
  g_autofree char *name = g_strnfill (500, 'x');
  GString *items = g_string_new ("[");

  for (guint i = 1; i <= 300; i++)
    g_string_append_printf (items, "%s{\"pk\": %u, \"order\": 10, \"product\": {\"pk\": %u, "
                                   "\"name\": %s%s%s}, \"status\": \"9%u\", \"price\": null, "
                                   "\"e_archive_url\": \"javascript:alert(1)\"}",
                            i > 1 ? "," : "", i, i, i == 1 ? "" : "\"<b>",
                            i == 1 ? "null" : name, i == 1 ? "" : "\"", i);
  g_string_append_c (items, ']');

  return g_string_free (items, FALSE);
}

static void
test_bad_input (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  GtkWidget *widget;
  g_autofree char *items = dup_long_items ();

  g_test_summary ("Test that odd answers are shown or refused in words, and never as markup.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"<b>10</b>\", \"status\": \"999\","
                         " \"customer\": null, \"shipping_address\": null, \"amount\": null,"
                         " \"shipping_tax_rate\": \"8.50\", \"notes\": \"<i>&amp;\"}");
  order_script_add_many (&script, ITEMS_PATH, 200, items);
  order_script_add_many (&script, DISCOUNTS_PATH, 403, "{\"detail\": \"No.\"}");
  order_script_add_many (&script, TRANSACTIONS_PATH, 200,
                         "[{\"pk\": 1, \"order\": 10, \"amount\": null, \"transaction_type\": null,"
                         " \"status\": null}]");
  order_script_add_many (&script, PLANS_PATH, 200,
                         "[{\"pk\": 5, \"order\": 10, \"status\": null, \"plan_type\": null}]");
  order_script_add_many (&script, REQUESTS_PATH, 403, "{\"detail\": \"No.\"}");
  order_script_add_many (&script, LOG_PATH, 404, "{\"detail\": \"No.\"}");
  order_script_add_many (&script, CONTRACTS_PATH, 200,
                         "[{\"slug\": \"<u>s</u>\","
                         " \"content\": \"<script>x</script><p>&lt;b&gt;</p>\"}]");

  window = order_script_show (&script);
  widget = GTK_WIDGET (window);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  g_assert_true (omni_test_shows (widget, "Order <b>10</b>"));
  g_assert_true (omni_test_shows (widget, "999"));
  g_assert_true (omni_test_shows (widget, "Product 1"));
  g_assert_true (omni_test_shows (widget, "8.50%"));
  g_assert_true (omni_test_shows (widget, "You do not have the right to see this."));
  g_assert_true (omni_test_shows (widget, "300"));
  /* A few in each frame. */
  OMNI_TEST_WAIT (count_lines (widget) == 300);
  /* No line has a tracking number, and all have an address of an invoice. */
  g_assert_nonnull (omni_test_find (widget, GTK_TYPE_LABEL, "Invoice"));
  g_assert_null (omni_test_find (widget, GTK_TYPE_LABEL, "Tracking"));
  order_script_activate (window, "win.copy-all");

  if (omni_test_find (widget, OMNI_TYPE_ORDER_CONTRACTS, NULL) == NULL)
    order_script_activate (window, "win.expand-all");
  assert_contract_says (widget, "<b>");
  assert_link_refused (window, "javascript:alert(1)");
  assert_link_asked (window, "https://good.example@evil.example/<b>",
                     "Open a page of evil.example?");

  order_script_end (&script);
}

static void
test_closes_long (void)
{
  OrderScript script = { NULL };
  g_autofree char *items = dup_long_items ();
  OmniOrderWindow *first;
  OmniOrderWindow *second;

  g_test_summary ("Test that a long order can be opened again while its window is taken apart.");

  order_script_start (&script);
  order_script_add_forever (&script, ITEMS_PATH, items);
  order_script_add_rest (&script);
  first = omni_order_window_open_pk (NULL, script.session, NULL, 10);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (first) && count_lines (GTK_WIDGET (first)) == 300);

  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  gtk_window_close (GTK_WINDOW (first));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (first)));
  second = omni_order_window_open_pk (NULL, script.session, NULL, 10);
  g_assert_true (second != first);
  gtk_window_close (GTK_WINDOW (first));
  OMNI_TEST_WAIT (first == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (second) && count_lines (GTK_WIDGET (second)) == 300);

  order_script_end (&script);
}

/* An object of which nothing is known but its key and its order. */
static char *
dup_nulls (guint pk, const char *members)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);
  g_autofree char *nulls = g_strjoinv ("\": null, \"", names);

  return g_strdup_printf ("[{\"pk\": %u, \"order\": 10, \"%s\": null}]", pk, nulls);
}

static void
add_nulls (OrderScript *script, const char *path, const char *members)
{
  g_autofree char *nulls = dup_nulls (1, members);

  order_script_add_forever (script, path, nulls);
}

static void
test_nulls (void)
{
  OrderScript script = { NULL };
  g_autofree char *order = dup_nulls (
    10,
    "number date_placed currency amount discount_amount shipping_amount net_shipping_amount "
    "shipping_tax_rate installment_interest_amount payment_option_slug bin_number installment "
    "installment_count delivery_type delivery_range carrier_shipping_code shipping_option_slug "
    "remote_addr has_gift_box gift_box_note client_type language_code notes extra_field "
    "created_date status refund_amount discount_refund_amount shipping_refund_amount "
    "tracking_number invoice_number invoice_date e_archive_url is_send modified_date channel "
    "customer shipping_address billing_address payment_option cargo_company orderitem_set");
  OmniOrderWindow *window;
  GtkWidget *widget;

  g_test_summary ("Test that an order of which nothing is known is shown, and can be copied.");

  order_script_start (&script);
  order[strlen (order) - 1] = '\0';
  order_script_add_many (&script, ORDER_PATH, 200, order + 1);
  add_nulls (&script, ITEMS_PATH,
             "product price_list stock_list status cancel_status price_currency price "
             "retail_price discount_amount net_amount tax_amount tax_rate quantity "
             "invoice_number invoice_date e_archive_url tracking_number shipping_company "
             "attributes attributes_kwargs localized_attributes is_tradable created_date");
  add_nulls (&script, DISCOUNTS_PATH, "name amount offer_type code promotion");
  add_nulls (&script, TRANSACTIONS_PATH,
             "uuid payment_option amount transaction_type is_refund status created_date");
  add_nulls (&script, PLANS_PATH,
             "uuid order_number plan_type status refund_amount shipping_refund_amount "
             "is_cargo_refund payment_plan error_message created_by created_date "
             "cancellationplanorderitem_set");
  add_nulls (&script, REQUESTS_PATH,
             "uuid order_number status cancellation_type reason description created_date");
  add_nulls (&script, LOG_PATH, "id created_date user content_type object_id action changes");
  add_nulls (&script, CONTRACTS_PATH, "slug name created_date content");

  window = order_script_show (&script);
  widget = GTK_WIDGET (window);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  if (omni_test_find (widget, OMNI_TYPE_ORDER_CONTRACTS, NULL) == NULL)
    order_script_activate (window, "win.expand-all");
  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-log",
                                      g_variant_new_boolean (TRUE));
  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    g_assert_cmpint (omni_order_details_get_state (omni_order_window_get_details (window), i), ==,
                     OMNI_LOAD_LOADED);
  g_assert_false (omni_test_shows (widget, "(null)"));
  g_assert_true (omni_test_shows (widget, "Products"));
  assert_contract_says (widget, "This contract is empty.");
  order_script_activate (window, "win.copy-all");

  order_script_end (&script);
}

static void
test_vanished (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;

  g_test_summary ("Test that an order that is gone is said to be gone.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 404, "{\"detail\": \"Not found.\"}");
  order_script_add_empty_parts (&script);
  order_script_add_many (&script, TRANSACTIONS_PATH, 200, "[]");
  order_script_add_many (&script, LOG_PATH, 404, "");
  order_script_add_many (&script, CONTRACTS_PATH, 404, "");

  window = order_script_show (&script);
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_true (omni_test_shows (GTK_WIDGET (window), "The order cannot be shown"));
  g_assert_nonnull (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Try Again"));

  order_script_end (&script);
}

static void
test_vanishes (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  GtkWidget *widget;
  g_autofree char *sentence = NULL;

  g_test_summary ("Test that an order that goes while it is looked at stays to be read.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"777\", \"status\": \"450\"}");
  omni_test_reply_set_forever (
    omni_test_server_add (script.server, "GET", ORDER_PATH, 404, "{\"detail\": \"Not found.\"}"));
  order_script_add_empty_parts (&script);
  order_script_add_empty_parts (&script);
  for (guint i = 0; i < 2; i++)
    {
      order_script_add_many (&script, TRANSACTIONS_PATH, 200, "[]");
      order_script_add_many (&script, LOG_PATH, 200, "[]");
      order_script_add_many (&script, CONTRACTS_PATH, 200, "[]");
    }

  window = order_script_show (&script);
  widget = GTK_WIDGET (window);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  g_assert_true (omni_test_shows (widget, "Order 777"));

  order_script_activate (window, "win.refresh");
  sentence = g_strdup_printf ("%s does not have this, or does not show it to you.",
                              omni_test_server_get_url (script.server) + strlen ("http://"));
  OMNI_TEST_WAIT (omni_test_shows (widget, sentence));
  g_assert_true (omni_test_shows (widget, "Order 777"));
  g_assert_true (omni_test_shows (widget, "Customer information"));

  order_script_end (&script);
}

static void
test_retry (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  OmniOrderDetails *details;

  g_test_summary ("Test that a part that failed can be read again alone.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"10\", \"currency\": \"try\"}");
  order_script_add_empty_parts (&script);
  order_script_add (&script, TRANSACTIONS_PATH, 403, "{\"detail\": \"No.\"}");
  order_script_add (&script, TRANSACTIONS_PATH, 403, "{\"detail\": \"No.\"}");
  order_script_add (&script, TRANSACTIONS_PATH, 200,
                    "[{\"pk\": 1, \"order\": 10, \"amount\": \"12.50\"}]");
  order_script_add_many (&script, LOG_PATH, 200, "[]");
  order_script_add_many (&script, CONTRACTS_PATH, 200, "[]");

  window = order_script_show (&script);
  details = omni_order_window_get_details (window);
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_cmpint (omni_order_details_get_state (details, OMNI_ORDER_PART_TRANSACTIONS), ==,
                   OMNI_LOAD_FAILED);
  omni_test_press (GTK_WIDGET (window), "Try Again");
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_true (omni_test_shows (GTK_WIDGET (window), "12.50 TRY"));
  omni_test_server_assert_done (script.server);

  order_script_end (&script);
}

static void
test_ignored (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  const GError *error;

  g_test_summary ("Test that nobody is asked to try again where a server takes no notice of the "
                  "order.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200, "{\"pk\": 10, \"number\": \"10\"}");
  order_script_add_empty_parts (&script);
  order_script_add_many (&script, TRANSACTIONS_PATH, 200,
                         "[{\"pk\": 1, \"order\": 10}, {\"pk\": 2, \"order\": 11}]");
  order_script_add_many (&script, LOG_PATH, 404, "");
  order_script_add_many (&script, CONTRACTS_PATH, 404, "");

  window = order_script_show (&script);
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  if (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "E_xpand All") != NULL)
    order_script_activate (window, "win.expand-all");
  error = omni_order_details_get_error (omni_order_window_get_details (window),
                                        OMNI_ORDER_PART_TRANSACTIONS);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
  g_assert_true (omni_test_shows (GTK_WIDGET (window), error->message));
  g_assert_null (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Try Again"));

  order_script_end (&script);
}

static guint
count_calls (OrderScript *script)
{
  guint n_calls = omni_test_server_count (script->server, "GET", ORDER_PATH);

  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    n_calls += omni_test_server_count (script->server, "GET", order_script_paths[i]);

  return n_calls;
}

static void
assert_fails_alone (guint part)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  OmniOrderDetails *details;
  guint n_calls;

  order_script_start (&script);
  order_script_add_many (&script, order_script_paths[part], 403, "{\"detail\": \"No.\"}");
  order_script_add_rest (&script);

  window = order_script_show (&script);
  details = omni_order_window_get_details (window);
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  if (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "E_xpand All") != NULL)
    order_script_activate (window, "win.expand-all");
  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-log",
                                      g_variant_new_boolean (TRUE));
  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    g_assert_cmpint (omni_order_details_get_state (details, i), ==,
                     i == part ? OMNI_LOAD_FAILED : OMNI_LOAD_LOADED);
  g_assert_true (omni_test_shows (GTK_WIDGET (window), "You do not have the right to see this."));

  n_calls = count_calls (&script);
  omni_test_press (GTK_WIDGET (window), "Try Again");
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_cmpint (omni_order_details_get_state (details, part), ==, OMNI_LOAD_LOADED);
  g_assert_cmpuint (count_calls (&script), ==, n_calls + 1);
  g_assert_false (omni_test_shows (GTK_WIDGET (window), "You do not have the right to see this."));

  order_script_end (&script);
}

static void
test_fails_alone (void)
{
  g_test_summary ("Test that each part fails alone, says so, and is asked for again alone.");

  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    assert_fails_alone (i);
}

static void
got_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
assert_copies (OmniOrderWindow *window, const char *action, const char *expected)
{
  g_autofree char *text = NULL;

  order_script_activate (window, action);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, got_text_cb,
                                 &text);
  OMNI_TEST_WAIT (text != NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_copies_blocks (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;

  g_test_summary ("Test that the address is copied as a label, and every tracking number once.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"0010\", \"tracking_number\": \"007\","
                         " \"shipping_address\": {\"pk\": 4, \"first_name\": \"Deniz\","
                         " \"last_name\": \"Ayd\u0131n\", \"line\": \"Elma Sk. 3\","
                         " \"postcode\": \"06100\", \"city\": {\"pk\": 1, \"name\": \"Ankara\"}}}");
  order_script_add_many (&script, ITEMS_PATH, 200,
                         "[{\"pk\": 1, \"order\": 10, \"tracking_number\": \"007\"},"
                         " {\"pk\": 2, \"order\": 10, \"tracking_number\": \"0081\"}]");
  order_script_add_many (&script, DISCOUNTS_PATH, 200, "[]");
  order_script_add_many (&script, PLANS_PATH, 200, "[]");
  order_script_add_many (&script, REQUESTS_PATH, 200, "[]");
  order_script_add_many (&script, TRANSACTIONS_PATH, 200, "[]");
  order_script_add_many (&script, LOG_PATH, 200, "[]");
  order_script_add_many (&script, CONTRACTS_PATH, 200, "[]");

  window = order_script_show (&script);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  assert_copies (window, "win.copy-number", "0010");
  assert_copies (window, "win.copy-tracking", "007\n0081");
  assert_copies (window, "win.copy-address", "Deniz Ayd\xc4\xb1n\nElma Sk. 3\n06100 Ankara");

  order_script_end (&script);
}

/* Nothing of it is folded. */
static GtkWidget *
show_whole (OrderScript *script)
{
  OmniOrderWindow *window = order_script_show (script);

  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  if (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "E_xpand All") != NULL)
    order_script_activate (window, "win.expand-all");

  return GTK_WIDGET (window);
}

static void
test_days (void)
{
  OrderScript script = { NULL };
  GtkWidget *widget;

  g_test_summary ("Test that the date of an invoice is a day where the server knows no more.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"10\", \"date_placed\":"
                         " \"2025-03-04T00:00:00Z\", \"invoice_date\": \"2025-03-05T00:00:00Z\"}");
  order_script_add_forever (
    &script, ITEMS_PATH,
    "[{\"pk\": 1, \"order\": 10, \"invoice_date\": \"2025-03-06T00:00:00Z\"},"
    " {\"pk\": 2, \"order\": 10, \"invoice_date\": \"2025-03-07T00:00:00+03:00\"}]");
  order_script_add_many (&script, REQUESTS_PATH, 200,
                         "[{\"id\": 7, \"order_item\": 1, \"easy_return\": {\"code\": \"K-1\","
                         " \"end_date\": \"2025-03-16T00:00:00Z\"}}]");
  order_script_add_rest (&script);

  widget = show_whole (&script);
  OMNI_TEST_WAIT (omni_test_shows (widget, "6 Mar 2025"));
  g_assert_true (omni_test_shows (widget, "5 Mar 2025"));
  g_assert_true (omni_test_shows (widget, "6 Mar 2025 21:00"));
  g_assert_true (omni_test_shows (widget, "Easy-return code K-1 · → 16 Mar 2025"));
  /* An order is placed at a moment. */
  g_assert_true (omni_test_shows (widget, "4 Mar 2025 00:00"));

  order_script_end (&script);
}

static void
test_open_members (void)
{
  OrderScript script = { NULL };
  GtkWidget *widget;

  g_test_summary ("Test that members whose form the contract leaves open are shown, as text.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200,
                         "{\"pk\": 10, \"number\": \"10\","
                         " \"extra_field\": {\"id\": \"WEB-1\", \"by\": [\"<b>hat</b>\", 3]},"
                         " \"delivery_range\": {\"lower\": \"2025-03-08T09:00:00Z\","
                         " \"upper\": \"2025-03-08T12:30:00Z\"}}");
  order_script_add_rest (&script);

  widget = show_whole (&script);
  OMNI_TEST_WAIT (omni_test_shows (widget, "Deliver from"));
  g_assert_true (omni_test_shows (widget, "8 Mar 2025 09:00"));
  g_assert_true (omni_test_shows (widget, "8 Mar 2025 12:30"));
  g_assert_true (omni_test_shows (widget, "Extra"));
  g_assert_true (omni_test_shows (widget, "id: WEB-1\nby: <b>hat</b>, 3"));

  order_script_end (&script);
}

static void
test_names_companies (void)
{
  OrderScript script = { NULL };
  GtkWidget *widget;

  g_test_summary ("Test that shipping companies are called as the tenant calls them, or else as "
                  "the server does.");

  order_script_start (&script);
  order_script_add_forever (&script, ITEMS_PATH,
                            "[{\"pk\": 1, \"order\": 10, \"shipping_company\": \"mng\"},"
                            " {\"pk\": 2, \"order\": 10, \"shipping_company\": \"bring_it\"}]");
  order_script_add_forever (&script, REQUESTS_PATH,
                            "[{\"id\": 7, \"order_item\": 1, \"easy_return\": {\"code\": \"K-1\","
                            " \"shipping_company\": \"mng\"}}]");
  order_script_add_rest (&script);

  widget = show_whole (&script);
  OMNI_TEST_WAIT (omni_test_shows (widget, "bring_it"));
  g_assert_true (omni_test_shows (widget, "MNG Kargo"));
  g_assert_false (omni_test_shows (widget, "mng"));
  g_assert_true (omni_test_shows (widget, "Easy-return code K-1 · MNG Kargo"));

  order_script_end (&script);
}

static GPtrArray *
new_items (const char *json)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  g_auto (OmniJsonReader) reader = { 0 };

  omni_json_reader_init (&reader, json, -1);
  g_ptr_array_add (items, omni_order_item_new_from_json (&reader));

  return items;
}

static void
assert_tick (GtkWidget *check, const char *why_not)
{
  GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean is_told = FALSE;

  g_assert_true (gtk_widget_get_sensitive (check) == (why_not[0] == '\0'));
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why_not);
  g_signal_emit_by_name (check, "query-tooltip", 0, 0, FALSE, tooltip, &is_told);
  g_assert_true (is_told == (why_not[0] != '\0'));
  g_object_unref (tooltip);
}

static void
test_ticks (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *lines = omni_order_lines_new ();
  g_autoptr (GPtrArray) first = new_items ("{\"pk\": 1, \"status\": \"999\"}");
  g_autoptr (GPtrArray) later = new_items ("{\"pk\": 1, \"status\": \"400\"}");
  g_autoptr (GPtrArray) whys = g_ptr_array_new ();
  GtkWidget *check;

  g_test_summary ("Test that a line that cannot be ticked says why, until it can be.");

  g_ptr_array_add (whys, (gpointer) "Not now.");
  gtk_window_set_child (GTK_WINDOW (window), lines);
  omni_order_lines_set_items (OMNI_ORDER_LINES (lines), first, whys, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT ((check = omni_test_find (lines, GTK_TYPE_CHECK_BUTTON, NULL)) != NULL);
  assert_tick (check, "Not now.");

  whys->pdata[0] = NULL;
  omni_order_lines_set_items (OMNI_ORDER_LINES (lines), later, whys, NULL, NULL);
  assert_tick (check, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_saves_contract (void)
{
  OrderScript script = { NULL };
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "contract.txt", NULL);
  g_autofree char *nowhere_path = g_build_filename (folder, "missing", "contract.txt", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path (nowhere_path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkWidget *widget;
  OmniOrderContracts *contracts;
  const OmniContract *contract;

  g_test_summary ("Test that a contract is saved as the text that it is, or that it is said why "
                  "not.");

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200, "{\"pk\": 10, \"number\": \"10\"}");
  order_script_add_empty_parts (&script);
  order_script_add_many (&script, TRANSACTIONS_PATH, 200, "[]");
  order_script_add_many (&script, LOG_PATH, 200, "[]");
  order_script_add_many (&script, CONTRACTS_PATH, 200,
                         "[{\"name\": \"a\", \"content\": \"<p>Bir</p><p>iki</p>\"}]");
  widget = GTK_WIDGET (order_script_show (&script));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (OMNI_ORDER_WINDOW (widget)));
  if (omni_test_find (widget, OMNI_TYPE_ORDER_CONTRACTS, NULL) == NULL)
    order_script_activate (OMNI_ORDER_WINDOW (widget), "win.expand-all");
  contracts = OMNI_ORDER_CONTRACTS (omni_test_find (widget, OMNI_TYPE_ORDER_CONTRACTS, NULL));
  contract = g_ptr_array_index (
    omni_order_details_get_things (omni_order_window_get_details (OMNI_ORDER_WINDOW (widget)),
                                   OMNI_ORDER_PART_CONTRACTS),
    0);

  g_assert_false (g_file_replace_contents (nowhere, "", 0, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                           NULL, &error));
  omni_order_contracts_save (contracts, contract, nowhere);
  OMNI_TEST_WAIT (omni_test_shows (widget, error->message));
  g_assert_false (g_file_test (nowhere_path, G_FILE_TEST_EXISTS));

  omni_order_contracts_save (contracts, contract, target);
  OMNI_TEST_WAIT (omni_test_shows (widget, "The contract is saved"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Bir\n\niki\n");

  omni_test_remove_folder (folder);
  order_script_end (&script);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/order-answers/bad-input", test_bad_input);
  g_test_add_func ("/ui/order-answers/closes-long", test_closes_long);
  g_test_add_func ("/ui/order-answers/nulls", test_nulls);
  g_test_add_func ("/ui/order-answers/vanished", test_vanished);
  g_test_add_func ("/ui/order-answers/vanishes", test_vanishes);
  g_test_add_func ("/ui/order-answers/retry", test_retry);
  g_test_add_func ("/ui/order-answers/ignored", test_ignored);
  g_test_add_func ("/ui/order-answers/fails-alone", test_fails_alone);
  g_test_add_func ("/ui/order-answers/copies-blocks", test_copies_blocks);
  g_test_add_func ("/ui/order-answers/days", test_days);
  g_test_add_func ("/ui/order-answers/open-members", test_open_members);
  g_test_add_func ("/ui/order-answers/names-companies", test_names_companies);
  g_test_add_func ("/ui/order-answers/ticks", test_ticks);
  g_test_add_func ("/ui/order-answers/saves-contract", test_saves_contract);

  return g_test_run ();
}
