/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-check.h"

G_BEGIN_DECLS

/**
 * OmniUpdatePreviewRow:
 * @row: which row of the file, from 0
 * @pk: the order item, or 0 where it was not found
 * @changes: what changes, a bit for each #OmniItemField
 * @rule: what is wrong with the row, or %OMNI_UPDATE_FINE
 *
 * A row that changes something, or cannot.
 */
typedef struct
{
  guint32 row;
  guint8 changes;
  guint8 rule;
  gint64 pk;
} OmniUpdatePreviewRow;

/**
 * OmniUpdatePreview:
 *
 * The job that reads what the server has now and says what a checked file would change. Rows that
 * change nothing are counted and left out. Nothing is written anywhere.
 */
#define OMNI_TYPE_UPDATE_PREVIEW (omni_update_preview_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdatePreview, omni_update_preview, OMNI, UPDATE_PREVIEW, OmniJob)

OmniUpdatePreview          *omni_update_preview_new           (OmniUpdateCheck            *check,
                                                               OmniClient                 *client);
void                        omni_update_preview_set_patience  (OmniUpdatePreview          *self,
                                                               guint                       seconds);

/* When it has ended well. */
OmniTime                    omni_update_preview_get_time      (OmniUpdatePreview          *self);
guint                       omni_update_preview_get_n_rows    (OmniUpdatePreview          *self);
const OmniUpdatePreviewRow *omni_update_preview_get_row       (OmniUpdatePreview          *self,
                                                               guint                       index);
const char                 *omni_update_preview_get_before    (OmniUpdatePreview          *self,
                                                               guint                       index,
                                                               OmniItemField               field);
const char                 *omni_update_preview_get_after     (OmniUpdatePreview          *self,
                                                               guint                       index,
                                                               OmniItemField               field);
char                       *omni_update_preview_dup_problem   (OmniUpdatePreview          *self,
                                                               guint                       index);
char                       *omni_update_preview_dup_warning   (OmniUpdatePreview          *self,
                                                               guint                       index);
gsize                       omni_update_preview_count_warnings (OmniUpdatePreview         *self);
gsize                       omni_update_preview_count_changed (OmniUpdatePreview          *self);
gsize                       omni_update_preview_count_field   (OmniUpdatePreview          *self,
                                                               OmniItemField               field);
gsize                       omni_update_preview_count_unchanged (OmniUpdatePreview        *self);
gsize                       omni_update_preview_count_problems (OmniUpdatePreview         *self);

G_END_DECLS
