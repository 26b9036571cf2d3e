/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-test-session.h"
#include "omni-test.h"

G_BEGIN_DECLS

/* What window tests share: GTK and the templates, and ways to find what a person would look for. */
void       omni_test_window_init (int         *argc,
                                  char      ***argv);
GtkWidget *omni_test_find        (GtkWidget   *inside,
                                  GType        type,
                                  const char  *text);
GtkWidget *omni_test_find_named  (GtkWidget   *inside,
                                  GType        type,
                                  const char  *name);
gboolean   omni_test_shows       (GtkWidget   *inside,
                                  const char  *text);
void       omni_test_press       (GtkWidget   *inside,
                                  const char  *label);
void       omni_test_type        (GtkWidget   *inside,
                                  GType        type,
                                  const char  *title,
                                  const char  *text);

G_END_DECLS
