/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-time.h"
#include "omni-xlsx-writer.h"

#include <glib/gstdio.h>
#include <locale.h>

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
  fixture->path = g_build_filename (fixture->folder, "orders.xlsx", NULL);
  fixture->target = g_file_new_for_path (fixture->path);
  fixture->zone = g_time_zone_new_identifier ("Europe/Istanbul");
  g_assert_nonnull (fixture->zone);
  fixture->options =
      (OmniTableOptions) { .delimiter = ',', .guard_formulas = TRUE, .zone = fixture->zone };
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

/* The interpreter is not built with the sanitizers, and their options are not for it. */
static char *
run (const char *const *arguments)
{
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                &messages, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s", arguments[0], error->message, messages);

  return g_steal_pointer (&output);
}

static char *
read_workbook (const char *path)
{
  const char *script = g_test_get_filename (G_TEST_DIST, "csv", "read-xlsx.py", NULL);
  const char *arguments[] = { "/usr/bin/python3", script, path, NULL };

  return run (arguments);
}

static OmniValue
text_value (const char *text)
{
  return (OmniValue) { .kind = OMNI_VALUE_TEXT, .is_null = text == NULL, .text = text };
}

static void
assert_text_cell (const char *contents, const char *json)
{
  g_autofree char *cell = g_strdup_printf ("t:%s", json);

  if (strstr (contents, cell) == NULL)
    g_error ("no cell %s in\n%s", cell, contents);
}

static void
write_kinds (Fixture *fixture)
{
  static const OmniTableColumn columns[] = {
    { "Number", OMNI_VALUE_TEXT, 20 },  { "Date placed", OMNI_VALUE_TIME, 20 },
    { "Amount", OMNI_VALUE_MONEY, 12 }, { "Currency", OMNI_VALUE_TEXT, 8 },
    { "Sent", OMNI_VALUE_BOOLEAN, 6 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  OmniValue values[G_N_ELEMENTS (columns)] = { 0 };
  OmniTime time;

  g_assert_true (omni_time_parse ("2025-03-04T21:15:27.920934Z", -1, &time, &error));
  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->target, columns,
                                  G_N_ELEMENTS (columns), &fixture->options, &error);
  g_assert_no_error (error);

  values[0] = text_value ("007740192286514");
  values[1] = (OmniValue) { .kind = OMNI_VALUE_TIME, .time = time };
  values[2] = (OmniValue) { .kind = OMNI_VALUE_MONEY, .money = { -114985, 2, "try" } };
  values[3] = text_value ("TRY");
  values[4] = (OmniValue) { .kind = OMNI_VALUE_BOOLEAN, .boolean = TRUE };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  /* The first amount has 15 digits, the second 16. */
  values[2].money = (OmniMoney) { G_GINT64_CONSTANT (999999999999999), 2, "try" };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));
  values[2].money = (OmniMoney) { G_GINT64_CONSTANT (1234567890123456), 2, "try" };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));
  values[2].money = (OmniMoney) { 1500, 0, "jpy" };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));
  values[2].money = (OmniMoney) { 1, 3, "kwd" };
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    values[i].is_null = TRUE;
  values[0] = text_value ("last");
  g_assert_true (omni_table_writer_write_row (writer, values, &error));

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_no_error (error);
}

static const char kinds[] =
    "Sheet1 freeze=A2 filter=A1:E7\n"
    "t:\"Number\" t:\"Date placed (Europe/Istanbul)\" t:\"Amount\" t:\"Currency\" t:\"Sent\"\n"
    "t:\"007740192286514\" d:2025-03-05T00:15:27:yyyy-mm-dd hh:mm:ss n:-1149.85:#,##0.00 t:\"TRY\" "
    "b:1\n"
    "t:\"007740192286514\" d:2025-03-05T00:15:27:yyyy-mm-dd hh:mm:ss n:9999999999999.99:#,##0.00 "
    "t:\"TRY\" b:1\n"
    "t:\"007740192286514\" d:2025-03-05T00:15:27:yyyy-mm-dd hh:mm:ss t:\"12345678901234.56\" "
    "t:\"TRY\" b:1\n"
    "t:\"007740192286514\" d:2025-03-05T00:15:27:yyyy-mm-dd hh:mm:ss n:1500:#,##0 t:\"TRY\" b:1\n"
    "t:\"007740192286514\" d:2025-03-05T00:15:27:yyyy-mm-dd hh:mm:ss n:0.001:#,##0.000 t:\"TRY\" "
    "b:1\n"
    "t:\"last\" - - - -\n";

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;

  g_test_summary ("Test that another reader finds ids as text, real dates, amounts as numbers up "
                  "to 15 digits.");

  write_kinds (fixture);
  contents = read_workbook (fixture->path);
  g_assert_cmpstr (contents, ==, kinds);
}

