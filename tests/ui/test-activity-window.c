/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-activity-window.h"
#include "omni-csv-reader.h"
#include "omni-ledger.h"
#include "omni-order-window.h"
#include "omni-preferences.h"
#include "omni-settings.h"
#include "omni-test-window.h"

typedef struct
{
  OmniTestSandbox *sandbox;   /* (owned) */
  OmniDatabase *database;     /* (owned) */
  OmniSession *session;       /* (owned) */
  OmniActivityWindow *window; /* (weak) */
  char *folder;               /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer without_database)
{
  const char *options[] = { "--orders", "5", "--seed", "7", NULL };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->session = omni_session_sign_in (without_database != NULL ? NULL : fixture->database,
                                           omni_test_sandbox_get_url (fixture->sandbox),
                                           OMNI_TEST_USER, OMNI_TEST_PASSWORD, FALSE, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = omni_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
append (Fixture *fixture, OmniLedgerKind kind, const char *number, const char *new_value)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);

  g_ptr_array_add (entries, omni_ledger_entry_new (kind, OMNI_LEDGER_DONE, 0, number,
                                                   "Tracking number", "old", new_value, "200"));
  g_assert_true (omni_database_append_ledger (
      fixture->database, omni_session_get_profile (fixture->session), entries, NULL));
}

static void
open_window (Fixture *fixture, guint n_entries)
{
  g_set_weak_pointer (&fixture->window, omni_activity_window_open (NULL, fixture->session));
  OMNI_TEST_WAIT (omni_activity_window_get_n_entries (fixture->window) == n_entries);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return omni_test_shows (GTK_WIDGET (fixture->window), text);
}

static gboolean
has_cell (Fixture *fixture, const char *text)
{
  return omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_INSCRIPTION, text) != NULL;
}

static void
test_entries (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("What was done is shown, with its order, and can be searched");

  append (fixture, OMNI_LEDGER_UPDATE, "1001", "007");
  append (fixture, OMNI_LEDGER_REFUND, "1002", "12.50 TRY");
  open_window (fixture, 2);
  OMNI_TEST_WAIT (has_cell (fixture, "12.50 TRY"));
  g_assert_true (has_cell (fixture, "1001"));
  g_assert_true (has_cell (fixture, "Refund"));
  g_assert_true (shows (fixture, "2 entries"));

  omni_activity_window_search (fixture->window, "007");
  OMNI_TEST_WAIT (shows (fixture, "1 entry"));
  omni_activity_window_search (fixture->window, "no such word");
  OMNI_TEST_WAIT (omni_activity_window_get_n_entries (fixture->window) == 0);
}

static GtkWidget *
find_order_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ORDER_WINDOW (window))
        return window;
    }

  return NULL;
}

static void
test_opens_order (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *view;
  OmniOrder *order;

  g_test_summary ("A row opens its order, also where only its number was written down");

  page = omni_client_list_orders (client, query, 1, 5, NULL, &error);
  g_assert_no_error (error);
  order = g_ptr_array_index (page->orders, 3);
  append (fixture, OMNI_LEDGER_UPDATE, "no-such-order", "007");
  append (fixture, OMNI_LEDGER_UPDATE, omni_order_get_number (order), "008");
  open_window (fixture, 2);
  OMNI_TEST_WAIT (has_cell (fixture, "007"));
  view = omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW, NULL);

  g_signal_emit_by_name (view, "activate", 0);
  OMNI_TEST_WAIT (find_order_window () != NULL);
  g_assert_cmpint (
    omni_order_details_get_pk (
      omni_order_window_get_details (OMNI_ORDER_WINDOW (find_order_window ()))),
    ==, omni_order_get_pk (order));
  gtk_window_destroy (GTK_WINDOW (find_order_window ()));

  /* What is shown may be read again meanwhile. */
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"slow=1000:GET *orders*\"}");
  g_signal_emit_by_name (view, "activate", 1);
  omni_activity_window_search (fixture->window, "no such word");
  OMNI_TEST_WAIT (shows (fixture, "The order is not there any more."));
  g_assert_null (find_order_window ());
}

static void
test_many (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A long ledger is read in parts");

  for (guint i = 0; i < 61; i++)
    append (fixture, OMNI_LEDGER_UPDATE, "1001", "007");
  open_window (fixture, 60);
  OMNI_TEST_WAIT (shows (fixture, "The newest 60 entries"));
}

static void
test_export (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "activity.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (OmniCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const OmniCsvRow *row;

  g_test_summary ("What is shown is written to a file");

  g_settings_set_string (omni_settings_get (), "export-format", "csv");
  append (fixture, OMNI_LEDGER_UPDATE, "0001001", "007");
  append (fixture, OMNI_LEDGER_UPDATE, "1002", "x;\"y\"");
  open_window (fixture, 2);
  omni_activity_window_search (fixture->window, "007");
  OMNI_TEST_WAIT (omni_activity_window_get_n_entries (fixture->window) == 1);
  omni_activity_window_export_to (fixture->window, target, FALSE);
  OMNI_TEST_WAIT (shows (fixture, "Wrote 1 entry of the activity to activity.csv."));

  reader = omni_csv_reader_new (target, NULL, NULL, &error);
  g_assert_no_error (error);
  row = omni_csv_reader_next_row (reader, NULL, &error);
  g_assert_cmpstr (row->cells[0], ==, "Time (UTC)");
  row = omni_csv_reader_next_row (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->cells[1], ==, "Update");
  g_assert_cmpstr (row->cells[3], ==, "0001001");
  g_assert_cmpstr (row->cells[6], ==, "007");
  g_assert_null (omni_csv_reader_next_row (reader, NULL, &error));
  g_settings_reset (omni_settings_get (), "export-format");
}

static void
test_without_database (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Where nothing is kept the window says so");

  open_window (fixture, 0);
  OMNI_TEST_WAIT (omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_STATUS_PAGE,
                                  "What is done in the demo is not written down.") != NULL);
}

static void
test_preferences (void)
{
  OmniPreferences *window = omni_preferences_new (NULL);
  GSettings *settings = omni_settings_get ();
  GtkWidget *row;

  g_test_summary ("A preference holds at once, and shows what others changed");

  gtk_window_present (GTK_WINDOW (window));
  row = omni_test_find (GTK_WIDGET (window), ADW_TYPE_COMBO_ROW, "Delimiter of CSV files");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_cmpint (g_settings_get_enum (settings, "export-delimiter"), ==, 2);
  g_settings_set_string (settings, "export-delimiter", "tab");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 3);
  g_settings_reset (settings, "export-delimiter");

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  add ("/ui/activity-window/entries", NULL, test_entries);
  add ("/ui/activity-window/opens-order", NULL, test_opens_order);
  add ("/ui/activity-window/many", NULL, test_many);
  add ("/ui/activity-window/export", NULL, test_export);
  add ("/ui/activity-window/without-database", "yes", test_without_database);
  g_test_add_func ("/ui/preferences/holds-at-once", test_preferences);

  return g_test_run ();
}
