/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "omni-test-cli.h"
#include "omni-test-server.h"
#include "omni-test.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define TOKEN "0123456789abcdef0123456789abcdef01234567"
#define EMPTY_PAGE "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}"

/* What a terminal would obey, in the places where customers can write: an escape sequence, its
 * one-byte form, a bell, a line end and a mark that turns the writing direction. */
#define EVIL_NAME "Eve\\u001b[2J\\u009b31m\\u0007\\nroot\\u202e"

typedef struct
{
  OmniTestServer *server; /* (owned) */
  OmniTestCli *cli;       /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->server = omni_test_server_new ();
  fixture->cli = omni_test_cli_new ();
  omni_test_cli_set (fixture->cli, "OMNIDESK_SERVER", omni_test_server_get_url (fixture->server));
  omni_test_cli_set (fixture->cli, "OMNIDESK_TOKEN", TOKEN);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  omni_test_cli_free (fixture->cli);
  omni_test_server_free (fixture->server);
}

static OmniTestReply *
add (Fixture    *fixture,
     const char *path,
     const char *body)
{
  OmniTestReply *reply = omni_test_server_add (fixture->server, "GET", path, 200, body);

  omni_test_reply_set_forever (reply);
  return reply;
}

/* Everything but orders. */
static void
add_session (Fixture *fixture)
{
  add (fixture, "/api/v1/active_user/", "{\"pk\": 1, \"username\": \"deniz\"}");
  add (fixture, "/api/v1/channels/", EMPTY_PAGE);
  add (fixture, "/api/v1/cargos/", EMPTY_PAGE);
  add (fixture, "/api/v1/payment_options/", EMPTY_PAGE);
}

static void
test_no_server (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("Where no server answers, the address is named and the token is not.");

  omni_test_cli_set (cli, "OMNIDESK_SERVER", "http://127.0.0.1:1");
  omni_test_cli_set (cli, "OMNIDESK_TOKEN", TOKEN);
  run = omni_test_cli_run_line (cli, "orders list");

  g_assert_cmpint (run->status, ==, 4);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, "127.0.0.1:1"));
  g_assert_null (strstr (run->err, TOKEN));
}

static void
test_html (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("A web page instead of an answer is a sentence, and not the page.");

  omni_test_reply_set_type (add (fixture, "/api/v1/active_user/", "<html><h1>Welcome</h1></html>"),
                            "text/html");
  run = omni_test_cli_run_line (fixture->cli, "whoami");

  g_assert_cmpint (run->status, ==, 4);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpstr (run->err, !=, "");
  g_assert_null (strstr (run->err, "<h1>"));
}

static void
test_half_page (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("Half a page of orders is a failure, not a shorter list.");

  add_session (fixture);
  add (fixture, "/api/i1/orders/",
       "{\"count\": 2, \"next\": null, \"results\": [{\"pk\": 1, \"number\":");
  run = omni_test_cli_run_line (fixture->cli, "orders list --format json");

  g_assert_cmpint (run->status, ==, 4);
  g_assert_cmpstr (run->out, ==, "");
}

static void
test_unexpected_values (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autoptr (OmniTestRun) list = NULL;

  g_test_summary (
    "A number where a text should be is its text; an unknown status is shown as it is.");

  add_session (fixture);
  add (fixture, "/api/i1/orders/",
       "{\"count\": 2, \"next\": null, \"results\": ["
       "{\"pk\": 2, \"number\": 12345678901234567890, \"status\": \"987\", \"amount\": 1.5,"
       " \"tracking_number\": 733005124733005124733},"
       "{\"pk\": 1, \"number\": \"0012\", \"status\": \"gone_fishing\", \"amount\": \"2\"}]}");
  list = omni_test_cli_run_line (fixture->cli, "orders list --format csv "
                                               "--columns number,status,tracking-number");

  g_assert_cmpint (list->status, ==, 0);
  g_assert_cmpstr (list->out, ==,
                   "Number,Status,Tracking number\n"
                   "12345678901234567890,987,733005124733005124733\n"
                   "0012,gone_fishing,\n");
}

static void
test_refused_token (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("A token that the server refuses means: not signed in.");

  omni_test_server_add (fixture->server, "GET", "/api/v1/active_user/", 401,
                        "{\"detail\": \"Invalid token.\"}");
  run = omni_test_cli_run_line (fixture->cli, "orders list");

  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_null (strstr (run->err, TOKEN));
}

