/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-item.h"

G_BEGIN_DECLS

/**
 * OmniItemField:
 *
 * What an update of order items may change (contract 3.2, bulk status update).
 */
typedef enum
{
  OMNI_ITEM_STATUS,
  OMNI_ITEM_SHIPPING_COMPANY,
  OMNI_ITEM_E_ARCHIVE_URL,
  OMNI_ITEM_INVOICE_NUMBER,
  OMNI_ITEM_INVOICE_DATE,
  OMNI_ITEM_TRACKING_NUMBER,
  OMNI_ITEM_N_FIELDS,
} OmniItemField;

/**
 * OmniItemUpdate:
 * @pk: the order item
 * @values: (nullable) (borrowed): what each field is to be: %NULL leaves it, "" empties it
 *
 * What is to become of one order item.
 */
typedef struct
{
  gint64 pk;
  const char *values[OMNI_ITEM_N_FIELDS];
} OmniItemUpdate;

/* The server takes more, but nobody says how many (contract 3.2). */
#define OMNI_ITEM_UPDATE_MAX 100

const char  *omni_item_field_get_name       (OmniItemField         field);
char        *omni_order_item_dup_field      (const OmniOrderItem  *item,
                                             OmniItemField         field);
gboolean     omni_item_field_equal          (OmniItemField         field,
                                             const char           *now,
                                             const char           *wanted);
gboolean     omni_item_update_is_done       (const OmniItemUpdate *update,
                                             const OmniOrderItem  *item);
GPtrArray   *omni_item_update_split_error   (const GError         *error,
                                             guint                 n_updates);

G_END_DECLS
