/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-secrets.h"
#include "omni-session.h"
#include "omni-test-keyring.h"
#include "omni-test-sandbox.h"
#include "omni-test-server.h"
#include "omni-test.h"

#include <string.h>

typedef struct
{
  OmniTestKeyring *keyring; /* (owned) (nullable) */
  OmniTestSandbox *sandbox; /* (owned) (nullable) once ended */
  OmniDatabase *database;   /* (owned) */
  OmniProfile *profile;     /* (owned): the user of the sandbox */
  char *url;                /* (owned) */
} Fixture;

static void
set_up_without_keyring (Fixture       *fixture,
                        gconstpointer  unused)
{
  static const char *const options[] = { "--orders", "10", NULL };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->url = g_strdup (omni_test_sandbox_get_url (fixture->sandbox));
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->profile = omni_profile_new (fixture->url, OMNI_TEST_USER);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->keyring = omni_test_keyring_start ();
  set_up_without_keyring (fixture, unused);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
  g_clear_pointer (&fixture->keyring, omni_test_keyring_stop);
  g_clear_object (&fixture->database);
  g_clear_pointer (&fixture->profile, omni_profile_free);
  g_free (fixture->url);
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
count_cb (OmniSession *session,
          guint       *n)
{
  (*n)++;
}

static OmniSession *
sign_in (Fixture  *fixture,
         gboolean  keep)
{
  g_autoptr (GError) error = NULL;
  OmniSession *session = omni_session_sign_in (fixture->database, fixture->url, OMNI_TEST_USER,
                                               OMNI_TEST_PASSWORD, keep, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (session);
  return session;
}

static char *
find_token (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *token = omni_secrets_lookup (fixture->profile, NULL, &error);

  g_assert_no_error (error);
  return token;
}

static void
assert_ready (Fixture     *fixture,
              OmniSession *session)
{
  g_assert_true (omni_session_is_signed_in (session));
  g_assert_cmpstr (omni_session_get_profile (session)->server, ==, fixture->url);
  g_assert_cmpstr (omni_session_get_profile (session)->username, ==, OMNI_TEST_USER);
  g_assert_cmpstr (omni_user_get_username (omni_session_get_user (session)), ==, OMNI_TEST_USER);
  g_assert_cmpuint (omni_reference_data_get_size (omni_session_get_reference_data (session),
                                                  OMNI_REFERENCE_CHANNEL),
                    >, 0);
}

static void
test_side_by_side (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("The tenant's lists are asked for while the server still looks up the user");

  omni_test_server_add (server, "POST", "/api/v1/auth/login/", 200, "{\"key\": \"word\"}");
  omni_test_reply_set_hang (
      omni_test_server_add (server, "GET", "/api/v1/active_user/", 200, "{}"));
  omni_test_reply_set_hang (omni_test_server_add (server, "GET", "/api/v1/channels/", 200, "[]"));
  omni_test_server_add (server, "GET", "/api/v1/payment_options/", 200, "[]");
  omni_test_server_add (server, "GET", "/api/v1/cargos/", 200, "[]");

  omni_session_sign_in_async (NULL, omni_test_server_get_url (server), OMNI_TEST_USER,
                              OMNI_TEST_PASSWORD, FALSE, cancellable, take_result_cb, &result);
  OMNI_TEST_WAIT (omni_test_server_count (server, "GET", "/api/v1/active_user/") == 1 &&
                  omni_test_server_count (server, "GET", "/api/v1/channels/") == 1);

  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_null (omni_session_sign_in_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) first = sign_in (fixture, TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  OmniSession *second;

  g_test_summary ("A kept session is taken up without a password, and its profile is remembered.");

  assert_ready (fixture, first);
  g_assert_null (omni_session_get_keep_error (first));
  profiles = omni_database_list_profiles (fixture->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);

  omni_session_resume_async (fixture->database, g_ptr_array_index (profiles, 0), NULL,
                             take_result_cb, &result);
  OMNI_TEST_WAIT (result != NULL);
  second = omni_session_resume_finish (result, &error);
  g_assert_no_error (error);
  assert_ready (fixture, second);

  g_clear_object (&result);
  g_assert_finalize_object (second);
}

static void
test_not_kept (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) kept = sign_in (fixture, TRUE);
  g_autoptr (OmniSession) not_kept = sign_in (fixture, FALSE);
  g_autofree char *token = find_token (fixture);

  g_test_summary ("Who does not want to stay signed in does not stay so from an earlier time.");

  assert_ready (fixture, not_kept);
  g_assert_null (token);
  g_assert_null (omni_session_resume (fixture->database, fixture->profile, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  g_test_summary ("A wrong password makes no session and no profile.");

  omni_session_sign_in_async (fixture->database, fixture->url, OMNI_TEST_USER, "wrong", TRUE, NULL,
                              take_result_cb, &result);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_null (omni_session_sign_in_finish (result, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);

  profiles = omni_database_list_profiles (fixture->database, NULL);
  g_assert_cmpuint (profiles->len, ==, 0);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_test_summary ("Signing in can be cancelled.");

  omni_session_sign_in_async (fixture->database, fixture->url, OMNI_TEST_USER, OMNI_TEST_PASSWORD,
                              TRUE, cancellable, take_result_cb, &result);
  g_cancellable_cancel (cancellable);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_null (omni_session_sign_in_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  OmniSession *session; /* (owned) */
  guint n_kept;
} KeptBehind;

static void
kept_cb (OmniSession *session,
         guint       *n_kept)
{
  (*n_kept)++;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  KeptBehind *kept = user_data;
  GError *error = NULL;

  kept->session = omni_session_sign_in_finish (result, &error);
  g_assert_no_error (error);
  g_signal_connect (kept->session, "kept", G_CALLBACK (kept_cb), &kept->n_kept);
}

static void
test_kept_behind (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) profiles = NULL;
  g_autofree char *token = NULL;
  KeptBehind kept = { 0 };

  g_test_summary ("A window has its session before the key store has the token.");

  omni_session_sign_in_async (fixture->database, fixture->url, OMNI_TEST_USER, OMNI_TEST_PASSWORD,
                              TRUE, NULL, signed_in_cb, &kept);
  OMNI_TEST_WAIT (kept.n_kept > 0);
  assert_ready (fixture, kept.session);
  g_assert_no_error (omni_session_get_keep_error (kept.session));
  token = find_token (fixture);
  g_assert_nonnull (token);
  profiles = omni_database_list_profiles (fixture->database, NULL);
  g_assert_cmpuint (profiles->len, ==, 1);
  g_clear_object (&kept.session);
}

/* The server ends the session of everybody who has the same token. */
static void
end_on_server (OmniSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = omni_client_dup_token (omni_session_get_client (session));
  g_autoptr (OmniClient) other =
      omni_client_new (omni_client_get_base_url (omni_session_get_client (session)), &error);

  g_assert_no_error (error);
  omni_client_set_token (other, token);
  g_assert_true (omni_client_sign_out (other, NULL, &error));
  g_assert_no_error (error);
}

static void
test_sign_in_again (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = sign_in (fixture, TRUE);
  OmniClient *client = omni_session_get_client (session);
  g_autoptr (OmniUser) none = NULL;
  g_autoptr (OmniUser) user = NULL;
  g_autoptr (GAsyncResult) wrong = NULL;
  g_autoptr (GAsyncResult) right = NULL;
  g_autofree char *token = NULL;
  g_autofree char *kept_token = NULL;
  guint n_signed_out = 0;
  guint n_signed_in = 0;

  g_test_summary ("A session that the server ended says so, and goes on after the password.");

  g_signal_connect (session, "signed-out", G_CALLBACK (count_cb), &n_signed_out);
  g_signal_connect (session, "signed-in", G_CALLBACK (count_cb), &n_signed_in);

  end_on_server (session);
  none = omni_client_get_active_user (client, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  OMNI_TEST_WAIT (n_signed_out == 1);
  g_assert_false (omni_session_is_signed_in (session));

  omni_session_sign_in_again_async (session, "wrong", NULL, take_result_cb, &wrong);
  OMNI_TEST_WAIT (wrong != NULL);
  g_assert_false (omni_session_sign_in_again_finish (session, wrong, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (omni_session_is_signed_in (session));

  omni_session_sign_in_again_async (session, OMNI_TEST_PASSWORD, NULL, take_result_cb, &right);
  OMNI_TEST_WAIT (right != NULL);
  g_assert_true (omni_session_sign_in_again_finish (session, right, &error));
  g_assert_no_error (error);
  g_assert_true (omni_session_is_signed_in (session));
  g_assert_cmpuint (n_signed_in, ==, 1);
  g_assert_cmpuint (n_signed_out, ==, 1);

  user = omni_client_get_active_user (client, NULL, &error);
  g_assert_no_error (error);
  token = omni_client_dup_token (client);
  kept_token = find_token (fixture);
  g_assert_cmpstr (kept_token, ==, token);
}

static void
test_sign_out (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = sign_in (fixture, TRUE);
  g_autofree char *token = omni_client_dup_token (omni_session_get_client (session));
  g_autofree char *kept_token = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OmniSession) other = NULL;

  g_test_summary ("After signing out neither this computer nor the server knows the token.");

  omni_session_sign_out_async (session, take_result_cb, &result);
  OMNI_TEST_WAIT (result != NULL);
  g_assert_true (omni_session_sign_out_finish (session, result, &error));
  g_assert_no_error (error);

  g_assert_false (omni_session_is_signed_in (session));
  kept_token = find_token (fixture);
  g_assert_null (kept_token);
  other = omni_session_new_with_token (fixture->url, token, NULL, &error);
  g_assert_null (other);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
}

static void
test_sign_out_offline (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = sign_in (fixture, TRUE);
  g_autofree char *token = NULL;

  g_test_summary (
      "Signing out forgets the token also when the server cannot be told, and says that.");

  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
  g_assert_false (omni_session_sign_out (session, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_OFFLINE);
  token = find_token (fixture);
  g_assert_null (token);
}

static void
test_no_key_store (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (OmniSession) session = sign_in (fixture, TRUE);
  g_autoptr (GPtrArray) profiles = NULL;

  g_test_summary (
      "Without a key store there is a session, and a reason why it ends with the program.");

  assert_ready (fixture, session);
  g_assert_error (omni_session_get_keep_error (session), OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
  profiles = omni_database_list_profiles (fixture->database, NULL);
  g_assert_cmpuint (profiles->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  omni_test_init (&argc, &argv);

  g_test_add ("/work/session/no-key-store", Fixture, NULL, set_up_without_keyring,
              test_no_key_store, tear_down);
  g_test_add_func ("/work/session/side-by-side", test_side_by_side);
  g_test_add ("/work/session/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/work/session/not-kept", Fixture, NULL, set_up, test_not_kept, tear_down);
  g_test_add ("/work/session/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/work/session/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/work/session/kept-behind", Fixture, NULL, set_up, test_kept_behind, tear_down);
  g_test_add ("/work/session/sign-in-again", Fixture, NULL, set_up, test_sign_in_again, tear_down);
  g_test_add ("/work/session/sign-out", Fixture, NULL, set_up, test_sign_out, tear_down);
  g_test_add ("/work/session/sign-out-offline", Fixture, NULL, set_up, test_sign_out_offline,
              tear_down);

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_down (bus);
  return status;
}
