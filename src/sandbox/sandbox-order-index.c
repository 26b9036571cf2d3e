/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-order-index.h"

#include "sandbox-json.h"
#include "sandbox-search.h"
#include "sandbox-value.h"

#include <string.h>

/* The list of orders is asked for with every mix of filters and sorts, at a million orders, with
 * its count. No set of database indexes answers all of those in milliseconds, but arrays do: the
 * columns that lists filter and sort by most are held here, one array each, and read from end to
 * end. What else can be asked goes through SQL and comes back as a set of keys. The answer to a
 * query is the sorted list of keys of all its orders; the last few are kept until an order changes,
 * so that going from page to page costs nothing. Sorting most of a million rows takes longer than
 * reading them, so all orders are kept sorted by each field, too: a sorted answer is those of them
 * that match. The database remains the truth: the arrays are read from it at start and again, order
 * by order, after each change. */

#define N_ANSWERS 8

/* Of so many changes, all orders are sorted anew rather than brought in line. */
#define MAX_CHANGED 10000

/* Fewer rows than one in so many are sorted by themselves. */
#define FEW 16

typedef struct
{
  char *text;   /* (owned) (nullable) the query */
  GArray *pks;  /* (owned) (nullable) (element-type gint64) */
  guint64 used; /* when it was last asked for */
} Answer;


#define ORDER_COLUMNS                                                                              \
  "pk, channel, status, date_placed, created_date, modified_date, customer, amount, "              \
  "payment_option, "                                                                               \
  "cargo_company, is_send"

#define CUSTOMER_FIELD(column) "(SELECT c." column " FROM customers c WHERE c.pk = t.customer)"
#define CITY_FIELD                                                                                 \
  "(SELECT c.name FROM addresses a JOIN cities c ON c.pk = a.city WHERE a.pk = "                   \
  "t.shipping_address)"

/* clang-format off */
static const char number_sql[] = "t.number";

static const SandboxField fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT, SANDBOX_COLUMN_PK },
  { "id", "t.pk", SANDBOX_FIELD_INT, SANDBOX_COLUMN_PK },
  { "number", number_sql, SANDBOX_FIELD_TEXT, 0, .line = SANDBOX_LINE_NUMBER },
  { "channel", "t.channel", SANDBOX_FIELD_INT, SANDBOX_COLUMN_CHANNEL },
  { "channel_id", "t.channel", SANDBOX_FIELD_INT, SANDBOX_COLUMN_CHANNEL },
  { "status", "t.status", SANDBOX_FIELD_STATUS, SANDBOX_COLUMN_STATUS },
  { "cancel_status", "t.cancel_status", SANDBOX_FIELD_TEXT, 0 },
  { "is_send", "t.is_send", SANDBOX_FIELD_BOOLEAN, SANDBOX_COLUMN_IS_SEND },
  { "date_placed", "t.date_placed", SANDBOX_FIELD_TIME, SANDBOX_COLUMN_DATE_PLACED },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME, SANDBOX_COLUMN_CREATED_DATE },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME, SANDBOX_COLUMN_MODIFIED_DATE },
  { "customer", "t.customer", SANDBOX_FIELD_INT, SANDBOX_COLUMN_CUSTOMER },
  { "customer__email", CUSTOMER_FIELD ("email"), SANDBOX_FIELD_TEXT, 0,
    .line = SANDBOX_LINE_EMAIL },
  { "customer__first_name", CUSTOMER_FIELD ("first_name"), SANDBOX_FIELD_TEXT, 0,
    .line = SANDBOX_LINE_FIRST_NAME },
  { "customer__last_name", CUSTOMER_FIELD ("last_name"), SANDBOX_FIELD_TEXT, 0,
    .line = SANDBOX_LINE_LAST_NAME },
  { "customer__phone_number", CUSTOMER_FIELD ("phone_number"), SANDBOX_FIELD_TEXT, 0,
    .line = SANDBOX_LINE_PHONE },
  { "shipping_address__city__name", CITY_FIELD, SANDBOX_FIELD_TEXT, 0 },
  { "payment_option", "t.payment_option", SANDBOX_FIELD_INT, SANDBOX_COLUMN_PAYMENT_OPTION },
  { "payment_option_slug", "t.payment_option_slug", SANDBOX_FIELD_TEXT, 0 },
  { "cargo_company", "t.cargo_company", SANDBOX_FIELD_INT, SANDBOX_COLUMN_CARGO_COMPANY },
  { "currency", "t.currency", SANDBOX_FIELD_TEXT, 0 },
  { "tracking_number", "t.tracking_number", SANDBOX_FIELD_TEXT, 0,
    .line = SANDBOX_LINE_TRACKING_NUMBER },
  { "invoice_number", "t.invoice_number", SANDBOX_FIELD_TEXT, 0 },
  { "invoice_date", "t.invoice_date", SANDBOX_FIELD_TIME, 0 },
  { "e_archive_url", "t.e_archive_url", SANDBOX_FIELD_TEXT, 0 },
  { "amount", "t.amount", SANDBOX_FIELD_MONEY, SANDBOX_COLUMN_AMOUNT },
  { "discount_amount", "t.discount_amount", SANDBOX_FIELD_MONEY, 0 },
  { "shipping_amount", "t.shipping_amount", SANDBOX_FIELD_MONEY, 0 },
  { "refund_amount", "t.refund_amount", SANDBOX_FIELD_MONEY, 0 },
  { NULL },
};
/* clang-format on */

