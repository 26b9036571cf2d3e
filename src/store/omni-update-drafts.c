/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-update-drafts.h"

#include "omni-database-private.h"

/* What a call is about. */
typedef struct
{
  char *file;       /* (not nullable) (owned) */
  char *stamp;      /* (not nullable) (owned) */
  GPtrArray *cells; /* (nullable) (owned) (element-type OmniDraftCell) */
} Call;

static Call *
call_new (const char *file, const char *stamp, GPtrArray *cells)
{
  Call *call = g_new0 (Call, 1);

  call->file = g_strdup (file);
  call->stamp = g_strdup (stamp);
  call->cells = cells != NULL ? g_ptr_array_ref (cells) : NULL;
  return call;
}

static void
call_free (Call *call)
{
  g_free (call->file);
  g_free (call->stamp);
  g_clear_pointer (&call->cells, g_ptr_array_unref);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/*
 * Helpers
 */

static OmniStatement *
prepare (OmniConnection *connection, const Call *call, const char *sql, GError **error)
{
  OmniStatement *statement = omni_connection_prepare (connection, sql, error);

  if (statement != NULL)
    {
      omni_statement_bind_text (statement, 1, call->file);
      omni_statement_bind_text (statement, 2, call->stamp);
    }

  return statement;
}

static gboolean
touch_draft (OmniConnection *connection, const Call *call, gint64 *id, GError **error)
{
  g_autoptr (OmniStatement) statement =
      prepare (connection, call,
               "INSERT INTO update_drafts (file, stamp, changed) VALUES (?1, ?2, ?3) "
               "ON CONFLICT DO UPDATE SET changed = excluded.changed RETURNING id",
               error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 3, g_get_real_time ());
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  *id = omni_statement_get_int64 (statement, 0);
  return omni_statement_step (statement, &has_row, error);
}

static gboolean
write_cell (OmniConnection *connection, gint64 draft, const OmniDraftCell *cell, GError **error)
{
  const char *sql = cell->text == NULL
                        ? "DELETE FROM update_draft_cells WHERE draft = ?1 AND row = ?2 "
                          "AND name = ?3"
                        : "INSERT INTO update_draft_cells (draft, row, name, text) "
                          "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text = excluded.text";
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, draft);
  omni_statement_bind_int64 (statement, 2, cell->row);
  omni_statement_bind_text (statement, 3, cell->name);
  if (cell->text != NULL)
    omni_statement_bind_text (statement, 4, cell->text);
  return omni_statement_run (statement, error);
}

