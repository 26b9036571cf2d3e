/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-reference-data.h"
#include "omni-update-date.h"
#include "omni-update-file.h"

G_BEGIN_DECLS

/**
 * OmniUpdateRule:
 *
 * What can be wrong with an order-update file.
 */
typedef enum
{
  OMNI_UPDATE_FINE,

  /* Of the whole row. */
  OMNI_UPDATE_BAD_QUOTES,
  OMNI_UPDATE_BAD_LETTERS,
  OMNI_UPDATE_ZERO_BYTE,
  OMNI_UPDATE_EXTRA_CELLS,
  OMNI_UPDATE_NO_KEY,
  OMNI_UPDATE_DUPLICATE,
  OMNI_UPDATE_CONTRADICTION,
  OMNI_UPDATE_NOTHING,

  /* Of one cell. */
  OMNI_UPDATE_CONTROL_CHARACTER,
  OMNI_UPDATE_TOO_LONG,
  OMNI_UPDATE_HASH_MARKS,
  OMNI_UPDATE_EXPONENT,
  OMNI_UPDATE_ROUNDED,
  OMNI_UPDATE_MAYBE_ROUNDED,
  OMNI_UPDATE_LOST_ZEROS,
  OMNI_UPDATE_BAD_ID,
  OMNI_UPDATE_UNKNOWN_STATUS,
  OMNI_UPDATE_UNREACHABLE_STATUS,
  OMNI_UPDATE_EMPTY_STATUS,
  OMNI_UPDATE_UNKNOWN_COMPANY,
  OMNI_UPDATE_BAD_URL,
  OMNI_UPDATE_BAD_DATE,
  OMNI_UPDATE_DATE_ORDER,
  OMNI_UPDATE_AMBIGUOUS_DATES,
  OMNI_UPDATE_SERIAL_DATE,
  OMNI_UPDATE_ODD_DATE,
  OMNI_UPDATE_NO_TRACKING,

  /* What only the server can tell. */
  OMNI_UPDATE_MISSING_ITEM,
  OMNI_UPDATE_MISSING_ORDER,
  OMNI_UPDATE_AMBIGUOUS_ITEM,
  OMNI_UPDATE_OTHER_ORDER,
  OMNI_UPDATE_OTHER_SKU,
  OMNI_UPDATE_ENDED_ITEM,
  OMNI_UPDATE_SAME_ITEM,
  OMNI_UPDATE_N_RULES,
} OmniUpdateRule;

typedef enum
{
  OMNI_UPDATE_ERROR,   /* the row cannot be sent */
  OMNI_UPDATE_WARNING, /* it can, but somebody should look */
  OMNI_UPDATE_NOTE,    /* there is nothing to do */
} OmniUpdateSeverity;

const char         *omni_update_rule_get_id       (OmniUpdateRule        rule);
OmniUpdateSeverity  omni_update_rule_get_severity (OmniUpdateRule        rule);
const char         *omni_update_severity_get_name (OmniUpdateSeverity    severity);

/**
 * OmniUpdateRow:
 * @row: which row of the file, from 0
 * @pk: the order item, or 0 where the order's number and the SKU say which
 * @order_number: (nullable) (owned): the order's number
 * @sku: (nullable) (owned): the product's SKU
 * @values: (owned): what is to become of it, as the server wants it: %NULL leaves a value, ""
 *   empties it
 *
 * What a row asks for.
 */
typedef struct
{
  gsize row;
  gint64 pk;
  char *order_number;
  char *sku;
  char *values[OMNI_ITEM_N_FIELDS];
} OmniUpdateRow;

void omni_update_row_free (OmniUpdateRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateRow, omni_update_row_free)

/**
 * OmniUpdateRules:
 *
 * The rules, with the tenant's own lists. Used by one thread at a time.
 */
typedef struct _OmniUpdateRules OmniUpdateRules;

OmniUpdateRules    *omni_update_rules_new         (OmniReferenceData     *reference);
void                omni_update_rules_free        (OmniUpdateRules       *rules);
void                omni_update_rules_set_date_order (OmniUpdateRules    *rules,
                                                   OmniDateOrder          order);
OmniDateOrder       omni_update_rules_get_date_order (const OmniUpdateRules *rules);
OmniUpdateRule      omni_update_rules_check_cell  (OmniUpdateRules       *rules,
                                                   OmniUpdateColumn       column,
                                                   const OmniCsvCell     *cell,
                                                   OmniDateForm          *form,
                                                   OmniCsvCell           *canonical);
OmniUpdateRow      *omni_update_rules_make_row    (OmniUpdateRules       *rules,
                                                   gsize                  row,
                                                   const OmniUpdateCells *cells);
char               *omni_update_rules_dup_sentence (OmniUpdateRules      *rules,
                                                   OmniUpdateRule         rule,
                                                   OmniUpdateColumn       column,
                                                   const char            *value);
char               *omni_update_rules_dup_fix     (OmniUpdateRules       *rules,
                                                   OmniUpdateRule         rule,
                                                   OmniUpdateColumn       column,
                                                   const char            *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateRules, omni_update_rules_free)

G_END_DECLS
