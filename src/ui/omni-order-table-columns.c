/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-table-private.h"

#include "omni-order-cell.h"
#include "omni-order-tick.h"
#include "omni-settings.h"

#include <glib/gi18n-lib.h>

#define TICK_WIDTH 36
#define MIN_COLUMN_WIDTH 24
#define MAX_COLUMN_WIDTH 2000
#define CELL_PADDING 16
#define SHORT_TIME_CHARS 12
#define SAVE_DELAY 500 /* ms */

/*
 * Cells
 */

/* The row is one thing to click and to focus. When its cells can be selected, too, GTK 4.8 handles
   Ctrl+click twice. */
static void
set_up_list_item (GtkListItem *item, GtkWidget *child)
{
  gtk_list_item_set_child (item, child);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
set_up_cell_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  set_up_list_item (item, omni_order_cell_new (column->column));
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  OmniOrderTable *self = column->table;

  omni_order_cell_bind (omni_order_cell_get (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item), self->reference, self->marks,
                        column == g_ptr_array_index (self->columns, 1));
}

static void
unbind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  omni_order_cell_unbind (omni_order_cell_get (gtk_list_item_get_child (item)));
}

static void
set_up_tick_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  set_up_list_item (item, omni_order_tick_new ());
}

static void
bind_tick_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  omni_order_tick_set_active (OMNI_ORDER_TICK (gtk_list_item_get_child (item)),
                              gtk_list_item_get_selected (item));
}

/*
 * Sorting
 */

static int
ask_column (gconstpointer a, gconstpointer b, gpointer user_data)
{
  TableColumn *column = user_data;

  column->table->asked_column = column;

  return a == column->table->sentinels[0] ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
}

static void
move_arrow (OmniOrderTable *self, TableColumn *column, gboolean descending)
{
  self->sort_column = column;
  self->sort_descending = descending;

  self->sort_is_set_here = TRUE;
  gtk_column_view_sort_by_column (self->view, column != NULL ? column->view_column : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sort_is_set_here = FALSE;
}

/* GTK 4.8 does not say which header was clicked, but its sorter asks that column's sorter first. */
static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, OmniOrderTable *self)
{
  GtkOrdering ordering;

  if (self->sort_is_set_here)
    return;

  self->asked_column = NULL;
  ordering = gtk_sorter_compare (sorter, self->sentinels[0], self->sentinels[1]);

  if (self->asked_column == NULL)
    return;

  if (self->asked_column->column == NULL)
    {
      move_arrow (self, self->sort_column, self->sort_descending);
      omni_order_table_select_page (self);
      return;
    }

  self->sort_column = self->asked_column;
  self->sort_descending = ordering == GTK_ORDERING_LARGER;
  g_signal_emit_by_name (self, "sort-changed",
                 omni_order_column_get_sort_field (self->sort_column->column),
                 self->sort_descending);
}

/*
 * Columns
 */

/* The columns say how many characters they need, for files as well; here moments are short. */
static int
get_usual_width (OmniOrderTable *self, const OmniOrderColumn *column)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = pango_font_metrics_get_approximate_digit_width (metrics);
  int n_chars = (int) omni_order_column_get_width (column);

  pango_font_metrics_unref (metrics);
  if (omni_order_column_get_kind (column) == OMNI_VALUE_TIME)
    n_chars = MIN (n_chars, SHORT_TIME_CHARS);

  return PANGO_PIXELS_CEIL (n_chars * char_width) + CELL_PADDING;
}

/* What a person pulled before is the usual width on this computer. */
static int
get_start_width (TableColumn *column)
{
  GSettings *settings = omni_settings_get ();
  int width = get_usual_width (column->table, column->column);

  if (settings != NULL)
    {
      g_autoptr (GVariant) widths = g_settings_get_value (settings, "column-widths");

      g_variant_lookup (widths, omni_order_column_get_id (column->column), "i", &width);
    }

  return width;
}

static void
set_width (TableColumn *column, int width)
{
  OmniOrderTable *self = column->table;

  column->width = width;
  if (width <= 0)
    width = get_start_width (column);

  self->columns_are_set_here = TRUE;
  gtk_column_view_column_set_fixed_width (column->view_column,
                                          CLAMP (width, MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH));
  self->columns_are_set_here = FALSE;
}

