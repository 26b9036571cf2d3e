/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#include <string.h>

#define USER_PATH "/api/v1/active_user/"
#define USER "{\"pk\": 3, \"username\": \"ops.elif\", \"email\": \"elif@example.com\"}"
#define TOKEN "5b1c07e49a2d4f6680d3a71e9c52f04b8e6d13a7"

/* A client of @server that is signed in and does not dawdle. */
static OmniClient *
new_client (OmniTestServer *server)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_server_get_url (server), &error);

  g_assert_no_error (error);
  omni_client_set_token (client, TOKEN);
  omni_client_set_first_pause (client, 1);

  return client;
}

static void
assert_user (OmniClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUser) user = omni_client_get_active_user (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (user);
  g_assert_cmpstr (omni_user_get_username (user), ==, "ops.elif");
}

static char *
assert_failure (OmniClient *client, OmniError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUser) user = omni_client_get_active_user (client, NULL, &error);

  g_assert_null (user);
  g_assert_error (error, OMNI_ERROR, (int) code);
  g_assert_null (strstr (error->message, TOKEN));
  g_assert_true (g_str_has_suffix (error->message, ".") || strstr (error->message, ": ") != NULL ||
                 g_str_has_suffix (error->message, "?"));

  return g_strdup (error->message);
}

/*
 * The address
 */

static void
test_base_url (void)
{
  static const struct
  {
    const char *text;
    const char *base_url;
  } addresses[] = {
    { "https://acme.omnitron.example", "https://acme.omnitron.example" },
    { " https://acme.omnitron.example/ ", "https://acme.omnitron.example" },
    { "acme.omnitron.example", "https://acme.omnitron.example" },
    { "acme.omnitron.example:8443/shop/", "https://acme.omnitron.example:8443/shop" },
    { "HTTPS://ACME.Omnitron.Example:443/Shop//", "https://acme.omnitron.example/Shop" },
    { "https://acme.omnitron.example/?next=/orders#top", "https://acme.omnitron.example" },
    { "https://acme.omnitron.example/api/v1/", "https://acme.omnitron.example" },
    { "https://acme.omnitron.example/shop/api/i1", "https://acme.omnitron.example/shop" },
    { "https://kargoçu.example", "https://xn--kargou-0ua.example" },
    { "https://acme.omnitron.example/my shop/ğ%20x/",
      "https://acme.omnitron.example/my%20shop/%C4%9F%20x" },
    { "https://acme.omnitron.example/a\r\nb", "https://acme.omnitron.example/a%0D%0Ab" },
    { "https://acme.omnitron\r\n.example", NULL },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://127.9.8.7:80/", "http://127.9.8.7" },
    { "http://[::1]:8080/", "http://[::1]:8080" },
    { "localhost:8080", "http://localhost:8080" },
    { "https://localhost:8080", "https://localhost:8080" },
    { "http://acme.omnitron.example", NULL },
    { "http://127.0.0.1.example", NULL },
    { "http://localhost.example", NULL },
    { "http://10.0.0.1", NULL },
    { "http://2130706433", NULL },
    { "ftp://127.0.0.1", NULL },
    { "file:///etc/hosts", NULL },
    { "https://elif:word@acme.omnitron.example", NULL },
    { "https://elif@acme.omnitron.example", NULL },
    { "https://", NULL },
    { "", NULL },
    { "   ", NULL },
    { "an order", NULL },
    { "https://acme.omnitron.example:port", NULL },
  };

  g_test_summary ("Test that addresses as people type them become one form, and unsafe ones are "
                  "refused.");

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base_url = omni_client_normalize_base_url (addresses[i].text, &error);

      g_test_message ("“%s”", addresses[i].text);
      g_assert_cmpstr (base_url, ==, addresses[i].base_url);
      if (base_url == NULL)
        g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
      else
        g_assert_no_error (error);
    }
}

