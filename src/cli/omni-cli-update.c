/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-files.h"
#include "omni-cli-filters.h"
#include "omni-cli-session.h"
#include "omni-update-template.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *output;
  char *numbers;
  char *delimiter;
  gboolean force;
} Given;

static void
given_clear (Given *given)
{
  g_free (given->output);
  g_free (given->numbers);
  g_free (given->delimiter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static gboolean
read_options (const Given *given,
              const OmniCliFilters *filters,
              OmniTableFormat *format,
              OmniTableOptions *options,
              GError **error)
{
  if (!omni_cli_read_format (given->output, format, error) ||
      !omni_cli_check_target (given->output, given->force, error) ||
      !omni_cli_read_delimiter (given->delimiter, &options->delimiter, error) ||
      !omni_cli_filters_check (filters, error))
    return FALSE;

  if (given->numbers != NULL && omni_cli_filters_are_set (filters))
    {
      g_propagate_error (
          error,
          omni_error_new (OMNI_ERROR_BAD_VALUE,
                          _("--numbers names the orders; a filter beside it means nothing.")));
      return FALSE;
    }

  options->guard_formulas = TRUE;
  options->replace = given->force;
  return TRUE;
}

/* An empty template can do without a server; what the tenant offers to choose from is nice to have.
 */
static OmniSession *
open_session (OmniCli *cli, gboolean is_empty, GError **error)
{
  g_autoptr (GError) failure = NULL;
  OmniSession *session = omni_cli_open_session (cli, &failure);

  if (session == NULL && (!is_empty || omni_error_is_cancelled (failure)))
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (session == NULL)
    omni_cli_say (_("The template has no list of shipping companies: %s"), failure->message);

  return session;
}

static gboolean
fill_template (OmniCli *cli,
               const Given *given,
               const OmniCliFilters *filters,
               OmniSession *session,
               OmniUpdateTemplate *job,
               GError **error)
{
  g_autoptr (OmniOrderQuery) query = NULL;

  if (given->numbers != NULL)
    {
      g_auto (GStrv) numbers = omni_cli_read_numbers (cli, given->numbers, error);

      if (numbers == NULL)
        return FALSE;
      omni_update_template_set_numbers (job, (const char *const *) numbers);
      return TRUE;
    }

  if (!omni_cli_filters_are_set (filters))
    return TRUE;

  query =
      omni_cli_filters_make_query (filters, NULL, omni_session_get_reference_data (session), error);
  if (query == NULL)
    return FALSE;

  omni_update_template_set_query (job, query);
  return TRUE;
}

/**
 * omni_cli_update_template:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes an order-update file, empty or with the items of orders.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when an order that was asked for is not in the
 * file
 */
OmniCliExit
omni_cli_update_template (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCliFilters) filters = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (OmniUpdateTemplate) job = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { .zone = utc };
  OmniTableFormat format = OMNI_TABLE_FORMAT_CSV;
  gboolean is_empty;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.output,
      N_("The file to write; its ending says of which kind"), N_("FILE.csv|FILE.xlsx") },
    { "numbers", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.numbers,
      N_("The orders with these numbers, one on each line; - reads the standard input"),
      N_("FILE|-") },
    { "delimiter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.delimiter,
      N_("What stands between cells (default: as the language's spreadsheets want it)"),
      "comma|semicolon|tab" },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.force,
      N_("Replace the file if there is one"), NULL },
    { NULL },
  };

  filters = omni_cli_filters_new (entries);
  if (!omni_cli_parse (cli, omni_cli_filters_get_entries (filters), &left, 0, &exit_code))
    return exit_code;

  if (!read_options (&given, filters, &format, &options, &error))
    return omni_cli_fail (cli, error);

  is_empty = given.numbers == NULL && !omni_cli_filters_are_set (filters);
  session = open_session (cli, is_empty, &error);
  if (error != NULL)
    return omni_cli_fail (cli, error);

  target = g_file_new_for_commandline_arg (given.output);
  job = omni_update_template_new (
      session != NULL ? omni_session_get_client (session) : NULL,
      session != NULL ? omni_session_get_reference_data (session) : NULL, target, format);
  omni_update_template_set_options (job, &options);
  if (!fill_template (cli, &given, filters, session, job, &error) ||
      !omni_cli_run_job (cli, OMNI_JOB (job), &error))
    return omni_cli_fail (cli, error);

  return omni_update_template_get_n_missing (job) > 0 ? OMNI_CLI_SOME_FAILED : OMNI_CLI_DONE;
}
