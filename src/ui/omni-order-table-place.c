/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-table-private.h"

/* Where in its list a table is: the rows in view and the cursor. */

GtkWidget *
omni_order_table_get_list_view (OmniOrderTable *self)
{
  return omni_scroll_keeper_get_list (self->keeper);
}

GtkAdjustment *
omni_order_table_get_adjustment (OmniOrderTable *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

/* Before the view has given new columns their place, their cells must not be given any. */
void
omni_order_table_settle (OmniOrderTable *self)
{
  if (!self->columns_are_new)
    omni_scroll_keeper_settle (self->keeper);
}

/* The row that a widget in the list belongs to, as the list's child. */
static GtkWidget *
find_row (OmniOrderTable *self, GtkWidget *widget)
{
  while (widget != NULL && gtk_widget_get_parent (widget) != omni_order_table_get_list_view (self))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* The cell of a column, or any. */
OmniOrderCell *
omni_order_table_find_cell (GtkWidget *row, const OmniOrderColumn *column)
{
  GtkWidget *cell;

  for (cell = gtk_widget_get_first_child (row); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *child = gtk_widget_get_first_child (cell);
      OmniOrderCell *order_cell = child != NULL ? omni_order_cell_get (child) : NULL;

      if (order_cell != NULL &&
          (column == NULL || omni_order_cell_get_column (order_cell) == column))
        return order_cell;
    }

  return NULL;
}

static gboolean
get_position_of_row (GtkWidget *row, guint *position)
{
  OmniOrderCell *cell = omni_order_table_find_cell (row, NULL);

  return cell != NULL && omni_order_cell_get_position (cell, position);
}

/* The row that a widget in the list belongs to, and its place. */
GtkWidget *
omni_order_table_find_row (OmniOrderTable *self, GtkWidget *widget, guint *position)
{
  GtkWidget *row = find_row (self, widget);

  return row != NULL && get_position_of_row (row, position) ? row : NULL;
}

/* The widget of a row, while it is in view. */
GtkWidget *
omni_order_table_get_row (OmniOrderTable *self, guint position)
{
  GtkWidget *row;
  guint at;

  for (row = gtk_widget_get_first_child (omni_order_table_get_list_view (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (get_position_of_row (row, &at) && at == position)
        return row;
    }

  return NULL;
}

/* What the list itself does on Ctrl+click and Shift+click: it remembers where a range would
   begin. */
void
omni_order_table_select_row (OmniOrderTable *self, guint position, gboolean modify, gboolean extend)
{
  gtk_widget_activate_action (omni_order_table_get_list_view (self), "list.select-item", "(ubb)",
                              position, modify, extend);
}

/* The row that the keys work on. */
gboolean
omni_order_table_get_cursor (OmniOrderTable *self, guint *position)
{
  GtkWidget *row = gtk_widget_get_focus_child (omni_order_table_get_list_view (self));

  return row != NULL && get_position_of_row (row, position);
}

gboolean
omni_order_table_is_in_view (OmniOrderTable *self, guint position)
{
  guint first, n_rows;

  omni_order_table_get_visible_range (self, &first, &n_rows);
  return position >= first && position - first < n_rows;
}

static gboolean
focus_is_inside (OmniOrderTable *self, GtkWidget *part)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, part);
}

/**
 * omni_order_table_get_scroll:
 * @self: a table
 *
 * Returns: which row is at the top, with the part of it that is scrolled away
 */
double
omni_order_table_get_scroll (OmniOrderTable *self)
{
  GtkAdjustment *adjustment;
  guint n_items;

  g_return_val_if_fail (OMNI_IS_ORDER_TABLE (self), 0);

  omni_order_table_settle (self);
  adjustment = omni_order_table_get_adjustment (self);
  n_items = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
  if (n_items == 0 || gtk_adjustment_get_upper (adjustment) < 1)
    return 0;

  return gtk_adjustment_get_value (adjustment) * n_items / gtk_adjustment_get_upper (adjustment);
}

/**
 * omni_order_table_set_scroll:
 * @self: a table
 * @row: what omni_order_table_get_scroll() gave
 *
 * Scrolls there, or as far as there are rows.
 *
 * Returns: %FALSE when the table has no size yet
 */
gboolean
omni_order_table_set_scroll (OmniOrderTable *self, double row)
{
  GtkAdjustment *adjustment;
  guint n_items;

  g_return_val_if_fail (OMNI_IS_ORDER_TABLE (self), FALSE);

  if (self->selection != NULL)
    omni_order_selection_show_all_rows (self->selection);
  omni_order_table_settle (self);
  adjustment = omni_order_table_get_adjustment (self);
  n_items = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
  if (n_items == 0 || gtk_adjustment_get_page_size (adjustment) < 1)
    return FALSE;

  gtk_adjustment_set_value (adjustment, row * gtk_adjustment_get_upper (adjustment) / n_items);

  return TRUE;
}

/**
 * omni_order_table_get_visible_range:
 * @self: a table
 * @first: (out): the first row in view
 * @n_rows: (out): how many are in view; 0 when none is
 *
 * Tells which rows are in view. A row at the edge counts when at least half of it can be seen.
 */
void
omni_order_table_get_visible_range (OmniOrderTable *self, guint *first, guint *n_rows)
{
  GtkAdjustment *adjustment;
  guint n_items, n_real;
  double height, value, page, row_height, last;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  *first = 0;
  *n_rows = 0;

  omni_order_table_settle (self);
  adjustment = omni_order_table_get_adjustment (self);
  height = gtk_adjustment_get_upper (adjustment);
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  n_items = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;

  if (n_items == 0 || page < 1)
    return;

  /* The view may still have rows that the list has not. */
  n_real = g_list_model_get_n_items (
    G_LIST_MODEL (omni_order_selection_get_list (self->selection)));
  if (height <= page)
    {
      *n_rows = MIN (n_items, n_real);
      return;
    }

  /* All rows are of one height: their cells have one line each, whatever is in them. */
  row_height = height / n_items;
  *first = (guint) (value / row_height + 0.5);
  last = (value + page) / row_height + 0.5;
  n_real = MIN (n_real, n_items);
  *first = MIN (*first, n_real);
  *n_rows = MIN ((guint) last, n_real) - *first;
}

/**
 * omni_order_table_scroll_to:
 * @self: a table
 * @position: a row
 *
 * Brings a row into view, with as little movement as possible.
 */
void
omni_order_table_scroll_to (OmniOrderTable *self, guint position)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  /* A list without a size divides by it. */
  adjustment = omni_order_table_get_adjustment (self);
  if (gtk_adjustment_get_page_size (adjustment) < 1)
    return;

  omni_order_selection_show_all_rows (self->selection);
  omni_order_table_settle (self);
  gtk_widget_activate_action (omni_order_table_get_list_view (self), "list.scroll-to-item", "u",
                              position);
}

/**
 * omni_order_table_focus:
 * @self: a table
 *
 * Gives the keyboard to the table, at the row where it was.
 */
void
omni_order_table_focus (OmniOrderTable *self)
{
  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  if (!focus_is_inside (self, GTK_WIDGET (self)))
    gtk_widget_child_focus (omni_order_table_get_list_view (self), GTK_DIR_TAB_FORWARD);
}

/**
 * omni_order_table_set_cursor:
 * @self: a table
 * @position: a row
 *
 * Brings a row into view and makes it the one that keys work on. What is selected stays.
 */
void
omni_order_table_set_cursor (OmniOrderTable *self, guint position)
{
  GtkWidget *row;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  omni_order_table_scroll_to (self, position);
  row = omni_order_table_get_row (self, position);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/**
 * omni_order_table_get_cursor_order:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the order in the row that keys work on
 */
OmniOrder *
omni_order_table_get_cursor_order (OmniOrderTable *self)
{
  guint position;

  g_return_val_if_fail (OMNI_IS_ORDER_TABLE (self), NULL);

  return omni_order_table_get_cursor (self, &position)
           ? omni_order_list_peek_order (omni_order_selection_get_list (self->selection), position)
           : NULL;
}

/* A list that became empty took the keyboard focus with it. */
static void
items_changed_cb (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  OmniOrderTable *self)
{
  if (removed > 0 && g_list_model_get_n_items (list) == 0)
    self->had_focus = focus_is_inside (self, GTK_WIDGET (self));
}

static void
items_changed_after_cb (GListModel *list,
                        guint position,
                        guint removed,
                        guint added,
                        OmniOrderTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (added == 0 || !self->had_focus)
    return;

  self->had_focus = FALSE;
  if (root != NULL &&
      (gtk_root_get_focus (root) == NULL || focus_is_inside (self, GTK_WIDGET (self))))
    omni_order_table_focus (self);
}

/* A list view remembers the row that had the focus even when the focus is elsewhere; it is told of
 * another one without being given the focus. */
static gboolean
put_cursor (OmniOrderTable *self, guint position)
{
  GtkWidget *view = omni_order_table_get_list_view (self);
  GtkWidget *row = omni_order_table_get_row (self, position);

  if (row == NULL)
    return FALSE;

  if (focus_is_inside (self, view))
    {
      gtk_widget_grab_focus (row);
    }
  else
    {
      gtk_widget_set_focus_child (view, row);
      gtk_widget_set_focus_child (view, NULL);
    }

  return TRUE;
}

/**
 * omni_order_table_put_cursor_in_view:
 * @self: a table
 *
 * Makes the first row that is seen whole the one that keys work on, wherever the keyboard is now.
 * Nothing is scrolled.
 */
void
omni_order_table_put_cursor_in_view (OmniOrderTable *self)
{
  double top;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  top = omni_order_table_get_scroll (self);
  put_cursor (self, (guint) top + (top > (guint) top ? 1 : 0));
}

/* The orders of another query begin at the top, and with them the cursor and the next range. */
static void
replaced_cb (OmniOrderTable *self)
{
  GtkAdjustment *adjustment = omni_order_table_get_adjustment (self);

  omni_order_table_settle (self);
  if (gtk_adjustment_get_page_size (adjustment) >= 1)
    gtk_adjustment_set_value (adjustment, 0);

  if (!put_cursor (self, 0))
    return;
  omni_order_table_select_row (self, 0, FALSE, FALSE);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self->view));
}

/* Before the list has a selection, which tells the view of it. */
void
omni_order_table_watch_list (OmniOrderTable *self, OmniOrderList *list)
{
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_after (list, "items-changed", G_CALLBACK (items_changed_after_cb), self);
  g_signal_connect_swapped (list, "replaced", G_CALLBACK (replaced_cb), self);
}
