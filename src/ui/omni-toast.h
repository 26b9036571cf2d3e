/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Short sentences that a window says over what it shows. */
AdwToast *omni_toast_new  (const char      *text,
                           guint            timeout);
void      omni_toast_show (AdwToastOverlay *overlay,
                           AdwToast        *toast);

G_END_DECLS
