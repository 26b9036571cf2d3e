/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-endpoints.h"

#include "omni-error.h"
#include "omni-test.h"

static void
test_expand (void)
{
  g_autofree char *plain = omni_endpoint_expand_path ("api/v1/cargos/", NULL);
  g_autofree char *one = omni_endpoint_expand_path ("api/v1/channel/{}/cargos/", "2");
  g_autofree char *odd = omni_endpoint_expand_path ("api/i1/orders/{}/", "A/1?ğ");

  g_test_summary ("Test that the argument of a path is escaped.");

  g_assert_cmpstr (plain, ==, "api/v1/cargos/");
  g_assert_cmpstr (one, ==, "api/v1/channel/2/cargos/");
  g_assert_cmpstr (odd, ==, "api/i1/orders/A%2F1%3F%C4%9F/");
}

static void
test_table (void)
{
  g_test_summary ("Test that every path of the table is one that could stand in for itself.");

  for (guint i = 0; i < OMNI_N_ENDPOINTS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (omni_endpoint_check_path (i, omni_endpoint_get_path (i), &error));
      g_assert_no_error (error);
    }
}

static void
test_check (void)
{
  static const char *const wrong[] = {
    "/api/v1/cargos/",         "api/v1/cargos",  "https://other.example/", "api/v1/cargos/?a=b/",
    "api/../other/",           "api//v1/",       "api/v1/{}/cargos/",      "",
    "//other.example/cargos/", "api/v1/a\r\nb/", "api/v1/kargo ş/",
  };
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a path that leads elsewhere or misses its argument is refused.");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (omni_endpoint_check_path (OMNI_ENDPOINT_CARGOS, wrong[i], &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
      g_clear_error (&error);
    }

  g_assert_false (omni_endpoint_check_path (OMNI_ENDPOINT_CHANNEL_CARGOS, "api/cargos/", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

static void
test_find (void)
{
  OmniEndpoint endpoint = OMNI_N_ENDPOINTS;

  g_assert_true (omni_endpoint_find ("cargos", &endpoint));
  g_assert_cmpint (endpoint, ==, OMNI_ENDPOINT_CARGOS);
  g_assert_true (omni_endpoint_is_proposed (endpoint));
  g_assert_false (omni_endpoint_find ("no-such-call", &endpoint));
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/endpoints/expand", test_expand);
  g_test_add_func ("/net/endpoints/table", test_table);
  g_test_add_func ("/net/endpoints/check", test_check);
  g_test_add_func ("/net/endpoints/find", test_find);

  return g_test_run ();
}
