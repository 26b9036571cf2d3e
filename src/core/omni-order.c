/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order.h"

#include <glib/gi18n-lib.h>

#include "omni-address.h"
#include "omni-customer.h"
#include "omni-order-item.h"
#include "omni-record-private.h"

struct _OmniOrder
{
  gatomicrefcount ref_count;
  OmniTextOffset key;
  OmniTextOffset number;
  OmniTextOffset status;
  OmniTextOffset cancel_status;
  OmniTextOffset currency;
  OmniTextOffset currency_code;
  OmniTextOffset line_count;
  gboolean is_send;
  gboolean has_gift_box;
  gint64 pk;
  OmniReference channel;
  OmniReference payment_option;
  OmniReference cargo_company;
  OmniTime date_placed;
  OmniTime created_date;
  OmniTime modified_date;
  OmniTime invoice_date;
  OmniMoney amounts[OMNI_ORDER_N_AMOUNTS];
  OmniTextOffset texts[OMNI_ORDER_N_TEXTS];

  OmniCustomer *customer;        /* (nullable) (owned) */
  OmniAddress *shipping_address; /* (nullable) (owned) */
  OmniAddress *billing_address;  /* (nullable) (owned) */
  GPtrArray *items;              /* (nullable) (owned) (element-type OmniOrderItem) */
};

enum
{
  CUSTOMER,
  SHIPPING_ADDRESS,
  BILLING_ADDRESS,
  ITEMS,
  DELIVERY_RANGE,
  EXTRA_FIELD,
};

#define TEXT(which) G_STRUCT_OFFSET (OmniOrder, texts[which])
#define AMOUNT(which) G_STRUCT_OFFSET (OmniOrder, amounts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniOrder, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniOrder, pk) },
  { "number", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniOrder, number) },
  { "channel", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniOrder, channel) },
  { "status", OMNI_MEMBER_STATUS, G_STRUCT_OFFSET (OmniOrder, status) },
  { "cancel_status", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniOrder, cancel_status) },
  { "date_placed", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrder, date_placed) },
  { "created_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrder, created_date) },
  { "modified_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrder, modified_date) },
  { "customer", OMNI_MEMBER_OTHER, CUSTOMER },
  { "shipping_address", OMNI_MEMBER_OTHER, SHIPPING_ADDRESS },
  { "billing_address", OMNI_MEMBER_OTHER, BILLING_ADDRESS },
  { "orderitem_set", OMNI_MEMBER_OTHER, ITEMS },
  { "currency", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniOrder, currency) },
  { "amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_AMOUNT) },
  { "discount_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_DISCOUNT_AMOUNT) },
  { "shipping_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_SHIPPING_AMOUNT) },
  { "net_shipping_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_NET_SHIPPING_AMOUNT) },
  { "refund_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_REFUND_AMOUNT) },
  { "discount_refund_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_DISCOUNT_REFUND_AMOUNT) },
  { "shipping_refund_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_SHIPPING_REFUND_AMOUNT) },
  { "installment_interest_amount", OMNI_MEMBER_AMOUNT,
    AMOUNT (OMNI_ORDER_INSTALLMENT_INTEREST_AMOUNT) },
  { "payment_option", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniOrder, payment_option) },
  { "cargo_company", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniOrder, cargo_company) },
  { "invoice_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrder, invoice_date) },
  { "is_send", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (OmniOrder, is_send) },
  { "has_gift_box", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (OmniOrder, has_gift_box) },
  { "payment_option_slug", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_PAYMENT_OPTION_SLUG) },
  { "bin_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_BIN_NUMBER) },
  { "installment_count", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_INSTALLMENT_COUNT) },
  { "delivery_type", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_DELIVERY_TYPE) },
  { "delivery_range", OMNI_MEMBER_OTHER, DELIVERY_RANGE },
  { "tracking_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_TRACKING_NUMBER) },
  { "tracking_url", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_TRACKING_URL) },
  { "carrier_shipping_code", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_CARRIER_SHIPPING_CODE) },
  { "shipping_option_slug", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_SHIPPING_OPTION_SLUG) },
  { "shipping_tax_rate", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_SHIPPING_TAX_RATE) },
  { "invoice_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_INVOICE_NUMBER) },
  { "e_archive_url", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_E_ARCHIVE_URL) },
  { "remote_addr", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_REMOTE_ADDR) },
  { "gift_box_note", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_GIFT_BOX_NOTE) },
  { "client_type", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_CLIENT_TYPE) },
  { "language_code", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_LANGUAGE_CODE) },
  { "notes", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_NOTES) },
  { "extra_field", OMNI_MEMBER_OTHER, EXTRA_FIELD },
};

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts);

