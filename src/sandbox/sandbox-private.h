/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-faults.h"
#include "sandbox-order-index.h"
#include "sandbox-store.h"
#include "sandbox-variant.h"
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
  gint64 next_due;          /* when the next plan moves on, or G_MAXINT64 */
  GArray *touched;          /* (owned) (element-type gint64) orders that this call changed */
  GArray *touched_customers; /* (owned) (element-type gint64) and customers */
  GArray *touched_addresses; /* (owned) (element-type gint64) and addresses */
  SandboxFaults *faults;    /* (owned) (nullable) */
  SandboxVariant variant;
  guint64 seed;
  FILE *ledger;             /* (owned) (nullable) */
  GPtrArray *ledger_lines;  /* (owned) (element-type utf8) of this call */
  guint64 n_calls;
};

/* Whom changes by "somebody else" are logged for. */
#define SANDBOX_SECOND_OPERATOR 6

void     sandbox_begin_writes (Sandbox  *sandbox);
gboolean sandbox_end_writes   (Sandbox  *sandbox,
                               gboolean  keep);

/* The sandbox's own time, in microseconds since 1970. */
static inline gint64
sandbox_get_now (Sandbox *sandbox)
{
  return sandbox->clock_base + g_get_monotonic_time () - sandbox->clock_start;
}

G_END_DECLS
