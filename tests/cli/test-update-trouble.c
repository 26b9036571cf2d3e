/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-cli.h"
#include "omni-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Order-update files and servers of which nothing good can come. */

typedef struct
{
  OmniTestCli *cli; /* (owned) */
  char *folder;     /* (owned) */
  char *path;       /* (owned) the file that is worked on */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->cli = omni_test_cli_new ();
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "update.csv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_cli_free (fixture->cli);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_bytes (Fixture *fixture, const char *bytes, gssize length)
{
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
}

/* The status is what it is to be, the file is named or the row, and nothing was done to it. */
static void
assert_check (Fixture *fixture, const char *option, int status, const char *sentence)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (OmniTestRun) run = NULL;
  gsize n_before;
  gsize n_after;

  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  run = omni_test_cli_run (fixture->cli, NULL, "update", "check", fixture->path, option, NULL);
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  if (run->status != status ||
      (strstr (run->err, sentence) == NULL && strstr (run->out, sentence) == NULL))
    g_test_message ("wanted %d, “%s”, got %d\nout: %s\nerr: %s", status, sentence, run->status,
                    run->out, run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_true (strstr (run->err, sentence) != NULL || strstr (run->out, sentence) != NULL);
}

static void
test_files (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    int status;
    const char *sentence;
  } files[] = {
    { "", 0, 1, "update.csv”: the file is empty." },
    { "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0\0\0\0\0\0\0\0\0", 32, 1,
      "is no text. Save it as CSV or XLSX." },
    { "id,status\n1,450\n2,\"450\n3,450\n", -1, 1,
      "update.csv”, row 3: a quotation mark is opened and never closed." },
    { "id,status,Durum\n1,450,500\n", -1, 1,
      "the column “status” is there twice, as columns 2 and 3. Keep one of them." },
    { "id,status\r\n1,450\n2,450\r3,450\r\n", -1, 0, "3 rows are ready" },
    { "id,status\n1,4\0" "50\n2,450\n", 23, 1, "row 2: error: The row has a zero byte" },
    { "id,status\n1,4\"50\n2,450\n", -1, 1, "row 2: error: A quotation mark stands where none" },
    { "PK\x03\x04zip", -1, 1, "this is no workbook. Save it as XLSX or CSV." },
    { "\xff\xfei\0d\0,\0s", 9, 1, "has letters that are not UTF-16LE. Choose another encoding." },
  };

  g_test_summary ("A file that cannot be used says where and why, and stays as it is.");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      write_bytes (fixture, files[i].bytes, files[i].length);
      assert_check (fixture, NULL, files[i].status, files[i].sentence);
    }
}

static void
test_wide (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status");

  g_test_summary ("Two hundred columns are read.");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, ",x%u", i);
  g_string_append (text, "\n1,450\n2,x\n");
  write_bytes (fixture, text->str, -1);
  assert_check (fixture, NULL, 1, "row 3, status: error: “x” is no status.");
}

static void
test_encoding (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status,sku\n");

  g_test_summary ("A wrong guess is told by the row that shows it, and can be corrected.");

  /* The encoding is guessed from the beginning, which has to be long. */
  for (guint i = 1; i < 9000; i++)
    g_string_append_printf (text, "%u,450,\xc4\xb0\n", i);
  g_string_append (text, "9000,450,\xfe\n");
  write_bytes (fixture, text->str, (gssize) text->len);

  assert_check (fixture, NULL, 1,
                "row 9001: error: The row has letters in another encoding than the file.");
  assert_check (fixture, "--encoding=windows-1254", 0, "9000 rows are ready");
  assert_check (fixture, "--encoding=latin", 2, "It can be: utf-8, utf-16le");
  assert_check (fixture, "--delimiter=semicolon", 1, "has no title “id”");
}

static void
test_huge (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status\n");
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("Three gigabytes of nothing are refused with the row where they begin.");

  for (guint i = 1; i <= 9000; i++)
    g_string_append_printf (text, "%u,450\n", 100000 + i);
  write_bytes (fixture, text->str, (gssize) text->len);
  g_assert_cmpint (truncate (fixture->path, G_GINT64_CONSTANT (3) << 30), ==, 0);

  run = omni_test_cli_run (fixture->cli, NULL, "update", "check", fixture->path, NULL);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "update.csv”, row 9002: the row is longer than 16 MB."));
}

/*
 * With a server
 */

static void
start_shop (Fixture *fixture)
{
  omni_test_cli_start_sandbox (fixture->cli, "60");
  omni_test_cli_use_password (fixture->cli);
}

