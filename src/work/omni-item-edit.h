/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-item-update.h"
#include "omni-job.h"
#include "omni-session.h"
#include "omni-update-journal.h"
#include "omni-update-rules.h"

G_BEGIN_DECLS

/**
 * OmniItemEdit:
 *
 * The job that gives some lines of an order the same new values. It is an order-update file of a
 * row for each line, checked and applied as any other: read right before it is sent, journalled,
 * read back after a lost answer. It ends well when every line is settled, whatever came of it.
 */
#define OMNI_TYPE_ITEM_EDIT (omni_item_edit_get_type ())
G_DECLARE_FINAL_TYPE (OmniItemEdit, omni_item_edit, OMNI, ITEM_EDIT, OmniJob)

/**
 * OmniItemResult:
 * @pk: the line
 * @state: what came of it
 * @reason: (nullable) (owned): why it was refused
 */
typedef struct
{
  gint64 pk;
  OmniJournalState state;
  char *reason;
} OmniItemResult;

OmniItemEdit *omni_item_edit_new         (OmniSession         *session,
                                          const char          *order_number,
                                          GPtrArray           *items,
                                          const char * const  *values);

/* When it has ended. */
GPtrArray    *omni_item_edit_get_results (OmniItemEdit        *self);
gboolean      omni_item_edit_is_all_done (OmniItemEdit        *self);

char         *omni_item_edit_check       (OmniUpdateRules     *rules,
                                          OmniItemField        field,
                                          const char          *text);
char         *omni_item_edit_dup_common  (GPtrArray           *items,
                                          OmniItemField        field);

G_END_DECLS
