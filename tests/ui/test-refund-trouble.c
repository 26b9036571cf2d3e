/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What goes wrong while money is given back in the window of an order: what the window says then,
 * what can still be pressed, and what the server's own books say. */

#include "omni-intent.h"
#include "omni-order-products.h"
#include "omni-refund-dialog.h"
#include "omni-sign-in-sheet.h"
#include "refund-window.h"

#include <string.h>

#define SELECTED "Cancel/Return _Selected Items"
#define ENTIRE "Cancel _Entire Order"
#define SHIPPING "Only Refund Shi_pping Fee"

static const RefundWanted a_line = { "credit_card", OMNI_CANCEL_LINES, FALSE };

static gboolean
is_on (OmniOrderWindow *window, const char *label)
{
  return gtk_widget_is_sensitive (
    omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, label));
}

static const char *
get_why (OmniOrderWindow *window, const char *label)
{
  GtkWidget *found = omni_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, label);

  return gtk_widget_get_tooltip_text (gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON));
}

static void
assert_all_off (OmniOrderWindow *window)
{
  g_assert_false (is_on (window, SELECTED));
  g_assert_false (is_on (window, ENTIRE));
  g_assert_false (is_on (window, SHIPPING));
}

static void
assert_n_plans (RefundFixture *fixture, gint64 order, guint n_plans)
{
  RefundBooks books;

  refund_read_books (fixture, order, &books);
  g_assert_cmpuint (books.n_plans, ==, n_plans);
}

static void
set_faults (RefundFixture *fixture, const char *faults)
{
  g_autofree char *json = g_strdup_printf ("{\"faults\": \"%s\"}", faults);

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", json);
}

/* Up to the question. */
static void
ask (OmniOrderWindow *window)
{
  g_assert_cmpuint (refund_tick (window, 1), ==, 1);
  refund_choose_reason (window);
  omni_test_press (GTK_WIDGET (window), SELECTED);
  OMNI_TEST_WAIT (refund_find_dialog () != NULL);
}

static void
say_yes (void)
{
  g_free (refund_confirm (OMNI_REFUND_DIALOG_CONFIRM));
}

static void
test_reader (RefundFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniSession) reader = refund_sign_in (fixture, OMNI_TEST_READER);
  OmniSession *session = fixture->session;
  OmniOrderWindow *window;

  g_test_summary ("Test that who may only read sees why nothing can be pressed.");

  fixture->session = reader;
  window = refund_open_order (fixture, refund_find_order (fixture, &a_line));
  assert_all_off (window);
  g_assert_cmpstr (get_why (window, ENTIRE), ==, "You do not have the right to cancel or return.");
  g_assert_cmpuint (refund_tick (window, 9), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  omni_order_window_close_all (reader);
  fixture->session = session;
}

/* The right was there when the window was opened. */
static void
test_forbidden (RefundFixture *fixture, gconstpointer faults)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);

  g_test_summary ("Test that a right that was taken away is told, and nothing is kept open.");

  ask (window);
  say_yes ();
  OMNI_TEST_WAIT (refund_says (window, "You may not do this any more."));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  assert_n_plans (fixture, order, 0);
  g_assert_true (is_on (window, ENTIRE));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_two_windows (RefundFixture *fixture, gconstpointer faults)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *first = refund_open_order (fixture, order);
  OmniOrderWindow *second = refund_open_order (fixture, order);
  OmniOrderWindow *third;

  g_test_summary ("Test that the other window is off from the first press, as one opened later.");

  g_assert_true (is_on (second, ENTIRE));
  ask (first);
  say_yes ();
  assert_all_off (second);
  g_assert_true (refund_says (second, "in another window"));

  OMNI_TEST_WAIT (refund_says (first, "It is not known yet"));
  assert_all_off (second);
  third = refund_open_order (fixture, order);
  OMNI_TEST_WAIT (refund_says (third, "It is not known yet"));
  assert_all_off (third);
  assert_n_plans (fixture, order, 0);
  gtk_window_destroy (GTK_WINDOW (first));
  gtk_window_destroy (GTK_WINDOW (second));
  gtk_window_destroy (GTK_WINDOW (third));
}

/* Both windows go on when it is known what came of it. */
static void
test_two_windows_done (RefundFixture *fixture, gconstpointer faults)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *first = refund_open_order (fixture, order);
  OmniOrderWindow *second = refund_open_order (fixture, order);

  g_test_summary ("Test that the other window shows the plan that came of it.");

  ask (first);
  say_yes ();
  OMNI_TEST_WAIT (refund_says (first, "Plan #"));
  OMNI_TEST_WAIT (refund_plan_is (second, "completed"));
  OMNI_TEST_WAIT (is_on (second, ENTIRE));
  assert_n_plans (fixture, order, 1);
  gtk_window_destroy (GTK_WINDOW (first));
  gtk_window_destroy (GTK_WINDOW (second));
}

