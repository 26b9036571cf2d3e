/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"
#include "omni-update-change.h"

G_BEGIN_DECLS

gboolean omni_update_hold_back (OmniDatabase       *database,
                                const OmniProfile  *profile,
                                GPtrArray          *changes,
                                OmniJournalState    state,
                                GError            **error);

G_END_DECLS
