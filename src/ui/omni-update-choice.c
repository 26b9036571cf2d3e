/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-choice.h"

#include "omni-update-column.h"

#include <glib/gi18n-lib.h>

struct _OmniUpdateChoice
{
  GtkPopover parent_instance;

  GtkWidget *entry;    /* (borrowed) */
  GtkWidget *scrolled; /* (borrowed) */
  GtkListBox *list;    /* (borrowed) */
  char *folded;        /* (nullable) (owned): what is typed, as words are compared */
};

G_DEFINE_FINAL_TYPE (OmniUpdateChoice, omni_update_choice, GTK_TYPE_POPOVER)

static guint chosen_id;

static G_DEFINE_QUARK (omni-update-choice-word, word)
static G_DEFINE_QUARK (omni-update-choice-folded, folded)

static GtkWidget *
make_row (const char *word, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (word[0] != '\0' ? word : _("(leave as it is)"));
  g_autofree char *both = g_strconcat (word, " ", label, NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  if (g_strcmp0 (word, label) != 0 && label[0] != '\0')
    {
      GtkWidget *second = gtk_label_new (label);

      gtk_widget_add_css_class (second, "dim-label");
      gtk_box_append (GTK_BOX (box), second);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (name)), -1);
  g_object_set_qdata_full (G_OBJECT (row), word_quark (), g_strdup (word), g_free);
  g_object_set_qdata_full (G_OBJECT (row), folded_quark (), omni_update_fold_word (both), g_free);

  return row;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  OmniUpdateChoice *self = user_data;
  const char *folded = g_object_get_qdata (G_OBJECT (row), folded_quark ());

  return self->folded == NULL || strstr (folded, self->folded) != NULL;
}

static void
scroll_to_row (OmniUpdateChoice *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static void
move (OmniUpdateChoice *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int at = selected != NULL ? gtk_list_box_row_get_index (selected) + step : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, at)) != NULL && at >= 0)
    {
      if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
        {
          gtk_list_box_select_row (self->list, row);
          scroll_to_row (self, row);
          return;
        }
      at += step != 0 ? step : 1;
    }
}

static void
choose (OmniUpdateChoice *self, const char *text)
{
  g_autofree char *chosen = g_strdup (text);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_id, 0, chosen);
}

static void
row_activated_cb (OmniUpdateChoice *self, GtkListBoxRow *row)
{
  choose (self, g_object_get_qdata (G_OBJECT (row), word_quark ()));
}

/* What is in no list is taken as it was typed; the check says whether it can stay. */
static void
activate_cb (OmniUpdateChoice *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL && gtk_widget_get_child_visible (GTK_WIDGET (row)))
    row_activated_cb (self, row);
  else
    choose (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
changed_cb (OmniUpdateChoice *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->folded, g_free);
  if (text[0] != '\0')
    self->folded = omni_update_fold_word (text);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_unselect_all (self->list);
  move (self, 0);
}

static gboolean
key_pressed_cb (OmniUpdateChoice *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    {
      move (self, key == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab)
    {
      activate_cb (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
omni_update_choice_finalize (GObject *object)
{
  g_free (OMNI_UPDATE_CHOICE (object)->folded);

  G_OBJECT_CLASS (omni_update_choice_parent_class)->finalize (object);
}

static void
omni_update_choice_class_init (OmniUpdateChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_choice_finalize;

  chosen_id = g_signal_new ("chosen", OMNI_TYPE_UPDATE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                            NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
omni_update_choice_init (OmniUpdateChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  self->scrolled = gtk_scrolled_window_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), 260);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (self->scrolled), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "update-choice");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * omni_update_choice_new:
 *
 * Returns: (transfer floating): a closed list
 */
GtkWidget *
omni_update_choice_new (void)
{
  return g_object_new (OMNI_TYPE_UPDATE_CHOICE, NULL);
}

static void
fill (OmniUpdateChoice *self, const char * const *words, const char * const *labels,
      const char *now)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  gtk_list_box_append (self->list, make_row ("", ""));
  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *row = make_row (words[i], labels[i]);

      gtk_list_box_append (self->list, row);
      if (g_strcmp0 (words[i], now) == 0)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
}

/**
 * omni_update_choice_open:
 * @self: a list
 * @title: what is chosen
 * @words: (array zero-terminated=1): what can be chosen
 * @labels: (array zero-terminated=1): what people call each of @words
 * @now: what is chosen now
 * @typed: what a person has typed already, or ""
 *
 * Opens the list where the popover points to.
 */
void
omni_update_choice_open (OmniUpdateChoice *self,
                         const char *title,
                         const char * const *words,
                         const char * const *labels,
                         const char *now,
                         const char *typed)
{
  g_return_if_fail (OMNI_IS_UPDATE_CHOICE (self));

  g_signal_handlers_block_by_func (self->entry, changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed);
  g_signal_handlers_unblock_by_func (self->entry, changed_cb, self);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), now[0] != '\0' ? now : title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_clear_pointer (&self->folded, g_free);
  fill (self, words, labels, now);
  gtk_list_box_invalidate_filter (self->list);
  gtk_popover_popup (GTK_POPOVER (self));
  if (typed[0] != '\0')
    changed_cb (self);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
