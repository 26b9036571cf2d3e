/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "net-test.h"

/* A client of @server that is signed in and does not dawdle. */
OmniClient *
net_test_new_client (OmniTestServer *server)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_server_get_url (server), &error);

  g_assert_no_error (error);
  omni_client_set_token (client, TOKEN);
  omni_client_set_first_pause (client, 1);

  return client;
}

void
net_test_assert_user (OmniClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUser) user = omni_client_get_active_user (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (user);
  g_assert_cmpstr (omni_user_get_username (user), ==, "ops.elif");
}

char *
net_test_assert_failure (OmniClient *client, OmniError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUser) user = omni_client_get_active_user (client, NULL, &error);

  g_assert_null (user);
  g_assert_error (error, OMNI_ERROR, (int) code);
  g_assert_null (strstr (error->message, TOKEN));
  g_assert_true (g_str_has_suffix (error->message, ".") || strstr (error->message, ": ") != NULL ||
                 g_str_has_suffix (error->message, "?"));

  return g_strdup (error->message);
}