static void
save_widths (OmniOrderTable *self, GSettings *settings)
{
  g_autoptr (GVariant) old = g_settings_get_value (settings, "column-widths");
  GVariantBuilder builder;
  GVariantIter iter;
  GHashTableIter columns;
  gpointer value;
  const char *id;
  int width;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "{&si}", &id, &width))
    {
      TableColumn *column = g_hash_table_lookup (self->all_columns, id);

      if (column == NULL || column->width == 0)
        g_variant_builder_add (&builder, "{si}", id, width);
    }

  g_hash_table_iter_init (&columns, self->all_columns);
  while (g_hash_table_iter_next (&columns, NULL, &value))
    {
      TableColumn *column = value;

      if (column->width > 0)
        g_variant_builder_add (&builder, "{si}", omni_order_column_get_id (column->column),
                               column->width);
    }

  g_settings_set_value (settings, "column-widths", g_variant_builder_end (&builder));
}

static gboolean
save_widths_cb (gpointer user_data)
{
  OmniOrderTable *self = user_data;
  GSettings *settings = omni_settings_get ();

  self->save_id = 0;
  if (settings != NULL)
    save_widths (self, settings);
  g_signal_emit_by_name (self, "columns-changed");

  return G_SOURCE_REMOVE;
}

/* While an edge is dragged this comes for each pixel. */
static void
width_changed_cb (GtkColumnViewColumn *view_column, GParamSpec *pspec, TableColumn *column)
{
  OmniOrderTable *self = column->table;
  int width = gtk_column_view_column_get_fixed_width (view_column);

  if (self->columns_are_set_here)
    return;

  /* A double click on the edge asks GTK for a width that fits, but cells that are never measured
     have none. */
  if (width < MIN_COLUMN_WIDTH)
    {
      gtk_column_view_column_set_fixed_width (
        view_column, width < 0 ? get_usual_width (self, column->column) : MIN_COLUMN_WIDTH);
      return;
    }

  column->width = width;
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY, save_widths_cb, self);
}

static TableColumn *
new_column (OmniOrderTable *self, const OmniOrderColumn *order_column, const char *title)
{
  TableColumn *column = g_new0 (TableColumn, 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  column->table = self;
  column->column = order_column;
  column->view_column = gtk_column_view_column_new (title, factory);

  if (order_column == NULL)
    {
      g_signal_connect (factory, "setup", G_CALLBACK (set_up_tick_cb), column);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_tick_cb), column);
    }
  else
    {
      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell_cb), column);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), column);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), column);
    }

  if (order_column == NULL || omni_order_column_get_sort_field (order_column) != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (ask_column, column, NULL));

      gtk_column_view_column_set_sorter (column->view_column, sorter);
    }

  return column;
}

static void
free_column (TableColumn *column)
{
  g_clear_object (&column->view_column);
  g_free (column);
}

/* A column that was shown before keeps its width and its cells' settings. */
static TableColumn *
ensure_column (OmniOrderTable *self, const OmniOrderColumn *order_column)
{
  const char *id = omni_order_column_get_id (order_column);
  TableColumn *column = g_hash_table_lookup (self->all_columns, id);

  if (column != NULL)
    return column;

  column = new_column (self, order_column, omni_order_column_get_title (order_column));
  g_hash_table_insert (self->all_columns, (gpointer) id, column);
  gtk_column_view_column_set_resizable (column->view_column, TRUE);
  set_width (column, 0);
  gtk_column_view_column_set_header_menu (column->view_column,
                                          omni_order_table_get_header_menu (order_column));
  g_signal_connect (column->view_column, "notify::fixed-width", G_CALLBACK (width_changed_cb),
                    column);

  return column;
}

/*
 * Which columns, in which order
 */

static gboolean
is_usual (const OmniOrderColumn *column)
{
  /* Here an amount says its currency itself. */
  return omni_order_column_is_default (column) && !omni_order_column_is_of_item (column) &&
         g_strcmp0 (omni_order_column_get_id (column), "currency") != 0;
}

/**
 * omni_order_table_get_usual_columns:
 *
 * Returns: (transfer full) (element-type OmniViewColumn): the columns that are shown until somebody
 *   chooses
 */
GArray *
omni_order_table_get_usual_columns (void)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      OmniViewColumn column = { omni_order_column_get (i), 0 };

      if (is_usual (column.column))
        g_array_append_val (columns, column);
    }

  return columns;
}

