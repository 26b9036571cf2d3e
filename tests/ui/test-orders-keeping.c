/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-customer.h"
#include "omni-database-selections.h"
#include "omni-database-views.h"
#include "omni-numbers-dialog.h"
#include "omni-selections-dialog.h"
#include "omni-test-orders.h"

/* What an orders window keeps, and how it comes back. */

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrdersWindow *window; /* (weak) */
  char *folder;             /* (owned) */
} Fixture;

static void
show_window (Fixture *fixture)
{
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
open_window (Fixture *fixture)
{
  show_window (fixture);
  omni_test_wait_for_orders (fixture->window);
}

static void
close_window (OmniOrdersWindow **window)
{
  gtk_window_close (GTK_WINDOW (*window));
  OMNI_TEST_WAIT (*window == NULL);
}

static void
set_up_with (Fixture *fixture, const char * const *options)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
  open_window (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "350", "--seed", "7", NULL };

  set_up_with (fixture, options);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    close_window (&fixture->window);
  g_clear_object (&fixture->session);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static const char *
get_filter (OmniOrdersWindow *window, const char *id)
{
  const char * const *values;

  values = omni_order_query_get_values (omni_orders_window_get_query (window), id);
  return values != NULL ? values[0] : NULL;
}

static void
activate (OmniOrdersWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static gboolean
shows (OmniOrdersWindow *window, const char *text)
{
  return omni_test_shows (GTK_WIDGET (window), text);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
        return window;
    }

  return NULL;
}

/* Waits for a dialog that asks for a name, and gives one. */
static void
give_name (const char *name)
{
  GtkWidget *dialog;
  GtkWidget *entry;

  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  entry = omni_test_find (dialog, GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "take");
  gtk_window_destroy (GTK_WINDOW (dialog));
  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

/* The columns of the table as one text. */
static char *
dup_columns (OmniOrdersWindow *window)
{
  g_autoptr (GArray) columns = omni_order_table_dup_columns (omni_orders_window_get_table (window));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniViewColumn *column = &g_array_index (columns, OmniViewColumn, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              omni_order_column_get_id (column->column));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_columns (OmniOrdersWindow *window, const char *ids)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));

  for (guint i = 0; words[i] != NULL; i++)
    {
      OmniViewColumn column = { omni_order_column_find (words[i]), 0 };

      g_assert_nonnull (column.column);
      g_array_append_val (columns, column);
    }
  omni_order_table_change_columns (omni_orders_window_get_table (window), columns);
}

static void
assert_columns (OmniOrdersWindow *window, const char *expected)
{
  g_autofree char *text = dup_columns (window);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_comes_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number =
    g_strdup (omni_order_get_number (omni_test_load_row (fixture->window, 0)));
  gint64 pk = omni_order_get_pk (omni_test_load_row (fixture->window, 3));

  g_test_summary ("Filter, sort, columns, selection and panel are there again at the next start");

  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 3);
  omni_test_load_row (fixture->window, 120);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 120);
  show_columns (fixture->window, "customer number email amount");
  omni_test_set_filter (fixture->window, "status", "450");
  g_signal_emit_by_name (omni_orders_window_get_table (fixture->window), "sort-changed", "amount",
                         TRUE);
  activate (fixture->window, "win.show-filters");
  close_window (&fixture->window);

  open_window (fixture);
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, "450");
  g_assert_cmpstr (omni_order_query_get_sort_field (omni_orders_window_get_query (fixture->window)),
                   ==, "amount");
  assert_columns (fixture->window, "customer number email amount");
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 2);
  g_assert_true (omni_order_selection_contains (omni_test_get_selection (fixture->window), pk));
  OMNI_TEST_WAIT (shows (fixture->window, "Status: Preparing"));
  activate (fixture->window, "win.show-filters");
}

