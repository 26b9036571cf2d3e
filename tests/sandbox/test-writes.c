/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "sandbox-test.h"

#include <string.h>

static Sandbox *sandbox;
static char *token;

/* The first item of the first order in a status. */
static gint64
find_item (const char *status, gint64 *order)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/v1/order_items/?status=%s&cancel_status__isnull=true&limit=1&sort=pk",
      status);
  JsonObject *row =
      json_array_get_object_element (json_object_get_array_member (page, "results"), 0);

  if (order != NULL)
    *order = json_object_get_int_member (row, "order");
  return json_object_get_int_member (row, "pk");
}

static guint
patch_item (gint64 item, const char *body, JsonObject **answer)
{
  g_autofree char *target = g_strdup_printf ("/api/v1/order_items/%d/", (int)item);
  g_autoptr (JsonNode) node = NULL;
  guint status = sandbox_test_ask (sandbox, token, "PATCH", target, body, &node);

  if (answer != NULL)
    *answer = json_node_dup_object (node);
  return status;
}

static gint64
count_logs (gint64 order)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/orders/%d/logs/?limit=1", (int)order);

  return json_object_get_int_member (page, "count");
}

static void
assert_error (guint expected_status,
              const char *method,
              const char *target,
              const char *body,
              const char *member,
              const char *code)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *answer;

  g_test_message ("%s %s %s", method, target, body);
  g_assert_cmpuint (sandbox_test_ask (sandbox, token, method, target, body, &node), ==,
                    expected_status);
  answer = json_node_get_object (node);
  g_assert_true (json_object_has_member (answer, member));
  if (code != NULL)
    g_assert_cmpstr (json_object_get_string_member (answer, "code"), ==, code);
}

static void
test_item_patch_changes_what_is_sent (void)
{
  gint64 order;
  gint64 item = find_item ("400", &order);
  gint64 n_logs = count_logs (order);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *extra;

  g_assert_cmpuint (
      patch_item (item,
                  "{\"status\":\"preparing\",\"shipping_company\":\"yurtici\","
                  "\"tracking_number\":\"00733005124881712345678901\","
                  "\"invoice_number\":\"AKM1\",\"invoice_date\":\"2025-03-05T00:00:00Z\","
                  "\"e_archive_url\":\"https://files.acme.example/inv/417.pdf\","
                  "\"extra_field\":{\"packed_by\":\"hat-3\"},\"attributes\":{\"a\":true},"
                  "\"price\":\"0.01\",\"unknown\":5}",
                  &answer),
      ==, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "status"), ==, "450");
  g_assert_cmpstr (json_object_get_string_member (answer, "tracking_number"), ==,
                   "00733005124881712345678901");
  g_assert_cmpstr (json_object_get_string_member (answer, "invoice_date"), ==,
                   "2025-03-05T00:00:00.000000Z");
  g_assert_cmpstr (json_object_get_string_member (answer, "price"), !=, "0.01");
  extra = json_object_get_object_member (answer, "extra_field");
  g_assert_cmpstr (json_object_get_string_member (extra, "packed_by"), ==, "hat-3");
  g_assert_true (json_object_has_member (extra, "id"));
  g_assert_cmpint (count_logs (order), ==, n_logs + 1);

  g_assert_cmpuint (patch_item (item, "{}", NULL), ==, 200);
  g_assert_cmpuint (patch_item (item, "{\"status\":\"450\"}", NULL), ==, 200);
  g_assert_cmpint (count_logs (order), ==, n_logs + 1);
}

