/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-index.h"
#include "omni-csv-reader.h"
#include "omni-error.h"
#include "omni-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* (owned) */
  GFile *file;  /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "rows.csv", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_remove_folder (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

static void
write_bytes (Fixture *fixture, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (fixture->file), bytes, length, &error);
  g_assert_no_error (error);
}

static OmniCsvIndex *
open_index (Fixture *fixture, const OmniCsvDialect *dialect)
{
  g_autoptr (GError) error = NULL;
  OmniCsvIndex *index = omni_csv_index_open (fixture->file, dialect, NULL, &error);

  g_assert_no_error (error);
  return index;
}

static void
append_cells (GString *text, const OmniCsvCells *cells)
{
  for (guint i = 0; i < omni_csv_cells_get_size (cells); i++)
    {
      const OmniCsvCell *cell = omni_csv_cells_get (cells, i);

      g_string_append (text, i > 0 ? "|" : "");
      g_string_append_len (text, cell->text, (gssize) cell->length);
    }
  g_string_append_c (text, '/');
}

/* All rows, "a|b/c|d/", by scanning; what reading one by one gives must be the same. */
static char *
read_all (OmniCsvIndex *index, GError **error)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (OmniCsvScan) scan = omni_csv_scan_new (index, 0);
  g_autoptr (GString) scanned = g_string_new (NULL);
  g_autoptr (GString) picked = g_string_new (NULL);

  while (omni_csv_scan_next (scan, cells, NULL, error))
    append_cells (scanned, cells);
  if (*error != NULL || !omni_csv_index_wait (index, G_MAXSIZE, NULL, error))
    return NULL;

  for (gsize i = 0; i < omni_csv_index_get_n_rows (index, NULL); i++)
    {
      g_assert_true (omni_csv_index_read_row (index, i, cells, error));
      append_cells (picked, cells);
    }
  g_assert_cmpstr (picked->str, ==, scanned->str);
  return g_strdup (scanned->str);
}

