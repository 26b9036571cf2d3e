/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-store.h"

#include "sandbox-json.h"
#include "sandbox-resources.h"
#include "sandbox-value.h"

#include <string.h>

#define SCHEMA_VERSION 4

struct _SandboxStore
{
  sqlite3 *database;      /* (owned) */
  GHashTable *statements; /* (owned) SQL to its prepared statement */
  gboolean has_failed;    /* a statement failed since the transaction began */
};

/* fold(text): a text as searches compare it. */
static void
fold_cb (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const char *text = (const char *)sqlite3_value_text (arguments[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, sandbox_value_fold (text), -1, g_free);
}

/* md5(text): what the guard against duplicate addresses compares. */
static void
md5_cb (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const char *text = (const char *)sqlite3_value_text (arguments[0]);

  sqlite3_result_text (context, g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1), -1,
                       g_free);
}

static gboolean
execute (SandboxStore *store, const char *sql, GError **error)
{
  g_autofree char *message = NULL;
  char *sqlite_message = NULL;

  if (sqlite3_exec (store->database, sql, NULL, NULL, &sqlite_message) == SQLITE_OK)
    return TRUE;

  message = g_strdup (sqlite_message);
  sqlite3_free (sqlite_message);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", message);
  return FALSE;
}

static gboolean
execute_resource (SandboxStore *store, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/org/omnidesk/sandbox/", name, NULL);
  g_autoptr (GBytes) sql = NULL;

  sql = g_resource_lookup_data (sandbox_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  return sql != NULL && execute (store, g_bytes_get_data (sql, NULL), error);
}

/* All SQL is ours, so one that does not compile is a mistake in this program. */
static SandboxStatement *
compile (SandboxStore *store, const char *sql, unsigned int flags)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v3 (store->database, sql, -1, flags, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (store->database), sql);

  return statement;
}

static gint64
get_pragma (SandboxStore *store, const char *sql)
{
  SandboxStatement *statement = sandbox_store_prepare (store, sql);
  gint64 value =
      sandbox_store_step (store, statement) ? sandbox_statement_get_int (statement, 0) : 0;

  sqlite3_reset (statement);
  return value;
}

/**
 * sandbox_store_open:
 * @file: (nullable): a file, or %NULL for one that nobody else sees and that ends with the store
 * @is_new: (out): whether the tables were made now and wait for their rows
 * @error: return location
 *
 * Opens the database. A file gets a write-ahead log that is flushed at every commit, so that what
 * was answered is on the disk.
 *
 * Returns: (transfer full) (nullable): the store
 */
SandboxStore *
sandbox_store_open (const char *file, gboolean *is_new, GError **error)
{
  g_autoptr (SandboxStore) store = g_new0 (SandboxStore, 1);
  gint64 version;

  store->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)sqlite3_finalize);
  if (sqlite3_open_v2 (file != NULL ? file : "", &store->database,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sqlite3_errmsg (store->database));
      return NULL;
    }

  sqlite3_busy_timeout (store->database, 5000);
  sqlite3_create_function (store->database, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                           fold_cb, NULL, NULL);
  sqlite3_create_function (store->database, "md5", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                           md5_cb, NULL, NULL);
  if (!execute (store,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
                "PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE;",
                error))
    return NULL;

  version = get_pragma (store, "PRAGMA user_version");
  if (version == SCHEMA_VERSION)
    {
      *is_new = FALSE;
      return g_steal_pointer (&store);
    }
  if (version != 0 || get_pragma (store, "SELECT count(*) FROM sqlite_master") != 0)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          "the file is not a sandbox database of this version, or its first start was interrupted");
      return NULL;
    }

  sandbox_store_begin (store);
  if (!execute_resource (store, "tables.sql", error))
    return NULL;

  *is_new = TRUE;
  return g_steal_pointer (&store);
}

/* Ends what opening a new store began: tables, rows and indexes appear in one transaction. */
gboolean
sandbox_store_add_indexes (SandboxStore *store, GError **error)
{
  if (!execute_resource (store, "indexes.sql", error))
    return FALSE;
  if (!sandbox_store_commit (store))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sqlite3_errmsg (store->database));
      return FALSE;
    }

  return execute (store, "PRAGMA optimize", error);
}

void
sandbox_store_close (SandboxStore *store)
{
  g_hash_table_unref (store->statements);
  sqlite3_close (store->database);
  g_free (store);
}

