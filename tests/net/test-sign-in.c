/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define SIGN_IN_PATH "/api/v1/auth/login/"
#define SIGN_OUT_PATH "/api/v1/auth/logout/"
#define TOKEN "5b1c07e49a2d4f6680d3a71e9c52f04b8e6d13a7"
#define PASSWORD "kırmızı \"gül\"\\\n\t\x01"

static OmniClient *
new_client (OmniTestServer *server)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_server_get_url (server), &error);

  g_assert_no_error (error);
  omni_client_set_first_pause (client, 1);
  return client;
}

static GError *
fail_to_sign_in (guint status, const char *content_type, const char *body)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autofree char *token = NULL;
  GError *error = NULL;

  omni_test_reply_set_type (omni_test_server_add (server, "POST", SIGN_IN_PATH, status, body),
                            content_type);
  g_assert_false (omni_client_sign_in (client, "ops.elif", PASSWORD, NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "ops.elif"));
  g_assert_null (strstr (error->message, PASSWORD));
  token = omni_client_dup_token (client);
  g_assert_null (token);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);

  return error;
}

static void
test_sign_in (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  const OmniTestRequest *request;
  JsonObject *body;

  g_test_summary ("Test that the pair is sent as JSON, whatever it holds, and the token is kept.");

  omni_test_server_add (server, "POST", SIGN_IN_PATH, 200, "{\"key\": \"" TOKEN "\", \"x\": [1]}");
  g_assert_true (omni_client_sign_in (client, "ops.elif", PASSWORD, NULL, &error));
  g_assert_no_error (error);
  token = omni_client_dup_token (client);
  g_assert_cmpstr (token, ==, TOKEN);

  request = omni_test_server_get_request (server, 0);
  g_assert_cmpstr (request->authorization, ==, "");
  g_assert_cmpstr (request->content_type, ==, "application/json");
  g_assert_true (json_parser_load_from_data (parser, request->body, -1, &error));
  body = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_object_get_size (body), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (body, "username"), ==, "ops.elif");
  g_assert_cmpstr (json_object_get_string_member (body, "password"), ==, PASSWORD);
}

static void
test_old_token_stays_home (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that an old token does not go along when somebody signs in.");

  omni_client_set_token (client, "old");
  omni_test_server_add (server, "POST", SIGN_IN_PATH, 200, "{\"key\": \"" TOKEN "\"}");
  g_assert_true (omni_client_sign_in (client, "ops.elif", PASSWORD, NULL, NULL));
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->authorization, ==, "");
}

