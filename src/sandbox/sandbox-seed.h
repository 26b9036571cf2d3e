/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-store.h"

G_BEGIN_DECLS

void sandbox_seed (SandboxStore *store,
                   guint         n_orders,
                   guint64       seed,
                   gint64        now);

G_END_DECLS
