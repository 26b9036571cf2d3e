/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"

G_BEGIN_DECLS

/**
 * OmniFilterChoice:
 *
 * A filter whose values are ticked in a list that folds. Where only one value is possible, ticking
 * one clears the others.
 */
#define OMNI_TYPE_FILTER_CHOICE (omni_filter_choice_get_type ())
G_DECLARE_FINAL_TYPE (OmniFilterChoice, omni_filter_choice, OMNI, FILTER_CHOICE, GtkBox)

GtkWidget *omni_filter_choice_new       (const OmniFilter *filter);
void       omni_filter_choice_add       (OmniFilterChoice *self,
                                         const char       *value,
                                         const char       *label,
                                         const char       *color_class);
void       omni_filter_choice_clear     (OmniFilterChoice *self);
void       omni_filter_choice_set_count (OmniFilterChoice *self,
                                         const char       *value,
                                         gint64            count);
void       omni_filter_choice_set_expanded (OmniFilterChoice *self,
                                         gboolean          expanded);
void       omni_filter_choice_set_ticked (OmniFilterChoice *self,
                                         const char       *value,
                                         gboolean          ticked);

G_END_DECLS
