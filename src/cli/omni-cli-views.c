/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"
#include "omni-cli-files.h"
#include "omni-cli-filters.h"
#include "omni-cli-shelf.h"
#include "omni-cli-text.h"
#include "omni-database-views.h"

#include <glib/gi18n-lib.h>

static const GOptionEntry no_entries[] = { { NULL } };

/* The column's id that stands for what the server sorts by. */
static const char *
find_sort_column (const char *field)
{
  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (g_strcmp0 (omni_order_column_get_sort_field (column), field) == 0)
        return omni_order_column_get_id (column);
    }

  return field;
}

static void
append_option (GString *line, const char *option, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (line, " --%s %s", option,
                          strpbrk (value, " '\"$*?") != NULL ? quoted : value);
}

/* A view as the options that ask for the same. */
static char *
describe (const OmniView *view)
{
  GString *line = g_string_new (NULL);
  const char *sort = find_sort_column (omni_order_query_get_sort_field (view->query));
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree char *order = NULL;

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const char *id = omni_filter_get_id (omni_filter_get (i));
      const char *const *values = omni_order_query_get_values (view->query, id);
      g_autofree char *joined = values != NULL ? g_strjoinv (",", (char **)values) : NULL;

      if (joined != NULL)
        append_option (line, id, joined);
    }

  order = g_strconcat (omni_order_query_get_descending (view->query) ? "-" : "", sort, NULL);
  append_option (line, "sort", order);

  for (guint i = 0; i < view->columns->len; i++)
    g_string_append_printf (
        columns, "%s%s", i > 0 ? "," : "",
        omni_order_column_get_id (g_array_index (view->columns, OmniViewColumn, i).column));
  if (columns->len > 0)
    append_option (line, "columns", columns->str);

  return g_string_free (line, FALSE);
}

static void
print_view (const OmniStoredView *stored, guint width)
{
  g_autoptr (GString) line = g_string_new (stored->is_start ? "* " : "  ");
  g_autofree char *options = describe (stored->view);
  g_autofree char *safe_options = omni_cli_escape (options);
  g_autofree char *safe_name = omni_cli_escape (stored->name);

  omni_cli_append_cell (line, safe_name, width + 1, FALSE);
  g_string_append (line, safe_options);
  g_string_append_c (line, '\n');
  omni_cli_print (line->str);
}

/**
 * omni_cli_views_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the saved views, each with the options that ask for the same.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when a view is broken
 */
OmniCliExit
omni_cli_views_list (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;
  guint width = 0;

  if (!omni_cli_parse (cli, no_entries, &left, 0, &exit_code))
    return exit_code;

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  views = omni_database_list_views (shelf.database, shelf.profile, &error);
  if (views == NULL)
    return omni_cli_fail (cli, error);

  for (guint i = 0; i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      width = MAX (width, omni_cli_text_width (stored->name));
    }

  exit_code = OMNI_CLI_DONE;
  for (guint i = 0; i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      if (stored->view != NULL)
        {
          print_view (stored, width);
          continue;
        }

      omni_cli_say ("“%s”: %s", stored->name, stored->error->message);
      exit_code = OMNI_CLI_SOME_FAILED;
    }

  return exit_code;
}

static gboolean
save_view (OmniCli *cli,
           const OmniCliFilters *filters,
           const char *name,
           const char *sort,
           GPtrArray *columns,
           gboolean is_start,
           GError **error)
{
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniSession) session = omni_cli_open_session (cli, error);
  g_autoptr (OmniOrderQuery) unsorted = NULL;
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniView) view = NULL;

  if (session == NULL || !omni_cli_shelf_open (&shelf, cli, session, error))
    return FALSE;

  /* Channels and the like are kept by their keys, which only the server knows. */
  unsorted =
      omni_cli_filters_make_query (filters, NULL, omni_session_get_reference_data (session), error);
  query = unsorted != NULL ? omni_cli_sort_query (unsorted, sort, error) : NULL;
  if (query == NULL)
    return FALSE;

  view = omni_view_new (name, query);
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    omni_view_add_column (view, g_ptr_array_index (columns, i), 0);

  return omni_database_save_view (shelf.database, shelf.profile, view, error) &&
         (!is_start || omni_database_set_start_view (shelf.database, shelf.profile, name, error));
}

