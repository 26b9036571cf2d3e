/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

/**
 * SandboxLogEntry:
 * @order: the order it belongs to, or 0
 * @content_type: what was changed (contract 3.16)
 * @object_id: which one
 * @action: what was done
 * @changes: `{"name": [old, new]}`
 */
typedef struct
{
  gint64 order;
  const char *content_type;
  gint64 object_id;
  const char *action;
  const char *changes;
} SandboxLogEntry;

void sandbox_log              (Sandbox               *sandbox,
                               const SandboxRequest  *request,
                               const SandboxLogEntry *entry);
void sandbox_log_write_ledger (Sandbox               *sandbox);

G_END_DECLS
