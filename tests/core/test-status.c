/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-status.h"
#include "omni-test.h"

static void
test_known (void)
{
  const OmniStatus *all;
  guint n_statuses;

  g_test_summary ("Test that every status is found by its code and by its name");

  all = omni_status_get_all (&n_statuses);
  g_assert_cmpuint (n_statuses, ==, 17);

  for (guint i = 0; i < n_statuses; i++)
    {
      g_assert_true (omni_status_find (all[i].code) == &all[i]);
      g_assert_true (omni_status_find (all[i].name) == &all[i]);
      g_assert_cmpstr (omni_status_get_label (all[i].code), ==, all[i].label);
      g_assert_cmpstr (omni_status_get_code (all[i].name), ==, all[i].code);
    }

  g_assert_cmpstr (omni_status_get_code ("cancelled"), ==, "100");
  g_assert_cmpstr (omni_status_get_code ("canceled"), ==, "100");
  g_assert_cmpstr (omni_status_get_label ("preparing"), ==, "Preparing");
}

static void
test_unknown (void)
{
  g_test_summary ("Test that an unknown status is shown as it is");

  g_assert_null (omni_status_find ("425"));
  g_assert_null (omni_status_find (NULL));
  g_assert_cmpstr (omni_status_get_label ("425"), ==, "425");
  g_assert_cmpstr (omni_status_get_code ("on_hold"), ==, "on_hold");
  g_assert_null (omni_status_get_label (NULL));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/status/known", test_known);
  g_test_add_func ("/core/status/unknown", test_unknown);

  return g_test_run ();
}
