/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-rules.h"

#include <glib/gi18n-lib.h>

/* What can be cancelled or returned, and how much goes back (contract 3.9, 3.10, 4.1). The server
 * decides; this says beforehand what it will decide. */

/* The statuses in which a line can be cancelled, and returned. */
#define FIRST_CANCEL 200
#define LAST_CANCEL 450
#define FIRST_RETURN 500
#define LAST_RETURN 550

#define STATUS_CANCELLATION_WAITING 50
#define STATUS_CANCELED 100
#define STATUS_REFUNDED 600

#define MAX_QUANTITY 10000

/*
 * Lines
 */

/* The number of a line's status, or 0 for one that is not known. */
static guint64
get_status (const OmniOrderItem *item)
{
  const char *code = omni_order_item_get_status (item);
  guint64 number = 0;

  if (code == NULL || !g_ascii_string_to_unsigned (code, 10, 0, 9999, &number, NULL))
    return 0;

  return number;
}

/**
 * omni_refund_has_ended:
 * @item: (not nullable): a line
 *
 * Returns: whether it is cancelled or returned, so that nothing can be done to it any more
 */
gboolean
omni_refund_has_ended (const OmniOrderItem *item)
{
  guint64 status = get_status (item);

  return status == STATUS_CANCELED || status == STATUS_REFUNDED;
}

static gboolean
waits (const OmniOrderItem *item)
{
  return g_strcmp0 (omni_order_item_get_cancel_status (item), "waiting") == 0;
}

static gboolean
is_open (const OmniOrderItem *item)
{
  return waits (item) || get_status (item) == STATUS_CANCELLATION_WAITING;
}

static const OmniCancellationPlan *
find_open_plan (const OmniRefundBasis *basis, const OmniOrderItem *item)
{
  for (guint i = 0; i < basis->plans->len; i++)
    {
      const OmniCancellationPlan *plan = g_ptr_array_index (basis->plans, i);

      if (omni_cancellation_plan_holds_money (plan) &&
          omni_cancellation_plan_find_item (plan, omni_order_item_get_pk (item)) != NULL)
        return plan;
    }

  return NULL;
}

static char *
say_open (const OmniRefundBasis *basis, const OmniOrderItem *item)
{
  const OmniCancellationPlan *plan = find_open_plan (basis, item);
  const char *status = plan != NULL ? omni_cancellation_plan_get_status_label (plan) : NULL;
  g_autofree char *key = NULL;

  if (plan == NULL)
    return g_strdup (_ ("A cancellation of it is under way."));

  key = g_strdup_printf ("%" G_GINT64_FORMAT, omni_cancellation_plan_get_pk (plan));
  /* Translators: a plan's number, and how far it is */
  return g_strdup_printf (_ ("It is in plan #%s (%s)."), key, status != NULL ? status : "—");
}

/**
 * omni_refund_why_not_line:
 * @basis: (not nullable): the order
 * @item: (not nullable): a line of it
 * @is_return: whether it is to be returned, or cancelled
 *
 * Returns: (transfer full) (nullable): why that is not possible, or %NULL where it is
 */
char *
omni_refund_why_not_line (const OmniRefundBasis *basis,
                          const OmniOrderItem *item,
                          gboolean is_return)
{
  guint64 status = get_status (item);

  if (is_open (item))
    return say_open (basis, item);
  if (status == STATUS_CANCELED)
    return g_strdup (_ ("It is cancelled already."));
  if (status == STATUS_REFUNDED)
    return g_strdup (_ ("It is returned already."));
  if (status == 0 || (is_return ? status >= FIRST_RETURN && status <= LAST_RETURN
                                : status >= FIRST_CANCEL && status <= LAST_CANCEL))
    return NULL;
  if (status >= FIRST_RETURN && status <= LAST_RETURN)
    return g_strdup (_ ("It was shipped: it can be returned, not cancelled."));
  if (status >= FIRST_CANCEL && status <= LAST_CANCEL)
    return g_strdup (_ ("It was not shipped: it can be cancelled, not returned."));

  return g_strdup (_ ("Its status does not allow that."));
}

/**
 * omni_refund_why_not_order:
 * @basis: (not nullable): the order
 * @is_return: (out): whether all of it is to be returned, or cancelled
 *
 * Returns: (transfer full) (nullable): why the whole order cannot be cancelled in one go, or %NULL
 *   where it can
 */
