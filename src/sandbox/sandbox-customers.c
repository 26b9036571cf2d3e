/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"

/* Customers and their addresses (contract 3.4 and 3.5). */

/* clang-format off */
static const SandboxField customer_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "channel", "t.channel", SANDBOX_FIELD_INT },
  { "channel_code", "t.channel_code", SANDBOX_FIELD_TEXT },
  { "email", "t.email", SANDBOX_FIELD_TEXT },
  { "first_name", "t.first_name", SANDBOX_FIELD_TEXT },
  { "last_name", "t.last_name", SANDBOX_FIELD_TEXT },
  { "phone_number", "t.phone_number", SANDBOX_FIELD_TEXT },
  { "is_active", "t.is_active", SANDBOX_FIELD_BOOLEAN },
  { "erp_code", "t.erp_code", SANDBOX_FIELD_TEXT },
  { "gender", "t.gender", SANDBOX_FIELD_TEXT },
  { "user_type", "t.user_type", SANDBOX_FIELD_TEXT },
  { "date_of_birth", "t.date_of_birth", SANDBOX_FIELD_TEXT },
  { "date_joined", "t.date_joined", SANDBOX_FIELD_TIME },
  { "email_allowed", "t.email_allowed", SANDBOX_FIELD_BOOLEAN },
  { "sms_allowed", "t.sms_allowed", SANDBOX_FIELD_BOOLEAN },
  { "call_allowed", "t.call_allowed", SANDBOX_FIELD_BOOLEAN },
  { "attributes", "t.attributes", SANDBOX_FIELD_JSON },
  { "attributes_kwargs", "'{}'", SANDBOX_FIELD_JSON },
  { "localized_attributes", "'{}'", SANDBOX_FIELD_JSON },
  { "localized_attributes_kwargs", "'{}'", SANDBOX_FIELD_JSON },
  { "extra_field", "t.extra_field", SANDBOX_FIELD_JSON },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};

const SandboxResource sandbox_customers = {
  "customers t", "t.channel", "pk", customer_fields, NULL,
};

#define LOCATION(table, column, more)                                                            \
  "(SELECT '{\"id\":' || l.pk || ',\"pk\":' || l.pk || ',\"name\":' || json_quote(l.name)" more \
  " || '}' FROM " table " l WHERE l.pk = t." column ")"

#define ADDRESS_START                                                    \
  { "pk", "t.pk", SANDBOX_FIELD_INT },                                   \
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },                \
  { "customer", "t.customer", SANDBOX_FIELD_INT },                       \
  { "title", "t.title", SANDBOX_FIELD_TEXT },                            \
  { "first_name", "t.first_name", SANDBOX_FIELD_TEXT },                  \
  { "last_name", "t.last_name", SANDBOX_FIELD_TEXT },                    \
  { "email", "t.email", SANDBOX_FIELD_TEXT },                            \
  { "phone_number", "t.phone_number", SANDBOX_FIELD_TEXT }

#define ADDRESS_END                                                      \
  { "line", "t.line", SANDBOX_FIELD_TEXT },                              \
  { "postcode", "t.postcode", SANDBOX_FIELD_TEXT },                      \
  { "notes", "t.notes", SANDBOX_FIELD_TEXT },                            \
  { "company_name", "t.company_name", SANDBOX_FIELD_TEXT },              \
  { "tax_office", "t.tax_office", SANDBOX_FIELD_TEXT },                  \
  { "tax_no", "t.tax_no", SANDBOX_FIELD_TEXT },                          \
  { "e_bill_taxpayer", "t.e_bill_taxpayer", SANDBOX_FIELD_BOOLEAN },     \
  { "identity_number", "t.identity_number", SANDBOX_FIELD_TEXT },        \
  { "hash_data", "t.hash_data", SANDBOX_FIELD_TEXT },                    \
  { "address_type", "t.address_type", SANDBOX_FIELD_TEXT },              \
  { "retail_store", "t.retail_store", SANDBOX_FIELD_INT },               \
  { "remote_id", "t.remote_id", SANDBOX_FIELD_TEXT },                    \
  { "extra_field", "t.extra_field", SANDBOX_FIELD_JSON },                \
  { "is_active", "t.is_active", SANDBOX_FIELD_BOOLEAN },                 \
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },              \
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },            \
  { NULL }

static const SandboxField address_fields[] = {
  ADDRESS_START,
  { "country", "t.country", SANDBOX_FIELD_INT },
  { "city", "t.city", SANDBOX_FIELD_INT },
  { "township", "t.township", SANDBOX_FIELD_INT },
  { "district", "t.district", SANDBOX_FIELD_INT },
  ADDRESS_END,
};

static const SandboxField nested_address_fields[] = {
  ADDRESS_START,
  { "country", LOCATION ("countries", "country", " || ',\"code\":' || json_quote(l.code)"),
    SANDBOX_FIELD_JSON },
  { "city", LOCATION ("cities", "city", ""), SANDBOX_FIELD_JSON },
  { "township", LOCATION ("townships", "township", ""), SANDBOX_FIELD_JSON },
  { "district",
    LOCATION ("districts", "district", " || ',\"postcode\":' || json_quote(l.postcode)"),
    SANDBOX_FIELD_JSON },
  ADDRESS_END,
};

#define ADDRESSES "addresses t JOIN customers owner ON owner.pk = t.customer"

static const SandboxResource addresses = { ADDRESSES, "owner.channel", "pk", address_fields, NULL };

const SandboxResource sandbox_addresses_nested = {
  ADDRESSES, "owner.channel", "pk", nested_address_fields, NULL,
};

/* clang-format on */

void
sandbox_list_customers (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &sandbox_customers);
}

void
sandbox_show_customer (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &sandbox_customers);
}

void
sandbox_list_addresses (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &addresses);
}

void
sandbox_show_address (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &addresses);
}
