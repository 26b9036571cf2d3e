/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *omni_fact_grid_new       (void);
void       omni_fact_grid_set_facts (GtkWidget  *grid,
                                     GPtrArray  *facts);
char      *omni_fact_grid_summarize (GPtrArray  *facts,
                                     guint       n_most);
GtkWidget *omni_copy_button_new     (const char *text,
                                     const char *what);
GtkWidget *omni_link_button_new     (const char *url,
                                     const char *what);
void       omni_label_explain_itself (GtkWidget *label);
void       omni_widget_clear        (GtkWidget  *widget);
void       omni_widget_set_tooltip  (GtkWidget  *widget,
                                     const char *text);
gboolean   omni_widget_take_content (GtkWidget  *widget,
                                     char       *content);

G_END_DECLS
