/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-filter.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

/* The columns of orders that are held in memory. 0 is none. */
typedef enum
{
  SANDBOX_COLUMN_PK = 1,
  SANDBOX_COLUMN_CHANNEL,
  SANDBOX_COLUMN_STATUS,
  SANDBOX_COLUMN_DATE_PLACED,
  SANDBOX_COLUMN_CREATED_DATE,
  SANDBOX_COLUMN_MODIFIED_DATE,
  SANDBOX_COLUMN_CUSTOMER,
  SANDBOX_COLUMN_AMOUNT,
  SANDBOX_COLUMN_PAYMENT_OPTION,
  SANDBOX_COLUMN_CARGO_COMPANY,
  SANDBOX_COLUMN_IS_SEND,
  SANDBOX_N_COLUMNS,
} SandboxColumn;

typedef struct _SandboxOrderIndex SandboxOrderIndex;

SandboxOrderIndex  * sandbox_order_index_new        (SandboxStore          *store,
                                                     gboolean               ignores_filters,
                                                     gboolean               ignores_search);
void                 sandbox_order_index_free       (SandboxOrderIndex     *index);
void                 sandbox_order_index_update     (SandboxOrderIndex     *index,
                                                     gint64                 pk);
void                 sandbox_order_index_update_customer (SandboxOrderIndex *index,
                                                     gint64                 pk);
const SandboxField * sandbox_order_index_get_fields (void);
gboolean             sandbox_order_index_query      (SandboxOrderIndex     *index,
                                                     const SandboxRequest  *request,
                                                     const GArray         **pks,
                                                     SandboxReply          *reply);

G_END_DECLS
