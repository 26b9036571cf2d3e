/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-cancel.h"
#include "omni-client-private.h"

#include "omni-test-sandbox.h"
#include "omni-test-server.h"
#include "omni-test.h"

#include <string.h>

#define CANCEL_PATH "/api/i1/orders/80412/cancel/"
#define PLANS_PATH "/api/v1/cancellation_plans/"
#define REQUESTS_PATH "/api/v1/cancellation_requests/"

static OmniClient *
new_client (const char *url)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (url, &error);

  g_assert_no_error (error);
  omni_client_set_token (client, "token");
  omni_client_set_first_pause (client, 1);
  return client;
}

static void
add_line (OmniCancellation *cancellation, gint64 item, const char *iban)
{
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation, item);

  line->reason = 7;
  line->iban = g_strdup (iban);
  line->holder_name = iban != NULL ? g_strdup ("Deniz Aydın") : NULL;
}

static void
assert_cancels (OmniCancellation *cancellation, const char *expected)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (OmniCancellation) owned = cancellation;
  g_autoptr (GError) error = NULL;

  omni_test_server_add (server, "POST", CANCEL_PATH, 200, "{}");
  g_assert_true (omni_client_cancel_order (client, owned, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->body, ==, expected);
  omni_test_server_assert_done (server);
}

static void
test_lines (void)
{
  OmniCancellation *cancellation = omni_cancellation_new (80412, "7740", OMNI_CANCEL_LINES);

  g_test_summary ("Test that lines are cancelled with their reasons, and amounts are not sent.");

  add_line (cancellation, 205731, NULL);
  omni_money_parse ("549.95", -1, "try", &cancellation->total, NULL);
  assert_cancels (cancellation,
                  "{\"order\":80412,\"is_all\":false,\"cancel_items\":[205731],"
                  "\"reasons\":{\"205731\":7},\"forced_refund_amount\":null,"
                  "\"is_cargo_refund\":false,\"refund_invoice_number\":null,\"ibans\":{},"
                  "\"holder_names\":{}}");
}

static void
test_order (void)
{
  OmniCancellation *cancellation = omni_cancellation_new (80412, "7740", OMNI_CANCEL_ORDER);

  g_test_summary ("Test that a whole order names no lines but a reason for each.");

  add_line (cancellation, 1, "TR000000000000000000000001");
  add_line (cancellation, G_MAXINT64, NULL);
  cancellation->invoice_number = g_strdup ("IAD2025000000031");
  assert_cancels (cancellation,
                  "{\"order\":80412,\"is_all\":true,\"cancel_items\":[],"
                  "\"reasons\":{\"1\":7,\"9223372036854775807\":7},"
                  "\"forced_refund_amount\":null,\"is_cargo_refund\":false,"
                  "\"refund_invoice_number\":\"IAD2025000000031\","
                  "\"ibans\":{\"1\":\"TR000000000000000000000001\"},"
                  "\"holder_names\":{\"1\":\"Deniz Aydın\"}}");
}

static void
test_shipping (void)
{
  g_test_summary ("Test that the shipping fee goes alone.");

  assert_cancels (omni_cancellation_new (80412, "7740", OMNI_CANCEL_SHIPPING),
                  "{\"order\":80412,\"is_all\":false,\"cancel_items\":[],\"reasons\":{},"
                  "\"forced_refund_amount\":null,\"is_cargo_refund\":true,"
                  "\"refund_invoice_number\":null,\"ibans\":{},\"holder_names\":{}}");
}

