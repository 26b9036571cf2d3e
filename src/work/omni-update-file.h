/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-csv-index.h"
#include "omni-update-column.h"

G_BEGIN_DECLS

/**
 * OmniUpdateRowKind:
 *
 * What a row of the file is.
 */
typedef enum
{
  OMNI_UPDATE_ROW_ITEM,     /* it is about an order item */
  OMNI_UPDATE_ROW_BLANK,    /* no cell has a text */
  OMNI_UPDATE_ROW_REMARK,   /* it begins with a # */
  OMNI_UPDATE_ROW_LEFT_OUT, /* somebody does not want it */
} OmniUpdateRowKind;

/**
 * OmniUpdateCells:
 * @kind: what the row is
 * @fault: why it cannot be trusted
 * @n_extra: how many cells it has more than there are titles
 * @cells: what stands under the known columns, with the edits; without blanks at either end
 *
 * One row. Its texts belong to what read it and change with the next row.
 */
typedef struct
{
  OmniUpdateRowKind kind;
  OmniCsvFault fault;
  guint n_extra;
  OmniCsvCell cells[OMNI_UPDATE_N_COLUMNS];
} OmniUpdateCells;

/**
 * OmniUpdateFile:
 *
 * An order-update file as somebody made it, and what was edited in it since. Rows count from 0,
 * which is the one below the titles; omni_update_file_get_row_number() says what a spreadsheet
 * calls it. The file itself is never touched. All functions may be called from any thread.
 */
#define OMNI_TYPE_UPDATE_FILE (omni_update_file_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateFile, omni_update_file, OMNI, UPDATE_FILE, GObject)

OmniUpdateFile       *omni_update_file_open           (GFile                  *file,
                                                       const OmniCsvDialect   *dialect,
                                                       GCancellable           *cancellable,
                                                       GError                **error);
GFile                *omni_update_file_get_file       (OmniUpdateFile         *self);
const OmniCsvDialect *omni_update_file_get_dialect    (OmniUpdateFile         *self);
gboolean              omni_update_file_is_workbook    (OmniUpdateFile         *self);
const char * const   *omni_update_file_get_titles     (OmniUpdateFile         *self);
int                   omni_update_file_get_position   (OmniUpdateFile         *self,
                                                       OmniUpdateColumn        column);
gsize                 omni_update_file_get_n_rows     (OmniUpdateFile         *self,
                                                       gboolean               *complete);
gboolean              omni_update_file_wait           (OmniUpdateFile         *self,
                                                       gsize                   n_rows,
                                                       GCancellable           *cancellable,
                                                       GError                **error);
gsize                 omni_update_file_get_row_number (OmniUpdateFile         *self,
                                                       gsize                   row);
gboolean              omni_update_file_read_row       (OmniUpdateFile         *self,
                                                       gsize                   row,
                                                       OmniCsvCells           *buffer,
                                                       OmniUpdateCells        *cells,
                                                       GError                **error);
char                 *omni_update_file_dup_cell       (OmniUpdateFile         *self,
                                                       gsize                   row,
                                                       OmniUpdateColumn        column,
                                                       GError                **error);
gboolean              omni_update_file_set_cell       (OmniUpdateFile         *self,
                                                       gsize                   row,
                                                       OmniUpdateColumn        column,
                                                       const char             *text);
char                 *omni_update_file_dup_edit       (OmniUpdateFile         *self,
                                                       gsize                   row,
                                                       OmniUpdateColumn        column);
void                  omni_update_file_set_left_out   (OmniUpdateFile         *self,
                                                       gsize                   row,
                                                       gboolean                left_out);
gboolean              omni_update_file_is_left_out    (OmniUpdateFile         *self,
                                                       gsize                   row);
void                  omni_update_file_set_n_added    (OmniUpdateFile         *self,
                                                       guint                   n_added);
guint                 omni_update_file_get_n_added    (OmniUpdateFile         *self);
guint                 omni_update_file_get_n_edits    (OmniUpdateFile         *self);
char                 *omni_update_file_dup_stamp      (OmniUpdateFile         *self);

/* Row after row. */
typedef struct _OmniUpdateScan OmniUpdateScan;

OmniUpdateScan       *omni_update_scan_new            (OmniUpdateFile         *file);
void                  omni_update_scan_free           (OmniUpdateScan         *scan);
gboolean              omni_update_scan_next           (OmniUpdateScan         *scan,
                                                       gsize                  *row,
                                                       OmniUpdateCells        *cells,
                                                       GCancellable           *cancellable,
                                                       GError                **error);
const OmniCsvCells   *omni_update_scan_get_all        (OmniUpdateScan         *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateScan, omni_update_scan_free)

G_END_DECLS