static void
test_comma_locale (Fixture *fixture, gconstpointer data)
{
  g_autofree char *locale_path = g_build_filename (fixture->folder, "tr_TR.UTF-8", NULL);
  const char *arguments[] = { "localedef", "-i", "tr_TR", "-f", "UTF-8", locale_path, NULL };
  g_autofree char *output = run (arguments);
  g_autofree char *contents = NULL;

  g_test_summary (
      "Test that a workbook written in a Turkish locale, which has a decimal comma, is whole.");

  g_setenv ("LOCPATH", fixture->folder, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "tr_TR.UTF-8"));
  g_unsetenv ("LOCPATH");
  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  g_assert_cmpint (omni_table_get_locale_delimiter (), ==, ';');

  write_kinds (fixture);
  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");

  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  contents = read_workbook (fixture->path);
  g_assert_cmpstr (contents, ==, kinds);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn column = { "Note", OMNI_VALUE_TEXT, 20 };
  static const char *const texts[] = {
    "=1+1",     "Şükrü Iğdır", "<b>&\"",       "a\nb",       "a\rb",
    "bell\x07", "_x0041_",     "\xef\xbf\xbf", "  blanks  ",
  };
  g_autofree char *contents = NULL;
  g_autofree char *longest = g_strnfill (32767, 'a');
  g_autofree char *too_long = g_strnfill (32768, 'b');
  g_autofree char *cut = g_strnfill (32766, 'b');
  g_autofree char *longest_cell = g_strdup_printf ("\"%s\"", longest);
  g_autofree char *cut_cell = g_strdup_printf ("\"%s…\"", cut);
  g_autoptr (GString) emoji = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;
  OmniValue value;

  g_test_summary (
      "Test that letters, blanks and control characters come through, and a text too long is cut.");

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->target, &column, 1,
                                  &fixture->options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      value = text_value (texts[i]);
      g_assert_true (omni_table_writer_write_row (writer, &value, &error));
    }

  value = text_value (longest);
  g_assert_true (omni_table_writer_write_row (writer, &value, &error));
  g_assert_cmpint (omni_table_writer_get_shortened (writer), ==, 0);
  value = text_value (too_long);
  g_assert_true (omni_table_writer_write_row (writer, &value, &error));
  g_assert_cmpint (omni_table_writer_get_shortened (writer), ==, 1);

  /* Each counts twice. */
  for (guint i = 0; i < 16384; i++)
    g_string_append (emoji, "👩");
  value = text_value (emoji->str);
  g_assert_true (omni_table_writer_write_row (writer, &value, &error));
  g_assert_cmpint (omni_table_writer_get_shortened (writer), ==, 2);

  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_no_error (error);

  contents = read_workbook (fixture->path);
  assert_text_cell (contents, "\"=1+1\"\n");
  assert_text_cell (contents, "\"Şükrü Iğdır\"\n");
  assert_text_cell (contents, "\"<b>&\\\"\"\n");
  assert_text_cell (contents, "\"a\\nb\"\n");
  assert_text_cell (contents, "\"a\\rb\"\n");
  assert_text_cell (contents, "\"bell\\u0007\"\n");
  assert_text_cell (contents, "\"_x0041_\"\n");
  assert_text_cell (contents, "\"\xef\xbf\xbd\"\n");
  assert_text_cell (contents, "\"  blanks  \"\n");
  assert_text_cell (contents, longest_cell);
  assert_text_cell (contents, cut_cell);
  g_assert_nonnull (strstr (contents, "👩👩…\"\n"));
}

static void
test_sheets (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn column = { "Number", OMNI_VALUE_TEXT, 20 };
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;

  g_test_summary ("Test that rows go on in another sheet when one is full.");

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->target, &column, 1,
                                  &fixture->options, &error);
  g_assert_no_error (error);
  omni_xlsx_writer_set_sheet_rows (OMNI_XLSX_WRITER (writer), 3);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      OmniValue value = text_value (text);

      g_assert_true (omni_table_writer_write_row (writer, &value, &error));
    }
  g_assert_true (omni_table_writer_close (writer, NULL, &error));

  contents = read_workbook (fixture->path);
  g_assert_cmpstr (contents, ==,
                   "Sheet1 freeze=A2 filter=A1:A3\nt:\"Number\"\nt:\"1\"\nt:\"2\"\n"
                   "Sheet2 freeze=A2 filter=A1:A3\nt:\"Number\"\nt:\"3\"\nt:\"4\"\n"
                   "Sheet3 freeze=A2 filter=A1:A2\nt:\"Number\"\nt:\"5\"\n");
}

static void
test_no_rows (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn column = { "Number", OMNI_VALUE_TEXT, 20 };
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;

  g_test_summary ("Test that a table without rows is a workbook with a header.");

  writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->target, &column, 1,
                                  &fixture->options, &error);
  g_assert_no_error (error);
  g_assert_true (omni_table_writer_close (writer, NULL, &error));
  g_assert_no_error (error);

  contents = read_workbook (fixture->path);
  g_assert_cmpstr (contents, ==, "Sheet1 freeze=A2 filter=A1\nt:\"Number\"\n");
}

static void
test_abandon (Fixture *fixture, gconstpointer data)
{
  static const OmniTableColumn column = { "Number", OMNI_VALUE_TEXT, 20 };
  guint n_open = omni_test_count_files ("/proc/self/fd");
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an abandoned workbook leaves no file and no open descriptor, however "
                  "many sheets it had.");

  for (guint i = 0; i < 2; i++)
    {
      OmniTableWriter *writer = omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, fixture->target,
                                                       &column, 1, &fixture->options, &error);

      g_assert_no_error (error);
      omni_xlsx_writer_set_sheet_rows (OMNI_XLSX_WRITER (writer), 2);
      for (guint row = 0; row < 3; row++)
        {
          OmniValue value = text_value ("a");

          g_assert_true (omni_table_writer_write_row (writer, &value, &error));
        }

      g_assert_finalize_object (writer);
      g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
      g_assert_cmpuint (omni_test_count_files ("/proc/self/fd"), ==, n_open);
    }
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/csv/xlsx-writer/kinds", test_kinds);
  ADD ("/csv/xlsx-writer/comma-locale", test_comma_locale);
  ADD ("/csv/xlsx-writer/texts", test_texts);
  ADD ("/csv/xlsx-writer/sheets", test_sheets);
  ADD ("/csv/xlsx-writer/no-rows", test_no_rows);
  ADD ("/csv/xlsx-writer/abandon", test_abandon);
#undef ADD

  return g_test_run ();
}
