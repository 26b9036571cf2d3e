/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-carrier-window.h"
#include "omni-test-window.h"
#include "omni-text-table.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniSession *session;     /* (owned) */
  char *folder;             /* (owned) */
  char *number;             /* (owned): of an order that can be shipped */
} Fixture;

static char *
find_number (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "450");
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (
      omni_session_get_client (fixture->session), query, 1, 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->orders->len, ==, 1);
  return g_strdup (omni_order_get_number (g_ptr_array_index (page->orders, 0)));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders=60", "--seed=7", NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
  fixture->number = find_number (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->number);
}

static GFile *
write_report (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.csv", NULL);
  g_autofree char *text = g_strdup_printf ("Aras Kargo;;;\n"
                                           "Teslimat;Takip No;Referans;Şube\n"
                                           "YOLA ÇIKTI;0071;%s;A\n"
                                           "Yola Çıktı;0072;nobody;A\n"
                                           "Kayıp;0073;%s;A\n",
                                           fixture->number, fixture->number);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
shows (OmniCarrierWindow *window, const char *text)
{
  return omni_test_shows (GTK_WIDGET (window), text);
}

static OmniCarrierWindow *
open_report (Fixture *fixture, OmniSession *session)
{
  g_autoptr (GFile) report = write_report (fixture);
  OmniCarrierWindow *window = omni_carrier_window_new (NULL, report, fixture->database);

  omni_carrier_window_set_session (window, session);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (shows (window, "Words for statuses"));
  return window;
}

static void
close_window (OmniCarrierWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

/* Chooses as a person does, by the text. */
static void
choose (OmniCarrierWindow *window, const char *name, const char *text)
{
  GtkDropDown *drop_down =
      GTK_DROP_DOWN (omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, name));
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), text))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return;
        }
    }

  g_error ("There is no “%s” to choose.", text);
}

static GtkEditable *
find_entry (OmniCarrierWindow *window, const char *name)
{
  return GTK_EDITABLE (omni_test_find_named (GTK_WIDGET (window), GTK_TYPE_ENTRY, name));
}

static void
say_what_is_what (OmniCarrierWindow *window)
{
  choose (window, "order_number", "Referans");
  choose (window, "status", "Teslimat");
  choose (window, "Meaning of “YOLA ÇIKTI”", "Shipped");
  gtk_editable_set_text (find_entry (window, "shipping_company for all rows"), "aras");
}

static void
test_convert (Fixture *fixture, gconstpointer unused)
{
  OmniCarrierWindow *window = open_report (fixture, fixture->session);
  g_autofree char *path = g_build_filename (fixture->folder, "update.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autofree char *row = g_strdup_printf (",%s,", fixture->number);
  g_autofree char *text = NULL;
  g_autofree char *rest = NULL;

  g_test_summary ("Test that a report is mapped, shown and made into an order-update file.");

  g_assert_true (shows (window, "None of the carrier's columns would change anything."));
  say_what_is_what (window);
  g_assert_true (shows (window, "Of the first 3 rows 1 is not used"));

  gtk_editable_set_text (find_entry (window, "Keep as"), "Aras");
  omni_carrier_window_convert (window, target);
  OMNI_TEST_WAIT (shows (window, "_Open the Update File"));
  rest = omni_text_table_dup_text (
      OMNI_TEXT_TABLE (omni_test_find (GTK_WIDGET (window), OMNI_TYPE_TEXT_TABLE, NULL)));
  g_assert_nonnull (strstr (rest, "4\tnobody\tThe back office has no order with this number."));
  g_assert_nonnull (strstr (rest, "Nobody said what “Kayıp” means."));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, row));
  g_assert_nonnull (strstr (text, "0071"));
  close_window (window);

  window = open_report (fixture, fixture->session);
  OMNI_TEST_WAIT (shows (window, "Of the first 3 rows 1 is not used"));
  g_assert_cmpstr (gtk_editable_get_text (find_entry (window, "Keep as")), ==, "Aras");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.forget", NULL));
  OMNI_TEST_WAIT (shows (window, "None of the carrier's columns would change anything."));
  close_window (window);
}

static void
test_offline (Fixture *fixture, gconstpointer unused)
{
  OmniCarrierWindow *window = open_report (fixture, NULL);

  g_test_summary ("Test that a report is mapped without a server, which is only asked at the end.");

  say_what_is_what (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.make", NULL));
  g_assert_true (shows (window, "The orders of the report are found in the back office. Sign in "
                                "first; what you chose here is kept."));
  omni_carrier_window_set_session (window, fixture->session);
  g_assert_false (shows (window, "The orders of the report are found in the back office. Sign in "
                                 "first; what you chose here is kept."));
  g_assert_true (shows (window, "Of the first 3 rows 1 is not used"));
  close_window (window);
}

static void
test_unusable (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty.csv", NULL);
  g_autoptr (GFile) report = g_file_new_for_path (path);
  OmniCarrierWindow *window;

  g_test_summary ("Test that a file without rows is told of.");

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  window = omni_carrier_window_new (NULL, report, fixture->database);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (shows (window, "The file cannot be used"));
  close_window (window);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add ("/ui/carrier-window/convert", Fixture, NULL, set_up, test_convert, tear_down);
  g_test_add ("/ui/carrier-window/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/ui/carrier-window/unusable", Fixture, NULL, set_up, test_unusable, tear_down);

  return g_test_run ();
}
