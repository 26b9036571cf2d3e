/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-fold-section.h"

#include "omni-settings.h"

#define FOLDED_KEY "order-folded-sections"

struct _OmniFoldSection
{
  GtkWidget parent_instance;

  GtkWidget *box;         /* (borrowed): the only child */
  GtkWidget *head;        /* (borrowed): the button and what stands beside it */
  GtkWidget *button;      /* (borrowed) */
  GtkImage *arrow;        /* (borrowed) */
  GtkLabel *summary;      /* (borrowed) */
  GtkWidget *child;       /* (nullable) (borrowed) */
  char *id;               /* (owned) */
  gboolean expanded;
  gboolean summary_stays; /* the summary is shown also while it is unfolded */
};

enum
{
  SIGNAL_FOLDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniFoldSection, omni_fold_section, GTK_TYPE_WIDGET)

static void
update (OmniFoldSection *self)
{
  gboolean has_summary = gtk_label_get_label (self->summary)[0] != '\0';

  gtk_image_set_from_icon_name (self->arrow, self->expanded ? "pan-down-symbolic"
                                : gtk_widget_get_direction (self->button) == GTK_TEXT_DIR_RTL
                                    ? "pan-start-symbolic"
                                    : "pan-end-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->summary),
                          has_summary && (self->summary_stays || !self->expanded));
  if (self->child != NULL)
    gtk_widget_set_visible (self->child, self->expanded);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->expanded, -1);
}

static gboolean
is_remembered_folded (const char *id)
{
  GSettings *settings = omni_settings_get ();
  g_auto (GStrv) folded = settings != NULL ? g_settings_get_strv (settings, FOLDED_KEY) : NULL;

  return folded != NULL && g_strv_contains ((const char *const *) folded, id);
}

static void
remember (OmniFoldSection *self)
{
  GSettings *settings = omni_settings_get ();
  g_auto (GStrv) folded = settings != NULL ? g_settings_get_strv (settings, FOLDED_KEY) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  if (settings == NULL)
    return;

  for (guint i = 0; folded[i] != NULL; i++)
    {
      if (strcmp (folded[i], self->id) != 0)
        g_strv_builder_add (builder, folded[i]);
    }
  if (!self->expanded)
    g_strv_builder_add (builder, self->id);

  ids = g_strv_builder_end (builder);
  g_settings_set_strv (settings, FOLDED_KEY, (const char *const *) ids);
}

static void
clicked_cb (OmniFoldSection *self)
{
  omni_fold_section_set_expanded (self, !self->expanded);
}

static void
omni_fold_section_dispose (GObject *object)
{
  OmniFoldSection *self = OMNI_FOLD_SECTION (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_fold_section_parent_class)->dispose (object);
}

static void
omni_fold_section_finalize (GObject *object)
{
  g_free (OMNI_FOLD_SECTION (object)->id);

  G_OBJECT_CLASS (omni_fold_section_parent_class)->finalize (object);
}

static void
omni_fold_section_class_init (OmniFoldSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_fold_section_dispose;
  object_class->finalize = omni_fold_section_finalize;

  signals[SIGNAL_FOLDED] = g_signal_new ("folded", OMNI_TYPE_FOLD_SECTION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "foldsection");
}

static void
omni_fold_section_init (OmniFoldSection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

/**
 * omni_fold_section_new:
 * @id: what it is remembered by
 * @title: its title
 *
 * Makes a section without content, folded as it was left.
 *
 * Returns: (transfer floating): the section
 */
GtkWidget *
omni_fold_section_new (const char *id, const char *title)
{
  OmniFoldSection *self = g_object_new (OMNI_TYPE_FOLD_SECTION, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new ();
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *summary = gtk_label_new ("");

  self->id = g_strdup (id);
  self->expanded = !is_remembered_folded (id);
  self->arrow = GTK_IMAGE (arrow);
  self->summary = GTK_LABEL (summary);
  self->button = gtk_button_new ();
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (summary, "dim-label");
  gtk_widget_add_css_class (summary, "summary");
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_single_line_mode (self->summary, TRUE);
  gtk_widget_set_hexpand (summary, TRUE);

  gtk_box_append (GTK_BOX (content), arrow);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), summary);
  gtk_button_set_child (GTK_BUTTON (self->button), content);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);

  gtk_widget_add_css_class (self->head, "head");
  gtk_box_append (GTK_BOX (self->head), self->button);
  gtk_box_append (GTK_BOX (self->box), self->head);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * omni_fold_section_set_child:
 * @self: a section without content
 * @child: the content
 */
void
omni_fold_section_set_child (OmniFoldSection *self, GtkWidget *child)
{
  g_return_if_fail (OMNI_IS_FOLD_SECTION (self));
  g_return_if_fail (self->child == NULL);

  self->child = child;
  gtk_widget_add_css_class (child, "content");
  gtk_box_append (GTK_BOX (self->box), child);
  update (self);
}

/**
 * omni_fold_section_set_suffix:
 * @self: a section
 * @suffix: what stands at the end of its head, such as a button
 */
void
omni_fold_section_set_suffix (OmniFoldSection *self, GtkWidget *suffix)
{
  g_return_if_fail (OMNI_IS_FOLD_SECTION (self));

  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), suffix);
}

/**
 * omni_fold_section_set_summary:
 * @self: a section
 * @summary: (nullable): its content in a few words
 * @always: whether they are of use also while the content is in view
 */
void
omni_fold_section_set_summary (OmniFoldSection *self, const char *summary, gboolean always)
{
  g_return_if_fail (OMNI_IS_FOLD_SECTION (self));

  gtk_label_set_label (self->summary, summary != NULL ? summary : "");
  self->summary_stays = always;
  update (self);
}

/**
 * omni_fold_section_set_expanded:
 * @self: a section
 * @expanded: whether its content is in view
 *
 * Folds or unfolds it, and remembers that.
 */
void
omni_fold_section_set_expanded (OmniFoldSection *self, gboolean expanded)
{
  g_return_if_fail (OMNI_IS_FOLD_SECTION (self));

  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  remember (self);
  update (self);
  g_signal_emit (self, signals[SIGNAL_FOLDED], 0);
}

gboolean
omni_fold_section_get_expanded (OmniFoldSection *self)
{
  g_return_val_if_fail (OMNI_IS_FOLD_SECTION (self), FALSE);

  return self->expanded;
}