static void
assert_harmless (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      g_assert_true (character == '\n' || (character >= 0x20 && character < 0x7f) ||
                     character >= 0xa0);
      g_assert_cmpuint (character, !=, 0x202e);
    }
}

static void
test_attack (Fixture       *fixture,
             gconstpointer  unused)
{
  static const char *const formats[] = { "table", "json" };

  g_test_summary ("What a customer wrote cannot give orders to the operator's terminal.");

  add_session (fixture);
  add (fixture, "/api/i1/orders/",
       "{\"count\": 1, \"next\": null, \"results\": [{\"pk\": 1, \"number\": \"1\", \"status\": "
       "\"400\","
       " \"customer\": {\"pk\": 2, \"first_name\": \"" EVIL_NAME "\", \"last_name\": \"Doe\"}}]}");

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *line = g_strdup_printf ("orders list --format %s", formats[i]);
      g_autoptr (OmniTestRun) run = omni_test_cli_run_line (fixture->cli, line);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_nonnull (strstr (run->out, "Eve\\u001b[2J\\u009b31m\\u0007\\nroot\\u202e"));
      assert_harmless (run->out);
    }
}

static void
test_attack_in_error (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("Nor can what a server says about an error.");

  omni_test_server_add (fixture->server, "GET", "/api/v1/active_user/", 403,
                        "{\"detail\": \"" EVIL_NAME "\"}");
  run = omni_test_cli_run_line (fixture->cli, "whoami");

  g_assert_cmpint (run->status, ==, 3);
  assert_harmless (run->err);
}

static void
test_interrupt (Fixture       *fixture,
                gconstpointer  unused)
{
  static const int signals[] = { SIGINT, SIGTERM };
  g_autofree char *program = omni_test_cli_dup_program ();

  g_test_summary ("Ctrl+C ends a command that waits, at once and without a word.");

  omni_test_reply_set_hang (add (fixture, "/api/v1/active_user/", "{}"));
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocessLauncher) launcher = omni_test_cli_make_launcher (
          fixture->cli, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autoptr (GSubprocess) process =
          g_subprocess_launcher_spawn (launcher, &error, program, "orders", "list", NULL);
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;

      g_assert_no_error (error);
      OMNI_TEST_WAIT (omni_test_server_count (fixture->server, "GET", "/api/v1/active_user/") ==
                      i + 1);
      g_subprocess_send_signal (process, signals[i]);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error));
      g_assert_no_error (error);

      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
      g_assert_cmpstr (out, ==, "");
      g_assert_cmpstr (err, ==, "");
    }
}

static void
test_reader_leaves (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *program = omni_test_cli_dup_program ();
  g_autofree char *err = NULL;
  int ends[2];

  g_test_summary ("A reader that has enough ends the command as it ends other programs.");

  omni_test_cli_start_sandbox (cli, "20");
  omni_test_cli_use_password (cli);
  launcher = omni_test_cli_make_launcher (cli, G_SUBPROCESS_FLAGS_STDERR_PIPE);

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  close (ends[0]);
  g_subprocess_launcher_take_stdout_fd (launcher, ends[1]);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "orders", "list", "--format",
                                         "json", NULL);
  g_assert_no_error (error);
  /* The launcher's own end would keep the pipe open. */
  g_clear_object (&launcher);

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGPIPE);
  g_assert_cmpstr (err, ==, "");
}

/*
 * A terminal
 */

typedef struct
{
  GSubprocess *process; /* (owned) */
  int keyboard;         /* the person's side of it */
  int line;             /* the program's side, to look at its state */
  GString *screen;      /* (owned): what appeared */
} Terminal;

/* Between fork and exec. */
static void
take_terminal (gpointer unused)
{
  setsid ();
  ioctl (STDIN_FILENO, TIOCSCTTY, 0);
}

