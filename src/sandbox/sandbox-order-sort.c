/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-order-sort.h"

#include "sandbox-json.h"
#include "sandbox-value.h"

#include <string.h>

/* Sorting most of a million rows takes longer than reading them, so all orders are kept sorted by
 * each column: a sorted answer is those of them that match. For several fields, and for few rows,
 * each order also has its place by each column as a number without holes, so that a field is a pass
 * or two of counting. After a change the orders that changed are taken out and put in again, when
 * somebody asks for the column next. */

/* Of so many changes, all orders are sorted anew rather than brought in line. */
#define MAX_CHANGED 10000

/* Fewer rows than one in so many are sorted by themselves. */
#define FEW 16

/* A pass counts at most so many different digits. */
#define DIGIT_BITS 16

typedef struct
{
  GArray *rows;    /* (owned) (element-type guint32) all orders by the column, equal ones by key */
  GArray *ranks;   /* (owned) (element-type guint32) by position; equal values have the same */
  guint32 highest; /* rank */
  gboolean is_unique;
  GArray *changed; /* (owned) (element-type guint32) orders whose value is not where it belongs */
} Sorted;

struct _SandboxOrderSort
{
  SandboxOrderColumns *columns; /* (borrowed) */
  Sorted sorted[SANDBOX_N_COLUMNS];
};

/* One stable pass over one digit of the ranks. */
static void
count_sort (const guint32 *from,
            guint32 *to,
            guint n,
            const guint32 *ranks,
            guint shift,
            guint bits,
            guint32 flip)
{
  guint32 mask = ((guint32)1 << bits) - 1;
  g_autofree guint32 *starts = g_new0 (guint32, mask + 1);
  guint32 total = 0;

  for (guint i = 0; i < n; i++)
    starts[((flip != 0 ? flip - ranks[from[i]] : ranks[from[i]]) >> shift) & mask]++;
  for (guint digit = 0; digit <= mask; digit++)
    {
      guint32 n_here = starts[digit];

      starts[digit] = total;
      total += n_here;
    }
  for (guint i = 0; i < n; i++)
    {
      guint32 row = from[i];

      to[starts[((flip != 0 ? flip - ranks[row] : ranks[row]) >> shift) & mask]++] = row;
    }
}

/* Sorts by the places in one column; equal ones keep their order. */
static void
sort_by_ranks (GArray *rows, const Sorted *sorted, gboolean is_descending)
{
  const guint32 *ranks = (const guint32 *)(const void *)sorted->ranks->data;
  guint32 *positions = (guint32 *)(void *)rows->data;
  g_autofree guint32 *other = g_new (guint32, rows->len + 1);
  guint bits = sorted->highest == 0 ? 0 : g_bit_storage (sorted->highest);
  guint n_passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
  guint32 flip = is_descending ? sorted->highest : 0;
  guint32 *from = positions;
  guint32 *to = other;

  /* Few rows are not worth counting many digits for. */
  if (rows->len < 1 << 12)
    n_passes = (bits + 7) / 8;
  for (guint pass = 0; pass < n_passes; pass++)
    {
      guint width = (bits + n_passes - 1) / n_passes;
      guint32 *swap = from;

      count_sort (from, to, rows->len, ranks, pass * width, width, flip);
      from = to;
      to = swap;
    }
  if (from != positions)
    memcpy (positions, from, rows->len * sizeof (guint32));
}

static void
fill_with_all (GArray *rows, guint n_orders)
{
  g_array_set_size (rows, n_orders);
  for (guint i = 0; i < n_orders; i++)
    g_array_index (rows, guint32, i) = i;
}

/* Sorts whole numbers, by 11 bits at a time from the lowest. No value comes first. */
static void
sort_by_numbers (GArray *rows, const gint64 *values)
{
  guint n = rows->len;
  g_autofree guint32 *other = g_new (guint32, n + 1);
  guint32 *from = (guint32 *)(void *)rows->data;
  guint32 *to = other;
  gint64 low = G_MAXINT64;
  gint64 high = SANDBOX_NULL;
  guint64 span;

  for (guint i = 0; i < n; i++)
    {
      low = values[i] == SANDBOX_NULL ? low : MIN (low, values[i]);
      high = MAX (high, values[i]);
    }
  span = high == SANDBOX_NULL ? 0 : (guint64)high - (guint64)low + 1;
  for (guint shift = 0; shift < 64 && span >> shift != 0; shift += 11)
    {
      guint starts[2048] = { 0 };
      guint total = 0;
      guint32 *swap = from;

#define DIGIT(value)                                                                               \
  ((value) == SANDBOX_NULL ? 0 : ((guint64)(value) - (guint64)low + 1) >> shift & 2047)
      for (guint i = 0; i < n; i++)
        starts[DIGIT (values[from[i]])]++;
      for (guint digit = 0; digit < 2048; digit++)
        {
          guint n_here = starts[digit];

          starts[digit] = total;
          total += n_here;
        }
      for (guint i = 0; i < n; i++)
        to[starts[DIGIT (values[from[i]])]++] = from[i];
#undef DIGIT
      from = to;
      to = swap;
    }
  if (from == other)
    memcpy (rows->data, other, n * sizeof (guint32));
}

