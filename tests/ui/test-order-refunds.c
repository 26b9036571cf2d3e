/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cancel-orders-window.h"
#include "omni-order-products.h"
#include "omni-reason-grid.h"
#include "omni-refund-dialog.h"
#include "omni-refund-list-window.h"
#include "refund-window.h"

#include <string.h>

/* What gives money back in the windows, as a person presses it. */

static const RefundWanted a_line = { "credit_card", OMNI_CANCEL_LINES, FALSE };

static void
test_missing (RefundFixture *fixture, gconstpointer unused)
{
  static const RefundWanted wanted = { "funds_transfer", OMNI_CANCEL_LINES, FALSE };
  OmniOrderWindow *window = refund_open_order (fixture, refund_find_order (fixture, &wanted));
  GtkWidget *products = refund_find (window, OMNI_TYPE_ORDER_PRODUCTS);
  GtkWidget *label;

  g_test_summary ("Test that a missing reason or a wrong account is said, and nothing sent.");

  refund_tick (window, 1);
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_assert_true (refund_says (window, "Choose a reason"));
  g_assert_null (refund_find_dialog ());

  refund_choose_reason (window);
  label = omni_test_find (products, GTK_TYPE_LABEL, "IBAN");
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)),
                         "TR330006100519786457841327");
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_assert_true (refund_says (window, "check digits"));
  g_assert_null (refund_find_dialog ());
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_refused (RefundFixture *fixture, gconstpointer faults)
{
  OmniOrderWindow *window = refund_open_order (fixture, refund_find_order (fixture, &a_line));

  g_test_summary ("Test that a refusal is said in words, and the lines can be tried again.");

  refund_tick (window, 1);
  refund_choose_reason (window);
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_free (refund_confirm (OMNI_REFUND_DIALOG_CONFIRM));
  OMNI_TEST_WAIT (refund_says (window, "refused on demand"));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  g_assert_null (refund_get_plan (window));
  g_assert_cmpuint (refund_tick (window, 1), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_unknown (RefundFixture *fixture, gconstpointer faults)
{
  OmniOrderWindow *window = refund_open_order (fixture, refund_find_order (fixture, &a_line));
  GtkWidget *widget = GTK_WIDGET (window);

  g_test_summary ("Test that an unknown outcome is said, and keeps everything else off.");

  refund_tick (window, 1);
  refund_choose_reason (window);
  omni_test_press (widget, "Cancel/Return _Selected Items");
  g_free (refund_confirm (OMNI_REFUND_DIALOG_CONFIRM));
  OMNI_TEST_WAIT (refund_says (window, "It is not known yet"));
  g_assert_false (
    gtk_widget_is_sensitive (omni_test_find (widget, GTK_TYPE_LABEL, "Cancel _Entire Order")));
  g_assert_false (
    gtk_widget_is_sensitive (omni_test_find (widget, GTK_TYPE_LABEL, "Only Refund Shi_pping Fee")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static OmniOrderWindow *
find_order_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ORDER_WINDOW (window))
        return OMNI_ORDER_WINDOW (window);
    }

  return NULL;
}

static void
test_lists (RefundFixture *fixture, gconstpointer unused)
{
  g_test_summary ("Test that what waits over all orders is listed, and opens its order.");

  for (OmniRefundListKind kind = OMNI_REFUND_LIST_REQUESTS; kind <= OMNI_REFUND_LIST_MANUAL; kind++)
    {
      OmniRefundListWindow *list = omni_refund_list_window_open (NULL, fixture->session, kind);
      GtkWidget *rows;

      OMNI_TEST_WAIT (!omni_refund_list_window_is_loading (list));
      g_assert_cmpuint (omni_refund_list_window_get_n_rows (list), >, 0);
      g_assert_true (omni_refund_list_window_open (NULL, fixture->session, kind) == list);
      rows = omni_test_find (GTK_WIDGET (list), GTK_TYPE_LIST_BOX, NULL);
      g_assert_true (g_str_has_prefix (
        adw_preferences_row_get_title (
          ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 0))),
        "Order "));
      g_signal_emit_by_name (rows, "row-activated",
                             gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 0));
      OMNI_TEST_WAIT (find_order_window () != NULL &&
                      omni_test_order_is_loaded (find_order_window ()));
      gtk_window_destroy (GTK_WINDOW (find_order_window ()));
      gtk_window_destroy (GTK_WINDOW (list));
    }
}

