/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-column.h"

#include <glib/gi18n-lib.h>

#include "omni-address.h"
#include "omni-customer.h"
#include "omni-order-derived.h"
#include "omni-order-item.h"
#include "omni-order.h"
#include "omni-reference-data.h"
#include "omni-time.h"

/* Everything that a cell may be made of. */
typedef struct
{
  const OmniOrder *order;
  const OmniOrderItem *item; /* (nullable) */
  const OmniReferenceData *reference; /* (nullable) */
} Cell;

struct _OmniOrderColumn
{
  const char *id;
  const char *title; /* translatable */
  OmniValueKind kind;
  guint width; /* characters */
  void (*get) (const Cell *cell, guint which, OmniValue *value);
  guint which; /* for @get */
  const char *sort_field; /* (nullable) */
  gboolean is_default;
};

static void
set_text (OmniValue *value, const char *text)
{
  value->text = text;
  value->is_null = text == NULL;
}

static void
set_time (OmniValue *value, OmniTime time)
{
  value->time = time;
  value->is_null = time == OMNI_TIME_NONE;
}

/* Of a time that is of use to people as a day only. */
static void
set_date (OmniValue *value, OmniTime time)
{
  set_time (value, time);
  value->is_day = omni_time_is_day (time);
}

static const char *
find_name (const Cell *cell, OmniReferenceKind kind, gint64 pk)
{
  const OmniReferenceEntry *entry = NULL;

  if (cell->reference != NULL && pk != 0)
    entry = omni_reference_data_find (cell->reference, kind, pk);

  return entry != NULL ? entry->name : NULL;
}

/*
 * Values of orders
 */

static void
get_number (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_number (cell->order));
}

static void
get_key (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_key (cell->order));
}

static void
get_text (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_text (cell->order, which));
}

static void
get_amount (const Cell *cell, guint which, OmniValue *value)
{
  value->is_null = !omni_order_get_amount (cell->order, which, &value->money);
}

static void
get_date_placed (const Cell *cell, guint which, OmniValue *value)
{
  set_time (value, omni_order_get_date_placed (cell->order));
}

static void
get_created_date (const Cell *cell, guint which, OmniValue *value)
{
  set_time (value, omni_order_get_created_date (cell->order));
}

static void
get_modified_date (const Cell *cell, guint which, OmniValue *value)
{
  set_time (value, omni_order_get_modified_date (cell->order));
}

static void
get_invoice_date (const Cell *cell, guint which, OmniValue *value)
{
  set_date (value, omni_order_get_invoice_date (cell->order));
}

static void
get_status (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_status (cell->order));
}

static void
get_cancel_status (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_cancel_status_get_label (omni_order_get_cancel_status (cell->order)));
}

static void
get_currency (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_currency_code (cell->order));
}

static void
get_line_count (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_line_count (cell->order));
}

static void
get_quantity (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_quantity (cell->order));
}

static void
get_item_statuses (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_item_statuses (cell->order));
}

static void
get_days_since_placed (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_days_since (omni_order_get_date_placed (cell->order),
                                              omni_time_now ()));
}

static void
get_days_since_change (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_get_days_since (omni_order_get_modified_date (cell->order),
                                              omni_time_now ()));
}

static void
get_current_amount (const Cell *cell, guint which, OmniValue *value)
{
  value->is_null = !omni_order_get_current_amount (cell->order, &value->money);
}

static void
get_is_send (const Cell *cell, guint which, OmniValue *value)
{
  value->boolean = omni_order_get_is_send (cell->order);
}

static void
get_has_gift_box (const Cell *cell, guint which, OmniValue *value)
{
  value->boolean = omni_order_get_has_gift_box (cell->order);
}

static void
get_channel (const Cell *cell, guint which, OmniValue *value)
{
  const char *name = omni_order_get_channel_name (cell->order);

  set_text (value, name != NULL ? name
                                : find_name (cell, OMNI_REFERENCE_CHANNEL,
                                             omni_order_get_channel (cell->order)));
}

static void
get_cargo_company (const Cell *cell, guint which, OmniValue *value)
{
  const char *name = omni_order_get_cargo_company_name (cell->order);

  if (name == NULL)
    name =
        find_name (cell, OMNI_REFERENCE_CARGO_COMPANY, omni_order_get_cargo_company (cell->order));
  set_text (value, name);
}

static void
get_payment_option (const Cell *cell, guint which, OmniValue *value)
{
  const char *name = omni_order_get_payment_option_name (cell->order);

  if (name == NULL)
    name = find_name (cell, OMNI_REFERENCE_PAYMENT_OPTION,
                      omni_order_get_payment_option (cell->order));
  if (name == NULL)
    name = omni_order_get_text (cell->order, OMNI_ORDER_PAYMENT_OPTION_SLUG);
  set_text (value, name);
}

