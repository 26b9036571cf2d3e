/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-order-table.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniOrdersWindow:
 *
 * Finds, picks and exports the orders of a session.
 *
 * Signals: #OmniOrdersWindow::sign-out (OmniSession *session) when the person wants to sign out and
 * nothing is in the way any more; #OmniOrdersWindow::restored (guint n_more) when it shows what was
 * left at the last end, and so many windows more were open then.
 */
#define OMNI_TYPE_ORDERS_WINDOW (omni_orders_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrdersWindow, omni_orders_window, OMNI, ORDERS_WINDOW,
                      AdwApplicationWindow)

OmniOrdersWindow *omni_orders_window_prepare   (void);
void              omni_orders_window_begin     (OmniOrdersWindow *self,
                                                GtkApplication   *application,
                                                OmniSession      *session);
OmniOrdersWindow *omni_orders_window_new       (GtkApplication   *application,
                                                OmniSession      *session);
OmniOrdersWindow *omni_orders_window_new_again (GtkApplication   *application,
                                                OmniSession      *session);
OmniOrdersWindow *omni_orders_window_new_beside (GtkApplication  *application,
                                                OmniSession      *session);
OmniSession      *omni_orders_window_get_session (OmniOrdersWindow *self);
void              omni_orders_window_set_query (OmniOrdersWindow *self,
                                                OmniOrderQuery   *query);
OmniOrderQuery   *omni_orders_window_get_query (OmniOrdersWindow *self);
OmniOrderQuery   *omni_orders_window_get_asked_query (OmniOrdersWindow *self);
OmniOrderTable   *omni_orders_window_get_table (OmniOrdersWindow *self);
void              omni_orders_window_stay_open (OmniOrdersWindow *self);
void              omni_orders_window_refresh_by_itself (OmniOrdersWindow *self);
void              omni_orders_window_import_views (OmniOrdersWindow *self,
                                                GPtrArray        *files);
void              omni_orders_window_export_view (OmniOrdersWindow *self,
                                                GFile            *file);
void              omni_orders_window_select_numbers (OmniOrdersWindow *self,
                                                const char * const *numbers);
void              omni_orders_window_export_to (OmniOrdersWindow *self,
                                                GFile            *target,
                                                OmniTableFormat   format,
                                                OmniExportRows    rows);
void              omni_orders_window_sign_out  (OmniOrdersWindow *self);

G_END_DECLS