static void
update_expansion (OmniOrderTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      TableColumn *column = g_ptr_array_index (self->columns, i);

      gtk_column_view_column_set_expand (column->view_column, i + 1 == self->columns->len);
    }
}

/* Only the first cell of a row says that the row is loading or new. */
static void
make_cells_again (TableColumn *column)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_set_object (&factory, gtk_column_view_column_get_factory (column->view_column));
  gtk_column_view_column_set_factory (column->view_column, NULL);
  gtk_column_view_column_set_factory (column->view_column, factory);
}

static TableColumn *
find_shown (OmniOrderTable *self, GtkColumnViewColumn *view_column)
{
  TableColumn *column = NULL;

  for (guint i = 0; column == NULL && i < self->columns->len; i++)
    {
      column = g_ptr_array_index (self->columns, i);
      if (column->view_column != view_column)
        column = NULL;
    }

  return column;
}

/* GTK 4.8 sets every title at the start, but a column of amounts is read at its end. */
static void
align_titles (OmniOrderTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < self->columns->len && title != NULL; i++)
    {
      const TableColumn *column = g_ptr_array_index (self->columns, i);
      GtkWidget *content = gtk_widget_get_first_child (title);
      gboolean is_amount = column->column != NULL
                           && omni_order_column_get_kind (column->column) == OMNI_VALUE_MONEY;

      if (content != NULL)
        gtk_widget_set_halign (content, is_amount ? GTK_ALIGN_END : GTK_ALIGN_FILL);
      title = gtk_widget_get_next_sibling (title);
    }
}

/* The tick boxes come first, wherever they were dragged. */
static gboolean
take_order_cb (gpointer user_data)
{
  OmniOrderTable *self = user_data;
  GListModel *shown = gtk_column_view_get_columns (self->view);
  TableColumn *ticks = g_ptr_array_index (self->columns, 0);
  TableColumn *first = g_ptr_array_index (self->columns, 1);
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  self->order_id = 0;
  g_ptr_array_add (ordered, ticks);
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (shown, i);

      if (view_column != ticks->view_column)
        g_ptr_array_add (ordered, find_shown (self, view_column));
      else if (i > 0)
        {
          self->columns_are_set_here = TRUE;
          gtk_column_view_insert_column (self->view, 0, view_column);
          self->columns_are_set_here = FALSE;
        }
    }

  g_ptr_array_unref (self->columns);
  self->columns = g_steal_pointer (&ordered);
  update_expansion (self);
  align_titles (self);
  if (g_ptr_array_index (self->columns, 1) != first)
    {
      make_cells_again (first);
      make_cells_again (g_ptr_array_index (self->columns, 1));
    }
  g_signal_emit_by_name (self, "columns-changed");

  return G_SOURCE_REMOVE;
}

/* GTK moves a dragged column by taking it out and in again. */
static void
columns_moved_cb (OmniOrderTable *self)
{
  self->columns_are_new = TRUE;
  if (!self->columns_are_set_here && self->order_id == 0)
    self->order_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, take_order_cb, self, NULL);
}

static gboolean
is_among (const GArray *columns, guint end, const OmniOrderColumn *wanted)
{
  for (guint i = 0; i < end; i++)
    {
      if (g_array_index (columns, OmniViewColumn, i).column == wanted)
        return TRUE;
    }

  return FALSE;
}

static void
show_columns (OmniOrderTable *self, const GArray *columns)
{
  self->columns_are_set_here = TRUE;
  while (self->columns->len > 1)
    {
      TableColumn *last = g_ptr_array_index (self->columns, self->columns->len - 1);

      gtk_column_view_remove_column (self->view, last->view_column);
      g_ptr_array_set_size (self->columns, (int) self->columns->len - 1);
    }

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniViewColumn *wanted = &g_array_index (columns, OmniViewColumn, i);
      TableColumn *column;

      if (omni_order_column_is_of_item (wanted->column) || is_among (columns, i, wanted->column))
        continue;

      column = ensure_column (self, wanted->column);
      set_width (column, wanted->width);
      self->columns_are_set_here = TRUE;
      g_ptr_array_add (self->columns, column);
      gtk_column_view_append_column (self->view, column->view_column);
    }

  self->columns_are_set_here = FALSE;
  update_expansion (self);
  align_titles (self);
}

