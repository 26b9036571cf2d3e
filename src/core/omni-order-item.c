/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-item.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"

/* Above this a quantity is taken for a mistake rather than counted. */
#define MAX_QUANTITY 10000

struct _OmniOrderItem
{
  gatomicrefcount ref_count;
  OmniTextOffset key;
  OmniTextOffset status;
  OmniTextOffset cancel_status;
  OmniTextOffset currency;
  gint64 pk;
  gint64 order;
  gint64 product;
  OmniTime invoice_date;
  OmniTime modified_date;
  OmniMoney amounts[OMNI_ORDER_ITEM_N_AMOUNTS];
  OmniTextOffset texts[OMNI_ORDER_ITEM_N_TEXTS];
};

#define TEXT(which) G_STRUCT_OFFSET (OmniOrderItem, texts[which])
#define AMOUNT(which) G_STRUCT_OFFSET (OmniOrderItem, amounts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniOrderItem, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniOrderItem, pk) },
  { "order", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniOrderItem, order) },
  { "product", OMNI_MEMBER_OTHER, 0 },
  { "status", OMNI_MEMBER_STATUS, G_STRUCT_OFFSET (OmniOrderItem, status) },
  { "cancel_status", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniOrderItem, cancel_status) },
  { "price_currency", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniOrderItem, currency) },
  { "invoice_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrderItem, invoice_date) },
  { "modified_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniOrderItem, modified_date) },
  { "price", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_ITEM_PRICE) },
  { "retail_price", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_ITEM_RETAIL_PRICE) },
  { "discount_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_ITEM_DISCOUNT_AMOUNT) },
  { "net_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_ITEM_NET_AMOUNT) },
  { "tax_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_ORDER_ITEM_TAX_AMOUNT) },
  { "quantity", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_QUANTITY) },
  { "tax_rate", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_TAX_RATE) },
  { "shipping_company", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_SHIPPING_COMPANY) },
  { "tracking_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_TRACKING_NUMBER) },
  { "invoice_number", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_INVOICE_NUMBER) },
  { "e_archive_url", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_E_ARCHIVE_URL) },
  { "shipment_code", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_SHIPMENT_CODE) },
  { "tracking_url", OMNI_MEMBER_TEXT, TEXT (OMNI_ORDER_ITEM_TRACKING_URL) },
};

static void
read_product (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts);

static OmniRecordType item_type = {
  .size = sizeof (OmniOrderItem),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_product,
};

/* A nested product (contract 3.2) becomes texts of its item. */
typedef struct
{
  gint64 pk;
  OmniTextOffset name;
  OmniTextOffset sku;
  OmniTextOffset base_code;
  OmniTextOffset barcode;
  OmniTextOffset attributes;
} Product;

static const OmniMember product_members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (Product, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (Product, pk) },
  { "name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Product, name) },
  { "sku", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Product, sku) },
  { "base_code", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Product, base_code) },
  { "barcode", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Product, barcode) },
  { "attributes", OMNI_MEMBER_OTHER, 0 },
};

/* What tells a product's variants apart, as "beden: M · renk: Mavi". What is not a plain value is
 * for machines and passed over. */
static void
read_attributes (OmniJsonReader *reader, const OmniMember *member, gpointer record,
                 OmniTexts *texts)
{
  Product *product = record;
  g_autoptr (GString) text = g_string_new (NULL);
  OmniJsonSlice name;

  if (omni_json_reader_peek (reader) != OMNI_JSON_OBJECT)
    {
      omni_json_reader_skip (reader);
      return;
    }

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      g_autofree char *key = g_strndup (name.data, name.length);
      OmniJsonKind kind = omni_json_reader_peek (reader);
      OmniJsonSlice value = { NULL, 0 };

      if (kind == OMNI_JSON_TEXT || kind == OMNI_JSON_NUMBER)
        omni_json_reader_read_any_text (reader, &value);
      else
        omni_json_reader_skip (reader);
      if (value.length > 0)
        g_string_append_printf (text, "%s%s: %.*s", text->len > 0 ? " · " : "", key,
                                (int) value.length, value.data);
    }

  product->attributes = text->len > 0 ? omni_texts_add (texts, text->str, text->len) : 0;
}

static OmniRecordType product_type = {
  .size = sizeof (Product),
  .members = product_members,
  .n_members = G_N_ELEMENTS (product_members),
  .read_other = read_attributes,
};

