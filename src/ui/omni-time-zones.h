/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void         omni_time_zones_fill   (GtkDropDown *drop_down);
void         omni_time_zones_select (GtkDropDown *drop_down,
                                     const char  *zone);
const char  *omni_time_zones_get    (GtkDropDown *drop_down);

G_END_DECLS