static void
test_item_patch_refuses (void)
{
  gint64 item = find_item ("450", NULL);
  g_autofree char *target = g_strdup_printf ("/api/v1/order_items/%d/", (int)item);
  g_autofree char *ended =
      g_strdup_printf ("/api/v1/order_items/%d/", (int)find_item ("500", NULL));

  assert_error (400, "PATCH", target, "{\"status\":\"777\"}", "status", "invalid");
  assert_error (400, "PATCH", target, "{\"status\":null}", "status", "invalid");
  assert_error (400, "PATCH", target, "{\"shipping_company\":\"yurtci\"}", "shipping_company",
                "invalid");
  assert_error (400, "PATCH", target, "{\"invoice_date\":\"5.3.2025\"}", "invoice_date", "invalid");
  assert_error (400, "PATCH", target, "{\"e_archive_url\":\"file:///etc/passwd\"}", "e_archive_url",
                "invalid");
  assert_error (400, "PATCH", target, "{\"tracking_number\":[1]}", "tracking_number", "invalid");
  assert_error (400, "PATCH", target, "{\"attributes\":[]}", "attributes", "invalid");
  assert_error (400, "PATCH", target, "{\"order\":80001}", "order", "invalid");
  assert_error (400, "PUT", target, "{}", "order", "invalid");
  assert_error (400, "PATCH", target, "{\"status\":", "detail", "parse_error");
  assert_error (400, "PATCH", target, "7", "non_field_errors", "invalid");
  assert_error (406, "PATCH", target, "{\"status\":\"100\"}", "non_field_errors",
                "order_items_100_1");
  assert_error (406, "PATCH", ended, "{\"status\":\"refunded\"}", "non_field_errors",
                "order_items_100_1");
  assert_error (404, "PATCH", "/api/v1/order_items/1/", "{}", "detail", "not_found");
  assert_error (404, "PATCH", "/api/v1/order_items/205001", "{}", "detail", "not_found");
  assert_error (405, "DELETE", target, NULL, "detail", "method_not_allowed");
}

static void
test_cancel_status_steps (void)
{
  gint64 item = find_item ("550", NULL);

  g_assert_cmpuint (patch_item (item, "{\"cancel_status\":\"approved\"}", NULL), ==, 200);
  g_assert_cmpuint (patch_item (item, "{\"cancel_status\":\"confirmed\"}", NULL), ==, 406);
  g_assert_cmpuint (patch_item (item, "{\"cancel_status\":\"waiting_for_payment\"}", NULL), ==,
                    200);
  g_assert_cmpuint (patch_item (item, "{\"cancel_status\":\"approved\"}", NULL), ==, 406);
  g_assert_cmpuint (patch_item (item, "{\"cancel_status\":\"nonsense\"}", NULL), ==, 400);
}