/* The first open request is taken into the panel, or rejected. */
static void
test_request (RefundFixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = omni_client_list_open_requests (client, NULL, &error);
  gint64 item = omni_cancellation_request_get_order_item (requests->pdata[0]);
  g_autoptr (GPtrArray) items = omni_client_list_order_items_by_key (client, &item, 1, NULL, NULL);
  OmniOrderWindow *window =
    refund_open_order (fixture, omni_order_item_get_order (items->pdata[0]));
  OmniOrderProducts *products =
    OMNI_ORDER_PRODUCTS (refund_find (window, OMNI_TYPE_ORDER_PRODUCTS));
  g_autoptr (OmniCancellationRequest) after = NULL;

  g_test_summary ("Test that a request fills the panel, and can be rejected.");

  omni_test_press (GTK_WIDGET (window),
                   omni_cancellation_request_is_return (requests->pdata[0])
                     ? "Return These _Items"
                     : "Cancel These _Items");
  g_assert_true (omni_order_lines_is_ticked (omni_order_products_get_lines (products), item));

  omni_test_press (GTK_WIDGET (window), "_Reject…");
  g_free (refund_confirm ("confirm"));
  OMNI_TEST_WAIT (refund_says (window, "The request is rejected."));
  after = omni_client_get_request (client, omni_cancellation_request_get_pk (requests->pdata[0]),
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_false (omni_cancellation_request_is_open (after));
  gtk_window_destroy (GTK_WINDOW (window));
}

/*
 * Many orders at once
 */

static GPtrArray *
list_orders (RefundFixture *fixture, guint n_orders)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (
    omni_session_get_client (fixture->session), query, 1, n_orders, NULL, &error);
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_bulk_order_free);

  g_assert_no_error (error);
  for (guint i = 0; i < page->orders->len; i++)
    g_ptr_array_add (orders,
                     omni_bulk_order_new (omni_order_get_pk (page->orders->pdata[i]), NULL));

  return orders;
}

/* The orders were looked at, and the reason is chosen. */
static OmniCancelOrdersWindow *
open_bulk (RefundFixture *fixture, GPtrArray *orders)
{
  OmniCancelOrdersWindow *window =
    omni_cancel_orders_window_new (NULL, fixture->session, orders);
  GtkDropDown *all;

  gtk_window_present (GTK_WINDOW (window));
  all = GTK_DROP_DOWN (
    omni_test_find (omni_test_find (GTK_WIDGET (window), OMNI_TYPE_REASON_GRID, NULL),
                    GTK_TYPE_DROP_DOWN, NULL));
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  OMNI_TEST_WAIT (g_list_model_get_n_items (gtk_drop_down_get_model (all)) > 1);
  gtk_drop_down_set_selected (all, 1);

  return window;
}

static void
press_twice (OmniCancelOrdersWindow *window)
{
  GtkWidget *button = gtk_widget_get_last_child (gtk_widget_get_parent (gtk_widget_get_ancestor (
    omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "_Copy Report"), GTK_TYPE_BUTTON)));

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
}

static guint
count (GPtrArray *orders, OmniBulkState state)
{
  guint n_orders = 0;

  for (guint i = 0; i < orders->len; i++)
    n_orders += ((OmniBulkOrder *) orders->pdata[i])->state == state ? 1 : 0;

  return n_orders;
}

/* The server made a plan for each that is said to be cancelled, and for no other. */
static void
assert_bulk_books (RefundFixture *fixture, GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const OmniBulkOrder *order = g_ptr_array_index (orders, i);
      RefundBooks books;

      refund_read_books (fixture, order->pk, &books);
      g_assert_cmpuint (books.n_plans, ==, order->state == OMNI_BULK_DONE ? 1 : 0);
    }
}

