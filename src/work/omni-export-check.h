/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-table-writer.h"

G_BEGIN_DECLS

gboolean omni_export_check_rows (GFile   *file,
                                 char     delimiter,
                                 gint64   n_rows,
                                 GError **error);

G_END_DECLS
