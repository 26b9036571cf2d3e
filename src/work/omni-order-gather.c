/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-gather.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderGather
{
  OmniJob parent_instance;

  OmniClient *client; /* (owned) */
  GArray *pks;        /* (owned) (element-type gint64) */
  GPtrArray *orders;  /* (owned) (element-type OmniGatheredOrder) */
};

G_DEFINE_FINAL_TYPE (OmniOrderGather, omni_order_gather, OMNI_TYPE_JOB)

/**
 * omni_gathered_order_new:
 * @order: an order
 * @items: (element-type OmniOrderItem): its lines
 *
 * Returns: (transfer full): both together
 */
OmniGatheredOrder *
omni_gathered_order_new (OmniOrder *order, GPtrArray *items)
{
  OmniGatheredOrder *gathered = g_new0 (OmniGatheredOrder, 1);

  gathered->order = omni_order_ref (order);
  gathered->items = g_ptr_array_ref (items);
  return gathered;
}

void
omni_gathered_order_free (OmniGatheredOrder *gathered)
{
  omni_order_unref (gathered->order);
  g_ptr_array_unref (gathered->items);
  g_free (gathered);
}

/* One that is not there any more is no reason to print nothing. */
static gboolean
gather (OmniOrderGather *self, gint64 pk, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrder) order = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GError *failure = NULL;

  order = omni_client_get_detailed_order (self->client, pk, cancellable, &failure);
  if (order != NULL)
    items = omni_client_list_order_items (self->client, &pk, 1, cancellable, &failure);
  if (items != NULL)
    {
      g_ptr_array_add (self->orders, omni_gathered_order_new (order, items));
      return TRUE;
    }
  if (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return TRUE;
    }

  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
omni_order_gather_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniOrderGather *self = OMNI_ORDER_GATHER (job);
  guint n_gone;

  for (guint i = 0; i < self->pks->len; i++)
    {
      omni_job_report (job, i, self->pks->len);
      if (!omni_job_checkpoint (job, error) ||
          !gather (self, g_array_index (self->pks, gint64, i), cancellable, error))
        return FALSE;
    }
  omni_job_report (job, self->pks->len, self->pks->len);

  n_gone = self->pks->len - self->orders->len;
  if (n_gone > 0)
    {
      g_autofree char *summary = g_strdup_printf (ngettext ("%u order is not there any more.",
                                                            "%u orders are not there any more.",
                                                            n_gone),
                                                  n_gone);

      omni_job_set_summary (job, summary);
    }
  return TRUE;
}

static void
omni_order_gather_finalize (GObject *object)
{
  OmniOrderGather *self = OMNI_ORDER_GATHER (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->pks, g_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);

  G_OBJECT_CLASS (omni_order_gather_parent_class)->finalize (object);
}

static void
omni_order_gather_class_init (OmniOrderGatherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_gather_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_order_gather_run;
}

static void
omni_order_gather_init (OmniOrderGather *self)
{
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_gathered_order_free);
}

/**
 * omni_order_gather_new:
 * @client: the tenant's API
 * @pks: (array length=n_pks): the orders' keys
 * @n_pks: how many
 *
 * Returns: (transfer full): a job that was not started yet
 */
OmniOrderGather *
omni_order_gather_new (OmniClient *client, const gint64 *pks, gsize n_pks)
{
  OmniOrderGather *self = g_object_new (OMNI_TYPE_ORDER_GATHER, NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("Reading %u order to print",
                                                      "Reading %u orders to print", (guint) n_pks),
                                            (guint) n_pks);

  self->client = g_object_ref (client);
  self->pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_pks);
  g_array_append_vals (self->pks, pks, (guint) n_pks);
  omni_job_set_title (OMNI_JOB (self), title);

  return self;
}

/**
 * omni_order_gather_get_orders:
 * @self: a job that has ended well
 *
 * Returns: (transfer none) (element-type OmniGatheredOrder): the orders
 */
GPtrArray *
omni_order_gather_get_orders (OmniOrderGather *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_GATHER (self), NULL);

  return self->orders;
}
