/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-reader.h"
#include "omni-csv-writer.h"
#include "omni-test.h"
#include "omni-time.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  GFile *target;
  GTimeZone *zone;
  OmniTableOptions options;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "orders.csv", NULL);
  fixture->target = g_file_new_for_path (fixture->path);
  fixture->zone = g_time_zone_new_identifier ("Europe/Istanbul");
  g_assert_nonnull (fixture->zone);
  fixture->options = (OmniTableOptions) {
    .delimiter = ',',
    .guard_formulas = TRUE,
    .zone = fixture->zone,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->target);
  g_clear_pointer (&fixture->zone, g_time_zone_unref);
  omni_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

static OmniValue
text_value (const char *text)
{
  return (OmniValue) { .kind = OMNI_VALUE_TEXT, .is_null = text == NULL, .text = text };
}

static void
write_texts (Fixture *fixture, const char *const *texts)
{
  static const OmniTableColumn column = { "Note", OMNI_VALUE_TEXT, 20 };
  static const OmniTableColumn columns[] = { column, column };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_CSV, fixture->target, columns, 2,
                                  &fixture->options, &error);
  g_assert_no_error (error);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      OmniValue values[] = { text_value (texts[i]), text_value ("x") };

      g_assert_true (omni_table_writer_write_row (writer, values, &error));
      g_assert_no_error (error);
    }

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_bytes (const char *path, const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  const char *texts[] = {
    "plain",
    "0012",
    "a,b",
    "a;b",
    "he said \"no\"",
    "two\nlines",
    "two\r\nlines",
    "cr\rhere",
    "Şükrü Öğüt, Iğdır",
    " blank",
    "tab\t",
    "",
    "7330051248817",
    NULL,
  };

  g_test_summary ("Test that every text is written byte by byte as RFC 4180 says, and quoted only "
                  "when it must be.");

  write_texts (fixture, texts);
  assert_bytes (fixture->path, "\xef\xbb\xbfNote,Note\r\n"
                               "plain,x\r\n"
                               "0012,x\r\n"
                               "\"a,b\",x\r\n"
                               "a;b,x\r\n"
                               "\"he said \"\"no\"\"\",x\r\n"
                               "\"two\nlines\",x\r\n"
                               "\"two\r\nlines\",x\r\n"
                               "\"cr\rhere\",x\r\n"
                               "\"Şükrü Öğüt, Iğdır\",x\r\n"
                               "\" blank\",x\r\n"
                               "\"tab\t\",x\r\n"
                               "\"\",x\r\n"
                               "7330051248817,x\r\n");
}

static void
test_guard (Fixture *fixture, gconstpointer data)
{
  const char *texts[] = {
    "=1+1", "+90 532", "-5", "@sum", "\tx", "\rx", "'=1", "''-", "'quoted'", "a=1", "-", NULL,
  };

  g_test_summary (
      "Test that a text which a spreadsheet would run gets an apostrophe, and no other text does.");

  write_texts (fixture, texts);
  assert_bytes (fixture->path, "\xef\xbb\xbfNote,Note\r\n"
                               "'=1+1,x\r\n"
                               "'+90 532,x\r\n"
                               "'-5,x\r\n"
                               "'@sum,x\r\n"
                               "\"'\tx\",x\r\n"
                               "\"'\rx\",x\r\n"
                               "''=1,x\r\n"
                               "'''-,x\r\n"
                               "'quoted',x\r\n"
                               "a=1,x\r\n"
                               "'-,x\r\n");
}

