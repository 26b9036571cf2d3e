/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Orders: lists, counts, one order (contract 3.1). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * @query: (owned) (not nullable)
 * @page: from 1
 * @limit: how many orders
 */
typedef struct
{
  OmniOrderQuery *query;
  guint page;
  guint limit;
} Listing;

/*
 * @number: (nullable) (borrowed): the number that the order must have
 * @pk: the primary key that it must have when there is no @number
 * @order: (owned) (nullable): the order, once it was found
 * @found_other: whether there was an order that nobody asked for
 */
typedef struct
{
  const char *number;
  gint64 pk;
  OmniOrder *order;
  gboolean found_other;
} Search;

/*
 * Helpers
 */

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  omni_order_query_unref (listing->query);
  g_free (listing);
}

static GTask *
new_listing_task (OmniClient *self,
                  gpointer source_tag,
                  OmniOrderQuery *query,
                  guint page,
                  guint limit,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = omni_client_new_task (self, source_tag, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->query = omni_order_query_ref (query);
  listing->page = page;
  listing->limit = limit;
  g_task_set_task_data (task, listing, listing_free);

  return task;
}

static gboolean
is_wanted (const Search *search, const OmniOrder *order)
{
  if (search->number != NULL)
    return g_strcmp0 (omni_order_get_number (order), search->number) == 0;

  return omni_order_get_pk (order) == search->pk;
}

static void
read_order (OmniJsonReader *reader, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (OmniOrder) order = omni_order_new_from_json (reader);

  if (order == NULL)
    return;

  if (!is_wanted (search, order))
    search->found_other = TRUE;
  else if (search->order == NULL)
    search->order = g_steal_pointer (&order);
}

static void
fail_without_order (OmniClient *self, GError **error)
{
  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_NOT_FOUND,
                                     _("%s does not have this order, or does not show it to you."),
                                     self->host));
}

/* Reads the one order that the reply is about. A wrong one is worse than none. */
static OmniOrder *
take_order (OmniClient *self, const OmniReply *reply, Search *search, GError **error)
{
  g_autoptr (OmniOrder) order = NULL;
  gboolean read = omni_client_read_one (self, reply, read_order, search, error);

  order = g_steal_pointer (&search->order);
  if (!read)
    return NULL;

  if (order == NULL && search->found_other)
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_REPLY,
                                       _("%s gave another order than the one that was asked for."),
                                       self->host));
  else if (order == NULL)
    fail_without_order (self, error);

  return g_steal_pointer (&order);
}

/* More than was asked for is everything: the server does not know pages (contract 2.1, bare
 * arrays). So is nothing. */
static void
recognize_whole (OmniOrderPage *orders, guint page, guint limit)
{
  if (orders->count >= 0 || orders->has_next)
    return;

  if (page == 1 && (orders->orders->len > limit || orders->orders->len == 0))
    orders->count = orders->orders->len;
  else if (orders->orders->len > limit)
    g_ptr_array_set_size (orders->orders, 0);
}

/*
 * Callbacks
 */

static void
list_orders_in_thread (GTask *task,
                       gpointer source_object,
                       gpointer task_data,
                       GCancellable *cancellable)
{
  Listing *listing = task_data;
  GError *error = NULL;
  OmniOrderPage *page = omni_client_list_orders (source_object, listing->query, listing->page,
                                                 listing->limit, cancellable, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) omni_order_page_free);
  else
    g_task_return_error (task, error);
}

static void
count_orders_in_thread (GTask *task,
                        gpointer source_object,
                        gpointer task_data,
                        GCancellable *cancellable)
{
  Listing *listing = task_data;
  GError *error = NULL;
  gint64 count = omni_client_count_orders (source_object, listing->query, cancellable, &error);

  if (error == NULL)
    g_task_return_pointer (task, g_memdup2 (&count, sizeof count), g_free);
  else
    g_task_return_error (task, error);
}

static void
get_detailed_order_in_thread (GTask *task,
                              gpointer source_object,
                              gpointer task_data,
                              GCancellable *cancellable)
{
  const gint64 *order_pk = task_data;
  GError *error = NULL;
  OmniOrder *order = omni_client_get_detailed_order (source_object, *order_pk, cancellable, &error);

  if (order != NULL)
    g_task_return_pointer (task, order, (GDestroyNotify) omni_order_unref);
  else
    g_task_return_error (task, error);
}

/*
 * OmniOrderSource
 */

void
omni_client_load_page_async (OmniOrderSource *source,
                             OmniOrderQuery *query,
                             guint page,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  OmniClient *self = OMNI_CLIENT (source);
  g_autoptr (GTask) task = new_listing_task (self, omni_client_load_page_async, query, page, limit,
                                             cancellable, callback, user_data);

  omni_workers_push (self->workers, task, list_orders_in_thread);
}

