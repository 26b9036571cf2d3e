/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-window-slot.h"

typedef struct
{
  char *folder;           /* (owned) */
  OmniDatabase *database; /* (owned) */
  OmniDatabase *other;    /* (owned): the same file, as another process has it */
  OmniProfile *profile;   /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->other = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->profile = omni_profile_new ("https://acme.example", "deniz");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_object_unref (fixture->database);
  g_object_unref (fixture->other);
  omni_profile_free (fixture->profile);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static OmniWindowSlot *
claim (Fixture *fixture, OmniDatabase *database, OmniWindowStart start, const char *expected,
       guint n_more)
{
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;
  OmniWindowSlot *slot;

  slot = omni_window_slot_claim (database, fixture->profile, start, &state, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state, ==, expected);
  g_assert_cmpuint (n, ==, n_more);

  return slot;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  omni_database_set_state_finish (OMNI_DATABASE (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static void
save (OmniWindowSlot *slot, const char *state, gboolean is_open)
{
  gboolean done = FALSE;

  omni_window_slot_save_async (slot, state, is_open, saved_cb, &done);
  OMNI_TEST_WAIT (done);
}

static void
test_apart (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniWindowSlot) first = NULL;
  g_autoptr (OmniWindowSlot) second = NULL;
  g_autoptr (OmniWindowSlot) third = NULL;
  g_autofree char *name = NULL;

  g_test_summary ("No two windows have the same slot, whichever process they belong to");

  first = claim (fixture, fixture->database, OMNI_WINDOW_LAST, NULL, 0);
  second = claim (fixture, fixture->other, OMNI_WINDOW_LAST, NULL, 0);
  third = claim (fixture, fixture->database, OMNI_WINDOW_NEW, NULL, 0);
  g_assert_cmpuint (omni_window_slot_get_number (first), ==, 1);
  g_assert_cmpuint (omni_window_slot_get_number (second), ==, 2);
  g_assert_cmpuint (omni_window_slot_get_number (third), ==, 3);
  name = omni_window_slot_dup_selection_name (third);
  g_assert_cmpstr (name, ==, ".current.3");
}

static void
test_left (Fixture *fixture, gconstpointer unused)
{
  OmniWindowSlot *slots[3];
  g_autoptr (OmniWindowSlot) last = NULL;
  g_autoptr (OmniWindowSlot) again = NULL;
  g_autoptr (OmniWindowSlot) new_one = NULL;

  g_test_summary ("What was open comes back first, the latest before the others; a new window "
                  "takes what nobody left");

  for (guint i = 0; i < 3; i++)
    slots[i] = claim (fixture, fixture->database, OMNI_WINDOW_NEW, NULL, 0);
  save (slots[0], "first", TRUE);
  save (slots[1], "second", TRUE);
  save (slots[2], "closed", FALSE);
  for (guint i = 0; i < 3; i++)
    omni_window_slot_free (slots[i]);

  last = claim (fixture, fixture->database, OMNI_WINDOW_LAST, "second", 1);
  again = claim (fixture, fixture->database, OMNI_WINDOW_LAST, "first", 0);
  new_one = claim (fixture, fixture->database, OMNI_WINDOW_NEW, NULL, 0);
  g_assert_cmpuint (omni_window_slot_get_number (new_one), ==, 4);
}

static void
test_full (Fixture *fixture, gconstpointer unused)
{
  OmniWindowSlot *slots[OMNI_WINDOW_SLOT_MAX];

  g_test_summary ("When all slots are taken there is none, and that is no error");

  for (guint i = 0; i < OMNI_WINDOW_SLOT_MAX; i++)
    {
      slots[i] = claim (fixture, fixture->database, OMNI_WINDOW_NEW, NULL, 0);
      g_assert_nonnull (slots[i]);
    }
  g_assert_null (claim (fixture, fixture->other, OMNI_WINDOW_LAST, NULL, 0));
  for (guint i = 0; i < OMNI_WINDOW_SLOT_MAX; i++)
    omni_window_slot_free (slots[i]);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/store/window-slot/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  ADD ("apart", test_apart);
  ADD ("left", test_left);
  ADD ("full", test_full);

  return g_test_run ();
}
