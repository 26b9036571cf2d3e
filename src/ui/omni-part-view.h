/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-details.h"

G_BEGIN_DECLS

/**
 * OmniPartView:
 *
 * Where a part of an order comes to stand: its content, or a word on why there is none, with a
 * button where asking again may help.
 *
 * Signals: #OmniPartView::retry when the person asks for it again.
 */
#define OMNI_TYPE_PART_VIEW (omni_part_view_get_type ())
G_DECLARE_FINAL_TYPE (OmniPartView, omni_part_view, OMNI, PART_VIEW, GtkWidget)

GtkWidget  *omni_part_view_new         (GtkWidget        *content,
                                        const char       *empty_text);
void        omni_part_view_show        (OmniPartView     *self,
                                        OmniLoadState     state,
                                        gboolean          has_content,
                                        const GError     *error);
const char *omni_part_view_get_message (OmniPartView     *self);
char       *omni_part_dup_sentence     (const GError     *error);

G_END_DECLS