/* All orders, sorted by a field, equal ones by key. */
typedef struct
{
  GArray *rows;    /* (owned) (nullable) (element-type guint32) positions */
  guint n_changed; /* how many of the changed orders it is in line with */
} Sorted;

struct _SandboxOrderIndex
{
  SandboxStore *store;                /* (borrowed) */
  GArray *columns[SANDBOX_N_COLUMNS]; /* (owned) (element-type gint64) all of one length, by pk */
  SandboxSearch *search;              /* (owned) */
  Sorted sorted[G_N_ELEMENTS (fields)];
  GArray *changed; /* (owned) (element-type guint32) positions of orders, as they changed */
  Answer answers[N_ANSWERS];
  guint64 clock;
  gboolean ignores_filters;
  gboolean ignores_search;
};

static const GArray *get_sorted (SandboxOrderIndex *index, const SandboxField *field);

const SandboxField *
sandbox_order_index_get_fields (void)
{
  return fields;
}

static inline gint64
get_value (SandboxOrderIndex *index, guint column, guint position)
{
  return g_array_index (index->columns[column], gint64, position);
}

static inline const gint64 *
get_values (SandboxOrderIndex *index, guint column)
{
  return (const gint64 *)(const void *)index->columns[column]->data;
}

/* Goes through the orders in the order of their keys. */
static void
read_orders (SandboxOrderIndex *index)
{
  SandboxStatement *statement =
      sandbox_store_prepare (index->store, "SELECT " ORDER_COLUMNS " FROM orders ORDER BY pk");

  while (sandbox_store_step (index->store, statement))
    for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
      {
        gint64 value = sandbox_statement_get_int (statement, (int)column - 1);

        g_array_append_val (index->columns[column], value);
      }
}

/**
 * sandbox_order_index_new:
 * @store: where the orders are
 * @ignores_filters: whether filters and search do nothing
 * @ignores_search: whether search does nothing
 *
 * Reads and sorts all orders, so that no request has to wait for that.
 *
 * Returns: (transfer full): the index
 */
SandboxOrderIndex *
sandbox_order_index_new (SandboxStore *store, gboolean ignores_filters, gboolean ignores_search)
{
  SandboxOrderIndex *index = g_new0 (SandboxOrderIndex, 1);
  gint64 n_orders = sandbox_store_ask (store, "SELECT count(*) FROM orders", "");

  index->store = store;
  index->ignores_filters = ignores_filters;
  index->ignores_search = ignores_filters || ignores_search;
  index->search = sandbox_search_new (store);
  index->changed = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
    index->columns[column] =
        g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint)MAX (n_orders, 1));
  read_orders (index);
  for (const SandboxField *field = fields; field->name != NULL; field++)
    if (field->column != 0 || field->sql == number_sql)
      get_sorted (index, field);

  return index;
}