static void
test_scroll_and_orders (Fixture *fixture, gconstpointer unused)
{
  OmniOrderTable *table = omni_orders_window_get_table (fixture->window);
  OmniOrder *cursor;
  guint first, n_rows;

  g_test_summary ("The place in the list, where the keys go on, and open orders come back as well");

  OMNI_TEST_WAIT (omni_order_table_set_scroll (table, 200));
  omni_test_load_row (fixture->window, 205);
  g_signal_emit_by_name (table, "activate", 205);
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_ORDER_WINDOW) != NULL);
  omni_orders_window_stay_open (fixture->window);
  gtk_window_close (GTK_WINDOW (find_window (OMNI_TYPE_ORDER_WINDOW)));
  close_window (&fixture->window);

  open_window (fixture);
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_ORDER_WINDOW) != NULL);
  table = omni_orders_window_get_table (fixture->window);
  OMNI_TEST_WAIT ((omni_order_table_get_visible_range (table, &first, &n_rows), first > 150));
  g_assert_cmpuint (first, >=, 195);
  g_assert_cmpuint (first, <=, 205);
  omni_order_table_focus (table);
  OMNI_TEST_WAIT (omni_order_table_get_cursor_order (table) != NULL);
  cursor = omni_order_table_get_cursor_order (table);
  g_assert_true (cursor == omni_order_list_peek_order (omni_test_get_list (fixture->window), first)
                 || cursor == omni_test_load_row (fixture->window, first + 1));
  gtk_window_close (GTK_WINDOW (find_window (OMNI_TYPE_ORDER_WINDOW)));
}

static guint
count_order_windows (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint n_windows = 0;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (OMNI_IS_ORDER_WINDOW (window))
        n_windows++;
    }

  return n_windows;
}

#define N_ORDERS 6

static void
test_orders_one_by_one (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Orders that were open come back, and go, one in a turn of the main loop; those "
                  "that are to come are not forgotten by who closes the window meanwhile");

  for (guint i = 0; i < N_ORDERS; i++)
    {
      gint64 pk = omni_order_get_pk (omni_test_load_row (fixture->window, i));

      omni_order_window_open_pk (NULL, fixture->session, omni_test_get_list (fixture->window), pk);
    }
  omni_orders_window_stay_open (fixture->window);
  omni_order_window_close_all (fixture->session);
  close_window (&fixture->window);
  OMNI_TEST_WAIT (count_order_windows () == 0);

  show_window (fixture);
  for (guint n_before = 0; n_before < N_ORDERS / 2; n_before++)
    {
      OMNI_TEST_WAIT (count_order_windows () > n_before);
      g_assert_cmpuint (count_order_windows (), ==, n_before + 1);
    }
  omni_orders_window_stay_open (fixture->window);
  omni_order_window_close_all (fixture->session);
  close_window (&fixture->window);
  OMNI_TEST_WAIT (count_order_windows () == 0);

  open_window (fixture);
  OMNI_TEST_WAIT (count_order_windows () == N_ORDERS);
  omni_order_window_close_all (fixture->session);
  for (guint n_before = N_ORDERS; n_before > 0; n_before--)
    {
      OMNI_TEST_WAIT (count_order_windows () < n_before);
      g_assert_cmpuint (count_order_windows (), ==, n_before - 1);
    }
}

static void
note_state_cb (OmniOrdersWindow *window, OmniLoadState *state)
{
  *state = omni_order_list_get_state (omni_test_get_list (window));
}

