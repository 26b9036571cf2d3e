/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-table-private.h"

#include "omni-update-choice.h"

#include <glib/gi18n-lib.h>

/* OmniUpdateSheet -> GtkNoSelection -> GtkColumnView, in a GtkScrolledWindow. The cursor and what
 * is marked are the table's own: GTK's selections know rows and no cells. */

enum
{
  CURSOR_MOVED,
  CELL_EDITED,
  CLEAR,
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniUpdateTable, omni_update_table, GTK_TYPE_WIDGET)

static GtkWidget *
get_list_view (OmniUpdateTable *self)
{
  return omni_scroll_keeper_get_list (self->keeper);
}

/*
 * Cells
 */

static gboolean
is_marked (OmniUpdateTable *self, guint position, guint column)
{
  guint place = omni_update_table_get_place (self, column);
  guint cursor = omni_update_table_get_place (self, self->cursor_column);
  guint anchor = omni_update_table_get_place (self, self->anchor_column);

  if (!self->has_cursor || column == OMNI_UPDATE_SHEET_NUMBER ||
      (self->anchor == self->cursor && cursor == anchor))
    return FALSE;

  return position >= MIN (self->cursor, self->anchor) &&
         position <= MAX (self->cursor, self->anchor) && place >= MIN (cursor, anchor) &&
         place <= MAX (cursor, anchor);
}

void
omni_update_table_show_marked (OmniUpdateTable *self, OmniUpdateCell *cell)
{
  OmniUpdateLine *line = omni_update_cell_get_line (cell);
  guint position = omni_update_sheet_find (self->sheet, omni_update_line_get_row (line));

  omni_update_cell_set_selected (
    cell, is_marked (self, position, omni_update_cell_get_column (cell)));
}

static void
show_all_marked (OmniUpdateTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    omni_update_table_show_marked (self, g_ptr_array_index (self->cells, i));
}

OmniUpdateCell *
omni_update_table_find_cell (OmniUpdateTable *self, guint position, guint column)
{
  gsize row;

  if (self->sheet == NULL || position >= omni_update_table_get_n_lines (self))
    return NULL;

  row = omni_update_sheet_get_row (self->sheet, position);
  for (guint i = 0; i < self->cells->len; i++)
    {
      OmniUpdateCell *cell = g_ptr_array_index (self->cells, i);

      if (omni_update_cell_get_column (cell) == column &&
          omni_update_line_get_row (omni_update_cell_get_line (cell)) == row)
        return cell;
    }

  return NULL;
}

/* Columns get their width when the cells of the rows that are left are there: GTK 4.8 does not move
 * cells that come after it. */
static gboolean
refresh_cb (gpointer data)
{
  OmniUpdateTable *self = data;

  self->refresh_id = 0;
  for (guint i = 0; i < self->cells->len; i++)
    omni_update_cell_refresh (g_ptr_array_index (self->cells, i));
  omni_update_table_fit_changes (self);

  return G_SOURCE_REMOVE;
}

/* Many edits are shown at once. */
static void
looks_changed_cb (OmniUpdateTable *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, refresh_cb, self, NULL);
}

/*
 * The cursor
 */

guint
omni_update_table_get_n_lines (OmniUpdateTable *self)
{
  return self->sheet != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->sheet)) : 0;
}

/* A column view does this by itself only since GTK 4.12. */
static void
scroll_to_column (OmniUpdateTable *self, OmniUpdateCell *cell)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (cell));
  GtkWidget *row = box != NULL ? gtk_widget_get_parent (box) : NULL;
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (box, row, &bounds) && bounds.size.width > 0)
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

static void
bring_into_view (OmniUpdateTable *self, gboolean focus)
{
  OmniUpdateCell *cell;

  if (gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (
        GTK_SCROLLED_WINDOW (self->scrolled))) < 1)
    {
      /* A list without a size divides by it. */
      self->wants_focus |= focus;
      return;
    }

  omni_scroll_keeper_settle (self->keeper);
  gtk_widget_activate_action (get_list_view (self), "list.scroll-to-item", "u", self->cursor);
  cell = omni_update_table_find_cell (self, self->cursor, self->cursor_column);
  if (cell == NULL)
    return;

  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  scroll_to_column (self, cell);
}

