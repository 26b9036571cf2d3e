/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-totals.h"

#include <glib/gi18n-lib.h>

#include "omni-order-item.h"
#include "omni-order.h"

static const struct
{
  const char *id;
  const char *title;
} words[OMNI_N_TOTALS] = {
  [OMNI_TOTAL_PRODUCTS] = { "products", N_ ("Products") },
  [OMNI_TOTAL_DISCOUNT] = { "discount", N_ ("Discount") },
  [OMNI_TOTAL_SHIPPING] = { "shipping", N_ ("Shipping fee") },
  [OMNI_TOTAL_INTEREST] = { "interest", N_ ("Instalment interest") },
  [OMNI_TOTAL_OTHER] = { "other", N_ ("Not itemised") },
  [OMNI_TOTAL_BEFORE] = { "before", N_ ("Order Amount Before Return/Cancellation") },
  [OMNI_TOTAL_REFUNDED] = { "refunded", N_ ("Refunded") },
  [OMNI_TOTAL_SHIPPING_REFUNDED] = { "shipping-refunded", N_ ("Shipping refunded") },
  [OMNI_TOTAL_CURRENT] = { "current", N_ ("Current Order Amount") },
};

static gboolean
add_to (OmniMoney *sum, const OmniMoney *amount, GError **error)
{
  OmniMoney before = *sum;

  return omni_money_add (&before, amount, sum, error);
}

static gboolean
subtract_from (OmniMoney *sum, const OmniMoney *amount, GError **error)
{
  OmniMoney before = *sum;

  return omni_money_subtract (&before, amount, sum, error);
}

static OmniMoney
make_zero (const OmniOrder *order)
{
  OmniMoney zero = { 0, 2, "" };

  omni_money_set_currency (&zero, omni_order_get_currency (order));
  return zero;
}

/* What is given back is shown with a minus: it is taken off. */
static gboolean
take_off (OmniOrderTotals *totals, OmniOrderTotal which, const OmniOrder *order,
          OmniOrderAmount amount, GError **error)
{
  OmniMoney money;

  totals->amounts[which] = make_zero (order);
  totals->known[which] = omni_order_get_amount (order, amount, &money);

  return !totals->known[which] || subtract_from (&totals->amounts[which], &money, error);
}

static gboolean
add_items (OmniOrderTotals *totals, const OmniOrder *order, GPtrArray *items, GError **error)
{
  OmniMoney *products = &totals->amounts[OMNI_TOTAL_PRODUCTS];
  OmniMoney *discount = &totals->amounts[OMNI_TOTAL_DISCOUNT];

  *products = make_zero (order);
  *discount = make_zero (order);
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniMoney money;

      if (!omni_order_item_get_amount (item, OMNI_ORDER_ITEM_PRICE, &money))
        return TRUE;
      for (guint n = omni_order_item_count_pieces (item); n > 0; n--)
        {
          if (!add_to (products, &money, error))
            return FALSE;
        }
      if (omni_order_item_get_amount (item, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, &money) &&
          !subtract_from (discount, &money, error))
        return FALSE;
    }

  totals->known[OMNI_TOTAL_PRODUCTS] = TRUE;
  totals->known[OMNI_TOTAL_DISCOUNT] = discount->units != 0;
  return TRUE;
}

/* Says how much of the amount before is none of its parts, so that nothing is hidden. */
static gboolean
compare_parts (OmniOrderTotals *totals, GError **error)
{
  OmniMoney *other = &totals->amounts[OMNI_TOTAL_OTHER];

  *other = totals->amounts[OMNI_TOTAL_BEFORE];
  for (guint i = OMNI_TOTAL_PRODUCTS; i < OMNI_TOTAL_OTHER; i++)
    {
      if (totals->known[i] && !subtract_from (other, &totals->amounts[i], error))
        return FALSE;
    }

  totals->known[OMNI_TOTAL_OTHER] = other->units != 0;
  return TRUE;
}

/**
 * omni_order_totals_compute:
 * @totals: (out caller-allocates): the amounts
 * @order: (not nullable): an order
 * @items: (nullable) (element-type OmniOrderItem): its lines, where they are known
 *
 * Says what an order came to before anything was returned or cancelled, how that is made up, and
 * what is left of it. The amount before is the order's own, which a cancellation never lowers; what
 * is left is that without what was refunded of products and shipping (contract 5, step 9b). A part
 * that the server does not send is not known; one that is nothing is not known either, but for what
 * was ordered and what is left.
 *
 * Returns: %FALSE with %OMNI_ERROR_BAD_VALUE where the amounts are of different currencies or too
 * large to be added
 */
gboolean
omni_order_totals_compute (OmniOrderTotals *totals,
                           const OmniOrder *order,
                           GPtrArray *items,
                           GError **error)
{
  OmniMoney *amounts = totals->amounts;

  memset (totals, 0, sizeof *totals);
  totals->known[OMNI_TOTAL_BEFORE] = omni_order_get_amount (order, OMNI_ORDER_AMOUNT,
                                                            &amounts[OMNI_TOTAL_BEFORE]);
  totals->known[OMNI_TOTAL_SHIPPING] = omni_order_get_amount (order, OMNI_ORDER_SHIPPING_AMOUNT,
                                                              &amounts[OMNI_TOTAL_SHIPPING]);
  totals->known[OMNI_TOTAL_INTEREST] = omni_order_get_amount (
    order, OMNI_ORDER_INSTALLMENT_INTEREST_AMOUNT, &amounts[OMNI_TOTAL_INTEREST]);

  if (!take_off (totals, OMNI_TOTAL_REFUNDED, order, OMNI_ORDER_REFUND_AMOUNT, error) ||
      !take_off (totals, OMNI_TOTAL_SHIPPING_REFUNDED, order, OMNI_ORDER_SHIPPING_REFUND_AMOUNT,
                 error) ||
      (items != NULL && !add_items (totals, order, items, error)))
    return FALSE;

  if (totals->known[OMNI_TOTAL_BEFORE])
    {
      amounts[OMNI_TOTAL_CURRENT] = amounts[OMNI_TOTAL_BEFORE];
      if (!add_to (&amounts[OMNI_TOTAL_CURRENT], &amounts[OMNI_TOTAL_REFUNDED], error) ||
          !add_to (&amounts[OMNI_TOTAL_CURRENT], &amounts[OMNI_TOTAL_SHIPPING_REFUNDED], error) ||
          (totals->known[OMNI_TOTAL_PRODUCTS] && !compare_parts (totals, error)))
        return FALSE;
      totals->known[OMNI_TOTAL_CURRENT] = TRUE;
    }

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      if (i != OMNI_TOTAL_BEFORE && i != OMNI_TOTAL_CURRENT && i != OMNI_TOTAL_PRODUCTS &&
          amounts[i].units == 0)
        totals->known[i] = FALSE;
    }

  return TRUE;
}

const char *
omni_order_total_get_id (OmniOrderTotal which)
{
  g_return_val_if_fail (which < OMNI_N_TOTALS, NULL);

  return words[which].id;
}

const char *
omni_order_total_get_title (OmniOrderTotal which)
{
  g_return_val_if_fail (which < OMNI_N_TOTALS, NULL);

  return _ (words[which].title);
}
