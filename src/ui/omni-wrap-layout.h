/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniWrapLayout:
 *
 * Lays children out as words in a paragraph: each in its natural width, a new line where one does
 * not fit.
 */
#define OMNI_TYPE_WRAP_LAYOUT (omni_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (OmniWrapLayout, omni_wrap_layout, OMNI, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *omni_wrap_layout_new (int spacing);

G_END_DECLS
