/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "omni-test-cli.h"

#include "omni-test.h"

#include <string.h>

OmniTestCli *
omni_test_cli_new (void)
{
  static const char *const homes[] = { "HOME",           "XDG_DATA_HOME",  "XDG_CONFIG_HOME",
                                       "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
  OmniTestCli *cli = g_new0 (OmniTestCli, 1);

  cli->home = omni_test_make_folder ();
  cli->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    omni_test_cli_set (cli, homes[i], cli->home);

  /* A test that has no bus of its own must not find the one of whoever runs the tests. */
  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    omni_test_cli_set (cli, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
  return cli;
}

void
omni_test_cli_free (OmniTestCli *cli)
{
  g_clear_pointer (&cli->sandbox, omni_test_sandbox_free);
  omni_test_remove_folder (cli->home);
  g_hash_table_unref (cli->variables);
  g_free (cli->home);
  g_free (cli->url);
  g_free (cli);
}

void
omni_test_cli_set (OmniTestCli *cli,
                   const char  *variable,
                   const char  *value)
{
  if (value != NULL)
    g_hash_table_insert (cli->variables, g_strdup (variable), g_strdup (value));
  else
    g_hash_table_remove (cli->variables, variable);
}

void
omni_test_cli_start_sandbox (OmniTestCli *cli,
                             const char  *n_orders)
{
  const char *options[] = { "--orders", n_orders, "--seed", "7", NULL };

  cli->sandbox = omni_test_sandbox_new (options);
  cli->url = g_strdup (omni_test_sandbox_get_url (cli->sandbox));
}

/* What a script without a key store does. */
void
omni_test_cli_use_password (OmniTestCli *cli)
{
  omni_test_cli_set (cli, "OMNIDESK_SERVER", cli->url);
  omni_test_cli_set (cli, "OMNIDESK_USERNAME", OMNI_TEST_USER);
  omni_test_cli_set (cli, "OMNIDESK_PASSWORD", OMNI_TEST_PASSWORD);
}

GSubprocessLauncher *
omni_test_cli_make_launcher (OmniTestCli      *cli,
                             GSubprocessFlags  flags)
{
  static const char *const own[] = { "OMNIDESK_SERVER", "OMNIDESK_TOKEN", "OMNIDESK_USERNAME",
                                     "OMNIDESK_PASSWORD" };
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  GHashTableIter iter;
  gpointer variable;
  gpointer value;

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    g_subprocess_launcher_unsetenv (launcher, own[i]);

  g_hash_table_iter_init (&iter, cli->variables);
  while (g_hash_table_iter_next (&iter, &variable, &value))
    g_subprocess_launcher_setenv (launcher, variable, value, TRUE);

  return launcher;
}

char *
omni_test_cli_dup_program (void)
{
  return g_test_build_filename (G_TEST_BUILT, "..", "src", "cli", "omnidesk-cli", NULL);
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static OmniTestRun *
run_words (OmniTestCli        *cli,
           const char         *input,
           const char * const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = omni_test_cli_make_launcher (
      cli, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_autoptr (GAsyncResult) result = NULL;
  OmniTestRun *run = g_new0 (OmniTestRun, 1);

  g_assert_no_error (error);
  /* The main context runs meanwhile: a server of the test's own may be in it. */
  g_subprocess_communicate_utf8_async (process, input != NULL ? input : "", NULL, take_result_cb,
                                       &result);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_true (
      g_subprocess_communicate_utf8_finish (process, result, &run->out, &run->err, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (process))
    g_error ("omnidesk-cli was ended by a signal: %s", run->err);
  run->status = g_subprocess_get_exit_status (process);
  return run;
}

/* Runs omnidesk-cli with the arguments that follow, up to NULL. */
OmniTestRun *
omni_test_cli_run (OmniTestCli *cli,
                   const char  *input,
                   ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *program = omni_test_cli_dup_program ();
  const char *word;
  va_list list;

  g_ptr_array_add (words, program);
  va_start (list, input);
  while ((word = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (list);
  g_ptr_array_add (words, NULL);

  return run_words (cli, input, (const char * const *) words->pdata);
}

/* The same, with the arguments as they would be typed. */
OmniTestRun *
omni_test_cli_run_line (OmniTestCli *cli,
                        const char  *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = omni_test_cli_dup_program ();
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *whole = g_strconcat (quoted, " ", line, NULL);
  g_auto (GStrv) words = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &words, &error));
  g_assert_no_error (error);
  return run_words (cli, NULL, (const char * const *) words);
}

void
omni_test_run_free (OmniTestRun *run)
{
  g_free (run->out);
  g_free (run->err);
  g_free (run);
}

gboolean
omni_test_folder_holds (const char *folder,
                        const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (omni_test_folder_holds (path, text))
            return TRUE;
        }
      else if (g_file_get_contents (path, &contents, &length, NULL) &&
               memmem (contents, length, text, strlen (text)) != NULL)
        return TRUE;
    }

  return FALSE;
}
