/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "net-test.h"

#include "omni-test.h"

#include <string.h>

/*
 * Cancelling
 */

static void
test_cancelled_before (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  OmniClient *client = net_test_new_client (server);
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
  OmniClient *client = net_test_new_client (server);
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
  OmniClient *client = net_test_new_client (server);
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
    net_test_assert_user (data);

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniClient *client = net_test_new_client (server);
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
  g_autoptr (OmniClient) client = net_test_new_client (server);

  g_test_summary ("Test that a GET is sent on within the server, with its token.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 301, NULL),
                              "Location", "/moved/?a=b");
  omni_test_server_add (server, "GET", "/moved/", 200, USER);
  net_test_assert_user (client);
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->authorization, ==, "Token " TOKEN);
  g_assert_cmpstr (omni_test_server_get_request (server, 1)->query, ==, "a=b");
}

static void
test_redirect_away (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniTestServer) other = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  g_autofree char *location = g_strconcat (omni_test_server_get_url (other), USER_PATH, NULL);
  g_autofree char *message = NULL;
  g_autofree char *same_port = NULL;

  g_test_summary ("Test that nothing, and no token above all, goes to another server.");

  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 302, NULL),
                              "Location", location);
  message = net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY);
  g_assert_cmpuint (omni_test_server_count (other, NULL, NULL), ==, 0);

  /* Another name for the same computer is another origin too. */
  same_port = g_strdup_printf ("http://localhost%s" USER_PATH,
                               strrchr (omni_test_server_get_url (server), ':'));
  omni_test_reply_set_header (omni_test_server_add (server, "GET", USER_PATH, 302, NULL),
                              "Location", same_port);
  g_free (net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), ==, 2);
}

static void
test_redirect_circle (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
  OmniTestReply *reply = omni_test_server_add (server, "GET", USER_PATH, 302, NULL);

  g_test_summary ("Test that a circle of redirects ends, and one to nowhere too.");

  omni_test_reply_set_forever (reply);
  omni_test_reply_set_header (reply, "Location", USER_PATH);
  g_free (net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY));
  g_assert_cmpuint (omni_test_server_count (server, NULL, NULL), <=, 6);
}

static void
test_redirect_nowhere (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);

  omni_test_server_add (server, "GET", USER_PATH, 302, NULL);
  g_free (net_test_assert_failure (client, OMNI_ERROR_BAD_REPLY));
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
  message = net_test_assert_failure (client, OMNI_ERROR_OFFLINE);
  g_assert_nonnull (strstr (message, "No server answers at http://127.0.0.1:"));
}

static void
test_time_out (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = net_test_new_client (server);
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
  client = net_test_new_client (server);
  message = net_test_assert_failure (client, OMNI_ERROR_TLS);
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
  g_free (net_test_assert_failure (client, OMNI_ERROR_TLS));
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/connection/cancelled-before", test_cancelled_before);
  g_test_add_func ("/net/connection/cancelled-during", test_cancelled_during);
  g_test_add_func ("/net/connection/cancelled-pause", test_cancelled_pause);
  g_test_add_func ("/net/connection/late-answer", test_late_answer);
  g_test_add_func ("/net/connection/async", test_async);
  g_test_add_func ("/net/connection/dropped-while-busy", test_dropped_while_busy);
  g_test_add_func ("/net/connection/storm", test_storm);
  g_test_add_func ("/net/connection/threads", test_threads);
  g_test_add_func ("/net/connection/redirect", test_redirect);
  g_test_add_func ("/net/connection/redirect-away", test_redirect_away);
  g_test_add_func ("/net/connection/redirect-circle", test_redirect_circle);
  g_test_add_func ("/net/connection/redirect-nowhere", test_redirect_nowhere);
  g_test_add_func ("/net/connection/no-server", test_no_server);
  g_test_add_func ("/net/connection/time-out", test_time_out);
  g_test_add_func ("/net/connection/connect-time-out", test_connect_time_out);
  g_test_add_func ("/net/connection/certificate", test_certificate);
  g_test_add_func ("/net/connection/plain-server", test_plain_server);

  return g_test_run ();
}
