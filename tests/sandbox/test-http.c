/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "sandbox-http.h"
#include "sandbox-test.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  Sandbox *sandbox;
  SandboxHttp *http;
  SoupSession *session;
  char *url;
  char *token;
} Fixture;

typedef struct
{
  gboolean is_done;
  guint status;
  GBytes *body;
  GError *error;
  char *location;
  char *retry_after;
  char *encoding;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_error (&answer->error);
  g_free (answer->location);
  g_free (answer->retry_after);
  g_free (answer->encoding);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->sandbox = sandbox_test_new (120);
  fixture->http = sandbox_http_new (fixture->sandbox, 0, &error);
  g_assert_no_error (error);
  fixture->url = sandbox_http_dup_url (fixture->http);
  fixture->session = soup_session_new ();
  fixture->token = sandbox_test_sign_in (fixture->sandbox, "ops.elif");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->token, g_free);
  g_clear_pointer (&fixture->url, g_free);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->http, sandbox_http_free);
  g_clear_pointer (&fixture->sandbox, sandbox_free);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &answer->error);
  answer->is_done = TRUE;
}

static void
ask_with (Fixture *fixture,
          const char *method,
          const char *path,
          const char *type,
          GBytes *body,
          Answer *answer)
{
  g_autofree char *url = g_strconcat (fixture->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autofree char *authorization = g_strconcat ("Token ", fixture->token, NULL);
  SoupMessageHeaders *headers;

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               authorization);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, body);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    answered_cb, answer);
  OMNI_TEST_WAIT (answer->is_done);

  headers = soup_message_get_response_headers (message);
  answer->status = soup_message_get_status (message);
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
}

static void
ask (Fixture *fixture, const char *method, const char *path, const char *body, Answer *answer)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  ask_with (fixture, method, path, SANDBOX_JSON, bytes, answer);
}

static guint
get_status (Fixture *fixture, const char *method, const char *path, const char *body)
{
  g_auto (Answer) answer = { 0 };

  ask (fixture, method, path, body, &answer);
  g_assert_no_error (answer.error);
  return answer.status;
}

static void
set_faults (Fixture *fixture, const char *spec)
{
  g_autofree char *body = g_strdup_printf ("{\"faults\":\"%s\"}", spec);

  g_assert_cmpuint (get_status (fixture, "POST", "/sandbox/faults/", body), ==, 200);
}

static void
test_bad_requests (Fixture *fixture, gconstpointer unused)
{
  g_auto (Answer) moved = { 0 };
  g_auto (Answer) typed = { 0 };
  g_autoptr (GString) deep = g_string_new ("{\"status\":");
  g_autoptr (GBytes) form = g_bytes_new_static ("a=b", 3);
  const char *item = "/api/v1/order_items/205001/";

  for (guint i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');

  g_assert_cmpuint (get_status (fixture, "GET", "/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/nothing/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/orders/99999999999999999999/", NULL), ==,
                    404);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/%ff%00/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/i1/orders/%2e%2e/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "PUT", "/api/v1/orders/", "{}"), ==, 405);
  g_assert_cmpuint (get_status (fixture, "PATCH", "/api/v1/order_items/205001", "{}"), ==, 404);
  g_assert_cmpuint (get_status (fixture, "PATCH", item, deep->str), ==, 400);
  g_assert_cmpuint (get_status (fixture, "PATCH", item, "\"\xff\""), ==, 400);
  g_assert_cmpuint (get_status (fixture, "PATCH", item, "[]"), ==, 400);

  ask (fixture, "GET", "/api/v1/orders?status=400&page=1", NULL, &moved);
  g_assert_cmpuint (moved.status, ==, 301);
  g_assert_true (g_str_has_suffix (moved.location, "/api/v1/orders/?status=400"));
  ask_with (fixture, "PATCH", item, "application/x-www-form-urlencoded", form, &typed);
  g_assert_cmpuint (typed.status, ==, 415);

  g_free (fixture->token);
  fixture->token = g_strdup ("nobody");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/orders/", NULL), ==, 401);
}

static void
test_huge_body (Fixture *fixture, gconstpointer unused)
{
  gsize length = 20 * 1024 * 1024;
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (length, ' '), length);
  g_auto (Answer) answer = { 0 };

  ask_with (fixture, "PATCH", "/api/v1/order_items/205001/", SANDBOX_JSON, body, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.status, ==, 413);
}

static void
test_urls_lead_to_the_next_page (Fixture *fixture, gconstpointer unused)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *next =
      g_strdup_printf ("\"next\":\"%s/api/i1/orders/?limit=1&page=2\"", fixture->url);

  ask (fixture, "GET", "/api/i1/orders/?limit=1", NULL, &answer);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (answer.body, NULL),
                                  (gssize)g_bytes_get_size (answer.body), next));
}

