/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniOrderPage:
 * @count: how many orders match in all, or -1 where the server does not say
 * @orders: (element-type OmniOrder) (owned): the page's orders
 * @has_next: whether the server says that another page follows
 * @time: when the server answered, by its own clock; %OMNI_TIME_NONE where it does not say
 */
typedef struct
{
  gint64 count;
  GPtrArray *orders;
  gboolean has_next;
  OmniTime time;
} OmniOrderPage;

OmniOrderPage *omni_order_page_new_from_json (const char     *text,
                                              gsize           length,
                                              GError        **error);
void           omni_order_page_free          (OmniOrderPage  *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderPage, omni_order_page_free)

#define OMNI_TYPE_ORDER_SOURCE (omni_order_source_get_type ())
G_DECLARE_INTERFACE (OmniOrderSource, omni_order_source, OMNI, ORDER_SOURCE, GObject)

/**
 * OmniOrderSourceInterface:
 * @load_page_async: starts reading page @page (from 1) of @limit orders of @query
 * @load_page_finish: (transfer full): gives the page
 *
 * Where a list of orders gets its pages from: the server, or a fake in a test.
 */
struct _OmniOrderSourceInterface
{
  GTypeInterface parent_iface;

  void           (*load_page_async)  (OmniOrderSource     *self,
                                      OmniOrderQuery      *query,
                                      guint                page,
                                      guint                limit,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
  OmniOrderPage *(*load_page_finish) (OmniOrderSource     *self,
                                      GAsyncResult        *result,
                                      GError             **error);
};

void           omni_order_source_load_page_async  (OmniOrderSource      *self,
                                                   OmniOrderQuery       *query,
                                                   guint                 page,
                                                   guint                 limit,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
OmniOrderPage *omni_order_source_load_page_finish (OmniOrderSource      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
