/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-set.h"

#include <string.h>

#define SLOT_EMPTY G_MAXUINT32
#define SLOT_REMOVED (G_MAXUINT32 - 1)
#define SCALE_REMOVED G_MAXUINT8 /* no amount has it */
#define MIN_BITS 6
#define MIN_REMOVED 1024

/* The sum of one currency. When it no longer fits it is unknown until it is counted again. */
typedef struct
{
  OmniMoney sum;
  gsize n_orders;
  gboolean is_known;
} OrderTotal;

/* Orders stand in the array as they were added. The slots are an open hash table of indexes into
 * it, at most half full. A removed order leaves a hole in the array and a mark in its slot, so that
 * removing moves nothing. */
struct _OmniOrderSet
{
  GArray *orders;   /* (element-type OmniSelectedOrder) (owned) */
  GArray *totals;   /* (element-type OrderTotal) (owned) */
  guint32 *slots;   /* (owned) */
  guint bits;       /* there are 2^bits slots */
  gsize n_used;     /* slots that are not empty */
  gsize n_removed;  /* holes in the array */
};

static OmniSelectedOrder *
nth_order (const OmniOrderSet *self, gsize index)
{
  return &g_array_index (self->orders, OmniSelectedOrder, index);
}

static gboolean
is_removed (const OmniSelectedOrder *order)
{
  return order->amount.scale == SCALE_REMOVED;
}

/* The slot of the order, or the one where it would go. Keys are mostly given out one after another,
 * so their low bits spread them best and keep neighbours together in memory; the higher bits come
 * in where two collide. */
static gsize
find_slot (const OmniOrderSet *self, gint64 pk)
{
  gsize mask = ((gsize) 1 << self->bits) - 1;
  guint64 rest = (guint64) pk;
  gsize slot = (gsize) rest & mask;
  gsize reusable = G_MAXSIZE;

  while (self->slots[slot] != SLOT_EMPTY)
    {
      if (self->slots[slot] == SLOT_REMOVED)
        reusable = reusable == G_MAXSIZE ? slot : reusable;
      else if (nth_order (self, self->slots[slot])->pk == pk)
        return slot;

      rest >>= 5;
      slot = (gsize) (5 * (guint64) slot + 1 + rest) & mask;
    }

  return reusable != G_MAXSIZE ? reusable : slot;
}

static gboolean
slot_is_free (const OmniOrderSet *self, gsize slot)
{
  return self->slots[slot] == SLOT_EMPTY || self->slots[slot] == SLOT_REMOVED;
}

static void
make_slots (OmniOrderSet *self, gsize n_orders)
{
  gsize i;

  self->bits = MIN_BITS;
  while (((gsize) 1 << self->bits) < 2 * n_orders)
    self->bits++;

  g_free (self->slots);
  self->slots = g_new (guint32, (gsize) 1 << self->bits);
  memset (self->slots, 0xff, sizeof (guint32) << self->bits);
  self->n_used = omni_order_set_get_size (self);

  for (i = 0; i < self->orders->len; i++)
    {
      if (!is_removed (nth_order (self, i)))
        self->slots[find_slot (self, nth_order (self, i)->pk)] = (guint32) i;
    }
}

static void
close_holes (OmniOrderSet *self)
{
  gsize from, to = 0;

  for (from = 0; from < self->orders->len; from++)
    {
      if (!is_removed (nth_order (self, from)))
        *nth_order (self, to++) = *nth_order (self, from);
    }

  g_array_set_size (self->orders, (guint) to);
  self->n_removed = 0;
  make_slots (self, to);
}

static gboolean
has_amount (const OmniMoney *amount)
{
  return amount->currency[0] != '\0' || amount->units != 0;
}

static OrderTotal *
find_total (const OmniOrderSet *self, const char *currency)
{
  guint i;

  for (i = 0; i < self->totals->len; i++)
    {
      OrderTotal *total = &g_array_index (self->totals, OrderTotal, i);

      if (strncmp (total->sum.currency, currency, sizeof total->sum.currency) == 0)
        return total;
    }

  return NULL;
}

