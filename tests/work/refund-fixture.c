/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "refund-fixture.h"

#include "omni-order-query.h"

/* Any active reason of each kind of the sandbox. */
#define CANCEL_REASON 7
#define RETURN_REASON 14

OmniClient *
refund_sign_in (const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniClient) client = omni_client_new (url, &error);

  g_assert_no_error (error);
  omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&client);
}

/* The keys of the newest orders. */
GArray *
refund_list_orders (OmniClient *client, guint n_most)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint page = 1; pks->len < n_most; page++)
    {
      g_autoptr (GError) error = NULL;
      OmniOrderPage *found = omni_client_list_orders (client, query, page, 100, NULL, &error);
      gboolean has_next;

      g_assert_no_error (error);
      for (guint i = 0; i < found->orders->len && pks->len < n_most; i++)
        {
          gint64 pk = omni_order_get_pk (g_ptr_array_index (found->orders, i));

          g_array_append_val (pks, pk);
        }
      has_next = found->has_next;
      omni_order_page_free (found);
      if (!has_next)
        break;
    }

  return pks;
}

gboolean
refund_order_read (RefundOrder *order, OmniClient *client, gint64 pk, GError **error)
{
  order->order = omni_client_get_detailed_order (client, pk, NULL, error);
  if (order->order != NULL)
    order->items = omni_client_list_order_items (client, &pk, 1, NULL, error);
  if (order->items != NULL)
    order->plans = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, pk, NULL, error);
  if (order->plans == NULL)
    return FALSE;

  order->basis = (OmniRefundBasis){ order->order, order->items, order->plans, FALSE };
  return TRUE;
}

void
refund_order_clear (RefundOrder *order)
{
  g_clear_pointer (&order->order, omni_order_unref);
  g_clear_pointer (&order->items, g_ptr_array_unref);
  g_clear_pointer (&order->plans, g_ptr_array_unref);
}

static void
add_line (OmniCancellation *cancellation, const OmniOrderItem *item)
{
  OmniCancellationLine *line =
      omni_cancellation_add_line (cancellation, omni_order_item_get_pk (item));

  line->reason = cancellation->is_return ? RETURN_REASON : CANCEL_REASON;
}

static void
choose_lines (RefundOrder *order, OmniCancellation *cancellation, GRand *dice)
{
  for (guint i = 0; i < order->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (order->items, i);
      g_autofree char *why =
          omni_refund_why_not_line (&order->basis, item, cancellation->is_return);

      if (why == NULL && g_rand_int_range (dice, 0, 3) > 0)
        add_line (cancellation, item);
    }
}

static void
choose_all (RefundOrder *order, OmniCancellation *cancellation)
{
  for (guint i = 0; i < order->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (order->items, i);

      if (!omni_refund_has_ended (item))
        add_line (cancellation, item);
    }
}

/* Something that can be done to the order, with its amounts, or nothing. */
OmniCancellation *
refund_choose (RefundOrder *order, GRand *dice)
{
  OmniCancelScope scope = (OmniCancelScope) g_rand_int_range (dice, 0, 3);
  g_autoptr (OmniCancellation) cancellation = omni_cancellation_new (
      omni_order_get_pk (order->order), omni_order_get_number (order->order), scope);
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  if (scope == OMNI_CANCEL_SHIPPING)
    why = omni_refund_why_not_shipping (&order->basis);
  else if (scope == OMNI_CANCEL_ORDER)
    why = omni_refund_why_not_order (&order->basis, &cancellation->is_return);
  else
    cancellation->is_return = g_rand_boolean (dice);

  if (why != NULL)
    return NULL;
  if (scope == OMNI_CANCEL_ORDER)
    choose_all (order, cancellation);
  else if (scope == OMNI_CANCEL_LINES)
    choose_lines (order, cancellation, dice);
  if (scope != OMNI_CANCEL_SHIPPING && cancellation->lines->len == 0)
    return NULL;

  g_assert_true (omni_refund_promise (&order->basis, cancellation, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&cancellation);
}
