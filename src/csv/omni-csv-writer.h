/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniCsvWriter:
 *
 * A table as text. Into a file: UTF-8 with a byte order mark and CRLF, as spreadsheets want it.
 * Into a descriptor, for pipes: the same cells without the mark and with plain line feeds.
 */
#define OMNI_TYPE_CSV_WRITER (omni_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (OmniCsvWriter, omni_csv_writer, OMNI, CSV_WRITER, OmniTableWriter)

OmniTableWriter *omni_csv_writer_new_for_fd (int                      fd,
                                             const OmniTableColumn   *columns,
                                             guint                    n_columns,
                                             const OmniTableOptions  *options,
                                             GError                 **error);

/* Whether a spreadsheet would run @text, or would take it for a text that was guarded against that.
 * */
gboolean         omni_csv_needs_guard       (const char              *text);

G_END_DECLS
