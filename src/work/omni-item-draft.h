/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-item-update.h"

G_BEGIN_DECLS

/**
 * OmniItemDraft:
 * @lines: (owned) (element-type gint64): the keys of the lines that are meant
 * @values: (nullable) (owned): what each field is to become; %NULL leaves it
 *
 * What somebody wants of lines of an order and did not save yet.
 */
typedef struct
{
  GArray *lines;
  char *values[OMNI_ITEM_N_FIELDS];
} OmniItemDraft;

void      omni_item_draft_init      (OmniItemDraft       *draft);
void      omni_item_draft_clear     (OmniItemDraft       *draft);
gboolean  omni_item_draft_is_empty  (const OmniItemDraft *draft);
gboolean  omni_item_draft_has_line  (const OmniItemDraft *draft,
                                     gint64               pk);
char     *omni_item_draft_to_text   (const OmniItemDraft *draft);
gboolean  omni_item_draft_from_text (OmniItemDraft       *draft,
                                     const char          *text);
char     *omni_item_draft_dup_key   (gint64               order_pk);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniItemDraft, omni_item_draft_clear)

G_END_DECLS
