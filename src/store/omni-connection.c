/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-connection.h"

#include "omni-database-file.h"
#include "omni-migrations.h"

#include <glib/gi18n-lib.h>

/* How long to wait for another Omnidesk that is writing. */
#define BUSY_MILLISECONDS 5000

/* Between two tries of what SQLite does not wait for by itself. */
#define RETRY_MILLISECONDS 20

struct _OmniConnection
{
  char *path;             /* (owned) (not nullable) */
  sqlite3 *handle;        /* (owned) (nullable) until it is open */
  GHashTable *statements; /* (owned) (not nullable): of OmniStatement, by its SQL */
};

struct _OmniStatement
{
  OmniConnection *connection; /* (borrowed) (not nullable) */
  sqlite3_stmt *handle;       /* (owned) (not nullable) */
  int bind_code;              /* the first bind that failed, or SQLITE_OK */
};

static void
free_statement (OmniStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

static void
set_error (OmniConnection *connection,
           int             code,
           GError        **error)
{
  g_autofree char *name = g_filename_display_name (connection->path);

  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      omni_database_file_set_damaged (connection->path, error);
      break;

    case SQLITE_FULL:
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("The disk is full: “%s” cannot be written."),
                                                name));
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("“%s” is in use by another program."), name));
      break;

    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("“%s” cannot be opened for writing."), name));
      break;

    default:
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("“%s” cannot be used: %s"), name,
                                                connection->handle != NULL
                                                    ? sqlite3_errmsg (connection->handle)
                                                    : sqlite3_errstr (code)));
      break;
    }
}

/* Changing to WAL needs the file for itself for a moment, and SQLite gives up at once when it
 * cannot have it. */
