/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-session.h"
#include "omni-cli-terminal.h"
#include "omni-cli-text.h"
#include "omni-wipe.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* What was given, else what the environment says, else what the last session had, else what the
 * person says. */
static char *
find_value (OmniCli     *cli,
            const char  *given,
            const char  *option,
            const char  *variable,
            const char  *last,
            const char  *question,
            GError     **error)
{
  if (given != NULL)
    return g_strdup (given);

  if (omni_cli_get_environment (variable) != NULL)
    return g_strdup (omni_cli_get_environment (variable));

  if (last != NULL)
    return g_strdup (last);

  if (!omni_cli_has_terminal ())
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_VALUE, _("Give %s or set %s."), option, variable));
      return NULL;
    }

  return omni_cli_ask (question, FALSE, cli->cancellable, error);
}

static char *
find_password (OmniCli     *cli,
               gboolean     from_stdin,
               const char  *username,
               const char  *server,
               GError     **error)
{
  g_autofree char *question = NULL;

  if (from_stdin)
    return omni_cli_read_line (STDIN_FILENO, cli->cancellable, error);

  if (omni_cli_get_environment ("OMNIDESK_PASSWORD") != NULL)
    return g_strdup (omni_cli_get_environment ("OMNIDESK_PASSWORD"));

  if (!omni_cli_has_terminal ())
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, _("Give %s or set %s."),
                                                "--password-stdin", "OMNIDESK_PASSWORD"));
      return NULL;
    }

  question = g_strdup_printf (_("Password of %s at %s: "), username, server);
  return omni_cli_ask (question, TRUE, cli->cancellable, error);
}

static OmniCliExit
report_sign_in (OmniSession *session)
{
  const OmniProfile *profile = omni_session_get_profile (session);
  const GError *keep_error = omni_session_get_keep_error (session);

  if (keep_error == NULL)
    {
      omni_cli_say (_("Signed in to %s as %s."), profile->server, profile->username);
      return OMNI_CLI_DONE;
    }

  omni_cli_say (_("The server accepted the password, but the session cannot be kept: %s"),
                keep_error->message);
  omni_cli_say (
      _("Without a key store, set OMNIDESK_SERVER and OMNIDESK_TOKEN, or OMNIDESK_USERNAME and "
         "OMNIDESK_PASSWORD."));
  return OMNI_CLI_REFUSED;
}

static OmniSession *
sign_in (OmniCli     *cli,
         const char  *given_server,
         const char  *given_username,
         gboolean     from_stdin,
         GError     **error)
{
  g_autoptr (OmniDatabase) database = omni_cli_open_database (error);
  g_autoptr (OmniProfile) last = NULL;
  g_autofree char *server = NULL;
  g_autofree char *username = NULL;
  OmniSession *session;
  char *password;

  if (database == NULL)
    return NULL;

  last = omni_cli_find_profile (database, NULL);
  server = find_value (cli, given_server, "--server", "OMNIDESK_SERVER",
                       last != NULL ? last->server : NULL, _("Server: "), error);
  if (server == NULL)
    return NULL;

  username = find_value (cli, given_username, "--username", "OMNIDESK_USERNAME",
                         last != NULL && given_server == NULL ? last->username : NULL,
                         _("User name: "), error);
  if (username == NULL)
    return NULL;

  password = find_password (cli, from_stdin, username, server, error);
  if (password == NULL)
    return NULL;

  session =
      omni_session_sign_in (database, server, username, password, TRUE, cli->cancellable, error);
  omni_wipe_text (password);
  return session;
}

/**
 * omni_cli_sign_in:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Signs in and has the key store keep the session.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_sign_in (OmniCli  *cli,
                  char    **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autofree char *server = NULL;
  g_autofree char *username = NULL;
  gboolean from_stdin = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "server", 's', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &server,
      N_("The server's address"), N_("URL") },
    { "username", 'u', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &username,
      N_("The user name"), N_("NAME") },
    { "password-stdin", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &from_stdin,
      N_("Read the password from the first line of the input"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  session = sign_in (cli, server, username, from_stdin, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  return report_sign_in (session);
}

/**
 * omni_cli_sign_out:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Ends the session that was kept.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_sign_out (OmniCli  *cli,
                   char    **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (OmniProfile) profile = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = { { NULL } };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  database = omni_cli_open_database (&error);
  if (database == NULL)
    return omni_cli_fail (cli, error);

  profile = omni_cli_find_profile (database, &error);
  if (profile == NULL)
    return omni_cli_fail (cli, error);

  if (!omni_session_end_kept (profile, cli->cancellable, &error))
    {
      exit_code = omni_cli_fail (cli, error);
      return g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) ? OMNI_CLI_REFUSED
                                                                         : exit_code;
    }

  omni_cli_say (_("%s is signed out of %s."), profile->username, profile->server);
  return OMNI_CLI_DONE;
}

typedef struct
{
  const char *label; /* (not nullable) */
  const char *value; /* (nullable) */
} Field;

static void
print_fields (const Field *fields,
              guint        n_fields)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint width = 0;

  for (guint i = 0; i < n_fields; i++)
    width = MAX (width, omni_cli_text_width (fields[i].label));

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = omni_cli_escape (fields[i].value != NULL ? fields[i].value : "");

      omni_cli_append_cell (lines, fields[i].label, width + 2, FALSE);
      g_string_append (lines, value);
      g_string_append_c (lines, '\n');
    }

  omni_cli_print (lines->str);
}

/**
 * omni_cli_whoami:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Says who is signed in where, as the server sees it.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_whoami (OmniCli  *cli,
                 char    **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  const OmniUser *user;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = { { NULL } };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  session = omni_cli_open_session (cli, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  user = omni_session_get_user (session);
  {
    const Field fields[] = {
      { _("User name:"), omni_user_get_username (user) },
      { _("Name:"), omni_user_get_full_name (user) },
      { _("E-mail:"), omni_user_get_email (user) },
      { _("Server:"), omni_session_get_profile (session)->server },
    };

    print_fields (fields, G_N_ELEMENTS (fields));
  }
  return OMNI_CLI_DONE;
}
