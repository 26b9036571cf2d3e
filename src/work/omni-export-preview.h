/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-feed.h"

G_BEGIN_DECLS

/* The first orders of an export, as #OmniOrderExport will write them. */
void            omni_export_preview_async  (OmniClient           *client,
                                            OmniOrderQuery       *query,
                                            const gint64         *pks,
                                            gsize                 n_pks,
                                            gsize                 n_orders,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
OmniOrderBatch *omni_export_preview_finish (OmniClient           *client,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
