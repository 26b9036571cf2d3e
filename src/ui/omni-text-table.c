/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-text-table.h"

#define MIN_CHARS 4
#define MAX_CHARS 32

/* A row of the table. */
#define OMNI_TYPE_TEXT_ROW (omni_text_row_get_type ())
G_DECLARE_FINAL_TYPE (OmniTextRow, omni_text_row, OMNI, TEXT_ROW, GObject)

struct _OmniTextRow
{
  GObject parent_instance;

  GStrv cells; /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (OmniTextRow, omni_text_row, G_TYPE_OBJECT)

struct _OmniTextTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled_window; /* (owned) */
  GtkColumnView *view;        /* (borrowed) */
  GListStore *rows;           /* (owned) (element-type OmniTextRow) */
  GStrv titles;               /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (OmniTextTable, omni_text_table, GTK_TYPE_WIDGET)

static void
omni_text_row_finalize (GObject *object)
{
  g_strfreev (OMNI_TEXT_ROW (object)->cells);

  G_OBJECT_CLASS (omni_text_row_parent_class)->finalize (object);
}

static void
omni_text_row_class_init (OmniTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_text_row_finalize;
}

static void
omni_text_row_init (OmniTextRow *self)
{
}

/*
 * Callbacks
 */

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer position)
{
  OmniTextRow *row = gtk_list_item_get_item (item);
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));
  guint at = GPOINTER_TO_UINT (position);
  /* The rows of the columns before are still there for a moment. */
  const char *text = at < g_strv_length (row->cells) ? row->cells[at] : "";

  /* Columns get what their cells need at least. */
  gtk_inscription_set_min_chars (cell,
                                 (guint) CLAMP (g_utf8_strlen (text, -1), MIN_CHARS, MAX_CHARS));
  gtk_inscription_set_text (cell, text);
}

/*
 * Overrides
 */

static void
omni_text_table_dispose (GObject *object)
{
  OmniTextTable *self = OMNI_TEXT_TABLE (object);

  g_clear_pointer (&self->scrolled_window, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->titles, g_strfreev);

  G_OBJECT_CLASS (omni_text_table_parent_class)->dispose (object);
}

static void
omni_text_table_class_init (OmniTextTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_text_table_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "texttable");
}

static void
omni_text_table_init (OmniTextTable *self)
{
  GtkSelectionModel *model;

  self->rows = g_list_store_new (OMNI_TYPE_TEXT_ROW);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (model));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_show_column_separators (self->view, TRUE);

  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (self->scrolled_window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                 GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled_window, GTK_WIDGET (self));
}

/*
 * Public API
 */

/**
 * omni_text_table_set_label:
 * @self: the table
 * @label: what it is called for those who cannot see it
 */
void
omni_text_table_set_label (OmniTextTable *self, const char *label)
{
  g_return_if_fail (OMNI_IS_TEXT_TABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
add_column (OmniTextTable *self, guint position)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (position));
  column = gtk_column_view_column_new (self->titles[position], factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

/**
 * omni_text_table_set_columns:
 * @self: the table
 * @titles: the header, from left to right
 *
 * Shows other columns. The rows go; they are set again.
 */
void
omni_text_table_set_columns (OmniTextTable *self, const char *const *titles)
{
  GListModel *columns;

  g_return_if_fail (OMNI_IS_TEXT_TABLE (self));
  g_return_if_fail (titles != NULL);

  g_list_store_remove_all (self->rows);
  if (self->titles != NULL && g_strv_equal ((const char *const *) self->titles, titles))
    return;

  columns = gtk_column_view_get_columns (self->view);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }

  g_strfreev (self->titles);
  self->titles = g_strdupv ((char **) titles);
  for (guint i = 0; titles[i] != NULL; i++)
    add_column (self, i);
}

/**
 * omni_text_table_set_rows:
 * @self: the table
 * @rows: (element-type GStrv): the cells of each row
 *
 * Shows other rows.
 */
void
omni_text_table_set_rows (OmniTextTable *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (OMNI_IS_TEXT_TABLE (self));
  g_return_if_fail (rows != NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      OmniTextRow *row = g_object_new (OMNI_TYPE_TEXT_ROW, NULL);

      row->cells = g_strdupv (g_ptr_array_index (rows, i));
      g_ptr_array_add (objects, row);
    }

  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       objects->pdata, objects->len);
}

/**
 * omni_text_table_dup_text:
 * @self: the table
 *
 * Returns: (transfer full): header and rows as lines with tabs between the cells
 */
char *
omni_text_table_dup_text (OmniTextTable *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *header = NULL;

  g_return_val_if_fail (OMNI_IS_TEXT_TABLE (self), NULL);

  if (self->titles == NULL)
    return g_strdup ("");

  header = g_strjoinv ("\t", self->titles);
  g_string_append (text, header);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (OmniTextRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autofree char *line = g_strjoinv ("\t", row->cells);

      g_string_append_printf (text, "\n%s", line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
