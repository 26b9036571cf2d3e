/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-search.h"

#include "sandbox-value.h"

#include <string.h>

/* Free search: every word has to be somewhere in the order's own texts (number, tracking number)
 * or in the customer's (name, e-mail, phone). The folded texts lie one behind the other in memory,
 * where a million of them are read through in the time that a few hundred random reads take. */

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
  gboolean has_orders;
  gboolean has_customers;
};

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
  texts_clear (texts);
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

SandboxSearch *
sandbox_search_new (SandboxStore *store)
{
  SandboxSearch *search = g_new0 (SandboxSearch, 1);

  search->store = store;
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
load_orders (SandboxSearch *search)
{
  SandboxStatement *row =
      sandbox_store_prepare (search->store, "SELECT search_text FROM orders ORDER BY pk");
  guint position = 0;

  texts_init (&search->orders);
  while (sandbox_store_step (search->store, row))
    texts_set (&search->orders, position++, sandbox_statement_get_text (row, 0));
  search->has_orders = TRUE;
}

static void
load_customers (SandboxSearch *search)
{
  SandboxStatement *row =
      sandbox_store_prepare (search->store, "SELECT pk, search_text FROM customers ORDER BY pk");
  gboolean is_first = TRUE;

  texts_init (&search->customers);
  while (sandbox_store_step (search->store, row))
    {
      if (is_first)
        search->first_customer = sandbox_statement_get_int (row, 0);
      is_first = FALSE;
      texts_set (&search->customers,
                 (guint)(sandbox_statement_get_int (row, 0) - search->first_customer),
                 sandbox_statement_get_text (row, 1));
    }
  search->has_customers = TRUE;
}

/* Reads the texts of an order again, where they were read at all. */
void
sandbox_search_update_order (SandboxSearch *search, guint position, gint64 pk)
{
  SandboxStatement *row;

  if (!search->has_orders)
    return;

  row = sandbox_store_prepare (search->store, "SELECT search_text FROM orders WHERE pk = ?");
  sandbox_statement_bind_int (row, 1, pk);
  if (sandbox_store_step (search->store, row))
    texts_set (&search->orders, position, sandbox_statement_get_text (row, 0));
  sqlite3_reset (row);
}

void
sandbox_search_forget_customers (SandboxSearch *search)
{
  search->has_customers = FALSE;
}

static void
keep_word (SandboxSearch *search, GArray *rows, const gint64 *customers, const char *word)
{
  guint n_customers = search->customers.offsets->len;
  g_autofree guint8 *matches = g_new0 (guint8, n_customers + 1);
  guint32 *positions = (guint32 *)(void *)rows->data;
  guint n = 0;

  for (guint i = 0; i < n_customers; i++)
    matches[i] = strstr (texts_get (&search->customers, i), word) != NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 position = positions[i];
      guint64 customer = (guint64)(customers[position] - search->first_customer);

      if ((customer < n_customers && matches[customer]) ||
          strstr (texts_get (&search->orders, position), word) != NULL)
        positions[n++] = position;
    }
  g_array_set_size (rows, n);
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

  if (!search->has_orders)
    load_orders (search);
  if (!search->has_customers)
    load_customers (search);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      keep_word (search, rows, customers, *word);
}
