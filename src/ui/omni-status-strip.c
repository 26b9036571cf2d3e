/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-status-strip.h"

#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *code;        /* (nullable) (borrowed): NULL for all orders */
  GtkToggleButton *button; /* (borrowed) */
  GtkLabel *number;        /* (borrowed) */
} Part;

struct _OmniStatusStrip
{
  GtkBox parent_instance;

  /* Template children */
  GtkScrolledWindow *scrolled_window;
  GtkBox *list;
  GtkButton *back_button;
  GtkButton *forward_button;

  OmniStatusCounts *counts; /* (nullable) (owned) */
  GArray *parts;            /* (owned) (element-type Part) */
  GPtrArray *chosen;        /* (owned) (element-type utf8): the codes that the query has */
  guint arrows_id;          /* the source that shows or hides the arrows, or 0 */
  gboolean showing;         /* the program, not a person, changes the buttons */
};

static void omni_status_strip_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniStatusStrip, omni_status_strip, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_status_strip_field_init))

static gboolean
is_chosen (OmniStatusStrip *self, const char *code)
{
  if (code == NULL)
    return self->chosen->len == 0;

  return g_ptr_array_find_with_equal_func (self->chosen, code, g_str_equal, NULL);
}

static void
update_part (OmniStatusStrip *self, const Part *part)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  gboolean is_fresh = FALSE;
  gint64 count = -1;

  if (self->counts != NULL)
    count = omni_status_counts_get (self->counts, part->code, &is_fresh);

  if (count >= 0)
    text = g_strdup_printf ("%'" G_GINT64_FORMAT, count);
  gtk_label_set_label (part->number, text != NULL ? text : "");
  if (is_fresh)
    gtk_widget_remove_css_class (GTK_WIDGET (part->number), "stale");
  else
    gtk_widget_add_css_class (GTK_WIDGET (part->number), "stale");

  name = g_strdup_printf ("%s %s",
                          part->code != NULL ? omni_status_get_label (part->code) : _ ("All"),
                          text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_strchomp (name), -1);

  gtk_toggle_button_set_active (part->button, is_chosen (self, part->code));
  gtk_widget_set_visible (GTK_WIDGET (part->button),
                          part->code == NULL || count > 0 || is_chosen (self, part->code));
}

static void
update (OmniStatusStrip *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    update_part (self, &g_array_index (self->parts, Part, i));
  self->showing = FALSE;
}

static void
scroll_by (OmniStatusStrip *self, double pages)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled_window);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + pages * gtk_adjustment_get_page_size (adjustment));
}

/*
 * Callbacks
 */

static void
toggled_cb (OmniStatusStrip *self, GtkToggleButton *button)
{
  if (self->showing)
    return;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (part->button == button)
        {
          omni_status_strip_choose (self, part->code);
          return;
        }
    }
}

static gboolean
update_arrows_cb (gpointer data)
{
  OmniStatusStrip *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled_window);
  double value = gtk_adjustment_get_value (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), end > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->forward_button), end > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), value > 0.5);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward_button), value < end - 0.5);
  self->arrows_id = 0;

  return G_SOURCE_REMOVE;
}

/* This comes in the middle of a layout, where nothing may be shown or hidden. */
static void
adjustment_changed_cb (OmniStatusStrip *self)
{
  if (self->arrows_id == 0)
    self->arrows_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_arrows_cb, self, NULL);
}

static void
back_clicked_cb (OmniStatusStrip *self)
{
  scroll_by (self, -0.6);
}

static void
forward_clicked_cb (OmniStatusStrip *self)
{
  scroll_by (self, 0.6);
}

/* The wheel of a mouse turns one way only; here it moves along the line. */
static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, OmniStatusStrip *self)
{
  scroll_by (self, dy * 0.15);

  return TRUE;
}

/*
 * OmniFilterField
 */

static void
omni_status_strip_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniStatusStrip *self = OMNI_STATUS_STRIP (field);
  const char * const *values = omni_order_query_get_values (query, "status");

  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    g_ptr_array_add (self->chosen, g_strdup (values[i]));

  update (self);
}

