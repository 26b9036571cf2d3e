/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-session.h"
#include "omni-cli-text.h"
#include "omni-cli-update-check.h"
#include "omni-update-preview.h"
#include "omni-update-report.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How long is waited for a server that is not there, in seconds. */
#define DEFAULT_PATIENCE 120
#define MAX_PATIENCE 86400

/* A terminal scrolls the rest away. */
#define MAX_PRINTED 200

/* What was given to “apply”. */
typedef struct
{
  char *report;
  char *undo;
  char *failed;
  OmniCliReading reading;
  gboolean yes;
  gboolean resume;
  gboolean force;
  gint64 wait;
} Given;

/* The files that are written at the end, and how. */
typedef struct
{
  const char *name;
  gboolean (*write) (OmniUpdateRun *run,
                     GFile *target,
                     OmniTableFormat format,
                     const OmniTableOptions *options,
                     GError **error);
  OmniCliReport report;
} Output;

static void
given_clear (Given *given)
{
  g_free (given->report);
  g_free (given->undo);
  g_free (given->failed);
  omni_cli_reading_clear (&given->reading);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static OmniUpdateCheck *
check_with_session (
    OmniCli *cli, OmniSession *session, const char *name, const OmniCliReading *reading,
    GError **error)
{
  return omni_cli_check_file (cli, name, omni_session_get_reference_data (session), reading,
                              error);
}

/*
 * Preview
 */

static char *
describe_row (OmniUpdatePreview *preview, OmniUpdateFile *file, guint index)
{
  const OmniUpdatePreviewRow *row = omni_update_preview_get_row (preview, index);
  g_autofree char *problem = omni_update_preview_dup_problem (preview, index);
  g_autofree char *warning = omni_update_preview_dup_warning (preview, index);
  GString *line = g_string_new (NULL);
  gboolean is_first = TRUE;

  g_string_append_printf (line, _("row %" PRId64),
                          (gint64) omni_update_file_get_row_number (file, row->row));
  if (row->pk != 0)
    g_string_append_printf (line, ", id %" PRId64, row->pk);
  if (problem != NULL)
    g_string_append_printf (line, ": %s", problem);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      const char *before = omni_update_preview_get_before (preview, index, i);

      if (before == NULL)
        continue;
      g_string_append_printf (line, "%s%s “%s” → “%s”", is_first ? ": " : "; ",
                              omni_item_field_get_name (i), before,
                              omni_update_preview_get_after (preview, index, i));
      is_first = FALSE;
    }
  if (warning != NULL)
    g_string_append_printf (line, ". %s", warning);

  return g_string_free (line, FALSE);
}

static void
print_preview (OmniUpdatePreview *preview, OmniUpdateFile *file)
{
  guint n_rows = omni_update_preview_get_n_rows (preview);

  for (guint i = 0; i < MIN (n_rows, MAX_PRINTED); i++)
    {
      g_autofree char *line = describe_row (preview, file, i);
      g_autofree char *safe = omni_cli_escape (line);

      omni_cli_print (safe);
      omni_cli_print ("\n");
    }

  if (n_rows > MAX_PRINTED)
    omni_cli_say (
        ngettext ("%u more row is not shown.", "%u more rows are not shown.", n_rows - MAX_PRINTED),
        n_rows - MAX_PRINTED);
}

/**
 * omni_cli_update_preview:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Says what an order-update file would change, without changing anything.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when a row cannot be done
 */
OmniCliExit
omni_cli_update_preview (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (OmniUpdateCheck) check = NULL;
  g_autoptr (OmniUpdatePreview) preview = NULL;
  g_auto (OmniCliReading) reading = { 0 };
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    OMNI_CLI_READING_ENTRIES (reading),
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  session = omni_cli_open_session (cli, &error);
  if (session != NULL)
    check = check_with_session (cli, session, left[0], &reading, &error);
  if (check == NULL)
    return omni_cli_fail (cli, error);

  preview = omni_update_preview_new (check, omni_session_get_client (session));
  omni_update_preview_set_patience (preview, DEFAULT_PATIENCE);
  if (!omni_cli_run_job (cli, OMNI_JOB (preview), &error))
    return omni_cli_fail (cli, error);

  print_preview (preview, omni_update_check_get_file (check));
  if (!omni_cli_finish_output (&error))
    return omni_cli_fail (cli, error);

  return omni_update_preview_count_problems (preview) > 0 ? OMNI_CLI_SOME_FAILED : OMNI_CLI_DONE;
}

/*
 * Apply
 */

static gboolean
write_outputs (
    OmniUpdateRun *run, Output *outputs, guint n_outputs, gboolean replace, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ',', TRUE, utc, replace };

  for (guint i = 0; i < n_outputs; i++)
    {
      if (outputs[i].report.file != NULL &&
          !outputs[i].write (run, outputs[i].report.file, outputs[i].report.format, &options,
                             error))
        return FALSE;
    }

  return TRUE;
}

