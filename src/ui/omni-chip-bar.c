/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-chip-bar.h"

#include "omni-filter-text.h"
#include "omni-wrap-layout.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *ids[2]; /* (borrowed): the second is NULL where one filter stands alone */
  char *text;         /* (not nullable) (owned) */
  GtkWidget *widget;  /* (borrowed) */
  GtkWidget *button;  /* (borrowed) */
  GtkWidget *mark;    /* (borrowed): shown when the server takes no notice of the filter */
} Chip;

struct _OmniChipBar
{
  GtkWidget parent_instance;

  GtkWidget *note_label;        /* (borrowed) */
  GtkWidget *clear_button;      /* (borrowed) */
  GStrv ignored;                /* (not nullable) (owned): ids of filters */

  OmniReferenceData *reference; /* (nullable) (owned) */
  OmniOrderQuery *query;        /* (not nullable) (owned): what is shown */
  GPtrArray *chips;             /* (owned) (element-type Chip) */
};

static void omni_chip_bar_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniChipBar, omni_chip_bar, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_chip_bar_field_init))

static void
chip_free (gpointer data)
{
  Chip *chip = data;

  gtk_widget_unparent (chip->widget);
  g_free (chip->text);
  g_free (chip);
}

static void
removed_cb (OmniChipBar *self, GtkWidget *button)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = g_ptr_array_index (self->chips, i);

      if (chip->button == button)
        {
          omni_chip_bar_remove (self, i);
          return;
        }
    }
}

static void
update_mark (OmniChipBar *self, Chip *chip)
{
  gboolean is_ignored = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (chip->ids) && chip->ids[i] != NULL; i++)
    is_ignored = is_ignored || g_strv_contains ((const char * const *) self->ignored, chip->ids[i]);

  gtk_widget_set_visible (chip->mark, is_ignored);
  if (is_ignored)
    gtk_widget_add_css_class (chip->widget, "ignored");
  else
    gtk_widget_remove_css_class (chip->widget, "ignored");
}

static void
update_visibility (OmniChipBar *self)
{
  gboolean has_note = gtk_label_get_label (GTK_LABEL (self->note_label))[0] != '\0';

  gtk_widget_set_visible (self->note_label, has_note);
  gtk_widget_set_visible (self->clear_button, self->chips->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->chips->len > 0 || has_note);
}

static void
add_chip (OmniChipBar *self, const char *id, const char *other_id, char *text)
{
  Chip *chip = g_new0 (Chip, 1);
  g_autofree char *remove = g_strdup_printf (_("Remove the filter “%s”"), text);
  GtkWidget *label = gtk_label_new (text);

  chip->ids[0] = id;
  chip->ids[1] = other_id;
  chip->text = text;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_tooltip_text (label, text);

  chip->button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (chip->button, "flat");
  gtk_widget_add_css_class (chip->button, "circular");
  gtk_widget_set_valign (chip->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chip->button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  g_signal_connect_swapped (chip->button, "clicked", G_CALLBACK (removed_cb), self);

  chip->mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_set_tooltip_text (chip->mark, _("The server takes no notice of this filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip->mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The server takes no notice of this filter"), -1);

  chip->widget = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (chip->widget, "chip");
  gtk_box_append (GTK_BOX (chip->widget), chip->mark);
  gtk_box_append (GTK_BOX (chip->widget), label);
  gtk_box_append (GTK_BOX (chip->widget), chip->button);
  gtk_widget_insert_before (chip->widget, GTK_WIDGET (self), self->clear_button);

  g_ptr_array_add (self->chips, chip);
  update_mark (self, chip);
}

static void
add_chip_for (OmniChipBar *self, const OmniFilter *filter, GDateTime *now)
{
  const char *id = omni_filter_get_id (filter);
  const OmniFilterPair *pair = omni_filter_pair_find (id);
  char *text;

  if (strcmp (id, "search") == 0 || (pair != NULL && strcmp (pair->last, id) == 0))
    return;

  if (pair != NULL)
    text = omni_filter_pair_dup_text (pair, self->query, now);
  else
    text = omni_filter_dup_text (filter, self->query, self->reference);

  if (text != NULL)
    add_chip (self, id, pair != NULL ? pair->last : NULL, text);
}

static void
rebuild (OmniChipBar *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; i < omni_filter_get_count (); i++)
    add_chip_for (self, omni_filter_get (i), now);

  update_visibility (self);
}

static void
take_away (OmniChipBar *self, const Chip *chip)
{
  for (guint i = 0; i < G_N_ELEMENTS (chip->ids) && chip->ids[i] != NULL; i++)
    {
      OmniOrderQuery *query = omni_order_query_without_filter (self->query, chip->ids[i]);

      omni_order_query_unref (self->query);
      self->query = query;
    }
}

/*
 * OmniFilterField
 */

static void
omni_chip_bar_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniChipBar *self = OMNI_CHIP_BAR (field);

  omni_order_query_ref (query);
  omni_order_query_unref (self->query);
  self->query = query;
  rebuild (self);
}

