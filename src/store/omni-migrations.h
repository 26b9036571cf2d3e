/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-connection.h"

G_BEGIN_DECLS

/* schema/NNN.sql, compiled in, takes a file from version NNN - 1 to NNN. A file that was
 * released never changes. */
gint64    omni_migrations_get_newest (void);
gboolean  omni_migrations_check      (OmniConnection  *connection,
                                      const char      *path,
                                      GError         **error);
gboolean  omni_migrations_run        (OmniConnection  *connection,
                                      const char      *path,
                                      GError         **error);

G_END_DECLS
