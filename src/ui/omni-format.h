/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

char *omni_format_age       (OmniTime   then,
                             OmniTime   now);
char *omni_format_selection (gsize      n_orders,
                             GPtrArray *totals);

G_END_DECLS