static void
test_guard_off (Fixture *fixture, gconstpointer data)
{
  const char *texts[] = { "=1+1", "-5", NULL };

  g_test_summary ("Test that without the guard texts are written as they are.");

  fixture->options.guard_formulas = FALSE;
  fixture->options.delimiter = ';';
  write_texts (fixture, texts);
  assert_bytes (fixture->path, "\xef\xbb\xbfNote;Note\r\n=1+1;x\r\n-5;x\r\n");
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn columns[] = {
    { "Number", OMNI_VALUE_TEXT, 20 },   { "Date placed", OMNI_VALUE_TIME, 20 },
    { "Amount", OMNI_VALUE_MONEY, 12 },  { "Currency", OMNI_VALUE_TEXT, 8 },
    { "Status", OMNI_VALUE_STATUS, 12 }, { "Sent", OMNI_VALUE_BOOLEAN, 6 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  g_autofree char *expected = NULL;
  OmniValue values[G_N_ELEMENTS (columns)] = { 0 };
  OmniTime time;

  g_test_summary (
      "Test that times, amounts, statuses and truth values are written as the format says.");

  g_assert_true (omni_time_parse ("2025-03-04T21:15:27.120934Z", -1, &time, &error));
  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_CSV, fixture->target, columns,
                                  G_N_ELEMENTS (columns), &fixture->options, &error);
  g_assert_no_error (error);

  values[0] = text_value ("00774");
  values[1] = (OmniValue) { .kind = OMNI_VALUE_TIME, .time = time };
  values[2] = (OmniValue) { .kind = OMNI_VALUE_MONEY, .money = { -114980, 2, "try" } };
  values[3] = text_value ("TRY");
  values[4] = (OmniValue) { .kind = OMNI_VALUE_STATUS, .text = "450" };
  values[5] = (OmniValue) { .kind = OMNI_VALUE_BOOLEAN, .boolean = TRUE };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  values[2].money = (OmniMoney) { 12345, 3, "kwd" };
  values[3] = text_value ("KWD");
  values[4].text = "=777";
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    values[i].is_null = TRUE;
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (omni_table_writer_get_rows (writer), ==, 3);

  expected = g_strdup_printf ("\xef\xbb\xbf"
                              "Number,Date placed (Europe/Istanbul),Amount,Currency,Status,Sent\r\n"
                              "00774,2025-03-05 00:15:27,-1149.80,TRY,%s,true\r\n"
                              "00774,2025-03-05 00:15:27,12.345,KWD,'=777,true\r\n"
                              ",,,,,\r\n",
                              omni_status_get_label ("450"));
  assert_bytes (fixture->path, expected);
}

static void
test_single_column (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn column = { "Note", OMNI_VALUE_TEXT, 20 };
  const char *texts[] = { NULL, "", "a" };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;

  g_test_summary ("Test that a row of one missing cell is no blank line.");

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_CSV, fixture->target, &column, 1,
                                  &fixture->options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      OmniValue value = text_value (texts[i]);

      g_assert_true (omni_table_writer_write_row (writer, &value, &error));
    }

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  assert_bytes (fixture->path, "\xef\xbb\xbfNote\r\n\"\"\r\n\"\"\r\na\r\n");
}

