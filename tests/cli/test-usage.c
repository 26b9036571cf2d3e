/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-query.h"
#include "omni-test-cli.h"
#include "omni-test.h"

#include <string.h>

/* What is typed, and words of the answer. */
typedef struct
{
  const char *line;
  const char *words;
} Mistake;

static const Mistake mistakes[] = {
  { "", "A command was expected" },
  { "orders", "needs a second word" },
  { "oders list", "Did you mean “orders list”?" },
  { "orders lst", "Did you mean “orders list”?" },
  { "singin", "Did you mean “sign-in”?" },
  { "xyzzy", "There is no command “xyzzy”." },
  { "orders list --statsu 450", "Did you mean --status?" },
  { "orders list --statsu=450", "Did you mean --status?" },
  { "orders list --frobnicate", "There is no option --frobnicate." },
  { "orders list extra", "“extra” is too much" },
  { "orders list --limit -1", "a number from 0" },
  { "orders list --limit many", "--limit" },
  { "orders list --format xml", "table, csv, json" },
  { "orders list --sort colour", "date-placed" },
  { "orders list --sort -colour", "date-placed" },
  { "orders list --columns number,colour", "no column “colour”" },
  { "orders list --columns item-sku", "no column “item-sku”" },
  { "orders list --status teapot", "not a status" },
  { "orders list --status ,", "a value was expected" },
  { "orders list --placed-after tomorrow", "2025-03-04" },
  { "orders list --amount-from lots", "--amount-from" },
  { "orders list --sent maybe", "--sent" },
  { "orders list --sent true --sent false", "only one value" },
  { "orders show", "NUMBER is missing" },
  { "orders show 1 2", "“2” is too much" },
  { "orders show 1 --format csv", "text, json" },
  { "sign-in now", "“now” is too much" },
};

static void
test_mistakes (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();

  g_test_summary (
      "What cannot be meant is answered with a sentence, and with nothing on the standard output.");

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (OmniTestRun) run = omni_test_cli_run_line (cli, mistakes[i].line);

      g_test_message ("%s: %s", mistakes[i].line, run->err);
      g_assert_cmpint (run->status, ==, 2);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_nonnull (strstr (run->err, mistakes[i].words));
      g_assert_nonnull (strstr (run->err, "--help”"));
    }
}

static void
test_help (void)
{
  static const char *const commands[] = { "sign-in", "sign-out", "whoami", "orders list",
                                          "orders show" };
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (OmniTestRun) all = omni_test_cli_run_line (cli, "--help");
  g_autoptr (OmniTestRun) version = omni_test_cli_run_line (cli, "--version");

  g_test_summary ("Each command explains itself on the standard output.");

  g_assert_cmpint (all->status, ==, 0);
  g_assert_cmpstr (all->err, ==, "");
  g_assert_cmpint (version->status, ==, 0);
  g_assert_true (g_str_has_prefix (version->out, "omnidesk-cli "));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strconcat (commands[i], " --help", NULL);
      g_autoptr (OmniTestRun) run = omni_test_cli_run_line (cli, line);

      g_assert_nonnull (strstr (all->out, commands[i]));
      g_assert_cmpint (run->status, ==, 0);
      g_assert_cmpstr (run->err, ==, "");
      g_assert_nonnull (strstr (run->out, commands[i]));
    }
}

static void
test_all_filters (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (OmniTestRun) run = omni_test_cli_run_line (cli, "orders list --help");

  g_test_summary ("Every filter there is has an option of its name.");

  g_assert_cmpuint (omni_filter_get_count (), >, 10);
  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      g_autofree char *option = g_strdup_printf ("--%s=", omni_filter_get_id (omni_filter_get (i)));

      g_assert_nonnull (strstr (run->out, option));
    }
}

static void
test_signed_out (void)
{
  static const char *const lines[] = { "whoami", "sign-out", "orders list", "orders show 1" };
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();

  g_test_summary ("Who is not signed in is told so.");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (OmniTestRun) run = omni_test_cli_run_line (cli, lines[i]);

      g_assert_cmpint (run->status, ==, 3);
      g_assert_cmpstr (run->out, ==, "");
      g_assert_nonnull (strstr (run->err, "not signed in"));
    }
}

static void
test_environment (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (OmniTestRun) no_server = NULL;
  g_autoptr (OmniTestRun) plain_http = NULL;

  g_test_summary ("A token needs a server, and a server over the network needs HTTPS.");

  omni_test_cli_set (cli, "OMNIDESK_TOKEN", "0123456789abcdef");
  no_server = omni_test_cli_run_line (cli, "whoami");
  g_assert_cmpint (no_server->status, ==, 2);
  g_assert_nonnull (strstr (no_server->err, "OMNIDESK_SERVER"));

  omni_test_cli_set (cli, "OMNIDESK_SERVER", "http://acme.example");
  plain_http = omni_test_cli_run_line (cli, "whoami");
  g_assert_cmpint (plain_http->status, ==, 2);
  g_assert_null (strstr (plain_http->err, "0123456789abcdef"));
}

int
main (int    argc,
      char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/cli/usage/mistakes", test_mistakes);
  g_test_add_func ("/cli/usage/help", test_help);
  g_test_add_func ("/cli/usage/all-filters", test_all_filters);
  g_test_add_func ("/cli/usage/signed-out", test_signed_out);
  g_test_add_func ("/cli/usage/environment", test_environment);

  return g_test_run ();
}
