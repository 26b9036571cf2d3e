/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int omni_xlsx_read_text (int            fd,
                         const char    *name,
                         GCancellable  *cancellable,
                         GError       **error);

G_END_DECLS
