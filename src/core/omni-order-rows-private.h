/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-pages-private.h"

G_BEGIN_DECLS

/* The living rows of a list: who shows one holds it, and here it is only known by its place. */
typedef struct
{
  /*< private >*/
  OmniOrderPages *pages;   /* (borrowed) what they are filled from */
  GHashTable *rows;        /* (owned) (element-type guint OmniOrderRow) by position; borrowed */
  guint n_rows;            /* where the list ends; what stands behind it is on its way out */
} OmniOrderRows;

OmniOrderRows  *omni_order_rows_new              (OmniOrderPages  *pages);
void            omni_order_rows_free             (OmniOrderRows   *self);
OmniOrderRow   *omni_order_rows_ensure           (OmniOrderRows   *self,
                                                  guint            position);
void            omni_order_rows_forget           (OmniOrderRows   *self);
void            omni_order_rows_set_length       (OmniOrderRows   *self,
                                                  guint            n_rows);
void            omni_order_rows_count            (OmniOrderRows   *self);
void            omni_order_rows_fill             (OmniOrderRows   *self,
                                                  guint            first,
                                                  guint            n_rows);
void            omni_order_rows_fill_all         (OmniOrderRows   *self);

G_END_DECLS
