/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean omni_xlsx_is_date_format (const char *code);
gboolean omni_xlsx_is_date_id     (gint64      id);
gboolean omni_xlsx_append_date    (const char *serial,
                                   gboolean    since_1904,
                                   GString    *text);

G_END_DECLS
