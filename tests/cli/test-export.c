/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-reader.h"
#include "omni-test-cli.h"
#include "omni-test.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define N_ORDERS 900

typedef struct
{
  OmniTestCli *cli;         /* (owned) */
  OmniTestSandbox *sandbox; /* (owned) */
  char *folder;
  char *path;
} Fixture;

/* @data: (nullable): the sandbox's option --faults */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *options[] = { "--orders", G_STRINGIFY (N_ORDERS), NULL, NULL, NULL };

  if (data != NULL)
    {
      options[2] = "--faults";
      options[3] = data;
    }

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->cli = omni_test_cli_new ();
  fixture->cli->url = g_strdup (omni_test_sandbox_get_url (fixture->sandbox));
  omni_test_cli_use_password (fixture->cli);
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "orders.csv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  omni_test_cli_free (fixture->cli);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Runs "orders export --output PATH" with more words, as they would be typed. */
static OmniTestRun *
run_export (Fixture *fixture, const char *words)
{
  g_autofree char *line = g_strdup_printf ("orders export --output %s %s", fixture->path, words);
  OmniTestRun *run = omni_test_cli_run_line (fixture->cli, line);

  g_test_message ("%s: %s", line, run->err);
  g_assert_cmpstr (run->out, ==, "");
  return run;
}

/* The first cells of the file's rows, without the header. */
static GPtrArray *
read_first_cells (const char *path, guint *n_columns)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (file, NULL, NULL, &error);
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const OmniCsvRow *row;

  g_assert_no_error (error);
  while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
    {
      *n_columns = row->n_cells;
      if (row->number > 1)
        g_ptr_array_add (cells, g_strdup (row->cells[0]));
    }
  g_assert_no_error (error);

  return cells;
}

/* What "orders list" says about the same filters, in its own order. */
static GHashTable *
list_numbers (Fixture *fixture, const char *filters)
{
  g_autofree char *line =
      g_strdup_printf ("orders list --limit 0 --format csv --columns number %s", filters);
  g_autoptr (OmniTestRun) run = omni_test_cli_run_line (fixture->cli, line);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpint (run->status, ==, 0);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (lines[i][0] != '\0')
        g_hash_table_add (numbers, g_strdup (lines[i]));
    }

  return numbers;
}

static void
assert_same (GPtrArray *cells, GHashTable *numbers)
{
  g_assert_cmpuint (cells->len, ==, g_hash_table_size (numbers));
  for (guint i = 0; i < cells->len; i++)
    g_assert_true (g_hash_table_remove (numbers, g_ptr_array_index (cells, i)));
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  static const char *const filters[] = { "", "--status 400,450", "--status approved",
                                         "--placed-before 1999-01-01" };

  g_test_summary ("The file has what the list has, each order once.");

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *words = g_strdup_printf ("--force --columns number,status %s", filters[i]);
      g_autoptr (OmniTestRun) run = run_export (fixture, words);
      g_autoptr (GHashTable) numbers = list_numbers (fixture, filters[i]);
      g_autoptr (GPtrArray) cells = NULL;
      g_autofree char *sentence = NULL;
      guint n_columns = 0;

      g_assert_cmpint (run->status, ==, 0);
      cells = read_first_cells (fixture->path, &n_columns);
      g_assert_cmpuint (n_columns, ==, 2);
      sentence = g_strdup_printf ("Wrote %u order", cells->len);
      g_assert_true (g_str_has_prefix (run->err, sentence));
      assert_same (cells, numbers);
      g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
    }
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) numbers = list_numbers (fixture, "--limit 0");
  g_autofree const char **some = (const char **) g_hash_table_get_keys_as_array (numbers, NULL);
  g_autofree char *list = g_build_filename (fixture->folder, "numbers.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (OmniTestRun) all = NULL;
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  guint n_columns = 0;

  g_test_summary ("Numbers are written as they are named; one that is not there is said.");

  text = g_strdup_printf ("\xef\xbb\xbf%s\r\n\n  %s  \nnowhere\n%s", some[5], some[2], some[9]);
  run = omni_test_cli_run (fixture->cli, text, "orders", "export", "--numbers", "-", "--output",
                           fixture->path, NULL);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "Wrote 3 orders"));
  g_assert_nonnull (strstr (run->err, "1 was not found: nowhere."));

  cells = read_first_cells (fixture->path, &n_columns);
  g_assert_cmpuint (cells->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (cells, 0), ==, some[5]);
  g_assert_cmpstr (g_ptr_array_index (cells, 1), ==, some[2]);
  g_assert_cmpstr (g_ptr_array_index (cells, 2), ==, some[9]);

  g_assert_true (g_file_set_contents (list, some[7], -1, NULL));
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("--force --numbers %s", list);
  all = run_export (fixture, text);
  g_assert_cmpint (all->status, ==, 0);
  g_assert_nonnull (strstr (all->err, "Wrote 1 order "));
}

static void
test_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (GHashTable) numbers = list_numbers (fixture, "--status 400");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) cells = NULL;
  guint n_columns = 0;

  g_test_summary ("A row per item has every order at least once.");

  run = run_export (fixture, "--status 400 --rows items --columns number,item-sku,item-price");
  g_assert_cmpint (run->status, ==, 0);
  cells = read_first_cells (fixture->path, &n_columns);
  g_assert_cmpuint (n_columns, ==, 3);
  g_assert_cmpuint (cells->len, >, g_hash_table_size (numbers));
  for (guint i = 0; i < cells->len; i++)
    {
      g_assert_true (g_hash_table_contains (numbers, g_ptr_array_index (cells, i)));
      g_hash_table_add (seen, g_ptr_array_index (cells, i));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, g_hash_table_size (numbers));
}

