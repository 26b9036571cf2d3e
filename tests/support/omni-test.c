/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Whether everything in the folder, and the folder, could be removed. */
static gboolean
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }

  return g_rmdir (path) == 0;
}

static char *home;

static void
remove_home (void)
{
  /* A service that the test started may be on its way out still, and writing. */
  remove_folder (home);
  g_clear_pointer (&home, g_free);
}

/* GLib's own isolation leaks a name a test, and a sanitizer that has to look for its frames takes
   ten times as long. */
static void
isolate_folders (void)
{
  static const char *const variables[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                                           "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };

  home = omni_test_make_folder ();
  g_setenv ("HOME", home, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (home, variables[i], NULL);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_setenv (variables[i], folder, TRUE);
    }
  atexit (remove_home);
}

void
omni_test_init (int *argc, char ***argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  /* The default resolver aborts where no schemas are installed. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);

  isolate_folders ();
  g_test_init (argc, argv, NULL);
}

gboolean
omni_test_tick (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

char *
omni_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("omni-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
omni_test_remove_folder (const char *path)
{
  g_assert_true (remove_folder (path));
}

guint
omni_test_count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

void
omni_test_limit_files (gint64 size)
{
  struct rlimit limit;

  /* Writing fails then, which is what a full disk does. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size < 0 ? limit.rlim_max : (rlim_t) size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