static void
test_errors (void)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
    const char *server_code;
  } errors[] = {
    { 400, "{\"reasons\": [\"Invalid pk.\"], \"code\": \"invalid\"}", OMNI_ERROR_INVALID,
      "invalid" },
    { 401, "{\"detail\": \"No.\", \"code\": \"auth_100_1\"}", OMNI_ERROR_SIGNED_OUT,
      "auth_100_1" },
    { 403, "{\"detail\": \"No.\", \"code\": \"permission_100_1\"}", OMNI_ERROR_FORBIDDEN,
      "permission_100_1" },
    { 404, "{\"detail\": \"No.\"}", OMNI_ERROR_NOT_FOUND, NULL },
    { 406, "{\"non_field_errors\": \"No.\", \"code\": \"orders_100_2\"}", OMNI_ERROR_REFUSED,
      "orders_100_2" },
    { 500, "<html>", OMNI_ERROR_SERVER, NULL },
  };

  g_test_summary ("Test that a failed cancellation is sent once and judged by its status.");

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
      g_autoptr (OmniCancellation) cancellation =
          omni_cancellation_new (80412, NULL, OMNI_CANCEL_SHIPPING);
      g_autoptr (GError) error = NULL;

      omni_test_server_add (server, "POST", CANCEL_PATH, errors[i].status, errors[i].body);
      g_assert_false (omni_client_cancel_order (client, cancellation, NULL, &error));
      g_assert_error (error, OMNI_ERROR, errors[i].code);
      g_assert_cmpstr (omni_error_get_server_code (error), ==, errors[i].server_code);
      g_assert_cmpuint (omni_test_server_count (server, "POST", CANCEL_PATH), ==, 1);
    }
}

