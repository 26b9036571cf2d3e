/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job.h"
#include "omni-refund-guard.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniBulkState:
 *
 * What became of an order.
 */
typedef enum
{
  OMNI_BULK_LEFT,     /* nothing was done about it yet */
  OMNI_BULK_READY,    /* it can be cancelled */
  OMNI_BULK_REFUSED,  /* it cannot, or was not */
  OMNI_BULK_DONE,
  OMNI_BULK_UNKNOWN,
} OmniBulkState;

/**
 * OmniBulkOrder:
 * @pk: the order's primary key
 * @number: (nullable) (owned): its number
 * @state: what became of it
 * @cancellation: (nullable) (owned): what is cancelled, once that is known
 * @words: (nullable) (owned): what came of it, or why it cannot be
 */
typedef struct
{
  gint64 pk;
  char *number;
  OmniBulkState state;
  OmniCancellation *cancellation;
  char *words;
} OmniBulkOrder;

/**
 * OmniRefundBulk:
 *
 * The job that cancels many orders whole, one after the other through the guard. It runs twice: the
 * first one reads the orders and says what would go back for each, the second one does it. It can
 * be stopped between two orders; what is left then stays %OMNI_BULK_READY.
 */
#define OMNI_TYPE_REFUND_BULK (omni_refund_bulk_get_type ())
G_DECLARE_FINAL_TYPE (OmniRefundBulk, omni_refund_bulk, OMNI, REFUND_BULK, OmniJob)

OmniBulkOrder  *omni_bulk_order_new                (gint64            pk,
                                                    const char       *number);
void            omni_bulk_order_free               (OmniBulkOrder    *order);

OmniRefundBulk *omni_refund_bulk_new_to_look       (OmniClient       *client,
                                                    OmniRefundGuard  *guard,
                                                    GPtrArray        *orders);
OmniRefundBulk *omni_refund_bulk_new_to_cancel     (OmniClient       *client,
                                                    OmniRefundGuard  *guard,
                                                    GPtrArray        *orders,
                                                    gint64            reason,
                                                    const char       *reason_name,
                                                    const char       *text);

/* The report is listed at once and may be written in a thread while the orders change. */
GPtrArray      *omni_refund_bulk_list_report       (GPtrArray        *orders);
gboolean        omni_refund_bulk_write_report      (GPtrArray        *report,
                                                    GFile            *target,
                                                    OmniTableFormat   format,
                                                    const OmniTableOptions *options,
                                                    GCancellable     *cancellable,
                                                    GError          **error);

G_END_DECLS
