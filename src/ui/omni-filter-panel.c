/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-panel.h"

#include "omni-filter-choice.h"
#include "omni-filter-dates.h"
#include "omni-filter-entry.h"
#include "omni-filter-text.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

/* What is asked for every day stands first, in this order; the rest of the core's list is one click
   away. */
static const char * const first_ids[] = {
  "number", "status", "placed-after", "placed-before", "channel", "customer", "email",
};

/* Of the rest this comes first, then what else the core has. */
static const char * const second_ids[] = {
  "phone", "amount-from", "amount-to", "payment-option", "shipping", "tracking", "invoice", "sent",
};

/* The header has the free search, and "customer" looks at both names. */
static const char * const left_out_ids[] = {
  "search", "first-name", "last-name",
};

typedef struct
{
  const OmniFilter *filter; /* (borrowed) */
  OmniFilterField *field;   /* (borrowed) */
} Entry;

struct _OmniFilterPanel
{
  GtkBox parent_instance;

  /* Template children */
  GtkBox *first_fields;
  GtkBox *more_fields;
  GtkExpander *more_expander;

  /* (owned) (element-type Entry): one for each filter; a field may stand twice */
  GArray *entries;
  OmniStatusCounts *counts; /* (nullable) (owned) */
};

static void omni_filter_panel_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniFilterPanel, omni_filter_panel, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_filter_panel_field_init))

static gboolean
contains (const char * const *ids, gsize n_ids, const char *id)
{
  for (gsize i = 0; i < n_ids; i++)
    {
      if (strcmp (ids[i], id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_first (const char *id)
{
  return contains (first_ids, G_N_ELEMENTS (first_ids), id);
}

/* Keys are for programs; people know the number. */
static gboolean
is_left_out (const OmniFilter *filter)
{
  return omni_filter_get_kind (filter) == OMNI_FILTER_PK
         || contains (left_out_ids, G_N_ELEMENTS (left_out_ids), omni_filter_get_id (filter));
}

static void
update_counts (OmniFilterPanel *self)
{
  OmniFilterField *field = omni_filter_panel_get_field (self, "status");
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);

  for (guint i = 0; field != NULL && i < n_statuses; i++)
    {
      gboolean is_fresh;
      gint64 count = omni_status_counts_get (self->counts, statuses[i].code, &is_fresh);

      omni_filter_choice_set_count (OMNI_FILTER_CHOICE (field), statuses[i].code,
                                    is_fresh ? count : -1);
    }
}

static void
fill_from_reference (OmniFilterChoice *choice, OmniReferenceData *reference, OmniReferenceKind kind)
{
  omni_filter_choice_clear (choice);
  for (guint i = 0; i < omni_reference_data_get_size (reference, kind); i++)
    {
      const OmniReferenceEntry *entry = omni_reference_data_get_entry (reference, kind, i);
      g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT, entry->pk);

      omni_filter_choice_add (choice, pk, entry->name, NULL);
    }
}

static GtkWidget *
new_choice (const OmniFilter *filter)
{
  GtkWidget *choice = omni_filter_choice_new (filter);
  guint n_statuses = 0;
  const OmniStatus *statuses = NULL;

  if (omni_filter_get_kind (filter) == OMNI_FILTER_STATUS)
    statuses = omni_status_get_all (&n_statuses);

  for (guint i = 0; i < n_statuses; i++)
    omni_filter_choice_add (OMNI_FILTER_CHOICE (choice), statuses[i].code,
                            omni_status_get_label (statuses[i].code),
                            omni_status_color_get_class (statuses[i].color));

  if (omni_filter_get_kind (filter) == OMNI_FILTER_BOOLEAN)
    {
      omni_filter_choice_add (OMNI_FILTER_CHOICE (choice), "true", _("Yes"), NULL);
      omni_filter_choice_add (OMNI_FILTER_CHOICE (choice), "false", _("No"), NULL);
    }

  return choice;
}

static void
remember (OmniFilterPanel *self, const OmniFilter *filter, GtkWidget *field)
{
  Entry entry = { filter, OMNI_FILTER_FIELD (field) };

  g_array_append_val (self->entries, entry);
}

static void
add_field (OmniFilterPanel *self, GtkBox *box, const OmniFilter *filter, GtkWidget *field)
{
  gtk_box_append (box, field);
  remember (self, filter, field);
  g_signal_connect_swapped (field, "edited", G_CALLBACK (omni_filter_field_edited), self);
}

static void
add_range (OmniFilterPanel *self, GtkBox *box, const OmniFilter *first, const OmniFilter *last)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lower = omni_filter_entry_new (first);
  GtkWidget *upper = omni_filter_entry_new (last);

  gtk_box_set_homogeneous (GTK_BOX (both), TRUE);
  add_field (self, GTK_BOX (both), first, lower);
  add_field (self, GTK_BOX (both), last, upper);
  omni_filter_entry_join (OMNI_FILTER_ENTRY (lower), OMNI_FILTER_ENTRY (upper));
  gtk_box_append (box, both);
}

static void
add_filter (OmniFilterPanel *self, GtkBox *box, const OmniFilter *filter)
{
  const OmniFilterPair *pair = omni_filter_pair_find (omni_filter_get_id (filter));
  const OmniFilter *last = pair != NULL ? omni_filter_find (pair->last) : NULL;

  /* The upper end of a range comes with the lower one. */
  if (is_left_out (filter) || last == filter)
    return;

  switch (omni_filter_get_kind (filter))
    {
    case OMNI_FILTER_STATUS:
    case OMNI_FILTER_CHANNEL:
    case OMNI_FILTER_PAYMENT_OPTION:
    case OMNI_FILTER_CARGO_COMPANY:
    case OMNI_FILTER_BOOLEAN:
      add_field (self, box, filter, new_choice (filter));
      return;
    case OMNI_FILTER_TIME:
      if (last != NULL)
        {
          GtkWidget *dates = omni_filter_dates_new (omni_filter_pair_get_title (pair), filter,
                                                    last);

          add_field (self, box, filter, dates);
          remember (self, last, dates);
          return;
        }
      break;
    case OMNI_FILTER_AMOUNT:
      if (last != NULL)
        {
          add_range (self, box, filter, last);
          return;
        }
      break;
    case OMNI_FILTER_TEXT:
    case OMNI_FILTER_PK:
      break;
    }

  add_field (self, box, filter, omni_filter_entry_new (filter));
}

static void
add_filters (OmniFilterPanel *self, GtkBox *box, const char * const *ids, gsize n_ids)
{
  for (gsize i = 0; i < n_ids; i++)
    {
      const OmniFilter *filter = omni_filter_find (ids[i]);

      if (filter != NULL)
        add_filter (self, box, filter);
    }
}

/*
 * OmniFilterField
 */

static void
omni_filter_panel_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterPanel *self = OMNI_FILTER_PANEL (field);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      const char *id = omni_filter_get_id (entry->filter);

      omni_filter_field_show (entry->field, query);
      if (!is_first (id) && omni_order_query_get_values (query, id) != NULL)
        gtk_expander_set_expanded (self->more_expander, TRUE);
    }
}

