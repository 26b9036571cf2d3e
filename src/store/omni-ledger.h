/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniLedgerKind:
 *
 * What sort of thing was done.
 */
typedef enum
{
  OMNI_LEDGER_EXPORT,   /* orders were written into a file */
  OMNI_LEDGER_UPDATE,   /* a value of an order item was changed */
  OMNI_LEDGER_CUSTOMER, /* a customer or an address was changed */
  OMNI_LEDGER_CANCEL,   /* items or an order were cancelled */
  OMNI_LEDGER_RETURN,   /* items or an order were returned */
  OMNI_LEDGER_REFUND,   /* money was given back, or somebody said that it was */
  OMNI_LEDGER_REQUEST,  /* a cancellation request was approved or rejected */
  OMNI_LEDGER_OTHER,
} OmniLedgerKind;

#define OMNI_N_LEDGER_KINDS (OMNI_LEDGER_OTHER + 1)

/* The kinds that moved money, or were meant to, as OmniLedgerFilter has them. */
#define OMNI_LEDGER_MONEY                                                                          \
  (1u << OMNI_LEDGER_CANCEL | 1u << OMNI_LEDGER_RETURN | 1u << OMNI_LEDGER_REFUND)

/**
 * OmniLedgerOutcome:
 *
 * What came of it.
 */
typedef enum
{
  OMNI_LEDGER_DONE,
  OMNI_LEDGER_REFUSED,
  OMNI_LEDGER_UNKNOWN, /* the answer was lost; another entry says so when it is known */
} OmniLedgerOutcome;

/**
 * OmniLedgerEntry:
 * @id: its number, larger than those of earlier entries; 0 until it is written
 * @time: when, in microseconds since the epoch; 0 for now
 * @kind: what sort of thing
 * @outcome: what came of it
 * @order_pk: the order's key, or 0
 * @order_number: (nullable) (owned): the order's number; none for what is not about one order
 * @subject: (not nullable) (owned): what, for people: "Tracking number of KG-21-M-MAVI"
 * @old_value: (nullable) (owned): what it was
 * @new_value: (nullable) (owned): what it is now, or was to be
 * @answer: (nullable) (owned): what the server said, or what else is to be known
 *
 * One thing that was done.
 */
typedef struct
{
  gint64 id;
  gint64 time;
  OmniLedgerKind kind;
  OmniLedgerOutcome outcome;
  gint64 order_pk;
  char *order_number;
  char *subject;
  char *old_value;
  char *new_value;
  char *answer;
} OmniLedgerEntry;

/**
 * OmniLedgerFilter:
 * @kinds: a bit for each kind (1 << kind), or 0 for all
 * @order_number: (nullable) (borrowed): only this order's
 * @text: (nullable) (borrowed): words that must all stand in it, whatever their case and accents
 * @since: not before, in microseconds since the epoch, or 0
 * @until: before, in microseconds since the epoch, or 0
 *
 * Which entries are asked for.
 */
typedef struct
{
  guint kinds;
  const char *order_number;
  const char *text;
  gint64 since;
  gint64 until;
} OmniLedgerFilter;

const char      *omni_ledger_kind_get_name     (OmniLedgerKind         kind);
const char      *omni_ledger_kind_get_label    (OmniLedgerKind         kind);
const char      *omni_ledger_outcome_get_name  (OmniLedgerOutcome      outcome);
const char      *omni_ledger_outcome_get_label (OmniLedgerOutcome      outcome);
OmniLedgerEntry *omni_ledger_entry_new       (OmniLedgerKind           kind,
                                              OmniLedgerOutcome        outcome,
                                              gint64                   order_pk,
                                              const char              *order_number,
                                              const char              *subject,
                                              const char              *old_value,
                                              const char              *new_value,
                                              const char              *answer);
OmniLedgerEntry *omni_ledger_entry_copy      (const OmniLedgerEntry   *entry);
void             omni_ledger_entry_free      (OmniLedgerEntry         *entry);

/* Those without _async wait for the database, and are for jobs and the command line. */
gboolean   omni_database_append_ledger        (OmniDatabase           *self,
                                               const OmniProfile      *profile,
                                               GPtrArray              *entries,
                                               GError                **error);
void       omni_database_append_ledger_async  (OmniDatabase           *self,
                                               const OmniProfile      *profile,
                                               GPtrArray              *entries,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
gboolean   omni_database_append_ledger_finish (OmniDatabase           *self,
                                               GAsyncResult           *result,
                                               GError                **error);
GPtrArray *omni_database_read_ledger          (OmniDatabase           *self,
                                               const OmniProfile      *profile,
                                               const OmniLedgerFilter *filter,
                                               gint64                  before,
                                               guint                   n_most,
                                               GError                **error);
void       omni_database_read_ledger_async    (OmniDatabase           *self,
                                               const OmniProfile      *profile,
                                               const OmniLedgerFilter *filter,
                                               gint64                  before,
                                               guint                   n_most,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
GPtrArray *omni_database_read_ledger_finish   (OmniDatabase           *self,
                                               GAsyncResult           *result,
                                               GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniLedgerEntry, omni_ledger_entry_free)

G_END_DECLS
