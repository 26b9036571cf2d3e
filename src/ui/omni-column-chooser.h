/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-view.h"

G_BEGIN_DECLS

/**
 * OmniColumnChooser:
 *
 * Which columns a table shows, and in which order: those that are shown first, then the others.
 *
 * Signals: #OmniColumnChooser::changed (GArray *columns) after each change, with the columns as
 * #OmniViewColumn; none for the usual ones.
 */
#define OMNI_TYPE_COLUMN_CHOOSER (omni_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (OmniColumnChooser, omni_column_chooser, OMNI, COLUMN_CHOOSER, AdwWindow)

GtkWidget *omni_column_chooser_new (GtkWindow    *parent,
                                    const GArray *columns);

G_END_DECLS
