/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-sandbox.h"

#include <signal.h>
#include <sys/prctl.h>

struct _OmniTestSandbox
{
  GSubprocess *process;     /* (owned) */
  GDataInputStream *output; /* (owned): open until the end, so that the program may write */
  char *url;                /* (owned) */
};

static void
die_with_test_cb (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * omni_test_sandbox_new:
 * @options: (nullable) (array zero-terminated=1): command line options
 *
 * Starts the program that OMNIDESK_SANDBOX names, on a free port.
 *
 * Returns: (transfer full): the running sandbox
 */
OmniTestSandbox *
omni_test_sandbox_new (const char *const *options)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  OmniTestSandbox *sandbox = g_new0 (OmniTestSandbox, 1);

  g_assert_nonnull (g_getenv ("OMNIDESK_SANDBOX"));
  g_ptr_array_add (words, (gpointer) g_getenv ("OMNIDESK_SANDBOX"));
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) options[i]);
  g_ptr_array_add (words, NULL);

  g_subprocess_launcher_set_child_setup (launcher, die_with_test_cb, NULL, NULL);
  sandbox->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata,
                                                   &error);
  g_assert_no_error (error);

  sandbox->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sandbox->process));
  sandbox->url = g_data_input_stream_read_line (sandbox->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sandbox->url);

  return sandbox;
}

void
omni_test_sandbox_free (OmniTestSandbox *sandbox)
{
  g_subprocess_force_exit (sandbox->process);
  g_subprocess_wait (sandbox->process, NULL, NULL);
  g_object_unref (sandbox->output);
  g_object_unref (sandbox->process);
  g_free (sandbox->url);
  g_free (sandbox);
}

const char *
omni_test_sandbox_get_url (OmniTestSandbox *sandbox)
{
  return sandbox->url;
}