char *
omni_refund_why_not_order (const OmniRefundBasis *basis, gboolean *is_return)
{
  guint n_cancel = 0;
  guint n_return = 0;

  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);
      g_autofree char *no_cancel = omni_refund_why_not_line (basis, item, FALSE);
      g_autofree char *no_return = omni_refund_why_not_line (basis, item, TRUE);

      if (omni_refund_has_ended (item))
        continue;
      if (is_open (item))
        return g_strdup (_ ("A cancellation of a part of it is under way."));
      if (no_cancel != NULL && no_return != NULL)
        return g_strdup (_ ("The status of one of its lines does not allow that."));
      n_cancel += no_cancel == NULL ? 1 : 0;
      n_return += no_return == NULL && no_cancel != NULL ? 1 : 0;
    }

  *is_return = n_return > 0;
  if (n_cancel + n_return == 0)
    return g_strdup (_ ("Nothing is left of it."));
  if (n_cancel > 0 && n_return > 0)
    return g_strdup (_ ("Some of its lines were shipped and some were not: cancel and return them "
                        "one after the other."));

  return NULL;
}

/*
 * Money
 */

static gboolean
add_to (OmniMoney *sum, const OmniMoney *money, GError **error)
{
  OmniMoney before = *sum;

  return omni_money_add (&before, money, sum, error);
}

static gboolean
subtract_from (OmniMoney *sum, const OmniMoney *money, GError **error)
{
  OmniMoney before = *sum;

  return omni_money_subtract (&before, money, sum, error);
}

static OmniMoney
make_zero (const OmniOrder *order)
{
  OmniMoney zero = { 0, 2, "" };

  omni_money_set_currency (&zero, omni_order_get_currency (order));
  return zero;
}

static guint
get_quantity (const OmniOrderItem *item)
{
  const char *text = omni_order_item_get_text (item, OMNI_ORDER_ITEM_QUANTITY);
  guint64 quantity;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, MAX_QUANTITY, &quantity, NULL))
    return 1;

  return (guint) quantity;
}

/* What was paid for a line: its price without its discount. */
static gboolean
get_net (const OmniOrder *order, const OmniOrderItem *item, OmniMoney *net, GError **error)
{
  OmniMoney money;

  *net = make_zero (order);
  if (!omni_order_item_get_amount (item, OMNI_ORDER_ITEM_PRICE, &money))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _ ("The price of a line is not known, so it cannot "
                                                   "be said what goes back.")));
      return FALSE;
    }

  omni_money_set_currency (&money, net->currency);
  for (guint n = get_quantity (item); n > 0; n--)
    {
      if (!add_to (net, &money, error))
        return FALSE;
    }
  if (!omni_order_item_get_amount (item, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, &money))
    return TRUE;

  omni_money_set_currency (&money, net->currency);
  return subtract_from (net, &money, error);
}

static gboolean
subtract_amount (const OmniOrder *order, OmniOrderAmount which, OmniMoney *sum, GError **error)
{
  OmniMoney money;

  return !omni_order_get_amount (order, which, &money) || subtract_from (sum, &money, error);
}

static gboolean
subtract_planned (const OmniRefundBasis *basis,
                  OmniCancellationPlanAmount which,
                  OmniMoney *sum,
                  GError **error)
{
  for (guint i = 0; i < basis->plans->len; i++)
    {
      const OmniCancellationPlan *plan = g_ptr_array_index (basis->plans, i);
      OmniMoney money;

      if (omni_cancellation_plan_holds_money (plan) &&
          omni_cancellation_plan_get_amount (plan, which, sum->currency, &money) &&
          !subtract_from (sum, &money, error))
        return FALSE;
    }

  return TRUE;
}

/* The shipping fee that was not given back and is in no plan. */
static gboolean
compute_shipping (const OmniRefundBasis *basis, OmniMoney *shipping, GError **error)
{
  *shipping = make_zero (basis->order);
  if (!omni_order_get_amount (basis->order, OMNI_ORDER_SHIPPING_AMOUNT, shipping))
    return TRUE;

  return subtract_amount (basis->order, OMNI_ORDER_SHIPPING_REFUND_AMOUNT, shipping, error) &&
         subtract_planned (basis, OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT, shipping, error);
}

/* What the order came to beside its lines and the shipping fee, which is the interest, as far as it
 * was not given back and is in no plan. */
static gboolean
compute_interest (const OmniRefundBasis *basis, OmniMoney *interest, GError **error)
{
  if (!omni_order_get_amount (basis->order, OMNI_ORDER_AMOUNT, interest))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _ ("The amount of the order is not known, so it "
                                                   "cannot be said what goes back.")));
      return FALSE;
    }
  if (!subtract_amount (basis->order, OMNI_ORDER_SHIPPING_AMOUNT, interest, error) ||
      !subtract_amount (basis->order, OMNI_ORDER_REFUND_AMOUNT, interest, error) ||
      !subtract_planned (basis, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT, interest, error))
    return FALSE;

  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);
      OmniMoney net;

      if (!omni_refund_has_ended (item) && !waits (item) &&
          (!get_net (basis->order, item, &net, error) || !subtract_from (interest, &net, error)))
        return FALSE;
    }

  return TRUE;
}

