/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-server.h"

#include <string.h>

typedef enum
{
  PLAY_WHOLE,
  PLAY_HANG, /* take the request and say nothing */
  PLAY_CUT,  /* promise the whole body and close after a part of it */
  PLAY_DROP, /* close without a word */
} Play;

struct _OmniTestReply
{
  char *method;      /* (owned) (not nullable) */
  char *path;        /* (owned) (not nullable) */
  GHashTable *query; /* (owned) (nullable): parameters that the request must have */
  guint status;
  char *content_type;          /* (owned) (nullable) */
  GBytes *body;                /* (owned) (nullable) */
  SoupMessageHeaders *headers; /* (owned) (not nullable) */
  guint delay;                 /* ms */
  Play play;
  gsize n_cut; /* bytes of the body that are sent before the cut */
  gboolean forever;
  guint n_played;
};

struct _OmniTestServer
{
  GThread *thread;              /* (owned) */
  GMainContext *context;        /* (owned): the thread's */
  GMainLoop *loop;              /* (owned): the thread's */
  SoupServer *soup;             /* (owned): used in the thread alone */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  char *url;                    /* (owned) */

  GMutex mutex; /* for what follows */
  GCond started;
  GPtrArray *replies;  /* (owned) (element-type OmniTestReply) */
  GPtrArray *requests; /* (owned) (element-type OmniTestRequest) */
  guint n_unexpected;
  guint n_in_flight;
  guint peak;
};

/* A reply that waits for its time: both are the server's. */
typedef struct
{
  SoupServerMessage *message; /* (owned) */
  OmniTestReply *reply;       /* (unowned) */
} Waiting;

/*
 * Helpers
 */

static void
reply_free (gpointer data)
{
  OmniTestReply *reply = data;

  g_free (reply->method);
  g_free (reply->path);
  g_clear_pointer (&reply->query, g_hash_table_unref);
  g_free (reply->content_type);
  g_clear_pointer (&reply->body, g_bytes_unref);
  soup_message_headers_unref (reply->headers);
  g_free (reply);
}

static void
request_free (gpointer data)
{
  OmniTestRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_free (request->authorization);
  g_free (request->content_type);
  g_free (request->accept);
  g_free (request->body);
  g_free (request);
}

static char *
dup_header (SoupServerMessage *message, const char *name)
{
  const char *value =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name);

  return g_strdup (value != NULL ? value : "");
}

static OmniTestRequest *
keep_request (SoupServerMessage *message, const char *path)
{
  OmniTestRequest *request = g_new0 (OmniTestRequest, 1);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GBytes)
      body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->query = g_strdup (query != NULL ? query : "");
  request->authorization = dup_header (message, "Authorization");
  request->content_type = dup_header (message, "Content-Type");
  request->accept = dup_header (message, "Accept");
  request->body = g_strndup (text != NULL ? text : "", length);

  return request;
}

static gboolean
has_parameters (GHashTable *wanted, GHashTable *given)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (wanted == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (given == NULL || g_strcmp0 (g_hash_table_lookup (given, name), value) != 0)
        return FALSE;
    }

  return TRUE;
}

static OmniTestReply *
choose_reply (OmniTestServer *server,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query)
{
  for (guint i = 0; i < server->replies->len; i++)
    {
      OmniTestReply *reply = g_ptr_array_index (server->replies, i);

      if ((reply->forever || reply->n_played == 0) &&
          strcmp (reply->method, soup_server_message_get_method (message)) == 0 &&
          strcmp (reply->path, path) == 0 && has_parameters (reply->query, query))
        return reply;
    }

  return NULL;
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

/* Around libsoup, which would never send half of what it promised. */
static void
break_connection (SoupServerMessage *message, OmniTestReply *reply)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (reply->play == PLAY_CUT)
    {
      gsize length;
      const char *body = g_bytes_get_data (reply->body, &length);
      g_autofree char *head =
          g_strdup_printf ("HTTP/1.1 %u OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                           "\r\n\r\n",
                           reply->status, reply->content_type, length);

      g_socket_send (socket, head, strlen (head), NULL, NULL);
      g_socket_send (socket, body, MIN (reply->n_cut, length), NULL, NULL);
    }

  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
play (SoupServerMessage *message, OmniTestReply *reply)
{
  gsize length = 0;
  const char *body = reply->body == NULL ? NULL : g_bytes_get_data (reply->body, &length);

  if (reply->play == PLAY_CUT || reply->play == PLAY_DROP)
    {
      break_connection (message, reply);
      return;
    }

  soup_server_message_set_status (message, reply->status, NULL);
  soup_server_message_set_response (message, reply->content_type, SOUP_MEMORY_COPY, body, length);
  soup_message_headers_foreach (reply->headers, copy_header,
                                soup_server_message_get_response_headers (message));
}

/*
 * Callbacks, all in the server's thread
 */

static gboolean
waited_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  play (waiting->message, waiting->reply);
  soup_server_message_unpause (waiting->message);
  return G_SOURCE_REMOVE;
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->message);
  g_free (waiting);
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  OmniTestServer *server = user_data;

  g_mutex_lock (&server->mutex);
  server->n_in_flight--;
  g_mutex_unlock (&server->mutex);
}

