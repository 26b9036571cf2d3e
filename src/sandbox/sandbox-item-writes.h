/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-body.h"
#include "sandbox.h"

G_BEGIN_DECLS

void sandbox_item_write_row (Sandbox              *sandbox,
                             const SandboxRequest *request,
                             gint64                pk,
                             const SandboxNode    *row,
                             GHashTable           *orders,
                             GString              *errors,
                             gboolean             *is_refused);
void sandbox_item_end_rows  (Sandbox              *sandbox,
                             GHashTable           *orders);

G_END_DECLS
