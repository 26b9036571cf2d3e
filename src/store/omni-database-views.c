/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-database-names-private.h"
#include "omni-database-views.h"

#include <glib/gi18n-lib.h>

static const OmniNamesKind kind = {
  "SELECT 1 FROM views WHERE server = ?1 AND username = ?2 AND name = ?3",
  "UPDATE views SET name = ?4 WHERE server = ?1 AND username = ?2 AND name = ?3",
  N_ ("There is no view “%s”."),
  N_ ("There is a view “%s” already."),
};

/* What a call is about. */
typedef struct
{
  OmniProfile *profile; /* (not nullable) (owned) */
  char *name;           /* (nullable) (owned) */
  char *new_name;       /* (nullable) (owned) */
  char *body;           /* (nullable) (owned) */
} Call;

static Call *
call_new (const OmniProfile *profile, const char *name, const char *new_name, char *body)
{
  Call *call = g_new0 (Call, 1);

  call->profile = omni_profile_copy (profile);
  call->name = g_strdup (name);
  call->new_name = g_strdup (new_name);
  call->body = body;
  return call;
}

static void
call_free (Call *call)
{
  omni_profile_free (call->profile);
  g_free (call->name);
  g_free (call->new_name);
  g_free (call->body);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
run (OmniConnection *connection,
     const Call *call,
     const char *sql,
     const char *third,
     const char *fourth,
     GError **error)
{
  g_autoptr (OmniStatement) statement =
    omni_names_prepare (connection, call->profile, sql, third, error);

  if (statement == NULL)
    return FALSE;

  if (fourth != NULL)
    omni_statement_bind_text (statement, 4, fourth);
  return omni_statement_run (statement, error);
}

static gboolean
check_view (OmniConnection *connection, const Call *call, GError **error)
{
  gint64 key = 0;

  return omni_names_require (connection, &kind, call->profile, call->name, &key, error);
}

static gboolean
save_view (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;

  return run (connection, call,
              "INSERT INTO views (server, username, name, is_start, body) "
              "VALUES (?1, ?2, ?3, 0, ?4) ON CONFLICT DO UPDATE SET body = excluded.body",
              call->name, call->body, error);
}

static OmniStoredView *
read_stored_view (OmniStatement *statement)
{
  OmniStoredView *stored = g_new0 (OmniStoredView, 1);

  stored->name = g_strdup (omni_statement_get_text (statement, 0));
  stored->is_start = omni_statement_get_int64 (statement, 1) != 0;
  stored->view =
      omni_view_new_from_json (omni_statement_get_text (statement, 2), -1, &stored->error);

  /* The row's name counts: renaming does not write the body again. */
  if (stored->view != NULL)
    {
      g_free (stored->view->name);
      stored->view->name = g_strdup (stored->name);
    }

  return stored;
}

static gboolean
list_views (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) views =
      g_ptr_array_new_with_free_func ((GDestroyNotify)omni_stored_view_free);
  g_autoptr (OmniStatement) statement =
    omni_names_prepare (connection, call->profile,
                        "SELECT name, is_start, body FROM views "
                        "WHERE server = ?1 AND username = ?2 ORDER BY name",
                        NULL, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      g_ptr_array_add (views, read_stored_view (statement));
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&views);
  return TRUE;
}

static gboolean
remove_view (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;

  return check_view (connection, call, error) &&
         run (connection, call,
              "DELETE FROM views WHERE server = ?1 AND username = ?2 AND name = ?3", call->name,
              NULL, error);
}

static gboolean
rename_view (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;

  return omni_names_rename (connection, &kind, call->profile, call->name, call->new_name, error);
}

static gboolean
set_start (OmniConnection *connection, const Call *call, GError **error)
{
  return run (connection, call,
              "UPDATE views SET is_start = 0 WHERE server = ?1 AND username = ?2 AND is_start = 1",
              NULL, NULL, error) &&
         (call->name == NULL || (check_view (connection, call, error) &&
                                 run (connection, call,
                                      "UPDATE views SET is_start = 1 "
                                      "WHERE server = ?1 AND username = ?2 AND name = ?3",
                                      call->name, NULL, error)));
}

static gboolean
set_start_view (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, set_start (connection, data, error), error);
}

/**
 * omni_stored_view_free:
 * @stored: (transfer full): a kept view
 */
void
omni_stored_view_free (OmniStoredView *stored)
{
  g_free (stored->name);
  g_clear_pointer (&stored->view, omni_view_free);
  g_clear_error (&stored->error);
  g_free (stored);
}

/**
 * omni_database_save_view:
 * @self: a database
 * @profile: (not nullable): whose
 * @view: (not nullable): a view; one of the same name is replaced
 * @error: return location for an error
 *
 * Keeps a view.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when its name cannot be one; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_save_view (OmniDatabase *self,
                         const OmniProfile *profile,
                         const OmniView *view,
                         GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && view != NULL, FALSE);

  if (!omni_view_check_name (view->name, error))
    return FALSE;

  call = call_new (profile, view->name, NULL, omni_view_to_json (view));
  return omni_database_call (self, save_view, call, NULL, error);
}

/**
 * omni_database_list_views:
 * @self: a database
 * @profile: (not nullable): whose
 * @error: return location for an error
 *
 * Gives the kept views by name. One that is broken, or that a newer program made, says so in its
 * error and does not keep the others back.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the database cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type OmniStoredView): the views
 */
GPtrArray *
omni_database_list_views (OmniDatabase *self, const OmniProfile *profile, GError **error)
{
  g_autoptr (Call) call = NULL;
  gpointer views = NULL;

  g_return_val_if_fail (profile != NULL, NULL);

  call = call_new (profile, NULL, NULL, NULL);
  omni_database_call (self, list_views, call, &views, error);
  return views;
}

