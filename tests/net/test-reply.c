/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-reply.h"

#include "omni-error.h"
#include "omni-test.h"

#include <string.h>

#define HOST "acme.omnitron.example"

static GError *
judge (guint status, const char *content_type, const char *body, OmniEndpoint endpoint)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;

  reply.status = status;
  reply.content_type = g_strdup (content_type);
  reply.body = g_string_new (body);

  return omni_reply_judge (&reply, HOST, endpoint, TRUE);
}

static void
test_status_by_body (void)
{
  static const struct
  {
    guint status;
    OmniError code;
    OmniError proposed_code;
  } statuses[] = {
    { 301, OMNI_ERROR_BAD_REPLY, OMNI_ERROR_BAD_REPLY },
    { 400, OMNI_ERROR_INVALID, OMNI_ERROR_INVALID },
    { 401, OMNI_ERROR_SIGNED_OUT, OMNI_ERROR_SIGNED_OUT },
    { 403, OMNI_ERROR_FORBIDDEN, OMNI_ERROR_FORBIDDEN },
    { 404, OMNI_ERROR_NOT_FOUND, OMNI_ERROR_UNSUPPORTED },
    { 405, OMNI_ERROR_UNSUPPORTED, OMNI_ERROR_UNSUPPORTED },
    { 406, OMNI_ERROR_REFUSED, OMNI_ERROR_REFUSED },
    { 408, OMNI_ERROR_TIMED_OUT, OMNI_ERROR_TIMED_OUT },
    { 409, OMNI_ERROR_REFUSED, OMNI_ERROR_REFUSED },
    { 410, OMNI_ERROR_NOT_FOUND, OMNI_ERROR_UNSUPPORTED },
    { 415, OMNI_ERROR_BAD_REPLY, OMNI_ERROR_BAD_REPLY },
    { 418, OMNI_ERROR_BAD_REPLY, OMNI_ERROR_BAD_REPLY },
    { 422, OMNI_ERROR_INVALID, OMNI_ERROR_INVALID },
    { 429, OMNI_ERROR_THROTTLED, OMNI_ERROR_THROTTLED },
    { 500, OMNI_ERROR_SERVER, OMNI_ERROR_SERVER },
    { 502, OMNI_ERROR_SERVER, OMNI_ERROR_SERVER },
    { 503, OMNI_ERROR_SERVER, OMNI_ERROR_SERVER },
    { 504, OMNI_ERROR_TIMED_OUT, OMNI_ERROR_TIMED_OUT },
    { 599, OMNI_ERROR_SERVER, OMNI_ERROR_SERVER },
  };
  static const struct
  {
    const char *content_type;
    const char *body;
  } bodies[] = {
    { NULL, "" },
    { "application/json", "" },
    { "application/json", "{}" },
    { "application/json", "null" },
    { "application/json", "17" },
    { "application/json", "\"in words\"" },
    { "application/json", "[\"in words\"]" },
    { "application/json", "{\"detail\": \"in words\", \"code\": \"a_1\"}" },
    { "application/json", "{\"detail\": {\"message\": \"in words\", \"code\": 7}}" },
    { "application/json", "{\"non_field_errors\": \"in words\"}" },
    { "application/json", "{\"non_field_errors\": [\"in words\", null, true, 4.5]}" },
    { "application/json", "{\"status\": [\"in words\"], \"code\": null}" },
    { "application/json", "{\"detail\": \"half" },
    { "application/json", "{\"code\": [[[{\"a\": {}}]]]}" },
    { "application/json", "\xff\xfe" },
    { "text/plain", "in words" },
    { "text/html; charset=utf-8", "<html><body>in words</body></html>" },
    { "text/html", "" },
    { "application/json", "  <!doctype html><p>in words" },
  };

  g_test_summary ("Test that the status alone decides the code, whatever the body is.");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
        {
          g_autoptr (GError) error = judge (statuses[i].status, bodies[j].content_type,
                                            bodies[j].body, OMNI_ENDPOINT_ORDERS);
          g_autoptr (GError) proposed = judge (statuses[i].status, bodies[j].content_type,
                                               bodies[j].body, OMNI_ENDPOINT_SIGN_OUT);

          g_assert_error (error, OMNI_ERROR, (int) statuses[i].code);
          g_assert_error (proposed, OMNI_ERROR, (int) statuses[i].proposed_code);
          g_assert_cmpuint (omni_error_get_http_status (error), ==, statuses[i].status);
          g_assert_nonnull (strstr (error->message, HOST));
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_null (strchr (error->message, '<'));
        }
    }
}

