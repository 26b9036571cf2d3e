/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *omni_iban_normalize (const char  *text);
gboolean  omni_iban_check     (const char  *text,
                               GError     **error);
char     *omni_iban_format    (const char  *text);

G_END_DECLS
