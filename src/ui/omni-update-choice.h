/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniUpdateChoice:
 *
 * A list to choose a word from, which typing narrows down.
 *
 * Signals: #OmniUpdateChoice::chosen (text).
 */
#define OMNI_TYPE_UPDATE_CHOICE (omni_update_choice_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateChoice, omni_update_choice, OMNI, UPDATE_CHOICE, GtkPopover)

GtkWidget *omni_update_choice_new  (void);
void       omni_update_choice_open (OmniUpdateChoice    *self,
                                    const char          *title,
                                    const char * const  *words,
                                    const char * const  *labels,
                                    const char          *now,
                                    const char          *typed);

G_END_DECLS