static void
note_end_of_ranks (Sorted *sorted, guint n_orders, guint32 highest)
{
  sorted->highest = highest;
  sorted->is_unique = n_orders > 0 && highest == n_orders - 1;
}

/* Ranks of numbers follow from the sorted orders. */
static void
rank_numbers (SandboxOrderSort *sort, Sorted *sorted, guint column)
{
  const gint64 *values = sandbox_order_columns_get_numbers (sort->columns, column);
  const guint32 *rows = (const guint32 *)(const void *)sorted->rows->data;
  guint n_orders = sorted->rows->len;
  guint32 rank = 0;
  guint32 *ranks;

  g_array_set_size (sorted->ranks, n_orders);
  ranks = (guint32 *)(void *)sorted->ranks->data;
  for (guint i = 0; i < n_orders; i++)
    {
      rank += i > 0 && values[rows[i]] != values[rows[i - 1]] ? 1 : 0;
      ranks[rows[i]] = rank;
    }
  note_end_of_ranks (sorted, n_orders, rank);
}

/* Those of texts are known before: texts are kept in order. */
static void
rank_texts (SandboxOrderSort *sort, Sorted *sorted, guint column)
{
  SandboxTexts *texts = sandbox_order_columns_get_texts (sort->columns, column);
  const guint32 *by_id = sandbox_texts_get_ranks (texts);
  guint n_orders = sandbox_order_columns_get_n (sort->columns);
  guint32 *ranks;

  g_array_set_size (sorted->ranks, n_orders);
  ranks = (guint32 *)(void *)sorted->ranks->data;
  sandbox_order_columns_fill_ids (sort->columns, column, ranks);
  for (guint i = 0; i < n_orders; i++)
    ranks[i] = by_id[ranks[i]];
  sorted->highest = sandbox_texts_get_n (texts) - 1;
}

static void
sort_anew (SandboxOrderSort *sort, Sorted *sorted, guint column)
{
  fill_with_all (sorted->rows, sandbox_order_columns_get_n (sort->columns));
  if (column < SANDBOX_N_NUMBERS)
    {
      sort_by_numbers (sorted->rows, sandbox_order_columns_get_numbers (sort->columns, column));
      rank_numbers (sort, sorted, column);
    }
  else
    {
      rank_texts (sort, sorted, column);
      sort_by_ranks (sorted->rows, sorted, FALSE);
    }
  g_array_set_size (sorted->changed, 0);
}

/* Where an order belongs among others: by value, then by key. */
static gint64
get_value (SandboxOrderSort *sort, const Sorted *sorted, guint column, guint32 row)
{
  if (column < SANDBOX_N_NUMBERS)
    return sandbox_order_columns_get_numbers (sort->columns, column)[row];

  return g_array_index (sorted->ranks, guint32, row);
}

typedef struct
{
  gint64 value;
  guint32 row;
} Changed;

static int
compare_changed (gconstpointer a, gconstpointer b)
{
  const Changed *first = a;
  const Changed *second = b;

  if (first->value != second->value)
    return first->value > second->value ? 1 : -1;
  return (first->row > second->row) - (first->row < second->row);
}

static GArray *
collect_changed (SandboxOrderSort *sort, Sorted *sorted, guint column, guint8 *is_changed)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Changed));

  for (guint i = 0; i < sorted->changed->len; i++)
    {
      guint32 row = g_array_index (sorted->changed, guint32, i);
      Changed one = { get_value (sort, sorted, column, row), row };

      if (is_changed[row] == 0)
        g_array_append_val (all, one);
      is_changed[row] = 1;
    }
  g_array_sort (all, compare_changed);

  return all;
}