static void
open_terminal (Terminal    *terminal,
               OmniTestCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      omni_test_cli_make_launcher (cli, G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *program = omni_test_cli_dup_program ();

  g_assert_cmpint (openpty (&terminal->keyboard, &terminal->line, NULL, NULL, NULL), ==, 0);
  g_assert_true (fcntl (terminal->keyboard, F_SETFD, FD_CLOEXEC) == 0);
  g_assert_true (fcntl (terminal->keyboard, F_SETFL, O_NONBLOCK) == 0);
  terminal->screen = g_string_new (NULL);

  g_subprocess_launcher_take_stdin_fd (launcher, fcntl (terminal->line, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (terminal->line, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stderr_fd (launcher, fcntl (terminal->line, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_set_child_setup (launcher, take_terminal, NULL, NULL);
  terminal->process = g_subprocess_launcher_spawn (launcher, &error, program, "sign-in", NULL);
  g_assert_no_error (error);
}

static gboolean
shows (Terminal   *terminal,
       const char *words)
{
  char buffer[4096];
  gssize n_read;

  while ((n_read = read (terminal->keyboard, buffer, sizeof buffer)) > 0)
    g_string_append_len (terminal->screen, buffer, n_read);

  return strstr (terminal->screen->str, words) != NULL;
}

static gboolean
is_echoing (Terminal *terminal)
{
  struct termios state;

  g_assert_cmpint (tcgetattr (terminal->line, &state), ==, 0);
  return (state.c_lflag & ECHO) != 0;
}

static void
type (Terminal   *terminal,
      const char *keys)
{
  g_assert_cmpint (write (terminal->keyboard, keys, strlen (keys)), ==, (gssize) strlen (keys));
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *exited = user_data;

  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  *exited = TRUE;
}

static void
wait_for_exit (Terminal *terminal,
               int       status)
{
  gboolean exited = FALSE;

  g_subprocess_wait_async (terminal->process, NULL, exited_cb, &exited);
  OMNI_TEST_WAIT (exited);
  g_assert_true (g_subprocess_get_if_exited (terminal->process));
  g_assert_cmpint (g_subprocess_get_exit_status (terminal->process), ==, status);
}

static void
close_terminal (Terminal *terminal)
{
  g_object_unref (terminal->process);
  g_string_free (terminal->screen, TRUE);
  close (terminal->keyboard);
  close (terminal->line);
}

static void
test_password_prompt (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  Terminal terminal = { 0 };

  g_test_summary ("What is missing is asked for; the password is not seen while it is typed.");

  omni_test_cli_start_sandbox (cli, "20");
  omni_test_cli_set (cli, "OMNIDESK_SERVER", cli->url);
  open_terminal (&terminal, cli);

  OMNI_TEST_WAIT (shows (&terminal, "User name: "));
  g_assert_true (is_echoing (&terminal));
  type (&terminal, "ops.elif\n");
  OMNI_TEST_WAIT (shows (&terminal, "Password of ops.elif at "));
  g_assert_false (is_echoing (&terminal));
  type (&terminal, "not-the-word\n");

  wait_for_exit (&terminal, 3);
  g_assert_true (shows (&terminal, "user name or password"));
  g_assert_false (shows (&terminal, "not-the-word"));
  g_assert_true (is_echoing (&terminal));
  close_terminal (&terminal);
}

static void
test_interrupted_prompt (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  Terminal terminal = { 0 };

  g_test_summary ("Ctrl+C at the password leaves a terminal that shows what is typed.");

  omni_test_cli_set (cli, "OMNIDESK_SERVER", "https://acme.example");
  omni_test_cli_set (cli, "OMNIDESK_USERNAME", "deniz");
  open_terminal (&terminal, cli);

  OMNI_TEST_WAIT (shows (&terminal, "Password of deniz at "));
  g_assert_false (is_echoing (&terminal));
  type (&terminal, "half\x03");

  wait_for_exit (&terminal, 130);
  g_assert_true (is_echoing (&terminal));
  g_assert_false (shows (&terminal, "half"));
  close_terminal (&terminal);
}

static void
test_ignored_filter (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->cli->home, "out.csv", NULL);
  g_autofree char *line = g_strdup_printf ("orders export --status 450 --output %s", file);
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) other = NULL;
  g_autoptr (OmniTestRun) export = NULL;
  g_autoptr (OmniTestRun) found = NULL;
  g_autoptr (OmniTestRun) none = NULL;

  g_test_summary ("Orders that a filter would not let through are not passed off as an answer.");

  add_session (fixture);
  add (fixture, "/api/i1/orders/",
       "{\"count\": 1, \"next\": null, \"previous\": null, \"results\":"
       " [{\"pk\": 5, \"number\": \"77\", \"status\": \"500\"}]}");

  list = omni_test_cli_run_line (fixture->cli, "orders list --status 450 --format json");
  g_assert_cmpint (list->status, ==, 1);
  g_assert_null (strstr (list->out, "77"));
  g_assert_nonnull (strstr (list->err, "Status"));

  export = omni_test_cli_run_line (fixture->cli, line);
  g_assert_cmpint (export->status, ==, 1);
  g_assert_nonnull (strstr (export->err, "Status"));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  found = omni_test_cli_run_line (fixture->cli, "orders find 77 --format json");
  g_assert_cmpint (found->status, ==, 0);
  none = omni_test_cli_run_line (fixture->cli, "orders find 78 --format json");
  g_assert_cmpint (none->status, ==, 1);
  g_assert_null (strstr (none->out, "77"));
  g_assert_nonnull (strstr (none->err, "Number"));

  other = omni_test_cli_run_line (fixture->cli, "orders list --status 500 --format json");
  g_assert_cmpint (other->status, ==, 0);
  g_assert_nonnull (strstr (other->out, "77"));
}

/* What hangs on an order, one thing each, but for the payments, which are mixed with others. */
static void
add_order (Fixture *fixture)
{
  add_session (fixture);
  add (fixture, "/api/v1/cancellation_reasons/", EMPTY_PAGE);
  add (fixture, "/api/i1/orders/77/",
       "{\"count\": 1, \"next\": null, \"previous\": null, \"results\":"
       " [{\"pk\": 10, \"number\": \"77\"}]}");
  add (fixture, "/api/i1/orders_integration/10/detailed_integration/",
       "{\"pk\": 10, \"number\": \"77\", \"currency\": \"try\", \"billing_address\": {\"pk\": 3,"
       " \"first_name\": \"Deniz\", \"postcode\": \"34710\", \"notes\": \"Second floor\"}}");
  add (fixture, "/api/v1/order_item/detailed_integration/",
       "[{\"pk\": 5, \"order\": 10, \"product\": {\"pk\": 1, \"sku\": \"KG-21\"}}]");
  add (fixture, "/api/i1/discount_items/detailed_integration/",
       "[{\"pk\": 6, \"order\": 10, \"name\": \"Spring\"}]");
  add (fixture, "/api/v1/order_transactions/",
       "[{\"pk\": 7, \"order\": 10, \"amount\": \"11.00\"},"
       " {\"pk\": 8, \"order\": 11, \"amount\": \"22.00\"}]");
  add (fixture, "/api/v1/cancellation_plans/", EMPTY_PAGE);
  add (fixture, "/api/v1/cancellation_requests/", EMPTY_PAGE);
  add (fixture, "/api/v1/orders/10/logs/", EMPTY_PAGE);
  add (fixture, "/api/v1/orders/10/contracts/", EMPTY_PAGE);
}

static void
test_ignored_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) text = NULL;
  g_autoptr (OmniTestRun) json = NULL;

  g_test_summary ("An order is shown without what cannot be told from what is of other orders.");

  add_order (fixture);
  text = omni_test_cli_run_line (fixture->cli, "orders show 77");
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out, "KG-21"));
  g_assert_nonnull (strstr (text->out, "Spring"));
  g_assert_null (strstr (text->out, "11.00"));
  g_assert_null (strstr (text->out, "22.00"));
  g_assert_nonnull (strstr (text->err, "Payment transactions: 127.0.0.1"));

  json = omni_test_cli_run_line (fixture->cli, "orders show 77 --format json");
  g_assert_cmpint (json->status, ==, 0);
  g_assert_nonnull (strstr (json->out, "\"transactions\": null"));
  g_assert_nonnull (strstr (json->out, "Spring"));
}

