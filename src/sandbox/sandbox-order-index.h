/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-filter.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

typedef struct _SandboxOrderIndex SandboxOrderIndex;

SandboxOrderIndex  * sandbox_order_index_new        (SandboxStore          *store,
                                                     gboolean               ignores_filters,
                                                     gboolean               ignores_search);
void                 sandbox_order_index_free       (SandboxOrderIndex     *index);
void                 sandbox_order_index_update     (SandboxOrderIndex     *index,
                                                     gint64                 pk);
void                 sandbox_order_index_update_customer (SandboxOrderIndex *index,
                                                     gint64                 pk);
void                 sandbox_order_index_update_address (SandboxOrderIndex *index,
                                                     gint64                 pk);
const SandboxField * sandbox_order_index_get_fields (void);
gboolean             sandbox_order_index_query      (SandboxOrderIndex     *index,
                                                     const SandboxRequest  *request,
                                                     const GArray         **pks,
                                                     SandboxReply          *reply);

G_END_DECLS
