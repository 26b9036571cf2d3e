/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-intent.h"
#include "omni-ledger.h"
#include "omni-refund-bulk.h"
#include "omni-test-server.h"
#include "omni-test.h"
#include "refund-fixture.h"

#include <string.h>

/* The guard against the sandbox, and against a server that plays a script. */

typedef struct
{
  char *folder;
  OmniDatabase *database;
  OmniProfile *profile;
  OmniTestSandbox *sandbox;
  OmniClient *client;
  OmniRefundGuard *guard;
} Fixture;

static void
set_up_with (Fixture *fixture, const char *faults, const char *variant, guint n_orders)
{
  g_autofree char *n_text = g_strdup_printf ("%u", n_orders);
  const char *options[] = { "--orders", n_text, "--seed", "11", "--plan-delay", "0",
                            "--faults", faults, "--variant", variant, NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->profile = omni_profile_new (omni_test_sandbox_get_url (fixture->sandbox),
                                       OMNI_TEST_USER);
  fixture->client = refund_sign_in (omni_test_sandbox_get_url (fixture->sandbox));
  fixture->guard = omni_refund_guard_new (fixture->client, fixture->database, fixture->profile, 3);
  omni_refund_guard_set_quiet (fixture->guard, 50);
}

static void
set_up (Fixture *fixture, gconstpointer faults)
{
  set_up_with (fixture, faults != NULL ? faults : "", "", 300);
}

static void
set_up_variant (Fixture *fixture, gconstpointer variant)
{
  set_up_with (fixture, "", variant, 300);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_object_unref (fixture->guard);
  g_object_unref (fixture->client);
  omni_test_sandbox_free (fixture->sandbox);
  omni_profile_free (fixture->profile);
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* An order of which something can be cancelled, and what. */
static OmniCancellation *
find_something (Fixture *fixture, RefundOrder *order, OmniCancelScope scope)
{
  g_autoptr (GArray) pks = refund_list_orders (fixture->client, 300);
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);

  for (guint i = 0; i < pks->len; i++)
    {
      g_autoptr (GError) error = NULL;
      OmniCancellation *cancellation;

      g_assert_true (
          refund_order_read (order, fixture->client, g_array_index (pks, gint64, i), &error));
      cancellation = refund_choose (order, dice);
      if (cancellation != NULL && cancellation->scope == scope)
        return cancellation;
      g_clear_pointer (&cancellation, omni_cancellation_free);
      refund_order_clear (order);
    }

  g_assert_not_reached ();
}

static guint
count_ledger (Fixture *fixture, OmniLedgerOutcome outcome)
{
  OmniLedgerFilter filter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      omni_database_read_ledger (fixture->database, fixture->profile, &filter, 0, 1000, &error);
  guint n_entries = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    n_entries += ((OmniLedgerEntry *) entries->pdata[i])->outcome == outcome ? 1 : 0;

  return n_entries;
}

static guint
count_plans (Fixture *fixture, gint64 order)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = omni_client_list_order_part (
      fixture->client, OMNI_ORDER_PART_PLANS, order, NULL, &error);

  g_assert_no_error (error);
  return plans->len;
}

static void
assert_not_busy (Fixture *fixture, gint64 order)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (omni_refund_guard_is_busy (fixture->guard, order, &error));
  g_assert_no_error (error);
}

static void
test_done (Fixture *fixture, gconstpointer unused)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_plans = order.plans->len;

  g_test_summary ("Test that what was confirmed is done, once, and noted.");

  result = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_DONE);
  g_assert_nonnull (result->plan);
  g_assert_false (result->differs);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, n_plans + 1);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 1);
  assert_not_busy (fixture, cancellation->order);

  /* The same again is not what was confirmed. */
  g_assert_null (omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, n_plans + 1);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 1);
}

static void
test_lost_after (Fixture *fixture, gconstpointer unused)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_plans = order.plans->len;

  g_test_summary ("Test that an answer that is lost after it was done is found to be done.");

  result = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_DONE);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, n_plans + 1);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_UNKNOWN), ==, 1);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 1);
}

