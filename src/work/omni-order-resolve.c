/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-export.h"

#include "omni-order-lookup.h"
#include "omni-order-walk.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderResolve
{
  OmniJob parent_instance;

  OmniClient *client;       /* (not nullable) (owned) */
  OmniOrderQuery *query;    /* (nullable) (owned) which orders, or NULL where numbers say it */
  GStrv numbers;            /* (nullable) (owned) */
  OmniSelection *selection; /* (not nullable) (owned) */
  GPtrArray *missing;       /* (not nullable) (owned) (element-type utf8) */
};

G_DEFINE_FINAL_TYPE (OmniOrderResolve, omni_order_resolve, OMNI_TYPE_JOB)

/*
 * Helpers
 */

static gboolean
take_batch (OmniOrderResolve *self, OmniOrderBatch *batch, gint64 total, GError **error)
{
  for (guint i = 0; i < batch->orders->len; i++)
    omni_selection_add_order (self->selection, g_ptr_array_index (batch->orders, i));
  for (guint i = 0; i < batch->missing->len; i++)
    g_ptr_array_add (self->missing, g_strdup (g_ptr_array_index (batch->missing, i)));

  omni_job_report (OMNI_JOB (self),
                   (gint64)omni_selection_get_size (self->selection) + self->missing->len, total);
  return omni_job_checkpoint (OMNI_JOB (self), error);
}

static gboolean
walk (OmniOrderResolve *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrderWalk) orders =
      omni_order_walk_new (self->client, self->query, FALSE, cancellable);
  GError *failure = NULL;

  for (;;)
    {
      g_autoptr (OmniOrderBatch) batch = omni_order_walk_next (orders, &failure);

      if (batch == NULL)
        break;
      if (!take_batch (self, batch, omni_order_walk_get_total (orders), error))
        return FALSE;
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
look_up (OmniOrderResolve *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrderLookup) orders = omni_order_lookup_new_for_numbers (
      self->client, (const char *const *)self->numbers, FALSE, cancellable);
  gint64 total = (gint64)omni_order_lookup_get_total (orders);
  GError *failure = NULL;

  for (;;)
    {
      g_autoptr (OmniOrderBatch) batch = omni_order_lookup_next (orders, &failure);

      if (batch == NULL)
        break;
      if (!take_batch (self, batch, total, error))
        return FALSE;
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/*
 * Overrides
 */

static gboolean
omni_order_resolve_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniOrderResolve *self = OMNI_ORDER_RESOLVE (job);

  return self->numbers != NULL ? look_up (self, cancellable, error)
                               : walk (self, cancellable, error);
}

static void
omni_order_resolve_finalize (GObject *object)
{
  OmniOrderResolve *self = OMNI_ORDER_RESOLVE (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->numbers, g_strfreev);
  omni_selection_free (self->selection);
  g_ptr_array_unref (self->missing);

  G_OBJECT_CLASS (omni_order_resolve_parent_class)->finalize (object);
}

static void
omni_order_resolve_class_init (OmniOrderResolveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_resolve_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_order_resolve_run;
}

static void
omni_order_resolve_init (OmniOrderResolve *self)
{
  self->selection = omni_selection_new ();
  self->missing = g_ptr_array_new_with_free_func (g_free);
  omni_job_set_title (OMNI_JOB (self), _("Selecting all matching orders"));
}

/*
 * Public API
 */

/**
 * omni_order_resolve_new:
 * @client: where the orders are
 * @query: which orders
 *
 * Makes the job that finds all orders that match @query now.
 *
 * Returns: (transfer full): the job
 */
OmniOrderResolve *
omni_order_resolve_new (OmniClient *client, OmniOrderQuery *query)
{
  OmniOrderResolve *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_object_new (OMNI_TYPE_ORDER_RESOLVE, NULL);
  self->client = g_object_ref (client);
  self->query = omni_order_query_ref (query);

  return self;
}

/**
 * omni_order_resolve_new_for_numbers:
 * @client: where the orders are
 * @numbers: (array zero-terminated=1): numbers of orders, as omni_search_split_numbers() takes
 *   them out of what was pasted
 *
 * Makes the job that finds the orders with these numbers; a number that two channels use names two.
 *
 * Returns: (transfer full): the job
 */
OmniOrderResolve *
omni_order_resolve_new_for_numbers (OmniClient *client, const char *const *numbers)
{
  OmniOrderResolve *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (numbers != NULL, NULL);

  self = g_object_new (OMNI_TYPE_ORDER_RESOLVE, NULL);
  self->client = g_object_ref (client);
  self->numbers = g_strdupv ((char **)numbers);

  return self;
}

/**
 * omni_order_resolve_get_orders:
 * @self: a job that has ended well
 *
 * Returns: (transfer none) (element-type OmniSelectedOrder): the orders, each once, highest key
 * first or in the order of the numbers
 */
GArray *
omni_order_resolve_get_orders (OmniOrderResolve *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_RESOLVE (self), NULL);

  return omni_selection_get_orders (self->selection);
}

/**
 * omni_order_resolve_get_selection:
 * @self: a job that has ended well
 *
 * Returns: (transfer none): the same orders, with their numbers
 */
const OmniSelection *
omni_order_resolve_get_selection (OmniOrderResolve *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_RESOLVE (self), NULL);

  return self->selection;
}

/**
 * omni_order_resolve_get_missing:
 * @self: a job that has ended well
 *
 * Returns: (transfer none) (element-type utf8): the numbers that no order has
 */
GPtrArray *
omni_order_resolve_get_missing (OmniOrderResolve *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_RESOLVE (self), NULL);

  return self->missing;
}
