/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-export.h"

#include "omni-order-walk.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderResolve
{
  OmniJob parent_instance;

  OmniClient *client;    /* (not nullable) (owned) */
  OmniOrderQuery *query; /* (not nullable) (owned) */
  GArray *orders;        /* (not nullable) (owned) (element-type OmniSelectedOrder) */
};

G_DEFINE_FINAL_TYPE (OmniOrderResolve, omni_order_resolve, OMNI_TYPE_JOB)

/*
 * Helpers
 */

static void
select_orders (OmniOrderResolve *self, const OmniOrderBatch *batch)
{
  for (guint i = 0; i < batch->orders->len; i++)
    {
      OmniOrder *order = g_ptr_array_index (batch->orders, i);
      OmniSelectedOrder selected = { .pk = omni_order_get_pk (order) };

      if (!omni_order_get_amount (order, OMNI_ORDER_AMOUNT, &selected.amount))
        selected.amount = (OmniMoney) { 0 };
      g_array_append_val (self->orders, selected);
    }
}

/*
 * Overrides
 */

static gboolean
omni_order_resolve_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniOrderResolve *self = OMNI_ORDER_RESOLVE (job);
  g_autoptr (OmniOrderWalk) walk =
      omni_order_walk_new (self->client, self->query, FALSE, cancellable);
  GError *failure = NULL;
  OmniOrderBatch *batch;

  while ((batch = omni_order_walk_next (walk, &failure)) != NULL)
    {
      select_orders (self, batch);
      omni_order_batch_free (batch);

      omni_job_report (job, self->orders->len, omni_order_walk_get_total (walk));
      if (!omni_job_checkpoint (job, error))
        return FALSE;
    }

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

static void
omni_order_resolve_finalize (GObject *object)
{
  OmniOrderResolve *self = OMNI_ORDER_RESOLVE (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_array_unref (self->orders);

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
  self->orders = g_array_new (FALSE, FALSE, sizeof (OmniSelectedOrder));
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
 * omni_order_resolve_get_orders:
 * @self: a job that has ended well
 *
 * Returns: (transfer none) (element-type OmniSelectedOrder): the orders, each once, highest key
 * first
 */
GArray *
omni_order_resolve_get_orders (OmniOrderResolve *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_RESOLVE (self), NULL);

  return self->orders;
}
