/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-keyring.h"

#include "omni-test.h"

#include <signal.h>

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"

struct _OmniTestKeyring
{
  GDBusConnection *bus; /* (owned) (not nullable) */
  GSubprocess *daemon;  /* (owned) (not nullable) */
  char *folder;         /* (owned) (not nullable): its home */
};

/* The path of the collection that new secrets go to, "/" while there is none, NULL while there
 * is no service. */
static char *
read_default_collection (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, SERVICE_NAME, SERVICE_PATH, SERVICE_INTERFACE, "ReadAlias",
                                   g_variant_new ("(s)", "default"), G_VARIANT_TYPE ("(o)"),
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
  char *path = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(o)", &path);
  return path;
}

static gboolean
has_default_collection (GDBusConnection *bus)
{
  g_autofree char *path = read_default_collection (bus);

  return path != NULL && !g_str_equal (path, "/");
}

static gboolean
has_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus", "NameHasOwner",
                                   g_variant_new ("(s)", SERVICE_NAME), G_VARIANT_TYPE ("(b)"),
                                   G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has = FALSE;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(b)", &has);
  return has;
}

OmniTestKeyring *
omni_test_keyring_start (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  OmniTestKeyring *keyring = g_new0 (OmniTestKeyring, 1);
  GOutputStream *input;

  keyring->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  keyring->folder = omni_test_make_folder ();

  g_subprocess_launcher_setenv (launcher, "HOME", keyring->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", keyring->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", keyring->folder, TRUE);
  /* Its warnings are its own. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  keyring->daemon =
      g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                   "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);

  input = g_subprocess_get_stdin_pipe (keyring->daemon);
  g_assert_true (g_output_stream_write_all (input, "word", 4, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (input, NULL, &error));
  g_assert_no_error (error);

  OMNI_TEST_WAIT (has_default_collection (keyring->bus));
  return keyring;
}

void
omni_test_keyring_lock (OmniTestKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = read_default_collection (keyring->bus);
  g_autoptr (GVariant) reply = NULL;
  const char *paths[] = { path, NULL };

  g_assert_nonnull (path);
  reply = g_dbus_connection_call_sync (keyring->bus, SERVICE_NAME, SERVICE_PATH, SERVICE_INTERFACE,
                                       "Lock", g_variant_new ("(^ao)", paths), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

void
omni_test_keyring_stop (OmniTestKeyring *keyring)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (keyring->daemon, SIGTERM);
  g_assert_true (g_subprocess_wait (keyring->daemon, NULL, &error));
  g_assert_no_error (error);
  OMNI_TEST_WAIT (!has_owner (keyring->bus));

  omni_test_remove_folder (keyring->folder);
  g_object_unref (keyring->daemon);
  g_object_unref (keyring->bus);
  g_free (keyring->folder);
  g_free (keyring);
}
