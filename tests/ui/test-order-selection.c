/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-fake-source.h"
#include "omni-order-query.h"
#include "omni-order-selection.h"
#include "omni-order.h"
#include "omni-test.h"

typedef struct
{
  OmniFakeSource *source;         /* (owned) */
  OmniOrderList *list;            /* (owned) */
  OmniOrderSelection *selection;  /* (owned) */
  GtkSelectionModel *model;       /* (borrowed): the selection */
  GObject *held;                  /* (owned) (nullable): the row that keeps a page wanted */
  guint n_changed;
  guint n_incomplete;             /* rows */
  guint n_select_page;
} Fixture;

static void
count_cb (OmniOrderSelection *selection, guint *count)
{
  (*count)++;
}

static void
incomplete_cb (OmniOrderSelection *selection, guint n_rows, Fixture *fixture)
{
  fixture->n_incomplete += n_rows;
}

/* Asks for the page of a row, as a table does that shows it. */
static void
load (Fixture *fixture, guint position)
{
  g_autoptr (OmniOrderRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->selection),
                                                        position);

  OMNI_TEST_WAIT (omni_order_row_get_order (row) != NULL);
}

static void
ask (Fixture *fixture, const char *sort_field)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted = omni_order_query_with_sort (query, sort_field, FALSE);

  omni_order_list_set_query (fixture->list, sorted);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);
}

static void
show (Fixture *fixture, const char *sort_field)
{
  ask (fixture, sort_field);
  omni_order_selection_show_all_rows (fixture->selection);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer n_orders)
{
  fixture->source = omni_fake_source_new (GPOINTER_TO_UINT (n_orders));
  omni_fake_source_set_automatic (fixture->source, TRUE);
  fixture->list = omni_order_list_new (OMNI_ORDER_SOURCE (fixture->source));
  fixture->selection = omni_order_selection_new (fixture->list);
  fixture->model = GTK_SELECTION_MODEL (fixture->selection);
  g_signal_connect (fixture->selection, "selected-changed", G_CALLBACK (count_cb),
                    &fixture->n_changed);
  g_signal_connect (fixture->selection, "select-page", G_CALLBACK (count_cb),
                    &fixture->n_select_page);
  g_signal_connect (fixture->selection, "range-incomplete", G_CALLBACK (incomplete_cb), fixture);

  show (fixture, "number");
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer n_orders)
{
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->source);
}

static void
assert_pks (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gint64 *pks = NULL;
  gsize n_pks, i;

  pks = omni_order_selection_dup_pks (fixture->selection, &n_pks);
  g_assert_cmpuint (n_pks, ==, omni_order_selection_get_n_orders (fixture->selection));
  for (i = 0; i < n_pks; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", pks[i]);

  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (fixture->model);
  GtkBitsetIter iter;
  guint position;
  gboolean more;

  for (more = gtk_bitset_iter_init_first (&iter, rows, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_assert_true (gtk_selection_model_is_selected (fixture->model, position));
      g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", position);
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_clicks (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A plain click leaves the selection alone, a tick takes one order in or out, in "
                  "the order of picking");

  gtk_selection_model_select_item (fixture->model, 7, FALSE);
  gtk_selection_model_select_item (fixture->model, 2, FALSE);
  gtk_selection_model_select_item (fixture->model, 5, TRUE);
  assert_pks (fixture, "8 3");
  assert_rows (fixture, "2 7");

  omni_order_selection_toggle (fixture->selection, 4);
  omni_order_selection_toggle (fixture->selection, 7);
  assert_pks (fixture, "3 5");

  gtk_selection_model_unselect_all (fixture->model);
  assert_pks (fixture, "");
  assert_rows (fixture, "");
}

static void
test_ranges (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "A range that is pulled shorter gives back what it added, and never what was picked before");

  gtk_selection_model_select_item (fixture->model, 12, FALSE);
  gtk_selection_model_select_item (fixture->model, 10, TRUE);
  gtk_selection_model_select_range (fixture->model, 10, 4, TRUE);
  assert_rows (fixture, "10 11 12 13");
  gtk_selection_model_select_range (fixture->model, 10, 2, TRUE);
  assert_rows (fixture, "10 11 12");
  gtk_selection_model_select_range (fixture->model, 8, 3, TRUE);
  assert_rows (fixture, "8 9 10 12");

  /* Another range is added. */
  gtk_selection_model_select_item (fixture->model, 20, TRUE);
  gtk_selection_model_select_range (fixture->model, 20, 2, TRUE);
  assert_rows (fixture, "8 9 10 12 20 21");

  gtk_selection_model_unselect_range (fixture->model, 9, 4);
  assert_rows (fixture, "8 20 21");
}

static void
test_survives (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "Another query, another order and a reload change where orders stand, not which are selected");

  omni_fake_source_set_first_pk (fixture->source, 11);
  show (fixture, "date_placed");
  omni_order_selection_toggle (fixture->selection, 0);
  omni_order_selection_toggle (fixture->selection, 5);
  load (fixture, 250);
  omni_order_selection_toggle (fixture->selection, 250);
  assert_pks (fixture, "11 16 261");

  /* The same orders ten rows further down. */
  omni_fake_source_set_first_pk (fixture->source, 1);
  show (fixture, "amount");
  assert_pks (fixture, "11 16 261");
  assert_rows (fixture, "10 15");
  load (fixture, 260);
  assert_rows (fixture, "10 15 260");

  omni_fake_source_set_first_pk (fixture->source, 11);
  fixture->held = g_list_model_get_item (G_LIST_MODEL (fixture->selection), 0);
  omni_order_list_reload (fixture->list);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);
  g_clear_object (&fixture->held);
  assert_rows (fixture, "0 5");
  assert_pks (fixture, "11 16 261");

  /* None of them is left to be seen, and they are still selected. */
  omni_fake_source_set_first_pk (fixture->source, 1000);
  show (fixture, "number");
  assert_rows (fixture, "");
  assert_pks (fixture, "11 16 261");
}

