/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact.h"

G_BEGIN_DECLS

/**
 * OmniContactDraft:
 * @before: (nullable) (owned): what each field was on the server when the person began with it
 * @mine: (nullable) (owned): what the person wants it to be; only of changed fields
 * @saved: when it was put away
 *
 * What somebody typed and did not save yet.
 */
typedef struct
{
  char *before[OMNI_CONTACT_N_FIELDS];
  char *mine[OMNI_CONTACT_N_FIELDS];
  OmniTime saved;
} OmniContactDraft;

void      omni_contact_draft_clear     (OmniContactDraft *draft);
gboolean  omni_contact_draft_is_empty  (const OmniContactDraft *draft);
char     *omni_contact_draft_to_text   (const OmniContactDraft *draft);
gboolean  omni_contact_draft_from_text (OmniContactDraft *draft,
                                        const char       *text);
char     *omni_contact_draft_dup_key   (OmniContactKind   kind,
                                        gint64            pk,
                                        gint64            order_pk);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniContactDraft, omni_contact_draft_clear)

G_END_DECLS
