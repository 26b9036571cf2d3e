/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-session.h"

OmniSession *
omni_test_sign_in (OmniTestSandbox *sandbox, OmniDatabase *database)
{
  g_autoptr (GError) error = NULL;
  OmniSession *session;

  session = omni_session_sign_in (database, omni_test_sandbox_get_url (sandbox), OMNI_TEST_USER,
                                  OMNI_TEST_PASSWORD, FALSE, NULL, &error);
  g_assert_no_error (error);

  return session;
}
