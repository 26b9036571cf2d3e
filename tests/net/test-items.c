/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#define DETAILED_PATH "/api/v1/order_item/detailed_integration/"
#define ORDER_PATH "/api/i1/orders_integration/10/detailed_integration/"
#define FLAT_PATH "/api/v1/order_items/"
#define PAGE(count, next, results)                                                                 \
  "{\"count\": " count ", \"next\": " next ", \"previous\": null, \"results\": [" results "]}"
#define ITEM(pk, order)                                                                            \
  "{\"pk\": " pk ", \"order\": " order ", \"status\": \"450\","                                    \
  " \"product\": {\"pk\": 7719, \"name\": \"Keten Gömlek\", \"sku\": \"00-" pk "\"}}"
#define FLAT_ITEM(pk, order)                                                                       \
  "{\"pk\": " pk ", \"order\": " order ", \"status\": \"450\", \"product\": 7719}"

static const gint64 three[] = { 10, 20, 30 };

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

static OmniTestReply *
add_reply (OmniTestServer *server, const char *query, const char *body)
{
  OmniTestReply *reply = omni_test_server_add (server, "GET", DETAILED_PATH, 200, body);

  omni_test_reply_set_query (reply, query);
  return reply;
}

/* The lines' keys, as text. */
static void
assert_items (OmniTestServer *server,
              OmniClient *client,
              const gint64 *order_pks,
              gsize n_order_pks,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      items = omni_client_list_order_items (client, order_pks, n_order_pks, NULL, &error);
  g_autoptr (GString) keys = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (keys, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            omni_order_item_get_pk (g_ptr_array_index (items, i)));
  g_assert_cmpstr (keys->str, ==, expected);
  omni_test_server_assert_done (server);
}

static void
test_one (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the lines of one order come with their products, from all pages, each "
                  "once.");

  add_reply (server, "order=10&page=1",
             PAGE ("3", "\"http://inside.example/?page=2\"",
                   ITEM ("1", "10") ", " ITEM ("2", "10")));
  add_reply (server, "order=10&page=2", PAGE ("3", "null", ITEM ("2", "10") ", " ITEM ("3", "10")));
  items = omni_client_list_order_items (client, three, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpstr (omni_order_item_get_text (g_ptr_array_index (items, 2), OMNI_ORDER_ITEM_SKU), ==,
                   "00-3");
  g_assert_cmpstr (omni_order_item_get_text (g_ptr_array_index (items, 2),
                                             OMNI_ORDER_ITEM_PRODUCT_NAME),
                   ==, "Keten Gömlek");
  omni_test_server_assert_done (server);
}

static void
test_none (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that nothing is asked for no order, and that an order may have no line.");

  assert_items (server, client, NULL, 0, "");
  add_reply (server, "order=10", PAGE ("0", "null", ""));
  assert_items (server, client, three, 1, "");
}

static void
test_many (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that the lines of several orders come in one call where that works, "
                  "grouped by order.");

  add_reply (server, "order__in=10,20,30&page=1",
             PAGE ("4", "\"?page=2\"",
                   ITEM ("5", "30") ", " ITEM ("1", "10") ", " ITEM ("2", "20")));
  add_reply (server, "order__in=10,20,30&page=2", PAGE ("4", "null", ITEM ("3", "10")));
  assert_items (server, client, three, 3, "1 3 2 5");
}

static void
add_singles (OmniTestServer *server)
{
  add_reply (server, "order=10", "[" ITEM ("1", "10") ", " ITEM ("3", "10") "]");
  add_reply (server, "order=20", "[" ITEM ("2", "20") "]");
  add_reply (server, "order=30", "[" ITEM ("5", "30") "]");
}

static void
test_filter_ignored (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that a server that ignores the filter is asked order by order, from then "
                  "on.");

  add_reply (server, "order__in=10,20,30",
             PAGE ("500000", "\"?page=2\"",
                   ITEM ("1", "10") ", " ITEM ("99", "40") ", " ITEM ("2", "20")));
  add_singles (server);
  assert_items (server, client, three, 3, "1 3 2 5");
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 4);

  add_singles (server);
  assert_items (server, client, three, 3, "1 3 2 5");
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 7);
}

static void
test_filter_ignored_late (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that a foreign line on a later page is noticed too.");

  add_reply (server, "order__in=10,20,30&page=1",
             PAGE ("5", "\"?page=2\"",
                   ITEM ("1", "10") ", " ITEM ("2", "20") ", " ITEM ("5", "30")));
  add_reply (server, "order__in=10,20,30&page=2",
             PAGE ("5", "null", ITEM ("3", "10") ", " ITEM ("99", "40")));
  add_singles (server);
  assert_items (server, client, three, 3, "1 3 2 5");
}

static void
test_filter_refused (void)
{
  static const guint statuses[] = { 400, 404, 405, 406 };

  g_test_summary ("Test that a server that refuses the filter is asked order by order.");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);

      omni_test_reply_set_query (omni_test_server_add (server, "GET", DETAILED_PATH, statuses[i],
                                                       "{}"),
                                 "order__in=10,20,30");
      add_singles (server);
      assert_items (server, client, three, 3, "1 3 2 5");
    }
}

static void
test_filter_crashes (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniTestReply *reply = omni_test_server_add (server, "GET", DETAILED_PATH, 500,
                                               "<h1>FieldError</h1>");

  g_test_summary ("Test that a server that fails over the filter is asked order by order.");

  omni_test_reply_set_query (reply, "order__in=10,20,30");
  omni_test_reply_set_forever (reply);
  add_singles (server);
  assert_items (server, client, three, 3, "1 3 2 5");
}

