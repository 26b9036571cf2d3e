/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-status.h"

G_BEGIN_DECLS

const char *omni_status_color_get_class (OmniStatusColor  color);
GtkWidget  *omni_status_dot_new         (const char      *color_class);

G_END_DECLS
