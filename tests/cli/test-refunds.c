/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-cli.h"
#include "omni-test-sandbox.h"
#include "omni-test.h"

#include <string.h>

typedef struct
{
  OmniTestCli *cli;         /* (owned) */
  OmniTestSandbox *sandbox; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer faults)
{
  const char *options[] = { "--orders", "260", "--seed", "7", "--plan-delay", "0",
                            "--faults", faults != NULL ? faults : "", NULL };

  fixture->cli = omni_test_cli_new ();
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->cli->url = g_strdup (omni_test_sandbox_get_url (fixture->sandbox));
  omni_test_cli_use_password (fixture->cli);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_cli_free (fixture->cli);
  omni_test_sandbox_free (fixture->sandbox);
}

static OmniTestRun *
run (Fixture *fixture, const char *format, const char *argument)
{
  g_autofree char *line = g_strdup_printf ("%s%s%s", format, argument != NULL ? " " : "",
                                           argument != NULL ? argument : "");
  OmniTestRun *done = omni_test_cli_run_line (fixture->cli, line);

  g_test_message ("%s: %d %s%s", line, done->status, done->out, done->err);
  return done;
}

/* An order that was not shipped yet and can be cancelled whole. */
static char *
find_number (Fixture *fixture)
{
  g_autoptr (OmniTestRun) list =
      run (fixture, "orders list --status 400 --limit 20 --format csv --columns number", NULL);
  g_auto (GStrv) lines = g_strsplit (list->out, "\n", -1);

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autofree char *number = g_strstrip (g_strdup (lines[i]));
      g_autoptr (OmniTestRun) tried = NULL;

      g_strdelimit (number, "'\"", ' ');
      g_strstrip (number);
      tried = run (fixture, "orders cancel --all --reason 7", number);
      if (tried->status == 2 && strstr (tried->err, "would go back") != NULL)
        return g_steal_pointer (&number);
    }

  g_assert_not_reached ();
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_number (fixture);
  g_autoptr (OmniTestRun) done = run (fixture, "orders cancel --all --reason 7 --yes", number);
  g_autoptr (OmniTestRun) again = run (fixture, "orders cancel --all --reason 7 --yes", number);

  g_test_summary ("Test that an order is cancelled once, with --yes only.");

  g_assert_cmpint (done->status, ==, 0);
  g_assert_nonnull (strstr (done->out, "Plan #"));
  g_assert_cmpint (again->status, !=, 0);
  g_assert_cmpstr (again->out, ==, "");
}

static void
test_usage (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_number (fixture);
  g_autoptr (OmniTestRun) none = run (fixture, "orders cancel --reason 7 --yes", number);
  g_autoptr (OmniTestRun) both =
      run (fixture, "orders cancel --all --shipping-fee --reason 7 --yes", number);
  g_autoptr (OmniTestRun) reason = run (fixture, "orders cancel --all --yes", number);
  g_autoptr (OmniTestRun) wrong = run (fixture, "orders cancel --all --reason 99 --yes", number);
  g_autoptr (OmniTestRun) text = run (fixture, "orders cancel --all --reason 10 --yes", number);
  g_autoptr (OmniTestRun) item =
      run (fixture, "orders cancel --items nothing --reason 7 --yes", number);
  g_autoptr (OmniTestRun) iban =
      run (fixture, "orders cancel --all --reason 7 --iban TR1 --holder x --yes", number);
  const OmniTestRun *runs[] = { none, both, reason, wrong, text, item, iban };

  g_test_summary ("Test that what is missing or wrong is said and nothing is done.");

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_assert_cmpint (runs[i]->status, !=, 0);
      g_assert_cmpstr (runs[i]->err, !=, "");
    }
  g_assert_nonnull (strstr (reason->err, "Müşteri vazgeçti"));
}

static void
test_unknown (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_number (fixture);
  g_autoptr (OmniTestRun) lost =
      run (fixture, "orders cancel --all --reason 7 --wait 0 --yes", number);
  g_autoptr (OmniTestRun) second =
      run (fixture, "orders cancel --all --reason 7 --wait 0 --yes", number);

  g_test_summary ("Test that an unknown outcome has an exit status, and keeps others off.");

  g_assert_cmpint (lost->status, ==, 5);
  g_assert_cmpint (second->status, !=, 0);
  g_assert_nonnull (strstr (second->err, number));
}

static void
test_lists (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) plans = run (fixture, "plans list", NULL);
  g_autofree char *plan = g_strndup (plans->out, strcspn (plans->out, "\t"));
  g_autoptr (OmniTestRun) made = run (fixture, "plans refund-made --yes --note EFT-1", plan);
  g_autoptr (OmniTestRun) again = run (fixture, "plans refund-made --yes", plan);
  g_autoptr (OmniTestRun) requests = run (fixture, "requests list", NULL);
  g_autofree char *request = g_strndup (requests->out, strcspn (requests->out, "\t"));
  g_autoptr (OmniTestRun) unsure = run (fixture, "requests reject", request);
  g_autoptr (OmniTestRun) rejected = run (fixture, "requests reject --yes", request);
  g_autoptr (OmniTestRun) left = run (fixture, "requests list", NULL);

  g_test_summary ("Test that plans and requests are listed and settled.");

  g_assert_cmpint (plans->status, ==, 0);
  g_assert_cmpint (made->status, ==, 0);
  g_assert_cmpint (again->status, !=, 0);
  g_assert_cmpint (unsure->status, ==, 2);
  g_assert_cmpint (rejected->status, ==, 0);
  g_assert_false (g_str_has_prefix (left->out, request));
}

/* The ledger of what moved money, as a file. */
static void
test_activity (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_number (fixture);
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "money.csv", NULL);
  g_autofree char *list = g_build_filename (folder, "orders.csv", NULL);
  g_autoptr (OmniTestRun) other = run (fixture, "orders export --number x --output", list);
  g_autoptr (OmniTestRun) done = run (fixture, "orders cancel --all --reason 7 --yes", number);
  g_autoptr (OmniTestRun) written =
      run (fixture, "activity export --money --delimiter comma --output", path);
  g_autoptr (OmniTestRun) again = run (fixture, "activity export --output", path);
  g_autoptr (OmniTestRun) wrong = run (fixture, "activity export --since x --output", path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_test_summary ("Test that what moved money is exported, and nothing else.");

  g_assert_cmpint (done->status, ==, 0);
  g_assert_cmpint (written->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_nonnull (strstr (lines[1], number));
  g_assert_nonnull (strstr (lines[1], "Plan #"));

  /* A file that is there is kept, and a day that is none is said. */
  g_assert_cmpint (again->status, !=, 0);
  g_assert_cmpint (wrong->status, ==, 2);
  omni_test_remove_folder (folder);
}

#define ADD(path, faults, function)                                                                \
  g_test_add ("/cli/refunds/" path, Fixture, faults, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  ADD ("cancel", NULL, test_cancel);
  ADD ("usage", NULL, test_usage);
  ADD ("unknown", "cut-before:POST */cancel/", test_unknown);
  ADD ("lists", NULL, test_lists);
  ADD ("activity", NULL, test_activity);

  return g_test_run ();
}