static void
forget_answers (SandboxOrderIndex *index)
{
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_clear_pointer (&index->answers[i].text, g_free);
      g_clear_pointer (&index->answers[i].pks, g_array_unref);
    }
}

void
sandbox_order_index_free (SandboxOrderIndex *index)
{
  forget_answers (index);
  sandbox_search_free (index->search);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_clear_pointer (&index->sorted[i].rows, g_array_unref);
  g_array_unref (index->changed);
  for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
    g_array_unref (index->columns[column]);
  g_free (index);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

/* Remembers that an order may stand elsewhere now. */
static void
note_changed (SandboxOrderIndex *index, guint32 position)
{
  if (index->changed->len == MAX_CHANGED)
    {
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          g_clear_pointer (&index->sorted[i].rows, g_array_unref);
          index->sorted[i].n_changed = 0;
        }
      g_array_set_size (index->changed, 0);
    }
  g_array_append_val (index->changed, position);
}

/**
 * sandbox_order_index_update_customer:
 * @index: an index
 * @pk: a customer that was changed or added; or 0 for an address, which is asked of the database
 *
 * Reads a customer's texts again, and forgets the answers.
 */
void
sandbox_order_index_update_customer (SandboxOrderIndex *index, gint64 pk)
{
  forget_answers (index);
  if (pk != 0)
    sandbox_search_update_customer (index->search, pk);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].column == 0 && fields[i].sql != number_sql)
      g_clear_pointer (&index->sorted[i].rows, g_array_unref);
}

/**
 * sandbox_order_index_update:
 * @index: an index
 * @pk: an order that was changed or added
 *
 * Reads an order again, and forgets the answers.
 */
void
sandbox_order_index_update (SandboxOrderIndex *index, gint64 pk)
{
  SandboxStatement *statement;
  guint position;

  forget_answers (index);
  statement =
      sandbox_store_prepare (index->store, "SELECT " ORDER_COLUMNS " FROM orders WHERE pk = ?");
  sandbox_statement_bind_int (statement, 1, pk);
  if (!sandbox_store_step (index->store, statement))
    return;

  if (!g_array_binary_search (index->columns[SANDBOX_COLUMN_PK], &pk, compare_keys, &position))
    {
      /* Keys only grow, so a new order goes behind all others. */
      position = index->columns[SANDBOX_COLUMN_PK]->len;
      for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
        g_array_set_size (index->columns[column], position + 1);
    }
  for (guint column = 1; column < SANDBOX_N_COLUMNS; column++)
    g_array_index (index->columns[column], gint64, position) =
        sandbox_statement_get_int (statement, (int)column - 1);
  sqlite3_reset (statement);
  note_changed (index, position);
  sandbox_search_update_order (index->search, position, pk);
}

static void
keep_range (GArray *rows, const gint64 *values, gint64 low, gint64 high)
{
  guint32 *positions = (guint32 *)(void *)rows->data;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 position = positions[i];

      positions[n] = position;
      n += values[position] >= low && values[position] <= high ? 1 : 0;
    }
  g_array_set_size (rows, n);
}

/* The first of the rows, which are in the order of their keys until they are sorted, whose key is
 * not less. */
static guint
find_key (const GArray *rows, const gint64 *keys, gint64 key)
{
  guint first = 0;
  guint end = rows->len;

  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (keys[g_array_index (rows, guint32, middle)] < key)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

/* A range of keys is looked up, as a database does it. */
static void
keep_key_range (GArray *rows, const gint64 *keys, gint64 low, gint64 high)
{
  guint end = high < G_MAXINT64 ? find_key (rows, keys, high + 1) : rows->len;
  guint first;

  g_array_set_size (rows, end);
  first = find_key (rows, keys, low);
  if (first > 0)
    g_array_remove_range (rows, 0, first);
}

static void
keep_set (GArray *rows, const gint64 *values, const GArray *set)
{
  guint32 *positions = (guint32 *)(void *)rows->data;
  const gint64 *members = (const gint64 *)(const void *)set->data;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 position = positions[i];
      gint64 value = values[position];
      gboolean found = FALSE;

      if (set->len <= 32)
        for (guint m = 0; m < set->len; m++)
          found |= members[m] == value;
      else
        found = bsearch (&value, members, set->len, sizeof (gint64), compare_keys) != NULL;
      positions[n] = position;
      n += found ? 1 : 0;
    }
  g_array_set_size (rows, n);
}

