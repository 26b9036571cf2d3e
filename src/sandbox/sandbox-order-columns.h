/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-store.h"
#include "sandbox-texts.h"

G_BEGIN_DECLS

/* The columns of orders that are held in memory: numbers first, then texts. 0 is none. */
typedef enum
{
  SANDBOX_COLUMN_PK = 1,
  SANDBOX_COLUMN_CHANNEL,
  SANDBOX_COLUMN_STATUS,
  SANDBOX_COLUMN_DATE_PLACED,
  SANDBOX_COLUMN_CREATED_DATE,
  SANDBOX_COLUMN_MODIFIED_DATE,
  SANDBOX_COLUMN_CUSTOMER,
  SANDBOX_COLUMN_SHIPPING_ADDRESS,
  SANDBOX_COLUMN_AMOUNT,
  SANDBOX_COLUMN_DISCOUNT_AMOUNT,
  SANDBOX_COLUMN_SHIPPING_AMOUNT,
  SANDBOX_COLUMN_REFUND_AMOUNT,
  SANDBOX_COLUMN_PAYMENT_OPTION,
  SANDBOX_COLUMN_CARGO_COMPANY,
  SANDBOX_COLUMN_IS_SEND,
  SANDBOX_COLUMN_INVOICE_DATE,
  SANDBOX_COLUMN_HAS_GIFT_BOX,
  SANDBOX_N_NUMBERS,

  SANDBOX_COLUMN_NUMBER = SANDBOX_N_NUMBERS,
  SANDBOX_COLUMN_CANCEL_STATUS,
  SANDBOX_COLUMN_PAYMENT_OPTION_SLUG,
  SANDBOX_COLUMN_CURRENCY,
  SANDBOX_COLUMN_TRACKING_NUMBER,
  SANDBOX_COLUMN_INVOICE_NUMBER,
  SANDBOX_COLUMN_E_ARCHIVE_URL,
  SANDBOX_COLUMN_DELIVERY_TYPE,
  SANDBOX_COLUMN_SHIPPING_OPTION_SLUG,
  SANDBOX_COLUMN_GIFT_BOX_NOTE,
  SANDBOX_COLUMN_CLIENT_TYPE,
  SANDBOX_COLUMN_NOTES,
  SANDBOX_COLUMN_FIRST_NAME,
  SANDBOX_COLUMN_LAST_NAME,
  SANDBOX_COLUMN_EMAIL,
  SANDBOX_COLUMN_PHONE_NUMBER,
  SANDBOX_COLUMN_CITY,
  SANDBOX_COLUMN_COUNTRY,
  SANDBOX_N_COLUMNS,
} SandboxColumn;

/* Whose a text is. */
typedef enum
{
  SANDBOX_OWNER_ORDER,
  SANDBOX_OWNER_CUSTOMER,
  SANDBOX_OWNER_ADDRESS,
  SANDBOX_N_OWNERS,
} SandboxOwner;

typedef struct _SandboxOrderColumns SandboxOrderColumns;

/* Says that the value of an order changed. */
typedef void (*SandboxColumnChanged) (guint     column,
                                      guint32   position,
                                      gpointer  user_data);

SandboxOrderColumns * sandbox_order_columns_new             (SandboxStore         *store);
void                  sandbox_order_columns_free            (SandboxOrderColumns  *columns);
guint                 sandbox_order_columns_get_n           (SandboxOrderColumns  *columns);
const gint64        * sandbox_order_columns_get_numbers     (SandboxOrderColumns  *columns,
                                                             guint                 column);
SandboxTexts        * sandbox_order_columns_get_texts       (SandboxOrderColumns  *columns,
                                                             guint                 column);
SandboxOwner          sandbox_order_columns_get_owner       (guint                 column);
guint32               sandbox_order_columns_get_text_id     (SandboxOrderColumns  *columns,
                                                             guint                 column,
                                                             guint32               position);
void                  sandbox_order_columns_fill_ids        (SandboxOrderColumns  *columns,
                                                             guint                 column,
                                                             guint32              *ids);
void                  sandbox_order_columns_mark            (SandboxOrderColumns  *columns,
                                                             guint                 column,
                                                             const guint8         *found,
                                                             guint8               *marks);
void                  sandbox_order_columns_update          (SandboxOrderColumns  *columns,
                                                             gint64                pk,
                                                             SandboxColumnChanged  changed,
                                                             gpointer              user_data);
void                  sandbox_order_columns_update_customer (SandboxOrderColumns  *columns,
                                                             gint64                pk,
                                                             SandboxColumnChanged  changed,
                                                             gpointer              user_data);
void                  sandbox_order_columns_update_address  (SandboxOrderColumns  *columns,
                                                             gint64                pk,
                                                             SandboxColumnChanged  changed,
                                                             gpointer              user_data);

G_END_DECLS
