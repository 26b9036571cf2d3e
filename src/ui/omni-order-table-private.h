/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"
#include "omni-order-table.h"
#include "omni-scroll-keeper.h"

G_BEGIN_DECLS

typedef struct
{
  OmniOrderTable *table;               /* (borrowed) */
  const OmniOrderColumn *column;       /* (nullable): the tick boxes */
  GtkColumnViewColumn *view_column;    /* (borrowed): the view owns it */
} TableColumn;

struct _OmniOrderTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;                 /* (borrowed): the only child */
  GtkColumnView *view;                 /* (borrowed) */
  OmniScrollKeeper *keeper;            /* (owned) (nullable) */
  OmniOrderSelection *selection;       /* (owned) (nullable) */
  OmniReferenceData *reference;        /* (owned) (nullable) */

  GPtrArray *columns;                  /* (element-type TableColumn) (owned) */
  TableColumn *sort_column;            /* (nullable): the one with the arrow */
  gboolean sort_descending;
  gboolean sort_is_set_here;           /* the arrow is moved by a program, not by a click */
  TableColumn *asked_column;           /* (nullable): whose sorter was asked last */
  GObject *sentinels[2];               /* (owned): items that only the sorters ever see */

  guint save_id;                       /* the source that will save the column widths */
  gboolean had_focus;                  /* when its rows went away */
};

/* omni-order-table-columns.c */
void omni_order_table_append_columns (OmniOrderTable *self);
void omni_order_table_save_widths    (OmniOrderTable *self);

G_END_DECLS
