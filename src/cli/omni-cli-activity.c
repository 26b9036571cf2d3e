/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-activity-export.h"
#include "omni-cli-files.h"
#include "omni-cli-shelf.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/* What was given, as it was typed. */
typedef struct
{
  char *output;
  char *order;
  char *search;
  char *since;
  char *delimiter;
  char *zone;
  gboolean money;
  gboolean force;
} Given;

static void
given_clear (Given *given)
{
  g_free (given->output);
  g_free (given->order);
  g_free (given->search);
  g_free (given->since);
  g_free (given->delimiter);
  g_free (given->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

/* Its texts are borrowed from what was given. */
static gboolean
make_filter (const Given *given, GTimeZone *zone, OmniLedgerFilter *filter, GError **error)
{
  OmniTime since = 0;

  if (given->since != NULL && !omni_time_parse_day (given->since, zone, FALSE, &since, error))
    return FALSE;

  *filter = (OmniLedgerFilter){ .kinds = given->money ? OMNI_LEDGER_MONEY : 0,
                                .order_number = given->order,
                                .text = given->search,
                                .since = since };
  return TRUE;
}

/**
 * omni_cli_activity_export:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes what was done from this computer to a file.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_activity_export (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { 0 };
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (OmniActivityExport) export = NULL;
  g_autoptr (GError) error = NULL;
  OmniTableOptions options = { .guard_formulas = TRUE };
  OmniLedgerFilter filter;
  OmniTableFormat format;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.output,
      N_ ("The file to write; its ending says of which kind"), N_ ("FILE.csv|FILE.xlsx") },
    { "money", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.money,
      N_ ("Only what moved money: cancellations, returns and refunds"), NULL },
    { "order", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.order,
      N_ ("Only what was done to this order"), N_ ("NUMBER") },
    { "search", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.search,
      N_ ("Only entries in which all of these words stand"), N_ ("TEXT") },
    { "since", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.since,
      N_ ("Only what was done on this day or later"), N_ ("DAY") },
    { "delimiter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.delimiter,
      N_ ("What stands between cells (default: as the language's spreadsheets want it)"),
      "comma|semicolon|tab" },
    { "zone", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.zone,
      N_ ("The zone that times are written in (default: this computer's)"), N_ ("ZONE") },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.force,
      N_ ("Replace the file if there is one"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  if (!omni_cli_read_format (given.output, &format, &error) ||
      !omni_cli_read_delimiter (given.delimiter, &options.delimiter, &error) ||
      !omni_cli_read_zone (given.zone, &zone, &error) ||
      !make_filter (&given, zone, &filter, &error) ||
      !omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  options.zone = zone;
  options.replace = given.force;
  target = g_file_new_for_commandline_arg (given.output);
  export = omni_activity_export_new (shelf.database, shelf.profile, &filter, target, format,
                                     &options);
  if (!omni_cli_run_job (cli, OMNI_JOB (export), &error))
    return omni_cli_fail (cli, error);

  return OMNI_CLI_DONE;
}
