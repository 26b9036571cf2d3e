/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-writer.h"
#include "omni-update-check.h"

G_BEGIN_DECLS

gboolean omni_update_check_write_report (OmniUpdateCheck        *check,
                                         GFile                  *target,
                                         OmniTableFormat         format,
                                         const OmniTableOptions *options,
                                         GError                **error);

G_END_DECLS
