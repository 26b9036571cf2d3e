/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"
#include "omni-status-counts.h"

G_BEGIN_DECLS

/**
 * OmniStatusStrip:
 *
 * How many orders have which status, in one line; a click shows only those, a second click shows
 * all again. It is an
 * #OmniFilterField of the filter "status".
 */
#define OMNI_TYPE_STATUS_STRIP (omni_status_strip_get_type ())
G_DECLARE_FINAL_TYPE (OmniStatusStrip, omni_status_strip, OMNI, STATUS_STRIP, GtkBox)

void  omni_status_strip_set_counts (OmniStatusStrip  *self,
                                    OmniStatusCounts *counts);
void  omni_status_strip_choose     (OmniStatusStrip  *self,
                                    const char       *code);

G_END_DECLS
