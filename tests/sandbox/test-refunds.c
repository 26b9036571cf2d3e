/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-money.h"
#include "omni-test.h"
#include "sandbox-test.h"

#include <string.h>

#define N_ORDERS 200
#define FIRST_ORDER 80001

static Sandbox *sandbox;
static char *token;

static gint64
read_money (JsonObject *object, const char *member)
{
  OmniMoney money;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      omni_money_parse (json_object_get_string_member (object, member), -1, "", &money, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (money.scale, ==, 2);
  return money.units;
}

/* The first order that fits, with its items. */
static JsonObject *
find_order (const char *query)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/orders/?limit=1&sort=pk&%s", query);
  JsonArray *rows = json_object_get_array_member (page, "results");

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  return sandbox_test_get (
      sandbox, token, "/api/v1/orders/%d/detailed/",
      (int)json_object_get_int_member (json_array_get_object_element (rows, 0), "pk"));
}

static gint64
get_item (JsonObject *order, guint position)
{
  return json_object_get_int_member (
      json_array_get_object_element (json_object_get_array_member (order, "orderitem_set"),
                                     position),
      "pk");
}

static char *
describe_reasons (JsonObject *order, gint64 reason)
{
  GString *text = g_string_new ("{");
  JsonArray *items = json_object_get_array_member (order, "orderitem_set");

  for (guint i = 0; i < json_array_get_length (items); i++)
    g_string_append_printf (text, "%s\"%d\":%d", i > 0 ? "," : "", (int)get_item (order, i),
                            (int)reason);
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static guint
cancel (gint64 order, const char *body, char **code)
{
  g_autofree char *target = g_strdup_printf ("/api/i1/orders/%d/cancel/", (int)order);
  g_autoptr (JsonNode) node = NULL;
  guint status = sandbox_test_ask (sandbox, token, "POST", target, body, &node);

  if (code != NULL)
    *code = g_strdup (
        json_object_get_string_member_with_default (json_node_get_object (node), "code", "none"));
  return status;
}

static void
assert_refused (JsonObject *order, const char *body, guint status, const char *expected)
{
  g_autofree char *code = NULL;
  guint answered = cancel (json_object_get_int_member (order, "pk"), body, &code);

  g_test_message ("%s", body);
  g_assert_cmpstr (code, ==, expected);
  g_assert_cmpuint (answered, ==, status);
}

static JsonObject *
get_plan (gint64 order)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/v1/cancellation_plans/?order_id=%d&sort=-pk", (int)order);
  JsonArray *rows = json_object_get_array_member (page, "results");

  g_assert_cmpuint (json_array_get_length (rows), >, 0);
  return json_object_ref (json_array_get_object_element (rows, 0));
}

static void
test_rules_of_the_cancel_call (void)
{
  g_autoptr (JsonObject) order =
      find_order ("status=400&payment_option_slug=credit_card&shipping_amount__gt=0");
  g_autoptr (JsonObject) other = find_order ("status=450");
  g_autoptr (JsonObject) shipped = find_order ("status=550&cancel_status__isnull=true");
  g_autoptr (JsonObject) ended = find_order ("status=100");
  g_autoptr (JsonObject) unpaid = find_order ("status=300&payment_option_slug=credit_card");
  gint64 item = get_item (order, 0);
  g_autofree char *both = g_strdup_printf ("{\"is_all\":true,\"cancel_items\":[%d]}", (int)item);
  g_autofree char *foreign = g_strdup_printf ("{\"cancel_items\":[%d]}", (int)get_item (other, 0));
  g_autofree char *bare = g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{}}", (int)item);
  g_autofree char *unknown =
      g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{\"%d\":999}}", (int)item, (int)item);
  g_autofree char *inactive =
      g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{\"%d\":11}}", (int)item, (int)item);
  g_autofree char *returned =
      g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{\"%d\":12}}", (int)item, (int)item);
  g_autofree char *late = g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{\"%d\":7}}",
                                           (int)get_item (shipped, 0), (int)get_item (shipped, 0));
  g_autofree char *unpaid_reasons = describe_reasons (unpaid, 7);
  g_autofree char *unpaid_body =
      g_strdup_printf ("{\"is_all\":true,\"reasons\":%s}", unpaid_reasons);

  assert_refused (order, "{}", 406, "orders_100_7");
  assert_refused (order, both, 406, "orders_100_7");
  assert_refused (order, "{\"is_all\":true,\"is_cargo_refund\":true}", 406, "orders_100_7");
  assert_refused (order, "{\"is_all\":\"yes\"}", 400, "invalid");
  assert_refused (order, "{\"is_all\":true,\"order\":1}", 400, "invalid");
  assert_refused (order, "{\"cancel_items\":[\"a\"]}", 400, "invalid");
  assert_refused (order, foreign, 400, "orders_100_5");
  assert_refused (order, bare, 406, "orders_100_8");
  assert_refused (order, unknown, 400, "invalid");
  assert_refused (order, inactive, 400, "invalid");
  assert_refused (order, returned, 406, "orders_100_3");
  assert_refused (shipped, late, 406, "orders_100_3");
  assert_refused (ended, "{\"is_all\":true,\"reasons\":{}}", 406, "orders_100_1");
  assert_refused (unpaid, unpaid_body, 406, "orders_100_9");
}

