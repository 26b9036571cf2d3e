/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniXlsxWriter:
 *
 * A table as an Excel workbook, row by row in constant memory: ids as text, real dates, amounts as
 * numbers, a frozen header with filters, and another sheet when one is full.
 */
#define OMNI_TYPE_XLSX_WRITER (omni_xlsx_writer_get_type ())
G_DECLARE_FINAL_TYPE (OmniXlsxWriter, omni_xlsx_writer, OMNI, XLSX_WRITER, OmniTableWriter)

/* Rows of a sheet, the header included; less only in tests, before the first row. */
void omni_xlsx_writer_set_sheet_rows (OmniXlsxWriter *self,
                                      guint           sheet_rows);

G_END_DECLS
