/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniActivityWindow:
 *
 * What runs now, and what was done with a profile: when, what, which order, before and after, and
 * what the server said. Words and kinds narrow it, and it can be written to a file.
 */
#define OMNI_TYPE_ACTIVITY_WINDOW (omni_activity_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniActivityWindow, omni_activity_window, OMNI, ACTIVITY_WINDOW, AdwWindow)

OmniActivityWindow *omni_activity_window_open      (GtkApplication     *application,
                                                    OmniSession        *session);
void                omni_activity_window_search    (OmniActivityWindow *self,
                                                    const char         *text);
void                omni_activity_window_export_to (OmniActivityWindow *self,
                                                    GFile              *target,
                                                    gboolean            replace);
guint               omni_activity_window_get_n_entries (OmniActivityWindow *self);

G_END_DECLS
