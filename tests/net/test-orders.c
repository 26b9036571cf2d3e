/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#include <string.h>

#define ORDERS_PATH "/api/i1/orders/"
#define DETAILED_PATH "/api/i1/orders_integration/80412/detailed_integration/"
#define ORDER                                                                                      \
  "{\"pk\": 80412, \"number\": \"774019/2286514\", \"status\": \"450\", \"amount\": \"1149.80\", " \
  "\"currency\": \"try\"}"
#define OTHER                                                                                      \
  "{\"pk\": 80409, \"number\": \"774\", \"status\": \"preparing\", \"amount\": 329.10, "           \
  "\"currency\": \"try\"}"

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

static OmniOrderPage *
list_orders (const char *body, GError **error)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();

  omni_test_server_add (server, "GET", ORDERS_PATH, 200, body);
  return omni_client_list_orders (client, query, 1, 2, NULL, error);
}

static void
test_list (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "450");
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a page is asked for with its filters, and read.");

  omni_test_reply_set_query (
      omni_test_server_add (server, "GET", ORDERS_PATH, 200,
                            "{\"count\": 37, \"next\": \"http://inside.example/?page=4\","
                            " \"previous\": null, \"results\": [" ORDER ", " OTHER "]}"),
      "page=3&limit=2&status=450");
  page = omni_client_list_orders (client, query, 3, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->count, ==, 37);
  g_assert_true (page->has_next);
  g_assert_cmpuint (page->orders->len, ==, 2);
  g_assert_cmpint (omni_order_get_pk (g_ptr_array_index (page->orders, 0)), ==, 80412);
  g_assert_cmpstr (omni_order_get_status (g_ptr_array_index (page->orders, 1)), ==, "450");
}

static void
test_tolerant_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) array = list_orders ("[" ORDER "]", &error);
  g_autoptr (OmniOrderPage) last = list_orders ("{\"count\": 1, \"results\": [" ORDER "]}", &error);

  g_test_summary ("Test that a bare list is a single page, and that a page without `next` is the "
                  "last.");

  g_assert_no_error (error);
  g_assert_cmpint (array->count, ==, -1);
  g_assert_cmpuint (array->orders->len, ==, 1);
  g_assert_false (array->has_next);
  g_assert_cmpint (last->count, ==, 1);
  g_assert_false (last->has_next);
}

static gint64
count_orders (const char *first, const char *second)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GError) error = NULL;
  gint64 count;

  omni_test_server_add (server, "GET", ORDERS_PATH, 200, first);
  if (second != NULL)
    omni_test_server_add (server, "GET", ORDERS_PATH, 200, second);
  count = omni_client_count_orders (client, query, NULL, &error);
  g_assert_no_error (error);
  omni_test_server_assert_done (server);
  return count;
}

static void
test_all_at_once (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) beyond = NULL;
  g_autoptr (OmniOrderPage) whole = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a bare list longer than a page is everything, and counted, and that "
                  "no page follows it.");

  omni_test_reply_set_forever (omni_test_server_add (server, "GET", ORDERS_PATH, 200,
                                                     "[" ORDER ", " OTHER "]"));
  whole = omni_client_list_orders (client, query, 1, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (whole->count, ==, 2);
  g_assert_cmpuint (whole->orders->len, ==, 2);
  beyond = omni_client_list_orders (client, query, 2, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beyond->orders->len, ==, 0);
  g_assert_false (beyond->has_next);

  g_assert_cmpint (count_orders ("[]", NULL), ==, 0);
  g_assert_cmpint (count_orders ("[" ORDER ", " OTHER "]", NULL), ==, 2);
  g_assert_cmpint (count_orders ("[" ORDER "]", "[" ORDER "]"), ==, 1);
  g_assert_cmpint (count_orders ("[" ORDER "]", "[" ORDER ", " OTHER "]"), ==, -1);
}

static void
test_bad_list (void)
{
  static const char *const bodies[] = {
    "{\"count\": 1, \"results\": [" ORDER,
    "{\"count\": 1}",
    "{\"count\": 1, \"results\": {}}",
    "{\"count\": 1, \"results\": [17]}",
    "{\"count\": 1, \"results\": [{\"pk\": 1, \"number\": [1], \"status\": \"450\"}]}",
    "{\"count\": 1, \"results\": [{\"pk\": 1, \"number\": \"1\", \"amount\": \"much\"}]}",
  };

  g_test_summary ("Test that half a page, and values of a wrong kind, are bad replies with a "
                  "sentence.");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("body %u", i);
      g_assert_null (list_orders (bodies[i], &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
      g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
    }
}

static void
test_past_the_end (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a page past the end is empty, and that a missing first page is an "
                  "error.");

  omni_test_reply_set_forever (omni_test_server_add (server, "GET", ORDERS_PATH, 404,
                                                     "{\"detail\": \"Invalid page.\"}"));
  page = omni_client_list_orders (client, query, 2, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->orders->len, ==, 0);
  g_assert_cmpint (page->count, ==, -1);
  g_assert_false (page->has_next);

  g_assert_null (omni_client_list_orders (client, query, 1, 100, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

/*
 * @page: (owned) (nullable), @count, @order: (owned) (nullable), @error: (owned) (nullable): how
 * the call ended
 * @done: whether it ended
 */
typedef struct
{
  OmniOrderPage *page;
  gint64 count;
  OmniOrder *order;
  GError *error;
  gboolean done;
} Outcome;

static void
page_loaded_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->page = omni_order_source_load_page_finish (OMNI_ORDER_SOURCE (source_object), result,
                                                      &outcome->error);
  outcome->done = TRUE;
}

static void
orders_counted_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->count = omni_client_count_orders_finish (OMNI_CLIENT (source_object), result,
                                                    &outcome->error);
  outcome->done = TRUE;
}

static void
got_order_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->order = omni_client_get_detailed_order_finish (OMNI_CLIENT (source_object), result,
                                                          &outcome->error);
  outcome->done = TRUE;
}

