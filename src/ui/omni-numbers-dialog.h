/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniNumbersDialog:
 *
 * Takes order numbers that were pasted, typed or stand in a file, whatever is between them.
 *
 * Signals: #OmniNumbersDialog::filter (char **numbers) and #OmniNumbersDialog::select (char
 * **numbers), when a person chose what to do with them.
 */
#define OMNI_TYPE_NUMBERS_DIALOG (omni_numbers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OmniNumbersDialog, omni_numbers_dialog, OMNI, NUMBERS_DIALOG, AdwWindow)

GtkWidget *omni_numbers_dialog_new       (GtkWindow         *parent);
void       omni_numbers_dialog_set_text  (OmniNumbersDialog *self,
                                          const char        *text);
void       omni_numbers_dialog_read_file (OmniNumbersDialog *self,
                                          GFile             *file);

G_END_DECLS
