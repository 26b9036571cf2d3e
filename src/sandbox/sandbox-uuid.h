/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     sandbox_uuid_write (char        buffer[37],
                             const char *kind,
                             gint64      pk);
gboolean sandbox_uuid_parse (const char *text,
                             const char *kind,
                             gint64     *pk);
guint64  sandbox_mix        (guint64     value);

G_END_DECLS
