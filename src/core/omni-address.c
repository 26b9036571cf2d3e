/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-address.h"

#include "omni-record-private.h"

struct _OmniAddress
{
  gatomicrefcount ref_count;
  gboolean e_bill_taxpayer;
  gint64 pk;
  OmniTextOffset full_name;
  OmniTextOffset texts[OMNI_ADDRESS_N_TEXTS];
};

#define TEXT(which) G_STRUCT_OFFSET (OmniAddress, texts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniAddress, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniAddress, pk) },
  { "title", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_TITLE) },
  { "first_name", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_FIRST_NAME) },
  { "last_name", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_LAST_NAME) },
  { "email", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_EMAIL) },
  { "phone_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_PHONE_NUMBER) },
  { "line", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_LINE) },
  { "postcode", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_POSTCODE) },
  { "notes", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_NOTES) },
  { "company_name", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_COMPANY_NAME) },
  { "tax_office", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_TAX_OFFICE) },
  { "tax_no", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_TAX_NO) },
  { "identity_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ADDRESS_IDENTITY_NUMBER) },
  { "country", OMNI_MEMBER_NAME, TEXT (OMNI_ADDRESS_COUNTRY_NAME) },
  { "city", OMNI_MEMBER_NAME, TEXT (OMNI_ADDRESS_CITY_NAME) },
  { "township", OMNI_MEMBER_NAME, TEXT (OMNI_ADDRESS_TOWNSHIP_NAME) },
  { "district", OMNI_MEMBER_NAME, TEXT (OMNI_ADDRESS_DISTRICT_NAME) },
  { "e_bill_taxpayer", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (OmniAddress, e_bill_taxpayer) },
};

static OmniRecordType address_type = {
  .size = sizeof (OmniAddress),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
};

/**
 * omni_address_new_from_json:
 * @reader: (not nullable): a reader at an address: an object, a bare key (as flat answers have it)
 *   or null
 *
 * Decodes an address (contract 3.5). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the address, or %NULL for null and on an error
 */
OmniAddress *
omni_address_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniAddress address;

  omni_texts_init (&texts);
  if (!omni_record_read_or_pk (&address_type, reader, &address, &address.pk, &texts))
    return NULL;

  g_atomic_ref_count_init (&address.ref_count);
  address.full_name = omni_texts_add_full_name (&texts, address.texts[OMNI_ADDRESS_FIRST_NAME],
                                                address.texts[OMNI_ADDRESS_LAST_NAME]);

  return omni_record_new (&address_type, &address, &texts);
}

void
omni_address_unref (OmniAddress *address)
{
  if (g_atomic_ref_count_dec (&address->ref_count))
    g_free (address);
}

gint64
omni_address_get_pk (const OmniAddress *address)
{
  return address->pk;
}

/**
 * omni_address_get_text:
 * @address: (not nullable): an address
 * @which: which part of it
 *
 * Returns: (nullable) (transfer none): the text; names of places are there only in nested answers
 */
const char *
omni_address_get_text (const OmniAddress *address, OmniAddressText which)
{
  g_return_val_if_fail (which < OMNI_ADDRESS_N_TEXTS, NULL);

  return omni_record_get_text (address + 1, address->texts[which]);
}

/**
 * omni_address_get_full_name:
 * @address: (not nullable): an address
 *
 * Returns: (nullable) (transfer none): first and last name with a space between, whichever there
 *   are
 */
const char *
omni_address_get_full_name (const OmniAddress *address)
{
  return omni_record_get_text (address + 1, address->full_name);
}

gboolean
omni_address_get_e_bill_taxpayer (const OmniAddress *address)
{
  return address->e_bill_taxpayer;
}
