/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Order items by their keys, and many of them changed in one call (contract 3.2). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define PAGE_SIZE 100

/*
 * @items: (owned) (element-type gint64 OmniOrderItem): what was read, by key; a key that is wanted
 *   and was not found has no item
 * @found_other: whether an item came that nobody asked for
 */
typedef struct
{
  GHashTable *items;
  gboolean found_other;
} Gathering;

/*
 * Helpers
 */

static void
unref_item (gpointer item)
{
  if (item != NULL)
    omni_order_item_unref (item);
}

static void
gathering_init (Gathering *gathering, const gint64 *pks, gsize n_pks)
{
  gathering->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_item);
  gathering->found_other = FALSE;

  for (gsize i = 0; i < n_pks; i++)
    g_hash_table_insert (gathering->items, g_memdup2 (&pks[i], sizeof pks[i]), NULL);
}

static void
gathering_clear (Gathering *gathering)
{
  g_clear_pointer (&gathering->items, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
take_item (Gathering *gathering, OmniOrderItem *item)
{
  gint64 pk = omni_order_item_get_pk (item);

  if (!g_hash_table_contains (gathering->items, &pk))
    return FALSE;

  g_hash_table_insert (gathering->items, g_memdup2 (&pk, sizeof pk), omni_order_item_ref (item));
  return TRUE;
}

/* An item that nobody asked for shows that the filter means nothing to the server, so the reader is
 * stopped before the whole tenant's items are read. */
static void
read_item (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  g_autoptr (OmniOrderItem) item = omni_order_item_new_from_json (reader);

  if (item != NULL && !take_item (gathering, item))
    {
      gathering->found_other = TRUE;
      omni_json_reader_fail (reader, _ ("there is an item that was not asked for"));
    }
}

/* The answer's form is not documented: what is not known is passed over, and an item of no interest
 * is none of ours. */
static void
read_changed (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  OmniJsonSlice name;

  if (omni_json_reader_peek (reader) != OMNI_JSON_OBJECT)
    {
      omni_json_reader_skip (reader);
      return;
    }

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (!omni_json_slice_equal (&name, "orderitem_set") ||
          omni_json_reader_peek (reader) != OMNI_JSON_ARRAY)
        {
          omni_json_reader_skip (reader);
          continue;
        }

      omni_json_reader_begin_array (reader);
      while (omni_json_reader_next_element (reader))
        {
          g_autoptr (OmniOrderItem) item = omni_order_item_new_from_json (reader);

          if (item != NULL)
            take_item (gathering, item);
        }
    }
}

static char *
join_keys (const gint64 *pks, gsize n_pks)
{
  GString *query = g_string_new ("pk__in=");

  for (gsize i = 0; i < n_pks; i++)
    g_string_append_printf (query, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", pks[i]);

  return g_string_free (query, FALSE);
}

/* Whether the failure says that the server does not know this way of asking. If it really is in
 * trouble, asking for a single item says so. */
static gboolean
is_refusal (const GError *failure, const Gathering *gathering)
{
  return gathering->found_other || g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_INVALID) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_REFUSED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SERVER);
}

/* Which list the server is asked for many items: the one with products, the plain one, or none. */
static guint
get_list (OmniClient *self)
{
  guint list;

  g_mutex_lock (&self->mutex);
  list = self->items_by_key_list;
  g_mutex_unlock (&self->mutex);

  return list;
}

static gboolean
gather_many (OmniClient *self,
             const gint64 *pks,
             gsize n_pks,
             Gathering *gathering,
             GCancellable *cancellable,
             GError **error)
{
  static const OmniEndpoint lists[] = { OMNI_ENDPOINT_DETAILED_ORDER_ITEMS,
                                        OMNI_ENDPOINT_ORDER_ITEMS };
  g_autofree char *query = join_keys (pks, n_pks);

  for (guint i = get_list (self); i < G_N_ELEMENTS (lists); i++)
    {
      OmniRequest request = { SOUP_METHOD_GET, lists[i], .query = query, .wants_body = TRUE };
      GError *failure = NULL;

      if (omni_client_read_pages (self, &request, PAGE_SIZE, read_item, gathering, NULL,
                                  cancellable, &failure))
        return TRUE;

      if (!is_refusal (failure, gathering))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }

      /* A fault of the moment is no reason to ask one by one for ever. */
      if (!g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SERVER))
        {
          g_mutex_lock (&self->mutex);
          self->items_by_key_list = MAX (self->items_by_key_list, i + 1);
          g_mutex_unlock (&self->mutex);
        }
      g_error_free (failure);
      gathering_clear (gathering);
      gathering_init (gathering, pks, n_pks);
    }

  return TRUE;
}

