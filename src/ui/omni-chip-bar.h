/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniChipBar:
 *
 * What a query asks for, as a chip for each filter that can be taken away, and one button that
 * clears them all. It hides when nothing is set. The free search is not among them, because it has
 * its entry in the header.
 */
#define OMNI_TYPE_CHIP_BAR (omni_chip_bar_get_type ())
G_DECLARE_FINAL_TYPE (OmniChipBar, omni_chip_bar, OMNI, CHIP_BAR, GtkWidget)

void   omni_chip_bar_set_reference_data (OmniChipBar       *self,
                                         OmniReferenceData *reference);
void   omni_chip_bar_set_note           (OmniChipBar       *self,
                                         const char        *note);
void   omni_chip_bar_set_ignored        (OmniChipBar       *self,
                                         const char * const *ids);
char **omni_chip_bar_dup_texts          (OmniChipBar       *self);
void   omni_chip_bar_remove             (OmniChipBar       *self,
                                         guint              position);
void   omni_chip_bar_clear              (OmniChipBar       *self);

G_END_DECLS