static gboolean
write_cells (OmniConnection *connection, const Call *call, GError **error)
{
  gint64 draft = 0;

  if (!touch_draft (connection, call, &draft, error))
    return FALSE;

  for (guint i = 0; i < call->cells->len; i++)
    {
      if (!write_cell (connection, draft, g_ptr_array_index (call->cells, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_draft (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, write_cells (connection, data, error), error);
}

static gboolean
read_draft (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) cells =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_draft_cell_free);
  g_autoptr (OmniStatement) statement =
      prepare (connection, data,
               "SELECT row, name, text FROM update_draft_cells WHERE draft = "
               "(SELECT id FROM update_drafts WHERE file = ?1 AND stamp = ?2) ORDER BY row, name",
               error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      g_ptr_array_add (cells, omni_draft_cell_new (omni_statement_get_int64 (statement, 0),
                                                   omni_statement_get_text (statement, 1),
                                                   omni_statement_get_text (statement, 2)));
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&cells);
  return TRUE;
}

static gboolean
delete_rows (OmniConnection *connection, const Call *call, GError **error)
{
  static const char *const sqls[] = {
    "DELETE FROM update_draft_cells WHERE draft = "
    "(SELECT id FROM update_drafts WHERE file = ?1 AND stamp = ?2)",
    "DELETE FROM update_drafts WHERE file = ?1 AND stamp = ?2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      g_autoptr (OmniStatement) statement = prepare (connection, call, sqls[i], error);

      if (statement == NULL || !omni_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
remove_draft (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, delete_rows (connection, data, error), error);
}

static gboolean
delete_old_rows (OmniConnection *connection, gint64 before, GError **error)
{
  static const char *const sqls[] = {
    "DELETE FROM update_draft_cells WHERE draft IN "
    "(SELECT id FROM update_drafts WHERE changed < ?1)",
    "DELETE FROM update_drafts WHERE changed < ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sqls[i], error);

      if (statement == NULL)
        return FALSE;
      omni_statement_bind_int64 (statement, 1, before);
      if (!omni_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
remove_old_drafts (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const gint64 *before = data;

  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, delete_old_rows (connection, *before, error), error);
}

/*
 * Public API
 */

/**
 * omni_draft_cell_new:
 * @row: which row of the file, from 0
 * @name: the column's name
 * @text: (nullable): what was typed; %NULL for what the file says
 *
 * Returns: (transfer full): the cell
 */
OmniDraftCell *
omni_draft_cell_new (gint64 row, const char *name, const char *text)
{
  OmniDraftCell *cell = g_new0 (OmniDraftCell, 1);

  cell->row = row;
  cell->name = g_strdup (name);
  cell->text = g_strdup (text);
  return cell;
}

/**
 * omni_draft_cell_free:
 * @cell: (transfer full): a cell
 */
void
omni_draft_cell_free (OmniDraftCell *cell)
{
  g_free (cell->name);
  g_free (cell->text);
  g_free (cell);
}

/**
 * omni_database_write_draft_async:
 * @self: a database
 * @file: the file's URI
 * @stamp: what the file is like
 * @cells: (element-type OmniDraftCell): what was typed; not changed any more by the caller
 * @cancellable: (nullable): unused once the cells are queued
 * @callback: called when the cells are on the disk
 * @user_data: for @callback
 *
 * Keeps what was typed, in the order of the calls. The draft begins with the first cell.
 */
void
omni_database_write_draft_async (OmniDatabase *self,
                                 const char *file,
                                 const char *stamp,
                                 GPtrArray *cells,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (file != NULL && stamp != NULL && cells != NULL);

  omni_database_call_async (self, write_draft, call_new (file, stamp, cells),
                            (GDestroyNotify) call_free, NULL, omni_database_write_draft_async,
                            cancellable, callback, user_data);
}

/**
 * omni_database_write_draft_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE, for example when the disk is full
 *
 * Returns: whether the cells are on the disk
 */
gboolean
omni_database_write_draft_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), error);
  return !g_task_had_error (G_TASK (result));
}

/**
 * omni_database_read_draft:
 * @self: a database
 * @file: the file's URI
 * @stamp: what the file is like
 * @error: return location for an error
 *
 * Waits for the database, so it is for threads.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniDraftCell): what was typed, by row; empty
 * when there is no draft
 */
GPtrArray *
omni_database_read_draft (OmniDatabase *self, const char *file, const char *stamp, GError **error)
{
  g_autoptr (Call) call = NULL;
  gpointer cells = NULL;

  g_return_val_if_fail (file != NULL && stamp != NULL, NULL);

  call = call_new (file, stamp, NULL);
  omni_database_call (self, read_draft, call, &cells, error);
  return cells;
}

/**
 * omni_database_remove_draft_async:
 * @self: a database
 * @file: the file's URI
 * @stamp: what the file was like
 * @cancellable: (nullable): unused once this is queued
 * @callback: called when the draft is gone
 * @user_data: for @callback
 *
 * Throws a draft away, after what was to be written to it.
 */
void
omni_database_remove_draft_async (OmniDatabase *self,
                                  const char *file,
                                  const char *stamp,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (file != NULL && stamp != NULL);

  omni_database_call_async (self, remove_draft, call_new (file, stamp, NULL),
                            (GDestroyNotify) call_free, NULL, omni_database_remove_draft_async,
                            cancellable, callback, user_data);
}

/**
 * omni_database_remove_old_drafts_async:
 * @self: a database
 * @before: a moment, in microseconds since 1970
 * @cancellable: (nullable): unused once this is queued
 * @callback: (nullable): called when they are gone
 * @user_data: for @callback
 *
 * Throws away the drafts in which nothing was typed since @before: their files are gone or were
 * changed, or nobody wants them.
 */
void
omni_database_remove_old_drafts_async (OmniDatabase *self,
                                       gint64 before,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  gint64 *data = g_new (gint64, 1);

  *data = before;
  omni_database_call_async (self, remove_old_drafts, data, g_free, NULL,
                            omni_database_remove_old_drafts_async, cancellable, callback,
                            user_data);
}

/**
 * omni_database_remove_draft_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends omni_database_remove_draft_async() and omni_database_remove_old_drafts_async().
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether they are gone
 */
gboolean
omni_database_remove_draft_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), error);
  return !g_task_had_error (G_TASK (result));
}