static gboolean
is_file (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_bulk (RefundFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) orders = list_orders (fixture, 25);
  OmniCancelOrdersWindow *window = open_bulk (fixture, orders);
  guint n_ready = count (orders, OMNI_BULK_READY);
  g_autofree char *path = g_build_filename (fixture->folder, "report", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_test_summary ("Test that selected orders are looked at, confirmed and cancelled one by one.");

  g_assert_cmpuint (n_ready, >, 0);
  g_assert_cmpuint (count (orders, OMNI_BULK_REFUSED), ==, orders->len - n_ready);
  press_twice (window);
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  g_assert_cmpuint (count (orders, OMNI_BULK_READY), ==, 0);
  g_assert_cmpuint (count (orders, OMNI_BULK_DONE), ==, n_ready);
  assert_bulk_books (fixture, orders);

  omni_cancel_orders_window_save_to (window, file, FALSE);
  OMNI_TEST_WAIT (is_file (path));
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (window), "Saved as report."));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_begun (RefundFixture *fixture)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (fixture->ledger, &text, NULL, NULL) &&
         strstr (text, "/cancel/") != NULL;
}

static void
test_bulk_stop (RefundFixture *fixture, gconstpointer faults)
{
  g_autoptr (GPtrArray) orders = list_orders (fixture, 60);
  OmniCancelOrdersWindow *window = open_bulk (fixture, orders);
  guint n_done;

  g_test_summary ("Test that it can be stopped, and what is left can be gone on with.");

  g_assert_cmpuint (count (orders, OMNI_BULK_READY), >, 2);
  press_twice (window);
  OMNI_TEST_WAIT (has_begun (fixture));
  omni_test_press (GTK_WIDGET (window), "_Stop");
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  n_done = count (orders, OMNI_BULK_DONE);
  g_assert_cmpuint (n_done, >, 0);
  g_assert_cmpuint (count (orders, OMNI_BULK_READY), >, 0);
  assert_bulk_books (fixture, orders);

  /* And gone on with. */
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"\"}");
  press_twice (window);
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  g_assert_cmpuint (count (orders, OMNI_BULK_READY), ==, 0);
  g_assert_cmpuint (count (orders, OMNI_BULK_DONE), >, n_done);
  assert_bulk_books (fixture, orders);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An answer that is lost is one order's, and nothing else is done to that order. */
static void
test_bulk_lost (RefundFixture *fixture, gconstpointer faults)
{
  g_autoptr (GPtrArray) orders = list_orders (fixture, 25);
  OmniCancelOrdersWindow *window = open_bulk (fixture, orders);
  guint n_ready = count (orders, OMNI_BULK_READY);

  g_test_summary ("Test that a lost answer is read back for its order, and the others go on.");

  press_twice (window);
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  g_assert_cmpuint (count (orders, OMNI_BULK_DONE), ==, n_ready);
  assert_bulk_books (fixture, orders);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
set_up (RefundFixture *fixture, gconstpointer faults)
{
  refund_fixture_set_up (fixture, faults, NULL);
}

static void
tear_down (RefundFixture *fixture, gconstpointer unused)
{
  refund_fixture_tear_down (fixture);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/ui/order-refunds/" path, RefundFixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  ADD ("bulk", NULL, test_bulk);
  ADD ("bulk-stop", "slow=300:POST */cancel/", test_bulk_stop);
  ADD ("bulk-lost", "cut-after:POST */cancel/:50", test_bulk_lost);
  ADD ("lists", NULL, test_lists);
  ADD ("request", NULL, test_request);
  ADD ("missing", NULL, test_missing);
  ADD ("refused", "406:POST */cancel/", test_refused);
  ADD ("unknown", "cut-before:POST */cancel/", test_unknown);

  return g_test_run ();
}