static OmniOrderQuery *
omni_status_strip_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniStatusStrip *self = OMNI_STATUS_STRIP (field);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->chosen->len; i++)
    g_ptr_array_add (values, g_ptr_array_index (self->chosen, i));
  g_ptr_array_add (values, NULL);

  return omni_order_query_with_filter (query, "status", (const char * const *) values->pdata);
}

static void
omni_status_strip_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_status_strip_show;
  iface->apply = omni_status_strip_apply;
}

/*
 * Overrides
 */

static void
omni_status_strip_dispose (GObject *object)
{
  OmniStatusStrip *self = OMNI_STATUS_STRIP (object);

  if (self->counts != NULL)
    g_signal_handlers_disconnect_by_data (self->counts, self);
  g_clear_object (&self->counts);
  g_clear_handle_id (&self->arrows_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_STATUS_STRIP);

  G_OBJECT_CLASS (omni_status_strip_parent_class)->dispose (object);
}

static void
omni_status_strip_finalize (GObject *object)
{
  OmniStatusStrip *self = OMNI_STATUS_STRIP (object);

  g_array_unref (self->parts);
  g_ptr_array_unref (self->chosen);

  G_OBJECT_CLASS (omni_status_strip_parent_class)->finalize (object);
}

static void
omni_status_strip_class_init (OmniStatusStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_status_strip_dispose;
  object_class->finalize = omni_status_strip_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-status-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniStatusStrip, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, OmniStatusStrip, list);
  gtk_widget_class_bind_template_child (widget_class, OmniStatusStrip, back_button);
  gtk_widget_class_bind_template_child (widget_class, OmniStatusStrip, forward_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
}

static void
add_part (OmniStatusStrip *self, const OmniStatus *status)
{
  Part part = { 0 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  part.code = status != NULL ? status->code : NULL;
  part.number = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (part.number), "count");

  if (status != NULL)
    gtk_box_append (GTK_BOX (box),
                    omni_status_dot_new (omni_status_color_get_class (status->color)));
  gtk_box_append (GTK_BOX (box),
                  gtk_label_new (status != NULL ? omni_status_get_label (status->code) : _("All")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (part.number));

  part.button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (part.button), box);
  gtk_widget_add_css_class (GTK_WIDGET (part.button), "flat");
  g_signal_connect_swapped (part.button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->list, GTK_WIDGET (part.button));
  g_array_append_val (self->parts, part);
}

static void
omni_status_strip_init (OmniStatusStrip *self)
{
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);
  GtkAdjustment *adjustment;

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  add_part (self, NULL);
  for (guint i = 0; i < n_statuses; i++)
    add_part (self, &statuses[i]);

  adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled_window);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (adjustment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * omni_status_strip_set_counts:
 * @self: the strip
 * @counts: where its numbers come from
 *
 * Shows the numbers of @counts as they arrive.
 */
void
omni_status_strip_set_counts (OmniStatusStrip *self, OmniStatusCounts *counts)
{
  g_return_if_fail (OMNI_IS_STATUS_STRIP (self));
  g_return_if_fail (OMNI_IS_STATUS_COUNTS (counts));
  g_return_if_fail (self->counts == NULL);

  self->counts = g_object_ref (counts);
  g_signal_connect_swapped (counts, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * omni_status_strip_choose:
 * @self: the strip
 * @code: (nullable): a status code, or %NULL for all orders
 *
 * Does what a click does: shows only the orders of one status, or all again when they were the only
 * ones.
 */
void
omni_status_strip_choose (OmniStatusStrip *self, const char *code)
{
  gboolean was_only;

  g_return_if_fail (OMNI_IS_STATUS_STRIP (self));

  was_only = code != NULL && self->chosen->len == 1 && is_chosen (self, code);
  g_ptr_array_set_size (self->chosen, 0);
  if (code != NULL && !was_only)
    g_ptr_array_add (self->chosen, g_strdup (code));

  update (self);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}
