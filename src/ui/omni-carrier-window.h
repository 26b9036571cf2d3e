/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniCarrierWindow:
 *
 * Makes an order-update file of a carrier's report. How the report is read is said once, kept by a
 * name, and found again by its titles.
 *
 * Signals: #OmniCarrierWindow::sign-in-wanted when the orders have to be found and nobody is
 * signed in.
 */
#define OMNI_TYPE_CARRIER_WINDOW (omni_carrier_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniCarrierWindow, omni_carrier_window, OMNI, CARRIER_WINDOW,
                      AdwApplicationWindow)

OmniCarrierWindow *omni_carrier_window_new         (GtkApplication    *application,
                                                    GFile             *report,
                                                    OmniDatabase      *database);
void               omni_carrier_window_set_session (OmniCarrierWindow *self,
                                                    OmniSession       *session);
void               omni_carrier_window_convert     (OmniCarrierWindow *self,
                                                    GFile             *target);

G_END_DECLS
