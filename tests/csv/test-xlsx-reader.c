/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-index.h"
#include "omni-table-writer.h"
#include "omni-test.h"
#include "omni-xlsx-date.h"

#include <string.h>

#define N_COLUMNS 3
#define N_DAMAGED 150

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
  path = g_build_filename (fixture->folder, "book.xlsx", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_remove_folder (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
}

/* The rows as text, with a bar between cells. */
static char *
read_book (Fixture *fixture, GError **error)
{
  g_autoptr (OmniCsvIndex) index = omni_csv_index_open (fixture->file, NULL, NULL, error);
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (index == NULL || !omni_csv_index_wait (index, G_MAXSIZE, NULL, error))
    return NULL;

  g_assert_true (omni_csv_index_is_workbook (index));
  for (gsize row = 0; row < omni_csv_index_get_n_rows (index, NULL); row++)
    {
      g_assert_true (omni_csv_index_read_row (index, row, cells, NULL));
      g_assert_cmpuint (omni_csv_cells_get_fault (cells), ==, OMNI_CSV_FAULT_NONE);
      for (guint i = 0; i < omni_csv_cells_get_size (cells); i++)
        {
          const OmniCsvCell *cell = omni_csv_cells_get (cells, i);

          g_string_append_printf (text, "%s%.*s", i > 0 ? "|" : "", (int) cell->length, cell->text);
        }
      g_string_append_c (text, '\n');
    }

  return g_strdup (text->str);
}

/* Makes a workbook of parts with the language's own tools, as other programs write them. */
static void
zip_book (Fixture *fixture, const char *sheet, const char *strings, const char *more)
{
  g_autofree char *program = g_strdup_printf (
      "import sys, zipfile\n"
      "z = zipfile.ZipFile (sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n"
      "z.writestr ('xl/worksheets/sheet1.xml', sys.argv[2])\n"
      "z.writestr ('xl/_rels/workbook.xml.rels', '<Relationships>'\n"
      "  '<Relationship Id=\"a\" Target=\"/xl/worksheets/sheet0.xml\"/>'\n"
      "  '<Relationship Id=\"b\" Target=\"worksheets/sheet1.xml\"/></Relationships>')\n"
      "z.writestr ('xl/workbook.xml', '<workbook xmlns:r=\"r\"><workbookPr %s/><sheets>'\n"
      "  '<sheet name=\"hidden\" state=\"hidden\" r:id=\"a\"/>'\n"
      "  '<sheet name=\"shown\" r:id=\"b\"/></sheets></workbook>')\n"
      "z.writestr ('xl/styles.xml', '<styleSheet><numFmts>'\n"
      "  '<numFmt numFmtId=\"170\" formatCode=\"[Red]dd/mm/yyyy\\\\ hh:mm\"/>'\n"
      "  '<numFmt numFmtId=\"171\" formatCode=\"0.00&quot; days&quot;\"/></numFmts>'\n"
      "  '<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>'\n"
      "  '<xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs>'\n"
      "  '</styleSheet>')\n"
      "if sys.argv[3]: z.writestr ('xl/sharedStrings.xml', sys.argv[3])\n",
      more);
  const char *const arguments[] = {
    "/usr/bin/python3", "-c", program, g_file_peek_path (fixture->file), sheet, strings, NULL
  };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

static void
assert_book (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_book (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (Fixture *fixture, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_book (fixture, &error);

  g_assert_null (text);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_kinds (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Strings of all kinds, numbers as their text, dates, gaps of cells and rows.");

  zip_book (fixture,
            "<worksheet><sheetData>"
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
            "<c r='D1' t='inlineStr'><is><t>in</t><rPh><t>no</t></rPh><r><t> line</t></r></is></c>"
            "</row><row r='4'><c r='B4'><v>7330051248817</v></c><c r='C4' s='1'><v>45721</v></c>"
            "<c r='D4' s='2'><v>45721.604166666664</v></c></row>"
            "<row><c><v>7.33005124881723E+17</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
            "<c s='3'><v>45721</v></c><c t='str'><f>A1</f><v>f</v></c><c s='1'/></row>"
            "</sheetData></worksheet>",
            "<sst><si><t>id</t></si><si><r><t>İş </t></r><r><t xml:space='preserve'> _x0041_\n"
            "</t></r><rPh><t>no</t></rPh></si></sst>",
            "");
  assert_book (fixture, "id|İş  A\n||in line\n\n\n|7330051248817|2025-03-05|2025-03-05 14:30:00\n"
                        "7.33005124881723E+17|TRUE|#N/A|45721|f\n");
}

static void
test_since_1904 (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Days are counted from where the workbook says.");

  zip_book (fixture,
            "<worksheet><sheetData><row><c s='1'><v>44259</v></c></row></sheetData></worksheet>",
            "", "date1904=\"1\"");
  assert_book (fixture, "2025-03-05\n");
}

static void
test_dates (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *serial;
    const char *date;
  } cases[] = {
    { "1", "1900-01-01" },      { "59", "1900-02-28" },
    { "60", NULL },             { "61", "1900-03-01" },
    { "45721", "2025-03-05" },  { "45721.999999999", "2025-03-06" },
    { "0.5", NULL },            { "-3", NULL },
    { "2958466", NULL },        { "45721.5", "2025-03-05 12:00:00" },
    { "4.5721E4", NULL },       { "", NULL },
  };

  g_test_summary ("A serial number is the day that spreadsheets show for it.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_true (omni_xlsx_append_date (cases[i].serial, FALSE, text) ==
                     (cases[i].date != NULL));
      g_assert_cmpstr (text->str, ==, cases[i].date != NULL ? cases[i].date : "");
    }
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  const char *path = g_file_peek_path (fixture->file);

  g_test_summary ("What is no workbook, or a trap, is refused with a sentence.");

  zip_book (fixture, "<!DOCTYPE a [<!ENTITY b 'bb'>]><worksheet>&b;</worksheet>", "", "");
  assert_refused (fixture, "damaged");
  zip_book (fixture, "<worksheet><sheetData><row r='9999999'/></sheetData></worksheet>", "", "");
  assert_refused (fixture, "damaged");
  zip_book (fixture,
            "<worksheet><sheetData><row><c t='s'><v>5</v></c></row></sheetData></worksheet>",
            "<sst><si/></sst>", "");
  assert_refused (fixture, "damaged");
  zip_book (fixture, "<worksheet><sheetData><row>", "", "");
  assert_refused (fixture, "damaged");
  g_assert_true (g_file_set_contents (path, "PK\x03\x04 and nothing else", -1, NULL));
  assert_refused (fixture, "workbook");
  g_assert_true (g_file_set_contents (path, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", -1, NULL));
  assert_refused (fixture, "password");
}

static char *
make_cell (GRand *random)
{
  static const char *const pieces[] = { "a", "İ", "ş", "\n", "\"", ",", ";", "'", "=", "0", "_x00",
                                        "41_", " ", "<", "&", "😀", "\t", "-", "_x0041_" };
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, 6); i > 0; i--)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
test_written (Fixture *fixture, gconstpointer unused)
{
  OmniTableColumn columns[N_COLUMNS] = { { "a", OMNI_VALUE_TEXT, 9, TRUE },
                                         { "b", OMNI_VALUE_TEXT, 9, TRUE },
                                         { "c", OMNI_VALUE_TEXT, 9, TRUE } };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ',', TRUE, utc, FALSE };
  guint32 seed = g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OmniTableWriter) writer = NULL;
  g_autoptr (OmniCsvIndex) index = NULL;
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();

  g_test_summary ("What is written into a workbook is read as it was.");
  g_test_message ("seed %u", seed);

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->file, columns, N_COLUMNS,
                                  &options, &error);
  g_assert_no_error (error);
  for (guint row = 0; row < 200; row++)
    {
      OmniValue values[N_COLUMNS] = { 0 };

      for (guint i = 0; i < N_COLUMNS; i++)
        {
          g_ptr_array_add (texts, make_cell (random));
          values[i].kind = OMNI_VALUE_TEXT;
          values[i].text = g_ptr_array_index (texts, texts->len - 1);
        }
      g_assert_true (omni_table_writer_write_row (writer, values, &error));
    }
  g_assert_true (omni_table_writer_close (writer, NULL, &error));

  index = omni_csv_index_open (fixture->file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (omni_csv_index_wait (index, G_MAXSIZE, NULL, &error));
  for (guint i = 0; i < texts->len; i++)
    {
      const OmniCsvCell *cell;

      g_assert_true (omni_csv_index_read_row (index, i / N_COLUMNS + 1, cells, NULL));
      cell = omni_csv_cells_get (cells, i % N_COLUMNS);
      g_assert_cmpmem (cell->text, cell->length, g_ptr_array_index (texts, i),
                       strlen (g_ptr_array_index (texts, i)));
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_rounds = g_getenv ("OMNI_TEST_LONG") != NULL ? 100 * N_DAMAGED : N_DAMAGED;
  g_autofree char *good = NULL;
  gsize length = 0;

  g_test_summary ("A workbook with any bytes changed is read or refused.");
  g_test_message ("seed %u", seed);

  zip_book (fixture,
            "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData>"
            "</worksheet>",
            "<sst><si><t>id</t></si></sst>", "");
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &good, &length, NULL));

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *bad = g_memdup2 (good, length);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      for (int n = g_rand_int_range (random, 1, 8); n > 0; n--)
        bad[g_rand_int_range (random, 4, (int) length)] = (char) g_rand_int (random);
      g_assert_true (g_file_set_contents (
          g_file_peek_path (fixture->file), bad,
          g_rand_boolean (random) ? (gssize) length : g_rand_int_range (random, 8, (int) length),
          NULL));
      text = read_book (fixture, &error);
      g_assert_true ((text == NULL) == (error != NULL));
    }
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

  add ("/csv/xlsx-reader/kinds", test_kinds);
  add ("/csv/xlsx-reader/since-1904", test_since_1904);
  add ("/csv/xlsx-reader/dates", test_dates);
  add ("/csv/xlsx-reader/refused", test_refused);
  add ("/csv/xlsx-reader/written", test_written);
  add ("/csv/xlsx-reader/damaged", test_damaged);

  return g_test_run ();
}
