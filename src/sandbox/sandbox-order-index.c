/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-order-index.h"

#include "sandbox-order-columns.h"
#include "sandbox-order-sort.h"
#include "sandbox-json.h"
#include "sandbox-value.h"

#include <string.h>

/* The list of orders is asked for with every mix of filters and sorts, at a million orders, with
 * its count. No set of database indexes answers all of those in milliseconds, but arrays do: all
 * columns that it can be filtered and sorted by are held in memory, and read from end to end. The
 * answer to a query is the sorted list of keys of all its orders; the last few are kept until an
 * order changes, so that going from page to page costs nothing. */

#define N_ANSWERS 8

/* Of fewer rows than one in so many, texts are looked at one by one. */
#define FEW 16

typedef struct
{
  char *text;   /* (owned) (nullable) the query */
  GArray *pks;  /* (owned) (nullable) (element-type gint64) */
  guint64 used; /* when it was last asked for */
} Answer;

struct _SandboxOrderIndex
{
  SandboxOrderColumns *columns; /* (owned) */
  SandboxOrderSort *sort;       /* (owned) */
  Answer answers[N_ANSWERS];
  guint64 clock;
  gboolean ignores_filters;
  gboolean ignores_search;
};

/* clang-format off */
static const SandboxField fields[] = {
  { "pk", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_PK },
  { "id", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_PK },
  { "number", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_NUMBER },
  { "channel", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_CHANNEL },
  { "channel_id", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_CHANNEL },
  { "status", NULL, SANDBOX_FIELD_STATUS, SANDBOX_COLUMN_STATUS },
  { "cancel_status", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_CANCEL_STATUS },
  { "is_send", NULL, SANDBOX_FIELD_BOOLEAN, SANDBOX_COLUMN_IS_SEND },
  { "date_placed", NULL, SANDBOX_FIELD_TIME, SANDBOX_COLUMN_DATE_PLACED },
  { "created_date", NULL, SANDBOX_FIELD_TIME, SANDBOX_COLUMN_CREATED_DATE },
  { "modified_date", NULL, SANDBOX_FIELD_TIME, SANDBOX_COLUMN_MODIFIED_DATE },
  { "customer", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_CUSTOMER },
  { "customer__email", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_EMAIL },
  { "customer__first_name", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_FIRST_NAME },
  { "customer__last_name", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_LAST_NAME },
  { "customer__phone_number", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_PHONE_NUMBER },
  { "shipping_address__city__name", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_CITY },
  { "shipping_address__country__name", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_COUNTRY },
  { "payment_option", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_PAYMENT_OPTION },
  { "payment_option_slug", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_PAYMENT_OPTION_SLUG },
  { "cargo_company", NULL, SANDBOX_FIELD_INT, SANDBOX_COLUMN_CARGO_COMPANY },
  { "currency", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_CURRENCY },
  { "tracking_number", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_TRACKING_NUMBER },
  { "invoice_number", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_INVOICE_NUMBER },
  { "invoice_date", NULL, SANDBOX_FIELD_TIME, SANDBOX_COLUMN_INVOICE_DATE },
  { "e_archive_url", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_E_ARCHIVE_URL },
  { "delivery_type", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_DELIVERY_TYPE },
  { "shipping_option_slug", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_SHIPPING_OPTION_SLUG },
  { "has_gift_box", NULL, SANDBOX_FIELD_BOOLEAN, SANDBOX_COLUMN_HAS_GIFT_BOX },
  { "gift_box_note", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_GIFT_BOX_NOTE },
  { "client_type", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_CLIENT_TYPE },
  { "notes", NULL, SANDBOX_FIELD_TEXT, SANDBOX_COLUMN_NOTES },
  { "amount", NULL, SANDBOX_FIELD_MONEY, SANDBOX_COLUMN_AMOUNT },
  { "discount_amount", NULL, SANDBOX_FIELD_MONEY, SANDBOX_COLUMN_DISCOUNT_AMOUNT },
  { "shipping_amount", NULL, SANDBOX_FIELD_MONEY, SANDBOX_COLUMN_SHIPPING_AMOUNT },
  { "refund_amount", NULL, SANDBOX_FIELD_MONEY, SANDBOX_COLUMN_REFUND_AMOUNT },
  { NULL },
};
/* clang-format on */

