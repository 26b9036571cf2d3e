/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "sandbox-search.h"

#include "sandbox-value.h"

#include <string.h>

/* Free search: every word has to be somewhere in the order's own texts (number, tracking number)
 * or in the customer's (names, e-mail, phone). The folded texts lie one behind the other in memory,
 * where a million of them are read through in the time that a few hundred random reads take. Each
 * field is a line of its text, so filters that look into one of them read the same memory. */

typedef struct
{
  GString *arena;  /* (owned) texts, each with its zero */
  GArray *offsets; /* (owned) (element-type gsize) where each begins */
} Texts;

struct _SandboxSearch
{
  SandboxStore *store; /* (borrowed) */
  Texts orders;        /* by position */
  Texts customers;     /* by key, from @first_customer on; keys are dense */
  gint64 first_customer;
};

/* What is looked for in a line. */
typedef struct
{
  guint line; /* from 0 */
  SandboxMatch match;
  GPtrArray *texts; /* (owned) (element-type utf8) folded; one of them is enough */
} Wanted;

static void
texts_clear (Texts *texts)
{
  if (texts->arena != NULL)
    g_string_free (texts->arena, TRUE);
  texts->arena = NULL;
  g_clear_pointer (&texts->offsets, g_array_unref);
}

static void
texts_init (Texts *texts)
{
  texts->arena = g_string_new_len ("", 1);
  texts->offsets = g_array_new (FALSE, TRUE, sizeof (gsize));
}

/* A text that is replaced stays behind as waste; changes are few beside what there is. */
static void
texts_set (Texts *texts, guint position, const char *text)
{
  gsize offset = texts->arena->len;

  if (position >= texts->offsets->len)
    g_array_set_size (texts->offsets, position + 1);
  g_array_index (texts->offsets, gsize, position) = offset;
  g_string_append_len (texts->arena, text, (gssize)strlen (text) + 1);
}

static inline const char *
texts_get (const Texts *texts, guint position)
{
  return texts->arena->str + g_array_index (texts->offsets, gsize, position);
}

static void
load_orders (SandboxSearch *search)
{
  SandboxStatement *row =
      sandbox_store_prepare (search->store, "SELECT search_text FROM orders ORDER BY pk");
  guint position = 0;

  texts_init (&search->orders);
  while (sandbox_store_step (search->store, row))
    texts_set (&search->orders, position++, sandbox_statement_get_text (row, 0));
}

static void
load_customers (SandboxSearch *search)
{
  SandboxStatement *row =
      sandbox_store_prepare (search->store, "SELECT pk, search_text FROM customers ORDER BY pk");

  texts_init (&search->customers);
  search->first_customer = G_MAXINT64;
  while (sandbox_store_step (search->store, row))
    {
      gint64 pk = sandbox_statement_get_int (row, 0);

      search->first_customer = MIN (search->first_customer, pk);
      texts_set (&search->customers, (guint)(pk - search->first_customer),
                 sandbox_statement_get_text (row, 1));
    }
}

SandboxSearch *
sandbox_search_new (SandboxStore *store)
{
  SandboxSearch *search = g_new0 (SandboxSearch, 1);

  search->store = store;
  load_orders (search);
  load_customers (search);
  return search;
}

void
sandbox_search_free (SandboxSearch *search)
{
  texts_clear (&search->orders);
  texts_clear (&search->customers);
  g_free (search);
}

static void
update (SandboxSearch *search, const char *sql, Texts *texts, guint position, gint64 pk)
{
  SandboxStatement *row = sandbox_store_prepare (search->store, sql);

  sandbox_statement_bind_int (row, 1, pk);
  if (sandbox_store_step (search->store, row))
    texts_set (texts, position, sandbox_statement_get_text (row, 0));
  sqlite3_reset (row);
}

/* Reads the texts of an order again. */
void
sandbox_search_update_order (SandboxSearch *search, guint position, gint64 pk)
{
  update (search, "SELECT search_text FROM orders WHERE pk = ?", &search->orders, position, pk);
}

/* Reads the texts of a customer again, or for the first time. Keys only grow. */
void
sandbox_search_update_customer (SandboxSearch *search, gint64 pk)
{
  search->first_customer = MIN (search->first_customer, pk);
  update (search, "SELECT search_text FROM customers WHERE pk = ?", &search->customers,
          (guint)(pk - search->first_customer), pk);
}

