/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation-reason.h"
#include "omni-cancellation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniReasonGrid:
 *
 * The ticked lines of an order, each with what goes back for it and its reason, and one choice that
 * fills all. What was chosen for a line stays as long as the widget does.
 *
 * Signals: #OmniReasonGrid::changed after a reason or its text was changed.
 */
#define OMNI_TYPE_REASON_GRID (omni_reason_grid_get_type ())
G_DECLARE_FINAL_TYPE (OmniReasonGrid, omni_reason_grid, OMNI, REASON_GRID, GtkWidget)

GtkWidget *omni_reason_grid_new         (void);
void       omni_reason_grid_show        (OmniReasonGrid         *self,
                                         const OmniCancellation *cancellation);
void       omni_reason_grid_set_reasons (OmniReasonGrid         *self,
                                         GPtrArray              *reasons,
                                         gboolean                is_return);
void       omni_reason_grid_choose      (OmniReasonGrid         *self,
                                         gint64                  item,
                                         gint64                  reason,
                                         const char             *text);
char      *omni_reason_grid_fill        (OmniReasonGrid         *self,
                                         OmniCancellation       *cancellation);
void       omni_reason_grid_forget      (OmniReasonGrid         *self);

G_END_DECLS
