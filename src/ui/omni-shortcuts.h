/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *omni_shortcuts_show             (GtkWindow      *window);
void       omni_shortcuts_set_accelerators (GtkApplication *application);

G_END_DECLS