/* The order list sees at once what a write did. */
static void
test_order_follows_its_items (void)
{
  gint64 order;
  gint64 first = find_item ("350", &order);
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/order_items/?order=%d&limit=100", (int)order);
  JsonArray *rows = json_object_get_array_member (page, "results");
  g_autoptr (JsonObject) before =
      sandbox_test_get (sandbox, token, "/api/i1/orders/?status=540&limit=1");
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (JsonObject) flat = NULL;

  g_assert_cmpint (first, >, 0);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_assert_cmpuint (
        patch_item (json_object_get_int_member (json_array_get_object_element (rows, i), "pk"),
                    "{\"status\":\"540\",\"tracking_number\":\"TRK-ŞIK-1\"}", NULL),
        ==, 200);
  after = sandbox_test_get (sandbox, token, "/api/i1/orders/?status=540&limit=1");
  found = sandbox_test_get (sandbox, token, "/api/i1/orders/?search=trk-%%C5%%9Fik-1&limit=1");
  flat = sandbox_test_get (sandbox, token, "/api/v1/orders/%d/", (int)order);

  g_assert_cmpint (json_object_get_int_member (after, "count"), ==,
                   json_object_get_int_member (before, "count") + 1);
  g_assert_cmpint (json_object_get_int_member (found, "count"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (flat, "status"), ==, "540");
  g_assert_cmpstr (json_object_get_string_member (flat, "tracking_number"), ==, "TRK-ŞIK-1");
}

static void
test_bulk_is_all_or_nothing (void)
{
  gint64 order;
  gint64 item = find_item ("400", &order);
  gint64 other = find_item ("520", NULL);
  gint64 n_logs = count_logs (order);
  g_autofree char *bad = g_strdup_printf (
      "{\"orderitem_set\":[{\"id\":%d,\"status\":\"500\"},{\"id\":%d,\"status\":\"999\"},"
      "{\"id\":\"x\"},{\"id\":%d}]}",
      (int)item, (int)other, (int)item);
  g_autofree char *refused = g_strdup_printf ("{\"orderitem_set\":[{\"id\":%d,\"status\":\"500\"},"
                                              "{\"id\":%d,\"status\":\"100\"}]}",
                                              (int)item, (int)other);
  g_autofree char *good = g_strdup_printf (
      "{\"orderitem_set\":[{\"id\":%d,\"status\":\"500\","
      "\"tracking_number\":\"7330051248817\"},{\"id\":%d,\"invoice_number\":\"A\"}]}",
      (int)item, (int)other);
  g_autoptr (JsonNode) answer = NULL;
  JsonArray *rows;

  g_assert_cmpuint (sandbox_test_ask (sandbox, token, "PATCH",
                                      "/api/i1/order_items/bulk_status_update/", bad, &answer),
                    ==, 400);
  rows = json_object_get_array_member (json_node_get_object (answer), "orderitem_set");
  g_assert_cmpuint (json_array_get_length (rows), ==, 4);
  g_assert_cmpuint (json_object_get_size (json_array_get_object_element (rows, 0)), ==, 0);
  g_assert_true (json_object_has_member (json_array_get_object_element (rows, 1), "status"));
  g_assert_true (json_object_has_member (json_array_get_object_element (rows, 2), "id"));
  g_assert_true (json_object_has_member (json_array_get_object_element (rows, 3), "id"));
  g_assert_cmpint (find_item ("400", NULL), ==, item);
  g_assert_cmpint (count_logs (order), ==, n_logs);

  g_assert_cmpuint (sandbox_test_status (sandbox, token, "PATCH",
                                         "/api/i1/order_items/bulk_status_update/", refused),
                    ==, 406);
  g_assert_cmpint (find_item ("400", NULL), ==, item);

  g_assert_cmpuint (sandbox_test_status (sandbox, token, "PATCH",
                                         "/api/i1/order_items/bulk_status_update/", good),
                    ==, 200);
  g_assert_cmpint (find_item ("400", NULL), !=, item);
  g_assert_cmpint (count_logs (order), ==, n_logs + 1);

  assert_error (400, "PATCH", "/api/i1/order_items/bulk_status_update/", "{}", "orderitem_set",
                "invalid");
}

static void
test_order_patch_changes_is_send_only (void)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *order;

  g_assert_cmpuint (sandbox_test_ask (sandbox, token, "PATCH", "/api/v1/orders/80010/",
                                      "{\"is_send\":true,\"status\":\"100\",\"amount\":\"1\"}",
                                      &answer),
                    ==, 200);
  order = json_node_get_object (answer);
  g_assert_true (json_object_get_boolean_member (order, "is_send"));
  g_assert_cmpstr (json_object_get_string_member (order, "status"), !=, "100");
  assert_error (400, "PATCH", "/api/v1/orders/80010/", "{\"is_send\":\"yes\"}", "is_send",
                "invalid");
}