/* A plan that waits for money by hand is open, so its items are not to be cancelled again. */
static void
test_open_plan_refuses_another (void)
{
  g_autoptr (JsonObject) order =
      find_order ("status__in=200,400,450&payment_option_slug=pay_on_delivery");
  g_autofree char *reasons = describe_reasons (order, 7);
  g_autofree char *body = g_strdup_printf ("{\"is_all\":true,\"reasons\":%s}", reasons);

  g_assert_cmpuint (cancel (json_object_get_int_member (order, "pk"), body, NULL), ==, 200);
  assert_refused (order, body, 406, "orders_100_2");
}

static void
test_mixed_reasons_are_refused (void)
{
  g_autoptr (JsonObject) order = NULL;
  g_autofree char *body = NULL;

  for (gint64 pk = FIRST_ORDER; order == NULL && pk < FIRST_ORDER + N_ORDERS; pk++)
    {
      g_autoptr (JsonObject) candidate =
          sandbox_test_get (sandbox, token, "/api/v1/orders/%d/detailed/", (int)pk);

      if (g_str_equal (json_object_get_string_member (candidate, "status"), "400") &&
          json_array_get_length (json_object_get_array_member (candidate, "orderitem_set")) > 1)
        order = g_steal_pointer (&candidate);
    }
  g_assert_nonnull (order);
  body = g_strdup_printf ("{\"cancel_items\":[%d,%d],\"reasons\":{\"%d\":7,\"%d\":12}}",
                          (int)get_item (order, 0), (int)get_item (order, 1),
                          (int)get_item (order, 0), (int)get_item (order, 1));
  assert_refused (order, body, 406, "orders_100_4");
}

/* By card: money goes back by itself, with the shipping fee, and the order is cancelled. */
static void
test_whole_order_by_loyalty_money (void)
{
  g_autoptr (JsonObject) order =
      find_order ("status__in=200,350,400,450&payment_option_slug=loyalty_money");
  gint64 pk = json_object_get_int_member (order, "pk");
  g_autofree char *reasons = describe_reasons (order, 8);
  g_autofree char *body =
      g_strdup_printf ("{\"order\":%d,\"is_all\":true,\"cancel_items\":[],\"reasons\":%s,"
                       "\"refund_invoice_number\":\"IAD1\",\"ibans\":{},\"holder_names\":{}}",
                       (int)pk, reasons);
  g_autoptr (JsonObject) plan = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) money = NULL;

  g_assert_cmpuint (cancel (pk, body, NULL), ==, 200);
  plan = get_plan (pk);
  g_assert_cmpstr (json_object_get_string_member (plan, "status"), ==, "completed");
  g_assert_cmpstr (json_object_get_string_member (plan, "plan_type"), ==, "cancel");
  g_assert_cmpstr (json_object_get_string_member (plan, "invoice_number"), ==, "IAD1");
  after = sandbox_test_get (sandbox, token, "/api/v1/orders/%d/", (int)pk);
  g_assert_cmpstr (json_object_get_string_member (after, "status"), ==, "100");
  g_assert_cmpint (read_money (after, "amount"), ==, read_money (order, "amount"));
  g_assert_cmpint (read_money (after, "refund_amount") +
                       read_money (after, "shipping_refund_amount"),
                   ==, read_money (after, "amount"));
  money = sandbox_test_get (sandbox, token, "/api/v1/order_transactions/?order=%d", (int)pk);
  g_assert_cmpint (json_object_get_int_member (money, "count"), ==, 2);
}