/* Whether nothing is left of the order when the cancellation is through. */
static gboolean
ends_order (const OmniRefundBasis *basis, const OmniCancellation *cancellation)
{
  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);

      if (!omni_refund_has_ended (item) && !is_open (item) &&
          omni_cancellation_find_line (cancellation, omni_order_item_get_pk (item)) == NULL)
        return FALSE;
    }

  return TRUE;
}

static const OmniOrderItem *
find_item (GPtrArray *items, gint64 pk)
{
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      if (omni_order_item_get_pk (item) == pk)
        return item;
    }

  return NULL;
}

static gboolean
promise_line (const OmniRefundBasis *basis, OmniCancellationLine *line, GError **error)
{
  const OmniOrderItem *item = find_item (basis->items, line->item);

  if (item == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _ ("One of the lines is not of this order any "
                                                   "more.")));
      return FALSE;
    }

  return get_net (basis->order, item, &line->amount, error);
}

/* The interest goes with the last line, and by the shop's strategy the shipping fee does. */
static gboolean
promise_rest (const OmniRefundBasis *basis, OmniCancellation *cancellation, GError **error)
{
  OmniCancellationLine *last = NULL;
  OmniMoney interest;

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      if (last == NULL || line->item > last->item)
        last = line;
    }

  return last == NULL ||
         ((basis->keeps_shipping || compute_shipping (basis, &cancellation->shipping, error)) &&
          compute_interest (basis, &interest, error) && add_to (&last->amount, &interest, error));
}

/**
 * omni_refund_promise:
 * @basis: (not nullable): the order
 * @cancellation: (not nullable): what is to be cancelled; gets its amounts
 * @error: return location for an error
 *
 * Says what goes back: for a line what was paid for it; with the last line of the order also the
 * interest and, unless the back office keeps it, the shipping fee.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE where something about the order is not known
 *
 * Returns: whether it can be said
 */
gboolean
omni_refund_promise (const OmniRefundBasis *basis, OmniCancellation *cancellation, GError **error)
{
  cancellation->shipping = make_zero (basis->order);
  cancellation->total = make_zero (basis->order);

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      if (!promise_line (basis, g_ptr_array_index (cancellation->lines, i), error))
        return FALSE;
    }

  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    {
      if (!compute_shipping (basis, &cancellation->shipping, error))
        return FALSE;
    }
  else if (ends_order (basis, cancellation) && !promise_rest (basis, cancellation, error))
    {
      return FALSE;
    }

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      if (!add_to (&cancellation->total, &line->amount, error))
        return FALSE;
    }

  return add_to (&cancellation->total, &cancellation->shipping, error);
}

/**
 * omni_refund_why_not_shipping:
 * @basis: (not nullable): the order
 *
 * Returns: (transfer full) (nullable): why the shipping fee cannot be given back, or %NULL where it
 *   can
 */
char *
omni_refund_why_not_shipping (const OmniRefundBasis *basis)
{
  OmniMoney shipping;

  if (g_strcmp0 (omni_order_get_status (basis->order), "100") == 0)
    return g_strdup (_ ("The order is cancelled already."));
  if (!compute_shipping (basis, &shipping, NULL) || shipping.units <= 0)
    return g_strdup (_ ("There is no shipping fee that could be given back."));

  return NULL;
}

static char *
why_not (const OmniRefundBasis *basis, const OmniCancellation *cancellation)
{
  gboolean is_return = FALSE;
  char *why = NULL;

  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    return omni_refund_why_not_shipping (basis);
  if (cancellation->scope == OMNI_CANCEL_ORDER)
    why = omni_refund_why_not_order (basis, &is_return);

  for (guint i = 0; why == NULL && i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      const OmniOrderItem *item = find_item (basis->items, line->item);

      why = item != NULL ? omni_refund_why_not_line (basis, item, cancellation->is_return)
                         : g_strdup (_ ("It is not of this order any more."));
      if (why != NULL && line->product != NULL)
        {
          g_autofree char *reason = why;

          /* Translators: a product, and why it cannot be cancelled */
          why = g_strdup_printf (_ ("%s: %s"), line->product, reason);
        }
    }

  return why;
}

