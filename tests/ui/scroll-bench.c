/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures the table of orders over a source that needs no server, for build-aux/bench. Each line
 * is a name and a figure:   first-frame  ms from making the window to its first frame   p50 p99
 * ms of processor time of the main thread for a frame, while the table is scrolled   jumps
 * how often the table was not where it was scrolled to   select-all   ms to add every order to the
 * selection   memory       MB of the process at the end Usage: scroll-bench [--orders N] [--frames
 * N] [--hold] */

#include "omni-order-table.h"
#include "omni-order.h"
#include "omni-order-query.h"
#include "omni-ui.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PIXELS_A_FRAME 60
#define SETTLE_FRAMES 30

/* Orders as a shop has them, made in a thread as the real ones are decoded in one. */
#define BENCH_TYPE_SOURCE (bench_source_get_type ())
G_DECLARE_FINAL_TYPE (BenchSource, bench_source, BENCH, SOURCE, GObject)

struct _BenchSource
{
  GObject parent_instance;

  guint n_orders;
  guint fails_at;    /* a page that never comes, or 0 */
  guint hangs_at;
};

typedef struct
{
  guint n_orders;
  guint page;
  guint limit;
} Request;

static const char *const names[] = { "Deniz Aydın", "Şükrü Çağlayan", "İpek Öztürk", "Mert Kaya",
                                     "Gülşah Iğdır", "Elif Yıldız-Güneş", "Jürgen Groß" };
static const char *const statuses[] = { "100", "400", "450", "500", "550", "600", "650" };
static const char *const channels[] = { "Web TR", "Pazar A", "Mağaza Kadıköy" };

static OmniOrder *
make_order (guint n)
{
  g_auto (OmniJsonReader) reader;
  g_autofree char *text = NULL;

  text = g_strdup_printf (
    "{\"pk\": %u, \"number\": \"7740%08u\", \"status\": \"%s\", \"currency\": \"%s\", \"amount\": "
    "\"%u.%02u\","
    " \"date_placed\": \"2026-0%u-%02uT%02u:%02u:00Z\", \"modified_date\": "
    "\"2025-03-05T12:00:00Z\","
    " \"customer\": {\"pk\": %u, \"first_name\": \"%s\", \"last_name\": \"\", \"email\": "
    "\"a%u@example.com\"},"
    " \"channel\": {\"pk\": %u, \"name\": \"%s\"}, \"tracking_number\": \"73300%09u\"}",
    n + 1, 19228651 - n, statuses[n % G_N_ELEMENTS (statuses)], n % 11 == 0 ? "eur" : "try",
    (n * 7919) % 5000, (n * 31) % 100, n % 9 + 1, n % 28 + 1, n % 24, n % 60, n,
    names[n % G_N_ELEMENTS (names)], n, n % 3, channels[n % G_N_ELEMENTS (channels)], n * 7);
  omni_json_reader_init (&reader, text, -1);

  return omni_order_new_from_json (&reader);
}

static void
make_page (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  OmniOrderPage *page = g_new0 (OmniOrderPage, 1);
  guint first = (request->page - 1) * request->limit;
  guint i;

  page->count = request->n_orders;
  page->has_next = first + request->limit < request->n_orders;
  page->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  for (i = first; i < MIN (first + request->limit, request->n_orders); i++)
    g_ptr_array_add (page->orders, make_order (i));

  g_task_return_pointer (task, page, (GDestroyNotify) omni_order_page_free);
}

static void
bench_source_load_page_async (OmniOrderSource *source,
                              OmniOrderQuery *query,
                              guint page,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  BenchSource *self = BENCH_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->n_orders = self->n_orders;
  request->page = page;
  request->limit = limit;
  g_task_set_task_data (task, request, g_free);

  if (page == self->hangs_at)
    return;
  if (page == self->fails_at)
    g_task_return_new_error (task, OMNI_ERROR, OMNI_ERROR_SERVER, "The server failed");
  else
    g_task_run_in_thread (task, make_page);
}

static OmniOrderPage *
bench_source_load_page_finish (OmniOrderSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bench_source_order_source_init (OmniOrderSourceInterface *iface)
{
  iface->load_page_async = bench_source_load_page_async;
  iface->load_page_finish = bench_source_load_page_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchSource,
                               bench_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_ORDER_SOURCE,
                                                      bench_source_order_source_init))

static void
bench_source_class_init (BenchSourceClass *klass)
{
}

static void
bench_source_init (BenchSource *self)
{
}

typedef struct
{
  GMainLoop *loop;         /* (borrowed) */
  OmniOrderTable *table;
  GtkAdjustment *adjustment;
  int n_frames;            /* to measure */
  int n_seen;
  gint64 made;             /* when the window was made */
  gboolean is_painted;
  double wanted;
  int n_jumps;
  gint64 cpu;              /* at the end of the last frame */
  GArray *times;           /* (element-type gint64) */
} Bench;

static gint64
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  gint64 cpu = get_cpu_time ();
  gint64 used = cpu - bench->cpu;

  if (!bench->is_painted)
    printf ("first-frame %.1f\n", (double) (g_get_monotonic_time () - bench->made) / 1000);
  bench->is_painted = TRUE;

  if (bench->n_seen > SETTLE_FRAMES)
    g_array_append_val (bench->times, used);
  bench->cpu = cpu;
}

