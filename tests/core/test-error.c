/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-error.h"
#include "omni-test.h"

static void
test_carries_details (void)
{
  g_autoptr (GError) error = omni_error_new (OMNI_ERROR_INVALID, "%d values were refused", 2);
  g_autoptr (GError) copy = NULL;
  const OmniErrorField *field;

  g_test_summary ("Test that an error keeps what the server said, and that a copy of it does too");

  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "2 values were refused");
  g_assert_null (omni_error_get_server_code (error));
  g_assert_null (omni_error_get_fields (error));
  g_assert_cmpint (omni_error_get_retry_after (error), ==, -1);
  g_assert_cmpuint (omni_error_get_http_status (error), ==, 0);

  omni_error_set_server_code (error, "orders_100_2");
  omni_error_set_retry_after (error, 17);
  omni_error_set_http_status (error, 406);
  omni_error_add_field (error, "status", "not a valid choice");
  omni_error_add_field (error, "email", "not an address");

  copy = g_error_copy (error);
  g_clear_error (&error);

  g_assert_cmpstr (copy->message, ==, "2 values were refused");
  g_assert_cmpstr (omni_error_get_server_code (copy), ==, "orders_100_2");
  g_assert_cmpint (omni_error_get_retry_after (copy), ==, 17);
  g_assert_cmpuint (omni_error_get_http_status (copy), ==, 406);
  g_assert_cmpuint (omni_error_get_fields (copy)->len, ==, 2);
  field = g_ptr_array_index (omni_error_get_fields (copy), 1);
  g_assert_cmpstr (field->name, ==, "email");
  g_assert_cmpstr (field->text, ==, "not an address");
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) cancelled =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Failed");

  g_test_summary ("Test that errors of other domains can be asked for details they do not have");

  g_assert_true (omni_error_is_cancelled (cancelled));
  g_assert_false (omni_error_is_cancelled (other));
  g_assert_false (omni_error_is_cancelled (NULL));
  g_assert_null (omni_error_get_server_code (other));
  g_assert_null (omni_error_get_fields (NULL));
  g_assert_cmpint (omni_error_get_retry_after (other), ==, -1);
  g_assert_cmpuint (omni_error_get_http_status (NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/error/carries-details", test_carries_details);
  g_test_add_func ("/core/error/foreign-errors", test_foreign_errors);

  return g_test_run ();
}
