/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-window-guard.h"

#include <gtk/gtk.h>

/* What goes wrong in GTK 4.8: a window that closes gives its surface back and leaves its handler of
 * "compute-size" connected. When the window was hidden before, and its layout was asked for since,
 * the surface still computes its size when it is idle, and the handler is called for a window that
 * is gone. So the handler goes with the window, and what is left of the surface keeps its size. */

static void
keep_size_cb (GdkToplevel *toplevel, GdkToplevelSize *size, gpointer unused)
{
  GdkSurface *surface = GDK_SURFACE (toplevel);

  gdk_toplevel_size_set_size (size, MAX (gdk_surface_get_width (surface), 1),
                              MAX (gdk_surface_get_height (surface), 1));
}

static void
unrealize_cb (GtkWidget *window, gpointer unused)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  guint compute_size = g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL);

  if (!GDK_IS_TOPLEVEL (surface))
    return;

  if (g_signal_handlers_disconnect_matched (surface, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                            compute_size, 0, NULL, NULL, window) > 0)
    g_signal_connect (surface, "compute-size", G_CALLBACK (keep_size_cb), NULL);
}

static void
windows_changed_cb (
    GListModel *windows, guint position, guint n_removed, guint n_added, gpointer unused)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      g_signal_connect (window, "unrealize", G_CALLBACK (unrealize_cb), NULL);
    }
}

/**
 * omni_window_guard_start:
 *
 * Makes the closing of every window of the program safe, also of those that GTK and libadwaita
 * make. It is called once, when GTK is initialized and before there is a window.
 */
void
omni_window_guard_start (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
}
