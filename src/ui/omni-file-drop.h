/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Files that are dropped on a window are opened as order-update files. */
void omni_file_drop_add (GtkWidget *widget);

G_END_DECLS
