/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *omni_order_requests_new  (void);
void       omni_order_requests_show (GtkWidget *requests_box,
                                     GPtrArray *requests,
                                     GPtrArray *items);

G_END_DECLS
