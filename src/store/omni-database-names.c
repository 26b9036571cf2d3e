/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What views and selections share: each belongs to a user of a server and has a name there. */

#include "config.h"

#include "omni-database-names-private.h"

#include <glib/gi18n-lib.h>

static GError *
new_error (OmniError code, const char *format, const char *name)
{
  g_autoptr (GString) text = g_string_new (_(format));

  g_string_replace (text, "%s", name, 1);
  return g_error_new_literal (OMNI_ERROR, code, text->str);
}

/**
 * omni_names_prepare:
 * @connection: the open file
 * @profile: (not nullable): whose; its server is ?1 and its user ?2
 * @sql: a statement
 * @third: (nullable): what ?3 is
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the statement
 */
OmniStatement *
omni_names_prepare (OmniConnection *connection,
                    const OmniProfile *profile,
                    const char *sql,
                    const char *third,
                    GError **error)
{
  OmniStatement *statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  omni_statement_bind_text (statement, 1, profile->server);
  omni_statement_bind_text (statement, 2, profile->username);
  if (third != NULL)
    omni_statement_bind_text (statement, 3, third);
  return statement;
}

/**
 * omni_names_find:
 * @connection: the open file
 * @kind: a kind of thing
 * @profile: (not nullable): whose
 * @name: (not nullable): a name
 * @key: (out): what the kind finds it by, or 0 when there is none of that name
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether @key is known
 */
gboolean
omni_names_find (OmniConnection *connection,
                 const OmniNamesKind *kind,
                 const OmniProfile *profile,
                 const char *name,
                 gint64 *key,
                 GError **error)
{
  g_autoptr (OmniStatement) statement =
    omni_names_prepare (connection, profile, kind->find_sql, name, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  *key = has_row ? omni_statement_get_int64 (statement, 0) : 0;
  return TRUE;
}

/**
 * omni_names_require:
 * @connection: the open file
 * @kind: a kind of thing
 * @profile: (not nullable): whose
 * @name: (not nullable): a name
 * @key: (out): what the kind finds it by
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND when there is none of that name; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether there is one
 */
gboolean
omni_names_require (OmniConnection *connection,
                    const OmniNamesKind *kind,
                    const OmniProfile *profile,
                    const char *name,
                    gint64 *key,
                    GError **error)
{
  if (!omni_names_find (connection, kind, profile, name, key, error))
    return FALSE;
  if (*key != 0)
    return TRUE;

  g_propagate_error (error, new_error (OMNI_ERROR_NOT_FOUND, kind->missing, name));
  return FALSE;
}

/**
 * omni_names_rename:
 * @connection: the open file
 * @kind: a kind of thing
 * @profile: (not nullable): whose
 * @name: (not nullable): its name
 * @new_name: (not nullable): what it is to be called
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_VALUE when another one has the new name;
 * %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it has its new name
 */
gboolean
omni_names_rename (OmniConnection *connection,
                   const OmniNamesKind *kind,
                   const OmniProfile *profile,
                   const char *name,
                   const char *new_name,
                   GError **error)
{
  g_autoptr (OmniStatement) statement = NULL;
  gint64 key = 0;
  gint64 other = 0;

  if (!omni_names_require (connection, kind, profile, name, &key, error) ||
      !omni_names_find (connection, kind, profile, new_name, &other, error))
    return FALSE;

  if (other != 0 && strcmp (name, new_name) != 0)
    {
      g_propagate_error (error, new_error (OMNI_ERROR_BAD_VALUE, kind->taken, new_name));
      return FALSE;
    }

  statement = omni_names_prepare (connection, profile, kind->rename_sql, name, error);
  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 4, new_name);
  return omni_statement_run (statement, error);
}
