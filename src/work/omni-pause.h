/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean omni_pause (guint          milliseconds,
                     GCancellable  *cancellable,
                     GError       **error);

G_END_DECLS
