/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-update-sheet.h"
#include "update-window.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
test_bad_files (UpdateWindowFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *sentence;
  } files[] = {
    { "", 0, "the file is empty." },
    { "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0\0\0\0\0\0\0\0\0", 32,
      "is no text. Save it as CSV or XLSX." },
    { "PK\x03\x04zip", -1, "this is no workbook. Save it as XLSX or CSV." },
    { "\xff\xfei\0d\0,\0s", 9, "has letters that are not UTF-16LE. Choose another encoding." },
    { "id,status,id\n1,500,2\n", -1, "the column “id” is there twice" },
    { "name,price\na,1\n", -1, "the first row has no title “id”" },
    { "id,sku\n1,a\n", -1, "there is no column to update" },
  };

  g_test_summary ("Test that a file that cannot be used is told of in words.");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%u.csv", i);
      g_autoptr (GFile) file = update_window_write (fixture, name, files[i].bytes, files[i].length);
      OmniUpdateWindow *window = update_window_open (fixture, file);
      AdwStatusPage *page;

      OMNI_TEST_WAIT (update_window_shows (window, "The file cannot be used"));
      g_assert_null (omni_update_window_get_document (window));
      page = ADW_STATUS_PAGE (omni_test_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, NULL));
      g_test_message ("%s", adw_status_page_get_description (page));
      g_assert_nonnull (strstr (adw_status_page_get_description (page), files[i].sentence));
      update_window_close (window);
    }
}

static void
test_odd_files (UpdateWindowFixture *fixture, gconstpointer unused)
{
  const char *no_quotes = "Row 2: A quotation mark stands where none can be, so the cells of this "
                          "row cannot be told apart.";
  g_autoptr (GString) wide = g_string_new ("id,status");
  g_autofree char *path = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;

  g_test_summary ("Test that odd files open, and that their rows say what is wrong.");

  window = update_window_open_text (fixture, "id,status\n1,500\r\n2,500\r3,500\n");
  OMNI_TEST_WAIT (update_window_shows (window, "3 rows · working offline"));
  update_window_close (window);

  window = update_window_open_text (fixture, "id,status\n1,\"5\"00\n2,500\n");
  update_window_activate (window, "win.next-problem");
  OMNI_TEST_WAIT (update_window_shows (window, no_quotes));
  update_window_activate (window, "win.accept-row");
  OMNI_TEST_WAIT (update_window_is_checked (window) &&
                  !update_window_shows (window, no_quotes));
  update_window_close (window);

  file = update_window_write (fixture, "open.csv", "id,status\n1,\"500\n2,500\n", -1);
  window = update_window_open (fixture, file);
  path = g_file_get_parse_name (file);
  sentence = g_strdup_printf ("“%s”, row 2: a quotation mark is opened and never closed.", path);
  OMNI_TEST_WAIT (update_window_shows (window, sentence));
  update_window_close (window);
  g_clear_object (&file);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (wide, ",x%u", i);
  g_string_append (wide, "\n1,500\n");
  window = update_window_open_text (fixture, wide->str);
  OMNI_TEST_WAIT (update_window_shows (window, "1 row · working offline"));
  update_window_close (window);

  file = update_window_write (fixture, "zero.csv", "id,status\n1,5\0" "00\n", 17);
  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  update_window_activate (window, "win.next-problem");
  OMNI_TEST_WAIT (
      update_window_shows (window, "Row 2: The row has a zero byte, which is no text."));
  update_window_close (window);
}