static void
test_whole_address (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) text = NULL;
  g_autoptr (OmniTestRun) json = NULL;

  g_test_summary ("An order is shown with what only its window has room for.");

  add_order (fixture);
  text = omni_test_cli_run_line (fixture->cli, "orders show 77");
  g_assert_nonnull (strstr (text->out, "Second floor"));
  g_assert_nonnull (strstr (text->out, "34710"));

  json = omni_test_cli_run_line (fixture->cli, "orders show 77 --format json");
  g_assert_nonnull (strstr (json->out, "\"billing-notes\": \"Second floor\""));
  g_assert_nonnull (strstr (json->out, "\"billing-label\": \"Deniz\\n34710\""));
}

static void
test_ignored_search (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->cli->home, "out.csv", NULL);
  g_autofree char *line = g_strdup_printf ("orders export --search deniz --output %s", file);
  g_autoptr (OmniTestRun) list = NULL;
  g_autoptr (OmniTestRun) export = NULL;
  g_autoptr (OmniTestRun) find = NULL;
  g_autoptr (OmniTestRun) shown = NULL;

  g_test_summary ("Orders that a search would not have found are not passed off as found.");

  add_session (fixture);
  add (fixture, "/api/i1/orders/",
       "{\"count\": 2, \"next\": null, \"previous\": null, \"results\":"
       " [{\"pk\": 5, \"number\": \"77\", \"customer\": {\"pk\": 1, \"first_name\": \"Ada\"}},"
       " {\"pk\": 6, \"number\": \"78\", \"customer\": {\"pk\": 2, \"first_name\": \"Efe\"}}]}");

  list = omni_test_cli_run_line (fixture->cli, "orders list --search deniz --format json");
  g_assert_cmpint (list->status, ==, 1);
  g_assert_null (strstr (list->out, "77"));
  g_assert_nonnull (strstr (list->err, "Search"));

  export = omni_test_cli_run_line (fixture->cli, line);
  g_assert_cmpint (export->status, ==, 1);
  g_assert_nonnull (strstr (export->err, "Search"));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  find = omni_test_cli_run_line (fixture->cli, "orders find deniz --format json");
  g_assert_cmpint (find->status, ==, 1);
  g_assert_null (strstr (find->out, "77"));

  shown = omni_test_cli_run_line (fixture->cli, "orders list --search ada --format json");
  g_assert_cmpint (shown->status, ==, 0);
  g_assert_nonnull (strstr (shown->out, "77"));
}

