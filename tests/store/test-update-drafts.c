/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-update-drafts.h"
#include "store-fixture.h"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Gives the moment at which it was kept, or later. */
static gint64
write_draft (StoreFixture *fixture, const char *file, const char *stamp, const char *text)
{
  g_autoptr (GPtrArray) cells =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_draft_cell_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (cells, omni_draft_cell_new (3, "status", text));
  omni_database_write_draft_async (fixture->database, file, stamp, cells, NULL, result_cb,
                                   &result);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_true (omni_database_write_draft_finish (fixture->database, result, &error));
  g_assert_no_error (error);
  return g_get_real_time ();
}

static void
assert_draft (StoreFixture *fixture, const char *file, const char *stamp, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cells = omni_database_read_draft (fixture->database, file, stamp, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cells->len, ==, text != NULL ? 1 : 0);
  if (text != NULL)
    g_assert_cmpstr (((OmniDraftCell *) g_ptr_array_index (cells, 0))->text, ==, text);
}

static void
finish_removing (StoreFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  OMNI_TEST_WAIT (*result != NULL);
  g_assert_true (omni_database_remove_draft_finish (fixture->database, *result, &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
test_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_test_summary ("A draft belongs to a file as it was, and to no other.");

  write_draft (fixture, "file:///a.csv", "10 1", "500");
  write_draft (fixture, "file:///a.csv", "12 2", "510");
  store_fixture_reopen (fixture);
  assert_draft (fixture, "file:///a.csv", "10 1", "500");
  assert_draft (fixture, "file:///a.csv", "12 2", "510");
  assert_draft (fixture, "file:///a.csv", "12 3", NULL);
  assert_draft (fixture, "file:///b.csv", "10 1", NULL);

  omni_database_remove_draft_async (fixture->database, "file:///a.csv", "10 1", NULL, result_cb,
                                    &result);
  finish_removing (fixture, &result);
  assert_draft (fixture, "file:///a.csv", "10 1", NULL);
  assert_draft (fixture, "file:///a.csv", "12 2", "510");
}

static void
test_old (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 then;

  g_test_summary ("Old drafts go; one in which something was typed since then stays whole.");

  write_draft (fixture, "file:///gone.csv", "10 1", "500");
  write_draft (fixture, "file:///kept.csv", "10 1", "450");
  then = write_draft (fixture, "file:///changed.csv", "10 1", "500");
  while (g_get_real_time () == then)
    ;
  write_draft (fixture, "file:///kept.csv", "10 1", "510");
  write_draft (fixture, "file:///changed.csv", "12 2", "520");

  omni_database_remove_old_drafts_async (fixture->database, then, NULL, result_cb, &result);
  finish_removing (fixture, &result);
  assert_draft (fixture, "file:///gone.csv", "10 1", NULL);
  assert_draft (fixture, "file:///changed.csv", "10 1", NULL);
  assert_draft (fixture, "file:///changed.csv", "12 2", "520");
  assert_draft (fixture, "file:///kept.csv", "10 1", "510");

  /* Nothing is left of the others that a new draft could get. */
  write_draft (fixture, "file:///gone.csv", "10 1", "540");
  assert_draft (fixture, "file:///gone.csv", "10 1", "540");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  store_fixture_add_test ("/store/update-drafts/file", test_file);
  store_fixture_add_test ("/store/update-drafts/old", test_old);

  return g_test_run ();
}