/*
 * Values of the customer and the addresses
 */

typedef const char *(*CustomerGetter) (const OmniCustomer *customer);

enum
{
  CUSTOMER_FULL_NAME,
  CUSTOMER_EMAIL,
  CUSTOMER_PHONE_NUMBER,
};

static void
get_customer (const Cell *cell, guint which, OmniValue *value)
{
  static const CustomerGetter getters[] = {
    [CUSTOMER_FULL_NAME] = omni_customer_get_full_name,
    [CUSTOMER_EMAIL] = omni_customer_get_email,
    [CUSTOMER_PHONE_NUMBER] = omni_customer_get_phone_number,
  };
  const OmniCustomer *customer = omni_order_get_customer (cell->order);

  set_text (value, customer != NULL ? getters[which] (customer) : NULL);
}

/* Not one of the address's own texts: the whole name. */
#define ADDRESS_FULL_NAME OMNI_ADDRESS_N_TEXTS

static void
set_address_text (OmniValue *value, const OmniAddress *address, guint which)
{
  if (address == NULL)
    set_text (value, NULL);
  else if (which == ADDRESS_FULL_NAME)
    set_text (value, omni_address_get_full_name (address));
  else
    set_text (value, omni_address_get_text (address, which));
}

static void
get_shipping (const Cell *cell, guint which, OmniValue *value)
{
  set_address_text (value, omni_order_get_shipping_address (cell->order), which);
}

static void
get_billing (const Cell *cell, guint which, OmniValue *value)
{
  set_address_text (value, omni_order_get_billing_address (cell->order), which);
}

/*
 * Values of items
 */

static void
get_item_key (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_item_get_key (cell->item));
}

static void
get_item_text (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_item_get_text (cell->item, which));
}

static void
get_item_company (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_reference_data_name_code (
                     cell->reference, OMNI_REFERENCE_CARGO_COMPANY,
                     omni_order_item_get_text (cell->item, OMNI_ORDER_ITEM_SHIPPING_COMPANY)));
}

static void
get_item_amount (const Cell *cell, guint which, OmniValue *value)
{
  value->is_null = !omni_order_item_get_amount (cell->item, which, &value->money);
}

static void
get_item_status (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_order_item_get_status (cell->item));
}

static void
get_item_cancel_status (const Cell *cell, guint which, OmniValue *value)
{
  set_text (value, omni_cancel_status_get_label (omni_order_item_get_cancel_status (cell->item)));
}

static void
get_item_invoice_date (const Cell *cell, guint which, OmniValue *value)
{
  set_date (value, omni_order_item_get_invoice_date (cell->item));
}

static void
get_item_modified_date (const Cell *cell, guint which, OmniValue *value)
{
  set_time (value, omni_order_item_get_modified_date (cell->item));
}

#define TEXT OMNI_VALUE_TEXT
#define MONEY OMNI_VALUE_MONEY
#define TIME OMNI_VALUE_TIME
#define STATUS OMNI_VALUE_STATUS
#define BOOLEAN OMNI_VALUE_BOOLEAN

