/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-message.h"

G_BEGIN_DECLS

/**
 * SandboxOptions:
 * @database: (nullable): the file to keep everything in, or %NULL for memory
 * @n_orders: how many orders a new database gets
 * @seed: what a new database is made from
 * @now: microseconds since 1970 that the clock starts at, or 0 for the time it is
 * @plan_delay: how long a cancellation plan waits before money moves, in milliseconds
 * @ledger: (nullable): a file that gets a line for every write
 * @faults: (nullable): trouble on demand
 * @variant: (nullable): in which ways it differs, names separated by commas
 */
typedef struct
{
  const char *database;
  guint n_orders;
  guint64 seed;
  gint64 now;
  guint plan_delay;
  const char *ledger;
  const char *faults;
  const char *variant;
} SandboxOptions;

typedef struct _Sandbox Sandbox;

Sandbox * sandbox_new    (const SandboxOptions  *options,
                          GError               **error);
void      sandbox_free   (Sandbox               *sandbox);
void      sandbox_handle (Sandbox               *sandbox,
                          SandboxRequest        *request,
                          SandboxReply          *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sandbox, sandbox_free)

G_END_DECLS
