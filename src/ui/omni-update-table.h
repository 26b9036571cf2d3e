/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-update-sheet.h"

G_BEGIN_DECLS

/**
 * OmniUpdateRange:
 * @first_column: the first column of the table
 * @last_column: the last one
 * @first: the position of the first line
 * @last: the position of the last one
 *
 * A rectangle of cells.
 */
typedef struct
{
  guint first_column;
  guint last_column;
  guint first;
  guint last;
} OmniUpdateRange;

/**
 * OmniUpdateTable:
 *
 * The table of an order-update file: a cursor that keys move from cell to cell, a rectangle of
 * cells that Shift extends, and typing into cells, with a list to choose from where there is one.
 *
 * Signals: #OmniUpdateTable::cursor-moved; #OmniUpdateTable::cell-edited (row, column, text) when
 * something was typed; #OmniUpdateTable::clear when the marked cells are to be emptied;
 * #OmniUpdateTable::leave (forward) when Tab was pressed.
 */
#define OMNI_TYPE_UPDATE_TABLE (omni_update_table_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateTable, omni_update_table, OMNI, UPDATE_TABLE, GtkWidget)

void     omni_update_table_set_sheet    (OmniUpdateTable     *self,
                                         OmniUpdateSheet     *sheet);
void     omni_update_table_set_all      (OmniUpdateTable     *self,
                                         gboolean             all);
void     omni_update_table_set_editable (OmniUpdateTable     *self,
                                         gboolean             editable);
void     omni_update_table_set_choices  (OmniUpdateTable     *self,
                                         OmniUpdateColumn     column,
                                         GPtrArray           *words,
                                         GPtrArray           *labels);
gboolean omni_update_table_get_cursor   (OmniUpdateTable     *self,
                                         gsize               *row,
                                         guint               *column);
void     omni_update_table_set_cursor   (OmniUpdateTable     *self,
                                         gsize                row,
                                         guint                column);
gboolean omni_update_table_get_range    (OmniUpdateTable     *self,
                                         OmniUpdateRange     *range);
void     omni_update_table_edit         (OmniUpdateTable     *self);
void     omni_update_table_finish       (OmniUpdateTable     *self);
void     omni_update_table_focus        (OmniUpdateTable     *self);

G_END_DECLS
