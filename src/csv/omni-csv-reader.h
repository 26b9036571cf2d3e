/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-csv-dialect.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OmniCsvRow:
 * @number: the row's number, from 1; the header row is 1
 * @line: the line of the file that the row begins in, from 1; blank lines and line ends inside
 *   cells count
 * @n_cells: how many cells
 * @cells: (array length=n_cells): the cells' texts, valid UTF-8
 *
 * One row. Its texts belong to the reader and change with the next row.
 */
typedef struct
{
  gint64 number;
  gint64 line;
  guint n_cells;
  const char * const *cells;
} OmniCsvRow;

/**
 * OmniCsvReader:
 *
 * Reads a file of cells row after row, in memory that does not grow with the file. Strict: what
 * cannot be read for certain is an error that names the line. Used by one thread at a time.
 */
#define OMNI_TYPE_CSV_READER (omni_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (OmniCsvReader, omni_csv_reader, OMNI, CSV_READER, GObject)

OmniCsvReader        *omni_csv_reader_new              (GFile                 *file,
                                                        const OmniCsvDialect  *dialect,
                                                        GCancellable          *cancellable,
                                                        GError               **error);
const OmniCsvDialect *omni_csv_reader_get_dialect      (OmniCsvReader         *self);
void                  omni_csv_reader_set_remove_guard (OmniCsvReader         *self,
                                                        gboolean               remove_guard);
const OmniCsvRow     *omni_csv_reader_next_row         (OmniCsvReader         *self,
                                                        GCancellable          *cancellable,
                                                        GError               **error);

G_END_DECLS
