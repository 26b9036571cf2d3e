/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniJournalState:
 *
 * What is known about a row of an update.
 */
typedef enum
{
  OMNI_JOURNAL_NONE,      /* it was not begun; writing this forgets the row */
  OMNI_JOURNAL_SENT,      /* it was or is about to be sent, and what came of it is not known */
  OMNI_JOURNAL_DONE,
  OMNI_JOURNAL_UNCHANGED, /* the server had these values already */
  OMNI_JOURNAL_REFUSED,   /* it cannot be done; the reason says why */
} OmniJournalState;

/**
 * OmniJournalEntry:
 * @row: which row of the file, from 0
 * @item: the order item, or 0 where it is not known
 * @state: what is known about it
 * @changes: (not nullable) (owned): what changes, as JSON: `{"field": ["before", "after"]}`
 * @reason: (nullable) (owned): why it was refused
 */
typedef struct
{
  gint64 row;
  gint64 item;
  OmniJournalState state;
  char *changes;
  char *reason;
} OmniJournalEntry;

OmniJournalEntry *omni_journal_entry_new  (gint64                 row,
                                           gint64                 item,
                                           OmniJournalState       state,
                                           const char            *changes,
                                           const char            *reason);
void              omni_journal_entry_free (OmniJournalEntry      *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniJournalEntry, omni_journal_entry_free)

/* The journal of order-update files: what is about to be sent is on the disk before it is. All of
 * this waits for the database, so it is for jobs. */
gint64     omni_database_begin_update    (OmniDatabase          *self,
                                          const OmniProfile     *profile,
                                          const char            *content,
                                          const char            *file,
                                          gboolean               resume,
                                          gboolean              *resumed,
                                          GError               **error);
gboolean   omni_database_write_updates   (OmniDatabase          *self,
                                          gint64                 run,
                                          GPtrArray             *entries,
                                          GError               **error);
gboolean   omni_database_settle_updates  (OmniDatabase          *self,
                                          gint64                 run,
                                          GPtrArray             *entries,
                                          const OmniProfile     *profile,
                                          GPtrArray             *ledger,
                                          GError               **error);
GPtrArray *omni_database_read_updates    (OmniDatabase          *self,
                                          gint64                 run,
                                          gint64                 first_row,
                                          guint                  n_most,
                                          GError               **error);
gint64     omni_database_find_unsettled  (OmniDatabase          *self,
                                          const OmniProfile     *profile,
                                          const char            *file,
                                          gint64                 before,
                                          GError               **error);
gboolean   omni_database_end_update      (OmniDatabase          *self,
                                          gint64                 run,
                                          gboolean               is_complete,
                                          GError               **error);

G_END_DECLS