/* Whether a cancellation of the whole order has a reason for each line that is left. */
static gboolean
has_all_lines (const OmniRefundBasis *basis, const OmniCancellation *cancellation)
{
  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);

      if (!omni_refund_has_ended (item) &&
          omni_cancellation_find_line (cancellation, omni_order_item_get_pk (item)) == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_refund_check:
 * @basis: (not nullable): the order as it is now
 * @cancellation: (not nullable): what was confirmed, with its amounts
 * @error: return location for an error
 *
 * Looks whether what was confirmed is still what would happen.
 *
 * Errors: %OMNI_ERROR_REFUSED, with a sentence that says what changed; %OMNI_ERROR_BAD_VALUE where
 * something about the order is not known
 *
 * Returns: whether it is
 */
gboolean
omni_refund_check (const OmniRefundBasis *basis,
                   const OmniCancellation *cancellation,
                   GError **error)
{
  g_autofree char *json = omni_cancellation_to_json (cancellation);
  g_autoptr (OmniCancellation) now = NULL;
  g_autofree char *why = why_not (basis, cancellation);
  g_autofree char *before = NULL;
  g_autofree char *amount = NULL;

  if (why == NULL && cancellation->scope == OMNI_CANCEL_ORDER &&
      !has_all_lines (basis, cancellation))
    why = g_strdup (_ ("It has more lines than were shown."));
  if (why != NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED,
                                                /* Translators: %s is a sentence that says why */
                                                _ ("Nothing was done: the order has changed. %s"),
                                                why));
      return FALSE;
    }

  now = omni_cancellation_parse (json, error);
  if (now == NULL || !omni_refund_promise (basis, now, error))
    return FALSE;
  if (omni_money_compare (&now->total, &cancellation->total) == 0)
    return TRUE;

  before = omni_money_format (&cancellation->total);
  amount = omni_money_format (&now->total);
  g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED,
                                            _ ("Nothing was done: the order has changed. %s would "
                                               "go back now, and %s was confirmed."),
                                            amount, before));
  return FALSE;
}

/*
 * Plans
 */

/* A line of a plan that failed is free; when it is not, its money is somewhere else by now. */
static gboolean
is_taken (const OmniCancellationPlan *plan, GPtrArray *items)
{
  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      const OmniOrderItem *item =
          find_item (items, omni_cancellation_plan_get_item (plan, i)->order_item);

      if (item == NULL || is_open (item) || omni_refund_has_ended (item))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_paid_by_hand (const OmniCancellationPlan *plan)
{
  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      if (omni_cancellation_plan_get_item (plan, i)->manual_refunded)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_refund_why_not_pay_again:
 * @plan: (not nullable): a plan
 * @items: (not nullable) (element-type OmniOrderItem): the lines of its order
 *
 * The money of a plan is sent once more only where none of it can have gone back (contract 3.10).
 *
 * Returns: (transfer full) (nullable): why it cannot be sent, or %NULL where it can
 */
char *
omni_refund_why_not_pay_again (const OmniCancellationPlan *plan, GPtrArray *items)
{
  const char *status = omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS);

  if (is_paid_by_hand (plan))
    return g_strdup (_ ("A part of it was paid back by hand already."));
  if (g_strcmp0 (status, "failed") == 0)
    return is_taken (plan, items)
               ? g_strdup (_ ("Its lines are cancelled or returned in another plan by now."))
               : NULL;
  if (omni_cancellation_plan_needs_hand (plan) ||
      (g_strcmp0 (status, "waiting") == 0 && omni_cancellation_plan_get_n_payments (plan) == 0))
    return NULL;

  return g_strdup (_ ("Its money is on its way or has arrived."));
}

/*
 * Ways
 */

/* By the words of contract 3.8 and what contract 4.2 says about them. */
static const struct
{
  const char *slug;
  OmniRefundMethod method;
} methods[] = {
  { "credit_card", OMNI_REFUND_BY_ITSELF }, { "loyalty_money", OMNI_REFUND_BY_ITSELF },
  { "bkm_express", OMNI_REFUND_BY_ITSELF }, { "pay_on_delivery", OMNI_REFUND_BY_HAND },
  { "funds_transfer", OMNI_REFUND_BY_HAND }, { "cash_register", OMNI_REFUND_BY_HAND },
};

/**
 * omni_refund_get_method:
 * @order: (not nullable): an order
 *
 * Returns: how its money goes back, as far as its payment option says
 */
OmniRefundMethod
omni_refund_get_method (const OmniOrder *order)
{
  const char *slug = omni_order_get_text (order, OMNI_ORDER_PAYMENT_OPTION_SLUG);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (g_strcmp0 (methods[i].slug, slug) == 0)
        return methods[i].method;
    }

  return OMNI_REFUND_NOT_KNOWN;
}

/**
 * omni_refund_wants_account:
 * @order: (not nullable): an order
 *
 * Returns: whether it was paid by bank transfer, so that an account can be named
 */
gboolean
omni_refund_wants_account (const OmniOrder *order)
{
  return g_strcmp0 (omni_order_get_text (order, OMNI_ORDER_PAYMENT_OPTION_SLUG),
                    "funds_transfer") == 0;
}
