/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-job.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniUpdateTemplate:
 *
 * The job that makes an order-update file to fill in: an empty one with remarks and an example,
 * or one with a row for each item of some orders and the values that it has now. A workbook has
 * lists to choose from.
 */
#define OMNI_TYPE_UPDATE_TEMPLATE (omni_update_template_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateTemplate, omni_update_template, OMNI, UPDATE_TEMPLATE, OmniJob)

OmniUpdateTemplate *omni_update_template_new         (OmniClient              *client,
                                                      OmniReferenceData       *reference,
                                                      GFile                   *target,
                                                      OmniTableFormat          format);
void                omni_update_template_set_query   (OmniUpdateTemplate      *self,
                                                      OmniOrderQuery          *query);
void                omni_update_template_set_orders  (OmniUpdateTemplate      *self,
                                                      const gint64            *order_pks,
                                                      gsize                    n_order_pks);
void                omni_update_template_set_numbers (OmniUpdateTemplate      *self,
                                                      const char * const      *numbers);
void                omni_update_template_set_options (OmniUpdateTemplate      *self,
                                                      const OmniTableOptions  *options);
gint64              omni_update_template_get_n_missing (OmniUpdateTemplate    *self);

G_END_DECLS
