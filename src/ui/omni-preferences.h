/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniPreferences:
 *
 * What is the same for all windows; a change holds at once.
 */
#define OMNI_TYPE_PREFERENCES (omni_preferences_get_type ())
G_DECLARE_FINAL_TYPE (OmniPreferences, omni_preferences, OMNI, PREFERENCES, AdwPreferencesWindow)

OmniPreferences *omni_preferences_new (GtkWindow *parent);

G_END_DECLS