/* A few keys are looked up, not searched for. */
static gboolean
keep_keys (SandboxOrderIndex *index, GArray *rows, const GArray *keys)
{
  const GArray *pks = index->columns[SANDBOX_COLUMN_PK];

  if (rows->len != pks->len || keys->len > pks->len / 8)
    return FALSE;

  g_array_set_size (rows, 0);
  for (guint i = 0; i < keys->len; i++)
    {
      guint position;

      if ((i == 0 || g_array_index (keys, gint64, i) != g_array_index (keys, gint64, i - 1)) &&
          g_array_binary_search ((GArray *)pks, &g_array_index (keys, gint64, i), compare_keys,
                                 &position))
        {
          guint32 row = position;

          g_array_append_val (rows, row);
        }
    }

  return TRUE;
}

static void
keep_null (GArray *rows, const gint64 *values, gboolean is_null)
{
  guint32 *positions = (guint32 *)(void *)rows->data;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 position = positions[i];

      positions[n] = position;
      n += (values[position] == SANDBOX_NULL) == is_null ? 1 : 0;
    }
  g_array_set_size (rows, n);
}

static void
keep_condition (SandboxOrderIndex *index, GArray *rows, const SandboxCondition *condition)
{
  const gint64 *values = get_values (index, condition->field->column);

  switch (condition->kind)
    {
    case SANDBOX_CONDITION_RANGE:
      if (condition->field->column == SANDBOX_COLUMN_PK)
        keep_key_range (rows, values, condition->low, condition->high);
      else
        keep_range (rows, values, condition->low, condition->high);
      break;

    case SANDBOX_CONDITION_SET:
      if (condition->field->column != SANDBOX_COLUMN_PK ||
          !keep_keys (index, rows, condition->numbers))
        keep_set (rows, values, condition->numbers);
      break;

    case SANDBOX_CONDITION_NULL:
      keep_null (rows, values, condition->is_null);
      break;

    case SANDBOX_CONDITION_TEXT:
    default:
      g_assert_not_reached ();
    }
}

/* A few orders are asked about one by one. */
static void
keep_few_by_sql (SandboxOrderIndex *index, GArray *rows, const GPtrArray *conditions)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 1 FROM orders t WHERE t.pk = ?");
  g_autoptr (SandboxStatement) statement = NULL;
  guint n = 0;

  sandbox_filter_append_sql (conditions, sql);
  statement = sandbox_store_compile (index->store, sql->str);
  sandbox_filter_bind (conditions, statement, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 row = g_array_index (rows, guint32, i);

      sandbox_statement_bind_int (statement, 1, get_value (index, SANDBOX_COLUMN_PK, row));
      g_array_index (rows, guint32, n) = row;
      n += sandbox_store_step (index->store, statement) ? 1 : 0;
      sqlite3_reset (statement);
    }
  g_array_set_size (rows, n);
}

/* What the arrays do not hold is asked of the database. */
static void
keep_by_sql (SandboxOrderIndex *index, GArray *rows, const GPtrArray *conditions)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t.pk FROM orders t WHERE 1");
  g_autoptr (SandboxStatement) statement = NULL;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows->len < index->columns[SANDBOX_COLUMN_PK]->len / FEW)
    {
      keep_few_by_sql (index, rows, conditions);
      return;
    }

  sandbox_filter_append_sql (conditions, sql);
  statement = sandbox_store_compile (index->store, sql->str);
  sandbox_filter_bind (conditions, statement, 1);
  while (sandbox_store_step (index->store, statement))
    {
      gint64 pk = sandbox_statement_get_int (statement, 0);

      g_array_append_val (keys, pk);
    }
  g_array_sort (keys, compare_keys);
  if (!keep_keys (index, rows, keys))
    keep_set (rows, get_values (index, SANDBOX_COLUMN_PK), keys);
}

/* Sorts by 11 bits at a time from the lowest: a pass is two reads of the array, and equal keys keep
 * their order, which is what makes several sort fields and the tie-break simple. */