static void
test_filter_half_understood (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that orders without lines are asked about again: the server may have taken "
                  "one key only.");

  add_reply (server, "order__in=10,20,30",
             PAGE ("2", "null", ITEM ("1", "10") ", " ITEM ("3", "10")));
  add_reply (server, "order=20", "[" ITEM ("2", "20") "]");
  add_reply (server, "order=30", "[" ITEM ("5", "30") "]");
  assert_items (server, client, three, 3, "1 3 2 5");
}

static void
test_count_differs (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that an answer with fewer lines than it says is not trusted.");

  add_reply (server, "order__in=10,20,30",
             PAGE ("4", "null", ITEM ("1", "10") ", " ITEM ("2", "20") ", " ITEM ("5", "30")));
  add_singles (server);
  assert_items (server, client, three, 3, "1 3 2 5");
}

static void
test_foreign_line (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a line of another order is never taken for one of the order asked "
                  "for.");

  add_reply (server, "order=10", "[" ITEM ("1", "10") ", " ITEM ("99", "40") "]");
  g_assert_null (omni_client_list_order_items (client, three, 1, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

static void
test_from_order (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the lines are taken from the order itself where the server gives "
                  "those of any order, and only if they are its own.");

  add_reply (server, "order=10", PAGE ("2", "null", ITEM ("1", "10") ", " ITEM ("99", "40")));
  omni_test_server_add (server, "GET", ORDER_PATH, 200,
                        "{\"pk\": 10, \"orderitem_set\": [" ITEM ("1", "10") ", " ITEM ("2", "10")
                        "]}");
  assert_items (server, client, three, 1, "1 2");

  add_reply (server, "order=10", PAGE ("1", "null", ITEM ("99", "40")));
  omni_test_server_add (server, "GET", ORDER_PATH, 200,
                        "{\"pk\": 10, \"orderitem_set\": [" ITEM ("99", "40") "]}");
  g_assert_null (omni_client_list_order_items (client, three, 1, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

static void
test_no_detailed_form (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniTestReply *reply;

  g_test_summary ("Test that a server without the detailed form gives the plain lines.");

  omni_test_server_add (server, "GET", DETAILED_PATH, 404, NULL);
  reply = omni_test_server_add (server, "GET", FLAT_PATH, 200,
                                PAGE ("1", "null", FLAT_ITEM ("1", "10")));
  omni_test_reply_set_query (reply, "order=10");
  assert_items (server, client, three, 1, "1");
}

static void
test_endless (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a list that promises more and gives nothing is a bad reply.");

  omni_test_reply_set_forever (add_reply (server, "order=10", PAGE ("3", "\"?page=2\"", "")));
  g_assert_null (omni_client_list_order_items (client, three, 1, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

static void
test_chunks (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 order_pks[250];
  GString *chunk = g_string_new ("[");

  g_test_summary ("Test that a great many orders are asked for by the hundred.");

  for (guint i = 0; i < G_N_ELEMENTS (order_pks); i++)
    {
      order_pks[i] = i + 1;
      g_string_append_printf (chunk, "%s" ITEM ("%u", "%u"), chunk->len > 1 ? ", " : "", i + 1,
                              i + 1, i + 1);
      if ((i + 1) % 100 == 0 || i + 1 == G_N_ELEMENTS (order_pks))
        {
          g_string_append (chunk, "]");
          omni_test_server_add (server, "GET", DETAILED_PATH, 200, chunk->str);
          g_string_assign (chunk, "[");
        }
    }
  g_string_free (chunk, TRUE);

  items = omni_client_list_order_items (client, order_pks, G_N_ELEMENTS (order_pks), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 250);
  g_assert_cmpint (omni_order_item_get_order (g_ptr_array_index (items, 249)), ==, 250);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 3);
}

static void
test_failure (void)
{
  static const struct
  {
    guint status;
    OmniError code;
  } failures[] = {
    { 401, OMNI_ERROR_SIGNED_OUT },
    { 403, OMNI_ERROR_FORBIDDEN },
    { 500, OMNI_ERROR_SERVER },
  };

  g_test_summary ("Test that what is not the filter's fault is an error.");

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (GError) error = NULL;

      omni_test_reply_set_forever (omni_test_server_add (server, "GET", DETAILED_PATH,
                                                         failures[i].status, "{}"));
      g_assert_null (omni_client_list_order_items (client, three, 3, NULL, &error));
      g_assert_error (error, OMNI_ERROR, (int) failures[i].code);
    }
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/items/one", test_one);
  g_test_add_func ("/net/items/none", test_none);
  g_test_add_func ("/net/items/many", test_many);
  g_test_add_func ("/net/items/filter-ignored", test_filter_ignored);
  g_test_add_func ("/net/items/filter-ignored-late", test_filter_ignored_late);
  g_test_add_func ("/net/items/filter-refused", test_filter_refused);
  g_test_add_func ("/net/items/filter-crashes", test_filter_crashes);
  g_test_add_func ("/net/items/filter-half-understood", test_filter_half_understood);
  g_test_add_func ("/net/items/count-differs", test_count_differs);
  g_test_add_func ("/net/items/foreign-line", test_foreign_line);
  g_test_add_func ("/net/items/from-order", test_from_order);
  g_test_add_func ("/net/items/no-detailed-form", test_no_detailed_form);
  g_test_add_func ("/net/items/endless", test_endless);
  g_test_add_func ("/net/items/chunks", test_chunks);
  g_test_add_func ("/net/items/failure", test_failure);

  return g_test_run ();
}
