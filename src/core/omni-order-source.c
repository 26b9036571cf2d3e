/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-source.h"

#include <glib/gi18n-lib.h>

#include "omni-order.h"

G_DEFINE_INTERFACE (OmniOrderSource, omni_order_source, G_TYPE_OBJECT)

static void
omni_order_source_default_init (OmniOrderSourceInterface *iface)
{
}

static void
read_orders (OmniJsonReader *reader, GPtrArray *orders)
{
  if (!omni_json_reader_begin_array (reader))
    return;

  while (omni_json_reader_next_element (reader))
    {
      OmniOrder *order = omni_order_new_from_json (reader);

      if (order != NULL)
        g_ptr_array_add (orders, order);
    }
}

static void
read_page (OmniJsonReader *reader, OmniOrderPage *page)
{
  gboolean has_results = FALSE;
  OmniJsonSlice name;

  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "count"))
        {
          omni_json_reader_read_int64 (reader, &page->count);
        }
      else if (omni_json_slice_equal (&name, "next"))
        {
          OmniJsonSlice next;

          page->has_next = omni_json_reader_read_any_text (reader, &next) && next.length > 0;
        }
      else if (omni_json_slice_equal (&name, "results"))
        {
          has_results = TRUE;
          g_ptr_array_set_size (page->orders, 0);
          read_orders (reader, page->orders);
        }
    }

  if (!has_results)
    omni_json_reader_fail (reader, _ ("the answer holds no list of orders"));
}

/**
 * omni_order_page_new_from_json:
 * @text: (not nullable): the body of an order list's answer
 * @length: bytes of @text
 * @error: return location
 *
 * Decodes a page of orders (contract 2.1): the usual object with `count`, `next` and `results`, or
 * a bare list, which is a single and last page without a count.
 *
 * Returns: (nullable) (transfer full): the page, or %NULL with %OMNI_ERROR_BAD_REPLY
 */
OmniOrderPage *
omni_order_page_new_from_json (const char *text, gsize length, GError **error)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (OmniOrderPage) page = g_new0 (OmniOrderPage, 1);

  page->count = -1;
  page->time = OMNI_TIME_NONE;
  page->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);

  omni_json_reader_init (&reader, text, (gssize) length);
  if (omni_json_reader_peek (&reader) == OMNI_JSON_ARRAY)
    read_orders (&reader, page->orders);
  else
    read_page (&reader, page);

  if (!omni_json_reader_finish (&reader, error))
    return NULL;

  return g_steal_pointer (&page);
}

/**
 * omni_order_page_free:
 * @page: (not nullable) (transfer full): a page
 */
void
omni_order_page_free (OmniOrderPage *page)
{
  g_ptr_array_unref (page->orders);
  g_free (page);
}

/**
 * omni_order_source_load_page_async:
 * @self: (not nullable): a source
 * @query: (not nullable): which orders
 * @page: the page, from 1
 * @limit: orders per page
 * @cancellable: (nullable): cancels the reading
 * @callback: (scope async): called on the thread-default main context when the page is there or
 *   cannot be had
 * @user_data: for @callback
 *
 * Starts reading a page of orders.
 */
void
omni_order_source_load_page_async (OmniOrderSource *self,
                                   OmniOrderQuery *query,
                                   guint page,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (OMNI_IS_ORDER_SOURCE (self));
  g_return_if_fail (query != NULL);
  g_return_if_fail (page > 0 && limit > 0);

  OMNI_ORDER_SOURCE_GET_IFACE (self)->load_page_async (self, query, page, limit, cancellable,
                                                       callback, user_data);
}

/**
 * omni_order_source_load_page_finish:
 * @self: (not nullable): a source
 * @result: (not nullable): what the callback was given
 * @error: return location
 *
 * Returns: (nullable) (transfer full): the page, or %NULL with an error of %OMNI_ERROR, or with
 *   %G_IO_ERROR_CANCELLED
 */
OmniOrderPage *
omni_order_source_load_page_finish (OmniOrderSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SOURCE (self), NULL);

  return OMNI_ORDER_SOURCE_GET_IFACE (self)->load_page_finish (self, result, error);
}
