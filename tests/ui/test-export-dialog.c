/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-column-picker.h"
#include "omni-export-dialog.h"
#include "omni-settings.h"
#include "omni-text-table.h"
#include "omni-test-window.h"

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  GPtrArray *view;          /* (owned) (element-type OmniOrderColumn) */
  OmniExportDialog *dialog; /* (weak) */
  OmniExportPlan *plan;     /* (nullable) (owned): what was accepted */
  char *folder;             /* (owned) */
} Fixture;

static void
accepted_cb (Fixture *fixture, OmniExportDialog *dialog)
{
  fixture->plan = omni_export_dialog_make_plan (dialog);
}

static void
open_dialog (Fixture *fixture)
{
  g_set_weak_pointer (&fixture->dialog,
                      omni_export_dialog_new (NULL, fixture->session, fixture->view));
  g_signal_connect_swapped (fixture->dialog, "accepted", G_CALLBACK (accepted_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "60", "--seed", "7", NULL };
  static const char *const ids[] = { "number", "amount", "date-placed" };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->folder = omni_test_make_folder ();
  fixture->view = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (fixture->view, (gpointer) omni_order_column_find (ids[i]));
  open_dialog (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  static const char *const keys[] = { "export-format", "export-rows", "export-delimiter",
                                      "export-columns", "export-zone" };

  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  OMNI_TEST_WAIT (fixture->dialog == NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (omni_settings_get (), keys[i]);
  g_clear_pointer (&fixture->plan, omni_export_plan_free);
  g_ptr_array_unref (fixture->view);
  g_clear_object (&fixture->session);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return omni_test_shows (GTK_WIDGET (fixture->dialog), text);
}

static gpointer
find (Fixture *fixture, GType type, const char *text)
{
  GtkWidget *widget = omni_test_find (GTK_WIDGET (fixture->dialog), type, text);

  g_assert_nonnull (widget);
  return widget;
}

static OmniOrderPage *
read_newest (Fixture *fixture, guint n_orders)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (all, "pk", TRUE);
  OmniOrderPage *page = omni_client_list_orders (omni_session_get_client (fixture->session), query,
                                                 1, n_orders, NULL, NULL);

  g_assert_nonnull (page);
  return page;
}

static void
offer_all (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  omni_export_dialog_set_selected (fixture->dialog, NULL, 0, "No order is selected");
  omni_export_dialog_set_matching (fixture->dialog, all, 60);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
offer_three (Fixture *fixture)
{
  g_autoptr (OmniOrderPage) page = read_newest (fixture, 10);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  gint64 pks[3];

  for (guint i = 0; i < G_N_ELEMENTS (pks); i++)
    pks[i] = omni_order_get_pk (g_ptr_array_index (page->orders, 3 * i + 1));
  omni_export_dialog_set_selected (fixture->dialog, pks, G_N_ELEMENTS (pks), "3 selected");
  omni_export_dialog_set_matching (fixture->dialog, all, 60);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

/* What the preview shows: the lines with the header first. */
static GStrv
read_preview (Fixture *fixture)
{
  g_autofree char *text = omni_text_table_dup_text (
      find (fixture, OMNI_TYPE_TEXT_TABLE, NULL));

  return g_strsplit (text, "\n", -1);
}

static void
test_selected (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderPage) page = NULL;
  g_auto (GStrv) lines = NULL;

  g_test_summary ("The selected orders are shown as they will be written, and are what is taken");

  offer_three (fixture);
  g_assert_true (shows (fixture, "3 selected"));
  g_assert_true (shows (fixture, "All 60 of the shop"));
  OMNI_TEST_WAIT (shows (fixture, "Preview: the first 3 rows"));

  lines = read_preview (fixture);
  g_assert_cmpstr (lines[0], ==, "Number\tAmount\tPlaced (UTC)\tCurrency");
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  page = read_newest (fixture, 10);
  for (guint i = 0; i < 3; i++)
    g_assert_true (g_str_has_prefix (
        lines[i + 1], omni_order_get_number (g_ptr_array_index (page->orders, 3 * i + 1))));

  omni_export_dialog_accept (fixture->dialog);
  g_assert_cmpuint (fixture->plan->n_pks, ==, 3);
  g_assert_null (fixture->plan->query);
}

static void
test_matching (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderPage) page = read_newest (fixture, 8);
  g_auto (GStrv) lines = NULL;

  g_test_summary ("Without a selection all that match are taken, the newest first");

  offer_all (fixture);
  OMNI_TEST_WAIT (shows (fixture, "Preview: the first 8 rows"));
  lines = read_preview (fixture);
  for (guint i = 0; i < 8; i++)
    g_assert_true (g_str_has_prefix (
        lines[i + 1], omni_order_get_number (g_ptr_array_index (page->orders, i))));

  omni_export_dialog_accept (fixture->dialog);
  g_assert_nonnull (fixture->plan->query);
  g_assert_cmpint (fixture->plan->n_orders, ==, 60);
}

static void
test_remembered (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Rows, file, delimiter, zone and columns are remembered when they were used");

  offer_all (fixture);
  gtk_check_button_set_active (
      find (fixture, GTK_TYPE_CHECK_BUTTON, "One row for each product in an order"), TRUE);
  gtk_toggle_button_set_active (find (fixture, GTK_TYPE_TOGGLE_BUTTON, "CSV"), TRUE);
  g_assert_cmpint (g_settings_get_enum (omni_settings_get (), "export-rows"), ==, 0);
  omni_export_dialog_accept (fixture->dialog);
  OMNI_TEST_WAIT (fixture->dialog == NULL);
  g_clear_pointer (&fixture->plan, omni_export_plan_free);

  open_dialog (fixture);
  offer_all (fixture);
  omni_export_dialog_accept (fixture->dialog);
  g_assert_cmpint (fixture->plan->choice->rows, ==, OMNI_EXPORT_ROWS_ITEMS);
  g_assert_cmpint (fixture->plan->choice->format, ==, OMNI_TABLE_FORMAT_CSV);
  g_assert_cmpstr (fixture->plan->choice->columns, ==, OMNI_EXPORT_COLUMNS_VIEW);
}

static void
test_picked_columns (Fixture *fixture, gconstpointer unused)
{
  const OmniOrderColumn *amount = omni_order_column_find ("amount");
  const OmniOrderColumn *number = omni_order_column_find ("number");
  OmniColumnPicker *picker;
  g_auto (GStrv) lines = NULL;

  g_test_summary ("Columns are picked and moved, and the preview follows");

  offer_all (fixture);
  OMNI_TEST_WAIT (shows (fixture, "Preview: the first 8 rows"));
  gtk_menu_button_popup (find (fixture, GTK_TYPE_MENU_BUTTON, "Choose…"));
  picker = find (fixture, OMNI_TYPE_COLUMN_PICKER, NULL);
  omni_column_picker_tick (picker, amount, FALSE);
  omni_column_picker_tick (picker, omni_order_column_find ("date-placed"), FALSE);
  omni_column_picker_tick (picker, omni_order_column_find ("customer"), TRUE);
  omni_column_picker_move (picker, number, 1);
  omni_column_picker_move (picker, number, 1);
  omni_column_picker_move (picker, number, 1);

  lines = read_preview (fixture);
  g_assert_cmpstr (lines[0], ==, "Currency\tNumber\tCustomer");
  g_assert_true (shows (fixture, "My own choice"));
  omni_export_dialog_accept (fixture->dialog);
  g_assert_cmpstr (fixture->plan->choice->columns, ==, "currency,number,customer");
  g_assert_cmpuint (fixture->plan->columns->len, ==, 3);
}

static void
test_zone (Fixture *fixture, gconstpointer unused)
{
  OmniExportChoice choice = { .columns = (char *) "@default", .zone = (char *) "Asia/Tokyo" };
  g_auto (GStrv) lines = NULL;

  g_test_summary ("Times are shown in the zone that was chosen");

  omni_export_choice_save (&choice);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  OMNI_TEST_WAIT (fixture->dialog == NULL);
  open_dialog (fixture);
  offer_all (fixture);
  OMNI_TEST_WAIT (shows (fixture, "Preview: the first 8 rows"));
  lines = read_preview (fixture);
  g_assert_nonnull (strstr (lines[0], "Placed (Asia/Tokyo)"));
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) none = omni_order_query_with_value (all, "number", "no-such-number");

  g_test_summary ("Where nothing matches there is nothing to be exported");

  omni_export_dialog_set_selected (fixture->dialog, NULL, 0, "No order is selected");
  omni_export_dialog_set_matching (fixture->dialog, none, 0);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  OMNI_TEST_WAIT (shows (fixture, "There is nothing to be exported"));
  g_assert_false (gtk_widget_is_sensitive (find (fixture, GTK_TYPE_BUTTON, "_Export…")));
}

static void
test_no_server (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Without an answer the preview can be tried again, and the export waits");

  omni_test_sandbox_free (g_steal_pointer (&fixture->sandbox));
  offer_all (fixture);
  OMNI_TEST_WAIT (omni_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, "Try Again") !=
                  NULL);
  g_assert_false (shows (fixture, "Preview"));
  omni_export_dialog_accept (fixture->dialog);
  g_assert_nonnull (fixture->plan->query);
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

  add ("/ui/export-dialog/selected", test_selected);
  add ("/ui/export-dialog/matching", test_matching);
  add ("/ui/export-dialog/remembered", test_remembered);
  add ("/ui/export-dialog/picked-columns", test_picked_columns);
  add ("/ui/export-dialog/zone", test_zone);
  add ("/ui/export-dialog/nothing", test_nothing);
  add ("/ui/export-dialog/no-server", test_no_server);

  return g_test_run ();
}
