/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The order numbers in a file: a list, or a table that has a column for them. */
GStrv omni_number_file_read        (GFile                *file,
                                    GCancellable         *cancellable,
                                    GError              **error);
void  omni_number_file_read_async  (GFile                *file,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GStrv omni_number_file_read_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
