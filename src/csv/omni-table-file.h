/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OmniTableFile:
 *
 * A file on its way to its name: a private temporary file beside the target, which takes the
 * target's name only when omni_table_file_commit() has put every byte on the disk. Freed before
 * that, nothing is left behind.
 */
typedef struct _OmniTableFile OmniTableFile;

OmniTableFile *omni_table_file_new          (GFile                *target,
                                             gboolean              replace,
                                             GError              **error);
void           omni_table_file_free         (OmniTableFile        *file);
int            omni_table_file_get_fd       (const OmniTableFile  *file);
const char    *omni_table_file_get_path     (const OmniTableFile  *file);
const char    *omni_table_file_get_folder   (const OmniTableFile  *file);
gboolean       omni_table_file_reserve      (OmniTableFile        *file,
                                             goffset               n_bytes,
                                             GError              **error);
gboolean       omni_table_file_commit       (OmniTableFile        *file,
                                             GError              **error);
void           omni_table_file_set_error    (const OmniTableFile  *file,
                                             int                   error_number,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTableFile, omni_table_file_free)

G_END_DECLS
