/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

#define OMNI_TYPE_ORDER (omni_order_get_type ())

/**
 * OmniOrder:
 *
 * One order as the server gave it (contract 3.1). Immutable after decoding and therefore safe to
 * share between threads; counted by omni_order_ref() and omni_order_unref(). Getters of text answer
 * %NULL where the server has null or sends nothing; amounts answer %FALSE then.
 */
GType              omni_order_get_type           (void) G_GNUC_CONST;
OmniOrder         *omni_order_new_from_json      (OmniJsonReader  *reader);
OmniOrder         *omni_order_ref                (OmniOrder       *order);
void               omni_order_unref              (OmniOrder       *order);

gint64             omni_order_get_pk             (const OmniOrder *order);
const char        *omni_order_get_key            (const OmniOrder *order);
const char        *omni_order_get_number         (const OmniOrder *order);
const char        *omni_order_get_status         (const OmniOrder *order);
const char        *omni_order_get_cancel_status  (const OmniOrder *order);
gint64             omni_order_get_channel        (const OmniOrder *order);
const char        *omni_order_get_channel_name   (const OmniOrder *order);
OmniTime           omni_order_get_date_placed    (const OmniOrder *order);
OmniTime           omni_order_get_created_date   (const OmniOrder *order);
OmniTime           omni_order_get_modified_date  (const OmniOrder *order);
const OmniCustomer *omni_order_get_customer      (const OmniOrder *order);
const OmniAddress *omni_order_get_shipping_address (const OmniOrder *order);
const OmniAddress *omni_order_get_billing_address (const OmniOrder *order);
const char        *omni_order_get_currency       (const OmniOrder *order);
const char        *omni_order_get_currency_code  (const OmniOrder *order);

/**
 * OmniOrderAmount:
 *
 * The amounts that an order carries (contract 3.1).
 */
typedef enum
{
  OMNI_ORDER_AMOUNT,
  OMNI_ORDER_DISCOUNT_AMOUNT,
  OMNI_ORDER_SHIPPING_AMOUNT,
  OMNI_ORDER_NET_SHIPPING_AMOUNT,
  OMNI_ORDER_REFUND_AMOUNT,
  OMNI_ORDER_DISCOUNT_REFUND_AMOUNT,
  OMNI_ORDER_SHIPPING_REFUND_AMOUNT,
  OMNI_ORDER_INSTALLMENT_INTEREST_AMOUNT,
  OMNI_ORDER_N_AMOUNTS,
} OmniOrderAmount;

gboolean           omni_order_get_amount         (const OmniOrder *order,
                                                  OmniOrderAmount  which,
                                                  OmniMoney       *money);

/**
 * OmniOrderText:
 *
 * The plain text members of an order that need no rule of their own (contract 3.1). Numbers that
 * are names (installment, bin) are text too.
 */
typedef enum
{
  OMNI_ORDER_PAYMENT_OPTION_SLUG,
  OMNI_ORDER_BIN_NUMBER,
  OMNI_ORDER_INSTALLMENT_COUNT,
  OMNI_ORDER_DELIVERY_TYPE,
  OMNI_ORDER_TRACKING_NUMBER,
  OMNI_ORDER_TRACKING_URL,
  OMNI_ORDER_CARRIER_SHIPPING_CODE,
  OMNI_ORDER_SHIPPING_OPTION_SLUG,
  OMNI_ORDER_SHIPPING_TAX_RATE,
  OMNI_ORDER_INVOICE_NUMBER,
  OMNI_ORDER_E_ARCHIVE_URL,
  OMNI_ORDER_REMOTE_ADDR,
  OMNI_ORDER_GIFT_BOX_NOTE,
  OMNI_ORDER_CLIENT_TYPE,
  OMNI_ORDER_LANGUAGE_CODE,
  OMNI_ORDER_NOTES,
  OMNI_ORDER_DELIVERY_RANGE, /* of any form, as JSON: see omni-order-extra.h */
  OMNI_ORDER_EXTRA_FIELD,    /* the same */
  OMNI_ORDER_N_TEXTS,
} OmniOrderText;

const char        *omni_order_get_text           (const OmniOrder *order,
                                                  OmniOrderText    which);
OmniTime           omni_order_get_invoice_date   (const OmniOrder *order);
gint64             omni_order_get_payment_option (const OmniOrder *order);
const char        *omni_order_get_payment_option_name (const OmniOrder *order);
gint64             omni_order_get_cargo_company  (const OmniOrder *order);
const char        *omni_order_get_cargo_company_name (const OmniOrder *order);
gboolean           omni_order_get_is_send        (const OmniOrder *order);
gboolean           omni_order_get_has_gift_box   (const OmniOrder *order);
GPtrArray         *omni_order_get_items          (const OmniOrder *order);
const char        *omni_order_get_line_count     (const OmniOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrder, omni_order_unref)

G_END_DECLS