/* The one list of columns, in the order in which they are offered; those of items come last. */
static const OmniOrderColumn columns[] = {
  { "number", N_ ("Number"), TEXT, 14, get_number, 0, "number", TRUE },
  { "date-placed", N_ ("Placed"), TIME, 17, get_date_placed, 0, "date_placed", TRUE },
  { "customer", N_ ("Customer"), TEXT, 18, get_customer, CUSTOMER_FULL_NAME, NULL, TRUE },
  { "status", N_ ("Status"), STATUS, 17, get_status, 0, "status", TRUE },
  { "channel", N_ ("Channel"), TEXT, 12, get_channel, 0, "channel", TRUE },
  { "amount", N_ ("Amount"), MONEY, 14, get_amount, OMNI_ORDER_AMOUNT, "amount", TRUE },
  { "currency", N_ ("Currency"), TEXT, 8, get_currency, 0, "currency", TRUE },
  { "payment-option", N_ ("Payment option"), TEXT, 16, get_payment_option, 0, "payment_option",
    TRUE },
  { "shipping-company", N_ ("Shipping company"), TEXT, 16, get_cargo_company, 0, "cargo_company",
    TRUE },
  { "tracking-number", N_ ("Tracking number"), TEXT, 18, get_text, OMNI_ORDER_TRACKING_NUMBER,
    "tracking_number", TRUE },
  { "cancel-status", N_ ("Cancellation"), TEXT, 16, get_cancel_status, 0, NULL, TRUE },
  { "modified", N_ ("Modified"), TIME, 17, get_modified_date, 0, "modified_date", TRUE },

  { "id", N_ ("Order key"), TEXT, 10, get_key, 0, "pk" },
  { "created", N_ ("Created"), TIME, 17, get_created_date, 0, "created_date" },
  { "email", N_ ("E-mail"), TEXT, 26, get_customer, CUSTOMER_EMAIL },
  { "phone", N_ ("Phone"), TEXT, 16, get_customer, CUSTOMER_PHONE_NUMBER },
  { "city", N_ ("City"), TEXT, 14, get_shipping, OMNI_ADDRESS_CITY_NAME },
  { "country", N_ ("Country"), TEXT, 12, get_shipping, OMNI_ADDRESS_COUNTRY_NAME },
  { "shipping-name", N_ ("Shipping name"), TEXT, 22, get_shipping, ADDRESS_FULL_NAME },
  { "shipping-phone", N_ ("Shipping phone"), TEXT, 16, get_shipping, OMNI_ADDRESS_PHONE_NUMBER },
  { "shipping-line", N_ ("Shipping address"), TEXT, 32, get_shipping, OMNI_ADDRESS_LINE },
  { "shipping-township", N_ ("Township"), TEXT, 14, get_shipping, OMNI_ADDRESS_TOWNSHIP_NAME },
  { "shipping-district", N_ ("District"), TEXT, 14, get_shipping, OMNI_ADDRESS_DISTRICT_NAME },
  { "shipping-postcode", N_ ("Postcode"), TEXT, 10, get_shipping, OMNI_ADDRESS_POSTCODE },
  { "billing-name", N_ ("Billing name"), TEXT, 22, get_billing, ADDRESS_FULL_NAME },
  { "billing-line", N_ ("Billing address"), TEXT, 32, get_billing, OMNI_ADDRESS_LINE },
  { "billing-city", N_ ("Billing city"), TEXT, 14, get_billing, OMNI_ADDRESS_CITY_NAME },
  { "company-name", N_ ("Company"), TEXT, 22, get_billing, OMNI_ADDRESS_COMPANY_NAME },
  { "tax-office", N_ ("Tax office"), TEXT, 14, get_billing, OMNI_ADDRESS_TAX_OFFICE },
  { "tax-number", N_ ("Tax number"), TEXT, 14, get_billing, OMNI_ADDRESS_TAX_NO },
  { "identity-number", N_ ("Identity number"), TEXT, 14, get_billing,
    OMNI_ADDRESS_IDENTITY_NUMBER },
  { "invoice-number", N_ ("Invoice number"), TEXT, 18, get_text, OMNI_ORDER_INVOICE_NUMBER,
    "invoice_number" },
  { "invoice-date", N_ ("Invoice date"), TIME, 17, get_invoice_date, 0, "invoice_date" },
  { "e-archive-url", N_ ("e-Archive link"), TEXT, 30, get_text, OMNI_ORDER_E_ARCHIVE_URL },
  { "discount-amount", N_ ("Discount"), MONEY, 12, get_amount, OMNI_ORDER_DISCOUNT_AMOUNT,
    "discount_amount" },
  { "shipping-amount", N_ ("Shipping fee"), MONEY, 12, get_amount, OMNI_ORDER_SHIPPING_AMOUNT,
    "shipping_amount" },
  { "net-shipping-amount", N_ ("Net shipping fee"), MONEY, 12, get_amount,
    OMNI_ORDER_NET_SHIPPING_AMOUNT },
  { "shipping-tax-rate", N_ ("Shipping tax rate"), TEXT, 10, get_text,
    OMNI_ORDER_SHIPPING_TAX_RATE },
  { "interest-amount", N_ ("Instalment interest"), MONEY, 12, get_amount,
    OMNI_ORDER_INSTALLMENT_INTEREST_AMOUNT },
  { "refund-amount", N_ ("Refunded"), MONEY, 12, get_amount, OMNI_ORDER_REFUND_AMOUNT,
    "refund_amount" },
  { "discount-refund-amount", N_ ("Discount refunded"), MONEY, 12, get_amount,
    OMNI_ORDER_DISCOUNT_REFUND_AMOUNT },
  { "shipping-refund-amount", N_ ("Shipping refunded"), MONEY, 12, get_amount,
    OMNI_ORDER_SHIPPING_REFUND_AMOUNT },
  { "bin-number", N_ ("Card prefix"), TEXT, 10, get_text, OMNI_ORDER_BIN_NUMBER },
  { "installment-count", N_ ("Instalments"), TEXT, 8, get_text, OMNI_ORDER_INSTALLMENT_COUNT },
  { "sent", N_ ("Sent"), BOOLEAN, 6, get_is_send, 0, "is_send" },
  { "delivery-type", N_ ("Delivery type"), TEXT, 14, get_text, OMNI_ORDER_DELIVERY_TYPE },
  { "shipping-option", N_ ("Shipping option"), TEXT, 16, get_text,
    OMNI_ORDER_SHIPPING_OPTION_SLUG },
  { "carrier-code", N_ ("Carrier code"), TEXT, 16, get_text, OMNI_ORDER_CARRIER_SHIPPING_CODE },
  { "client-type", N_ ("Platform"), TEXT, 12, get_text, OMNI_ORDER_CLIENT_TYPE },
  { "language", N_ ("Language"), TEXT, 8, get_text, OMNI_ORDER_LANGUAGE_CODE },
  { "remote-address", N_ ("Remote address"), TEXT, 16, get_text, OMNI_ORDER_REMOTE_ADDR },
  { "gift-box", N_ ("Gift box"), BOOLEAN, 6, get_has_gift_box },
  { "gift-note", N_ ("Gift note"), TEXT, 24, get_text, OMNI_ORDER_GIFT_BOX_NOTE },
  { "notes", N_ ("Notes"), TEXT, 24, get_text, OMNI_ORDER_NOTES },
  { "line-count", N_ ("Items"), TEXT, 6, get_line_count },
  { "quantity", N_ ("Pieces"), TEXT, 6, get_quantity },
  { "item-statuses", N_ ("Statuses of items"), TEXT, 26, get_item_statuses },
  { "current-amount", N_ ("Current amount"), MONEY, 14, get_current_amount },
  { "age-days", N_ ("Days since placed"), TEXT, 8, get_days_since_placed },
  { "unchanged-days", N_ ("Days since change"), TEXT, 8, get_days_since_change },
};

