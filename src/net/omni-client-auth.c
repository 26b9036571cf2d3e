/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Signing in and out, and who is signed in (contract 1.2, 1.3, 3.18). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than any token has; a longer one is not a token. */
#define MAX_TOKEN 4096

/*
 * @username: (owned) (not nullable)
 * @password: (owned) (not nullable): wiped when freed
 */
typedef struct
{
  char *username;
  char *password;
} SignIn;

/*
 * Helpers
 */

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_free (sign_in->username);
  omni_wipe_text (sign_in->password);
  g_free (sign_in);
}

static void
append_json_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *at);
      else
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}

/* By hand and not with a generator, so that no copy of the password stays anywhere: the buffer is
 * as long as the body can become, and is wiped. */
static GBytes *
build_credentials (const char *username, const char *password)
{
  GString *json = g_string_sized_new (6 * (strlen (username) + strlen (password)) + 64);
  char *text;
  gsize length;

  g_string_append (json, "{\"username\":");
  append_json_text (json, username);
  g_string_append (json, ",\"password\":");
  append_json_text (json, password);
  g_string_append_c (json, '}');

  length = json->len;
  text = g_string_free (json, FALSE);
  return g_bytes_new_with_free_func (text, length, (GDestroyNotify) omni_wipe_text, text);
}

static gboolean
is_token (const char *text)
{
  gsize length = text == NULL ? 0 : strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (text[i]))
        return FALSE;
    }

  return length > 0 && length <= MAX_TOKEN;
}

static void
read_token (OmniJsonReader *reader, gpointer user_data)
{
  char **token = user_data;
  OmniJsonSlice name;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (*token == NULL && omni_json_slice_equal (&name, "key"))
        *token = omni_json_reader_dup_text (reader);
      else
        omni_json_reader_skip (reader);
    }
}

/* Keeps the token that the reply brings, and wipes every copy of it that was made on the way. */
static gboolean
take_token (OmniClient *self, const OmniReply *reply, GError **error)
{
  char *token = NULL;
  gboolean taken = omni_client_read_one (self, reply, read_token, &token, error);

  if (taken && is_token (token))
    {
      omni_client_set_token (self, token);
    }
  else if (taken)
    {
      taken = FALSE;
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                                _("%s let you in without a token."), self->host));
    }

  omni_wipe_text (token);
  explicit_bzero (reply->body->str, reply->body->len);
  return taken;
}

static void
read_user (OmniJsonReader *reader, gpointer user_data)
{
  OmniUser **user = user_data;

  if (*user == NULL)
    *user = omni_user_new_from_json (reader);
  else
    omni_json_reader_skip (reader);
}

/* What the server says about the pair, unless that is said anyway or gives the password away. */
static char *
dup_reason (const OmniReply *reply, const char *password, const char *wrong_pair)
{
  g_autofree char *reason = omni_reply_dup_words (reply);

  if (reason == NULL || strcmp (reason, wrong_pair) == 0)
    return NULL;
  if (password[0] != '\0' && strstr (reason, password) != NULL)
    return NULL;
  return g_steal_pointer (&reason);
}

/* Whether the server finds fault with one of the two fields. Members that nobody has heard of do
 * not tell. */
static gboolean
names_field (const GError *failure)
{
  GPtrArray *fields = omni_error_get_fields (failure);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const OmniErrorField *field = g_ptr_array_index (fields, i);

      if (strcmp (field->name, "username") == 0 || strcmp (field->name, "password") == 0)
        return TRUE;
    }

  return FALSE;
}

/* Makes of a failed sign-in what a window can show. */
static GError *
judge_sign_in (OmniClient *self, GError *failure, const OmniReply *reply, const char *password)
{
  g_autoptr (GError) owned = failure;
  guint status = omni_error_get_http_status (owned);
  GError *judged;

  if (status == 401 || (status == 400 && !names_field (owned)))
    {
      const char *wrong_pair = _("The user name or password is not right.");
      g_autofree char *reason = dup_reason (reply, password, wrong_pair);

      if (reason == NULL)
        judged = omni_error_new (OMNI_ERROR_FORBIDDEN, "%s", wrong_pair);
      else
        judged = omni_error_new (OMNI_ERROR_FORBIDDEN, _("%s %s says: “%s”"), wrong_pair,
                                 self->host, reason);
      omni_error_set_http_status (judged, status);
      if (omni_error_get_server_code (owned) != NULL)
        omni_error_set_server_code (judged, omni_error_get_server_code (owned));
      return judged;
    }

  if (status == 404 || status == 405)
    {
      judged = omni_error_new (OMNI_ERROR_BAD_REPLY, _("There is no Omnitron back office at %s."),
                               self->base_url);
      omni_error_set_http_status (judged, status);
      return judged;
    }

  return g_steal_pointer (&owned);
}

/*
 * Callbacks
 */

