/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-order-index.h"
#include "sandbox-store.h"
#include "sandbox.h"

G_BEGIN_DECLS

struct _Sandbox
{
  SandboxStore *store;      /* (owned) */
  SandboxOrderIndex *index; /* (owned) */
  gint64 clock_base;        /* what the clock said at @clock_start */
  gint64 clock_start;       /* monotonic */
};

/* The sandbox's own time, in microseconds since 1970. */
static inline gint64
sandbox_get_now (Sandbox *sandbox)
{
  return sandbox->clock_base + g_get_monotonic_time () - sandbox->clock_start;
}

G_END_DECLS
