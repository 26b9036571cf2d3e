/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fake-shop.h"

#include "omni-time.h"

#include <libsoup/soup.h>
#include <stdlib.h>

#define LONG_AGO G_GINT64_CONSTANT (1741075200) /* 2025-03-04T08:00:00Z */

/*
 * Filters
 */

static gboolean
list_has (const char *list, gint64 value)
{
  while (*list != '\0')
    {
      char *end;

      if (g_ascii_strtoll (list, &end, 10) == value)
        return TRUE;
      list = *end == ',' ? end + 1 : end;
    }

  return FALSE;
}

static char *
dup_number (const FakeOrder *order)
{
  return order->number != NULL ? g_strdup (order->number)
                               : g_strdup_printf ("00%" G_GINT64_FORMAT, order->pk + 7740000000000);
}

static gboolean
matches (FakeShop *shop, GHashTable *query, const FakeOrder *order)
{
  const char *value;

  if ((value = g_hash_table_lookup (query, "status")) != NULL && !list_has (value, order->status))
    return FALSE;
  if ((value = g_hash_table_lookup (query, "status__in")) != NULL &&
      !list_has (value, order->status))
    return FALSE;
  if ((value = g_hash_table_lookup (query, "number")) != NULL &&
      !(shop->flags & FAKE_IGNORES_NUMBER))
    {
      g_autofree char *number = dup_number (order);

      if (!g_str_equal (value, number))
        return FALSE;
    }
  if ((value = g_hash_table_lookup (query, "pk__in")) != NULL &&
      !(shop->flags & FAKE_IGNORES_PK_IN) && !list_has (value, order->pk))
    return FALSE;
  if ((value = g_hash_table_lookup (query, "pk__gt")) != NULL &&
      !(shop->flags & FAKE_IGNORES_PK_AFTER) && order->pk <= g_ascii_strtoll (value, NULL, 10))
    return FALSE;
  if ((value = g_hash_table_lookup (query, "pk__lte")) != NULL &&
      !(shop->flags & FAKE_IGNORES_PK_UNTIL) && order->pk > g_ascii_strtoll (value, NULL, 10))
    return FALSE;
  if ((value = g_hash_table_lookup (query, "modified_date__gte")) != NULL &&
      !(shop->flags & FAKE_IGNORES_MODIFIED))
    {
      OmniTime since;

      g_assert_true (omni_time_parse (value, -1, &since, NULL));
      if (order->modified * G_USEC_PER_SEC < since)
        return FALSE;
    }

  return TRUE;
}

/*
 * Answers
 */

static void
append_order (GString *body, const FakeOrder *order)
{
  g_autofree char *number = dup_number (order);
  g_autofree char *modified = omni_time_to_utc (order->modified * G_USEC_PER_SEC);

  g_string_append_printf (
      body,
      "{\"pk\":%" G_GINT64_FORMAT ",\"number\":\"%s\",\"status\":\"%u\",\"amount\":\"%d.%02d\","
      "\"currency\":\"%s\",\"date_placed\":\"2025-03-04T08:15:27.120934Z\",\"modified_date\":\"%"
      "s\","
      "\"customer\":{\"pk\":7,\"first_name\":\"%s\",\"last_name\":\"Aydın\"},\"unknown\":[1]}",
      order->pk, number, order->status, (int) (order->units / 100), (int) (order->units % 100),
      order->currency, modified, order->customer);
}

static int
compare_pks (gconstpointer a, gconstpointer b)
{
  const FakeOrder *first = *(const FakeOrder *const *) a;
  const FakeOrder *second = *(const FakeOrder *const *) b;

  return (first->pk > second->pk) - (first->pk < second->pk);
}

static int
compare_pks_down (gconstpointer a, gconstpointer b)
{
  return compare_pks (b, a);
}

static GPtrArray *
select_orders (FakeShop *shop, GHashTable *query)
{
  const char *sort = g_hash_table_lookup (query, "sort");
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < shop->orders->len; i++)
    {
      FakeOrder *order = &g_array_index (shop->orders, FakeOrder, i);

      if (matches (shop, query, order))
        g_ptr_array_add (selected, order);
    }

  if (!(shop->flags & FAKE_IGNORES_SORT) && g_strcmp0 (sort, "-pk") == 0)
    g_ptr_array_sort (selected, compare_pks_down);
  else if (!(shop->flags & FAKE_IGNORES_SORT) && g_strcmp0 (sort, "pk") == 0)
    g_ptr_array_sort (selected, compare_pks);

  return selected;
}

static guint
get_number (GHashTable *query, const char *name, guint fallback)
{
  const char *value = g_hash_table_lookup (query, name);

  return value != NULL ? (guint) strtoul (value, NULL, 10) : fallback;
}

static void
answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
answer_list (FakeShop *shop, SoupServerMessage *message, GHashTable *query)
{
  g_autoptr (GPtrArray) selected = select_orders (shop, query);
  gboolean bare = (shop->flags & FAKE_GIVES_ARRAYS) != 0;
  g_autoptr (GString) body = g_string_new (bare ? "[" : "{");
  guint limit = MIN (get_number (query, "limit", 10), shop->max_limit);
  guint page = shop->flags & FAKE_IGNORES_PAGE ? 1 : get_number (query, "page", 1);
  guint first = (page - 1) * limit;

  if (page > 1 && first >= selected->len)
    {
      answer (message, 404, "{\"detail\":\"Invalid page.\"}");
      return;
    }

  if (!bare && !(shop->flags & FAKE_HIDES_COUNT))
    g_string_append_printf (body, "\"count\":%u,", selected->len);
  if (!bare)
    g_string_append_printf (body, "\"next\":%s,\"previous\":null,\"results\":[",
                            first + limit < selected->len ? "\"http://x/?page=2\"" : "null");
  for (guint i = first; i < MIN (first + limit, selected->len); i++)
    {
      if (i > first)
        g_string_append_c (body, ',');
      append_order (body, g_ptr_array_index (selected, i));
    }
  g_string_append (body, bare ? "]" : "]}");

  answer (message, 200, body->str);
}