static OmniRecordType order_type = {
  .size = sizeof (OmniOrder),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_other,
};

G_DEFINE_BOXED_TYPE (OmniOrder, omni_order, omni_order_ref, omni_order_unref)

static void
clear_objects (OmniOrder *order)
{
  g_clear_pointer (&order->customer, omni_customer_unref);
  g_clear_pointer (&order->shipping_address, omni_address_unref);
  g_clear_pointer (&order->billing_address, omni_address_unref);
  g_clear_pointer (&order->items, g_ptr_array_unref);
}

static OmniTextOffset
add_currency_code (OmniTexts *texts, OmniTextOffset currency)
{
  char code[sizeof ((OmniMoney *) NULL)->currency];
  gsize length = strlen (texts->data + currency);

  if (currency == 0 || length >= sizeof code)
    return currency;

  for (gsize i = 0; i < length; i++)
    code[i] = g_ascii_toupper (texts->data[currency + i]);
  return omni_texts_add (texts, code, length);
}

static GPtrArray *
read_items (OmniJsonReader *reader)
{
  g_autoptr (GPtrArray) items = NULL;

  if (omni_json_reader_peek (reader) == OMNI_JSON_NULL)
    {
      omni_json_reader_read_null (reader);
      return NULL;
    }

  if (!omni_json_reader_begin_array (reader))
    return NULL;

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  while (omni_json_reader_next_element (reader))
    {
      OmniOrderItem *item = omni_order_item_new_from_json (reader);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}

/* Most orders of a list are never looked into, so it is only kept; nothing, {}, [] and "" are not
 * worth that. */
static OmniTextOffset
keep_json (OmniJsonReader *reader, OmniTexts *texts)
{
  gboolean is_null = omni_json_reader_peek (reader) == OMNI_JSON_NULL;
  OmniJsonSlice raw;

  if (!omni_json_reader_read_raw (reader, &raw) || is_null || raw.length <= 2)
    return 0;

  return omni_texts_add (texts, raw.data, raw.length);
}

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniOrder *order = record;

  switch (member->offset)
    {
    case CUSTOMER:
      g_clear_pointer (&order->customer, omni_customer_unref);
      order->customer = omni_customer_new_from_json (reader);
      break;

    case SHIPPING_ADDRESS:
      g_clear_pointer (&order->shipping_address, omni_address_unref);
      order->shipping_address = omni_address_new_from_json (reader);
      break;

    case BILLING_ADDRESS:
      g_clear_pointer (&order->billing_address, omni_address_unref);
      order->billing_address = omni_address_new_from_json (reader);
      break;

    case DELIVERY_RANGE:
      order->texts[OMNI_ORDER_DELIVERY_RANGE] = keep_json (reader, texts);
      break;

    case EXTRA_FIELD:
      order->texts[OMNI_ORDER_EXTRA_FIELD] = keep_json (reader, texts);
      break;

    case ITEMS:
    default:
      g_clear_pointer (&order->items, g_ptr_array_unref);
      order->items = read_items (reader);
      break;
    }
}

/**
 * omni_order_new_from_json:
 * @reader: (not nullable): a reader at an order, flat or nested
 *
 * Decodes an order (contract 3.1) defensively, as section 7 asks: amounts and numbers as texts or
 * numbers, statuses by code or name, related things as keys or objects, null anywhere, unknown
 * members passed over. A value of which nothing can be made is an error that names the member. What
 * is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the order, or %NULL on an error
 */
OmniOrder *
omni_order_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniOrder order;

  omni_texts_init (&texts);
  omni_record_read (&order_type, reader, &order, &texts);

  if (order.pk == 0)
    omni_json_reader_fail (reader, _ ("the order has no key"));
  if (omni_json_reader_has_error (reader))
    {
      clear_objects (&order);
      return NULL;
    }

  g_atomic_ref_count_init (&order.ref_count);
  order.key = omni_texts_add_number (&texts, order.pk);
  order.currency_code = add_currency_code (&texts, order.currency);
  if (order.items != NULL)
    order.line_count = omni_texts_add_number (&texts, order.items->len);
  omni_record_set_currency (order.amounts, OMNI_ORDER_N_AMOUNTS, texts.data + order.currency);

  return omni_record_new (&order_type, &order, &texts);
}

OmniOrder *
omni_order_ref (OmniOrder *order)
{
  g_atomic_ref_count_inc (&order->ref_count);
  return order;
}

void
omni_order_unref (OmniOrder *order)
{
  if (!g_atomic_ref_count_dec (&order->ref_count))
    return;

  clear_objects (order);
  g_free (order);
}

