/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *omni_cli_escape      (const char *text);
char  *omni_cli_json_quote  (const char *text);
guint  omni_cli_text_width  (const char *text);
void   omni_cli_append_cell (GString    *line,
                             const char *text,
                             guint       width,
                             gboolean    to_the_right);

G_END_DECLS
