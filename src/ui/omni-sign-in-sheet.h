/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniSignInSheet:
 *
 * Asks for the password again, over the work, when the server ended a session. The user stays the
 * same; the session says by itself when it is back, and the sheet closes.
 */
#define OMNI_TYPE_SIGN_IN_SHEET (omni_sign_in_sheet_get_type ())
G_DECLARE_FINAL_TYPE (OmniSignInSheet, omni_sign_in_sheet, OMNI, SIGN_IN_SHEET, AdwWindow)

OmniSignInSheet *omni_sign_in_sheet_new (GtkWindow   *parent,
                                         OmniSession *session);

G_END_DECLS