static void
wait_and_play (OmniTestServer *server, SoupServerMessage *message, OmniTestReply *reply)
{
  g_autoptr (GSource) source = g_timeout_source_new (reply->delay);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->message = g_object_ref (message);
  waiting->reply = reply;
  soup_server_message_pause (message);
  g_source_set_callback (source, waited_cb, waiting, waiting_free);
  g_source_attach (source, server->context);
}

static void
asked_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  OmniTestServer *server = user_data;
  OmniTestReply *reply;

  g_mutex_lock (&server->mutex);
  g_ptr_array_add (server->requests, keep_request (message, path));
  server->n_in_flight++;
  server->peak = MAX (server->peak, server->n_in_flight);
  reply = choose_reply (server, message, path, query);
  if (reply != NULL)
    reply->n_played++;
  else
    server->n_unexpected++;
  g_mutex_unlock (&server->mutex);

  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), server);

  if (reply == NULL)
    soup_server_message_set_status (message, 599, "Not in the script");
  else if (reply->play == PLAY_HANG)
    soup_server_message_pause (message);
  else if (reply->play != PLAY_WHOLE || reply->delay > 0)
    wait_and_play (server, message, reply);
  else
    play (message, reply);
}

static gpointer
serve (gpointer data)
{
  OmniTestServer *server = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  GSList *uris;

  g_main_context_push_thread_default (server->context);
  server->soup = soup_server_new (NULL, NULL);
  if (server->certificate != NULL)
    soup_server_set_tls_certificate (server->soup, server->certificate);
  soup_server_add_handler (server->soup, NULL, asked_cb, server, NULL);
  soup_server_listen_local (server->soup, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                                (server->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  uri = g_uri_ref (uris->data);

  g_mutex_lock (&server->mutex);
  server->url = g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uri), g_uri_get_port (uri));
  g_cond_signal (&server->started);
  g_mutex_unlock (&server->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (server->loop);

  soup_server_disconnect (server->soup);
  g_object_unref (server->soup);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  g_main_context_pop_thread_default (server->context);

  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/*
 * Public API
 */

OmniTestServer *
omni_test_server_new_tls (GTlsCertificate *certificate)
{
  OmniTestServer *server = g_new0 (OmniTestServer, 1);

  g_mutex_init (&server->mutex);
  g_cond_init (&server->started);
  g_set_object (&server->certificate, certificate);
  server->replies = g_ptr_array_new_with_free_func (reply_free);
  server->requests = g_ptr_array_new_with_free_func (request_free);
  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->thread = g_thread_new ("test-server", serve, server);

  g_mutex_lock (&server->mutex);
  while (server->url == NULL)
    g_cond_wait (&server->started, &server->mutex);
  g_mutex_unlock (&server->mutex);

  return server;
}

OmniTestServer *
omni_test_server_new (void)
{
  return omni_test_server_new_tls (NULL);
}

void
omni_test_server_free (OmniTestServer *server)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, server->loop, NULL);
  g_source_attach (source, server->context);
  g_thread_join (server->thread);

  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_clear_object (&server->certificate);
  g_ptr_array_unref (server->replies);
  g_ptr_array_unref (server->requests);
  g_free (server->url);
  g_cond_clear (&server->started);
  g_mutex_clear (&server->mutex);
  g_free (server);
}

