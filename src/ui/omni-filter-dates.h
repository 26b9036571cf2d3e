/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"

G_BEGIN_DECLS

/**
 * OmniFilterDates:
 *
 * A range of days: by name, or from one day to another. It edits two filters.
 */
#define OMNI_TYPE_FILTER_DATES (omni_filter_dates_get_type ())
G_DECLARE_FINAL_TYPE (OmniFilterDates, omni_filter_dates, OMNI, FILTER_DATES, GtkBox)

GtkWidget *omni_filter_dates_new (const char       *title,
                                  const OmniFilter *first,
                                  const OmniFilter *last);

G_END_DECLS
