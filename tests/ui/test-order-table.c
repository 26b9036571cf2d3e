/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-fake-source.h"
#include "omni-order-query.h"
#include "omni-order-table.h"
#include "omni-test-pointer.h"
#include "omni-test.h"

#define N_ORDERS 1000

typedef struct
{
  OmniFakeSource *source;        /* (owned) */
  OmniOrderList *list;           /* (owned) */
  OmniOrderTable *table;
  OmniOrderSelection *selection; /* (borrowed) */
  GtkWidget *window;
  GString *events;               /* (owned): what the table said */
} Fixture;

static void
sort_changed_cb (OmniOrderTable *table,
                 const char *sort_field,
                 gboolean descending,
                 GString *events)
{
  g_string_append_printf (events, "%s%s ", descending ? "-" : "", sort_field);
}

static void
activate_cb (OmniOrderTable *table, guint position, GString *events)
{
  g_string_append_printf (events, "open:%u ", position);
}

static void
show (Fixture *fixture, const char *sort_field)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted = omni_order_query_with_sort (query, sort_field, FALSE);

  omni_order_list_set_query (fixture->list, sorted);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->events = g_string_new (NULL);
  fixture->source = omni_fake_source_new (N_ORDERS);
  omni_fake_source_set_automatic (fixture->source, TRUE);
  fixture->list = omni_order_list_new (OMNI_ORDER_SOURCE (fixture->source));

  fixture->table = OMNI_ORDER_TABLE (omni_order_table_new ());
  g_object_add_weak_pointer (G_OBJECT (fixture->table), (gpointer *) &fixture->table);
  g_signal_connect (fixture->table, "sort-changed", G_CALLBACK (sort_changed_cb), fixture->events);
  g_signal_connect (fixture->table, "activate", G_CALLBACK (activate_cb), fixture->events);
  omni_order_table_set_list (fixture->table, fixture->list, NULL);
  fixture->selection = omni_order_table_get_selection (fixture->table);

  show (fixture, "number");
  fixture->window = omni_test_pointer_open (GTK_WIDGET (fixture->table), 1200, 600);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (fixture->table);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->source);
  g_string_free (fixture->events, TRUE);
}

static GtkWidget *
find_child (GtkWidget *parent, const char *css_name, guint n)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_strcmp0 (gtk_widget_get_css_name (child), css_name) == 0 && n-- == 0)
        return child;
    }

  g_assert_not_reached ();
}

static GtkWidget *
get_view (Fixture *fixture)
{
  return gtk_scrolled_window_get_child (
    GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (GTK_WIDGET (fixture->table))));
}

static GtkWidget *
get_cell (Fixture *fixture, guint row, guint column)
{
  GtkWidget *list = find_child (get_view (fixture), "listview", 0);

  return find_child (find_child (list, "row", row), "cell", column);
}

static void
click_cell (Fixture *fixture, guint row, guint column, const char *how)
{
  omni_test_pointer_click (fixture->window, get_cell (fixture, row, column), how);
}

static void
click_header (Fixture *fixture, guint column)
{
  GtkWidget *header = find_child (get_view (fixture), "header", 0);

  omni_test_pointer_click (fixture->window, find_child (header, "button", column), "click 1");
}

