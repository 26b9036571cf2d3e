/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-columns-layout.h"

#define MAX_COLUMNS 4

struct _OmniColumnsLayout
{
  GtkLayoutManager parent_instance;

  int column_width; /* the least that a column needs to stand beside another */
  guint max_columns;
  int spacing;
  int width; /* what it was given last */
};

G_DEFINE_FINAL_TYPE (OmniColumnsLayout, omni_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static guint
get_n_columns (OmniColumnsLayout *self, int width)
{
  int n_columns = (width + self->spacing) / (self->column_width + self->spacing);

  return (guint) CLAMP (n_columns, 1, (int) self->max_columns);
}

static int
get_width_of_column (OmniColumnsLayout *self, int width, guint n_columns)
{
  return (width - self->spacing * ((int) n_columns - 1)) / (int) n_columns;
}

/* Places the children one after the other; measuring is the same without giving them the place. */
static int
place (OmniColumnsLayout *self, GtkWidget *widget, int width, gboolean allocates)
{
  guint n_columns = get_n_columns (self, width);
  int column_width = get_width_of_column (self, width, n_columns);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int ends[MAX_COLUMNS] = { 0 };
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation area = { .width = column_width };
      guint column = 0;

      if (!gtk_widget_should_layout (child))
        continue;

      for (guint i = 1; i < n_columns; i++)
        {
          if (ends[i] < ends[column])
            column = i;
        }

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, &area.height, NULL, NULL,
                          NULL);
      area.x = (column_width + self->spacing) * (int) (is_rtl ? n_columns - 1 - column : column);
      area.y = ends[column];
      if (allocates)
        gtk_widget_size_allocate (child, &area, -1);

      ends[column] += area.height + self->spacing;
      height = MAX (height, area.y + area.height);
    }

  return height;
}

static GtkSizeRequestMode
omni_columns_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (OmniColumnsLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }

  *natural = MAX (*minimum, (self->column_width + self->spacing) * (int) self->max_columns);
}

static void
omni_columns_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  OmniColumnsLayout *self = OMNI_COLUMNS_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }

  /* GTK asks for a height without a width, of what is scrolled too, and for nothing. All texts
   * would be laid out for a width that they do not get. */
  if (for_size < 0)
    for_size = self->width;
  *minimum = *natural = for_size > 0 ? place (self, widget, for_size, FALSE) : 0;
}

static void
omni_columns_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  OmniColumnsLayout *self = OMNI_COLUMNS_LAYOUT (manager);

  self->width = width;
  place (self, widget, width, TRUE);
}

static void
omni_columns_layout_class_init (OmniColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = omni_columns_layout_get_request_mode;
  manager_class->measure = omni_columns_layout_measure;
  manager_class->allocate = omni_columns_layout_allocate;
}

static void
omni_columns_layout_init (OmniColumnsLayout *self)
{
}

/**
 * omni_columns_layout_new:
 * @column_width: the least that a column needs, in pixels
 * @max_columns: at most so many columns, from 1 to 4
 * @spacing: pixels between children
 *
 * Makes a layout in columns.
 *
 * Returns: (transfer full): the layout
 */
GtkLayoutManager *
omni_columns_layout_new (int column_width, guint max_columns, int spacing)
{
  OmniColumnsLayout *self = g_object_new (OMNI_TYPE_COLUMNS_LAYOUT, NULL);

  g_return_val_if_fail (max_columns > 0 && max_columns <= MAX_COLUMNS, NULL);

  self->column_width = column_width;
  self->max_columns = max_columns;
  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
