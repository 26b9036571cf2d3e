/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

void     sandbox_operator_change_something (Sandbox        *sandbox,
                                            guint64         chance);
void     sandbox_operator_expire_tokens    (Sandbox        *sandbox);
gboolean sandbox_operator_handle           (Sandbox        *sandbox,
                                            SandboxRequest *request,
                                            SandboxReply   *reply);

G_END_DECLS
