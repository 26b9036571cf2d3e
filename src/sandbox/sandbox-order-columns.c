/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-order-columns.h"

#include "sandbox-value.h"

#include <string.h>

/* What the order list can be filtered and sorted by, one array each, by the position of an order,
 * which is its place by key. Texts are numbers of texts (see sandbox-texts.c), and those of a
 * customer or an address are held once for all of their orders. The database remains the truth: all
 * is read from it at start, and again, row by row, after each change. */

static const char order_sql[] =
    "SELECT pk, channel, status, date_placed, created_date, modified_date, customer,"
    " shipping_address, amount, discount_amount, shipping_amount, refund_amount, payment_option,"
    " cargo_company, is_send, invoice_date, has_gift_box,"
    " number, cancel_status, payment_option_slug, currency, tracking_number, invoice_number,"
    " e_archive_url, delivery_type, shipping_option_slug, gift_box_note, client_type, notes"
    " FROM orders";
static const char customer_sql[] =
    "SELECT pk, first_name, last_name, email, phone_number FROM customers";
static const char address_sql[] =
    "SELECT a.pk, c.name, n.name FROM addresses a LEFT JOIN cities c ON c.pk = a.city"
    " LEFT JOIN countries n ON n.pk = a.country";

/* Who has texts: how they are read, the first and the last of them, and where an order says which
 * one is its own. */
static const struct
{
  const char *sql;
  const char *one_sql;
  guint first;
  guint end;
  guint key;
} owners[SANDBOX_N_OWNERS] = {
  [SANDBOX_OWNER_ORDER] = { order_sql, " WHERE pk = ?", SANDBOX_COLUMN_NUMBER,
                            SANDBOX_COLUMN_FIRST_NAME, SANDBOX_COLUMN_PK },
  [SANDBOX_OWNER_CUSTOMER] = { customer_sql, " WHERE pk = ?", SANDBOX_COLUMN_FIRST_NAME,
                               SANDBOX_COLUMN_CITY, SANDBOX_COLUMN_CUSTOMER },
  [SANDBOX_OWNER_ADDRESS] = { address_sql, " WHERE a.pk = ?", SANDBOX_COLUMN_CITY,
                              SANDBOX_N_COLUMNS, SANDBOX_COLUMN_SHIPPING_ADDRESS },
};

struct _SandboxOrderColumns
{
  SandboxStore *store;                    /* (borrowed) */
  GArray *numbers[SANDBOX_N_NUMBERS];     /* (owned) (element-type gint64) by position */
  SandboxTexts *texts[SANDBOX_N_COLUMNS]; /* (owned) */
  GArray *ids[SANDBOX_N_COLUMNS];         /* (owned) (element-type guint32) of texts, by owner */
  gint64 first_keys[SANDBOX_N_OWNERS];    /* of customers and addresses, whose keys are dense */
};

SandboxOwner
sandbox_order_columns_get_owner (guint column)
{
  guint owner = SANDBOX_OWNER_ORDER;

  while (column >= owners[owner].end)
    owner++;

  return (SandboxOwner)owner;
}

guint
sandbox_order_columns_get_n (SandboxOrderColumns *columns)
{
  return columns->numbers[SANDBOX_COLUMN_PK]->len;
}

const gint64 *
sandbox_order_columns_get_numbers (SandboxOrderColumns *columns, guint column)
{
  return (const gint64 *)(const void *)columns->numbers[column]->data;
}

SandboxTexts *
sandbox_order_columns_get_texts (SandboxOrderColumns *columns, guint column)
{
  return columns->texts[column];
}

/* Where the texts of an order's customer or address are. */
static inline guint
get_place (SandboxOrderColumns *columns, SandboxOwner owner, guint32 position)
{
  gint64 key;

  if (owner == SANDBOX_OWNER_ORDER)
    return position;

  key = g_array_index (columns->numbers[owners[owner].key], gint64, position);
  return (guint)(key - columns->first_keys[owner]);
}

static inline guint32
get_id (const GArray *ids, guint place)
{
  return place < ids->len ? g_array_index (ids, guint32, place) : SANDBOX_NO_TEXT;
}

guint32
sandbox_order_columns_get_text_id (SandboxOrderColumns *columns, guint column, guint32 position)
{
  SandboxOwner owner = sandbox_order_columns_get_owner (column);

  return get_id (columns->ids[column], get_place (columns, owner, position));
}

