/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-entry.h"

#include "omni-search.h"

#include <glib/gi18n-lib.h>

/* A person who types a number is not done after its first digit. */
#define COMMIT_DELAY_MS 500

struct _OmniFilterEntry
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel *label;
  GtkEntry *entry;
  GtkLabel *error_label;
  GtkPopover *calendar_popover; /* (nullable): of a day */
  GtkCalendar *calendar;        /* (nullable) */

  const OmniFilter *filter;     /* (not nullable) (borrowed) */
  OmniFilterEntry *other;       /* (nullable) (borrowed): the other end of a range */
  gboolean is_upper;            /* whether this is the upper end of it */
  char *committed;              /* (not nullable) (owned): what the query has */
  guint commit_id;              /* the source that commits, or 0 */
  gboolean showing;             /* the program, not a person, changes the text */
};

static void omni_filter_entry_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniFilterEntry, omni_filter_entry, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_filter_entry_field_init))

static char *
dup_text (OmniFilterEntry *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* Several values are pasted with anything between them, as they come out of a spreadsheet or a
   mail. */
static GStrv
split_values (OmniFilterEntry *self, const char *text)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  if (!omni_filter_takes_many (self->filter))
    {
      if (text[0] != '\0')
        g_strv_builder_add (values, text);
      return g_strv_builder_end (values);
    }

  return omni_search_split_numbers (text);
}

static gboolean
check_values (OmniFilterEntry *self, GStrv values, GError **error)
{
  if (g_strv_length (values) > OMNI_FILTER_MAX_VALUES)
    {
      g_propagate_error (error, omni_error_new (
                                  OMNI_ERROR_BAD_VALUE,
                                  _("More than %d at once: select them by their numbers instead"),
                                  OMNI_FILTER_MAX_VALUES));
      return FALSE;
    }

  for (guint i = 0; values[i] != NULL; i++)
    {
      if (!omni_filter_check_value (self->filter, values[i], error))
        return FALSE;
    }

  return TRUE;
}

/* What stands in the other field counts as far as it is asked for. */
static gboolean
check_range (OmniFilterEntry *self, GStrv values, GError **error)
{
  g_autoptr (OmniOrderQuery) none = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) other = NULL;
  g_autoptr (OmniOrderQuery) both = NULL;

  if (self->other == NULL)
    return TRUE;

  other = omni_filter_field_apply (OMNI_FILTER_FIELD (self->other), none);
  both = omni_order_query_with_filter (other, omni_filter_get_id (self->filter),
                                       (const char * const *) values);

  return omni_order_query_check_range (both, self->filter, error);
}

static void
show_error (OmniFilterEntry *self, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
  if (error != NULL)
    {
      gtk_label_set_label (self->error_label, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }

  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
    error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
commit_now (OmniFilterEntry *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) values = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (self->entry == NULL)
    return;

  text = dup_text (self);
  if (strcmp (text, self->committed) == 0)
    {
      show_error (self, NULL);
      return;
    }

  values = split_values (self, text);
  if (!check_values (self, values, &error) || !check_range (self, values, &error))
    {
      show_error (self, error);
      return;
    }

  show_error (self, NULL);
  g_free (self->committed);
  self->committed = g_steal_pointer (&text);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));

  /* What did not go together with what stood here may do so now. */
  if (self->other != NULL && self->other->entry != NULL
      && gtk_widget_has_css_class (GTK_WIDGET (self->other->entry), "error"))
    commit_now (self->other);
}

/*
 * Callbacks
 */

static gboolean
commit_cb (gpointer data)
{
  OmniFilterEntry *self = data;

  self->commit_id = 0;
  commit_now (self);

  return G_SOURCE_REMOVE;
}

static void
entry_changed_cb (OmniFilterEntry *self)
{
  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (self->showing)
    return;

  self->commit_id = g_timeout_add (COMMIT_DELAY_MS, commit_cb, self);
}

static void
day_selected_cb (OmniFilterEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popdown (self->calendar_popover);
  commit_now (self);
}

/* GtkCalendar says nothing about a click on the day that it already shows as chosen. */
static void
day_clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, OmniFilterEntry *self)
{
  GtkWidget *day = gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT);

  if (day != NULL && gtk_widget_has_css_class (day, "day-number"))
    day_selected_cb (self);
}

/* The calendar opens at the day that stands in the entry, or today. */
static void
show_day (OmniFilterEntry *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *moment = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (moment, zone);

  if (day == NULL)
    day = g_date_time_new_now (zone);

  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, day);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

static void
icon_released_cb (OmniFilterEntry *self)
{
  graphene_rect_t bounds;

  if (self->calendar_popover == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (self->entry), GTK_WIDGET (self), &bounds))
    return;

  gtk_popover_set_pointing_to (
    self->calendar_popover, &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                             (int) bounds.size.width, (int) bounds.size.height });
  show_day (self);
  gtk_popover_popup (self->calendar_popover);
}

