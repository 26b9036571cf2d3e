/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniSignInWindow:
 *
 * Asks for server, user name and password, and makes an #OmniSession of them.
 *
 * Signals: #OmniSignInWindow::signed-in (OmniSession *session) once there is one.
 */
#define OMNI_TYPE_SIGN_IN_WINDOW (omni_sign_in_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniSignInWindow, omni_sign_in_window, OMNI, SIGN_IN_WINDOW,
                      AdwApplicationWindow)

OmniSignInWindow *omni_sign_in_window_new          (GtkApplication   *application);
void              omni_sign_in_window_set_server   (OmniSignInWindow *self,
                                                    const char       *server);
void              omni_sign_in_window_set_database (OmniSignInWindow *self,
                                                    OmniDatabase     *database,
                                                    gboolean          resume);
GCancellable     *omni_sign_in_window_begin        (OmniSignInWindow *self,
                                                    const char       *text);
void              omni_sign_in_window_end          (OmniSignInWindow *self,
                                                    const GError     *error);

G_END_DECLS
