/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures many order windows at once against the sandbox, for build-aux/bench. Each line is a name
 * and a figure:
 *
 *   windows        how many were open side by side
 *   open           ms until all of them show everything; open-processor: of the main thread
 *   open-p50 …     ms of processor time of the main thread for a turn of the main loop until then:
 *                  half of them, p99, worst
 *   read-p50 …     the same while all of them are read again three times
 *   changed-p50 …  the same while somebody else changes their orders
 *   close-p50 …    the same while they are closed
 *   lines-p50 …    the same while one order of 300 lines is opened, and read again with all of them
 *                  changed
 *   lines-close-p50 …  the same while that one is closed
 *   memory         MB of the process before, and after the windows were opened and closed
 *   growth         the last in parts of the first; the first opening is not counted, as the
 *                  toolkit keeps what it needs once
 *   alive          windows that are still there after they were closed
 *
 * Usage: order-windows-bench [WINDOWS] */

#include "omni-test-orders.h"
#include "omni-test-server.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_MOST 100
#define N_ROUNDS 4
#define N_READINGS 3
#define N_LINES 300

static OmniOrderWindow *windows[N_MOST];
static guint n_windows = 20;

static double
get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
get_memory_mb (void)
{
  g_autofree char *text = NULL;
  const char *line;

  malloc_trim (0);
  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPrivate_Dirty:");

  return line != NULL ? g_ascii_strtod (line + strlen ("\nPrivate_Dirty:"), NULL) / 1024 : 0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a;
  const double *other = b;

  return *one < *other ? -1 : *one > *other ? 1 : 0;
}

/* Turns of the main loop in which something was done. */
static void
add_turn (GArray *turns)
{
  double before = get_processor_ms ();
  double spent;

  g_main_context_iteration (NULL, TRUE);
  spent = get_processor_ms () - before;
  if (spent > 0.05)
    g_array_append_val (turns, spent);
}

static void
print_turns (const char *prefix, GArray *turns)
{
  g_array_sort (turns, compare);
  printf ("%s-p50 %.2f\n%s-p99 %.2f\n%s-worst %.2f\n", prefix,
          g_array_index (turns, double, turns->len / 2), prefix,
          g_array_index (turns, double, turns->len * 99 / 100), prefix,
          g_array_index (turns, double, turns->len - 1));
}

static gboolean
are_loaded (void)
{
  for (guint i = 0; i < n_windows; i++)
    {
      if (!omni_test_order_is_loaded (windows[i]))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  OmniSession *session;
  OmniOrderList *list;
  guint n_open;
} Opening;

/* One in a turn, and what is to be drawn comes before the next, as when a person opens them. */
static gboolean
open_cb (gpointer data)
{
  Opening *opening = data;
  guint i = opening->n_open++;

  windows[i] = omni_order_window_open (NULL, opening->session, opening->list, i, TRUE);
  g_object_add_weak_pointer (G_OBJECT (windows[i]), (gpointer *) &windows[i]);

  return opening->n_open < n_windows ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
open_windows (OmniSession *session, OmniOrderList *list, const char *prefix)
{
  Opening opening = { session, list, 0 };
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 begin = g_get_monotonic_time ();
  double begin_processor = get_processor_ms ();

  g_idle_add (open_cb, &opening);
  while (opening.n_open < n_windows || !are_loaded ())
    add_turn (turns);
  if (prefix == NULL)
    return;

  printf ("%s %.0f\n%s-processor %.0f\n", prefix,
          (double) (g_get_monotonic_time () - begin) / 1e3, prefix,
          get_processor_ms () - begin_processor);
  print_turns (prefix, turns);
}

static void
close_cb (gpointer session)
{
  omni_order_window_close_all (session);
}

/* What is taken apart after a window is gone counts, too. */
static void
watch_closing (OmniSession *session, GArray *turns)
{
  gint64 deadline = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (20, omni_test_tick, NULL);

  g_idle_add_once (close_cb, session);
  while (g_get_monotonic_time () < deadline)
    add_turn (turns);
  g_source_remove (tick);
}

static guint
close_windows (OmniSession *session, const char *prefix)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_alive = 0;

  watch_closing (session, turns);
  for (guint i = 0; i < n_windows; i++)
    n_alive += windows[i] != NULL ? 1 : 0;
  if (prefix != NULL)
    print_turns (prefix, turns);

  return n_alive;
}

static void
measure_reading (const char *prefix)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint n = 0; n < N_READINGS; n++)
    {
      for (guint i = 0; i < n_windows; i++)
        omni_order_details_load (omni_order_window_get_details (windows[i]));
      while (!are_loaded ())
        add_turn (turns);
    }

  print_turns (prefix, turns);
}

/*
 * One order of many lines
 */