static void
test_customer_patch_shows_everywhere (void)
{
  g_autoptr (JsonObject) order = sandbox_test_get (sandbox, token, "/api/v1/orders/80005/");
  gint64 pk = json_object_get_int_member (order, "customer");
  gint64 n_logs = count_logs (80005);
  g_autofree char *target = g_strdup_printf ("/api/v1/customers/%d/", (int)pk);
  g_autoptr (JsonObject) nested = NULL;
  g_autoptr (JsonObject) found = NULL;
  JsonObject *customer;

  g_assert_cmpuint (
      sandbox_test_status (sandbox, token, "PATCH", target,
                           "{\"first_name\":\"Iğdırlı\",\"last_name\":\"Aydın \\\"Er\\\"\","
                           "\"phone_number\":null}"),
      ==, 200);
  nested = sandbox_test_get (sandbox, token, "/api/i1/orders/?pk=80005");
  customer = json_object_get_object_member (
      json_array_get_object_element (json_object_get_array_member (nested, "results"), 0),
      "customer");
  g_assert_cmpstr (json_object_get_string_member (customer, "first_name"), ==, "Iğdırlı");
  g_assert_cmpstr (json_object_get_string_member (customer, "last_name"), ==, "Aydın \"Er\"");
  g_assert_true (json_node_is_null (json_object_get_member (customer, "phone_number")));
  found = sandbox_test_get (sandbox, token, "/api/i1/orders/?search=i%%C4%%9Fdirli&limit=1");
  g_assert_cmpint (json_object_get_int_member (found, "count"), >=, 1);
  g_assert_cmpint (count_logs (80005), ==, n_logs + 1);

  assert_error (400, "PATCH", target, "{\"email\":\"nobody\"}", "email", "invalid");
  assert_error (400, "PATCH", target, "{\"first_name\":\"\"}", "first_name", "invalid");
  assert_error (400, "PATCH", target, "{\"channel\":999}", "channel", "invalid");
  assert_error (400, "PUT", target, "{\"first_name\":\"A\"}", "is_active", "invalid");
}

static void
test_address_patch_guards_duplicates (void)
{
  g_autoptr (JsonObject) order = sandbox_test_get (sandbox, token, "/api/i1/orders/?pk=80006");
  JsonObject *row =
      json_array_get_object_element (json_object_get_array_member (order, "results"), 0);
  gint64 pk =
      json_object_get_int_member (json_object_get_object_member (row, "shipping_address"), "pk");
  g_autofree char *target = g_strdup_printf ("/api/v1/addresses/%d/", (int)pk);
  g_autoptr (JsonObject) before = sandbox_test_get (sandbox, token, "%s", target);
  g_autoptr (JsonObject) after = NULL;

  g_assert_cmpuint (sandbox_test_status (sandbox, token, "PATCH", target,
                                         "{\"line\":\"Şair Nedim Cd. 1,\\nDaire 2\","
                                         "\"postcode\":\"01234\"}"),
                    ==, 200);
  after = sandbox_test_get (sandbox, token, "%s", target);
  g_assert_cmpstr (json_object_get_string_member (after, "postcode"), ==, "01234");
  g_assert_cmpstr (json_object_get_string_member (after, "hash_data"), !=,
                   json_object_get_string_member (before, "hash_data"));
  assert_error (400, "PATCH", target, "{\"city\":99999}", "city", "invalid");
  assert_error (400, "PATCH", target, "{\"tax_no\":\"012345678901234567890\"}", "tax_no",
                "invalid");
}

static void
test_reasons_change_in_their_channel (void)
{
  g_autoptr (JsonObject) reason = NULL;

  assert_error (405, "PATCH", "/api/v1/cancellation_reasons/7/", "{}", "detail",
                "method_not_allowed");
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "PATCH",
                                         "/api/v1/channel/2/cancellation_reasons/9/",
                                         "{\"subject\":\"Yeni\",\"order\":5}"),
                    ==, 200);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "DELETE",
                                         "/api/v1/channel/2/cancellation_reasons/9/", NULL),
                    ==, 204);
  reason = sandbox_test_get (sandbox, token, "/api/v1/cancellation_reasons/9/");
  g_assert_false (json_object_get_boolean_member (reason, "is_active"));
}

