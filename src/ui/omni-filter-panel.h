/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"
#include "omni-reference-data.h"
#include "omni-status-counts.h"

G_BEGIN_DECLS

/**
 * OmniFilterPanel:
 *
 * All filters of the core's list as fields that edit one query. It is an #OmniFilterField itself.
 */
#define OMNI_TYPE_FILTER_PANEL (omni_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (OmniFilterPanel, omni_filter_panel, OMNI, FILTER_PANEL, GtkBox)

void             omni_filter_panel_set_reference_data (OmniFilterPanel   *self,
                                                       OmniReferenceData *reference);
void             omni_filter_panel_set_counts         (OmniFilterPanel   *self,
                                                       OmniStatusCounts  *counts);
OmniFilterField *omni_filter_panel_get_field          (OmniFilterPanel   *self,
                                                       const char        *id);

G_END_DECLS
