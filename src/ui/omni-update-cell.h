/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-update-sheet.h"

G_BEGIN_DECLS

/**
 * OmniUpdateCell:
 *
 * A cell of the table of an order-update file. It can have the keyboard, and a text can be typed
 * into it.
 *
 * Signals: #OmniUpdateCell::done (text, step) when typing ended: with %NULL when nothing is to
 * change, and where the cursor goes next, as an #OmniUpdateStep.
 */
#define OMNI_TYPE_UPDATE_CELL (omni_update_cell_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateCell, omni_update_cell, OMNI, UPDATE_CELL, GtkWidget)

typedef enum
{
  OMNI_UPDATE_STEP_STAY,
  OMNI_UPDATE_STEP_UP,
  OMNI_UPDATE_STEP_DOWN,
  OMNI_UPDATE_STEP_LEFT,
  OMNI_UPDATE_STEP_RIGHT,
  OMNI_UPDATE_STEP_LEAVE, /* the keyboard is elsewhere already */
} OmniUpdateStep;

GtkWidget      *omni_update_cell_new          (guint            column);
void            omni_update_cell_bind         (OmniUpdateCell  *self,
                                               OmniUpdateSheet *sheet,
                                               OmniUpdateLine  *line);
void            omni_update_cell_unbind       (OmniUpdateCell  *self);
void            omni_update_cell_refresh      (OmniUpdateCell  *self);
OmniUpdateLine *omni_update_cell_get_line     (OmniUpdateCell  *self);
guint           omni_update_cell_get_column   (OmniUpdateCell  *self);
void            omni_update_cell_set_selected (OmniUpdateCell  *self,
                                               gboolean         selected);
void            omni_update_cell_edit         (OmniUpdateCell  *self,
                                               const char      *text,
                                               gboolean         is_typed);
gboolean        omni_update_cell_is_editing   (OmniUpdateCell  *self);
void            omni_update_cell_finish       (OmniUpdateCell  *self);

G_END_DECLS
