/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-error.h"
#include "omni-export-check.h"
#include "omni-test.h"

static void
test_rows (void)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  const char *text = "\xef\xbb\xbfNumber;Name\r\n1;\"a\r\nb\"\r\n2;\"c;\"\"d\"\r\n";

  g_test_summary ("Rows are counted as a reader sees them, and a file that lacks some is told of");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (omni_export_check_rows (file, ';', 2, &error));
  g_assert_no_error (error);

  g_assert_false (omni_export_check_rows (file, ';', 3, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "2 of its 3 rows"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "\xef\xbb\xbfNumber\r\n\"1", -1, NULL));
  g_assert_false (omni_export_check_rows (file, ';', 1, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_clear_error (&error);

  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_false (omni_export_check_rows (file, ';', 1, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  omni_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/work/export-check/rows", test_rows);

  return g_test_run ();
}
