/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-secrets.h"
#include "omni-test-cli.h"
#include "omni-test-keyring.h"
#include "omni-test.h"

#include <string.h>

typedef struct
{
  OmniTestKeyring *keyring; /* (owned) */
  OmniTestCli *cli;         /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->keyring = omni_test_keyring_start ();
  fixture->cli = omni_test_cli_new ();
  omni_test_cli_start_sandbox (fixture->cli, "20");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  omni_test_cli_free (fixture->cli);
  omni_test_keyring_stop (fixture->keyring);
}

static OmniTestRun *
sign_in (OmniTestCli *cli,
         const char  *username,
         const char  *password)
{
  return omni_test_cli_run (cli, password, "sign-in", "--server", cli->url, "--username", username,
                            "--password-stdin", NULL);
}

static void
assert_run (OmniTestRun *run,
            int          status,
            const char  *words)
{
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_nonnull (strstr (status == 0 && run->out[0] != '\0' ? run->out : run->err, words));
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniProfile) profile = omni_profile_new (cli->url, "ops.elif");
  g_autoptr (OmniTestRun) in = sign_in (cli, "ops.elif", "omnidesk\n");
  g_autoptr (OmniTestRun) who = NULL;
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) out = NULL;
  g_autoptr (OmniTestRun) after = NULL;
  g_autofree char *token = NULL;
  g_autofree char *no_token = NULL;

  g_test_summary (
      "A session is kept between commands, in the key store and nowhere else, until signing out.");

  assert_run (in, 0, "Signed in");
  g_assert_cmpstr (in->out, ==, "");
  token = omni_secrets_lookup (profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (token);

  who = omni_test_cli_run_line (cli, "whoami");
  assert_run (who, 0, "ops.elif");
  list = omni_test_cli_run_line (cli, "orders list --limit 1 --format json");
  assert_run (list, 0, "\"number\"");

  g_assert_true (omni_test_folder_holds (cli->home, "ops.elif"));
  g_assert_false (omni_test_folder_holds (cli->home, token));

  out = omni_test_cli_run_line (cli, "sign-out");
  assert_run (out, 0, "signed out");
  no_token = omni_secrets_lookup (profile, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (no_token);

  after = omni_test_cli_run_line (cli, "whoami");
  assert_run (after, 3, "not signed in");
}

static void
test_ended_on_server (Fixture       *fixture,
                      gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (OmniProfile) profile = omni_profile_new (cli->url, "ops.elif");
  g_autoptr (OmniTestRun) in = sign_in (cli, "ops.elif", "omnidesk\n");
  g_autoptr (OmniTestRun) list = NULL;
  g_autofree char *token = NULL;

  g_test_summary ("A token that the server does not take any more is forgotten.");

  assert_run (in, 0, "Signed in");
  g_assert_true (
      omni_secrets_store (profile, "0000000000000000000000000000000000000000", NULL, NULL));
  list = omni_test_cli_run_line (cli, "orders list");
  g_assert_cmpint (list->status, ==, 3);
  g_assert_cmpstr (list->out, ==, "");

  token = omni_secrets_lookup (profile, NULL, NULL);
  g_assert_null (token);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (OmniTestRun) wrong = sign_in (cli, "ops.elif", "wrong-word\n");
  g_autoptr (OmniTestRun) inactive = sign_in (cli, "old.deniz", "omnidesk\n");
  g_autoptr (OmniTestRun) empty = sign_in (cli, "ops.elif", "");

  g_test_summary ("Who is not let in is told so, and nothing is kept.");

  assert_run (wrong, 3, "user name or password");
  g_assert_null (strstr (wrong->err, "wrong-word"));
  g_assert_cmpint (inactive->status, ==, 3);
  assert_run (empty, 2, "line of input");
  g_assert_false (omni_test_folder_holds (cli->home, "ops.elif"));
}

static void
test_locked_key_store (Fixture       *fixture,
                       gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (OmniTestRun) in = NULL;
  g_autoptr (OmniTestRun) who = NULL;

  g_test_summary (
      "Where the key store is locked, the command says so instead of pretending or waiting.");

  omni_test_keyring_lock (fixture->keyring);
  in = sign_in (cli, "ops.elif", "omnidesk\n");
  assert_run (in, 3, "locked");
  g_assert_nonnull (strstr (in->err, "OMNIDESK_TOKEN"));

  who = omni_test_cli_run_line (cli, "whoami");
  assert_run (who, 3, "not signed in");
}

static void
test_last_used (Fixture       *fixture,
                gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (OmniTestRun) first = sign_in (cli, "ops.elif", "omnidesk\n");
  g_autoptr (OmniTestRun) second = sign_in (cli, "view.can", "omnidesk\n");
  g_autoptr (OmniTestRun) last = omni_test_cli_run_line (cli, "whoami");
  g_autoptr (OmniTestRun) chosen = NULL;

  g_test_summary ("Commands are for who signed in last, or for whom the environment names.");

  g_assert_cmpint (first->status, ==, 0);
  g_assert_cmpint (second->status, ==, 0);
  assert_run (last, 0, "view.can");

  omni_test_cli_set (cli, "OMNIDESK_USERNAME", "ops.elif");
  chosen = omni_test_cli_run_line (cli, "whoami");
  assert_run (chosen, 0, "ops.elif");
}

static void
test_token_from_environment (Fixture       *fixture,
                             gconstpointer  unused)
{
  OmniTestCli *cli = fixture->cli;
  g_autoptr (OmniProfile) profile = omni_profile_new (cli->url, "ops.elif");
  g_autoptr (OmniTestCli) script = omni_test_cli_new ();
  g_autoptr (OmniTestRun) in = sign_in (cli, "ops.elif", "omnidesk\n");
  g_autoptr (OmniTestRun) with_token = NULL;
  g_autoptr (OmniTestRun) with_password = NULL;
  g_autofree char *token = omni_secrets_lookup (profile, NULL, NULL);

  g_test_summary ("Scripts bring a token or a password along, and nothing of it stays.");

  g_assert_nonnull (token);
  omni_test_cli_set (script, "OMNIDESK_SERVER", cli->url);
  omni_test_cli_set (script, "OMNIDESK_TOKEN", token);
  with_token = omni_test_cli_run_line (script, "whoami");
  assert_run (with_token, 0, "ops.elif");

  omni_test_cli_set (script, "OMNIDESK_TOKEN", NULL);
  omni_test_cli_set (script, "OMNIDESK_USERNAME", "view.can");
  omni_test_cli_set (script, "OMNIDESK_PASSWORD", "omnidesk");
  with_password = omni_test_cli_run_line (script, "whoami");
  assert_run (with_password, 0, "view.can");

  g_assert_false (omni_test_folder_holds (script->home, token));
  g_assert_false (omni_test_folder_holds (script->home, "view.can"));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  omni_test_init (&argc, &argv);

  g_test_add ("/cli/sign-in/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/cli/sign-in/ended-on-server", Fixture, NULL, set_up, test_ended_on_server,
              tear_down);
  g_test_add ("/cli/sign-in/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/cli/sign-in/locked-key-store", Fixture, NULL, set_up, test_locked_key_store,
              tear_down);
  g_test_add ("/cli/sign-in/last-used", Fixture, NULL, set_up, test_last_used, tear_down);
  g_test_add ("/cli/sign-in/token-from-environment", Fixture, NULL, set_up,
              test_token_from_environment, tear_down);

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_down (bus);
  return status;
}
