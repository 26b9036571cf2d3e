/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_IN_FLIGHT 4
#define DEFAULT_FIRST_PAUSE 250
#define DEFAULT_CONNECT_TIMEOUT 10
#define DEFAULT_REPLY_LIMIT (64 * 1024 * 1024)

static void order_source_iface_init (OmniOrderSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniClient,
                               omni_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_ORDER_SOURCE,
                                                      order_source_iface_init))

enum
{
  SIGNED_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/*
 * Helpers
 */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* Without a scheme, HTTPS is meant; only this computer itself speaks plain HTTP. */
static char *
add_scheme (const char *text)
{
  g_autofree char *https = g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri = NULL;

  if (strstr (text, "://") != NULL)
    return g_strdup (text);

  uri = g_uri_parse (https, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL && is_loopback (g_uri_get_host (uri)))
    return g_strconcat ("http://", text, NULL);

  return g_steal_pointer (&https);
}

/* People copy addresses from documentation and from programs, which name the API's root. */
static char *
tidy_prefix (const char *path)
{
  static const char *const roots[] = { "/api/v1", "/api/i1", "/api" };
  g_autofree char *prefix = g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%",
                                                 FALSE);
  gsize length = strlen (prefix);

  while (length > 0 && prefix[length - 1] == '/')
    prefix[--length] = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      if (g_str_has_suffix (prefix, roots[i]))
        {
          prefix[length - strlen (roots[i])] = '\0';
          break;
        }
    }

  return g_steal_pointer (&prefix);
}

static char *
format_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autofree char *bracketed = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host)
                                                          : g_strdup (host);

  return g_uri_get_port (uri) < 0 ? g_steal_pointer (&bracketed)
                                  : g_strdup_printf ("%s:%d", bracketed, g_uri_get_port (uri));
}

/* GUri takes anything for a host. */
static gboolean
is_host (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL ||
         (text[0] != '\0' && text[0] != '.' &&
          text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-._")] == '\0');
}

static char *
format_base_url (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *lower = host == NULL ? NULL : g_ascii_strdown (host, -1);
  g_autofree char *prefix = tidy_prefix (g_uri_get_path (uri));
  int port = g_uri_get_port (uri);
  g_autoptr (GUri) tidied = NULL;

  if (lower == NULL || !is_host (lower))
    return NULL;

  if (port == (strcmp (scheme, "https") == 0 ? 443 : 80))
    port = -1;

  tidied = g_uri_build (G_URI_FLAGS_ENCODED, scheme, NULL, lower, port, prefix, NULL, NULL);
  return g_uri_to_string (tidied);
}

/*
 * Callbacks
 */

/* Weak: nobody may ever run the main context, and a client must not stay for that. */
typedef struct
{
  GWeakRef client;
  guint serial;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_weak_ref_clear (&refusal->client);
  g_free (refusal);
}

static gboolean
token_refused_cb (gpointer user_data)
{
  Refusal *refusal = user_data;
  g_autoptr (OmniClient) self = g_weak_ref_get (&refusal->client);
  gboolean current;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->mutex);
  current = self->token_serial == refusal->serial;
  g_mutex_unlock (&self->mutex);

  /* Whoever signed in again meanwhile must not be thrown out for the old token. */
  if (current)
    g_signal_emit (self, signals[SIGNED_OUT], 0);

  return G_SOURCE_REMOVE;
}

/*
 * Overrides
 */

static void
omni_client_finalize (GObject *object)
{
  OmniClient *self = OMNI_CLIENT (object);

  omni_workers_stop (self->workers);
  omni_leases_free (self->leases);
  g_clear_pointer (&self->base_uri, g_uri_unref);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->token, omni_wipe_text);
  for (guint i = 0; i < OMNI_N_ENDPOINTS; i++)
    g_clear_pointer (&self->paths[i], g_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (omni_client_parent_class)->finalize (object);
}

