/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-scroll-keeper.h"
#include "omni-update-cell.h"
#include "omni-update-table.h"

G_BEGIN_DECLS

struct _OmniUpdateTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;      /* (borrowed): a child */
  GtkColumnView *view;      /* (borrowed) */
  OmniScrollKeeper *keeper; /* (nullable) (owned) */
  GtkWidget *choice;        /* (nullable) (borrowed): a child, the list to choose from */
  OmniUpdateSheet *sheet;   /* (nullable) (owned) */
  GPtrArray *cells;         /* (not nullable) (owned) (element-type OmniUpdateCell): bound ones */
  GPtrArray *words[OMNI_UPDATE_N_COLUMNS];  /* (nullable) (owned): what can be chosen */
  GPtrArray *labels[OMNI_UPDATE_N_COLUMNS]; /* (nullable) (owned) */
  GtkColumnViewColumn *columns[OMNI_UPDATE_SHEET_N_COLUMNS]; /* (owned) */

  gboolean has_cursor;
  gsize cursor_row;    /* of the file */
  guint cursor;        /* its position */
  guint cursor_column;
  guint anchor;        /* the other corner of what is marked */
  guint anchor_column;
  gboolean editable;
  gboolean wants_focus; /* once it has a size */
  guint refresh_id;     /* the source that shows cells again, or 0 */
};

/* Left to right. */
guint          omni_update_table_get_place     (OmniUpdateTable *self,
                                                guint            column);
gboolean       omni_update_table_get_column    (OmniUpdateTable *self,
                                                guint            place,
                                                guint           *column);
guint          omni_update_table_get_n_lines   (OmniUpdateTable *self);
OmniUpdateCell *omni_update_table_find_cell    (OmniUpdateTable *self,
                                                guint            position,
                                                guint            column);
void           omni_update_table_move_to       (OmniUpdateTable *self,
                                                guint            position,
                                                guint            column,
                                                gboolean         extend);
void           omni_update_table_edit_with     (OmniUpdateTable *self,
                                                const char      *typed);
void           omni_update_table_take          (OmniUpdateTable *self,
                                                OmniUpdateLine  *line,
                                                guint            column,
                                                const char      *text);
void           omni_update_table_step          (OmniUpdateTable *self,
                                                OmniUpdateStep   step);
void           omni_update_table_signal_clear  (OmniUpdateTable *self);
void           omni_update_table_signal_leave  (OmniUpdateTable *self,
                                                gboolean         forward);
void           omni_update_table_show_marked   (OmniUpdateTable *self,
                                                OmniUpdateCell  *cell);
const char    *omni_update_table_get_title     (guint            column);
void           omni_update_table_make_columns  (OmniUpdateTable *self);
void           omni_update_table_fit_changes   (OmniUpdateTable *self);
void           omni_update_table_add_controllers (OmniUpdateTable *self);

G_END_DECLS
