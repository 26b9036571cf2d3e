/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-file.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/* What the writers of one format each take from the type that they share. */
gboolean                omni_table_writer_set_up        (OmniTableWriter         *self,
                                                         OmniTableFile           *file,
                                                         const OmniTableColumn   *columns,
                                                         guint                    n_columns,
                                                         const OmniTableOptions  *options,
                                                         GError                 **error);
OmniTableFile          *omni_table_writer_get_file      (OmniTableWriter         *self);
const OmniTableColumn  *omni_table_writer_get_columns   (OmniTableWriter         *self,
                                                         guint                   *n_columns);
const OmniTableOptions *omni_table_writer_get_options   (OmniTableWriter         *self);
void                    omni_table_writer_add_shortened (OmniTableWriter         *self);
char                   *omni_table_writer_format_time   (OmniTableWriter         *self,
                                                         OmniTime                 time);

G_END_DECLS