static void
test_workbook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;
  g_autofree char *contents = NULL;

  g_test_summary ("The ending of the name says that a workbook is meant.");

  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "Orders.XLSX", NULL);
  run = run_export (fixture, "--status 400");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "PK"));
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;
  g_autofree char *contents = NULL;

  g_test_summary ("Delimiter and zone are as they were chosen.");

  run = run_export (fixture, "--status 400 --delimiter semicolon --zone Europe/Istanbul "
                             "--columns number,date-placed");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_true (
      g_str_has_prefix (contents, "\xef\xbb\xbfNumber;Placed (Europe/Istanbul)\r\n"));
}

static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words;
    const char *expected;
  } mistakes[] = {
    { "orders export", "--output is missing" },
    { "orders export --output orders.pdf", "neither in .csv nor in .xlsx" },
    { "orders export --output x.csv --rows lines", "--rows" },
    { "orders export --output x.csv --columns number,nonsense", "nonsense" },
    { "orders export --output x.csv --columns item-sku", "item-sku" },
    { "orders export --output x.csv --delimiter dash", "--delimiter" },
    { "orders export --output x.csv --zone Mars/Base", "--zone" },
    { "orders export --output x.csv --numbers - --status 400", "--numbers" },
    { "orders export --output x.csv --status nonsense", "nonsense" },
    { "orders export x.csv", "x.csv" },
  };

  g_test_summary ("What cannot be meant is said before anything is done.");

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (OmniTestRun) run = omni_test_cli_run_line (fixture->cli, mistakes[i].words);

      g_test_message ("%s: %s", mistakes[i].words, run->err);
      g_assert_cmpint (run->status, ==, 2);
      g_assert_nonnull (strstr (run->err, mistakes[i].expected));
      g_assert_false (g_file_test ("x.csv", G_FILE_TEST_EXISTS));
    }
}

static void
test_targets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (OmniTestRun) forced = NULL;
  g_autoptr (OmniTestRun) nowhere = NULL;
  g_autofree char *contents = NULL;

  g_test_summary ("A file is replaced only by force; a folder has to be there.");

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  run = run_export (fixture, "--status 400");
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "exists already"));
  g_assert_nonnull (strstr (run->err, "--force"));
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");

  forced = run_export (fixture, "--status 400 --force");
  g_assert_cmpint (forced->status, ==, 0);

  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "missing", "orders.csv", NULL);
  nowhere = run_export (fixture, "");
  g_assert_cmpint (nowhere->status, ==, 1);
  g_assert_nonnull (strstr (nowhere->err, fixture->path));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
}

static void
limit_file_size (gpointer unused)
{
  const struct rlimit limit = { 20 * 1024, 20 * 1024 };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "old.csv", "old.xlsx" };
  g_autofree char *program = omni_test_cli_dup_program ();

  g_test_summary ("Where there is no room the file that was there stays as it was.");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_autoptr (GSubprocessLauncher) launcher =
          omni_test_cli_make_launcher (fixture->cli, G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autoptr (GSubprocess) process = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *err = NULL;
      g_autofree char *contents = NULL;

      g_assert_true (g_file_set_contents (path, "old", -1, NULL));
      g_subprocess_launcher_set_child_setup (launcher, limit_file_size, NULL, NULL);
      process = g_subprocess_launcher_spawn (launcher, &error, program, "orders", "export",
                                             "--force", "--output", path, NULL);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));

      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_nonnull (strstr (err, path));
      g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, i + 1);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, "old");
    }
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("A folder that takes no file is named before anything is read.");

  /* Not even root makes files there. */
  g_free (fixture->path);
  fixture->path = g_strdup ("/proc/self/orders.xlsx");
  run = run_export (fixture, "");
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, fixture->path));
}

static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  guint n_columns = 0;

  g_test_summary ("A connection that breaks now and then costs time and no order.");

  run = run_export (fixture, "");
  g_assert_cmpint (run->status, ==, 0);
  cells = read_first_cells (fixture->path, &n_columns);
  g_assert_cmpuint (cells->len, ==, N_ORDERS);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("A session that the server ends in the middle ends the export without a file.");

  run = run_export (fixture, "");
  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

static gboolean
has_begun (const char *folder)
{
  return omni_test_count_files (folder) > 0;
}

static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = omni_test_cli_dup_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *err = NULL;

  g_test_summary ("Ctrl+C in the middle leaves nothing, and says so.");

  launcher = omni_test_cli_make_launcher (fixture->cli, G_SUBPROCESS_FLAGS_STDERR_PIPE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "orders", "export", "--output",
                                         fixture->path, NULL);
  g_assert_no_error (error);
  OMNI_TEST_WAIT (has_begun (fixture->folder));
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));

  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpstr (err, ==, "Stopped. No file was written.\n");
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

#define ADD(path, faults, function)                                                                \
  g_test_add ("/cli/export/" path, Fixture, faults, set_up, function, tear_down)
  ADD ("filters", NULL, test_filters);
  ADD ("numbers", NULL, test_numbers);
  ADD ("items", NULL, test_items);
  ADD ("workbook", NULL, test_workbook);
  ADD ("options", NULL, test_options);
  ADD ("mistakes", NULL, test_mistakes);
  ADD ("targets", NULL, test_targets);
  ADD ("no-room", NULL, test_no_room);
  ADD ("read-only", NULL, test_read_only);
  ADD ("trouble", "500:*orders*:15,truncate:*orders*:10,cut-before:*orders*:10", test_trouble);
  ADD ("failure", "expire=9", test_failure);
  ADD ("interrupt", "slow=15000:*/orders/*", test_interrupt);
#undef ADD

  return g_test_run ();
}
