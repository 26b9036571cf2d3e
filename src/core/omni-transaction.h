/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_TRANSACTION_KIND,
  OMNI_TRANSACTION_STATUS,
  OMNI_TRANSACTION_UUID,
  OMNI_TRANSACTION_N_TEXTS,
} OmniTransactionText;

/* One movement of money of an order (contract 3.14). Immutable, counted. */
OmniTransaction *omni_transaction_new_from_json      (OmniJsonReader        *reader);
void             omni_transaction_unref              (OmniTransaction       *transaction);
gint64           omni_transaction_get_pk             (const OmniTransaction *transaction);
gint64           omni_transaction_get_order          (const OmniTransaction *transaction);
gint64           omni_transaction_get_payment_option (const OmniTransaction *transaction);
const char      *omni_transaction_get_payment_option_name (const OmniTransaction *transaction);
gboolean         omni_transaction_get_is_refund      (const OmniTransaction *transaction);
OmniTime         omni_transaction_get_created_date   (const OmniTransaction *transaction);
gboolean         omni_transaction_get_amount         (const OmniTransaction *transaction,
                                                      const char            *currency,
                                                      OmniMoney             *money);
const char      *omni_transaction_get_text           (const OmniTransaction *transaction,
                                                      OmniTransactionText    which);
const char      *omni_transaction_get_kind_label     (const OmniTransaction *transaction);
const char      *omni_transaction_get_status_label   (const OmniTransaction *transaction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTransaction, omni_transaction_unref)

G_END_DECLS
