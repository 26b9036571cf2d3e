/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-database-private.h"

typedef struct
{
  char *server;   /* (owned) (not nullable): "" for everybody on this computer */
  char *username; /* (owned) (not nullable): "" likewise */
  char *key;      /* (owned) (not nullable) */
  char *value;    /* (owned) (nullable): none removes, or is not known */
} State;

static State *
new_state (const OmniProfile *profile,
           const char        *key,
           const char        *value)
{
  State *state = g_new0 (State, 1);

  state->server = g_strdup (profile != NULL ? profile->server : "");
  state->username = g_strdup (profile != NULL ? profile->username : "");
  state->key = g_strdup (key);
  state->value = g_strdup (value);
  return state;
}

static void
free_state (State *state)
{
  g_free (state->server);
  g_free (state->username);
  g_free (state->key);
  g_free (state->value);
  g_free (state);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (State, free_state)

static OmniStatement *
prepare_for (OmniConnection  *connection,
             const State     *state,
             const char      *sql,
             GError         **error)
{
  OmniStatement *statement = omni_connection_prepare (connection, sql, error);

  if (statement != NULL)
    {
      omni_statement_bind_text (statement, 1, state->server);
      omni_statement_bind_text (statement, 2, state->username);
      omni_statement_bind_text (statement, 3, state->key);
    }

  return statement;
}

static gboolean
write_state (OmniConnection  *connection,
             gpointer         data,
             gpointer        *result,
             GError         **error)
{
  const State *state = data;
  g_autoptr (OmniStatement) statement = NULL;

  if (state->value == NULL)
    statement =
        prepare_for (connection, state,
                     "DELETE FROM states WHERE server = ? AND username = ? AND key = ?", error);
  else
    statement =
        prepare_for (connection, state,
                     "INSERT INTO states (server, username, key, value) VALUES (?, ?, ?, ?) "
                     "ON CONFLICT DO UPDATE SET value = excluded.value",
                     error);

  if (statement == NULL)
    return FALSE;

  if (state->value != NULL)
    omni_statement_bind_text (statement, 4, state->value);
  return omni_statement_run (statement, error);
}

static gboolean
read_state (OmniConnection  *connection,
            gpointer         data,
            gpointer        *result,
            GError         **error)
{
  const State *state = data;
  g_autoptr (OmniStatement) statement =
      prepare_for (connection, state,
                   "SELECT value FROM states WHERE server = ? AND username = ? AND key = ?", error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  *result = has_row ? g_strdup (omni_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/**
 * omni_database_set_state:
 * @self: a database
 * @profile: (nullable): whose, or %NULL for everybody on this computer
 * @key: what, "orders-window.columns"
 * @value: (nullable): the text to remember, or %NULL to forget it
 * @error: return location for an error
 *
 * Remembers a text.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_set_state (OmniDatabase       *self,
                         const OmniProfile  *profile,
                         const char         *key,
                         const char         *value,
                         GError            **error)
{
  g_autoptr (State) state = NULL;

  g_return_val_if_fail (key != NULL, FALSE);

  state = new_state (profile, key, value);
  return omni_database_call (self, write_state, state, NULL, error);
}

/**
 * omni_database_get_state:
 * @self: a database
 * @profile: (nullable): whose, or %NULL for everybody on this computer
 * @key: what
 * @error: return location for an error
 *
 * Gives what omni_database_set_state() remembered.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the text; %NULL without an error when there is none
 */
char *
omni_database_get_state (OmniDatabase       *self,
                         const OmniProfile  *profile,
                         const char         *key,
                         GError            **error)
{
  g_autoptr (State) state = NULL;
  gpointer value = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  state = new_state (profile, key, NULL);
  omni_database_call (self, read_state, state, &value, error);
  return value;
}

/**
 * omni_database_set_state_async:
 * @self: a database
 * @profile: (nullable): whose, or %NULL for everybody on this computer
 * @key: what
 * @value: (nullable): the text to remember, or %NULL to forget it
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is on disk
 * @user_data: for @callback
 *
 * Starts what omni_database_set_state() does. A later call for the same key wins; closing the
 * database waits for it.
 */
void
omni_database_set_state_async (OmniDatabase        *self,
                               const OmniProfile   *profile,
                               const char          *key,
                               const char          *value,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (key != NULL);

  omni_database_call_async (self, write_state, new_state (profile, key, value),
                            (GDestroyNotify) free_state, NULL, omni_database_set_state_async,
                            cancellable, callback, user_data);
}

/**
 * omni_database_set_state_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_set_state_finish (OmniDatabase  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  gboolean had_error;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_set_state_async), FALSE);

  had_error = g_task_had_error (G_TASK (result));
  g_task_propagate_pointer (G_TASK (result), error);
  return !had_error;
}

/**
 * omni_database_get_state_async:
 * @self: a database
 * @profile: (nullable): whose, or %NULL for everybody on this computer
 * @key: what
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Starts what omni_database_get_state() does.
 */
void
omni_database_get_state_async (OmniDatabase        *self,
                               const OmniProfile   *profile,
                               const char          *key,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (key != NULL);

  omni_database_call_async (self, read_state, new_state (profile, key, NULL),
                            (GDestroyNotify) free_state, g_free, omni_database_get_state_async,
                            cancellable, callback, user_data);
}

/**
 * omni_database_get_state_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the text; %NULL without an error when there is none
 */
char *
omni_database_get_state_finish (OmniDatabase  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_get_state_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
