/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli.h"

#include "omni-cli-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
print_message (const char *message)
{
  g_autofree char *safe = omni_cli_escape (message);

  fprintf (stderr, "omnidesk-cli: %s\n", safe);
}

/* A reader that has enough ("| head") ends us as it ends every other program: without a word.
 * GLib ignores the signal that would do so by itself. */
static void
end_with_reader (void)
{
  struct pollfd output = { .fd = STDOUT_FILENO };

  if (poll (&output, 1, 0) == 1 && (output.revents & POLLERR) != 0)
    {
      signal (SIGPIPE, SIG_DFL);
      raise (SIGPIPE);
    }
}

static OmniCliExit
find_exit_code (const GError *error)
{
  if (error->domain != OMNI_ERROR)
    return OMNI_CLI_SOME_FAILED;

  switch ((OmniError) error->code)
    {
    case OMNI_ERROR_BAD_VALUE:
      return OMNI_CLI_USAGE;

    case OMNI_ERROR_SIGNED_OUT:
    case OMNI_ERROR_FORBIDDEN:
    case OMNI_ERROR_INVALID:
    case OMNI_ERROR_REFUSED:
      return OMNI_CLI_REFUSED;

    case OMNI_ERROR_THROTTLED:
    case OMNI_ERROR_OFFLINE:
    case OMNI_ERROR_TIMED_OUT:
    case OMNI_ERROR_TLS:
    case OMNI_ERROR_SERVER:
    case OMNI_ERROR_BAD_REPLY:
    case OMNI_ERROR_UNSUPPORTED:
      return OMNI_CLI_UNREACHABLE;

    case OMNI_ERROR_NOT_FOUND:
    case OMNI_ERROR_BAD_FILE:
    case OMNI_ERROR_IGNORED:
      return OMNI_CLI_SOME_FAILED;
    }

  return OMNI_CLI_SOME_FAILED;
}

/* "Unknown option --statsu. Did you mean --status?" */
static void
complain_about_option (OmniCli            *cli,
                       const GError       *error,
                       const GOptionEntry *entries,
                       char              **arguments)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (; entries->long_name != NULL; entries++)
    g_ptr_array_add (names, (gpointer) entries->long_name);
  g_ptr_array_add (names, (gpointer) "help");
  g_ptr_array_add (names, NULL);

  for (;
       g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) && *arguments != NULL;
       arguments++)
    {
      g_autofree char *name = g_str_has_prefix (*arguments, "--")
                                  ? g_strndup (*arguments + 2, strcspn (*arguments + 2, "="))
                                  : NULL;
      const char *suggestion;

      if (name == NULL || name[0] == '\0' ||
          g_strv_contains ((const char * const *) names->pdata, name))
        continue;

      suggestion = omni_cli_suggest (name, (const char * const *) names->pdata);
      if (suggestion != NULL)
        omni_cli_fail_usage (cli, _("There is no option --%s. Did you mean --%s?"), name,
                             suggestion);
      else
        omni_cli_fail_usage (cli, _("There is no option --%s."), name);
      return;
    }

  omni_cli_fail_usage (cli, "%s", error->message);
}

/**
 * omni_cli_parse:
 * @cli: the program
 * @entries: (array): the command's options, the last one empty
 * @arguments: (inout): what was typed; afterwards what is left without the options
 * @n_arguments: how many are to be left
 * @exit_code: (out): what to end with when nothing is left to do
 *
 * Reads the options of the command, and answers --help.
 *
 * Returns: whether the command goes on
 */
gboolean
omni_cli_parse (OmniCli            *cli,
                const GOptionEntry *entries,
                char             ***arguments,
                guint               n_arguments,
                OmniCliExit        *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("omnidesk-cli %s", cli->command->name);
  g_autoptr (GOptionContext) context = g_option_context_new (cli->command->arguments);
  g_auto (GStrv) typed = g_strdupv (*arguments);
  /* The parser takes the first one for the program's name. */
  g_autoptr (GPtrArray) with_name = g_ptr_array_new ();
  g_auto (GStrv) words = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { NULL },
  };

  g_set_prgname (name);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _(cli->command->summary));
  if (cli->command->description != NULL)
    g_option_context_set_description (context, _(cli->command->description));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);

  g_ptr_array_add (with_name, name);
  for (char **word = *arguments; *word != NULL; word++)
    g_ptr_array_add (with_name, *word);
  g_ptr_array_add (with_name, NULL);
  words = g_strdupv ((char **) with_name->pdata);

  if (!g_option_context_parse_strv (context, &words, &error))
    {
      complain_about_option (cli, error, entries, typed);
      *exit_code = OMNI_CLI_USAGE;
      return FALSE;
    }

  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      omni_cli_print (text);
      *exit_code = OMNI_CLI_DONE;
      return FALSE;
    }

  if (g_strv_length (words) - 1 != n_arguments)
    {
      if (g_strv_length (words) - 1 > n_arguments)
        *exit_code = omni_cli_fail_usage (cli, _("“%s” is too much."), words[n_arguments + 1]);
      else
        *exit_code = omni_cli_fail_usage (cli, _("%s is missing."), cli->command->arguments);
      return FALSE;
    }

  g_strfreev (*arguments);
  *arguments = g_strdupv (words + 1);
  return TRUE;
}

/**
 * omni_cli_fail:
 * @cli: the program
 * @error: what went wrong
 *
 * Says what went wrong; nothing where the person wanted it so.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_fail (OmniCli      *cli,
               const GError *error)
{
  if (omni_error_is_cancelled (error))
    return OMNI_CLI_INTERRUPTED;

  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE))
    end_with_reader ();

  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE))
    return omni_cli_fail_usage (cli, "%s", error->message);

  print_message (error->message);
  return find_exit_code (error);
}

/**
 * omni_cli_fail_usage:
 * @cli: the program
 * @format: a sentence that says what was expected
 * @...: its values
 *
 * Says what is wrong with the command, and where to read how it is meant.
 *
 * Returns: %OMNI_CLI_USAGE
 */
OmniCliExit
omni_cli_fail_usage (OmniCli    *cli,
                     const char *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);

  print_message (message);
  if (cli->command != NULL)
    fprintf (stderr, _("“omnidesk-cli %s --help” tells more.\n"), cli->command->name);
  else
    fprintf (stderr, _("“omnidesk-cli --help” tells more.\n"));
  return OMNI_CLI_USAGE;
}

/**
 * omni_cli_say:
 * @format: a sentence for the person
 * @...: its values
 *
 * Says something beside the results.
 */
void
omni_cli_say (const char *format,
              ...)
{
  g_autofree char *message = NULL;
  g_autofree char *safe = NULL;
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);

  safe = omni_cli_escape (message);
  fprintf (stderr, "%s\n", safe);
}

/**
 * omni_cli_print:
 * @text: results, as they are to appear
 *
 * Writes results. Whether that worked is asked once, with omni_cli_finish_output().
 */
void
omni_cli_print (const char *text)
{
  fputs (text, stdout);
}

/**
 * omni_cli_finish_output:
 * @error: return location for an error
 *
 * Sends on what was written.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the results could not be written (a full disk, a closed pipe)
 *
 * Returns: whether everything has been written
 */
gboolean
omni_cli_finish_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_FILE, _("The output could not be written: %s"),
                                     g_strerror (errno)));
  return FALSE;
}