static void
test_plain_http_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that no client is made for a plain HTTP address that is not this "
                  "computer.");

  g_assert_null (omni_client_new ("http://acme.omnitron.example", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

static void
test_prefix (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autofree char *address = g_strconcat (omni_test_server_get_url (server), "/shop/", NULL);
  g_autoptr (OmniClient) client = omni_client_new (address, NULL);

  g_test_summary ("Test that a path prefix of the address stands before every path.");

  omni_client_set_token (client, TOKEN);
  omni_test_server_add (server, "GET", "/shop" USER_PATH, 200, USER);
  assert_user (client);
  omni_test_server_assert_done (server);
}

/*
 * What is sent
 */

static void
test_headers (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that the token goes along, and that JSON is asked for.");

  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->authorization, ==, "Token " TOKEN);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->accept, ==, "application/json");
}

static void
test_no_token (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autofree char *message = NULL;

  g_test_summary ("Test that nothing is asked without a token.");

  omni_client_set_token (client, NULL);
  message = assert_failure (client, OMNI_ERROR_SIGNED_OUT);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 0);
}

static void
test_override (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a path can be overridden by name, and set back.");

  g_assert_true (omni_client_override_endpoint (client, "active-user", "api/v2/me/", &error));
  g_assert_no_error (error);
  omni_test_server_add (server, "GET", "/api/v2/me/", 200, USER);
  assert_user (client);

  g_assert_true (omni_client_override_endpoint (client, "active-user", NULL, &error));
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);

  g_assert_false (omni_client_override_endpoint (client, "active-user", "https://other.example/",
                                                 &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_clear_error (&error);
  g_assert_false (omni_client_override_endpoint (client, "no-such-call", "api/v2/me/", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  omni_test_server_assert_done (server);
}

/*
 * What comes back
 */

static void
test_page_instead_of_data (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autofree char *message = NULL;

  g_test_summary ("Test that a web page with status 200 is a bad reply with a sentence.");

  omni_test_reply_set_type (omni_test_server_add (server, "GET", USER_PATH, 200,
                                                  "<html>Welcome</html>"),
                            "text/html; charset=utf-8");
  message = assert_failure (client, OMNI_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (message, "127.0.0.1"));
  g_assert_nonnull (strstr (message, "web page"));
  g_assert_null (strchr (message, '<'));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

static void
test_broken_bodies (void)
{
  static const char *const bodies[] = {
    "{\"pk\": 3, \"username\": \"ops.el",
    "",
    "{\"pk\": 3, \"username\": [\"ops.elif\"]}",
    "[]",
    "\"ops.elif\"",
    "{\"pk\": 3, \"username\": \"ops.elif\"} {}",
    "\xff",
    "null",
  };

  g_test_summary ("Test that half a JSON, nothing, and values of a wrong kind are bad replies.");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autofree char *message = NULL;

      g_test_message ("body %u", i);
      omni_test_server_add (server, "GET", USER_PATH, 200, bodies[i]);
      message = assert_failure (client, OMNI_ERROR_BAD_REPLY);
      g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
    }
}

static void
test_tolerant_user (void)
{
  static const char *const bodies[] = {
    USER,
    "[" USER "]",
    "{\"count\": 1, \"next\": null, \"previous\": null, \"results\": [" USER "]}",
    "{\"id\": 3, \"username\": \"ops.elif\", \"x\": {\"results\": [1]}}",
    "{\"pk\": \"3\", \"username\": \"ops.elif\", \"new\": [{\"a\": null}], \"email\": null}",
  };

  g_test_summary ("Test that the user may come as an object, a list or a page of one, with pk or "
                  "id.");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniUser) user = NULL;

      omni_test_server_add (server, "GET", USER_PATH, 200, bodies[i]);
      user = omni_client_get_active_user (client, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (omni_user_get_pk (user), ==, 3);
      g_assert_cmpstr (omni_user_get_username (user), ==, "ops.elif");
    }
}

static void
test_gzip (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GConverter)
      compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  char packed[512];
  gsize n_read;
  gsize n_written;
  g_autoptr (GBytes) bytes = NULL;
  OmniTestReply *reply;

  g_test_summary ("Test that a compressed answer is read.");

  g_assert_cmpint (g_converter_convert (compressor, USER, strlen (USER), packed, sizeof packed,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  bytes = g_bytes_new (packed, n_written);
  reply = omni_test_server_add (server, "GET", USER_PATH, 200, "");
  omni_test_reply_set_bytes (reply, bytes);
  omni_test_reply_set_header (reply, "Content-Encoding", "gzip");
  assert_user (client);
}

static void
test_too_long (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autofree char *body = g_strnfill (300 * 1024, ' ');
  g_autofree char *message = NULL;

  g_test_summary ("Test that an answer beyond the limit is not read, and that the next one is.");

  omni_client_set_reply_limit (client, 200 * 1024);
  omni_test_server_add (server, "GET", USER_PATH, 200, body);
  message = assert_failure (client, OMNI_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (message, "too long"));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);

  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);
}

static void
test_unknown_endpoint (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_CARGOS, .wants_body = TRUE };
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that 404 on a proposed path says that the call is not offered.");

  omni_test_server_add (server, "GET", "/api/v1/cargos/", 404, "{\"detail\": \"Not found.\"}");
  g_assert_false (omni_client_send (client, &request, &reply, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

/*
 * 401
 */

static void
signed_out_cb (OmniClient *client, gpointer user_data)
{
  guint *n_signals = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  (*n_signals)++;
}

static void
test_signed_out (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that a refused token is told once, and the next refused token again.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", USER_PATH, 401,
                                                     "{\"detail\": \"No.\"}"));

  for (guint i = 0; i < 3; i++)
    g_free (assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  g_assert_cmpuint (n_signals, ==, 0);
  OMNI_TEST_WAIT (n_signals > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 1);

  omni_client_set_token (client, "another");
  g_free (assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals > 1);
  g_assert_cmpuint (n_signals, ==, 2);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 4);
}

static void
test_signed_in_meanwhile (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that whoever signed in again is not thrown out for the old token.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_server_add (server, "GET", USER_PATH, 401, NULL);
  g_free (assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  omni_client_set_token (client, "another");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 0);
}

static void
test_same_token_again (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that a server that gives the same token for a new session can end that "
                  "too.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", USER_PATH, 401, NULL));
  g_free (assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals == 1);

  omni_client_set_token (client, TOKEN);
  g_free (assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals == 2);
}

