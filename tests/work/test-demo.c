/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client.h"
#include "omni-demo.h"
#include "omni-test.h"

#include <string.h>

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static OmniDemo *
start (GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  omni_demo_start_async (cancellable, take_result_cb, &result);
  OMNI_TEST_WAIT (result != NULL);
  return omni_demo_start_finish (result, error);
}

static gboolean
answers (const char *url)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_uri (client, url, 80, NULL, NULL);

  return connection != NULL;
}

static void
test_sign_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniClient) client = NULL;
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autofree char *url = NULL;
  OmniDemo *demo;

  g_test_summary (
      "The demo is a shop to sign in to, as large as one asks, and ends with its object.");

  g_setenv ("OMNIDESK_DEMO_ORDERS", "37", TRUE);
  demo = start (NULL, &error);
  g_unsetenv ("OMNIDESK_DEMO_ORDERS");
  g_assert_no_error (error);
  url = g_strdup (omni_demo_get_url (demo));

  client = omni_client_new (url, &error);
  g_assert_no_error (error);
  g_assert_true (omni_client_sign_in (client, omni_demo_get_username (demo),
                                      omni_demo_get_password (demo), NULL, &error));
  g_assert_no_error (error);
  page = omni_client_list_orders (client, query, 1, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->count, ==, 37);

  g_assert_finalize_object (demo);
  g_assert_false (answers (url));
}

static void
assert_fails (const char *program,
              int         code,
              const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *usual = g_strdup (g_getenv ("OMNIDESK_SANDBOX"));

  g_setenv ("OMNIDESK_SANDBOX", program, TRUE);
  g_assert_null (start (NULL, &error));
  g_setenv ("OMNIDESK_SANDBOX", usual, TRUE);
  g_assert_error (error, OMNI_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_fails (void)
{
  g_test_summary (
      "A sandbox that is not there, ends early or is another program gives a sentence.");

  assert_fails ("/nonexistent/omnidesk-sandbox", OMNI_ERROR_UNSUPPORTED, "cannot be started");
  assert_fails ("/bin/true", OMNI_ERROR_SERVER, "ended before it was ready");
  assert_fails ("/bin/echo", OMNI_ERROR_SERVER, "ended before it was ready");
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_test_summary ("A start that is cancelled is cancelled.");

  g_cancellable_cancel (cancellable);
  g_assert_null (start (cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Starts a demo, says where it is, and waits to be killed. */
static void
test_parent_killed_child (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDemo) demo = start (NULL, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_assert_no_error (error);
  g_print ("demo at %s\n", omni_demo_get_url (demo));
  g_main_loop_run (loop);
}

static void
test_parent_killed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) parent =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "-p",
                        "/work/demo/parent-killed/subprocess", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *url = NULL;

  g_test_summary ("The sandbox does not outlive the program that started it, however that ends.");

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (parent));
  while (url == NULL)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
      const char *place = line != NULL ? strstr (line, "demo at ") : NULL;

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (place != NULL)
        url = g_strdup (place + strlen ("demo at "));
    }

  g_assert_true (answers (url));
  g_subprocess_force_exit (parent);
  OMNI_TEST_WAIT (!answers (url));
}

int
main (int    argc,
      char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/work/demo/sign-in", test_sign_in);
  g_test_add_func ("/work/demo/fails", test_fails);
  g_test_add_func ("/work/demo/cancelled", test_cancelled);
  g_test_add_func ("/work/demo/parent-killed", test_parent_killed);
  g_test_add_func ("/work/demo/parent-killed/subprocess", test_parent_killed_child);

  return g_test_run ();
}
