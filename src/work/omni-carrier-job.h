/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-carrier-map.h"
#include "omni-client.h"
#include "omni-job.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniUnmatched:
 * @row: the row of the report, as a spreadsheet counts
 * @key: (not nullable) (owned): what the row is about
 * @reason: (not nullable) (owned): why nothing became of it
 */
typedef struct
{
  gsize row;
  char *key;
  char *reason;
} OmniUnmatched;

/**
 * OmniCarrierJob:
 *
 * The job that makes an order-update file of a carrier's report. A row names an item by its id, an
 * order by its number, or a parcel by its tracking number; one that names an order and no product
 * is about all of its items that can still change, one that names a parcel about those in it.
 */
#define OMNI_TYPE_CARRIER_JOB (omni_carrier_job_get_type ())
G_DECLARE_FINAL_TYPE (OmniCarrierJob, omni_carrier_job, OMNI, CARRIER_JOB, OmniJob)

OmniCarrierJob      *omni_carrier_job_new             (OmniClient             *client,
                                                       GFile                  *report,
                                                       const OmniCarrierMap   *map,
                                                       GFile                  *target,
                                                       OmniTableFormat         format);
void                 omni_carrier_job_set_options     (OmniCarrierJob         *self,
                                                       const OmniTableOptions *options);

/* When it has ended well. */
gsize                omni_carrier_job_get_n_rows      (OmniCarrierJob         *self);
guint                omni_carrier_job_get_n_unmatched (OmniCarrierJob         *self);
const OmniUnmatched *omni_carrier_job_get_unmatched   (OmniCarrierJob         *self,
                                                       guint                   index);
gboolean             omni_carrier_job_write_unmatched (OmniCarrierJob         *self,
                                                       GFile                  *target,
                                                       OmniTableFormat         format,
                                                       const OmniTableOptions *options,
                                                       GError                **error);

G_END_DECLS
