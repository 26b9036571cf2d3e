/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-contract.h"
#include "omni-discount-item.h"
#include "omni-log-entry.h"
#include "omni-test-sandbox.h"
#include "omni-test-server.h"
#include "omni-test.h"
#include "omni-transaction.h"

#define ITEMS_PATH "/api/v1/order_item/detailed_integration/"
#define TRANSACTIONS_PATH "/api/v1/order_transactions/"
#define PLANS_PATH "/api/v1/cancellation_plans/"
#define REQUESTS_PATH "/api/v1/cancellation_requests/"
#define LOG_PATH "/api/v1/orders/10/logs/"
#define CONTRACTS_PATH "/api/v1/orders/10/contracts/"

static OmniClient *
new_client (OmniTestServer *server)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_server_get_url (server), &error);

  g_assert_no_error (error);
  omni_client_set_token (client, "token");
  omni_client_set_first_pause (client, 1);
  return client;
}

static void
test_requests (void)
{
  static const struct
  {
    OmniOrderPart part;
    const char *path;
    const char *query;
  } calls[] = {
    { OMNI_ORDER_PART_ITEMS, ITEMS_PATH, "order=10&page=1" },
    { OMNI_ORDER_PART_DISCOUNTS, "/api/i1/discount_items/detailed_integration/",
      "order=10&page=1" },
    { OMNI_ORDER_PART_TRANSACTIONS, TRANSACTIONS_PATH, "order=10&page=1" },
    { OMNI_ORDER_PART_PLANS, PLANS_PATH, "order_id=10&page=1" },
    { OMNI_ORDER_PART_REQUESTS, REQUESTS_PATH, "order=10&page=1" },
    { OMNI_ORDER_PART_LOG, LOG_PATH, "page=1" },
    { OMNI_ORDER_PART_CONTRACTS, CONTRACTS_PATH, "page=1" },
  };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that each part of an order is asked for where the contract has it.");

  g_assert_cmpuint (G_N_ELEMENTS (calls), ==, OMNI_ORDER_N_PARTS);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      OmniTestReply *reply = omni_test_server_add (server, "GET", calls[i].path, 200,
                                                   "{\"count\": 1, \"next\": null, \"results\":"
                                                   " [{\"pk\": 5, \"order\": 10,"
                                                   " \"order_item\": 5}]}");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) things = NULL;

      omni_test_reply_set_query (reply, calls[i].query);
      if (calls[i].part == OMNI_ORDER_PART_REQUESTS)
        /* A request says which line it is about, and not of which order. */
        omni_test_server_add (server, "GET", calls[0].path, 200, "[{\"pk\": 5, \"order\": 10}]");
      things = omni_client_list_order_part (client, calls[i].part, 10, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (things->len, ==, 1);
    }
  omni_test_server_assert_done (server);
}

