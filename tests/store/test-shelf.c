/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-database-selections.h"
#include "omni-database-views.h"
#include "omni-test.h"

#include <sqlite3.h>

#define N_ORDERS 100000

typedef struct
{
  char *folder;           /* (owned) */
  char *path;             /* (owned) */
  OmniDatabase *database; /* (owned) */
  OmniProfile *deniz;     /* (owned) */
  OmniProfile *elif;      /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->deniz = omni_profile_new ("https://acme.example", "deniz");
  fixture->elif = omni_profile_new ("https://acme.example", "elif");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_profile_free (fixture->deniz);
  omni_profile_free (fixture->elif);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
save_view (Fixture *fixture, const OmniProfile *profile, const char *name, const char *status)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", status);
  g_autoptr (OmniView) view = omni_view_new (name, query);
  g_autoptr (GError) error = NULL;

  g_assert_true (omni_database_save_view (fixture->database, profile, view, &error));
  g_assert_no_error (error);
}

/* "*name=status", the start view with a star, "!name" for one that cannot be used. */
static void
assert_views (Fixture *fixture, const OmniProfile *profile, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = omni_database_list_views (fixture->database, profile, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (views, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", stored->is_start ? "*" : "",
                              stored->view == NULL ? "!" : "");
      g_string_append (text, stored->name);
      if (stored->view == NULL)
        {
          g_assert_nonnull (stored->error);
          continue;
        }
      g_assert_cmpstr (stored->view->name, ==, stored->name);
      g_string_append_printf (text, "=%s",
                              omni_order_query_get_values (stored->view->query, "status")[0]);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_views (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniView) view = NULL;

  g_test_summary ("Views are kept by profile and name; one of them is shown at the start");

  save_view (fixture, fixture->deniz, "open", "450");
  save_view (fixture, fixture->deniz, "sent", "500");
  save_view (fixture, fixture->elif, "open", "200");
  g_assert_true (omni_database_set_start_view (fixture->database, fixture->deniz, "sent", &error));
  save_view (fixture, fixture->deniz, "sent", "510");
  assert_views (fixture, fixture->deniz, "open=450 *sent=510");
  assert_views (fixture, fixture->elif, "open=200");

  g_assert_true (omni_database_set_start_view (fixture->database, fixture->deniz, "open", NULL));
  assert_views (fixture, fixture->deniz, "*open=450 sent=510");
  g_assert_false (omni_database_set_start_view (fixture->database, fixture->deniz, "none", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_views (fixture, fixture->deniz, "*open=450 sent=510");

  g_assert_false (
      omni_database_rename_view (fixture->database, fixture->deniz, "open", "sent", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_clear_error (&error);
  g_assert_true (
      omni_database_rename_view (fixture->database, fixture->deniz, "open", "pack", &error));
  assert_views (fixture, fixture->deniz, "*pack=450 sent=510");
  view = omni_database_get_view (fixture->database, fixture->deniz, "pack", &error);
  g_assert_cmpstr (view->name, ==, "pack");

  g_assert_true (omni_database_remove_view (fixture->database, fixture->deniz, "pack", &error));
  g_assert_false (omni_database_remove_view (fixture->database, fixture->deniz, "pack", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  assert_views (fixture, fixture->deniz, "sent=510");

  g_assert_true (omni_database_remove_profile (fixture->database, fixture->deniz, NULL));
  assert_views (fixture, fixture->deniz, "");
  assert_views (fixture, fixture->elif, "open=200");
}

static void
test_broken_view (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *handle = NULL;

  g_test_summary ("A view that cannot be used keeps no other back");

  save_view (fixture, fixture->deniz, "a", "450");
  save_view (fixture, fixture->deniz, "b", "450");
  save_view (fixture, fixture->deniz, "c", "450");
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "UPDATE views SET body = '{\"omnidesk-view\": 9}' "
                                 "WHERE name = 'b'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);

  assert_views (fixture, fixture->deniz, "a=450 !b c=450");
  g_assert_null (omni_database_get_view (fixture->database, fixture->deniz, "b", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
}

static OmniSelection *
make_selection (guint n_orders)
{
  OmniSelection *selection = omni_selection_new ();

  for (guint i = 0; i < n_orders; i++)
    {
      g_autofree char *number = g_strdup_printf ("77401922%06u", i);
      OmniSelectedOrder order = { .pk = n_orders - i };

      g_assert_true (omni_money_parse ("1149.80", -1, "try", &order.amount, NULL));
      omni_selection_add (selection, &order, i % 3 == 0 ? NULL : number);
    }

  return selection;
}

static void
assert_same (const OmniSelection *a, const OmniSelection *b)
{
  const GArray *left = omni_selection_get_orders (a);
  const GArray *right = omni_selection_get_orders (b);

  g_assert_cmpuint (left->len, ==, right->len);
  for (guint i = 0; i < left->len; i++)
    {
      const OmniSelectedOrder *one = &g_array_index (left, OmniSelectedOrder, i);
      const OmniSelectedOrder *other = &g_array_index (right, OmniSelectedOrder, i);

      g_assert_cmpint (one->pk, ==, other->pk);
      g_assert_cmpint (omni_money_compare (&one->amount, &other->amount), ==, 0);
      g_assert_cmpstr (omni_selection_get_number (a, i), ==, omni_selection_get_number (b, i));
    }
}

static void
test_selections (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniSelection) selection = make_selection (N_ORDERS);
  g_autoptr (OmniSelection) few = make_selection (3);
  g_autoptr (OmniSelection) back = NULL;
  g_autoptr (OmniSelection) replaced = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  const OmniStoredSelection *stored;
  gint64 begin = g_get_monotonic_time ();

  g_test_summary ("A hundred thousand orders are kept and given back as they were");

  g_assert_true (
      omni_database_save_selection (fixture->database, fixture->deniz, "rush", selection, &error));
  g_assert_no_error (error);
  g_test_message ("saved in %d ms", (int)((g_get_monotonic_time () - begin) / 1000));
  begin = g_get_monotonic_time ();
  back = omni_database_load_selection (fixture->database, fixture->deniz, "rush", &error);
  g_assert_no_error (error);
  g_test_message ("loaded in %d ms", (int)((g_get_monotonic_time () - begin) / 1000));
  assert_same (selection, back);

  g_assert_true (omni_database_save_selection (fixture->database, fixture->deniz,
                                               OMNI_SELECTION_CURRENT, few, &error));
  g_assert_true (
      omni_database_save_selection (fixture->database, fixture->deniz, "rush", few, &error));
  replaced = omni_database_load_selection (fixture->database, fixture->deniz, "rush", &error);
  assert_same (few, replaced);

  listed = omni_database_list_selections (fixture->database, fixture->deniz, &error);
  g_assert_cmpuint (listed->len, ==, 1);
  stored = g_ptr_array_index (listed, 0);
  g_assert_cmpstr (stored->name, ==, "rush");
  g_assert_cmpint (stored->n_orders, ==, 3);

  g_assert_null (omni_database_load_selection (fixture->database, fixture->elif, "rush", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
      omni_database_save_selection (fixture->database, fixture->deniz, ".mine", few, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_clear_error (&error);

  g_assert_true (
      omni_database_rename_selection (fixture->database, fixture->deniz, "rush", "done", &error));
  g_assert_true (
      omni_database_remove_selection (fixture->database, fixture->deniz, "done", &error));
  g_assert_false (
      omni_database_remove_selection (fixture->database, fixture->deniz, "done", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **)user_data, result);
}

static void
test_async (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniView) nameless = omni_view_new ("", all);
  g_autoptr (OmniSelection) expected = make_selection (5);
  g_autoptr (OmniSelection) back = NULL;
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Windows keep and load without waiting");

  omni_database_save_selection_async (fixture->database, fixture->deniz, OMNI_SELECTION_CURRENT,
                                      make_selection (5), NULL, take_result_cb, &saved);
  omni_database_load_selection_async (fixture->database, fixture->deniz, OMNI_SELECTION_CURRENT,
                                      NULL, take_result_cb, &loaded);
  omni_database_save_view_async (fixture->database, fixture->deniz, nameless, NULL, take_result_cb,
                                 &refused);
  omni_database_list_views_async (fixture->database, fixture->deniz, NULL, take_result_cb, &listed);
  OMNI_TEST_WAIT (saved != NULL && loaded != NULL && refused != NULL && listed != NULL);

  g_assert_true (omni_database_save_selection_finish (fixture->database, saved, &error));
  back = omni_database_load_selection_finish (fixture->database, loaded, &error);
  g_assert_no_error (error);
  assert_same (expected, back);
  views = omni_database_list_views_finish (fixture->database, listed, &error);
  g_assert_cmpuint (views->len, ==, 0);
  g_assert_false (omni_database_change_view_finish (fixture->database, refused, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add ("/store/views/kept", Fixture, NULL, set_up, test_views, tear_down);
  g_test_add ("/store/views/broken", Fixture, NULL, set_up, test_broken_view, tear_down);
  g_test_add ("/store/selections/kept", Fixture, NULL, set_up, test_selections, tear_down);
  g_test_add ("/store/shelf/async", Fixture, NULL, set_up, test_async, tear_down);

  return g_test_run ();
}
