/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-overview.h"

#include "omni-order-overview-private.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/* The page of orders that a person waits for must not stand in a queue behind these. */
#define MAX_IN_FLIGHT 2

/* Amounts need the orders themselves, so they are those of the newest ones. */
#define N_MOST_PAGES 20
#define PAGE_SIZE 100

/* What arrives between two questions is not enough to make the days more than the whole. */
#define TOLERANCE 10

/* A number to be asked for. */
typedef struct
{
  OmniOrderQuery *query; /* (not nullable) (owned) */
  OmniOverviewBar *bar;  /* (nullable) (borrowed): NULL for all orders */
  int color;             /* a part of the bar, or -1 for all of it */
} Question;

/* One that is on its way. */
typedef struct
{
  OmniOrderOverview *self;   /* (not nullable) (owned) */
  GCancellable *cancellable; /* (not nullable) (owned): tells whose answer it is */
  OmniOverviewBar *bar;      /* (nullable) (borrowed) */
  int color;
} Request;

struct _OmniOrderOverview
{
  GObject parent_instance;

  OmniClient *client;                        /* (not nullable) (owned) */
  OmniReferenceData *reference;              /* (nullable) (owned) */
  OmniOrderQuery *query;                     /* (nullable) (owned) */
  OmniOrderQuery *resolved;                  /* (nullable) (owned): for one moment */
  GCancellable *cancellable;                 /* (nullable) (owned): of what is under way */
  GPtrArray *bars[OMNI_OVERVIEW_N_SECTIONS]; /* (not nullable) (owned) */
  GQueue questions;                          /* (element-type Question) (owned) */
  guint n_in_flight;
  gint64 total;     /* -1: not known */
  GHashTable *seen; /* (not nullable) (owned) (element-type gint64): keys of the orders read */
  guint page;       /* the page that is being read, or 0 */
  GError *error;    /* (nullable) (owned) */
  gboolean is_cut;  /* it was cancelled before everything had arrived */
};

G_DEFINE_FINAL_TYPE (OmniOrderOverview, omni_order_overview, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask_next (OmniOrderOverview *self);
static void read_page (OmniOrderOverview *self);

static void
question_free (Question *question)
{
  omni_order_query_unref (question->query);
  g_free (question);
}

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Request *
request_new (OmniOrderOverview *self, OmniOverviewBar *bar, int color)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->cancellable = g_object_ref (self->cancellable);
  request->bar = bar;
  request->color = color;
  return request;
}

static gboolean
is_current (const Request *request)
{
  return request->cancellable == request->self->cancellable &&
         !g_cancellable_is_cancelled (request->cancellable);
}

static void
add_question (OmniOrderOverview *self, OmniOrderQuery *query, OmniOverviewBar *bar, int color)
{
  Question *question = g_new0 (Question, 1);

  question->query = omni_order_query_ref (query);
  question->bar = bar;
  question->color = color;
  g_queue_push_tail (&self->questions, question);
}

