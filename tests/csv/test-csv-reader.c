/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-reader.h"
#include "omni-error.h"
#include "omni-test.h"

#include <string.h>

/* Rows as text: number@line[cell|cell]. */
static char *
read_bytes (const char *bytes,
            gsize length,
            const OmniCsvDialect *dialect,
            OmniCsvDialect *used,
            GError **error)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "file.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (OmniCsvReader) reader = NULL;
  const OmniCsvRow *row;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  reader = omni_csv_reader_new (file, dialect, NULL, error);

  while (reader != NULL && (row = omni_csv_reader_next_row (reader, NULL, error)) != NULL)
    {
      g_string_append_printf (rows, "%d@%d[", (int) row->number, (int) row->line);
      for (guint i = 0; i < row->n_cells; i++)
        g_string_append_printf (rows, "%s%s", i > 0 ? "|" : "", row->cells[i]);
      g_string_append_c (rows, ']');
    }

  if (reader != NULL && used != NULL)
    *used = *omni_csv_reader_get_dialect (reader);

  omni_test_remove_folder (folder);
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static void
assert_rows (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = read_bytes (text, strlen (text), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
}

#define BYTES(literal) literal, sizeof literal - 1

static void
assert_fails (const char *bytes, gsize length, const char *rows_before, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = read_bytes (bytes, length, NULL, NULL, &error);

  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  if (strstr (error->message, words) == NULL)
    g_error ("no “%s” in “%s”", words, error->message);
  g_assert_cmpstr (rows, ==, rows_before);
}

static void
test_rows (void)
{
  g_test_summary (
      "Test that rows and lines are counted right, with blank lines and line ends in cells.");

  assert_rows ("", "");
  assert_rows ("\n\n", "");
  assert_rows ("a,b\n1,2", "1@1[a|b]2@2[1|2]");
  assert_rows ("a,b\r\n1,2\r\n", "1@1[a|b]2@2[1|2]");
  assert_rows ("a,b\r1,2\r", "1@1[a|b]2@2[1|2]");
  assert_rows ("a,b\n\n\n1,2\n", "1@1[a|b]2@4[1|2]");
  assert_rows ("\r\n\r\na,b\r\n", "1@3[a|b]");
  assert_rows ("a,b\n\"x\ny\r\nz\",2\n3,4\n", "1@1[a|b]2@2[x\ny\r\nz|2]3@5[3|4]");
  assert_rows ("a,b\n\"\",\n,\n", "1@1[a|b]2@2[|]3@3[|]");
  assert_rows ("a,b\n 1 ,\" 2 \"\n", "1@1[a|b]2@2[ 1 | 2 ]");
  assert_rows ("a,b\n\"he \"\"said\"\"\",2\n", "1@1[a|b]2@2[he \"said\"|2]");
}

static void
test_guard (void)
{
  g_test_summary ("Test that the apostrophe before a formula is taken away, and no other.");

  assert_rows ("a,b\n'=1,'quoted'\n''-2,O'Brien\n", "1@1[a|b]2@2[=1|'quoted']3@3['-2|O'Brien]");
}

static void
test_errors (void)
{
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, 'x');
  const char zero[] = "a,b\n1,\0x\n";
  const char latin[] = "a,b\n1,\xfe\n";
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("a,b\n");

  g_test_summary ("Test that what is no row for certain is an error that names the line.");

  assert_fails (BYTES ("a,b\n1,\"2\n3,4\n"), "1@1[a|b]", "line 2: a quotation mark is opened");
  assert_fails (BYTES ("a,b\n1,2\"3\n"), "1@1[a|b]", "line 2: a quotation mark stands");
  assert_fails (BYTES ("a,b\n1,\"2\"3\n"), "1@1[a|b]", "line 2: a quotation mark stands");
  assert_fails (BYTES (zero), "1@1[a|b]", "line 2: there is a zero byte");
  assert_fails (BYTES ("PK\x03\x04zip"), "", "is a workbook");

  memcpy (huge, "a,\"", 3);
  assert_fails (huge, strlen (huge), "", "longer than 4 MB");

  /* The head is fine, what comes later is not. */
  while (text->len < 70 * 1024)
    g_string_append (text, "ş,ğ\n");
  g_string_append (text, latin + 4);
  rows = read_bytes (text->str, text->len, NULL, NULL, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "not UTF-8"));
}

