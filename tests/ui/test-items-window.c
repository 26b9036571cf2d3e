/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-contact-window.h"
#include "omni-customer.h"
#include "omni-item-update.h"
#include "omni-items-window.h"
#include "omni-log-entry.h"
#include "omni-order-lines.h"
#include "omni-order-log.h"
#include "omni-test-orders.h"
#include "omni-test-pointer.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrderWindow *window;  /* of an order with two lines at least */
} Fixture;

static GPtrArray *
get_items (Fixture *fixture)
{
  return omni_order_details_get_things (omni_order_window_get_details (fixture->window),
                                        OMNI_ORDER_PART_ITEMS);
}

static gint64
find_order (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (client, query, 1, 100, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < page->orders->len; i++)
    {
      gint64 pk = omni_order_get_pk (g_ptr_array_index (page->orders, i));
      g_autoptr (GPtrArray) items = omni_client_list_order_items (client, &pk, 1, NULL, &error);

      g_assert_no_error (error);
      if (items->len > 1 &&
          g_strcmp0 (omni_order_item_get_status (g_ptr_array_index (items, 0)), "450") == 0)
        return pk;
    }

  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders=100", "--seed=7", NULL };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
  fixture->window = omni_test_open_order (fixture->session, find_order (fixture));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_order_window_close_all (fixture->session);
  g_clear_object (&fixture->session);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
}

static OmniItemsWindow *
edit (Fixture *fixture)
{
  OmniItemsWindow *editor;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-lines", NULL));
  editor = omni_items_window_find (GTK_WINDOW (fixture->window));
  g_assert_nonnull (editor);

  return editor;
}

static void
type (OmniItemsWindow *editor, OmniItemField field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (omni_items_window_get_input (editor, field)), text);
}

static gboolean
has (Fixture *fixture, guint line, OmniItemField field, const char *expected)
{
  g_autofree char *text = omni_order_item_dup_field (g_ptr_array_index (get_items (fixture), line),
                                                     field);

  return g_strcmp0 (text != NULL ? text : "", expected) == 0;
}

static gboolean
may_save (OmniItemsWindow *editor)
{
  return gtk_widget_get_sensitive (omni_test_find (GTK_WIDGET (editor), GTK_TYPE_BUTTON, "_Save"));
}

static void
test_saves (Fixture *fixture, gconstpointer unused)
{
  OmniItemsWindow *editor = edit (fixture);
  g_autofree char *before = omni_order_item_dup_field (
    g_ptr_array_index (get_items (fixture), 1), OMNI_ITEM_TRACKING_NUMBER);

  g_test_summary ("Test that ticked lines get what was typed, and the others stay.");

  g_assert_false (may_save (editor));
  gtk_check_button_set_active (omni_items_window_get_tick (editor, 1), FALSE);
  type (editor, OMNI_ITEM_TRACKING_NUMBER, "7.33E+12");
  g_assert_false (may_save (editor));
  type (editor, OMNI_ITEM_TRACKING_NUMBER, "007330051");
  g_assert_true (may_save (editor));

  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "items.save", NULL));
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window) &&
                  has (fixture, 0, OMNI_ITEM_TRACKING_NUMBER, "007330051"));
  g_assert_true (has (fixture, 1, OMNI_ITEM_TRACKING_NUMBER, before != NULL ? before : ""));
}

static void
test_ticked (Fixture *fixture, gconstpointer unused)
{
  gint64 pk = omni_order_item_get_pk (g_ptr_array_index (get_items (fixture), 1));
  OmniOrderLines *lines;
  OmniItemsWindow *editor;

  g_test_summary ("Test that the lines are edited that are ticked in the order's window.");

  lines = OMNI_ORDER_LINES (
    omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_ORDER_LINES, NULL));
  omni_order_lines_tick (lines, pk, TRUE);
  g_assert_true (omni_order_lines_is_ticked (lines, pk));
  editor = edit (fixture);
  g_assert_false (gtk_check_button_get_active (omni_items_window_get_tick (editor, 0)));
  g_assert_true (gtk_check_button_get_active (omni_items_window_get_tick (editor, 1)));
  gtk_window_destroy (GTK_WINDOW (editor));

  omni_order_lines_tick (lines, pk, FALSE);
  editor = edit (fixture);
  g_assert_true (gtk_check_button_get_active (omni_items_window_get_tick (editor, 0)));
  gtk_window_destroy (GTK_WINDOW (editor));
  g_assert_null (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON,
                                 "Go On Editing"));
}

