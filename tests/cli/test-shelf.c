/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-cli.h"
#include "omni-test.h"

#include <string.h>

#define N_ORDERS 120

typedef struct
{
  OmniTestCli *cli; /* (owned) */
  char **numbers;   /* (owned): of all orders */
} Fixture;

static OmniTestRun *run (Fixture *fixture, int status, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static OmniTestRun *
run (Fixture *fixture, int status, const char *format, ...)
{
  g_autofree char *line = NULL;
  OmniTestRun *result;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  result = omni_test_cli_run_line (fixture->cli, line);
  g_test_message ("%s: %s", line, result->err);
  g_assert_cmpint (result->status, ==, status);
  return result;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) all = NULL;

  fixture->cli = omni_test_cli_new ();
  omni_test_cli_start_sandbox (fixture->cli, G_STRINGIFY (N_ORDERS));
  omni_test_cli_use_password (fixture->cli);
  all = run (fixture, 0, "orders list --limit 0 --format csv --columns number");
  fixture->numbers = g_strsplit (strchr (all->out, '\n') + 1, "\n", -1);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_cli_free (fixture->cli);
  g_strfreev (fixture->numbers);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static void
test_find (Fixture *fixture, gconstpointer unused)
{
  const char *number = fixture->numbers[5];
  g_autoptr (OmniTestRun) by_number =
      run (fixture, 0, "orders find %s --format csv --columns number,email", number);
  g_auto (GStrv) lines = g_strsplit (by_number->out, "\n", -1);
  const char *email = strchr (lines[1], ',') + 1;
  g_autoptr (OmniTestRun) by_email =
      run (fixture, 0, "orders find '%s' --format csv --columns number", email);
  g_autoptr (OmniTestRun) by_part =
      run (fixture, 0, "orders find '%.5s' --format csv --columns number", number);
  g_autoptr (OmniTestRun) list =
      run (fixture, 1, "orders find '%s; %s\n#99-12345' --format csv --columns number",
           fixture->numbers[9], fixture->numbers[2]);
  g_autoptr (OmniTestRun) none = run (fixture, 1, "orders find zzzzzzzzqq1234567890123");
  g_autoptr (OmniTestRun) empty = run (fixture, 2, "orders find ' '");

  g_test_summary ("What is found is what the text says, by its kind first");

  g_assert_cmpuint (count_lines (by_number->out), ==, 2);
  g_assert_true (g_str_has_prefix (lines[1], number));
  g_assert_nonnull (strstr (by_number->err, "Number"));
  g_assert_nonnull (strstr (by_email->out, number));
  g_assert_nonnull (strstr (by_email->err, "E-mail"));
  g_assert_nonnull (strstr (by_part->out, number));
  g_assert_cmpuint (count_lines (list->out), ==, 3);
  g_assert_true (strstr (list->out, fixture->numbers[9]) < strstr (list->out, fixture->numbers[2]));
  g_assert_nonnull (strstr (list->err, "99-12345"));
  g_assert_cmpstr (none->out, ==, "");
  g_assert_cmpstr (empty->out, ==, "");
}

static void
test_views (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->cli->home, "view.json", NULL);
  g_autoptr (OmniTestRun) save = run (fixture, 0,
                                      "views save 'To pack' --status 400,450 --channel 'Web TR' "
                                      "--sort amount --columns number,amount --start");
  g_autoptr (OmniTestRun) list = run (fixture, 0, "views list");
  g_autoptr (OmniTestRun) plain =
      run (fixture, 0,
           "orders list --status 400,450 --channel 'Web TR' --sort amount --limit 0 "
           "--columns number,amount --format csv");
  g_autoptr (OmniTestRun) viewed =
      run (fixture, 0, "orders list --view 'To pack' --limit 0 --format csv");
  g_autoptr (OmniTestRun) narrowed =
      run (fixture, 0, "orders list --view 'To pack' --status 400 --limit 0 --format csv");
  g_autoptr (OmniTestRun) unknown = run (fixture, 1, "orders list --view nothing");
  g_autoptr (OmniTestRun) exported = run (fixture, 0, "views export 'To pack' --output %s", file);
  g_autoptr (OmniTestRun) taken = run (fixture, 1, "views import %s", file);
  g_autoptr (OmniTestRun) imported = run (fixture, 0, "views import %s --name Copy", file);
  g_autoptr (OmniTestRun) both = run (fixture, 0, "views list");
  g_autoptr (OmniTestRun) renamed = run (fixture, 0, "views rename Copy Other");
  g_autoptr (OmniTestRun) removed = run (fixture, 0, "views delete 'To pack'");
  g_autoptr (OmniTestRun) rest = run (fixture, 0, "views list");
  g_autoptr (OmniTestRun) broken = NULL;

  g_test_summary ("A view asks for the same as its options, and goes from one person to another");

  g_assert_nonnull (strstr (list->out, "* To pack"));
  g_assert_nonnull (strstr (list->out, "--status 400,450"));
  g_assert_nonnull (strstr (list->out, "--columns number,amount"));
  g_assert_cmpstr (plain->out, ==, viewed->out);
  g_assert_cmpuint (count_lines (narrowed->out), <, count_lines (viewed->out));
  g_assert_nonnull (strstr (unknown->err, "nothing"));
  g_assert_cmpuint (count_lines (both->out), ==, 2);
  g_assert_cmpuint (count_lines (rest->out), ==, 1);
  g_assert_nonnull (strstr (rest->out, "Other"));

  g_assert_true (g_file_set_contents (file, "{\"omnidesk-view\": 7}", -1, NULL));
  broken = run (fixture, 1, "views import %s", file);
  g_assert_nonnull (strstr (broken->err, "newer"));
}