static void
test_source (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  Outcome outcome = { 0 };

  g_test_summary ("Test that the client is a source of pages.");

  omni_test_reply_set_query (omni_test_server_add (server, "GET", ORDERS_PATH, 200, "[" ORDER "]"),
                             "page=2&limit=7");
  omni_order_source_load_page_async (OMNI_ORDER_SOURCE (client), query, 2, 7, NULL, page_loaded_cb,
                                     &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.page->orders->len, ==, 1);
  g_clear_pointer (&outcome.page, omni_order_page_free);

  outcome.done = FALSE;
  omni_test_server_add (server, "GET", ORDERS_PATH, 403, "{\"detail\": \"Not yours.\"}");
  omni_order_source_load_page_async (OMNI_ORDER_SOURCE (client), query, 1, 7, NULL, page_loaded_cb,
                                     &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_null (outcome.page);
  g_assert_error (outcome.error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_clear_error (&outcome.error);
}

static void
test_count (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  Outcome outcome = { 0 };

  g_test_summary ("Test that orders are counted with a page of one, and that not knowing is no "
                  "error.");

  omni_test_reply_set_query (omni_test_server_add (server, "GET", ORDERS_PATH, 200,
                                                   "{\"count\": 1204, \"next\": null, \"results\": "
                                                   "[" ORDER "]}"),
                             "page=1&limit=1");
  omni_client_count_orders_async (client, query, NULL, orders_counted_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.count, ==, 1204);

  omni_test_server_add (server, "GET", ORDERS_PATH, 200, "[" ORDER "]");
  omni_test_reply_set_query (
      omni_test_server_add (server, "GET", ORDERS_PATH, 200, "[" ORDER ", " OTHER "]"),
      "page=1&limit=2");
  g_assert_cmpint (omni_client_count_orders (client, query, NULL, &outcome.error), ==, -1);
  g_assert_no_error (outcome.error);

  omni_test_server_add (server, "GET", ORDERS_PATH, 403, NULL);
  g_assert_cmpint (omni_client_count_orders (client, query, NULL, &outcome.error), ==, -1);
  g_assert_error (outcome.error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_clear_error (&outcome.error);
}

static void
test_by_number (void)
{
  static const char *const bodies[] = {
    ORDER,
    "[" OTHER ", " ORDER "]",
    "{\"count\": 1, \"next\": null, \"previous\": null, \"results\": [" ORDER "]}",
  };

  g_test_summary ("Test that an order is found by its number, which is text, in every form of the "
                  "answer.");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (OmniOrder) order = NULL;
      g_autoptr (GError) error = NULL;

      omni_test_server_add (server, "GET", "/api/i1/orders/774019/2286514/", 200, bodies[i]);
      order = omni_client_get_order_by_number (client, "774019/2286514", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (omni_order_get_pk (order), ==, 80412);
    }
}

static void
test_no_such_number (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a number without an order is not found, and that another order is no "
                  "answer.");

  omni_test_server_add (server, "GET", "/api/i1/orders/1/", 404, "{\"detail\": \"Not found.\"}");
  g_assert_null (omni_client_get_order_by_number (client, "1", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "this order"));
  g_clear_error (&error);

  omni_test_server_add (server, "GET", "/api/i1/orders/2/", 200, "[]");
  g_assert_null (omni_client_get_order_by_number (client, "2", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_clear_error (&error);

  omni_test_server_add (server, "GET", "/api/i1/orders/80412/", 200, ORDER);
  g_assert_null (omni_client_get_order_by_number (client, "80412", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_clear_error (&error);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 3);

  g_assert_null (omni_client_get_order_by_number (client, "..", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (omni_client_get_order_by_number (client, "", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 3);
}

static void
test_detailed (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  Outcome outcome = { 0 };
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an order is read by its key, and that another order is no answer.");

  omni_test_server_add (server, "GET", DETAILED_PATH, 200, ORDER);
  omni_client_get_detailed_order_async (client, 80412, NULL, got_order_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (omni_order_get_number (outcome.order), ==, "774019/2286514");
  g_clear_pointer (&outcome.order, omni_order_unref);

  omni_test_server_add (server, "GET", DETAILED_PATH, 200, OTHER);
  g_assert_null (omni_client_get_detailed_order (client, 80412, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_clear_error (&error);

  omni_test_server_add (server, "GET", DETAILED_PATH, 404, NULL);
  g_assert_null (omni_client_get_detailed_order (client, 80412, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/orders/list", test_list);
  g_test_add_func ("/net/orders/tolerant-list", test_tolerant_list);
  g_test_add_func ("/net/orders/all-at-once", test_all_at_once);
  g_test_add_func ("/net/orders/bad-list", test_bad_list);
  g_test_add_func ("/net/orders/past-the-end", test_past_the_end);
  g_test_add_func ("/net/orders/source", test_source);
  g_test_add_func ("/net/orders/count", test_count);
  g_test_add_func ("/net/orders/by-number", test_by_number);
  g_test_add_func ("/net/orders/no-such-number", test_no_such_number);
  g_test_add_func ("/net/orders/detailed", test_detailed);

  return g_test_run ();
}