/* Sends a form with one file in it. */
static guint
upload (const char *part, const char *text, JsonNode **answer)
{
  g_autoptr (SandboxRequest) request =
      sandbox_request_new ("POST", "/api/v1/order_items/bulk_update_file/");
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  request->authorization = g_strconcat ("Token ", token, NULL);
  request->content_type = g_strdup ("multipart/form-data; boundary=edge");
  g_string_printf (request->body,
                   "--edge\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.csv\"\r\n"
                   "Content-Type: text/csv\r\n\r\n%s\r\n--edge--\r\n",
                   part, text);
  sandbox_handle (sandbox, request, reply);
  *answer = json_from_string (reply->body->str, NULL);

  return reply->status;
}

/* What is wrong with one row does not keep the others out; an empty cell changes nothing. */
static void
test_update_file (void)
{
  gint64 item = find_item ("400", NULL);
  g_autofree char *text =
      g_strdup_printf ("\xef\xbb\xbfsku;id;order_number;status;tracking_number;invoice_number\r\n"
                       "\"a;b\";%d;x;500;\"00\"\"7\";\r\n;%d;;100;;\n;abc;;;;\r\n;205003;;;;\r\n",
                       (int)item, (int)find_item ("450", NULL));
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) none = NULL;
  g_autoptr (JsonNode) other = NULL;
  g_autoptr (JsonObject) changed = NULL;
  JsonArray *errors;

  g_assert_cmpuint (upload ("file", text, &answer), ==, 200);
  errors = json_object_get_array_member (json_node_get_object (answer), "errors");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (answer), "updated"), ==, 2);
  g_assert_cmpuint (json_array_get_length (errors), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (errors, 0), "row"),
                   ==, 3);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (errors, 0), "field"), ==,
      "status");
  changed = sandbox_test_get (sandbox, token, "/api/v1/order_items/%d/", (int)item);
  g_assert_cmpstr (json_object_get_string_member (changed, "status"), ==, "500");
  g_assert_cmpstr (json_object_get_string_member (changed, "tracking_number"), ==, "00\"7");

  g_assert_cmpuint (upload ("attachment", text, &none), ==, 400);
  g_assert_cmpuint (upload ("file", "a,b\n1,2\n", &other), ==, 400);
}

static void
test_files_to_take_away (void)
{
  g_autoptr (SandboxRequest) request =
      sandbox_request_new ("GET", "/api/v1/orders/?format=csv&pk__in=80001,80002&sort=pk");
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  request->authorization = g_strconcat ("Token ", token, NULL);
  sandbox_handle (sandbox, request, reply);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_prefix (reply->content_type, "text/csv"));
  g_assert_true (g_str_has_prefix (reply->body->str, "number,date_placed,channel,status,"));
  g_assert_true (g_str_has_suffix (reply->body->str, "\r\n"));
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; (text = strstr (text, "\r\n")) != NULL; text++)
    n++;

  return n;
}

static void
test_plans_to_take_away (void)
{
  g_autofree char *reader = sandbox_test_sign_in (sandbox, "mert.second");
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/cancellation_plans/?status=completed&limit=1");
  const char *target = "/api/v1/cancellation_plans/?format=csv&status=completed&limit=1";
  g_autoptr (SandboxRequest) request = sandbox_request_new ("GET", target);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  request->authorization = g_strconcat ("Token ", token, NULL);
  sandbox_handle (sandbox, request, reply);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_prefix (reply->content_type, "text/csv"));
  g_assert_true (g_str_has_prefix (
      reply->body->str, "pk,uuid,order,order_number,plan_type,status,refund_amount,"));
  g_assert_cmpint (count_lines (reply->body->str), ==,
                   json_object_get_int_member (page, "count") + 1);
  g_assert_cmpint (json_object_get_int_member (page, "count"), >, 1);
  g_assert_cmpuint (sandbox_test_status (sandbox, reader, "GET", target, NULL), ==, 403);
}

