/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-fact-grid.h"

#include "omni-format.h"
#include "omni-link.h"
#include "omni-order-facts.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

/* Names and values, a line for each. The window that it stands in has the actions `win.copy-text`
 * and `win.open-link`. */

/* GTK asks the display where the pointer is whenever a tooltip is set, also that of a widget that
 * is not in a window yet. There are many of these, so each is asked for when the pointer is
 * there. */
static gboolean
query_words_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                const char *words)
{
  gtk_tooltip_set_text (tooltip, words);

  return TRUE;
}

static void
free_words (gpointer words, GClosure *closure)
{
  g_free (words);
}

static gboolean
query_label_cb (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (GTK_LABEL (label)));

  return gtk_label_get_label (GTK_LABEL (label))[0] != '\0';
}

/**
 * omni_label_explain_itself:
 * @label: a label in which not all of a text may have room
 *
 * Has its tooltip say all of its text.
 */
void
omni_label_explain_itself (GtkWidget *label)
{
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_label_cb), NULL);
}

static GtkWidget *
new_icon_button (const char *icon_name, const char *action, const char *target, const char *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect_data (button, "query-tooltip", G_CALLBACK (query_words_cb), g_strdup (words),
                         free_words, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);

  return button;
}

/**
 * omni_copy_button_new:
 * @text: what is copied
 * @what: what that is called
 *
 * Returns: (transfer floating): a small button
 */
GtkWidget *
omni_copy_button_new (const char *text, const char *what)
{
  /* Translators: %s is what is copied, for example: Tracking number */
  g_autofree char *words = g_strdup_printf (_ ("Copy: %s"), what);

  return new_icon_button ("edit-copy-symbolic", "win.copy-text", text, words);
}

/**
 * omni_link_button_new:
 * @url: where it leads
 * @what: what that is called
 *
 * Returns: (transfer floating): a small button that says its host
 */
GtkWidget *
omni_link_button_new (const char *url, const char *what)
{
  g_autofree char *host = omni_link_dup_host (url);
  g_autofree char *words = g_strdup_printf ("%s: %s", what, host != NULL ? host : url);

  return new_icon_button ("adw-external-link-symbolic", "win.open-link", url, words);
}

/**
 * omni_widget_clear:
 * @widget: a box or a grid
 *
 * Takes all children out.
 */
void
omni_widget_clear (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    {
      if (GTK_IS_GRID (widget))
        gtk_grid_remove (GTK_GRID (widget), child);
      else
        gtk_box_remove (GTK_BOX (widget), child);
    }
}

/**
 * omni_widget_set_tooltip:
 * @widget: a widget
 * @text: (nullable): its tooltip
 *
 * Sets a tooltip that often is the one that is there: GTK asks the display where the pointer is
 * whenever one is set.
 */
void
omni_widget_set_tooltip (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

/**
 * omni_widget_take_content:
 * @widget: a widget that shows something
 * @content: (transfer full): what it is to show, in words
 *
 * Notes what a widget shows. An order that is followed is read again and again, and what did not
 * change need not be built and drawn anew.
 *
 * Returns: whether it shows something else
 */
gboolean
omni_widget_take_content (GtkWidget *widget, char *content)
{
  static GQuark quark;
  const char *shown;

  if (quark == 0)
    quark = g_quark_from_static_string ("omni-widget-content");
  shown = g_object_get_qdata (G_OBJECT (widget), quark);
  if (g_strcmp0 (shown, content) == 0)
    {
      g_free (content);
      return FALSE;
    }

  g_object_set_qdata_full (G_OBJECT (widget), quark, content, g_free);
  return TRUE;
}

static char *
describe (GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *value = omni_format_fact (fact);

      g_string_append_printf (text, "%s\t%s\n", fact->id, value);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_title (const OmniFact *fact)
{
  GtkWidget *title = gtk_label_new (fact->title);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (title), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 16);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_add_css_class (title, "dim-label");

  return title;
}

static GtkWidget *
new_value (const OmniFact *fact)
{
  g_autofree char *text = omni_format_fact (fact);
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* With the keyboard one copies with a button; a stop at each value would be in the way. */
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (fact->value.kind != OMNI_VALUE_STATUS)
    gtk_widget_set_hexpand (label, TRUE);
  if (fact->value.kind == OMNI_VALUE_MONEY || fact->kind == OMNI_FACT_COPIED)
    gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
new_row (const OmniFact *fact)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  if (fact->value.kind == OMNI_VALUE_STATUS)
    {
      const OmniStatus *status = omni_status_find (fact->value.text);
      OmniStatusColor color = status != NULL ? status->color : OMNI_STATUS_COLOR_NEUTRAL;

      gtk_box_append (GTK_BOX (row), omni_status_dot_new (omni_status_color_get_class (color)));
    }

  gtk_box_append (GTK_BOX (row), new_value (fact));
  if (fact->kind == OMNI_FACT_LINK)
    gtk_box_append (GTK_BOX (row), omni_link_button_new (fact->value.text, fact->title));
  if (fact->kind == OMNI_FACT_COPIED || fact->kind == OMNI_FACT_LINK)
    gtk_box_append (GTK_BOX (row), omni_copy_button_new (fact->value.text, fact->title));

  return row;
}

/**
 * omni_fact_grid_new:
 *
 * Returns: (transfer floating): a grid without facts
 */
GtkWidget *
omni_fact_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_add_css_class (grid, "facts");

  return grid;
}

/**
 * omni_fact_grid_set_facts:
 * @grid: a grid
 * @facts: (element-type OmniFact): what it shows from now on
 */
void
omni_fact_grid_set_facts (GtkWidget *grid, GPtrArray *facts)
{
  if (!omni_widget_take_content (grid, describe (facts)))
    return;

  omni_widget_clear (grid);
  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);

      gtk_grid_attach (GTK_GRID (grid), new_title (fact), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_row (fact), 1, (int) i, 1, 1);
    }

  if (facts->len == 0)
    {
      GtkWidget *nothing = gtk_label_new (_ ("The server says nothing about this."));

      gtk_widget_add_css_class (nothing, "dim-label");
      gtk_grid_attach (GTK_GRID (grid), nothing, 0, 0, 2, 1);
    }
}

/**
 * omni_fact_grid_summarize:
 * @facts: (element-type OmniFact): facts
 * @n_most: how many at most
 *
 * Returns: (transfer full): the first of them in one line
 */
char *
omni_fact_grid_summarize (GPtrArray *facts, guint n_most)
{
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < MIN (facts->len, n_most); i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *text = omni_format_fact (fact);
      g_auto (GStrv) lines = g_strsplit_set (text, "\n\r\t", -1);
      g_autofree char *line = g_strjoinv (", ", lines);

      g_string_append_printf (summary, "%s%s", i > 0 ? " · " : "", line);
    }

  return g_string_free (summary, FALSE);
}