OmniOrderPage *
omni_client_load_page_finish (OmniOrderSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_load_page_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * Public API
 */

/**
 * omni_client_list_orders:
 * @query: (not nullable): which orders, in which order
 * @page: from 1
 * @limit: how many orders to ask for; a server may give less
 * @cancellable: (nullable): cancels the call
 *
 * Reads a page of orders with `GET /api/i1/orders/` (contract 3.1). A page past the end, which the
 * server answers with 404, is an empty page whose count is not known. A server that gives all
 * orders at once has one page.
 *
 * Returns: (transfer full): the page, or %NULL with an #OmniError
 */
OmniOrderPage *
omni_client_list_orders (OmniClient *self,
                         OmniOrderQuery *query,
                         guint page,
                         guint limit,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autofree char *uri_query = NULL;
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_ORDERS, .wants_body = TRUE };
  OmniOrderPage *orders;
  GError *failure = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (query != NULL && page > 0, NULL);

  uri_query = omni_order_query_to_uri_query (query, page, limit);
  request.query = uri_query;
  if (!omni_client_send (self, &request, &reply, cancellable, &failure))
    {
      if (page > 1 && omni_error_get_http_status (failure) == 404)
        {
          g_error_free (failure);
          return omni_order_page_new_from_json ("[]", 2, error);
        }
      g_propagate_error (error, failure);
      return NULL;
    }

  orders = omni_order_page_new_from_json (reply.body->str, reply.body->len, &failure);
  if (orders == NULL)
    {
      omni_client_fail_reading (self, failure, error);
      return NULL;
    }

  orders->time = reply.date;
  recognize_whole (orders, page, limit);
  return orders;
}

/**
 * omni_client_count_orders:
 * @query: (not nullable): which orders
 * @cancellable: (nullable): cancels the call
 *
 * Asks how many orders match, with a page of one. Where the server does not count, one order may be
 * the page or everything; a page of two tells.
 *
 * Returns: how many; -1 with an #OmniError, or -1 without one where the server does not say
 */
gint64
omni_client_count_orders (OmniClient *self,
                          OmniOrderQuery *query,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (OmniOrderPage) page = omni_client_list_orders (self, query, 1, 1, cancellable, error);
  g_autoptr (OmniOrderPage) two = NULL;

  if (page == NULL)
    return -1;
  if (page->count >= 0 || page->has_next || page->orders->len != 1)
    return page->count;

  two = omni_client_list_orders (self, query, 1, 2, cancellable, error);
  if (two == NULL)
    return -1;

  return two->count < 0 && two->orders->len == 1 ? 1 : two->count;
}

/**
 * omni_client_count_orders_async:
 *
 * The asynchronous form of omni_client_count_orders().
 */
void
omni_client_count_orders_async (OmniClient *self,
                                OmniOrderQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_CLIENT (self));
  g_return_if_fail (query != NULL);

  task = new_listing_task (self, omni_client_count_orders_async, query, 1, 1, cancellable, callback,
                           user_data);
  omni_workers_push (self->workers, task, count_orders_in_thread);
}

/**
 * omni_client_count_orders_finish:
 *
 * Returns: as omni_client_count_orders()
 */
gint64
omni_client_count_orders_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_count_orders_async), -1);

  count = g_task_propagate_pointer (G_TASK (result), error);
  return count == NULL ? -1 : *count;
}

/**
 * omni_client_get_order_by_number:
 * @number: (not nullable): an order's number, which is text
 * @cancellable: (nullable): cancels the call
 *
 * Reads one order with `GET /api/i1/orders/{order_number}/` (contract 3.1).
 *
 * Returns: (transfer full): the order; else %NULL with %OMNI_ERROR_NOT_FOUND when there is none
 * with this number, or as any other call
 */
OmniOrder *
omni_client_get_order_by_number (OmniClient *self,
                                 const char *number,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_ORDER_BY_NUMBER, .wants_body = TRUE };
  Search search = { .number = number };
  g_autoptr (GError) failure = NULL;
  gboolean is_name;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (number != NULL, NULL);

  /* Nothing and dots are not names of a place in a path but ways to another one. */
  is_name = number[0] != '\0' && strcmp (number, ".") != 0 && strcmp (number, "..") != 0;

  request.argument = number;
  if (is_name && omni_client_send (self, &request, &reply, cancellable, &failure))
    return take_order (self, &reply, &search, error);

  if (!is_name || g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    fail_without_order (self, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * omni_client_get_detailed_order:
 * @order_pk: an order's primary key
 * @cancellable: (nullable): cancels the call
 *
 * Reads one order with all that belongs to it, with
 * `GET /api/i1/orders_integration/{order_id}/detailed_integration/` (contract 3.1).
 *
 * Returns: (transfer full): the order; else %NULL with %OMNI_ERROR_NOT_FOUND when there is none
 * with this key, or as any other call
 */
OmniOrder *
omni_client_get_detailed_order (OmniClient *self,
                                gint64 order_pk,
                                GCancellable *cancellable,
                                GError **error)
{
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_autofree char *argument = g_strdup_printf ("%" G_GINT64_FORMAT, order_pk);
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_DETAILED_ORDER, .argument = argument,
                          .wants_body = TRUE };
  Search search = { .pk = order_pk };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  if (!omni_client_send (self, &request, &reply, cancellable, error))
    return NULL;

  return take_order (self, &reply, &search, error);
}

/**
 * omni_client_get_detailed_order_async:
 *
 * The asynchronous form of omni_client_get_detailed_order().
 */
void
omni_client_get_detailed_order_async (OmniClient *self,
                                      gint64 order_pk,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_CLIENT (self));

  task = omni_client_new_task (self, omni_client_get_detailed_order_async, cancellable, callback,
                               user_data);
  g_task_set_task_data (task, g_memdup2 (&order_pk, sizeof order_pk), g_free);
  omni_workers_push (self->workers, task, get_detailed_order_in_thread);
}

/**
 * omni_client_get_detailed_order_finish:
 *
 * Returns: (transfer full): as omni_client_get_detailed_order()
 */
OmniOrder *
omni_client_get_detailed_order_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_get_detailed_order_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
