/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * OmniTextTable:
 *
 * A small table of texts, to look at.
 */
#define OMNI_TYPE_TEXT_TABLE (omni_text_table_get_type ())
G_DECLARE_FINAL_TYPE (OmniTextTable, omni_text_table, OMNI, TEXT_TABLE, GtkWidget)

void   omni_text_table_set_label   (OmniTextTable      *self,
                                    const char         *label);
void   omni_text_table_set_columns (OmniTextTable   *self,
                                       const char * const *titles);
void   omni_text_table_set_rows    (OmniTextTable   *self,
                                       GPtrArray          *rows);
char  *omni_text_table_dup_text    (OmniTextTable   *self);

G_END_DECLS
