/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-order-index.h"
#include "sandbox-store.h"
#include "sandbox.h"

#include <stdio.h>

G_BEGIN_DECLS

struct _Sandbox
{
  SandboxStore *store;      /* (owned) */
  SandboxOrderIndex *index; /* (owned) */
  gint64 clock_base;        /* what the clock said at @clock_start */
  gint64 clock_start;       /* monotonic */
  gint64 plan_delay;        /* how long a plan waits before money moves, in microseconds */
  gboolean refunds_shipping; /* whether a whole order's end gives the fee back */
  gint64 next_due;          /* when the next plan moves on, or G_MAXINT64 */
  GArray *touched;          /* (owned) (element-type gint64) orders that this call changed */
  gboolean has_touched_text; /* whether this call changed what searches look at */
  FILE *ledger;             /* (owned) (nullable) */
  GPtrArray *ledger_lines;  /* (owned) (element-type utf8) of this call */
  guint64 n_calls;
};

/* The sandbox's own time, in microseconds since 1970. */
static inline gint64
sandbox_get_now (Sandbox *sandbox)
{
  return sandbox->clock_base + g_get_monotonic_time () - sandbox->clock_start;
}

G_END_DECLS
