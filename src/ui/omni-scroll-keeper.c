/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-scroll-keeper.h"

/* What goes wrong in GTK before 4.10 (its issue 2971): a list view keeps a tree of nodes, each with
 * a height per row and either one widget or a run of rows without widgets. When the view moves its
 * anchor it makes widgets for the rows around it and splits the runs that they come from, and the
 * split-off nodes have a height of 0 until the next allocation. Whoever turns pixels into rows in
 * between (a second wheel event, Page Down, a click) is told a row that may be thousands of rows
 * further down, and the view goes there. * The cure is never to let anyone ask in between: before
 * the list hears of a new value, and before it sees a key or a button, an allocation that is due is
 * done at once. It costs nothing when none is due. */

struct _OmniScrollKeeper
{
  GObject parent_instance;

  GtkAdjustment *adjustment; /* (owned) (nullable): vertical */
  GtkWidget *list;           /* (weak) (nullable): the list view inside the column view */
  gulong value_changed_id;
  gboolean is_active;        /* whether this GTK has the fault */
};

G_DEFINE_FINAL_TYPE (OmniScrollKeeper, omni_scroll_keeper, G_TYPE_OBJECT)

static GtkWidget *
find_list (GtkColumnView *view)
{
  GtkWidget *child;

  for (child = gtk_widget_get_last_child (GTK_WIDGET (view));
       child != NULL && !GTK_IS_LIST_VIEW (child);
       child = gtk_widget_get_prev_sibling (child))
    ;

  return child;
}

/* While a list writes the value that its own layout came to, it blocks its own handler. */
static gboolean
list_is_listening (OmniScrollKeeper *self)
{
  return g_signal_handler_find (self->adjustment,
                                G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA | G_SIGNAL_MATCH_UNBLOCKED,
                                g_signal_lookup ("value-changed", GTK_TYPE_ADJUSTMENT),
                                0, NULL, NULL, self->list) != 0;
}

static void
value_changed_cb (GtkAdjustment *adjustment, OmniScrollKeeper *self)
{
  double wanted = gtk_adjustment_get_value (adjustment);

  if (self->list == NULL || !list_is_listening (self))
    return;

  omni_scroll_keeper_settle (self);

  /* The allocation wrote the value of the change before this one; say again what is wanted now. */
  if (gtk_adjustment_get_value (adjustment) != wanted)
    {
      g_signal_stop_emission_by_name (adjustment, "value-changed");
      gtk_adjustment_set_value (adjustment, wanted);
    }
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, OmniScrollKeeper *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE ||
      type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_END)
    omni_scroll_keeper_settle (self);

  return GDK_EVENT_PROPAGATE;
}

static void
omni_scroll_keeper_dispose (GObject *object)
{
  OmniScrollKeeper *self = OMNI_SCROLL_KEEPER (object);

  if (self->adjustment != NULL)
    g_clear_signal_handler (&self->value_changed_id, self->adjustment);

  g_clear_object (&self->adjustment);
  g_clear_weak_pointer (&self->list);

  G_OBJECT_CLASS (omni_scroll_keeper_parent_class)->dispose (object);
}

static void
omni_scroll_keeper_class_init (OmniScrollKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_scroll_keeper_dispose;
}

static void
omni_scroll_keeper_init (OmniScrollKeeper *self)
{
  self->is_active = gtk_check_version (4, 10, 0) != NULL;
}

/**
 * omni_scroll_keeper_new:
 * @window: where the view is to be scrolled; it must be empty
 * @view: the view, which becomes the child of @window
 *
 * Puts @view into @window and keeps its scrolling right. The order matters, and is why this
 * function does it: the keeper has to hear of a new value before the list does.
 *
 * Returns: (transfer full): the keeper; keep it as long as the two
 */
OmniScrollKeeper *
omni_scroll_keeper_new (GtkScrolledWindow *window, GtkColumnView *view)
{
  OmniScrollKeeper *self;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (window), NULL);
  g_return_val_if_fail (gtk_scrolled_window_get_child (window) == NULL, NULL);
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (OMNI_TYPE_SCROLL_KEEPER, NULL);
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (window));
  g_set_weak_pointer (&self->list, find_list (view));

  if (self->is_active)
    {
      GtkEventController *controller = gtk_event_controller_legacy_new ();

      self->value_changed_id =
          g_signal_connect (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, 0);
      gtk_widget_add_controller (GTK_WIDGET (view), controller);
    }

  gtk_scrolled_window_set_child (window, GTK_WIDGET (view));

  return self;
}

/**
 * omni_scroll_keeper_get_list:
 * @self: a keeper
 *
 * Returns: (nullable) (transfer none): the list view inside the column view, which has the actions
 *   ("list.scroll-to-item") that the column view itself does not offer before GTK 4.12
 */
GtkWidget *
omni_scroll_keeper_get_list (OmniScrollKeeper *self)
{
  g_return_val_if_fail (OMNI_IS_SCROLL_KEEPER (self), NULL);

  return self->list;
}

/**
 * omni_scroll_keeper_settle:
 * @self: a keeper
 *
 * Does an allocation of the list that is due, so that rows and pixels agree. Call it before asking
 * which rows are in view and before an action that moves the view.
 */
void
omni_scroll_keeper_settle (OmniScrollKeeper *self)
{
  GtkAllocation allocation;
  int minimum;

  g_return_if_fail (OMNI_IS_SCROLL_KEEPER (self));

  if (!self->is_active || self->list == NULL || !gtk_widget_get_mapped (self->list))
    return;

  gtk_widget_get_allocation (self->list, &allocation);

  /* GTK wants to be asked for the size before it is given; the answer is mostly remembered. */
  gtk_widget_measure (self->list, GTK_ORIENTATION_VERTICAL, allocation.width, &minimum, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (self->list, &allocation, -1);
}
