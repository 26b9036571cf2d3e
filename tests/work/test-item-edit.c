/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-item-edit.h"
#include "omni-ledger.h"
#include "omni-test-session.h"
#include "omni-test.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrder *order;         /* (owned): with at least two lines that can be shipped */
  GPtrArray *items;         /* (owned) */
} Fixture;

static GPtrArray *
list_items (Fixture *fixture, gint64 pk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = omni_client_list_order_items (omni_session_get_client (fixture->session), &pk,
                                                   1, NULL, &error);

  g_assert_no_error (error);
  return items;
}

/* An order of which all lines are being prepared. */
static void
find_order (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (
      omni_session_get_client (fixture->session), query, 1, 100, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < page->orders->len && fixture->items == NULL; i++)
    {
      OmniOrder *order = g_ptr_array_index (page->orders, i);
      g_autoptr (GPtrArray) items = NULL;
      gboolean good;

      if (g_strcmp0 (omni_order_get_status (order), "450") != 0)
        continue;
      items = list_items (fixture, omni_order_get_pk (order));
      good = items->len > 1;
      for (guint n = 0; n < items->len; n++)
        good &= g_strcmp0 (omni_order_item_get_status (g_ptr_array_index (items, n)), "450") == 0;
      if (good)
        {
          fixture->order = omni_order_ref (order);
          fixture->items = g_steal_pointer (&items);
        }
    }
  g_assert_nonnull (fixture->items);
}

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  g_autofree char *option = g_strconcat ("--variant=", variant, NULL);
  const char *options[] = { "--orders=150", "--seed=7", option, NULL };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
  find_order (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer variant)
{
  g_clear_pointer (&fixture->items, g_ptr_array_unref);
  g_clear_pointer (&fixture->order, omni_order_unref);
  g_clear_object (&fixture->session);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
}

static OmniItemEdit *
run (Fixture *fixture, const char *const *values, GError **error)
{
  OmniItemEdit *edit = omni_item_edit_new (fixture->session,
                                           omni_order_get_number (fixture->order), fixture->items,
                                           values);

  omni_job_run_here (OMNI_JOB (edit), NULL, error);
  return edit;
}

static void
assert_field (Fixture *fixture, guint line, OmniItemField field, const char *expected)
{
  g_autoptr (GPtrArray) items = list_items (fixture, omni_order_get_pk (fixture->order));
  g_autofree char *text = omni_order_item_dup_field (g_ptr_array_index (items, line), field);

  g_assert_true (omni_item_field_equal (field, text != NULL ? text : "", expected));
}

static void
test_edits (Fixture *fixture, gconstpointer variant)
{
  const char *values[OMNI_ITEM_N_FIELDS] = { NULL };
  g_autoptr (OmniItemEdit) edit = NULL;
  g_autoptr (OmniItemEdit) again = NULL;
  g_autoptr (GPtrArray) ledger = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that all lines get new values, that this is noted, and done once.");

  values[OMNI_ITEM_TRACKING_NUMBER] = "0073300512488";
  values[OMNI_ITEM_INVOICE_NUMBER] = "AKM \"2025\", 417";
  values[OMNI_ITEM_INVOICE_DATE] = "2025-03-05";
  values[OMNI_ITEM_STATUS] = "500";
  edit = run (fixture, values, &error);
  g_assert_no_error (error);
  g_assert_true (omni_item_edit_is_all_done (edit));
  for (guint i = 0; i < fixture->items->len; i++)
    {
      assert_field (fixture, i, OMNI_ITEM_TRACKING_NUMBER, "0073300512488");
      assert_field (fixture, i, OMNI_ITEM_INVOICE_NUMBER, "AKM \"2025\", 417");
      assert_field (fixture, i, OMNI_ITEM_STATUS, "500");
    }

  again = run (fixture, values, &error);
  g_assert_no_error (error);
  g_assert_true (omni_item_edit_is_all_done (again));
  ledger = omni_database_read_ledger (fixture->database,
                                      omni_session_get_profile (fixture->session), NULL, 0, 1000,
                                      &error);
  g_assert_cmpuint (ledger->len, ==, 4 * fixture->items->len);
}

