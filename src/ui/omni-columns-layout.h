/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniColumnsLayout:
 *
 * Puts children of different heights into as many columns of one width as there is room for, each
 * where it stands highest.
 */
#define OMNI_TYPE_COLUMNS_LAYOUT (omni_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (OmniColumnsLayout, omni_columns_layout, OMNI, COLUMNS_LAYOUT,
                      GtkLayoutManager)

GtkLayoutManager *omni_columns_layout_new (int   column_width,
                                           guint max_columns,
                                           int   spacing);

G_END_DECLS
