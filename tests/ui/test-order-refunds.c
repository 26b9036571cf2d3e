/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cancel-orders-window.h"
#include "omni-order-products.h"
#include "omni-reason-grid.h"
#include "omni-refund-dialog.h"
#include "omni-refund-list-window.h"
#include "omni-test-orders.h"

#include <string.h>

/* Steps 6 to 8 of an operator's day in the order window: for each way of paying, everything that
 * gives money back. */

typedef struct
{
  char *folder;
  OmniDatabase *database;
  OmniTestSandbox *sandbox;
  OmniSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer faults)
{
  const char *options[] = { "--orders", "700", "--seed", "7", "--plan-delay", "0",
                            "--faults", faults != NULL ? faults : "", NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_order_window_close_all (fixture->session);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* What is wanted of an order. */
typedef struct
{
  const char *slug;
  OmniCancelScope scope;
  gboolean is_return;
} Wanted;

static gboolean
fits (const OmniRefundBasis *basis, const Wanted *wanted)
{
  gboolean is_return = FALSE;
  g_autofree char *no_order = omni_refund_why_not_order (basis, &is_return);
  g_autofree char *no_shipping = omni_refund_why_not_shipping (basis);

  if (g_strcmp0 (omni_order_get_text (basis->order, OMNI_ORDER_PAYMENT_OPTION_SLUG),
                 wanted->slug) != 0)
    return FALSE;
  if (wanted->scope == OMNI_CANCEL_SHIPPING)
    return no_shipping == NULL && no_order == NULL;

  return no_order == NULL && is_return == wanted->is_return && basis->items->len > 1;
}

static gint64
find_order (Fixture *fixture, const Wanted *wanted)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();

  for (guint page = 1; page <= 7; page++)
    {
      g_autoptr (GError) error = NULL;
      OmniOrderPage *found = omni_client_list_orders (client, query, page, 100, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < found->orders->len; i++)
        {
          gint64 pk = omni_order_get_pk (found->orders->pdata[i]);
          g_autoptr (OmniOrder) order = NULL;
          g_autoptr (GPtrArray) items = NULL;
          g_autoptr (GPtrArray) plans = NULL;
          OmniRefundBasis basis;

          if (g_strcmp0 (omni_order_get_text (found->orders->pdata[i],
                                              OMNI_ORDER_PAYMENT_OPTION_SLUG),
                         wanted->slug) != 0)
            continue;
          order = omni_client_get_detailed_order (client, pk, NULL, NULL);
          items = omni_client_list_order_items (client, &pk, 1, NULL, NULL);
          plans = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, pk, NULL, NULL);
          basis = (OmniRefundBasis){ order, items, plans, FALSE };
          if (order != NULL && items != NULL && plans != NULL && plans->len == 0 &&
              fits (&basis, wanted))
            {
              omni_order_page_free (found);
              return pk;
            }
        }
      omni_order_page_free (found);
    }

  g_error ("no order is paid by %s", wanted->slug);
}

static GtkWidget *
find (OmniOrderWindow *window, GType type)
{
  GtkWidget *widget = omni_test_find (GTK_WIDGET (window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
has_reasons (OmniOrderWindow *window)
{
  GtkDropDown *all = GTK_DROP_DOWN (
    omni_test_find (find (window, OMNI_TYPE_REASON_GRID), GTK_TYPE_DROP_DOWN, NULL));

  return g_list_model_get_n_items (gtk_drop_down_get_model (all)) > 1;
}

static OmniOrderWindow *
open_order (Fixture *fixture, gint64 pk)
{
  OmniOrderWindow *window = omni_order_window_new (NULL, fixture->session, NULL);

  omni_order_window_show_order (window, pk, NULL);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  OMNI_TEST_WAIT (has_reasons (window));

  return window;
}

/* The first reason is for all. */
static void
choose_reason (OmniOrderWindow *window)
{
  GtkWidget *grid = find (window, OMNI_TYPE_REASON_GRID);
  GtkWidget *all = omni_test_find (grid, GTK_TYPE_DROP_DOWN, NULL);
  GtkWidget *text;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (all), 1);
  text = omni_test_find (grid, GTK_TYPE_ENTRY, NULL);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (text), "Kumaş sökük");
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

/* Presses the button that says how much it is, and gives that. */
static char *
confirm (const char *response)
{
  GtkWidget *dialog;
  char *label;

  OMNI_TEST_WAIT (find_dialog () != NULL);
  dialog = find_dialog ();
  label = g_strdup (adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), response));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));

  return label;
}