gint64
omni_order_get_pk (const OmniOrder *order)
{
  return order->pk;
}

/**
 * omni_order_get_key:
 * @order: (not nullable): an order
 *
 * Returns: (not nullable) (transfer none): the key as text
 */
const char *
omni_order_get_key (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->key);
}

const char *
omni_order_get_number (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->number);
}

/**
 * omni_order_get_status:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): the status code, also where the server sends the name; an
 *   unknown one as it is
 */
const char *
omni_order_get_status (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->status);
}

/**
 * omni_order_get_cancel_status:
 * @order: (not nullable): an order
 *
 * The state of a cancellation: the order's own, or that of the first of its items that has one.
 *
 * Returns: (nullable) (transfer none): the state's word, or %NULL where nothing is being cancelled
 */
const char *
omni_order_get_cancel_status (const OmniOrder *order)
{
  if (order->cancel_status != 0)
    return omni_record_get_text (order + 1, order->cancel_status);

  for (guint i = 0; order->items != NULL && i < order->items->len; i++)
    {
      const char *status = omni_order_item_get_cancel_status (g_ptr_array_index (order->items, i));

      if (status != NULL)
        return status;
    }

  return NULL;
}

/**
 * omni_order_get_channel:
 * @order: (not nullable): an order
 *
 * Returns: the channel's key, or 0 where the server sends none
 */
gint64
omni_order_get_channel (const OmniOrder *order)
{
  return order->channel.pk;
}

/**
 * omni_order_get_channel_name:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): the channel's name where the answer is nested; otherwise the
 *   reference data knows it
 */
const char *
omni_order_get_channel_name (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->channel.name);
}

OmniTime
omni_order_get_date_placed (const OmniOrder *order)
{
  return order->date_placed;
}

OmniTime
omni_order_get_created_date (const OmniOrder *order)
{
  return order->created_date;
}

OmniTime
omni_order_get_modified_date (const OmniOrder *order)
{
  return order->modified_date;
}

const OmniCustomer *
omni_order_get_customer (const OmniOrder *order)
{
  return order->customer;
}

const OmniAddress *
omni_order_get_shipping_address (const OmniOrder *order)
{
  return order->shipping_address;
}

const OmniAddress *
omni_order_get_billing_address (const OmniOrder *order)
{
  return order->billing_address;
}

/**
 * omni_order_get_currency:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): the currency as it is on the wire, in lower case
 */
const char *
omni_order_get_currency (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->currency);
}

/**
 * omni_order_get_currency_code:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): the currency as people write it, in upper case
 */
const char *
omni_order_get_currency_code (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->currency_code);
}

/**
 * omni_order_get_amount:
 * @order: (not nullable): an order
 * @which: which amount
 * @money: (out caller-allocates): the amount
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_order_get_amount (const OmniOrder *order, OmniOrderAmount which, OmniMoney *money)
{
  g_return_val_if_fail (which < OMNI_ORDER_N_AMOUNTS, FALSE);

  return omni_record_get_amount (&order->amounts[which], money);
}

/**
 * omni_order_get_text:
 * @order: (not nullable): an order
 * @which: which text
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *
omni_order_get_text (const OmniOrder *order, OmniOrderText which)
{
  g_return_val_if_fail (which < OMNI_ORDER_N_TEXTS, NULL);

  return omni_record_get_text (order + 1, order->texts[which]);
}

OmniTime
omni_order_get_invoice_date (const OmniOrder *order)
{
  return order->invoice_date;
}

gint64
omni_order_get_payment_option (const OmniOrder *order)
{
  return order->payment_option.pk;
}

const char *
omni_order_get_payment_option_name (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->payment_option.name);
}

gint64
omni_order_get_cargo_company (const OmniOrder *order)
{
  return order->cargo_company.pk;
}

const char *
omni_order_get_cargo_company_name (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->cargo_company.name);
}

gboolean
omni_order_get_is_send (const OmniOrder *order)
{
  return order->is_send;
}

gboolean
omni_order_get_has_gift_box (const OmniOrder *order)
{
  return order->has_gift_box;
}

/**
 * omni_order_get_items:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none) (element-type OmniOrderItem): its items, or %NULL where the
 *   answer does not hold them
 */
GPtrArray *
omni_order_get_items (const OmniOrder *order)
{
  return order->items;
}

/**
 * omni_order_get_line_count:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): how many items it has, as text, or %NULL where the answer
 *   does not hold them
 */
const char *
omni_order_get_line_count (const OmniOrder *order)
{
  return omni_record_get_text (order + 1, order->line_count);
}