static void
answer_items (FakeShop *shop, SoupServerMessage *message, GHashTable *query)
{
  g_autoptr (GString) body = g_string_new ("{\"next\":null,\"previous\":null,\"results\":[");
  const char *list = g_hash_table_lookup (query, "order__in");
  guint n = 0;

  if (list == NULL)
    list = g_hash_table_lookup (query, "order");
  g_assert_nonnull (list);

  for (guint i = 0; i < shop->orders->len; i++)
    {
      const FakeOrder *order = &g_array_index (shop->orders, FakeOrder, i);

      for (guint j = 0; list_has (list, order->pk) && j < order->n_items; j++)
        g_string_append_printf (
            body,
            "%s{\"pk\":%" G_GINT64_FORMAT ",\"order\":%" G_GINT64_FORMAT ",\"status\":\"%u\","
            "\"price\":\"10.00\",\"product\":{\"pk\":%u,\"name\":\"Gömlek\",\"sku\":\"SKU-%u\"}}",
            n++ > 0 ? "," : "", order->pk * 10 + j, order->pk, order->status, j + 1, j + 1);
    }

  g_string_append_printf (body, "],\"count\":%u}", n);
  answer (message, 200, body->str);
}

/*
 * Callbacks
 */

static void
list_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  FakeShop *shop = user_data;
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  shop->n_requests++;
  if (shop->hook != NULL)
    shop->hook (shop, shop->n_requests);

  if (shop->fail_from > 0 && shop->n_requests >= shop->fail_from)
    {
      answer (message, shop->fail_status != 0 ? shop->fail_status : 403,
              "{\"detail\":\"You do not have permission.\"}");
      return;
    }

  if (g_str_equal (path, "/api/i1/orders/"))
    {
      if (shop->flags & FAKE_REFUSES_SORT && query != NULL &&
          g_strcmp0 (g_hash_table_lookup (query, "sort"), "-date_placed") != 0)
        answer (message, 400, "{\"sort\":[\"Unknown field.\"]}");
      else
        answer_list (shop, message, query != NULL ? query : none);
      return;
    }

  /* One order by its number. */
  for (guint i = 0; i < shop->orders->len; i++)
    {
      const FakeOrder *order = &g_array_index (shop->orders, FakeOrder, i);
      g_autofree char *number = dup_number (order);
      g_autofree char *own_path = g_strdup_printf ("/api/i1/orders/%s/", number);

      if (g_str_equal (path, own_path))
        {
          g_autoptr (GString) body = g_string_new (NULL);

          append_order (body, order);
          answer (message, 200, body->str);
          return;
        }
    }

  answer (message, 404, "{\"detail\":\"Not found.\"}");
}

static void
detail_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  FakeShop *shop = user_data;
  gint64 pk = g_ascii_strtoll (path + strlen ("/api/i1/orders_integration/"), NULL, 10);
  const FakeOrder *order = fake_shop_find (shop, pk);
  g_autoptr (GString) body = g_string_new (NULL);

  shop->n_details++;
  if (order == NULL)
    {
      answer (message, 404, "{\"detail\":\"Not found.\"}");
      return;
    }

  append_order (body, order);
  answer (message, 200, body->str);
}

static void
items_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  answer_items (user_data, message, query);
}

/*
 * Public API
 */

FakeShop *
fake_shop_new (void)
{
  FakeShop *shop = g_new0 (FakeShop, 1);
  SoupServer *server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_server_add_handler (server, "/api/i1/orders", list_cb, shop, NULL);
  soup_server_add_handler (server, "/api/i1/orders_integration", detail_cb, shop, NULL);
  soup_server_add_handler (server, "/api/v1/order_item/detailed_integration", items_cb, shop, NULL);
  soup_server_add_handler (server, "/api/i1/order_item/detailed_integration", items_cb, shop, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (server);
  shop->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  shop->server = server;
  shop->orders = g_array_new (FALSE, FALSE, sizeof (FakeOrder));
  shop->max_limit = 100;
  return shop;
}

void
fake_shop_free (FakeShop *shop)
{
  soup_server_disconnect (shop->server);
  g_object_unref (shop->server);
  g_array_unref (shop->orders);
  g_free (shop->url);
  g_free (shop);
}

OmniClient *
fake_shop_client (FakeShop *shop)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (shop->url, &error);

  g_assert_no_error (error);
  omni_client_set_token (client, "0123456789abcdef0123456789abcdef01234567");
  return client;
}

FakeOrder *
fake_shop_add (FakeShop *shop, gint64 pk, guint status)
{
  FakeOrder order = {
    .pk = pk,
    .status = status,
    .units = 114980,
    .currency = "try",
    .customer = "Deniz",
    .modified = LONG_AGO,
    .n_items = 2,
  };

  g_array_append_val (shop->orders, order);
  return &g_array_index (shop->orders, FakeOrder, shop->orders->len - 1);
}

FakeOrder *
fake_shop_find (FakeShop *shop, gint64 pk)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      FakeOrder *order = &g_array_index (shop->orders, FakeOrder, i);

      if (order->pk == pk)
        return order;
    }

  return NULL;
}

void
fake_shop_move (FakeShop *shop, gint64 pk, guint status)
{
  FakeOrder *order = fake_shop_find (shop, pk);

  g_assert_nonnull (order);
  order->status = status;
  order->modified = g_get_real_time () / G_USEC_PER_SEC;
}
