/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures a window of orders against a running sandbox, for build-aux/bench. Each line is a name
 * and a figure:
 *
 *   filter sort jump   ms, the median, from asking for other orders, for another order of them, or
 *                      for another place in the list until its rows are on the screen
 *   few                the same from all orders to those of which there are few, and back, while
 *                      orders in view are selected
 *   p99 worst          ms of processor time of the main thread for a turn of the main loop
 *                      meanwhile
 *
 * Usage: orders-window-bench URL */

#include "omni-test-orders.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PATIENCE_S 20
#define N_ROUNDS 3

static const struct
{
  const char *id;
  const char *value;
} filters[] = {
  { "status", "450" },      { "status", "550" },        { "customer", "kaya" },
  { "amount-from", "1000" }, { "city", "ankara" },       { "email", "example.com" },
  { "sent", "false" },       { "placed-after", "30d" },  { "search", "deniz" },
  { "has-invoice", "true" },
};

static const char *const sorts[] = { "amount", "number", "date_placed", "status", "modified_date",
                                     "channel", "currency", "invoice_date" };

typedef struct
{
  OmniOrdersWindow *window; /* (borrowed) */
  GArray *turns;            /* (owned) (element-type double) */
} Bench;

static double
get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a;
  const double *other = b;

  return *one < *other ? -1 : *one > *other ? 1 : 0;
}

static double
get_at (GArray *numbers, guint percent)
{
  g_array_sort (numbers, compare);
  return g_array_index (numbers, double, (numbers->len - 1) * percent / 100);
}

static gboolean
are_rows_shown (Bench *bench)
{
  OmniOrderList *list = omni_test_get_list (bench->window);
  guint first;
  guint n_rows;

  if (omni_order_list_get_state (list) == OMNI_LOAD_LOADING)
    return FALSE;
  if (omni_test_count_rows (bench->window) == 0)
    return TRUE;

  omni_order_table_get_visible_range (omni_orders_window_get_table (bench->window), &first,
                                      &n_rows);
  return n_rows > 0 && omni_order_list_peek_order (list, first) != NULL &&
         omni_order_list_peek_order (
           list, MIN (first + n_rows, omni_test_count_rows (bench->window)) - 1) != NULL;
}

/* Turns the main loop until the rows are there and one frame more is drawn. */
static double
wait_for_rows (Bench *bench, gint64 begin)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  gint64 deadline = begin + PATIENCE_S * G_USEC_PER_SEC;
  gint64 frame = -1;

  while (frame < 0 || gdk_frame_clock_get_frame_counter (clock) <= frame)
    {
      double before = get_processor_ms ();
      double spent;
      gboolean are_shown;

      g_main_context_iteration (NULL, TRUE);
      are_shown = frame < 0 && are_rows_shown (bench);
      spent = get_processor_ms () - before;
      if (spent > 0.05)
        g_array_append_val (bench->turns, spent);

      if (are_shown)
        {
          frame = gdk_frame_clock_get_frame_counter (clock);
          gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
        }
      if (g_get_monotonic_time () > deadline)
        {
          fprintf (stderr, "orders-window-bench: the rows do not come\n");
          exit (EXIT_FAILURE);
        }
    }

  return (double) (g_get_monotonic_time () - begin) / 1e3;
}

static double
ask (Bench *bench, OmniOrderQuery *query)
{
  gint64 begin = g_get_monotonic_time ();
  double before = get_processor_ms ();
  double spent;

  omni_orders_window_set_query (bench->window, query);
  spent = get_processor_ms () - before;
  g_array_append_val (bench->turns, spent);
  return wait_for_rows (bench, begin);
}

static void
measure_filters (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  for (guint i = 0; i < N_ROUNDS * G_N_ELEMENTS (filters); i++)
    {
      guint n = i % G_N_ELEMENTS (filters);
      g_autoptr (OmniOrderQuery) query =
          omni_order_query_with_value (all, filters[n].id, filters[n].value);
      double time = ask (bench, query);

      g_array_append_val (times, time);
    }
  printf ("filter %.1f\n", get_at (times, 50));
}

static void
measure_sorts (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  for (guint i = 0; i < N_ROUNDS * G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (OmniOrderQuery) query =
          omni_order_query_with_sort (all, sorts[i % G_N_ELEMENTS (sorts)], i % 2 == 0);
      double time = ask (bench, query);

      g_array_append_val (times, time);
    }
  printf ("sort %.1f\n", get_at (times, 50));
}

static void
measure_few (Bench *bench)
{
  OmniOrderTable *table = omni_orders_window_get_table (bench->window);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) few = omni_order_query_with_value (all, "number-contains", "12345");

  ask (bench, all);
  omni_order_table_select_page (table);
  for (guint i = 0; i < 10 * N_ROUNDS; i++)
    {
      double time = ask (bench, i % 2 == 0 ? few : all);

      g_array_append_val (times, time);
    }
  omni_order_selection_clear (omni_order_table_get_selection (table));
  printf ("few %.1f\n", get_at (times, 50));
}

static void
measure_jumps (Bench *bench)
{
  OmniOrderTable *table = omni_orders_window_get_table (bench->window);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  gint32 n_rows = (gint32) omni_test_count_rows (bench->window);

  for (guint i = 0; i < 10 * N_ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double time;

      omni_order_table_set_scroll (table, g_rand_int_range (dice, 0, MAX (n_rows - 100, 1)));
      time = wait_for_rows (bench, begin);
      g_array_append_val (times, time);
    }
  printf ("jump %.1f\n", get_at (times, 50));
}

int
main (int argc, char *argv[])
{
  const char *url = argc > 1 ? argv[1] : NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *model;
  Bench bench = { .turns = g_array_new (FALSE, FALSE, sizeof (double)) };

  if (url == NULL)
    {
      fprintf (stderr, "usage: orders-window-bench URL\n");
      return 2;
    }

  argc = 1;
  omni_test_window_init (&argc, &argv);
  session = omni_session_sign_in (NULL, url, OMNI_TEST_USER, OMNI_TEST_PASSWORD, FALSE, NULL,
                                  &error);
  if (session == NULL)
    {
      fprintf (stderr, "orders-window-bench: %s\n", error->message);
      return EXIT_FAILURE;
    }

  bench.window = omni_orders_window_new (NULL, session);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 720);
  gtk_window_present (GTK_WINDOW (bench.window));
  wait_for_rows (&bench, g_get_monotonic_time ());
  model = G_LIST_MODEL (
    omni_order_table_get_selection (omni_orders_window_get_table (bench.window)));
  while (g_list_model_get_n_items (model) < omni_test_count_rows (bench.window))
    g_main_context_iteration (NULL, TRUE);
  g_array_set_size (bench.turns, 0);

  measure_jumps (&bench);
  measure_filters (&bench);
  measure_sorts (&bench);
  measure_few (&bench);
  printf ("p99 %.2f\nworst %.2f\n", get_at (bench.turns, 99), get_at (bench.turns, 100));

  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_array_unref (bench.turns);
  return EXIT_SUCCESS;
}
