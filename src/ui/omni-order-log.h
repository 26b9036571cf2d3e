/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-details.h"

G_BEGIN_DECLS

/**
 * OmniOrderLog:
 *
 * What happened to an order, newest first: when, who, what, from what to what, by the server and by
 * what was noted on this computer. Can be searched, copied and saved.
 *
 * Signals: #OmniOrderLog::retry when the person asks for it again.
 */
#define OMNI_TYPE_ORDER_LOG (omni_order_log_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderLog, omni_order_log, OMNI, ORDER_LOG, GtkWidget)

void  omni_order_log_set_order_number (OmniOrderLog *self,
                               const char    *order_number);
void  omni_order_log_show     (OmniOrderLog  *self,
                               GPtrArray     *entries,
                               OmniLoadState  state,
                               const GError  *error);
void  omni_order_log_show_ledger (OmniOrderLog *self,
                               GPtrArray     *entries,
                               const char    *username);
void  omni_order_log_save     (OmniOrderLog  *self,
                               GFile         *target);
char *omni_order_log_dup_text (OmniOrderLog  *self);

G_END_DECLS
