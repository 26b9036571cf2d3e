/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-bar.h"

#define THICKNESS 14
#define LENGTH 96
#define SHORTEST_PART 2

struct _OmniBar
{
  GtkButton parent_instance;

  GtkOrientation orientation;
  gboolean has_parts;
  gint64 parts[OMNI_OVERVIEW_N_COLORS]; /* the whole in the first one when it has no parts */
  gint64 most;                          /* what the whole length stands for */
};

G_DEFINE_FINAL_TYPE (OmniBar, omni_bar, GTK_TYPE_BUTTON)

/* The names that the style sheets give the colours of statuses. */
static const char *const colors[] = {
  [OMNI_STATUS_COLOR_NEUTRAL] = "omni_neutral", [OMNI_STATUS_COLOR_WAITING] = "omni_waiting",
  [OMNI_STATUS_COLOR_ACTIVE] = "omni_active",   [OMNI_STATUS_COLOR_MOVING] = "omni_moving",
  [OMNI_STATUS_COLOR_DONE] = "omni_done",       [OMNI_STATUS_COLOR_ENDED] = "omni_ended",
  [OMNI_STATUS_COLOR_TROUBLE] = "omni_trouble",
};

/* From the ground up: what is done stands on the floor, what needs somebody is on top. */
static const OmniStatusColor stack[] = {
  OMNI_STATUS_COLOR_ENDED,   OMNI_STATUS_COLOR_DONE,    OMNI_STATUS_COLOR_MOVING,
  OMNI_STATUS_COLOR_ACTIVE,  OMNI_STATUS_COLOR_NEUTRAL, OMNI_STATUS_COLOR_WAITING,
  OMNI_STATUS_COLOR_TROUBLE,
};

static void
find_color (OmniBar *self, const char *name, GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (context, name, color))
    gtk_style_context_get_color (context, color);
}

/* Draws from @from to @to, measured from the ground, and gives where the next part begins. */
static void
draw_part (OmniBar *self, GtkSnapshot *snapshot, const GdkRGBA *color, float from, float to)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  graphene_rect_t rectangle;

  if (self->orientation == GTK_ORIENTATION_VERTICAL)
    graphene_rect_init (&rectangle, 0, height - to, width, to - from);
  else if (is_rtl)
    graphene_rect_init (&rectangle, width - to, 0, to - from, height);
  else
    graphene_rect_init (&rectangle, from, 0, to - from, height);

  gtk_snapshot_append_color (snapshot, color, &rectangle);
}

static void
draw_value (OmniBar *self, GtkSnapshot *snapshot, float length)
{
  double share = (double) self->parts[0] / (double) self->most;
  GdkRGBA color;

  find_color (self, "accent_bg_color", &color);
  if (self->parts[0] > 0)
    draw_part (self, snapshot, &color, 0, MAX ((float) (share * length), SHORTEST_PART));
}

static void
draw_parts (OmniBar *self, GtkSnapshot *snapshot, float length)
{
  gint64 below = 0;

  for (guint i = 0; i < G_N_ELEMENTS (stack); i++)
    {
      gint64 part = MAX (self->parts[stack[i]], 0);
      double from = (double) below / (double) self->most;
      double to = (double) (below + part) / (double) self->most;
      GdkRGBA color;

      find_color (self, colors[stack[i]], &color);
      if (part > 0)
        draw_part (self, snapshot, &color, (float) (from * length), (float) (to * length));
      below += part;
    }
}

/*
 * Overrides
 */

static void
omni_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OmniBar *self = OMNI_BAR (widget);
  float length =
      (float) (self->orientation == GTK_ORIENTATION_VERTICAL ? gtk_widget_get_height (widget)
                                                             : gtk_widget_get_width (widget));

  if (self->most <= 0)
    return;

  if (self->has_parts)
    draw_parts (self, snapshot, length);
  else
    draw_value (self, snapshot, length);
}

static void
omni_bar_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  OmniBar *self = OMNI_BAR (widget);

  gboolean is_length = orientation == self->orientation;

  /* A bar that lies may be short, so that the words beside it have room. */
  *natural = is_length ? LENGTH : THICKNESS;
  *minimum = is_length && orientation == GTK_ORIENTATION_VERTICAL ? LENGTH : THICKNESS / 2;
}

static GtkSizeRequestMode
omni_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
omni_bar_class_init (OmniBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = omni_bar_snapshot;
  widget_class->measure = omni_bar_measure;
  widget_class->get_request_mode = omni_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "chartbar");
}

static void
omni_bar_init (OmniBar *self)
{
  /* A button's own is for its child, and a bar has none. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

/*
 * Public API
 */

/**
 * omni_bar_new:
 * @orientation: whether it stands or lies
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
omni_bar_new (GtkOrientation orientation)
{
  OmniBar *self = g_object_new (OMNI_TYPE_BAR, NULL);

  self->orientation = orientation;
  return GTK_WIDGET (self);
}

/**
 * omni_bar_set_value:
 * @self: the bar
 * @value: how much
 * @most: what the whole length stands for
 */
void
omni_bar_set_value (OmniBar *self, gint64 value, gint64 most)
{
  g_return_if_fail (OMNI_IS_BAR (self));

  self->has_parts = FALSE;
  self->parts[0] = value;
  self->most = most;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * omni_bar_set_parts:
 * @self: the bar
 * @parts: (array fixed-size=7): how much of each #OmniStatusColor; what is negative is not known
 * @most: what the whole length stands for
 */
void
omni_bar_set_parts (OmniBar *self, const gint64 *parts, gint64 most)
{
  g_return_if_fail (OMNI_IS_BAR (self));

  self->has_parts = TRUE;
  memcpy (self->parts, parts, sizeof self->parts);
  self->most = most;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * omni_bar_set_words:
 * @self: the bar
 * @words: what it says
 *
 * Sets its tooltip and its name for those who cannot see it.
 */
void
omni_bar_set_words (OmniBar *self, const char *words)
{
  g_return_if_fail (OMNI_IS_BAR (self));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