static void
sign_in_in_thread (GTask *task,
                   gpointer source_object,
                   gpointer task_data,
                   GCancellable *cancellable)
{
  SignIn *sign_in = task_data;
  GError *error = NULL;

  if (omni_client_sign_in (source_object, sign_in->username, sign_in->password, cancellable,
                           &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sign_out_in_thread (GTask *task,
                    gpointer source_object,
                    gpointer task_data,
                    GCancellable *cancellable)
{
  GError *error = NULL;

  if (omni_client_sign_out (source_object, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
get_active_user_in_thread (GTask *task,
                           gpointer source_object,
                           gpointer task_data,
                           GCancellable *cancellable)
{
  GError *error = NULL;
  OmniUser *user = omni_client_get_active_user (source_object, cancellable, &error);

  if (user != NULL)
    g_task_return_pointer (task, user, (GDestroyNotify) omni_user_unref);
  else
    g_task_return_error (task, error);
}

/*
 * Public API
 */

/**
 * omni_client_sign_in:
 * @username: (not nullable): a user's name
 * @password: (not nullable): the password; every copy that is made of it here is wiped
 * @cancellable: (nullable): cancels the call
 *
 * Signs in with `POST /api/v1/auth/login/` (contract 1.2) and keeps the token for the calls that
 * follow. Fails with
 * - %OMNI_ERROR_FORBIDDEN when the pair is not right or the user is not active; the message says
 *   so in words that can be shown as they are;
 * - %OMNI_ERROR_INVALID when a field is missing; omni_error_get_fields() names `username` or
 *   `password`;
 * - %OMNI_ERROR_BAD_REPLY when what answers is not an Omnitron back office;
 * - or as any other call.
 *
 * Returns: whether the user is signed in
 */
gboolean
omni_client_sign_in (OmniClient *self,
                     const char *username,
                     const char *password,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_POST, OMNI_ENDPOINT_SIGN_IN, .anonymous = TRUE,
                          .wants_body = TRUE };
  GError *failure = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (username != NULL && password != NULL, FALSE);

  body = build_credentials (username, password);
  request.body = body;
  if (!omni_client_send (self, &request, &reply, cancellable, &failure))
    {
      g_propagate_error (error, judge_sign_in (self, failure, &reply, password));
      return FALSE;
    }

  return take_token (self, &reply, error);
}

/**
 * omni_client_sign_in_async:
 *
 * The asynchronous form of omni_client_sign_in().
 */
void
omni_client_sign_in_async (OmniClient *self,
                           const char *username,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SignIn *sign_in;

  g_return_if_fail (OMNI_IS_CLIENT (self));
  g_return_if_fail (username != NULL && password != NULL);

  sign_in = g_new0 (SignIn, 1);
  sign_in->username = g_strdup (username);
  sign_in->password = g_strdup (password);

  task = omni_client_new_task (self, omni_client_sign_in_async, cancellable, callback, user_data);
  g_task_set_task_data (task, sign_in, sign_in_free);
  omni_workers_push (self->workers, task, sign_in_in_thread);
}

/**
 * omni_client_sign_in_finish:
 *
 * Returns: whether the user is signed in; else as omni_client_sign_in() says
 */
gboolean
omni_client_sign_in_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_sign_in_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * omni_client_sign_out:
 * @cancellable: (nullable): cancels the call
 *
 * Forgets the token, and tells the server with `POST /api/v1/auth/logout/` (proposed, contract 1.3)
 * to do so too. A server that does not offer that, or has forgotten the token already, is no
 * failure.
 *
 * Returns: whether the server has ended the session as far as it can; this computer has forgotten
 * it in any case
 */
gboolean
omni_client_sign_out (OmniClient *self, GCancellable *cancellable, GError **error)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_POST, OMNI_ENDPOINT_SIGN_OUT };
  GError *failure = NULL;
  gboolean ended;
  char *token;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);

  token = omni_client_dup_token (self);
  omni_client_set_token (self, NULL);
  if (token == NULL)
    return TRUE;

  request.token = token;
  ended = omni_client_send (self, &request, &reply, cancellable, &failure) ||
          g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) ||
          g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  omni_wipe_text (token);

  if (ended)
    g_clear_error (&failure);
  else
    g_propagate_error (error, failure);
  return ended;
}

/**
 * omni_client_sign_out_async:
 *
 * The asynchronous form of omni_client_sign_out().
 */
void
omni_client_sign_out_async (OmniClient *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_CLIENT (self));

  task = omni_client_new_task (self, omni_client_sign_out_async, cancellable, callback, user_data);
  omni_workers_push (self->workers, task, sign_out_in_thread);
}

/**
 * omni_client_sign_out_finish:
 *
 * Returns: as omni_client_sign_out()
 */
gboolean
omni_client_sign_out_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_sign_out_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * omni_client_get_active_user:
 * @cancellable: (nullable): cancels the call
 *
 * Reads who is signed in, with `GET /api/v1/active_user/` (contract 3.18), which answers an object
 * or a page of one.
 *
 * Returns: (transfer full): the user, or %NULL with an #OmniError
 */
OmniUser *
omni_client_get_active_user (OmniClient *self, GCancellable *cancellable, GError **error)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_ACTIVE_USER, .wants_body = TRUE };
  g_autoptr (OmniUser) user = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  if (!omni_client_send (self, &request, &reply, cancellable, error) ||
      !omni_client_read_one (self, &reply, read_user, &user, error))
    return NULL;

  if (user == NULL)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                              _("%s does not say who is signed in."), self->host));
  return g_steal_pointer (&user);
}

/**
 * omni_client_get_active_user_async:
 *
 * The asynchronous form of omni_client_get_active_user().
 */
void
omni_client_get_active_user_async (OmniClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_CLIENT (self));

  task = omni_client_new_task (self, omni_client_get_active_user_async, cancellable, callback,
                               user_data);
  omni_workers_push (self->workers, task, get_active_user_in_thread);
}

/**
 * omni_client_get_active_user_finish:
 *
 * Returns: (transfer full): as omni_client_get_active_user()
 */
OmniUser *
omni_client_get_active_user_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_get_active_user_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
