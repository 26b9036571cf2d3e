/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-secrets.h"
#include "omni-test-keyring.h"
#include "omni-test.h"

#define TOKEN "0123456789abcdef0123456789abcdef01234567"

typedef struct
{
  OmniTestKeyring *keyring; /* (owned) */
  OmniProfile *deniz;       /* (owned) */
  OmniProfile *ada;         /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->keyring = omni_test_keyring_start ();
  fixture->deniz = omni_profile_new ("https://acme.example", "deniz");
  fixture->ada = omni_profile_new ("https://acme.example", "ada");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  omni_test_keyring_stop (fixture->keyring);
  omni_profile_free (fixture->deniz);
  omni_profile_free (fixture->ada);
}

static void
store (const OmniProfile *profile,
       const char        *token)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (omni_secrets_store (profile, token, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_token (const OmniProfile *profile,
              const char        *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = omni_secrets_lookup (profile, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

/* All three calls fail with those words, soon, and without a question on the screen. */
static void
assert_unsupported (const OmniProfile *profile,
                    const char        *words)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_false (omni_secrets_store (profile, TOKEN, NULL, &store_error));
  g_assert_error (store_error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (store_error->message, words));

  g_assert_null (omni_secrets_lookup (profile, NULL, &lookup_error));
  g_assert_error (lookup_error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (lookup_error->message, words));

  g_assert_false (omni_secrets_clear (profile, NULL, &clear_error));
  g_assert_error (clear_error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (clear_error->message, words));
}

static void
test_no_service (void)
{
  g_autoptr (OmniProfile) profile = omni_profile_new ("https://acme.example", "deniz");

  g_test_summary ("Without a Secret Service there is a sentence, not a wait.");

  assert_unsupported (profile, "no key store");
}

static void
test_no_bus_child (void)
{
  g_autoptr (OmniProfile) profile = omni_profile_new ("https://acme.example", "deniz");

  assert_unsupported (profile, "no key store");
}

static void
test_no_bus (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_test_summary ("Without a session bus there is a sentence too.");

  /* A connection that is open stays open, so another process tries. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_trap_subprocess ("/store/secrets/no-bus/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  g_test_trap_assert_passed ();
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniProfile) elsewhere = omni_profile_new ("https://other.example", "deniz");

  g_test_summary ("A token is kept by server and user name; a new one replaces the old one.");

  assert_token (fixture->deniz, NULL);
  store (fixture->deniz, TOKEN);
  assert_token (fixture->deniz, TOKEN);
  assert_token (fixture->ada, NULL);
  assert_token (elsewhere, NULL);

  store (fixture->ada, "of-ada");
  store (fixture->deniz, "newer");
  assert_token (fixture->deniz, "newer");
  assert_token (fixture->ada, "of-ada");

  g_assert_true (omni_secrets_clear (fixture->deniz, NULL, &error));
  g_assert_no_error (error);
  assert_token (fixture->deniz, NULL);
  assert_token (fixture->ada, "of-ada");

  g_assert_true (omni_secrets_clear (fixture->deniz, NULL, &error));
  g_assert_no_error (error);
}

static void
test_locked (Fixture       *fixture,
             gconstpointer  unused)
{
  g_test_summary (
      "A locked key store is told from an empty one, and nobody is asked to unlock it.");

  store (fixture->deniz, TOKEN);
  omni_test_keyring_lock (fixture->keyring);
  assert_unsupported (fixture->deniz, "locked");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_test_summary ("A cancelled call is cancelled, not unsupported.");

  g_cancellable_cancel (cancellable);
  g_assert_null (omni_secrets_lookup (fixture->deniz, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  omni_test_init (&argc, &argv);

  g_test_add_func ("/store/secrets/no-service", test_no_service);
  g_test_add_func ("/store/secrets/no-bus", test_no_bus);
  g_test_add_func ("/store/secrets/no-bus/subprocess", test_no_bus_child);
  g_test_add ("/store/secrets/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/store/secrets/locked", Fixture, NULL, set_up, test_locked, tear_down);
  g_test_add ("/store/secrets/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  if (!g_test_subprocess ())
    {
      bus = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (bus);
    }

  status = g_test_run ();

  if (bus != NULL)
    g_test_dbus_down (bus);
  return status;
}
