/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-order-list.h"

G_BEGIN_DECLS

/* The order itself, beside the parts that hang on it. */
#define OMNI_ORDER_DETAILS_ORDER OMNI_ORDER_N_PARTS
#define OMNI_ORDER_DETAILS_N (OMNI_ORDER_N_PARTS + 1)

/**
 * OmniOrderDetails:
 *
 * Everything about one order: the order and what hangs on it, read side by side. What was read
 * stays until something newer came; a part that fails keeps its error and can be read again alone.
 *
 * Signals: #OmniOrderDetails::changed (guint part) when the state of a part, or what was read of
 * it, changed.
 */
#define OMNI_TYPE_ORDER_DETAILS (omni_order_details_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderDetails, omni_order_details, OMNI, ORDER_DETAILS, GObject)

OmniOrderDetails *omni_order_details_new             (OmniClient       *client,
                                                      gint64            order_pk,
                                                      OmniOrder        *order);
void              omni_order_details_load            (OmniOrderDetails *self);
void              omni_order_details_load_part       (OmniOrderDetails *self,
                                                      guint             part);
void              omni_order_details_cancel          (OmniOrderDetails *self);
gint64            omni_order_details_get_pk          (OmniOrderDetails *self);
OmniOrder        *omni_order_details_get_order       (OmniOrderDetails *self);
GPtrArray        *omni_order_details_get_things      (OmniOrderDetails *self,
                                                      guint             part);
OmniLoadState     omni_order_details_get_state       (OmniOrderDetails *self,
                                                      guint             part);
const GError     *omni_order_details_get_error       (OmniOrderDetails *self,
                                                      guint             part);
OmniTime          omni_order_details_get_loaded_time (OmniOrderDetails *self);
gboolean          omni_order_details_is_loading      (OmniOrderDetails *self);

G_END_DECLS
