/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-address.h"
#include "omni-fold-section.h"
#include "omni-ledger.h"
#include "omni-link.h"
#include "omni-log-entry.h"
#include "omni-order-window-private.h"
#include "omni-part-view.h"
#include "omni-test-orders.h"

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrderList *list;      /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "150", "--seed", "7", NULL };
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted = omni_order_query_with_sort (all, "date_placed", TRUE);

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->list = omni_order_list_new (OMNI_ORDER_SOURCE (
    omni_session_get_client (fixture->session)));
  omni_order_list_set_query (fixture->list, sorted);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED &&
                  omni_order_list_peek_order (fixture->list, 0) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_order_window_close_all (fixture->session);
  g_clear_object (&fixture->list);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
}

static OmniOrderWindow *
open_row (Fixture *fixture, guint position, gboolean another)
{
  OmniOrderWindow *window = omni_order_window_open (NULL, fixture->session, fixture->list, position,
                                                    another);

  g_assert_nonnull (window);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));

  return window;
}

static gint64
get_pk (Fixture *fixture, guint position)
{
  return omni_order_get_pk (omni_order_list_peek_order (fixture->list, position));
}

static gint64
get_shown_pk (OmniOrderWindow *window)
{
  return omni_order_details_get_pk (omni_order_window_get_details (window));
}

static void
activate (OmniOrderWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static void
test_shows (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 3, FALSE);
  OmniOrder *order = omni_order_list_peek_order (fixture->list, 3);
  GtkWidget *widget = GTK_WIDGET (window);
  g_autofree char *title = g_strdup_printf ("Order %s", omni_order_get_number (order));

  g_test_summary ("Test that an order is shown with everything that hangs on it.");

  g_assert_true (omni_test_shows (widget, title));
  g_assert_true (omni_test_shows (widget, omni_status_get_label (omni_order_get_status (order))));
  g_assert_true (omni_test_shows (widget, "Customer information"));
  g_assert_true (omni_test_shows (widget, "Order Amount Before Return/Cancellation"));
  g_assert_true (omni_test_shows (widget, "Current Order Amount"));
  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    g_assert_cmpint (omni_order_details_get_state (omni_order_window_get_details (window), i), ==,
                     OMNI_LOAD_LOADED);
}

static void
test_moves (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 0, FALSE);

  g_test_summary ("Test that a window goes up and down the list that it was opened from.");

  activate (window, "win.next");
  g_assert_cmpint (get_shown_pk (window), ==, get_pk (fixture, 1));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  activate (window, "win.previous");
  g_assert_cmpint (get_shown_pk (window), ==, get_pk (fixture, 0));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));

  activate (window, "win.previous");
  g_assert_cmpint (get_shown_pk (window), ==, get_pk (fixture, 0));
}

static void
test_moves_beyond_page (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 99, FALSE);

  g_test_summary ("Test that a row that is not loaded yet is waited for.");

  activate (window, "win.next");
  OMNI_TEST_WAIT (omni_order_list_peek_order (fixture->list, 100) != NULL &&
                  get_shown_pk (window) == get_pk (fixture, 100));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
}

static void
test_one_window (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *first = open_row (fixture, 0, FALSE);
  OmniOrderWindow *second;

  g_test_summary ("Test that an order has one window, and that several stand side by side.");

  g_assert_true (open_row (fixture, 0, TRUE) == first);
  second = open_row (fixture, 1, TRUE);
  g_assert_true (second != first);
  g_assert_true (open_row (fixture, 0, FALSE) == first);
  g_assert_true (open_row (fixture, 2, FALSE) == first || get_shown_pk (second) ==
                 get_pk (fixture, 2));

  /* Where the next order is open already, its window comes up instead. */
  OMNI_TEST_WAIT (omni_test_order_is_loaded (first) && omni_test_order_is_loaded (second));
}

static void
test_closing_frees (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *windows[20] = { NULL };

  g_test_summary ("Test that many windows go with everything in them, also while they load.");

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    g_set_weak_pointer (&windows[i], omni_order_window_open (NULL, fixture->session, fixture->list,
                                                             i, TRUE));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (windows[0]));
  omni_order_window_close_all (fixture->session);
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    OMNI_TEST_WAIT (windows[i] == NULL);
}

