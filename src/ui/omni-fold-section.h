/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniFoldSection:
 *
 * A titled part of a window that folds. While it is folded a summary stands beside the title.
 * Whether it is folded is remembered under its id.
 *
 * Signals: #OmniFoldSection::folded when it was folded or unfolded.
 */
#define OMNI_TYPE_FOLD_SECTION (omni_fold_section_get_type ())
G_DECLARE_FINAL_TYPE (OmniFoldSection, omni_fold_section, OMNI, FOLD_SECTION, GtkWidget)

GtkWidget  *omni_fold_section_new          (const char      *id,
                                            const char      *title);
void        omni_fold_section_set_child    (OmniFoldSection *self,
                                            GtkWidget       *child);
void        omni_fold_section_set_suffix   (OmniFoldSection *self,
                                            GtkWidget       *suffix);
void        omni_fold_section_set_summary  (OmniFoldSection *self,
                                            const char      *summary,
                                            gboolean         always);
void        omni_fold_section_set_expanded (OmniFoldSection *self,
                                            gboolean         expanded);
gboolean    omni_fold_section_get_expanded (OmniFoldSection *self);

G_END_DECLS
