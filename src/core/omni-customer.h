/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* What a customer may be or have agreed to; servers leave some of it out of orders. */
typedef enum
{
  OMNI_CUSTOMER_ERP_CODE,
  OMNI_CUSTOMER_CHANNEL_CODE,
  OMNI_CUSTOMER_GENDER,
  OMNI_CUSTOMER_USER_TYPE,
  OMNI_CUSTOMER_DATE_OF_BIRTH,
  OMNI_CUSTOMER_N_TEXTS,
} OmniCustomerText;

typedef enum
{
  OMNI_CUSTOMER_EMAIL_ALLOWED,
  OMNI_CUSTOMER_SMS_ALLOWED,
  OMNI_CUSTOMER_CALL_ALLOWED,
  OMNI_CUSTOMER_N_PERMISSIONS,
} OmniCustomerPermission;

/* A customer as it stands in an order or in an answer of its own (contract 3.4). Immutable,
 * counted. */
OmniCustomer   *omni_customer_new_from_json     (OmniJsonReader     *reader);
void            omni_customer_unref             (OmniCustomer       *customer);
gint64          omni_customer_get_pk            (const OmniCustomer *customer);
const char     *omni_customer_get_first_name    (const OmniCustomer *customer);
const char     *omni_customer_get_last_name     (const OmniCustomer *customer);
const char     *omni_customer_get_full_name     (const OmniCustomer *customer);
const char     *omni_customer_get_email         (const OmniCustomer *customer);
const char     *omni_customer_get_phone_number  (const OmniCustomer *customer);
const char     *omni_customer_get_text          (const OmniCustomer *customer,
                                                 OmniCustomerText    which);
gboolean        omni_customer_get_permission    (const OmniCustomer *customer,
                                                 OmniCustomerPermission which,
                                                 gboolean           *allowed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCustomer, omni_customer_unref)

G_END_DECLS