static void
test_expands (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 0, FALSE);
  OmniOrderWindow *other;

  g_test_summary ("Test that all sections unfold at once, and that this is remembered.");

  if (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "E_xpand All") == NULL)
    activate (window, "win.expand-all");
  g_assert_null (omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Card prefix"));
  activate (window, "win.expand-all");
  g_assert_nonnull (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Fo_ld All"));
  g_assert_true (omni_test_shows (GTK_WIDGET (window), "Payment option"));

  other = open_row (fixture, 1, TRUE);
  g_assert_nonnull (omni_test_find (GTK_WIDGET (other), GTK_TYPE_BUTTON, "Fo_ld All"));
}

static void
got_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (OmniOrderWindow *window)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, got_text_cb,
                                 &text);
  OMNI_TEST_WAIT (text != NULL);

  return text;
}

static void
test_copies (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 2, FALSE);
  OmniOrder *order = omni_order_list_peek_order (fixture->list, 2);
  const OmniAddress *address = omni_order_get_shipping_address (order);
  g_autofree char *number = NULL;
  g_autofree char *line = NULL;
  g_autofree char *all = NULL;

  g_test_summary ("Test that the number and everything can be copied, an address on one line.");

  activate (window, "win.copy-number");
  number = read_clipboard (window);
  g_assert_cmpstr (number, ==, omni_order_get_number (order));

  activate (window, "win.copy-all");
  all = read_clipboard (window);
  g_assert_nonnull (strstr (all, omni_order_get_number (order)));
  g_assert_nonnull (strstr (all, "Current Order Amount"));
  line = g_strdup_printf ("\nAddress: %s, %s, ", omni_address_get_full_name (address),
                          omni_address_get_text (address, OMNI_ADDRESS_LINE));
  g_assert_nonnull (strstr (all, line));
}

static GPtrArray *
new_log (void)
{
  static const char json[] =
    "[{\"id\": 2, \"created_date\": \"2025-03-05T09:12:44.010101Z\","
    " \"user\": {\"pk\": 3, \"username\": \"ops.elif\"}, \"content_type\": \"orderitem\","
    " \"action\": \"update\", \"changes\": {\"status\": [\"450\", \"500\"],"
    " \"tracking_number\": [null, \"7330051248817\"]}},"
    " {\"id\": 1, \"created_date\": \"2025-03-04T08:15:27Z\", \"user\": null,"
    " \"content_type\": \"order\", \"action\": \"create\", \"changes\": {}}]";
  GPtrArray *log = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_log_entry_unref);
  g_auto (OmniJsonReader) reader = { 0 };

  omni_json_reader_init (&reader, json, -1);
  omni_json_reader_begin_array (&reader);
  while (omni_json_reader_next_element (&reader))
    g_ptr_array_add (log, omni_log_entry_new_from_json (&reader));
  g_assert_false (omni_json_reader_has_error (&reader));

  return log;
}

static GPtrArray *
new_ledger (void)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);
  OmniLedgerEntry *entry = omni_ledger_entry_new (OMNI_LEDGER_UPDATE, OMNI_LEDGER_REFUSED, 1, "1",
                                                  "Status of KG-21", "450", "500", "Not now.");

  entry->time = G_GINT64_CONSTANT (1741166040000000); /* 2025-03-05T09:14:00Z */
  g_ptr_array_add (ledger, entry);

  return ledger;
}

static void
assert_copies_log (OmniOrderWindow *window, const char *expected)
{
  GtkWidget *button = omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Copy the log");
  g_autofree char *text = NULL;

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  text = read_clipboard (window);
  g_assert_cmpstr (text, ==, expected);
}

#define LINE_HERE                                                                                  \
  "5 Mar 2025 09:14\tops.elif on this computer\tStatus of KG-21 (not done)\t450 → 500;Not now.\n"
#define LINE_UPDATED                                                                               \
  "5 Mar 2025 09:12\tops.elif\tProduct changed\tStatus: Preparing → Shipped;"                     \
  "Tracking number: — → 7330051248817\n"
#define LINE_CREATED "4 Mar 2025 08:15\tsystem\tOrder created\t\n"

