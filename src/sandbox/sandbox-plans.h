/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

void     sandbox_plans_schedule (Sandbox *sandbox);
gboolean sandbox_plans_are_due  (Sandbox *sandbox);
void     sandbox_plans_advance  (Sandbox *sandbox);

G_END_DECLS