/* A channel's program brings an order, and it is found, and adds up. */
static void
test_channel_brings_an_order (void)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/channel/2/addresses/?limit=1");
  JsonObject *address =
      json_array_get_object_element (json_object_get_array_member (page, "results"), 0);
  g_autofree char *body = g_strdup_printf (
      "{\"order\":{\"number\":\"000NEW-1\",\"customer\":%d,\"shipping_address\":%d,"
      "\"billing_address\":%d,\"currency\":\"try\",\"shipping_amount\":\"9.90\"},"
      "\"order_item\":[{\"product\":7701,\"price\":\"100.10\",\"discount_amount\":\"10.00\"}]}",
      (int)json_object_get_int_member (address, "customer"),
      (int)json_object_get_int_member (address, "pk"),
      (int)json_object_get_int_member (address, "pk"));
  g_autoptr (JsonObject) found = NULL;
  JsonObject *order;

  g_assert_cmpuint (
      sandbox_test_status (sandbox, token, "POST", "/api/v1/channel/2/create_orders/", body), ==,
      201);
  g_assert_cmpuint (
      sandbox_test_status (sandbox, token, "POST", "/api/v1/channel/2/create_orders/", body), ==,
      406);
  found = sandbox_test_get (sandbox, token, "/api/i1/orders/?search=000new-1");
  g_assert_cmpint (json_object_get_int_member (found, "count"), ==, 1);
  order = json_array_get_object_element (json_object_get_array_member (found, "results"), 0);
  g_assert_cmpstr (json_object_get_string_member (order, "amount"), ==, "100.00");
  g_assert_cmpstr (json_object_get_string_member (order, "status"), ==, "200");
}

/* Whoever may only look changes nothing anywhere, and nor does who is not signed in. */
static void
test_every_write_needs_the_right (void)
{
  static const char *const writes[] = {
    "PATCH v1/orders/80010/",
    "PATCH v1/channel/2/orders/80010/",
    "POST v1/orders/80010/cancel/",
    "POST i1/orders/80010/cancel/",
    "POST v1/channel/2/orders/80010/cancel/",
    "POST v1/channel/2/orders/80010/bulk_replace_product/",
    "POST v1/channel/2/create_orders/",
    "POST v1/channel/2/order_shipping_infos/",
    "PATCH v1/order_items/205001/",
    "PUT v1/order_items/205001/",
    "PATCH i1/order_items/205001/",
    "PATCH i1/order_items/bulk_status_update/",
    "POST v1/order_items/bulk_update_file/",
    "POST v1/channel/2/customers/",
    "PUT v1/customers/51001/",
    "PATCH v1/customers/51001/",
    "PATCH v1/channel/2/customers/51001/",
    "POST v1/channel/2/addresses/",
    "PATCH v1/addresses/90001/",
    "POST v1/channel/2/cancellation_reasons/",
    "PUT v1/channel/2/cancellation_reasons/7/",
    "PATCH v1/channel/2/cancellation_reasons/7/",
    "DELETE v1/channel/2/cancellation_reasons/7/",
    "POST v1/cancellation_plans/6601/create_payment_plan/",
    "POST v1/cancellation_plans/6601/manual_refund/",
    "POST v1/channel/2/cancellation_requests/",
    "POST v1/cancellation_requests/1101/reject/",
    "POST v1/cancellation_requests/1101/approve/",
  };
  g_autofree char *reader = sandbox_test_sign_in (sandbox, "view.can");
  g_autoptr (JsonObject) before = sandbox_test_get (sandbox, NULL, "/sandbox/");
  g_autoptr (JsonObject) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (writes[i], " ", 2);
      g_autofree char *target = g_strconcat ("/api/", parts[1], NULL);

      g_test_message ("%s", writes[i]);
      g_assert_cmpuint (sandbox_test_status (sandbox, reader, parts[0], target, "{}"), ==, 403);
      g_assert_cmpuint (sandbox_test_status (sandbox, NULL, parts[0], target, "{}"), ==, 401);
    }
  after = sandbox_test_get (sandbox, NULL, "/sandbox/");
  g_assert_cmpint (json_object_get_int_member (after, "writes"), ==,
                   json_object_get_int_member (before, "writes"));
}