static void
assert_rows (Fixture *fixture, const char *bytes, gssize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autofree char *rows = NULL;

  write_bytes (fixture, bytes, length);
  index = open_index (fixture, NULL);
  rows = read_all (index, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
}

static void
test_forms (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Line ends, quotes, guards, blank lines and encodings of every kind are read.");

  assert_rows (fixture, "", 0, "");
  assert_rows (fixture, "a;b", -1, "a|b/");
  assert_rows (fixture, "a,b\nc,d\r\ne,f\rg,h\n", -1, "a|b/c|d/e|f/g|h/");
  assert_rows (fixture, "a,b\n\nc,\n", -1, "a|b//c|/");
  assert_rows (fixture,
               "\xef\xbb\xbf"
               "a,b\r\n\"x,\"\"y\"\"\r\nz\",\"\"\r\n",
               -1, "a|b/x,\"y\"\r\nz|/");
  assert_rows (fixture, "a,b\r\n'=1+1,'-x\r\n'tis,''=q\r\n", -1, "a|b/=1+1|-x/'tis|'=q/");
  assert_rows (fixture, "sep=;\na;b\n", -1, "a|b/");
  assert_rows (fixture,
               "durum;ad\n\xddptal;\xfe"
               "ey\n",
               -1, "durum|ad/İptal|şey/");
  assert_rows (fixture,
               "\xff\xfe"
               "a\0;\0b\0\n\0\x31\x01;\0"
               "c\0\n\0",
               18, "a|b/ı|c/");
}

static void
assert_failure (Fixture *fixture, const char *bytes, gssize length, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvIndex) index = NULL;

  write_bytes (fixture, bytes, length);
  index = omni_csv_index_open (fixture->file, NULL, NULL, &error);
  if (index != NULL)
    g_assert_null (read_all (index, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  g_test_summary ("What cannot be read says where and why.");

  g_assert_null (omni_csv_index_open (fixture->file, NULL, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_clear_error (&error);
  g_assert_null (omni_csv_index_open (folder, NULL, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);

  assert_failure (fixture, "a,b\n1,2\n3,\"4\n5,6\n", -1, "row 3");
  assert_failure (fixture, "PK\x03\x04zip", -1, "workbook");
}

static void
assert_no_text (Fixture *fixture, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  write_bytes (fixture, bytes, (gssize) length);
  g_assert_null (omni_csv_index_open (fixture->file, NULL, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "is no text"));
}

static void
test_no_text (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = g_malloc0 (30000);

  g_test_summary ("A program and a picture are no text, and are told from an odd encoding.");

  assert_no_text (fixture, bytes, 30000);

  /* Like what is compressed: few zeros, and as much of everything else. */
  for (guint i = 0; i < 30000; i++)
    bytes[i] = (char) (1 + g_test_rand_int_range (0, 255));
  assert_no_text (fixture, bytes, 30000);
}

static void
test_endless_row (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autoptr (GError) error = NULL;
  OmniCsvScan *scan;

  g_test_summary ("A row without an end is told of as one by whoever reads it.");

  while (text->len < OMNI_CSV_HEAD_SIZE)
    g_string_append (text, "1,2\n");
  write_bytes (fixture, text->str, (gssize) text->len);

  /* Three gigabytes of nothing behind it. */
  g_assert_cmpint (truncate (g_file_peek_path (fixture->file), G_GINT64_CONSTANT (3) << 30), ==,
                   0);
  index = open_index (fixture, NULL);
  g_assert_false (omni_csv_index_wait (index, G_MAXSIZE, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "longer than 16 MB"));
  g_clear_error (&error);

  scan = omni_csv_scan_new (index, 0);
  while (omni_csv_scan_next (scan, cells, NULL, &error))
    g_assert_no_error (error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "longer than 16 MB"));
  omni_csv_scan_free (scan);
}

static void
test_faults (Fixture *fixture, gconstpointer unused)
{
  static const OmniCsvFault expected[] = { OMNI_CSV_FAULT_NONE,    OMNI_CSV_FAULT_QUOTES,
                                           OMNI_CSV_FAULT_QUOTES,  OMNI_CSV_FAULT_ZERO,
                                           OMNI_CSV_FAULT_LETTERS, OMNI_CSV_FAULT_NONE };
  static const OmniCsvDialect dialect = { OMNI_CSV_ENCODING_UTF_8, ',', '"', 0, 1 };
  static const char bytes[] = "a,b\nx\"y,1\n\"x\"y,1\nx\0y,1\nx\xff,1\n\"x\",ş\n";
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A row that cannot be trusted says so, and the others are read.");

  write_bytes (fixture, bytes, sizeof bytes - 1);
  index = open_index (fixture, &dialect);
  g_assert_true (omni_csv_index_wait (index, G_MAXSIZE, NULL, &error));
  g_assert_cmpuint (omni_csv_index_get_n_rows (index, NULL), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (omni_csv_index_read_row (index, i, cells, &error));
      g_assert_cmpint (omni_csv_cells_get_fault (cells), ==, expected[i]);
      g_assert_cmpuint (omni_csv_cells_get_size (cells), ==, 2);
    }
}

static void
test_changed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A file that is cut short while it is open is noticed and ends nothing.");

  write_bytes (fixture, "a,b\n1,2\n", -1);
  index = open_index (fixture, NULL);
  g_assert_true (omni_csv_index_wait (index, G_MAXSIZE, NULL, &error));
  g_assert_cmpint (truncate (g_file_peek_path (fixture->file), 2), ==, 0);
  g_assert_false (omni_csv_index_read_row (index, 1, cells, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "changed"));
}

static GString *
make_random_file (const OmniCsvDialect *dialect)
{
  static const char *const pieces[] = { "a",  "ş",   "\"\"", ",", ";", "\t",         "\r\n", "\n",
                                        "\r", "'=1", " ",    "0", "|", "uzun metin", "" };
  GString *text = g_string_new (NULL);
  int n_rows = g_test_rand_int_range (1, 40);

  for (int i = 0; i < n_rows; i++)
    {
      int n_cells = g_test_rand_int_range (1, 6);

      for (int j = 0; j < n_cells; j++)
        {
          int n_pieces = g_test_rand_int_range (0, 5);

          if (j > 0)
            g_string_append_c (text, dialect->delimiter);
          g_string_append_c (text, '"');
          for (int k = 0; k < n_pieces; k++)
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_string_append_c (text, '"');
        }
      g_string_append (text, i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
    }

  return text;
}

static void
test_same_as_reader (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("The index reads what the reader reads, whatever is in the cells.");

  for (int round = 0; round < 100; round++)
    {
      OmniCsvDialect dialect = { OMNI_CSV_ENCODING_UTF_8, ",;\t|"[round % 4], '"', 0, 1 };
      g_autoptr (GString) text = make_random_file (&dialect);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniCsvReader) reader = NULL;
      g_autoptr (OmniCsvIndex) index = NULL;
      g_autofree char *rows = NULL;
      const OmniCsvRow *row;

      write_bytes (fixture, text->str, (gssize) text->len);
      reader = omni_csv_reader_new (fixture->file, &dialect, NULL, &error);
      while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
        {
          for (guint i = 0; i < row->n_cells; i++)
            g_string_append_printf (expected, "%s%s", i > 0 ? "|" : "", row->cells[i]);
          g_string_append_c (expected, '/');
        }
      g_assert_no_error (error);

      index = open_index (fixture, &dialect);
      rows = read_all (index, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, expected->str);
    }
}

static void
test_random_bytes (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("No bytes whatever bring the index into trouble.");

  for (int round = 0; round < 100; round++)
    {
      static const char alphabet[] = "\"\"\"',;\r\n\n\0=ax\xc5\x9f\xff";
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autoptr (OmniCsvIndex) index = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL;
      int length = g_test_rand_int_range (0, 200);

      for (int i = 0; i < length; i++)
        g_string_append_c (bytes, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      write_bytes (fixture, bytes->str, (gssize) bytes->len);
      index = open_index (fixture, NULL);
      rows = read_all (index, &error);
      g_assert_true (rows != NULL || g_error_matches (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE));
    }
}

static void
test_large (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (GString) text = g_string_new ("id,text\n");
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autoptr (OmniCsvScan) scan = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Rows that lie across the pieces in which the file is read are whole.");

  for (guint i = 1; i < 60000; i++)
    g_string_append_printf (text, "%u,\"line %u\r\nand \"\"more\"\" of it, to make it long\"\r\n",
                            i, i);
  write_bytes (fixture, text->str, (gssize) text->len);
  index = open_index (fixture, NULL);
  g_assert_true (omni_csv_index_wait (index, G_MAXSIZE, NULL, &error));
  g_assert_cmpuint (omni_csv_index_get_n_rows (index, NULL), ==, 60000);

  scan = omni_csv_scan_new (index, 50000);
  for (guint i = 50000; i < 60000; i++)
    {
      g_autofree char *expected =
          g_strdup_printf ("%u|line %u\r\nand \"more\" of it, to make it long/", i, i);
      g_autoptr (GString) row = g_string_new (NULL);

      g_assert_true (omni_csv_scan_next (scan, cells, NULL, &error));
      append_cells (row, cells);
      g_assert_cmpstr (row->str, ==, expected);
    }
  g_assert_false (omni_csv_scan_next (scan, cells, NULL, &error));
  g_assert_no_error (error);
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

  add ("/csv/index/forms", test_forms);
  add ("/csv/index/unreadable", test_unreadable);
  add ("/csv/index/no-text", test_no_text);
  add ("/csv/index/endless-row", test_endless_row);
  add ("/csv/index/faults", test_faults);
  add ("/csv/index/changed", test_changed);
  add ("/csv/index/same-as-reader", test_same_as_reader);
  add ("/csv/index/random-bytes", test_random_bytes);
  add ("/csv/index/large", test_large);

  return g_test_run ();
}
