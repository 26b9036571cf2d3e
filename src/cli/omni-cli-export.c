/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"
#include "omni-cli-files.h"
#include "omni-cli-filters.h"
#include "omni-cli-session.h"
#include "omni-cli-shelf.h"
#include "omni-database-selections.h"
#include "omni-order-export.h"

#include <glib/gi18n-lib.h>

/* How many seconds a script waits for a broken connection. */
#define PATIENCE 120

/* What was given, as it was typed. */
typedef struct
{
  char *output;
  char *numbers;
  char *selection;
  char *view;
  char *rows;
  char *columns;
  char *delimiter;
  char *zone;
  gboolean no_formula_guard;
  gboolean force;
} Given;

/* What it means. */
typedef struct
{
  OmniTableFormat format;
  OmniExportRows rows;
  GPtrArray *columns;       /* (nullable) (owned) (element-type OmniOrderColumn) */
  OmniTableOptions options; /* its zone is owned */
  GStrv numbers;            /* (nullable) (owned) */
} Plan;

static void
given_clear (Given *given)
{
  g_free (given->output);
  g_free (given->numbers);
  g_free (given->selection);
  g_free (given->view);
  g_free (given->rows);
  g_free (given->columns);
  g_free (given->delimiter);
  g_free (given->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static void
plan_clear (Plan *plan)
{
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  g_clear_pointer (&plan->options.zone, g_time_zone_unref);
  g_clear_pointer (&plan->numbers, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/*
 * Options
 */

static gboolean
read_rows (const Given *given, Plan *plan, GError **error)
{
  if (given->rows == NULL || g_str_equal (given->rows, "orders"))
    plan->rows = OMNI_EXPORT_ROWS_ORDERS;
  else if (g_str_equal (given->rows, "items"))
    plan->rows = OMNI_EXPORT_ROWS_ITEMS;
  else
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_VALUE,
                                         _ ("--rows: “%s” is not known. It can be: orders, items."),
                                         given->rows));
      return FALSE;
    }

  if (given->columns == NULL)
    return TRUE;

  plan->columns =
      omni_cli_columns_parse (given->columns, plan->rows == OMNI_EXPORT_ROWS_ITEMS, error);
  return plan->columns != NULL;
}

static gboolean
make_plan (
    OmniCli *cli, const Given *given, const OmniCliFilters *filters, Plan *plan, GError **error)
{
  if (!omni_cli_read_format (given->output, &plan->format, error) ||
      !omni_cli_check_target (given->output, given->force, error) ||
      !read_rows (given, plan, error) ||
      !omni_cli_read_delimiter (given->delimiter, &plan->options.delimiter, error) ||
      !omni_cli_read_zone (given->zone, &plan->options.zone, error) ||
      !omni_cli_filters_check (filters, error))
    return FALSE;

  plan->options.guard_formulas = !given->no_formula_guard;
  plan->options.replace = given->force;

  if ((given->numbers != NULL) + (given->selection != NULL) + (given->view != NULL) > 1)
    {
      g_propagate_error (
          error,
          omni_error_new (OMNI_ERROR_BAD_VALUE,
                          _ ("Only one of --numbers, --selection and --view can be given.")));
      return FALSE;
    }

  if (given->selection != NULL && omni_cli_filters_are_set (filters))
    {
      g_propagate_error (
          error,
          omni_error_new (OMNI_ERROR_BAD_VALUE,
                          _ ("--selection names the orders; a filter beside it means nothing.")));
      return FALSE;
    }

  if (given->numbers == NULL)
    return TRUE;

  if (omni_cli_filters_are_set (filters))
    {
      g_propagate_error (
          error,
          omni_error_new (OMNI_ERROR_BAD_VALUE,
                          _ ("--numbers names the orders; a filter beside it means nothing.")));
      return FALSE;
    }

  plan->numbers = omni_cli_read_numbers (cli, given->numbers, error);
  return plan->numbers != NULL;
}

/*
 * The export
 */

static gboolean
set_selection (
    OmniCli *cli, OmniSession *session, OmniOrderExport *export, const char *name, GError **error)
{
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniSelection) selection = NULL;
  g_autofree gint64 *pks = NULL;
  gsize n_pks;

  if (!omni_cli_shelf_open (&shelf, cli, session, error))
    return FALSE;

  selection = omni_database_load_selection (shelf.database, shelf.profile, name, error);
  if (selection == NULL)
    return FALSE;

  pks = omni_selection_dup_pks (selection, &n_pks);
  omni_order_export_set_orders (export, pks, n_pks);
  return TRUE;
}

