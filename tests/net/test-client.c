/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "net-test.h"

#include "omni-test.h"

#include <string.h>

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
  net_test_assert_user (client);
  omni_test_server_assert_done (server);
}

/*
 * What is sent
 */

static void
test_headers (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);

  g_test_summary ("Test that the token goes along, and that JSON is asked for.");

  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->authorization, ==, "Token " TOKEN);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->accept, ==, "application/json");
}

static void
test_no_token (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autofree char *message = NULL;

  g_test_summary ("Test that nothing is asked without a token.");

  omni_client_set_token (client, NULL);
  message = net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 0);
}

static void
test_override (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a path can be overridden by name, and set back.");

  g_assert_true (omni_client_override_endpoint (client, "active-user", "api/v2/me/", &error));
  g_assert_no_error (error);
  omni_test_server_add (server, "GET", "/api/v2/me/", 200, USER);
  net_test_assert_user (client);

  g_assert_true (omni_client_override_endpoint (client, "active-user", NULL, &error));
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);

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
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autofree char *message = NULL;

  g_test_summary ("Test that a web page with status 200 is a bad reply with a sentence.");

  omni_test_reply_set_type (omni_test_server_add (server, "GET", USER_PATH, 200,
                                                  "<html>Welcome</html>"),
                            "text/html; charset=utf-8");
  message = net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY);
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
      g_autoptr (OmniClient) client = net_test_new_client (server);
      g_autofree char *message = NULL;

      g_test_message ("body %u", i);
      omni_test_server_add (server, "GET", USER_PATH, 200, bodies[i]);
      message = net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY);
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
      g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  net_test_assert_user (client);
}

static void
test_too_long (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autofree char *body = g_strnfill (300 * 1024, ' ');
  g_autofree char *message = NULL;

  g_test_summary ("Test that an answer beyond the limit is not read, and that the next one is.");

  omni_client_set_reply_limit (client, 200 * 1024);
  omni_test_server_add (server, "GET", USER_PATH, 200, body);
  message = net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (message, "too long"));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 1);

  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);
}

static void
test_unknown_endpoint (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that a refused token is told once, and the next refused token again.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", USER_PATH, 401,
                                                     "{\"detail\": \"No.\"}"));

  for (guint i = 0; i < 3; i++)
    g_free (net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  g_assert_cmpuint (n_signals, ==, 0);
  OMNI_TEST_WAIT (n_signals > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 1);

  omni_client_set_token (client, "another");
  g_free (net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals > 1);
  g_assert_cmpuint (n_signals, ==, 2);
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 4);
}

static void
test_signed_in_meanwhile (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that whoever signed in again is not thrown out for the old token.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_server_add (server, "GET", USER_PATH, 401, NULL);
  g_free (net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  omni_client_set_token (client, "another");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 0);
}

static void
test_same_token_again (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  guint n_signals = 0;

  g_test_summary ("Test that a server that gives the same token for a new session can end that "
                  "too.");

  g_signal_connect (client, "signed-out", G_CALLBACK (signed_out_cb), &n_signals);
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", USER_PATH, 401, NULL));
  g_free (net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals == 1);

  omni_client_set_token (client, TOKEN);
  g_free (net_test_assert_failure (client, OMNI_ERROR_SIGNED_OUT));
  OMNI_TEST_WAIT (n_signals == 2);
}

/*
 * Repeating
 */

static void
test_repeated (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);

  g_test_summary ("Test that a GET survives a lost connection, half an answer and a server's "
                  "fault.");

  omni_test_reply_set_drop (omni_test_server_add (server, "GET", USER_PATH, 200, USER));
  omni_test_reply_set_cut (omni_test_server_add (server, "GET", USER_PATH, 200, USER), 20);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);

  omni_test_server_add (server, "GET", USER_PATH, 500, "<h1>Server Error</h1>");
  omni_test_server_add (server, "GET", USER_PATH, 503, NULL);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);
  omni_test_server_assert_done (server);
}

static void
test_given_up (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  OmniTestReply *fault;

  g_test_summary ("Test that a GET is tried three times and not more.");

  fault = omni_test_server_add (server, "GET", USER_PATH, 502, "<h1>Bad Gateway</h1>");
  omni_test_reply_set_forever (fault);
  g_free (net_test_assert_failure (client, OMNI_ERROR_SERVER));
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
      g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": 1}", 8);
  OmniRequest request = { method, OMNI_ENDPOINT_ACTIVE_USER, .body = body, .wants_body = TRUE };
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autoptr (GError) error = NULL;
  OmniTestReply *played;

  /* Before it, a good GET whose connection stays open: a write must not depend on that one. */
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);

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
  g_autoptr (OmniClient) client = net_test_new_client (server);
  gint64 start = g_get_monotonic_time ();

  g_test_summary ("Test that 429 is waited out as the server asks, and halves what may be in "
                  "flight.");

  omni_leases_set_recovery (client->leases, 60000);
  g_assert_cmpuint (omni_leases_get_limit (client->leases), ==, 4);
  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 429,
                                                    "{\"detail\": \"Slow.\"}"),
                              "Retry-After", "1");
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);

  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
  g_assert_cmpuint (omni_leases_get_limit (client->leases), ==, 2);
  g_assert_cmpuint (omni_client_get_max_in_flight (client), ==, 4);
}

static void
test_recovery (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);

  g_test_summary ("Test that what may be in flight grows back after a while.");

  omni_leases_set_recovery (client->leases, 1);
  omni_test_server_add (server, "GET", USER_PATH, 429, NULL);
  omni_test_server_add (server, "GET", USER_PATH, 200, USER);
  net_test_assert_user (client);
  OMNI_TEST_WAIT (omni_leases_get_limit (client->leases) == 4);
}

static void
test_long_retry_after (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
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

  return g_test_run ();
}