static void
test_empties (Fixture *fixture, gconstpointer variant)
{
  const char *values[OMNI_ITEM_N_FIELDS] = { NULL };
  g_autoptr (OmniItemEdit) first = NULL;
  g_autoptr (OmniItemEdit) second = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a value can be emptied, and others stay.");

  values[OMNI_ITEM_TRACKING_NUMBER] = "123";
  values[OMNI_ITEM_INVOICE_NUMBER] = "I-1";
  first = run (fixture, values, &error);
  g_assert_no_error (error);
  values[OMNI_ITEM_TRACKING_NUMBER] = "";
  values[OMNI_ITEM_INVOICE_NUMBER] = NULL;
  second = run (fixture, values, &error);
  g_assert_no_error (error);
  g_assert_true (omni_item_edit_is_all_done (second));
  assert_field (fixture, 0, OMNI_ITEM_TRACKING_NUMBER, "");
  assert_field (fixture, 0, OMNI_ITEM_INVOICE_NUMBER, "I-1");
}

static void
test_refused (Fixture *fixture, gconstpointer variant)
{
  const char *values[OMNI_ITEM_N_FIELDS] = { NULL };
  g_autoptr (OmniItemEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  const OmniItemResult *result;

  g_test_summary ("Test that what the server does not allow is told line by line.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"406:PATCH *bulk_status_update*\"}");
  values[OMNI_ITEM_STATUS] = "500";
  edit = run (fixture, values, &error);
  g_assert_no_error (error);
  g_assert_false (omni_item_edit_is_all_done (edit));
  g_assert_cmpuint (omni_item_edit_get_results (edit)->len, ==, fixture->items->len);
  result = g_ptr_array_index (omni_item_edit_get_results (edit), 0);
  g_assert_cmpint (result->state, ==, OMNI_JOURNAL_REFUSED);
  g_assert_nonnull (result->reason);
}

static void
test_bad_value (Fixture *fixture, gconstpointer variant)
{
  const char *values[OMNI_ITEM_N_FIELDS] = { NULL };
  g_autoptr (OmniUpdateRules) rules = omni_update_rules_new (
      omni_session_get_reference_data (fixture->session));
  g_autoptr (OmniItemEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *spoilt = NULL;
  g_autofree char *fine = NULL;

  g_test_summary ("Test that what a spreadsheet spoilt is not sent.");

  values[OMNI_ITEM_TRACKING_NUMBER] = "7.33E+12";
  edit = run (fixture, values, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  before = omni_order_item_dup_field (g_ptr_array_index (fixture->items, 0),
                                      OMNI_ITEM_TRACKING_NUMBER);
  assert_field (fixture, 0, OMNI_ITEM_TRACKING_NUMBER, before != NULL ? before : "");

  spoilt = omni_item_edit_check (rules, OMNI_ITEM_TRACKING_NUMBER, "7.33E+12");
  g_assert_nonnull (spoilt);
  fine = omni_item_edit_check (rules, OMNI_ITEM_TRACKING_NUMBER, "7330051248817");
  g_assert_null (fine);
}

static void
test_lost (Fixture *fixture, gconstpointer variant)
{
  const char *values[OMNI_ITEM_N_FIELDS] = { NULL };
  g_autoptr (OmniItemEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that after a lost answer the lines are read back.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"cut-after:PATCH *bulk_status_update*:100:1\"}");
  values[OMNI_ITEM_TRACKING_NUMBER] = "555";
  edit = run (fixture, values, &error);
  g_assert_no_error (error);
  g_assert_true (omni_item_edit_is_all_done (edit));
  assert_field (fixture, 0, OMNI_ITEM_TRACKING_NUMBER, "555");
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

#define ADD(name, test) g_test_add (name, Fixture, "", set_up, test, tear_down)
  ADD ("/work/item-edit/edits", test_edits);
  ADD ("/work/item-edit/empties", test_empties);
  ADD ("/work/item-edit/refused", test_refused);
  ADD ("/work/item-edit/bad-value", test_bad_value);
  ADD ("/work/item-edit/lost", test_lost);

  return g_test_run ();
}