static gboolean
add_amount (OmniMoney *sum, const OmniMoney *amount)
{
  if (sum->scale == amount->scale)
    return !__builtin_add_overflow (sum->units, amount->units, &sum->units);

  return omni_money_add (sum, amount, sum, NULL);
}

static gboolean
subtract_amount (OmniMoney *sum, const OmniMoney *amount)
{
  if (sum->scale == amount->scale)
    return !__builtin_sub_overflow (sum->units, amount->units, &sum->units);

  return omni_money_subtract (sum, amount, sum, NULL);
}

static void
add_to_total (OmniOrderSet *self, const OmniMoney *amount)
{
  OrderTotal *total;

  if (!has_amount (amount))
    return;

  total = find_total (self, amount->currency);
  if (total == NULL)
    {
      OrderTotal first = { .sum = *amount, .n_orders = 1, .is_known = TRUE };

      g_array_append_val (self->totals, first);
      return;
    }

  total->n_orders++;
  if (total->is_known)
    total->is_known = add_amount (&total->sum, amount);
}

static void
subtract_from_total (OmniOrderSet *self, const OmniMoney *amount)
{
  OrderTotal *total;

  if (!has_amount (amount))
    return;

  total = find_total (self, amount->currency);
  if (--total->n_orders == 0)
    g_array_remove_index (self->totals,
                          (guint) (total - &g_array_index (self->totals, OrderTotal, 0)));
  else if (total->is_known)
    total->is_known = subtract_amount (&total->sum, amount);
}

static void
count_again (const OmniOrderSet *self, OrderTotal *total)
{
  gsize i;

  total->sum.units = 0;
  total->is_known = TRUE;

  for (i = 0; i < self->orders->len && total->is_known; i++)
    {
      const OmniSelectedOrder *order = nth_order (self, i);

      if (!is_removed (order) && find_total (self, order->amount.currency) == total)
        total->is_known = add_amount (&total->sum, &order->amount);
    }
}

/**
 * omni_order_set_new:
 *
 * Returns: (transfer full): an empty set
 */
OmniOrderSet *
omni_order_set_new (void)
{
  OmniOrderSet *self = g_new0 (OmniOrderSet, 1);

  self->orders = g_array_new (FALSE, FALSE, sizeof (OmniSelectedOrder));
  self->totals = g_array_new (FALSE, FALSE, sizeof (OrderTotal));
  make_slots (self, 0);

  return self;
}

/**
 * omni_order_set_free:
 * @self: (transfer full): a set
 */
void
omni_order_set_free (OmniOrderSet *self)
{
  g_array_unref (self->orders);
  g_array_unref (self->totals);
  g_free (self->slots);
  g_free (self);
}

/**
 * omni_order_set_get_size:
 * @self: a set
 *
 * Returns: how many orders are in it
 */
gsize
omni_order_set_get_size (const OmniOrderSet *self)
{
  return self->orders->len - self->n_removed;
}

/**
 * omni_order_set_contains:
 * @self: a set
 * @pk: an order's primary key
 *
 * Returns: whether the order is in the set
 */
gboolean
omni_order_set_contains (const OmniOrderSet *self, gint64 pk)
{
  return !slot_is_free (self, find_slot (self, pk));
}

/**
 * omni_order_set_reserve:
 * @self: a set
 * @n_more: how many orders are about to be added
 *
 * Makes room at once instead of step by step.
 */
void
omni_order_set_reserve (OmniOrderSet *self, gsize n_more)
{
  gsize n_orders = self->orders->len + n_more;
  guint n_now = self->orders->len;

  g_return_if_fail (n_orders < SLOT_REMOVED);

  g_array_set_size (self->orders, (guint) n_orders);
  g_array_set_size (self->orders, n_now);

  if (((gsize) 1 << self->bits) < 2 * (self->n_used + n_more))
    make_slots (self, n_orders);
}

/**
 * omni_order_set_add:
 * @self: a set
 * @order: an order and its amount; an amount of 0 without a currency stands for one that is not
 *   known
 *
 * Returns: %FALSE when it was in the set already, which is then left as it is
 */
