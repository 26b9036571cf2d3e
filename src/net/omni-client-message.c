/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The one place where requests are built, sent, repeated and answered. */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TRIES 3
#define MAX_HOPS 5

/* Nobody waits longer than this without being told. */
#define MAX_RETRY_AFTER 60

#define CHUNK (64 * 1024)

/* RFC 6585; libsoup does not name it. */
#define TOO_MANY_REQUESTS 429

/*
 * One try:
 * @token: (owned) (nullable): what is sent as proof
 * @token_serial: which of the client's tokens it is
 * @lease: (unowned): held for the whole try
 * @connect_timeout: seconds
 * @reply_limit: bytes
 */
typedef struct
{
  char *token;
  guint token_serial;
  OmniLease *lease;
  guint connect_timeout;
  gsize reply_limit;
} Try;

/*
 * Helpers: what went wrong below HTTP
 */

static const char *
describe_certificate (GTlsCertificateFlags flags)
{
  if ((flags & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return _("it has expired");
  if ((flags & G_TLS_CERTIFICATE_NOT_ACTIVATED) != 0)
    return _("it is not valid yet; is this computer's clock right?");
  if ((flags & G_TLS_CERTIFICATE_REVOKED) != 0)
    return _("it was revoked");
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return _("it belongs to another server");
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return _("this computer does not know who issued it");
  if ((flags & G_TLS_CERTIFICATE_INSECURE) != 0)
    return _("its encryption is too weak");
  return _("it cannot be checked");
}

static GError *
describe_tls_failure (OmniClient *self, SoupMessage *message, const GError *failure)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags != 0 || g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return omni_error_new (OMNI_ERROR_TLS, _("The certificate of %s is not valid: %s."),
                           self->host, describe_certificate (flags));
  if (g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return omni_error_new (OMNI_ERROR_OFFLINE, _("The connection to %s broke."), self->host);

  return omni_error_new (OMNI_ERROR_TLS, _("%s does not offer a secure connection."), self->host);
}

static GError *
describe_io_failure (OmniClient *self, const GError *failure)
{
  if (failure->code == G_IO_ERROR_TIMED_OUT)
    return omni_error_new (OMNI_ERROR_TIMED_OUT, _("%s did not answer in time."), self->host);
  if (failure->code == G_IO_ERROR_PARTIAL_INPUT || failure->code == G_IO_ERROR_CONNECTION_CLOSED)
    return omni_error_new (OMNI_ERROR_OFFLINE, _("The connection to %s broke."), self->host);
  if (failure->code == G_IO_ERROR_INVALID_DATA)
    return omni_error_new (OMNI_ERROR_BAD_REPLY, _("%s gave an answer that cannot be unpacked."),
                           self->host);

  return omni_error_new (OMNI_ERROR_OFFLINE, _("No server answers at %s."), self->base_url);
}

/* Makes one of our errors of what GIO, TLS or libsoup says. A cancelled call stays as it is. */
static void
take_failure (OmniClient *self, SoupMessage *message, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;
  GError *described;

  if (omni_error_is_cancelled (owned))
    described = g_steal_pointer (&owned);
  else if (owned->domain == G_TLS_ERROR ||
           soup_message_get_tls_peer_certificate_errors (message) != 0)
    described = describe_tls_failure (self, message, owned);
  else if (g_error_matches (owned, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    described = omni_error_new (OMNI_ERROR_OFFLINE,
                                _("No server answers at %s: there is no such name."),
                                self->base_url);
  else if (owned->domain == G_IO_ERROR)
    described = describe_io_failure (self, owned);
  else if (owned->domain == SOUP_SESSION_ERROR)
    described = omni_error_new (OMNI_ERROR_BAD_REPLY, _("What answers at %s is not a web server."),
                                self->base_url);
  else
    described = omni_error_new (OMNI_ERROR_OFFLINE, _("No server answers at %s."), self->base_url);

  g_propagate_error (error, described);
}

/*
 * Helpers: building
 */

static gboolean
is_get (const OmniRequest *request)
{
  return strcmp (request->method, "GET") == 0;
}

static GUri *
build_uri (OmniClient *self, const OmniRequest *request)
{
  g_autofree char *path = omni_client_dup_path (self, request->endpoint);
  g_autofree char *expanded = omni_endpoint_expand_path (path, request->argument);
  g_autofree char *whole = request->second_argument != NULL
                               ? omni_endpoint_expand_path (expanded, request->second_argument)
                               : g_strdup (expanded);
  g_autofree char *full = g_strconcat (g_uri_get_path (self->base_uri), "/", whole, NULL);

  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (self->base_uri), NULL,
                      g_uri_get_host (self->base_uri), g_uri_get_port (self->base_uri), full,
                      request->query, NULL);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  const Try *try = user_data;

  if (!G_IS_SOCKET_CONNECTION (connection))
    return;

  /* libsoup has one time-out for all; a server that is not there should be known sooner than a slow
   * one. */
  if (event == G_SOCKET_CLIENT_CONNECTING)
    g_socket_set_timeout (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                          try->connect_timeout);
  else if (event == G_SOCKET_CLIENT_CONNECTED)
    g_socket_set_timeout (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                          try->lease->reply_timeout);
}

static SoupMessage *
build_message (const OmniRequest *request, GUri *uri, Try *try)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* Redirects are followed here or not at all: libsoup would take the token along to another
   * server. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "application/json");

  if (try->token != NULL)
    {
      char *value = g_strconcat ("Token ", try->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      omni_wipe_text (value);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);

  /* A write that dies with a stale connection leaves its outcome unknown: it gets a fresh one. */
  if (!is_get (request))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), try);
  return message;
}

