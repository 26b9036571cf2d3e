/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-export-choice.h"
#include "omni-job.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniExportPlan:
 * @client: (not nullable) (owned): where the orders are
 * @reference: (not nullable) (owned): the tenant's lists
 * @query: (nullable) (owned): which orders; %NULL when they are named
 * @pks: (nullable) (owned): the named orders
 * @n_pks: how many
 * @n_orders: how many orders there are to be written, as far as that is known
 * @choice: (not nullable) (owned): how
 * @columns: (not nullable) (owned) (element-type OmniOrderColumn): the columns
 * @target: (nullable) (owned): where to, once that is known
 * @replace: whether a file that is there may be replaced
 *
 * Everything that an export is made of, so that it can be made again when it failed.
 */
typedef struct
{
  OmniClient *client;
  OmniReferenceData *reference;
  OmniOrderQuery *query;
  gint64 *pks;
  gsize n_pks;
  gint64 n_orders;
  OmniExportChoice *choice;
  GPtrArray *columns;
  GFile *target;
  gboolean replace;
} OmniExportPlan;

OmniExportPlan *omni_export_plan_new_for_query  (OmniSession            *session,
                                                 OmniOrderQuery         *query,
                                                 gint64                  n_matching,
                                                 const OmniExportChoice *choice,
                                                 GPtrArray              *view);
OmniExportPlan *omni_export_plan_new_for_orders (OmniSession            *session,
                                                 const gint64           *pks,
                                                 gsize                   n_pks,
                                                 const OmniExportChoice *choice,
                                                 GPtrArray              *view);
void            omni_export_plan_free           (OmniExportPlan         *plan);
OmniJob        *omni_export_plan_make_job       (gpointer                plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniExportPlan, omni_export_plan_free)

G_END_DECLS
