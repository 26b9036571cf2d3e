/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-files.h"

#include "omni-cli-terminal.h"
#include "omni-search.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* A number has 128 characters at most (contract 3.1); a longer word is another kind of file. */
#define MAX_NUMBER_LENGTH 512

static GInputStream *
open_numbers (OmniCli *cli, const char *name, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) failure = NULL;
  GFileInputStream *stream;

  if (g_str_equal (name, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);

  file = g_file_new_for_commandline_arg (name);
  stream = g_file_read (file, cli->cancellable, &failure);
  if (stream == NULL)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” could not be read: %s"),
                                              name, failure->message));

  return G_INPUT_STREAM (stream);
}

static void
changed_cb (OmniJob *job, gboolean *told)
{
  const GError *stall = omni_job_get_stall (job);

  if (stall != NULL && !*told)
    {
      omni_cli_progress_end ();
      omni_cli_say (_ ("%s Waiting to go on."), stall->message);
    }
  *told = stall != NULL;

  if (stall == NULL)
    omni_cli_progress (omni_job_get_done (job), omni_job_get_total (job));
}

/**
 * omni_cli_read_format:
 * @output: (nullable): what --output says
 * @format: (out): what kind of file that is
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when it is missing or has another ending
 *
 * Returns: whether it is one of ours
 */
gboolean
omni_cli_read_format (const char *output, OmniTableFormat *format, GError **error)
{
  g_autofree char *folded = output != NULL ? g_ascii_strdown (output, -1) : NULL;

  if (folded == NULL)
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                 _("--output is missing: the file to write, .csv or .xlsx.")));
      return FALSE;
    }

  if (!g_str_has_suffix (folded, ".csv") && !g_str_has_suffix (folded, ".xlsx"))
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                 _("--output: “%s” ends neither in .csv nor in .xlsx."), output));
      return FALSE;
    }

  *format = g_str_has_suffix (folded, ".csv") ? OMNI_TABLE_FORMAT_CSV : OMNI_TABLE_FORMAT_XLSX;
  return TRUE;
}

/**
 * omni_cli_check_target:
 * @output: (not nullable): a file that a command is going to write
 * @replace: whether one of that name may be replaced
 * @error: return location for an error
 *
 * Looks whether the file is there before anything is asked of a server, and names the option that
 * replaces it. That it came meanwhile is seen once more when it is written.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it may be written
 */
gboolean
omni_cli_check_target (const char *output, gboolean replace, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);

  if (replace || !g_file_query_exists (file, NULL))
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                            _("“%s” exists already. Choose another name, or "
                                               "replace it with --force."),
                                            output));
  return FALSE;
}

/**
 * omni_cli_read_delimiter:
 * @name: (nullable): what --delimiter says; without it the locale decides
 * @delimiter: (out): what stands between cells
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE
 *
 * Returns: whether it is known
 */
gboolean
omni_cli_read_delimiter (const char *name, char *delimiter, GError **error)
{
  static const struct
  {
    const char *name;
    char delimiter;
  } names[] = {
    { ",", ',' },   { "comma", ',' }, { ";", ';' },    { "semicolon", ';' },
    { "\t", '\t' }, { "\\t", '\t' },  { "tab", '\t' },
  };

  *delimiter = omni_table_get_locale_delimiter ();
  if (name == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (name, names[i].name))
        {
          *delimiter = names[i].delimiter;
          return TRUE;
        }
    }

  g_propagate_error (
      error, omni_error_new (
                 OMNI_ERROR_BAD_VALUE,
                 _("--delimiter: “%s” is not known. It can be: comma, semicolon, tab."), name));
  return FALSE;
}

/**
 * omni_cli_read_zone:
 * @name: (nullable): what was typed after --zone, or %NULL for this computer's
 * @zone: (out) (transfer full): the zone
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE
 *
 * Returns: whether there is such a zone
 */
gboolean
omni_cli_read_zone (const char *name, GTimeZone **zone, GError **error)
{
  *zone = name != NULL ? g_time_zone_new_identifier (name) : g_time_zone_new_local ();
  if (*zone != NULL)
    return TRUE;

  g_propagate_error (
      error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                             _ ("--zone: “%s” is not known. Write it as Europe/Istanbul or UTC."),
                             name));
  return FALSE;
}

/**
 * omni_cli_read_numbers:
 * @cli: the program
 * @name: a file, or "-" for the standard input
 * @error: return location for an error
 *
 * Reads order numbers, one on each line; blank lines and blanks around a number do not count.
 *
 * Errors: %OMNI_ERROR_BAD_FILE; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the numbers
 */
GStrv
omni_cli_read_numbers (OmniCli *cli, const char *name, GError **error)
{
  g_autoptr (GInputStream) stream = open_numbers (cli, name, error);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  char *line;

  if (stream == NULL)
    return NULL;

  lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  while ((line = g_data_input_stream_read_line_utf8 (lines, NULL, cli->cancellable, &failure)) !=
         NULL)
    {
      g_autofree char *owned_line = line;
      g_auto (GStrv) parts = omni_search_split_numbers (line);

      for (guint i = 0; parts[i] != NULL; i++)
        {
          if (strlen (parts[i]) > MAX_NUMBER_LENGTH)
            {
              g_propagate_error (error,
                                 omni_error_new (OMNI_ERROR_BAD_FILE,
                                                 _("“%s” is no list of order numbers."), name));
              return NULL;
            }
          g_ptr_array_add (numbers, g_steal_pointer (&parts[i]));
        }
    }

  if (failure != NULL && omni_error_is_cancelled (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (failure != NULL)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” could not be read: %s"),
                                         name, failure->message));
      return NULL;
    }

  g_ptr_array_add (numbers, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

/**
 * omni_cli_run_job:
 * @cli: the program
 * @job: what to do
 * @error: return location for an error
 *
 * Runs a job that writes a file, shows how far it is, and says what came of it.
 *
 * Returns: whether it ended well
 */
gboolean
omni_cli_run_job (OmniCli *cli, OmniJob *job, GError **error)
{
  gboolean succeeded;
  gboolean told = FALSE;

  g_signal_connect (job, "changed", G_CALLBACK (changed_cb), &told);
  succeeded = omni_job_run_here (job, cli->cancellable, error);
  g_signal_handlers_disconnect_by_data (job, &told);
  omni_cli_progress_end ();

  if (succeeded && omni_job_get_summary (job) != NULL)
    omni_cli_say ("%s", omni_job_get_summary (job));
  else if (!succeeded && error != NULL && omni_error_is_cancelled (*error))
    omni_cli_say ("%s", _ ("Stopped. No file was written."));
  return succeeded;
}
