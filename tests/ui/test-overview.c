/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-bar.h"
#include "omni-overview.h"
#include "omni-test-window.h"
#include "omni-text-table.h"

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  GtkWidget *window;        /* (owned) */
  OmniOverview *overview;   /* (borrowed) */
  OmniOrderQuery *chosen;   /* (nullable) (owned) */
} Fixture;

static void
chosen_cb (Fixture *fixture, OmniOrderQuery *query)
{
  g_clear_pointer (&fixture->chosen, omni_order_query_unref);
  fixture->chosen = omni_order_query_ref (query);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "200", "--seed", "7", NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->overview = g_object_new (OMNI_TYPE_OVERVIEW, "visible", FALSE, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->overview));
  g_signal_connect_swapped (fixture->overview, "chosen", G_CALLBACK (chosen_cb), fixture);
  omni_overview_set_client (fixture->overview, omni_session_get_client (fixture->session),
                            omni_session_get_reference_data (fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_pointer (&fixture->chosen, omni_order_query_unref);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
}

static void
show_all (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  OmniOrderOverview *data = omni_overview_get_data (fixture->overview);

  omni_overview_set_query (fixture->overview, all);
  gtk_widget_set_visible (GTK_WIDGET (fixture->overview), TRUE);
  OMNI_TEST_WAIT (!omni_order_overview_is_loading (data) &&
                  omni_test_shows (GTK_WIDGET (fixture->overview), "All 200 orders"));
}

static void
test_hidden (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  OmniOrderOverview *data = omni_overview_get_data (fixture->overview);

  g_test_summary ("Nothing is asked for while it is hidden");

  omni_overview_set_query (fixture->overview, all);
  omni_overview_reload (fixture->overview);
  g_assert_false (omni_order_overview_is_loading (data));
  show_all (fixture);
  g_assert_cmpint (omni_order_overview_get_total (data), ==, 200);
}

static void
test_bars (Fixture *fixture, gconstpointer unused)
{
  OmniOrderOverview *data = omni_overview_get_data (fixture->overview);
  GtkWidget *bar;
  const OmniOverviewBar *first;

  g_test_summary ("A bar is a button with a name, and its orders are chosen by it");

  show_all (fixture);
  first = g_ptr_array_index (omni_order_overview_get_bars (data, OMNI_OVERVIEW_DAYS), 0);
  bar = omni_test_find (GTK_WIDGET (fixture->overview), OMNI_TYPE_BAR, NULL);
  g_assert_true (gtk_widget_get_focusable (bar));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (bar), "order"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       gtk_widget_get_tooltip_text (bar));

  g_signal_emit_by_name (bar, "clicked");
  g_assert_true (omni_order_query_equal (fixture->chosen, first->query));
}

static void
test_legend (Fixture *fixture, gconstpointer unused)
{
  const char *const *statuses;

  g_test_summary ("A colour of the legend is a filter, too");

  show_all (fixture);
  omni_test_press (GTK_WIDGET (fixture->overview), "Delivered");
  statuses = omni_order_query_get_values (fixture->chosen, "status");
  g_assert_cmpstr (statuses[0], ==, "550");
  g_assert_null (statuses[1]);
}

static void
test_table (Fixture *fixture, gconstpointer unused)
{
  OmniOrderOverview *data = omni_overview_get_data (fixture->overview);
  GtkWidget *button;
  GtkWidget *table;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_bars = 0;

  g_test_summary ("The numbers can be read as a table");

  show_all (fixture);
  button = omni_test_find (GTK_WIDGET (fixture->overview), GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  table = omni_test_find (GTK_WIDGET (fixture->overview), OMNI_TYPE_TEXT_TABLE, NULL);
  text = omni_text_table_dup_text (OMNI_TEXT_TABLE (table));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    n_bars += omni_order_overview_get_bars (data, i)->len;
  g_assert_cmpuint (g_strv_length (lines), ==, n_bars + 1);
  g_assert_cmpstr (lines[0], ==, "What\tWhich\tOrders\tOf these");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  add ("/ui/overview/hidden", test_hidden);
  add ("/ui/overview/bars", test_bars);
  add ("/ui/overview/legend", test_legend);
  add ("/ui/overview/table", test_table);

  return g_test_run ();
}
