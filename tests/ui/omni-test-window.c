/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-window.h"

#include "omni-ui.h"
#include "omni-window-guard.h"

void
omni_test_window_init (int *argc, char ***argv)
{
  omni_test_init (argc, argv);
  adw_init ();
  omni_ui_init ();
  omni_window_guard_start ();
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_label (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_menu_button_get_label (GTK_MENU_BUTTON (widget));
  if (GTK_IS_ENTRY (widget))
    return gtk_entry_get_placeholder_text (GTK_ENTRY (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (ADW_IS_STATUS_PAGE (widget))
    return adw_status_page_get_description (ADW_STATUS_PAGE (widget));

  return NULL;
}

/* The first widget of @type that is shown and says @text; any text where that is NULL. */
GtkWidget *
omni_test_find (GtkWidget *inside, GType type, const char *text)
{
  if (!gtk_widget_get_visible (inside) || !gtk_widget_get_child_visible (inside))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (inside), type) &&
      (text == NULL || g_strcmp0 (get_text (inside), text) == 0))
    return inside;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = omni_test_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return other == NULL;
}

/* The first widget of @type that is shown and has a name for those who cannot see it. */
GtkWidget *
omni_test_find_named (GtkWidget *inside, GType type, const char *name)
{
  if (!gtk_widget_get_visible (inside) || !gtk_widget_get_child_visible (inside))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (inside), type) && is_named (inside, name))
    return inside;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = omni_test_find_named (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
omni_test_shows (GtkWidget *inside, const char *text)
{
  return omni_test_find (inside, GTK_TYPE_LABEL, text) != NULL;
}

/* A button is found by its own label or by the one it has as a child. */
void
omni_test_press (GtkWidget *inside, const char *label)
{
  GtkWidget *button = omni_test_find (inside, GTK_TYPE_LABEL, label);

  g_assert_nonnull (button);
  button = gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
omni_test_type (GtkWidget *inside, GType type, const char *title, const char *text)
{
  GtkWidget *widget = omni_test_find (inside, type, title);

  g_assert_nonnull (widget);
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
}