const SandboxField *
sandbox_order_index_get_fields (void)
{
  return fields;
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

  index->ignores_filters = ignores_filters;
  index->ignores_search = ignores_filters || ignores_search;
  index->columns = sandbox_order_columns_new (store);
  index->sort = sandbox_order_sort_new (index->columns);

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
  sandbox_order_sort_free (index->sort);
  sandbox_order_columns_free (index->columns);
  g_free (index);
}

static void
changed_cb (guint column, guint32 position, gpointer user_data)
{
  SandboxOrderIndex *index = user_data;

  sandbox_order_sort_note (index->sort, column, position);
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
  forget_answers (index);
  sandbox_order_columns_update (index->columns, pk, changed_cb, index);
}

/**
 * sandbox_order_index_update_customer:
 * @index: an index
 * @pk: a customer that was changed or added
 *
 * Reads a customer's texts again, and forgets the answers.
 */
void
sandbox_order_index_update_customer (SandboxOrderIndex *index, gint64 pk)
{
  forget_answers (index);
  sandbox_order_columns_update_customer (index->columns, pk, changed_cb, index);
}

/**
 * sandbox_order_index_update_address:
 * @index: an index
 * @pk: an address that was changed or added
 *
 * Reads what is of an address again, and forgets the answers.
 */
