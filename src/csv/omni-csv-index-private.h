/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-csv-index.h"

#include <sys/types.h>

G_BEGIN_DECLS

#define OMNI_CSV_MAX_ROW_SIZE (16 * 1024 * 1024)

/* What find_row_end says besides a length. */
#define OMNI_CSV_ROW_INCOMPLETE -1
#define OMNI_CSV_ROW_UNCLOSED -2

/* A row's bytes as they stand in the file, without the line end. */
void     omni_csv_cells_parse        (OmniCsvCells   *cells,
                                      const char     *text,
                                      gsize           length,
                                      char            delimiter,
                                      char            quote);
GString *omni_csv_cells_get_buffer   (OmniCsvCells   *cells);
gssize   omni_csv_find_row_end       (const char     *text,
                                      gsize           length,
                                      gboolean        at_end,
                                      char            delimiter,
                                      char            quote,
                                      gsize          *n_content);
gssize   omni_csv_index_read         (OmniCsvIndex   *self,
                                      char           *buffer,
                                      gsize           length,
                                      guint64         offset,
                                      GError        **error);
gboolean omni_csv_index_find_row     (OmniCsvIndex   *self,
                                      gsize           row,
                                      guint64        *offset,
                                      guint64        *end);
void     omni_csv_index_set_fault    (OmniCsvIndex   *self,
                                      gsize           row,
                                      const char     *reason,
                                      GError        **error);
void     omni_csv_index_set_endless  (OmniCsvIndex   *self,
                                      gsize           row,
                                      gboolean        is_quoted,
                                      GError        **error);

G_END_DECLS
