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

/**
 * omni_shortcuts_set_accelerators:
 * @application: the application
 *
 * Gives the actions of all windows their keys.
 */
void
omni_shortcuts_set_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },
    { "app.choose-update-file", { "<Control>o" } },
    { "app.new-window", { "<Control>n" } },
    { "window.close", { "<Control>w" } },
    { "win.choose-columns", { "<Control><Shift>o" } },
    { "win.choose-view", { "<Control><Shift>v" } },
    { "win.save-view", { "<Control>s" } },
    { "win.saved-selections", { "<Control><Shift>l" } },
    { "win.save-selection", { "<Control><Shift>w" } },
    { "win.numbers", { "<Control><Shift>b" } },
    { "win.mark-seen", { "<Control>m" } },
    { "win.show-view-number(1)", { "<Control>1" } },
    { "win.show-view-number(2)", { "<Control>2" } },
    { "win.show-view-number(3)", { "<Control>3" } },
    { "win.show-view-number(4)", { "<Control>4" } },
    { "win.show-view-number(5)", { "<Control>5" } },
    { "win.show-view-number(6)", { "<Control>6" } },
    { "win.show-view-number(7)", { "<Control>7" } },
    { "win.show-view-number(8)", { "<Control>8" } },
    { "win.show-view-number(9)", { "<Control>9" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.show-filters", { "F9" } },
    { "win.show-overview", { "F7" } },
    { "win.show-activity", { "<Control>h" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.show-shortcuts", { "<Control>question", "<Control>F1" } },
    { "win.search", { "<Control>f" } },
    { "win.choose-sort", { "<Control><Shift>s" } },
    { "win.export", { "<Control>e" } },
    { "win.export-xlsx", { "<Control><Shift>e" } },
    { "win.export-csv", { "<Control><Alt>e" } },
    { "win.select-all-matching", { "<Control><Shift>a" } },
    { "win.clear-selection", { "<Control>d" } },
    { "win.previous", { "<Alt>Up" } },
    { "win.next", { "<Alt>Down" } },
    { "win.expand-all", { "<Control><Shift>x" } },
    { "win.show-log", { "<Control>l" } },
    { "win.print-sheet", { "<Control>p" } },
    { "win.print-packing-list", { "<Control><Shift>p" } },
    { "win.edit-customer", { "<Control>e" } },
    { "win.edit-lines", { "<Control><Shift>l" } },
    { "win.copy-number", { "<Control><Shift>n" } },
    { "win.copy-address", { "<Control><Shift>d" } },
    { "win.copy-tracking", { "<Control><Shift>t" } },
    { "win.copy-all", { "<Control><Shift>c" } },
    { "win.clear-filters", { "<Control><Shift>f" } },
    { "win.next-pane(true)", { "F6" } },
    { "win.next-pane(false)", { "<Shift>F6" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action,
                                           (const char * const *) table[i].keys);
}