static void
test_stream (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn columns[] = { { "A", OMNI_VALUE_TEXT, 8 },
                                             { "B", OMNI_VALUE_TEXT, 8 } };
  OmniValue values[] = { text_value ("1"), text_value ("x,y") };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  int fd = g_open (fixture->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_test_summary ("Test that a pipe gets plain lines without a byte order mark.");

  g_assert_cmpint (fd, >=, 0);
  writer = omni_csv_writer_new_for_fd (fd, columns, 2, &fixture->options, &error);
  g_assert_no_error (error);
  g_assert_true (omni_table_writer_write_row (writer, values, &error));
  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_close (fd, NULL);

  assert_bytes (fixture->path, "A,B\n1,\"x,y\"\n");
}

/*
 * Write, read: the same
 */

static char *
make_random_text (GRand *random)
{
  static const char *const pieces[] = {
    "a",    "B",    "ş",     "İ",        "ı",  "ğ",  "\"",          "'",
    ",",    ";",    "\t",    "|",        "\n", "\r", "\r\n",        " ",
    "=",    "+",    "-",     "@",        "0",  "€",  "👩‍👧", "\xef\xbb\xbf",
    "\x01", "\x7f", "sep=;", "\xc2\xa0", "#",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (random, 0, 8);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_identity (Fixture *fixture, GRand *random)
{
  static const char delimiters[] = { ',', ';', '\t' };
  guint n_columns = (guint) g_rand_int_range (random, 1, 6);
  guint n_rows = (guint) g_rand_int_range (random, 0, 20);
  g_autofree OmniTableColumn *columns = g_new0 (OmniTableColumn, n_columns);
  g_autofree OmniValue *values = g_new0 (OmniValue, n_columns);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  g_autoptr (OmniCsvReader) reader = NULL;
  OmniCsvDialect dialect = { .quote = '"' };
  const OmniCsvRow *row;
  guint at = 0;

  fixture->options.delimiter = delimiters[g_rand_int_range (random, 0, 3)];
  fixture->options.guard_formulas = g_rand_boolean (random);
  fixture->options.replace = TRUE;
  dialect.delimiter = fixture->options.delimiter;

  for (guint i = 0; i < n_columns * (n_rows + 1); i++)
    g_ptr_array_add (texts, make_random_text (random));
  for (guint i = 0; i < n_columns; i++)
    columns[i].title = g_ptr_array_index (texts, i);

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_CSV, fixture->target, columns, n_columns,
                                  &fixture->options, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= n_rows; i++)
    {
      for (guint j = 0; j < n_columns; j++)
        values[j] = text_value (g_ptr_array_index (texts, i * n_columns + j));
      g_assert_true (omni_table_writer_write_row (writer, values, &error));
    }
  g_assert_true (omni_table_writer_close (writer, NULL, &error));

  reader = omni_csv_reader_new (fixture->target, &dialect, NULL, &error);
  g_assert_no_error (error);
  omni_csv_reader_set_remove_guard (reader, fixture->options.guard_formulas);

  while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
    {
      g_assert_cmpuint (row->n_cells, ==, n_columns);
      for (guint j = 0; j < n_columns; j++)
        g_assert_cmpstr (row->cells[j], ==, g_ptr_array_index (texts, at++));
    }

  g_assert_no_error (error);
  g_assert_cmpuint (at, ==, texts->len);
}

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  g_test_summary (
      "Test that what is written is read again as it was, whatever the cells and the dialect.");

  for (guint i = 0; i < 400; i++)
    check_identity (fixture, random);
}

/*
 * Files
 */

static OmniTableWriter *
begin_file (Fixture *fixture, OmniTableFormat format, GError **error)
{
  static const OmniTableColumn column = { "Note", OMNI_VALUE_TEXT, 20 };

  return omni_table_writer_new (format, fixture->target, &column, 1, &fixture->options, error);
}

static void
test_nothing_before_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = begin_file (fixture, OMNI_TABLE_FORMAT_CSV, &error);
  g_autoptr (OmniTableWriter) other = NULL;
  OmniValue value = text_value ("a");
  struct stat status;

  g_test_summary (
      "Test that the name appears with the complete file only, and is private until then.");

  g_assert_no_error (error);
  g_assert_true (omni_table_writer_write_row (writer, &value, &error));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0640);

  g_unlink (fixture->path);
  other = begin_file (fixture, OMNI_TABLE_FORMAT_CSV, &error);
  g_assert_true (omni_table_writer_write_row (other, &value, &error));
  omni_table_writer_abandon (other);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

static void
test_cancelled_at_the_end (Fixture *fixture, gconstpointer data)
{
  static const OmniTableFormat formats[] = { OMNI_TABLE_FORMAT_CSV, OMNI_TABLE_FORMAT_XLSX };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  OmniValue value = text_value ("a");

  g_test_summary ("Test that a table that is cancelled while it is ended leaves nothing.");

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniTableWriter) writer = begin_file (fixture, formats[i], &error);

      g_assert_no_error (error);
      g_assert_true (omni_table_writer_write_row (writer, &value, &error));
      g_assert_false (omni_table_writer_close (writer, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
    }
}

