/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-feed.h"

G_BEGIN_DECLS

/**
 * OmniOrderLookup:
 *
 * The orders of a list of keys or of numbers, in the order of the list, read by several threads
 * side by side. What is named and not there is told with each batch.
 */
typedef struct _OmniOrderLookup OmniOrderLookup;

OmniOrderLookup *omni_order_lookup_new_for_keys    (OmniClient          *client,
                                                    const gint64        *pks,
                                                    gsize                n_pks,
                                                    gboolean             wants_items,
                                                    GCancellable        *cancellable);
OmniOrderLookup *omni_order_lookup_new_for_numbers (OmniClient          *client,
                                                    const char * const  *numbers,
                                                    gboolean             wants_items,
                                                    GCancellable        *cancellable);
OmniOrderLookup *omni_order_lookup_new_for_tracking (OmniClient         *client,
                                                    const char * const  *tracking_numbers,
                                                    gboolean             wants_items,
                                                    GCancellable        *cancellable);
void             omni_order_lookup_free            (OmniOrderLookup     *lookup);
OmniOrderBatch  *omni_order_lookup_next            (OmniOrderLookup     *lookup,
                                                    GError             **error);
gsize            omni_order_lookup_get_total       (OmniOrderLookup     *lookup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderLookup, omni_order_lookup_free)

G_END_DECLS
