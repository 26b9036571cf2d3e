/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-update-unfinished.h"

#include "omni-database-private.h"
#include "omni-owner-private.h"

/* Those of a user that nobody works on. */
static GPtrArray *
read_unfinished (OmniConnection *connection, const OmniProfile *profile, GError **error)
{
  g_autoptr (GPtrArray) updates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_unfinished_update_free);
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
    connection,
    "SELECT id, file, begun, owner, (SELECT COUNT(*) FROM update_rows WHERE run = id AND "
    "state <> 'sent') FROM update_runs WHERE server = ? AND username = ? AND ended IS NULL "
    "ORDER BY id DESC",
    error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  omni_statement_bind_text (statement, 1, profile->server);
  omni_statement_bind_text (statement, 2, profile->username);
  if (!omni_statement_step (statement, &has_row, error))
    return NULL;

  while (has_row)
    {
      const char *owner = omni_statement_get_text (statement, 3);

      if (owner == NULL || !omni_owner_is_alive (owner))
        {
          OmniUnfinishedUpdate *update = g_new0 (OmniUnfinishedUpdate, 1);

          update->run = omni_statement_get_int64 (statement, 0);
          update->file = g_strdup (omni_statement_get_text (statement, 1));
          update->begun = omni_statement_get_int64 (statement, 2);
          update->n_settled = omni_statement_get_int64 (statement, 4);
          g_ptr_array_add (updates, update);
        }
      if (!omni_statement_step (statement, &has_row, error))
        return NULL;
    }

  return g_steal_pointer (&updates);
}

static gboolean
list_unfinished (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  *result = read_unfinished (connection, data, error);

  return *result != NULL;
}

static gboolean
end_run (OmniConnection *connection, gint64 run, GError **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
    connection, "UPDATE update_runs SET ended = ?2, owner = NULL WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, run);
  omni_statement_bind_int64 (statement, 2, g_get_real_time ());
  return omni_statement_run (statement, error);
}

static gboolean
forget_all (OmniConnection *connection, const OmniProfile *profile, GError **error)
{
  g_autoptr (GPtrArray) updates = read_unfinished (connection, profile, error);

  if (updates == NULL)
    return FALSE;

  for (guint i = 0; i < updates->len; i++)
    {
      const OmniUnfinishedUpdate *update = g_ptr_array_index (updates, i);

      if (!end_run (connection, update->run, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
forget_unfinished (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, forget_all (connection, data, error), error);
}

/*
 * Public API
 */

/**
 * omni_unfinished_update_free:
 * @update: (transfer full): an update
 */
void
omni_unfinished_update_free (OmniUnfinishedUpdate *update)
{
  g_free (update->file);
  g_free (update);
}

/**
 * omni_database_list_unfinished_async:
 * @self: a database
 * @profile: whose updates
 * @cancellable: (nullable): to stop
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks for runs of order-update files that were interrupted and that nobody works on.
 */
void
omni_database_list_unfinished_async (OmniDatabase *self,
                                     const OmniProfile *profile,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (OMNI_IS_DATABASE (self));
  g_return_if_fail (profile != NULL);

  omni_database_call_async (self, list_unfinished, omni_profile_copy (profile),
                            (GDestroyNotify) omni_profile_free, (GDestroyNotify) g_ptr_array_unref,
                            omni_database_list_unfinished_async, cancellable, callback, user_data);
}

/**
 * omni_database_list_unfinished_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniUnfinishedUpdate): the newest first
 */
GPtrArray *
omni_database_list_unfinished_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * omni_database_forget_unfinished_async:
 * @self: a database
 * @profile: whose updates
 * @cancellable: (nullable): to stop
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Lets nobody go on with the interrupted runs any more. What the journal says about their rows
 * stays.
 */
void
omni_database_forget_unfinished_async (OmniDatabase *self,
                                       const OmniProfile *profile,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (OMNI_IS_DATABASE (self));
  g_return_if_fail (profile != NULL);

  omni_database_call_async (self, forget_unfinished, omni_profile_copy (profile),
                            (GDestroyNotify) omni_profile_free, NULL,
                            omni_database_forget_unfinished_async, cancellable, callback,
                            user_data);
}

/**
 * omni_database_forget_unfinished_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether they are forgotten
 */
gboolean
omni_database_forget_unfinished_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), error);
  return !g_task_had_error (G_TASK (result));
}
