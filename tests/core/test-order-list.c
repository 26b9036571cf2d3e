/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-fake-source.h"
#include "omni-order-list.h"
#include "omni-order-query.h"
#include "omni-order.h"
#include "omni-test.h"

typedef struct
{
  OmniFakeSource *source;
  OmniOrderList *list;
  GString *changes; /* "position-removed+added" for each items-changed */
} Fixture;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, GString *changes)
{
  g_string_append_printf (changes, "%s%u-%u+%u", changes->len > 0 ? " " : "", position, removed,
                          added);
}

static void
set_up (Fixture *fixture, gconstpointer n_orders)
{
  fixture->source = omni_fake_source_new (GPOINTER_TO_UINT (n_orders));
  fixture->list = omni_order_list_new (OMNI_ORDER_SOURCE (fixture->source));
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb),
                    fixture->changes);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_signal_handlers_disconnect_by_data (fixture->list, fixture->changes);
  g_assert_finalize_object (fixture->list);
  while (omni_fake_source_get_n_waiting (fixture->source) > 0)
    omni_fake_source_answer_next (fixture->source);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->source);
  g_string_free (fixture->changes, TRUE);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
answer (Fixture *fixture)
{
  omni_fake_source_answer_next (fixture->source);
  settle ();
}

static void
ask (Fixture *fixture, const char *field, gboolean descending)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (all, field, descending);

  omni_order_list_set_query (fixture->list, query);
}

static OmniOrderRow *
get_row (Fixture *fixture, guint position)
{
  OmniOrderRow *row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  settle ();
  return row;
}

static void
assert_requests (Fixture *fixture, const char *expected)
{
  g_autofree char *requests = omni_fake_source_dup_requests (fixture->source);

  g_assert_cmpstr (requests, ==, expected);
}

static void
assert_changes (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->changes->str, ==, expected);
  g_string_truncate (fixture->changes, 0);
}

static void
assert_order (OmniOrderRow *row, gint64 pk)
{
  g_assert_cmpint (omni_order_row_get_state (row), ==, OMNI_LOAD_LOADED);
  g_assert_cmpint (omni_order_get_pk (omni_order_row_get_order (row)), ==, pk);
}

static void
test_fills_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) first = NULL;
  g_autoptr (OmniOrderRow) again = NULL;
  g_autoptr (OmniOrderRow) far = NULL;
  guint position;

  g_test_summary ("Rows are made at once and filled when their page arrives");

  ask (fixture, "number", FALSE);
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_LOADING);
  assert_requests (fixture, "1");
  answer (fixture);
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_LOADED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1050);
  assert_changes (fixture, "0-0+1050");

  first = get_row (fixture, 0);
  again = get_row (fixture, 0);
  g_assert_true (first == again);
  assert_order (first, 1);

  far = get_row (fixture, 1049);
  g_assert_cmpint (omni_order_row_get_state (far), ==, OMNI_LOAD_LOADING);
  g_assert_false (omni_order_list_find_position (fixture->list, 1050, &position));
  assert_requests (fixture, "11");
  answer (fixture);
  assert_order (far, 1050);
  g_assert_true (omni_order_list_find_position (fixture->list, 1050, &position));
  g_assert_cmpuint (position, ==, 1049);
  assert_changes (fixture, "");

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 1050));
}

static void
test_loads_what_is_looked_at (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);

  g_test_summary ("What was scrolled past is not loaded; what is looked at comes first");

  ask (fixture, "number", FALSE);
  answer (fixture);
  assert_requests (fixture, "1");

  for (guint position = 100; position < 1000; position += 100)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (fixture->list), position));
  settle ();
  assert_requests (fixture, "");

  for (guint position = 200; position < 700; position += 100)
    g_ptr_array_add (seen, g_list_model_get_item (G_LIST_MODEL (fixture->list), position));
  settle ();
  assert_requests (fixture, "7 6");
  answer (fixture);
  assert_requests (fixture, "5");
}