/*
 * Helpers: reading
 */

static int
read_retry_after (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) time = NULL;
  guint64 seconds;

  if (value == NULL)
    return OMNI_REPLY_NO_RETRY_AFTER;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &seconds, NULL))
    return (int) seconds;

  time = soup_date_time_new_from_http_string (value);
  if (time == NULL)
    return OMNI_REPLY_NO_RETRY_AFTER;

  return (int) CLAMP (g_date_time_to_unix (time) - g_get_real_time () / G_USEC_PER_SEC, 0,
                      G_MAXINT);
}

static OmniTime
read_date (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : OMNI_TIME_NONE;
}

static gboolean
read_body (GInputStream *stream,
           gsize limit,
           GString *body,
           gboolean *too_long,
           GCancellable *cancellable,
           GError **error)
{
  gssize n_read = 1;

  *too_long = FALSE;
  while (n_read > 0 && !*too_long)
    {
      gsize length = body->len;

      /* GString doubles what it holds, so a long body is not copied once per chunk. */
      g_string_set_size (body, length + CHUNK);
      n_read = g_input_stream_read (stream, body->str + length, CHUNK, cancellable, error);
      g_string_set_size (body, length + (gsize) MAX (n_read, 0));
      *too_long = body->len > limit;
    }

  return n_read >= 0;
}

static gboolean
transmit (OmniClient *self,
          SoupMessage *message,
          Try *try,
          OmniReply *reply,
          GCancellable *cancellable,
          GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GInputStream) stream = NULL;
  GError *failure = NULL;
  gboolean too_long = FALSE;
  gboolean whole;

  stream = soup_session_send (try->lease->session, message, cancellable, &failure);
  if (stream == NULL)
    {
      take_failure (self, message, failure, error);
      return FALSE;
    }

  reply->body = g_string_new (NULL);
  whole = read_body (stream, try->reply_limit, reply->body, &too_long, cancellable, &failure);
  if (!whole)
    take_failure (self, message, failure, error);
  else if (too_long)
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_REPLY,
                                       _("%s gave an answer that is far too long."), self->host));

  /* What is left of the answer is of no interest, and neither is how its connection ends. */
  g_input_stream_close (stream, NULL, NULL);
  if (!whole || too_long)
    return FALSE;

  reply->status = soup_message_get_status (message);
  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->retry_after = read_retry_after (headers);
  reply->date = read_date (headers);
  return TRUE;
}

/*
 * Helpers: redirects
 */

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static int
get_real_port (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/* RFC 6454: the scheme, the host and the port. */
static gboolean
has_same_origin (GUri *a, GUri *b)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         get_real_port (a) == get_real_port (b);
}

/* Where the reply sends on to. Only a GET is sent on, and only within the server that holds the
 * token. */
static GUri *
resolve_redirect (OmniClient *self,
                  const OmniRequest *request,
                  GUri *from,
                  SoupMessage *message,
                  GError **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Location");
  g_autoptr (GUri) target = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (from, location, G_URI_FLAGS_ENCODED, NULL);

  if (target == NULL || g_uri_get_host (target) == NULL)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY, _("%s sends on to nowhere."),
                                              self->host));
  else if (!has_same_origin (from, target))
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                              _("%s sends on to another server, %s. Is this the "
                                                 "right address?"),
                                              self->host, g_uri_get_host (target)));
  else if (!is_get (request))
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_REPLY,
                                       _("%s sends on to another address instead of doing this."),
                                       self->host));
  else
    return g_steal_pointer (&target);

  return NULL;
}

/*
 * Helpers: one try, and how often
 */

static gboolean
exchange (OmniClient *self,
          const OmniRequest *request,
          Try *try,
          OmniReply *reply,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GUri) uri = build_uri (self, request);

  for (guint hop = 0; hop < MAX_HOPS; hop++)
    {
      g_autoptr (SoupMessage) message = build_message (request, uri, try);
      g_autoptr (GUri) target = NULL;

      omni_reply_clear (reply);
      if (!transmit (self, message, try, reply, cancellable, error))
        return FALSE;
      if (!is_redirect (reply->status))
        return TRUE;

      target = resolve_redirect (self, request, uri, message, error);
      if (target == NULL)
        return FALSE;
      g_uri_unref (uri);
      uri = g_steal_pointer (&target);
    }

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY, _("%s sends on in a circle."),
                                            self->host));
  return FALSE;
}