static void
test_lost_before (Fixture *fixture, gconstpointer unused)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;
  guint n_plans = order.plans->len;

  g_test_summary ("Test that it is not known at first, then found not to be done, never resent.");

  omni_refund_guard_set_quiet (fixture->guard, 600);
  omni_refund_guard_set_patience (fixture->guard, 0);
  result = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_UNKNOWN);
  g_assert_true (omni_refund_guard_is_busy (fixture->guard, cancellation->order, NULL));

  /* Nothing else is done to the order meanwhile. */
  g_assert_null (omni_refund_guard_reject (fixture->guard, cancellation->order, "x", 1, NULL,
                                           &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);

  do
    {
      OmniRefundResult *first;

      g_clear_pointer (&settled, g_ptr_array_unref);
      settled = omni_refund_guard_settle (fixture->guard, 0, NULL, NULL);
      g_assert_cmpuint (settled->len, ==, 1);
      first = settled->pdata[0];
      g_clear_pointer (&result, omni_refund_result_free);
      if (first->outcome != OMNI_REFUND_UNKNOWN)
        result = g_ptr_array_steal_index (settled, 0);
    }
  while (result == NULL);

  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_NOT_DONE);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, n_plans);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 0);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_REFUSED), ==, 1);
  assert_not_busy (fixture, cancellation->order);
}

static void
test_refused (Fixture *fixture, gconstpointer code)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (GError) error = NULL;
  guint n_plans = order.plans->len;

  g_test_summary ("Test that a refusal, an ended session and a reason that is off do nothing.");

  if (code == NULL)
    for (guint i = 0; i < cancellation->lines->len; i++)
      ((OmniCancellationLine *) cancellation->lines->pdata[i])->reason =
          cancellation->is_return ? 16 : 11;
  g_assert_null (omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error));
  g_assert_nonnull (error);
  if (code == NULL)
    g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  assert_not_busy (fixture, cancellation->order);
  g_clear_object (&fixture->client);
  fixture->client = refund_sign_in (omni_test_sandbox_get_url (fixture->sandbox));
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, n_plans);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 0);
}

static void
test_changed (Fixture *fixture, gconstpointer unused)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an amount that is not the confirmed one any more stops it before.");

  cancellation->total.units += 1;
  g_assert_null (omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, order.plans->len);
}

/* Somebody else cancels the same line after it was confirmed here. */
static void
test_other_operator (Fixture *fixture, gconstpointer unused)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a line that somebody else cancels is not cancelled again.");

  g_assert_true (omni_client_cancel_order (fixture->client, cancellation, NULL, &error));
  g_assert_null (omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_assert_cmpuint (count_plans (fixture, cancellation->order), ==, order.plans->len + 1);
}

static void
test_manual (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (OmniCancellationPlan) after = NULL;
  g_autoptr (GError) error = NULL;
  OmniCancellationPlan *plan;
  gint64 items[1];
  gint64 order;

  g_test_summary ("Test that a refund by hand is noted once.");

  plans = omni_client_list_plans (fixture->client, "manual_refund_needed", NULL, &error);
  g_assert_no_error (error);
  plan = g_ptr_array_index (plans, 0);
  items[0] = omni_cancellation_plan_get_item (plan, 0)->order_item;
  order = omni_cancellation_plan_get_order (plan);
  result = omni_refund_guard_confirm_manual (fixture->guard, order, "7",
                                             omni_cancellation_plan_get_pk (plan), items, 1,
                                             "EFT 881", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_DONE);
  after = omni_client_get_plan (fixture->client, omni_cancellation_plan_get_pk (plan), NULL,
                                &error);
  g_assert_true (omni_cancellation_plan_find_item (after, items[0])->manual_refunded);

  g_assert_null (omni_refund_guard_confirm_manual (fixture->guard, order, "7",
                                                   omni_cancellation_plan_get_pk (plan), items, 1,
                                                   NULL, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
}

static void
test_payment (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OmniCancellationPlan *plan;

  g_test_summary ("Test that a plan whose refund failed is tried another way.");

  plans = omni_client_list_plans (fixture->client, "manual_refund_needed", NULL, &error);
  g_assert_no_error (error);
  plan = g_ptr_array_index (plans, 0);
  result = omni_refund_guard_create_payment (fixture->guard,
                                             omni_cancellation_plan_get_order (plan), "7", plan,
                                             "refund", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_DONE);
}

/* The first plan of the order that is as far as that. */
static OmniCancellationPlan *
find_plan (Fixture *fixture, gint64 order, const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = omni_client_list_order_part (
      fixture->client, OMNI_ORDER_PART_PLANS, order, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < plans->len; i++)
    {
      OmniCancellationPlan *plan = plans->pdata[i];

      if (g_strcmp0 (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS),
                     status) == 0)
        return omni_cancellation_plan_ref (plan);
    }

  return NULL;
}

static void
assert_no_payment (Fixture *fixture, const OmniCancellationPlan *plan, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (omni_refund_guard_create_payment (fixture->guard,
                                                   omni_cancellation_plan_get_order (plan), "7",
                                                   plan, "refund", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, why));
}

/* A refund that failed, and whose lines were cancelled once more since. */
static void
test_payment_taken (Fixture *fixture, gconstpointer variant)
{
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = NULL;
  g_autoptr (OmniRefundResult) first = NULL;
  g_autoptr (OmniRefundResult) second = NULL;
  g_autoptr (OmniCancellationPlan) failed = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a failed plan is not paid when its lines are in another one.");

  do
    {
      g_clear_pointer (&cancellation, omni_cancellation_free);
      g_clear_pointer (&first, omni_refund_result_free);
      g_clear_pointer (&failed, omni_cancellation_plan_unref);
      refund_order_clear (&order);
      cancellation = find_something (fixture, &order, OMNI_CANCEL_LINES);
      first = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);
      g_assert_no_error (error);
      failed = find_plan (fixture, cancellation->order, "failed");
    }
  while (failed == NULL);

  second = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (omni_client_create_payment_plan (fixture->client,
                                                  omni_cancellation_plan_get_pk (second->plan),
                                                  "manual", NULL, 0, NULL, NULL, &error));
  assert_no_payment (fixture, failed, "in another plan by now");
}

