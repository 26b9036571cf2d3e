/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-database-names-private.h"
#include "omni-database-selections.h"

#include "omni-view.h"

#include <glib/gi18n-lib.h>

static const OmniNamesKind kind = {
  "SELECT id FROM selections WHERE server = ?1 AND username = ?2 AND name = ?3",
  "UPDATE selections SET name = ?4 WHERE server = ?1 AND username = ?2 AND name = ?3",
  N_ ("There is no selection “%s”."),
  N_ ("There is a selection “%s” already."),
};

/* What a call is about. */
typedef struct
{
  OmniProfile *profile;           /* (not nullable) (owned) */
  char *name;                     /* (nullable) (owned) */
  char *new_name;                 /* (nullable) (owned) */
  const OmniSelection *selection; /* (nullable) (borrowed) */
  OmniSelection *owned;           /* (nullable) (owned) it, where nobody else holds it */
} Call;

static Call *
call_new (const OmniProfile *profile, const char *name, const char *new_name)
{
  Call *call = g_new0 (Call, 1);

  call->profile = omni_profile_copy (profile);
  call->name = g_strdup (name);
  call->new_name = g_strdup (new_name);
  return call;
}

static void
call_free (Call *call)
{
  omni_profile_free (call->profile);
  g_free (call->name);
  g_free (call->new_name);
  g_clear_pointer (&call->owned, omni_selection_free);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
run_for_id (OmniConnection *connection, const char *sql, gint64 id, GError **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, id);
  return omni_statement_run (statement, error);
}

static gboolean
delete_id (OmniConnection *connection, gint64 id, GError **error)
{
  return run_for_id (connection, "DELETE FROM selected_orders WHERE selection = ?1", id, error) &&
         run_for_id (connection, "DELETE FROM selections WHERE id = ?1", id, error);
}