static const OmniOrderColumn item_columns[] = {
  { "item-id", N_ ("Item key"), TEXT, 10, get_item_key, 0, NULL, TRUE },
  { "item-sku", N_ ("SKU"), TEXT, 18, get_item_text, OMNI_ORDER_ITEM_SKU, NULL, TRUE },
  { "item-product", N_ ("Product"), TEXT, 26, get_item_text, OMNI_ORDER_ITEM_PRODUCT_NAME, NULL,
    TRUE },
  { "item-attributes", N_ ("Attributes"), TEXT, 24, get_item_text, OMNI_ORDER_ITEM_ATTRIBUTES },
  { "item-base-code", N_ ("Base code"), TEXT, 14, get_item_text, OMNI_ORDER_ITEM_BASE_CODE },
  { "item-barcode", N_ ("Barcode"), TEXT, 16, get_item_text, OMNI_ORDER_ITEM_BARCODE },
  { "item-quantity", N_ ("Quantity"), TEXT, 8, get_item_text, OMNI_ORDER_ITEM_QUANTITY, NULL,
    TRUE },
  { "item-status", N_ ("Item status"), STATUS, 18, get_item_status, 0, NULL, TRUE },
  { "item-cancel-status", N_ ("Item cancellation"), TEXT, 16, get_item_cancel_status, 0, NULL,
    TRUE },
  { "item-price", N_ ("Price"), MONEY, 12, get_item_amount, OMNI_ORDER_ITEM_PRICE, NULL, TRUE },
  { "item-retail-price", N_ ("Retail price"), MONEY, 12, get_item_amount,
    OMNI_ORDER_ITEM_RETAIL_PRICE },
  { "item-discount", N_ ("Item discount"), MONEY, 12, get_item_amount,
    OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, NULL, TRUE },
  { "item-net-amount", N_ ("Net amount"), MONEY, 12, get_item_amount, OMNI_ORDER_ITEM_NET_AMOUNT },
  { "item-tax-amount", N_ ("Tax amount"), MONEY, 12, get_item_amount, OMNI_ORDER_ITEM_TAX_AMOUNT },
  { "item-tax-rate", N_ ("Tax rate"), TEXT, 8, get_item_text, OMNI_ORDER_ITEM_TAX_RATE, NULL,
    TRUE },
  { "item-shipping-company", N_ ("Item shipping company"), TEXT, 16,
    get_item_company, 0, NULL, TRUE },
  { "item-tracking-number", N_ ("Item tracking number"), TEXT, 18, get_item_text,
    OMNI_ORDER_ITEM_TRACKING_NUMBER, NULL,
    TRUE },
  { "item-invoice-number", N_ ("Item invoice number"), TEXT, 18, get_item_text,
    OMNI_ORDER_ITEM_INVOICE_NUMBER, NULL,
    TRUE },
  { "item-invoice-date", N_ ("Item invoice date"), TIME, 17, get_item_invoice_date, 0, NULL, TRUE },
  { "item-e-archive-url", N_ ("Item e-archive link"), TEXT, 30, get_item_text,
    OMNI_ORDER_ITEM_E_ARCHIVE_URL },
  { "item-shipment-code", N_ ("Shipment code"), TEXT, 16, get_item_text,
    OMNI_ORDER_ITEM_SHIPMENT_CODE },
  { "item-modified", N_ ("Item modified"), TIME, 17, get_item_modified_date },
};