static void
omni_client_class_init (OmniClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = omni_client_finalize;

  /**
   * OmniClient::signed-out:
   * @self: the client
   *
   * The server refused the token (401). Emitted once per token, on the main context that was the
   * thread's default when the client was made. The client keeps the token: a new one takes its
   * place.
   */
  signals[SIGNED_OUT] = g_signal_new ("signed-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_client_init (OmniClient *self)
{
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->leases = omni_leases_new (DEFAULT_IN_FLIGHT);
  self->workers = omni_workers_new (DEFAULT_IN_FLIGHT);
  self->first_pause = DEFAULT_FIRST_PAUSE;
  self->connect_timeout = DEFAULT_CONNECT_TIMEOUT;
  self->reply_limit = DEFAULT_REPLY_LIMIT;
}

/*
 * Shared with the verbs
 */

/* Notes that the server refused the token with @serial and says so, once, on the main context. */
void
omni_client_refused_token (OmniClient *self, guint serial)
{
  g_autoptr (GSource) source = NULL;
  Refusal *refusal;
  gboolean is_news;

  g_mutex_lock (&self->mutex);
  is_news = serial == self->token_serial && serial != self->refused_serial;
  if (is_news)
    self->refused_serial = serial;
  g_mutex_unlock (&self->mutex);

  if (!is_news)
    return;

  refusal = g_new0 (Refusal, 1);
  g_weak_ref_init (&refusal->client, self);
  refusal->serial = serial;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "OmniClient::signed-out");
  g_source_set_callback (source, token_refused_cb, refusal, refusal_free);
  g_source_attach (source, self->context);
}

char *
omni_client_dup_path (OmniClient *self, OmniEndpoint endpoint)
{
  char *path;

  g_mutex_lock (&self->mutex);
  path = g_strdup (self->paths[endpoint] != NULL ? self->paths[endpoint]
                                                 : omni_endpoint_get_path (endpoint));
  g_mutex_unlock (&self->mutex);

  return path;
}

/* How long the client waits before it repeats a GET for the first time; each further time is twice
 * as long. */
void
omni_client_set_first_pause (OmniClient *self, guint milliseconds)
{
  g_mutex_lock (&self->mutex);
  self->first_pause = milliseconds;
  g_mutex_unlock (&self->mutex);
}

/* How long a decoded body may be. */
void
omni_client_set_reply_limit (OmniClient *self, gsize bytes)
{
  g_mutex_lock (&self->mutex);
  self->reply_limit = bytes;
  g_mutex_unlock (&self->mutex);
}

GTask *
omni_client_new_task (OmniClient *self,
                      gpointer source_tag,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

/*
 * OmniOrderSource
 */

static void
order_source_iface_init (OmniOrderSourceInterface *iface)
{
  iface->load_page_async = omni_client_load_page_async;
  iface->load_page_finish = omni_client_load_page_finish;
}

/*
 * Public API
 */

/**
 * omni_client_normalize_base_url:
 * @text: (not nullable): an address as a person types or copies it
 *
 * Makes a base URL: HTTPS where no scheme is given (plain HTTP for this computer itself), no
 * trailing slash, query, fragment or API root, a path prefix kept, the host in lower case. Plain
 * HTTP is allowed to a loopback address only.
 *
 * Returns: (transfer full): the base URL, or %NULL with %OMNI_ERROR_BAD_VALUE
 */
char *
omni_client_normalize_base_url (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *full = NULL;
  g_autofree char *base_url = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *failure = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (trimmed[0] == '\0')
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("Enter the address of the server.")));
      return NULL;
    }

  full = add_scheme (trimmed);
  uri = g_uri_parse (full,
                     G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_HAS_PASSWORD,
                     NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    failure = omni_error_new (OMNI_ERROR_BAD_VALUE, _("This is not the address of a server."));
  else if (g_uri_get_userinfo (uri) != NULL)
    failure = omni_error_new (OMNI_ERROR_BAD_VALUE,
                              _("The address must not contain a user name or password."));
  else if (strcmp (g_uri_get_scheme (uri), "http") == 0 && !is_loopback (g_uri_get_host (uri)))
    failure = omni_error_new (OMNI_ERROR_BAD_VALUE,
                              _("“%s” is a plain HTTP address, which anybody on the way can read. "
                                 "Use https://."),
                              g_uri_get_host (uri));
  else if (strcmp (g_uri_get_scheme (uri), "https") != 0 &&
           strcmp (g_uri_get_scheme (uri), "http") != 0)
    failure = omni_error_new (OMNI_ERROR_BAD_VALUE, _("The address must begin with https://."));
  else if ((base_url = format_base_url (uri)) == NULL)
    failure = omni_error_new (OMNI_ERROR_BAD_VALUE, _("This is not the address of a server."));

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&base_url);
}

