/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-connection.h"
#include "omni-ledger.h"

G_BEGIN_DECLS

gboolean omni_ledger_append (OmniConnection     *connection,
                             const OmniProfile  *profile,
                             GPtrArray          *entries,
                             GError            **error);

G_END_DECLS
