/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-order-details.h"
#include "omni-order-list.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniOrderWindow:
 *
 * Everything about one order, to be read. There is one window for an order; Alt+Up and Alt+Down go
 * through the list that it was opened from.
 *
 * Signals: #OmniOrderWindow::moved (guint position) when it went to another row of its list.
 */
#define OMNI_TYPE_ORDER_WINDOW (omni_order_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderWindow, omni_order_window, OMNI, ORDER_WINDOW, AdwApplicationWindow)

OmniOrderWindow  *omni_order_window_open        (GtkApplication  *application,
                                                 OmniSession     *session,
                                                 OmniOrderList   *list,
                                                 guint            position,
                                                 gboolean         another);
OmniOrderWindow  *omni_order_window_new         (GtkApplication  *application,
                                                 OmniSession     *session,
                                                 OmniOrderList   *list);
void              omni_order_window_show_order  (OmniOrderWindow *self,
                                                 gint64           order_pk,
                                                 OmniOrder       *order);
OmniOrderDetails *omni_order_window_get_details (OmniOrderWindow *self);
gboolean          omni_order_window_is_busy     (OmniOrderWindow *self);
OmniOrderList    *omni_order_window_get_list    (OmniOrderWindow *self);
OmniOrderWindow  *omni_order_window_open_pk     (GtkApplication  *application,
                                                 OmniSession     *session,
                                                 OmniOrderList   *list,
                                                 gint64           order_pk);
void              omni_order_window_close_all   (OmniSession     *session);

G_END_DECLS
