/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-user.h"

static OmniUser *
decode (const char *text, GError **error)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (OmniUser) user = NULL;

  omni_json_reader_init (&reader, text, -1);
  user = omni_user_new_from_json (&reader);
  if (!omni_json_reader_finish (&reader, error))
    return NULL;

  return g_steal_pointer (&user);
}

static void
test_forms (void)
{
  static const char object[] =
      "{\"pk\": 3, \"username\": \"ops.elif\", \"email\": \"elif@example.com\","
      " \"first_name\": \"Elif\", \"last_name\": \"Şahin\", \"is_superuser\": false,"
      " \"permissions\": [\"orders.view\", \"orders.export\"], \"channels\": [2, 5]}";
  static const char *const forms[] = {
    "%s",
    "[%s]",
    "{\"count\": 1, \"next\": null, \"results\": [%s]}",
    "{\"results\": [%s, {\"pk\": 4}], \"count\": 2}",
  };

  g_test_summary ("Test that the user is read from an object, a list and a page");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 2);
      g_autofree char *text = g_strconcat (parts[0], object, parts[1], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniUser) user = decode (text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (omni_user_get_pk (user), ==, 3);
      g_assert_cmpstr (omni_user_get_username (user), ==, "ops.elif");
      g_assert_cmpstr (omni_user_get_email (user), ==, "elif@example.com");
      g_assert_cmpstr (omni_user_get_full_name (user), ==, "Elif Şahin");
      g_assert_true (omni_user_may (user, "orders.export"));
      g_assert_false (omni_user_may (user, "orders.cancel"));
    }
}

static void
test_permissions (void)
{
  g_autoptr (OmniUser) silent = decode ("{\"username\": \"a\"}", NULL);
  g_autoptr (OmniUser) super =
      decode ("{\"username\": \"a\", \"is_superuser\": true, \"permissions\": []}", NULL);
  g_autoptr (OmniUser) none = decode ("{\"username\": \"a\", \"permissions\": []}", NULL);

  g_test_summary ("Test that only a list of permissions takes one away");

  g_assert_true (omni_user_may (silent, "orders.cancel"));
  g_assert_true (omni_user_may (super, "orders.cancel"));
  g_assert_false (omni_user_may (none, "orders.view"));
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "{}",
    "[]",
    "null",
    "{\"username\": []}",
    "{\"username\": \"a\", \"permissions\": {}}",
    "{\"permissions\": [\"a\"], \"permissions\": [\"b\"], \"username\": {}}",
    "{\"results\": []}",
    "{\"username\": \"a\"",
  };

  g_test_summary ("Test that an answer without a user is refused");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (decode (cases[i], &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
    }
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/user/forms", test_forms);
  g_test_add_func ("/core/user/permissions", test_permissions);
  g_test_add_func ("/core/user/refused", test_refused);

  return g_test_run ();
}
