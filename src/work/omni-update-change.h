/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-item-update.h"
#include "omni-update-journal.h"

G_BEGIN_DECLS

/**
 * OmniUpdateChange:
 * @row: which row of the file, from 0
 * @pk: the order item
 * @before: (nullable) (owned): what each field that changes was; "" for nothing
 * @after: (nullable) (owned): what it is to be; %NULL for a field that does not change
 * @order: the order, or 0 where it is not known
 * @order_number: (nullable) (owned): its number
 * @sku: (nullable) (owned): the product's SKU
 * @modified: when the server changed the item last before that, or %OMNI_TIME_NONE
 * @state: what came of it
 * @reason: (nullable) (owned): why it was refused
 *
 * What one row changes.
 */
typedef struct
{
  gsize row;
  gint64 pk;
  char *before[OMNI_ITEM_N_FIELDS];
  char *after[OMNI_ITEM_N_FIELDS];
  gint64 order;
  char *order_number;
  char *sku;
  OmniTime modified;
  OmniJournalState state;
  char *reason;
} OmniUpdateChange;

OmniUpdateChange *omni_update_change_new        (gsize                   row,
                                                 gint64                  pk,
                                                 char                  **values,
                                                 const OmniOrderItem    *now);
OmniUpdateChange *omni_update_change_from_entry (const OmniJournalEntry *entry);
void              omni_update_change_free       (OmniUpdateChange       *change);
void              omni_update_change_set_number (OmniUpdateChange      *change,
                                                 const char             *order_number);
guint             omni_update_change_get_mask   (const OmniUpdateChange *change);
void              omni_update_change_settle     (OmniUpdateChange       *change,
                                                 OmniJournalState        state,
                                                 const char             *reason);
OmniItemUpdate    omni_update_change_to_update  (const OmniUpdateChange *change);
OmniJournalEntry *omni_update_change_to_entry   (const OmniUpdateChange *change);
GPtrArray        *omni_update_change_list_ledger (GPtrArray            *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateChange, omni_update_change_free)

G_END_DECLS
