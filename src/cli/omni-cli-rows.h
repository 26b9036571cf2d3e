/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_CLI_FORMAT_TABLE,
  OMNI_CLI_FORMAT_CSV,
  OMNI_CLI_FORMAT_JSON,
} OmniCliFormat;

/**
 * OmniCliRows:
 *
 * Rows on their way to the standard output, as a table for people, CSV or a JSON array. They are
 * written as they come, so that their number does not matter.
 */
typedef struct _OmniCliRows OmniCliRows;

/* The names that --format takes, in the order of OmniCliFormat. */
extern const char *const omni_cli_list_formats[];

gboolean     omni_cli_find_format     (const char               *given,
                                       const char * const       *formats,
                                       guint                    *index,
                                       GError                  **error);
OmniCliRows *omni_cli_rows_new        (OmniCliFormat             format,
                                       GPtrArray                *columns,
                                       GError                  **error);
void         omni_cli_rows_skip_empty (OmniCliRows              *rows);
gboolean     omni_cli_rows_add        (OmniCliRows              *rows,
                                       const OmniOrder          *order,
                                       const OmniOrderItem      *item,
                                       const OmniReferenceData  *reference,
                                       GError                  **error);
gboolean     omni_cli_rows_end        (OmniCliRows              *rows,
                                       GError                  **error);
void         omni_cli_rows_free       (OmniCliRows              *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCliRows, omni_cli_rows_free)

G_END_DECLS
