/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-csv-dialect.h"
#include "omni-update-date.h"

G_BEGIN_DECLS

/**
 * OmniUpdateReading:
 *
 * Shows how a file is read, and lets a person say otherwise: encoding, delimiter, quotation mark,
 * and whether a date begins with the day or the month.
 *
 * Signals: #OmniUpdateReading::dialect-changed and #OmniUpdateReading::date-order-changed after a
 * person chose.
 */
#define OMNI_TYPE_UPDATE_READING (omni_update_reading_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateReading, omni_update_reading, OMNI, UPDATE_READING, GtkPopover)

void          omni_update_reading_show_dialect    (OmniUpdateReading    *self,
                                                   const OmniCsvDialect *dialect,
                                                   gboolean              is_text);
void          omni_update_reading_show_date_order (OmniUpdateReading    *self,
                                                   OmniDateOrder         order,
                                                   gboolean              is_known);
void          omni_update_reading_get_dialect     (OmniUpdateReading    *self,
                                                   OmniCsvDialect       *dialect);
OmniDateOrder omni_update_reading_get_date_order  (OmniUpdateReading    *self);
char         *omni_update_reading_dup_summary     (const OmniCsvDialect *dialect);

G_END_DECLS
