/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

gboolean sandbox_auth_check (Sandbox              *sandbox,
                             SandboxRequest       *request,
                             SandboxReply         *reply);
gboolean sandbox_auth_may   (const SandboxRequest *request,
                             const char           *permission);

G_END_DECLS