static void
test_rights (void)
{
  g_autofree char *reader = sandbox_test_sign_in (sandbox, "view.can");

  g_assert_cmpuint (sandbox_test_status (sandbox, reader, "GET", "/api/i1/orders/", NULL), ==, 200);
  g_assert_cmpuint (sandbox_test_status (sandbox, reader, "PATCH", "/api/v1/orders/80010/", "{}"),
                    ==, 403);
  g_assert_cmpuint (
      sandbox_test_status (sandbox, reader, "POST", "/api/i1/orders/80010/cancel/", "{}"), ==, 403);
  g_assert_cmpuint (
      sandbox_test_status (sandbox, reader, "PATCH", "/api/v1/customers/51001/", "{}"), ==, 403);
  g_assert_cmpuint (sandbox_test_status (sandbox, NULL, "GET", "/api/i1/orders/", NULL), ==, 401);
  g_assert_cmpuint (sandbox_test_status (sandbox, "wrong", "GET", "/api/i1/orders/", NULL), ==,
                    401);
  g_assert_cmpuint (sandbox_test_status (sandbox, NULL, "POST", "/api/v1/auth/login/",
                                         "{\"username\":\"old.deniz\",\"password\":\"omnidesk\"}"),
                    ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, NULL, "POST", "/api/v1/auth/login/",
                                         "{\"username\":\"ops.elif\"}"),
                    ==, 400);
  g_assert_cmpuint (sandbox_test_status (sandbox, reader, "POST", "/api/v1/auth/logout/", NULL), ==,
                    200);
  g_assert_cmpuint (sandbox_test_status (sandbox, reader, "GET", "/api/i1/orders/", NULL), ==, 401);
}

int
main (int argc, char **argv)
{
  int status;

  omni_test_init (&argc, &argv);
  g_test_summary ("Writes: items, bulk updates, orders, customers, addresses, and rights");

  g_test_add_func ("/sandbox/writes/item-patch-changes-what-is-sent",
                   test_item_patch_changes_what_is_sent);
  g_test_add_func ("/sandbox/writes/item-patch-refuses", test_item_patch_refuses);
  g_test_add_func ("/sandbox/writes/cancel-status-steps", test_cancel_status_steps);
  g_test_add_func ("/sandbox/writes/order-follows-its-items", test_order_follows_its_items);
  g_test_add_func ("/sandbox/writes/bulk-is-all-or-nothing", test_bulk_is_all_or_nothing);
  g_test_add_func ("/sandbox/writes/order-patch-changes-is-send-only",
                   test_order_patch_changes_is_send_only);
  g_test_add_func ("/sandbox/writes/customer-patch-shows-everywhere",
                   test_customer_patch_shows_everywhere);
  g_test_add_func ("/sandbox/writes/address-patch-guards-duplicates",
                   test_address_patch_guards_duplicates);
  g_test_add_func ("/sandbox/writes/reasons-change-in-their-channel",
                   test_reasons_change_in_their_channel);
  g_test_add_func ("/sandbox/writes/update-file", test_update_file);
  g_test_add_func ("/sandbox/writes/files-to-take-away", test_files_to_take_away);
  g_test_add_func ("/sandbox/writes/plans-to-take-away", test_plans_to_take_away);
  g_test_add_func ("/sandbox/writes/channel-brings-an-order", test_channel_brings_an_order);
  g_test_add_func ("/sandbox/writes/every-write-needs-the-right",
                   test_every_write_needs_the_right);
  g_test_add_func ("/sandbox/writes/rights", test_rights);

  sandbox = sandbox_test_new (300);
  token = sandbox_test_sign_in (sandbox, "ops.elif");
  status = g_test_run ();
  g_free (token);
  sandbox_free (sandbox);

  return status;
}
