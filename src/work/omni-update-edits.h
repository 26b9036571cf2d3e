/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-file.h"

G_BEGIN_DECLS

/**
 * OmniUpdateEdits:
 *
 * What was typed over a file, cell by cell. May be used by several threads at a time; a text that
 * was lent out lives as long as the edits.
 */
typedef struct _OmniUpdateEdits OmniUpdateEdits;

OmniUpdateEdits *omni_update_edits_new          (void);
void             omni_update_edits_free         (OmniUpdateEdits  *edits);
void             omni_update_edits_set_text     (OmniUpdateEdits  *edits,
                                                 gsize             row,
                                                 OmniUpdateColumn  column,
                                                 const char       *text);
char            *omni_update_edits_dup_text     (OmniUpdateEdits  *edits,
                                                 gsize             row,
                                                 OmniUpdateColumn  column);
void             omni_update_edits_set_left_out (OmniUpdateEdits  *edits,
                                                 gsize             row,
                                                 gboolean          left_out);
gboolean         omni_update_edits_is_left_out  (OmniUpdateEdits  *edits,
                                                 gsize             row);
guint            omni_update_edits_get_n        (OmniUpdateEdits  *edits);
void             omni_update_edits_put          (OmniUpdateEdits  *edits,
                                                 gsize             row,
                                                 OmniUpdateCells  *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateEdits, omni_update_edits_free)

G_END_DECLS
