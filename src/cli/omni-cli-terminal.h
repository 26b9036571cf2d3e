/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  omni_cli_has_terminal (void);
char     *omni_cli_ask          (const char    *question,
                                 gboolean       secret,
                                 GCancellable  *cancellable,
                                 GError       **error);
char     *omni_cli_read_line    (int            fd,
                                 GCancellable  *cancellable,
                                 GError       **error);
void      omni_cli_progress     (gint64         done,
                                 gint64         total);
void      omni_cli_progress_end (void);

G_END_DECLS
