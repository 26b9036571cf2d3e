/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_ADDRESS_TITLE,
  OMNI_ADDRESS_FIRST_NAME,
  OMNI_ADDRESS_LAST_NAME,
  OMNI_ADDRESS_EMAIL,
  OMNI_ADDRESS_PHONE_NUMBER,
  OMNI_ADDRESS_LINE,
  OMNI_ADDRESS_POSTCODE,
  OMNI_ADDRESS_NOTES,
  OMNI_ADDRESS_COMPANY_NAME,
  OMNI_ADDRESS_TAX_OFFICE,
  OMNI_ADDRESS_TAX_NO,
  OMNI_ADDRESS_IDENTITY_NUMBER,
  OMNI_ADDRESS_COUNTRY_NAME,
  OMNI_ADDRESS_CITY_NAME,
  OMNI_ADDRESS_TOWNSHIP_NAME,
  OMNI_ADDRESS_DISTRICT_NAME,
  OMNI_ADDRESS_N_TEXTS,
} OmniAddressText;

/* A shipping or billing address (contract 3.5). Immutable, counted. */
OmniAddress    *omni_address_new_from_json      (OmniJsonReader    *reader);
void            omni_address_unref              (OmniAddress       *address);
gint64          omni_address_get_pk             (const OmniAddress *address);
const char     *omni_address_get_text           (const OmniAddress *address,
                                                 OmniAddressText    which);
const char     *omni_address_get_full_name      (const OmniAddress *address);
gboolean        omni_address_get_e_bill_taxpayer (const OmniAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniAddress, omni_address_unref)

G_END_DECLS
