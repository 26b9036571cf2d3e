/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniCliParts:
 * @items: (owned) (element-type OmniOrderItem): the order's lines
 * @things: (owned) (nullable): what hangs on the order, by part; %NULL where it cannot be seen
 * @ledger: (owned) (nullable) (element-type OmniLedgerEntry): what was done to it on this computer
 * @log: (owned) (nullable) (element-type OmniLogLine): the server's log and @ledger as one; %NULL
 *   where neither can be seen
 * @username: (owned): who did what was done on this computer
 *
 * What `orders show` writes of an order beside the order itself.
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *things[OMNI_ORDER_N_PARTS];
  GPtrArray *ledger;
  GPtrArray *log;
  char *username;
} OmniCliParts;

gboolean omni_cli_parts_load        (OmniCliParts      *parts,
                                     OmniSession       *session,
                                     const OmniOrder   *order,
                                     GCancellable      *cancellable,
                                     GError           **error);
void     omni_cli_parts_clear       (OmniCliParts      *parts);
void     omni_cli_parts_print       (const OmniCliParts *parts,
                                     const OmniOrder   *order,
                                     OmniReferenceData *reference);
void     omni_cli_parts_append_json (const OmniCliParts *parts,
                                     const OmniOrder   *order,
                                     OmniReferenceData *reference,
                                     GString           *json);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniCliParts, omni_cli_parts_clear)

G_END_DECLS
