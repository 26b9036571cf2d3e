/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-filter-choice.h"
#include "omni-filter-panel.h"
#include "omni-job-list.h"
#include "omni-status-strip.h"
#include "omni-test-orders.h"

#define N_ORDERS "350"

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrdersWindow *window; /* (weak) */
  char *folder;             /* (owned): for what is exported */
} Fixture;

static void
set_up_with (Fixture *fixture, const char * const *options)
{
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->folder = omni_test_make_folder ();
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", N_ORDERS, "--seed", "7", NULL };

  set_up_with (fixture, options);
  omni_test_wait_for_orders (fixture->window);
}

static void
tear_down_without_sandbox (Fixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_clear_object (&fixture->session);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  tear_down_without_sandbox (fixture);
  omni_test_sandbox_free (fixture->sandbox);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return omni_test_shows (GTK_WIDGET (fixture->window), text);
}

static char *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_shows_orders (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("The window shows all orders, newest first, and says who is signed in");

  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_true (shows (fixture, "Select all 350 matching"));
  g_assert_true (shows (fixture, "127.0.0.1 · ops.elif · connected"));
  g_assert_true (shows (fixture, "No order is selected"));
  g_assert_cmpint (omni_order_get_date_placed (omni_test_load_row (fixture->window, 0)), >=,
                   omni_order_get_date_placed (omni_test_load_row (fixture->window, 349)));
}

static void
test_counts (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (OmniStatusCounts) counts = omni_status_counts_new (client);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);
  gint64 sum = 0;

  g_test_summary ("The counts of the statuses add up to the count of all orders");

  omni_status_counts_set_query (counts, all);
  OMNI_TEST_WAIT (!omni_status_counts_is_loading (counts));
  for (guint i = 0; i < n_statuses; i++)
    sum += omni_status_counts_get (counts, statuses[i].code, NULL);
  g_assert_cmpint (omni_status_counts_get (counts, NULL, NULL), ==, 350);
  g_assert_cmpint (sum, ==, 350);

  omni_status_counts_reload (counts);
  omni_status_counts_cancel (counts);
  g_assert_false (omni_status_counts_is_loading (counts));
}

static void
test_strip (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *widget = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_STATUS_STRIP, NULL);
  OmniStatusStrip *strip = OMNI_STATUS_STRIP (widget);

  g_test_summary ("A click on a status shows only those orders, a second click all again");

  omni_status_strip_choose (strip, "450");
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpuint (omni_test_count_rows (fixture->window), <, 350);
  g_assert_cmpstr (omni_order_get_status (omni_test_load_row (fixture->window, 0)), ==, "450");
  g_assert_true (shows (fixture, "Status: Preparing"));

  omni_status_strip_choose (strip, "450");
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_false (shows (fixture, "Status: Preparing"));
}

static void
test_panel_and_chips (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *widget = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_FILTER_PANEL, NULL);
  OmniFilterField *status = omni_filter_panel_get_field (OMNI_FILTER_PANEL (widget), "status");
  guint n_rows;

  g_test_summary (
    "Two statuses ticked in the panel filter, show as one chip, and Clear all takes them away");

  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (status), "400", TRUE);
  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (status), "450", TRUE);
  omni_test_wait_for_orders (fixture->window);
  g_assert_true (shows (fixture, "Status: Approved, Preparing"));
  n_rows = omni_test_count_rows (fixture->window);
  g_assert_cmpuint (n_rows, >, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *code = omni_order_get_status (omni_test_load_row (fixture->window, i));

      g_assert_true (g_str_equal (code, "400") || g_str_equal (code, "450"));
    }

  omni_test_press (GTK_WIDGET (fixture->window), "Clear all");
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_false (omni_order_query_has_filters (omni_orders_window_get_query (fixture->window)));
}

static void
test_sort (Fixture *fixture, gconstpointer unused)
{
  OmniMoney first = { 0 };
  OmniMoney last = { 0 };

  g_test_summary ("A click on a header asks the server for another order");

  g_signal_emit_by_name (omni_orders_window_get_table (fixture->window), "sort-changed", "amount",
                         TRUE);
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpstr (omni_order_query_get_sort_field (
                      omni_order_list_get_query (omni_test_get_list (fixture->window))),
                   ==, "amount");
  omni_order_get_amount (omni_test_load_row (fixture->window, 0), OMNI_ORDER_AMOUNT, &first);
  omni_order_get_amount (omni_test_load_row (fixture->window, 349), OMNI_ORDER_AMOUNT, &last);
  g_assert_cmpint (first.units, >, last.units);
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("When nothing matches the window says so and offers the way back");

  omni_test_set_filter (fixture->window, "number", "no-such-number");
  omni_test_wait_for_orders (fixture->window);
  g_assert_true (shows (fixture, "No orders match"));
  omni_test_press (GTK_WIDGET (fixture->window), "Clear Filters");
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_false (shows (fixture, "No orders match"));
}

