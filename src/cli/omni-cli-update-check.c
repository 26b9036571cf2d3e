/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-update-check.h"

#include "omni-cli-session.h"
#include "omni-cli-text.h"
#include "omni-update-report.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* A terminal scrolls the rest away; --report has them all. */
#define MAX_PRINTED 200

/**
 * omni_cli_read_report:
 * @report: what was given; takes what it means
 * @replace: whether a file of that name may be replaced
 * @error: return location for an error
 *
 * Reads the name of a file that is written at the end, and sees that it can be before anything is
 * done.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE for an unknown ending; %OMNI_ERROR_BAD_FILE when there is such a
 * file
 *
 * Returns: whether there is nothing wrong
 */
gboolean
omni_cli_read_report (OmniCliReport *report, gboolean replace, GError **error)
{
  if (report->name == NULL)
    return TRUE;
  if (!omni_cli_read_format (report->name, &report->format, error))
    return FALSE;

  report->file = g_file_new_for_commandline_arg (report->name);
  return omni_cli_check_target (report->name, replace, error);
}

/* The lists of whoever the environment names, else of who was signed in last. */
static OmniReferenceData *
load_reference (gint64 *saved)
{
  g_autoptr (OmniDatabase) database = omni_cli_open_database (NULL);
  g_autoptr (OmniProfile) profile = NULL;

  if (database != NULL)
    profile = omni_cli_find_profile (database, NULL);
  return profile != NULL ? omni_database_load_reference_data (database, profile, saved, NULL)
                         : NULL;
}

static void
say_about_reference (OmniReferenceData *reference, gint64 saved)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;

  if (reference == NULL)
    {
      omni_cli_say (_("The shipping companies are not checked: this computer has no list of them. "
                       "“omnidesk-cli sign-in” brings it."));
      return;
    }

  utc = g_date_time_new_from_unix_utc (saved / G_USEC_PER_SEC);
  local = g_date_time_to_local (utc);
  when = g_date_time_format (local, "%Y-%m-%d %H:%M");
  omni_cli_say (_("The shipping companies are those of %s."), when);
}

/* What was found out about the dates; where nothing says it, a warning stands at the first. */
static void
say_about_dates (OmniUpdateCheck *check)
{
  OmniDateOrder order;

  if (!omni_update_check_get_date_order (check, &order))
    return;
  if (order == OMNI_DATE_DAY_FIRST)
    omni_cli_say (_("Dates are read with the day first (--dates)."));
  else
    omni_cli_say (_("Dates are read with the month first (--dates)."));
}

/**
 * omni_cli_check_file:
 * @cli: the program
 * @name: the order-update file
 * @reference: (nullable): the tenant's lists
 * @reading: what was given about how to read it
 * @error: return location for an error
 *
 * Opens a file and checks it.
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with %OMNI_ERROR_BAD_FILE,
 * %OMNI_ERROR_BAD_VALUE or %G_IO_ERROR_CANCELLED
 */
OmniUpdateCheck *
omni_cli_check_file (OmniCli *cli,
                     const char *name,
                     OmniReferenceData *reference,
                     const OmniCliReading *reading,
                     GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_commandline_arg (name);
  g_autoptr (OmniUpdateFile) file =
      omni_cli_reading_open (reading, source, cli->cancellable, error);
  g_autoptr (OmniUpdateCheck) check = NULL;

  if (file == NULL)
    return NULL;

  check = omni_update_check_new (file, reference);
  if (!omni_cli_reading_set_dates (reading, check, error) ||
      !omni_cli_run_job (cli, OMNI_JOB (check), error))
    return NULL;

  return g_steal_pointer (&check);
}

/**
 * omni_cli_print_problems:
 * @check: a check that has ended well
 *
 * Writes a line for each problem, the first ones when there are too many for a terminal.
 */
void
omni_cli_print_problems (OmniUpdateCheck *check)
{
  guint n_problems = omni_update_check_get_n_problems (check);

  for (guint i = 0; i < MIN (n_problems, MAX_PRINTED); i++)
    {
      const OmniUpdateProblem *problem = omni_update_check_get_problem (check, i);
      OmniUpdateSeverity severity = omni_update_rule_get_severity (problem->rule);
      gsize row =
          omni_update_file_get_row_number (omni_update_check_get_file (check), problem->row);
      g_autofree char *sentence = omni_update_check_dup_sentence (check, problem);
      g_autofree char *fix = omni_update_check_dup_fix (check, problem);
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *safe = NULL;

      g_string_append_printf (line, _("row %" PRId64), (gint64) row);
      if (problem->column < OMNI_UPDATE_N_COLUMNS)
        g_string_append_printf (line, ", %s", omni_update_column_get_name (problem->column));
      g_string_append_printf (line, ": %s: %s", omni_update_severity_get_name (severity), sentence);
      if (fix != NULL && fix[0] != '\0')
        g_string_append_printf (line, _(" Perhaps “%s”?"), fix);

      safe = omni_cli_escape (line->str);
      omni_cli_print (safe);
      omni_cli_print ("\n");
    }

  if (n_problems > MAX_PRINTED)
    omni_cli_say (ngettext ("%u more problem is not shown; --report has all.",
                            "%u more problems are not shown; --report has all.",
                            n_problems - MAX_PRINTED),
                  n_problems - MAX_PRINTED);
}

/**
 * omni_cli_update_check:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Checks an order-update file without a server.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when a row has an error
 */
OmniCliExit
omni_cli_update_check (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniReferenceData) reference = NULL;
  g_autoptr (OmniUpdateCheck) check = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *report_name = NULL;
  g_auto (OmniCliReading) reading = { 0 };
  g_autoptr (GFile) report_file = NULL;
  OmniCliReport report = { 0 };
  OmniTableOptions options = { ',', TRUE, utc, FALSE };
  gint64 saved = 0;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "report", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &report_name,
      N_("Write all problems to a file"), N_("FILE.csv|FILE.xlsx") },
    OMNI_CLI_READING_ENTRIES (reading),
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.replace,
      N_("Replace the file if there is one"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  report.name = report_name;
  if (!omni_cli_read_report (&report, options.replace, &error))
    return omni_cli_fail (cli, error);
  report_file = report.file;

  reference = load_reference (&saved);
  check = omni_cli_check_file (cli, left[0], reference, &reading, &error);
  if (check == NULL)
    return omni_cli_fail (cli, error);

  omni_cli_print_problems (check);
  say_about_dates (check);
  say_about_reference (reference, saved);
  if (report.file != NULL &&
      !omni_update_check_write_report (check, report.file, report.format, &options, &error))
    return omni_cli_fail (cli, error);
  if (!omni_cli_finish_output (&error))
    return omni_cli_fail (cli, error);

  return omni_update_check_count_rows (check, OMNI_UPDATE_STATE_WRONG) > 0 ? OMNI_CLI_SOME_FAILED
                                                                           : OMNI_CLI_DONE;
}
