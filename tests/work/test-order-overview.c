/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-overview.h"
#include "omni-session.h"
#include "omni-test-session.h"
#include "omni-test.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox;    /* (owned) */
  OmniSession *session;        /* (owned) */
  OmniOrderOverview *overview; /* (owned) */
  OmniOrderQuery *all;         /* (owned) */
} Fixture;

static void
set_up_with (Fixture *fixture, const char *const *options)
{
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->overview = omni_order_overview_new (omni_session_get_client (fixture->session),
                                               omni_session_get_reference_data (fixture->session));
  fixture->all = omni_order_query_new ();
}

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  const char *options[] = { "--orders", "300", "--seed", "7", NULL, NULL, NULL };

  if (variant != NULL)
    {
      options[4] = "--variant";
      options[5] = variant;
    }
  set_up_with (fixture, options);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  OmniOrderOverview *overview = fixture->overview;

  /* What is under way when it is cancelled holds it until it comes back. */
  g_object_add_weak_pointer (G_OBJECT (overview), (gpointer *) &overview);
  g_clear_object (&fixture->overview);
  OMNI_TEST_WAIT (overview == NULL);
  omni_order_query_unref (fixture->all);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
}

static void
look_at (Fixture *fixture, OmniOrderQuery *query)
{
  omni_order_overview_set_query (fixture->overview, query);
  OMNI_TEST_WAIT (!omni_order_overview_is_loading (fixture->overview));
}

static gint64
count (Fixture *fixture, OmniOrderQuery *query)
{
  g_autoptr (GError) error = NULL;
  gint64 n_orders =
      omni_client_count_orders (omni_session_get_client (fixture->session), query, NULL, &error);

  g_assert_no_error (error);
  return n_orders;
}

static const OmniOverviewBar *
get_bar (Fixture *fixture, OmniOverviewSection section, guint position)
{
  GPtrArray *bars = omni_order_overview_get_bars (fixture->overview, section);

  g_assert_cmpuint (position, <, bars->len);
  return g_ptr_array_index (bars, position);
}

static gint64
sum_bars (Fixture *fixture, OmniOverviewSection section)
{
  GPtrArray *bars = omni_order_overview_get_bars (fixture->overview, section);
  gint64 sum = 0;

  for (guint i = 0; i < bars->len; i++)
    sum += get_bar (fixture, section, i)->count;
  return sum;
}

static void
test_days (Fixture *fixture, gconstpointer unused)
{
  GPtrArray *days;

  g_test_summary ("Each day says how many orders it has, its parts add up, and it is a filter");

  look_at (fixture, fixture->all);
  g_assert_null (omni_order_overview_get_error (fixture->overview));
  g_assert_cmpint (omni_order_overview_get_total (fixture->overview), ==, 300);
  days = omni_order_overview_get_bars (fixture->overview, OMNI_OVERVIEW_DAYS);
  g_assert_cmpuint (days->len, ==, 14);
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_DAYS), >, 0);

  for (guint i = 0; i < days->len; i++)
    {
      const OmniOverviewBar *day = get_bar (fixture, OMNI_OVERVIEW_DAYS, i);
      gint64 sum = 0;

      for (guint color = 0; color < OMNI_OVERVIEW_N_COLORS; color++)
        {
          g_assert_cmpint (day->parts[color], >=, 0);
          sum += day->parts[color];
          if (day->part_queries[color] != NULL)
            g_assert_cmpint (count (fixture, day->part_queries[color]), ==, day->parts[color]);
        }
      g_assert_cmpint (sum, ==, day->count);
      g_assert_cmpint (count (fixture, day->query), ==, day->count);
    }
}

static void
test_ages (Fixture *fixture, gconstpointer unused)
{
  static const char *const open[] = { "50",  "200", "300", "350", "400", "450",
                                      "540", "544", "545", "546", "547", NULL };
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (fixture->all, "status", open);

  g_test_summary ("Every order that was not shipped yet has an age");

  look_at (fixture, fixture->all);
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_AGES), ==, count (fixture, query));
  for (guint i = 0; i < 6; i++)
    {
      const OmniOverviewBar *age = get_bar (fixture, OMNI_OVERVIEW_AGES, i);

      g_assert_cmpint (count (fixture, age->query), ==, age->count);
    }
}