static void
test_manual_refund (void)
{
  static const gint64 items[] = { 205731, 205732 };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a refund by hand is told, and that a shop may not know the call.");

  omni_test_server_add (server, "POST", PLANS_PATH "6604/manual_refund/", 200, "{}");
  omni_test_server_add (server, "POST", PLANS_PATH "6604/manual_refund/", 404, "{}");
  g_assert_true (omni_client_confirm_manual_refund (client, 6604, items, 2, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->body, ==,
                   "{\"order_items\":[205731,205732]}");
  g_assert_false (omni_client_confirm_manual_refund (client, 6604, items, 2, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

static void
test_payment_plan (void)
{
  static const gint64 items[] = { 205731 };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (GError) error = NULL;
  OmniMoney amount;

  g_test_summary ("Test that a payment plan says by which way how much goes back.");

  omni_money_parse ("549.95", -1, "try", &amount, NULL);
  omni_test_server_add (server, "POST", PLANS_PATH "6604/create_payment_plan/", 200, "{}");
  g_assert_true (
      omni_client_create_payment_plan (client, 6604, "refund", items, 1, &amount, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->body, ==,
                   "{\"payment_plan\":[{\"transaction_type\":\"refund\","
                   "\"order_items\":[205731],\"refund_amount\":\"549.95\"}]}");
}

static void
test_ignored_status (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a list of everything is not taken for the one that was asked for.");

  /* A few are passed over; of too many it is said that they cannot be shown. */
  omni_test_server_add (server, "GET", PLANS_PATH, 200,
                        "[{\"pk\": 1, \"status\": \"completed\"},"
                        " {\"pk\": 2, \"status\": \"manual_refund_needed\"}]");
  plans = omni_client_list_plans (client, "manual_refund_needed", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  g_assert_cmpint (omni_cancellation_plan_get_pk (plans->pdata[0]), ==, 2);

  for (guint i = 0; i < 2001; i++)
    g_string_append_printf (many, "%c{\"pk\": %u, \"status\": \"completed\"}", i > 0 ? ',' : '[',
                            i + 1);
  g_string_append_c (many, ']');
  omni_test_server_add (server, "GET", PLANS_PATH, 200, many->str);
  g_assert_null (omni_client_list_plans (client, "manual_refund_needed", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
  omni_test_server_assert_done (server);
}

static void
test_other_requests (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the requests of another order are not shown.");

  omni_test_server_add (server, "GET", REQUESTS_PATH, 200,
                        "[{\"id\": 1, \"order_item\": 3, \"status\": \"waiting\"},"
                        " {\"id\": 2, \"order_item\": 2, \"status\": \"waiting\"}]");
  omni_test_server_add (server, "GET", "/api/v1/order_item/detailed_integration/", 200,
                        "[{\"pk\": 2, \"order\": 10, \"status\": \"450\"}]");
  requests = omni_client_list_order_part (client, OMNI_ORDER_PART_REQUESTS, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 1);
  g_assert_cmpint (omni_cancellation_request_get_pk (requests->pdata[0]), ==, 2);
}

static void
test_reasons (void)
{
  static const char body[] =
      "[{\"pk\": 1, \"cancellation_type\": \"cancel\", \"subject\": \"B\", \"order\": 20},"
      " {\"pk\": 2, \"cancellation_type\": \"cancel\", \"subject\": \"Off\", \"order\": 5,"
      " \"is_active\": false},"
      " {\"pk\": 3, \"cancellation_type\": \"refund\", \"subject\": \"A\", \"order\": 10,"
      " \"extra_information_needed\": true, \"is_active\": true}]";
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (omni_test_server_get_url (server));
  g_autoptr (GPtrArray) reasons = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the reasons come in their order, and without those switched off.");

  omni_test_server_add (server, "GET", "/api/v1/cancellation_reasons/", 200, body);
  reasons = omni_client_list_reasons (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reasons->len, ==, 2);
  g_assert_cmpint (omni_cancellation_reason_get_pk (reasons->pdata[0]), ==, 3);
  g_assert_true (omni_cancellation_reason_is_for (reasons->pdata[0], TRUE));
  g_assert_true (omni_cancellation_reason_get_needs_text (reasons->pdata[0]));
  g_assert_true (omni_cancellation_reason_is_for (reasons->pdata[1], FALSE));
  g_assert_cmpstr (omni_cancellation_reason_get_subject (reasons->pdata[1]), ==, "B");
}

static void
test_sandbox (void)
{
  const char *options[] = { "--orders", "300", "--seed", "7", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniClient) client = new_client (omni_test_sandbox_get_url (sandbox));
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (OmniCancellationRequest) request = NULL;
  g_autoptr (OmniCancellationPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pk;

  g_test_summary ("Test that the sandbox's requests and plans are read and decided.");

  g_assert_true (omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error));
  requests = omni_client_list_open_requests (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, >, 0);
  pk = omni_cancellation_request_get_pk (requests->pdata[0]);
  g_assert_true (omni_cancellation_request_is_open (requests->pdata[0]));
  g_assert_true (omni_client_decide_request (client, pk, FALSE, NULL, &error));
  request = omni_client_get_request (client, pk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_STATUS), ==,
      "rejected");
  g_assert_false (omni_client_decide_request (client, pk, FALSE, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  g_clear_error (&error);

  plans = omni_client_list_plans (client, "manual_refund_needed", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, >, 0);
  plan = omni_client_get_plan (client, omni_cancellation_plan_get_pk (plans->pdata[0]), NULL,
                               &error);
  g_assert_no_error (error);
  g_assert_true (omni_cancellation_plan_needs_hand (plan));
  g_assert_cmpint (omni_cancellation_plan_get_created_by (plan), ==, 3);
  g_assert_cmpuint (omni_cancellation_plan_get_n_payments (plan), ==, 1);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/cancel/lines", test_lines);
  g_test_add_func ("/net/cancel/order", test_order);
  g_test_add_func ("/net/cancel/shipping", test_shipping);
  g_test_add_func ("/net/cancel/errors", test_errors);
  g_test_add_func ("/net/cancel/manual-refund", test_manual_refund);
  g_test_add_func ("/net/cancel/payment-plan", test_payment_plan);
  g_test_add_func ("/net/cancel/ignored-status", test_ignored_status);
  g_test_add_func ("/net/cancel/other-requests", test_other_requests);
  g_test_add_func ("/net/cancel/reasons", test_reasons);
  g_test_add_func ("/net/cancel/sandbox", test_sandbox);

  return g_test_run ();
}
