/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-part-view.h"

#include <glib/gi18n-lib.h>

/* Quick answers must not flash. */
#define WORD_DELAY_MS 250

struct _OmniPartView
{
  GtkWidget parent_instance;

  GtkWidget *box;         /* (borrowed): the only child */
  GtkWidget *content;     /* (borrowed) */
  GtkWidget *message_row; /* (borrowed): sentence and button */
  GtkLabel *message;      /* (borrowed) */
  GtkButton *button;      /* (borrowed) */
  char *empty_text;       /* (owned) */
  guint word_id;          /* the source that says that it is being read, or 0 */
};

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniPartView, omni_part_view, GTK_TYPE_WIDGET)

static void
show_message (OmniPartView *self, const char *text, const char *button_label)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (self->message_row, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  if (button_label != NULL)
    gtk_button_set_label (self->button, button_label);
}

/* A word and no spinner: GTK asks the display about ten things for each frame of a window, and what
 * turns in many windows at once slows down all of them. */
static gboolean
word_delay_cb (gpointer data)
{
  OmniPartView *self = data;

  self->word_id = 0;
  show_message (self, _ ("Loading…"), NULL);

  return G_SOURCE_REMOVE;
}

static void
clicked_cb (OmniPartView *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
omni_part_view_dispose (GObject *object)
{
  OmniPartView *self = OMNI_PART_VIEW (object);

  g_clear_handle_id (&self->word_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_part_view_parent_class)->dispose (object);
}

static void
omni_part_view_finalize (GObject *object)
{
  g_free (OMNI_PART_VIEW (object)->empty_text);

  G_OBJECT_CLASS (omni_part_view_parent_class)->finalize (object);
}

static void
omni_part_view_class_init (OmniPartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_part_view_dispose;
  object_class->finalize = omni_part_view_finalize;

  signals[SIGNAL_RETRY] = g_signal_new ("retry", OMNI_TYPE_PART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "partview");
}

static void
omni_part_view_init (OmniPartView *self)
{
  GtkWidget *message = gtk_label_new ("");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->message_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->button = GTK_BUTTON (gtk_button_new ());
  self->message = GTK_LABEL (message);

  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (message, "dim-label");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);

  gtk_box_append (GTK_BOX (self->message_row), message);
  gtk_box_append (GTK_BOX (self->message_row), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (self->box), self->message_row);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (self->message_row, FALSE);
}

/**
 * omni_part_view_new:
 * @content: (transfer floating): shows the part
 * @empty_text: what is said where there is nothing
 *
 * Returns: (transfer floating): a view that shows nothing yet
 */
GtkWidget *
omni_part_view_new (GtkWidget *content, const char *empty_text)
{
  OmniPartView *self = g_object_new (OMNI_TYPE_PART_VIEW, NULL);

  self->content = content;
  self->empty_text = g_strdup (empty_text);
  gtk_box_append (GTK_BOX (self->box), content);
  gtk_widget_set_visible (content, FALSE);

  return GTK_WIDGET (self);
}

/**
 * omni_part_dup_sentence:
 * @error: why a part cannot be shown
 *
 * Returns: (transfer full): a sentence for people
 */
char *
omni_part_dup_sentence (const GError *error)
{
  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_FORBIDDEN))
    return g_strdup (_ ("You do not have the right to see this."));
  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED))
    return g_strdup (_ ("This back office does not offer this."));

  return g_strdup (error->message);
}

/* What a back office does not have, or cannot tell from what is of other orders, it will not have
 * or tell a moment later either. */
static gboolean
can_help (const GError *error)
{
  return !g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) &&
         !g_error_matches (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
}

/**
 * omni_part_view_show:
 * @self: a view
 * @state: how far reading is
 * @has_content: whether its content has something to show
 * @error: (nullable): why reading failed
 *
 * What was read before stays in view while it is read again, and when that fails.
 */
void
omni_part_view_show (OmniPartView *self,
                     OmniLoadState state,
                     gboolean has_content,
                     const GError *error)
{
  g_autofree char *sentence = NULL;
  const char *button_label = NULL;

  g_return_if_fail (OMNI_IS_PART_VIEW (self));

  gtk_widget_set_visible (self->content, has_content);

  if (state == OMNI_LOAD_LOADING)
    {
      gboolean has_word = gtk_widget_get_visible (self->message_row) &&
                          !gtk_widget_get_visible (GTK_WIDGET (self->button));

      /* A word that nothing is there holds until there is; it would flicker. */
      if (has_word && !has_content)
        return;
      if (!has_content && self->word_id == 0)
        self->word_id = g_timeout_add (WORD_DELAY_MS, word_delay_cb, self);
      show_message (self, NULL, NULL);
      return;
    }

  g_clear_handle_id (&self->word_id, g_source_remove);
  if (state == OMNI_LOAD_FAILED)
    {
      sentence = omni_part_dup_sentence (error);
      if (can_help (error))
        button_label = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT)
                           ? _ ("Sign In…")
                           : _ ("Try Again");
      show_message (self, sentence, button_label);
    }
  else
    {
      show_message (self, has_content || state == OMNI_LOAD_IDLE ? NULL : self->empty_text, NULL);
    }
}

/**
 * omni_part_view_get_message:
 * @self: a view
 *
 * Returns: (transfer none): the sentence that it shows, "" for none
 */
const char *
omni_part_view_get_message (OmniPartView *self)
{
  g_return_val_if_fail (OMNI_IS_PART_VIEW (self), NULL);

  return gtk_label_get_label (self->message);
}