static void
press (Fixture *fixture, const char *keys)
{
  omni_test_pointer_drive (fixture->window, "key --delay 30 %s", keys);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gint64 *pks = NULL;
  gsize n_pks, i;

  pks = omni_order_selection_dup_pks (fixture->selection, &n_pks);
  for (i = 0; i < n_pks; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", pks[i]);

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_mouse (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Each way to click does what it should, once, and a plain click loses nothing");

  click_cell (fixture, 3, 0, "click 1");
  assert_selected (fixture, "4");
  click_cell (fixture, 5, 1, "keydown ctrl click 1 keyup ctrl");
  assert_selected (fixture, "4 6");
  click_cell (fixture, 7, 2, "click 1");
  assert_selected (fixture, "4 6");
  click_cell (fixture, 9, 2, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "4 6 8 9 10");
  click_cell (fixture, 8, 1, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "4 6 8 9");
  click_cell (fixture, 5, 1, "keydown ctrl click 1 keyup ctrl");
  assert_selected (fixture, "4 8 9");
  click_cell (fixture, 3, 0, "click 1");
  assert_selected (fixture, "8 9");

  /* The tick box begins a range, too. */
  click_cell (fixture, 12, 0, "click 1");
  click_cell (fixture, 14, 0, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "8 9 13 14 15");

  g_assert_cmpstr (fixture->events->str, ==, "");
  click_cell (fixture, 6, 1, "click --repeat 2 --delay 40 1");
  g_assert_cmpstr (fixture->events->str, ==, "open:6 ");
  assert_selected (fixture, "8 9 13 14 15");
}

static void
test_keys (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Everything that the mouse does can be done with keys");

  omni_order_table_focus (fixture->table);
  press (fixture, "Down Down space");
  assert_selected (fixture, "3");
  press (fixture, "j j k space");
  assert_selected (fixture, "3 4");
  press (fixture, "Down Down shift+Down shift+j");
  assert_selected (fixture, "3 4 6 7 8");
  press (fixture, "shift+Up");
  assert_selected (fixture, "3 4 6 7");
  press (fixture, "Down Down Down shift+space");
  assert_selected (fixture, "3 4 6 7 10");
  press (fixture, "ctrl+space");
  assert_selected (fixture, "3 4 6 7");
  press (fixture, "shift+ctrl+a");
  assert_selected (fixture, "3 4 6 7");
  press (fixture, "Return");
  g_assert_cmpstr (fixture->events->str, ==, "open:9 ");
}

static void
test_page (Fixture *fixture, gconstpointer unused)
{
  guint first, n_rows, i;

  g_test_summary ("Ctrl+A takes the rows in view and no others, and again takes them out");

  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n_rows, >, 10);
  g_assert_cmpuint (n_rows, <, 40);

  omni_order_table_focus (fixture->table);
  press (fixture, "ctrl+a");
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, n_rows);

  press (fixture, "End");
  OMNI_TEST_WAIT (omni_order_list_peek_order (fixture->list, N_ORDERS - 1) != NULL);
  press (fixture, "ctrl+a");
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 2 * n_rows);
  omni_order_table_get_visible_range (fixture->table, &first, &i);
  g_assert_cmpuint (first + i, ==, N_ORDERS);

  press (fixture, "ctrl+a");
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, n_rows);
  for (i = 0; i < n_rows; i++)
    g_assert_true (omni_order_selection_contains (fixture->selection, i + 1));

  click_header (fixture, 0);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 2 * n_rows);
  g_assert_cmpstr (fixture->events->str, ==, "");
}

static void
test_visible_range (Fixture *fixture, gconstpointer unused)
{
  guint before, first, n_rows;

  g_test_summary (
    "The range in view is told right at once after scrolling, without waiting for a frame");

  omni_order_table_get_visible_range (fixture->table, &before, &n_rows);
  omni_order_table_scroll_to (fixture->table, 500);
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (first + n_rows, ==, 501);
  omni_order_table_scroll_to (fixture->table, 400);
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (first, ==, 400);
  omni_order_table_scroll_to (fixture->table, 400 + n_rows - 1);
  omni_order_table_get_visible_range (fixture->table, &first, &before);
  g_assert_cmpuint (first + before, ==, 400 + n_rows);
}