static OmniOrderQuery *
omni_filter_panel_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterPanel *self = OMNI_FILTER_PANEL (field);
  OmniOrderQuery *applied = omni_order_query_ref (query);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      OmniOrderQuery *next = omni_filter_field_apply (entry->field, applied);

      omni_order_query_unref (applied);
      applied = next;
    }

  return applied;
}

static void
omni_filter_panel_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_filter_panel_show;
  iface->apply = omni_filter_panel_apply;
}

/*
 * Overrides
 */

static void
omni_filter_panel_dispose (GObject *object)
{
  OmniFilterPanel *self = OMNI_FILTER_PANEL (object);

  if (self->counts != NULL)
    g_signal_handlers_disconnect_by_data (self->counts, self);
  g_clear_object (&self->counts);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_FILTER_PANEL);

  G_OBJECT_CLASS (omni_filter_panel_parent_class)->dispose (object);
}

static void
omni_filter_panel_finalize (GObject *object)
{
  OmniFilterPanel *self = OMNI_FILTER_PANEL (object);

  g_array_unref (self->entries);

  G_OBJECT_CLASS (omni_filter_panel_parent_class)->finalize (object);
}

static void
omni_filter_panel_class_init (OmniFilterPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_filter_panel_dispose;
  object_class->finalize = omni_filter_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-filter-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniFilterPanel, first_fields);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterPanel, more_fields);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterPanel, more_expander);
}

static void
omni_filter_panel_init (OmniFilterPanel *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gtk_widget_init_template (GTK_WIDGET (self));

  add_filters (self, self->first_fields, first_ids, G_N_ELEMENTS (first_ids));
  add_filters (self, self->more_fields, second_ids, G_N_ELEMENTS (second_ids));

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const OmniFilter *filter = omni_filter_get (i);

      if (omni_filter_panel_get_field (self, omni_filter_get_id (filter)) == NULL)
        add_filter (self, self->more_fields, filter);
    }
}

/**
 * omni_filter_panel_set_reference_data:
 * @self: the panel
 * @reference: the tenant's lists
 *
 * Offers the tenant's channels, carriers and payment options.
 */
void
omni_filter_panel_set_reference_data (OmniFilterPanel *self, OmniReferenceData *reference)
{
  g_return_if_fail (OMNI_IS_FILTER_PANEL (self));
  g_return_if_fail (reference != NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      OmniReferenceKind kind;

      if (omni_filter_get_reference_kind (entry->filter, &kind))
        fill_from_reference (OMNI_FILTER_CHOICE (entry->field), reference, kind);
    }
}

/**
 * omni_filter_panel_set_counts:
 * @self: the panel
 * @counts: how many orders have which status
 *
 * Shows the numbers beside the statuses as they arrive.
 */
void
omni_filter_panel_set_counts (OmniFilterPanel *self, OmniStatusCounts *counts)
{
  g_return_if_fail (OMNI_IS_FILTER_PANEL (self));
  g_return_if_fail (OMNI_IS_STATUS_COUNTS (counts));
  g_return_if_fail (self->counts == NULL);

  self->counts = g_object_ref (counts);
  g_signal_connect_swapped (counts, "changed", G_CALLBACK (update_counts), self);
  update_counts (self);
}

/**
 * omni_filter_panel_get_field:
 * @self: the panel
 * @id: the id of a filter
 *
 * Finds the field that edits a filter.
 *
 * Returns: (transfer none) (nullable): the field
 */
OmniFilterField *
omni_filter_panel_get_field (OmniFilterPanel *self, const char *id)
{
  g_return_val_if_fail (OMNI_IS_FILTER_PANEL (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (strcmp (omni_filter_get_id (entry->filter), id) == 0)
        return entry->field;
    }

  return NULL;
}
