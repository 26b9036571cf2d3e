/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-shelf.h"

#include "omni-database-views.h"

static const GOptionEntry no_entries[] = { { NULL } };

/* What is kept belongs to a server and a user on it. A script that names both needs no server to
 * say so; one that has only a token has to ask. */
static OmniProfile *
find_owner (OmniCli *cli, OmniDatabase *database, GError **error)
{
  const char *wanted_server = omni_cli_get_environment ("OMNIDESK_SERVER");
  const char *username = omni_cli_get_environment ("OMNIDESK_USERNAME");
  g_autoptr (OmniSession) session = NULL;
  g_autofree char *server = NULL;

  if (wanted_server != NULL && username != NULL)
    {
      server = omni_client_normalize_base_url (wanted_server, error);
      return server != NULL ? omni_profile_new (server, username) : NULL;
    }

  if (omni_cli_get_environment ("OMNIDESK_TOKEN") == NULL)
    return omni_cli_find_profile (database, error);

  session = omni_cli_open_session (cli, error);
  return session != NULL ? omni_profile_copy (omni_session_get_profile (session)) : NULL;
}

/**
 * omni_cli_shelf_open:
 * @shelf: (out caller-allocates): all zero before
 * @cli: the program
 * @session: (nullable): the session that the command works in, or %NULL where it needs none
 * @error: return location for an error
 *
 * Opens what is kept on this computer for whoever the command is about.
 *
 * Errors: those of the database and of omni_cli_find_profile()
 *
 * Returns: whether it is open
 */
gboolean
omni_cli_shelf_open (OmniCliShelf *shelf, OmniCli *cli, OmniSession *session, GError **error)
{
  shelf->database = omni_cli_open_database (error);
  if (shelf->database == NULL)
    return FALSE;

  shelf->profile = session != NULL ? omni_profile_copy (omni_session_get_profile (session))
                                   : find_owner (cli, shelf->database, error);
  return shelf->profile != NULL;
}

/**
 * omni_cli_shelf_clear:
 * @shelf: what was opened, or all zero
 */
void
omni_cli_shelf_clear (OmniCliShelf *shelf)
{
  if (shelf->database != NULL)
    omni_database_close (shelf->database);
  g_clear_object (&shelf->database);
  g_clear_pointer (&shelf->profile, omni_profile_free);
}

static OmniCliExit
change (OmniCli *cli,
        char **arguments,
        guint n_names,
        OmniCliShelfRemoveFunc remove,
        OmniCliShelfRenameFunc rename)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, n_names, &exit_code))
    return exit_code;

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error) ||
      (remove != NULL && !remove (shelf.database, shelf.profile, left[0], &error)) ||
      (rename != NULL && !rename (shelf.database, shelf.profile, left[0], left[1], &error)))
    return omni_cli_fail (cli, error);

  return OMNI_CLI_DONE;
}

/**
 * omni_cli_shelf_remove:
 * @cli: the program
 * @arguments: (transfer full): what was typed: a name
 * @func: removes what is kept under it
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_shelf_remove (OmniCli *cli, char **arguments, OmniCliShelfRemoveFunc func)
{
  return change (cli, arguments, 1, func, NULL);
}

/**
 * omni_cli_shelf_rename:
 * @cli: the program
 * @arguments: (transfer full): what was typed: a name and a new one
 * @func: gives what is kept under the name the new one
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_shelf_rename (OmniCli *cli, char **arguments, OmniCliShelfRenameFunc func)
{
  return change (cli, arguments, 2, NULL, func);
}

/**
 * omni_cli_load_view:
 * @cli: the program
 * @session: the session that the command works in
 * @name: the view's name
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE when it is broken
 *
 * Returns: (transfer full) (nullable): the view
 */
OmniView *
omni_cli_load_view (OmniCli *cli, OmniSession *session, const char *name, GError **error)
{
  g_auto (OmniCliShelf) shelf = { 0 };

  if (!omni_cli_shelf_open (&shelf, cli, session, error))
    return NULL;

  return omni_database_get_view (shelf.database, shelf.profile, name, error);
}

/**
 * omni_cli_columns_of_view:
 * @view: a view
 *
 * Returns: (transfer container) (nullable) (element-type OmniOrderColumn): its columns, or %NULL
 *   when it has the usual ones
 */
GPtrArray *
omni_cli_columns_of_view (const OmniView *view)
{
  GPtrArray *columns = NULL;

  for (guint i = 0; i < view->columns->len; i++)
    {
      if (columns == NULL)
        columns = g_ptr_array_new ();
      g_ptr_array_add (columns, (gpointer)g_array_index (view->columns, OmniViewColumn, i).column);
    }

  return columns;
}
