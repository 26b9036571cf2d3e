/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-contact-edit.h"
#include "omni-order.h"

G_BEGIN_DECLS

/**
 * OmniContactWindow:
 *
 * Where a customer or an address is changed, over the window of an order. It is not modal: orders
 * can be looked at meanwhile. It asks before it closes over what was not saved.
 *
 * Signals: #OmniContactWindow::saved when the server has the changes.
 */
#define OMNI_TYPE_CONTACT_WINDOW (omni_contact_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniContactWindow, omni_contact_window, OMNI, CONTACT_WINDOW, AdwWindow)

OmniContactWindow *omni_contact_window_new      (GtkWindow         *parent,
                                                 OmniContactEdit   *edit,
                                                 const char        *subtitle);
OmniContactWindow *omni_contact_window_find     (GtkWindow         *parent,
                                                 OmniContactKind    kind,
                                                 gint64             pk);
OmniContactEdit   *omni_contact_window_get_edit (OmniContactWindow *self);
gboolean           omni_contact_window_ask      (GtkWindow         *parent);

G_END_DECLS
