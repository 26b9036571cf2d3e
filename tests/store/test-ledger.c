/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-ledger.h"
#include "omni-test.h"
#include "store-fixture.h"

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);
}

static void
add (GPtrArray *entries,
     gint64 time,
     OmniLedgerKind kind,
     const char *number,
     const char *subject,
     const char *new_value)
{
  OmniLedgerEntry *entry =
      omni_ledger_entry_new (kind, OMNI_LEDGER_DONE, 7, number, subject, NULL, new_value, NULL);

  entry->time = time;
  g_ptr_array_add (entries, entry);
}

/* Five things, at the times 1 to 5. */
static void
append_some (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GError) error = NULL;

  add (entries, 1, OMNI_LEDGER_EXPORT, NULL, "37 orders", "orders.xlsx");
  add (entries, 2, OMNI_LEDGER_UPDATE, "1001", "Tracking number", "007");
  add (entries, 3, OMNI_LEDGER_CUSTOMER, "1001", "First name", "Işıl Şahin");
  add (entries, 4, OMNI_LEDGER_UPDATE, "1002", "Tracking number", "008");
  add (entries, 5, OMNI_LEDGER_REFUND, "1002", "Shipping fee", "İade edildi");
  omni_database_append_ledger (fixture->database, fixture->profile, entries, &error);
  g_assert_no_error (error);
}

static void
assert_entries (StoreFixture *fixture,
                const OmniLedgerFilter *filter,
                gint64 before,
                guint n_most,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = omni_database_read_ledger (fixture->database, fixture->profile,
                                                             filter, before, n_most, &error);
  g_autoptr (GString) times = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const OmniLedgerEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (times, "%s%d", i > 0 ? " " : "", (int) entry->time);
    }
  g_assert_cmpstr (times->str, ==, expected);
}

static void
test_whole_entry (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  const OmniLedgerEntry *entry;

  g_test_summary ("Everything about an entry is there again after a restart.");

  g_ptr_array_add (entries,
                   omni_ledger_entry_new (OMNI_LEDGER_RETURN, OMNI_LEDGER_UNKNOWN, G_MAXINT64,
                                          "0012", "Gömlek; \"x\"", "a\nb", "c", "HTTP 500"));
  g_ptr_array_add (entries, omni_ledger_entry_new (OMNI_LEDGER_OTHER, OMNI_LEDGER_REFUSED, 0, NULL,
                                                   "", NULL, NULL, NULL));
  g_assert_true (
      omni_database_append_ledger (fixture->database, fixture->profile, entries, &error));
  store_fixture_reopen (fixture);

  kept = omni_database_read_ledger (fixture->database, fixture->profile, NULL, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 2);
  entry = g_ptr_array_index (kept, 1);
  g_assert_cmpint (ABS (g_get_real_time () - entry->time), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (entry->kind, ==, OMNI_LEDGER_RETURN);
  g_assert_cmpint (entry->outcome, ==, OMNI_LEDGER_UNKNOWN);
  g_assert_cmpint (entry->order_pk, ==, G_MAXINT64);
  g_assert_cmpstr (entry->order_number, ==, "0012");
  g_assert_cmpstr (entry->subject, ==, "Gömlek; \"x\"");
  g_assert_cmpstr (entry->old_value, ==, "a\nb");
  g_assert_cmpstr (entry->new_value, ==, "c");
  g_assert_cmpstr (entry->answer, ==, "HTTP 500");
  entry = g_ptr_array_index (kept, 0);
  g_assert_cmpint (entry->kind, ==, OMNI_LEDGER_OTHER);
  g_assert_cmpint (entry->outcome, ==, OMNI_LEDGER_REFUSED);
  g_assert_null (entry->order_number);
  g_assert_null (entry->old_value);
}

static void
test_filters (StoreFixture *fixture, gconstpointer unused)
{
  OmniLedgerFilter filter = { 0 };

  g_test_summary ("Entries are found by order, kind and time.");

  append_some (fixture);
  assert_entries (fixture, NULL, 0, 10, "5 4 3 2 1");
  filter.order_number = "1001";
  assert_entries (fixture, &filter, 0, 10, "3 2");
  filter.kinds = 1u << OMNI_LEDGER_UPDATE;
  assert_entries (fixture, &filter, 0, 10, "2");
  filter.order_number = NULL;
  assert_entries (fixture, &filter, 0, 10, "4 2");
  filter.kinds |= 1u << OMNI_LEDGER_EXPORT;
  assert_entries (fixture, &filter, 0, 10, "4 2 1");
  filter = (OmniLedgerFilter){ .since = 2 };
  assert_entries (fixture, &filter, 0, 10, "5 4 3 2");
  filter.until = 4;
  assert_entries (fixture, &filter, 0, 10, "3 2");
}

static void
test_text (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const cases[][2] = {
    { "", "5 4 3 2 1" },
    { "tracking", "4 2" },
    { "number 008", "4" },
    { "TRACKING  1001", "2" },
    { "isil sahin", "3" },
    { "IŞIL", "3" },
    { "ŞAHİN", "3" },
    { "iade", "5" },
    { "%", "" },
    { "'", "" },
    { "37 orders xlsx", "1" },
    { "008 007", "" },
  };

  g_test_summary ("All words must stand in an entry; case, accents and Turkish dots do not count.");

  append_some (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OmniLedgerFilter filter = { .text = cases[i][0] };

      g_test_message ("“%s”", cases[i][0]);
      assert_entries (fixture, &filter, 0, 10, cases[i][1]);
    }
}

static void
test_parts (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GError) error = NULL;
  const OmniLedgerEntry *last;

  g_test_summary ("The ledger is read in parts, and what is added meanwhile does not shift them.");

  append_some (fixture);
  first = omni_database_read_ledger (fixture->database, fixture->profile, NULL, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 2);
  last = g_ptr_array_index (first, 1);
  append_some (fixture);
  assert_entries (fixture, NULL, last->id, 2, "3 2");
}