static void
test_existing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.csv", NULL);
  OmniValue value = text_value ("a");

  g_test_summary (
      "Test that an existing file is replaced only when that is allowed, even one that came late.");

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  writer = begin_file (fixture, OMNI_TABLE_FORMAT_CSV, &error);
  g_assert_null (writer);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  assert_bytes (fixture->path, "old");
  g_clear_error (&error);

  g_unlink (fixture->path);
  writer = begin_file (fixture, OMNI_TABLE_FORMAT_CSV, &error);
  g_assert_no_error (error);
  g_assert_true (omni_table_writer_write_row (writer, &value, &error));
  g_assert_true (g_file_set_contents (fixture->path, "late", -1, NULL));
  g_assert_false (omni_table_writer_close (writer, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  assert_bytes (fixture->path, "late");
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
  g_clear_error (&error);
  g_clear_object (&writer);

  /* Behind a link, the file is replaced and the link stays. */
  g_assert_cmpint (symlink (fixture->path, link_path), ==, 0);
  g_clear_object (&fixture->target);
  fixture->target = g_file_new_for_path (link_path);
  fixture->options.replace = TRUE;
  writer = begin_file (fixture, OMNI_TABLE_FORMAT_CSV, &error);
  g_assert_no_error (error);
  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  assert_bytes (fixture->path, "\xef\xbb\xbfNote\r\n");
}

static void
assert_refused (Fixture *fixture, const char *path, const char *words)
{
  static const OmniTableFormat formats[] = { OMNI_TABLE_FORMAT_CSV, OMNI_TABLE_FORMAT_XLSX };

  g_clear_object (&fixture->target);
  fixture->target = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (begin_file (fixture, formats[i], &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_nonnull (strstr (error->message, words));
    }
}

static void
test_bad_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", "a.csv", NULL);
  g_autofree char *below_file = g_build_filename (fixture->path, "a.csv", NULL);

  g_test_summary (
      "Test that a place where nothing can be written is refused with a sentence that names it.");

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  fixture->options.replace = TRUE;

  assert_refused (fixture, missing, "no folder");
  assert_refused (fixture, below_file, "no folder");
  assert_refused (fixture, fixture->folder, "is a folder");
  assert_refused (fixture, "/dev/null", "not an ordinary file");
  /* Not even root makes files there. */
  assert_refused (fixture, "/proc/self/orders.csv", "/proc/self");
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  static const OmniTableFormat formats[] = { OMNI_TABLE_FORMAT_CSV, OMNI_TABLE_FORMAT_XLSX };
  struct rlimit before;

  g_test_summary ("Test that a file that finds no room fails with a sentence and leaves nothing, "
                  "at whatever row.");

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      /* Some limits are met by a row, others when the file is ended. */
      for (rlim_t limit = 0; limit < 400 * 1024; limit += 30 * 1024 + 77)
        {
          struct rlimit tight = { limit, before.rlim_max };
          g_autoptr (GError) error = NULL;
          g_autoptr (OmniTableWriter) writer = NULL;
          OmniValue value = text_value ("a text of some length, so that the limit is met");
          gboolean written;

          g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
          writer = begin_file (fixture, formats[i], &error);
          written = writer != NULL;
          for (guint row = 0; row < 9000 && written; row++)
            written = omni_table_writer_write_row (writer, &value, &error);
          written = written && omni_table_writer_close (writer, NULL, &error);
          g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

          g_assert_false (written);
          g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
          g_assert_nonnull (strstr (error->message, fixture->path));
          g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
        }
    }
}

static void
test_locale_delimiter (void)
{
  g_test_summary ("Test that the plain locale takes the comma.");

  g_assert_cmpint (omni_table_get_locale_delimiter (), ==, ',');
}

int
main (int argc, char *argv[])
{
  umask (0027);
  omni_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/csv/csv-writer/cells", test_cells);
  ADD ("/csv/csv-writer/guard", test_guard);
  ADD ("/csv/csv-writer/guard-off", test_guard_off);
  ADD ("/csv/csv-writer/kinds", test_kinds);
  ADD ("/csv/csv-writer/single-column", test_single_column);
  ADD ("/csv/csv-writer/stream", test_stream);
  ADD ("/csv/csv-writer/written-and-read-is-the-same", test_identity);
  ADD ("/csv/table-file/nothing-before-close", test_nothing_before_close);
  ADD ("/csv/table-file/cancelled-at-the-end", test_cancelled_at_the_end);
  ADD ("/csv/table-file/existing", test_existing);
  ADD ("/csv/table-file/bad-places", test_bad_places);
  ADD ("/csv/table-file/full-disk", test_full_disk);
#undef ADD
  g_test_add_func ("/csv/csv-writer/locale-delimiter", test_locale_delimiter);

  return g_test_run ();
}
