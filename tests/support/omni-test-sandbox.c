/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-sandbox.h"

#include <signal.h>
#include <string.h>
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

/**
 * omni_test_sandbox_post:
 * @sandbox: a sandbox
 * @path: one of its control paths, for example `/sandbox/expire/`
 * @json: what is posted
 *
 * Tells the sandbox to make trouble from now on.
 */
void
omni_test_sandbox_post (OmniTestSandbox *sandbox, const char *path, const char *json)
{
  omni_test_sandbox_call (sandbox, "POST", path, "", json);
}

/**
 * omni_test_sandbox_call:
 * @sandbox: a sandbox
 * @method: how
 * @path: a path that nothing else here calls
 * @token: whose session
 * @json: what is sent
 *
 * Does what somebody else does at the tenant, and has to be answered with success.
 */
void
omni_test_sandbox_call (OmniTestSandbox *sandbox,
                        const char *method,
                        const char *path,
                        const char *token,
                        const char *json)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: %s\r\n"
                                              "Authorization: Token %s\r\n"
                                              "Content-Type: application/json\r\n"
                                              "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                                              "Connection: close\r\n\r\n%s",
                                              method, path, sandbox->url + strlen ("http://"),
                                              token, strlen (json), json);

  connection = g_socket_client_connect_to_uri (client, sandbox->url, 80, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);

  reply = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  line = g_data_input_stream_read_line (reply, NULL, NULL, &error);
  g_assert_no_error (error);
  if (line == NULL || strstr (line, " 20") == NULL)
    g_error ("%s answered %s", path, line);
}