static void
test_wrong_encoding (UpdateWindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status,sku\n");
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;
  GtkWidget *answer;

  g_test_summary ("Test that a wrong guess shows at its row, and another encoding is chosen.");

  /* The encoding is guessed from the beginning, which has to be long. */
  for (guint i = 1; i < 9000; i++)
    g_string_append_printf (text, "%u,450,\xc4\xb0\n", i);
  g_string_append (text, "9000,450,\xfe\n");
  file = update_window_write (fixture, "update.csv", text->str, (gssize) text->len);
  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  update_window_activate (window, "win.next-problem");
  g_assert_true (update_window_shows (
      window, "Row 9001: The row has letters in another encoding than the file."));

  gtk_menu_button_popup (
      GTK_MENU_BUTTON (omni_test_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, "UTF-8  ,")));
  answer = omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, "Encoding");
  g_assert_nonnull (answer);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (answer), 3);
  OMNI_TEST_WAIT (update_window_is_checked (window) &&
                  update_window_cell_is (window, 8999, OMNI_UPDATE_SKU, "ş"));
  update_window_activate (window, "win.next-problem");
  OMNI_TEST_WAIT (update_window_shows (window, "There are no problems"));
  update_window_close (window);
}

static void
test_huge (UpdateWindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status\n");
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;

  g_test_summary ("Test that a file of three gigabytes opens, and says from where on it is bad.");

  for (guint i = 1; i <= 9000; i++)
    g_string_append_printf (text, "%u,450\n", 100000 + i);
  file = update_window_write (fixture, "update.csv", text->str, (gssize) text->len);
  g_assert_cmpint (truncate (g_file_peek_path (file), G_GINT64_CONSTANT (3) << 30), ==, 0);
  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (omni_update_window_get_document (window) != NULL);
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_ID, "100002"));
  OMNI_TEST_WAIT (update_window_says (window, "row 9002: the row is longer than 16 MB."));
  update_window_close (window);
}

/* In its place, as programs do that know no better. */
static void
overwrite (const char *path, const char *text)
{
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_changing_file (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window =
      update_window_open_text (fixture, "id,status,sku\n1,500,a\n2,500,b\n3,500,c\n");
  g_autofree char *path = g_build_filename (fixture->folder, "update.csv", NULL);

  g_test_summary ("Test that a file that somebody else changes is told of, and read again.");

  overwrite (path, "id,status,sku\n9,9\n");
  update_window_activate (window, "win.check");
  OMNI_TEST_WAIT (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Read Again") != NULL);
  update_window_activate (window, "win.reload");
  OMNI_TEST_WAIT (update_window_shows (window, "1 row · working offline"));
  update_window_close (window);
}

static void
test_edits (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (
    fixture, "id,status,tracking_number\n1,500,a\n2,,b\n3,,c\n4,,d\n");
  OmniUpdateTable *table = omni_update_window_get_table (window);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  g_test_summary ("Test that cells are filled, pasted and replaced, each undone at once.");

  omni_update_table_set_cursor (table, 1, OMNI_UPDATE_STATUS);
  update_window_activate (window, "win.fill-down");
  OMNI_TEST_WAIT (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "500"));
  OMNI_TEST_WAIT (update_window_is_checked (window));

  gdk_clipboard_set_text (clipboard, "450\tx\n450\ty\n");
  omni_update_table_set_cursor (table, 2, OMNI_UPDATE_STATUS);
  update_window_activate (window, "win.paste");
  OMNI_TEST_WAIT (update_window_cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "y"));
  g_assert_true (update_window_cell_is (window, 2, OMNI_UPDATE_STATUS, "450"));
  OMNI_TEST_WAIT (update_window_is_checked (window));

  update_window_activate (window, "win.undo");
  OMNI_TEST_WAIT (update_window_cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "d"));
  g_assert_true (update_window_cell_is (window, 2, OMNI_UPDATE_STATUS, ""));
  update_window_activate (window, "win.redo");
  OMNI_TEST_WAIT (update_window_cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "y"));
  OMNI_TEST_WAIT (update_window_is_checked (window));

  update_window_activate (window, "win.replace");
  omni_test_type (GTK_WIDGET (window), GTK_TYPE_ENTRY, "Find", "450");
  omni_test_type (GTK_WIDGET (window), GTK_TYPE_ENTRY, "Replace with", "510");
  update_window_activate (window, "win.replace-all");
  OMNI_TEST_WAIT (update_window_cell_is (window, 2, OMNI_UPDATE_STATUS, "510") &&
                  update_window_cell_is (window, 3, OMNI_UPDATE_STATUS, "510"));
  OMNI_TEST_WAIT (update_window_is_checked (window) &&
                  !omni_update_document_is_busy (omni_update_window_get_document (window)));
  update_window_activate (window, "win.close-find");

  omni_update_table_set_cursor (table, 0, OMNI_UPDATE_ID);
  update_window_activate (window, "win.leave-out");
  OMNI_TEST_WAIT (update_window_shows (window, "_Take In"));
  update_window_close (window);
}