static void
test_profiles (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniProfile) other = omni_profile_new ("https://acme.example", "view.can");
  g_autoptr (GPtrArray) entries = NULL;

  g_test_summary ("Each profile has its own ledger, and it goes with its profile.");

  append_some (fixture);
  entries = omni_database_read_ledger (fixture->database, other, NULL, 0, 10, NULL);
  g_assert_cmpuint (entries->len, ==, 0);
  g_assert_true (omni_database_remove_profile (fixture->database, other, NULL));
  assert_entries (fixture, NULL, 0, 10, "5 4 3 2 1");
  g_assert_true (omni_database_remove_profile (fixture->database, fixture->profile, NULL));
  assert_entries (fixture, NULL, 0, 10, "");
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
test_async (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  OmniLedgerFilter filter = { .text = "second" };

  g_test_summary ("Without waiting, too.");

  add (entries, 0, OMNI_LEDGER_OTHER, NULL, "first", NULL);
  add (entries, 0, OMNI_LEDGER_OTHER, NULL, "second", NULL);
  omni_database_append_ledger_async (fixture->database, fixture->profile, entries, NULL,
                                     take_result_cb, &written);
  g_ptr_array_set_size (entries, 0);
  omni_database_read_ledger_async (fixture->database, fixture->profile, &filter, 0, 10, NULL,
                                   take_result_cb, &read);
  OMNI_TEST_WAIT (written != NULL && read != NULL);

  g_assert_true (omni_database_append_ledger_finish (fixture->database, written, &error));
  g_assert_no_error (error);
  kept = omni_database_read_ledger_finish (fixture->database, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (((OmniLedgerEntry *) g_ptr_array_index (kept, 0))->time, >, 0);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  store_fixture_add_test ("/store/ledger/whole-entry", test_whole_entry);
  store_fixture_add_test ("/store/ledger/filters", test_filters);
  store_fixture_add_test ("/store/ledger/text", test_text);
  store_fixture_add_test ("/store/ledger/parts", test_parts);
  store_fixture_add_test ("/store/ledger/profiles", test_profiles);
  store_fixture_add_test ("/store/ledger/async", test_async);

  return g_test_run ();
}
