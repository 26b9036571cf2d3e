/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client-cancel.h"
#include "omni-database.h"
#include "omni-refund-rules.h"
#include "omni-refund-verdict.h"

G_BEGIN_DECLS

/**
 * OmniRefundResult:
 * @outcome: what came of it
 * @order: the order's primary key
 * @order_number: (nullable) (owned): its number
 * @words: (not nullable) (owned): what came of it, for people
 * @plan: (nullable) (owned): the plan that came of it, as it was read back
 * @differs: whether what the server does is not what was confirmed
 */
typedef struct
{
  OmniRefundOutcome outcome;
  gint64 order;
  char *order_number;
  char *words;
  OmniCancellationPlan *plan;
  gboolean differs;
} OmniRefundResult;

void omni_refund_result_free (OmniRefundResult *result);

/**
 * OmniRefundGuard:
 *
 * The only way by which money is given back. What is asked for is on the disk before the server is,
 * there is one thing at a time for an order, nothing is ever sent twice, and what came of a lost
 * answer is read back from the order and its plans until it is known. All of it waits for the
 * server and the disk, and may be called from any thread.
 */
#define OMNI_TYPE_REFUND_GUARD (omni_refund_guard_get_type ())
G_DECLARE_FINAL_TYPE (OmniRefundGuard, omni_refund_guard, OMNI, REFUND_GUARD, GObject)

OmniRefundGuard  *omni_refund_guard_new            (OmniClient              *client,
                                                    OmniDatabase            *database,
                                                    const OmniProfile       *profile,
                                                    gint64                   user);
void              omni_refund_guard_set_patience   (OmniRefundGuard         *self,
                                                    guint                    milliseconds);
void              omni_refund_guard_set_quiet      (OmniRefundGuard         *self,
                                                    guint                    milliseconds);
gboolean          omni_refund_guard_get_keeps_shipping (OmniRefundGuard     *self);

OmniRefundResult *omni_refund_guard_cancel         (OmniRefundGuard         *self,
                                                    const OmniCancellation  *cancellation,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
OmniRefundResult *omni_refund_guard_confirm_manual (OmniRefundGuard         *self,
                                                    gint64                   order,
                                                    const char              *order_number,
                                                    gint64                   plan,
                                                    const gint64            *items,
                                                    gsize                    n_items,
                                                    const char              *note,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
OmniRefundResult *omni_refund_guard_create_payment (OmniRefundGuard         *self,
                                                    gint64                   order,
                                                    const char              *order_number,
                                                    const OmniCancellationPlan *plan,
                                                    const char              *kind,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
OmniRefundResult *omni_refund_guard_reject         (OmniRefundGuard         *self,
                                                    gint64                   order,
                                                    const char              *order_number,
                                                    gint64                   request,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
GPtrArray        *omni_refund_guard_settle         (OmniRefundGuard         *self,
                                                    gint64                   order,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
gboolean          omni_refund_guard_is_busy        (OmniRefundGuard         *self,
                                                    gint64                   order,
                                                    GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniRefundResult, omni_refund_result_free)

G_END_DECLS
