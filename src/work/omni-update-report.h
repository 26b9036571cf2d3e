/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-writer.h"
#include "omni-update-run.h"

G_BEGIN_DECLS

gboolean omni_update_check_write_report (OmniUpdateCheck        *check,
                                         GFile                  *target,
                                         OmniTableFormat         format,
                                         const OmniTableOptions *options,
                                         GError                **error);

/* Of a run that has ended. */
gboolean omni_update_run_write_report   (OmniUpdateRun          *run,
                                         GFile                  *target,
                                         OmniTableFormat         format,
                                         const OmniTableOptions *options,
                                         GError                **error);
gboolean omni_update_run_write_failed   (OmniUpdateRun          *run,
                                         GFile                  *target,
                                         OmniTableFormat         format,
                                         const OmniTableOptions *options,
                                         GError                **error);
gboolean omni_update_run_write_undo     (OmniUpdateRun          *run,
                                         GFile                  *target,
                                         OmniTableFormat         format,
                                         const OmniTableOptions *options,
                                         GError                **error);

G_END_DECLS
