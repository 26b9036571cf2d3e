/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* A contract that belongs to an order (contract 3.17). Immutable, counted. */
OmniContract   *omni_contract_new_from_json    (OmniJsonReader     *reader);
OmniContract   *omni_contract_ref              (OmniContract       *contract);
void            omni_contract_unref            (OmniContract       *contract);
const char     *omni_contract_get_slug         (const OmniContract *contract);
const char     *omni_contract_get_name         (const OmniContract *contract);
OmniTime        omni_contract_get_created_date (const OmniContract *contract);
const char     *omni_contract_get_text         (const OmniContract *contract);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniContract, omni_contract_unref)

G_END_DECLS