static void
test_payment_by_hand (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans =
      omni_client_list_plans (fixture->client, "manual_refund_needed", NULL, &error);
  guint i = 0;
  gint64 item;

  g_test_summary ("Test that a plan is not paid when a part of it was paid by hand.");

  g_assert_no_error (error);
  while (omni_cancellation_plan_get_n_items (plans->pdata[i]) < 2)
    g_assert_cmpuint (++i, <, plans->len);
  item = omni_cancellation_plan_get_item (plans->pdata[i], 0)->order_item;
  g_assert_true (omni_client_confirm_manual_refund (
      fixture->client, omni_cancellation_plan_get_pk (plans->pdata[i]), &item, 1, NULL, &error));
  assert_no_payment (fixture, plans->pdata[i], "paid back by hand already");
}

static void
test_reject (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pk;

  g_test_summary ("Test that a request is rejected once.");

  requests = omni_client_list_open_requests (fixture->client, NULL, &error);
  g_assert_no_error (error);
  pk = omni_cancellation_request_get_pk (requests->pdata[0]);
  result = omni_refund_guard_reject (fixture->guard, 1, NULL, pk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, OMNI_REFUND_DONE);
  g_assert_null (omni_refund_guard_reject (fixture->guard, 1, NULL, pk, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
}

static void
test_bulk_report (void)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "report.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) orders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_bulk_order_free);
  g_autoptr (GPtrArray) report = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  OmniTableOptions options = { ',', TRUE, zone, FALSE };
  OmniBulkOrder *done = omni_bulk_order_new (1, "00077");
  OmniBulkOrder *refused = omni_bulk_order_new (2, "00078");

  g_test_summary ("Test that the report says of each order what became of it.");

  done->state = OMNI_BULK_DONE;
  done->words = g_strdup ("Plan #1: 1,505.36 TRY, Waiting.");
  done->cancellation = omni_cancellation_new (1, "00077", OMNI_CANCEL_ORDER);
  done->cancellation->total = (OmniMoney){ 150536, 2, "TRY" };
  refused->state = OMNI_BULK_REFUSED;
  refused->words = g_strdup ("=It was shipped.");
  g_ptr_array_add (orders, done);
  g_ptr_array_add (orders, refused);
  report = omni_refund_bulk_list_report (orders);
  g_assert_true (omni_refund_bulk_write_report (report, file, OMNI_TABLE_FORMAT_CSV, &options, NULL,
                                                &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbfOrder,Outcome,Amount,Currency,Answer\r\n"
                   "00077,Cancelled,1505.36,TRY,\"Plan #1: 1,505.36 TRY, Waiting.\"\r\n"
                   "00078,Not cancelled,,,'=It was shipped.\r\n");
  omni_test_remove_folder (folder);
}

/* A plan that shows only later, as on a server that works in the background. */
static void
test_late (void)
{
  g_autoptr (OmniCancellation) cancellation = omni_cancellation_new (10, "10", OMNI_CANCEL_LINES);
  g_autofree char *before = NULL;
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_auto (OmniJsonReader) reader = { 0 };
  OmniVerdict verdict;

  g_test_summary ("Test that a line in the middle of it is never said not to be cancelled.");

  omni_cancellation_add_line (cancellation, 1);
  omni_json_reader_init (&reader, "{\"pk\": 1, \"status\": \"50\", \"cancel_status\": \"waiting\"}",
                         -1);
  g_ptr_array_add (items, omni_order_item_new_from_json (&reader));
  before = omni_verdict_note_plans (plans);
  verdict = omni_verdict_of_cancellation (cancellation, before, 3, items, plans, TRUE);
  g_assert_cmpint (verdict.outcome, ==, OMNI_REFUND_UNKNOWN);
}

static void
test_promise (void)
{
  guint n_rounds = g_getenv ("OMNI_TEST_LONG") != NULL ? 10000 : 150;
  Fixture fixture = { NULL };
  g_autoptr (GRand) dice = NULL;
  g_autoptr (GArray) pks = NULL;
  guint seed = g_test_rand_int ();
  guint n_done = 0;

  g_test_summary ("Test that what is promised is what the server does, to the cent.");
  g_test_message ("seed %u", seed);

  set_up_with (&fixture, "", "", 2 * n_rounds);
  dice = g_rand_new_with_seed (seed);
  pks = refund_list_orders (fixture.client, 2 * n_rounds);
  for (guint i = 0; n_done < n_rounds; i++)
    {
      g_auto (RefundOrder) order = { NULL };
      g_autoptr (OmniCancellation) cancellation = NULL;
      g_autoptr (OmniRefundResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (i, <, n_rounds * 40);
      g_assert_true (refund_order_read (&order, fixture.client,
                                        g_array_index (pks, gint64, i % pks->len), &error));
      cancellation = refund_choose (&order, dice);
      if (cancellation == NULL)
        continue;

      result = omni_refund_guard_cancel (fixture.guard, cancellation, NULL, &error);
      if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_REFUSED) &&
          g_strcmp0 (omni_error_get_server_code (error), "orders_100_9") == 0)
        continue;
      g_assert_no_error (error);
      g_assert_nonnull (result->plan);
      if (result->differs)
        g_error ("order %" G_GINT64_FORMAT ": %s", cancellation->order, result->words);
      n_done++;
    }
  g_test_message ("%u cancellations, each as promised", n_done);
  tear_down (&fixture, NULL);
}

#define ADD(path, faults, function)                                                                \
  g_test_add ("/work/refund/" path, Fixture, faults, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  ADD ("done", NULL, test_done);
  ADD ("lost-after", "cut-after:POST */cancel/", test_lost_after);
  ADD ("lost-half", "truncate:POST */cancel/", test_done);
  ADD ("lost-before", "cut-before:POST */cancel/", test_lost_before);
  ADD ("server-error", "500:POST */cancel/", test_lost_before);
  ADD ("refused", "406:POST */cancel/", test_refused);
  ADD ("expired", "401:POST */cancel/", test_refused);
  ADD ("throttled", "429=1:POST */cancel/", test_refused);
  ADD ("reason-off", NULL, test_refused);
  ADD ("changed", NULL, test_changed);
  ADD ("other-operator", NULL, test_other_operator);
  ADD ("manual", NULL, test_manual);
  ADD ("manual-lost", "cut-after:POST */manual_refund/", test_manual);
  ADD ("payment", NULL, test_payment);
  ADD ("payment-lost", "cut-after:POST */create_payment_plan/", test_payment);
  ADD ("payment-by-hand", NULL, test_payment_by_hand);
  g_test_add ("/work/refund/payment-taken", Fixture, "failing-refunds", set_up_variant,
              test_payment_taken, tear_down);
  ADD ("reject", NULL, test_reject);
  ADD ("reject-lost", "cut-after:POST */reject/", test_reject);
  g_test_add_func ("/work/refund/bulk-report", test_bulk_report);
  g_test_add_func ("/work/refund/late", test_late);
  g_test_add_func ("/work/refund/promise", test_promise);

  return g_test_run ();
}
