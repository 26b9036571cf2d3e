/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-scroll-through.h"

/* What GTK makes of a touchpad's pixels. */
#define PIXELS_PER_UNIT 2.5

static gboolean
can_move (GtkAdjustment *adjustment, double delta)
{
  double value = gtk_adjustment_get_value (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return delta < 0 ? value > gtk_adjustment_get_lower (adjustment) : value < last;
}

static double
get_step (GtkEventController *controller, GtkAdjustment *adjustment)
{
  GtkEventControllerScroll *scroll = GTK_EVENT_CONTROLLER_SCROLL (controller);

  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE)
    return PIXELS_PER_UNIT;

  return gtk_adjustment_get_step_increment (adjustment);
}

static gboolean
scroll_cb (GtkEventController *controller, double dx, double dy, GtkScrolledWindow *inner)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GtkWidget *outer = gtk_widget_get_ancestor (gtk_widget_get_parent (GTK_WIDGET (inner)),
                                              GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  if (outer == NULL || dx != 0 || dy == 0 || (state & GDK_SHIFT_MASK) != 0 ||
      can_move (gtk_scrolled_window_get_vadjustment (inner), dy))
    return GDK_EVENT_PROPAGATE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                            dy * get_step (controller, adjustment));

  return GDK_EVENT_STOP;
}

/**
 * omni_scroll_through:
 * @inner: what is scrolled inside of something else that is scrolled
 *
 * Lets the wheel move what is around @inner where @inner itself cannot move any further. GTK 4.8
 * keeps every step of a wheel for the innermost, and whoever scrolls a page is stuck over it.
 */
void
omni_scroll_through (GtkScrolledWindow *inner)
{
  GtkEventController *controller = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (inner));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "scroll", G_CALLBACK (scroll_cb), inner);
  gtk_widget_add_controller (GTK_WIDGET (inner), controller);
}