/* What the try is made with, as it stands now: another thread may sign in meanwhile. */
static gboolean
prepare (OmniClient *self, const OmniRequest *request, Try *try, GError **error)
{
  g_mutex_lock (&self->mutex);
  try->connect_timeout = self->connect_timeout;
  try->reply_limit = self->reply_limit;
  try->token_serial = self->token_serial;
  if (!request->anonymous)
    try->token = g_strdup (request->token != NULL ? request->token : self->token);
  g_mutex_unlock (&self->mutex);

  if (!request->anonymous && try->token == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_SIGNED_OUT,
                                                _("You are not signed in to %s."), self->host));
      return FALSE;
    }

  return TRUE;
}

static gboolean
send_once (OmniClient *self,
           const OmniRequest *request,
           OmniReply *reply,
           GCancellable *cancellable,
           GError **error)
{
  Try try = { 0 };
  GError *failure = NULL;
  gboolean answered = FALSE;

  if (!prepare (self, request, &try, error))
    return FALSE;

  try.lease = omni_leases_take (self->leases, cancellable, error);
  if (try.lease != NULL)
    {
      answered = exchange (self, request, &try, reply, cancellable, error);
      omni_leases_give_back (self->leases, try.lease);
    }
  g_clear_pointer (&try.token, omni_wipe_text);
  if (!answered)
    return FALSE;

  failure = omni_reply_judge (reply, self->host, request->endpoint, request->wants_body);
  if (failure == NULL)
    return TRUE;

  if (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT) && !request->anonymous &&
      request->token == NULL)
    omni_client_refused_token (self, try.token_serial);
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
may_repeat (const OmniRequest *request, const GError *failure)
{
  if (!is_get (request) || failure->domain != OMNI_ERROR)
    return FALSE;

  switch ((OmniError) failure->code)
    {
    case OMNI_ERROR_OFFLINE:
    case OMNI_ERROR_TIMED_OUT:
    case OMNI_ERROR_SERVER:
    case OMNI_ERROR_THROTTLED:
      return omni_error_get_retry_after (failure) <= MAX_RETRY_AFTER;

    case OMNI_ERROR_SIGNED_OUT:
    case OMNI_ERROR_FORBIDDEN:
    case OMNI_ERROR_NOT_FOUND:
    case OMNI_ERROR_INVALID:
    case OMNI_ERROR_REFUSED:
    case OMNI_ERROR_TLS:
    case OMNI_ERROR_BAD_REPLY:
    case OMNI_ERROR_UNSUPPORTED:
    case OMNI_ERROR_BAD_FILE:
    case OMNI_ERROR_BAD_VALUE:
    case OMNI_ERROR_IGNORED:
    default:
      return FALSE;
    }
}

/* Twice as long each time, and never the same for two clients that failed together. */
static guint
choose_pause (OmniClient *self, guint n_tries)
{
  guint pause;

  g_mutex_lock (&self->mutex);
  pause = self->first_pause << (n_tries - 1);
  g_mutex_unlock (&self->mutex);

  return pause / 2 + (guint) g_random_int_range (0, (gint32) pause + 1);
}

/**
 * omni_client_send:
 * @request: what to send
 * @reply: (out caller-allocates): what came back; to be cleared by the caller in any case
 *
 * Sends a request and judges the reply. Waits for one of the leases first. Only a GET is repeated:
 * up to 3 tries in all, on connection errors, time-outs, server faults (5xx) and 429. Whatever the
 * method, 429 halves the number of leases for a while, and `Retry-After` holds up every request of
 * this client.
 *
 * Returns: %TRUE for a good reply; else %FALSE with an #OmniError or %G_IO_ERROR_CANCELLED
 */
gboolean
omni_client_send (OmniClient *self,
                  const OmniRequest *request,
                  OmniReply *reply,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint n_tries = 1;; n_tries++)
    {
      GError *failure = NULL;
      guint pause = choose_pause (self, n_tries);
      int retry_after;

      if (send_once (self, request, reply, cancellable, &failure))
        return TRUE;

      retry_after = omni_error_get_retry_after (failure);
      if (omni_error_get_http_status (failure) == TOO_MANY_REQUESTS)
        omni_leases_slow_down (self->leases,
                               retry_after > 0 ? (guint) MIN (retry_after, 86400) * 1000 : pause);
      else if (retry_after > 0)
        pause = (guint) MIN (retry_after, MAX_RETRY_AFTER) * 1000;

      if (n_tries == MAX_TRIES || !may_repeat (request, failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }

      g_clear_error (&failure);
      if (!omni_leases_pause (self->leases, pause, cancellable, error))
        return FALSE;
    }
}