static gboolean
gather_one (
    OmniClient *self, gint64 pk, Gathering *gathering, GCancellable *cancellable, GError **error)
{
  g_autofree char *argument = g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_ORDER_ITEM, .argument = argument,
                          .wants_body = TRUE };
  GError *failure = NULL;

  if (omni_client_send (self, &request, &reply, cancellable, &failure))
    return omni_client_read_one (self, &reply, read_item, gathering, error);

  if (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    {
      g_error_free (failure);
      return TRUE;
    }

  g_propagate_error (error, failure);
  return FALSE;
}

static GPtrArray *
list_items (Gathering *gathering, const gint64 *pks, gsize n_pks)
{
  GPtrArray *items = g_ptr_array_new_full ((guint) n_pks, unref_item);

  for (gsize i = 0; i < n_pks; i++)
    {
      OmniOrderItem *item = g_hash_table_lookup (gathering->items, &pks[i]);

      g_ptr_array_add (items, item != NULL ? omni_order_item_ref (item) : NULL);
    }

  return items;
}

static GBytes *
build_update (const OmniItemUpdate *updates, gsize n_updates)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "orderitem_set");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_updates; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, updates[i].pk);
      for (guint field = 0; field < OMNI_ITEM_N_FIELDS; field++)
        {
          const char *value = updates[i].values[field];

          if (value == NULL)
            continue;

          json_builder_set_member_name (builder, omni_item_field_get_name (field));
          if (value[0] == '\0')
            json_builder_add_null_value (builder);
          else
            json_builder_add_string_value (builder, value);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/*
 * Public API
 */

/**
 * omni_client_list_order_items_by_key:
 * @pks: (array length=n_pks): the items' primary keys, each once
 * @n_pks: how many, at most %OMNI_ITEM_UPDATE_MAX
 * @cancellable: (nullable): cancels the calls
 *
 * Reads some order items as they are now, with their products where the server has such a list.
 * `pk__in` (contract 2.2) is shown nowhere for this path, and servers ignore filters that they do
 * not know; so an answer that holds another item does not count, and an item that is not in it is
 * asked for by itself before it is called missing.
 *
 * Returns: (transfer full) (element-type OmniOrderItem): an item for each key, in their order,
 *   %NULL for one that is not there; or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_order_items_by_key (
    OmniClient *self, const gint64 *pks, gsize n_pks, GCancellable *cancellable, GError **error)
{
  g_auto (Gathering) gathering = { 0 };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (pks != NULL || n_pks == 0, NULL);
  g_return_val_if_fail (n_pks <= OMNI_ITEM_UPDATE_MAX, NULL);

  gathering_init (&gathering, pks, n_pks);
  if (n_pks > 1 && !gather_many (self, pks, n_pks, &gathering, cancellable, error))
    return NULL;

  for (gsize i = 0; i < n_pks; i++)
    {
      if (g_hash_table_lookup (gathering.items, &pks[i]) == NULL &&
          !gather_one (self, pks[i], &gathering, cancellable, error))
        return NULL;
    }

  return list_items (&gathering, pks, n_pks);
}

/**
 * omni_client_update_order_items:
 * @updates: (array length=n_updates): what each item is to be; each item once
 * @n_updates: how many, 1 to %OMNI_ITEM_UPDATE_MAX
 * @cancellable: (nullable): gives up waiting; the change may happen all the same
 *
 * Changes order items (contract 3.2, bulk status update). Sent once and never repeated: after an
 * error other than a refusal the caller reads back what happened. What a refusal says about rows is
 * taken apart by omni_item_update_split_error(). Whether one refused row refuses them all is the
 * server's choice.
 *
 * Returns: (transfer full) (element-type OmniOrderItem): the items as the answer shows them, in the
 *   order of @updates, %NULL for one that it does not show, as the form of the answer is not
 *   documented; or %NULL with an #OmniError
 */
GPtrArray *
omni_client_update_order_items (OmniClient *self,
                                const OmniItemUpdate *updates,
                                gsize n_updates,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_auto (Gathering) gathering = { 0 };
  g_autofree gint64 *pks = NULL;
  g_autoptr (GError) ignored = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (updates != NULL && n_updates > 0 && n_updates <= OMNI_ITEM_UPDATE_MAX,
                        NULL);

  body = build_update (updates, n_updates);
  if (!omni_client_send (self,
                         &(OmniRequest){ "PATCH", OMNI_ENDPOINT_UPDATE_ORDER_ITEMS, .body = body },
                         &reply, cancellable, error))
    return NULL;

  pks = g_new (gint64, n_updates);
  for (gsize i = 0; i < n_updates; i++)
    pks[i] = updates[i].pk;
  gathering_init (&gathering, pks, n_updates);

  /* The change was made. An answer that cannot be read shows nothing, and that is no error. */
  if (reply.body != NULL && reply.body->len > 0 &&
      !omni_client_read_one (self, &reply, read_changed, &gathering, &ignored))
    {
      gathering_clear (&gathering);
      gathering_init (&gathering, pks, n_updates);
    }

  return list_items (&gathering, pks, n_updates);
}
