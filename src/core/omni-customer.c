/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-customer.h"

#include "omni-record-private.h"

typedef enum
{
  NOT_SENT,
  REFUSED,
  ALLOWED,
} Permission;

struct _OmniCustomer
{
  gatomicrefcount ref_count;
  gint64 pk;
  OmniTextOffset first_name;
  OmniTextOffset last_name;
  OmniTextOffset full_name;
  OmniTextOffset email;
  OmniTextOffset phone_number;
  OmniTextOffset texts[OMNI_CUSTOMER_N_TEXTS];
  Permission permissions[OMNI_CUSTOMER_N_PERMISSIONS];
};

#define TEXT(which) G_STRUCT_OFFSET (OmniCustomer, texts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniCustomer, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniCustomer, pk) },
  { "first_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, first_name) },
  { "last_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, last_name) },
  { "email", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, email) },
  { "phone_number", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, phone_number) },
  { "erp_code", OMNI_MEMBER_TEXT, TEXT (OMNI_CUSTOMER_ERP_CODE) },
  { "channel_code", OMNI_MEMBER_TEXT, TEXT (OMNI_CUSTOMER_CHANNEL_CODE) },
  { "gender", OMNI_MEMBER_TEXT, TEXT (OMNI_CUSTOMER_GENDER) },
  { "user_type", OMNI_MEMBER_TEXT, TEXT (OMNI_CUSTOMER_USER_TYPE) },
  { "date_of_birth", OMNI_MEMBER_TEXT, TEXT (OMNI_CUSTOMER_DATE_OF_BIRTH) },
  { "email_allowed", OMNI_MEMBER_OTHER, OMNI_CUSTOMER_EMAIL_ALLOWED },
  { "sms_allowed", OMNI_MEMBER_OTHER, OMNI_CUSTOMER_SMS_ALLOWED },
  { "call_allowed", OMNI_MEMBER_OTHER, OMNI_CUSTOMER_CALL_ALLOWED },
};

/* Unlike other truths, a permission that was not sent is not the same as one that was refused. */
static void
read_permission (OmniJsonReader *reader, const OmniMember *member, gpointer record,
                 OmniTexts *texts)
{
  OmniCustomer *customer = record;
  gboolean allowed = FALSE;

  if (omni_json_reader_peek (reader) != OMNI_JSON_BOOLEAN)
    omni_json_reader_skip (reader);
  else if (omni_json_reader_read_boolean (reader, &allowed))
    customer->permissions[member->offset] = allowed ? ALLOWED : REFUSED;
}

static OmniRecordType customer_type = {
  .size = sizeof (OmniCustomer),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_permission,
};

/**
 * omni_customer_new_from_json:
 * @reader: (not nullable): a reader at a customer: an object, a bare key (as flat answers have it)
 *   or null
 *
 * Decodes a customer (contract 3.4). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the customer, or %NULL for null and on an error
 */
OmniCustomer *
omni_customer_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniCustomer customer;

  omni_texts_init (&texts);
  if (!omni_record_read_or_pk (&customer_type, reader, &customer, &customer.pk, &texts))
    return NULL;

  g_atomic_ref_count_init (&customer.ref_count);
  customer.full_name = omni_texts_add_full_name (&texts, customer.first_name, customer.last_name);

  return omni_record_new (&customer_type, &customer, &texts);
}

void
omni_customer_unref (OmniCustomer *customer)
{
  if (g_atomic_ref_count_dec (&customer->ref_count))
    g_free (customer);
}

gint64
omni_customer_get_pk (const OmniCustomer *customer)
{
  return customer->pk;
}

const char *
omni_customer_get_first_name (const OmniCustomer *customer)
{
  return omni_record_get_text (customer + 1, customer->first_name);
}

const char *
omni_customer_get_last_name (const OmniCustomer *customer)
{
  return omni_record_get_text (customer + 1, customer->last_name);
}

/**
 * omni_customer_get_full_name:
 * @customer: (not nullable): a customer
 *
 * Returns: (nullable) (transfer none): first and last name with a space between, whichever there
 *   are
 */
const char *
omni_customer_get_full_name (const OmniCustomer *customer)
{
  return omni_record_get_text (customer + 1, customer->full_name);
}

const char *
omni_customer_get_email (const OmniCustomer *customer)
{
  return omni_record_get_text (customer + 1, customer->email);
}

const char *
omni_customer_get_phone_number (const OmniCustomer *customer)
{
  return omni_record_get_text (customer + 1, customer->phone_number);
}

const char *
omni_customer_get_text (const OmniCustomer *customer, OmniCustomerText which)
{
  g_return_val_if_fail (which < OMNI_CUSTOMER_N_TEXTS, NULL);

  return omni_record_get_text (customer + 1, customer->texts[which]);
}

/**
 * omni_customer_get_permission:
 * @customer: (not nullable): a customer
 * @which: for what
 * @allowed: (out): whether the customer agreed to it
 *
 * Returns: %TRUE, or %FALSE where the server does not say
 */
gboolean
omni_customer_get_permission (const OmniCustomer *customer,
                              OmniCustomerPermission which,
                              gboolean *allowed)
{
  g_return_val_if_fail (which < OMNI_CUSTOMER_N_PERMISSIONS, FALSE);

  *allowed = customer->permissions[which] == ALLOWED;
  return customer->permissions[which] != NOT_SENT;
}
