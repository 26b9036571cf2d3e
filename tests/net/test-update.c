/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#define UPDATE_PATH "/api/i1/order_items/bulk_status_update/"
#define DETAILED_PATH "/api/v1/order_item/detailed_integration/"
#define FLAT_PATH "/api/v1/order_items/"
#define PAGE(results)                                                                              \
  "{\"count\": 3, \"next\": null, \"previous\": null, \"results\": [" results "]}"
#define ITEM(pk, status) "{\"pk\": " pk ", \"order\": 9, \"status\": \"" status "\"}"

static const gint64 three[] = { 3, 1, 2 };

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
assert_statuses (GPtrArray *items, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (items);
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              item != NULL ? omni_order_item_get_status (item) : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static GPtrArray *
list_three (OmniClient *client)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = omni_client_list_order_items_by_key (client, three, 3, NULL, &error);

  g_assert_no_error (error);
  return items;
}

static void
test_list (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;

  g_test_summary ("Test that items come in the order of their keys and a missing one is told.");

  omni_test_reply_set_query (omni_test_server_add (server, "GET", DETAILED_PATH, 200,
                                                   PAGE (ITEM ("1", "450") "," ITEM ("3", "500"))),
                             "pk__in=3,1,2&page=1");
  omni_test_server_add (server, "GET", FLAT_PATH "2/", 404, "{\"detail\": \"Not found.\"}");

  items = list_three (client);
  assert_statuses (items, "500 450 -");
  omni_test_server_assert_done (server);
}

static void
test_ignored_filter (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_test_summary ("Test that a server that ignores the filter is asked for each item.");

  omni_test_server_add (server, "GET", DETAILED_PATH, 200,
                        PAGE (ITEM ("1", "450") "," ITEM ("7", "500")));
  omni_test_server_add (server, "GET", FLAT_PATH, 200, PAGE (ITEM ("8", "450")));
  for (guint i = 0; i < 2; i++)
    {
      omni_test_server_add (server, "GET", FLAT_PATH "3/", 200, ITEM ("3", "550"));
      omni_test_server_add (server, "GET", FLAT_PATH "1/", 200, ITEM ("1", "450"));
      omni_test_server_add (server, "GET", FLAT_PATH "2/", 200, ITEM ("2", "400"));
    }

  items = list_three (client);
  assert_statuses (items, "550 450 400");
  again = list_three (client);
  assert_statuses (again, "550 450 400");
  g_assert_cmpuint (omni_test_server_count (server, "GET", DETAILED_PATH), ==, 1);
  omni_test_server_assert_done (server);
}

static void
test_update (void)
{
  static const OmniItemUpdate updates[] = {
    { 3, { [OMNI_ITEM_STATUS] = "500", [OMNI_ITEM_TRACKING_NUMBER] = "007 \"x\"" } },
    { G_MAXINT64, { [OMNI_ITEM_INVOICE_NUMBER] = "" } },
  };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that only the values that are to change are sent, and the answer is read.");

  omni_test_server_add (server, "PATCH", UPDATE_PATH, 200,
                        "{\"orderitem_set\": [" ITEM ("3", "500") "]}");

  items = omni_client_update_order_items (client, updates, G_N_ELEMENTS (updates), NULL, &error);
  g_assert_no_error (error);
  assert_statuses (items, "500 -");
  g_assert_cmpstr (
      omni_test_server_get_request (server, 0)->body, ==,
      "{\"orderitem_set\":[{\"id\":3,\"status\":\"500\",\"tracking_number\":\"007 \\\"x\\\"\"},"
      "{\"id\":9223372036854775807,\"invoice_number\":null}]}");
  omni_test_server_assert_done (server);
}

static void
test_update_silent (gconstpointer body)
{
  static const OmniItemUpdate update = { 3, { [OMNI_ITEM_STATUS] = "500" } };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a good answer of another form shows nothing and is no error.");

  omni_test_server_add (server, "PATCH", UPDATE_PATH, 200, body);
  items = omni_client_update_order_items (client, &update, 1, NULL, &error);
  g_assert_no_error (error);
  assert_statuses (items, "-");
}

static void
test_refused (void)
{
  static const OmniItemUpdate updates[] = {
    { 1, { [OMNI_ITEM_STATUS] = "500" } },
    { 2, { [OMNI_ITEM_STATUS] = "999" } },
    { 3, { [OMNI_ITEM_STATUS] = "500" } },
  };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_test_summary (
      "Test that what a refusal says about rows is found, and that nothing is repeated.");

  omni_test_server_add (server, "PATCH", UPDATE_PATH, 400,
                        "{\"orderitem_set\": [{}, {\"status\": [\"Not a choice.\"],"
                        " \"non_field_errors\": [\"Closed.\"]}, {}], \"code\": \"bulk_100_1\"}");
  items = omni_client_update_order_items (client, updates, 3, NULL, &error);
  g_assert_null (items);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_cmpstr (omni_error_get_server_code (error), ==, "bulk_100_1");

  rows = omni_item_update_split_error (error, 3);
  g_assert_nonnull (rows);
  g_assert_null (rows->pdata[0]);
  g_assert_cmpstr (rows->pdata[1], ==, "status: Not a choice. Closed.");
  g_assert_null (rows->pdata[2]);
  omni_test_server_assert_done (server);
}

static void
test_not_repeated (void)
{
  static const OmniItemUpdate update = { 1, { [OMNI_ITEM_STATUS] = "500" } };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an update whose answer is lost is not sent again.");

  omni_test_reply_set_drop (omni_test_server_add (server, "PATCH", UPDATE_PATH, 200, "{}"));
  items = omni_client_update_order_items (client, &update, 1, NULL, &error);
  g_assert_null (items);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_OFFLINE);
  g_assert_null (omni_item_update_split_error (error, 1));
  g_assert_cmpuint (omni_test_server_count (server, "PATCH", UPDATE_PATH), ==, 1);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/update/list", test_list);
  g_test_add_func ("/net/update/ignored-filter", test_ignored_filter);
  g_test_add_func ("/net/update/update", test_update);
  g_test_add_data_func ("/net/update/silent/empty", "", test_update_silent);
  g_test_add_data_func ("/net/update/silent/object", "{\"updated\": 1}", test_update_silent);
  g_test_add_data_func ("/net/update/silent/list", "[1, 2]", test_update_silent);
  g_test_add_data_func ("/net/update/silent/page", "<html></html>", test_update_silent);
  g_test_add_func ("/net/update/refused", test_refused);
  g_test_add_func ("/net/update/not-repeated", test_not_repeated);

  return g_test_run ();
}