/**
 * sandbox_store_prepare:
 * @store: a store
 * @sql: one statement
 *
 * Gives the prepared statement, ready for binding. There is one per text, so a caller must be
 * through with it before the same text is asked for again.
 *
 * Returns: (transfer none): the statement
 */
SandboxStatement *
sandbox_store_prepare (SandboxStore *store, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (store->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  statement = compile (store, sql, SQLITE_PREPARE_PERSISTENT);
  g_hash_table_insert (store->statements, g_strdup (sql), statement);

  return statement;
}

/* For SQL that filters made and that will hardly come again; the caller owns the statement. */
SandboxStatement *
sandbox_store_compile (SandboxStore *store, const char *sql)
{
  return compile (store, sql, 0);
}

/**
 * sandbox_store_step:
 * @store: a store
 * @statement: a statement of it
 *
 * Goes on to the next row.
 *
 * Returns: whether there is one
 */
gboolean
sandbox_store_step (SandboxStore *store, SandboxStatement *statement)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    {
      if (!store->has_failed)
        g_printerr ("omnidesk-sandbox: %s\n", sqlite3_errmsg (store->database));
      store->has_failed = TRUE;
    }
  sqlite3_reset (statement);

  return FALSE;
}

/* One letter for each value: 'i' a gint64, 's' a text that may be NULL. */
static void
bind_all (SandboxStatement *statement, const char *types, va_list values)
{
  if (sqlite3_bind_parameter_count (statement) != (int)strlen (types))
    g_error ("%s does not fit \"%s\"", types, sqlite3_sql (statement));

  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        sandbox_statement_bind_int (statement, i + 1, va_arg (values, gint64));
      else
        sandbox_statement_bind_text (statement, i + 1, va_arg (values, const char *));
    }
}

void
sandbox_store_run (SandboxStore *store, const char *sql, const char *types, ...)
{
  SandboxStatement *statement = sandbox_store_prepare (store, sql);
  va_list values;

  va_start (values, types);
  bind_all (statement, types, values);
  va_end (values);
  while (sandbox_store_step (store, statement))
    ;
}

/* The first column of the first row, or SANDBOX_NULL. */
gint64
sandbox_store_ask (SandboxStore *store, const char *sql, const char *types, ...)
{
  SandboxStatement *statement = sandbox_store_prepare (store, sql);
  gint64 answer = SANDBOX_NULL;
  va_list values;

  va_start (values, types);
  bind_all (statement, types, values);
  va_end (values);
  if (sandbox_store_step (store, statement))
    answer = sandbox_statement_get_int (statement, 0);
  sqlite3_reset (statement);

  return answer;
}

gint64
sandbox_store_get_last_key (SandboxStore *store)
{
  return sqlite3_last_insert_rowid (store->database);
}

void
sandbox_store_begin (SandboxStore *store)
{
  store->has_failed = FALSE;
  sandbox_store_run (store, "BEGIN IMMEDIATE", "");
}

gboolean
sandbox_store_commit (SandboxStore *store)
{
  if (!store->has_failed)
    sandbox_store_run (store, "COMMIT", "");
  if (store->has_failed)
    sandbox_store_roll_back (store);

  return !store->has_failed;
}

void
sandbox_store_roll_back (SandboxStore *store)
{
  if (sqlite3_get_autocommit (store->database) == 0)
    sandbox_store_run (store, "ROLLBACK", "");
}

gboolean
sandbox_store_has_failed (SandboxStore *store)
{
  return store->has_failed;
}

void
sandbox_statement_bind_int (SandboxStatement *statement, int position, gint64 value)
{
  if (value == SANDBOX_NULL)
    sqlite3_bind_null (statement, position);
  else
    sqlite3_bind_int64 (statement, position, value);
}

void
sandbox_statement_bind_text (SandboxStatement *statement, int position, const char *value)
{
  sqlite3_bind_text (statement, position, value, -1, SQLITE_TRANSIENT);
}

gint64
sandbox_statement_get_int (SandboxStatement *statement, int column)
{
  return sqlite3_column_type (statement, column) != SQLITE_NULL
             ? sqlite3_column_int64 (statement, column)
             : SANDBOX_NULL;
}

const char *
sandbox_statement_get_text (SandboxStatement *statement, int column)
{
  return (const char *)sqlite3_column_text (statement, column);
}