static void
test_server_gone (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A server that went away is a sentence and a button, and the window lives on");

  omni_test_sandbox_free (g_steal_pointer (&fixture->sandbox));
  omni_test_set_filter (fixture->window, "customer", "a");
  OMNI_TEST_WAIT (omni_order_list_get_state (omni_test_get_list (fixture->window)) ==
                  OMNI_LOAD_FAILED);
  g_assert_true (shows (fixture, "The orders cannot be read"));
  g_assert_true (shows (fixture, "Try Again"));
  g_assert_true (shows (fixture, "127.0.0.1 · ops.elif · no connection"));

  tear_down_without_sandbox (fixture);
}

static void
test_reload_fails (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("When reading again fails, what was read stays, and can be read once more");

  omni_test_sandbox_free (g_steal_pointer (&fixture->sandbox));
  activate (fixture, "win.refresh");
  OMNI_TEST_WAIT (shows (fixture, "Try Again"));
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_false (shows (fixture, "The orders cannot be read"));

  omni_test_press (GTK_WIDGET (fixture->window), "Try Again");
  OMNI_TEST_WAIT (omni_order_list_get_state (omni_test_get_list (fixture->window)) ==
                  OMNI_LOAD_FAILED);

  tear_down_without_sandbox (fixture);
}

static void
test_small_screen (Fixture *fixture, gconstpointer unused)
{
  int width;
  int height;

  g_test_summary ("The window with everything in it fits a screen of 1280 by 720");

  omni_test_load_row (fixture->window, 0);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  omni_test_set_filter (fixture->window, "status", "450");
  omni_test_wait_for_orders (fixture->window);
  OMNI_TEST_WAIT (!shows (fixture, "No order is selected"));

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  g_assert_cmpint (width, <=, 1100);
  g_assert_cmpint (height, <=, 600);
}

static void
test_menu_fits (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *button = omni_test_find_named (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON,
                                            "Main menu");
  GtkPopover *menu = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  int height;

  g_test_summary ("Nothing of the main menu has to be scrolled to on a screen of 1280 by 720");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  OMNI_TEST_WAIT (gtk_widget_get_mapped (GTK_WIDGET (menu)));
  gtk_widget_measure (GTK_WIDGET (menu), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_test_message ("the menu is %d pixels high", height);
  g_assert_cmpint (height, <=, 720 - 48);
  gtk_popover_popdown (menu);
}

static void
test_select_and_export (Fixture *fixture, gconstpointer unused)
{
  const guint positions[] = { 3, 50, 99, 120, 199, 260, 349 };
  g_autofree char *path = g_build_filename (fixture->folder, "orders.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_test_summary (
    "Seven orders on four pages stay selected under filter and sort, and are what the file holds");

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_ptr_array_add (numbers,
                       g_strdup (omni_order_get_number (
                         omni_test_load_row (fixture->window, positions[i]))));
      omni_order_selection_toggle (omni_test_get_selection (fixture->window), positions[i]);
    }
  omni_test_set_filter (fixture->window, "status", "450");
  omni_test_wait_for_orders (fixture->window);
  g_signal_emit_by_name (omni_orders_window_get_table (fixture->window), "sort-changed", "number",
                         FALSE);
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 7);

  omni_orders_window_export_to (fixture->window, target, OMNI_TABLE_FORMAT_CSV,
                                OMNI_EXPORT_ROWS_ORDERS);
  OMNI_TEST_WAIT (shows (fixture, "Show in Folder"));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);

  text = read_file (target);
  for (guint i = 0; i < numbers->len; i++)
    g_assert_nonnull (strstr (text, g_ptr_array_index (numbers, i)));
}

static void
test_select_all_matching (Fixture *fixture, gconstpointer unused)
{
  guint n_rows;

  g_test_summary (
    "Select all matching adds every order of the query to what is selected, and says how many");

  omni_test_set_filter (fixture->window, "status", "550");
  omni_test_wait_for_orders (fixture->window);
  n_rows = omni_test_count_rows (fixture->window);
  g_assert_cmpuint (n_rows, >, 0);

  activate (fixture, "win.select-all-matching");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == n_rows);
  OMNI_TEST_WAIT (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_PROGRESS_BAR, NULL) ==
                  NULL);

  OMNI_TEST_WAIT (!shows (fixture, "No order is selected"));
  activate (fixture, "win.clear-selection");
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 0);
  OMNI_TEST_WAIT (shows (fixture, "No order is selected"));
}

