/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-intent.h"
#include "omni-ledger.h"
#include "omni-refund-guard.h"

G_BEGIN_DECLS

/**
 * OmniRefundCall:
 * @client: (borrowed): where it is asked for
 * @user: who asks, or 0
 * @keeps_shipping: as in #OmniRefundBasis
 * @intent: (borrowed): what is on the disk
 * @cancellation: (nullable) (owned): what is to be cancelled
 * @items: (nullable) (owned) (element-type gint64): the lines of a plan
 * @note: (nullable) (owned): what was noted beside them
 * @outcome: what came of it, as far as it was read back
 * @by_other: whether somebody else did it
 * @plan: (nullable) (owned): the plan, as it was read last
 *
 * Something that is asked of the server, while it is.
 */
typedef struct
{
  OmniClient *client;
  gint64 user;
  gboolean keeps_shipping;
  OmniIntent *intent;
  OmniCancellation *cancellation;
  GArray *items;
  char *note;
  OmniRefundOutcome outcome;
  gboolean by_other;
  OmniCancellationPlan *plan;
} OmniRefundCall;

/* Reads what is there before, looks whether it can be done, and notes in the intent what was
 * there. */
gboolean         omni_refund_call_prepare   (OmniRefundCall     *call,
                                             GCancellable       *cancellable,
                                             GError            **error);
gboolean         omni_refund_call_send      (OmniRefundCall     *call,
                                             GError            **error);
gboolean         omni_refund_call_read_back (OmniRefundCall     *call,
                                             gboolean            may_deny,
                                             GCancellable       *cancellable,
                                             GError            **error);
char            *omni_refund_call_dup_words (OmniRefundCall     *call,
                                             gboolean           *differs);
OmniLedgerEntry *omni_refund_call_describe  (OmniRefundCall     *call,
                                             OmniLedgerOutcome   outcome,
                                             const char         *answer);

gboolean         omni_refund_call_init      (OmniRefundCall     *call,
                                             OmniIntent         *intent,
                                             GError            **error);
void             omni_refund_call_clear     (OmniRefundCall     *call);
char            *omni_refund_body_of_items  (const gint64       *items,
                                             gsize               n_items,
                                             const char         *note);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniRefundCall, omni_refund_call_clear)

G_END_DECLS