#undef TEXT
#undef MONEY
#undef TIME
#undef STATUS
#undef BOOLEAN

/**
 * omni_order_column_get_count:
 *
 * Returns: how many columns there are, those of items included
 */
guint
omni_order_column_get_count (void)
{
  return G_N_ELEMENTS (columns) + G_N_ELEMENTS (item_columns);
}

/**
 * omni_order_column_get:
 * @index: from 0
 *
 * Returns: (nullable) (transfer none): the column, in the order in which they are offered; those of
 *   items come last
 */
const OmniOrderColumn *
omni_order_column_get (guint index)
{
  if (index < G_N_ELEMENTS (columns))
    return &columns[index];

  index -= G_N_ELEMENTS (columns);
  return index < G_N_ELEMENTS (item_columns) ? &item_columns[index] : NULL;
}

/**
 * omni_order_column_find:
 * @id: (nullable): a column's id
 *
 * Returns: (nullable) (transfer none): the column
 */
const OmniOrderColumn *
omni_order_column_find (const char *id)
{
  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (g_strcmp0 (column->id, id) == 0)
        return column;
    }

  return NULL;
}

const char *
omni_order_column_get_id (const OmniOrderColumn *column)
{
  return column->id;
}

/**
 * omni_order_column_get_title:
 * @column: (not nullable): a column
 *
 * Returns: (transfer none): its title in the user's language; no two columns have the same
 */
const char *
omni_order_column_get_title (const OmniOrderColumn *column)
{
  return _ (column->title);
}

OmniValueKind
omni_order_column_get_kind (const OmniOrderColumn *column)
{
  return column->kind;
}

/**
 * omni_order_column_get_sort_field:
 * @column: (not nullable): a column
 *
 * Returns: (nullable) (transfer none): what the server sorts by for this column, or %NULL where it
 *   cannot
 */
const char *
omni_order_column_get_sort_field (const OmniOrderColumn *column)
{
  return column->sort_field;
}

/**
 * omni_order_column_is_default:
 * @column: (not nullable): a column
 *
 * Returns: whether it is shown until somebody chooses; for a column of items, in exports of items
 */
gboolean
omni_order_column_is_default (const OmniOrderColumn *column)
{
  return column->is_default;
}

/**
 * omni_order_column_is_of_item:
 * @column: (not nullable): a column
 *
 * Returns: whether its value belongs to an item, so that it exists only where a row is an item
 */
gboolean
omni_order_column_is_of_item (const OmniOrderColumn *column)
{
  return column >= item_columns && column < item_columns + G_N_ELEMENTS (item_columns);
}

/**
 * omni_order_column_get_width:
 * @column: (not nullable): a column
 *
 * Returns: about how many characters wide it should be
 */
guint
omni_order_column_get_width (const OmniOrderColumn *column)
{
  return column->width;
}

/**
 * omni_order_column_get_value:
 * @column: (not nullable): a column
 * @order: (not nullable): the row's order
 * @item: (nullable): the row's item, where a row is an item
 * @reference: (nullable): names what flat answers only give the key of
 * @value: (out caller-allocates): what stands in the cell; its text is borrowed from the other
 *   arguments
 *
 * Takes a cell's value. A column of items is null where there is no item.
 */
void
omni_order_column_get_value (const OmniOrderColumn *column,
                             const OmniOrder *order,
                             const OmniOrderItem *item,
                             const OmniReferenceData *reference,
                             OmniValue *value)
{
  const Cell cell = { order, item, reference };

  memset (value, 0, sizeof *value);
  value->kind = column->kind;

  if (item == NULL && omni_order_column_is_of_item (column))
    value->is_null = TRUE;
  else
    column->get (&cell, column->which, value);
}