static gboolean
insert_head (OmniConnection *connection, const Call *call, gint64 *id, GError **error)
{
  g_autoptr (OmniStatement) statement =
    omni_names_prepare (connection, call->profile,
                        "INSERT INTO selections (server, username, name, changed, n_orders) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                        call->name, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 4, g_get_real_time ());
  omni_statement_bind_int64 (statement, 5, (gint64)omni_selection_get_size (call->selection));
  return omni_statement_run (statement, error) &&
         omni_names_find (connection, &kind, call->profile, call->name, id, error);
}

static gboolean
insert_orders (OmniConnection *connection, const Call *call, gint64 id, GError **error)
{
  const GArray *orders = omni_selection_get_orders (call->selection);

  for (guint i = 0; i < orders->len; i++)
    {
      const OmniSelectedOrder *order = &g_array_index (orders, OmniSelectedOrder, i);
      g_autoptr (OmniStatement) statement = omni_connection_prepare (
          connection,
          "INSERT INTO selected_orders (selection, position, pk, number, units, scale, currency) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          error);

      if (statement == NULL)
        return FALSE;

      omni_statement_bind_int64 (statement, 1, id);
      omni_statement_bind_int64 (statement, 2, i);
      omni_statement_bind_int64 (statement, 3, order->pk);
      omni_statement_bind_text (statement, 4, omni_selection_get_number (call->selection, i));
      omni_statement_bind_int64 (statement, 5, order->amount.units);
      omni_statement_bind_int64 (statement, 6, order->amount.scale);
      omni_statement_bind_text (statement, 7, order->amount.currency);
      if (!omni_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
replace_selection (OmniConnection *connection, const Call *call, GError **error)
{
  gint64 id = 0;

  return omni_names_find (connection, &kind, call->profile, call->name, &id, error) &&
         (id == 0 || delete_id (connection, id, error)) &&
         insert_head (connection, call, &id, error) && insert_orders (connection, call, id, error);
}

static gboolean
save_selection (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, replace_selection (connection, data, error), error);
}

static void
read_order (OmniStatement *statement, OmniSelection *selection)
{
  OmniSelectedOrder order = { .pk = omni_statement_get_int64 (statement, 0) };

  order.amount.units = omni_statement_get_int64 (statement, 2);
  order.amount.scale = (guint8)CLAMP (omni_statement_get_int64 (statement, 3), 0, 6);
  omni_money_set_currency (&order.amount, omni_statement_get_text (statement, 4));
  omni_selection_add (selection, &order, omni_statement_get_text (statement, 1));
}

static gboolean
load_selection (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;
  g_autoptr (OmniSelection) selection = omni_selection_new ();
  g_autoptr (OmniStatement) statement = NULL;
  gboolean has_row = FALSE;
  gint64 id = 0;

  if (!omni_names_require (connection, &kind, call->profile, call->name, &id, error))
    return FALSE;

  statement = omni_connection_prepare (connection,
                                       "SELECT pk, number, units, scale, currency "
                                       "FROM selected_orders WHERE selection = ?1 "
                                       "ORDER BY position",
                                       error);
  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, id);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      read_order (statement, selection);
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&selection);
  return TRUE;
}

static gboolean
list_selections (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) selections =
      g_ptr_array_new_with_free_func ((GDestroyNotify)omni_stored_selection_free);
  g_autoptr (OmniStatement) statement =
    omni_names_prepare (connection, call->profile,
                        "SELECT name, n_orders, changed FROM selections "
                        "WHERE server = ?1 AND username = ?2 AND substr (name, 1, 1) <> '.' "
                        "ORDER BY name",
                        NULL, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      OmniStoredSelection *stored = g_new0 (OmniStoredSelection, 1);

      stored->name = g_strdup (omni_statement_get_text (statement, 0));
      stored->n_orders = omni_statement_get_int64 (statement, 1);
      stored->changed = omni_statement_get_int64 (statement, 2);
      g_ptr_array_add (selections, stored);
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&selections);
  return TRUE;
}

static gboolean
delete_selection (OmniConnection *connection, const Call *call, GError **error)
{
  gint64 id = 0;

  return omni_names_require (connection, &kind, call->profile, call->name, &id, error) &&
         delete_id (connection, id, error);
}

static gboolean
remove_selection (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, delete_selection (connection, data, error), error);
}

static gboolean
rename_selection (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;

  return omni_names_rename (connection, &kind, call->profile, call->name, call->new_name, error);
}

static gboolean
check_name (const char *name, GError **error)
{
  return g_str_has_prefix (name, OMNI_SELECTION_CURRENT) || omni_view_check_name (name, error);
}

/**
 * omni_stored_selection_free:
 * @stored: (transfer full): a listed selection
 */
void
omni_stored_selection_free (OmniStoredSelection *stored)
{
  g_free (stored->name);
  g_free (stored);
}

/**
 * omni_database_save_selection:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): what it is called; %OMNI_SELECTION_CURRENT for that of a window
 * @selection: (not nullable): the orders; they replace those of a selection of that name
 * @error: return location for an error
 *
 * Keeps a selection, all of it or nothing.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when the name cannot be one; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_save_selection (OmniDatabase *self,
                              const OmniProfile *profile,
                              const char *name,
                              const OmniSelection *selection,
                              GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL && selection != NULL, FALSE);

  if (!check_name (name, error))
    return FALSE;

  call = call_new (profile, name, NULL);
  call->selection = selection;
  return omni_database_call (self, save_selection, call, NULL, error);
}

/**
 * omni_database_load_selection:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the selection
 */
OmniSelection *
omni_database_load_selection (OmniDatabase *self,
                              const OmniProfile *profile,
                              const char *name,
                              GError **error)
{
  g_autoptr (Call) call = NULL;
  gpointer selection = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL, NULL);

  call = call_new (profile, name, NULL);
  omni_database_call (self, load_selection, call, &selection, error);
  return selection;
}

/**
 * omni_database_list_selections:
 * @self: a database
 * @profile: (not nullable): whose
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniStoredSelection): the named selections, by
 *   name
 */
