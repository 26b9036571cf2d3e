/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-cell.h"
#include "omni-order-table.h"
#include "omni-scroll-keeper.h"

G_BEGIN_DECLS

typedef struct
{
  OmniOrderTable *table;               /* (borrowed) */
  const OmniOrderColumn *column;       /* (nullable): the tick boxes */
  GtkColumnViewColumn *view_column;    /* (owned) */
  int width;                           /* that a person gave it, or 0 for the usual one */
} TableColumn;

struct _OmniOrderTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;                 /* (borrowed): the only child */
  GtkColumnView *view;                 /* (borrowed) */
  OmniScrollKeeper *keeper;            /* (owned) (nullable) */
  OmniOrderSelection *selection;       /* (owned) (nullable) */
  OmniReferenceData *reference;        /* (owned) (nullable) */
  OmniOrderMarks *marks;               /* (owned) (nullable): what is new or changed */

  TableColumn *ticks;                  /* (owned): the column of the tick boxes */
  GHashTable *all_columns;             /* (owned): all others that were ever shown, by id */
  GPtrArray *columns;                  /* (element-type TableColumn) (owned): what is shown */
  gboolean columns_are_set_here;       /* the columns are changed by a program */
  gboolean columns_are_new;            /* they have no place yet */
  guint order_id;                      /* the idle that takes over a dragged order, or 0 */
  TableColumn *sort_column;            /* (nullable): the one with the arrow */
  gboolean sort_descending;
  gboolean sort_is_set_here;           /* the arrow is moved by a program, not by a click */
  TableColumn *asked_column;           /* (nullable): whose sorter was asked last */
  GObject *sentinels[2];               /* (owned): items that only the sorters ever see */

  GtkWidget *menu;                     /* (borrowed) (nullable): of a row; a child */
  guint menu_position;                 /* the row that it was opened for */

  guint save_id;                       /* the source that will save the column widths */
  gboolean had_focus;                  /* when its rows went away */
};

/* omni-order-table-columns.c */
void        omni_order_table_append_columns  (OmniOrderTable        *self);
void        omni_order_table_save_widths     (OmniOrderTable        *self);
GHashTable *omni_order_table_new_columns     (void);
void        omni_order_table_free_ticks      (OmniOrderTable        *self);

/* omni-order-table-menu.c */
GMenuModel *omni_order_table_get_header_menu (const OmniOrderColumn *column);
void        omni_order_table_install_menu    (GtkWidgetClass        *klass);
void        omni_order_table_add_menu        (OmniOrderTable        *self);
gboolean    omni_order_table_open_menu       (OmniOrderTable        *self,
                                              GtkWidget             *widget,
                                              double                 x,
                                              double                 y);

/* omni-order-table-place.c */
GtkWidget     *omni_order_table_get_list_view  (OmniOrderTable        *self);
GtkAdjustment *omni_order_table_get_adjustment (OmniOrderTable        *self);
void           omni_order_table_settle         (OmniOrderTable        *self);
void           omni_order_table_watch_list     (OmniOrderTable        *self,
                                                OmniOrderList         *list);
gboolean       omni_order_table_get_cursor     (OmniOrderTable        *self,
                                                guint                 *position);
gboolean       omni_order_table_is_in_view     (OmniOrderTable        *self,
                                                guint                  position);
void           omni_order_table_select_row     (OmniOrderTable        *self,
                                                guint                  position,
                                                gboolean               modify,
                                                gboolean               extend);
OmniOrderCell *omni_order_table_find_cell      (GtkWidget             *row,
                                                const OmniOrderColumn *column);
GtkWidget     *omni_order_table_find_row       (OmniOrderTable        *self,
                                                GtkWidget             *widget,
                                                guint                 *position);
GtkWidget     *omni_order_table_get_row        (OmniOrderTable        *self,
                                                guint                  position);

G_END_DECLS
