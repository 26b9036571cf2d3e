/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-list.h"

G_BEGIN_DECLS

/* How a list makes and fills its rows. */
OmniOrderRow   *omni_order_row_new              (guint             position);
void            omni_order_row_set_order        (OmniOrderRow     *self,
                                                 OmniOrder        *order);
void            omni_order_row_set_failed       (OmniOrderRow     *self,
                                                 const GError     *error);
void            omni_order_row_set_loading      (OmniOrderRow     *self);
void            omni_order_row_set_gone         (OmniOrderRow     *self);

G_END_DECLS