static void
test_asks_before_it_is_shown (Fixture *fixture, gconstpointer unused)
{
  OmniLoadState state = OMNI_LOAD_IDLE;

  g_test_summary ("A window has asked for its orders when it is shown, which takes longer");

  close_window (&fixture->window);
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  g_signal_connect (fixture->window, "map", G_CALLBACK (note_state_cb), &state);
  OMNI_TEST_WAIT (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
  g_assert_cmpint (state, ==, OMNI_LOAD_LOADING);
  omni_test_wait_for_orders (fixture->window);
}

static void
test_two_windows (Fixture *fixture, gconstpointer unused)
{
  OmniOrdersWindow *other = NULL;

  g_test_summary ("Two windows on one profile keep apart what they show and what is selected");

  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  g_set_weak_pointer (&other, omni_orders_window_new_beside (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (other));
  omni_test_wait_for_orders (other);
  g_assert_cmpuint (omni_test_count_selected (other), ==, 0);
  for (guint i = 1; i < 4; i++)
    omni_order_selection_toggle (omni_test_get_selection (other), i);
  omni_test_set_filter (other, "status", "400");
  omni_test_wait_for_orders (other);
  g_assert_null (get_filter (fixture->window, "status"));
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 1);

  omni_orders_window_stay_open (fixture->window);
  omni_orders_window_stay_open (other);
  close_window (&other);
  close_window (&fixture->window);

  open_window (fixture);
  g_set_weak_pointer (&other, omni_orders_window_new_again (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (other));
  omni_test_wait_for_orders (other);
  g_assert_cmpuint (omni_test_count_selected (fixture->window) + omni_test_count_selected (other),
                    ==, 4);
  g_assert_cmpuint (MAX (omni_test_count_selected (fixture->window),
                         omni_test_count_selected (other)), ==, 3);
  close_window (&other);
}

static gboolean
is_stored (Fixture *fixture, const char *name, gboolean for_the_start)
{
  g_autoptr (GPtrArray) views = omni_database_list_views (
    fixture->database, omni_session_get_profile (fixture->session), NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      found |= strcmp (stored->name, name) == 0 && stored->is_start == for_the_start;
    }

  return found;
}

static void
answer_deletion (Fixture *fixture, const char *answer)
{
  GtkWidget *dialog;

  activate (fixture->window, "win.delete-view");
  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), answer);
  gtk_window_destroy (GTK_WINDOW (dialog));
  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
test_views (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A view is saved, marked when it is changed, reverted, renamed and deleted");

  omni_test_set_filter (fixture->window, "status", "450");
  show_columns (fixture->window, "number amount");
  activate (fixture->window, "win.save-view-as");
  give_name ("To pack");
  OMNI_TEST_WAIT (shows (fixture->window, "To pack"));
  g_assert_false (shows (fixture->window, "●"));

  omni_test_set_filter (fixture->window, "status", "400");
  OMNI_TEST_WAIT (shows (fixture->window, "●"));
  activate (fixture->window, "win.revert-view");
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, "450");
  g_assert_false (shows (fixture->window, "●"));
  show_columns (fixture->window, "number");
  g_assert_true (shows (fixture->window, "●"));
  activate (fixture->window, "win.save-view");
  g_assert_false (shows (fixture->window, "●"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "s", "");
  g_assert_null (get_filter (fixture->window, "status"));
  assert_columns (fixture->window,
                  "number date-placed customer status channel amount payment-option "
                  "shipping-company tracking-number cancel-status modified");
  OMNI_TEST_WAIT ((gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                               "win.show-view-number", "i", 1),
                   get_filter (fixture->window, "status") != NULL));
  assert_columns (fixture->window, "number");

  activate (fixture->window, "win.rename-view");
  give_name ("Packing");
  OMNI_TEST_WAIT (shows (fixture->window, "Packing"));

  OMNI_TEST_WAIT (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window),
                                                     "start-view"));
  activate (fixture->window, "win.start-view");
  OMNI_TEST_WAIT (is_stored (fixture, "Packing", TRUE));
  activate (fixture->window, "win.start-view");
  OMNI_TEST_WAIT (is_stored (fixture, "Packing", FALSE));

  answer_deletion (fixture, "keep");
  g_assert_true (shows (fixture->window, "Packing"));
  answer_deletion (fixture, "delete");
  OMNI_TEST_WAIT (!shows (fixture->window, "Packing") && !is_stored (fixture, "Packing", FALSE));
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, "450");
}

static void
test_start_view (Fixture *fixture, gconstpointer unused)
{
  const OmniProfile *profile = omni_session_get_profile (fixture->session);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "550");
  g_autoptr (OmniView) view = omni_view_new ("Morning", query);
  g_autoptr (GError) error = NULL;

  g_test_summary ("A view that is chosen for the start goes before what was there last");

  omni_database_save_view (fixture->database, profile, view, &error);
  g_assert_no_error (error);
  omni_database_set_start_view (fixture->database, profile, "Morning", &error);
  g_assert_no_error (error);
  omni_test_set_filter (fixture->window, "status", "400");
  close_window (&fixture->window);

  open_window (fixture);
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, "550");
  g_assert_true (shows (fixture->window, "Morning"));
}

static void
write_file (Fixture *fixture, const char *name, const char *text, GPtrArray *files)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_ptr_array_add (files, g_file_new_for_path (path));
}