static void
test_forced_errors (Fixture *fixture, gconstpointer unused)
{
  g_auto (Answer) throttled = { 0 };
  g_auto (Answer) broken = { 0 };

  set_faults (fixture, "401:*channels*:100:1,406:POST *cancel/,429=3:*cargos*,500:*customers*");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 401);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 200);
  g_assert_cmpuint (get_status (fixture, "POST", "/api/i1/orders/80001/cancel/", "{}"), ==, 406);
  ask (fixture, "GET", "/api/v1/cargos/", NULL, &throttled);
  g_assert_cmpuint (throttled.status, ==, 429);
  g_assert_cmpstr (throttled.retry_after, ==, "3");
  ask (fixture, "GET", "/api/v1/customers/", NULL, &broken);
  g_assert_cmpuint (broken.status, ==, 500);
  g_assert_cmpint (*(const char *)g_bytes_get_data (broken.body, NULL), ==, '<');

  set_faults (fixture, "");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/customers/", NULL), ==, 200);
  g_assert_cmpuint (get_status (fixture, "POST", "/sandbox/faults/", "{\"faults\":\"999:*\"}"), ==,
                    400);
}

static gboolean
is_sent (Fixture *fixture)
{
  g_autoptr (JsonObject) order =
      sandbox_test_get (fixture->sandbox, fixture->token, "/api/v1/orders/80003/");

  return json_object_get_boolean_member (order, "is_send");
}

/* What a caller cannot tell apart: cut before the write, and cut after it. */
static void
test_cut_connections (Fixture *fixture, gconstpointer unused)
{
  gboolean was_sent = is_sent (fixture);
  const char *body = was_sent ? "{\"is_send\":false}" : "{\"is_send\":true}";
  g_auto (Answer) before = { 0 };
  g_auto (Answer) after = { 0 };

  set_faults (fixture, "cut-before:PATCH *");
  ask (fixture, "PATCH", "/api/v1/orders/80003/", body, &before);
  g_assert_nonnull (before.error);
  g_assert_cmpint (is_sent (fixture), ==, was_sent);

  set_faults (fixture, "cut-after:PATCH *");
  ask (fixture, "PATCH", "/api/v1/orders/80003/", body, &after);
  g_assert_nonnull (after.error);
  g_assert_cmpint (is_sent (fixture), !=, was_sent);
}

static void
test_truncated_and_slow_answers (Fixture *fixture, gconstpointer unused)
{
  g_auto (Answer) half = { 0 };
  g_auto (Answer) slow = { 0 };
  gint64 start = g_get_monotonic_time ();

  set_faults (fixture, "truncate:*orders*");
  ask (fixture, "GET", "/api/i1/orders/?limit=50", NULL, &half);
  g_assert_error (half.error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

  set_faults (fixture, "slow=80:*channels*");
  ask (fixture, "GET", "/api/v1/channels/", NULL, &slow);
  g_assert_no_error (slow.error);
  g_assert_cmpuint (slow.status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 80 * 1000);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_null (body);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *is_done = TRUE;
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* A client that goes away while its answer is held back, and a server that ends before it is due.
 */
static void
test_nobody_waits_for_a_slow_answer (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *url = g_strconcat (fixture->url, "/api/v1/auth/login/", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  gboolean is_done = FALSE;

  set_faults (fixture, "slow=400:*login*,slow=600000:*channels*");
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable,
                                    cancelled_cb, &is_done);
  g_timeout_add (50, cancel_cb, cancellable);
  OMNI_TEST_WAIT (is_done);
  set_faults (fixture, "slow=500:*cargos*");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/cargos/", NULL), ==, 200);
}

static void
test_sessions_end (Fixture *fixture, gconstpointer unused)
{
  set_faults (fixture, "expire=3");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 200);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 200);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 401);
  g_free (fixture->token);
  fixture->token = sandbox_test_sign_in (fixture->sandbox, "ops.elif");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v1/channels/", NULL), ==, 200);
}

static void
test_somebody_else_works_too (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) before = sandbox_test_get (fixture->sandbox, NULL, "/sandbox/");
  g_autoptr (JsonObject) after = NULL;

  set_faults (fixture, "operator=2:*orders*");
  g_assert_cmpuint (get_status (fixture, "GET", "/api/i1/orders/", NULL), ==, 200);
  g_assert_cmpuint (get_status (fixture, "POST", "/sandbox/operator/", "{}"), ==, 200);
  after = sandbox_test_get (fixture->sandbox, NULL, "/sandbox/");
  g_assert_cmpint (json_object_get_int_member (after, "writes"), ==,
                   json_object_get_int_member (before, "writes") + 3);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);
  g_test_summary ("HTTP: bad requests, trouble on demand, and the control paths");

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/sandbox/http/bad-requests", test_bad_requests);
  ADD ("/sandbox/http/huge-body", test_huge_body);
  ADD ("/sandbox/http/urls-lead-to-the-next-page", test_urls_lead_to_the_next_page);
  ADD ("/sandbox/http/forced-errors", test_forced_errors);
  ADD ("/sandbox/http/cut-connections", test_cut_connections);
  ADD ("/sandbox/http/truncated-and-slow-answers", test_truncated_and_slow_answers);
  ADD ("/sandbox/http/nobody-waits-for-a-slow-answer", test_nobody_waits_for_a_slow_answer);
  ADD ("/sandbox/http/sessions-end", test_sessions_end);
  ADD ("/sandbox/http/somebody-else-works-too", test_somebody_else_works_too);
#undef ADD

  return g_test_run ();
}
