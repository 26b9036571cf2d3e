/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void omni_unsaved_question_ask  (GtkWindow   *parent,
                                 GtkWidget  **question,
                                 const char  *body,
                                 gboolean     can_save,
                                 GCallback    answered);
void omni_unsaved_question_drop (GtkWidget  **question);

G_END_DECLS