static void
note_range_cb (GtkSelectionModel *model, guint position, guint n_rows, GString *text)
{
  g_string_append_printf (text, "%u+%u ", position, n_rows);
}

static void
test_arriving (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) ranges = g_string_new (NULL);
  OmniSelectedOrder orders[] = { { .pk = 3 }, { .pk = 203 }, { .pk = 9999999 } };

  g_test_summary (
    "Orders that are not loaded can be selected, and their rows show it when they arrive");

  omni_order_selection_add (fixture->selection, orders, G_N_ELEMENTS (orders));
  assert_rows (fixture, "2");

  g_signal_connect (fixture->model, "selection-changed", G_CALLBACK (note_range_cb), ranges);
  load (fixture, 210);
  g_assert_cmpstr (ranges->str, ==, "200+100 ");
  assert_rows (fixture, "2 202");
  assert_pks (fixture, "3 203 9999999");
}

static void
test_missing_rows (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "A range over rows that are not loaded loads them, and selects as many as it spans");

  gtk_selection_model_select_range (fixture->model, 50, 300, TRUE);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 50);
  g_assert_cmpuint (omni_order_selection_get_n_pending (fixture->selection), ==, 250);
  OMNI_TEST_WAIT (omni_order_selection_get_n_pending (fixture->selection) == 0);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 300);
  g_assert_true (omni_order_selection_contains (fixture->selection, 350));
  g_assert_false (omni_order_selection_contains (fixture->selection, 351));

  /* Pulled shorter, it gives back those that came later, too. */
  gtk_selection_model_select_range (fixture->model, 50, 10, TRUE);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 10);
  g_assert_cmpuint (fixture->n_incomplete, ==, 0);
}

static void
test_too_many_missing (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A range over more rows than are loaded for a click selects nothing and says so");

  gtk_selection_model_select_range (fixture->model, 0, 50000, TRUE);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 0);
  g_assert_cmpuint (omni_order_selection_get_n_pending (fixture->selection), ==, 0);
  g_assert_cmpuint (fixture->n_incomplete, ==, 50000);
}

static void
test_interrupted_range (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = g_error_new_literal (OMNI_ERROR, OMNI_ERROR_SERVER,
                                                  "The server failed");

  g_test_summary ("Rows of a range that fail to load, or whose list changes before, are told");

  omni_fake_source_set_automatic (fixture->source, FALSE);
  gtk_selection_model_select_range (fixture->model, 90, 20, TRUE);
  OMNI_TEST_WAIT (omni_fake_source_get_n_waiting (fixture->source) == 1);
  omni_fake_source_fail_next (fixture->source, error);
  OMNI_TEST_WAIT (fixture->n_incomplete == 10);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 10);

  gtk_selection_model_select_range (fixture->model, 300, 5, FALSE);
  g_assert_cmpuint (omni_order_selection_get_n_pending (fixture->selection), ==, 5);
  omni_fake_source_set_automatic (fixture->source, TRUE);
  show (fixture, "amount");
  g_assert_cmpuint (fixture->n_incomplete, ==, 15);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 10);
}

static void
test_totals (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) totals = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_test_summary ("Amounts are summed per currency");

  gtk_selection_model_select_range (fixture->model, 0, 6, FALSE);
  totals = omni_order_selection_get_totals (fixture->selection);
  g_assert_cmpuint (totals->len, ==, 2);
  first = omni_money_to_text (g_ptr_array_index (totals, 0));
  second = omni_money_to_text (g_ptr_array_index (totals, 1));
  g_assert_cmpstr (first, ==, "14.00"); /* 1.50 + 2.50 + 4.50 + 5.50 */
  g_assert_cmpstr (second, ==, "10.00"); /* 3.50 + 6.50 */
}

