/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

void sandbox_refund_complete     (Sandbox              *sandbox,
                                  const SandboxRequest *request,
                                  gint64                plan,
                                  gboolean              is_manual);
void sandbox_refund_ask_for_hand (Sandbox              *sandbox,
                                  gint64                plan,
                                  const char           *error_message);
void sandbox_refund_fail         (Sandbox              *sandbox,
                                  gint64                plan,
                                  const char           *error_message);

G_END_DECLS
