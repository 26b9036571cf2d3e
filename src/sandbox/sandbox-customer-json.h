/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-store.h"

G_BEGIN_DECLS

void sandbox_customer_json_refresh (SandboxStore *store,
                                    gint64        pk);
void sandbox_address_json_refresh  (SandboxStore *store,
                                    gint64        pk);

G_END_DECLS
