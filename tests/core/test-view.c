/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-preset.h"
#include "omni-selection.h"
#include "omni-test.h"
#include "omni-view.h"

static OmniView *
make_view (void)
{
  static const char *const statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) some = omni_order_query_with_filter (all, "status", statuses);
  g_autoptr (OmniOrderQuery) fresh = omni_order_query_with_value (some, "placed-after", "7d");
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (fresh, "amount", FALSE);
  OmniView *view = omni_view_new ("Today's “rush”, Ünal", query);

  omni_view_add_column (view, omni_order_column_find ("number"), 130);
  omni_view_add_column (view, omni_order_column_find ("amount"), 0);
  omni_view_add_column (view, omni_order_column_find ("number"), 10);
  return view;
}

static void
test_round_trip (void)
{
  g_autoptr (OmniView) view = make_view ();
  g_autofree char *json = omni_view_to_json (view);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniView) back = omni_view_new_from_json (json, -1, &error);

  g_test_summary ("A view that was written is the same when it is read, relative days included");

  g_assert_no_error (error);
  g_assert_cmpstr (back->name, ==, view->name);
  g_assert_true (omni_view_equal (view, back));
  g_assert_cmpuint (back->columns->len, ==, 2);
  g_assert_cmpint (g_array_index (back->columns, OmniViewColumn, 0).width, ==, 130);
  g_assert_cmpstr (omni_order_query_get_values (back->query, "placed-after")[0], ==, "7d");

  g_array_index (back->columns, OmniViewColumn, 1).width = 90;
  g_assert_false (omni_view_equal (view, back));
}

static void
test_bad_files (void)
{
  static const struct
  {
    const char *text;
    const char *sentence; /* a part of it; NULL where the view is fine */
  } cases[] = {
    { "{\"omnidesk-view\": 1, \"name\": \"a\"}", NULL },
    { "{\"name\": \"a\", \"omnidesk-view\": 2, \"filters\": 7}", "newer Omnidesk" },
    { "{\"name\": \"a\"}", "not a view" },
    { "[]", "broken" },
    { "{\"omnidesk-view\": 1, \"name\"", "broken" },
    { "", "broken" },
    { "{\"omnidesk-view\": 1}", "no name" },
    { "{\"omnidesk-view\": 1, \"name\": \".x\"}", "dot" },
    { "{\"omnidesk-view\": 1, \"name\": \"a\", \"filters\": {\"colour\": [\"1\"]}}",
      "no filter “colour”" },
    { "{\"omnidesk-view\": 1, \"name\": \"a\", \"filters\": {\"placed-after\": [\"soon\"]}}",
      "“soon” is not a day" },
    { "{\"omnidesk-view\": 1, \"name\": \"a\", \"filters\": {\"status\": \"450\"}}", "broken" },
    { "{\"omnidesk-view\": 1, \"name\": \"a\", \"columns\": [{\"id\": \"colour\"}],"
      " \"sort\": {\"field\": \"colour\"}, \"other\": {}}",
      NULL },
  };

  g_test_summary ("A file from a newer program or a broken one is refused in words");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniView) view = omni_view_new_from_json (cases[i].text, -1, &error);

      g_test_message ("%s: %s", cases[i].text, error != NULL ? error->message : "");
      g_assert_true ((view == NULL) == (cases[i].sentence != NULL));
      if (view != NULL)
        continue;
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
      g_assert_nonnull (strstr (error->message, cases[i].sentence));
    }
}

static void
test_file (void)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "rush.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OmniView) view = make_view ();
  g_autoptr (OmniView) back = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A view goes into a file and out of it, and replaces none unasked");

  g_assert_null (omni_view_load (file, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_clear_error (&error);

  g_assert_true (omni_view_save (view, file, FALSE, NULL, &error));
  g_assert_no_error (error);
  back = omni_view_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (omni_view_equal (view, back));

  g_assert_false (omni_view_save (view, file, FALSE, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_true (omni_view_save (view, file, TRUE, NULL, NULL));
  omni_test_remove_folder (folder);
}

static OmniSelection *
make_selection (gint64 first, gint64 last)
{
  OmniSelection *selection = omni_selection_new ();

  for (gint64 pk = first; pk <= last; pk++)
    {
      g_autofree char *number = g_strdup_printf ("N%" G_GINT64_FORMAT, pk);
      OmniSelectedOrder order = { .pk = pk };

      g_assert_true (
          omni_money_parse ("1.50", -1, pk % 2 == 0 ? "try" : "eur", &order.amount, NULL));
      omni_selection_add (selection, &order, number);
    }

  return selection;
}

static void
test_selection (void)
{
  g_autoptr (OmniSelection) selection = make_selection (1, 100000);
  g_autoptr (OmniSelection) other = make_selection (50001, 150000);
  g_autoptr (GPtrArray) totals = NULL;
  const OmniMoney *total;
  OmniSelectedOrder again = { .pk = 7 };

  g_test_summary ("Selections are added, subtracted and intersected by order");

  g_assert_false (omni_selection_add (selection, &again, NULL));
  omni_selection_unite (selection, other);
  g_assert_cmpuint (omni_selection_get_size (selection), ==, 150000);
  g_assert_cmpstr (omni_selection_get_number (selection, 149999), ==, "N150000");

  totals = omni_selection_dup_totals (selection);
  g_assert_cmpuint (totals->len, ==, 2);
  total = g_ptr_array_index (totals, 0);
  g_assert_cmpstr (total->currency, ==, "eur");
  g_assert_cmpint (total->units, ==, 75000 * 150);

  omni_selection_subtract (selection, other);
  g_assert_cmpuint (omni_selection_get_size (selection), ==, 50000);
  g_assert_true (omni_selection_contains (selection, 50000));
  g_assert_false (omni_selection_contains (selection, 50001));

  omni_selection_intersect (selection, other);
  g_assert_cmpuint (omni_selection_get_size (selection), ==, 0);
  omni_selection_unite (selection, selection);
  omni_selection_unite (selection, other);
  omni_selection_subtract (selection, selection);
  g_assert_cmpuint (omni_selection_get_size (selection), ==, 0);
}

static void
test_presets (void)
{
  g_test_summary ("A preset has columns, each once, and those of items only where there are items");

  for (guint i = 0; i < omni_order_preset_get_count (); i++)
    {
      const OmniOrderPreset *preset = omni_order_preset_get (i);
      g_autoptr (GPtrArray) orders = omni_order_preset_dup_columns (preset, FALSE);
      g_autoptr (GPtrArray) items = omni_order_preset_dup_columns (preset, TRUE);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      g_assert_true (omni_order_preset_find (omni_order_preset_get_id (preset)) == preset);
      g_assert_cmpuint (orders->len, >, 3);
      g_assert_cmpuint (items->len, >, orders->len);
      for (guint j = 0; j < items->len; j++)
        {
          g_assert_nonnull (g_ptr_array_index (items, j));
          g_assert_true (g_hash_table_add (seen, g_ptr_array_index (items, j)));
        }
      for (guint j = 0; j < orders->len; j++)
        g_assert_false (omni_order_column_is_of_item (g_ptr_array_index (orders, j)));
    }

  g_assert_null (omni_order_preset_get (omni_order_preset_get_count ()));
  g_assert_null (omni_order_preset_find ("colours"));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/view/round-trip", test_round_trip);
  g_test_add_func ("/core/view/bad-files", test_bad_files);
  g_test_add_func ("/core/view/file", test_file);
  g_test_add_func ("/core/selection/combine", test_selection);
  g_test_add_func ("/core/order-preset/columns", test_presets);

  return g_test_run ();
}
