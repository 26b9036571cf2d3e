/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which process works on something, so that what a process leaves behind when it ends, however that
 * comes, is free for others. */
char     *omni_owner_describe (void);
gboolean  omni_owner_is_alive (const char *owner);

G_END_DECLS