static void
test_wrong_pair (void)
{
  static const char *const bodies[] = {
    "{\"non_field_errors\": [\"The user name or password is not right.\"]}",
    "{\"non_field_errors\": []}",
    "{\"new\": {\"deep\": [1, \"text\"]}, \"non_field_errors\": []}",
    "{}",
    "",
  };
  g_autoptr (GError)
      other = fail_to_sign_in (400, "application/json",
                               "{\"non_field_errors\": \"User account is disabled.\","
                               " \"code\": \"auth_1\"}");
  g_autoptr (GError)
      unauthorized = fail_to_sign_in (401, "application/json", "{\"detail\": \"Wrong.\"}");

  g_test_summary ("Test that a wrong pair is said in words that a window can show.");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = fail_to_sign_in (400, "application/json", bodies[i]);

      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
      g_assert_cmpstr (error->message, ==, "The user name or password is not right.");
    }

  g_assert_error (other, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_assert_true (g_str_has_prefix (other->message, "The user name or password is not right. "));
  g_assert_nonnull (strstr (other->message, "User account is disabled."));
  g_assert_cmpstr (omni_error_get_server_code (other), ==, "auth_1");

  g_assert_error (unauthorized, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
}

static void
test_password_echoed (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a server that says the password aloud is not repeated.");

  omni_test_server_add (server, "POST", SIGN_IN_PATH, 400,
                        "{\"non_field_errors\": [\"hunter2 is wrong.\"]}");
  g_assert_false (omni_client_sign_in (client, "ops.elif", "hunter2", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_assert_null (strstr (error->message, "hunter2"));
}

static void
test_missing_field (void)
{
  g_autoptr (GError)
      error = fail_to_sign_in (400, "application/json", "{\"password\": [\"This is needed.\"]}");
  const OmniErrorField *field;

  g_test_summary ("Test that a missing field is named.");

  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_cmpuint (omni_error_get_fields (error)->len, ==, 1);
  field = g_ptr_array_index (omni_error_get_fields (error), 0);
  g_assert_cmpstr (field->name, ==, "password");
  g_assert_cmpstr (field->text, ==, "This is needed.");
}

static void
test_not_a_back_office (void)
{
  g_autoptr (GError) page = fail_to_sign_in (200, "text/html", "<html>Welcome</html>");
  g_autoptr (GError) absent = fail_to_sign_in (404, "text/html", "<html>Nothing here</html>");
  g_autoptr (GError) method = fail_to_sign_in (405, "text/html", "");
  g_autoptr (GError) half = fail_to_sign_in (200, "application/json", "{\"key\": \"5b1c");
  g_autoptr (GError) without = fail_to_sign_in (200, "application/json", "{\"token\": 1}");
  g_autoptr (GError) empty = fail_to_sign_in (200, "application/json", "{\"key\": \"\"}");
  g_autoptr (GError)
      smuggled = fail_to_sign_in (200, "application/json", "{\"key\": \"a\\r\\nX-Other: b\"}");
  g_autoptr (GError) server = fail_to_sign_in (502, "text/html", "<html>Bad Gateway</html>");
  g_autoptr (GError)
      throttled = fail_to_sign_in (429, "application/json", "{\"detail\": \"Slow.\"}");

  g_test_summary ("Test that what is no Omnitron, or a sick one, is told apart from a wrong "
                  "password.");

  g_assert_error (page, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (absent, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (absent->message, "no Omnitron"));
  g_assert_error (method, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (half, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (without, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (empty, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (smuggled, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_error (server, OMNI_ERROR, OMNI_ERROR_SERVER);
  g_assert_error (throttled, OMNI_ERROR, OMNI_ERROR_THROTTLED);
}

static void
signed_out_cb (OmniClient *client, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_sign_out (void)
{
  static const guint statuses[] = { 200, 204, 401, 404, 405 };

  g_test_summary ("Test that signing out forgets the token and tells the server, which need not "
                  "know how.");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (GError) error = NULL;

      g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), NULL);
      omni_client_set_token (client, TOKEN);
      omni_test_server_add (server, "POST", SIGN_OUT_PATH, statuses[i], NULL);
      g_assert_true (omni_client_sign_out (client, NULL, &error));
      g_assert_no_error (error);
      g_assert_null (omni_client_dup_token (client));
      g_assert_cmpstr (omni_test_server_get_request (server, 0)->authorization, ==, "Token " TOKEN);
      while (g_main_context_iteration (NULL, FALSE))
        ;

      g_assert_true (omni_client_sign_out (client, NULL, &error));
      g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
    }
}

static void
test_sign_out_fails (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the token is forgotten even when the server cannot be told.");

  omni_client_set_token (client, TOKEN);
  omni_test_server_add (server, "POST", SIGN_OUT_PATH, 500, NULL);
  g_assert_false (omni_client_sign_out (client, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SERVER);
  g_assert_null (omni_client_dup_token (client));
}

/*
 * @error: (owned) (nullable): how the call ended
 * @signed_in: what it said
 * @done: whether it ended
 */
typedef struct
{
  GError *error;
  gboolean signed_in;
  gboolean done;
} Outcome;

static void
signed_in_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->signed_in = omni_client_sign_in_finish (OMNI_CLIENT (source_object), result,
                                                   &outcome->error);
  outcome->done = TRUE;
}

static void
left_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->signed_in = !omni_client_sign_out_finish (OMNI_CLIENT (source_object), result,
                                                     &outcome->error);
  outcome->done = TRUE;
}

static void
test_async (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  Outcome outcome = { 0 };

  g_test_summary ("Test that a window can sign in and out.");

  omni_test_server_add (server, "POST", SIGN_IN_PATH, 400, "{}");
  omni_client_sign_in_async (client, "ops.elif", PASSWORD, NULL, signed_in_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_false (outcome.signed_in);
  g_assert_error (outcome.error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_clear_error (&outcome.error);

  outcome.done = FALSE;
  omni_test_server_add (server, "POST", SIGN_IN_PATH, 200, "{\"key\": \"" TOKEN "\"}");
  omni_client_sign_in_async (client, "ops.elif", PASSWORD, NULL, signed_in_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_true (outcome.signed_in);
  g_assert_no_error (outcome.error);

  outcome.done = FALSE;
  omni_test_server_add (server, "POST", SIGN_OUT_PATH, 200, "{}");
  omni_client_sign_out_async (client, NULL, left_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_false (outcome.signed_in);
  g_assert_no_error (outcome.error);
  g_assert_null (omni_client_dup_token (client));
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/sign-in/sign-in", test_sign_in);
  g_test_add_func ("/net/sign-in/old-token-stays-home", test_old_token_stays_home);
  g_test_add_func ("/net/sign-in/wrong-pair", test_wrong_pair);
  g_test_add_func ("/net/sign-in/password-echoed", test_password_echoed);
  g_test_add_func ("/net/sign-in/missing-field", test_missing_field);
  g_test_add_func ("/net/sign-in/not-a-back-office", test_not_a_back_office);
  g_test_add_func ("/net/sign-in/sign-out", test_sign_out);
  g_test_add_func ("/net/sign-in/sign-out-fails", test_sign_out_fails);
  g_test_add_func ("/net/sign-in/async", test_async);

  return g_test_run ();
}
