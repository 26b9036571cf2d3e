/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-http.h"
#include "sandbox-value.h"
#include "sandbox.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#define DEFAULT_ORDERS 5000

typedef struct
{
  int port;
  gint64 n_orders;
  gint64 seed;
  char *database; /* (owned) (nullable) */
  char *now;      /* (owned) (nullable) */
  int plan_delay;
  char *ledger;  /* (owned) (nullable) */
  char *faults;  /* (owned) (nullable) */
  char *variant; /* (owned) (nullable) */
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->database);
  g_free (arguments->now);
  g_free (arguments->ledger);
  g_free (arguments->faults);
  g_free (arguments->variant);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
end_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
parse_arguments (Arguments *arguments, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port,
      "Port to listen on (default: one that is free)", "PORT" },
    { "orders", 0, 0, G_OPTION_ARG_INT64, &arguments->n_orders,
      "How many orders a new database gets", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments->seed, "What a new database is made from", "N" },
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &arguments->database, "Keep everything in a file",
      "FILE" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &arguments->now, "Time that the clock starts at", "TIME" },
    { "plan-delay", 0, 0, G_OPTION_ARG_INT, &arguments->plan_delay,
      "How long a cancellation plan waits before money moves (default: 2000)", "MS" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &arguments->faults,
      "Trouble on demand: KIND[=VALUE][:PATTERN[:PERCENT[:COUNT]]],…", "SPEC" },
    { "variant", 0, 0, G_OPTION_ARG_STRING, &arguments->variant, "Differ from the usual tenant",
      "NAME,…" },
    { "ledger", 0, 0, G_OPTION_ARG_FILENAME, &arguments->ledger,
      "Write a line for every write to a file", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (
      context, "A back office to try, train and test with. It answers on this computer only.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "unexpected argument: %s",
                   (*argv)[1]);
      return FALSE;
    }
  if (arguments->port < 0 || arguments->port > 65535 || arguments->n_orders < 0 ||
      arguments->n_orders > 10000000 || arguments->plan_delay < 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "a number is out of range");
      return FALSE;
    }

  return TRUE;
}

static int
serve (const Arguments *arguments, const SandboxOptions *options, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (Sandbox) sandbox = NULL;
  g_autoptr (SandboxHttp) http = NULL;
  g_autofree char *url = NULL;

  sandbox = sandbox_new (options, error);
  if (sandbox == NULL)
    return 1;
  http = sandbox_http_new (sandbox, (guint)arguments->port, error);
  if (http == NULL)
    return 1;

  g_unix_signal_add (SIGTERM, end_cb, loop);
  g_unix_signal_add (SIGINT, end_cb, loop);
  url = sandbox_http_dup_url (http);
  printf ("%s\nuser: ops.elif password: omnidesk\n", url);
  fflush (stdout);
  g_main_loop_run (loop);

  return 0;
}

int
main (int argc, char **argv)
{
  g_auto (Arguments) arguments = { .n_orders = DEFAULT_ORDERS, .seed = 1, .plan_delay = 2000 };
  g_autoptr (GError) error = NULL;
  SandboxOptions options = { NULL };
  int status = 2;

  setlocale (LC_ALL, "C.UTF-8");
  if (parse_arguments (&arguments, &argc, &argv, &error))
    {
      options.database = arguments.database;
      options.n_orders = (guint)arguments.n_orders;
      options.seed = (guint64)arguments.seed;
      options.plan_delay = (guint)arguments.plan_delay;
      options.ledger = arguments.ledger;
      options.faults = arguments.faults;
      options.variant = arguments.variant;
      if (arguments.now != NULL && !sandbox_value_parse_time (arguments.now, &options.now, NULL))
        g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "not a time: %s",
                     arguments.now);
      else
        status = serve (&arguments, &options, &error);
    }

  if (error != NULL)
    g_printerr ("omnidesk-sandbox: %s\n", error->message);
  return status;
}
