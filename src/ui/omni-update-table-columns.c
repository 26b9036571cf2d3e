/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The columns of the table, and what fills them. */

#include "config.h"

#include "omni-update-table-private.h"

#include <glib/gi18n-lib.h>

/* How wide columns are, in pixels, until a person drags them. */
static const int widths[OMNI_UPDATE_SHEET_N_COLUMNS] = {
  [OMNI_UPDATE_ID] = 96,
  [OMNI_UPDATE_ORDER_NUMBER] = 130,
  [OMNI_UPDATE_SKU] = 110,
  [OMNI_UPDATE_STATUS] = 140,
  [OMNI_UPDATE_SHIPPING_COMPANY] = 132,
  [OMNI_UPDATE_E_ARCHIVE_URL] = 112,
  [OMNI_UPDATE_INVOICE_NUMBER] = 116,
  [OMNI_UPDATE_INVOICE_DATE] = 128,
  [OMNI_UPDATE_TRACKING_NUMBER] = 140,
  [OMNI_UPDATE_SHEET_NUMBER] = 52,
  [OMNI_UPDATE_SHEET_RESULT] = -1,
};

/* The same for a column that says what is there now and what comes. */
static const int change_widths[OMNI_UPDATE_SHEET_N_COLUMNS] = {
  [OMNI_UPDATE_STATUS] = 260,       [OMNI_UPDATE_SHIPPING_COMPANY] = 180,
  [OMNI_UPDATE_E_ARCHIVE_URL] = 260, [OMNI_UPDATE_INVOICE_NUMBER] = 230,
  [OMNI_UPDATE_INVOICE_DATE] = 220, [OMNI_UPDATE_TRACKING_NUMBER] = 250,
};

static gboolean
is_shown (OmniUpdateTable *self, guint column)
{
  return gtk_column_view_column_get_column_view (self->columns[column]) != NULL;
}

/* GTK 4.8 leaves room for columns that are not visible, so they are taken out of the view. The
 * number of the row is in front and the result behind. */
static guint
get_column_at (guint index)
{
  if (index == 0)
    return OMNI_UPDATE_SHEET_NUMBER;

  return index <= OMNI_UPDATE_N_COLUMNS ? index - 1 : OMNI_UPDATE_SHEET_RESULT;
}

/* The cursor does not go to the numbers. */
gboolean
omni_update_table_get_column (OmniUpdateTable *self, guint place, guint *column)
{
  for (guint i = 1; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    {
      *column = get_column_at (i);
      if (is_shown (self, *column) && place-- == 0)
        return TRUE;
    }

  return FALSE;
}

guint
omni_update_table_get_place (OmniUpdateTable *self, guint column)
{
  guint at = 0;
  guint place;

  for (place = 0; omni_update_table_get_column (self, place, &at) && at != column; place++)
    ;

  return at == column ? place : 0;
}

/*
 * Cells
 */

static void
done_cb (OmniUpdateTable *self, const char *text, int step, OmniUpdateCell *cell)
{
  g_autoptr (OmniUpdateLine) line = NULL;

  if (omni_update_cell_get_line (cell) == NULL)
    return;

  line = g_object_ref (omni_update_cell_get_line (cell));
  omni_update_table_take (self, line, omni_update_cell_get_column (cell), text);
  omni_update_table_step (self, step);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, OmniUpdateTable *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *cell = omni_update_cell_new (column);

  g_signal_connect_object (cell, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, OmniUpdateTable *self)
{
  OmniUpdateCell *cell = OMNI_UPDATE_CELL (gtk_list_item_get_child (item));

  omni_update_cell_bind (cell, self->sheet, gtk_list_item_get_item (item));
  g_ptr_array_add (self->cells, cell);
  omni_update_table_show_marked (self, cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, OmniUpdateTable *self)
{
  OmniUpdateCell *cell = OMNI_UPDATE_CELL (gtk_list_item_get_child (item));

  g_ptr_array_remove_fast (self->cells, cell);
  omni_update_cell_unbind (cell);
}

const char *
omni_update_table_get_title (guint column)
{
  switch (column)
    {
    case OMNI_UPDATE_SHEET_NUMBER:
      return _("#");
    case OMNI_UPDATE_SHEET_RESULT:
      return _("result");
    default:
      return omni_update_column_get_name (column);
    }
}

void
omni_update_table_make_columns (OmniUpdateTable *self)
{
  for (guint i = 0; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    {
      guint column = get_column_at (i);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *view_column;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
      g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);

      view_column = gtk_column_view_column_new (omni_update_table_get_title (column), factory);
      gtk_column_view_column_set_resizable (view_column, column != OMNI_UPDATE_SHEET_NUMBER);
      gtk_column_view_column_set_fixed_width (view_column, widths[column]);
      gtk_column_view_column_set_expand (view_column, column == OMNI_UPDATE_SHEET_RESULT);
      self->columns[column] = view_column;
    }
}

/* What somebody dragged stays. */
void
omni_update_table_fit_changes (OmniUpdateTable *self)
{
  for (guint i = 0; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    {
      gboolean changes = omni_update_sheet_has_changes (self->sheet, i);
      int width = gtk_column_view_column_get_fixed_width (self->columns[i]);

      if (change_widths[i] != 0 && width == (changes ? widths[i] : change_widths[i]))
        gtk_column_view_column_set_fixed_width (self->columns[i],
                                                changes ? change_widths[i] : widths[i]);
    }
}

/**
 * omni_update_table_set_all:
 * @self: a table
 * @all: whether also columns are shown that the file does not have
 */
void
omni_update_table_set_all (OmniUpdateTable *self, gboolean all)
{
  OmniUpdateFile *file;

  if (self->sheet == NULL)
    return;

  file = omni_update_sheet_get_file (self->sheet);
  for (guint i = 0; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    {
      if (is_shown (self, i))
        gtk_column_view_remove_column (self->view, self->columns[i]);
    }

  for (guint i = 0; i < OMNI_UPDATE_SHEET_N_COLUMNS; i++)
    {
      guint column = get_column_at (i);

      if (all || column >= OMNI_UPDATE_N_COLUMNS ||
          omni_update_file_get_position (file, column) >= 0)
        gtk_column_view_append_column (self->view, self->columns[column]);
    }
}
