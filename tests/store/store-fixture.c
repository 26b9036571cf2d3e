/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "omni-test.h"

static void
open_database (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->database = omni_database_open (fixture->path, &error);
  g_assert_no_error (error);
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer unused)
{
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  open_database (fixture);
  fixture->profile = omni_profile_new ("https://acme.example", "ops.elif");
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->database);
  omni_test_remove_folder (fixture->folder);
  omni_profile_free (fixture->profile);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* As after a restart. */
void
store_fixture_reopen (StoreFixture *fixture)
{
  g_clear_object (&fixture->database);
  open_database (fixture);
}

void
store_fixture_add_test (const char *path, void (*test) (StoreFixture *, gconstpointer))
{
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down);
}
