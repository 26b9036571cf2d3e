/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-tick.h"

#include <glib/gi18n-lib.h>

/* What the theme gives a check button: the box comes with its CSS, the mark is drawn here. */
#define MARK_SIZE 14

struct _OmniOrderTick
{
  GtkWidget parent_instance;

  gboolean is_active;
};

G_DEFINE_FINAL_TYPE (OmniOrderTick, omni_order_tick, GTK_TYPE_WIDGET)

static void
omni_order_tick_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = MARK_SIZE;
}

static void
omni_order_tick_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OmniOrderTick *self = OMNI_ORDER_TICK (widget);
  g_autoptr (GtkIconPaintable) mark = NULL;
  GdkRGBA colors[1];

  if (!self->is_active)
    return;

  mark = gtk_icon_theme_lookup_icon (
    gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), "object-select-symbolic",
    NULL, MARK_SIZE, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colors[0]);
  gtk_symbolic_paintable_snapshot_symbolic (
    GTK_SYMBOLIC_PAINTABLE (mark), snapshot, gtk_widget_get_width (widget),
    gtk_widget_get_height (widget), colors, G_N_ELEMENTS (colors));
}

static void
omni_order_tick_class_init (OmniOrderTickClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = omni_order_tick_measure;
  widget_class->snapshot = omni_order_tick_snapshot;

  gtk_widget_class_set_css_name (widget_class, "check");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CHECKBOX);
}

static void
omni_order_tick_init (OmniOrderTick *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Selected"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/**
 * omni_order_tick_new:
 *
 * Returns: (transfer floating): a tick box that is not ticked
 */
GtkWidget *
omni_order_tick_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_TICK, NULL);
}

/**
 * omni_order_tick_set_active:
 * @self: a tick box
 * @active: whether it is ticked
 */
void
omni_order_tick_set_active (OmniOrderTick *self, gboolean active)
{
  g_return_if_fail (OMNI_IS_ORDER_TICK (self));

  active = active != FALSE;
  if (self->is_active == active)
    return;

  self->is_active = active;

  if (active)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_CHECKED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_CHECKED);

  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
    active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
