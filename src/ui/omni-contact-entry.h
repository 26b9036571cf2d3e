/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-contact-edit.h"

G_BEGIN_DECLS

/**
 * OmniContactEntry:
 *
 * One field of a customer or an address that is being changed: what it is called, where it is typed
 * or chosen, what is wrong with it, and what somebody else made of it meanwhile.
 */
#define OMNI_TYPE_CONTACT_ENTRY (omni_contact_entry_get_type ())
G_DECLARE_FINAL_TYPE (OmniContactEntry, omni_contact_entry, OMNI, CONTACT_ENTRY, GtkWidget)

GtkWidget        *omni_contact_entry_new       (OmniContactEdit  *edit,
                                                OmniContactField  field);
void              omni_contact_entry_update    (OmniContactEntry *self);
OmniContactField  omni_contact_entry_get_field (OmniContactEntry *self);
GtkWidget        *omni_contact_entry_get_input (OmniContactEntry *self);

G_END_DECLS