static gboolean
are_shown (OmniOrderTable *self, const GArray *columns)
{
  if (columns->len + 1 != self->columns->len)
    return FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniViewColumn *wanted = &g_array_index (columns, OmniViewColumn, i);
      const TableColumn *column = g_ptr_array_index (self->columns, i + 1);

      if (column->column != wanted->column || column->width != wanted->width)
        return FALSE;
    }

  return TRUE;
}

/* Makes the columns, and lets their headers sort. */
void
omni_order_table_append_columns (OmniOrderTable *self)
{
  g_autoptr (GArray) usual = omni_order_table_get_usual_columns ();

  /* Translators: the header over the tick boxes of a table; a click on it ticks the rows in
     view. */
  self->ticks = new_column (self, NULL, _("✓"));
  gtk_column_view_column_set_fixed_width (self->ticks->view_column, TICK_WIDTH);
  gtk_column_view_append_column (self->view, self->ticks->view_column);
  g_ptr_array_add (self->columns, self->ticks);
  show_columns (self, usual);

  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
  g_signal_connect_swapped (gtk_column_view_get_columns (self->view), "items-changed",
                            G_CALLBACK (columns_moved_cb), self);
}

/* The table of all columns that were ever shown. */
GHashTable *
omni_order_table_new_columns (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) free_column);
}

void
omni_order_table_free_ticks (OmniOrderTable *self)
{
  g_clear_pointer (&self->ticks, free_column);
}

/**
 * omni_order_table_set_columns:
 * @self: a table
 * @columns: (element-type OmniViewColumn): the columns to show, in their order; none for the usual
 *   ones
 *
 * Shows other columns. Emits nothing.
 */
void
omni_order_table_set_columns (OmniOrderTable *self, const GArray *columns)
{
  g_autoptr (GArray) usual = NULL;
  TableColumn *sorted = self->sort_column;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  if (columns == NULL || columns->len == 0)
    columns = usual = omni_order_table_get_usual_columns ();
  if (are_shown (self, columns))
    return;

  show_columns (self, columns);
  if (sorted != NULL)
    move_arrow (self, g_ptr_array_find (self->columns, sorted, NULL) ? sorted : NULL,
                self->sort_descending);
}

/**
 * omni_order_table_dup_columns:
 * @self: a table
 *
 * Returns: (transfer full) (element-type OmniViewColumn): the columns that are shown, in their
 *   order, with the widths that a person gave them
 */
GArray *
omni_order_table_dup_columns (OmniOrderTable *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));

  g_return_val_if_fail (OMNI_IS_ORDER_TABLE (self), columns);

  for (guint i = 1; i < self->columns->len; i++)
    {
      const TableColumn *shown = g_ptr_array_index (self->columns, i);
      OmniViewColumn column = { shown->column, shown->width };

      g_array_append_val (columns, column);
    }

  return columns;
}

/**
 * omni_order_table_change_columns:
 * @self: a table
 * @columns: (element-type OmniViewColumn): the columns to show; none for the usual ones
 *
 * Shows other columns because a person wants them.
 */
void
omni_order_table_change_columns (OmniOrderTable *self, const GArray *columns)
{
  omni_order_table_set_columns (self, columns);
  g_signal_emit_by_name (self, "columns-changed");
}

/* Saves widths that wait to be saved. */
void
omni_order_table_save_widths (OmniOrderTable *self)
{
  if (self->save_id == 0)
    return;

  g_source_remove (self->save_id);
  save_widths_cb (self);
}

/**
 * omni_order_table_set_sort:
 * @self: a table
 * @sort_field: (nullable): the field that the list is sorted by
 * @descending: in which direction
 *
 * Shows the arrow in the header of that column, or none when no column has this field. Emits
 * nothing.
 */
void
omni_order_table_set_sort (OmniOrderTable *self, const char *sort_field, gboolean descending)
{
  TableColumn *found = NULL;
  guint i;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  for (i = 1; i < self->columns->len && found == NULL; i++)
    {
      TableColumn *column = g_ptr_array_index (self->columns, i);

      if (sort_field != NULL &&
          g_strcmp0 (omni_order_column_get_sort_field (column->column), sort_field) == 0)
        found = column;
    }

  move_arrow (self, found, descending);
}
