/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-database-private.h"

static gboolean
save_profile (OmniConnection  *connection,
              gpointer         data,
              gpointer        *result,
              GError         **error)
{
  const OmniProfile *profile = data;
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection,
      "INSERT INTO profiles (server, username, last_used) VALUES (?, ?, ?) "
      "ON CONFLICT DO UPDATE SET last_used = excluded.last_used",
      error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, profile->server);
  omni_statement_bind_text (statement, 2, profile->username);
  omni_statement_bind_int64 (statement, 3, profile->last_used);
  return omni_statement_run (statement, error);
}

static gboolean
list_profiles (OmniConnection  *connection,
               gpointer         data,
               gpointer        *result,
               GError         **error)
{
  g_autoptr (GPtrArray) profiles =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_profile_free);
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "SELECT server, username, last_used FROM profiles "
                               "ORDER BY last_used DESC, server, username",
                               error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      OmniProfile *profile = omni_profile_new (omni_statement_get_text (statement, 0),
                                               omni_statement_get_text (statement, 1));

      profile->last_used = omni_statement_get_int64 (statement, 2);
      g_ptr_array_add (profiles, profile);

      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&profiles);
  return TRUE;
}

static gboolean
remove_rows (OmniConnection     *connection,
             const OmniProfile  *profile,
             const char         *sql,
             GError            **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, profile->server);
  omni_statement_bind_text (statement, 2, profile->username);
  return omni_statement_run (statement, error);
}

static gboolean
remove_profile (OmniConnection  *connection,
                gpointer         data,
                gpointer        *result,
                GError         **error)
{
  const OmniProfile *profile = data;

  return omni_connection_begin (connection, error) &&
         omni_connection_end (
             connection,
             remove_rows (connection, profile,
                          "DELETE FROM states WHERE server = ? AND username = ?", error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM views WHERE server = ? AND username = ?", error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM selected_orders WHERE selection IN "
                              "(SELECT id FROM selections WHERE server = ? AND username = ?)",
                              error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM selections WHERE server = ? AND username = ?", error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM reference_entries WHERE server = ? AND username = ?",
                              error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM reference_lists WHERE server = ? AND username = ?",
                              error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM update_rows WHERE run IN (SELECT id FROM update_runs "
                              "WHERE server = ? AND username = ?)",
                              error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM update_runs WHERE server = ? AND username = ?", error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM ledger WHERE server = ? AND username = ?", error) &&
                 remove_rows (connection, profile,
                              "DELETE FROM profiles WHERE server = ? AND username = ?", error),
             error);
}

/**
 * omni_database_save_profile:
 * @self: a database
 * @profile: a profile
 * @error: return location for an error
 *
 * Remembers the profile, or when it was last used where it is known already.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_save_profile (OmniDatabase       *self,
                            const OmniProfile  *profile,
                            GError            **error)
{
  g_return_val_if_fail (profile != NULL, FALSE);

  return omni_database_call (self, save_profile, (gpointer) profile, NULL, error);
}

/**
 * omni_database_list_profiles:
 * @self: a database
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniProfile): the known profiles, the last used
 *   one first
 */
GPtrArray *
omni_database_list_profiles (OmniDatabase  *self,
                             GError       **error)
{
  gpointer profiles = NULL;

  omni_database_call (self, list_profiles, NULL, &profiles, error);
  return profiles;
}

/**
 * omni_database_remove_profile:
 * @self: a database
 * @profile: a profile
 * @error: return location for an error
 *
 * Forgets the profile, what its windows remembered, its views, its selections and what was done
 * with it. Its token is with omni_secrets_clear().
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is forgotten
 */
gboolean
omni_database_remove_profile (OmniDatabase       *self,
                              const OmniProfile  *profile,
                              GError            **error)
{
  g_return_val_if_fail (profile != NULL, FALSE);

  return omni_database_call (self, remove_profile, (gpointer) profile, NULL, error);
}

/**
 * omni_database_list_profiles_async:
 * @self: a database
 * @cancellable: (nullable): a cancellable
 * @callback: called when the profiles are there
 * @user_data: for @callback
 *
 * Starts what omni_database_list_profiles() does.
 */
void
omni_database_list_profiles_async (OmniDatabase        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  omni_database_call_async (self, list_profiles, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                            omni_database_list_profiles_async, cancellable, callback, user_data);
}

/**
 * omni_database_list_profiles_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniProfile): the known profiles, the last used
 *   one first
 */
GPtrArray *
omni_database_list_profiles_finish (OmniDatabase  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_list_profiles_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
