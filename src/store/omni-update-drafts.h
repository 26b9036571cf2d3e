/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniDraftCell:
 * @row: which row of the file, from 0
 * @name: (not nullable) (owned): the column's name
 * @text: (nullable) (owned): what was typed; %NULL for what the file says
 */
typedef struct
{
  gint64 row;
  char *name;
  char *text;
} OmniDraftCell;

OmniDraftCell *omni_draft_cell_new               (gint64                row,
                                                  const char           *name,
                                                  const char           *text);
void           omni_draft_cell_free              (OmniDraftCell        *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniDraftCell, omni_draft_cell_free)

/* What was typed into order-update files and is not saved yet. */
void           omni_database_write_draft_async   (OmniDatabase         *self,
                                                  const char           *file,
                                                  const char           *stamp,
                                                  GPtrArray            *cells,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       omni_database_write_draft_finish  (OmniDatabase         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
GPtrArray     *omni_database_read_draft          (OmniDatabase         *self,
                                                  const char           *file,
                                                  const char           *stamp,
                                                  GError              **error);
void           omni_database_remove_draft_async  (OmniDatabase         *self,
                                                  const char           *file,
                                                  const char           *stamp,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void           omni_database_remove_old_drafts_async (OmniDatabase     *self,
                                                  gint64                before,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       omni_database_remove_draft_finish (OmniDatabase         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
