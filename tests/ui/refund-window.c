/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "refund-window.h"

#include "omni-order-products.h"
#include "omni-reason-grid.h"
#include "omni-refund-dialog.h"

#include <string.h>

#define N_ORDERS "700"

/* Where the server is, and a shop of which it is known what it did. */

void
refund_fixture_set_up (RefundFixture *fixture, const char *faults, const char *variant)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  fixture->ledger = g_build_filename (fixture->folder, "ledger", NULL);
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->sandbox = omni_test_sandbox_new ((const char *[]){
      "--orders", N_ORDERS, "--seed", "7", "--plan-delay", "0", "--ledger", fixture->ledger,
      "--faults", faults != NULL ? faults : "", "--variant", variant != NULL ? variant : "",
      NULL });
  fixture->session = refund_sign_in (fixture, OMNI_TEST_USER);
}

/* Somebody else at another computer, when the fixture has a session already. */
OmniSession *
refund_sign_in (RefundFixture *fixture, const char *username)
{
  g_autoptr (GError) error = NULL;
  OmniSession *session =
      omni_session_sign_in (fixture->database, omni_test_sandbox_get_url (fixture->sandbox),
                            username, OMNI_TEST_PASSWORD, FALSE, NULL, &error);

  g_assert_no_error (error);
  return session;
}

void
refund_fixture_tear_down (RefundFixture *fixture)
{
  omni_order_window_close_all (fixture->session);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->ledger);
}

static gboolean
fits (const OmniRefundBasis *basis, const RefundWanted *wanted)
{
  gboolean is_return = FALSE;
  g_autofree char *no_order = omni_refund_why_not_order (basis, &is_return);
  g_autofree char *no_shipping = omni_refund_why_not_shipping (basis);

  if (wanted->scope == OMNI_CANCEL_SHIPPING)
    return no_shipping == NULL && no_order == NULL;

  return no_order == NULL && is_return == wanted->is_return && basis->items->len > 1;
}

/* What the list of orders shows already. */
static gboolean
may_fit (const OmniOrder *order, const RefundWanted *wanted)
{
  const char *status = omni_order_get_status (order);
  gint64 code = status != NULL ? g_ascii_strtoll (status, NULL, 10) : 0;

  return g_strcmp0 (omni_order_get_text (order, OMNI_ORDER_PAYMENT_OPTION_SLUG), wanted->slug) ==
             0 &&
         (wanted->is_return ? code >= 500 && code <= 550 : code >= 200 && code <= 450);
}

/* An order to which nothing was done yet, of two lines at least. */
gint64
refund_find_order (RefundFixture *fixture, const RefundWanted *wanted)
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

          if (!may_fit (found->orders->pdata[i], wanted))
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

GtkWidget *
refund_find (OmniOrderWindow *window, GType type)
{
  GtkWidget *widget = omni_test_find (GTK_WIDGET (window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

gboolean
refund_has_reasons (OmniOrderWindow *window)
{
  GtkDropDown *all = GTK_DROP_DOWN (
    omni_test_find (refund_find (window, OMNI_TYPE_REASON_GRID), GTK_TYPE_DROP_DOWN, NULL));

  return g_list_model_get_n_items (gtk_drop_down_get_model (all)) > 1;
}

OmniOrderWindow *
refund_open_order (RefundFixture *fixture, gint64 pk)
{
  OmniOrderWindow *window = omni_order_window_new (NULL, fixture->session, NULL);

  omni_order_window_show_order (window, pk, NULL);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  OMNI_TEST_WAIT (refund_has_reasons (window));

  return window;
}

/* The first reason is for all. */
void
refund_choose_reason (OmniOrderWindow *window)
{
  GtkWidget *grid = refund_find (window, OMNI_TYPE_REASON_GRID);
  GtkWidget *all = omni_test_find (grid, GTK_TYPE_DROP_DOWN, NULL);
  GtkWidget *text;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (all), 1);
  text = omni_test_find (grid, GTK_TYPE_ENTRY, NULL);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (text), "Kumaş sökük");
}

GtkWidget *
refund_find_dialog (void)
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
char *
refund_confirm (const char *response)
{
  GtkWidget *dialog;
  char *label;

  OMNI_TEST_WAIT (refund_find_dialog () != NULL);
  dialog = refund_find_dialog ();
  label = g_strdup (adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), response));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));

  return label;
}

guint
refund_tick (OmniOrderWindow *window, guint n_most)
{
  OmniOrderDetails *details = omni_order_window_get_details (window);
  GPtrArray *items = omni_order_details_get_things (details, OMNI_ORDER_PART_ITEMS);
  OmniOrderLines *lines = omni_order_products_get_lines (
    OMNI_ORDER_PRODUCTS (refund_find (window, OMNI_TYPE_ORDER_PRODUCTS)));
  guint n_ticked = 0;

  for (guint i = 0; i < items->len && n_ticked < n_most; i++)
    {
      gint64 pk = omni_order_item_get_pk (items->pdata[i]);

      omni_order_lines_tick (lines, pk, TRUE);
      n_ticked += omni_order_lines_is_ticked (lines, pk) ? 1 : 0;
    }

  return n_ticked;
}