void
sandbox_order_index_update_address (SandboxOrderIndex *index, gint64 pk)
{
  forget_answers (index);
  sandbox_order_columns_update_address (index->columns, pk, changed_cb, index);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
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

/* The first order from @first on whose key is not less. */
static guint
find_position (const gint64 *pks, guint n_orders, guint first, gint64 key)
{
  guint end = n_orders;

  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (pks[middle] < key)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

/* A few keys are looked up, not searched for. */
static gboolean
keep_keys (GArray *rows, const gint64 *pks, guint n_orders, const GArray *keys)
{
  guint first = 0;
  guint n = 0;

  if (rows->len != n_orders || keys->len > n_orders / 8)
    return FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);

      first = find_position (pks, n_orders, first, key);
      if (first < n_orders && pks[first] == key)
        g_array_index (rows, guint32, n++) = first++;
    }
  g_array_set_size (rows, n);

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
keep_numbers (SandboxOrderIndex *index, GArray *rows, const SandboxCondition *condition)
{
  guint column = condition->field->column;
  const gint64 *values = sandbox_order_columns_get_numbers (index->columns, column);
  guint n_orders = sandbox_order_columns_get_n (index->columns);

  switch (condition->kind)
    {
    case SANDBOX_CONDITION_RANGE:
      if (column == SANDBOX_COLUMN_PK)
        keep_key_range (rows, values, condition->low, condition->high);
      else
        keep_range (rows, values, condition->low, condition->high);
      break;

    case SANDBOX_CONDITION_SET:
      if (column != SANDBOX_COLUMN_PK || !keep_keys (rows, values, n_orders, condition->numbers))
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

/* What is looked for in one column: one of several texts, or any text at all. */
typedef struct
{
  guint column;
  const char *const *texts; /* (nullable) */
  guint n_texts;
  SandboxMatch match;
  gboolean is_folded;
} Wanted;

static gboolean
is_wanted (SandboxOrderIndex *index, const Wanted *wanted, guint32 row)
{
  SandboxTexts *texts = sandbox_order_columns_get_texts (index->columns, wanted->column);
  guint32 id = sandbox_order_columns_get_text_id (index->columns, wanted->column, row);

  for (guint i = 0; i < wanted->n_texts; i++)
    if (sandbox_texts_matches (texts, id, wanted->texts[i], wanted->match, wanted->is_folded))
      return TRUE;

  return wanted->texts == NULL && id != SANDBOX_NO_TEXT;
}

/* One byte for each order, added to what is there. */
static void
mark_wanted (SandboxOrderIndex *index, const Wanted *wanted, guint8 *marks)
{
  SandboxTexts *texts = sandbox_order_columns_get_texts (index->columns, wanted->column);
  guint n_texts = sandbox_texts_get_n (texts);
  g_autofree guint8 *found = g_new0 (guint8, n_texts);

  for (guint i = 0; i < wanted->n_texts; i++)
    sandbox_texts_find (texts, wanted->texts[i], wanted->match, wanted->is_folded, found);
  if (wanted->texts == NULL)
    memset (found + 1, 1, n_texts - 1);
  if (memchr (found, 1, n_texts) != NULL)
    sandbox_order_columns_mark (index->columns, wanted->column, found, marks);
}

/* Keeps the orders that have what is wanted in one of the columns, or those that have it in
   none. */
static void
keep_wanted (
    SandboxOrderIndex *index, GArray *rows, const Wanted *wanted, guint n_wanted, gboolean has_it)
{
  guint n_orders = sandbox_order_columns_get_n (index->columns);
  guint32 *positions = (guint32 *)(void *)rows->data;
  g_autofree guint8 *marks = g_new0 (guint8, n_orders + 1);
  guint n = 0;

  if (rows->len < n_orders / FEW)
    for (guint i = 0; i < rows->len; i++)
      for (guint w = 0; w < n_wanted && marks[positions[i]] == 0; w++)
        marks[positions[i]] = is_wanted (index, &wanted[w], positions[i]) ? 1 : 0;
  else
    for (guint w = 0; w < n_wanted; w++)
      mark_wanted (index, &wanted[w], marks);

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 row = positions[i];

      positions[n] = row;
      n += (marks[row] != 0) == has_it ? 1 : 0;
    }
  g_array_set_size (rows, n);
}

static void
keep_texts (SandboxOrderIndex *index, GArray *rows, const SandboxCondition *condition)
{
  Wanted wanted = { condition->field->column };

  if (condition->kind == SANDBOX_CONDITION_NULL)
    {
      keep_wanted (index, rows, &wanted, 1, !condition->is_null);
      return;
    }

  /* A set without a member is not the same as any text. */
  wanted.texts = (const char *const *)condition->texts->pdata;
  wanted.n_texts = condition->texts->len;
  wanted.match = condition->match;
  wanted.is_folded = condition->is_folded;
  if (wanted.n_texts == 0)
    g_array_set_size (rows, 0);
  else
    keep_wanted (index, rows, &wanted, 1, TRUE);
}

/* Free search: every word has to be somewhere in the order's number or tracking number, or in its
 * customer's names, e-mail or phone number. */
static void
keep_search (SandboxOrderIndex *index, GArray *rows, const char *text)
{
  static const guint columns[] = { SANDBOX_COLUMN_FIRST_NAME, SANDBOX_COLUMN_LAST_NAME,
                                   SANDBOX_COLUMN_EMAIL,      SANDBOX_COLUMN_PHONE_NUMBER,
                                   SANDBOX_COLUMN_NUMBER,     SANDBOX_COLUMN_TRACKING_NUMBER };
  g_autofree char *folded = sandbox_value_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);

  for (char **word = words; *word != NULL; word++)
    {
      Wanted wanted[G_N_ELEMENTS (columns)];

      if (**word == '\0')
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        wanted[i] = (Wanted){ columns[i], (const char *const *)word, 1, SANDBOX_MATCH_CONTAINS,
                              TRUE };
      keep_wanted (index, rows, wanted, G_N_ELEMENTS (columns), TRUE);
    }
}

static GArray *
answer (SandboxOrderIndex *index,
        const SandboxRequest *request,
        const GPtrArray *conditions,
        const GArray *sorts)
{
  guint n_orders = sandbox_order_columns_get_n (index->columns);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_orders + 1);
  const char *search =
      index->ignores_search ? NULL : sandbox_request_get_parameter (request, "search");
  const gint64 *keys = sandbox_order_columns_get_numbers (index->columns, SANDBOX_COLUMN_PK);
  GArray *pks;

  g_array_set_size (rows, n_orders);
  for (guint i = 0; i < n_orders; i++)
    g_array_index (rows, guint32, i) = i;
  if (request->channel != 0)
    keep_range (rows, sandbox_order_columns_get_numbers (index->columns, SANDBOX_COLUMN_CHANNEL),
                request->channel, request->channel);

  /* Numbers are quick, and leave fewer orders to look for texts in. */
  for (guint i = 0; i < conditions->len; i++)
    {
      SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (condition->field->kind != SANDBOX_FIELD_TEXT)
        keep_numbers (index, rows, condition);
    }
  for (guint i = 0; i < conditions->len; i++)
    {
      SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (condition->field->kind == SANDBOX_FIELD_TEXT)
        keep_texts (index, rows, condition);
    }
  if (search != NULL)
    keep_search (index, rows, search);
  sandbox_order_sort_rows (index->sort, rows, sorts);

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