static void
test_signals (Fixture *fixture, gconstpointer unused)
{
  g_test_summary (
    "Many changes at once are told once, no change is not told, and select all asks for the page");

  gtk_selection_model_select_range (fixture->model, 0, 50, FALSE);
  gtk_selection_model_unselect_range (fixture->model, 10, 10);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  OMNI_TEST_WAIT (fixture->n_changed > 0);
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  gtk_selection_model_select_range (fixture->model, 0, 10, FALSE);
  gtk_selection_model_select_item (fixture->model, 70, TRUE);
  gtk_selection_model_select_all (fixture->model);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (fixture->n_select_page, ==, 1);
  g_assert_cmpuint (omni_order_selection_get_n_orders (fixture->selection), ==, 40);
}

static void
count_rows_cb (GListModel *model, guint position, guint removed, guint added, guint *n_rows)
{
  g_assert_cmpuint (position + removed, <=, *n_rows);
  *n_rows = *n_rows - removed + added;
  g_assert_cmpuint (*n_rows, ==, g_list_model_get_n_items (model));
}

static void
test_steps (Fixture *fixture, gconstpointer n_orders)
{
  GListModel *model = G_LIST_MODEL (fixture->selection);
  guint n_all = GPOINTER_TO_UINT (n_orders);
  guint n_rows = g_list_model_get_n_items (model);

  g_test_summary (
    "A view is told of many rows more or fewer in steps, also when others come between");

  g_signal_connect (model, "items-changed", G_CALLBACK (count_rows_cb), &n_rows);
  omni_fake_source_set_n_orders (fixture->source, 3);
  ask (fixture, "date_placed");
  g_assert_cmpuint (n_rows, >, 100);
  g_assert_cmpuint (n_rows, <, 300);
  OMNI_TEST_WAIT (n_rows == 3);

  omni_fake_source_set_n_orders (fixture->source, n_all);
  ask (fixture, "amount");
  g_assert_cmpuint (n_rows, <, 100);
  g_main_context_iteration (NULL, FALSE);
  omni_fake_source_set_n_orders (fixture->source, n_all - 1);
  ask (fixture, "number");
  g_assert_cmpuint (n_rows, <, 200);
  OMNI_TEST_WAIT (n_rows == n_all - 1);

  omni_fake_source_set_n_orders (fixture->source, 10);
  ask (fixture, "amount");
  OMNI_TEST_WAIT (n_rows < 100);
  omni_fake_source_set_n_orders (fixture->source, n_all);
  ask (fixture, "number");
  g_assert_cmpuint (n_rows, <, 200);
  omni_order_selection_show_all_rows (fixture->selection);
  g_assert_cmpuint (n_rows, ==, n_all);
}

static void
test_leaving_rows (Fixture *fixture, gconstpointer n_orders)
{
  GListModel *model = G_LIST_MODEL (fixture->selection);
  g_autoptr (OmniOrderRow) shown = g_list_model_get_item (model, 150);
  g_autoptr (OmniOrderRow) leaving = NULL;
  guint n_rows;

  g_test_summary ("Rows that the list has no longer are blank and cannot be selected");

  omni_fake_source_set_n_orders (fixture->source, 10);
  ask (fixture, "date_placed");
  n_rows = g_list_model_get_n_items (model);
  g_assert_cmpuint (n_rows, >, 150);
  g_assert_cmpint (omni_order_row_get_state (shown), ==, OMNI_LOAD_IDLE);
  leaving = g_list_model_get_item (model, n_rows - 1);
  g_assert_null (omni_order_row_get_order (leaving));

  gtk_selection_model_select_range (fixture->model, 0, n_rows, FALSE);
  gtk_selection_model_select_item (fixture->model, 150, FALSE);
  assert_pks (fixture, "");
  omni_order_selection_toggle (fixture->selection, 3);
  assert_rows (fixture, "3");
  OMNI_TEST_WAIT (g_list_model_get_n_items (model) == 10);
  assert_rows (fixture, "3");

  /* A row that is still shown when the list is long again is one of it. */
  omni_fake_source_set_n_orders (fixture->source, 500);
  ask (fixture, "amount");
  OMNI_TEST_WAIT (omni_order_row_get_order (shown) != NULL);
  g_assert_cmpint (omni_order_get_pk (omni_order_row_get_order (shown)), ==, 151);

  /* The same orders read again are gone at once: somebody may look at the end. */
  omni_fake_source_set_n_orders (fixture->source, 9);
  omni_order_list_reload (fixture->list);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 9);
}

#define ADD(path, n_orders, test)                                                                  \
  g_test_add ("/ui/order-selection/" path, Fixture, GUINT_TO_POINTER (n_orders), fixture_set_up,   \
              test, fixture_tear_down)

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  ADD ("clicks", 500, test_clicks);
  ADD ("ranges", 500, test_ranges);
  ADD ("survives", 500, test_survives);
  ADD ("arriving", 500, test_arriving);
  ADD ("missing-rows", 500, test_missing_rows);
  ADD ("too-many-missing", 100000, test_too_many_missing);
  ADD ("interrupted-range", 500, test_interrupted_range);
  ADD ("totals", 500, test_totals);
  ADD ("signals", 500, test_signals);
  ADD ("steps", 100000, test_steps);
  ADD ("leaving-rows", 100000, test_leaving_rows);

  return g_test_run ();
}