/* Down at an even pace, as a finger or a held wheel does. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  if (++bench->n_seen > SETTLE_FRAMES + 1 &&
      ABS (gtk_adjustment_get_value (bench->adjustment) - bench->wanted) > 2)
    bench->n_jumps++;

  if (bench->n_seen == SETTLE_FRAMES + bench->n_frames)
    {
      g_main_loop_quit (bench->loop);
      return G_SOURCE_REMOVE;
    }

  if (bench->n_seen >= SETTLE_FRAMES)
    {
      bench->wanted = MIN (gtk_adjustment_get_value (bench->adjustment) + PIXELS_A_FRAME,
                           gtk_adjustment_get_upper (bench->adjustment) -
                               gtk_adjustment_get_page_size (bench->adjustment));
      gtk_adjustment_set_value (bench->adjustment, bench->wanted);
    }

  return G_SOURCE_CONTINUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static double
get_percentile (GArray *times, guint percent)
{
  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, times->len * percent / 100) / 1000;
}

static double
measure_select_all (OmniOrderSelection *selection, guint n_orders)
{
  g_autofree OmniSelectedOrder *orders = g_new0 (OmniSelectedOrder, n_orders);
  gint64 start;
  guint i;

  for (i = 0; i < n_orders; i++)
    orders[i] = (OmniSelectedOrder){ .pk = i + 1,
                                     .amount = { .units = 12345, .scale = 2, .currency = "try" } };

  start = get_cpu_time ();
  omni_order_selection_add (selection, orders, n_orders);

  return (double) (get_cpu_time () - start) / 1000;
}

static double
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;

  line = strstr (text, "VmRSS:");
  return line != NULL ? (double) strtol (line + 6, NULL, 10) / 1024 : 0;
}

static GtkWidget *
open_window (Bench *bench, OmniOrderList *list)
{
  GtkWidget *window = adw_application_window_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *table = omni_order_table_new ();

  bench->table = OMNI_ORDER_TABLE (table);
  bench->adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (table)));

  gtk_widget_set_vexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), table);
  gtk_window_set_title (GTK_WINDOW (window), "Orders");
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));

  omni_order_table_set_list (bench->table, list, NULL);
  omni_order_table_set_sort (bench->table, "date_placed", TRUE);

  return window;
}

static void
add_style (void)
{
  const char *const files[] = { "style.css", "style-dark.css" };
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  guint i;

  for (i = 0; i < (is_dark ? 2 : 1); i++)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
      g_autofree char *path = g_strconcat ("/org/omnidesk/Omnidesk/", files[i], NULL);

      gtk_css_provider_load_from_resource (provider, path);
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + i);
    }
}

int
main (int argc, char **argv)
{
  int n_orders = 1000000;
  int n_frames = 600;
  int fails_at = 0;
  int hangs_at = 0;
  gboolean hold = FALSE;
  const GOptionEntry entries[] = {
    { "orders", 0, 0, G_OPTION_ARG_INT, &n_orders, "How many orders there are", "N" },
    { "frames", 0, 0, G_OPTION_ARG_INT, &n_frames, "How many frames to measure", "N" },
    { "fails-at", 0, 0, G_OPTION_ARG_INT, &fails_at, "A page that cannot be loaded", "PAGE" },
    { "hangs-at", 0, 0, G_OPTION_ARG_INT, &hangs_at, "A page that never comes", "PAGE" },
    { "hold", 0, 0, G_OPTION_ARG_NONE, &hold, "Show the window and measure nothing", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (OmniOrderList) list = NULL;
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  Bench bench = { .loop = loop, .n_frames = n_frames, .times = times };
  GtkWidget *window;
  BenchSource *source;

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    {
      fprintf (stderr, "scroll-bench: %s\n", error->message);
      return 2;
    }

  adw_init ();
  omni_ui_init ();
  add_style ();

  source = g_object_new (BENCH_TYPE_SOURCE, NULL);
  source->n_orders = (guint) n_orders;
  source->fails_at = (guint) fails_at;
  source->hangs_at = (guint) hangs_at;
  list = omni_order_list_new (OMNI_ORDER_SOURCE (source));
  g_object_unref (source);
  omni_order_list_set_query (list, query);

  bench.n_frames = (int) MIN ((gint64) n_frames, (gint64) n_orders);
  bench.made = g_get_monotonic_time ();
  window = open_window (&bench, list);

  if (!hold)
    {
      g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                        G_CALLBACK (after_paint_cb), &bench);
      gtk_widget_add_tick_callback (GTK_WIDGET (bench.table), tick_cb, &bench, NULL);
    }
  g_main_loop_run (loop);

  printf ("p50 %.2f\np99 %.2f\njumps %d\n", get_percentile (times, 50), get_percentile (times, 99),
          bench.n_jumps);
  printf ("memory %.1f\n", get_memory ());
  printf ("select-all %.1f\n",
          measure_select_all (omni_order_table_get_selection (bench.table), (guint) n_orders));

  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