/* By bank transfer: somebody pays by hand and says so, item by item. */
static void
test_manual_refund (void)
{
  g_autoptr (JsonObject) order =
      find_order ("status__in=500,510,540,550&payment_option_slug=funds_transfer"
                  "&cancel_status__isnull=true&refund_amount=0");
  gint64 pk = json_object_get_int_member (order, "pk");
  gint64 item = get_item (order, 0);
  g_autofree char *body =
      g_strdup_printf ("{\"cancel_items\":[%d],\"reasons\":{\"%d\":13},\"ibans\":{\"%d\":\"TR00\"},"
                       "\"holder_names\":{\"%d\":\"Deniz Aydın\"}}",
                       (int)item, (int)item, (int)item, (int)item);
  g_autofree char *confirmation = g_strdup_printf ("{\"order_items\":[%d]}", (int)item);
  g_autofree char *target = NULL;
  g_autoptr (JsonObject) plan = NULL;
  g_autoptr (JsonObject) done = NULL;
  g_autoptr (JsonObject) after = NULL;
  JsonObject *row;

  g_assert_cmpuint (cancel (pk, body, NULL), ==, 200);
  plan = get_plan (pk);
  row = json_array_get_object_element (
      json_object_get_array_member (plan, "cancellationplanorderitem_set"), 0);
  g_assert_cmpstr (json_object_get_string_member (plan, "status"), ==, "manual_refund_needed");
  g_assert_true (json_object_get_boolean_member (row, "manual_refund_required"));
  g_assert_cmpstr (json_object_get_string_member (row, "holder_name"), ==, "Deniz Aydın");

  target = g_strdup_printf ("/api/v1/cancellation_plans/%d/manual_refund/",
                            (int)json_object_get_int_member (plan, "pk"));
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, "{\"order_items\":[1]}"),
                    ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, "{}"), ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, confirmation), ==, 200);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, confirmation), ==, 406);
  done = get_plan (pk);
  g_assert_cmpstr (json_object_get_string_member (done, "status"), ==, "completed");
  after = sandbox_test_get (sandbox, token, "/api/v1/order_items/%d/", (int)item);
  g_assert_cmpstr (json_object_get_string_member (after, "status"), ==, "600");
  g_assert_cmpstr (json_object_get_string_member (after, "cancel_status"), ==, "approved");
}

static void
test_shipping_fee_only (void)
{
  g_autoptr (JsonObject) order =
      find_order ("status=550&payment_option_slug=credit_card&shipping_amount__gt=0"
                  "&cancel_status__isnull=true");
  gint64 pk = json_object_get_int_member (order, "pk");
  const char *body = "{\"is_all\":false,\"cancel_items\":[],\"is_cargo_refund\":true}";
  g_autoptr (JsonObject) plan = NULL;
  g_autofree char *code = NULL;

  g_assert_cmpuint (cancel (pk, body, NULL), ==, 200);
  plan = get_plan (pk);
  g_assert_true (json_object_get_boolean_member (plan, "is_cargo_refund"));
  g_assert_cmpint (read_money (plan, "shipping_refund_amount"), ==,
                   read_money (order, "shipping_amount"));
  g_assert_cmpuint (cancel (pk, body, &code), ==, 406);
  g_assert_cmpstr (code, ==, "orders_100_6");
}

static void
test_payment_plan (void)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/v1/cancellation_plans/?status=manual_refund_needed&limit=1");
  JsonArray *rows = json_object_get_array_member (page, "results");
  JsonObject *plan;
  g_autofree char *target = NULL;
  g_autofree char *body = NULL;
  gint64 item;

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  plan = json_array_get_object_element (rows, 0);
  item = json_object_get_int_member (
      json_array_get_object_element (
          json_object_get_array_member (plan, "cancellationplanorderitem_set"), 0),
      "order_item");
  target = g_strdup_printf ("/api/v1/cancellation_plans/%d/create_payment_plan/",
                            (int)json_object_get_int_member (plan, "pk"));
  body =
      g_strdup_printf ("{\"payment_plan\":[{\"transaction_type\":\"refund\",\"order_items\":[%d],"
                       "\"refund_amount\":\"0.01\"}]}",
                       (int)item);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, "{}"), ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, "{\"payment_plan\":[{}]}"),
                    ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, body), ==, 200);
}

