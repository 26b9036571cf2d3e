/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniContactSave:
 * @session: (owned): who saves
 * @kind: what is saved
 * @pk: its key
 * @channel: the channel that it belongs to, or 0
 * @order_pk: the order that it is changed from
 * @order_number: (nullable) (owned): its number
 * @before: (nullable) (owned): what each field was when the person began with it
 * @wanted: (nullable) (owned): what it is to be; only of changed fields
 * @words: (nullable) (owned): how @wanted is said to people, where that is not the same
 * @old_words: (nullable) (owned): how @before is
 * @draft_key: (not nullable) (owned): where the draft is
 * @draft: (not nullable) (owned): the draft, which is on the disk before anything is sent
 * @now: (nullable) (owned): the answer: what the server has
 * @conflicts: the answer: a bit for each field that somebody else changed, too; then nothing was
 *   sent
 *
 * Changes to a contact on their way to the server.
 */
typedef struct
{
  OmniSession *session;
  OmniContactKind kind;
  gint64 pk;
  gint64 channel;
  gint64 order_pk;
  char *order_number;
  char *before[OMNI_CONTACT_N_FIELDS];
  char *wanted[OMNI_CONTACT_N_FIELDS];
  char *words[OMNI_CONTACT_N_FIELDS];
  char *old_words[OMNI_CONTACT_N_FIELDS];
  char *draft_key;
  char *draft;
  OmniContact *now;
  guint conflicts;
} OmniContactSave;

void      omni_contact_save_free (OmniContactSave    *save);
gboolean  omni_contact_save_run  (OmniContactSave    *save,
                                  GError            **error);
guint     omni_contact_find_conflicts (const char * const *before,
                                  const char * const *wanted,
                                  const OmniContact  *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniContactSave, omni_contact_save_free)

G_END_DECLS
