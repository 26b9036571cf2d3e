/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job.h"
#include "omni-ledger.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniActivityExport:
 *
 * The job that writes what was done to a CSV or XLSX file, the newest entry first.
 */
#define OMNI_TYPE_ACTIVITY_EXPORT (omni_activity_export_get_type ())
G_DECLARE_FINAL_TYPE (OmniActivityExport, omni_activity_export, OMNI, ACTIVITY_EXPORT, OmniJob)

OmniActivityExport *omni_activity_export_new (OmniDatabase           *database,
                                          const OmniProfile      *profile,
                                          const OmniLedgerFilter *filter,
                                          GFile                  *target,
                                          OmniTableFormat         format,
                                          const OmniTableOptions *options);

G_END_DECLS
