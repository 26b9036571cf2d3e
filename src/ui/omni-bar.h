/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-overview.h"

G_BEGIN_DECLS

/**
 * OmniBar:
 *
 * A bar of a chart, standing or lying, of one colour or of parts in the colours of statuses. It is
 * a button.
 */
#define OMNI_TYPE_BAR (omni_bar_get_type ())
G_DECLARE_FINAL_TYPE (OmniBar, omni_bar, OMNI, BAR, GtkButton)

GtkWidget *omni_bar_new       (GtkOrientation  orientation);
void       omni_bar_set_value (OmniBar        *self,
                               gint64          value,
                               gint64          most);
void       omni_bar_set_parts (OmniBar        *self,
                               const gint64   *parts,
                               gint64          most);
void       omni_bar_set_words (OmniBar        *self,
                               const char     *words);

G_END_DECLS
