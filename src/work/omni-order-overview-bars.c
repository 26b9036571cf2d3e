/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-overview-private.h"

#include "omni-order-column.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_MOST_DAYS 14

/* The moments that a bar covers. */
typedef struct
{
  OmniTime first;
  OmniTime last;
} Span;

static OmniOverviewBar *
bar_new (OmniOrderQuery *query)
{
  OmniOverviewBar *bar = g_new0 (OmniOverviewBar, 1);

  bar->query = omni_order_query_ref (query);
  bar->count = -1;
  for (guint i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    bar->parts[i] = -1;
  return bar;
}

/* A limit of the query as a moment: it may say a day, a moment, or "7d". */
static OmniTime
get_limit (OmniOrderQuery *query, const char *id, OmniTime now, gboolean end, OmniTime otherwise)
{
  g_autoptr (OmniOrderQuery) resolved = omni_order_query_resolve (query, now);
  const char *const *values = omni_order_query_get_values (resolved, id);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  OmniTime limit;

  if (values != NULL && (omni_time_parse_day (values[0], zone, end, &limit, NULL) ||
                         omni_time_parse (values[0], -1, &limit, NULL)))
    return limit;

  return otherwise;
}

static Span
get_span (OmniOrderQuery *query, OmniTime now)
{
  Span span = { .first = get_limit (query, "placed-after", now, FALSE, G_MININT64),
                .last = get_limit (query, "placed-before", now, TRUE, G_MAXINT64) };

  return span;
}

static OmniTime
get_begin_of_day (GDateTime *day)
{
  return g_date_time_to_unix (day) * G_USEC_PER_SEC;
}

/* Midnight of the day that a moment is in, here. */
static GDateTime *
new_day (OmniTime time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                                g_date_time_get_day_of_month (local), 0, 0, 0);
}

/* Days as people write them; moments only where the query itself cuts a day. */
static OmniOrderQuery *
narrow (OmniOrderQuery *query, GDateTime *first, GDateTime *last, const Span *limits)
{
  g_autoptr (OmniOrderQuery) from = omni_order_query_ref (query);
  OmniOrderQuery *both;

  if (first != NULL)
    {
      g_autofree char *text = limits->first > get_begin_of_day (first)
                                  ? omni_time_to_utc (limits->first)
                                  : g_date_time_format (first, "%Y-%m-%d");

      g_clear_pointer (&from, omni_order_query_unref);
      from = omni_order_query_with_value (query, "placed-after", text);
    }

  if (last != NULL)
    {
      g_autoptr (GDateTime) next = g_date_time_add_days (last, 1);
      g_autofree char *text = limits->last < get_begin_of_day (next) - 1
                                  ? omni_time_to_utc (limits->last)
                                  : g_date_time_format (last, "%Y-%m-%d");

      both = omni_order_query_with_value (from, "placed-before", text);
    }
  else
    {
      both = omni_order_query_ref (from);
    }

  return both;
}

/* The statuses of some colours, as far as the query asks for them; NULL where there is none. */
static OmniOrderQuery *
narrow_to_colors (OmniOrderQuery *query, guint colors)
{
  const char *const *asked = omni_order_query_get_values (query, "status");
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);

  for (guint i = 0; i < n_statuses; i++)
    {
      if ((colors & (1u << statuses[i].color)) != 0 &&
          (asked == NULL || g_strv_contains (asked, statuses[i].code)))
        g_ptr_array_add (codes, (gpointer) statuses[i].code);
    }

  if (codes->len == 0)
    return NULL;

  g_ptr_array_add (codes, NULL);
  return omni_order_query_with_filter (query, "status", (const char *const *) codes->pdata);
}

static void
add_age (GPtrArray *bars,
         OmniOrderQuery *open,
         const Span *limits,
         GDateTime *first,
         GDateTime *last,
         const char *name)
{
  g_autoptr (GDateTime) next = last != NULL ? g_date_time_add_days (last, 1) : NULL;
  OmniTime begin = first != NULL ? get_begin_of_day (first) : G_MININT64;
  OmniTime end = next != NULL ? get_begin_of_day (next) - 1 : G_MAXINT64;
  g_autoptr (OmniOrderQuery) query = narrow (open, first, last, limits);
  OmniOverviewBar *bar = bar_new (query);

  bar->name = g_strdup (name);
  if (begin > limits->last || end < limits->first)
    bar->count = 0;
  g_ptr_array_add (bars, bar);
}

/**
 * omni_overview_bar_free:
 * @bar: (transfer full): a bar
 */