/*
 * Repeating
 */

static void
test_repeated (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that a GET survives a lost connection, half an answer and a server's "
                  "fault.");

  omni_test_reply_set_drop (omni_test_server_add (server, "GET", USER_PATH, 200, USER));
  omni_test_reply_set_cut (omni_test_server_add (server, "GET", USER_PATH, 200, USER), 20);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);

  omni_test_server_add (server, "GET", USER_PATH, 500, "<h1>Server Error</h1>");
  omni_test_server_add (server, "GET", USER_PATH, 503, NULL);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);
  omni_test_server_assert_done (server);
}

static void
test_given_up (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniTestReply *fault;

  g_test_summary ("Test that a GET is tried three times and not more.");

  fault = omni_test_server_add (server, "GET", USER_PATH, 502, "<h1>Bad Gateway</h1>");
  omni_test_reply_set_forever (fault);
  g_free (assert_failure (client, OMNI_ERROR_SERVER));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 3);
}

static void
test_not_repeated (void)
{
  static const guint statuses[] = { 400, 401, 403, 404, 405, 406, 409 };

  g_test_summary ("Test that what would fail again is not asked again.");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (GError) error = NULL;

      omni_test_server_add (server, "GET", USER_PATH, statuses[i], "{}");
      g_assert_null (omni_client_get_active_user (client, NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
    }
}

static void
assert_write_once (const char *method, guint status, gboolean drop, gboolean cut)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": 1}", 8);
  OmniRequest request = { method, OMNI_ENDPOINT_ACTIVE_USER, .body = body, .wants_body = TRUE };
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autoptr (GError) error = NULL;
  OmniTestReply *played;

  /* Before it, a good GET whose connection stays open: a write must not depend on that one. */
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);

  played = omni_test_server_add (server, method, USER_PATH, status, USER);
  omni_test_reply_set_forever (played);
  if (drop)
    omni_test_reply_set_drop (played);
  if (cut)
    omni_test_reply_set_cut (played, 10);

  g_assert_false (omni_client_send (client, &request, &reply, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (omni_test_server_count (server, method, USER_PATH), ==, 1);
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->body, ==, "{\"a\": 1}");
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->content_type, ==, "application/json");
}

