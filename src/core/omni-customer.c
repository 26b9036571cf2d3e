/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-customer.h"

#include "omni-record-private.h"

struct _OmniCustomer
{
  gatomicrefcount ref_count;
  gint64 pk;
  OmniTextOffset first_name;
  OmniTextOffset last_name;
  OmniTextOffset full_name;
  OmniTextOffset email;
  OmniTextOffset phone_number;
};

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniCustomer, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniCustomer, pk) },
  { "first_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, first_name) },
  { "last_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, last_name) },
  { "email", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, email) },
  { "phone_number", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniCustomer, phone_number) },
};

static OmniRecordType customer_type = {
  .size = sizeof (OmniCustomer),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
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

OmniCustomer *
omni_customer_ref (OmniCustomer *customer)
{
  g_atomic_ref_count_inc (&customer->ref_count);
  return customer;
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