static void
test_status (Fixture *fixture, gconstpointer unused)
{
  OmniItemsWindow *editor = edit (fixture);
  GtkDropDown *status = GTK_DROP_DOWN (omni_items_window_get_input (editor, OMNI_ITEM_STATUS));
  GListModel *names = gtk_drop_down_get_model (status);
  guint row = 0;

  g_test_summary ("Test that a status is chosen from those that can be set.");

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      const char *name = gtk_string_list_get_string (GTK_STRING_LIST (names), i);

      g_assert_cmpstr (name, !=, "Canceled");
      if (g_str_equal (name, "Shipped"))
        row = i;
    }
  g_assert_cmpuint (row, >, 0);
  gtk_drop_down_set_selected (status, row);
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "items.save", NULL));
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window) &&
                  has (fixture, 0, OMNI_ITEM_STATUS, "500"));
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  OmniItemsWindow *editor = edit (fixture);
  GListModel *windows;

  g_test_summary ("Test that a refusal stands at its line, and closing asks.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"406:PATCH *bulk_status_update*\"}");
  type (editor, OMNI_ITEM_INVOICE_NUMBER, "AKM2025000417");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "items.save", NULL));
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (editor), "Not every line could be saved; each "
                                                        "says why below."));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window));

  gtk_window_close (GTK_WINDOW (fixture->window));
  windows = gtk_window_get_toplevels ();
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "discard");
          break;
        }
    }
  OMNI_TEST_WAIT (editor == NULL);
}

static OmniOrderLog *
find_log (OmniOrderWindow *window)
{
  GtkWidget *log;

  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-log",
                                      g_variant_new_boolean (TRUE));
  OMNI_TEST_WAIT ((log = omni_test_find (GTK_WIDGET (window), OMNI_TYPE_ORDER_LOG, NULL)) != NULL);

  return OMNI_ORDER_LOG (log);
}

static gboolean
log_has (OmniOrderLog *log, const char *words)
{
  g_autofree char *text = omni_order_log_dup_text (log);

  return strstr (text, words) != NULL;
}

static void
test_log (Fixture *fixture, gconstpointer unused)
{
  OmniItemsWindow *editor = edit (fixture);
  OmniOrderLog *log = find_log (fixture->window);
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GtkWidget *origin;
  GtkWidget *search;

  g_test_summary ("Test that the log has what this computer did, and is filtered, searched and "
                  "saved.");

  type (editor, OMNI_ITEM_TRACKING_NUMBER, "00112233");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "items.save", NULL));
  OMNI_TEST_WAIT (log_has (log, "ops.elif on this computer") && log_has (log, "00112233"));
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window));
  g_assert_true (log_has (log, "\tops.elif\t"));

  origin = omni_test_find (GTK_WIDGET (log), GTK_TYPE_DROP_DOWN, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (origin), 2);
  g_assert_true (log_has (log, "on this computer"));
  g_assert_false (log_has (log, "\tops.elif\t"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (origin), 1);
  g_assert_false (log_has (log, "on this computer"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (origin), 0);

  search = omni_test_find (GTK_WIDGET (log), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "ON THIS COMPUTER");
  OMNI_TEST_WAIT (!log_has (log, "\tops.elif\t"));
  g_assert_true (log_has (log, "00112233"));
  gtk_editable_set_text (GTK_EDITABLE (search), "nowhere");
  OMNI_TEST_WAIT (!log_has (log, "00112233"));
  g_assert_true (omni_test_shows (GTK_WIDGET (log), "No entry is like that."));
  gtk_editable_set_text (GTK_EDITABLE (search), "00112233");
  OMNI_TEST_WAIT (log_has (log, "00112233"));
  g_assert_false (omni_test_shows (GTK_WIDGET (log), "No entry is like that."));
  gtk_editable_set_text (GTK_EDITABLE (search), "THİS COMPUTER");
  OMNI_TEST_WAIT (!log_has (log, "\tops.elif\t"));
  g_assert_true (log_has (log, "00112233"));

  omni_order_log_save (log, target);
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (fixture->window), "The log is saved"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "00112233"));
  omni_test_remove_folder (folder);
}

/* Entries that are one second apart, the newest first. */
static GPtrArray *
new_entries (guint n_entries)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_log_entry_unref);

  for (guint i = n_entries; i > 0; i--)
    {
      g_auto (OmniJsonReader) reader = { 0 };
      g_autofree char *json = g_strdup_printf (
        "{\"pk\": %u, \"action\": \"change\", \"created_date\": \"2026-01-01T10:00:%02uZ\"}", i,
        i);

      omni_json_reader_init (&reader, json, -1);
      g_ptr_array_add (entries, omni_log_entry_new_from_json (&reader));
    }

  return entries;
}

