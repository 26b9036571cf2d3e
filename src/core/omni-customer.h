/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* A customer as it stands in an order or in an answer of its own (contract 3.4). Immutable,
 * counted. */
OmniCustomer   *omni_customer_new_from_json     (OmniJsonReader     *reader);
OmniCustomer   *omni_customer_ref               (OmniCustomer       *customer);
void            omni_customer_unref             (OmniCustomer       *customer);
gint64          omni_customer_get_pk            (const OmniCustomer *customer);
const char     *omni_customer_get_first_name    (const OmniCustomer *customer);
const char     *omni_customer_get_last_name     (const OmniCustomer *customer);
const char     *omni_customer_get_full_name     (const OmniCustomer *customer);
const char     *omni_customer_get_email         (const OmniCustomer *customer);
const char     *omni_customer_get_phone_number  (const OmniCustomer *customer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCustomer, omni_customer_unref)

G_END_DECLS