static OmniCliExit
find_exit (OmniUpdateRun *run)
{
  if (omni_update_run_count (run, OMNI_JOURNAL_SENT) > 0)
    return OMNI_CLI_UNKNOWN;
  if (omni_update_run_count (run, OMNI_JOURNAL_REFUSED) > 0)
    return OMNI_CLI_SOME_FAILED;
  return OMNI_CLI_DONE;
}

/* A run that was stopped says how far it came, and how to go on. */
static OmniCliExit
fail_run (OmniCli *cli, OmniUpdateRun *run, const GError *failure)
{
  const char *summary = omni_job_get_summary (OMNI_JOB (run));
  OmniCliExit exit_code = omni_cli_fail (cli, failure);

  if (summary == NULL)
    return exit_code;

  omni_cli_say ("%s", summary);
  omni_cli_say (_("The same command with --resume goes on with it."));
  if (exit_code != OMNI_CLI_INTERRUPTED && omni_update_run_count (run, OMNI_JOURNAL_SENT) > 0)
    return OMNI_CLI_UNKNOWN;
  return exit_code;
}

static OmniCliExit
apply (OmniCli *cli,
       const Given *given,
       const char *name,
       Output *outputs,
       guint n_outputs,
       GError **error)
{
  g_autoptr (OmniSession) session = omni_cli_open_session (cli, error);
  g_autoptr (OmniUpdateCheck) check = NULL;
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (OmniUpdateRun) run = NULL;
  g_autoptr (GError) failure = NULL;
  OmniCliExit exit_code = OMNI_CLI_DONE;

  if (session != NULL)
    check = check_with_session (cli, session, name, &given->reading, error);
  if (check != NULL)
    database = omni_cli_open_database (error);
  if (database == NULL)
    return OMNI_CLI_SOME_FAILED;

  run = omni_update_run_new (check, omni_session_get_client (session), database,
                             omni_session_get_profile (session));
  omni_update_run_set_resume (run, given->resume);
  omni_update_run_set_patience (run, (guint) CLAMP (given->wait, 0, MAX_PATIENCE));
  if (!omni_cli_run_job (cli, OMNI_JOB (run), &failure))
    exit_code = fail_run (cli, run, failure);
  else
    exit_code = find_exit (run);

  /* Nothing was begun when there is nothing to say about it. */
  if (omni_job_get_summary (OMNI_JOB (run)) != NULL &&
      !write_outputs (run, outputs, n_outputs, given->force, error))
    return OMNI_CLI_SOME_FAILED;

  return exit_code;
}

/**
 * omni_cli_update_apply:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Applies an order-update file.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when rows were refused, %OMNI_CLI_UNKNOWN when
 * it is not known of some what came of them
 */
OmniCliExit
omni_cli_update_apply (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { .wait = DEFAULT_PATIENCE };
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "yes", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.yes,
      N_("Really change the orders; “update preview” shows what"), NULL },
    { "report", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.report,
      N_("Write what came of every row to a file"), N_("FILE.csv|FILE.xlsx") },
    { "undo", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.undo,
      N_("Write an order-update file that takes it all back"), N_("FILE.csv|FILE.xlsx") },
    { "failed", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &given.failed,
      N_("Write the rows that were not done, and why, to a file"), N_("FILE.csv|FILE.xlsx") },
    { "resume", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.resume,
      N_("Go on with a run of this file that was interrupted, if there is one"), NULL },
    OMNI_CLI_READING_ENTRIES (given.reading),
    { "wait", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &given.wait,
      N_("How long to wait for a server that is not there (default: 120)"), N_("SECONDS") },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.force,
      N_("Replace the files if there are any"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;
  if (!given.yes)
    return omni_cli_fail_usage (cli, _("--yes is missing: this changes orders. “update preview” "
                                        "shows what."));

  {
    Output outputs[] = {
      { given.report, omni_update_run_write_report, { 0 } },
      { given.undo, omni_update_run_write_undo, { 0 } },
      { given.failed, omni_update_run_write_failed, { 0 } },
    };

    for (guint i = 0; i < G_N_ELEMENTS (outputs) && error == NULL; i++)
      {
        outputs[i].report.name = outputs[i].name;
        omni_cli_read_report (&outputs[i].report, given.force, &error);
      }
    if (error == NULL)
      exit_code = apply (cli, &given, left[0], outputs, G_N_ELEMENTS (outputs), &error);
    for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
      g_clear_object (&outputs[i].report.file);
  }

  return error != NULL ? omni_cli_fail (cli, error) : exit_code;
}