static void
test_writes_once (void)
{
  static const char *const methods[] = { "POST", "PATCH" };

  g_test_summary ("Test that a write is sent once, whatever goes wrong.");

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      assert_write_once (methods[i], 500, FALSE, FALSE);
      assert_write_once (methods[i], 503, FALSE, FALSE);
      assert_write_once (methods[i], 429, FALSE, FALSE);
      assert_write_once (methods[i], 307, FALSE, FALSE);
      assert_write_once (methods[i], 200, TRUE, FALSE);
      assert_write_once (methods[i], 200, FALSE, TRUE);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  gint64 start = g_get_monotonic_time ();

  g_test_summary ("Test that 429 is waited out as the server asks, and halves what may be in "
                  "flight.");

  omni_leases_set_recovery (client->leases, 60000);
  g_assert_cmpuint (omni_leases_get_limit (client->leases), ==, 4);
  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 429,
                                                    "{\"detail\": \"Slow.\"}"),
                              "Retry-After", "1");
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);

  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
  g_assert_cmpuint (omni_leases_get_limit (client->leases), ==, 2);
  g_assert_cmpuint (omni_client_get_max_in_flight (client), ==, 4);
}

static void
test_recovery (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that what may be in flight grows back after a while.");

  omni_leases_set_recovery (client->leases, 1);
  omni_test_server_add (server, "GET", USER_PATH, 429, NULL);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  assert_user (client);
  OMNI_TEST_WAIT (omni_leases_get_limit (client->leases) == 4);
}