static void
add_lines (OmniTestServer *server, const char *status)
{
  g_autoptr (GString) items = g_string_new ("[");

  for (guint i = 1; i <= N_LINES; i++)
    g_string_append_printf (
      items,
      "%s{\"pk\": %u, \"order\": 10, \"status\": \"%s\", \"price\": \"%u.90\","
      " \"discount_amount\": \"5.00\", \"tax_rate\": \"20.00\", \"tax_amount\": \"7.15\","
      " \"tracking_number\": \"0%u\", \"invoice_number\": \"AKM%u\","
      " \"product\": {\"pk\": %u, \"sku\": \"SKU-%u\","
      " \"name\": \"A product with a name of some length, number %u\"}}",
      i > 1 ? "," : "", i, status, i, i, i, i, i, i);
  g_string_append_c (items, ']');
  omni_test_server_add (server, "GET", "/api/v1/order_item/detailed_integration/", 200, items->str);
}

static void
add_forever (OmniTestServer *server, const char *path, const char *body)
{
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", path, 200, body));
}

static OmniTestServer *
new_server_of_lines (void)
{
  OmniTestServer *server = omni_test_server_new ();

  add_forever (server, "/api/v1/active_user/", "{\"pk\": 3, \"username\": \"ops.elif\"}");
  add_forever (server, "/api/v1/channels/", "[]");
  add_forever (server, "/api/v1/payment_options/", "[]");
  add_forever (server, "/api/v1/cargos/", "[]");
  add_forever (server, "/api/v1/cancellation_reasons/", "[]");
  add_forever (server, "/api/i1/orders_integration/10/detailed_integration/",
               "{\"pk\": 10, \"number\": \"10\", \"currency\": \"try\"}");
  add_forever (server, "/api/i1/discount_items/detailed_integration/", "[]");
  add_forever (server, "/api/v1/order_transactions/", "[]");
  add_forever (server, "/api/v1/cancellation_plans/", "[]");
  add_forever (server, "/api/v1/cancellation_requests/", "[]");
  add_forever (server, "/api/v1/orders/10/logs/", "[]");
  add_forever (server, "/api/v1/orders/10/contracts/", "[]");
  add_lines (server, "400");
  add_lines (server, "550");

  return server;
}

static gboolean
shows_lines (OmniOrderWindow *window)
{
  GtkWidget *view = omni_test_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW, NULL);

  return omni_test_order_is_loaded (window) && view != NULL &&
         g_list_model_get_n_items (
           G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))) == N_LINES;
}

static void
measure_lines (void)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  OmniTestServer *server = new_server_of_lines ();
  OmniSession *session = omni_session_new_with_token (omni_test_server_get_url (server), "token",
                                                      NULL, &error);
  OmniOrderWindow *window = NULL;

  g_assert_no_error (error);
  g_set_weak_pointer (&window, omni_order_window_open_pk (NULL, session, NULL, 10));
  while (!shows_lines (window))
    add_turn (turns);
  omni_order_details_load (omni_order_window_get_details (window));
  while (!shows_lines (window))
    add_turn (turns);
  print_turns ("lines", turns);

  g_array_set_size (turns, 0);
  watch_closing (session, turns);
  g_assert_null (window);
  print_turns ("lines-close", turns);
  g_object_unref (session);
  omni_test_server_free (server);
}

int
main (int argc, char *argv[])
{
  const char *options[] = { "--orders", "120", "--seed", "7", NULL };
  OmniTestSandbox *sandbox;
  OmniSession *session;
  OmniOrderList *list;
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  double first_memory = 0;
  double memory = 0;

  if (argc > 1)
    n_windows = (guint) CLAMP (atoi (argv[1]), 1, N_MOST);
  argc = 1;
  omni_test_window_init (&argc, &argv);
  sandbox = omni_test_sandbox_new (options);
  session = omni_test_sign_in (sandbox, NULL);
  list = omni_order_list_new (OMNI_ORDER_SOURCE (omni_session_get_client (session)));
  omni_order_list_set_query (list, query);
  OMNI_TEST_WAIT (omni_order_list_get_state (list) == OMNI_LOAD_LOADED &&
                  omni_order_list_peek_order (list, n_windows - 1) != NULL);

  printf ("windows %u\n", n_windows);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      open_windows (session, list, round == 1 ? "open" : NULL);
      if (round == 1)
        measure_reading ("read");
      printf ("alive %u\n", close_windows (session, round == 1 ? "close" : NULL));
      memory = get_memory_mb ();
      if (round == 0)
        first_memory = memory;
      printf ("memory %.1f\n", memory);
    }
  printf ("growth %.3f\n", memory / first_memory);

  open_windows (session, list, NULL);
  omni_test_sandbox_post (sandbox, "/sandbox/faults/",
                          "{\"faults\": \"operator=2:*detailed_integration*\"}");
  measure_reading ("changed");
  close_windows (session, NULL);

  g_object_unref (list);
  g_object_unref (session);
  omni_test_sandbox_free (sandbox);

  measure_lines ();
  return EXIT_SUCCESS;
}
