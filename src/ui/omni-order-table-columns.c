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
  set_up_list_item (
    item,
    omni_order_cell_new (column->column, column == g_ptr_array_index (column->table->columns, 1)));
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, TableColumn *column)
{
  omni_order_cell_bind (omni_order_cell_get (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item), column->table->reference);
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

static void
restore_width (TableColumn *column)
{
  GSettings *settings = omni_settings_get ();
  int width = get_usual_width (column->table, column->column);

  if (settings != NULL)
    {
      g_autoptr (GVariant) widths = g_settings_get_value (settings, "column-widths");

      g_variant_lookup (widths, omni_order_column_get_id (column->column), "i", &width);
    }

  gtk_column_view_column_set_fixed_width (column->view_column,
                                          CLAMP (width, MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH));
}

static gboolean
save_widths_cb (gpointer user_data)
{
  OmniOrderTable *self = user_data;
  GVariantBuilder builder;
  guint i;

  self->save_id = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (i = 1; i < self->columns->len; i++)
    {
      TableColumn *column = g_ptr_array_index (self->columns, i);

      g_variant_builder_add (&builder, "{si}", omni_order_column_get_id (column->column),
                             gtk_column_view_column_get_fixed_width (column->view_column));
    }
  g_settings_set_value (omni_settings_get (), "column-widths", g_variant_builder_end (&builder));

  return G_SOURCE_REMOVE;
}

/* While an edge is dragged this comes for each pixel. */
static void
width_changed_cb (GtkColumnViewColumn *view_column, GParamSpec *pspec, TableColumn *column)
{
  OmniOrderTable *self = column->table;

  /* A double click on the edge asks GTK for a width that fits, but cells that are never measured
     have none. */
  if (gtk_column_view_column_get_fixed_width (view_column) < MIN_COLUMN_WIDTH)
    {
      int width = gtk_column_view_column_get_fixed_width (view_column) < 0
                      ? get_usual_width (self, column->column)
                      : MIN_COLUMN_WIDTH;

      gtk_column_view_column_set_fixed_width (view_column, width);
      return;
    }

  if (omni_settings_get () != NULL && self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY, save_widths_cb, self);
}

static TableColumn *
append_column (OmniOrderTable *self, const OmniOrderColumn *order_column, const char *title)
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

  gtk_column_view_append_column (self->view, column->view_column);
  g_object_unref (column->view_column);
  g_ptr_array_add (self->columns, column);

  return column;
}

static gboolean
is_shown (const OmniOrderColumn *column)
{
  /* Here an amount says its currency itself. */
  return omni_order_column_is_default (column) && !omni_order_column_is_of_item (column) &&
         g_strcmp0 (omni_order_column_get_id (column), "currency") != 0;
}

/* Makes the columns, and lets their headers sort. */
void
omni_order_table_append_columns (OmniOrderTable *self)
{
  TableColumn *last;
  guint i;

  /* Translators: the header over the tick boxes of a table; a click on it ticks the rows in
     view. */
  last = append_column (self, NULL, _("✓"));
  gtk_column_view_column_set_fixed_width (last->view_column, TICK_WIDTH);

  for (i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *order_column = omni_order_column_get (i);

      if (!is_shown (order_column))
        continue;

      last = append_column (self, order_column, omni_order_column_get_title (order_column));
      gtk_column_view_column_set_resizable (last->view_column, TRUE);
      restore_width (last);
      g_signal_connect (last->view_column, "notify::fixed-width", G_CALLBACK (width_changed_cb),
                        last);
    }

  gtk_column_view_column_set_expand (last->view_column, TRUE);

  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
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