static void
test_amounts (Fixture *fixture, gconstpointer unused)
{
  GPtrArray *bars;

  g_test_summary ("Amounts are summed by channel and currency, exactly");

  look_at (fixture, fixture->all);
  bars = omni_order_overview_get_bars (fixture->overview, OMNI_OVERVIEW_AMOUNTS);
  g_assert_cmpint (omni_order_overview_get_n_read (fixture->overview), ==, 300);
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_AMOUNTS), ==, 300);

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      g_autoptr (GError) error = NULL;
      OmniMoney sum = { 0 };
      gint64 n_orders = 0;

      for (guint page = 1; page <= 3; page++)
        {
          g_autoptr (OmniOrderPage) orders = omni_client_list_orders (
              omni_session_get_client (fixture->session), bar->query, page, 100, NULL, NULL);

          for (guint k = 0; orders != NULL && k < orders->orders->len; k++)
            {
              OmniMoney amount;

              g_assert_true (omni_order_get_amount (g_ptr_array_index (orders->orders, k),
                                                    OMNI_ORDER_AMOUNT, &amount));
              if (strcmp (amount.currency, bar->amount.currency) != 0)
                continue;
              if (n_orders++ == 0)
                sum = amount;
              else
                g_assert_true (omni_money_add (&sum, &amount, &sum, &error));
            }
        }
      g_assert_cmpint (n_orders, ==, bar->count);
      g_assert_cmpint (omni_money_compare (&sum, &bar->amount), ==, 0);
    }
}

static void
test_filtered (Fixture *fixture, gconstpointer unused)
{
  static const char *const two[] = { "450", "500", NULL };
  g_autoptr (OmniOrderQuery) of_status = omni_order_query_with_filter (fixture->all, "status", two);
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (of_status, "placed-after", "3d");
  GPtrArray *days;

  g_test_summary ("The overview is of what the filters ask for, no more");

  look_at (fixture, query);
  g_assert_cmpint (omni_order_overview_get_total (fixture->overview), ==, count (fixture, query));
  days = omni_order_overview_get_bars (fixture->overview, OMNI_OVERVIEW_DAYS);
  g_assert_cmpuint (days->len, >=, 3);
  g_assert_cmpuint (days->len, <=, 4);
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_DAYS), ==, count (fixture, query));
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_AMOUNTS), ==, count (fixture, query));
  for (guint i = 0; i < days->len; i++)
    g_assert_cmpint (get_bar (fixture, OMNI_OVERVIEW_DAYS, i)->parts[OMNI_STATUS_COLOR_DONE], <=,
                     0);
}

static void
test_new_query (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) none =
      omni_order_query_with_value (fixture->all, "number", "no-such-number");

  g_test_summary ("A new query takes the place of the old one, whose answers are dropped");

  omni_order_overview_set_query (fixture->overview, fixture->all);
  look_at (fixture, none);
  g_assert_cmpint (omni_order_overview_get_total (fixture->overview), ==, 0);
  g_assert_cmpint (sum_bars (fixture, OMNI_OVERVIEW_DAYS), ==, 0);
  g_assert_cmpint (omni_order_overview_get_n_read (fixture->overview), ==, 0);

  /* One that was cancelled half-way is asked for again. */
  omni_order_overview_set_query (fixture->overview, fixture->all);
  omni_order_overview_cancel (fixture->overview);
  g_assert_false (omni_order_overview_is_loading (fixture->overview));
  look_at (fixture, fixture->all);
  g_assert_cmpint (omni_order_overview_get_total (fixture->overview), ==, 300);
}

static void
test_ignored (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A server that takes no notice of days gives a sentence, not wrong bars");

  look_at (fixture, fixture->all);
  g_assert_error (omni_order_overview_get_error (fixture->overview), OMNI_ERROR,
                  OMNI_ERROR_IGNORED);
}

static void
test_no_server (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Without a server there is a sentence");

  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
  look_at (fixture, fixture->all);
  g_assert_error (omni_order_overview_get_error (fixture->overview), OMNI_ERROR,
                  OMNI_ERROR_OFFLINE);
}

static void
add (const char *path, const char *variant, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, variant, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  add ("/work/order-overview/days", NULL, test_days);
  add ("/work/order-overview/ages", NULL, test_ages);
  add ("/work/order-overview/amounts", NULL, test_amounts);
  add ("/work/order-overview/filtered", NULL, test_filtered);
  add ("/work/order-overview/new-query", NULL, test_new_query);
  add ("/work/order-overview/ignored-days", "ignored-filters", test_ignored);
  add ("/work/order-overview/no-server", NULL, test_no_server);

  return g_test_run ();
}