/* Only takes away: what the bar does not show it does not know either. */
static OmniOrderQuery *
omni_chip_bar_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniChipBar *self = OMNI_CHIP_BAR (field);
  OmniOrderQuery *applied = omni_order_query_ref (query);

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const char *id = omni_filter_get_id (omni_filter_get (i));
      OmniOrderQuery *next;

      if (omni_order_query_get_values (self->query, id) != NULL || strcmp (id, "search") == 0)
        continue;

      next = omni_order_query_without_filter (applied, id);
      omni_order_query_unref (applied);
      applied = next;
    }

  return applied;
}

static void
omni_chip_bar_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_chip_bar_show;
  iface->apply = omni_chip_bar_apply;
}

/*
 * Overrides
 */

static void
omni_chip_bar_dispose (GObject *object)
{
  OmniChipBar *self = OMNI_CHIP_BAR (object);

  g_ptr_array_set_size (self->chips, 0);
  g_clear_pointer (&self->note_label, gtk_widget_unparent);
  g_clear_pointer (&self->clear_button, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_chip_bar_parent_class)->dispose (object);
}

static void
omni_chip_bar_finalize (GObject *object)
{
  OmniChipBar *self = OMNI_CHIP_BAR (object);

  g_ptr_array_unref (self->chips);
  g_strfreev (self->ignored);
  omni_order_query_unref (self->query);
  g_clear_pointer (&self->reference, omni_reference_data_unref);

  G_OBJECT_CLASS (omni_chip_bar_parent_class)->finalize (object);
}

static void
omni_chip_bar_class_init (OmniChipBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_chip_bar_dispose;
  object_class->finalize = omni_chip_bar_finalize;

  gtk_widget_class_set_css_name (widget_class, "chipbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
omni_chip_bar_init (OmniChipBar *self)
{
  self->query = omni_order_query_new ();
  self->chips = g_ptr_array_new_with_free_func (chip_free);

  gtk_widget_set_layout_manager (GTK_WIDGET (self), omni_wrap_layout_new (6));
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filters that are set"), -1);

  self->ignored = g_new0 (char *, 1);
  self->note_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->note_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->note_label, "note");
  gtk_widget_set_parent (self->note_label, GTK_WIDGET (self));

  self->clear_button = gtk_button_new_with_label (_("Clear all"));
  gtk_widget_add_css_class (self->clear_button, "flat");
  gtk_widget_add_css_class (self->clear_button, "clear-all");
  gtk_widget_set_parent (self->clear_button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (omni_chip_bar_clear), self);
  update_visibility (self);
}

/**
 * omni_chip_bar_set_reference_data:
 * @self: the bar
 * @reference: the tenant's lists
 *
 * Gives the bar the names of channels, carriers and payment options.
 */
void
omni_chip_bar_set_reference_data (OmniChipBar *self, OmniReferenceData *reference)
{
  g_return_if_fail (OMNI_IS_CHIP_BAR (self));
  g_return_if_fail (reference != NULL);

  omni_reference_data_ref (reference);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  self->reference = reference;
  rebuild (self);
}

/**
 * omni_chip_bar_set_note:
 * @self: the bar
 * @note: (nullable): what there is to say about the search
 *
 * Says something before the chips.
 */
void
omni_chip_bar_set_note (OmniChipBar *self, const char *note)
{
  g_return_if_fail (OMNI_IS_CHIP_BAR (self));

  gtk_label_set_label (GTK_LABEL (self->note_label), note != NULL ? note : "");
  update_visibility (self);
}

/**
 * omni_chip_bar_set_ignored:
 * @self: the bar
 * @ids: (array zero-terminated=1): filters
 *
 * Marks the filters that the server takes no notice of.
 */
void
omni_chip_bar_set_ignored (OmniChipBar *self, const char * const *ids)
{
  g_return_if_fail (OMNI_IS_CHIP_BAR (self));

  g_strfreev (self->ignored);
  self->ignored = g_strdupv ((char **) ids);
  for (guint i = 0; i < self->chips->len; i++)
    update_mark (self, g_ptr_array_index (self->chips, i));
}

/**
 * omni_chip_bar_dup_texts:
 * @self: the bar
 *
 * Gives what the chips say, in their order.
 *
 * Returns: (transfer full): the texts
 */
char **
omni_chip_bar_dup_texts (OmniChipBar *self)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  g_return_val_if_fail (OMNI_IS_CHIP_BAR (self), NULL);

  for (guint i = 0; i < self->chips->len; i++)
    {
      const Chip *chip = g_ptr_array_index (self->chips, i);

      g_strv_builder_add (texts, chip->text);
    }

  return g_strv_builder_end (texts);
}

/**
 * omni_chip_bar_remove:
 * @self: the bar
 * @position: which chip
 *
 * Takes a filter away for the person.
 */
void
omni_chip_bar_remove (OmniChipBar *self, guint position)
{
  g_return_if_fail (OMNI_IS_CHIP_BAR (self));
  g_return_if_fail (position < self->chips->len);

  take_away (self, g_ptr_array_index (self->chips, position));
  rebuild (self);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}

/**
 * omni_chip_bar_clear:
 * @self: the bar
 *
 * Takes all filters away for the person.
 */
void
omni_chip_bar_clear (OmniChipBar *self)
{
  g_return_if_fail (OMNI_IS_CHIP_BAR (self));

  for (guint i = 0; i < self->chips->len; i++)
    take_away (self, g_ptr_array_index (self->chips, i));
  rebuild (self);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}
