/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-http.h"

#include <libsoup/soup.h>
#include <string.h>

/* More than any call of the contract needs; a longer body is not even kept. */
#define MAX_BODY (16 * 1024 * 1024)

struct _SandboxHttp
{
  SoupServer *server; /* (owned) */
  Sandbox *sandbox;   /* (borrowed) */
  char *url;          /* (owned) without a slash at the end */
  GPtrArray *waiting; /* (owned) (element-type Waiting) replies that are held back */
};

/* A reply that goes out later. */
typedef struct
{
  SandboxHttp *http;          /* (borrowed) */
  SoupServerMessage *message; /* (owned) */
  SandboxReply *reply;        /* (owned) */
  guint timeout;
  gulong finished;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_handle_id (&waiting->timeout, g_source_remove);
  g_signal_handler_disconnect (waiting->message, waiting->finished);
  g_object_unref (waiting->message);
  sandbox_reply_free (waiting->reply);
  g_free (waiting);
}

static char *
describe_target (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  return query != NULL ? g_strconcat (g_uri_get_path (uri), "?", query, NULL)
                       : g_strdup (g_uri_get_path (uri));
}

/* From this computer, and to a name of it: a web page that had its own name lead here is not. */
static gboolean
is_local (SoupServerMessage *message, const char *host)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  GInetAddress *from = G_IS_INET_SOCKET_ADDRESS (address)
                           ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))
                           : NULL;

  return from != NULL && g_inet_address_get_is_loopback (from) && host != NULL &&
         (g_str_has_prefix (host, "127.0.0.1:") || g_str_has_prefix (host, "localhost:"));
}

static gboolean
takes_gzip (SoupMessageHeaders *headers)
{
  const char *encodings = soup_message_headers_get_list (headers, "Accept-Encoding");

  return encodings != NULL && strstr (encodings, "gzip") != NULL;
}

static SandboxRequest *
read_request (SandboxHttp *http, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *target = describe_target (message);
  SandboxRequest *request = sandbox_request_new (soup_server_message_get_method (message), target);

  g_free (request->origin);
  request->origin = host != NULL ? g_strconcat ("http://", host, NULL) : g_strdup (http->url);
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  request->is_local = is_local (message, host);
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

      g_string_append_len (request->body, g_bytes_get_data (bytes, NULL),
                           (gssize)g_bytes_get_size (bytes));
    }

  return request;
}

/* Ends the connection, after the head and half of the body where those are wanted. */
static void
break_connection (SoupServerMessage *message, const SandboxReply *reply)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (reply->ending == SANDBOX_ENDING_TRUNCATED)
    {
      g_autofree char *head = g_strdup_printf (
          "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
          reply->status, soup_status_get_phrase (reply->status), reply->content_type,
          reply->body->len);
      GOutputStream *output = g_io_stream_get_output_stream (stream);
      gsize half = MIN (reply->body->len / 2, 32768);

      if (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL))
        g_output_stream_write_all (output, reply->body->str, half, NULL, NULL, NULL);
    }
  g_io_stream_close (stream, NULL, NULL);
}

static void
send_reply (SoupServerMessage *message, SandboxReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize length = reply->body->len;
  char *body;

  if (reply->ending != SANDBOX_ENDING_WHOLE)
    {
      break_connection (message, reply);
      return;
    }

  body = g_string_free (reply->body, FALSE);
  reply->body = g_string_new (NULL);
  for (guint i = 0; i + 1 < reply->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (reply->headers, i),
                                  g_ptr_array_index (reply->headers, i + 1));
  /* libsoup does not notice that a client hangs up after a request with a body. */
  if (strcmp (soup_server_message_get_method (message), "GET") != 0)
    soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, reply->status, NULL);
  soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_TAKE, body, length);
}

static gboolean
send_late_cb (gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (SoupServerMessage) message = g_object_ref (waiting->message);
  gboolean is_whole = waiting->reply->ending == SANDBOX_ENDING_WHOLE;

  waiting->timeout = 0;
  send_reply (message, waiting->reply);
  g_ptr_array_remove_fast (waiting->http->waiting, waiting);
  if (is_whole)
    soup_server_message_unpause (message);

  return G_SOURCE_REMOVE;
}

/* The client did not wait. */
static void
finished_cb (SoupServerMessage *message, Waiting *waiting)
{
  g_ptr_array_remove_fast (waiting->http->waiting, waiting);
}

static void
send_late (SandboxHttp *http, SoupServerMessage *message, SandboxReply *reply)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->http = http;
  waiting->message = g_object_ref (message);
  waiting->reply = reply;
  waiting->timeout = g_timeout_add (reply->delay, send_late_cb, waiting);
  waiting->finished = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), waiting);
  g_ptr_array_add (http->waiting, waiting);
  soup_server_message_pause (message);
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SandboxHttp *http = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (SandboxRequest) request = NULL;
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  if (g_object_get_data (G_OBJECT (message), "body-too-long") != NULL)
    sandbox_reply_detail (reply, 413, "request_too_large", "The body is too long.");
  else
    {
      request = read_request (http, message);
      reply->takes_gzip = takes_gzip (headers);
      sandbox_handle (http->sandbox, request, reply);
    }

  if (reply->delay > 0)
    send_late (http, message, g_steal_pointer (&reply));
  else
    send_reply (message, reply);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length <= MAX_BODY)
    return;

  g_object_set_data (G_OBJECT (message), "body-too-long", message);
  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

/**
 * sandbox_http_new:
 * @sandbox: what answers
 * @port: a port, or 0 for one that is free
 * @error: return location
 *
 * Serves a sandbox on this computer only, in the thread's default main context.
 *
 * Returns: (transfer full) (nullable): the server
 */
SandboxHttp *
sandbox_http_new (Sandbox *sandbox, guint port, GError **error)
{
  g_autoptr (SandboxHttp) http = g_new0 (SandboxHttp, 1);
  GSList *uris;

  http->sandbox = sandbox;
  http->waiting = g_ptr_array_new_with_free_func (waiting_free);
  http->server = soup_server_new ("server-header", "omnidesk-sandbox/" PACKAGE_VERSION, "raw-paths",
                                  TRUE, NULL);
  g_signal_connect (http->server, "request-started", G_CALLBACK (request_started_cb), NULL);
  soup_server_add_handler (http->server, NULL, request_cb, http, NULL);
  if (!soup_server_listen_local (http->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;

  uris = soup_server_get_uris (http->server);
  http->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);

  return g_steal_pointer (&http);
}

void
sandbox_http_free (SandboxHttp *http)
{
  g_ptr_array_set_size (http->waiting, 0);
  soup_server_disconnect (http->server);
  g_object_unref (http->server);
  g_ptr_array_unref (http->waiting);
  g_free (http->url);
  g_free (http);
}

char *
sandbox_http_dup_url (SandboxHttp *http)
{
  return g_strdup (http->url);
}