static void
test_success (void)
{
  g_autoptr (GError) good = judge (200, "application/json", "[]", OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError) untyped = judge (200, NULL, "[]", OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError) plain = judge (201, "text/plain", "{}", OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError) page = judge (200, "text/html", "<html></html>", OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError)
      disguised = judge (200, "application/json", "\n<html></html>", OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError) empty = judge (200, "application/json", "", OMNI_ENDPOINT_ORDERS);
  g_auto (OmniReply) nothing = OMNI_REPLY_INIT;

  g_test_summary ("Test that a good answer is data, and that a page or nothing is a bad one.");

  g_assert_no_error (good);
  g_assert_no_error (untyped);
  g_assert_no_error (plain);
  g_assert_error (page, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (page->message, "web page"));
  g_assert_error (disguised, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (empty, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);

  nothing.status = 204;
  g_assert_null (omni_reply_judge (&nothing, HOST, OMNI_ENDPOINT_SIGN_OUT, FALSE));
}

static void
test_words (void)
{
  g_autoptr (GError)
      refused = judge (406, "application/json",
                       "{\"non_field_errors\": [\"A cancellation is already open.\", \"Twice.\"],"
                       " \"code\": \"orders_100_2\"}",
                       OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError)
      text = judge (406, "application/json",
                    "{\"non_field_errors\": \"hash_data:9f2c this exists\\nalready\\u0007\"}",
                    OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError)
      half = judge (400, "application/json", "{\"detail\": \"Kept.\", \"status\": [\"al",
                    OMNI_ENDPOINT_ORDERS);

  g_test_summary ("Test that the server's own words and code reach the error, on one line.");

  g_assert_cmpstr (refused->message, ==,
                   HOST " refuses this: A cancellation is already open. Twice.");
  g_assert_cmpstr (omni_error_get_server_code (refused), ==, "orders_100_2");
  g_assert_cmpstr (text->message, ==, HOST " refuses this: hash_data:9f2c this exists already");
  g_assert_null (omni_error_get_server_code (text));
  g_assert_nonnull (strstr (half->message, "Kept."));
}

static void
assert_field (GError *error, guint index, const char *name, const char *text)
{
  GPtrArray *fields = omni_error_get_fields (error);
  const OmniErrorField *field;

  g_assert_nonnull (fields);
  g_assert_cmpuint (index, <, fields->len);
  field = g_ptr_array_index (fields, index);
  g_assert_cmpstr (field->name, ==, name);
  g_assert_cmpstr (field->text, ==, text);
}

static void
test_fields (void)
{
  g_autoptr (GError)
      error = judge (400, "application/json",
                     "{\"status\": [\"\\\"777\\\" is not a valid choice.\", \"Second.\"],"
                     " \"email\": \"Plain.\", \"code\": \"invalid\"}",
                     OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError)
      rows = judge (400, "application/json",
                    "{\"orderitem_set\": [{}, {\"status\": [\"Wrong.\"], \"id\": [\"Gone.\"]}],"
                    " \"code\": \"bulk_100_1\"}",
                    OMNI_ENDPOINT_ORDERS);
  g_autoptr (GError)
      nested = judge (400, "application/json",
                      "{\"address\": {\"city\": [\"Needed.\"], \"non_field_errors\": [\"No.\"]}}",
                      OMNI_ENDPOINT_ORDERS);

  g_test_summary ("Test that words about fields are kept by field, and rows of a bulk call by "
                  "number.");

  g_assert_cmpuint (omni_error_get_fields (error)->len, ==, 3);
  assert_field (error, 0, "status", "\"777\" is not a valid choice.");
  assert_field (error, 1, "status", "Second.");
  assert_field (error, 2, "email", "Plain.");
  g_assert_cmpstr (error->message, ==,
                   HOST " does not accept “status”: \"777\" is not a valid choice.");

  g_assert_cmpuint (omni_error_get_fields (rows)->len, ==, 2);
  assert_field (rows, 0, "orderitem_set.1.status", "Wrong.");
  assert_field (rows, 1, "orderitem_set.1.id", "Gone.");
  g_assert_cmpstr (omni_error_get_server_code (rows), ==, "bulk_100_1");

  g_assert_cmpuint (omni_error_get_fields (nested)->len, ==, 2);
  assert_field (nested, 0, "address.city", "Needed.");
  assert_field (nested, 1, "address", "No.");
}

static void
test_endless_words (void)
{
  g_autoptr (GString) body = g_string_new ("{");
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a server's flood of words is cut to something a person can read.");

  g_string_append (body, "\"detail\": \"");
  for (guint i = 0; i < 10000; i++)
    g_string_append (body, "ğüş ");
  g_string_append (body, "\"");
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (body, ", \"şfield%u\": [\"Wrong.\"]", i);
  g_string_append (body, "}");

  error = judge (400, "application/json", body->str, OMNI_ENDPOINT_ORDERS);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_cmpuint (strlen (error->message), <, 1000);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (omni_error_get_fields (error)->len, ==, 600);
}

static void
test_long_name (void)
{
  g_autoptr (GString) body = g_string_new ("{\"a");
  g_autoptr (GError) error = NULL;
  const OmniErrorField *field;

  g_test_summary ("Test that a name that is cut in the middle of a letter stays text.");

  for (guint i = 0; i < 300; i++)
    g_string_append (body, "ğ");
  g_string_append (body, "\": [\"Wrong.\"]}");

  error = judge (400, "application/json", body->str, OMNI_ENDPOINT_ORDERS);
  g_assert_cmpuint (omni_error_get_fields (error)->len, ==, 1);
  field = g_ptr_array_index (omni_error_get_fields (error), 0);
  g_assert_true (g_utf8_validate (field->name, -1, NULL));
  g_assert_cmpuint (strlen (field->name), <, 200);
}

static void
test_retry_after (void)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the seconds to wait reach the error and its sentence.");

  reply.status = 429;
  reply.retry_after = 17;
  error = omni_reply_judge (&reply, HOST, OMNI_ENDPOINT_ORDERS, TRUE);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_THROTTLED);
  g_assert_cmpint (omni_error_get_retry_after (error), ==, 17);
  g_assert_nonnull (strstr (error->message, "17 seconds"));
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/reply/status-by-body", test_status_by_body);
  g_test_add_func ("/net/reply/success", test_success);
  g_test_add_func ("/net/reply/words", test_words);
  g_test_add_func ("/net/reply/fields", test_fields);
  g_test_add_func ("/net/reply/endless-words", test_endless_words);
  g_test_add_func ("/net/reply/long-name", test_long_name);
  g_test_add_func ("/net/reply/retry-after", test_retry_after);

  return g_test_run ();
}
