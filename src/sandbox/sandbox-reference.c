/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"

/* The tenant's own lists (contract 3.5 to 3.8 and 3.12). */

/* clang-format off */
#define LIST_AND_SHOW(name, plural, resource)                                               \
  void sandbox_list_##plural (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply) \
  {                                                                                         \
    sandbox_list (sandbox, request, reply, &resource);                                      \
  }                                                                                         \
  void sandbox_show_##name (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply) \
  {                                                                                         \
    sandbox_show (sandbox, request, reply, &resource);                                      \
  }

static const SandboxField channel_fields[] = {
  { "id", "t.pk", SANDBOX_FIELD_INT },
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "name", "t.name", SANDBOX_FIELD_TEXT },
  { "catalog", "t.catalog", SANDBOX_FIELD_INT },
  { "channel_type", "t.channel_type", SANDBOX_FIELD_TEXT },
  { "conf", "'{}'", SANDBOX_FIELD_JSON },
  { "category_tree", "NULL", SANDBOX_FIELD_INT },
  { "is_active", "t.is_active", SANDBOX_FIELD_BOOLEAN },
  { "schema", "'{}'", SANDBOX_FIELD_JSON },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};

const SandboxResource sandbox_channels = { "channels t", NULL, "pk", channel_fields, NULL };

static const SandboxField payment_option_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "name", "t.name", SANDBOX_FIELD_TEXT },
  { "slug", "t.slug", SANDBOX_FIELD_TEXT },
  { "payment_type", "t.payment_type", SANDBOX_FIELD_TEXT },
  { "channel", "t.channel", SANDBOX_FIELD_INT },
  { "is_active", "t.is_active", SANDBOX_FIELD_BOOLEAN },
  { NULL },
};

const SandboxResource sandbox_payment_options = {
  "payment_options t", "t.channel", "pk", payment_option_fields, NULL,
};

static const SandboxField cargo_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "name", "t.name", SANDBOX_FIELD_TEXT },
  { "erp_code", "t.erp_code", SANDBOX_FIELD_TEXT },
  { "shipping_company", "t.shipping_company", SANDBOX_FIELD_TEXT },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};

const SandboxResource sandbox_cargos = { "cargos t", NULL, "pk", cargo_fields, NULL };

/* Locations have both keys: one source reads `pk`, the other shows `id`. */
#define LOCATION_START                       \
  { "pk", "t.pk", SANDBOX_FIELD_INT },       \
  { "id", "t.pk", SANDBOX_FIELD_INT },       \
  { "name", "t.name", SANDBOX_FIELD_TEXT }

#define LOCATION_END                                            \
  { "is_active", "1", SANDBOX_FIELD_BOOLEAN },                  \
  { "created_date", "1685613600000000", SANDBOX_FIELD_TIME },   \
  { "modified_date", "1685613600000000", SANDBOX_FIELD_TIME },  \
  { "translations", "'{}'", SANDBOX_FIELD_JSON },               \
  { NULL }

static const SandboxField country_fields[] = {
  LOCATION_START,
  { "code", "t.code", SANDBOX_FIELD_TEXT },
  LOCATION_END,
};

static const SandboxField city_fields[] = {
  LOCATION_START,
  { "country", "t.country", SANDBOX_FIELD_INT },
  LOCATION_END,
};

static const SandboxField township_fields[] = {
  LOCATION_START,
  { "city", "t.city", SANDBOX_FIELD_INT },
  { "country", "t.country", SANDBOX_FIELD_INT },
  LOCATION_END,
};

static const SandboxField district_fields[] = {
  LOCATION_START,
  { "township", "t.township", SANDBOX_FIELD_INT },
  { "city", "t.city", SANDBOX_FIELD_INT },
  { "country", "t.country", SANDBOX_FIELD_INT },
  { "postcode", "t.postcode", SANDBOX_FIELD_TEXT },
  LOCATION_END,
};

static const SandboxResource countries = { "countries t", NULL, "pk", country_fields, NULL };
static const SandboxResource cities = { "cities t", NULL, "pk", city_fields, NULL };
static const SandboxResource townships = { "townships t", NULL, "pk", township_fields, NULL };
static const SandboxResource districts = { "districts t", NULL, "pk", district_fields, NULL };

static const SandboxField reason_fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },
  { "cancellation_type", "t.cancellation_type", SANDBOX_FIELD_TEXT },
  { "subject", "t.subject", SANDBOX_FIELD_TEXT },
  { "extra_information_needed", "t.extra_information_needed", SANDBOX_FIELD_BOOLEAN },
  { "order", "t.\"order\"", SANDBOX_FIELD_INT },
  { "is_active", "t.is_active", SANDBOX_FIELD_BOOLEAN },
  { "send_to_remote", "t.send_to_remote", SANDBOX_FIELD_BOOLEAN },
  { "send_to_oms", "t.send_to_oms", SANDBOX_FIELD_BOOLEAN },
  { "translations", "'{}'", SANDBOX_FIELD_JSON },
  { "uuid", "reason", SANDBOX_FIELD_UUID },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { NULL },
};

static const SandboxResource reasons = { "reasons t", NULL, "order", reason_fields, NULL };

LIST_AND_SHOW (channel, channels, sandbox_channels)
LIST_AND_SHOW (payment_option, payment_options, sandbox_payment_options)
LIST_AND_SHOW (cargo, cargos, sandbox_cargos)
LIST_AND_SHOW (country, countries, countries)
LIST_AND_SHOW (city, cities, cities)
LIST_AND_SHOW (township, townships, townships)
LIST_AND_SHOW (district, districts, districts)
LIST_AND_SHOW (reason, reasons, reasons)
