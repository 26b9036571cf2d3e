/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-wrap-layout.h"

struct _OmniWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing; /* pixels between children and between lines */
};

G_DEFINE_FINAL_TYPE (OmniWrapLayout, omni_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static int
get_width (GtkWidget *child, int available)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return available < 0 ? natural : MAX (minimum, MIN (natural, available));
}

static int
get_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* Finds where the line that begins with @first ends, and how high it is. */
static GtkWidget *
measure_line (OmniWrapLayout *self, GtkWidget *first, int available, int *height)
{
  GtkWidget *child = first;
  int used = 0;

  *height = 0;
  while (child != NULL)
    {
      int width = get_width (child, available);

      if (child != first && available >= 0 && used + self->spacing + width > available)
        break;

      used += width + (child != first ? self->spacing : 0);
      *height = MAX (*height, get_height (child, width));
      child = skip_hidden (gtk_widget_get_next_sibling (child));
    }

  return child;
}

static int
measure_height (OmniWrapLayout *self, GtkWidget *widget, int available)
{
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int total = 0;

  while (child != NULL)
    {
      int height;

      child = measure_line (self, child, available, &height);
      total += height + (child != NULL ? self->spacing : 0);
    }

  return total;
}

static void
measure_width (OmniWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));

  *minimum = 0;
  *natural = 0;
  while (child != NULL)
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      child = skip_hidden (gtk_widget_get_next_sibling (child));
      *natural += child_natural + (child != NULL ? self->spacing : 0);
    }
}

/*
 * Overrides
 */

static GtkSizeRequestMode
omni_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
omni_wrap_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  OmniWrapLayout *self = OMNI_WRAP_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget, for_size);
}

static void
omni_wrap_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  OmniWrapLayout *self = OMNI_WRAP_LAYOUT (manager);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int line_height;
      int x = 0;
      GtkWidget *end = measure_line (self, child, width, &line_height);

      for (; child != end; child = skip_hidden (gtk_widget_get_next_sibling (child)))
        {
          int child_width = get_width (child, width);
          GtkAllocation area = { is_rtl ? width - x - child_width : x, y, child_width,
                                 line_height };

          gtk_widget_size_allocate (child, &area, -1);
          x += child_width + self->spacing;
        }

      y += line_height + self->spacing;
    }
}

static void
omni_wrap_layout_class_init (OmniWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = omni_wrap_layout_get_request_mode;
  manager_class->measure = omni_wrap_layout_measure;
  manager_class->allocate = omni_wrap_layout_allocate;
}

static void
omni_wrap_layout_init (OmniWrapLayout *self)
{
}

/**
 * omni_wrap_layout_new:
 * @spacing: pixels between children and between lines
 *
 * Makes a layout that wraps.
 *
 * Returns: (transfer full): the layout
 */
GtkLayoutManager *
omni_wrap_layout_new (int spacing)
{
  OmniWrapLayout *self = g_object_new (OMNI_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