/*
 * A day
 */

static void
add_calendar (OmniFilterEntry *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "released", G_CALLBACK (day_clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (click));

  self->calendar_popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->calendar_popover, GTK_WIDGET (self->calendar));
  gtk_widget_set_parent (GTK_WIDGET (self->calendar_popover), GTK_WIDGET (self));

  gtk_entry_set_placeholder_text (self->entry, _("YYYY-MM-DD"));
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     "x-office-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _("Choose a day"));
}

/*
 * OmniFilterField
 */

static void
omni_filter_entry_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterEntry *self = OMNI_FILTER_ENTRY (field);
  const char *const *values = omni_order_query_get_values (query,
                                                           omni_filter_get_id (self->filter));
  g_autofree char *text = values != NULL ? g_strjoinv (", ", (char **) values) : g_strdup ("");
  g_autoptr (GError) error = NULL;

  /* What is being typed into the field wins over the answer to what stood in it before. */
  if (self->commit_id != 0 && strcmp (text, self->committed) == 0)
    return;

  g_clear_handle_id (&self->commit_id, g_source_remove);
  g_free (self->committed);
  self->committed = g_strdup (text);
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->showing = FALSE;
  if (self->is_upper)
    omni_order_query_check_range (query, self->filter, &error);
  show_error (self, error);
}

static OmniOrderQuery *
omni_filter_entry_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterEntry *self = OMNI_FILTER_ENTRY (field);
  g_auto (GStrv) values = split_values (self, self->committed);

  return omni_order_query_with_filter (query, omni_filter_get_id (self->filter),
                                       (const char * const *) values);
}

static void
omni_filter_entry_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_filter_entry_show;
  iface->apply = omni_filter_entry_apply;
}

/*
 * Overrides
 */

static void
omni_filter_entry_dispose (GObject *object)
{
  OmniFilterEntry *self = OMNI_FILTER_ENTRY (object);

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (self->calendar_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->calendar_popover));
  self->calendar_popover = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_FILTER_ENTRY);

  G_OBJECT_CLASS (omni_filter_entry_parent_class)->dispose (object);
}

static void
omni_filter_entry_finalize (GObject *object)
{
  OmniFilterEntry *self = OMNI_FILTER_ENTRY (object);

  g_free (self->committed);

  G_OBJECT_CLASS (omni_filter_entry_parent_class)->finalize (object);
}

static void
omni_filter_entry_class_init (OmniFilterEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_filter_entry_dispose;
  object_class->finalize = omni_filter_entry_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-filter-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniFilterEntry, label);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterEntry, error_label);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, commit_now);
  gtk_widget_class_bind_template_callback (widget_class, icon_released_cb);
}

static void
omni_filter_entry_init (OmniFilterEntry *self)
{
  self->committed = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * omni_filter_entry_new:
 * @filter: the filter that is typed
 *
 * Makes a field for @filter.
 *
 * Returns: (transfer floating): the field
 */
GtkWidget *
omni_filter_entry_new (const OmniFilter *filter)
{
  OmniFilterEntry *self;

  g_return_val_if_fail (filter != NULL, NULL);

  self = g_object_new (OMNI_TYPE_FILTER_ENTRY, NULL);
  self->filter = filter;
  gtk_label_set_label (self->label, omni_filter_get_label (filter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), omni_filter_get_description (filter));
  if (omni_filter_get_kind (filter) == OMNI_FILTER_AMOUNT)
    gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  if (omni_filter_get_kind (filter) == OMNI_FILTER_TIME)
    add_calendar (self);

  return GTK_WIDGET (self);
}

/**
 * omni_filter_entry_set_text:
 * @self: a field
 * @text: what is to stand in it
 *
 * Types @text for the person, and commits it at once.
 */
void
omni_filter_entry_set_text (OmniFilterEntry *self, const char *text)
{
  g_return_if_fail (OMNI_IS_FILTER_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  commit_now (self);
}

/**
 * omni_filter_entry_join:
 * @lower: the field for the lower end of a range
 * @upper: the field for its upper end
 *
 * Makes the fields know of each other, so that a range which can hold nothing is marked. They are
 * children of one widget and go together.
 */
void
omni_filter_entry_join (OmniFilterEntry *lower, OmniFilterEntry *upper)
{
  g_return_if_fail (OMNI_IS_FILTER_ENTRY (lower));
  g_return_if_fail (OMNI_IS_FILTER_ENTRY (upper));

  lower->other = upper;
  upper->other = lower;
  upper->is_upper = TRUE;
}