static guint
tick (OmniOrderWindow *window, guint n_most)
{
  OmniOrderDetails *details = omni_order_window_get_details (window);
  GPtrArray *items = omni_order_details_get_things (details, OMNI_ORDER_PART_ITEMS);
  OmniOrderLines *lines = omni_order_products_get_lines (
    OMNI_ORDER_PRODUCTS (find (window, OMNI_TYPE_ORDER_PRODUCTS)));
  guint n_ticked = 0;

  for (guint i = 0; i < items->len && n_ticked < n_most; i++)
    {
      gint64 pk = omni_order_item_get_pk (items->pdata[i]);

      omni_order_lines_tick (lines, pk, TRUE);
      n_ticked += omni_order_lines_is_ticked (lines, pk) ? 1 : 0;
    }

  return n_ticked;
}

static OmniCancellationPlan *
get_plan (OmniOrderWindow *window)
{
  GPtrArray *plans = omni_order_details_get_things (omni_order_window_get_details (window),
                                                    OMNI_ORDER_PART_PLANS);

  return plans != NULL && plans->len == 1 ? g_ptr_array_index (plans, 0) : NULL;
}

static gboolean
plan_is (OmniOrderWindow *window, const char *status)
{
  OmniCancellationPlan *plan = get_plan (window);

  if (!omni_test_order_is_loaded (window))
    return FALSE;
  if (plan != NULL &&
      g_strcmp0 (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS), status) ==
          0)
    return TRUE;

  /* A person would press it, too. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.refresh", NULL);
  return FALSE;
}

static char *
dup_planned (OmniOrderWindow *window)
{
  OmniOrder *order = omni_order_details_get_order (omni_order_window_get_details (window));
  const char *currency = omni_order_get_currency (order);
  OmniMoney refund;
  OmniMoney shipping;
  OmniMoney total;

  omni_cancellation_plan_get_amount (get_plan (window), OMNI_CANCELLATION_PLAN_REFUND_AMOUNT,
                                     currency, &refund);
  omni_cancellation_plan_get_amount (get_plan (window),
                                     OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT, currency,
                                     &shipping);
  g_assert_true (omni_money_add (&refund, &shipping, &total, NULL));
  return omni_money_format (&total);
}

static void
type_account (OmniOrderWindow *window)
{
  GtkWidget *products = find (window, OMNI_TYPE_ORDER_PRODUCTS);
  GtkWidget *label = omni_test_find (products, GTK_TYPE_LABEL, "IBAN");

  g_assert_nonnull (label);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)),
                         "TR33 0006 1005 1978 6457 8413 26");
  label = omni_test_find (products, GTK_TYPE_LABEL, "Account holder");
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)), "Deniz Aydın");
}

static gboolean
can_press (OmniOrderWindow *window, const char *label)
{
  GtkWidget *found = omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, label);

  return found != NULL && gtk_widget_is_sensitive (found);
}

static void
make_manual_refund (OmniOrderWindow *window)
{
  OMNI_TEST_WAIT (plan_is (window, "manual_refund_needed"));
  OMNI_TEST_WAIT (can_press (window, "Refund has been _made"));
  omni_test_press (GTK_WIDGET (window), "Refund has been _made");
  g_free (confirm ("confirm"));
  OMNI_TEST_WAIT (plan_is (window, "completed"));
}

static void
go_through (Fixture *fixture, const Wanted *wanted)
{
  static const char *const buttons[] = { "Cancel/Return _Selected Items", "Cancel _Entire Order",
                                         "Only Refund Shi_pping Fee" };
  OmniOrderWindow *window = open_order (fixture, find_order (fixture, wanted));
  GtkWidget *widget = GTK_WIDGET (window);
  g_autofree char *confirmed = NULL;
  g_autofree char *planned = NULL;
  gboolean by_hand = g_strcmp0 (wanted->slug, "credit_card") != 0;

  g_test_message ("%s, %u, %s", wanted->slug, wanted->scope, wanted->is_return ? "return" : "");
  if (wanted->scope == OMNI_CANCEL_LINES)
    g_assert_cmpuint (tick (window, 1), ==, 1);
  if (wanted->scope != OMNI_CANCEL_SHIPPING)
    choose_reason (window);
  if (g_strcmp0 (wanted->slug, "funds_transfer") == 0)
    type_account (window);
  omni_test_press (widget, buttons[wanted->scope]);
  confirmed = confirm (OMNI_REFUND_DIALOG_CONFIRM);

  /* Off from the first press. */
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    g_assert_false (gtk_widget_is_sensitive (omni_test_find (widget, GTK_TYPE_LABEL, buttons[i])));

  if (by_hand)
    make_manual_refund (window);
  else
    OMNI_TEST_WAIT (plan_is (window, "completed"));

  planned = dup_planned (window);
  g_assert_nonnull (strstr (confirmed, planned));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_variants (Fixture *fixture, gconstpointer slug)
{
  const Wanted all[] = {
    { slug, OMNI_CANCEL_LINES, FALSE },    { slug, OMNI_CANCEL_LINES, TRUE },
    { slug, OMNI_CANCEL_ORDER, FALSE },    { slug, OMNI_CANCEL_ORDER, TRUE },
    { slug, OMNI_CANCEL_SHIPPING, FALSE },
  };

  g_test_summary ("Test that lines, whole orders and the shipping fee go back, as confirmed.");

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    go_through (fixture, &all[i]);
}

