/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-export-plan.h"

static OmniExportPlan *
plan_new (OmniSession *session, const OmniExportChoice *choice, GPtrArray *view)
{
  OmniExportPlan *plan = g_new0 (OmniExportPlan, 1);

  plan->client = g_object_ref (omni_session_get_client (session));
  plan->reference = omni_reference_data_ref (omni_session_get_reference_data (session));
  plan->choice = omni_export_choice_copy (choice);
  plan->columns = omni_export_choice_dup_columns (choice, view);
  return plan;
}

/**
 * omni_export_plan_new_for_query:
 * @session: whose orders
 * @query: which of them
 * @n_matching: how many match now, or -1
 * @choice: how they are written
 * @view: (element-type OmniOrderColumn): the columns of the table
 *
 * Returns: (transfer full): a plan for all orders that match
 */
OmniExportPlan *
omni_export_plan_new_for_query (OmniSession *session,
                                OmniOrderQuery *query,
                                gint64 n_matching,
                                const OmniExportChoice *choice,
                                GPtrArray *view)
{
  OmniExportPlan *plan = plan_new (session, choice, view);

  plan->query = omni_order_query_ref (query);
  plan->n_orders = n_matching;
  return plan;
}

/**
 * omni_export_plan_new_for_orders:
 * @session: whose orders
 * @pks: (array length=n_pks): their keys
 * @n_pks: how many
 * @choice: how they are written
 * @view: (element-type OmniOrderColumn): the columns of the table
 *
 * Returns: (transfer full): a plan for these orders, in this order
 */
OmniExportPlan *
omni_export_plan_new_for_orders (OmniSession *session,
                                 const gint64 *pks,
                                 gsize n_pks,
                                 const OmniExportChoice *choice,
                                 GPtrArray *view)
{
  OmniExportPlan *plan = plan_new (session, choice, view);

  plan->pks = g_memdup2 (pks, n_pks * sizeof *pks);
  plan->n_pks = n_pks;
  plan->n_orders = (gint64) n_pks;
  return plan;
}

/**
 * omni_export_plan_free:
 * @plan: (transfer full): a plan
 */
void
omni_export_plan_free (OmniExportPlan *plan)
{
  g_clear_object (&plan->client);
  g_clear_pointer (&plan->reference, omni_reference_data_unref);
  g_clear_pointer (&plan->query, omni_order_query_unref);
  g_free (plan->pks);
  g_clear_pointer (&plan->choice, omni_export_choice_free);
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  g_clear_object (&plan->target);
  g_free (plan);
}

/**
 * omni_export_plan_make_job:
 * @plan: an #OmniExportPlan with a target
 *
 * Makes the job. Somebody watches it, so it waits for a broken connection as long as it takes.
 *
 * Returns: (transfer full): an #OmniOrderExport that was not started
 */
OmniJob *
omni_export_plan_make_job (gpointer plan)
{
  OmniExportPlan *self = plan;
  g_autoptr (GTimeZone) zone = omni_export_choice_dup_zone (self->choice);
  OmniTableOptions options = {
    .delimiter = omni_export_choice_get_delimiter (self->choice),
    .guard_formulas = self->choice->guard_formulas,
    .zone = zone,
    .replace = self->replace,
  };
  OmniOrderExport *job =
      omni_order_export_new (self->client, self->reference, self->target, self->choice->format);

  if (self->query != NULL)
    omni_order_export_set_query (job, self->query);
  else
    omni_order_export_set_orders (job, self->pks, self->n_pks);
  omni_order_export_set_rows (job, self->choice->rows);
  omni_order_export_set_columns (job, (const OmniOrderColumn **) self->columns->pdata,
                                 self->columns->len);
  omni_order_export_set_options (job, &options);
  omni_order_export_set_patience (job, G_MAXUINT);
  return OMNI_JOB (job);
}