static void
test_turned_range (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestRun) run = NULL;

  g_test_summary ("A range that ends before it begins is a mistake, and no order is asked for.");

  add_session (fixture);
  run = omni_test_cli_run_line (
      fixture->cli, "orders list --placed-after 2025-03-07 --placed-before 2025-03-01");
  g_assert_cmpint (run->status, ==, 2);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, "The first day is after the last one"));
}

int
main (int    argc,
      char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/cli/trouble/no-server", test_no_server);
  g_test_add ("/cli/trouble/html", Fixture, NULL, set_up, test_html, tear_down);
  g_test_add ("/cli/trouble/half-page", Fixture, NULL, set_up, test_half_page, tear_down);
  g_test_add ("/cli/trouble/unexpected-values", Fixture, NULL, set_up, test_unexpected_values,
              tear_down);
  g_test_add ("/cli/trouble/refused-token", Fixture, NULL, set_up, test_refused_token, tear_down);
  g_test_add ("/cli/trouble/attack", Fixture, NULL, set_up, test_attack, tear_down);
  g_test_add ("/cli/trouble/attack-in-error", Fixture, NULL, set_up, test_attack_in_error,
              tear_down);
  g_test_add ("/cli/trouble/interrupt", Fixture, NULL, set_up, test_interrupt, tear_down);
  g_test_add ("/cli/trouble/ignored-filter", Fixture, NULL, set_up, test_ignored_filter, tear_down);
  g_test_add ("/cli/trouble/ignored-order", Fixture, NULL, set_up, test_ignored_order, tear_down);
  g_test_add ("/cli/trouble/whole-address", Fixture, NULL, set_up, test_whole_address, tear_down);
  g_test_add ("/cli/trouble/ignored-search", Fixture, NULL, set_up, test_ignored_search, tear_down);
  g_test_add ("/cli/trouble/turned-range", Fixture, NULL, set_up, test_turned_range, tear_down);
  g_test_add_func ("/cli/trouble/reader-leaves", test_reader_leaves);
  g_test_add_func ("/cli/trouble/password-prompt", test_password_prompt);
  g_test_add_func ("/cli/trouble/interrupted-prompt", test_interrupted_prompt);

  return g_test_run ();
}
