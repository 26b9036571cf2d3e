/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-discount-item.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"
#include "omni-word-private.h"

struct _OmniDiscountItem
{
  gatomicrefcount ref_count;
  guint n_lines;
  gint64 pk;
  gint64 order;
  OmniMoney amount;
  OmniTextOffset texts[OMNI_DISCOUNT_ITEM_N_TEXTS];
};

#define TEXT(which) G_STRUCT_OFFSET (OmniDiscountItem, texts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniDiscountItem, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniDiscountItem, pk) },
  { "order", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniDiscountItem, order) },
  { "amount", OMNI_MEMBER_AMOUNT, G_STRUCT_OFFSET (OmniDiscountItem, amount) },
  { "name", OMNI_MEMBER_TEXT, TEXT (OMNI_DISCOUNT_ITEM_NAME) },
  { "offer_type", OMNI_MEMBER_TEXT, TEXT (OMNI_DISCOUNT_ITEM_OFFER_TYPE) },
  { "code", OMNI_MEMBER_TEXT, TEXT (OMNI_DISCOUNT_ITEM_CODE) },
  { "promotion", OMNI_MEMBER_NAME, TEXT (OMNI_DISCOUNT_ITEM_PROMOTION_NAME) },
  { "benefitapplicant_set", OMNI_MEMBER_OTHER, 0 },
};

static void
count_lines (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniDiscountItem *item = record;

  item->n_lines = 0;
  if (omni_json_reader_peek (reader) != OMNI_JSON_ARRAY)
    {
      omni_json_reader_skip (reader);
      return;
    }

  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader))
    {
      omni_json_reader_skip (reader);
      item->n_lines++;
    }
}

static OmniRecordType discount_type = {
  .size = sizeof (OmniDiscountItem),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = count_lines,
};

static const OmniWord offer_types[] = {
  { "coupon", N_ ("Coupon") },
  { "campaign", N_ ("Campaign") },
  { "basket", N_ ("Basket") },
  { "product", N_ ("Product") },
};

/**
 * omni_discount_item_new_from_json:
 * @reader: (not nullable): a reader at a discount
 *
 * Decodes a discount of an order (contract 3.15). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the discount, or %NULL on an error
 */
OmniDiscountItem *
omni_discount_item_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniDiscountItem item;

  omni_texts_init (&texts);
  omni_record_read (&discount_type, reader, &item, &texts);
  if (omni_json_reader_has_error (reader))
    return NULL;

  g_atomic_ref_count_init (&item.ref_count);

  return omni_record_new (&discount_type, &item, &texts);
}

void
omni_discount_item_unref (OmniDiscountItem *item)
{
  if (g_atomic_ref_count_dec (&item->ref_count))
    g_free (item);
}

gint64
omni_discount_item_get_pk (const OmniDiscountItem *item)
{
  return item->pk;
}

gint64
omni_discount_item_get_order (const OmniDiscountItem *item)
{
  return item->order;
}

/**
 * omni_discount_item_get_n_lines:
 * @item: (not nullable): a discount
 *
 * Returns: how many lines of the order it is for, or 0 where the server does not say
 */
guint
omni_discount_item_get_n_lines (const OmniDiscountItem *item)
{
  return item->n_lines;
}

/**
 * omni_discount_item_get_amount:
 * @item: (not nullable): a discount
 * @currency: (nullable): the order's currency, which the discount does not repeat
 * @money: (out caller-allocates): how much is taken off
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_discount_item_get_amount (const OmniDiscountItem *item,
                               const char *currency,
                               OmniMoney *money)
{
  if (!omni_record_get_amount (&item->amount, money))
    return FALSE;

  omni_money_set_currency (money, currency);
  return TRUE;
}

const char *
omni_discount_item_get_text (const OmniDiscountItem *item, OmniDiscountItemText which)
{
  g_return_val_if_fail (which < OMNI_DISCOUNT_ITEM_N_TEXTS, NULL);

  return omni_record_get_text (item + 1, item->texts[which]);
}

const char *
omni_discount_item_get_offer_type_label (const OmniDiscountItem *item)
{
  return omni_word_get_label (offer_types, G_N_ELEMENTS (offer_types),
                              omni_discount_item_get_text (item, OMNI_DISCOUNT_ITEM_OFFER_TYPE));
}