static void
test_takes_everything_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("A server that does not know pages gives each order once");

  omni_fake_source_set_ignores_pages (fixture->source, TRUE);
  ask (fixture, "number", FALSE);
  answer (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1050);
  row = get_row (fixture, 1049);
  assert_order (row, 1050);
  assert_requests (fixture, "1");

  omni_order_list_reload (fixture->list);
  settle ();
  answer (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1050);
  assert_order (row, 1050);
}

static void
test_drops_late_answers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("A new query cancels the old one, and its late answer is dropped");

  ask (fixture, "number", FALSE);
  ask (fixture, "number", TRUE);
  omni_fake_source_set_n_orders (fixture->source, 3);
  answer (fixture);
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_LOADING);
  assert_changes (fixture, "");

  answer (fixture);
  assert_changes (fixture, "0-0+3");
  row = get_row (fixture, 2);
  assert_order (row, 3);
}

static void
replaced_cb (OmniOrderList *list, Fixture *fixture)
{
  g_string_append_printf (fixture->changes, "%sreplaced by %" G_GINT64_FORMAT,
                          fixture->changes->len > 0 ? " " : "",
                          omni_order_get_pk (omni_order_list_peek_order (list, 0)));
}

static void
test_fills_rows_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) first = NULL;
  g_autoptr (OmniOrderRow) again = NULL;
  g_autoptr (OmniOrderRow) behind = NULL;

  g_test_summary (
      "Rows stay until the answer to the next query is there, and then are filled again");

  ask (fixture, "number", FALSE);
  answer (fixture);
  first = get_row (fixture, 0);
  behind = get_row (fixture, 150);
  answer (fixture);
  g_string_truncate (fixture->changes, 0);
  assert_requests (fixture, "1 2");
  g_signal_connect (fixture->list, "replaced", G_CALLBACK (replaced_cb), fixture);

  ask (fixture, "number", TRUE);
  omni_fake_source_set_first_pk (fixture->source, 5000);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1050);
  assert_order (first, 1);
  assert_order (behind, 151);

  /* What is not there yet is not what was there before. */
  omni_fake_source_answer_next (fixture->source);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);
  assert_changes (fixture, "replaced by 5000");
  assert_order (first, 5000);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_true (again == first);
  g_assert_cmpint (omni_order_row_get_state (behind), ==, OMNI_LOAD_LOADING);
  g_assert_null (omni_order_row_get_order (behind));

  settle ();
  assert_requests (fixture, "1 2");
  answer (fixture);
  assert_order (behind, 5150);
  assert_changes (fixture, "");
}

static void
test_other_length (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) first = NULL;
  g_autoptr (OmniOrderRow) gone = NULL;
  g_autoptr (OmniOrderRow) back = NULL;

  g_test_summary (
      "Only the difference in length of another query's answer takes rows or brings them");

  ask (fixture, "number", FALSE);
  answer (fixture);
  first = get_row (fixture, 0);
  gone = get_row (fixture, 50);
  assert_changes (fixture, "0-0+1050");

  omni_fake_source_set_n_orders (fixture->source, 30);
  ask (fixture, "number", TRUE);
  answer (fixture);
  assert_changes (fixture, "30-1020+0");
  assert_order (first, 1);
  g_assert_cmpint (omni_order_row_get_state (gone), ==, OMNI_LOAD_IDLE);
  g_assert_null (omni_order_row_get_order (gone));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 30));

  omni_fake_source_set_n_orders (fixture->source, 80);
  ask (fixture, "amount", FALSE);
  answer (fixture);
  assert_changes (fixture, "30-0+50");
  back = get_row (fixture, 50);
  g_assert_true (back == gone);
  assert_order (back, 51);
  assert_requests (fixture, "1 1 1");

  omni_fake_source_set_n_orders (fixture->source, 0);
  ask (fixture, "amount", TRUE);
  answer (fixture);
  assert_changes (fixture, "0-80+0");
  g_assert_cmpint (omni_order_row_get_state (first), ==, OMNI_LOAD_IDLE);
}