/**
 * omni_cli_views_save:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Keeps filters, sort and columns under a name.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_views_save (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (OmniCliFilters) filters = NULL;
  g_autoptr (OmniOrderQuery) probe = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted_probe = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *column_ids = NULL;
  gboolean is_start = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "sort", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &sort,
      N_ ("Sort by this column; with a minus in front from high to low"), N_ ("[-]COLUMN") },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &column_ids,
      N_ ("Which columns, by their ids"), N_ ("A,B,…") },
    { "start", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &is_start,
      N_ ("Show it when Omnidesk starts"), NULL },
    { NULL },
  };

  filters = omni_cli_filters_new (entries);
  if (!omni_cli_parse (cli, omni_cli_filters_get_entries (filters), &left, 1, &exit_code))
    return exit_code;

  sorted_probe = omni_cli_sort_query (probe, sort, &error);
  if (sorted_probe == NULL || !omni_view_check_name (left[0], &error) ||
      !omni_cli_filters_check (filters, &error))
    return omni_cli_fail (cli, error);

  if (column_ids != NULL)
    {
      columns = omni_cli_columns_parse (column_ids, FALSE, &error);
      if (columns == NULL)
        return omni_cli_fail (cli, error);
    }

  if (!save_view (cli, filters, left[0], sort, columns, is_start, &error))
    return omni_cli_fail (cli, error);

  return OMNI_CLI_DONE;
}

/**
 * omni_cli_views_delete:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_views_delete (OmniCli *cli, char **arguments)
{
  return omni_cli_shelf_remove (cli, arguments, omni_database_remove_view);
}

/**
 * omni_cli_views_rename:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_views_rename (OmniCli *cli, char **arguments)
{
  return omni_cli_shelf_rename (cli, arguments, omni_database_rename_view);
}

/**
 * omni_cli_views_export:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes a view as a small file, or to the standard output.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_views_export (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniView) view = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *json = NULL;
  gboolean force = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &output,
      N_ ("The file to write (default: the standard output)"), N_ ("FILE") },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &force,
      N_ ("Replace the file if there is one"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  if ((output != NULL && !omni_cli_check_target (output, force, &error)) ||
      !omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  view = omni_database_get_view (shelf.database, shelf.profile, left[0], &error);
  if (view == NULL)
    return omni_cli_fail (cli, error);

  if (output == NULL)
    {
      json = omni_view_to_json (view);
      omni_cli_print (json);
      omni_cli_print ("\n");
      return OMNI_CLI_DONE;
    }

  file = g_file_new_for_commandline_arg (output);
  if (!omni_view_save (view, file, force, cli->cancellable, &error))
    return omni_cli_fail (cli, error);

  return OMNI_CLI_DONE;
}

static gboolean
is_taken (const OmniCliShelf *shelf, const char *name, gboolean *taken, GError **error)
{
  g_autoptr (GPtrArray) views = omni_database_list_views (shelf->database, shelf->profile, error);

  *taken = FALSE;
  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      *taken = *taken || strcmp (stored->name, name) == 0;
    }

  return views != NULL;
}

/**
 * omni_cli_views_import:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Keeps a view that somebody gave as a file.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_views_import (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniView) view = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gboolean force = FALSE;
  gboolean taken = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "name", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &name,
      N_ ("What to call it (default: as the file says)"), N_ ("NAME") },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &force,
      N_ ("Replace the view of that name if there is one"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  file = g_file_new_for_commandline_arg (left[0]);
  view = omni_view_load (file, cli->cancellable, &error);
  if (view == NULL)
    return omni_cli_fail (cli, error);

  if (name != NULL)
    {
      g_free (view->name);
      view->name = g_steal_pointer (&name);
    }

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error) ||
      !is_taken (&shelf, view->name, &taken, &error))
    return omni_cli_fail (cli, error);

  if (taken && !force)
    {
      omni_cli_say (_ ("There is a view “%s” already; --force replaces it."), view->name);
      return OMNI_CLI_SOME_FAILED;
    }

  if (!omni_database_save_view (shelf.database, shelf.profile, view, &error))
    return omni_cli_fail (cli, error);

  return OMNI_CLI_DONE;
}
