/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-dates.h"

#include "omni-date-preset.h"
#include "omni-filter-entry.h"

struct _OmniFilterDates
{
  GtkBox parent_instance;

  GtkDropDown *drop_down; /* (borrowed) */
  OmniFilterEntry *first; /* (borrowed) */
  OmniFilterEntry *last;  /* (borrowed) */

  const char *first_id;   /* (not nullable) (borrowed) */
  const char *last_id;    /* (not nullable) (borrowed) */
  gboolean showing;       /* the program, not a person, changes what is shown */
};

static void omni_filter_dates_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniFilterDates, omni_filter_dates, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_filter_dates_field_init))

static const char *
get_value (OmniOrderQuery *query, const char *id)
{
  const char * const *values = omni_order_query_get_values (query, id);

  return values != NULL ? values[0] : NULL;
}

static void
show_preset (OmniFilterDates *self, OmniOrderQuery *query)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self->showing = TRUE;
  gtk_drop_down_set_selected (self->drop_down,
                              omni_date_preset_find (get_value (query, self->first_id),
                                                     get_value (query, self->last_id), now));
  self->showing = FALSE;
}

/*
 * Callbacks
 */

static void
entry_edited_cb (OmniFilterDates *self)
{
  g_autoptr (OmniOrderQuery) none = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_filter_field_apply (OMNI_FILTER_FIELD (self), none);

  if (self->showing)
    return;

  show_preset (self, query);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}

static void
preset_chosen_cb (OmniFilterDates *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  OmniDatePreset preset = gtk_drop_down_get_selected (self->drop_down);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->showing)
    return;

  /* Choosing a range of one's own begins with the days that stand there. */
  if (preset == OMNI_DATE_CUSTOM)
    {
      gtk_widget_child_focus (GTK_WIDGET (self->first), GTK_DIR_TAB_FORWARD);
      return;
    }

  omni_date_preset_get_days (preset, now, &first, &last);
  self->showing = TRUE;
  omni_filter_entry_set_text (self->first, first != NULL ? first : "");
  omni_filter_entry_set_text (self->last, last != NULL ? last : "");
  self->showing = FALSE;
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}

/*
 * OmniFilterField
 */

static void
omni_filter_dates_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterDates *self = OMNI_FILTER_DATES (field);

  omni_filter_field_show (OMNI_FILTER_FIELD (self->first), query);
  omni_filter_field_show (OMNI_FILTER_FIELD (self->last), query);
  show_preset (self, query);
}

static OmniOrderQuery *
omni_filter_dates_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterDates *self = OMNI_FILTER_DATES (field);
  g_autoptr (OmniOrderQuery) with_first = NULL;

  with_first = omni_filter_field_apply (OMNI_FILTER_FIELD (self->first), query);

  return omni_filter_field_apply (OMNI_FILTER_FIELD (self->last), with_first);
}

static void
omni_filter_dates_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_filter_dates_show;
  iface->apply = omni_filter_dates_apply;
}

/*
 * Overrides
 */

static void
omni_filter_dates_class_init (OmniFilterDatesClass *klass)
{
}

static void
omni_filter_dates_init (OmniFilterDates *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
}

static OmniFilterEntry *
add_entry (OmniFilterDates *self, GtkWidget *box, const OmniFilter *filter)
{
  GtkWidget *entry = omni_filter_entry_new (filter);

  g_signal_connect_swapped (entry, "edited", G_CALLBACK (entry_edited_cb), self);
  gtk_box_append (GTK_BOX (box), entry);

  return OMNI_FILTER_ENTRY (entry);
}

/**
 * omni_filter_dates_new:
 * @title: what the range is of
 * @first: the filter for the first day
 * @last: the filter for the last day
 *
 * Makes a field for a range of days.
 *
 * Returns: (transfer floating): the field
 */
GtkWidget *
omni_filter_dates_new (const char *title, const OmniFilter *first, const OmniFilter *last)
{
  OmniFilterDates *self = g_object_new (OMNI_TYPE_FILTER_DATES, NULL);
  const char *labels[OMNI_DATE_N_PRESETS + 1] = { NULL };
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (OmniDatePreset preset = OMNI_DATE_ANY; preset < OMNI_DATE_N_PRESETS; preset++)
    labels[preset] = omni_date_preset_get_label (preset);

  self->first_id = omni_filter_get_id (first);
  self->last_id = omni_filter_get_id (last);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
  /* The button inside is what has the focus; the label below names only the drop-down itself. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->drop_down))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (preset_chosen_cb),
                            self);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->drop_down));
  gtk_widget_add_css_class (label, "field-label");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_top (box, 3);

  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->drop_down));
  gtk_box_append (GTK_BOX (self), box);
  self->first = add_entry (self, box, first);
  self->last = add_entry (self, box, last);
  omni_filter_entry_join (self->first, self->last);

  return GTK_WIDGET (self);
}