static void
assert_encoded (const char *encoding, const char *mark, gsize n_mark, OmniCsvEncoding expected)
{
  const char *text = "ad;şehir\r\nŞükrü;\"Iğdır; İç\"\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) bytes = g_string_new_len (mark, (gssize) n_mark);
  g_autofree char *rows = NULL;
  g_autofree char *converted = NULL;
  gsize length;
  OmniCsvDialect used;

  converted = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_string_append_len (bytes, converted, (gssize) length);

  rows = read_bytes (bytes->str, bytes->len, NULL, &used, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "1@1[ad|şehir]2@2[Şükrü|Iğdır; İç]");
  g_assert_cmpint (used.encoding, ==, expected);
  g_assert_cmpint (used.delimiter, ==, ';');
}

static void
test_encodings (void)
{
  g_test_summary ("Test that each encoding is told by its mark or by its bytes.");

  assert_encoded ("UTF-8", NULL, 0, OMNI_CSV_ENCODING_UTF_8);
  assert_encoded ("UTF-8", "\xef\xbb\xbf", 3, OMNI_CSV_ENCODING_UTF_8);
  assert_encoded ("UTF-16LE", "\xff\xfe", 2, OMNI_CSV_ENCODING_UTF_16_LE);
  assert_encoded ("UTF-16BE", "\xfe\xff", 2, OMNI_CSV_ENCODING_UTF_16_BE);
  assert_encoded ("UTF-16LE", NULL, 0, OMNI_CSV_ENCODING_UTF_16_LE);
  assert_encoded ("UTF-16BE", NULL, 0, OMNI_CSV_ENCODING_UTF_16_BE);
  assert_encoded ("WINDOWS-1254", NULL, 0, OMNI_CSV_ENCODING_WINDOWS_1254);
}

static void
assert_dialect (const char *text, char delimiter, char quote)
{
  OmniCsvDialect dialect;

  omni_csv_dialect_guess ((const guint8 *) text, strlen (text), TRUE, &dialect);
  g_assert_cmpint (dialect.delimiter, ==, delimiter);
  g_assert_cmpint (dialect.quote, ==, quote);
}

static void
test_dialects (void)
{
  g_test_summary ("Test that delimiter and quote are told by the first rows.");

  assert_dialect ("id,order_number,sku\n1,2,3\n", ',', '"');
  assert_dialect ("id;order_number;sku\n1;2,5;3\n", ';', '"');
  assert_dialect ("id\torder_number\n1\t\"a, b, c\"\n", '\t', '"');
  assert_dialect ("id|sku\n1|2\n", '|', '"');
  assert_dialect ("name;note\n\"a;b\";\"c, d\"\ne;f\n", ';', '"');
  assert_dialect ("name;price\nx;1,5\ny;2,5\nz;3,5\n", ';', '"');
  assert_dialect ("id,note\n'1','a, b'\n'2','c'\n", ',', '\'');
  assert_dialect ("id,note\n1,'=a\n2,'+b\n", ',', '"');
  assert_dialect ("one\ntwo\n", ',', '"');
  assert_dialect ("sep=;\r\na,b;c,d\r\n", ';', '"');
  assert_dialect ("", ',', '"');

  assert_rows ("sep=;\r\na,b;c\r\n", "1@2[a,b|c]");
}

static void
test_chosen_dialect (void)
{
  OmniCsvDialect chosen = { .encoding = OMNI_CSV_ENCODING_WINDOWS_1254,
                            .delimiter = ';',
                            .quote = '"' };
  OmniCsvDialect used;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = read_bytes (BYTES ("a,b;c\n\xfe,1;2\n"), &chosen, &used, &error);

  g_test_summary ("Test that a dialect that was chosen goes before the guess.");

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "1@1[a,b|c]2@2[ş,1|2]");
}

static void
test_missing (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/file.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (file, NULL, NULL, &error);

  g_test_summary ("Test that a file that is not there is an error that names it.");

  g_assert_null (reader);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "/nowhere/file.csv"));
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/csv/csv-reader/rows", test_rows);
  g_test_add_func ("/csv/csv-reader/guard", test_guard);
  g_test_add_func ("/csv/csv-reader/errors", test_errors);
  g_test_add_func ("/csv/csv-reader/encodings", test_encodings);
  g_test_add_func ("/csv/csv-reader/dialects", test_dialects);
  g_test_add_func ("/csv/csv-reader/chosen-dialect", test_chosen_dialect);
  g_test_add_func ("/csv/csv-reader/missing", test_missing);

  return g_test_run ();
}
