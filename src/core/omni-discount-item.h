/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_DISCOUNT_ITEM_NAME,
  OMNI_DISCOUNT_ITEM_OFFER_TYPE,
  OMNI_DISCOUNT_ITEM_CODE,
  OMNI_DISCOUNT_ITEM_PROMOTION_NAME,
  OMNI_DISCOUNT_ITEM_N_TEXTS,
} OmniDiscountItemText;

/* A discount that an order got (contract 3.15). Immutable, counted. */
OmniDiscountItem *omni_discount_item_new_from_json (OmniJsonReader         *reader);
void              omni_discount_item_unref         (OmniDiscountItem       *item);
gint64            omni_discount_item_get_pk        (const OmniDiscountItem *item);
gint64            omni_discount_item_get_order     (const OmniDiscountItem *item);
guint             omni_discount_item_get_n_lines   (const OmniDiscountItem *item);
gboolean          omni_discount_item_get_amount    (const OmniDiscountItem *item,
                                                    const char             *currency,
                                                    OmniMoney              *money);
const char       *omni_discount_item_get_text      (const OmniDiscountItem *item,
                                                    OmniDiscountItemText    which);
const char       *omni_discount_item_get_offer_type_label (const OmniDiscountItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniDiscountItem, omni_discount_item_unref)

G_END_DECLS
