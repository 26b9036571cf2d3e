/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-rules.h"

G_BEGIN_DECLS

/* (nullable) (transfer none) */
OmniReferenceData *omni_update_rules_get_reference (OmniUpdateRules *rules);

G_END_DECLS
