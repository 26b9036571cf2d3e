/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-transaction.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"
#include "omni-word-private.h"

struct _OmniTransaction
{
  gatomicrefcount ref_count;
  gboolean is_refund;
  gint64 pk;
  gint64 order;
  OmniReference payment_option;
  OmniTime created_date;
  OmniMoney amount;
  OmniTextOffset texts[OMNI_TRANSACTION_N_TEXTS];
};

#define TEXT(which) G_STRUCT_OFFSET (OmniTransaction, texts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniTransaction, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniTransaction, pk) },
  { "order", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniTransaction, order) },
  { "payment_option", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniTransaction, payment_option) },
  { "is_refund", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (OmniTransaction, is_refund) },
  { "created_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniTransaction, created_date) },
  { "amount", OMNI_MEMBER_AMOUNT, G_STRUCT_OFFSET (OmniTransaction, amount) },
  { "transaction_type", OMNI_MEMBER_TEXT, TEXT (OMNI_TRANSACTION_KIND) },
  { "status", OMNI_MEMBER_TEXT, TEXT (OMNI_TRANSACTION_STATUS) },
  { "uuid", OMNI_MEMBER_TEXT, TEXT (OMNI_TRANSACTION_UUID) },
};

static OmniRecordType transaction_type = {
  .size = sizeof (OmniTransaction),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
};

static const OmniWord kinds[] = {
  { "transaction", N_ ("Card") },
  { "pay_on_delivery", N_ ("Pay on delivery") },
  { "funds_transfer", N_ ("Bank transfer") },
  { "loyalty_money", N_ ("Loyalty points") },
  { "bkm_express", N_ ("BKM Express") },
  { "cash_register", N_ ("Cash register") },
  { "manual", N_ ("By hand") },
};

static const OmniWord statuses[] = {
  { "waiting", N_ ("Waiting") },
  { "completed", N_ ("Completed") },
  { "failed", N_ ("Failed") },
};

/**
 * omni_transaction_new_from_json:
 * @reader: (not nullable): a reader at a money movement
 *
 * Decodes a money movement (contract 3.14). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the movement, or %NULL on an error
 */
OmniTransaction *
omni_transaction_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniTransaction transaction;

  omni_texts_init (&texts);
  omni_record_read (&transaction_type, reader, &transaction, &texts);
  if (omni_json_reader_has_error (reader))
    return NULL;

  g_atomic_ref_count_init (&transaction.ref_count);

  return omni_record_new (&transaction_type, &transaction, &texts);
}

void
omni_transaction_unref (OmniTransaction *transaction)
{
  if (g_atomic_ref_count_dec (&transaction->ref_count))
    g_free (transaction);
}

gint64
omni_transaction_get_pk (const OmniTransaction *transaction)
{
  return transaction->pk;
}

gint64
omni_transaction_get_order (const OmniTransaction *transaction)
{
  return transaction->order;
}

gint64
omni_transaction_get_payment_option (const OmniTransaction *transaction)
{
  return transaction->payment_option.pk;
}

const char *
omni_transaction_get_payment_option_name (const OmniTransaction *transaction)
{
  return omni_record_get_text (transaction + 1, transaction->payment_option.name);
}

gboolean
omni_transaction_get_is_refund (const OmniTransaction *transaction)
{
  return transaction->is_refund;
}

OmniTime
omni_transaction_get_created_date (const OmniTransaction *transaction)
{
  return transaction->created_date;
}

/**
 * omni_transaction_get_amount:
 * @transaction: (not nullable): a money movement
 * @currency: (nullable): the order's currency, which the movement does not repeat
 * @money: (out caller-allocates): how much moved; positive in both directions
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_transaction_get_amount (const OmniTransaction *transaction,
                             const char *currency,
                             OmniMoney *money)
{
  if (!omni_record_get_amount (&transaction->amount, money))
    return FALSE;

  omni_money_set_currency (money, currency);
  return TRUE;
}

const char *
omni_transaction_get_text (const OmniTransaction *transaction, OmniTransactionText which)
{
  g_return_val_if_fail (which < OMNI_TRANSACTION_N_TEXTS, NULL);

  return omni_record_get_text (transaction + 1, transaction->texts[which]);
}

/**
 * omni_transaction_get_kind_label:
 * @transaction: (not nullable): a money movement
 *
 * Returns: (nullable) (transfer none): by what means the money moved, in the user's language, or
 *   the server's word where it is not known
 */
const char *
omni_transaction_get_kind_label (const OmniTransaction *transaction)
{
  return omni_word_get_label (kinds, G_N_ELEMENTS (kinds),
                              omni_transaction_get_text (transaction, OMNI_TRANSACTION_KIND));
}

const char *
omni_transaction_get_status_label (const OmniTransaction *transaction)
{
  return omni_word_get_label (statuses, G_N_ELEMENTS (statuses),
                              omni_transaction_get_text (transaction, OMNI_TRANSACTION_STATUS));
}