void
omni_update_table_move_to (OmniUpdateTable *self, guint position, guint column, gboolean extend)
{
  if (position >= omni_update_table_get_n_lines (self))
    return;
  if (column == OMNI_UPDATE_SHEET_NUMBER && !omni_update_table_get_column (self, 0, &column))
    return;

  if (!extend || !self->has_cursor)
    {
      self->anchor = position;
      self->anchor_column = column;
    }
  self->has_cursor = TRUE;
  self->cursor = position;
  self->cursor_row = omni_update_sheet_get_row (self->sheet, position);
  self->cursor_column = column;

  bring_into_view (self, TRUE);
  show_all_marked (self);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

static gboolean
focus_is_inside (OmniUpdateTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Rows that went away may have had the keyboard. */
static void
items_changed_cb (OmniUpdateTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean focus;

  if (!self->has_cursor || omni_update_table_get_n_lines (self) == 0)
    return;

  focus = focus_is_inside (self) || (root != NULL && gtk_root_get_focus (root) == NULL);
  self->cursor = omni_update_sheet_find_near (self->sheet, self->cursor_row);
  self->cursor_row = omni_update_sheet_get_row (self->sheet, self->cursor);
  self->anchor = self->cursor;
  self->anchor_column = self->cursor_column;
  if (focus)
    bring_into_view (self, TRUE);
  show_all_marked (self);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
omni_update_table_step (OmniUpdateTable *self, OmniUpdateStep step)
{
  guint place = omni_update_table_get_place (self, self->cursor_column);
  guint position = self->cursor;
  guint column = self->cursor_column;

  switch (step)
    {
    case OMNI_UPDATE_STEP_LEAVE:
      return;
    case OMNI_UPDATE_STEP_STAY:
      break;
    case OMNI_UPDATE_STEP_UP:
      position = position > 0 ? position - 1 : 0;
      break;
    case OMNI_UPDATE_STEP_DOWN:
      position = MIN (position + 1, omni_update_table_get_n_lines (self) - 1);
      break;
    case OMNI_UPDATE_STEP_LEFT:
    case OMNI_UPDATE_STEP_RIGHT:
      place = step == OMNI_UPDATE_STEP_RIGHT ? place + 1 : MAX (place, 1) - 1;
      if (!omni_update_table_get_column (self, place, &column))
        column = self->cursor_column;
      break;
    }

  omni_update_table_move_to (self, position, column, FALSE);
}

/*
 * Typing
 */

void
omni_update_table_take (OmniUpdateTable *self,
                        OmniUpdateLine *line,
                        guint column,
                        const char *text)
{
  guint32 row = omni_update_line_get_row (line);
  g_autofree char *before = NULL;

  if (text == NULL || column >= OMNI_UPDATE_N_COLUMNS)
    return;

  before = omni_update_sheet_dup_text (self->sheet, row, column);
  if (g_strcmp0 (before, text) != 0)
    g_signal_emit (self, signals[CELL_EDITED], 0, row, column, text);
}

static void
chosen_cb (OmniUpdateTable *self, const char *text)
{
  OmniUpdateCell *cell = omni_update_table_find_cell (self, self->cursor, self->cursor_column);

  if (cell == NULL || text == NULL)
    return;

  omni_update_table_take (self, omni_update_cell_get_line (cell), self->cursor_column, text);
  omni_update_table_step (self, OMNI_UPDATE_STEP_DOWN);
}

static void
closed_cb (OmniUpdateTable *self)
{
  omni_update_table_focus (self);
}

static void
open_choice (OmniUpdateTable *self, OmniUpdateCell *cell, const char *now, const char *typed)
{
  guint column = self->cursor_column;
  graphene_rect_t bounds;
  GdkRectangle place;

  if (self->choice == NULL)
    {
      self->choice = omni_update_choice_new ();
      gtk_popover_set_position (GTK_POPOVER (self->choice), GTK_POS_BOTTOM);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->choice), FALSE);
      gtk_widget_set_halign (self->choice, GTK_ALIGN_START);
      gtk_widget_set_parent (self->choice, GTK_WIDGET (self));
      g_signal_connect_swapped (self->choice, "chosen", G_CALLBACK (chosen_cb), self);
      g_signal_connect_swapped (self->choice, "closed", G_CALLBACK (closed_cb), self);
    }

  if (!gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return;

  place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->choice), &place);
  omni_update_choice_open (OMNI_UPDATE_CHOICE (self->choice), omni_update_table_get_title (column),
                           (const char * const *) self->words[column]->pdata,
                           (const char * const *) self->labels[column]->pdata, now, typed);
}

