/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void  omni_cli_interrupt_watch (GCancellable *cancellable);

G_END_DECLS