static void
test_view_files (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (fixture->folder, "own.json", NULL);
  g_autoptr (GFile) own = g_file_new_for_path (path);

  g_test_summary ("Views come from files; what is broken or newer is said, and the rest is there");

  omni_test_set_filter (fixture->window, "status", "450");
  omni_orders_window_export_view (fixture->window, own);
  OMNI_TEST_WAIT (g_file_query_exists (own, NULL));
  g_ptr_array_add (files, g_object_ref (own));
  write_file (fixture, "broken.json", "{\"omnidesk-view\": 1, \"name\": ", files);
  write_file (fixture, "newer.json", "{\"omnidesk-view\": 99, \"name\": \"Later\"}", files);
  activate (fixture->window, "win.clear-filters");

  omni_orders_window_import_views (fixture->window, files);
  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (omni_test_shows (find_window (ADW_TYPE_MESSAGE_DIALOG),
                                  "Not everything is a view"));
  gtk_window_close (GTK_WINDOW (find_window (ADW_TYPE_MESSAGE_DIALOG)));

  OMNI_TEST_WAIT ((gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                               "win.show-view-number", "i", 1),
                   get_filter (fixture->window, "status") != NULL));
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, "450");
}

static void
use_saved (Fixture *fixture, const char *button)
{
  GtkWidget *dialog;

  activate (fixture->window, "win.saved-selections");
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_SELECTIONS_DIALOG) != NULL);
  dialog = find_window (OMNI_TYPE_SELECTIONS_DIALOG);
  OMNI_TEST_WAIT (omni_test_shows (dialog, "Five"));
  omni_test_press (dialog, button);
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_SELECTIONS_DIALOG) == NULL);
}

static void
test_selections (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A selection is saved, and loaded, added, taken away and intersected later");

  omni_test_load_row (fixture->window, 0);
  for (guint i = 0; i < 5; i++)
    omni_order_selection_toggle (omni_test_get_selection (fixture->window), i);
  OMNI_TEST_WAIT (!shows (fixture->window, "No order is selected"));
  activate (fixture->window, "win.save-selection");
  give_name ("Five");
  OMNI_TEST_WAIT (shows (fixture->window, "The selection “Five” is saved"));

  omni_order_selection_clear (omni_test_get_selection (fixture->window));
  for (guint i = 3; i < 10; i++)
    omni_order_selection_toggle (omni_test_get_selection (fixture->window), i);
  use_saved (fixture, "_Add");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == 10);
  use_saved (fixture, "_Subtract");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == 5);
  use_saved (fixture, "_Load");
  OMNI_TEST_WAIT (omni_order_selection_contains (
    omni_test_get_selection (fixture->window),
    omni_order_get_pk (omni_test_load_row (fixture->window, 0))));
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 5);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 20);
  use_saved (fixture, "_Intersect");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == 4);
}

static void
test_numbers (Fixture *fixture, gconstpointer unused)
{
  const char *first = omni_order_get_number (omni_test_load_row (fixture->window, 4));
  const char *second = omni_order_get_number (omni_test_load_row (fixture->window, 250));
  g_autofree char *pasted = g_strdup_printf ("%s;\n\"%s\" | NO-SUCH-1", first, second);
  g_autofree char *table = g_strdup_printf ("name,order_number\nAda 12345,%s\nBora,%s\n", first,
                                            second);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *dialog;

  g_test_summary ("Pasted numbers and those of a file become a selection, or a filter");

  activate (fixture->window, "win.numbers");
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_NUMBERS_DIALOG) != NULL);
  dialog = find_window (OMNI_TYPE_NUMBERS_DIALOG);
  omni_numbers_dialog_set_text (OMNI_NUMBERS_DIALOG (dialog), pasted);
  g_assert_true (omni_test_shows (dialog, "3 numbers"));
  omni_test_press (dialog, "_Add to the Selection");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == 2);
  OMNI_TEST_WAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (omni_test_shows (find_window (ADW_TYPE_MESSAGE_DIALOG), "1 number has no order"));
  gtk_window_close (GTK_WINDOW (find_window (ADW_TYPE_MESSAGE_DIALOG)));

  write_file (fixture, "numbers.csv", table, files);
  activate (fixture->window, "win.numbers");
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_NUMBERS_DIALOG) != NULL);
  dialog = find_window (OMNI_TYPE_NUMBERS_DIALOG);
  omni_numbers_dialog_read_file (OMNI_NUMBERS_DIALOG (dialog), g_ptr_array_index (files, 0));
  OMNI_TEST_WAIT (omni_test_shows (dialog, "2 numbers"));
  omni_test_press (dialog, "_Show Only These");
  OMNI_TEST_WAIT (omni_test_count_rows (fixture->window) == 2);
}

