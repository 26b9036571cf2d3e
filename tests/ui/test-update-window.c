/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-window.h"
#include "omni-update-sheet.h"
#include "omni-update-window.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  char *folder;           /* (owned) */
  OmniDatabase *database; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
write_file (Fixture *fixture, const char *name, const char *bytes, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  return g_file_new_for_path (path);
}

static OmniUpdateWindow *
open_window (Fixture *fixture, GFile *file)
{
  OmniUpdateWindow *window = omni_update_window_new (NULL, file);

  gtk_window_present (GTK_WINDOW (window));
  omni_update_window_open (window, fixture->database);
  return window;
}

static gboolean
is_checked (OmniUpdateWindow *window)
{
  OmniUpdateDocument *document = omni_update_window_get_document (window);

  return document != NULL && omni_update_document_is_checked (document);
}

static OmniUpdateWindow *
open_text (Fixture *fixture, const char *text)
{
  g_autoptr (GFile) file = write_file (fixture, "update.csv", text, -1);
  OmniUpdateWindow *window = open_window (fixture, file);

  OMNI_TEST_WAIT (is_checked (window));
  return window;
}

static void
close_window (OmniUpdateWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

static void
activate (OmniUpdateWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static gboolean
shows (OmniUpdateWindow *window, const char *text)
{
  return omni_test_shows (GTK_WIDGET (window), text);
}

static char *
dup_cell (OmniUpdateWindow *window, gsize row, OmniUpdateColumn column)
{
  return omni_update_document_dup_cell (omni_update_window_get_document (window), row, column);
}

static gboolean
cell_is (OmniUpdateWindow *window, gsize row, OmniUpdateColumn column, const char *wanted)
{
  g_autofree char *text = dup_cell (window, row, column);

  return g_str_equal (text, wanted);
}

static void
test_bad_files (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *sentence;
  } files[] = {
    { "", 0, "the file is empty." },
    { "\x7f" "ELF\x02\x01\0\0\x93\x8f\0\xff\0\0\x80\n\0\xfe\xff", 19, NULL },
    { "id,status,id\n1,500,2\n", -1, "the column “id” is there twice" },
    { "name,price\na,1\n", -1, "the first row has no title “id”" },
    { "id,sku\n1,a\n", -1, "there is no column to update" },
  };

  g_test_summary ("Test that a file that cannot be used is told of in words.");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%u.csv", i);
      g_autoptr (GFile) file = write_file (fixture, name, files[i].bytes, files[i].length);
      OmniUpdateWindow *window = open_window (fixture, file);

      OMNI_TEST_WAIT (shows (window, "The file cannot be used"));
      g_assert_null (omni_update_window_get_document (window));
      if (files[i].sentence != NULL)
        {
          AdwStatusPage *page = ADW_STATUS_PAGE (omni_test_find (
            GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, NULL));

          g_test_message ("%s", adw_status_page_get_description (page));
          g_assert_nonnull (strstr (adw_status_page_get_description (page), files[i].sentence));
        }
      close_window (window);
    }
}

static void
test_odd_files (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) wide = g_string_new ("id,status");
  g_autofree char *path = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;

  g_test_summary ("Test that odd files open, and that their rows say what is wrong.");

  window = open_text (fixture, "id,status\n1,500\r\n2,500\r3,500\n");
  OMNI_TEST_WAIT (shows (window, "3 rows · working offline"));
  close_window (window);

  window = open_text (fixture, "id,status\n1,\"5\"00\n2,500\n");
  activate (window, "win.next-problem");
  OMNI_TEST_WAIT (shows (window, "Row 2: A quotation mark stands where none can be, so the cells "
                                 "of this row cannot be told apart."));
  activate (window, "win.accept-row");
  OMNI_TEST_WAIT (is_checked (window) &&
                  !shows (window, "Row 2: A quotation mark stands where none can be, so the cells "
                                  "of this row cannot be told apart."));
  close_window (window);

  file = write_file (fixture, "open.csv", "id,status\n1,\"500\n2,500\n", -1);
  window = open_window (fixture, file);
  path = g_file_get_parse_name (file);
  sentence = g_strdup_printf ("“%s”, row 2: a quotation mark is opened and never closed.", path);
  OMNI_TEST_WAIT (shows (window, sentence));
  close_window (window);
  g_clear_object (&file);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (wide, ",x%u", i);
  g_string_append (wide, "\n1,500\n");
  window = open_text (fixture, wide->str);
  OMNI_TEST_WAIT (shows (window, "1 row · working offline"));
  close_window (window);

  file = write_file (fixture, "zero.csv", "id,status\n1,5\0" "00\n", 17);
  window = open_window (fixture, file);
  OMNI_TEST_WAIT (is_checked (window));
  activate (window, "win.next-problem");
  OMNI_TEST_WAIT (shows (window, "Row 2: The row has a zero byte, which is no text."));
  close_window (window);
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
test_changing_file (Fixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_text (fixture, "id,status,sku\n1,500,a\n2,500,b\n3,500,c\n");
  g_autofree char *path = g_build_filename (fixture->folder, "update.csv", NULL);

  g_test_summary ("Test that a file that somebody else changes is told of, and read again.");

  overwrite (path, "id,status,sku\n9,9\n");
  activate (window, "win.check");
  OMNI_TEST_WAIT (omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Read Again") != NULL);
  activate (window, "win.reload");
  OMNI_TEST_WAIT (shows (window, "1 row · working offline"));
  close_window (window);
}

static void
test_edits (Fixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_text (
    fixture, "id,status,tracking_number\n1,500,a\n2,,b\n3,,c\n4,,d\n");
  OmniUpdateTable *table = omni_update_window_get_table (window);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  g_test_summary ("Test that cells are filled, pasted and replaced, each undone at once.");

  omni_update_table_set_cursor (table, 1, OMNI_UPDATE_STATUS);
  activate (window, "win.fill-down");
  OMNI_TEST_WAIT (cell_is (window, 1, OMNI_UPDATE_STATUS, "500"));
  OMNI_TEST_WAIT (is_checked (window));

  gdk_clipboard_set_text (clipboard, "450\tx\n450\ty\n");
  omni_update_table_set_cursor (table, 2, OMNI_UPDATE_STATUS);
  activate (window, "win.paste");
  OMNI_TEST_WAIT (cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "y"));
  g_assert_true (cell_is (window, 2, OMNI_UPDATE_STATUS, "450"));
  OMNI_TEST_WAIT (is_checked (window));

  activate (window, "win.undo");
  OMNI_TEST_WAIT (cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "d"));
  g_assert_true (cell_is (window, 2, OMNI_UPDATE_STATUS, ""));
  activate (window, "win.redo");
  OMNI_TEST_WAIT (cell_is (window, 3, OMNI_UPDATE_TRACKING_NUMBER, "y"));
  OMNI_TEST_WAIT (is_checked (window));

  activate (window, "win.replace");
  omni_test_type (GTK_WIDGET (window), GTK_TYPE_ENTRY, "Find", "450");
  omni_test_type (GTK_WIDGET (window), GTK_TYPE_ENTRY, "Replace with", "510");
  activate (window, "win.replace-all");
  OMNI_TEST_WAIT (cell_is (window, 2, OMNI_UPDATE_STATUS, "510") &&
                  cell_is (window, 3, OMNI_UPDATE_STATUS, "510"));
  OMNI_TEST_WAIT (is_checked (window) &&
                  !omni_update_document_is_busy (omni_update_window_get_document (window)));
  activate (window, "win.close-find");

  omni_update_table_set_cursor (table, 0, OMNI_UPDATE_ID);
  activate (window, "win.leave-out");
  OMNI_TEST_WAIT (shows (window, "_Take In"));
  close_window (window);
}