static void
set_columns (OmniOrderExport *export, GPtrArray *columns)
{
  omni_order_export_set_columns (export, (const OmniOrderColumn **)(gpointer)columns->pdata,
                                 columns->len);
}

static gboolean
set_orders (OmniCli *cli,
            OmniSession *session,
            OmniOrderExport *export,
            const Given *given,
            const Plan *plan,
            const OmniCliFilters *filters,
            GError **error)
{
  g_autoptr (OmniView) view = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (OmniOrderQuery) query = NULL;

  if (plan->numbers != NULL)
    {
      omni_order_export_set_numbers (export, (const char *const *)plan->numbers);
      return TRUE;
    }

  if (given->selection != NULL)
    return set_selection (cli, session, export, given->selection, error);

  if (given->view != NULL)
    {
      view = omni_cli_load_view (cli, session, given->view, error);
      if (view == NULL)
        return FALSE;

      columns = plan->columns == NULL ? omni_cli_columns_of_view (view) : NULL;
      if (columns != NULL)
        set_columns (export, columns);
    }

  query = omni_cli_filters_make_query (filters, view != NULL ? view->query : NULL,
                                       omni_session_get_reference_data (session), error);
  if (query == NULL)
    return FALSE;

  omni_order_export_set_query (export, query);
  return TRUE;
}

/**
 * omni_cli_orders_export:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the orders that match, or that are named, to a file.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when an order that was asked for is not in the
 * file
 */
OmniCliExit
omni_cli_orders_export (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { 0 };
  g_auto (Plan) plan = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCliFilters) filters = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (OmniOrderExport) export = NULL;
  OmniReferenceData *reference;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.output,
      N_ ("The file to write; its ending says of which kind"), N_ ("FILE.csv|FILE.xlsx") },
    { "numbers", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.numbers,
      N_ ("The orders with these numbers, whatever stands between them; - reads the standard "
          "input"),
      N_ ("FILE|-") },
    { "selection", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.selection,
      N_ ("The orders of this saved selection"), N_ ("NAME") },
    { "view", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.view,
      N_ ("Begin with the filters and the columns of this view"), N_ ("NAME") },
    { "rows", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.rows,
      N_ ("What a row is (default: orders)"), "orders|items" },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.columns,
      N_ ("Which columns, by their ids"), N_ ("A,B,…") },
    { "delimiter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.delimiter,
      N_ ("What stands between cells (default: as the language's spreadsheets want it)"),
      "comma|semicolon|tab" },
    { "zone", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.zone,
      N_ ("The zone that times are written in (default: this computer's)"), N_ ("ZONE") },
    { "no-formula-guard", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.no_formula_guard,
      N_ ("Write texts that a spreadsheet would run without an apostrophe"), NULL },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.force,
      N_ ("Replace the file if there is one"), NULL },
    { NULL },
  };

  filters = omni_cli_filters_new (entries);
  if (!omni_cli_parse (cli, omni_cli_filters_get_entries (filters), &left, 0, &exit_code))
    return exit_code;

  if (!make_plan (cli, &given, filters, &plan, &error))
    return omni_cli_fail (cli, error);

  session = omni_cli_open_session (cli, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  reference = omni_session_get_reference_data (session);
  target = g_file_new_for_commandline_arg (given.output);
  export =
      omni_order_export_new (omni_session_get_client (session), reference, target, plan.format);
  omni_order_export_set_rows (export, plan.rows);
  omni_order_export_set_options (export, &plan.options);
  omni_order_export_set_patience (export, PATIENCE);
  if (plan.columns != NULL)
    set_columns (export, plan.columns);

  if (!set_orders (cli, session, export, &given, &plan, filters, &error) ||
      !omni_cli_run_job (cli, OMNI_JOB (export), &error))
    return omni_cli_fail (cli, error);

  return omni_order_export_get_n_missing (export) > 0 ? OMNI_CLI_SOME_FAILED : OMNI_CLI_DONE;
}