gboolean
omni_order_set_add (OmniOrderSet *self, const OmniSelectedOrder *order)
{
  gsize slot = find_slot (self, order->pk);

  g_return_val_if_fail (order->amount.scale != SCALE_REMOVED, FALSE);

  if (!slot_is_free (self, slot))
    return FALSE;

  if (self->slots[slot] == SLOT_EMPTY)
    {
      if (((gsize) 1 << self->bits) < 2 * (self->n_used + 1))
        {
          make_slots (self, 2 * ((gsize) self->orders->len + 1));
          slot = find_slot (self, order->pk);
        }
      self->n_used++;
    }

  self->slots[slot] = self->orders->len;
  g_array_append_vals (self->orders, order, 1);
  add_to_total (self, &order->amount);

  return TRUE;
}

/**
 * omni_order_set_remove:
 * @self: a set
 * @pk: an order's primary key
 *
 * Returns: whether it was in the set
 */
gboolean
omni_order_set_remove (OmniOrderSet *self, gint64 pk)
{
  gsize slot = find_slot (self, pk);
  OmniSelectedOrder *order;

  if (slot_is_free (self, slot))
    return FALSE;

  order = nth_order (self, self->slots[slot]);
  self->slots[slot] = SLOT_REMOVED;
  subtract_from_total (self, &order->amount);

  order->amount.scale = SCALE_REMOVED;
  self->n_removed++;

  while (self->orders->len > 0 && is_removed (nth_order (self, self->orders->len - 1)))
    {
      g_array_set_size (self->orders, self->orders->len - 1);
      self->n_removed--;
    }

  if (self->n_removed > MIN_REMOVED && self->n_removed > self->orders->len / 2)
    close_holes (self);

  return TRUE;
}

/**
 * omni_order_set_clear:
 * @self: a set
 *
 * Takes all orders out and gives the memory back.
 */
void
omni_order_set_clear (OmniOrderSet *self)
{
  g_array_unref (self->orders);
  self->orders = g_array_new (FALSE, FALSE, sizeof (OmniSelectedOrder));
  g_array_set_size (self->totals, 0);
  self->n_removed = 0;
  make_slots (self, 0);
}

/**
 * omni_order_set_dup_pks:
 * @self: a set
 * @n_pks: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_pks): the primary keys in the order in which they were
 *   added; free with g_free()
 */
gint64 *
omni_order_set_dup_pks (const OmniOrderSet *self, gsize *n_pks)
{
  gint64 *pks = g_new (gint64, omni_order_set_get_size (self) + 1);
  gsize i, n = 0;

  for (i = 0; i < self->orders->len; i++)
    {
      if (!is_removed (nth_order (self, i)))
        pks[n++] = nth_order (self, i)->pk;
    }

  *n_pks = n;
  return pks;
}

/**
 * omni_order_set_dup_orders:
 * @self: a set
 *
 * Returns: (transfer full) (element-type OmniSelectedOrder): the orders with their amounts, in the
 *   order in which they were added
 */
GArray *
omni_order_set_dup_orders (const OmniOrderSet *self)
{
  GArray *orders = g_array_sized_new (FALSE, FALSE, sizeof (OmniSelectedOrder),
                                      (guint) omni_order_set_get_size (self));

  for (guint i = 0; i < self->orders->len; i++)
    {
      if (!is_removed (nth_order (self, i)))
        g_array_append_val (orders, *nth_order (self, i));
    }

  return orders;
}

/**
 * omni_order_set_get_totals:
 * @self: a set
 *
 * The sum of the amounts per currency, the currency of the order that was added first before the
 * others. A sum that does not fit into #OmniMoney is left out rather than told wrong.
 *
 * Returns: (transfer full) (element-type OmniMoney): the sums
 */
GPtrArray *
omni_order_set_get_totals (const OmniOrderSet *self)
{
  GPtrArray *totals = g_ptr_array_new_with_free_func (g_free);
  guint i;

  for (i = 0; i < self->totals->len; i++)
    {
      OrderTotal *total = &g_array_index (self->totals, OrderTotal, i);

      if (!total->is_known)
        count_again (self, total);

      if (total->is_known)
        {
          OmniMoney *sum = g_new (OmniMoney, 1);

          *sum = total->sum;
          g_ptr_array_add (totals, sum);
        }
    }

  return totals;
}