static void
test_log_top (void)
{
  GtkWidget *log = g_object_new (OMNI_TYPE_ORDER_LOG, NULL);
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GPtrArray) before = new_entries (40);
  g_autoptr (GPtrArray) after = new_entries (43);
  GtkAdjustment *place;

  g_test_summary ("Test that who looks at the newest entry sees one that is newer, and who looks "
                  "at an older one goes on looking at it.");

  gtk_window_set_default_size (GTK_WINDOW (window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (window), log);
  gtk_window_present (GTK_WINDOW (window));
  omni_order_log_show (OMNI_ORDER_LOG (log), before, OMNI_LOAD_LOADED, NULL);
  place = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (omni_test_find (log, GTK_TYPE_SCROLLED_WINDOW, NULL)));
  OMNI_TEST_WAIT (gtk_adjustment_get_upper (place) > gtk_adjustment_get_page_size (place) &&
                  gtk_adjustment_get_page_size (place) > 100);
  omni_test_pointer_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);

  omni_order_log_show (OMNI_ORDER_LOG (log), after, OMNI_LOAD_LOADED, NULL);
  omni_test_pointer_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);

  gtk_adjustment_set_value (place, 300);
  omni_test_pointer_draw (window);
  omni_order_log_show (OMNI_ORDER_LOG (log), before, OMNI_LOAD_LOADED, NULL);
  omni_test_pointer_draw (window);
  omni_order_log_show (OMNI_ORDER_LOG (log), after, OMNI_LOAD_LOADED, NULL);
  omni_test_pointer_draw (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (place), >, 100);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  return omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, label);
}

static void
test_draft (Fixture *fixture, gconstpointer unused)
{
  const OmniOrder *order = omni_order_details_get_order (
    omni_order_window_get_details (fixture->window));
  gint64 pk = omni_customer_get_pk (omni_order_get_customer (order));
  OmniContactWindow *editor;

  g_test_summary ("Test that a window says that something typed in it earlier is still there.");

  g_assert_null (find_button (fixture, "Go On Editing"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-customer",
                                             NULL));
  editor = omni_contact_window_find (GTK_WINDOW (fixture->window), OMNI_CONTACT_CUSTOMER, pk);
  OMNI_TEST_WAIT (omni_contact_edit_get_state (omni_contact_window_get_edit (editor)) ==
                  OMNI_CONTACT_EDIT_READY);
  omni_contact_edit_set_text (omni_contact_window_get_edit (editor), OMNI_CONTACT_FIRST_NAME, "X");

  /* As when the program ends. */
  gtk_window_destroy (GTK_WINDOW (editor));
  OMNI_TEST_WAIT (find_button (fixture, "Go On Editing") != NULL);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-customer",
                                             NULL));
  editor = omni_contact_window_find (GTK_WINDOW (fixture->window), OMNI_CONTACT_CUSTOMER, pk);
  OMNI_TEST_WAIT (omni_contact_edit_count_changed (omni_contact_window_get_edit (editor)) == 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "contact.discard", NULL));
  gtk_window_close (GTK_WINDOW (editor));
  OMNI_TEST_WAIT (find_button (fixture, "Go On Editing") == NULL);
}

static void
wait_for_text (OmniItemsWindow *editor, OmniItemField field, const char *text)
{
  OMNI_TEST_WAIT (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (
                               omni_items_window_get_input (editor, field))),
                             text) == 0);
}

static void
test_lines_draft (Fixture *fixture, gconstpointer unused)
{
  OmniItemsWindow *editor = edit (fixture);
  GtkWindow *question = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  g_test_summary ("Test that what was typed for lines is there again, and goes when it is not "
                  "wanted.");

  gtk_check_button_set_active (omni_items_window_get_tick (editor, 1), FALSE);
  type (editor, OMNI_ITEM_TRACKING_NUMBER, "00773300");
  /* As when the program ends. */
  gtk_window_destroy (GTK_WINDOW (editor));
  OMNI_TEST_WAIT (find_button (fixture, "Go On Editing") != NULL);

  editor = edit (fixture);
  wait_for_text (editor, OMNI_ITEM_TRACKING_NUMBER, "00773300");
  g_assert_true (gtk_check_button_get_active (omni_items_window_get_tick (editor, 0)));
  g_assert_false (gtk_check_button_get_active (omni_items_window_get_tick (editor, 1)));
  g_assert_true (may_save (editor));

  gtk_window_close (GTK_WINDOW (editor));
  for (guint i = 0; i < g_list_model_get_n_items (windows) && question == NULL; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      question = ADW_IS_MESSAGE_DIALOG (window) ? window : NULL;
    }
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  OMNI_TEST_WAIT (find_button (fixture, "Go On Editing") == NULL);

  editor = edit (fixture);
  type (editor, OMNI_ITEM_TRACKING_NUMBER, "00773301");
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "items.save", NULL));
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window) &&
                  has (fixture, 0, OMNI_ITEM_TRACKING_NUMBER, "00773301"));
  g_assert_null (find_button (fixture, "Go On Editing"));
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/ui/items-window/saves", test_saves);
  ADD ("/ui/items-window/ticked", test_ticked);
  ADD ("/ui/items-window/status", test_status);
  ADD ("/ui/items-window/refused", test_refused);
  ADD ("/ui/items-window/log", test_log);
  g_test_add_func ("/ui/items-window/log-top", test_log_top);
  ADD ("/ui/items-window/draft", test_draft);
  ADD ("/ui/items-window/lines-draft", test_lines_draft);

  return g_test_run ();
}