static void
test_problems (Fixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_text (
    fixture, "id,status,invoice_date\n1,450,\n2,nonsense,\n3,450,45721\n4,450,45722\n");
  OmniUpdateTable *table = omni_update_window_get_table (window);
  gsize row;
  guint column;

  g_test_summary ("Test that problems are gone through, shown alone and fixed by their kind.");

  activate (window, "win.only-problems");
  activate (window, "win.next-problem");
  g_assert_true (omni_update_table_get_cursor (table, &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, OMNI_UPDATE_STATUS);
  g_assert_true (shows (window, "Row 3, status: “nonsense” is no status."));

  activate (window, "win.next-problem");
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, OMNI_UPDATE_INVOICE_DATE);
  activate (window, "win.fix-all");
  OMNI_TEST_WAIT (cell_is (window, 3, OMNI_UPDATE_INVOICE_DATE, "2025-03-06"));
  OMNI_TEST_WAIT (is_checked (window));
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 1);

  activate (window, "win.previous-problem");
  omni_update_table_get_cursor (table, &row, &column);
  g_assert_cmpuint (row, ==, 1);
  close_window (window);
}

static void
test_draft (Fixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_text (fixture, "id,status\n1,500\n");
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));

  g_test_summary ("Test that edits survive the window, until they are discarded.");

  omni_update_document_set_cell (omni_update_window_get_document (window), 0, OMNI_UPDATE_STATUS,
                                 "510");
  close_window (window);

  window = open_window (fixture, file);
  OMNI_TEST_WAIT (is_checked (window));
  g_assert_true (cell_is (window, 0, OMNI_UPDATE_STATUS, "510"));
  g_assert_true (shows (window, "1 cell that you edited before is here again."));
  activate (window, "win.discard");
  OMNI_TEST_WAIT (is_checked (window) && cell_is (window, 0, OMNI_UPDATE_STATUS, "500"));
  close_window (window);
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
test_million (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("id,status\n");
  g_autoptr (GFile) file = NULL;
  OmniUpdateWindow *window;
  OmniUpdateDocument *document;
  guint column;

  g_test_summary ("Test that a file of a million rows opens at once and goes to its end.");

  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (text, "%u,500\n", 100000000 + i);
  file = write_file (fixture, "million.csv", text->str, (gssize) text->len);

  window = open_window (fixture, file);
  OMNI_TEST_WAIT (omni_update_window_get_document (window) != NULL);
  document = omni_update_window_get_document (window);
  OMNI_TEST_WAIT (shows (window, "1000000 rows · working offline"));

  OMNI_TEST_WAIT (reaches (window, 999999, &column));
  g_assert_true (omni_update_document_set_cell (document, 999999, column, "510"));
  close_window (window);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  add ("/ui/update-window/bad-files", test_bad_files);
  add ("/ui/update-window/odd-files", test_odd_files);
  add ("/ui/update-window/changing-file", test_changing_file);
  add ("/ui/update-window/edits", test_edits);
  add ("/ui/update-window/problems", test_problems);
  add ("/ui/update-window/draft", test_draft);
  add ("/ui/update-window/million", test_million);

  return g_test_run ();
}
