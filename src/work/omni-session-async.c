/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The verbs of a session in a thread of the task pool, for windows. */

#include "omni-session-private.h"

#include "omni-secrets.h"
#include "omni-wipe.h"

typedef struct
{
  OmniDatabase *database; /* (owned) (nullable) */
  char *server;           /* (owned) (nullable) */
  char *username;         /* (owned) (nullable) */
  char *password;         /* (owned) (nullable): wiped */
  OmniProfile *profile;   /* (owned) (nullable) */
  gboolean keep;
  GError *keep_error;     /* (owned) (nullable): the answer: why it is not kept */
} Request;

static void
free_request (Request *request)
{
  g_clear_object (&request->database);
  g_free (request->server);
  g_free (request->username);
  omni_wipe_text (request->password);
  omni_profile_free (request->profile);
  g_clear_error (&request->keep_error);
  g_free (request);
}

static void
run_keep (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  OmniSession *session = OMNI_SESSION (source);
  GError *error = omni_session_keep (session, NULL);

  /* A session that was ended meanwhile is not to be there the next time. */
  if (!omni_session_is_signed_in (session))
    omni_secrets_clear (omni_session_get_profile (session), NULL, NULL);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  omni_session_tell_kept (OMNI_SESSION (source), error);
}

/* A key store takes longer than all the rest, and nothing waits for it. */
static void
start_keeping (OmniSession *session)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, kept_cb, NULL);

  g_task_set_source_tag (task, start_keeping);
  g_task_run_in_thread (task, run_keep);
}

static void
run_sign_in (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  OmniSession *session =
      omni_session_begin (request->database, request->server, request->username,
                          request->password, request->keep, cancellable, &error);

  if (session != NULL)
    g_task_return_pointer (task, session, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * omni_session_sign_in_async:
 * @database: (nullable): where the profile is remembered
 * @server: the server's address, as a person writes it
 * @username: the user name
 * @password: the password; copied, and wiped when it was used
 * @keep: whether the key store keeps the token for the next time
 * @cancellable: (nullable): a cancellable
 * @callback: called when the session is ready
 * @user_data: for @callback
 *
 * Starts what omni_session_sign_in() does. The session is given as soon as it can be used;
 * #OmniSession::kept follows when the key store has answered.
 */
void
omni_session_sign_in_async (OmniDatabase        *database,
                            const char          *server,
                            const char          *username,
                            const char          *password,
                            gboolean             keep,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->database = database != NULL ? g_object_ref (database) : NULL;
  request->server = g_strdup (server);
  request->username = g_strdup (username);
  request->password = g_strdup (password);
  request->keep = keep;
  g_task_set_source_tag (task, omni_session_sign_in_async);
  g_task_set_task_data (task, request, (GDestroyNotify) free_request);
  g_task_run_in_thread (task, run_sign_in);
}

/**
 * omni_session_sign_in_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of omni_session_sign_in()
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_session_sign_in_finish (GAsyncResult  *result,
                             GError       **error)
{
  OmniSession *session;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_session_sign_in_async), NULL);

  session = g_task_propagate_pointer (G_TASK (result), error);
  if (session != NULL)
    start_keeping (session);
  return session;
}

static void
run_resume (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  OmniSession *session =
      omni_session_resume (request->database, request->profile, cancellable, &error);

  if (session != NULL)
    g_task_return_pointer (task, session, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * omni_session_resume_async:
 * @database: (nullable): where the profile is remembered
 * @profile: who, and where
 * @cancellable: (nullable): a cancellable
 * @callback: called when the session is ready
 * @user_data: for @callback
 *
 * Starts what omni_session_resume() does.
 */
void
omni_session_resume_async (OmniDatabase        *database,
                           const OmniProfile   *profile,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->database = database != NULL ? g_object_ref (database) : NULL;
  request->profile = omni_profile_copy (profile);
  g_task_set_source_tag (task, omni_session_resume_async);
  g_task_set_task_data (task, request, (GDestroyNotify) free_request);
  g_task_run_in_thread (task, run_resume);
}

/**
 * omni_session_resume_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of omni_session_resume()
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_session_resume_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_session_resume_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_sign_in_again (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  OmniSession *self = OMNI_SESSION (source);
  Request *request = data;
  GError *error = NULL;

  if (!omni_client_sign_in (self->client, self->profile->username, request->password, cancellable,
                            &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->keep)
    request->keep_error = omni_session_keep_token (self, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
signed_in_again_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (g_steal_pointer (&user_data));
  OmniSession *self = OMNI_SESSION (source);
  Request *request = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  omni_session_come_back (self, g_steal_pointer (&request->keep_error));
  g_task_return_boolean (task, TRUE);
}

/**
 * omni_session_sign_in_again_async:
 * @self: a session that the server ended
 * @password: the user's password; copied, and wiped when it was used
 * @cancellable: (nullable): a cancellable
 * @callback: called when the session is back
 * @user_data: for @callback
 *
 * Signs the same user in again, so that windows and jobs can go on where they were.
 */
void
omni_session_sign_in_again_async (OmniSession         *self,
                                  const char          *password,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) work = NULL;
  GTask *task;
  Request *request;

  g_return_if_fail (OMNI_IS_SESSION (self));
  g_return_if_fail (password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, omni_session_sign_in_again_async);

  request = g_new0 (Request, 1);
  request->password = g_strdup (password);
  work = g_task_new (self, cancellable, signed_in_again_cb, task);
  g_task_set_task_data (work, request, (GDestroyNotify) free_request);
  g_task_run_in_thread (work, run_sign_in_again);
}

/**
 * omni_session_sign_in_again_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of omni_client_sign_in()
 *
 * Returns: whether the session is back
 */
gboolean
omni_session_sign_in_again_finish (OmniSession   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_session_sign_in_again_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_sign_out (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (omni_session_sign_out (OMNI_SESSION (source), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * omni_session_sign_out_async:
 * @self: a session
 * @callback: (nullable): called when it is over
 * @user_data: for @callback
 *
 * Starts what omni_session_sign_out() does.
 */
void
omni_session_sign_out_async (OmniSession         *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, omni_session_sign_out_async);
  g_task_run_in_thread (task, run_sign_out);
}

/**
 * omni_session_sign_out_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of omni_session_sign_out()
 *
 * Returns: whether the session is over everywhere
 */
gboolean
omni_session_sign_out_finish (OmniSession   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_session_sign_out_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