/* Begins with what was typed, or else with what is there. */
void
omni_update_table_edit_with (OmniUpdateTable *self, const char *typed)
{
  OmniUpdateCell *cell;
  g_autofree char *now = NULL;

  if (!self->editable || !self->has_cursor || self->cursor_column >= OMNI_UPDATE_N_COLUMNS)
    return;

  bring_into_view (self, TRUE);
  cell = omni_update_table_find_cell (self, self->cursor, self->cursor_column);
  if (cell == NULL)
    return;

  now = omni_update_sheet_dup_text (self->sheet, self->cursor_row, self->cursor_column);
  if (self->words[self->cursor_column] != NULL)
    open_choice (self, cell, now, typed != NULL ? typed : "");
  else
    omni_update_cell_edit (cell, typed != NULL ? typed : now, typed != NULL);
}

/*
 * Signals for the other file of the table
 */

void
omni_update_table_signal_clear (OmniUpdateTable *self)
{
  if (self->editable)
    g_signal_emit (self, signals[CLEAR], 0);
}

void
omni_update_table_signal_leave (OmniUpdateTable *self, gboolean forward)
{
  g_signal_emit (self, signals[LEAVE], 0, forward);
}

/*
 * Overrides
 */

static void
omni_update_table_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  gtk_widget_measure (OMNI_UPDATE_TABLE (widget)->scrolled, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static gboolean
focus_later_cb (gpointer data)
{
  OmniUpdateTable *self = data;

  if (self->scrolled != NULL && self->has_cursor)
    bring_into_view (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
omni_update_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OmniUpdateTable *self = OMNI_UPDATE_TABLE (widget);

  gtk_widget_allocate (self->scrolled, width, height, baseline, NULL);
  if (self->choice != NULL)
    gtk_popover_present (GTK_POPOVER (self->choice));

  if (self->wants_focus)
    {
      self->wants_focus = FALSE;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_later_cb, g_object_ref (self), g_object_unref);
    }
}

static gboolean
omni_update_table_grab_focus (GtkWidget *widget)
{
  omni_update_table_focus (OMNI_UPDATE_TABLE (widget));

  return TRUE;
}

static void
drop_sheet (OmniUpdateTable *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->sheet == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sheet, self);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->sheet);
}

static void
omni_update_table_dispose (GObject *object)
{
  OmniUpdateTable *self = OMNI_UPDATE_TABLE (object);

  if (self->scrolled != NULL)
    drop_sheet (self);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->choice, gtk_widget_unparent);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_update_table_parent_class)->dispose (object);
}

static void
omni_update_table_finalize (GObject *object)
{
  OmniUpdateTable *self = OMNI_UPDATE_TABLE (object);

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_clear_pointer (&self->words[i], g_ptr_array_unref);
      g_clear_pointer (&self->labels[i], g_ptr_array_unref);
    }
  for (guint i = 0; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (omni_update_table_parent_class)->finalize (object);
}

static void
omni_update_table_class_init (OmniUpdateTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_update_table_dispose;
  object_class->finalize = omni_update_table_finalize;
  widget_class->measure = omni_update_table_measure;
  widget_class->size_allocate = omni_update_table_size_allocate;
  widget_class->grab_focus = omni_update_table_grab_focus;

  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", OMNI_TYPE_UPDATE_TABLE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CELL_EDITED] = g_signal_new ("cell-edited", OMNI_TYPE_UPDATE_TABLE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                       G_TYPE_STRING);
  signals[CLEAR] = g_signal_new ("clear", OMNI_TYPE_UPDATE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[LEAVE] = g_signal_new ("leave", OMNI_TYPE_UPDATE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "updatetable");
}

static void
omni_update_table_init (OmniUpdateTable *self)
{
  self->editable = TRUE;
  self->cells = g_ptr_array_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Rows of the file"), -1);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  self->keeper = omni_scroll_keeper_new (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_list_view (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows of the file"), -1);
  omni_update_table_make_columns (self);
  omni_update_table_add_controllers (self);
}

/*
 * Public API
 */

/**
 * omni_update_table_set_sheet:
 * @self: a table
 * @sheet: (nullable): the rows to show
 *
 * Shows the rows of a file, in the columns that the file has.
 */
