/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-derived.h"

#include "omni-order-item.h"
#include "omni-order-totals.h"
#include "omni-status.h"

/* What an order says only together. There are few of these texts (numbers of pieces and days, the
 * ways in which statuses go together in an order), so each is kept once for all orders. */

#define USECS_A_DAY ((OmniTime) 24 * 60 * 60 * G_USEC_PER_SEC)

/* More than a line of a table can say. */
#define MAX_STATUSES 6

typedef struct
{
  const char *status; /* (not nullable) (borrowed) */
  guint n;
} StatusCount;

static const char *
intern_number (guint64 number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, number);
  return g_intern_string (text);
}

/**
 * omni_order_get_quantity:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): how many pieces its items are together, as text, or %NULL
 *   where the answer does not hold them
 */
const char *
omni_order_get_quantity (const OmniOrder *order)
{
  GPtrArray *items = omni_order_get_items (order);
  guint64 sum = 0;

  if (items == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++)
    sum += omni_order_item_count_pieces (g_ptr_array_index (items, i));

  return intern_number (sum);
}

static void
count_status (GArray *counts, const char *status)
{
  StatusCount count = { status, 1 };

  for (guint i = 0; i < counts->len; i++)
    {
      StatusCount *known = &g_array_index (counts, StatusCount, i);

      if (strcmp (known->status, status) == 0)
        {
          known->n++;
          return;
        }
    }

  g_array_append_val (counts, count);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const StatusCount *left = a;
  const StatusCount *right = b;

  return strcmp (left->status, right->status);
}

/**
 * omni_order_get_item_statuses:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer none): how many of its items have which status, as "2 Preparing, 1
 *   Shipped", or %NULL where the answer does not hold them
 */
const char *
omni_order_get_item_statuses (const OmniOrder *order)
{
  GPtrArray *items = omni_order_get_items (order);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (StatusCount));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *status = omni_order_item_get_status (g_ptr_array_index (items, i));

      if (status != NULL)
        count_status (counts, status);
    }
  if (counts->len == 0)
    return NULL;

  g_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len && i < MAX_STATUSES; i++)
    {
      const StatusCount *count = &g_array_index (counts, StatusCount, i);

      g_string_append_printf (text, "%s%u %s", i > 0 ? ", " : "", count->n,
                              omni_status_get_label (count->status));
    }
  if (counts->len > MAX_STATUSES)
    g_string_append (text, "…");

  return g_intern_string (text->str);
}

/**
 * omni_order_get_days_since:
 * @then: a moment, or %OMNI_TIME_NONE
 * @now: the moment of asking
 *
 * Returns: (nullable) (transfer none): how many whole days have passed, as text, or %NULL where the
 *   moment is not known
 */
const char *
omni_order_get_days_since (OmniTime then, OmniTime now)
{
  if (then == OMNI_TIME_NONE)
    return NULL;

  return intern_number (now > then ? (guint64) ((now - then) / USECS_A_DAY) : 0);
}

/**
 * omni_order_get_current_amount:
 * @order: (not nullable): an order
 * @amount: (out caller-allocates): what is left of it
 *
 * Says what an order comes to after what was given back.
 *
 * Returns: %FALSE where the server does not say what it came to
 */
gboolean
omni_order_get_current_amount (const OmniOrder *order, OmniMoney *amount)
{
  OmniOrderTotals totals;

  if (!omni_order_totals_compute (&totals, order, NULL, NULL) ||
      !totals.known[OMNI_TOTAL_CURRENT])
    return FALSE;

  *amount = totals.amounts[OMNI_TOTAL_CURRENT];
  return TRUE;
}
