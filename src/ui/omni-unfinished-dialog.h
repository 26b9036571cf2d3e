/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-database.h"

G_BEGIN_DECLS

/* Asks what becomes of updates that were interrupted, where there are any. */
void omni_unfinished_dialog_offer (GtkWindow         *parent,
                                   OmniDatabase      *database,
                                   const OmniProfile *profile);

G_END_DECLS
