/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniScrollKeeper:
 *
 * Keeps the rows of a long #GtkColumnView where they belong while it is scrolled, on GTK before
 * 4.10, where a second change between two frames makes the view jump by thousands of rows. On a GTK
 * without that fault it does nothing.
 */
#define OMNI_TYPE_SCROLL_KEEPER (omni_scroll_keeper_get_type ())
G_DECLARE_FINAL_TYPE (OmniScrollKeeper, omni_scroll_keeper, OMNI, SCROLL_KEEPER, GObject)

OmniScrollKeeper *omni_scroll_keeper_new      (GtkScrolledWindow *window,
                                               GtkColumnView     *view);
GtkWidget        *omni_scroll_keeper_get_list (OmniScrollKeeper  *self);
void              omni_scroll_keeper_settle   (OmniScrollKeeper  *self);

G_END_DECLS
