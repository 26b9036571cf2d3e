/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniApplication:
 *
 * The program: the only one that knows all. It owns the database, the demo's server, the sessions
 * and the windows.
 */
#define OMNI_TYPE_APPLICATION (omni_application_get_type ())
G_DECLARE_FINAL_TYPE (OmniApplication, omni_application, OMNI, APPLICATION, AdwApplication)

OmniApplication *omni_application_new (void);

G_END_DECLS
