/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-http.h"

#include <libsoup/soup.h>

struct _SandboxHttp
{
  SoupServer *server; /* (owned) */
  Sandbox *sandbox;   /* (borrowed) */
  char *url;          /* (owned) without a slash at the end */
};

static char *
describe_target (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  return query != NULL ? g_strconcat (g_uri_get_path (uri), "?", query, NULL)
                       : g_strdup (g_uri_get_path (uri));
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
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

      g_string_append_len (request->body, g_bytes_get_data (bytes, NULL),
                           (gssize)g_bytes_get_size (bytes));
    }

  return request;
}

static void
send_reply (SoupServerMessage *message, SandboxReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize length = reply->body->len;
  char *body = g_string_free (g_steal_pointer (&reply->body), FALSE);

  reply->body = g_string_new (NULL);
  for (guint i = 0; i + 1 < reply->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (reply->headers, i),
                                  g_ptr_array_index (reply->headers, i + 1));
  soup_server_message_set_status (message, reply->status, NULL);
  soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_TAKE, body, length);
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SandboxHttp *http = user_data;
  g_autoptr (SandboxRequest) request = read_request (http, message);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  sandbox_handle (http->sandbox, request, reply);
  send_reply (message, reply);
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
  http->server = soup_server_new ("server-header", "omnidesk-sandbox/" PACKAGE_VERSION, NULL);
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
  soup_server_disconnect (http->server);
  g_object_unref (http->server);
  g_free (http->url);
  g_free (http);
}

char *
sandbox_http_dup_url (SandboxHttp *http)
{
  return g_strdup (http->url);
}