/**
 * omni_database_get_view:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE when it is broken
 *
 * Returns: (transfer full) (nullable): the view
 */
OmniView *
omni_database_get_view (OmniDatabase *self,
                        const OmniProfile *profile,
                        const char *name,
                        GError **error)
{
  g_autoptr (GPtrArray) views = omni_database_list_views (self, profile, error);

  if (views == NULL)
    return NULL;

  for (guint i = 0; i < views->len; i++)
    {
      OmniStoredView *stored = g_ptr_array_index (views, i);

      if (strcmp (stored->name, name) != 0)
        continue;
      if (stored->error != NULL)
        g_propagate_error (error, g_steal_pointer (&stored->error));
      return g_steal_pointer (&stored->view);
    }

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_NOT_FOUND, _ ("There is no view “%s”."), name));
  return NULL;
}

/**
 * omni_database_remove_view:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is gone
 */
gboolean
omni_database_remove_view (OmniDatabase *self,
                           const OmniProfile *profile,
                           const char *name,
                           GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL, FALSE);

  call = call_new (profile, name, NULL, NULL);
  return omni_database_call (self, remove_view, call, NULL, error);
}

/**
 * omni_database_rename_view:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @new_name: (not nullable): what it is to be called
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_VALUE when the name is taken or cannot be one;
 * %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it has its new name
 */
gboolean
omni_database_rename_view (OmniDatabase *self,
                           const OmniProfile *profile,
                           const char *name,
                           const char *new_name,
                           GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL && new_name != NULL, FALSE);

  if (!omni_view_check_name (new_name, error))
    return FALSE;

  call = call_new (profile, name, new_name, NULL);
  return omni_database_call (self, rename_view, call, NULL, error);
}

/**
 * omni_database_set_start_view:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (nullable): the view that the first window shows, or %NULL for none
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is kept
 */
gboolean
omni_database_set_start_view (OmniDatabase *self,
                              const OmniProfile *profile,
                              const char *name,
                              GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL, FALSE);

  call = call_new (profile, name, NULL, NULL);
  return omni_database_call (self, set_start_view, call, NULL, error);
}

/**
 * omni_database_list_views_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @cancellable: (nullable): a cancellable
 * @callback: called when the views are there
 * @user_data: for @callback
 *
 * Starts what omni_database_list_views() does.
 */
void
omni_database_list_views_async (OmniDatabase *self,
                                const OmniProfile *profile,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (profile != NULL);

  omni_database_call_async (self, list_views, call_new (profile, NULL, NULL, NULL),
                            (GDestroyNotify)call_free, (GDestroyNotify)g_ptr_array_unref,
                            omni_database_list_views_async, cancellable, callback, user_data);
}

/**
 * omni_database_list_views_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type OmniStoredView): as omni_database_list_views()
 */
GPtrArray *
omni_database_list_views_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_list_views_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A change whose name is refused is told as the others are: later. */
static void
change_async (OmniDatabase *self,
              OmniDatabaseFunc func,
              Call *call,
              const char *checked_name,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GError *error = NULL;

  if (checked_name != NULL && !omni_view_check_name (checked_name, &error))
    {
      call_free (call);
      g_task_report_error (self, callback, user_data, omni_database_change_view_finish, error);
      return;
    }

  omni_database_call_async (self, func, call, (GDestroyNotify)call_free, NULL,
                            omni_database_change_view_finish, cancellable, callback, user_data);
}

/**
 * omni_database_save_view_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @view: (not nullable): a view
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is on disk; takes omni_database_change_view_finish()
 * @user_data: for @callback
 *
 * Starts what omni_database_save_view() does.
 */
void
omni_database_save_view_async (OmniDatabase *self,
                               const OmniProfile *profile,
                               const OmniView *view,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (profile != NULL && view != NULL);

  change_async (self, save_view, call_new (profile, view->name, NULL, omni_view_to_json (view)),
                view->name, cancellable, callback, user_data);
}

/**
 * omni_database_remove_view_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is gone; takes omni_database_change_view_finish()
 * @user_data: for @callback
 *
 * Starts what omni_database_remove_view() does.
 */
void
omni_database_remove_view_async (OmniDatabase *self,
                                 const OmniProfile *profile,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (profile != NULL && name != NULL);

  change_async (self, remove_view, call_new (profile, name, NULL, NULL), NULL, cancellable,
                callback, user_data);
}

/**
 * omni_database_rename_view_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @new_name: (not nullable): what it is to be called
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is done; takes omni_database_change_view_finish()
 * @user_data: for @callback
 *
 * Starts what omni_database_rename_view() does.
 */
void
omni_database_rename_view_async (OmniDatabase *self,
                                 const OmniProfile *profile,
                                 const char *name,
                                 const char *new_name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (profile != NULL && name != NULL && new_name != NULL);

  change_async (self, rename_view, call_new (profile, name, new_name, NULL), new_name, cancellable,
                callback, user_data);
}

/**
 * omni_database_set_start_view_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (nullable): a view's name
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is kept; takes omni_database_change_view_finish()
 * @user_data: for @callback
 *
 * Starts what omni_database_set_start_view() does.
 */
void
omni_database_set_start_view_async (OmniDatabase *self,
                                    const OmniProfile *profile,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (profile != NULL);

  change_async (self, set_start_view, call_new (profile, name, NULL, NULL), NULL, cancellable,
                callback, user_data);
}

/**
 * omni_database_change_view_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends any of the changes of views.
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_change_view_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  gboolean had_error;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_change_view_finish), FALSE);

  had_error = g_task_had_error (G_TASK (result));
  g_task_propagate_pointer (G_TASK (result), error);
  return !had_error;
}
