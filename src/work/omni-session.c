/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-session-private.h"

#include "omni-secrets.h"
#include "omni-wipe.h"

#include <glib/gi18n-lib.h>

enum
{
  KEPT,
  SIGNED_IN,
  SIGNED_OUT,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (OmniSession, omni_session, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
client_signed_out_cb (OmniClient  *client,
                      OmniSession *self)
{
  if (g_atomic_int_compare_and_exchange (&self->signed_in, TRUE, FALSE))
    g_signal_emit (self, signals[SIGNED_OUT], 0);
}

typedef struct
{
  OmniClient *client;        /* (not nullable) (borrowed) */
  GCancellable *cancellable; /* (nullable) (borrowed) */
  OmniUser *user;            /* (nullable) (owned) the answer */
  GError *error;             /* (nullable) (owned) or why there is none */
} UserCall;

static gpointer
get_user_in_thread (gpointer user_data)
{
  UserCall *call = user_data;

  call->user = omni_client_get_active_user (call->client, call->cancellable, &call->error);
  return NULL;
}

/* Reads who it is and the tenant's lists with a client that has a token: side by side, because
 * somebody waits for both. */
static OmniSession *
open_session (OmniClient    *client,
              OmniDatabase  *database,
              GCancellable  *cancellable,
              GError       **error)
{
  UserCall call = { client, cancellable, NULL, NULL };
  GThread *thread = g_thread_new ("omni-user", get_user_in_thread, &call);
  GError *reference_error = NULL;
  g_autoptr (OmniReferenceData) reference =
      omni_client_load_reference_data (client, cancellable, &reference_error);
  g_autoptr (OmniUser) user = NULL;
  OmniSession *self;

  g_thread_join (thread);
  user = g_steal_pointer (&call.user);
  if (user == NULL || reference == NULL)
    {
      /* Who may not sign in may not see the lists either: the first is what to say. */
      if (user != NULL)
        g_propagate_error (error, g_steal_pointer (&reference_error));
      else
        g_propagate_error (error, g_steal_pointer (&call.error));
      g_clear_error (&reference_error);
      return NULL;
    }

  self = g_object_new (OMNI_TYPE_SESSION, NULL);
  self->client = g_object_ref (client);
  self->database = database != NULL ? g_object_ref (database) : NULL;
  self->user = g_steal_pointer (&user);
  self->reference = g_steal_pointer (&reference);
  self->profile = omni_profile_new (omni_client_get_base_url (client),
                                    omni_user_get_username (self->user));
  g_atomic_int_set (&self->signed_in, TRUE);
  g_signal_connect_object (client, "signed-out", G_CALLBACK (client_signed_out_cb), self, 0);
  return self;
}

/* A client with the token that the key store has for the profile. */
static OmniClient *
new_client_of (const OmniProfile  *profile,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (OmniClient) client = omni_client_new (profile->server, error);
  GError *local_error = NULL;
  char *token;

  if (client == NULL)
    return NULL;

  token = omni_secrets_lookup (profile, cancellable, &local_error);
  if (token == NULL)
    {
      if (local_error == NULL)
        local_error = omni_error_new (OMNI_ERROR_SIGNED_OUT, _("“%s” is not signed in to %s."),
                                      profile->username, profile->server);
      g_propagate_error (error, local_error);
      return NULL;
    }

  omni_client_set_token (client, token);
  omni_wipe_text (token);
  return g_steal_pointer (&client);
}

/* A session that cannot be kept is a session all the same; the window says why it ends with the
 * program. */
GError *
omni_session_keep_token (OmniSession  *self,
                         GCancellable *cancellable)
{
  char *token = omni_client_dup_token (self->client);
  GError *error = NULL;

  if (token != NULL)
    omni_secrets_store (self->profile, token, cancellable, &error);
  omni_wipe_text (token);
  return error;
}

/* Notes that the server lets the user in again, on the main context. */
void
omni_session_come_back (OmniSession *self,
                        GError      *keep_error)
{
  g_clear_error (&self->keep_error);
  self->keep_error = keep_error;
  if (g_atomic_int_compare_and_exchange (&self->signed_in, FALSE, TRUE))
    g_signal_emit (self, signals[SIGNED_IN], 0);
}

static void
remember_profile (OmniSession  *self,
                  GError      **error)
{
  if (self->database == NULL)
    return;

  omni_database_save_profile (self->database, self->profile, error);
  /* Without them files are checked a little less well, and that is all. */
  omni_database_save_reference_data (self->database, self->profile, self->reference, NULL);
}

/* Signs in, without keeping anything. */
OmniSession *
omni_session_begin (OmniDatabase  *database,
                    const char    *server,
                    const char    *username,
                    const char    *password,
                    gboolean       keep,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (OmniClient) client = omni_client_new (server, error);
  OmniSession *self;

  if (client == NULL || !omni_client_sign_in (client, username, password, cancellable, error))
    return NULL;

  self = open_session (client, database, cancellable, error);
  if (self != NULL)
    self->keep = keep;
  return self;
}

/* Does for the next time what was asked for; returns why it will not be there. */
GError *
omni_session_keep (OmniSession  *self,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (self->keep)
    error = omni_session_keep_token (self, cancellable);
  else if (self->database != NULL)
    omni_secrets_clear (self->profile, cancellable, NULL);

  remember_profile (self, error == NULL ? &error : NULL);
  return error;
}

/* Says what omni_session_keep() returned, on the main context. */
void
omni_session_tell_kept (OmniSession *self,
                        GError      *keep_error)
{
  g_clear_error (&self->keep_error);
  self->keep_error = keep_error;
  g_signal_emit (self, signals[KEPT], 0);
}

static void
omni_session_finalize (GObject *object)
{
  OmniSession *self = OMNI_SESSION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_pointer (&self->profile, omni_profile_free);
  g_clear_pointer (&self->user, omni_user_unref);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_error (&self->keep_error);

  G_OBJECT_CLASS (omni_session_parent_class)->finalize (object);
}

static void
omni_session_class_init (OmniSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_session_finalize;

  /**
   * OmniSession::kept:
   *
   * What omni_session_sign_in_async() was to do for the next time is done, or will not be: see
   * omni_session_get_keep_error().
   */
  signals[KEPT] = g_signal_new ("kept", OMNI_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  /**
   * OmniSession::signed-in:
   *
   * omni_session_sign_in_again_async() brought the session back.
   */
  signals[SIGNED_IN] = g_signal_new ("signed-in", OMNI_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  /**
   * OmniSession::signed-out:
   *
   * The server ended the session. What was asked for fails with %OMNI_ERROR_SIGNED_OUT until
   * somebody signs in again.
   */
  signals[SIGNED_OUT] = g_signal_new ("signed-out", OMNI_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_session_init (OmniSession *self)
{
}

/**
 * omni_session_sign_in:
 * @database: (nullable): where the profile is remembered; without one nothing is
 * @server: the server's address, as a person writes it
 * @username: the user name
 * @password: the password; not kept
 * @keep: whether the key store keeps the token for the next time; otherwise it forgets an earlier
 *   one
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Signs in and gets the session ready (contract 1.2, 3.18, 3.6 to 3.8). Waits for the server: not
 * for the main loop.
 *
 * Errors: those of omni_client_new(), omni_client_sign_in() and omni_client_load_reference_data().
 * A key store that cannot keep the token is not an error: see omni_session_get_keep_error().
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_session_sign_in (OmniDatabase  *database,
                      const char    *server,
                      const char    *username,
                      const char    *password,
                      gboolean       keep,
                      GCancellable  *cancellable,
                      GError       **error)
{
  OmniSession *self;

  g_return_val_if_fail (server != NULL && username != NULL && password != NULL, NULL);

  self = omni_session_begin (database, server, username, password, keep, cancellable, error);
  if (self != NULL)
    self->keep_error = omni_session_keep (self, cancellable);
  return self;
}

/**
 * omni_session_resume:
 * @database: (nullable): where the profile is remembered
 * @profile: who, and where
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Takes up the session whose token the key store kept. Waits for the server: not for the main loop.
 *
 * Errors: %OMNI_ERROR_SIGNED_OUT when no token was kept, or the server does not take it any more
 * (it is forgotten then); %OMNI_ERROR_UNSUPPORTED when the key store is missing or locked; those of
 * omni_client_get_active_user() and omni_client_load_reference_data()
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_session_resume (OmniDatabase       *database,
                     const OmniProfile  *profile,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autoptr (OmniClient) client = NULL;
  GError *local_error = NULL;
  OmniSession *self;

  g_return_val_if_fail (profile != NULL, NULL);

  client = new_client_of (profile, cancellable, error);
  if (client == NULL)
    return NULL;

  self = open_session (client, database, cancellable, &local_error);
  if (self == NULL)
    {
      if (g_error_matches (local_error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
        omni_secrets_clear (profile, cancellable, NULL);
      g_propagate_error (error, local_error);
      return NULL;
    }

  self->keep = TRUE;
  remember_profile (self, &self->keep_error);
  return self;
}

/**
 * omni_session_new_with_token:
 * @server: the server's address, as a person writes it
 * @token: a token; not kept
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes a session of a token that the caller has, for scripts. Nothing is remembered.
 *
 * Errors: those of omni_client_new(), omni_client_get_active_user() and
 * omni_client_load_reference_data()
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_session_new_with_token (const char    *server,
                             const char    *token,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (OmniClient) client = NULL;

  g_return_val_if_fail (server != NULL && token != NULL, NULL);

  client = omni_client_new (server, error);
  if (client == NULL)
    return NULL;

  omni_client_set_token (client, token);
  return open_session (client, NULL, cancellable, error);
}

/**
 * omni_session_sign_out:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Ends the session on the server and forgets the token here, also when the server cannot be told.
 * Waits for the server: not for the main loop.
 *
 * Errors: %OMNI_ERROR_UNSUPPORTED when the key store could not forget the token; those of
 * omni_client_sign_out() when only the server could not be told
 *
 * Returns: whether the session is over everywhere
 */
gboolean
omni_session_sign_out (OmniSession   *self,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GError) forget_error = NULL;
  g_autoptr (GError) server_error = NULL;

  g_return_val_if_fail (OMNI_IS_SESSION (self), FALSE);

  g_atomic_int_set (&self->signed_in, FALSE);

  if (self->keep && self->keep_error == NULL)
    omni_secrets_clear (self->profile, cancellable, &forget_error);

  omni_client_sign_out (self->client, cancellable, &server_error);

  if (forget_error != NULL)
    g_propagate_error (error, g_steal_pointer (&forget_error));
  else if (server_error != NULL)
    g_propagate_error (error, g_steal_pointer (&server_error));
  else
    return TRUE;

  return FALSE;
}

/**
 * omni_session_end_kept:
 * @profile: who, and where
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Does what omni_session_sign_out() does for a session that nobody took up: the key store forgets
 * the token, and the server is told.
 *
 * Errors: %OMNI_ERROR_SIGNED_OUT when no token was kept; else as omni_session_sign_out()
 *
 * Returns: whether the session is over everywhere
 */
gboolean
omni_session_end_kept (const OmniProfile  *profile,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (OmniClient) client = NULL;

  g_return_val_if_fail (profile != NULL, FALSE);

  client = new_client_of (profile, cancellable, error);
  return client != NULL && omni_secrets_clear (profile, cancellable, error) &&
         omni_client_sign_out (client, cancellable, error);
}

/**
 * omni_session_get_client:
 * @self: a session
 *
 * Returns: (transfer none): the client, with its token
 */
OmniClient *
omni_session_get_client (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->client;
}

/**
 * omni_session_get_profile:
 * @self: a session
 *
 * Returns: (transfer none): who is signed in where
 */
const OmniProfile *
omni_session_get_profile (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->profile;
}

/**
 * omni_session_get_database:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what this computer remembers of the profile, or %NULL where
 *   nothing is to be remembered
 */
OmniDatabase *
omni_session_get_database (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->database;
}

/**
 * omni_session_get_user:
 * @self: a session
 *
 * Returns: (transfer none): the signed-in user, as the server described them when the session began
 */
OmniUser *
omni_session_get_user (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->user;
}

/**
 * omni_session_get_reference_data:
 * @self: a session
 *
 * Returns: (transfer none): the tenant's channels, cargo companies and payment options
 */
OmniReferenceData *
omni_session_get_reference_data (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->reference;
}

/**
 * omni_session_is_signed_in:
 * @self: a session
 *
 * Returns: %FALSE after the server or the person ended the session
 */
gboolean
omni_session_is_signed_in (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), FALSE);

  return g_atomic_int_get (&self->signed_in);
}

/**
 * omni_session_get_keep_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the session will not be there the next time, where that
 *   was asked for
 */
const GError *
omni_session_get_keep_error (OmniSession *self)
{
  g_return_val_if_fail (OMNI_IS_SESSION (self), NULL);

  return self->keep_error;
}