OmniCancellationPlan *
refund_get_plan (OmniOrderWindow *window)
{
  GPtrArray *plans = omni_order_details_get_things (omni_order_window_get_details (window),
                                                    OMNI_ORDER_PART_PLANS);

  return plans != NULL && plans->len == 1 ? g_ptr_array_index (plans, 0) : NULL;
}

/* Without a status: whether the server does nothing more about it by itself. */
gboolean
refund_plan_is (OmniOrderWindow *window, const char *status)
{
  OmniCancellationPlan *plan = refund_get_plan (window);

  if (!omni_test_order_is_loaded (window))
    return FALSE;
  if (plan != NULL &&
      (status != NULL
           ? g_strcmp0 (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS),
                        status) == 0
           : !omni_cancellation_plan_is_open (plan) &&
                 (omni_cancellation_plan_needs_hand (plan) ||
                  !omni_cancellation_plan_holds_money (plan))))
    return TRUE;

  /* A person would press it, too. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.refresh", NULL);
  return FALSE;
}

char *
refund_dup_planned (OmniOrderWindow *window)
{
  OmniOrder *order = omni_order_details_get_order (omni_order_window_get_details (window));
  const char *currency = omni_order_get_currency (order);
  OmniMoney refund;
  OmniMoney shipping;
  OmniMoney total;

  omni_cancellation_plan_get_amount (refund_get_plan (window), OMNI_CANCELLATION_PLAN_REFUND_AMOUNT,
                                     currency, &refund);
  omni_cancellation_plan_get_amount (refund_get_plan (window),
                                     OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT, currency,
                                     &shipping);
  g_assert_true (omni_money_add (&refund, &shipping, &total, NULL));
  return omni_money_format (&total);
}

void
refund_type_account (OmniOrderWindow *window)
{
  GtkWidget *products = refund_find (window, OMNI_TYPE_ORDER_PRODUCTS);
  GtkWidget *label = omni_test_find (products, GTK_TYPE_LABEL, "IBAN");

  g_assert_nonnull (label);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)),
                         "TR33 0006 1005 1978 6457 8413 26");
  label = omni_test_find (products, GTK_TYPE_LABEL, "Account holder");
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (label)), "Deniz Aydın");
}

gboolean
refund_can_press (OmniOrderWindow *window, const char *label)
{
  GtkWidget *found = omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, label);

  return found != NULL && gtk_widget_is_sensitive (found);
}

void
refund_confirm_manual (OmniOrderWindow *window)
{
  OMNI_TEST_WAIT (refund_plan_is (window, "manual_refund_needed"));
  OMNI_TEST_WAIT (refund_can_press (window, "Refund has been _made"));
  omni_test_press (GTK_WIDGET (window), "Refund has been _made");
  g_free (refund_confirm ("confirm"));
  OMNI_TEST_WAIT (refund_plan_is (window, "completed"));
}

gboolean
refund_says (OmniOrderWindow *window, const char *start)
{
  GtkWidget *products = refund_find (window, OMNI_TYPE_ORDER_PRODUCTS);
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

/*
 * The server's own books
 */

static void
add_amount (OmniMoney *total, const char *line, const char *member)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":[null,\"", member);
  const char *found = strstr (line, key);
  OmniMoney before = *total;
  OmniMoney amount;

  if (found == NULL)
    return;

  found += strlen (key);
  g_assert_true (
      omni_money_parse (found, (gssize) strcspn (found, "\""), total->currency, &amount, NULL));
  g_assert_true (omni_money_add (&before, &amount, total, NULL));
}

/* What the server wrote down about an order since it began: plans, how much they give back, which
 * of them are through, and lines that are cancelled or returned. */
void
refund_read_books (RefundFixture *fixture, gint64 order, RefundBooks *books)
{
  g_autofree char *key = g_strdup_printf ("\"order\":%" G_GINT64_FORMAT ",", order);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  *books = (RefundBooks){ .total = { 0, 2, "" } };
  g_assert_true (g_file_get_contents (fixture->ledger, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      gboolean is_plan = strstr (*line, "\"content_type\":\"cancellationplan\"") != NULL;

      if (strstr (*line, key) == NULL)
        continue;
      if (is_plan && strstr (*line, "\"status\":[null,\"waiting\"]") != NULL)
        {
          books->n_plans++;
          add_amount (&books->total, *line, "refund_amount");
          add_amount (&books->total, *line, "shipping_refund_amount");
        }
      books->n_completed += is_plan && strstr (*line, ",\"completed\"]") != NULL ? 1 : 0;
      books->n_failed += is_plan && strstr (*line, ",\"failed\"]") != NULL ? 1 : 0;
      books->n_by_hand += is_plan && strstr (*line, "manual_refunded") != NULL ? 1 : 0;
      books->n_ended += !is_plan && strstr (*line, "[\"waiting\",\"approved\"]") != NULL ? 1 : 0;
    }
}
