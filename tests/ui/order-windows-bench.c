/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures many order windows at once against the sandbox, for build-aux/bench. Each line is a name
 * and a figure:
 *
 *   windows        how many were open side by side
 *   open           ms until all of them show everything
 *   p50 p99 worst  ms of processor time of the main thread for a turn of the main loop, while all
 *                  of them are read again three times
 *   changed-p50 …  the same while somebody else changes their orders
 *   memory         MB of the process before, and after the windows were opened and closed
 *   growth         the last in parts of the first; the first opening is not counted, as the
 *                  toolkit keeps what it needs once
 *   alive          windows that are still there after they were closed
 *
 * Usage: order-windows-bench [WINDOWS] */

#include "omni-test-orders.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_MOST 100
#define N_ROUNDS 4
#define N_READINGS 3

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

static void
open_windows (OmniSession *session, OmniOrderList *list)
{
  for (guint i = 0; i < n_windows; i++)
    {
      windows[i] = omni_order_window_open (NULL, session, list, i, TRUE);
      g_object_add_weak_pointer (G_OBJECT (windows[i]), (gpointer *) &windows[i]);
    }
  OMNI_TEST_WAIT (are_loaded ());
}

static guint
close_windows (OmniSession *session)
{
  gint64 deadline = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  guint n_alive;

  omni_order_window_close_all (session);
  do
    {
      g_main_context_iteration (NULL, FALSE);
      n_alive = 0;
      for (guint i = 0; i < n_windows; i++)
        n_alive += windows[i] != NULL ? 1 : 0;
    }
  while (g_get_monotonic_time () < deadline);

  return n_alive;
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
measure_turns (const char *prefix)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint n = 0; n < N_READINGS; n++)
    {
      for (guint i = 0; i < n_windows; i++)
        omni_order_details_load (omni_order_window_get_details (windows[i]));
      while (!are_loaded ())
        {
          double before = get_processor_ms ();
          double spent;

          g_main_context_iteration (NULL, TRUE);
          spent = get_processor_ms () - before;
          if (spent > 0.05)
            g_array_append_val (turns, spent);
        }
    }

  g_array_sort (turns, compare);
  printf ("%sp50 %.2f\n%sp99 %.2f\n%sworst %.2f\n", prefix,
          g_array_index (turns, double, turns->len / 2), prefix,
          g_array_index (turns, double, turns->len * 99 / 100), prefix,
          g_array_index (turns, double, turns->len - 1));
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
  gint64 begin;

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
      begin = g_get_monotonic_time ();
      open_windows (session, list);
      if (round == 1)
        {
          printf ("open %.0f\n", (double) (g_get_monotonic_time () - begin) / 1e3);
          measure_turns ("");
        }
      printf ("alive %u\n", close_windows (session));
      memory = get_memory_mb ();
      if (round == 0)
        first_memory = memory;
      printf ("memory %.1f\n", memory);
    }
  printf ("growth %.3f\n", memory / first_memory);

  open_windows (session, list);
  omni_test_sandbox_post (sandbox, "/sandbox/faults/",
                          "{\"faults\": \"operator=2:*detailed_integration*\"}");
  measure_turns ("changed-");
  close_windows (session);

  g_object_unref (list);
  g_object_unref (session);
  omni_test_sandbox_free (sandbox);
  return EXIT_SUCCESS;
}