static void
test_long_retry_after (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that nobody waits for long without being told, and the server is left "
                  "alone.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 429, NULL),
                              "Retry-After", "3600");
  g_assert_null (omni_client_get_active_user (client, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_THROTTLED);
  g_assert_cmpint (omni_error_get_retry_after (error), ==, 3600);
  g_clear_error (&error);

  g_assert_null (omni_client_get_active_user (client, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_THROTTLED);
  g_assert_cmpint (omni_error_get_retry_after (error), >, 3590);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

/*
 * Cancelling
 */

static void
test_cancelled_before (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that nothing is asked for what was cancelled before.");

  g_cancellable_cancel (cancellable);
  g_assert_null (omni_client_get_active_user (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 0);
}

/*
 * @error: (owned) (nullable): how the call ended
 * @done: whether it ended
 */
typedef struct
{
  OmniUser *user;
  GError *error;
  gboolean done;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->user, omni_user_unref);
  g_clear_error (&outcome->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
got_user_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  outcome->user = omni_client_get_active_user_finish (OMNI_CLIENT (source_object), result,
                                                      &outcome->error);
  outcome->done = TRUE;
}

static void
test_cancelled_during (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  g_test_summary ("Test that a call that hangs ends at once when it is cancelled, and is not "
                  "repeated.");

  omni_test_reply_set_hang (omni_test_server_add (server, "GET", USER_PATH, 200, USER));
  omni_client_get_active_user_async (client, cancellable, got_user_cb, &outcome);
  OMNI_TEST_WAIT (omni_test_server_count (server, NULL, NULL) == 1);
  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (omni_error_is_cancelled (outcome.error));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

static void
test_cancelled_pause (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  g_test_summary ("Test that waiting for the next try, or for the server's leave, can be "
                  "cancelled.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 429, NULL),
                              "Retry-After", "50");
  omni_client_get_active_user_async (client, cancellable, got_user_cb, &outcome);
  OMNI_TEST_WAIT (omni_leases_get_limit (client->leases) == 2);
  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

static void
test_late_answer (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };

  g_test_summary ("Test that an answer that is there when the call is cancelled is dropped without "
                  "a word.");

  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  omni_client_get_active_user_async (client, cancellable, got_user_cb, &outcome);
  /* The answer is there, but the main context has not run since. */
  while (omni_test_server_count (server, NULL, NULL) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_null (outcome.user);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_async (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniClient *client = new_client (server);
  Outcome outcomes[20] = { 0 };

  g_test_summary ("Test that many calls at once are answered, no more in flight than allowed, and "
                  "nothing stays.");

  omni_client_set_max_in_flight (client, 3);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      omni_test_reply_set_delay (omni_test_server_add (server, "GET", USER_PATH, 200, USER), 5);
      omni_client_get_active_user_async (client, NULL, got_user_cb, &outcomes[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      OMNI_TEST_WAIT (outcomes[i].done);
      g_assert_no_error (outcomes[i].error);
      g_assert_nonnull (outcomes[i].user);
      outcome_clear (&outcomes[i]);
    }

  g_assert_cmpuint (omni_test_server_get_peak (server), <=, 3);
  g_assert_cmpuint (omni_test_server_get_peak (server), >, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  OMNI_TEST_WAIT (g_atomic_int_get ((gint *) &G_OBJECT (client)->ref_count) == 1);
  g_assert_finalize_object (client);
}

static void
test_dropped_while_busy (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniClient *client = new_client (server);
  g_auto (Outcome) outcome = { 0 };
  gpointer watched = client;

  g_test_summary ("Test that a call keeps its client until it is answered, and no longer.");

  g_object_add_weak_pointer (G_OBJECT (client), &watched);
  omni_test_reply_set_delay (omni_test_server_add (server, "GET", USER_PATH, 200, USER), 20);
  omni_client_get_active_user_async (client, NULL, got_user_cb, &outcome);
  g_object_unref (client);
  g_assert_nonnull (watched);
  OMNI_TEST_WAIT (outcome.done && g_atomic_pointer_get (&watched) == NULL);
  g_assert_nonnull (outcome.user);
}

static void
count_ended_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  guint *n_ended = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUser)
      user = omni_client_get_active_user_finish (OMNI_CLIENT (source_object), result, &error);

  if (user == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*n_ended)++;
}

static void
test_storm (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniClient *client = new_client (server);
  OmniTestReply *reply = omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  GCancellable *cancellables[200];
  guint n_ended = 0;

  g_test_summary ("Test that calls that are cancelled at any moment end once each, and leave "
                  "nothing.");

  omni_test_reply_set_forever (reply);
  omni_test_reply_set_delay (reply, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cancellables); i++)
    {
      cancellables[i] = g_cancellable_new ();
      omni_client_get_active_user_async (client, cancellables[i], count_ended_cb, &n_ended);
      if (i % 3 == 0)
        g_cancellable_cancel (cancellables[g_test_rand_int_range (0, (gint32) i + 1)]);
      if (i % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }

  for (guint i = 0; i < G_N_ELEMENTS (cancellables); i += 2)
    g_cancellable_cancel (cancellables[i]);
  OMNI_TEST_WAIT (n_ended == G_N_ELEMENTS (cancellables));
  OMNI_TEST_WAIT (g_atomic_int_get ((gint *) &G_OBJECT (client)->ref_count) == 1);

  for (guint i = 0; i < G_N_ELEMENTS (cancellables); i++)
    g_object_unref (cancellables[i]);
  g_assert_finalize_object (client);
}

/*
 * Many threads
 */

static gpointer
ask_often (gpointer data)
{
  for (guint i = 0; i < 25; i++)
    assert_user (data);

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniClient *client = new_client (server);
  GThread *threads[8];

  g_test_summary ("Test that eight threads may call at once, and share what may be in flight.");

  omni_test_reply_set_forever (omni_test_server_add (server, "GET", USER_PATH, 200, USER));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asker", ask_often, client);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 8 * 25);
  g_assert_cmpuint (omni_test_server_get_peak (server), <=, 4);
  g_assert_finalize_object (client);
}

/*
 * Redirects
 */

static void
test_redirect (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  g_test_summary ("Test that a GET is sent on within the server, with its token.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 301, NULL),
                              "Location", "/moved/?a=b");
  omni_test_server_add (server, "GET", "/moved/", 200, USER);
  assert_user (client);
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->authorization, ==, "Token " TOKEN);
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->query, ==, "a=b");
}

static void
test_redirect_away (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniTestServer) other = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autofree char *location = g_strconcat (omni_test_server_get_url (other), USER_PATH, NULL);
  g_autofree char *message = NULL;
  g_autofree char *same_port = NULL;

  g_test_summary ("Test that nothing, and no token above all, goes to another server.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 302, NULL),
                              "Location", location);
  message = assert_failure (client, OMNI_ERROR_BAD_REPLY);
  g_assert_cmpuint (omni_test_server_count (other, NULL, NULL), ==, 0);

  /* Another name for the same computer is another origin too. */
  same_port = g_strdup_printf ("http://localhost%s" USER_PATH,
                               strrchr (omni_test_server_get_url (server), ':'));
  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 302, NULL),
                              "Location", same_port);
  g_free (assert_failure (client, OMNI_ERROR_BAD_REPLY));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 2);
}

