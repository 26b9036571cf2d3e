/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-shortcuts.h"

#include "omni-order-window.h"
#include "omni-update-window.h"

/* Those of the window that is used come first. */
static const char *
get_section (GtkWindow *window)
{
  if (OMNI_IS_ORDER_WINDOW (window))
    return "order";

  return OMNI_IS_UPDATE_WINDOW (window) ? "update" : "orders";
}

/**
 * omni_shortcuts_show:
 * @window: (nullable): the window that is used now, a dialog of it, or %NULL if there is none
 *
 * Shows the keyboard shortcuts beside a window. They are not where #GtkApplication looks for them,
 * `gtk/help-overlay.ui`: it would build their hundred widgets for each window, seen or not, before
 * that window's first frame.
 *
 * Returns: (transfer none) (nullable): the window of the shortcuts, %NULL if there is no window
 *   that it could stand beside
 */
GtkWindow *
omni_shortcuts_show (GtkWindow *window)
{
  GtkShortcutsWindow *overlay;

  while (window != NULL && !GTK_IS_APPLICATION_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window == NULL)
    return NULL;

  overlay = gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window));
  if (overlay == NULL)
    {
      g_autoptr (GtkBuilder) builder =
        gtk_builder_new_from_resource ("/org/omnidesk/Omnidesk/omni-shortcuts.ui");

      overlay = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
      gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (window), overlay);
    }
  g_object_set (overlay, "section-name", get_section (window), NULL);
  gtk_window_present (GTK_WINDOW (overlay));

  return GTK_WINDOW (overlay);
}
