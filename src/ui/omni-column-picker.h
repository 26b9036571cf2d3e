/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-column.h"

G_BEGIN_DECLS

/**
 * OmniColumnPicker:
 *
 * All columns with a tick box each, the chosen ones first and in their order; Alt+Up and Alt+Down
 * move the one that has the focus.
 *
 * Signals: #OmniColumnPicker::changed when a person chose otherwise.
 */
#define OMNI_TYPE_COLUMN_PICKER (omni_column_picker_get_type ())
G_DECLARE_FINAL_TYPE (OmniColumnPicker, omni_column_picker, OMNI, COLUMN_PICKER, GtkBox)

GtkWidget *omni_column_picker_new         (void);
void       omni_column_picker_set_columns (OmniColumnPicker      *self,
                                           GPtrArray             *columns);
GPtrArray *omni_column_picker_dup_columns (OmniColumnPicker      *self);
void       omni_column_picker_tick        (OmniColumnPicker      *self,
                                           const OmniOrderColumn *column,
                                           gboolean               ticked);
void       omni_column_picker_move        (OmniColumnPicker      *self,
                                           const OmniOrderColumn *column,
                                           int                    steps);

G_END_DECLS
