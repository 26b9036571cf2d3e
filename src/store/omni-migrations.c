/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-migrations.h"

#include "omni-database-file.h"
#include "omni-store-resources.h"

#define SCHEMA_FOLDER "/org/omnidesk/Omnidesk/schema"

static gboolean
read_number (OmniConnection  *connection,
             const char      *sql,
             gint64          *number,
             GError         **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  *number = has_row ? omni_statement_get_int64 (statement, 0) : 0;
  return TRUE;
}

static gboolean
run_step (OmniConnection  *connection,
          gint64           version,
          GError         **error)
{
  g_autofree char *path = g_strdup_printf (SCHEMA_FOLDER "/%03" G_GINT64_FORMAT ".sql", version);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);
  g_autoptr (GBytes) sql = g_resource_lookup_data (omni_store_get_resource (), path,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* A resource ends with a zero byte that its size does not count. */
  return sql != NULL && omni_connection_execute (connection, g_bytes_get_data (sql, NULL), error) &&
         omni_connection_execute (connection, mark, error);
}

static gboolean
run_steps (OmniConnection  *connection,
           const char      *path,
           GError         **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %" G_GINT64_FORMAT,
                                           OMNI_DATABASE_APPLICATION_ID);
  gint64 version = 0;

  /* Another Omnidesk may have been faster, or newer. */
  if (!omni_migrations_check (connection, path, error) ||
      !read_number (connection, "PRAGMA user_version", &version, error) ||
      !omni_connection_execute (connection, mark, error))
    return FALSE;

  while (version < omni_migrations_get_newest ())
    if (!run_step (connection, ++version, error))
      return FALSE;

  return TRUE;
}

/**
 * omni_migrations_get_newest:
 *
 * Returns: the schema that this program makes and understands
 */
gint64
omni_migrations_get_newest (void)
{
  g_auto (GStrv) names = g_resource_enumerate_children (omni_store_get_resource (), SCHEMA_FOLDER,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_strv_length (names);
}

/**
 * omni_migrations_check:
 * @connection: an open file
 * @path: (type filename): its name, for the sentence
 * @error: return location for an error
 *
 * Finds out, reading only, whether the file is empty or ours and not too new.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it may be written to
 */
gboolean
omni_migrations_check (OmniConnection  *connection,
                       const char      *path,
                       GError         **error)
{
  g_autoptr (OmniStatement) statement = NULL;
  gboolean has_row = FALSE;
  gint64 version;
  gint64 application_id;
  gint64 n_objects;

  /* In one statement, because another Omnidesk may make the file's contents between two. */
  statement = omni_connection_prepare (connection,
                                       "SELECT user_version, application_id, "
                                       "(SELECT count (*) FROM sqlite_master) "
                                       "FROM pragma_user_version, pragma_application_id",
                                       error);
  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  version = omni_statement_get_int64 (statement, 0);
  application_id = omni_statement_get_int64 (statement, 1);
  n_objects = omni_statement_get_int64 (statement, 2);

  if (application_id != OMNI_DATABASE_APPLICATION_ID &&
      (application_id != 0 || version != 0 || n_objects != 0))
    {
      omni_database_file_set_damaged (path, error);
      return FALSE;
    }

  if (version > omni_migrations_get_newest ())
    {
      omni_database_file_set_newer (path, version, omni_migrations_get_newest (), error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_migrations_run:
 * @connection: an open file that omni_migrations_check() allows
 * @path: (type filename): its name, for the sentence
 * @error: return location for an error
 *
 * Takes the file to the newest schema, step by step in one transaction: either all steps or none.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether the file has the newest schema now
 */
gboolean
omni_migrations_run (OmniConnection  *connection,
                     const char      *path,
                     GError         **error)
{
  gint64 version = 0;

  if (!read_number (connection, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version == omni_migrations_get_newest ())
    return TRUE;

  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, run_steps (connection, path, error), error);
}
