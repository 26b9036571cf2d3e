/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-cli.h"
#include "omni-test.h"

#include <string.h>

#define HEADER                                                                                     \
  "id,order_number,sku,status,shipping_company,e_archive_url,invoice_number,invoice_date,"         \
  "tracking_number"
#define MARK "\xef\xbb\xbf"

typedef struct
{
  OmniTestCli *cli; /* (owned) */
  char *folder;     /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->cli = omni_test_cli_new ();
  fixture->folder = omni_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_cli_free (fixture->cli);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static char *
make_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_status (const OmniTestRun *run, int status)
{
  if (run->status != status)
    g_test_message ("out: %s\nerr: %s", run->out, run->err);
  g_assert_cmpint (run->status, ==, status);
}

static void
test_empty_template (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = make_path (fixture, "empty.csv");
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (OmniTestRun) again = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("An empty template needs no server, and does not replace a file.");

  run = omni_test_cli_run (fixture->cli, NULL, "update", "template", "--output", path,
                           "--delimiter", "comma", NULL);
  assert_status (run, 0);
  text = read_text (path);
  g_assert_true (g_str_has_prefix (text, MARK HEADER "\r\n# "));
  g_assert_nonnull (strstr (text, "# 205731"));

  again = omni_test_cli_run (fixture->cli, NULL, "update", "template", "--output", path, NULL);
  assert_status (again, 1);
}

static void
test_filled_template (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = make_path (fixture, "filled.csv");
  g_autofree char *book = make_path (fixture, "filled.xlsx");
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (OmniTestRun) named = NULL;
  g_autoptr (OmniTestRun) checked = NULL;
  g_auto (GStrv) numbers = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  g_autofree char *input = NULL;

  g_test_summary ("A filled template has a row for each item, by filters and by numbers.");

  omni_test_cli_start_sandbox (fixture->cli, "40");
  omni_test_cli_use_password (fixture->cli);
  list = omni_test_cli_run (fixture->cli, NULL, "orders", "list", "--status", "450", "--columns",
                            "number", "--format", "csv", "--limit", "0", NULL);
  assert_status (list, 0);
  numbers = g_strsplit_set (list->out, "\r\n", -1);

  run = omni_test_cli_run (fixture->cli, NULL, "update", "template", "-o", path, "--delimiter",
                           "comma", "--status", "450", NULL);
  assert_status (run, 0);
  text = read_text (path);
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, MARK HEADER);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 9);
      g_assert_true (g_ascii_isdigit (cells[0][0]));
      g_assert_true (g_strv_contains ((const char *const *) numbers, cells[1]));
    }

  input = g_strdup_printf ("%s\nnobody\n", numbers[1]);
  named = omni_test_cli_run (fixture->cli, input, "update", "template", "-o", book, "--numbers",
                             "-", NULL);
  assert_status (named, 1);
  g_assert_nonnull (strstr (named->err, "1 order was not found"));

  checked = omni_test_cli_run (fixture->cli, NULL, "update", "check", book, NULL);
  assert_status (checked, 0);
  g_assert_nonnull (strstr (checked->err, " ready"));
}