/* The first of the rows from @first on that comes behind. */
static guint
find_behind (
    SandboxOrderSort *sort, Sorted *sorted, guint column, guint first, guint end, Changed *one)
{
  while (first < end)
    {
      guint middle = (first + end) / 2;
      guint32 row = g_array_index (sorted->rows, guint32, middle);
      Changed other = { get_value (sort, sorted, column, row), row };

      if (compare_changed (&other, one) < 0)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

/* The orders that changed are taken out, sorted by themselves, and put in again. */
static void
bring_in_line (SandboxOrderSort *sort, Sorted *sorted, guint column)
{
  guint n_orders = sandbox_order_columns_get_n (sort->columns);
  g_autofree guint8 *is_changed = g_new0 (guint8, n_orders);
  g_autoptr (GArray) changed = NULL;
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_orders);
  guint32 *kept = (guint32 *)(void *)sorted->rows->data;
  guint n_kept = 0;
  guint at = 0;

  if (column >= SANDBOX_N_NUMBERS)
    rank_texts (sort, sorted, column);
  changed = collect_changed (sort, sorted, column, is_changed);
  for (guint i = 0; i < sorted->rows->len; i++)
    {
      guint32 row = kept[i];

      kept[n_kept] = row;
      n_kept += is_changed[row] == 0 ? 1 : 0;
    }
  for (guint i = 0; i < changed->len; i++)
    {
      Changed *one = &g_array_index (changed, Changed, i);
      guint next = find_behind (sort, sorted, column, at, n_kept, one);

      g_array_append_vals (rows, kept + at, next - at);
      g_array_append_val (rows, one->row);
      at = next;
    }
  g_array_append_vals (rows, kept + at, n_kept - at);
  g_array_unref (sorted->rows);
  sorted->rows = rows;
  if (column < SANDBOX_N_NUMBERS)
    rank_numbers (sort, sorted, column);
  g_array_set_size (sorted->changed, 0);
}

static const Sorted *
get_sorted (SandboxOrderSort *sort, guint column)
{
  Sorted *sorted = &sort->sorted[column];

  if (sorted->changed->len >= MAX_CHANGED)
    sort_anew (sort, sorted, column);
  else if (sorted->changed->len > 0)
    bring_in_line (sort, sorted, column);

  return sorted;
}

/* Sorts all orders by all columns, so that no request has to wait for that. */
SandboxOrderSort *
sandbox_order_sort_new (SandboxOrderColumns *columns)
{
  SandboxOrderSort *sort = g_new0 (SandboxOrderSort, 1);

  sort->columns = columns;
  for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
    {
      Sorted *sorted = &sort->sorted[column];

      sorted->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      sorted->ranks = g_array_new (FALSE, FALSE, sizeof (guint32));
      sorted->changed = g_array_new (FALSE, FALSE, sizeof (guint32));
      sort_anew (sort, sorted, column);
    }

  return sort;
}

void
sandbox_order_sort_free (SandboxOrderSort *sort)
{
  for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
    {
      g_array_unref (sort->sorted[column].rows);
      g_array_unref (sort->sorted[column].ranks);
      g_array_unref (sort->sorted[column].changed);
    }
  g_free (sort);
}

/* Remembers that an order stands elsewhere in a column now. */
void
sandbox_order_sort_note (SandboxOrderSort *sort, guint column, guint32 position)
{
  GArray *changed = sort->sorted[column].changed;

  if (changed->len < MAX_CHANGED)
    g_array_append_val (changed, position);
}

static void
reverse (GArray *rows)
{
  guint32 *positions = (guint32 *)(void *)rows->data;

  for (guint i = 0; i < rows->len / 2; i++)
    {
      guint32 row = positions[i];

      positions[i] = positions[rows->len - 1 - i];
      positions[rows->len - 1 - i] = row;
    }
}

/* Takes the rows from all orders, which are sorted. */
static void
pick_sorted (GArray *rows, const Sorted *sorted, gboolean is_descending)
{
  const guint32 *from = (const guint32 *)(const void *)sorted->rows->data;
  guint32 *to = (guint32 *)(void *)rows->data;
  guint n_orders = sorted->rows->len;
  g_autofree guint8 *is_wanted = NULL;
  guint n = 0;

  if (rows->len == n_orders)
    {
      memcpy (to, from, n_orders * sizeof (guint32));
      if (is_descending)
        reverse (rows);
      return;
    }

  is_wanted = g_new0 (guint8, n_orders + 1);
  for (guint i = 0; i < rows->len; i++)
    is_wanted[to[i]] = 1;
  for (guint i = 0; n < rows->len; i++)
    {
      guint32 row = from[is_descending ? n_orders - 1 - i : i];

      to[n] = row;
      n += is_wanted[row];
    }
}

/**
 * sandbox_order_sort_rows:
 * @sort: all orders, sorted
 * @rows: (element-type guint32): positions of orders, by key
 * @sorts: (element-type SandboxSort): fields, at least one
 *
 * Brings the rows in order. Equal ones follow their key in the direction of the first field, so
 * that pages never overlap.
 */
void
sandbox_order_sort_rows (SandboxOrderSort *sort, GArray *rows, const GArray *sorts)
{
  gboolean is_descending = g_array_index (sorts, SandboxSort, 0).is_descending;
  guint n_orders = sandbox_order_columns_get_n (sort->columns);
  guint n_sorts = 0;

  /* Behind a field that no two orders have in common no other matters. */
  while (n_sorts < sorts->len)
    {
      const SandboxSort *by = &g_array_index (sorts, SandboxSort, n_sorts++);

      if (get_sorted (sort, by->field->column)->is_unique)
        break;
    }

  for (guint s = n_sorts; s-- > 0;)
    {
      const SandboxSort *by = &g_array_index (sorts, SandboxSort, s);
      const Sorted *sorted = get_sorted (sort, by->field->column);

      if (s == n_sorts - 1 && rows->len >= n_orders / FEW &&
          (by->is_descending == is_descending || sorted->is_unique))
        {
          pick_sorted (rows, sorted, by->is_descending);
          continue;
        }
      if (s == n_sorts - 1 && is_descending)
        reverse (rows);
      sort_by_ranks (rows, sorted, by->is_descending);
    }
}
