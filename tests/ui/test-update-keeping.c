/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What becomes of edits: saved under a new name, kept over the window's end, or asked about. */

#include "omni-update-sheet.h"
#include "update-window.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOBODY 65534
#define TEXT "id,status,note\n1,450,a\n2,450,b\n"

static void
edit (OmniUpdateWindow *window, gsize row, const char *status)
{
  g_assert_true (omni_update_document_set_cell (omni_update_window_get_document (window), row,
                                                OMNI_UPDATE_STATUS, status));
  OMNI_TEST_WAIT (update_window_is_checked (window));
}

static GFile *
make_target (UpdateWindowFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
assert_holds (UpdateWindowFixture *fixture, const char *name, const char *wanted)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static gboolean
has_file (OmniUpdateWindow *window, GFile *file)
{
  return g_file_equal (omni_update_window_get_file (window), file) &&
         update_window_is_checked (window);
}

static void
assert_no_draft (UpdateWindowFixture *fixture, const char *name)
{
  g_autoptr (GFile) file = make_target (fixture, name);
  OmniUpdateWindow *window = update_window_open (fixture, file);

  OMNI_TEST_WAIT (update_window_is_checked (window));
  g_assert_false (omni_update_document_is_modified (omni_update_window_get_document (window)));
  update_window_close (window);
}

static void
test_save_as (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autoptr (GFile) target = make_target (fixture, "saved.csv");

  g_test_summary ("Test that rows are saved under a new name, with which the window goes on.");

  edit (window, 1, "510");
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_AS, target);
  OMNI_TEST_WAIT (
    has_file (window, target) &&
    !omni_update_document_is_modified (omni_update_window_get_document (window)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Update — saved.csv");
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "510"));
  update_window_close (window);

  assert_holds (fixture, "update.csv", TEXT);
  assert_holds (fixture, "saved.csv",
                "\xef\xbb\xbf"
                "id,order_number,sku,status,shipping_company,e_archive_url,invoice_number,"
                "invoice_date,tracking_number,note\r\n1,,,450,,,,,,a\r\n2,,,510,,,,,,b\r\n");
  assert_no_draft (fixture, "update.csv");
}

static void
test_save_workbook (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autoptr (GFile) target = make_target (fixture, "saved.xlsx");
  g_autoptr (GFile) source = g_object_ref (omni_update_window_get_file (window));

  g_test_summary ("Test that a workbook is a copy, and that it is read as it was.");

  edit (window, 1, "510");
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_AS, target);
  OMNI_TEST_WAIT (g_file_query_exists (target, NULL) &&
                  !omni_update_document_is_busy (omni_update_window_get_document (window)));
  g_assert_true (has_file (window, source));
  g_assert_true (omni_update_document_is_modified (omni_update_window_get_document (window)));
  update_window_close (window);

  window = update_window_open (fixture, target);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "510"));
  update_window_close (window);
}

/* What was typed is there, and stays there. */
static void
assert_kept (OmniUpdateWindow *window)
{
  OMNI_TEST_WAIT (update_window_is_checked (window));
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "510"));
  g_assert_true (omni_update_document_is_modified (omni_update_window_get_document (window)));
}

static void
test_no_place (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autofree char *folder = g_build_filename (fixture->folder, "locked", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.csv", NULL);
  g_autofree char *sentence = g_strdup_printf (
    "You may not write “%s” in the folder “%s”. Choose another name or folder.", path, folder);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  uid_t user = geteuid ();

  g_test_summary ("Test that a place that takes no file is named, and the edits stay.");

  edit (window, 1, "510");
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_AS, omni_update_window_get_file (window));
  g_assert_true (update_window_says (window, "The file that is open is never written to."));
  assert_holds (fixture, "update.csv", TEXT);

  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  /* Root may write anywhere, so it has to be somebody else for a while. */
  if (user == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_AS, target);
  OMNI_TEST_WAIT (update_window_shows (window, sentence));
  g_assert_cmpint (seteuid (user), ==, 0);
  g_assert_cmpuint (omni_test_count_files (folder), ==, 0);
  assert_kept (window);
  update_window_close (window);
}

