/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-refund-guard.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniRefundState:
 * @OMNI_REFUND_IDLE: something can be asked for
 * @OMNI_REFUND_WORKING: something is being done
 * @OMNI_REFUND_CHECKING: it is not known what came of something, and it is being looked for
 */
typedef enum
{
  OMNI_REFUND_IDLE,
  OMNI_REFUND_WORKING,
  OMNI_REFUND_CHECKING,
} OmniRefundState;

/**
 * OmniRefundDesk:
 *
 * The refund guard for a window: one order, one thing at a time, and no waiting. As soon as it has
 * an order it looks whether something of it is still open from before, and goes on looking until
 * that is known. For the main context.
 *
 * Signals: #OmniRefundDesk::changed when the state, the message or the reasons changed;
 * #OmniRefundDesk::finished (#GError, nullable) when something ended, so that the order is to be
 * read again.
 */
#define OMNI_TYPE_REFUND_DESK (omni_refund_desk_get_type ())
G_DECLARE_FINAL_TYPE (OmniRefundDesk, omni_refund_desk, OMNI, REFUND_DESK, GObject)

OmniRefundDesk *omni_refund_desk_new            (OmniSession                *session);
void            omni_refund_desk_close          (OmniRefundDesk             *self);
void            omni_refund_desk_set_order      (OmniRefundDesk             *self,
                                                 gint64                      order,
                                                 const char                 *order_number);
void            omni_refund_desk_look           (OmniRefundDesk             *self);
void            omni_refund_desk_load_reasons   (OmniRefundDesk             *self);
GPtrArray      *omni_refund_desk_get_reasons    (OmniRefundDesk             *self);
OmniRefundState omni_refund_desk_get_state      (OmniRefundDesk             *self);
const char     *omni_refund_desk_get_message    (OmniRefundDesk             *self);
gboolean        omni_refund_desk_has_failed     (OmniRefundDesk             *self);
gboolean        omni_refund_desk_get_keeps_shipping (OmniRefundDesk         *self);
void            omni_refund_desk_say            (OmniRefundDesk             *self,
                                                 const char                 *message,
                                                 gboolean                    has_failed);

/* Each is refused silently while the desk is not idle: that is what a second press is. */
gboolean        omni_refund_desk_cancel         (OmniRefundDesk             *self,
                                                 OmniCancellation           *cancellation);
gboolean        omni_refund_desk_confirm_manual (OmniRefundDesk             *self,
                                                 OmniCancellationPlan       *plan,
                                                 const gint64               *items,
                                                 gsize                       n_items,
                                                 const char                 *note);
gboolean        omni_refund_desk_create_payment (OmniRefundDesk             *self,
                                                 OmniCancellationPlan       *plan,
                                                 const char                 *kind);
gboolean        omni_refund_desk_reject         (OmniRefundDesk             *self,
                                                 gint64                      request);

OmniRefundGuard *omni_refund_guard_new_for_session (OmniSession             *session);

/* At start, before anything else is done. */
void            omni_refund_settle_at_start     (OmniSession                *session);

G_END_DECLS