static char *
read_template (Fixture *fixture, const char *status)
{
  g_autofree char *path = g_build_filename (fixture->folder, "template.csv", NULL);
  g_autoptr (OmniTestRun) run = NULL;
  char *text = NULL;

  run = omni_test_cli_run (fixture->cli, NULL, "update", "template", "-o", path, "--force",
                           "--delimiter", "comma", "--status", status, NULL);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static guint
count_rows (const char *csv)
{
  guint n_rows = 0;

  for (const char *at = strstr (csv, "\r\n"); at != NULL; at = strstr (at + 2, "\r\n"))
    n_rows++;
  return n_rows - 1;
}

/* All that is being prepared gets another status. Gives how many rows that are. */
static guint
write_wishes (Fixture *fixture)
{
  g_autofree char *text = read_template (fixture, "450");
  g_auto (GStrv) parts = g_strsplit (text, ",preparing,", -1);
  g_autofree char *wishes = g_strjoinv (",520,", parts);

  g_assert_cmpuint (g_strv_length (parts), >, 10);
  write_bytes (fixture, wishes, -1);
  return g_strv_length (parts) - 1;
}

static OmniTestRun *
apply (Fixture *fixture)
{
  OmniTestRun *run = omni_test_cli_run (fixture->cli, NULL, "update", "apply", fixture->path,
                                        "--yes", "--resume", "--wait", "0", NULL);

  g_test_message ("%d: %s", run->status, run->err);
  return run;
}

static void
set_faults (Fixture *fixture, const char *faults)
{
  g_autofree char *json = g_strdup_printf ("{\"faults\": \"%s\"}", faults);

  omni_test_sandbox_post (fixture->cli->sandbox, "/sandbox/faults/", json);
}

static void
assert_all_done (Fixture *fixture, guint n_rows, guint n_before)
{
  g_autofree char *left = read_template (fixture, "450");
  g_autofree char *done = read_template (fixture, "520");

  g_assert_cmpuint (count_rows (left), ==, 0);
  g_assert_cmpuint (count_rows (done), ==, n_before + n_rows);
}

static void
test_answers (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *faults;
    int status;
    const char *sentence;
  } answers[] = {
    { "401:PATCH *bulk*:100:1", 3, "The same command with --resume goes on with it." },
    { "403:PATCH *bulk*:100:1", 3, "The same command with --resume goes on with it." },
    { "cut-before:*order_item*:100", 4, "The same command with --resume goes on with it." },
  };
  guint n_rows;
  guint n_before;

  g_test_summary ("A server that refuses in the middle is told of, and what is left goes on.");

  start_shop (fixture);
  n_rows = write_wishes (fixture);
  {
    g_autofree char *before = read_template (fixture, "520");

    n_before = count_rows (before);
  }

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (OmniTestRun) run = NULL;

      set_faults (fixture, answers[i].faults);
      run = apply (fixture);
      g_assert_cmpint (run->status, ==, answers[i].status);
      g_assert_nonnull (strstr (run->err, answers[i].sentence));
      g_assert_nonnull (strstr (run->err, "not begun"));
    }

  {
    g_autoptr (OmniTestRun) run = NULL;

    set_faults (fixture, "500:PATCH *bulk*:100:2,429=1:*order_item*:100:2");
    run = apply (fixture);
    g_assert_cmpint (run->status, ==, 0);
  }
  assert_all_done (fixture, n_rows, n_before);
}

static void
test_other_rows (Fixture *fixture, gconstpointer unused)
{
  static const char *const ended[] = { "100", "600" };
  g_autoptr (OmniTestRun) preview = NULL;
  g_autoptr (OmniTestRun) run = NULL;
  g_autoptr (GString) text = g_string_new ("id,status\n");

  g_test_summary ("Rows of another tenant, and of what has ended, are refused with a reason each.");

  start_shop (fixture);
  g_string_append (text, "999999999,520\n");
  for (guint i = 0; i < G_N_ELEMENTS (ended); i++)
    {
      g_autofree char *csv = read_template (fixture, ended[i]);
      g_auto (GStrv) lines = g_strsplit (csv, "\r\n", 3);
      g_auto (GStrv) cells = g_strsplit (lines[1], ",", 2);

      g_string_append_printf (text, "%s,520\n", cells[0]);
    }
  write_bytes (fixture, text->str, -1);

  preview = omni_test_cli_run (fixture->cli, NULL, "update", "preview", fixture->path, NULL);
  g_test_message ("%s", preview->out);
  g_assert_cmpint (preview->status, ==, 1);
  g_assert_nonnull (
      strstr (preview->out, "row 2, id 999999999: The back office has no such order item"));
  g_assert_nonnull (strstr (preview->out, "row 3, id "));
  g_assert_nonnull (strstr (preview->out, "row 4, id "));
  run = apply (fixture);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "3 refused"));
}

static void
limit_files (gpointer user_data)
{
  const rlim_t *size = user_data;
  const struct rlimit limit = { *size, *size };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* As the disk would be if it were full at that size. */
static int
apply_within (Fixture *fixture, rlim_t size)
{
  g_autofree char *program = omni_test_cli_dup_program ();
  g_autoptr (GSubprocessLauncher) launcher =
      omni_test_cli_make_launcher (fixture->cli, G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;

  g_subprocess_launcher_set_child_setup (launcher, limit_files, &size, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "update", "apply",
                                         fixture->path, "--yes", "--resume", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  if (g_subprocess_get_exit_status (process) != 0)
    g_assert_nonnull (strstr (err, "omnidesk.db"));
  return g_subprocess_get_exit_status (process);
}

static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) run = NULL;
  guint n_failed = 0;
  guint n_before;
  guint n_rows;
  int status = 1;

  g_test_summary ("On a full disk nothing is sent without its journal, and it goes on later.");

  start_shop (fixture);
  n_rows = write_wishes (fixture);
  {
    g_autofree char *before = read_template (fixture, "520");

    n_before = count_rows (before);
  }

  for (rlim_t size = 4096; status != 0; size += 8192)
    {
      status = apply_within (fixture, size);
      n_failed += status != 0;
    }
  g_assert_cmpuint (n_failed, >, 3);
  run = apply (fixture);
  g_assert_cmpint (run->status, ==, 0);
  assert_all_done (fixture, n_rows, n_before);
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

  add ("/cli/update-trouble/files", test_files);
  add ("/cli/update-trouble/wide", test_wide);
  add ("/cli/update-trouble/encoding", test_encoding);
  add ("/cli/update-trouble/huge", test_huge);
  add ("/cli/update-trouble/answers", test_answers);
  add ("/cli/update-trouble/other-rows", test_other_rows);
  add ("/cli/update-trouble/full-disk", test_full_disk);

  return g_test_run ();
}