static void
read_product (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniOrderItem *item = record;
  Product product;

  if (!omni_record_read_or_pk (&product_type, reader, &product, &product.pk, texts))
    return;

  item->product = product.pk;
  item->texts[OMNI_ORDER_ITEM_PRODUCT_NAME] = product.name;
  item->texts[OMNI_ORDER_ITEM_SKU] = product.sku;
  item->texts[OMNI_ORDER_ITEM_BASE_CODE] = product.base_code;
  item->texts[OMNI_ORDER_ITEM_BARCODE] = product.barcode;
  item->texts[OMNI_ORDER_ITEM_ATTRIBUTES] = product.attributes;
}

G_DEFINE_BOXED_TYPE (OmniOrderItem, omni_order_item, omni_order_item_ref, omni_order_item_unref)

/**
 * omni_order_item_new_from_json:
 * @reader: (not nullable): a reader at an order item
 *
 * Decodes an order item (contract 3.2). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the item, or %NULL on an error
 */
OmniOrderItem *
omni_order_item_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniOrderItem item;

  omni_texts_init (&texts);
  omni_record_read (&item_type, reader, &item, &texts);

  if (item.pk == 0)
    omni_json_reader_fail (reader, _ ("the order item has no key"));
  if (omni_json_reader_has_error (reader))
    return NULL;

  g_atomic_ref_count_init (&item.ref_count);
  item.key = omni_texts_add_number (&texts, item.pk);
  omni_record_set_currency (item.amounts, OMNI_ORDER_ITEM_N_AMOUNTS, texts.data + item.currency);

  return omni_record_new (&item_type, &item, &texts);
}

OmniOrderItem *
omni_order_item_ref (OmniOrderItem *item)
{
  g_atomic_ref_count_inc (&item->ref_count);
  return item;
}

void
omni_order_item_unref (OmniOrderItem *item)
{
  if (g_atomic_ref_count_dec (&item->ref_count))
    g_free (item);
}

gint64
omni_order_item_get_pk (const OmniOrderItem *item)
{
  return item->pk;
}

/**
 * omni_order_item_get_key:
 * @item: (not nullable): an item
 *
 * Returns: (not nullable) (transfer none): the key as text
 */
const char *
omni_order_item_get_key (const OmniOrderItem *item)
{
  return omni_record_get_text (item + 1, item->key);
}

/**
 * omni_order_item_get_order:
 * @item: (not nullable): an item
 *
 * Returns: the key of its order, or 0 where the server does not repeat it
 */
gint64
omni_order_item_get_order (const OmniOrderItem *item)
{
  return item->order;
}

gint64
omni_order_item_get_product (const OmniOrderItem *item)
{
  return item->product;
}

/**
 * omni_order_item_get_status:
 * @item: (not nullable): an item
 *
 * Returns: (nullable) (transfer none): the status code, also where the server sends the name; an
 *   unknown one as it is
 */
const char *
omni_order_item_get_status (const OmniOrderItem *item)
{
  return omni_record_get_text (item + 1, item->status);
}

const char *
omni_order_item_get_cancel_status (const OmniOrderItem *item)
{
  return omni_record_get_text (item + 1, item->cancel_status);
}

OmniTime
omni_order_item_get_invoice_date (const OmniOrderItem *item)
{
  return item->invoice_date;
}

OmniTime
omni_order_item_get_modified_date (const OmniOrderItem *item)
{
  return item->modified_date;
}

/**
 * omni_order_item_get_amount:
 * @item: (not nullable): an item
 * @which: which amount
 * @money: (out caller-allocates): the amount
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_order_item_get_amount (const OmniOrderItem *item, OmniOrderItemAmount which, OmniMoney *money)
{
  g_return_val_if_fail (which < OMNI_ORDER_ITEM_N_AMOUNTS, FALSE);

  return omni_record_get_amount (&item->amounts[which], money);
}

/**
 * omni_order_item_get_text:
 * @item: (not nullable): an item
 * @which: which text
 *
 * Returns: (nullable) (transfer none): the text; what describes the product is there only in nested
 *   answers
 */
const char *
omni_order_item_get_text (const OmniOrderItem *item, OmniOrderItemText which)
{
  g_return_val_if_fail (which < OMNI_ORDER_ITEM_N_TEXTS, NULL);

  return omni_record_get_text (item + 1, item->texts[which]);
}

/**
 * omni_order_item_count_pieces:
 * @item: (not nullable): an item
 *
 * Returns: its quantity; 1 where the server says none, as one item is one piece then (contract
 *   3.2), or one that must be a mistake
 */
guint
omni_order_item_count_pieces (const OmniOrderItem *item)
{
  const char *text = omni_order_item_get_text (item, OMNI_ORDER_ITEM_QUANTITY);
  guint64 quantity;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, MAX_QUANTITY, &quantity, NULL))
    return 1;

  return (guint) quantity;
}