void
omni_overview_bar_free (OmniOverviewBar *bar)
{
  omni_order_query_unref (bar->query);
  for (guint i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    g_clear_pointer (&bar->part_queries[i], omni_order_query_unref);
  g_clear_pointer (&bar->date, g_date_time_unref);
  g_free (bar->name);
  g_free (bar);
}

/**
 * omni_overview_make_days:
 * @bars: where they go
 * @query: which orders
 * @now: the moment that counts
 *
 * Adds a bar for each of the last days that @query asks for.
 */
void
omni_overview_make_days (GPtrArray *bars, OmniOrderQuery *query, OmniTime now)
{
  Span limits = get_span (query, now);
  g_autoptr (GDateTime) last = new_day (MIN (now, limits.last));
  g_autoptr (GDateTime) day = g_date_time_add_days (last, 1 - N_MOST_DAYS);

  if (limits.first > get_begin_of_day (day))
    {
      g_clear_pointer (&day, g_date_time_unref);
      day = new_day (limits.first);
    }

  while (g_date_time_compare (day, last) <= 0)
    {
      g_autoptr (OmniOrderQuery) of_day = narrow (query, day, day, &limits);
      OmniOverviewBar *bar = bar_new (of_day);
      GDateTime *next = g_date_time_add_days (day, 1);

      for (guint i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
        bar->part_queries[i] = narrow_to_colors (of_day, 1u << i);
      bar->date = g_steal_pointer (&day);
      day = next;
      g_ptr_array_add (bars, bar);
    }
}

/**
 * omni_overview_make_ages:
 * @bars: where they go
 * @query: which orders
 * @now: the moment that counts
 *
 * Adds a bar for each span of days that orders may have waited which were not shipped yet.
 */
void
omni_overview_make_ages (GPtrArray *bars, OmniOrderQuery *query, OmniTime now)
{
  static const struct
  {
    int first; /* how many days ago; -1 for ever */
    int last;
    const char *name;
  } ages[] = {
    { 0, 0, N_ ("Today") },    { 1, 1, N_ ("1 day") },      { 3, 2, N_ ("2–3 days") },
    { 7, 4, N_ ("4–7 days") }, { 30, 8, N_ ("8–30 days") }, { -1, 31, N_ ("Longer") },
  };
  const guint open_colors = 1u << OMNI_STATUS_COLOR_WAITING | 1u << OMNI_STATUS_COLOR_ACTIVE |
                            1u << OMNI_STATUS_COLOR_TROUBLE;
  g_autoptr (OmniOrderQuery) open = narrow_to_colors (query, open_colors);
  g_autoptr (GDateTime) today = new_day (now);
  Span limits = get_span (query, now);

  for (guint i = 0; open != NULL && i < G_N_ELEMENTS (ages); i++)
    {
      g_autoptr (GDateTime) first =
          ages[i].first >= 0 ? g_date_time_add_days (today, -ages[i].first) : NULL;
      g_autoptr (GDateTime) last = g_date_time_add_days (today, -ages[i].last);

      add_age (bars, open, &limits, first, last, _ (ages[i].name));
    }
}

/*
 * Amounts
 */

static OmniOverviewBar *
find_amount (GPtrArray *bars, const char *name, const char *currency)
{
  for (guint i = 0; i < bars->len; i++)
    {
      OmniOverviewBar *bar = g_ptr_array_index (bars, i);

      if (strcmp (bar->name, name) == 0 && strcmp (bar->amount.currency, currency) == 0)
        return bar;
    }

  return NULL;
}

/**
 * omni_overview_add_amount:
 * @bars: where it goes
 * @query: which orders were asked for
 * @reference: (nullable): the names behind the tenant's keys
 * @order: one of them
 * @amount: what it comes to
 *
 * Adds an order to the bar of its channel and currency. A sum that cannot be told any more stays as
 * it is.
 */
void
omni_overview_add_amount (GPtrArray *bars,
                          OmniOrderQuery *query,
                          const OmniReferenceData *reference,
                          const OmniOrder *order,
                          const OmniMoney *amount)
{
  gint64 pk = omni_order_get_channel (order);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  OmniValue channel;
  const char *name = key;
  OmniOverviewBar *bar;
  OmniMoney sum;

  omni_order_column_get_value (omni_order_column_find ("channel"), order, NULL, reference,
                               &channel);
  if (!channel.is_null)
    name = channel.text;
  bar = find_amount (bars, name, amount->currency);

  if (bar == NULL)
    {
      g_autoptr (OmniOrderQuery) of_channel =
          pk != 0 ? omni_order_query_with_value (query, "channel", key)
                  : omni_order_query_ref (query);

      bar = bar_new (of_channel);
      bar->name = g_strdup (name);
      bar->count = 1;
      bar->amount = *amount;
      g_ptr_array_add (bars, bar);
      return;
    }

  bar->count++;
  if (omni_money_add (&bar->amount, amount, &sum, NULL))
    bar->amount = sum;
}

static gint64
count_currency (GPtrArray *bars, const char *currency)
{
  gint64 n_orders = 0;

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);

      if (strcmp (bar->amount.currency, currency) == 0)
        n_orders += bar->count;
    }

  return n_orders;
}

static int
compare_amounts (gconstpointer a, gconstpointer b, gpointer bars)
{
  const OmniOverviewBar *one = *(OmniOverviewBar *const *) a;
  const OmniOverviewBar *other = *(OmniOverviewBar *const *) b;
  gint64 more =
      count_currency (bars, other->amount.currency) - count_currency (bars, one->amount.currency);

  if (strcmp (one->amount.currency, other->amount.currency) == 0)
    return omni_money_compare (&other->amount, &one->amount);
  if (more != 0)
    return more < 0 ? -1 : 1;

  return strcmp (one->amount.currency, other->amount.currency);
}

/**
 * omni_overview_sort_amounts:
 * @bars: bars of amounts
 *
 * Puts those of the usual currency first, and of one currency the largest.
 */
void
omni_overview_sort_amounts (GPtrArray *bars)
{
  g_autoptr (GPtrArray) all = g_ptr_array_copy (bars, NULL, NULL);

  g_ptr_array_set_free_func (all, NULL);
  g_ptr_array_sort_with_data (bars, compare_amounts, all);
}