static void
test_redirect_circle (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniTestReply *reply = omni_test_server_add (server, "GET", USER_PATH, 302, NULL);

  g_test_summary ("Test that a circle of redirects ends, and one to nowhere too.");

  omni_test_reply_set_forever (reply);
  omni_test_reply_set_header (reply, "Location", USER_PATH);
  g_free (assert_failure (client, OMNI_ERROR_BAD_REPLY));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), <=, 6);
}

static void
test_redirect_nowhere (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);

  omni_test_server_add (server, "GET", USER_PATH, 302, NULL);
  g_free (assert_failure (client, OMNI_ERROR_BAD_REPLY));
}

/*
 * Below HTTP
 */

static void
test_no_server (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (OmniClient) client = omni_client_new (address, NULL);
  g_autofree char *message = NULL;

  g_test_summary ("Test that a closed port is said to have no server.");

  g_socket_listener_close (listener);
  omni_client_set_token (client, TOKEN);
  omni_client_set_first_pause (client, 1);
  message = assert_failure (client, OMNI_ERROR_OFFLINE);
  g_assert_nonnull (strstr (message, "No server answers at http://127.0.0.1:"));
}

static void
test_time_out (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  OmniRequest request = { SOUP_METHOD_POST, OMNI_ENDPOINT_SIGN_OUT };
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a silent server is a time-out.");

  omni_client_set_timeouts (client, 1, 1);
  omni_test_reply_set_hang (omni_test_server_add (server, "POST", "/api/v1/auth/logout/", 200,
                                                  "{}"));
  g_assert_false (omni_client_send (client, &request, &reply, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_TIMED_OUT);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);
}

static GSocket *
new_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                  &error);

  g_assert_no_error (error);
  return socket;
}

static void
test_connect_time_out (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) listener = new_socket ();
  g_autoptr (OmniClient) client = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  GSocket *waiting[4];

  g_test_summary ("Test that a server that takes no connection is given up sooner than a slow "
                  "one.");

  /* Nobody accepts, and the queue is full: the next one is left waiting by the kernel. */
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_bind (listener, any, TRUE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      waiting[i] = new_socket ();
      g_socket_set_blocking (waiting[i], FALSE);
      g_socket_connect (waiting[i], address, NULL, NULL);
    }

  url = g_strdup_printf ("http://127.0.0.1:%u",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  client = omni_client_new (url, NULL);
  omni_client_set_timeouts (client, 1, 3600);
  g_assert_false (omni_client_sign_in (client, "ops.elif", "word", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_TIMED_OUT);

  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    g_object_unref (waiting[i]);
}

static void
test_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "self-signed.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (OmniTestServer) server = NULL;
  g_autoptr (OmniClient) client = NULL;
  g_autofree char *message = NULL;

  g_test_summary ("Test that a certificate that nobody vouches for is an error, and that nothing "
                  "is sent.");

  g_assert_no_error (error);
  server = omni_test_server_new_tls (certificate);
  g_assert_true (g_str_has_prefix (omni_test_server_get_url (server), "https://"));
  client = new_client (server);
  message = assert_failure (client, OMNI_ERROR_TLS);
  g_assert_true (g_str_has_prefix (message, "The certificate of 127.0.0.1"));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 0);
}

