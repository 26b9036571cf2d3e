/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-column.h"
#include "omni-order-list.h"
#include "omni-order-marks.h"

G_BEGIN_DECLS

/**
 * OmniOrderCell:
 *
 * What one column shows of one order: the controller of a #GtkInscription, which it lives as long
 * as. It follows the row that it is bound to and changes the widget only where something else is to
 * be seen.
 */
typedef struct _OmniOrderCell OmniOrderCell;

GtkWidget     *omni_order_cell_new          (const OmniOrderColumn *column);
OmniOrderCell *omni_order_cell_get          (GtkWidget             *widget);
void           omni_order_cell_bind         (OmniOrderCell         *self,
                                             OmniOrderRow          *row,
                                             OmniReferenceData     *reference,
                                             OmniOrderMarks        *marks,
                                             gboolean               is_first);
void           omni_order_cell_update_mark  (OmniOrderCell         *self);
const OmniOrderColumn *omni_order_cell_get_column (OmniOrderCell   *self);
void           omni_order_cell_unbind       (OmniOrderCell         *self);
gboolean       omni_order_cell_get_position (OmniOrderCell         *self,
                                             guint                 *position);
char          *omni_order_cell_dup_tooltip  (OmniOrderCell         *self);

char          *omni_order_cell_format       (const OmniValue       *value,
                                             gboolean               in_full);

G_END_DECLS