static void
test_export_fails (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "orders.xlsx", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  g_test_summary ("An export that cannot write says why and can be tried again");

  omni_test_load_row (fixture->window, 0);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  omni_orders_window_export_to (fixture->window, target, OMNI_TABLE_FORMAT_XLSX,
                                OMNI_EXPORT_ROWS_ORDERS);
  OMNI_TEST_WAIT (shows (fixture, "Try Again"));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);

  omni_test_press (GTK_WIDGET (fixture->window), "Try Again");
  OMNI_TEST_WAIT (shows (fixture, "Try Again"));
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

static void
test_closed_while_exporting (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "3000", "--seed", "7", NULL };
  GtkWidget *pause;
  g_autofree char *path = NULL;
  g_autoptr (GFile) target = NULL;

  g_test_summary (
    "Closing in the middle of an export asks; stopping leaves no file of any name behind");

  set_up_with (fixture, options);
  omni_test_wait_for_orders (fixture->window);
  activate (fixture, "win.select-all-matching");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == 3000);

  path = g_build_filename (fixture->folder, "orders.csv", NULL);
  target = g_file_new_for_path (path);
  omni_orders_window_export_to (fixture->window, target, OMNI_TABLE_FORMAT_CSV,
                                OMNI_EXPORT_ROWS_ORDERS);
  pause = omni_test_find (omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_JOB_LIST, NULL),
                          GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pause), TRUE);

  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (find_dialog () != NULL);
  omni_test_press (GTK_WIDGET (find_dialog ()), "_Keep Exporting");
  OMNI_TEST_WAIT (find_dialog () == NULL);
  g_assert_nonnull (fixture->window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));

  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (find_dialog () != NULL);
  omni_test_press (GTK_WIDGET (find_dialog ()), "_Stop and Close");
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

static void
test_session_ends (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) sheet = NULL;

  g_test_summary ("When the server ends the session a sheet asks for the password, and the "
                  "selection is still there");

  omni_test_load_row (fixture->window, 0);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  omni_client_set_token (client, "0000");
  activate (fixture, "win.refresh");
  OMNI_TEST_WAIT (g_list_model_get_n_items (toplevels) == 2);
  OMNI_TEST_WAIT (shows (fixture, "127.0.0.1 · ops.elif · signed out"));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (window != GTK_WIDGET (fixture->window))
        g_set_object (&sheet, window);
    }
  omni_test_type (sheet, ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", OMNI_TEST_PASSWORD);
  gtk_widget_activate_action (sheet, "sheet.submit", NULL);
  OMNI_TEST_WAIT (g_list_model_get_n_items (toplevels) == 1);

  omni_test_wait_for_orders (fixture->window);
  OMNI_TEST_WAIT (shows (fixture, "127.0.0.1 · ops.elif · connected"));
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 350);
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 1);
}

static void
sign_out_cb (OmniOrdersWindow *window, OmniSession *session, gpointer user_data)
{
  OmniSession **signed_out = user_data;

  g_set_object (signed_out, session);
}

static void
test_sign_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniSession) signed_out = NULL;

  g_test_summary ("Signing out closes the window and names the session that is to end");

  g_signal_connect (fixture->window, "sign-out", G_CALLBACK (sign_out_cb), &signed_out);
  omni_orders_window_sign_out (fixture->window);
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_assert_true (signed_out == fixture->session);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/orders-window/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  ADD ("shows-orders", test_shows_orders);
  g_test_add ("/ui/status-counts/add-up", Fixture, NULL, set_up, test_counts, tear_down);
  ADD ("strip", test_strip);
  ADD ("panel-and-chips", test_panel_and_chips);
  ADD ("sort", test_sort);
  ADD ("empty", test_empty);
  g_test_add ("/ui/orders-window/server-gone", Fixture, NULL, set_up, test_server_gone, NULL);
  g_test_add ("/ui/orders-window/reload-fails", Fixture, NULL, set_up, test_reload_fails, NULL);
  ADD ("small-screen", test_small_screen);
  ADD ("menu-fits", test_menu_fits);
  ADD ("select-and-export", test_select_and_export);
  ADD ("select-all-matching", test_select_all_matching);
  ADD ("export-fails", test_export_fails);
  g_test_add ("/ui/orders-window/closed-while-exporting", Fixture, NULL, NULL,
              test_closed_while_exporting, tear_down);
  ADD ("session-ends", test_session_ends);
  ADD ("sign-out", test_sign_out);

  return g_test_run ();
}