static void
test_resize (Fixture *fixture, gconstpointer unused)
{
  guint first, n_rows, n_fewer;

  g_test_summary ("Rows stay where they are when the table becomes lower, and the cursor in view");

  click_cell (fixture, 12, 1, "click 1");
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  gtk_widget_set_margin_bottom (GTK_WIDGET (fixture->table), 100);
  omni_test_pointer_draw (fixture->window);
  omni_order_table_get_visible_range (fixture->table, &first, &n_fewer);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n_fewer, <, n_rows);

  gtk_widget_set_margin_bottom (GTK_WIDGET (fixture->table), 0);
  omni_test_pointer_draw (fixture->window);
  click_cell (fixture, n_rows - 2, 1, "click 1");
  gtk_widget_set_margin_bottom (GTK_WIDGET (fixture->table), 100);
  omni_test_pointer_draw (fixture->window);
  omni_order_table_get_visible_range (fixture->table, &first, &n_fewer);
  g_assert_cmpuint (first + n_fewer, ==, n_rows - 1);
}

static void
test_sort (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "A click on a header is told once, with the direction; what a program sets is not told");

  omni_order_table_set_sort (fixture->table, "date_placed", TRUE);
  g_assert_cmpstr (fixture->events->str, ==, "");

  click_header (fixture, 2);
  g_assert_cmpstr (fixture->events->str, ==, "date_placed ");
  click_header (fixture, 2);
  g_assert_cmpstr (fixture->events->str, ==, "date_placed -date_placed ");
  click_header (fixture, 1);
  g_assert_cmpstr (fixture->events->str, ==, "date_placed -date_placed number ");

  /* Customers cannot be sorted by. */
  click_header (fixture, 3);
  omni_order_table_set_sort (fixture->table, NULL, FALSE);
  g_assert_cmpstr (fixture->events->str, ==, "date_placed -date_placed number ");
  click_header (fixture, 2);
  g_assert_cmpstr (fixture->events->str, ==, "date_placed -date_placed number date_placed ");

  /* Two clicks are two, also when they are quick. */
  g_string_truncate (fixture->events, 0);
  omni_test_pointer_click (fixture->window,
                           find_child (find_child (get_view (fixture), "header", 0), "button", 1),
                           "click --repeat 2 --delay 20 1");
  OMNI_TEST_WAIT (strcmp (fixture->events->str, "number -number ") == 0);
}

static const char *
get_text (Fixture *fixture, guint row, guint column)
{
  return gtk_inscription_get_text (
    GTK_INSCRIPTION (gtk_widget_get_first_child (get_cell (fixture, row, column))));
}

static void
test_new_query (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "Another query keeps the selection and the keyboard, and fills the rows that are shown");

  omni_order_table_focus (fixture->table);
  press (fixture, "space Down space");
  omni_fake_source_set_first_pk (fixture->source, 2);
  show (fixture, "amount");
  omni_test_pointer_draw (fixture->window);
  g_assert_cmpstr (get_text (fixture, 0, 1), ==, "000002");
  assert_selected (fixture, "1 2");

  press (fixture, "space");
  assert_selected (fixture, "1");
  press (fixture, "Down space");
  assert_selected (fixture, "1 3");
}