static GtkWidget *
find_sheet (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_SIGN_IN_SHEET (window) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

static void
sign_in_again (void)
{
  OMNI_TEST_WAIT (find_sheet () != NULL);
  omni_test_type (find_sheet (), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", OMNI_TEST_PASSWORD);
  gtk_widget_activate_action (find_sheet (), "sheet.submit", NULL);
  OMNI_TEST_WAIT (find_sheet () == NULL);
}

/* The session ends after the question, so that the server refuses. */
static void
test_expired (RefundFixture *fixture, gconstpointer faults)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);

  g_test_summary ("Test that a session that ended is asked for, and nothing was done.");

  ask (window);
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/expire/", "{}");
  say_yes ();
  sign_in_again ();
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
  assert_n_plans (fixture, order, 0);

  /* It can be done now. */
  OMNI_TEST_WAIT (is_on (window, ENTIRE));
  ask (window);
  say_yes ();
  OMNI_TEST_WAIT (refund_says (window, "Plan #"));
  assert_n_plans (fixture, order, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
asks_to_sign_in (OmniOrderWindow *window)
{
  if (find_sheet () == NULL && refund_can_press (window, "Sign In…"))
    omni_test_press (GTK_WIDGET (window), "Sign In…");

  return find_sheet () != NULL;
}

/* It was done, the answer was lost, and the session ended before it could be read back. */
static void
test_expired_lost (RefundFixture *fixture, gconstpointer faults)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);

  g_test_summary ("Test that after signing in again it is found out what came of it, unsent.");

  ask (window);
  set_faults (fixture, "cut-after:POST */cancel/:100:1,expire=2:GET */cancellation_plans/");
  say_yes ();
  OMNI_TEST_WAIT (refund_says (window, "It is not known yet"));
  assert_all_off (window);
  OMNI_TEST_WAIT (asks_to_sign_in (window));
  set_faults (fixture, "");
  sign_in_again ();
  OMNI_TEST_WAIT (refund_says (window, "Plan #"));
  OMNI_TEST_WAIT (refund_plan_is (window, "completed"));
  assert_n_plans (fixture, order, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Somebody at another computer cancels the ticked line while it is asked here. */
static void
test_other_operator (RefundFixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);
  g_autoptr (OmniCancellation) theirs = omni_cancellation_new (order, NULL, OMNI_CANCEL_LINES);
  GPtrArray *items = omni_order_details_get_things (omni_order_window_get_details (window),
                                                    OMNI_ORDER_PART_ITEMS);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a line that somebody else cancels meanwhile is not cancelled again.");

  ask (window);
  for (guint i = 0; i < items->len; i++)
    omni_cancellation_add_line (theirs, omni_order_item_get_pk (items->pdata[i]))->reason = 7;
  g_assert_true (omni_client_cancel_order (client, theirs, NULL, &error));
  g_assert_no_error (error);
  say_yes ();
  OMNI_TEST_WAIT (refund_says (window, "Nothing was done: the order has changed."));
  OMNI_TEST_WAIT (refund_plan_is (window, "completed"));
  assert_n_plans (fixture, order, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The tenant switches the reason off while it is asked here. */
static void
test_reason_off (RefundFixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autofree char *token = omni_client_dup_token (client);
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);
  g_autoptr (GPtrArray) reasons = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a reason that is off by now is told, and is not offered any more.");

  ask (window);
  reasons = omni_client_list_reasons (client, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *path = g_strdup_printf (
        "/api/v1/channel/%" G_GINT64_FORMAT "/cancellation_reasons/%" G_GINT64_FORMAT "/",
        omni_order_get_channel (
          omni_order_details_get_order (omni_order_window_get_details (window))),
        omni_cancellation_reason_get_pk (reasons->pdata[i]));

      if (omni_cancellation_reason_is_for (reasons->pdata[i], FALSE))
        omni_test_sandbox_call (fixture->sandbox, "DELETE", path, token, "");
    }
  say_yes ();
  OMNI_TEST_WAIT (refund_says (window, "object does not exist"));
  OMNI_TEST_WAIT (!refund_has_reasons (window));
  assert_n_plans (fixture, order, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An Omnidesk ended after it had asked, and before it was answered. */
static void
test_left_behind (RefundFixture *fixture, gconstpointer unused)
{
  const OmniProfile *profile = omni_session_get_profile (fixture->session);
  OmniClient *client = omni_session_get_client (fixture->session);
  gint64 order = refund_find_order (fixture, &a_line);
  g_autoptr (OmniCancellation) asked = omni_cancellation_new (order, "7", OMNI_CANCEL_LINES);
  g_autoptr (GPtrArray) items = omni_client_list_order_items (client, &order, 1, NULL, NULL);
  g_autoptr (OmniIntent) intent = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  OmniOrderWindow *window;

  g_test_summary ("Test that what an earlier Omnidesk asked for is settled, and not asked again.");

  omni_cancellation_add_line (asked, omni_order_item_get_pk (items->pdata[0]))->reason = 7;
  body = omni_cancellation_to_json (asked);
  intent = omni_intent_new (OMNI_INTENT_CANCEL, order, "7", 0, body);
  g_assert_true (
    omni_database_begin_intent (fixture->database, profile, intent, &error));
  g_assert_true (omni_database_note_intent_sent (fixture->database, intent, &error));
  g_assert_true (omni_client_cancel_order (client, asked, NULL, &error));
  g_assert_true (omni_database_release_intent (fixture->database, intent, &error));
  g_assert_no_error (error);

  window = refund_open_order (fixture, order);
  OMNI_TEST_WAIT (refund_says (window, "Plan #"));
  OMNI_TEST_WAIT (refund_plan_is (window, "completed"));
  OMNI_TEST_WAIT (is_on (window, ENTIRE));
  assert_n_plans (fixture, order, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing goes back, and the lines are free again. */
static void
test_failing_plan (RefundFixture *fixture, gconstpointer variant)
{
  gint64 order = refund_find_order (fixture, &a_line);
  OmniOrderWindow *window = refund_open_order (fixture, order);
  RefundBooks books;

  g_test_summary ("Test that a plan that fails is shown with its reason, and can be tried again.");

  ask (window);
  say_yes ();
  OMNI_TEST_WAIT (refund_plan_is (window, "failed"));
  OMNI_TEST_WAIT (
    omni_test_shows (GTK_WIDGET (window), "The payment service does not answer."));
  OMNI_TEST_WAIT (refund_can_press (window, "Try by I_tself Again"));
  omni_test_press (GTK_WIDGET (window), "Try by I_tself Again");
  g_free (refund_confirm ("confirm"));
  OMNI_TEST_WAIT (refund_says (window, "The server tries it again this way."));
  OMNI_TEST_WAIT (refund_plan_is (window, "failed"));
  refund_read_books (fixture, order, &books);
  g_assert_cmpuint (books.n_plans, ==, 1);
  g_assert_cmpuint (books.n_failed, ==, 2);
  g_assert_cmpuint (books.n_completed, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
cancel_all (OmniOrderWindow *window)
{
  char *confirmed;

  refund_choose_reason (window);
  omni_test_press (GTK_WIDGET (window), ENTIRE);
  confirmed = refund_confirm (OMNI_REFUND_DIALOG_CONFIRM);
  OMNI_TEST_WAIT (refund_plan_is (window, NULL));

  return confirmed;
}

/* The tenant keeps the shipping fee, which nobody can know the first time. */
static void
test_differs (RefundFixture *fixture, gconstpointer variant)
{
  static const RefundWanted fee = { "credit_card", OMNI_CANCEL_SHIPPING, FALSE };
  OmniOrderWindow *first = refund_open_order (fixture, refund_find_order (fixture, &fee));
  OmniOrderWindow *second;
  g_autofree char *promised = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *planned = NULL;

  g_test_summary ("Test that another amount than the confirmed one is said, and learned from.");

  promised = cancel_all (first);
  g_assert_true (refund_says (first, "was confirmed."));
  planned = refund_dup_planned (first);
  g_assert_true (refund_says (first, planned));
  g_assert_null (strstr (promised, planned));
  gtk_window_destroy (GTK_WINDOW (first));
  g_clear_pointer (&planned, g_free);

  second = refund_open_order (fixture, refund_find_order (fixture, &fee));
  kept = cancel_all (second);
  planned = refund_dup_planned (second);
  g_assert_nonnull (strstr (kept, planned));
  g_assert_false (refund_says (second, "was confirmed."));
  gtk_window_destroy (GTK_WINDOW (second));
}

static void
set_up (RefundFixture *fixture, gconstpointer faults)
{
  refund_fixture_set_up (fixture, faults, NULL);
}

static void
set_up_variant (RefundFixture *fixture, gconstpointer variant)
{
  refund_fixture_set_up (fixture, NULL, variant);
}

static void
tear_down (RefundFixture *fixture, gconstpointer unused)
{
  refund_fixture_tear_down (fixture);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/ui/refund-trouble/" path, RefundFixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  ADD ("reader", NULL, test_reader);
  ADD ("forbidden", "403:POST */cancel/", test_forbidden);
  ADD ("two-windows", "cut-before:POST */cancel/", test_two_windows);
  ADD ("two-windows-done", "cut-after:POST */cancel/", test_two_windows_done);
  ADD ("expired", NULL, test_expired);
  ADD ("expired-lost", NULL, test_expired_lost);
  ADD ("other-operator", NULL, test_other_operator);
  ADD ("reason-off", NULL, test_reason_off);
  ADD ("left-behind", NULL, test_left_behind);
  g_test_add ("/ui/refund-trouble/failing-plan", RefundFixture, "failing-refunds", set_up_variant,
              test_failing_plan, tear_down);
  g_test_add ("/ui/refund-trouble/differs", RefundFixture, "keeps-shipping", set_up_variant,
              test_differs, tear_down);

  return g_test_run ();
}
