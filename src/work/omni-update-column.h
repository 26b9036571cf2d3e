/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-item-update.h"

G_BEGIN_DECLS

/**
 * OmniUpdateColumn:
 *
 * The columns of an order-update file (contract 3.2, 3.19): the first three say which order item
 * a row is about, the other six what is to become of it.
 */
typedef enum
{
  OMNI_UPDATE_ID,
  OMNI_UPDATE_ORDER_NUMBER,
  OMNI_UPDATE_SKU,
  OMNI_UPDATE_STATUS,
  OMNI_UPDATE_SHIPPING_COMPANY,
  OMNI_UPDATE_E_ARCHIVE_URL,
  OMNI_UPDATE_INVOICE_NUMBER,
  OMNI_UPDATE_INVOICE_DATE,
  OMNI_UPDATE_TRACKING_NUMBER,
  OMNI_UPDATE_N_COLUMNS,
} OmniUpdateColumn;

#define OMNI_UPDATE_N_KEYS OMNI_UPDATE_STATUS

/* What a cell says that is to become empty; an empty cell leaves the value as it is. */
#define OMNI_UPDATE_CLEAR "[clear]"

/* A row whose first cell begins so is a remark and no row. */
#define OMNI_UPDATE_REMARK '#'

const char       *omni_update_column_get_name   (OmniUpdateColumn  column);
guint             omni_update_column_get_width  (OmniUpdateColumn  column);
OmniUpdateColumn  omni_update_column_of_field   (OmniItemField     field);
gboolean          omni_update_column_is_field   (OmniUpdateColumn  column,
                                                 OmniItemField    *field);
gboolean          omni_update_column_find       (const char       *title,
                                                 OmniUpdateColumn *column);
const char       *omni_update_status_find       (const char       *word);
gboolean          omni_update_status_may_be_set (const char       *code);
gboolean          omni_update_is_clear          (const char       *text);
char             *omni_update_fold_word         (const char       *text);
guint             omni_update_word_distance     (const char       *a,
                                                 const char       *b);

G_END_DECLS
