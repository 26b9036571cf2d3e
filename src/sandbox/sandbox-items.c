/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-handlers.h"

/* Order items (contract 3.2). */

/* clang-format off */
#define PRODUCT                                                                                    \
  "(SELECT json_object('pk', p.pk, 'name', p.name, 'base_code', p.base_code, 'sku', p.sku,"       \
  " 'barcode', p.barcode, 'attributes', json(p.attributes), 'productimage_set', json('[]'))"      \
  " FROM products p WHERE p.pk = t.product)"

#define ITEM_START                                                              \
  { "pk", "t.pk", SANDBOX_FIELD_INT },                                          \
  { "id", "t.pk", SANDBOX_FIELD_INT, .is_hidden = TRUE },                       \
  { "order", "t.\"order\"", SANDBOX_FIELD_INT }

#define ITEM_END                                                                            \
  { "product__pk", "t.product", SANDBOX_FIELD_INT, .is_hidden = TRUE },                     \
  { "price_list", "1", SANDBOX_FIELD_INT },                                                 \
  { "stock_list", "1", SANDBOX_FIELD_INT },                                                 \
  { "status", "t.status", SANDBOX_FIELD_STATUS },                                           \
  { "cancel_status", "t.cancel_status", SANDBOX_FIELD_TEXT },                               \
  { "price_currency", "o.currency", SANDBOX_FIELD_TEXT },                                   \
  { "price", "t.price", SANDBOX_FIELD_MONEY },                                              \
  { "retail_price", "t.retail_price", SANDBOX_FIELD_MONEY },                                \
  { "discount_amount", "t.discount_amount", SANDBOX_FIELD_MONEY },                          \
  { "net_amount", "(t.price - t.discount_amount) * 10000 / (10000 + t.tax_rate)",           \
    SANDBOX_FIELD_MONEY },                                                                  \
  { "tax_amount", "t.price - t.discount_amount"                                             \
    " - (t.price - t.discount_amount) * 10000 / (10000 + t.tax_rate)",                      \
    SANDBOX_FIELD_MONEY },                                                                  \
  { "tax_rate", "t.tax_rate", SANDBOX_FIELD_MONEY },                                        \
  { "installment_interest_amount", "NULL", SANDBOX_FIELD_MONEY },                           \
  { "quantity", "1", SANDBOX_FIELD_INT },                                                   \
  { "invoice_number", "t.invoice_number", SANDBOX_FIELD_TEXT },                             \
  { "invoice_date", "t.invoice_date", SANDBOX_FIELD_TIME },                                 \
  { "e_archive_url", "t.e_archive_url", SANDBOX_FIELD_TEXT },                               \
  { "tracking_number", "t.tracking_number", SANDBOX_FIELD_TEXT },                           \
  { "shipping_company", "t.shipping_company", SANDBOX_FIELD_TEXT },                         \
  { "shipment_code", "t.shipment_code", SANDBOX_FIELD_TEXT },                               \
  { "carrier_shipping_code", "''", SANDBOX_FIELD_TEXT },                                    \
  { "delivered_date", "t.delivered_date", SANDBOX_FIELD_TIME },                             \
  { "estimated_delivery_date", "t.estimated_delivery_date", SANDBOX_FIELD_TIME },           \
  { "parent", "t.parent", SANDBOX_FIELD_INT },                                              \
  { "extra_field", "t.extra_field", SANDBOX_FIELD_JSON },                                   \
  { "attributes", "t.attributes", SANDBOX_FIELD_JSON },                                     \
  { "attributes_kwargs", "t.attributes_kwargs", SANDBOX_FIELD_JSON },                       \
  { "localized_attributes", "t.localized_attributes", SANDBOX_FIELD_JSON },                 \
  { "localized_attributes_kwargs", "t.localized_attributes_kwargs", SANDBOX_FIELD_JSON },   \
  { "is_tradable", "1", SANDBOX_FIELD_BOOLEAN },                                            \
  { "forced_refund", "t.forced_refund", SANDBOX_FIELD_BOOLEAN },                            \
  { "datasource", "NULL", SANDBOX_FIELD_INT },                                              \
  { "original_stock", "NULL", SANDBOX_FIELD_INT },                                          \
  { "shipping_option_group", "NULL", SANDBOX_FIELD_INT },                                   \
  { "reconciliation", "NULL", SANDBOX_FIELD_INT },                                          \
  { "cancellation_reconciliation", "NULL", SANDBOX_FIELD_INT },                             \
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },                                 \
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },                               \
  { "order__number", "o.number", SANDBOX_FIELD_TEXT, .is_hidden = TRUE },                   \
  { "order__status", "o.status", SANDBOX_FIELD_STATUS, .is_hidden = TRUE },                 \
  { NULL }

static const SandboxField item_fields[] = {
  ITEM_START,
  { "product", "t.product", SANDBOX_FIELD_INT },
  ITEM_END,
};

static const SandboxField detailed_item_fields[] = {
  ITEM_START,
  { "product", PRODUCT, SANDBOX_FIELD_JSON },
  ITEM_END,
};

/* Every item has its order; the outer join is what lets the database count without it. */
#define ITEMS "order_items t LEFT JOIN orders o ON o.pk = t.\"order\""

const SandboxResource sandbox_items = { ITEMS, "o.channel", "pk", item_fields, NULL };

const SandboxResource sandbox_items_detailed = {
  ITEMS, "o.channel", "pk", detailed_item_fields, NULL,
};

/* clang-format on */

void
sandbox_list_items (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &sandbox_items);
}

void
sandbox_show_item (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &sandbox_items);
}

void
sandbox_list_items_detailed (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_list (sandbox, request, reply, &sandbox_items_detailed);
}

void
sandbox_show_item_detailed (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_show (sandbox, request, reply, &sandbox_items_detailed);
}
