/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *omni_order_plans_new  (void);
void       omni_order_plans_show (GtkWidget  *plans_box,
                                  GPtrArray  *plans,
                                  GPtrArray  *items,
                                  const char *currency);

G_END_DECLS