static void
test_selections (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->cli->home, "numbers.txt", NULL);
  g_autofree char *output = g_build_filename (fixture->cli->home, "out.csv", NULL);
  g_autofree char *numbers = g_strdup_printf ("%s, %s\n%s unknown-77", fixture->numbers[0],
                                              fixture->numbers[7], fixture->numbers[3]);
  g_autofree char *contents = NULL;
  g_autoptr (OmniTestRun) by_file = NULL;
  g_autoptr (OmniTestRun) by_filter = run (fixture, 0, "selections save all");
  g_autoptr (OmniTestRun) shown = NULL;
  g_autoptr (OmniTestRun) listed = NULL;
  g_autoptr (OmniTestRun) without = NULL;
  g_autoptr (OmniTestRun) common = NULL;
  g_autoptr (OmniTestRun) united = NULL;
  g_autoptr (OmniTestRun) exported = NULL;
  g_autoptr (OmniTestRun) removed = NULL;
  g_autoptr (OmniTestRun) gone = NULL;

  g_test_summary ("Selections are kept, combined and exported in their order");

  g_assert_true (g_file_set_contents (file, numbers, -1, NULL));
  by_file = run (fixture, 1, "selections save few --numbers %s", file);
  g_assert_nonnull (strstr (by_file->err, "unknown-77"));
  g_assert_nonnull (strstr (by_file->err, "3 orders"));

  shown = run (fixture, 0, "selections show few");
  g_assert_true (g_str_has_prefix (shown->out, fixture->numbers[0]));
  g_assert_cmpuint (count_lines (shown->out), ==, 3);
  listed = run (fixture, 0, "selections list");
  g_assert_cmpuint (count_lines (listed->out), ==, 2);

  exported = run (fixture, 0,
                  "orders export --selection few --columns number --output %s "
                  "--delimiter comma",
                  output);
  g_assert_true (g_file_get_contents (output, &contents, NULL, NULL));
  g_assert_cmpuint (count_lines (contents), ==, 4);
  g_assert_true (strstr (contents, fixture->numbers[7]) < strstr (contents, fixture->numbers[3]));

  without = run (fixture, 0, "selections subtract all few");
  g_assert_nonnull (strstr (without->err, "117 orders"));
  united = run (fixture, 0, "selections add all few");
  g_assert_nonnull (strstr (united->err, "120 orders"));
  common = run (fixture, 0, "selections intersect all few");
  g_assert_nonnull (strstr (common->err, "3 orders"));
  removed = run (fixture, 0, "selections delete all");
  gone = run (fixture, 1, "selections show all");
  g_assert_cmpstr (gone->out, ==, "");
}

static void
test_presets (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) shipping =
      run (fixture, 0, "orders list --columns @shipping,email --format csv --limit 1");
  g_autoptr (OmniTestRun) unknown = run (fixture, 2, "orders list --columns @colours");

  g_test_summary ("A set of columns is given by its name");

  g_assert_nonnull (strstr (shipping->out, "Shipping address"));
  g_assert_nonnull (strstr (shipping->out, ",E-mail\n"));
  g_assert_nonnull (strstr (unknown->err, "@accounting"));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add ("/cli/shelf/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/cli/shelf/views", Fixture, NULL, set_up, test_views, tear_down);
  g_test_add ("/cli/shelf/selections", Fixture, NULL, set_up, test_selections, tear_down);
  g_test_add ("/cli/shelf/presets", Fixture, NULL, set_up, test_presets, tear_down);

  return g_test_run ();
}