static void
test_requests (void)
{
  g_autoptr (JsonObject) order = find_order ("status=550&channel=2&cancel_status__isnull=true");
  g_autofree char *body =
      g_strdup_printf ("{\"order_item\":%d,\"reason\":12,\"cancellation_type\":\"refund\","
                       "\"description\":\"Beden küçük geldi\"}",
                       (int)get_item (order, 0));
  g_autoptr (JsonNode) made = NULL;
  g_autofree char *reject = NULL;
  g_autofree char *approve = NULL;
  g_autoptr (JsonObject) item = NULL;
  JsonObject *object;

  g_assert_cmpuint (sandbox_test_ask (sandbox, token, "POST",
                                      "/api/v1/channel/2/cancellation_requests/", body, &made),
                    ==, 201);
  object = json_node_get_object (made);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "waiting_approval");
  reject = g_strdup_printf ("/api/v1/cancellation_requests/%d/reject/",
                            (int)json_object_get_int_member (object, "id"));
  approve = g_strdup_printf ("/api/v1/cancellation_requests/%d/approve/",
                             (int)json_object_get_int_member (object, "id"));
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", reject, NULL), ==, 200);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", reject, NULL), ==, 406);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", approve, NULL), ==, 406);
  item = sandbox_test_get (sandbox, token, "/api/v1/order_items/%d/", (int)get_item (order, 0));
  g_assert_cmpstr (json_object_get_string_member (item, "cancel_status"), ==, "rejected");
}

/* What was paid is what the order is worth now and what was given back; each sum agrees with the
 * rows that it is made of. */
static void
assert_adds_up (gint64 pk)
{
  g_autoptr (JsonObject) order =
      sandbox_test_get (sandbox, token, "/api/v1/orders/%d/detailed/", (int)pk);
  g_autoptr (JsonObject) money =
      sandbox_test_get (sandbox, token, "/api/v1/order_transactions/?order=%d&limit=100", (int)pk);
  JsonArray *items = json_object_get_array_member (order, "orderitem_set");
  JsonArray *rows = json_object_get_array_member (money, "results");
  gint64 amount = read_money (order, "amount");
  gint64 refunded =
      read_money (order, "refund_amount") + read_money (order, "shipping_refund_amount");
  gint64 lines = 0;
  gint64 paid = 0;
  gint64 given_back = 0;
  gint64 lowest = G_MAXINT64;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      gint64 status = g_ascii_strtoll (json_object_get_string_member (item, "status"), NULL, 10);

      lines += read_money (item, "price") - read_money (item, "discount_amount");
      if (status != 100 && status != 600)
        lowest = MIN (lowest, status);
    }
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (json_object_get_boolean_member (row, "is_refund"))
        given_back += read_money (row, "amount");
      else
        paid += read_money (row, "amount");
    }

  g_assert_cmpint (amount, ==,
                   lines + read_money (order, "shipping_amount") +
                       read_money (order, "installment_interest_amount"));
  g_assert_cmpint (paid, ==, amount);
  g_assert_cmpint (given_back, ==, refunded);
  g_assert_cmpint (amount - refunded, >=, 0);
  g_assert_cmpint (paid, ==, (amount - refunded) + given_back);
  if (lowest != G_MAXINT64)
    g_assert_cmpint (g_ascii_strtoll (json_object_get_string_member (order, "status"), NULL, 10),
                     ==, lowest);
}

static char *
make_random_body (JsonObject *order)
{
  static const int reasons[] = { 7, 8, 12, 13, 11, 999 };
  JsonArray *items = json_object_get_array_member (order, "orderitem_set");
  GString *list = g_string_new (NULL);
  GString *why = g_string_new (NULL);
  int reason = reasons[g_test_rand_int_range (0, G_N_ELEMENTS (reasons))];
  int way = g_test_rand_int_range (0, 6);
  g_autofree char *list_text = NULL;
  g_autofree char *why_text = NULL;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      if (g_test_rand_int_range (0, 2) == 0)
        g_string_append_printf (list, "%s%d", list->len > 0 ? "," : "", (int)get_item (order, i));
      if (g_test_rand_int_range (0, 12) > 0)
        g_string_append_printf (why, "%s\"%d\":%d", why->len > 0 ? "," : "",
                                (int)get_item (order, i), reason);
    }
  list_text = g_string_free (list, FALSE);
  why_text = g_string_free (why, FALSE);

  return g_strdup_printf ("{\"is_all\":%s,\"cancel_items\":[%s],\"reasons\":{%s},"
                          "\"is_cargo_refund\":%s,\"forced_refund_amount\":%s}",
                          way == 0 ? "true" : "false", way > 1 ? list_text : "", why_text,
                          way == 1 ? "true" : "false",
                          g_test_rand_int_range (0, 10) == 0 ? "\"3.50\"" : "null");
}

