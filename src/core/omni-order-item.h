/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

#define OMNI_TYPE_ORDER_ITEM (omni_order_item_get_type ())

/**
 * OmniOrderItem:
 *
 * One line of an order, which is one unit of one product (contract 3.2). Immutable, counted.
 */
GType           omni_order_item_get_type        (void) G_GNUC_CONST;
OmniOrderItem  *omni_order_item_new_from_json   (OmniJsonReader      *reader);
OmniOrderItem  *omni_order_item_ref             (OmniOrderItem       *item);
void            omni_order_item_unref           (OmniOrderItem       *item);

gint64          omni_order_item_get_pk          (const OmniOrderItem *item);
const char     *omni_order_item_get_key         (const OmniOrderItem *item);
gint64          omni_order_item_get_order       (const OmniOrderItem *item);
gint64          omni_order_item_get_product     (const OmniOrderItem *item);
const char     *omni_order_item_get_status      (const OmniOrderItem *item);
const char     *omni_order_item_get_cancel_status (const OmniOrderItem *item);
OmniTime        omni_order_item_get_invoice_date (const OmniOrderItem *item);
OmniTime        omni_order_item_get_modified_date (const OmniOrderItem *item);

typedef enum
{
  OMNI_ORDER_ITEM_PRICE,
  OMNI_ORDER_ITEM_RETAIL_PRICE,
  OMNI_ORDER_ITEM_DISCOUNT_AMOUNT,
  OMNI_ORDER_ITEM_NET_AMOUNT,
  OMNI_ORDER_ITEM_TAX_AMOUNT,
  OMNI_ORDER_ITEM_N_AMOUNTS,
} OmniOrderItemAmount;

gboolean        omni_order_item_get_amount      (const OmniOrderItem *item,
                                                 OmniOrderItemAmount  which,
                                                 OmniMoney           *money);

typedef enum
{
  OMNI_ORDER_ITEM_PRODUCT_NAME,
  OMNI_ORDER_ITEM_SKU,
  OMNI_ORDER_ITEM_BASE_CODE,
  OMNI_ORDER_ITEM_BARCODE,
  OMNI_ORDER_ITEM_QUANTITY,
  OMNI_ORDER_ITEM_TAX_RATE,
  OMNI_ORDER_ITEM_SHIPPING_COMPANY,
  OMNI_ORDER_ITEM_TRACKING_NUMBER,
  OMNI_ORDER_ITEM_INVOICE_NUMBER,
  OMNI_ORDER_ITEM_E_ARCHIVE_URL,
  OMNI_ORDER_ITEM_SHIPMENT_CODE,
  OMNI_ORDER_ITEM_TRACKING_URL,
  OMNI_ORDER_ITEM_ATTRIBUTES,
  OMNI_ORDER_ITEM_N_TEXTS,
} OmniOrderItemText;

const char     *omni_order_item_get_text        (const OmniOrderItem *item,
                                                 OmniOrderItemText    which);
guint           omni_order_item_count_pieces    (const OmniOrderItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderItem, omni_order_item_unref)

G_END_DECLS
