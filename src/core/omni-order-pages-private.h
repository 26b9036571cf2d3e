/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-list.h"

G_BEGIN_DECLS

typedef struct
{
  guint number;        /* from 1 */
  OmniLoadState state;
  GPtrArray *orders;   /* (nullable) (owned) (element-type OmniOrder) stays through a reload */
  GError *error;       /* (nullable) (owned) */
  guint n_rows;        /* living rows */
  guint64 asked;       /* when it was last asked for, as a count of askings */
} OmniLoadedPage;

/* The pages of a list that are there or on their way, the last used of them. */
typedef struct
{
  guint page_size;     /* what the server really gives at a time */
  /*< private >*/
  GHashTable *pages;   /* (not nullable) (owned) (element-type guint OmniLoadedPage) by number */
  guint64 askings;
} OmniOrderPages;

OmniOrderPages *omni_order_pages_new             (guint           page_size);
void            omni_order_pages_free            (OmniOrderPages *self);
void            omni_order_pages_clear           (OmniOrderPages *self);
OmniLoadedPage *omni_order_pages_find            (OmniOrderPages *self,
                                                  guint           position);
OmniLoadedPage *omni_order_pages_ensure          (OmniOrderPages *self,
                                                  guint           number);
OmniLoadedPage *omni_order_pages_ensure_for      (OmniOrderPages *self,
                                                  guint           position);
void            omni_order_pages_ask             (OmniOrderPages *self,
                                                  OmniLoadedPage *page);
OmniOrder      *omni_order_pages_get_order       (OmniOrderPages *self,
                                                  OmniLoadedPage *page,
                                                  guint           position);
OmniLoadedPage *omni_order_pages_find_wanted     (OmniOrderPages *self);
gboolean        omni_order_pages_has_failed      (OmniOrderPages *self);
GPtrArray      *omni_order_pages_ask_failed_again (OmniOrderPages *self);
gboolean        omni_order_pages_find_position   (OmniOrderPages *self,
                                                  gint64          order_pk,
                                                  guint          *position);
guint           omni_order_pages_forget_unseen   (OmniOrderPages *self);
void            omni_order_pages_drop_least_used (OmniOrderPages *self);

G_END_DECLS
