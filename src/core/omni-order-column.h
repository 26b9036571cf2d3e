/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_VALUE_TEXT,    /* text, including ids and numbers that are names */
  OMNI_VALUE_MONEY,
  OMNI_VALUE_TIME,
  OMNI_VALUE_STATUS,  /* a status code; shown by its label */
  OMNI_VALUE_BOOLEAN,
} OmniValueKind;

/**
 * OmniValue:
 *
 * What stands in one cell. @is_null goes before everything else. @text is borrowed from the order,
 * the item or the reference data.
 */
typedef struct
{
  OmniValueKind kind;
  gboolean is_null;
  const char *text;  /* TEXT and STATUS (the code) */
  OmniMoney money;
  OmniTime time;
  gboolean is_day;   /* TIME that stands for the whole day in UTC: see omni_time_is_day() */
  gboolean boolean;
} OmniValue;

/**
 * OmniOrderColumn:
 *
 * One column that a table, an export and the command line can show. There is one list of them, so
 * that a column added there is everywhere.
 */
typedef struct _OmniOrderColumn OmniOrderColumn;

guint                   omni_order_column_get_count    (void);
const OmniOrderColumn  *omni_order_column_get          (guint                    index);
const OmniOrderColumn  *omni_order_column_find         (const char              *id);
const char             *omni_order_column_get_id       (const OmniOrderColumn   *column);
const char             *omni_order_column_get_title    (const OmniOrderColumn   *column);
OmniValueKind           omni_order_column_get_kind     (const OmniOrderColumn   *column);
const char             *omni_order_column_get_sort_field (const OmniOrderColumn *column);
gboolean                omni_order_column_is_default   (const OmniOrderColumn   *column);
gboolean                omni_order_column_is_of_item   (const OmniOrderColumn   *column);
guint                   omni_order_column_get_width    (const OmniOrderColumn   *column);
void                    omni_order_column_get_value    (const OmniOrderColumn   *column,
                                                        const OmniOrder         *order,
                                                        const OmniOrderItem     *item,
                                                        const OmniReferenceData *reference,
                                                        OmniValue               *value);

G_END_DECLS
