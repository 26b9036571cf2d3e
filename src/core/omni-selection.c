/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-selection.h"

#include "omni-order.h"
#include "omni-pk-set.h"

#define CHUNK_SIZE 65536

struct _OmniSelection
{
  GArray *orders; /* (not nullable) (owned) (element-type OmniSelectedOrder) */
  GPtrArray
      *numbers; /* (not nullable) (owned) (element-type utf8) by the order's index; may be %NULL */
  GStringChunk *texts; /* (not nullable) (owned) where the numbers are */
  OmniPkSet *pks;      /* (not nullable) (owned) */
};

static const OmniSelectedOrder *
get_order (const OmniSelection *selection, gsize index)
{
  return &g_array_index (selection->orders, OmniSelectedOrder, index);
}

/* Keeps the orders that are in @other, or those that are not. */
static void
keep (OmniSelection *selection, const OmniSelection *other, gboolean common)
{
  OmniPkSet *pks = omni_pk_set_new ();
  guint n_kept = 0;

  for (guint i = 0; i < selection->orders->len; i++)
    {
      const OmniSelectedOrder order = *get_order (selection, i);

      if (omni_pk_set_contains (other->pks, order.pk) != common)
        continue;

      omni_pk_set_add (pks, order.pk);
      g_array_index (selection->orders, OmniSelectedOrder, n_kept) = order;
      g_ptr_array_index (selection->numbers, n_kept) = g_ptr_array_index (selection->numbers, i);
      n_kept++;
    }

  g_array_set_size (selection->orders, n_kept);
  g_ptr_array_set_size (selection->numbers, (int)n_kept);
  omni_pk_set_free (selection->pks);
  selection->pks = pks;
}

/**
 * omni_selection_new:
 *
 * Returns: (transfer full): an empty selection
 */
OmniSelection *
omni_selection_new (void)
{
  OmniSelection *selection = g_new0 (OmniSelection, 1);

  selection->orders = g_array_new (FALSE, FALSE, sizeof (OmniSelectedOrder));
  selection->numbers = g_ptr_array_new ();
  selection->texts = g_string_chunk_new (CHUNK_SIZE);
  selection->pks = omni_pk_set_new ();

  return selection;
}

/**
 * omni_selection_free:
 * @selection: (transfer full): a selection
 */
void
omni_selection_free (OmniSelection *selection)
{
  g_array_unref (selection->orders);
  g_ptr_array_unref (selection->numbers);
  g_string_chunk_free (selection->texts);
  omni_pk_set_free (selection->pks);
  g_free (selection);
}

/**
 * omni_selection_get_size:
 * @selection: a selection
 *
 * Returns: how many orders are in it
 */
gsize
omni_selection_get_size (const OmniSelection *selection)
{
  return selection->orders->len;
}

/**
 * omni_selection_contains:
 * @selection: a selection
 * @pk: an order's key
 *
 * Returns: whether the order is in it
 */
gboolean
omni_selection_contains (const OmniSelection *selection, gint64 pk)
{
  return omni_pk_set_contains (selection->pks, pk);
}

/**
 * omni_selection_get_orders:
 * @selection: a selection
 *
 * Returns: (transfer none) (element-type OmniSelectedOrder): the orders, as they were added
 */
GArray *
omni_selection_get_orders (const OmniSelection *selection)
{
  return selection->orders;
}

/**
 * omni_selection_get_number:
 * @selection: a selection
 * @index: an order's place in omni_selection_get_orders()
 *
 * Returns: (nullable) (transfer none): its number, or %NULL when it is not known
 */
const char *
omni_selection_get_number (const OmniSelection *selection, gsize index)
{
  g_return_val_if_fail (index < selection->numbers->len, NULL);

  return g_ptr_array_index (selection->numbers, index);
}

/**
 * omni_selection_dup_pks:
 * @selection: a selection
 * @n_pks: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_pks): the orders' keys; free with g_free()
 */