/* What failed once would fail for the rest, too. */
static void
fail (OmniOrderOverview *self, const GError *error)
{
  omni_order_overview_cancel (self);
  self->is_cut = TRUE;
  self->error = g_error_copy (error);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/*
 * Counts
 */

/* A day has parts; where it has one only, that is the whole. */
static void
ask_for_parts (OmniOrderOverview *self, OmniOverviewBar *bar)
{
  guint n_colors = 0;
  int last = 0;

  for (int i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    {
      if (bar->part_queries[i] == NULL)
        continue;
      n_colors++;
      last = i;
    }

  if (bar->count == 0 || n_colors == 1)
    {
      for (int i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
        bar->parts[i] = i == last ? bar->count : 0;
      return;
    }

  for (int i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    {
      if (bar->part_queries[i] != NULL)
        add_question (self, bar->part_queries[i], bar, i);
    }
}

/* Statuses that nobody has heard of are what is left when all others are known. */
static void
find_rest (OmniOverviewBar *bar)
{
  gint64 rest = bar->count;

  for (int i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    {
      if (i == OMNI_STATUS_COLOR_NEUTRAL)
        continue;
      if (bar->part_queries[i] != NULL && bar->parts[i] < 0)
        return;
      rest -= MAX (bar->parts[i], 0);
    }

  bar->parts[OMNI_STATUS_COLOR_NEUTRAL] = MAX (rest, 0);
}

/* A server that passes over days answers with all orders for each of them. */
static gboolean
are_days_ignored (OmniOrderOverview *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->bars[OMNI_OVERVIEW_DAYS]->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (self->bars[OMNI_OVERVIEW_DAYS], i);

      sum += MAX (bar->count, 0);
    }

  return self->total >= 0 && sum > self->total + self->total / 20 + TOLERANCE;
}

static void
fail_ignored (OmniOrderOverview *self)
{
  g_autoptr (GPtrArray) ignored = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ignored, (gpointer) omni_filter_find ("placed-after"));
  error = omni_order_query_ignored_error (ignored);
  fail (self, error);
}

static void
take_count (OmniOrderOverview *self, OmniOverviewBar *bar, int color, gint64 count)
{
  if (bar == NULL)
    {
      self->total = count;
    }
  else if (color >= 0)
    {
      bar->parts[color] = count;
      find_rest (bar);
    }
  else
    {
      bar->count = count;
      if (bar->date != NULL)
        ask_for_parts (self, bar);
    }
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  OmniOrderOverview *self = request->self;
  g_autoptr (GError) error = NULL;
  gint64 count = omni_client_count_orders_finish (OMNI_CLIENT (source), result, &error);

  if (!is_current (request))
    return;

  self->n_in_flight--;
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  take_count (self, request->bar, request->color, count);
  if (are_days_ignored (self))
    {
      fail_ignored (self);
      return;
    }

  ask_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ask_next (OmniOrderOverview *self)
{
  while (self->n_in_flight < MAX_IN_FLIGHT && !g_queue_is_empty (&self->questions))
    {
      Question *question = g_queue_pop_head (&self->questions);

      self->n_in_flight++;
      omni_client_count_orders_async (self->client, question->query, self->cancellable, counted_cb,
                                      request_new (self, question->bar, question->color));
      question_free (question);
    }
}

/*
 * Amounts
 */

static void
take_order (OmniOrderOverview *self, const OmniOrder *order)
{
  gint64 pk = omni_order_get_pk (order);
  OmniMoney amount;

  /* Pages shift when orders come in. */
  if (!g_hash_table_add (self->seen, g_memdup2 (&pk, sizeof pk)))
    return;

  if (omni_order_get_amount (order, OMNI_ORDER_AMOUNT, &amount))
    omni_overview_add_amount (self->bars[OMNI_OVERVIEW_AMOUNTS], self->query, self->reference,
                              order, &amount);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  OmniOrderOverview *self = request->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) page =
      omni_order_source_load_page_finish (OMNI_ORDER_SOURCE (source), result, &error);

  if (!is_current (request))
    return;

  if (page == NULL)
    {
      fail (self, error);
      return;
    }

  for (guint i = 0; i < page->orders->len; i++)
    take_order (self, g_ptr_array_index (page->orders, i));
  omni_overview_sort_amounts (self->bars[OMNI_OVERVIEW_AMOUNTS]);

  self->page =
      page->has_next && page->orders->len > 0 && self->page < N_MOST_PAGES ? self->page + 1 : 0;
  if (self->page > 0)
    read_page (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_page (OmniOrderOverview *self)
{
  g_autoptr (OmniOrderQuery) sorted =
      omni_order_query_with_sort (self->resolved, "date_placed", TRUE);

  omni_order_source_load_page_async (OMNI_ORDER_SOURCE (self->client), sorted, self->page,
                                     PAGE_SIZE, self->cancellable, page_read_cb,
                                     request_new (self, NULL, -1));
}

/*
 * Overrides
 */

static void
omni_order_overview_dispose (GObject *object)
{
  OmniOrderOverview *self = OMNI_ORDER_OVERVIEW (object);

  omni_order_overview_cancel (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->resolved, omni_order_query_unref);

  G_OBJECT_CLASS (omni_order_overview_parent_class)->dispose (object);
}

static void
omni_order_overview_finalize (GObject *object)
{
  OmniOrderOverview *self = OMNI_ORDER_OVERVIEW (object);

  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    g_ptr_array_unref (self->bars[i]);
  g_hash_table_unref (self->seen);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (omni_order_overview_parent_class)->finalize (object);
}

static void
omni_order_overview_class_init (OmniOrderOverviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_overview_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_order_overview_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_ORDER_OVERVIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_order_overview_init (OmniOrderOverview *self)
{
  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    self->bars[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_overview_bar_free);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->questions);
  self->total = -1;
}

/*
 * Public API
 */

/**
 * omni_order_overview_new:
 * @client: where the orders are
 * @reference: (nullable): the names behind the tenant's keys
 *
 * Returns: (transfer full): an overview of nothing yet
 */
OmniOrderOverview *
omni_order_overview_new (OmniClient *client, OmniReferenceData *reference)
{
  OmniOrderOverview *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_OVERVIEW, NULL);
  self->client = g_object_ref (client);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  return self;
}

/**
 * omni_order_overview_set_query:
 * @self: the overview
 * @query: which orders; their order does not matter
 *
 * Asks for what @query looks like, unless that is there already or on its way.
 */
void
omni_order_overview_set_query (OmniOrderOverview *self, OmniOrderQuery *query)
{
  g_autoptr (OmniOrderQuery) unsorted = NULL;

  g_return_if_fail (OMNI_IS_ORDER_OVERVIEW (self));
  g_return_if_fail (query != NULL);

  unsorted = omni_order_query_with_sort (query, NULL, FALSE);
  if (self->query != NULL && omni_order_query_equal (self->query, unsorted) && !self->is_cut)
    return;

  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = g_steal_pointer (&unsorted);
  omni_order_overview_reload (self);
}

/**
 * omni_order_overview_reload:
 * @self: the overview
 *
 * Asks for everything again.
 */
void
omni_order_overview_reload (OmniOrderOverview *self)
{
  OmniTime now = omni_time_now ();

  g_return_if_fail (OMNI_IS_ORDER_OVERVIEW (self));

  if (self->query == NULL)
    return;

  omni_order_overview_cancel (self);
  g_clear_error (&self->error);
  self->is_cut = FALSE;
  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    g_ptr_array_set_size (self->bars[i], 0);
  g_hash_table_remove_all (self->seen);
  g_clear_pointer (&self->resolved, omni_order_query_unref);
  self->resolved = omni_order_query_resolve (self->query, now);
  self->total = -1;

  omni_overview_make_days (self->bars[OMNI_OVERVIEW_DAYS], self->query, now);
  omni_overview_make_ages (self->bars[OMNI_OVERVIEW_AGES], self->query, now);
  self->cancellable = g_cancellable_new ();
  add_question (self, self->resolved, NULL, -1);
  for (guint section = OMNI_OVERVIEW_DAYS; section <= OMNI_OVERVIEW_AGES; section++)
    {
      for (guint i = 0; i < self->bars[section]->len; i++)
        {
          OmniOverviewBar *bar = g_ptr_array_index (self->bars[section], i);

          if (bar->count < 0)
            add_question (self, bar->query, bar, -1);
        }
    }

  ask_next (self);
  self->page = 1;
  read_page (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * omni_order_overview_cancel:
 * @self: the overview
 *
 * Asks for nothing more. What has arrived stays.
 */
void
omni_order_overview_cancel (OmniOrderOverview *self)
{
  g_return_if_fail (OMNI_IS_ORDER_OVERVIEW (self));

  self->is_cut |= omni_order_overview_is_loading (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (&self->questions, (GDestroyNotify) question_free);
  self->n_in_flight = 0;
  self->page = 0;
}

/**
 * omni_order_overview_is_loading:
 * @self: the overview
 *
 * Returns: whether something is still to come
 */
gboolean
omni_order_overview_is_loading (OmniOrderOverview *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_OVERVIEW (self), FALSE);

  return self->n_in_flight > 0 || self->page > 0;
}

/**
 * omni_order_overview_get_error:
 * @self: the overview
 *
 * Returns: (transfer none) (nullable): why it cannot be had; %OMNI_ERROR_IGNORED where the server
 *   takes no notice of days
 */
const GError *
omni_order_overview_get_error (OmniOrderOverview *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_OVERVIEW (self), NULL);

  return self->error;
}

/**
 * omni_order_overview_get_bars:
 * @self: the overview
 * @section: a part of it
 *
 * Returns: (transfer none) (element-type OmniOverviewBar): its bars; those of days and ages from
 * the oldest to the newest, those of amounts by currency, the largest first
 */
GPtrArray *
omni_order_overview_get_bars (OmniOrderOverview *self, OmniOverviewSection section)
{
  g_return_val_if_fail (OMNI_IS_ORDER_OVERVIEW (self), NULL);

  return self->bars[section];
}

/**
 * omni_order_overview_get_total:
 * @self: the overview
 *
 * Returns: how many orders match, or -1 while that is not known
 */
gint64
omni_order_overview_get_total (OmniOrderOverview *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_OVERVIEW (self), -1);

  return self->total;
}

/**
 * omni_order_overview_get_n_read:
 * @self: the overview
 *
 * Returns: how many orders the amounts are of, the newest ones
 */
gint64
omni_order_overview_get_n_read (OmniOrderOverview *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_OVERVIEW (self), 0);

  return g_hash_table_size (self->seen);
}