static void
test_other_page_size (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("Rows stay where the pages of another query's answer are of another size");

  ask (fixture, "number", FALSE);
  answer (fixture);
  row = get_row (fixture, 99);
  assert_requests (fixture, "1");
  assert_changes (fixture, "0-0+1050");

  omni_fake_source_set_max_limit (fixture->source, 40);
  omni_fake_source_set_first_pk (fixture->source, 5000);
  ask (fixture, "number", TRUE);
  answer (fixture);
  assert_changes (fixture, "");
  assert_requests (fixture, "1 3");
  answer (fixture);
  assert_order (row, 5099);
}

static void
test_reload_keeps_place (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("Reading again keeps the rows and changes the list at its end only");

  ask (fixture, "number", FALSE);
  answer (fixture);
  row = get_row (fixture, 500);
  answer (fixture);
  assert_requests (fixture, "1 6");
  assert_changes (fixture, "0-0+1050");

  omni_fake_source_set_n_orders (fixture->source, 1051);
  omni_fake_source_set_first_pk (fixture->source, 0);
  omni_order_list_reload (fixture->list);
  settle ();
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_LOADING);
  assert_order (row, 501);
  assert_requests (fixture, "6");

  answer (fixture);
  assert_order (row, 500);
  assert_changes (fixture, "1050-0+1");
}

static void
test_says_what_failed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) offline = omni_error_new (OMNI_ERROR_OFFLINE, "No server answers");
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("A page that failed says so and is read again on reload");

  ask (fixture, "number", FALSE);
  omni_fake_source_fail_next (fixture->source, offline);
  settle ();
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_FAILED);
  g_assert_error (omni_order_list_get_error (fixture->list), OMNI_ERROR, OMNI_ERROR_OFFLINE);

  omni_order_list_reload (fixture->list);
  settle ();
  answer (fixture);
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_LOADED);
  g_assert_no_error (omni_order_list_get_error (fixture->list));

  row = get_row (fixture, 150);
  omni_fake_source_fail_next (fixture->source, offline);
  settle ();
  g_assert_cmpint (omni_order_row_get_state (row), ==, OMNI_LOAD_FAILED);
  g_assert_error (omni_order_row_get_error (row), OMNI_ERROR, OMNI_ERROR_OFFLINE);

  omni_order_list_reload (fixture->list);
  settle ();
  answer (fixture);
  assert_order (row, 151);
}

static void
test_failed_query_shows_no_old_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) offline = omni_error_new (OMNI_ERROR_OFFLINE, "No server answers");

  g_test_summary ("Rows of the last query are not passed off as an answer to one that failed");

  ask (fixture, "number", FALSE);
  answer (fixture);
  ask (fixture, "number", TRUE);
  omni_fake_source_fail_next (fixture->source, offline);
  settle ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  g_assert_cmpint (omni_order_list_get_state (fixture->list), ==, OMNI_LOAD_FAILED);
}

static void
test_follows_a_smaller_page_size (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("A server that gives fewer orders at a time than it was asked for is followed");

  omni_fake_source_set_max_limit (fixture->source, 40);
  ask (fixture, "number", FALSE);
  answer (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1050);

  row = get_row (fixture, 99);
  assert_requests (fixture, "1 3");
  answer (fixture);
  assert_order (row, 100);
}

static void
test_list_became_shorter (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) gone = omni_error_new (OMNI_ERROR_NOT_FOUND, "There is no such page");
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("A page that is not there any more makes the list shorter");

  ask (fixture, "number", FALSE);
  answer (fixture);
  row = get_row (fixture, 1049);
  assert_changes (fixture, "0-0+1050");
  omni_order_list_reload (fixture->list);
  settle ();

  omni_fake_source_set_n_orders (fixture->source, 130);
  omni_fake_source_fail_next (fixture->source, gone);
  settle ();
  if (omni_fake_source_get_n_waiting (fixture->source) > 0)
    omni_fake_source_fail_next (fixture->source, gone);
  settle ();
  while (omni_fake_source_get_n_waiting (fixture->source) > 0)
    answer (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 130);
  assert_changes (fixture, "130-920+0");
}

