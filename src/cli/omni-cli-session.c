/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-session.h"

#include <glib/gi18n-lib.h>

/**
 * omni_cli_get_environment:
 * @name: a variable, "OMNIDESK_SERVER"
 *
 * Returns: (transfer none) (nullable): its value, %NULL also when it is empty
 */
const char *
omni_cli_get_environment (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

/**
 * omni_cli_open_database:
 * @error: return location for an error
 *
 * Errors: those of omni_database_open()
 *
 * Returns: (transfer full) (nullable): the user's database
 */
OmniDatabase *
omni_cli_open_database (GError **error)
{
  g_autofree char *path = omni_database_dup_default_path ();

  return omni_database_open (path, error);
}

/**
 * omni_cli_find_profile:
 * @database: the user's database
 * @error: return location for an error
 *
 * Finds whom a command is about when nobody says so: the last used profile, of the server and the
 * user that `OMNIDESK_SERVER` and `OMNIDESK_USERNAME` name where they do.
 *
 * Errors: %OMNI_ERROR_SIGNED_OUT when there is none; those of the database
 *
 * Returns: (transfer full) (nullable): the profile
 */
OmniProfile *
omni_cli_find_profile (OmniDatabase  *database,
                       GError       **error)
{
  const char *wanted_server = omni_cli_get_environment ("OMNIDESK_SERVER");
  const char *wanted_username = omni_cli_get_environment ("OMNIDESK_USERNAME");
  g_autofree char *server = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  if (wanted_server != NULL)
    {
      server = omni_client_normalize_base_url (wanted_server, error);
      if (server == NULL)
        return NULL;
    }

  profiles = omni_database_list_profiles (database, error);
  if (profiles == NULL)
    return NULL;

  for (guint i = 0; i < profiles->len; i++)
    {
      const OmniProfile *profile = g_ptr_array_index (profiles, i);

      if ((server == NULL || g_str_equal (server, profile->server)) &&
          (wanted_username == NULL || g_str_equal (wanted_username, profile->username)))
        return omni_profile_copy (profile);
    }

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_SIGNED_OUT,
                                     _("You are not signed in. “omnidesk-cli sign-in” does that; "
                                        "scripts set OMNIDESK_SERVER and OMNIDESK_TOKEN.")));
  return NULL;
}

static OmniSession *
resume_session (OmniCli  *cli,
                GError  **error)
{
  g_autoptr (OmniDatabase) database = omni_cli_open_database (error);
  g_autoptr (OmniProfile) profile = NULL;
  OmniSession *session;

  if (database == NULL)
    return NULL;

  profile = omni_cli_find_profile (database, error);
  if (profile == NULL)
    return NULL;

  session = omni_session_resume (database, profile, cli->cancellable, error);

  /* Here it does not say that the server lacks something, but that nobody is signed in. */
  if (session == NULL && error != NULL &&
      g_error_matches (*error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED))
    (*error)->code = OMNI_ERROR_SIGNED_OUT;
  return session;
}

/**
 * omni_cli_open_session:
 * @cli: the program
 * @error: return location for an error
 *
 * Opens the session that a command works in: of `OMNIDESK_TOKEN`, else of `OMNIDESK_USERNAME` and
 * `OMNIDESK_PASSWORD`, both at `OMNIDESK_SERVER`; else the one that was kept at the last sign-in.
 * What comes from the environment is not kept anywhere.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when the environment names no server; those of the session
 *
 * Returns: (transfer full) (nullable): the session
 */
OmniSession *
omni_cli_open_session (OmniCli  *cli,
                       GError  **error)
{
  const char *server = omni_cli_get_environment ("OMNIDESK_SERVER");
  const char *token = omni_cli_get_environment ("OMNIDESK_TOKEN");
  const char *username = omni_cli_get_environment ("OMNIDESK_USERNAME");
  const char *password = omni_cli_get_environment ("OMNIDESK_PASSWORD");

  if (token == NULL && (username == NULL || password == NULL))
    return resume_session (cli, error);

  if (server == NULL)
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                 _("OMNIDESK_SERVER must say which server OMNIDESK_TOKEN or "
                                    "OMNIDESK_PASSWORD is for.")));
      return NULL;
    }

  if (token != NULL)
    return omni_session_new_with_token (server, token, cli->cancellable, error);

  return omni_session_sign_in (NULL, server, username, password, FALSE, cli->cancellable, error);
}