static const Wanted a_line = { "credit_card", OMNI_CANCEL_LINES, FALSE };

static gboolean
says (OmniOrderWindow *window, const char *start)
{
  GtkWidget *products = find (window, OMNI_TYPE_ORDER_PRODUCTS);
  GtkWidget *box = gtk_widget_get_first_child (products);
  GtkWidget *message = NULL;

  for (GtkWidget *at = gtk_widget_get_first_child (gtk_widget_get_last_child (box)); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    {
      if (gtk_widget_has_css_class (at, "refund-message") && gtk_widget_get_visible (at))
        message = gtk_widget_get_last_child (at);
    }

  return message != NULL && strstr (gtk_label_get_label (GTK_LABEL (message)), start) != NULL;
}

static void
test_missing (Fixture *fixture, gconstpointer unused)
{
  static const Wanted wanted = { "funds_transfer", OMNI_CANCEL_LINES, FALSE };
  OmniOrderWindow *window = open_order (fixture, find_order (fixture, &wanted));
  GtkWidget *products = find (window, OMNI_TYPE_ORDER_PRODUCTS);
  GtkWidget *label;

  g_test_summary ("Test that a missing reason or a wrong account is said, and nothing sent.");

  tick (window, 1);
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_assert_true (says (window, "Choose a reason"));
  g_assert_null (find_dialog ());

  choose_reason (window);
  label = omni_test_find (products, GTK_TYPE_LABEL, "IBAN");
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)),
                         "TR330006100519786457841327");
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_assert_true (says (window, "check digits"));
  g_assert_null (find_dialog ());
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_refused (Fixture *fixture, gconstpointer faults)
{
  OmniOrderWindow *window = open_order (fixture, find_order (fixture, &a_line));

  g_test_summary ("Test that a refusal is said in words, and the lines can be tried again.");

  tick (window, 1);
  choose_reason (window);
  omni_test_press (GTK_WIDGET (window), "Cancel/Return _Selected Items");
  g_free (confirm (OMNI_REFUND_DIALOG_CONFIRM));
  OMNI_TEST_WAIT (says (window, "refused on demand"));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  g_assert_null (get_plan (window));
  g_assert_cmpuint (tick (window, 1), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_unknown (Fixture *fixture, gconstpointer faults)
{
  OmniOrderWindow *window = open_order (fixture, find_order (fixture, &a_line));
  GtkWidget *widget = GTK_WIDGET (window);

  g_test_summary ("Test that an unknown outcome is said, and keeps everything else off.");

  tick (window, 1);
  choose_reason (window);
  omni_test_press (widget, "Cancel/Return _Selected Items");
  g_free (confirm (OMNI_REFUND_DIALOG_CONFIRM));
  OMNI_TEST_WAIT (says (window, "It is not known yet"));
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
test_lists (Fixture *fixture, gconstpointer unused)
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
test_request (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = omni_client_list_open_requests (client, NULL, &error);
  gint64 item = omni_cancellation_request_get_order_item (requests->pdata[0]);
  g_autoptr (GPtrArray) items = omni_client_list_order_items_by_key (client, &item, 1, NULL, NULL);
  OmniOrderWindow *window = open_order (fixture, omni_order_item_get_order (items->pdata[0]));
  OmniOrderProducts *products =
    OMNI_ORDER_PRODUCTS (find (window, OMNI_TYPE_ORDER_PRODUCTS));
  g_autoptr (OmniCancellationRequest) after = NULL;

  g_test_summary ("Test that a request fills the panel, and can be rejected.");

  omni_test_press (GTK_WIDGET (window),
                   omni_cancellation_request_is_return (requests->pdata[0])
                     ? "Return These _Items"
                     : "Cancel These _Items");
  g_assert_true (omni_order_lines_is_ticked (omni_order_products_get_lines (products), item));

  omni_test_press (GTK_WIDGET (window), "_Reject…");
  g_free (confirm ("confirm"));
  OMNI_TEST_WAIT (says (window, "The request is rejected."));
  after = omni_client_get_request (client, omni_cancellation_request_get_pk (requests->pdata[0]),
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_false (omni_cancellation_request_is_open (after));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Some orders at once: what cannot be cancelled is said, the rest is cancelled once. */
static void
test_bulk (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  OmniOrderPage *page = omni_client_list_orders (client, query, 1, 25, NULL, NULL);
  g_autoptr (GPtrArray) orders =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_bulk_order_free);
  OmniCancelOrdersWindow *window;
  GtkWidget *grid;
  guint n_states[OMNI_BULK_UNKNOWN + 1] = { 0 };
  GtkWidget *button;

  g_test_summary ("Test that selected orders are looked at, confirmed and cancelled one by one.");

  for (guint i = 0; i < page->orders->len; i++)
    g_ptr_array_add (orders,
                     omni_bulk_order_new (omni_order_get_pk (page->orders->pdata[i]), NULL));
  omni_order_page_free (page);

  window = omni_cancel_orders_window_new (NULL, fixture->session, orders);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));
  for (guint i = 0; i < orders->len; i++)
    n_states[((OmniBulkOrder *) orders->pdata[i])->state]++;
  g_assert_cmpuint (n_states[OMNI_BULK_READY], >, 0);
  g_assert_cmpuint (n_states[OMNI_BULK_REFUSED], >, 0);

  grid = omni_test_find (GTK_WIDGET (window), OMNI_TYPE_REASON_GRID, NULL);
  OMNI_TEST_WAIT (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (
                    omni_test_find (grid, GTK_TYPE_DROP_DOWN, NULL)))) > 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (omni_test_find (grid, GTK_TYPE_DROP_DOWN, NULL)), 1);
  button = gtk_widget_get_last_child (gtk_widget_get_parent (gtk_widget_get_ancestor (
    omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "_Copy Report"), GTK_TYPE_BUTTON)));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  OMNI_TEST_WAIT (omni_cancel_orders_window_is_ready (window));

  for (guint i = 0; i < orders->len; i++)
    {
      const OmniBulkOrder *order = g_ptr_array_index (orders, i);
      g_autoptr (GPtrArray) plans = omni_client_list_order_part (
        client, OMNI_ORDER_PART_PLANS, order->pk, NULL, NULL);

      g_assert_cmpint (order->state, !=, OMNI_BULK_READY);
      if (order->state == OMNI_BULK_DONE)
        {
          g_assert_cmpuint (plans->len, >=, 1);
          n_states[OMNI_BULK_DONE]++;
        }
    }
  g_assert_cmpuint (n_states[OMNI_BULK_DONE], ==, n_states[OMNI_BULK_READY]);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/ui/order-refunds/" path, Fixture, data, set_up, function, tear_down)

static void
set_up_plain (Fixture *fixture, gconstpointer unused)
{
  set_up (fixture, NULL);
}

int
main (int argc, char *argv[])
{
  static const char *const slugs[] = { "credit_card", "funds_transfer", "pay_on_delivery" };

  omni_test_window_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/order-refunds/", slugs[i], NULL);

      g_test_add (path, Fixture, slugs[i], set_up_plain, test_variants, tear_down);
    }
  ADD ("bulk", NULL, test_bulk);
  ADD ("lists", NULL, test_lists);
  ADD ("request", NULL, test_request);
  ADD ("missing", NULL, test_missing);
  ADD ("refused", "406:POST */cancel/", test_refused);
  ADD ("unknown", "cut-before:POST */cancel/", test_unknown);

  return g_test_run ();
}