void
omni_update_table_set_sheet (OmniUpdateTable *self, OmniUpdateSheet *sheet)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  guint column;

  g_return_if_fail (OMNI_IS_UPDATE_TABLE (self));

  drop_sheet (self);
  self->has_cursor = FALSE;
  if (sheet == NULL)
    return;

  self->sheet = g_object_ref (sheet);
  omni_update_table_set_all (self, FALSE);
  g_signal_connect_swapped (sheet, "looks-changed", G_CALLBACK (looks_changed_cb), self);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (sheet)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (sheet, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  if (omni_update_table_get_column (self, 0, &column))
    omni_update_table_move_to (self, 0, column, FALSE);
}

/**
 * omni_update_table_set_editable:
 * @self: a table
 * @editable: whether something can be typed
 */
void
omni_update_table_set_editable (OmniUpdateTable *self, gboolean editable)
{
  self->editable = editable;
}

/**
 * omni_update_table_set_choices:
 * @self: a table
 * @column: a column
 * @words: (nullable) (element-type utf8): what can be chosen, %NULL-terminated
 * @labels: (nullable) (element-type utf8): what people call each of @words
 *
 * Lets a person choose what is in a column.
 */
void
omni_update_table_set_choices (OmniUpdateTable *self,
                               OmniUpdateColumn column,
                               GPtrArray *words,
                               GPtrArray *labels)
{
  g_clear_pointer (&self->words[column], g_ptr_array_unref);
  g_clear_pointer (&self->labels[column], g_ptr_array_unref);
  if (words == NULL)
    return;

  self->words[column] = g_ptr_array_ref (words);
  self->labels[column] = g_ptr_array_ref (labels);
}

/**
 * omni_update_table_get_cursor:
 * @self: a table
 * @row: (out): the row of the file
 * @column: (out): the column of the table
 *
 * Returns: whether there is a cursor
 */
gboolean
omni_update_table_get_cursor (OmniUpdateTable *self, gsize *row, guint *column)
{
  *row = self->cursor_row;
  *column = self->cursor_column;

  return self->sheet != NULL && self->has_cursor && omni_update_table_get_n_lines (self) > 0;
}

/**
 * omni_update_table_set_cursor:
 * @self: a table
 * @row: a row of the file
 * @column: a column of the table
 *
 * Goes to a cell, which has to be shown, and gives it the keyboard.
 */
void
omni_update_table_set_cursor (OmniUpdateTable *self, gsize row, guint column)
{
  guint position = self->sheet != NULL ? omni_update_sheet_find (self->sheet, row)
                                       : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION)
    omni_update_table_move_to (self, position, column, FALSE);
}

/**
 * omni_update_table_get_range:
 * @self: a table
 * @range: (out): the cells that are marked, or the one under the cursor
 *
 * Returns: whether there is a cursor
 */
gboolean
omni_update_table_get_range (OmniUpdateTable *self, OmniUpdateRange *range)
{
  guint cursor = omni_update_table_get_place (self, self->cursor_column);
  guint anchor = omni_update_table_get_place (self, self->anchor_column);

  if (self->sheet == NULL || !self->has_cursor || omni_update_table_get_n_lines (self) == 0)
    return FALSE;

  omni_update_table_get_column (self, MIN (cursor, anchor), &range->first_column);
  omni_update_table_get_column (self, MAX (cursor, anchor), &range->last_column);
  range->first = MIN (self->cursor, self->anchor);
  range->last = MAX (self->cursor, self->anchor);
  return TRUE;
}

/**
 * omni_update_table_edit:
 * @self: a table
 *
 * Lets a person type into the cell under the cursor.
 */
void
omni_update_table_edit (OmniUpdateTable *self)
{
  omni_update_table_edit_with (self, NULL);
}

/**
 * omni_update_table_finish:
 * @self: a table
 *
 * Takes what is being typed.
 */
void
omni_update_table_finish (OmniUpdateTable *self)
{
  OmniUpdateCell *cell = omni_update_table_find_cell (self, self->cursor, self->cursor_column);

  if (cell != NULL)
    omni_update_cell_finish (cell);
}

/**
 * omni_update_table_focus:
 * @self: a table
 *
 * Gives the keyboard to the cell under the cursor.
 */
void
omni_update_table_focus (OmniUpdateTable *self)
{
  if (self->sheet != NULL && self->has_cursor)
    bring_into_view (self, TRUE);
}
