/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-refund-bulk.h"
#include "omni-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniCancelOrdersWindow:
 *
 * Cancels many orders: first it says for each what would go back or why not, then it is confirmed,
 * and then each has its result.
 */
#define OMNI_TYPE_CANCEL_ORDERS_WINDOW (omni_cancel_orders_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniCancelOrdersWindow, omni_cancel_orders_window, OMNI,
                      CANCEL_ORDERS_WINDOW, AdwWindow)

OmniCancelOrdersWindow *omni_cancel_orders_window_new      (GtkWindow              *parent,
                                                            OmniSession            *session,
                                                            GPtrArray              *orders);
gboolean                omni_cancel_orders_window_is_ready (OmniCancelOrdersWindow *self);
void                    omni_cancel_orders_window_save_to  (OmniCancelOrdersWindow *self,
                                                            GFile                  *target,
                                                            gboolean                replace);

G_END_DECLS
