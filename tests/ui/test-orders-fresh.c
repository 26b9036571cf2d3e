/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-format.h"
#include "omni-job-row.h"
#include "omni-orders-window-private.h"
#include "omni-settings.h"
#include "omni-test-orders.h"

/* What the window does as time passes. No test waits for that: the clocks of the window are told
 * that they are due. */

#define N_ORDERS 600

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrdersWindow *window; /* (weak) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", G_STRINGIFY (N_ORDERS), "--seed", "7", NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
  omni_test_wait_for_orders (fixture->window);
}

static void
close_window (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    close_window (fixture);
  g_settings_reset (omni_settings_get (), "refresh-minutes");
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
}

static void
bring_order (Fixture *fixture, const char *number)
{
  omni_test_bring_order (fixture->sandbox, fixture->session, fixture->window, number);
}

/* Rows that are read again show what they had until that came. */
static void
wait_for_first (Fixture *fixture, const char *number)
{
  OMNI_TEST_WAIT (
    g_str_equal (omni_order_get_number (omni_test_load_row (fixture->window, 0)), number));
}

/*
 * The clocks
 */

/* As the person chooses it in the menu. */
static void
choose_minutes (Fixture *fixture, int minutes)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "refresh-minutes",
                                  g_variant_new_int32 (minutes));
  g_assert_cmpint (g_settings_get_int (omni_settings_get (), "refresh-minutes"), ==, minutes);
}

static GSource *
get_clock (Fixture *fixture)
{
  return g_main_context_find_source_by_id (NULL, fixture->window->refresh_id);
}

/* Clocks of whole seconds may be a second late, so that several strike at once. */
static void
assert_due_in (Fixture *fixture, int seconds)
{
  gint64 left;

  g_assert_cmpuint (fixture->window->refresh_id, !=, 0);
  left = g_source_get_ready_time (get_clock (fixture)) - g_get_monotonic_time ();
  g_assert_cmpint (left, >, (seconds - 20) * G_USEC_PER_SEC);
  g_assert_cmpint (left, <=, (seconds + 1) * G_USEC_PER_SEC);
}

/* The clock strikes. */
static void
strike (Fixture *fixture)
{
  GSource *clock = get_clock (fixture);

  g_source_set_ready_time (clock, 0);
  OMNI_TEST_WAIT (g_source_get_ready_time (clock) > 0);
}

static gboolean
is_loading (Fixture *fixture)
{
  return omni_order_list_get_state (omni_test_get_list (fixture->window)) == OMNI_LOAD_LOADING;
}

static void
test_reads_again (Fixture *fixture, gconstpointer unused)
{
  OmniOrderTable *table = omni_orders_window_get_table (fixture->window);
  gint64 chosen;
  guint first = 0;
  guint n_rows;

  g_test_summary ("When the time is up the list is read again: what came in is there, the place "
                  "and the selection are kept, and the next time is set");

  g_assert_cmpuint (fixture->window->refresh_id, ==, 0);
  choose_minutes (fixture, 1);
  assert_due_in (fixture, 60);

  OMNI_TEST_WAIT (omni_order_table_set_scroll (table, 200));
  chosen = omni_order_get_pk (omni_test_load_row (fixture->window, 205));
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 205);
  OMNI_TEST_WAIT ((omni_order_table_get_visible_range (table, &first, &n_rows), first >= 195));

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("TIMED-%u", i);
      guint again = 0;

      bring_order (fixture, number);
      strike (fixture);
      g_assert_true (is_loading (fixture));
      OMNI_TEST_WAIT (omni_test_count_rows (fixture->window) == N_ORDERS + i);
      wait_for_first (fixture, number);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (table));
      omni_order_table_get_visible_range (table, &again, &n_rows);
      g_test_message ("row %u at the top, %u before", again, first);
      g_assert_cmpuint (again, ==, first);
      g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 1);
      g_assert_true (
        omni_order_selection_contains (omni_test_get_selection (fixture->window), chosen));
      assert_due_in (fixture, 60);
    }
}

static void
test_other_times (Fixture *fixture, gconstpointer unused)
{
  GSource *clock;

  g_test_summary ("Another time takes the place of the one before, never ends it, and a window "
                  "that is gone has no clock");

  choose_minutes (fixture, 1);
  clock = g_source_ref (get_clock (fixture));
  choose_minutes (fixture, 5);
  g_assert_true (g_source_is_destroyed (clock));
  g_source_unref (clock);
  assert_due_in (fixture, 300);

  clock = g_source_ref (get_clock (fixture));
  choose_minutes (fixture, 0);
  g_assert_true (g_source_is_destroyed (clock));
  g_source_unref (clock);
  g_assert_cmpuint (fixture->window->refresh_id, ==, 0);

  choose_minutes (fixture, 1);
  clock = g_source_ref (get_clock (fixture));
  close_window (fixture);
  g_assert_true (g_source_is_destroyed (clock));
  g_source_unref (clock);
}