static void
type_search (Fixture *fixture, const char *text)
{
  GtkWidget *entry = omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

static void
test_search (Fixture *fixture, gconstpointer unused)
{
  OmniOrder *order = omni_test_load_row (fixture->window, 7);
  g_autofree char *number = g_strdup (omni_order_get_number (order));
  g_autofree char *email = g_strdup (omni_customer_get_email (omni_order_get_customer (order)));
  g_autofree char *note = g_strdup_printf ("Found by Number: %s", number);

  g_test_summary ("The search asks for what a text most likely is, and says what that was");

  type_search (fixture, number);
  OMNI_TEST_WAIT (shows (fixture->window, note));
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, 1);

  type_search (fixture, email);
  type_search (fixture, "nothing-has-this-4711");
  OMNI_TEST_WAIT (shows (fixture->window, "No orders match"));
  type_search (fixture, "");
  OMNI_TEST_WAIT (omni_test_count_rows (fixture->window) == 350);
  g_assert_false (shows (fixture->window, note));
}

static void
test_filter_by (Fixture *fixture, gconstpointer unused)
{
  OmniOrder *order = omni_test_load_row (fixture->window, 5);
  gint64 channel = omni_order_get_channel (order);
  g_autofree char *status = g_strdup (omni_order_get_status (order));

  g_test_summary ("“Filter by this” asks for the same value in that column, beside what was asked");

  g_signal_emit_by_name (omni_orders_window_get_table (fixture->window), "filter-by", order,
                         "status");
  omni_test_wait_for_orders (fixture->window);
  g_assert_cmpstr (get_filter (fixture->window, "status"), ==, status);
  g_signal_emit_by_name (omni_orders_window_get_table (fixture->window), "filter-by",
                         omni_test_load_row (fixture->window, 0), "channel");
  omni_test_wait_for_orders (fixture->window);
  g_assert_nonnull (get_filter (fixture->window, "channel"));
  g_assert_cmpint (channel, >, 0);
  for (guint i = 0; i < MIN (omni_test_count_rows (fixture->window), 20); i++)
    g_assert_cmpstr (omni_order_get_status (omni_test_load_row (fixture->window, i)), ==, status);
}

static void
test_ignored (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "350", "--seed", "7", "--variant", "ignored-filters",
                            NULL };

  g_test_summary ("A filter that the server ignores is said, and its rows are not passed off");

  set_up_with (fixture, options);
  omni_test_set_filter (fixture->window, "email", "nobody-has-this@example.com");
  OMNI_TEST_WAIT (shows (fixture->window, "Remove the Filter"));
  g_assert_true (shows (fixture->window,
                        "The server takes no notice of the filter “E-mail”: it answered with "
                        "orders that do not fit."));
  g_assert_true (gtk_widget_has_css_class (
    GTK_WIDGET (omni_orders_window_get_table (fixture->window)), "ignored"));

  omni_test_press (GTK_WIDGET (fixture->window), "Remove the Filter");
  OMNI_TEST_WAIT (!shows (fixture->window, "Remove the Filter"));
  g_assert_null (get_filter (fixture->window, "email"));
}

static void
test_ignored_search (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "350", "--seed", "7", "--variant", "ignored-filters",
                            NULL };

  g_test_summary ("A search that the server ignores is said, whatever it was taken for first");

  set_up_with (fixture, options);
  type_search (fixture, "nobody-has-this");
  OMNI_TEST_WAIT (shows (fixture->window,
                         "The server takes no notice of the filter “Search”: it answered with "
                         "orders that do not fit."));
  type_search (fixture, "");
  OMNI_TEST_WAIT (!shows (fixture->window, "Remove the Filter"));

  type_search (fixture, "KARGO99999");
  OMNI_TEST_WAIT (shows (fixture->window,
                         "The server takes no notice of the filter “Search”: it answered with "
                         "orders that do not fit."));
  omni_test_press (GTK_WIDGET (fixture->window), "Remove the Filter");
  OMNI_TEST_WAIT (!shows (fixture->window, "Remove the Filter"));
  g_assert_null (get_filter (fixture->window, "search"));
}

static char *
dup_clipboard (OmniOrdersWindow *window)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  GdkContentProvider *provider = gdk_clipboard_get_content (clipboard);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  if (provider == NULL || !gdk_content_provider_get_value (provider, &value, NULL))
    return g_strdup ("");

  return g_value_dup_string (&value);
}

