/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-order.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniItemsWindow:
 *
 * Where status, company, tracking number, invoice and e-archive of lines of an order are changed,
 * over the order's window. What is left as it stands is not sent.
 *
 * Signals: #OmniItemsWindow::saved when lines may have changed.
 */
#define OMNI_TYPE_ITEMS_WINDOW (omni_items_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniItemsWindow, omni_items_window, OMNI, ITEMS_WINDOW, AdwWindow)

OmniItemsWindow *omni_items_window_new      (GtkWindow       *parent,
                                             OmniSession     *session,
                                             OmniOrder       *order,
                                             GPtrArray       *items,
                                             GPtrArray       *ticked);
OmniItemsWindow *omni_items_window_find     (GtkWindow       *parent);
gboolean         omni_items_window_ask      (GtkWindow       *parent);
GtkWidget       *omni_items_window_get_input (OmniItemsWindow *self,
                                             guint            field);
GtkCheckButton  *omni_items_window_get_tick (OmniItemsWindow *self,
                                             guint            line);

G_END_DECLS