/* The numbers of the texts of all orders. */
void
sandbox_order_columns_fill_ids (SandboxOrderColumns *columns, guint column, guint32 *ids)
{
  SandboxOwner owner = sandbox_order_columns_get_owner (column);
  const GArray *from = columns->ids[column];
  guint n_orders = sandbox_order_columns_get_n (columns);

  for (guint32 position = 0; position < n_orders; position++)
    ids[position] = get_id (from, get_place (columns, owner, position));
}

/* Adds to @marks, one for each order, those whose text is found. */
void
sandbox_order_columns_mark (SandboxOrderColumns *columns,
                            guint column,
                            const guint8 *found,
                            guint8 *marks)
{
  SandboxOwner owner = sandbox_order_columns_get_owner (column);
  const GArray *ids = columns->ids[column];
  guint n_orders = sandbox_order_columns_get_n (columns);
  g_autofree guint8 *by_place = NULL;

  if (owner == SANDBOX_OWNER_ORDER)
    {
      for (guint32 position = 0; position < n_orders; position++)
        marks[position] |= found[g_array_index (ids, guint32, position)];
      return;
    }

  by_place = g_new (guint8, ids->len + 1);
  for (guint place = 0; place < ids->len; place++)
    by_place[place] = found[g_array_index (ids, guint32, place)];
  for (guint32 position = 0; position < n_orders; position++)
    {
      guint place = get_place (columns, owner, position);

      marks[position] |= place < ids->len ? by_place[place] : 0;
    }
}

static void
set_id (GArray *ids, guint place, guint32 id)
{
  if (place >= ids->len)
    g_array_set_size (ids, place + 1);
  g_array_index (ids, guint32, place) = id;
}

/* Goes through all orders, customers or addresses in the order of their keys. */
static void
load (SandboxOrderColumns *columns, SandboxOwner owner)
{
  g_autofree char *sql = g_strconcat (owners[owner].sql, " ORDER BY 1", NULL);
  g_autoptr (SandboxStatement) row = sandbox_store_compile (columns->store, sql);
  guint n_numbers = owner == SANDBOX_OWNER_ORDER ? SANDBOX_N_NUMBERS : 2;
  guint place = 0;

  while (sandbox_store_step (columns->store, row))
    {
      gint64 key = sandbox_statement_get_int (row, 0);

      for (guint column = 1; owner == SANDBOX_OWNER_ORDER && column < n_numbers; column++)
        {
          gint64 value = sandbox_statement_get_int (row, (int)column - 1);

          g_array_append_val (columns->numbers[column], value);
        }
      if (owner == SANDBOX_OWNER_ORDER)
        place = columns->numbers[SANDBOX_COLUMN_PK]->len - 1;
      else
        {
          columns->first_keys[owner] = MIN (columns->first_keys[owner], key);
          place = (guint)(key - columns->first_keys[owner]);
        }
      for (guint column = owners[owner].first; column < owners[owner].end; column++)
        {
          int at = (int)(n_numbers - 1 + column - owners[owner].first);
          const char *text = sandbox_statement_get_text (row, at);

          set_id (columns->ids[column], place, sandbox_texts_load (columns->texts[column], text));
        }
    }
  for (guint column = owners[owner].first; column < owners[owner].end; column++)
    sandbox_texts_settle (columns->texts[column], columns->ids[column]);
}

SandboxOrderColumns *
sandbox_order_columns_new (SandboxStore *store)
{
  SandboxOrderColumns *columns = g_new0 (SandboxOrderColumns, 1);
  guint n_orders = (guint)sandbox_store_ask (store, "SELECT count(*) FROM orders", "");

  columns->store = store;
  for (guint column = 1; column < SANDBOX_N_NUMBERS; column++)
    columns->numbers[column] =
        g_array_sized_new (FALSE, FALSE, sizeof (gint64), MAX (n_orders, 1));
  for (guint column = SANDBOX_N_NUMBERS; column < SANDBOX_N_COLUMNS; column++)
    {
      columns->texts[column] = sandbox_texts_new ();
      columns->ids[column] = g_array_new (FALSE, TRUE, sizeof (guint32));
    }
  for (guint owner = 0; owner < SANDBOX_N_OWNERS; owner++)
    {
      columns->first_keys[owner] = G_MAXINT64;
      load (columns, (SandboxOwner)owner);
    }

  return columns;
}

void
sandbox_order_columns_free (SandboxOrderColumns *columns)
{
  for (guint column = 1; column < SANDBOX_N_NUMBERS; column++)
    g_array_unref (columns->numbers[column]);
  for (guint column = SANDBOX_N_NUMBERS; column < SANDBOX_N_COLUMNS; column++)
    {
      sandbox_texts_free (columns->texts[column]);
      g_array_unref (columns->ids[column]);
    }
  g_free (columns);
}

