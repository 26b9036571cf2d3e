/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Steps 6 to 8 of an operator's day in the order window, with every kind of tenant and for each way
 * of paying: lines are cancelled and returned, whole orders too, shipping fees go back, refunds are
 * made by hand, and requests are decided. What counts is what the server's own books say. */

#include "omni-client-cancel.h"
#include "omni-order-products.h"
#include "omni-refund-dialog.h"
#include "omni-refund-list-window.h"
#include "refund-window.h"

#include <string.h>

/* Which kind of tenant it is to be. */
static const char *variant = "";

static const char *const slugs[] = { "credit_card", "funds_transfer", "pay_on_delivery" };

static gboolean
offers_proposed (void)
{
  return strstr (variant, "no-proposed") == NULL;
}

static gboolean
says_not_offered (OmniOrderWindow *window)
{
  return refund_says (window, "This back office cannot be told that a refund has been made.");
}

/* Where the tenant does not have the call, the window says what to do instead. */
static void
make_by_hand (OmniOrderWindow *window)
{
  if (offers_proposed ())
    {
      refund_confirm_manual (window);
      return;
    }

  OMNI_TEST_WAIT (refund_can_press (window, "Refund has been _made"));
  omni_test_press (GTK_WIDGET (window), "Refund has been _made");
  g_free (refund_confirm ("confirm"));
  OMNI_TEST_WAIT (says_not_offered (window));
}

static void
assert_books (RefundFixture *fixture,
              gint64 order,
              const char *planned,
              gboolean is_completed,
              guint n_lines)
{
  g_autofree char *total = NULL;
  RefundBooks books;

  refund_read_books (fixture, order, &books);
  total = omni_money_format (&books.total);
  g_assert_cmpuint (books.n_plans, ==, 1);
  g_assert_true (g_str_has_prefix (planned, total));
  g_assert_cmpuint (books.n_completed, ==, is_completed ? 1 : 0);
  g_assert_cmpuint (books.n_ended, ==, is_completed ? n_lines : 0);
}

static void
go_through (RefundFixture *fixture, const RefundWanted *wanted)
{
  static const char *const buttons[] = { "Cancel/Return _Selected Items", "Cancel _Entire Order",
                                         "Only Refund Shi_pping Fee" };
  gint64 order = refund_find_order (fixture, wanted);
  OmniOrderWindow *window = refund_open_order (fixture, order);
  GtkWidget *widget = GTK_WIDGET (window);
  g_autofree char *confirmed = NULL;
  g_autofree char *planned = NULL;
  gboolean by_hand;
  guint n_lines = 0;

  g_test_message ("%s, %u, %s", wanted->slug, wanted->scope, wanted->is_return ? "return" : "");
  if (wanted->scope == OMNI_CANCEL_LINES)
    g_assert_cmpuint (refund_tick (window, 1), ==, 1);
  if (wanted->scope != OMNI_CANCEL_SHIPPING)
    refund_choose_reason (window);
  if (g_strcmp0 (wanted->slug, "funds_transfer") == 0)
    refund_type_account (window);
  omni_test_press (widget, buttons[wanted->scope]);
  confirmed = refund_confirm (OMNI_REFUND_DIALOG_CONFIRM);

  /* Off from the first press. */
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    g_assert_false (gtk_widget_is_sensitive (omni_test_find (widget, GTK_TYPE_LABEL, buttons[i])));

  /* A bank may refuse a card's refund, which then is made by hand, too. */
  OMNI_TEST_WAIT (refund_plan_is (window, NULL));
  by_hand = omni_cancellation_plan_needs_hand (refund_get_plan (window));
  g_assert_true (by_hand || g_strcmp0 (wanted->slug, "credit_card") == 0);
  planned = refund_dup_planned (window);
  g_assert_nonnull (strstr (confirmed, planned));
  n_lines = omni_cancellation_plan_get_n_items (refund_get_plan (window));
  if (by_hand)
    make_by_hand (window);

  assert_books (fixture, order, planned, !by_hand || offers_proposed (), n_lines);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The lists over all orders, as the menu of the orders opens them. */
static void
look_at_lists (RefundFixture *fixture)
{
  for (OmniRefundListKind kind = OMNI_REFUND_LIST_REQUESTS; kind <= OMNI_REFUND_LIST_MANUAL; kind++)
    {
      OmniRefundListWindow *list = omni_refund_list_window_open (NULL, fixture->session, kind);

      OMNI_TEST_WAIT (!omni_refund_list_window_is_loading (list));
      g_assert_cmpuint (omni_refund_list_window_get_n_rows (list), >, 0);
      gtk_window_destroy (GTK_WINDOW (list));
    }
}

static gboolean
shows_request (OmniOrderWindow *window, const char *label)
{
  return omni_test_order_is_loaded (window) && refund_can_press (window, label);
}

static gboolean
is_decided (RefundFixture *fixture, gint64 request, const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCancellationRequest) found = omni_client_get_request (
    omni_session_get_client (fixture->session), request, NULL, &error);
  const char *word;

  g_assert_no_error (error);
  word = omni_cancellation_request_get_text (found, OMNI_CANCELLATION_REQUEST_STATUS);
  return status != NULL ? g_strcmp0 (word, status) == 0
                        : !omni_cancellation_request_is_open (found) &&
                              g_strcmp0 (word, "rejected") != 0;
}

