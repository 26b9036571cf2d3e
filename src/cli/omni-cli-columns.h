/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"

G_BEGIN_DECLS

GPtrArray *omni_cli_columns_parse    (const char       *text,
                                      gboolean          with_items,
                                      GError          **error);
GPtrArray *omni_cli_columns_of_order (gboolean          all);
GPtrArray *omni_cli_columns_of_item  (void);
char      *omni_cli_value_to_cell    (const OmniValue  *value);
char      *omni_cli_value_to_json    (const OmniValue  *value);

G_END_DECLS