static void
sort_by_ranks (GArray *rows, guint64 *ranks)
{
  guint n_rows = rows->len;
  g_autofree guint64 *other_ranks = g_new (guint64, n_rows);
  g_autofree guint32 *other_rows = g_new (guint32, n_rows);
  guint32 *positions = (guint32 *)(void *)rows->data;
  guint64 *from_ranks = ranks;
  guint64 *to_ranks = other_ranks;
  guint32 *from_rows = positions;
  guint32 *to_rows = other_rows;
  guint64 all = 0;

  for (guint i = 0; i < n_rows; i++)
    all |= ranks[i];
  for (guint shift = 0; shift < 64 && all >> shift != 0; shift += 11)
    {
      guint starts[2048] = { 0 };
      guint total = 0;
      guint64 *swap_ranks;
      guint32 *swap_rows;

      for (guint i = 0; i < n_rows; i++)
        starts[from_ranks[i] >> shift & 2047]++;
      for (guint digit = 0; digit < 2048; digit++)
        {
          guint n = starts[digit];

          starts[digit] = total;
          total += n;
        }
      for (guint i = 0; i < n_rows; i++)
        {
          guint to = starts[from_ranks[i] >> shift & 2047]++;

          to_ranks[to] = from_ranks[i];
          to_rows[to] = from_rows[i];
        }
      swap_ranks = from_ranks;
      from_ranks = to_ranks;
      to_ranks = swap_ranks;
      swap_rows = from_rows;
      from_rows = to_rows;
      to_rows = swap_rows;
    }
  if (from_rows != positions)
    memcpy (positions, from_rows, n_rows * sizeof (guint32));
}

/* The place of each row in an ascending sort by one field; equal values have equal places. */
static void
rank_by_column (SandboxOrderIndex *index, const GArray *rows, guint column, guint64 *ranks)
{
  gint64 low = G_MAXINT64;

  for (guint i = 0; i < rows->len; i++)
    low = MIN (low, get_value (index, column, g_array_index (rows, guint32, i)));
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 value = get_value (index, column, g_array_index (rows, guint32, i));

      /* Null comes first, as in the database; what is not null keeps its distances. */
      ranks[i] = value == SANDBOX_NULL
                     ? 0
                     : (guint64)value - (guint64)(low == SANDBOX_NULL ? -1 : low - 1);
    }
}

/* The database puts all orders in order, by an index where there is one; equal values next to each
 * other get the same place. */
static void
rank_by_sql (SandboxOrderIndex *index,
             const GArray *rows,
             const SandboxField *field,
             guint64 *ranks)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT t.pk, %s FROM orders t ORDER BY %s", field->sql, field->sql);
  g_autoptr (SandboxStatement) statement = sandbox_store_compile (index->store, sql);
  const GArray *pks = index->columns[SANDBOX_COLUMN_PK];
  g_autofree guint64 *all = g_new0 (guint64, pks->len + 1);
  g_autoptr (GString) last = g_string_new (NULL);
  guint64 rank = 0;

  while (sandbox_store_step (index->store, statement))
    {
      gint64 pk = sandbox_statement_get_int (statement, 0);
      const char *text = sandbox_statement_get_text (statement, 1);
      guint position;

      if (rank == 0 || text == NULL || strcmp (text, last->str) != 0)
        rank += text != NULL || rank == 0 ? 1 : 0;
      g_string_assign (last, text != NULL ? text : "");
      if (g_array_binary_search ((GArray *)pks, &pk, compare_keys, &position))
        all[position] = rank;
    }
  for (guint i = 0; i < rows->len; i++)
    ranks[i] = all[g_array_index (rows, guint32, i)];
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

static void
fill_with_all (GArray *rows, guint n_orders)
{
  g_array_set_size (rows, n_orders);
  for (guint i = 0; i < n_orders; i++)
    g_array_index (rows, guint32, i) = i;
}

static void
rank (SandboxOrderIndex *index, const GArray *rows, const SandboxField *field, guint64 *ranks)
{
  if (field->column != 0)
    rank_by_column (index, rows, field->column, ranks);
  else
    rank_by_sql (index, rows, field, ranks);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 *values = user_data;
  guint32 first = *(const guint32 *)a;
  guint32 second = *(const guint32 *)b;

  if (values[first] != values[second])
    return values[first] > values[second] ? 1 : -1;
  return (first > second) - (first < second);
}

