/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniTablePreview:
 *
 * The first rows of a table as text, to look at.
 */
#define OMNI_TYPE_TABLE_PREVIEW (omni_table_preview_get_type ())
G_DECLARE_FINAL_TYPE (OmniTablePreview, omni_table_preview, OMNI, TABLE_PREVIEW, GtkWidget)

void   omni_table_preview_set_columns (OmniTablePreview   *self,
                                       const char * const *titles);
void   omni_table_preview_set_rows    (OmniTablePreview   *self,
                                       GPtrArray          *rows);
char  *omni_table_preview_dup_text    (OmniTablePreview   *self);

G_END_DECLS
