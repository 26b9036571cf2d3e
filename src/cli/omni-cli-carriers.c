/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-job.h"
#include "omni-carrier-maps.h"
#include "omni-cli-session.h"
#include "omni-cli-text.h"
#include "omni-cli-update-check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A terminal scrolls the rest away. */
#define MAX_PRINTED 200

static const GOptionEntry no_entries[] = { { NULL } };

/* What was given to “save”. */
typedef struct
{
  char **columns;
  char **words;
  char **constants;
} Given;

static void
given_clear (Given *given)
{
  g_strfreev (given->columns);
  g_strfreev (given->words);
  g_strfreev (given->constants);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

/*
 * Helpers
 */

/* "name=text" */
static gboolean
split_pair (const char *pair, char **name, char **text, GError **error)
{
  const char *sign = strchr (pair, '=');

  if (sign == NULL || sign == pair)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("“%s” should be two things with = between "
                                                   "them."),
                                                pair));
      return FALSE;
    }

  *name = g_strndup (pair, (gsize) (sign - pair));
  *text = g_strdup (sign + 1);
  return TRUE;
}

static gboolean
find_column (const char *name, OmniUpdateColumn *column, GError **error)
{
  if (omni_update_column_find (name, column))
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            _("“%s” is no column of an order-update file."), name));
  return FALSE;
}

static gboolean
read_columns (OmniCarrierMap *map, char **pairs, gboolean constants, GError **error)
{
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;
      OmniUpdateColumn column;

      if (!split_pair (pairs[i], &name, &text, error) || !find_column (name, &column, error))
        return FALSE;
      if (constants)
        omni_carrier_map_set_constant (map, column, text);
      else
        omni_carrier_map_set_title (map, column, text);
    }

  return TRUE;
}

static gboolean
read_words (OmniCarrierMap *map, char **pairs, GError **error)
{
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      g_autofree char *word = NULL;
      g_autofree char *status = NULL;
      const char *code;

      if (!split_pair (pairs[i], &word, &status, error))
        return FALSE;

      code = status[0] != '\0' ? omni_update_status_find (status) : "";
      if (code == NULL || (code[0] != '\0' && !omni_update_status_may_be_set (code)))
        {
          g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                    _("“%s” is no status that a file can set."),
                                                    status));
          return FALSE;
        }
      omni_carrier_map_set_word (map, word, code);
    }

  return TRUE;
}

static OmniCarrierMap *
load_map (const char *name, GError **error)
{
  g_autoptr (OmniDatabase) database = omni_cli_open_database (error);
  g_autofree char *json = NULL;

  if (database != NULL)
    json = omni_database_load_carrier_map (database, name, error);
  return json != NULL ? omni_carrier_map_new_from_json (json, error) : NULL;
}

static void
print_line (const char *line)
{
  g_autofree char *safe = omni_cli_escape (line);

  omni_cli_print (safe);
  omni_cli_print ("\n");
}

/* As the options that would make it. */
static void
print_map (const char *name, const OmniCarrierMap *map)
{
  g_autoptr (GString) line = g_string_new (name);

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const char *title = omni_carrier_map_get_title (map, i);
      const char *constant = omni_carrier_map_get_constant (map, i);

      if (title != NULL)
        g_string_append_printf (line, " --column “%s=%s”", omni_update_column_get_name (i), title);
      if (constant != NULL)
        g_string_append_printf (line, " --set “%s=%s”", omni_update_column_get_name (i), constant);
    }
  for (guint i = 0; i < omni_carrier_map_get_n_words (map); i++)
    {
      const char *status;
      const char *word = omni_carrier_map_get_word (map, i, &status);

      g_string_append_printf (line, " --word “%s=%s”", word, status);
    }

  print_line (line->str);
}