static void
test_problems (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (
    fixture, "id,status,invoice_date\n1,450,\n2,nonsense,\n3,450,45721\n4,450,45722\n");
  OmniUpdateTable *table = omni_update_window_get_table (window);
  gsize row;
  guint column;

  g_test_summary ("Test that problems are gone through, shown alone and fixed by their kind.");

  update_window_activate (window, "win.only-problems");
  update_window_activate (window, "win.next-problem");
  g_assert_true (omni_update_table_get_cursor (table, &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, OMNI_UPDATE_STATUS);
  g_assert_true (update_window_shows (window, "Row 3, status: “nonsense” is no status."));

  update_window_activate (window, "win.next-problem");
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, OMNI_UPDATE_INVOICE_DATE);
  update_window_activate (window, "win.fix-all");
  OMNI_TEST_WAIT (update_window_cell_is (window, 3, OMNI_UPDATE_INVOICE_DATE, "2025-03-06"));
  OMNI_TEST_WAIT (update_window_is_checked (window));
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 1);

  update_window_activate (window, "win.previous-problem");
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 1);
  update_window_close (window);
}

static void
test_draft (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, "id,status\n1,500\n");
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));

  g_test_summary ("Test that edits survive the window, until they are discarded.");

  omni_update_document_set_cell (omni_update_window_get_document (window), 0, OMNI_UPDATE_STATUS,
                                 "510");
  update_window_close (window);

  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  g_assert_true (update_window_cell_is (window, 0, OMNI_UPDATE_STATUS, "510"));
  g_assert_true (update_window_shows (window, "1 cell that you edited before is here again."));
  update_window_activate (window, "win.discard");
  OMNI_TEST_WAIT (update_window_is_checked (window) &&
                  update_window_cell_is (window, 0, OMNI_UPDATE_STATUS, "500"));
  update_window_close (window);
}

static gboolean
reaches (OmniUpdateWindow *window, gsize row, guint *column)
{
  OmniUpdateTable *table = omni_update_window_get_table (window);
  gsize at;

  omni_update_table_set_cursor (table, row, OMNI_UPDATE_STATUS);
  return omni_update_table_get_cursor (table, &at, column) && at == row;
}

static void
test_million (UpdateWindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status\n");
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;
  OmniUpdateDocument *document;
  guint column;

  g_test_summary ("Test that a file of a million rows opens at once and goes to its end.");

  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (text, "%u,500\n", 100000000 + i);
  file = update_window_write (fixture, "million.csv", text->str, (gssize) text->len);

  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (omni_update_window_get_document (window) != NULL);
  document = omni_update_window_get_document (window);
  OMNI_TEST_WAIT (update_window_shows (window, "1000000 rows · working offline"));

  OMNI_TEST_WAIT (reaches (window, 999999, &column));
  g_assert_true (omni_update_document_set_cell (document, 999999, column, "510"));
  update_window_close (window);
}

static void
add (const char *path, void (*test) (UpdateWindowFixture *, gconstpointer))
{
  g_test_add (path, UpdateWindowFixture, NULL, update_window_set_up, test, update_window_tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  add ("/ui/update-window/bad-files", test_bad_files);
  add ("/ui/update-window/odd-files", test_odd_files);
  add ("/ui/update-window/wrong-encoding", test_wrong_encoding);
  add ("/ui/update-window/huge", test_huge);
  add ("/ui/update-window/changing-file", test_changing_file);
  add ("/ui/update-window/edits", test_edits);
  add ("/ui/update-window/problems", test_problems);
  add ("/ui/update-window/draft", test_draft);
  add ("/ui/update-window/million", test_million);

  return g_test_run ();
}
