/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-test.h"

Sandbox *
sandbox_test_new (guint n_orders)
{
  SandboxOptions options = { .n_orders = n_orders, .seed = 7, .now = SANDBOX_TEST_NOW };
  g_autoptr (GError) error = NULL;
  Sandbox *sandbox = sandbox_new (&options, &error);

  g_assert_no_error (error);
  return sandbox;
}

/* Asks a sandbox in this process; every answer with a body has to be JSON. */
guint
sandbox_test_ask (Sandbox *sandbox,
                  const char *token,
                  const char *method,
                  const char *target,
                  const char *body,
                  JsonNode **answer)
{
  g_autoptr (SandboxRequest) request = sandbox_request_new (method, target);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();
  g_autoptr (GError) error = NULL;

  if (token != NULL)
    request->authorization = g_strconcat ("Token ", token, NULL);
  if (body != NULL)
    {
      request->content_type = g_strdup (SANDBOX_JSON);
      g_string_assign (request->body, body);
    }
  sandbox_handle (sandbox, request, reply);

  if (reply->body->len > 0 && g_str_equal (reply->content_type, SANDBOX_JSON))
    {
      g_autoptr (JsonNode) node = json_from_string (reply->body->str, &error);

      g_assert_no_error (error);
      if (answer != NULL)
        *answer = g_steal_pointer (&node);
    }
  else if (answer != NULL)
    *answer = NULL;

  return reply->status;
}

guint
sandbox_test_status (
    Sandbox *sandbox, const char *token, const char *method, const char *target, const char *body)
{
  return sandbox_test_ask (sandbox, token, method, target, body, NULL);
}

/* The object that a GET answers, which has to succeed. */
JsonObject *
sandbox_test_get (Sandbox *sandbox, const char *token, const char *format, ...)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *target = NULL;
  va_list arguments;

  va_start (arguments, format);
  target = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_assert_cmpuint (sandbox_test_ask (sandbox, token, "GET", target, NULL, &node), ==, 200);
  return json_node_dup_object (node);
}

char *
sandbox_test_sign_in (Sandbox *sandbox, const char *username)
{
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"omnidesk\"}", username);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpuint (sandbox_test_ask (sandbox, NULL, "POST", "/api/v1/auth/login/", body, &node),
                    ==, 200);
  return g_strdup (json_object_get_string_member (json_node_get_object (node), "key"));
}