static gboolean
set_write_ahead (OmniConnection *connection,
                 GError        **error)
{
  gint64 deadline = g_get_monotonic_time () + BUSY_MILLISECONDS * G_TIME_SPAN_MILLISECOND;
  int code;

  while ((code = sqlite3_exec (connection->handle, "PRAGMA journal_mode = WAL", NULL, NULL,
                               NULL)) == SQLITE_BUSY &&
         g_get_monotonic_time () < deadline)
    g_usleep (RETRY_MILLISECONDS * G_TIME_SPAN_MILLISECOND);

  if (code != SQLITE_OK)
    {
      set_error (connection, code, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_connection_open:
 * @path: (type filename): the file, or ":memory:" for one that lives as long as the connection
 * @error: return location for an error
 *
 * Opens the file, makes it (and its folder) private to the user where it is new, and brings it to
 * the newest schema. A file that a newer Omnidesk made, that is damaged or that belongs to another
 * program is left as it is.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the connection
 */
OmniConnection *
omni_connection_open (const char  *path,
                      GError     **error)
{
  g_autoptr (OmniConnection) connection = NULL;
  gboolean in_memory;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  in_memory = g_str_equal (path, ":memory:");
  connection = g_new0 (OmniConnection, 1);
  connection->path = g_strdup (path);
  connection->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                  (GDestroyNotify) free_statement);

  if (!in_memory && !omni_database_file_prepare (path, omni_migrations_get_newest (), error))
    return NULL;

  code = sqlite3_open_v2 (path, &connection->handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                              (in_memory ? SQLITE_OPEN_MEMORY : 0),
                          NULL);
  if (code != SQLITE_OK)
    {
      set_error (connection, code, error);
      return NULL;
    }

  sqlite3_busy_timeout (connection->handle, BUSY_MILLISECONDS);
  sqlite3_db_config (connection->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  /* Whether the file may be touched at all comes before anything that writes. */
  if (!omni_migrations_check (connection, path, error) ||
      (!in_memory && !omni_database_file_make_private (path, error)) ||
      !set_write_ahead (connection, error) ||
      !omni_connection_execute (connection, "PRAGMA synchronous = NORMAL", error) ||
      !omni_connection_execute (connection, "PRAGMA trusted_schema = OFF", error) ||
      !omni_migrations_run (connection, path, error))
    return NULL;

  return g_steal_pointer (&connection);
}

/**
 * omni_connection_close:
 * @connection: (transfer full): a connection
 *
 * Closes the file. All its statements end with it.
 */
void
omni_connection_close (OmniConnection *connection)
{
  g_hash_table_unref (connection->statements);
  sqlite3_close (connection->handle);
  g_free (connection->path);
  g_free (connection);
}

/**
 * omni_connection_execute:
 * @connection: a connection
 * @sql: statements without parameters
 * @error: return location for an error
 *
 * Runs statements whose answers do not matter.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether all of them succeeded
 */
gboolean
omni_connection_execute (OmniConnection *connection,
                         const char     *sql,
                         GError        **error)
{
  int code = sqlite3_exec (connection->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    {
      set_error (connection, code, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_connection_begin:
 * @connection: a connection
 * @error: return location for an error
 *
 * Begins a transaction that writes. What is read in it is what is changed: nobody else writes
 * meanwhile.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it began
 */
gboolean
omni_connection_begin (OmniConnection *connection,
                       GError        **error)
{
  return omni_connection_execute (connection, "BEGIN IMMEDIATE", error);
}

/**
 * omni_connection_end:
 * @connection: a connection
 * @keep: whether all steps succeeded
 * @error: return location for an error
 *
 * Ends the transaction: keeps what was written, or, where a step failed or keeping fails, leaves
 * the file as it was.
 *
 * Errors: %OMNI_ERROR_BAD_FILE, only where @keep
 *
 * Returns: whether the changes were kept
 */
gboolean
omni_connection_end (OmniConnection *connection,
                     gboolean        keep,
                     GError        **error)
{
  if (keep && omni_connection_execute (connection, "COMMIT", error))
    return TRUE;

  /* Some errors have ended the transaction already. */
  if (!sqlite3_get_autocommit (connection->handle))
    sqlite3_exec (connection->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * omni_connection_prepare:
 * @connection: a connection
 * @sql: one statement
 * @error: return location for an error
 *
 * Gives the statement of that text, ready to be bound: prepared the first time, taken from the
 * cache afterwards.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer none) (nullable): the statement; the connection keeps it
 */
OmniStatement *
omni_connection_prepare (OmniConnection *connection,
                         const char     *sql,
                         GError        **error)
{
  OmniStatement *statement = g_hash_table_lookup (connection->statements, sql);
  sqlite3_stmt *handle = NULL;
  int code;

  if (statement != NULL)
    {
      omni_statement_release (statement);
      return statement;
    }

  code = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      set_error (connection, code, error);
      return NULL;
    }

  statement = g_new0 (OmniStatement, 1);
  statement->connection = connection;
  statement->handle = handle;
  g_hash_table_insert (connection->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * omni_statement_release:
 * @statement: a statement
 *
 * Ends what the statement was doing and forgets what was bound. Its texts are no longer valid.
 */
void
omni_statement_release (OmniStatement *statement)
{
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->bind_code = SQLITE_OK;
}

static void
note_bind (OmniStatement *statement,
           int            code)
{
  if (statement->bind_code == SQLITE_OK)
    statement->bind_code = code;
}

/**
 * omni_statement_bind_text:
 * @statement: a statement
 * @position: which parameter, from 1
 * @text: (nullable): the value; copied
 *
 * Sets a parameter. A failure is reported by the next step.
 */
void
omni_statement_bind_text (OmniStatement *statement,
                          int            position,
                          const char    *text)
{
  note_bind (statement,
             sqlite3_bind_text (statement->handle, position, text, -1, SQLITE_TRANSIENT));
}

/**
 * omni_statement_bind_int64:
 * @statement: a statement
 * @position: which parameter, from 1
 * @value: the value
 *
 * Sets a parameter. A failure is reported by the next step.
 */
void
omni_statement_bind_int64 (OmniStatement *statement,
                           int            position,
                           gint64         value)
{
  note_bind (statement, sqlite3_bind_int64 (statement->handle, position, value));
}

/**
 * omni_statement_step:
 * @statement: a statement
 * @has_row: (out): whether there is a row to read
 * @error: return location for an error
 *
 * Goes to the next row.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
omni_statement_step (OmniStatement *statement,
                     gboolean      *has_row,
                     GError       **error)
{
  int code = statement->bind_code != SQLITE_OK ? statement->bind_code
                                               : sqlite3_step (statement->handle);

  *has_row = code == SQLITE_ROW;
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      set_error (statement->connection, code, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_statement_run:
 * @statement: a statement that gives no rows
 * @error: return location for an error
 *
 * Runs the statement to its end.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it succeeded
 */
gboolean
omni_statement_run (OmniStatement *statement,
                    GError       **error)
{
  gboolean has_row = FALSE;

  return omni_statement_step (statement, &has_row, error);
}

/**
 * omni_statement_get_text:
 * @statement: a statement with a row
 * @column: which column, from 0
 *
 * Returns: (transfer none) (nullable): the text, valid until the next step
 */
const char *
omni_statement_get_text (OmniStatement *statement,
                         int            column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

/**
 * omni_statement_get_int64:
 * @statement: a statement with a row
 * @column: which column, from 0
 *
 * Returns: the number
 */
gint64
omni_statement_get_int64 (OmniStatement *statement,
                          int            column)
{
  return sqlite3_column_int64 (statement->handle, column);
}