static void
test_new_query_from_afar (Fixture *fixture, gconstpointer unused)
{
  guint first, n_rows;

  g_test_summary (
    "Another query shows its first rows with the cursor in them, wherever the table was before");

  omni_order_table_set_cursor (fixture->table, 700);
  omni_test_pointer_draw (fixture->window);
  OMNI_TEST_WAIT (omni_order_list_peek_order (fixture->list, 700) != NULL);
  press (fixture, "space shift+Down");
  assert_selected (fixture, "701 702");

  omni_fake_source_set_first_pk (fixture->source, 5000);
  show (fixture, "amount");
  omni_test_pointer_draw (fixture->window);
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpstr (get_text (fixture, 0, 1), ==, "005000");
  press (fixture, "Down space");
  assert_selected (fixture, "701 702 5001");

  /* A range begins at the top and not where the last one did. */
  omni_order_selection_clear (fixture->selection);
  omni_order_table_set_cursor (fixture->table, 700);
  OMNI_TEST_WAIT (omni_order_list_peek_order (fixture->list, 700) != NULL);
  press (fixture, "space");
  omni_order_selection_clear (fixture->selection);
  show (fixture, "number");
  omni_test_pointer_draw (fixture->window);
  click_cell (fixture, 2, 1, "keydown shift click 1 keyup shift");
  assert_selected (fixture, "5000 5001 5002");

  /* The keyboard is not taken, and the table has its first row when it comes. */
  omni_order_selection_clear (fixture->selection);
  omni_order_table_set_cursor (fixture->table, 700);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  show (fixture, "amount");
  omni_test_pointer_draw (fixture->window);
  g_assert_null (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (first, ==, 0);
  omni_order_table_focus (fixture->table);
  press (fixture, "space");
  assert_selected (fixture, "5000");
}

static void
test_few (Fixture *fixture, gconstpointer unused)
{
  guint first, n_rows;

  g_test_summary ("A query that finds few orders shows these and no row more, and then all again");

  omni_order_table_focus (fixture->table);
  press (fixture, "Down Down Down Down Down space");
  omni_fake_source_set_n_orders (fixture->source, 3);
  show (fixture, "amount");
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmpstr (get_text (fixture, 3, 1), ==, NULL);
  OMNI_TEST_WAIT (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)) == 3);
  omni_test_pointer_draw (fixture->window);
  press (fixture, "ctrl+a End space");
  assert_selected (fixture, "6 1 2");

  omni_fake_source_set_n_orders (fixture->source, N_ORDERS);
  show (fixture, "number");
  OMNI_TEST_WAIT (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)) == N_ORDERS);
  omni_test_pointer_draw (fixture->window);
  g_assert_cmpstr (get_text (fixture, 5, 1), ==, "000006");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->selection), 5));
  gtk_test_accessible_assert_state (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (get_cell (fixture, 5, 0))),
    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  press (fixture, "End space");
  OMNI_TEST_WAIT (omni_order_selection_contains (fixture->selection, N_ORDERS));
}

static void
test_states (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = g_error_new_literal (OMNI_ERROR, OMNI_ERROR_SERVER,
                                                  "The server failed");
  guint first, n_rows;

  g_test_summary (
    "Rows say that they are loading or could not be loaded, and show the order when it comes");

  omni_fake_source_set_automatic (fixture->source, FALSE);
  omni_order_table_scroll_to (fixture->table, 650);
  omni_test_pointer_draw (fixture->window);
  omni_order_table_get_visible_range (fixture->table, &first, &n_rows);

  OMNI_TEST_WAIT (omni_fake_source_get_n_waiting (fixture->source) > 0);
  g_assert_cmpstr (get_text (fixture, 150, 1), ==, "Loading…");
  g_assert_cmpstr (get_text (fixture, 150, 2), ==, NULL);

  while (omni_fake_source_get_n_waiting (fixture->source) > 0)
    {
      omni_fake_source_fail_next (fixture->source, error);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpstr (get_text (fixture, 150, 1), ==, "Not loaded");

  omni_fake_source_set_automatic (fixture->source, TRUE);
  omni_order_list_reload (fixture->list);
  OMNI_TEST_WAIT (g_str_has_prefix (get_text (fixture, 150, 1), "000"));
}

static void
test_names (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *tick = gtk_widget_get_first_child (get_cell (fixture, 2, 0));

  g_test_summary ("Who cannot see the table is told what it is, and which rows are ticked");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_view (fixture)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Orders");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
  omni_order_selection_toggle (fixture->selection, 2);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (get_cell (fixture, 2, 1))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, "000003");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/ui/order-table/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);
  gtk_init ();

  ADD ("mouse", test_mouse);
  ADD ("keys", test_keys);
  ADD ("page", test_page);
  ADD ("visible-range", test_visible_range);
  ADD ("resize", test_resize);
  ADD ("sort", test_sort);
  ADD ("new-query", test_new_query);
  ADD ("new-query-from-afar", test_new_query_from_afar);
  ADD ("few", test_few);
  ADD ("states", test_states);
  ADD ("names", test_names);

  return g_test_run ();
}