static gpointer
answer_in_plain_words (gpointer data)
{
  static const char words[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept (data, NULL, NULL, NULL);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (output, words, strlen (words), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return NULL;
}

static void
test_plain_server (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (OmniClient) client = omni_client_new (address, NULL);
  GThread *thread = g_thread_new ("plain-server", answer_in_plain_words, listener);

  g_test_summary ("Test that a server without encryption is not talked to as if it had some.");

  omni_client_set_token (client, TOKEN);
  omni_client_set_first_pause (client, 1);
  g_free (assert_failure (client, OMNI_ERROR_TLS));
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/client/base-url", test_base_url);
  g_test_add_func ("/net/client/plain-http-refused", test_plain_http_refused);
  g_test_add_func ("/net/client/prefix", test_prefix);
  g_test_add_func ("/net/client/headers", test_headers);
  g_test_add_func ("/net/client/no-token", test_no_token);
  g_test_add_func ("/net/client/override", test_override);
  g_test_add_func ("/net/client/page-instead-of-data", test_page_instead_of_data);
  g_test_add_func ("/net/client/broken-bodies", test_broken_bodies);
  g_test_add_func ("/net/client/tolerant-user", test_tolerant_user);
  g_test_add_func ("/net/client/gzip", test_gzip);
  g_test_add_func ("/net/client/too-long", test_too_long);
  g_test_add_func ("/net/client/unknown-endpoint", test_unknown_endpoint);
  g_test_add_func ("/net/client/signed-out", test_signed_out);
  g_test_add_func ("/net/client/signed-in-meanwhile", test_signed_in_meanwhile);
  g_test_add_func ("/net/client/same-token-again", test_same_token_again);
  g_test_add_func ("/net/client/repeated", test_repeated);
  g_test_add_func ("/net/client/given-up", test_given_up);
  g_test_add_func ("/net/client/not-repeated", test_not_repeated);
  g_test_add_func ("/net/client/writes-once", test_writes_once);
  g_test_add_func ("/net/client/retry-after", test_retry_after);
  g_test_add_func ("/net/client/recovery", test_recovery);
  g_test_add_func ("/net/client/long-retry-after", test_long_retry_after);
  g_test_add_func ("/net/client/cancelled-before", test_cancelled_before);
  g_test_add_func ("/net/client/cancelled-during", test_cancelled_during);
  g_test_add_func ("/net/client/cancelled-pause", test_cancelled_pause);
  g_test_add_func ("/net/client/late-answer", test_late_answer);
  g_test_add_func ("/net/client/async", test_async);
  g_test_add_func ("/net/client/dropped-while-busy", test_dropped_while_busy);
  g_test_add_func ("/net/client/storm", test_storm);
  g_test_add_func ("/net/client/threads", test_threads);
  g_test_add_func ("/net/client/redirect", test_redirect);
  g_test_add_func ("/net/client/redirect-away", test_redirect_away);
  g_test_add_func ("/net/client/redirect-circle", test_redirect_circle);
  g_test_add_func ("/net/client/redirect-nowhere", test_redirect_nowhere);
  g_test_add_func ("/net/client/no-server", test_no_server);
  g_test_add_func ("/net/client/time-out", test_time_out);
  g_test_add_func ("/net/client/connect-time-out", test_connect_time_out);
  g_test_add_func ("/net/client/certificate", test_certificate);
  g_test_add_func ("/net/client/plain-server", test_plain_server);

  return g_test_run ();
}