static void
decide_request (RefundFixture *fixture, const OmniCancellationRequest *request, gboolean reject)
{
  gint64 item = omni_cancellation_request_get_order_item (request);
  gint64 pk = omni_cancellation_request_get_pk (request);
  const char *take = omni_cancellation_request_is_return (request) ? "Return These _Items"
                                                                   : "Cancel These _Items";
  g_autoptr (GPtrArray) items = omni_client_list_order_items_by_key (
    omni_session_get_client (fixture->session), &item, 1, NULL, NULL);
  gint64 order = omni_order_item_get_order (items->pdata[0]);
  OmniOrderWindow *window = refund_open_order (fixture, order);
  GtkWidget *widget = GTK_WIDGET (window);
  RefundBooks books;

  OMNI_TEST_WAIT (shows_request (window, take));
  if (reject)
    {
      omni_test_press (widget, "_Reject…");
      g_free (refund_confirm ("confirm"));
      OMNI_TEST_WAIT (refund_says (window, "The request is rejected."));
      g_assert_true (is_decided (fixture, pk, "rejected"));
    }
  else
    {
      omni_test_press (widget, take);
      omni_test_press (widget, "Cancel/Return _Selected Items");
      g_free (refund_confirm (OMNI_REFUND_DIALOG_CONFIRM));
      OMNI_TEST_WAIT (refund_says (window, "Plan #"));
      g_assert_true (is_decided (fixture, pk, NULL));
    }

  refund_read_books (fixture, order, &books);
  g_assert_cmpuint (books.n_plans, ==, reject ? 0 : 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_payments (RefundFixture *fixture, gconstpointer slug)
{
  const RefundWanted all[] = {
    { slug, OMNI_CANCEL_LINES, FALSE },    { slug, OMNI_CANCEL_LINES, TRUE },
    { slug, OMNI_CANCEL_ORDER, FALSE },    { slug, OMNI_CANCEL_ORDER, TRUE },
    { slug, OMNI_CANCEL_SHIPPING, FALSE },
  };

  g_test_summary ("Test that what was confirmed goes back, once, whatever the tenant is like.");

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    go_through (fixture, &all[i]);
}

static void
test_requests (RefundFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  g_test_summary ("Test that what waits is listed, and requests are rejected and taken over.");

  look_at_lists (fixture);
  requests = omni_client_list_open_requests (omni_session_get_client (fixture->session), NULL,
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, >=, 2);
  decide_request (fixture, requests->pdata[0], TRUE);
  decide_request (fixture, requests->pdata[1], FALSE);
}

static void
set_up (RefundFixture *fixture, gconstpointer unused)
{
  refund_fixture_set_up (fixture, NULL, variant);
}

static void
tear_down (RefundFixture *fixture, gconstpointer unused)
{
  refund_fixture_tear_down (fixture);
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);
  for (int i = 1; i < argc; i++)
    {
      if (g_str_has_prefix (argv[i], "--variant="))
        variant = argv[i] + strlen ("--variant=");
    }

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/refund-variants/", slugs[i], NULL);

      g_test_add (path, RefundFixture, slugs[i], set_up, test_payments, tear_down);
    }
  g_test_add ("/ui/refund-variants/requests", RefundFixture, NULL, set_up, test_requests,
              tear_down);

  return g_test_run ();
}