static void
test_million_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_test_summary ("A long list is walked through without keeping what was passed");

  omni_fake_source_set_automatic (fixture->source, TRUE);
  ask (fixture, "number", FALSE);
  OMNI_TEST_WAIT (omni_order_list_get_state (fixture->list) == OMNI_LOAD_LOADED);

  for (guint position = 0; position < 1000000; position += 9973)
    {
      OmniOrderRow *row = get_row (fixture, position);

      OMNI_TEST_WAIT (omni_order_row_get_state (row) == OMNI_LOAD_LOADED);
      assert_order (row, position + 1);
      g_ptr_array_set_size (rows, 0);
      g_ptr_array_add (rows, row);
    }

  /* The pages at the beginning were let go. */
  g_assert_null (omni_order_list_peek_order (fixture->list, 9973));
  g_assert_nonnull (omni_order_list_peek_order (fixture->list, 997300));
}

static void
ignored_cb (OmniOrderList *list, GParamSpec *pspec, guint *n_times)
{
  (*n_times)++;
}

static void
test_ignored_filters (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) wrong = omni_order_query_with_value (all, "status", "500");
  g_autoptr (OmniOrderQuery) right = omni_order_query_with_value (all, "status", "450");
  g_autoptr (OmniOrderRow) row = NULL;
  guint n_times = 0;

  g_test_summary (
      "A filter that the server takes no notice of is named, once, until the next query");

  g_signal_connect (fixture->list, "notify::ignored-filters", G_CALLBACK (ignored_cb), &n_times);
  omni_order_list_set_query (fixture->list, wrong);
  g_assert_cmpuint (g_strv_length ((GStrv)omni_order_list_get_ignored_filters (fixture->list)), ==,
                    0);
  answer (fixture);
  g_assert_cmpstr (omni_order_list_get_ignored_filters (fixture->list)[0], ==, "status");
  g_assert_null (omni_order_list_get_ignored_filters (fixture->list)[1]);

  row = get_row (fixture, 150);
  answer (fixture);
  omni_order_list_reload (fixture->list);
  settle ();
  answer (fixture);
  g_assert_cmpstr (omni_order_list_get_ignored_filters (fixture->list)[0], ==, "status");
  g_assert_cmpuint (n_times, ==, 1);

  omni_order_list_set_query (fixture->list, right);
  answer (fixture);
  g_assert_null (omni_order_list_get_ignored_filters (fixture->list)[0]);
  g_assert_cmpuint (n_times, ==, 2);
}

#define ADD(name, n_orders, function)                                                              \
  g_test_add ("/core/order-list/" name, Fixture, GUINT_TO_POINTER (n_orders), set_up, function,    \
              tear_down)

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  ADD ("fills-rows", 1050, test_fills_rows);
  ADD ("loads-what-is-looked-at", 1050, test_loads_what_is_looked_at);
  ADD ("takes-everything-at-once", 1050, test_takes_everything_at_once);
  ADD ("drops-late-answers", 1050, test_drops_late_answers);
  ADD ("fills-rows-again", 1050, test_fills_rows_again);
  ADD ("other-length", 1050, test_other_length);
  ADD ("other-page-size", 1050, test_other_page_size);
  ADD ("reload-keeps-place", 1050, test_reload_keeps_place);
  ADD ("says-what-failed", 1050, test_says_what_failed);
  ADD ("failed-query-shows-no-old-rows", 1050, test_failed_query_shows_no_old_rows);
  ADD ("follows-a-smaller-page-size", 1050, test_follows_a_smaller_page_size);
  ADD ("list-became-shorter", 1050, test_list_became_shorter);
  ADD ("ignored-filters", 1050, test_ignored_filters);
  ADD ("million-rows", 1000000, test_million_rows);

  return g_test_run ();
}