/* Without a slash at its end. */
const char *
omni_test_server_get_url (OmniTestServer *server)
{
  return server->url;
}

/* Adds a reply to the script: JSON, unless the reply is told otherwise; no body where @body is
 * %NULL. */
OmniTestReply *
omni_test_server_add (OmniTestServer *server,
                      const char *method,
                      const char *path,
                      guint status,
                      const char *body)
{
  OmniTestReply *reply = g_new0 (OmniTestReply, 1);

  reply->method = g_strdup (method);
  reply->path = g_strdup (path);
  reply->status = status;
  reply->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (body != NULL)
    {
      reply->content_type = g_strdup ("application/json");
      reply->body = g_bytes_new (body, strlen (body));
    }

  g_mutex_lock (&server->mutex);
  g_ptr_array_add (server->replies, reply);
  g_mutex_unlock (&server->mutex);

  return reply;
}

/* How many requests came; %NULL stands for any method or path. */
guint
omni_test_server_count (OmniTestServer *server, const char *method, const char *path)
{
  guint count = 0;

  g_mutex_lock (&server->mutex);
  for (guint i = 0; i < server->requests->len; i++)
    {
      const OmniTestRequest *request = g_ptr_array_index (server->requests, i);

      count += (method == NULL || strcmp (request->method, method) == 0) &&
               (path == NULL || strcmp (request->path, path) == 0);
    }
  g_mutex_unlock (&server->mutex);

  return count;
}

const OmniTestRequest *
omni_test_server_get_request (OmniTestServer *server, guint index)
{
  const OmniTestRequest *request;

  g_mutex_lock (&server->mutex);
  g_assert_cmpuint (index, <, server->requests->len);
  request = g_ptr_array_index (server->requests, index);
  g_mutex_unlock (&server->mutex);

  return request;
}

/* How many requests were in flight at the same time, at most. */
guint
omni_test_server_get_peak (OmniTestServer *server)
{
  guint peak;

  g_mutex_lock (&server->mutex);
  peak = server->peak;
  g_mutex_unlock (&server->mutex);

  return peak;
}

/* Every reply was played, and nothing else was asked. */
void
omni_test_server_assert_done (OmniTestServer *server)
{
  g_mutex_lock (&server->mutex);
  for (guint i = 0; i < server->replies->len; i++)
    {
      const OmniTestReply *reply = g_ptr_array_index (server->replies, i);

      if (reply->n_played == 0)
        g_error ("nobody asked for %s %s, reply %u of the script", reply->method, reply->path, i);
    }
  if (server->n_unexpected > 0)
    {
      for (guint i = 0; i < server->requests->len; i++)
        {
          const OmniTestRequest *request = g_ptr_array_index (server->requests, i);

          g_test_message ("asked: %s %s?%s", request->method, request->path, request->query);
        }
      g_error ("%u requests were not in the script", server->n_unexpected);
    }
  g_mutex_unlock (&server->mutex);
}

/* The reply is only for requests that have these parameters, among others. */
void
omni_test_reply_set_query (OmniTestReply *reply, const char *query)
{
  g_clear_pointer (&reply->query, g_hash_table_unref);
  reply->query = soup_form_decode (query);
}

void
omni_test_reply_set_type (OmniTestReply *reply, const char *content_type)
{
  g_free (reply->content_type);
  reply->content_type = g_strdup (content_type);
}

void
omni_test_reply_set_header (OmniTestReply *reply, const char *name, const char *value)
{
  soup_message_headers_replace (reply->headers, name, value);
}

void
omni_test_reply_set_bytes (OmniTestReply *reply, GBytes *body)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_ref (body);
}

void
omni_test_reply_set_delay (OmniTestReply *reply, guint milliseconds)
{
  reply->delay = milliseconds;
}

void
omni_test_reply_set_hang (OmniTestReply *reply)
{
  reply->play = PLAY_HANG;
}

void
omni_test_reply_set_cut (OmniTestReply *reply, gsize n_bytes)
{
  reply->play = PLAY_CUT;
  reply->n_cut = n_bytes;
}

void
omni_test_reply_set_drop (OmniTestReply *reply)
{
  reply->play = PLAY_DROP;
}

void
omni_test_reply_set_forever (OmniTestReply *reply)
{
  reply->forever = TRUE;
}