/* Keeps the orders whose own text matches, or whose customer's does. */
static void
keep (SandboxSearch *search,
      GArray *rows,
      const gint64 *customers,
      gboolean (*matches) (const char *text, gconstpointer data),
      gconstpointer order_data,
      gconstpointer customer_data)
{
  guint n_customers = search->customers.offsets->len;
  g_autofree guint8 *found = g_new0 (guint8, n_customers + 1);
  guint32 *positions = (guint32 *)(void *)rows->data;
  guint n = 0;

  for (guint i = 0; customer_data != NULL && i < n_customers; i++)
    found[i] = matches (texts_get (&search->customers, i), customer_data);
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 position = positions[i];
      guint64 customer = (guint64)(customers[position] - search->first_customer);

      if ((customer < n_customers && found[customer]) ||
          (order_data != NULL && matches (texts_get (&search->orders, position), order_data)))
        positions[n++] = position;
    }
  g_array_set_size (rows, n);
}

static gboolean
has_word (const char *text, gconstpointer word)
{
  return strstr (text, word) != NULL;
}

static gboolean
line_matches (const char *line, gsize length, const char *text, SandboxMatch match)
{
  gsize text_length = strlen (text);

  if (text_length > length)
    return FALSE;

  switch (match)
    {
    case SANDBOX_MATCH_EXACT:
      return text_length == length && memcmp (line, text, length) == 0;
    case SANDBOX_MATCH_STARTS:
      return memcmp (line, text, text_length) == 0;
    case SANDBOX_MATCH_ENDS:
      return memcmp (line + length - text_length, text, text_length) == 0;
    case SANDBOX_MATCH_CONTAINS:
    default:
      return g_strstr_len (line, (gssize)length, text) != NULL;
    }
}

static gboolean
has_wanted (const char *text, gconstpointer data)
{
  const Wanted *wanted = data;
  gsize length;

  for (guint i = 0; i < wanted->line; i++)
    {
      text = strchr (text, '\n');
      if (text == NULL)
        return FALSE;
      text++;
    }
  length = (gsize)(strchrnul (text, '\n') - text);
  for (guint i = 0; i < wanted->texts->len; i++)
    if (line_matches (text, length, g_ptr_array_index (wanted->texts, i), wanted->match))
      return TRUE;

  return FALSE;
}

/**
 * sandbox_search_keep:
 * @search: a search
 * @rows: (element-type guint32): positions of orders; those that do not match go
 * @customers: the customer of the order at each position
 * @text: words
 */
void
sandbox_search_keep (SandboxSearch *search, GArray *rows, const gint64 *customers, const char *text)
{
  g_autofree char *folded = sandbox_value_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      keep (search, rows, customers, has_word, *word, *word);
}

/**
 * sandbox_search_keep_condition:
 * @search: a search
 * @rows: (element-type guint32): positions of orders; those that cannot match go
 * @customers: the customer of the order at each position
 * @condition: a filter
 *
 * Does what the folded texts can do for a filter. Where it tells capitals from small letters, what
 * is left has to be looked at again.
 *
 * Returns: whether what is left matches
 */
gboolean
sandbox_search_keep_condition (SandboxSearch *search,
                               GArray *rows,
                               const gint64 *customers,
                               const SandboxCondition *condition)
{
  guint line = condition->field->line;
  gboolean is_of_order = line >= SANDBOX_LINE_NUMBER;
  gboolean is_indexed =
      is_of_order && condition->match == SANDBOX_MATCH_EXACT && !condition->is_folded;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Wanted wanted = { line - (is_of_order ? SANDBOX_LINE_NUMBER : SANDBOX_LINE_FIRST_NAME),
                    condition->match, texts };

  if (line == 0 || condition->kind != SANDBOX_CONDITION_TEXT || is_indexed)
    return FALSE;

  for (guint i = 0; i < condition->texts->len; i++)
    g_ptr_array_add (texts, sandbox_value_fold (g_ptr_array_index (condition->texts, i)));
  keep (search, rows, customers, has_wanted, is_of_order ? &wanted : NULL,
        is_of_order ? NULL : &wanted);

  return condition->is_folded;
}
