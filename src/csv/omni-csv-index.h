/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-csv-dialect.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OmniCsvCell:
 * @text: (not nullable) (borrowed): the cell's text, not zero-terminated
 * @length: its bytes
 */
typedef struct
{
  const char *text;
  gsize length;
} OmniCsvCell;

typedef enum
{
  OMNI_CSV_FAULT_NONE,
  OMNI_CSV_FAULT_QUOTES,  /* a quotation mark stands where none can be */
  OMNI_CSV_FAULT_LETTERS, /* the bytes are no text in the file's encoding */
  OMNI_CSV_FAULT_ZERO,    /* there is a zero byte */
} OmniCsvFault;

/**
 * OmniCsvCells:
 *
 * One row taken apart. Reused from row to row, so that nothing is allocated; its texts change
 * with the next row.
 */
typedef struct _OmniCsvCells OmniCsvCells;

OmniCsvCells      *omni_csv_cells_new          (void);
void               omni_csv_cells_free         (OmniCsvCells         *cells);
void               omni_csv_cells_clear        (OmniCsvCells         *cells);
gssize             omni_csv_cells_take_row     (OmniCsvCells         *cells,
                                                const char           *text,
                                                gsize                 length,
                                                char                  delimiter,
                                                char                  quote);
guint              omni_csv_cells_get_size     (const OmniCsvCells   *cells);
const OmniCsvCell *omni_csv_cells_get          (const OmniCsvCells   *cells,
                                                guint                 index);
OmniCsvFault       omni_csv_cells_get_fault    (const OmniCsvCells   *cells);
gboolean           omni_csv_cells_is_blank     (const OmniCsvCells   *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCsvCells, omni_csv_cells_free)

/**
 * OmniCsvIndex:
 *
 * A file of cells, text or a workbook, that any row can be read of at once. A thread finds where
 * the rows begin while the first ones can be read already. Memory holds eight bytes a row and no
 * cell.
 *
 * The file is read and never mapped: a file that somebody else cuts short would end the program,
 * and a row that is not what it was when it was found is noticed. All functions may be called
 * from any thread.
 */
#define OMNI_TYPE_CSV_INDEX (omni_csv_index_get_type ())
G_DECLARE_FINAL_TYPE (OmniCsvIndex, omni_csv_index, OMNI, CSV_INDEX, GObject)

OmniCsvIndex         *omni_csv_index_open         (GFile                *file,
                                                   const OmniCsvDialect *dialect,
                                                   GCancellable         *cancellable,
                                                   GError              **error);
const OmniCsvDialect *omni_csv_index_get_dialect  (OmniCsvIndex         *self);
gboolean              omni_csv_index_is_workbook  (OmniCsvIndex         *self);
char                 *omni_csv_index_dup_stamp    (OmniCsvIndex         *self);
gsize                 omni_csv_index_get_n_rows   (OmniCsvIndex         *self,
                                                   gboolean             *complete);
gboolean              omni_csv_index_wait         (OmniCsvIndex         *self,
                                                   gsize                 n_rows,
                                                   GCancellable         *cancellable,
                                                   GError              **error);
gboolean              omni_csv_index_read_row     (OmniCsvIndex         *self,
                                                   gsize                 row,
                                                   OmniCsvCells         *cells,
                                                   GError              **error);

/* Row after row, faster than one by one. */
typedef struct _OmniCsvScan OmniCsvScan;

OmniCsvScan          *omni_csv_scan_new           (OmniCsvIndex         *index,
                                                   gsize                 first_row);
void                  omni_csv_scan_free          (OmniCsvScan          *scan);
gboolean              omni_csv_scan_next          (OmniCsvScan          *scan,
                                                   OmniCsvCells         *cells,
                                                   GCancellable         *cancellable,
                                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCsvScan, omni_csv_scan_free)

G_END_DECLS
