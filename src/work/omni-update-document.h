/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"
#include "omni-table-writer.h"
#include "omni-update-check.h"

G_BEGIN_DECLS

/**
 * OmniUpdateDocument:
 *
 * An order-update file that somebody works on: its cells with what was typed into them, what is
 * wrong with its rows, undo and redo, and a draft on the disk. Belongs to the main context that
 * opened it. The file itself is never touched.
 *
 * Signals:
 * - "rows-changed" (guint64 first, guint64 n): what stands in rows
 * - "n-rows-changed": how many rows there are
 * - "checked": the states and problems of rows
 * - "changed": anything that is told about the document as a whole
 */
#define OMNI_TYPE_UPDATE_DOCUMENT (omni_update_document_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateDocument, omni_update_document, OMNI, UPDATE_DOCUMENT, GObject)

void                omni_update_document_open_async         (GFile                *file,
                                                             const OmniCsvDialect *dialect,
                                                             OmniReferenceData    *reference,
                                                             OmniDatabase         *database,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
OmniUpdateDocument *omni_update_document_open_finish        (GAsyncResult         *result,
                                                             GError              **error);

OmniUpdateFile     *omni_update_document_get_file           (OmniUpdateDocument   *self);
gsize               omni_update_document_get_n_rows         (OmniUpdateDocument   *self,
                                                             gboolean             *complete);
char               *omni_update_document_dup_cell           (OmniUpdateDocument   *self,
                                                             gsize                 row,
                                                             OmniUpdateColumn      column);
gboolean            omni_update_document_is_edited          (OmniUpdateDocument   *self,
                                                             gsize                 row,
                                                             OmniUpdateColumn      column);

/* Editing. Nothing can be edited while the document is busy or frozen. */
gboolean            omni_update_document_set_cell           (OmniUpdateDocument   *self,
                                                             gsize                 row,
                                                             OmniUpdateColumn      column,
                                                             const char           *text);
gboolean            omni_update_document_set_left_out       (OmniUpdateDocument   *self,
                                                             gsize                 row,
                                                             gboolean              left_out);
gboolean            omni_update_document_accept_row         (OmniUpdateDocument   *self,
                                                             gsize                 row);
gboolean            omni_update_document_append_rows        (OmniUpdateDocument   *self,
                                                             guint                 n_rows);
void                omni_update_document_begin_step         (OmniUpdateDocument   *self);
void                omni_update_document_end_step           (OmniUpdateDocument   *self);
gboolean            omni_update_document_can_undo           (OmniUpdateDocument   *self);
gboolean            omni_update_document_can_redo           (OmniUpdateDocument   *self);
void                omni_update_document_undo               (OmniUpdateDocument   *self);
void                omni_update_document_redo               (OmniUpdateDocument   *self);
gboolean            omni_update_document_is_modified        (OmniUpdateDocument   *self);
gboolean            omni_update_document_is_busy            (OmniUpdateDocument   *self);
void                omni_update_document_set_frozen         (OmniUpdateDocument   *self,
                                                             gboolean              frozen);
gboolean            omni_update_document_get_frozen         (OmniUpdateDocument   *self);

/* What is wrong. */
gboolean            omni_update_document_is_checked         (OmniUpdateDocument   *self);
OmniUpdateCheck    *omni_update_document_get_check          (OmniUpdateDocument   *self);
OmniJob            *omni_update_document_get_check_job      (OmniUpdateDocument   *self);
const GError       *omni_update_document_get_check_error    (OmniUpdateDocument   *self);
void                omni_update_document_check              (OmniUpdateDocument   *self);
void                omni_update_document_set_reference      (OmniUpdateDocument   *self,
                                                             OmniReferenceData    *reference);
void                omni_update_document_set_date_order     (OmniUpdateDocument   *self,
                                                             OmniDateOrder         order);
const guint32      *omni_update_document_get_problem_rows   (OmniUpdateDocument   *self,
                                                             guint                *n_rows);
gboolean            omni_update_document_find_problem_row   (OmniUpdateDocument   *self,
                                                             gsize                 from,
                                                             gboolean              backwards,
                                                             gsize                *row);

/* Many cells at once: one step to undo, made in a thread. */
void                omni_update_document_fill_down_async    (OmniUpdateDocument   *self,
                                                             OmniUpdateColumn      column,
                                                             gsize                 first_row,
                                                             gsize                 last_row,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
void                omni_update_document_replace_async      (OmniUpdateDocument   *self,
                                                             OmniUpdateColumn      column,
                                                             const char           *text,
                                                             const char           *replacement,
                                                             gboolean              whole_cell,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
void                omni_update_document_fix_all_async      (OmniUpdateDocument   *self,
                                                             OmniUpdateRule        rule,
                                                             OmniUpdateColumn      column,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
void                omni_update_document_paste_async        (OmniUpdateDocument   *self,
                                                             gsize                 row,
                                                             const OmniUpdateColumn *columns,
                                                             guint                 n_columns,
                                                             const char           *text,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gint64              omni_update_document_edit_finish        (OmniUpdateDocument   *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                omni_update_document_find_async         (OmniUpdateDocument   *self,
                                                             const char           *text,
                                                             OmniUpdateColumn      column,
                                                             gsize                 from_row,
                                                             gboolean              backwards,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean            omni_update_document_find_finish        (OmniUpdateDocument   *self,
                                                             GAsyncResult         *result,
                                                             gsize                *row,
                                                             OmniUpdateColumn     *column,
                                                             GError              **error);

/* Saving, and the draft. */
void                omni_update_document_save_async         (OmniUpdateDocument   *self,
                                                             GFile                *target,
                                                             OmniTableFormat       format,
                                                             const OmniTableOptions *options,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean            omni_update_document_save_finish        (OmniUpdateDocument   *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
guint               omni_update_document_get_n_recovered    (OmniUpdateDocument   *self);
void                omni_update_document_discard_draft      (OmniUpdateDocument   *self);
const GError       *omni_update_document_get_draft_error    (OmniUpdateDocument   *self);

G_END_DECLS
