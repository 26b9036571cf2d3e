/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

void sandbox_routes_handle (Sandbox        *sandbox,
                            SandboxRequest *request,
                            SandboxReply   *reply);

G_END_DECLS
