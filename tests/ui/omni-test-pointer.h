/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window that a real pointer and a real keyboard are used on, through xdotool. Keys and clicks
 * that were sent are handled and drawn when the functions return. */
GtkWidget *omni_test_pointer_open  (GtkWidget  *child,
                                    int         width,
                                    int         height);
void       omni_test_pointer_drive (GtkWidget  *window,
                                    const char *format,
                                    ...) G_GNUC_PRINTF (2, 3);
void       omni_test_pointer_click (GtkWidget  *window,
                                    GtkWidget  *widget,
                                    const char *how);
void       omni_test_pointer_draw  (GtkWidget  *window);

G_END_DECLS