static void
test_other_order (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a list that ignores its filter is an error and not somebody's money.");

  omni_test_server_add (server, "GET", TRANSACTIONS_PATH, 200,
                        "[{\"pk\": 5, \"order\": 10}, {\"pk\": 6, \"order\": 11}]");
  g_assert_null (omni_client_list_order_part (client, OMNI_ORDER_PART_TRANSACTIONS, 10, NULL,
                                              &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
  g_assert_null (strstr (error->message, "column"));
  omni_test_server_assert_done (server);
}

/* What decides about money is looked for among what is of other orders. */
static void
test_other_plans (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that plans of other orders are passed over, but not one of no order.");

  omni_test_server_add (server, "GET", PLANS_PATH, 200,
                        "[{\"pk\": 5, \"order\": 11}, {\"pk\": 6, \"order\": 10}]");
  plans = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_cmpint (omni_cancellation_plan_get_pk (plans->pdata[0]), ==, 6);

  omni_test_server_add (server, "GET", PLANS_PATH, 200,
                        "[{\"pk\": 5, \"order\": 11}, {\"pk\": 6}]");
  g_assert_null (omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, 10, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
  omni_test_server_assert_done (server);
}

static void
test_other_requests (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that requests for lines of other orders are passed over, and that no "
                  "request is believed where the lines cannot be read.");

  omni_test_server_add (server, "GET", REQUESTS_PATH, 200,
                        "[{\"id\": 1, \"order_item\": 91}, {\"id\": 2, \"order_item\": 52},"
                        " {\"id\": 3, \"order_item\": 92}, {\"id\": 4, \"order_item\": 51}]");
  omni_test_server_add (server, "GET", ITEMS_PATH, 200,
                        "[{\"pk\": 51, \"order\": 10}, {\"pk\": 52, \"order\": 10}]");
  some = omni_client_list_order_part (client, OMNI_ORDER_PART_REQUESTS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpint (omni_cancellation_request_get_pk (some->pdata[0]), ==, 2);
  g_assert_cmpint (omni_cancellation_request_get_pk (some->pdata[1]), ==, 4);

  omni_test_server_add (server, "GET", REQUESTS_PATH, 200, "[{\"id\": 1, \"order_item\": 91}]");
  omni_test_server_add (server, "GET", ITEMS_PATH, 200, "[{\"pk\": 51, \"order\": 10}]");
  none = omni_client_list_order_part (client, OMNI_ORDER_PART_REQUESTS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  omni_test_server_add (server, "GET", REQUESTS_PATH, 200, "[{\"id\": 1, \"order_item\": 91}]");
  omni_test_server_add (server, "GET", ITEMS_PATH, 403, "{\"detail\": \"No.\"}");
  g_assert_null (omni_client_list_order_part (client, OMNI_ORDER_PART_REQUESTS, 10, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  omni_test_server_assert_done (server);
}

static void
test_everything (void)
{
  static const struct
  {
    OmniOrderPart part;
    const char *path;
    const char *member;
  } lists[] = {
    { OMNI_ORDER_PART_PLANS, PLANS_PATH, "order" },
    { OMNI_ORDER_PART_REQUESTS, REQUESTS_PATH, "order_item" },
  };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that not all that a tenant has is searched for what is of one order.");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GString) body = g_string_new ("[{\"pk\": 1, \"order\": 10}");
      g_autoptr (GError) error = NULL;

      for (guint n = 2; n < 2100; n++)
        g_string_append_printf (body, ", {\"pk\": %u, \"%s\": %u}", n, lists[i].member, n);
      g_string_append_c (body, ']');
      omni_test_server_add (server, "GET", lists[i].path, 200, body->str);
      g_assert_null (omni_client_list_order_part (client, lists[i].part, 10, NULL, &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
    }
  omni_test_server_assert_done (server);
}

/* Lists things that do not say of which order they are; the server says @body of no order. */
static GPtrArray *
list_unnamed (OmniOrderPart part, const char *path, guint status, const char *body, GError **error)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  const char *filter = part == OMNI_ORDER_PART_PLANS ? "order_id" : "order";
  g_autofree char *of_it = g_strdup_printf ("%s=10&page=1", filter);
  g_autofree char *of_none = g_strdup_printf ("%s=0&page=1", filter);
  GPtrArray *things;

  omni_test_reply_set_query (
    omni_test_server_add (server, "GET", path, 200, "[{\"pk\": 5}, {\"pk\": 6}]"), of_it);
  omni_test_reply_set_query (omni_test_server_add (server, "GET", path, status, body), of_none);
  things = omni_client_list_order_part (client, part, 10, NULL, error);
  omni_test_server_assert_done (server);

  return things;
}

static void
test_unnamed (void)
{
  static const struct
  {
    OmniOrderPart part;
    const char *path;
  } lists[] = {
    { OMNI_ORDER_PART_DISCOUNTS, "/api/i1/discount_items/detailed_integration/" },
    { OMNI_ORDER_PART_TRANSACTIONS, TRANSACTIONS_PATH },
    { OMNI_ORDER_PART_PLANS, PLANS_PATH },
  };

  g_test_summary ("Test that things that name no order are those of the order only where a server "
                  "takes notice of it.");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) forbidden = NULL;
      g_autoptr (GPtrArray) none = list_unnamed (lists[i].part, lists[i].path, 200, "[]", &error);
      g_autoptr (GPtrArray) refused = list_unnamed (lists[i].part, lists[i].path, 400,
                                                    "{\"order\": [\"No.\"]}", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (none->len, ==, 2);
      g_assert_cmpuint (refused->len, ==, 2);

      g_assert_null (list_unnamed (lists[i].part, lists[i].path, 403, "{}", &forbidden));
      g_assert_error (forbidden, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
      g_assert_null (list_unnamed (lists[i].part, lists[i].path, 200, "[{\"pk\": 5}, {\"pk\": 6}]",
                                   &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
    }
}

static void
assert_failure (OmniOrderPart part, const char *path, guint status, int code)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  omni_test_server_add (server, "GET", path, status, "{\"detail\": \"No.\"}");
  g_assert_null (omni_client_list_order_part (client, part, 10, NULL, &error));
  g_assert_error (error, OMNI_ERROR, code);
  omni_test_server_assert_done (server);
}

static void
test_refused (void)
{
  g_test_summary ("Test that a log that is not offered differs from one that may not be read.");

  assert_failure (OMNI_ORDER_PART_LOG, LOG_PATH, 404, OMNI_ERROR_UNSUPPORTED);
  assert_failure (OMNI_ORDER_PART_CONTRACTS, CONTRACTS_PATH, 405, OMNI_ERROR_UNSUPPORTED);
  assert_failure (OMNI_ORDER_PART_LOG, LOG_PATH, 403, OMNI_ERROR_FORBIDDEN);
  assert_failure (OMNI_ORDER_PART_TRANSACTIONS, TRANSACTIONS_PATH, 404, OMNI_ERROR_NOT_FOUND);
}

static void
test_reasons (void)
{
  static const char plans[] = "[{\"pk\": 5, \"order\": 10, \"cancellationplanorderitem_set\":"
                              " [{\"order_item\": 1, \"reason\": 7}]}]";
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) named = NULL;
  g_autoptr (GPtrArray) bare = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the reasons of plans come in words, where they may be read.");

  omni_test_server_add (server, "GET", PLANS_PATH, 200, plans);
  omni_test_server_add (server, "GET", "/api/v1/cancellation_reasons/", 200,
                        "[{\"pk\": 6, \"subject\": \"x\"}, {\"pk\": 7, \"subject\": \"Küçük\"}]");
  named = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (omni_cancellation_plan_get_item (g_ptr_array_index (named, 0), 0)->reason_name,
                   ==, "Küçük");

  omni_test_server_add (server, "GET", PLANS_PATH, 200, plans);
  omni_test_server_add (server, "GET", "/api/v1/cancellation_reasons/", 403, "{}");
  bare = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (omni_cancellation_plan_get_item (g_ptr_array_index (bare, 0), 0)->reason_name);
  omni_test_server_assert_done (server);
}

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_asynchronous (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GPtrArray) things = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test the asynchronous form, to its end and cancelled.");

  omni_test_server_add (server, "GET", CONTRACTS_PATH, 200,
                        "[{\"slug\": \"a\", \"content\": \"<p>text</p>\"}]");
  omni_client_list_order_part_async (client, OMNI_ORDER_PART_CONTRACTS, 10, NULL, got_result_cb,
                                     &result);
  OMNI_TEST_WAIT (result != NULL);
  things = omni_client_list_order_part_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (omni_contract_get_text (g_ptr_array_index (things, 0)), ==, "text");

  omni_test_reply_set_hang (omni_test_server_add (server, "GET", LOG_PATH, 200, "[]"));
  omni_client_list_order_part_async (client, OMNI_ORDER_PART_LOG, 10, cancellable, got_result_cb,
                                     &cancelled);
  OMNI_TEST_WAIT (omni_test_server_count (server, "GET", LOG_PATH) == 1);
  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (cancelled != NULL);
  g_assert_null (omni_client_list_order_part_finish (client, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_sandbox (void)
{
  const char *options[] = { "--orders", "120", "--seed", "7", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniClient) client = NULL;
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GError) error = NULL;
  guint counts[OMNI_ORDER_N_PARTS] = { 0 };

  g_test_summary ("Test that everything that hangs on an order is read from another program.");

  client = omni_client_new (omni_test_sandbox_get_url (sandbox), &error);
  g_assert_no_error (error);
  g_assert_true (omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error));
  page = omni_client_list_orders (client, all, 1, 40, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < page->orders->len; i++)
    {
      gint64 pk = omni_order_get_pk (g_ptr_array_index (page->orders, i));

      for (guint part = 0; part < OMNI_ORDER_N_PARTS; part++)
        {
          g_autoptr (GPtrArray) things = omni_client_list_order_part (client, part, pk, NULL,
                                                                      &error);

          g_assert_no_error (error);
          counts[part] += things->len;
        }
    }

  for (guint part = 0; part < OMNI_ORDER_N_PARTS; part++)
    g_assert_cmpuint (counts[part], >, 0);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/order-parts/requests", test_requests);
  g_test_add_func ("/net/order-parts/other-order", test_other_order);
  g_test_add_func ("/net/order-parts/other-plans", test_other_plans);
  g_test_add_func ("/net/order-parts/other-requests", test_other_requests);
  g_test_add_func ("/net/order-parts/everything", test_everything);
  g_test_add_func ("/net/order-parts/unnamed", test_unnamed);
  g_test_add_func ("/net/order-parts/refused", test_refused);
  g_test_add_func ("/net/order-parts/reasons", test_reasons);
  g_test_add_func ("/net/order-parts/asynchronous", test_asynchronous);
  g_test_add_func ("/net/order-parts/sandbox", test_sandbox);

  return g_test_run ();
}