static void
confirm_open_plan (gint64 order)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/v1/cancellation_plans/?order=%d&status=manual_refund_needed",
      (int)order);
  JsonArray *plans = json_object_get_array_member (page, "results");

  for (guint p = 0; p < json_array_get_length (plans); p++)
    {
      JsonObject *plan = json_array_get_object_element (plans, p);
      JsonArray *rows = json_object_get_array_member (plan, "cancellationplanorderitem_set");
      g_autofree char *target = g_strdup_printf ("/api/v1/cancellation_plans/%d/manual_refund/",
                                                 (int)json_object_get_int_member (plan, "pk"));
      g_autoptr (GString) body = g_string_new ("{\"order_items\":[");

      for (guint i = 0; i < json_array_get_length (rows); i++)
        if (g_test_rand_int_range (0, 4) > 0)
          g_string_append_printf (body, "%s%d", g_str_has_suffix (body->str, "[") ? "" : ",",
                                  (int)json_object_get_int_member (
                                      json_array_get_object_element (rows, i), "order_item"));
      g_string_append (body, "]}");
      g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, body->str), ==, 200);
    }
}

/* After any sequence of calls, right ones and wrong ones, money adds up. */
static void
test_money_adds_up (void)
{
  static const char *const statuses[] = { "400", "450", "500", "550", "200", "100", "600", "9" };
  guint n_rounds = g_getenv ("OMNI_TEST_LONG") != NULL ? 20000 : 600;
  guint n_done = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      gint64 pk = FIRST_ORDER + g_test_rand_int_range (0, N_ORDERS);
      g_autoptr (JsonObject) order =
          sandbox_test_get (sandbox, token, "/api/v1/orders/%d/detailed/", (int)pk);

      if (g_test_rand_int_range (0, 3) > 0)
        {
          g_autofree char *body = make_random_body (order);
          guint status = cancel (pk, body, NULL);

          g_assert_true (status == 200 || status == 400 || status == 406);
          n_done += status == 200 ? 1 : 0;
        }
      else if (g_test_rand_int_range (0, 2) == 0)
        confirm_open_plan (pk);
      else
        {
          g_autofree char *target =
              g_strdup_printf ("/api/v1/order_items/%d/", (int)get_item (order, 0));
          g_autofree char *body = g_strdup_printf (
              "{\"status\":\"%s\"}", statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))]);

          sandbox_test_status (sandbox, token, "PATCH", target, body);
        }
      assert_adds_up (pk);
    }
  g_assert_cmpuint (n_done, >, 0);
  for (gint64 pk = FIRST_ORDER; pk < FIRST_ORDER + N_ORDERS; pk++)
    assert_adds_up (pk);
}

static void
test_seed_adds_up (void)
{
  for (gint64 pk = FIRST_ORDER; pk < FIRST_ORDER + N_ORDERS; pk++)
    assert_adds_up (pk);
}

int
main (int argc, char **argv)
{
  int status;

  omni_test_init (&argc, &argv);
  g_test_summary ("Refunds: the cancel call, plans, requests, and money that adds up");

  g_test_add_func ("/sandbox/refunds/seed-adds-up", test_seed_adds_up);
  g_test_add_func ("/sandbox/refunds/rules-of-the-cancel-call", test_rules_of_the_cancel_call);
  g_test_add_func ("/sandbox/refunds/open-plan-refuses-another", test_open_plan_refuses_another);
  g_test_add_func ("/sandbox/refunds/mixed-reasons-are-refused", test_mixed_reasons_are_refused);
  g_test_add_func ("/sandbox/refunds/whole-order-by-loyalty-money",
                   test_whole_order_by_loyalty_money);
  g_test_add_func ("/sandbox/refunds/manual-refund", test_manual_refund);
  g_test_add_func ("/sandbox/refunds/shipping-fee-only", test_shipping_fee_only);
  g_test_add_func ("/sandbox/refunds/payment-plan", test_payment_plan);
  g_test_add_func ("/sandbox/refunds/requests", test_requests);
  g_test_add_func ("/sandbox/refunds/money-adds-up", test_money_adds_up);

  sandbox = sandbox_test_new (N_ORDERS);
  token = sandbox_test_sign_in (sandbox, "ops.elif");
  status = g_test_run ();
  g_free (token);
  sandbox_free (sandbox);

  return status;
}