GPtrArray *
omni_database_list_selections (OmniDatabase *self, const OmniProfile *profile, GError **error)
{
  g_autoptr (Call) call = NULL;
  gpointer selections = NULL;

  g_return_val_if_fail (profile != NULL, NULL);

  call = call_new (profile, NULL, NULL);
  omni_database_call (self, list_selections, call, &selections, error);
  return selections;
}

/**
 * omni_database_remove_selection:
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
omni_database_remove_selection (OmniDatabase *self,
                                const OmniProfile *profile,
                                const char *name,
                                GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL, FALSE);

  call = call_new (profile, name, NULL);
  return omni_database_call (self, remove_selection, call, NULL, error);
}

/**
 * omni_database_rename_selection:
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
omni_database_rename_selection (OmniDatabase *self,
                                const OmniProfile *profile,
                                const char *name,
                                const char *new_name,
                                GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && name != NULL && new_name != NULL, FALSE);

  if (!omni_view_check_name (new_name, error))
    return FALSE;

  call = call_new (profile, name, new_name);
  return omni_database_call (self, rename_selection, call, NULL, error);
}

/**
 * omni_database_save_selection_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): what it is called; %OMNI_SELECTION_CURRENT for that of a window
 * @selection: (transfer full): the orders
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is on disk
 * @user_data: for @callback
 *
 * Starts what omni_database_save_selection() does. Closing the database waits for it.
 */
void
omni_database_save_selection_async (OmniDatabase *self,
                                    const OmniProfile *profile,
                                    const char *name,
                                    OmniSelection *selection,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GError *error = NULL;
  Call *call;

  g_return_if_fail (profile != NULL && name != NULL && selection != NULL);

  if (!check_name (name, &error))
    {
      omni_selection_free (selection);
      g_task_report_error (self, callback, user_data, omni_database_save_selection_async, error);
      return;
    }

  call = call_new (profile, name, NULL);
  call->owned = selection;
  call->selection = selection;
  omni_database_call_async (self, save_selection, call, (GDestroyNotify)call_free, NULL,
                            omni_database_save_selection_async, cancellable, callback, user_data);
}

/**
 * omni_database_save_selection_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether it is on disk
 */
gboolean
omni_database_save_selection_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  gboolean had_error;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_save_selection_async),
                        FALSE);

  had_error = g_task_had_error (G_TASK (result));
  g_task_propagate_pointer (G_TASK (result), error);
  return !had_error;
}

/**
 * omni_database_load_selection_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Starts what omni_database_load_selection() does.
 */
void
omni_database_load_selection_async (OmniDatabase *self,
                                    const OmniProfile *profile,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (profile != NULL && name != NULL);

  omni_database_call_async (self, load_selection, call_new (profile, name, NULL),
                            (GDestroyNotify)call_free, (GDestroyNotify)omni_selection_free,
                            omni_database_load_selection_async, cancellable, callback, user_data);
}

/**
 * omni_database_load_selection_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): as omni_database_load_selection()
 */
OmniSelection *
omni_database_load_selection_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_load_selection_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * omni_database_list_selections_async:
 * @self: a database
 * @profile: (not nullable): whose
 * @cancellable: (nullable): a cancellable
 * @callback: called when the list is there
 * @user_data: for @callback
 *
 * Starts what omni_database_list_selections() does.
 */
void
omni_database_list_selections_async (OmniDatabase *self,
                                     const OmniProfile *profile,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (profile != NULL);

  omni_database_call_async (self, list_selections, call_new (profile, NULL, NULL),
                            (GDestroyNotify)call_free, (GDestroyNotify)g_ptr_array_unref,
                            omni_database_list_selections_async, cancellable, callback, user_data);
}

/**
 * omni_database_list_selections_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type OmniStoredSelection): as
 *   omni_database_list_selections()
 */
GPtrArray *
omni_database_list_selections_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_list_selections_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