gint64 *
omni_selection_dup_pks (const OmniSelection *selection, gsize *n_pks)
{
  gint64 *pks = g_new (gint64, selection->orders->len + 1);

  for (guint i = 0; i < selection->orders->len; i++)
    pks[i] = get_order (selection, i)->pk;

  *n_pks = selection->orders->len;
  return pks;
}

/**
 * omni_selection_dup_totals:
 * @selection: a selection
 *
 * Sums the amounts. A sum that does not fit into #OmniMoney is left out rather than told wrong.
 *
 * Returns: (transfer full) (element-type OmniMoney): a sum for each currency, that of the first
 *   order first
 */
GPtrArray *
omni_selection_dup_totals (const OmniSelection *selection)
{
  g_autoptr (GHashTable) overflown = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *totals = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < selection->orders->len; i++)
    {
      const OmniMoney *amount = &get_order (selection, i)->amount;
      OmniMoney *total = NULL;

      if (amount->currency[0] == '\0' && amount->units == 0)
        continue;

      for (guint j = 0; total == NULL && j < totals->len; j++)
        {
          OmniMoney *one = g_ptr_array_index (totals, j);

          if (strcmp (one->currency, amount->currency) == 0)
            total = one;
        }

      if (total == NULL)
        g_ptr_array_add (totals, g_memdup2 (amount, sizeof *amount));
      else if (!omni_money_add (total, amount, total, NULL))
        g_hash_table_add (overflown, total->currency);
    }

  for (guint i = totals->len; i > 0; i--)
    {
      OmniMoney *total = g_ptr_array_index (totals, i - 1);

      if (g_hash_table_contains (overflown, total->currency))
        {
          g_hash_table_remove (overflown, total->currency);
          g_ptr_array_remove_index (totals, i - 1);
        }
    }

  return totals;
}

/**
 * omni_selection_add:
 * @selection: a selection
 * @order: an order
 * @number: (nullable): its number, where it is known
 *
 * Returns: %FALSE when it was in the selection already, which is then left as it is
 */
gboolean
omni_selection_add (OmniSelection *selection, const OmniSelectedOrder *order, const char *number)
{
  if (!omni_pk_set_add (selection->pks, order->pk))
    return FALSE;

  g_array_append_vals (selection->orders, order, 1);
  g_ptr_array_add (selection->numbers,
                   number != NULL ? g_string_chunk_insert (selection->texts, number) : NULL);
  return TRUE;
}

/**
 * omni_selection_add_order:
 * @selection: a selection
 * @order: an order
 *
 * Returns: %FALSE when it was in the selection already
 */
gboolean
omni_selection_add_order (OmniSelection *selection, const OmniOrder *order)
{
  OmniSelectedOrder selected = { .pk = omni_order_get_pk (order) };

  if (!omni_order_get_amount (order, OMNI_ORDER_AMOUNT, &selected.amount))
    selected.amount = (OmniMoney){ 0 };

  return omni_selection_add (selection, &selected, omni_order_get_number (order));
}

/**
 * omni_selection_unite:
 * @selection: a selection
 * @other: another
 *
 * Adds what is in @other.
 */
void
omni_selection_unite (OmniSelection *selection, const OmniSelection *other)
{
  for (guint i = 0; other != selection && i < other->orders->len; i++)
    omni_selection_add (selection, get_order (other, i), omni_selection_get_number (other, i));
}

/**
 * omni_selection_subtract:
 * @selection: a selection
 * @other: another
 *
 * Takes out what is in @other.
 */
void
omni_selection_subtract (OmniSelection *selection, const OmniSelection *other)
{
  keep (selection, other, FALSE);
}

/**
 * omni_selection_intersect:
 * @selection: a selection
 * @other: another
 *
 * Takes out what is not in @other.
 */
void
omni_selection_intersect (OmniSelection *selection, const OmniSelection *other)
{
  keep (selection, other, TRUE);
}