static void
test_copy (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *table = GTK_WIDGET (omni_orders_window_get_table (fixture->window));
  g_autofree char *first =
    g_strdup (omni_order_get_number (omni_test_load_row (fixture->window, 0)));
  g_autofree char *second =
    g_strdup (omni_order_get_number (omni_test_load_row (fixture->window, 300)));
  gint64 pk = omni_order_get_pk (omni_test_load_row (fixture->window, 0));
  const char *code = omni_order_get_status (omni_test_load_row (fixture->window, 0));
  const char *status = omni_status_get_label (code);
  g_autofree char *wanted = g_strdup_printf ("Number\tStatus\n%s\t%s\n%s\t", first, status,
                                             second);
  g_autofree char *row = NULL;
  g_autofree char *cell = NULL;
  g_autofree char *all = NULL;
  g_autofree char *moved = NULL;
  guint position = 0;

  g_test_summary ("A row, a cell and the selected orders are copied as text");

  show_columns (fixture->window, "number status");
  gtk_widget_activate_action (table, "table.copy-row", "x", pk);
  row = dup_clipboard (fixture->window);
  g_assert_true (g_str_has_prefix (row, first) && strchr (row, '\t') != NULL);
  gtk_widget_activate_action (table, "table.copy-cell", "(xs)", pk, "number");
  cell = dup_clipboard (fixture->window);
  g_assert_cmpstr (cell, ==, first);

  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 0);
  omni_test_load_row (fixture->window, 300);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 300);
  OMNI_TEST_WAIT (!shows (fixture->window, "No order is selected"));
  activate (fixture->window, "win.copy-all");
  OMNI_TEST_WAIT (shows (fixture->window, "2 orders are copied"));
  all = dup_clipboard (fixture->window);
  g_assert_true (g_str_has_prefix (all, wanted));

  /* A menu that was opened before the rows moved copies the order that it was opened for. */
  omni_test_set_filter (fixture->window, "status", code);
  g_signal_emit_by_name (table, "sort-changed", "date_placed", FALSE);
  omni_test_wait_for_orders (fixture->window);
  while (!omni_order_list_find_position (omni_test_get_list (fixture->window), pk, &position))
    omni_test_load_row (fixture->window, ++position);
  g_assert_cmpuint (position, >, 0);
  gtk_widget_activate_action (table, "table.copy-row", "x", pk);
  moved = dup_clipboard (fixture->window);
  g_assert_cmpstr (moved, ==, row);
}

static gboolean
says_changed (OmniOrdersWindow *window)
{
  gboolean says = FALSE;

  for (guint n = 1; n < 60 && !says; n++)
    {
      g_autofree char *text = g_strdup_printf ("%u changed", n);

      says = shows (window, text);
    }

  return says;
}

static void
test_changed_orders (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *columns = dup_columns (fixture->window);

  g_test_summary ("Orders that somebody changed are counted after the list read itself again, "
                  "until they are marked as seen");

  activate (fixture->window, "win.refresh");
  omni_test_wait_for_orders (fixture->window);
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 1);
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"operator=3:GET /api/i1/orders/*\"}");
  OMNI_TEST_WAIT ((omni_orders_window_refresh_by_itself (fixture->window),
                   says_changed (fixture->window)));
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"\"}");
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 1);
  assert_columns (fixture->window, columns);

  activate (fixture->window, "win.mark-seen");
  g_assert_false (says_changed (fixture->window));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/orders-window/keeping/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  ADD ("comes-back", test_comes_back);
  ADD ("scroll-and-orders", test_scroll_and_orders);
  ADD ("asks-before-it-is-shown", test_asks_before_it_is_shown);
  ADD ("orders-one-by-one", test_orders_one_by_one);
  ADD ("two-windows", test_two_windows);
  ADD ("views", test_views);
  ADD ("start-view", test_start_view);
  ADD ("view-files", test_view_files);
  ADD ("selections", test_selections);
  ADD ("numbers", test_numbers);
  ADD ("search", test_search);
  ADD ("filter-by", test_filter_by);
  ADD ("copy", test_copy);
  ADD ("changed-orders", test_changed_orders);
  g_test_add ("/ui/orders-window/keeping/ignored", Fixture, NULL, NULL, test_ignored, tear_down);
  g_test_add ("/ui/orders-window/keeping/ignored-search", Fixture, NULL, NULL, test_ignored_search,
              tear_down);

  return g_test_run ();
}
