/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-status-counts.h"

/* The page of orders that a person waits for must not stand in a queue behind the numbers. */
#define MAX_IN_FLIGHT 2

typedef struct
{
  gint64 count; /* -1: never known */
  gboolean is_fresh;
} Number;

struct _OmniStatusCounts
{
  GObject parent_instance;

  OmniClient *client;        /* (owned) */
  OmniOrderQuery *query;     /* (nullable) (owned): without a status and without a sort */
  GCancellable *cancellable; /* (nullable) (owned): of the numbers of @query */
  Number *numbers;           /* (owned): all orders first, then one for each status of the table */
  guint n_numbers;
  guint next;                /* the number that is asked for next */
  guint n_in_flight;
};

typedef struct
{
  OmniStatusCounts *self;    /* (owned) */
  GCancellable *cancellable; /* (owned): tells whose answer it is */
  guint index;
} Request;

G_DEFINE_FINAL_TYPE (OmniStatusCounts, omni_status_counts, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask_next (OmniStatusCounts *self);

static void
request_free (Request *request)
{
  g_clear_object (&request->self);
  g_clear_object (&request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  OmniStatusCounts *self = request->self;
  g_autoptr (GError) error = NULL;
  gint64 count = omni_client_count_orders_finish (OMNI_CLIENT (source), result, &error);

  if (request->cancellable != self->cancellable || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->n_in_flight--;

  /* The list asks the same server and says what is wrong; here a number is only left out. */
  if (error != NULL)
    {
      g_debug ("A count did not arrive: %s", error->message);
      self->next = self->n_numbers;
      return;
    }

  self->numbers[request->index].count = count;
  self->numbers[request->index].is_fresh = TRUE;
  ask_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ask_next (OmniStatusCounts *self)
{
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);

  while (self->n_in_flight < MAX_IN_FLIGHT && self->next < self->n_numbers)
    {
      g_autoptr (OmniOrderQuery) query = NULL;
      Request *request = g_new0 (Request, 1);

      request->self = g_object_ref (self);
      request->cancellable = g_object_ref (self->cancellable);
      request->index = self->next++;

      if (request->index == 0)
        query = omni_order_query_ref (self->query);
      else
        query = omni_order_query_with_value (self->query, "status",
                                             statuses[request->index - 1].code);

      self->n_in_flight++;
      omni_client_count_orders_async (self->client, query, self->cancellable, counted_cb, request);
    }
}

static void
omni_status_counts_dispose (GObject *object)
{
  OmniStatusCounts *self = OMNI_STATUS_COUNTS (object);

  omni_status_counts_cancel (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->query, omni_order_query_unref);

  G_OBJECT_CLASS (omni_status_counts_parent_class)->dispose (object);
}

static void
omni_status_counts_finalize (GObject *object)
{
  OmniStatusCounts *self = OMNI_STATUS_COUNTS (object);

  g_free (self->numbers);

  G_OBJECT_CLASS (omni_status_counts_parent_class)->finalize (object);
}

static void
omni_status_counts_class_init (OmniStatusCountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_status_counts_dispose;
  object_class->finalize = omni_status_counts_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_STATUS_COUNTS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_status_counts_init (OmniStatusCounts *self)
{
  omni_status_get_all (&self->n_numbers);
  self->n_numbers++;
  self->numbers = g_new0 (Number, self->n_numbers);
  for (guint i = 0; i < self->n_numbers; i++)
    self->numbers[i].count = -1;
}

/**
 * omni_status_counts_new:
 * @client: the tenant's API
 *
 * Makes an object that knows no numbers yet.
 *
 * Returns: (transfer full): the numbers
 */
OmniStatusCounts *
omni_status_counts_new (OmniClient *client)
{
  OmniStatusCounts *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);

  self = g_object_new (OMNI_TYPE_STATUS_COUNTS, NULL);
  self->client = g_object_ref (client);

  return self;
}

/**
 * omni_status_counts_set_query:
 * @self: the numbers
 * @query: which orders; what it says about status and order does not matter
 *
 * Asks for the numbers of @query, unless they are the ones that are already there or on their way.
 */
void
omni_status_counts_set_query (OmniStatusCounts *self, OmniOrderQuery *query)
{
  g_autoptr (OmniOrderQuery) unsorted = NULL;
  g_autoptr (OmniOrderQuery) base = NULL;

  g_return_if_fail (OMNI_IS_STATUS_COUNTS (self));
  g_return_if_fail (query != NULL);

  unsorted = omni_order_query_with_sort (query, NULL, FALSE);
  base = omni_order_query_without_filter (unsorted, "status");
  if (self->query != NULL && omni_order_query_equal (base, self->query))
    return;

  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = g_steal_pointer (&base);
  omni_status_counts_reload (self);
}

/**
 * omni_status_counts_reload:
 * @self: the numbers
 *
 * Asks for all numbers again.
 */
void
omni_status_counts_reload (OmniStatusCounts *self)
{
  g_return_if_fail (OMNI_IS_STATUS_COUNTS (self));

  if (self->query == NULL)
    return;

  omni_status_counts_cancel (self);
  self->cancellable = g_cancellable_new ();
  self->next = 0;
  for (guint i = 0; i < self->n_numbers; i++)
    self->numbers[i].is_fresh = FALSE;

  ask_next (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * omni_status_counts_cancel:
 * @self: the numbers
 *
 * Asks for nothing more.
 */
void
omni_status_counts_cancel (OmniStatusCounts *self)
{
  g_return_if_fail (OMNI_IS_STATUS_COUNTS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_in_flight = 0;
  self->next = self->n_numbers;
}

/**
 * omni_status_counts_get:
 * @self: the numbers
 * @code: (nullable): a status code, or %NULL for all orders
 * @is_fresh: (out) (optional): whether the number belongs to the query of now
 *
 * Gives a number.
 *
 * Returns: how many orders, or -1 when no answer came yet
 */
gint64
omni_status_counts_get (OmniStatusCounts *self, const char *code, gboolean *is_fresh)
{
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);
  guint index = 0;

  g_return_val_if_fail (OMNI_IS_STATUS_COUNTS (self), -1);

  if (code != NULL)
    {
      for (index = 1; index < self->n_numbers; index++)
        {
          if (strcmp (statuses[index - 1].code, code) == 0)
            break;
        }
      g_return_val_if_fail (index < self->n_numbers, -1);
    }

  if (is_fresh != NULL)
    *is_fresh = self->numbers[index].is_fresh;

  return self->numbers[index].count;
}

/**
 * omni_status_counts_is_loading:
 * @self: the numbers
 *
 * Returns: whether numbers are still on their way
 */
gboolean
omni_status_counts_is_loading (OmniStatusCounts *self)
{
  g_return_val_if_fail (OMNI_IS_STATUS_COUNTS (self), FALSE);

  return self->n_in_flight > 0;
}
