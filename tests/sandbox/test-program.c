/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

/* The program as people start it: its first lines, its end, and what is left after a kill. */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  SoupSession *session;
  char *url;
  char *token;
} Program;

static void
program_clear (Program *program)
{
  g_clear_object (&program->output);
  g_clear_object (&program->process);
  g_clear_object (&program->session);
  g_clear_pointer (&program->url, g_free);
  g_clear_pointer (&program->token, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

/* One request, waited for; the answer's root, or NULL where the connection broke. */
static JsonNode *
ask (Program *program, const char *method, const char *path, const char *body, guint *status)
{
  g_autofree char *url = g_strconcat (program->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) answer = NULL;

  if (program->token != NULL)
    {
      g_autofree char *header = g_strconcat ("Token ", program->token, NULL);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                   header);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  answer = soup_session_send_and_read (program->session, message, NULL, NULL);
  if (status != NULL)
    *status = soup_message_get_status (message);
  if (answer == NULL || g_bytes_get_size (answer) == 0)
    return NULL;

  return json_from_string (g_bytes_get_data (answer, NULL), NULL);
}

static void
sign_in (Program *program)
{
  g_autoptr (JsonNode) answer = ask (program, "POST", "/api/v1/auth/login/",
                                     "{\"username\":\"ops.elif\",\"password\":\"omnidesk\"}", NULL);

  g_assert_nonnull (answer);
  program->token = g_strdup (json_object_get_string_member (json_node_get_object (answer), "key"));
}

static void
start (Program *program, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *second = NULL;

  g_strv_builder_add (builder, g_getenv ("OMNIDESK_SANDBOX"));
  for (const char *const *argument = arguments; *argument != NULL; argument++)
    g_strv_builder_add (builder, *argument);
  command = g_strv_builder_end (builder);
  program->process =
      g_subprocess_newv ((const char *const *)command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  program->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program->process));
  program->url = g_data_input_stream_read_line (program->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (program->url);
  g_assert_true (g_str_has_prefix (program->url, "http://127.0.0.1:"));
  second = g_data_input_stream_read_line (program->output, NULL, NULL, &error);
  g_assert_cmpstr (second, ==, "user: ops.elif password: omnidesk");
  program->session = soup_session_new ();
  sign_in (program);
}

static void
end (Program *program, int signal)
{
  g_subprocess_send_signal (program->process, signal);
  g_assert_true (g_subprocess_wait (program->process, NULL, NULL));
}

static void
test_ends_when_asked (void)
{
  static const char *const arguments[] = { "--orders", "20", "--now", "2025-03-04T12:00:00Z",
                                           NULL };
  static const int signals[] = { SIGTERM, SIGINT };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_auto (Program) program = { 0 };

      start (&program, arguments);
      end (&program, signals[i]);
      g_assert_true (g_subprocess_get_successful (program.process));
    }
}

static void
test_refuses_bad_arguments (void)
{
  static const char *const bad[][2] = {
    { "--variant", "nonsense" }, { "--faults", "slow=x" }, { "--orders", "-1" },
    { "--now", "yesterday" },    { "--port", "99999" },    { "extra", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GSubprocess) process =
          g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                            NULL, g_getenv ("OMNIDESK_SANDBOX"), bad[i][0], bad[i][1], NULL);
      g_autofree char *message = NULL;

      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &message, NULL));
      g_assert_false (g_subprocess_get_successful (process));
      g_assert_true (g_str_has_prefix (message, "omnidesk-sandbox: "));
    }
}

static char *
read_invoice (Program *program, gint64 item)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/order_items/%d/", (int)item);
  g_autoptr (JsonNode) node = ask (program, "GET", path, NULL, NULL);
  JsonNode *member = json_object_get_member (json_node_get_object (node), "invoice_number");

  return g_strdup (JSON_NODE_HOLDS_NULL (member) ? "" : json_node_get_string (member));
}

static guint
count_ledger_lines (const char *file)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;

  return n;
}

/* When the program is killed. */
typedef struct
{
  GSubprocess *process;  /* (borrowed) */
  GAsyncQueue *answered; /* (borrowed): something for each write that was answered */
  guint n_wanted;        /* so many answers are waited for */
  gulong moment;         /* and then so many microseconds, to fall anywhere into the next write */
} Kill;

static gpointer
kill_after_answers (gpointer user_data)
{
  const Kill *kill = user_data;

  for (guint i = 0; i < kill->n_wanted; i++)
    g_async_queue_pop (kill->answered);
  g_usleep (kill->moment);
  g_subprocess_send_signal (kill->process, SIGKILL);
  return NULL;
}

/* Writes go on until the program is killed; then it has each write that it answered, and of the one
 * it did not answer either all or nothing. */
static void
test_keeps_what_it_answered (void)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *database = g_build_filename (folder, "shop.db", NULL);
  g_autofree char *ledger = g_build_filename (folder, "ledger.jsonl", NULL);
  const char *const arguments[] = { "--orders", "50",   "--database", database,
                                    "--ledger", ledger, NULL };
  guint n_rounds = g_getenv ("OMNI_TEST_LONG") != NULL ? 100 : 3;
  guint n_answered = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_auto (Program) program = { 0 };
      g_auto (Program) again = { 0 };
      g_autoptr (GAsyncQueue) answered = g_async_queue_new ();
      g_autoptr (GThread) killer = NULL;
      Kill kill = { NULL, answered, g_test_rand_int_range (1, 12),
                    g_test_rand_int_range (0, 3000) };
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      char last[32] = "";
      char tried[32] = "";

      start (&program, arguments);
      kill.process = program.process;
      killer = g_thread_new ("killer", kill_after_answers, &kill);
      for (guint i = 0;; i++)
        {
          g_autofree char *body = NULL;
          g_autoptr (JsonNode) answer = NULL;
          guint status;

          g_snprintf (tried, sizeof tried, "R%u-%u", round, i);
          body = g_strdup_printf ("{\"orderitem_set\":[{\"id\":205001,\"invoice_number\":\"%s\"},"
                                  "{\"id\":205009,\"invoice_number\":\"%s\"}]}",
                                  tried, tried);
          answer =
              ask (&program, "PATCH", "/api/i1/order_items/bulk_status_update/", body, &status);
          if (answer == NULL)
            {
              g_assert_cmpuint (i, >=, kill.n_wanted);
              break;
            }
          g_assert_cmpuint (status, ==, 200);
          g_strlcpy (last, tried, sizeof last);
          n_answered++;
          g_async_queue_push (answered, GUINT_TO_POINTER (n_answered));
        }
      g_thread_join (g_steal_pointer (&killer));
      g_assert_true (g_subprocess_wait (program.process, NULL, NULL));

      start (&again, arguments);
      first = read_invoice (&again, 205001);
      second = read_invoice (&again, 205009);
      g_assert_cmpstr (first, ==, second);
      g_assert_true (strcmp (first, last) == 0 || strcmp (first, tried) == 0 || *last == '\0');
      end (&again, SIGTERM);
    }
  g_assert_cmpuint (n_answered, >, 0);
  g_assert_cmpuint (count_ledger_lines (ledger), >=, 2 * n_answered);
  omni_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);
  g_test_summary ("Program: its first lines, its end, and what is left after a kill");

  g_test_add_func ("/sandbox/program/ends-when-asked", test_ends_when_asked);
  g_test_add_func ("/sandbox/program/refuses-bad-arguments", test_refuses_bad_arguments);
  g_test_add_func ("/sandbox/program/keeps-what-it-answered", test_keeps_what_it_answered);

  return g_test_run ();
}
