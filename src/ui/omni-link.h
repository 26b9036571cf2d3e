/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *omni_link_dup_host (const char *url);
void  omni_link_ask      (GtkWindow  *parent,
                          const char *url);

G_END_DECLS
