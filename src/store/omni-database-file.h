/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-error.h"

G_BEGIN_DECLS

/* Marks a file as ours in its header: "Omni". */
#define OMNI_DATABASE_APPLICATION_ID G_GINT64_CONSTANT (0x4f6d6e69)

gboolean  omni_database_file_prepare      (const char  *path,
                                           gint64       newest_version,
                                           GError     **error);
gboolean  omni_database_file_make_private (const char  *path,
                                           GError     **error);
void      omni_database_file_set_newer    (const char  *path,
                                           gint64       version,
                                           gint64       newest_version,
                                           GError     **error);
void      omni_database_file_set_damaged  (const char  *path,
                                           GError     **error);

G_END_DECLS