static void
test_closed_with_edits (UpdateWindowFixture *fixture, gconstpointer unused)
{
  const char *before = "id,status,tracking_number\n1,450,a\n2,450,b\n";
  OmniUpdateWindow *window = update_window_open_text (fixture, before);
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));
  OmniUpdateTable *table = omni_update_window_get_table (window);

  g_test_summary ("Test that a window closes without a question when its edits are on the disk, "
                  "what is being typed among them.");

  edit (window, 1, "510");
  omni_update_table_set_cursor (table, 0, OMNI_UPDATE_TRACKING_NUMBER);
  update_window_activate (window, "win.edit");
  gtk_editable_set_text (
    GTK_EDITABLE (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                           GTK_TYPE_EDITABLE)),
    "0071");
  update_window_close (window);
  assert_holds (fixture, "update.csv", before);

  window = update_window_open (fixture, file);
  assert_kept (window);
  g_assert_true (update_window_cell_is (window, 0, OMNI_UPDATE_TRACKING_NUMBER, "0071"));
  g_assert_true (
    update_window_shows (window, "2 cells that you edited before are here again."));
  update_window_close (window);
}

static void
test_closed_on_full_disk (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));

  g_test_summary ("Test that edits that no disk takes are told of, and asked about at the end.");

  omni_test_limit_files (0);
  edit (window, 1, "510");
  OMNI_TEST_WAIT (update_window_says (window, "Your edits cannot be kept on this computer: "));
  gtk_window_close (GTK_WINDOW (window));
  update_window_answer ("Your edits are not on the disk", "keep");
  omni_test_limit_files (-1);
  assert_kept (window);

  edit (window, 0, "520");
  OMNI_TEST_WAIT (omni_update_document_get_draft_error (
                    omni_update_window_get_document (window)) == NULL);
  OMNI_TEST_WAIT (!update_window_says (window, "Your edits cannot be kept on this computer: "));
  update_window_close (window);
  window = update_window_open (fixture, file);
  assert_kept (window);
  g_assert_true (update_window_cell_is (window, 0, OMNI_UPDATE_STATUS, "520"));
  update_window_close (window);
}

static void
test_closed_without_database (UpdateWindowFixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = update_window_write (fixture, "update.csv", TEXT, -1);
  OmniUpdateWindow *window = omni_update_window_new (NULL, file);

  g_test_summary ("Test that edits that would be lost are asked about.");

  gtk_window_present (GTK_WINDOW (window));
  omni_update_window_open (window, NULL);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  edit (window, 1, "510");
  gtk_window_close (GTK_WINDOW (window));
  update_window_answer ("Your edits are not on the disk", "keep");
  assert_kept (window);

  gtk_window_close (GTK_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  update_window_answer ("Your edits are not on the disk", "close");
  OMNI_TEST_WAIT (window == NULL);
  assert_holds (fixture, "update.csv", TEXT);
}

static void
test_another_file (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));

  g_test_summary ("Test that a draft is not offered for another file of the same name, and that "
                  "somebody who reads the file again is told so.");

  edit (window, 1, "510");
  g_object_unref (update_window_write (fixture, "update.csv", "id,status\n7,450\n8,450\n", -1));
  update_window_activate (window, "win.reload");
  OMNI_TEST_WAIT (update_window_says (window, "is another one now"));
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "450"));
  update_window_close (window);

  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  g_assert_true (update_window_cell_is (window, 1, OMNI_UPDATE_STATUS, "450"));
  g_assert_false (update_window_says (window, "is another one now"));
  update_window_close (window);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_ptr_array_add (user_data, g_variant_dup_string (parameter, NULL));
}

static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }

  g_assert_not_reached ();
}

static void
test_drop (UpdateWindowFixture *fixture, gconstpointer unused)
{
  static const GActionEntry entries[] = {
    { .name = "open-update-file", .activate = open_cb, .parameter_type = "s" },
  };
  OmniUpdateWindow *window = update_window_open_text (fixture, TEXT);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) first = make_target (fixture, "first.csv");
  g_autoptr (GFile) second = make_target (fixture, "ikinci dosya ğ.xlsx");
  GFile *files[] = { first, second };
  g_autofree char *uri = g_file_get_uri (second);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_test_summary ("Test that files that are dropped on the window are opened, each of them.");

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), opened);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", G_ACTION_GROUP (group));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, G_N_ELEMENTS (files)));
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (window)), "drop", &value, 10.0, 10.0,
                         &taken);
  g_assert_true (taken);
  g_assert_cmpuint (opened->len, ==, 2);
  g_assert_cmpstr (opened->pdata[1], ==, uri);
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

  add ("/ui/update-keeping/save-as", test_save_as);
  add ("/ui/update-keeping/save-workbook", test_save_workbook);
  add ("/ui/update-keeping/no-place", test_no_place);
  add ("/ui/update-keeping/closed-with-edits", test_closed_with_edits);
  add ("/ui/update-keeping/closed-on-full-disk", test_closed_on_full_disk);
  add ("/ui/update-keeping/closed-without-database", test_closed_without_database);
  add ("/ui/update-keeping/another-file", test_another_file);
  add ("/ui/update-keeping/drop", test_drop);

  return g_test_run ();
}
