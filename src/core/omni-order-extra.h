/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order.h"

G_BEGIN_DECLS

/* What the contract leaves open of an order (3.1): members of any form, kept as they came and read
 * when somebody looks at them. */

/**
 * OmniOrderExtra:
 * @name: (nullable) (owned): what it is called; none where the server gives no name
 * @words: (not nullable) (owned): what stands there, in one line
 *
 * Something that a shop keeps beside an order.
 */
typedef struct
{
  char *name;
  char *words;
} OmniOrderExtra;

GPtrArray *omni_order_list_extras         (const OmniOrder *order);
gboolean   omni_order_get_delivery_times  (const OmniOrder *order,
                                           OmniTime        *from,
                                           OmniTime        *until);
char      *omni_order_dup_delivery_words  (const OmniOrder *order);

G_END_DECLS