static SandboxStatement *
select_one (SandboxOrderColumns *columns, SandboxOwner owner, gint64 pk)
{
  g_autofree char *sql = g_strconcat (owners[owner].sql, owners[owner].one_sql, NULL);
  SandboxStatement *row = sandbox_store_prepare (columns->store, sql);

  sandbox_statement_bind_int (row, 1, pk);
  return row;
}

/* The position of an order, or that behind all others: keys only grow. */
static guint32
find_position (SandboxOrderColumns *columns, gint64 pk)
{
  const gint64 *keys = sandbox_order_columns_get_numbers (columns, SANDBOX_COLUMN_PK);
  guint32 low = 0;
  guint32 high = sandbox_order_columns_get_n (columns);

  while (low < high)
    {
      guint32 middle = (low + high) / 2;

      if (keys[middle] < pk)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Reads an order again, or for the first time. */
void
sandbox_order_columns_update (SandboxOrderColumns *columns,
                              gint64 pk,
                              SandboxColumnChanged changed,
                              gpointer user_data)
{
  SandboxStatement *row = select_one (columns, SANDBOX_OWNER_ORDER, pk);
  guint32 position = find_position (columns, pk);
  gboolean is_new = position == sandbox_order_columns_get_n (columns);

  if (!sandbox_store_step (columns->store, row))
    return;

  for (guint column = 1; column < SANDBOX_N_NUMBERS; column++)
    {
      gint64 value = sandbox_statement_get_int (row, (int)column - 1);

      if (is_new)
        g_array_append_val (columns->numbers[column], value);
      else if (g_array_index (columns->numbers[column], gint64, position) == value)
        continue;
      g_array_index (columns->numbers[column], gint64, position) = value;
      changed (column, position, user_data);
    }
  for (guint column = owners[0].first; column < owners[0].end; column++)
    {
      const char *text = sandbox_statement_get_text (row, (int)column - 1);
      guint32 id = sandbox_texts_add (columns->texts[column], text);

      if (!is_new && get_id (columns->ids[column], position) == id)
        continue;
      set_id (columns->ids[column], position, id);
      changed (column, position, user_data);
    }
  for (guint column = owners[0].end; is_new && column < SANDBOX_N_COLUMNS; column++)
    changed (column, position, user_data);
  sqlite3_reset (row);
}

/* All orders of whom was changed move with the text. */
static void
say_changed (SandboxOrderColumns *columns,
             SandboxOwner owner,
             gint64 pk,
             guint column,
             SandboxColumnChanged changed,
             gpointer user_data)
{
  const gint64 *keys = sandbox_order_columns_get_numbers (columns, owners[owner].key);
  guint n_orders = sandbox_order_columns_get_n (columns);

  for (guint32 position = 0; position < n_orders; position++)
    if (keys[position] == pk)
      changed (column, position, user_data);
}

static void
update_owner (SandboxOrderColumns *columns,
              SandboxOwner owner,
              gint64 pk,
              SandboxColumnChanged changed,
              gpointer user_data)
{
  SandboxStatement *row = select_one (columns, owner, pk);
  guint place;

  if (!sandbox_store_step (columns->store, row))
    return;

  columns->first_keys[owner] = MIN (columns->first_keys[owner], pk);
  place = (guint)(pk - columns->first_keys[owner]);
  for (guint column = owners[owner].first; column < owners[owner].end; column++)
    {
      const char *text = sandbox_statement_get_text (row, (int)(column - owners[owner].first) + 1);
      guint32 id = sandbox_texts_add (columns->texts[column], text);

      if (get_id (columns->ids[column], place) == id)
        continue;
      set_id (columns->ids[column], place, id);
      say_changed (columns, owner, pk, column, changed, user_data);
    }
  sqlite3_reset (row);
}

/* Reads a customer again, or for the first time. */
void
sandbox_order_columns_update_customer (SandboxOrderColumns *columns,
                                       gint64 pk,
                                       SandboxColumnChanged changed,
                                       gpointer user_data)
{
  update_owner (columns, SANDBOX_OWNER_CUSTOMER, pk, changed, user_data);
}

/* The same for an address. */
void
sandbox_order_columns_update_address (SandboxOrderColumns *columns,
                                      gint64 pk,
                                      SandboxColumnChanged changed,
                                      gpointer user_data)
{
  update_owner (columns, SANDBOX_OWNER_ADDRESS, pk, changed, user_data);
}