static void
test_not_now (Fixture *fixture, gconstpointer unused)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  OmniOrderQuery *asked;

  g_test_summary ("While the list is being read, and while nobody is signed in, the clock strikes "
                  "for nothing, and goes on");

  choose_minutes (fixture, 1);
  omni_test_set_filter (fixture->window, "status", "450");
  g_assert_true (is_loading (fixture));
  asked = omni_order_list_get_query (omni_test_get_list (fixture->window));
  omni_orders_window_refresh_by_itself (fixture->window);
  g_assert_false (fixture->window->is_refreshing);
  g_assert_true (omni_order_list_get_query (omni_test_get_list (fixture->window)) == asked);
  omni_test_wait_for_orders (fixture->window);

  omni_client_set_token (client, "0000");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.refresh", NULL);
  OMNI_TEST_WAIT (fixture->window->sheet != NULL && !is_loading (fixture));
  strike (fixture);
  g_assert_false (is_loading (fixture));
  assert_due_in (fixture, 60);
  gtk_window_destroy (GTK_WINDOW (fixture->window->sheet));
}

/*
 * How old it is
 */

static void
test_age (Fixture *fixture, gconstpointer unused)
{
  GSource *clock = g_main_context_find_source_by_id (NULL, fixture->window->age_id);
  AdwButtonContent *button = fixture->window->refresh_content;

  g_test_summary ("The button that reads again says how old the orders are, from a clock of its "
                  "own and when they are read");

  g_assert_cmpstr (adw_button_content_get_label (button), ==, "just now");
  adw_button_content_set_label (button, "");
  g_source_set_ready_time (clock, 0);
  OMNI_TEST_WAIT (g_str_equal (adw_button_content_get_label (button), "just now"));
  g_assert_cmpint (g_source_get_ready_time (clock) - g_get_monotonic_time (), <=,
                   60 * G_USEC_PER_SEC);

  adw_button_content_set_label (button, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.refresh", NULL);
  omni_test_wait_for_orders (fixture->window);
  OMNI_TEST_WAIT (g_str_equal (adw_button_content_get_label (button), "just now"));
}

static void
test_age_texts (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } ages[] = {
    { -5, "just now" },      { 0, "just now" },        { 59, "just now" },
    { 60, "1 min ago" },     { 179, "2 min ago" },     { 3599, "59 min ago" },
    { 3600, "1 h ago" },     { 2 * 3600, "2 h ago" },  { 26 * 3600 - 1, "25 h ago" },
  };
  const OmniTime then = 1740000000 * (OmniTime) G_USEC_PER_SEC;

  g_test_summary ("An age grows by minutes, then by hours, and never says more than has passed");

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *text = omni_format_age (then, then + ages[i].seconds * G_USEC_PER_SEC);

      g_assert_cmpstr (text, ==, ages[i].text);
    }
}

/*
 * What comes in
 */

static gboolean
is_being_found (Fixture *fixture)
{
  GtkWidget *row = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_JOB_ROW, NULL);

  return row != NULL && omni_job_get_total (omni_job_row_get_job (OMNI_JOB_ROW (row))) > 0;
}

static void
test_comes_meanwhile (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  OmniOrderSelection *selection = omni_test_get_selection (fixture->window);
  gint64 late;

  g_test_summary ("All that match are those that there were when it was asked: an order that comes "
                  "in while they are found is in the list, and not selected");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"slow=1500:GET *orders*\"}");
  gtk_widget_activate_action (window, "win.select-all-matching", NULL);
  /* It was asked when the first answer is there. */
  OMNI_TEST_WAIT (is_being_found (fixture));
  bring_order (fixture, "LATE-1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 0);
  bring_order (fixture, "LATE-2");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) > 0);
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"\"}");

  gtk_widget_activate_action (window, "win.refresh", NULL);
  OMNI_TEST_WAIT (omni_test_count_rows (fixture->window) == N_ORDERS + 2);
  g_assert_true (omni_test_shows (window, "Select all 602 matching"));
  wait_for_first (fixture, "LATE-2");
  late = omni_order_get_pk (omni_test_load_row (fixture->window, 0));
  g_assert_false (omni_order_selection_contains (selection, late));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 0));
  g_test_message ("%" G_GSIZE_FORMAT " selected", omni_test_count_selected (fixture->window));
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, N_ORDERS);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/orders-window/fresh/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  ADD ("reads-again", test_reads_again);
  ADD ("other-times", test_other_times);
  ADD ("not-now", test_not_now);
  ADD ("age", test_age);
  ADD ("comes-meanwhile", test_comes_meanwhile);
  g_test_add_func ("/ui/format/age", test_age_texts);

  return g_test_run ();
}