/* The orders that changed since are taken out, sorted by themselves, and merged in again. */
static void
bring_in_line (SandboxOrderIndex *index, Sorted *sorted, guint column)
{
  const gint64 *values = get_values (index, column);
  guint n_orders = index->columns[column]->len;
  g_autofree guint8 *is_changed = g_new0 (guint8, n_orders);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_orders);
  guint next = 0;

  for (guint i = sorted->n_changed; i < index->changed->len; i++)
    {
      guint32 row = g_array_index (index->changed, guint32, i);

      if (!is_changed[row])
        g_array_append_val (changed, row);
      is_changed[row] = 1;
    }
  g_array_sort_with_data (changed, compare_rows, (gpointer)values);
  for (guint i = 0; i < sorted->rows->len; i++)
    {
      guint32 row = g_array_index (sorted->rows, guint32, i);

      if (is_changed[row])
        continue;
      while (next < changed->len &&
             compare_rows (&g_array_index (changed, guint32, next), &row, (gpointer)values) < 0)
        g_array_append_val (rows, g_array_index (changed, guint32, next++));
      g_array_append_val (rows, row);
    }
  if (next < changed->len)
    g_array_append_vals (rows, &g_array_index (changed, guint32, next), changed->len - next);

  g_array_unref (sorted->rows);
  sorted->rows = rows;
}

/* All orders by a field, ascending. */
static const GArray *
get_sorted (SandboxOrderIndex *index, const SandboxField *field)
{
  guint n_orders = index->columns[SANDBOX_COLUMN_PK]->len;
  Sorted *sorted = &index->sorted[field - fields];

  if (sorted->rows != NULL && sorted->n_changed < index->changed->len)
    {
      if (field->column != 0)
        bring_in_line (index, sorted, field->column);
      else if (field->sql != number_sql || sorted->rows->len != n_orders)
        g_clear_pointer (&sorted->rows, g_array_unref); /* numbers alone never change */
    }
  if (sorted->rows == NULL)
    {
      g_autofree guint64 *ranks = g_new (guint64, n_orders + 1);

      sorted->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_orders + 1);
      fill_with_all (sorted->rows, n_orders);
      rank (index, sorted->rows, field, ranks);
      sort_by_ranks (sorted->rows, ranks);
    }
  sorted->n_changed = index->changed->len;

  return sorted->rows;
}

/* Takes the rows from all orders, which are sorted. */
static void
pick_sorted (SandboxOrderIndex *index, GArray *rows, const SandboxSort *sort)
{
  const GArray *all = get_sorted (index, sort->field);
  const guint32 *from = (const guint32 *)(const void *)all->data;
  guint32 *to = (guint32 *)(void *)rows->data;
  g_autofree guint8 *is_wanted = NULL;
  guint n = 0;

  if (rows->len == all->len)
    {
      memcpy (to, from, all->len * sizeof (guint32));
      if (sort->is_descending)
        reverse (rows);
      return;
    }

  is_wanted = g_new0 (guint8, all->len + 1);
  for (guint i = 0; i < rows->len; i++)
    is_wanted[to[i]] = 1;
  for (guint i = 0; n < rows->len; i++)
    {
      guint32 row = from[sort->is_descending ? all->len - 1 - i : i];

      to[n] = row;
      n += is_wanted[row];
    }
}

static void
sort_rows (SandboxOrderIndex *index, GArray *rows, const GArray *sorts)
{
  const SandboxSort *first = &g_array_index (sorts, SandboxSort, 0);
  g_autofree guint64 *ranks = NULL;

  if (sorts->len == 1 && (first->field->column == 0 ||
                          rows->len >= index->columns[SANDBOX_COLUMN_PK]->len / FEW))
    {
      pick_sorted (index, rows, first);
      return;
    }

  /* Rows come by key; equal ones follow the direction of the first field. */
  ranks = g_new (guint64, rows->len + 1);
  if (first->is_descending)
    reverse (rows);
  for (guint s = sorts->len; s-- > 0;)
    {
      const SandboxSort *sort = &g_array_index (sorts, SandboxSort, s);
      guint64 high = 0;

      rank (index, rows, sort->field, ranks);
      if (sort->is_descending)
        {
          for (guint i = 0; i < rows->len; i++)
            high = MAX (high, ranks[i]);
          for (guint i = 0; i < rows->len; i++)
            ranks[i] = high - ranks[i];
        }
      sort_by_ranks (rows, ranks);
    }
}