/**
 * omni_cli_carriers_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes how the reports of carriers are read.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_carriers_list (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (GPtrArray) maps = NULL;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, 0, &exit_code))
    return exit_code;

  database = omni_cli_open_database (&error);
  if (database != NULL)
    maps = omni_database_list_carrier_maps (database, &error);
  if (maps == NULL)
    return omni_cli_fail (cli, error);

  for (guint i = 0; i < maps->len; i++)
    {
      const OmniStoredText *stored = g_ptr_array_index (maps, i);
      g_autoptr (OmniCarrierMap) map = omni_carrier_map_new_from_json (stored->body, &error);

      if (map == NULL)
        return omni_cli_fail (cli, error);
      print_map (stored->name, map);
    }

  return omni_cli_finish_output (&error) ? OMNI_CLI_DONE : omni_cli_fail (cli, error);
}

/**
 * omni_cli_carriers_save:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Keeps how a carrier's reports are read.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_carriers_save (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (OmniCarrierMap) map = omni_carrier_map_new ();
  g_autofree char *json = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "column", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &given.columns,
      N_("What stands above one of our columns in the carrier's report"), N_("COLUMN=TITLE") },
    { "word", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &given.words,
      N_("What the carrier's word for a status means; nothing behind the = leaves the status"),
      N_("WORD=STATUS") },
    { "set", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &given.constants,
      N_("What every row gets that the report does not say"), N_("COLUMN=TEXT") },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  if (read_columns (map, given.columns, FALSE, &error) &&
      read_columns (map, given.constants, TRUE, &error) && read_words (map, given.words, &error) &&
      omni_carrier_map_check (map, &error))
    database = omni_cli_open_database (&error);
  if (database == NULL)
    return omni_cli_fail (cli, error);

  json = omni_carrier_map_to_json (map);
  if (!omni_database_save_carrier_map (database, left[0], json, &error))
    return omni_cli_fail (cli, error);
  return OMNI_CLI_DONE;
}

/**
 * omni_cli_carriers_delete:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Forgets how a carrier's reports are read.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_carriers_delete (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = NULL;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, 1, &exit_code))
    return exit_code;

  database = omni_cli_open_database (&error);
  if (database == NULL || !omni_database_remove_carrier_map (database, left[0], &error))
    return omni_cli_fail (cli, error);
  return OMNI_CLI_DONE;
}

static OmniCliExit
convert (OmniCli *cli,
         char **words,
         OmniCliReport *output,
         OmniCliReport *rest,
         gboolean force,
         GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { omni_table_get_locale_delimiter (), TRUE, utc, force };
  g_autoptr (OmniCarrierMap) map = load_map (words[0], error);
  g_autoptr (GFile) report = g_file_new_for_commandline_arg (words[1]);
  g_autoptr (OmniSession) session = map != NULL ? omni_cli_open_session (cli, error) : NULL;
  g_autoptr (OmniCarrierJob) job = NULL;
  guint n_left;

  if (session == NULL)
    return OMNI_CLI_SOME_FAILED;

  job = omni_carrier_job_new (omni_session_get_client (session), report, map, output->file,
                              output->format);
  omni_carrier_job_set_options (job, &options);
  if (!omni_cli_run_job (cli, OMNI_JOB (job), error))
    return OMNI_CLI_SOME_FAILED;

  n_left = omni_carrier_job_get_n_unmatched (job);
  for (guint i = 0; i < MIN (n_left, MAX_PRINTED); i++)
    {
      const OmniUnmatched *unmatched = omni_carrier_job_get_unmatched (job, i);
      g_autofree char *line = g_strdup_printf (_("row %" PRId64 ", %s: %s"),
                                               (gint64) unmatched->row, unmatched->key,
                                               unmatched->reason);

      print_line (line);
    }
  if (!omni_cli_finish_output (error) ||
      (rest->file != NULL &&
       !omni_carrier_job_write_unmatched (job, rest->file, rest->format, NULL, error)))
    return OMNI_CLI_SOME_FAILED;

  return n_left > 0 ? OMNI_CLI_SOME_FAILED : OMNI_CLI_DONE;
}

/**
 * omni_cli_carriers_convert:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Makes an order-update file of a carrier's report.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when nothing became of a row
 */
OmniCliExit
omni_cli_carriers_convert (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autofree char *output_name = NULL;
  g_autofree char *rest_name = NULL;
  OmniCliReport output = { 0 };
  OmniCliReport rest = { 0 };
  gboolean force = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &output_name,
      N_("The file to write; its ending says of which kind"), N_("FILE.csv|FILE.xlsx") },
    { "unmatched", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &rest_name,
      N_("Write the rows of which nothing became, and why, to a file"),
      N_("FILE.csv|FILE.xlsx") },
    { "force", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &force,
      N_("Replace the files if there are any"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 2, &exit_code))
    return exit_code;
  if (output_name == NULL)
    return omni_cli_fail_usage (cli, _("--output is missing: the file to write."));

  output.name = output_name;
  rest.name = rest_name;
  if (omni_cli_read_report (&output, force, &error) && omni_cli_read_report (&rest, force, &error))
    exit_code = convert (cli, left, &output, &rest, force, &error);
  g_clear_object (&output.file);
  g_clear_object (&rest.file);

  return error != NULL ? omni_cli_fail (cli, error) : exit_code;
}