static char *
write_text (Fixture *fixture, const char *name, const char *text)
{
  char *path = make_path (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_check (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *good = write_text (fixture, "good.csv", "id;durum\n1;hazırlanıyor\n");
  g_autofree char *bad = write_text (fixture, "bad.csv", "id,status\n1,shiped\n2,450\n");
  g_autofree char *dates =
      write_text (fixture, "dates.csv", "id,invoice_date\n1,03/04/2025\n2,03/27/2025\n");
  g_autofree char *none = make_path (fixture, "none.csv");
  g_autofree char *report = make_path (fixture, "report.csv");
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (OmniTestRun) wrong = NULL;
  g_autoptr (OmniTestRun) inferred = NULL;
  g_autoptr (OmniTestRun) missing = NULL;
  g_autofree char *text = NULL;

  g_test_summary (
      "A file is checked without a server; the exit status and a report say what came of it.");

  run = omni_test_cli_run (fixture->cli, NULL, "update", "check", good, NULL);
  assert_status (run, 0);
  g_assert_cmpstr (run->out, ==, "");

  wrong = omni_test_cli_run (fixture->cli, NULL, "update", "check", bad, "--report", report, NULL);
  assert_status (wrong, 1);
  g_assert_cmpstr (wrong->out, ==,
                   "row 2, status: error: “shiped” is no status. Perhaps “shipped”?\n");
  text = read_text (report);
  g_assert_cmpstr (text, ==,
                   MARK "row,column,value,severity,rule,problem,fix\r\n"
                        "2,status,shiped,error,unknown-status,“shiped” is no status.,shipped\r\n");

  inferred = omni_test_cli_run (fixture->cli, NULL, "update", "check", dates, NULL);
  assert_status (inferred, 0);
  g_assert_nonnull (strstr (inferred->err, "Dates are read with the month first (--dates)."));

  missing = omni_test_cli_run (fixture->cli, NULL, "update", "check", none, NULL);
  assert_status (missing, 1);
}

static void
text_append_bad_row (char **text)
{
  g_autofree char *before = g_steal_pointer (text);

  *text = g_strconcat (before, "999999999,,,shipped,,,,,1\r\n", NULL);
}

static void
test_apply (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *template = make_path (fixture, "template.csv");
  g_autofree char *after = make_path (fixture, "after.csv");
  g_autofree char *file = make_path (fixture, "update.csv");
  g_autofree char *report = make_path (fixture, "report.csv");
  g_autofree char *undo = make_path (fixture, "undo.csv");
  g_autofree char *failed = make_path (fixture, "failed.csv");
  g_autofree char *before_text = NULL;
  g_autofree char *after_text = NULL;
  g_autofree char *wishes = NULL;
  g_autofree char *failed_text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (OmniTestRun) made = NULL;
  g_autoptr (OmniTestRun) careful = NULL;
  g_autoptr (OmniTestRun) preview = NULL;
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (OmniTestRun) again = NULL;
  g_autoptr (OmniTestRun) back = NULL;
  g_autoptr (OmniTestRun) checked = NULL;

  g_test_summary ("A file is previewed, applied and taken back; bad rows come back as a file.");

  omni_test_cli_start_sandbox (fixture->cli, "60");
  omni_test_cli_use_password (fixture->cli);
  made = omni_test_cli_run (fixture->cli, NULL, "update", "template", "-o", template, "--delimiter",
                            "comma", "--status", "450", NULL);
  assert_status (made, 0);
  before_text = read_text (template);
  parts = g_strsplit (before_text, ",preparing,", -1);
  g_assert_cmpuint (g_strv_length (parts), >, 3);
  wishes = g_strjoinv (",520,", parts);
  text_append_bad_row (&wishes);
  g_assert_true (g_file_set_contents (file, wishes, -1, NULL));

  careful = omni_test_cli_run (fixture->cli, NULL, "update", "apply", file, NULL);
  assert_status (careful, 2);
  preview = omni_test_cli_run (fixture->cli, NULL, "update", "preview", file, NULL);
  assert_status (preview, 1);
  g_assert_nonnull (strstr (preview->out, "status “450” → “520”"));

  run = omni_test_cli_run (fixture->cli, NULL, "update", "apply", file, "--yes", "--report", report,
                           "--undo", undo, "--failed", failed, NULL);
  assert_status (run, 1);
  failed_text = read_text (failed);
  g_assert_nonnull (strstr (failed_text, "999999999,,,shipped"));
  again =
      omni_test_cli_run (fixture->cli, NULL, "update", "apply", file, "--yes", "--resume", NULL);
  assert_status (again, 1);
  g_assert_nonnull (strstr (again->err, "way already"));

  back = omni_test_cli_run (fixture->cli, NULL, "update", "apply", undo, "--yes", NULL);
  assert_status (back, 0);
  checked = omni_test_cli_run (fixture->cli, NULL, "update", "template", "-o", after, "--delimiter",
                               "comma", "--status", "450", NULL);
  assert_status (checked, 0);
  after_text = read_text (after);
  g_assert_cmpstr (after_text, ==, before_text);
}

static void
test_carrier (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *report = make_path (fixture, "report.csv");
  g_autofree char *update = make_path (fixture, "update.csv");
  g_autofree char *rest = make_path (fixture, "rest.csv");
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) saved = NULL;
  g_autoptr (OmniTestRun) bad = NULL;
  g_autoptr (OmniTestRun) maps = NULL;
  g_autoptr (OmniTestRun) converted = NULL;
  g_autoptr (OmniTestRun) again = NULL;
  g_autoptr (OmniTestRun) forced = NULL;
  g_autoptr (OmniTestRun) checked = NULL;
  g_autoptr (OmniTestRun) applied = NULL;
  g_auto (GStrv) numbers = NULL;
  g_autofree char *text = NULL;
  g_autofree char *made = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *rest_text = NULL;

  g_test_summary ("A carrier's report becomes an order-update file; what does not fit is listed.");

  omni_test_cli_start_sandbox (fixture->cli, "40");
  omni_test_cli_use_password (fixture->cli);
  list = omni_test_cli_run (fixture->cli, NULL, "orders", "list", "--status", "450", "--columns",
                            "number", "--format", "csv", "--limit", "0", NULL);
  assert_status (list, 0);
  numbers = g_strsplit_set (list->out, "\r\n", -1);

  bad = omni_test_cli_run (fixture->cli, NULL, "carriers", "save", "aras", "--column",
                           "status=Durum", NULL);
  g_assert_cmpint (bad->status, !=, 0);
  saved = omni_test_cli_run (fixture->cli, NULL, "carriers", "save", "aras", "--column",
                             "order_number=Referans No", "--column", "tracking_number=TAKİP NO",
                             "--column", "status=Durum", "--word", "Yola Çıktı=500", "--set",
                             "shipping_company=aras", NULL);
  assert_status (saved, 0);
  maps = omni_test_cli_run (fixture->cli, NULL, "carriers", "list", NULL);
  g_assert_nonnull (strstr (maps->out, "--word “Yola Çıktı=500”"));

  text = g_strdup_printf ("Aras Kargo;;;\n\nDurum;Takip No;Referans No;Şube\n"
                          "YOLA ÇIKTI;0071;%s;A\nYola Çıktı;0072;nobody;A\nKayıp;0073;%s;A\n",
                          numbers[1], numbers[1]);
  g_assert_true (g_file_set_contents (report, text, -1, NULL));
  converted = omni_test_cli_run (fixture->cli, NULL, "carriers", "convert", "aras", report, "-o",
                                 update, "--unmatched", rest, NULL);
  assert_status (converted, 1);
  again = omni_test_cli_run (fixture->cli, NULL, "carriers", "convert", "aras", report, "-o",
                             update, NULL);
  assert_status (again, 1);
  g_assert_nonnull (strstr (again->err, "--force"));
  forced = omni_test_cli_run (fixture->cli, NULL, "carriers", "convert", "aras", report, "-o",
                              update, "--unmatched", rest, "--force", NULL);
  assert_status (forced, 1);
  g_assert_cmpstr (forced->out, ==, converted->out);
  g_assert_nonnull (strstr (converted->out, "row 5, nobody: The back office has no order"));
  g_assert_nonnull (strstr (converted->out, "Nobody said what “Kayıp” means."));
  rest_text = read_text (rest);
  g_assert_nonnull (strstr (rest_text, "5,nobody,"));
  made = read_text (update);
  wanted = g_strdup_printf (",%s,", numbers[1]);
  g_assert_nonnull (strstr (made, wanted));
  g_assert_nonnull (strstr (made, ",500,aras,,,,0071"));

  checked = omni_test_cli_run (fixture->cli, NULL, "update", "check", update, NULL);
  assert_status (checked, 0);
  applied = omni_test_cli_run (fixture->cli, NULL, "update", "apply", update, "--yes", NULL);
  assert_status (applied, 0);
}

/* The text of a column in the only row that has something in it. */
static char *
find_cell (const char *csv, const char *begins)
{
  g_auto (GStrv) lines = g_strsplit_set (csv, "\r\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], begins) && lines[i][strlen (begins)] != '\0')
        return g_strdup (lines[i] + strlen (begins));
    }

  g_assert_not_reached ();
}

static void
test_carrier_tracking (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *report = make_path (fixture, "delivered.csv");
  g_autofree char *update = make_path (fixture, "update.csv");
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) saved = NULL;
  g_autoptr (OmniTestRun) converted = NULL;
  g_autoptr (OmniTestRun) applied = NULL;
  g_autofree char *tracking = NULL;
  g_autofree char *text = NULL;
  g_autofree char *made = NULL;

  g_test_summary ("A report that knows parcels only finds their orders by the tracking number.");

  omni_test_cli_start_sandbox (fixture->cli, "40");
  omni_test_cli_use_password (fixture->cli);
  list = omni_test_cli_run (fixture->cli, NULL, "orders", "list", "--status", "500", "--columns",
                            "status,tracking-number", "--format", "csv", "--limit", "0", NULL);
  assert_status (list, 0);
  tracking = find_cell (list->out, "Shipped,");

  saved = omni_test_cli_run (fixture->cli, NULL, "carriers", "save", "aras", "--column",
                             "tracking_number=Barkod", "--set", "status=550", NULL);
  assert_status (saved, 0);
  text = g_strdup_printf ("Barkod;Şube\n%s;A\n000000;B\n", tracking);
  g_assert_true (g_file_set_contents (report, text, -1, NULL));
  converted = omni_test_cli_run (fixture->cli, NULL, "carriers", "convert", "aras", report, "-o",
                                 update, NULL);
  assert_status (converted, 1);
  g_assert_nonnull (strstr (converted->out, "row 3, 000000: The back office has no order with this "
                                            "tracking number."));
  made = read_text (update);
  g_assert_nonnull (strstr (made, ",550,"));
  g_assert_nonnull (strstr (made, tracking));

  applied = omni_test_cli_run (fixture->cli, NULL, "update", "apply", update, "--yes", NULL);
  assert_status (applied, 0);
  g_assert_nonnull (strstr (applied->err, "done"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  add ("/cli/update/empty-template", test_empty_template);
  add ("/cli/update/filled-template", test_filled_template);

  add ("/cli/update/check", test_check);

  add ("/cli/update/apply", test_apply);

  add ("/cli/update/carrier", test_carrier);
  add ("/cli/update/carrier-tracking", test_carrier_tracking);

  return g_test_run ();
}
