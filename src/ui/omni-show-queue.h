/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many parts a widget can have. */
#define OMNI_SHOW_QUEUE_N_PARTS 32

/**
 * OmniShowFunc:
 * @widget: a widget
 * @part: which of its parts
 *
 * Shows a part of a widget as it is now.
 */
typedef void (*OmniShowFunc) (GtkWidget *widget, guint part);

void     omni_show_queue_add  (GtkWidget    *widget,
                               guint         part,
                               OmniShowFunc  show);
void     omni_show_queue_drop (GtkWidget    *widget);
gboolean omni_show_queue_has  (GtkWidget    *widget);

G_END_DECLS