static GArray *
answer (SandboxOrderIndex *index,
        const SandboxRequest *request,
        const GPtrArray *conditions,
        const GArray *sorts)
{
  guint n_orders = index->columns[SANDBOX_COLUMN_PK]->len;
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_orders + 1);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  const char *search =
      index->ignores_search ? NULL : sandbox_request_get_parameter (request, "search");
  const gint64 *keys = get_values (index, SANDBOX_COLUMN_PK);
  const gint64 *customers = get_values (index, SANDBOX_COLUMN_CUSTOMER);
  GArray *pks;

  fill_with_all (rows, n_orders);
  if (request->channel != 0)
    keep_range (rows, get_values (index, SANDBOX_COLUMN_CHANNEL), request->channel,
                request->channel);
  for (guint i = 0; i < conditions->len; i++)
    {
      SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (condition->field->column != 0)
        keep_condition (index, rows, condition);
      else if (!sandbox_search_keep_condition (index->search, rows, customers, condition))
        g_ptr_array_add (others, condition);
    }
  if (rows->len > 0 && search != NULL)
    sandbox_search_keep (index->search, rows, customers, search);
  if (rows->len > 0 && others->len > 0)
    keep_by_sql (index, rows, others);
  sort_rows (index, rows, sorts);

  pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->len + 1);
  g_array_set_size (pks, rows->len);
  for (guint i = 0; i < rows->len; i++)
    g_array_index (pks, gint64, i) = keys[g_array_index (rows, guint32, i)];

  return pks;
}

/* Everything of the request that the answer depends on. */
static char *
describe_query (const SandboxRequest *request)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT, request->channel);
  for (guint i = 0; i < request->parameters->len; i++)
    {
      const SandboxParameter *parameter = g_ptr_array_index (request->parameters, i);

      if (strcmp (parameter->name, "page") != 0 && strcmp (parameter->name, "limit") != 0)
        g_string_append_printf (text, "\n%s\t%s", parameter->name, parameter->value);
    }

  return g_string_free (text, FALSE);
}

/**
 * sandbox_order_index_query:
 * @index: an index
 * @request: the request, whose filters, search, sort and channel count
 * @pks: (out) (transfer none) (element-type gint64): the keys of all orders that match, in order
 * @reply: gets a 400 where a filter's value is not usable
 *
 * Returns: whether the query was understood
 */
gboolean
sandbox_order_index_query (SandboxOrderIndex *index,
                           const SandboxRequest *request,
                           const GArray **pks,
                           SandboxReply *reply)
{
  g_autofree char *text = describe_query (request);
  g_autoptr (GPtrArray) conditions = NULL;
  g_autoptr (GArray) sorts = NULL;
  Answer *oldest = &index->answers[0];

  for (guint i = 0; i < N_ANSWERS; i++)
    {
      Answer *kept = &index->answers[i];

      if (kept->text != NULL && strcmp (kept->text, text) == 0)
        {
          kept->used = ++index->clock;
          *pks = kept->pks;
          return TRUE;
        }
      if (kept->text == NULL || kept->used < oldest->used)
        oldest = kept;
    }

  if (!sandbox_filter_read (fields, request, &conditions, reply))
    return FALSE;

  if (index->ignores_filters)
    g_ptr_array_set_size (conditions, 0);
  sorts = sandbox_filter_read_sort (fields, request, "-date_placed");
  g_clear_pointer (&oldest->pks, g_array_unref);
  g_free (oldest->text);
  oldest->pks = answer (index, request, conditions, sorts);
  oldest->text = g_steal_pointer (&text);
  oldest->used = ++index->clock;
  *pks = oldest->pks;

  return TRUE;
}