static void
test_copies_log (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 2, FALSE);
  g_autoptr (GPtrArray) log = new_log ();
  g_autoptr (GPtrArray) ledger = new_ledger ();
  GtkWidget *search;
  GtkWidget *origin;

  g_test_summary ("Test that the log's button copies the entries that are shown, as text.");

  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-log",
                                      g_variant_new_boolean (TRUE));
  omni_order_log_show (window->log, log, OMNI_LOAD_LOADED, NULL);
  omni_order_log_show_ledger (window->log, ledger, "ops.elif");
  OMNI_TEST_WAIT (omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Copy the log") !=
                  NULL);
  assert_copies_log (window, LINE_HERE LINE_UPDATED LINE_CREATED);

  origin = omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN,
                                 "Whose entries are shown");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (origin), 1);
  assert_copies_log (window, LINE_UPDATED LINE_CREATED);

  search = omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, "Search the log");
  gtk_editable_set_text (GTK_EDITABLE (search), "7330051248817");
  OMNI_TEST_WAIT (!omni_test_shows (GTK_WIDGET (window), "Order created"));
  assert_copies_log (window, LINE_UPDATED);
}

static void
test_says (Fixture *fixture, gconstpointer unused)
{
  OmniOrderWindow *window = open_row (fixture, 2, FALSE);

  g_test_summary ("Test that what is said last is seen at once, and does not queue up.");

  for (guint i = 0; i < 30; i++)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.say", "s", "Copied"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.say", "s", "The last"));
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (window), "The last"));
}

static OmniOrderWindow *
find_order_window (OmniOrderWindow *but)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ORDER_WINDOW (window) && OMNI_ORDER_WINDOW (window) != but)
        return OMNI_ORDER_WINDOW (window);
    }

  return NULL;
}

static void
test_opened_from_list (Fixture *fixture, gconstpointer unused)
{
  OmniOrdersWindow *orders = NULL;
  OmniOrderTable *table;
  OmniOrderList *list;
  OmniOrderWindow *first;
  OmniOrderWindow *second;

  g_test_summary ("Test that rows open in one window, or beside it, and that the cursor follows.");

  g_set_weak_pointer (&orders, omni_orders_window_new (NULL, fixture->session));
  table = omni_orders_window_get_table (orders);
  list = omni_order_selection_get_list (omni_order_table_get_selection (table));
  gtk_window_present (GTK_WINDOW (orders));
  OMNI_TEST_WAIT (omni_order_list_peek_order (list, 0) != NULL);
  g_signal_emit_by_name (table, "activate", 0);
  first = find_order_window (NULL);
  g_assert_nonnull (first);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (first));

  g_signal_emit_by_name (table, "activate", 2);
  g_assert_null (find_order_window (first));
  g_assert_cmpint (get_shown_pk (first), ==,
                   omni_order_get_pk (omni_order_list_peek_order (list, 2)));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (first));

  g_signal_emit_by_name (table, "activate-another", 5);
  second = find_order_window (first);
  g_assert_nonnull (second);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (second));

  activate (second, "win.next");
  OMNI_TEST_WAIT (omni_test_order_is_loaded (second));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (orders)),
                                         GTK_WIDGET (table)));

  omni_order_window_close_all (fixture->session);
  gtk_window_close (GTK_WINDOW (orders));
  OMNI_TEST_WAIT (orders == NULL);
}

static void
test_link (void)
{
  static const struct
  {
    const char *url;
    const char *host;
  } cases[] = {
    { "https://files.acme.example/inv/417.pdf", "files.acme.example" },
    { "HTTP://files.acme.example", "files.acme.example" },
    { "https://good.example@evil.example/", "evil.example" },
    { "https://g\xc3\xb6od.example/", "xn--god-sna.example" },
    { "javascript:alert(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "data:text/html,x", NULL },
    { "https:///nothing", NULL },
    { "www.example.com", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  g_test_summary ("Test that only addresses of web pages lead anywhere, and to which host.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = omni_link_dup_host (cases[i].url);

      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ui/order-window/shows", test_shows);
  ADD ("/ui/order-window/moves", test_moves);
  ADD ("/ui/order-window/moves-beyond-page", test_moves_beyond_page);
  ADD ("/ui/order-window/one-window", test_one_window);
  ADD ("/ui/order-window/closing-frees", test_closing_frees);
  ADD ("/ui/order-window/expands", test_expands);
  ADD ("/ui/order-window/copies", test_copies);
  ADD ("/ui/order-window/copies-log", test_copies_log);
  ADD ("/ui/order-window/says", test_says);
  ADD ("/ui/order-window/opened-from-list", test_opened_from_list);
  g_test_add_func ("/ui/link/host", test_link);

  return g_test_run ();
}