/**
 * omni_client_new:
 * @base_url: (not nullable): the tenant's address, as omni_client_normalize_base_url() takes it
 *
 * Makes a client that is not signed in. Nothing is sent yet. Signals are emitted on the thread's
 * default main context.
 *
 * Returns: (transfer full): a client, or %NULL with %OMNI_ERROR_BAD_VALUE
 */
OmniClient *
omni_client_new (const char *base_url, GError **error)
{
  g_autofree char *normal = omni_client_normalize_base_url (base_url, error);
  OmniClient *self;

  if (normal == NULL)
    return NULL;

  self = g_object_new (OMNI_TYPE_CLIENT, NULL);
  self->base_uri = g_uri_parse (normal, G_URI_FLAGS_ENCODED, NULL);
  self->base_url = g_steal_pointer (&normal);
  self->host = format_host (self->base_uri);

  return self;
}

/**
 * omni_client_get_base_url:
 *
 * Returns: (transfer none): the base URL, without a trailing slash
 */
const char *
omni_client_get_base_url (OmniClient *self)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  return self->base_url;
}

/**
 * omni_client_get_host:
 *
 * Returns: (transfer none): the server's name, with the port when it is an unusual one, for
 * sentences
 */
const char *
omni_client_get_host (OmniClient *self)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  return self->host;
}

/**
 * omni_client_set_token:
 * @token: (nullable): the token of a session, or %NULL to forget it
 *
 * Begins a session, even with the token of the last one, which some servers give out again. The old
 * token is wiped from memory. May be called from any thread.
 */
void
omni_client_set_token (OmniClient *self, const char *token)
{
  char *old;

  g_return_if_fail (OMNI_IS_CLIENT (self));

  g_mutex_lock (&self->mutex);
  old = self->token;
  self->token = g_strdup (token);
  self->token_serial++;
  g_mutex_unlock (&self->mutex);

  omni_wipe_text (old);
}

/**
 * omni_client_dup_token:
 *
 * Returns: (transfer full) (nullable): the token; whoever keeps it keeps a secret
 */
char *
omni_client_dup_token (OmniClient *self)
{
  char *token;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  g_mutex_lock (&self->mutex);
  token = g_strdup (self->token);
  g_mutex_unlock (&self->mutex);

  return token;
}

/**
 * omni_client_set_max_in_flight:
 * @max_in_flight: 1 to 8
 *
 * Bounds the requests in flight over all threads, and the worker threads of the asynchronous forms.
 */
void
omni_client_set_max_in_flight (OmniClient *self, guint max_in_flight)
{
  guint max = CLAMP (max_in_flight, 1, OMNI_LEASES_MAX);

  g_return_if_fail (OMNI_IS_CLIENT (self));

  omni_leases_set_max (self->leases, max);
  omni_workers_set_max (self->workers, max);
}

/**
 * omni_client_get_max_in_flight:
 *
 * Returns: how many requests may be in flight, when the server has not asked to slow down
 */
guint
omni_client_get_max_in_flight (OmniClient *self)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), 0);

  return omni_leases_get_max (self->leases);
}

/**
 * omni_client_set_timeouts:
 * @connect_seconds: how long a connection may take
 * @reply_seconds: how long the server may be silent
 */
void
omni_client_set_timeouts (OmniClient *self, guint connect_seconds, guint reply_seconds)
{
  g_return_if_fail (OMNI_IS_CLIENT (self));

  g_mutex_lock (&self->mutex);
  self->connect_timeout = connect_seconds;
  g_mutex_unlock (&self->mutex);
  omni_leases_set_reply_timeout (self->leases, reply_seconds);
}

/**
 * omni_client_override_endpoint:
 * @name: (not nullable): an endpoint's name, as in omni-endpoints.c
 * @path: (nullable): the path that this back office has it under, or %NULL for the usual one
 *
 * Returns: %FALSE with %OMNI_ERROR_BAD_VALUE when there is no such endpoint or the path is not
 * usable
 */
gboolean
omni_client_override_endpoint (OmniClient *self, const char *name, const char *path, GError **error)
{
  OmniEndpoint endpoint;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!omni_endpoint_find (name, &endpoint))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("There is no call named “%s”."), name));
      return FALSE;
    }
  if (path != NULL && !omni_endpoint_check_path (endpoint, path, error))
    return FALSE;

  g_mutex_lock (&self->mutex);
  g_free (self->paths[endpoint]);
  self->paths[endpoint] = g_strdup (path);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}
