/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniCancelScope:
 * @OMNI_CANCEL_LINES: some lines
 * @OMNI_CANCEL_ORDER: the whole order
 * @OMNI_CANCEL_SHIPPING: nothing but the shipping fee
 *
 * What a cancellation is about; a call is exactly one of them (contract 3.9, rule 7).
 */
typedef enum
{
  OMNI_CANCEL_LINES,
  OMNI_CANCEL_ORDER,
  OMNI_CANCEL_SHIPPING,
} OmniCancelScope;

/**
 * OmniCancellationLine:
 * @item: the line's primary key
 * @product: (nullable) (owned): what it is, for people
 * @reason: the reason's primary key
 * @reason_name: (nullable) (owned): the reason in words
 * @text: (nullable) (owned): what was said beside the reason
 * @iban: (nullable) (owned): where the money of a bank transfer goes
 * @holder_name: (nullable) (owned): whose account that is
 * @amount: what goes back for it
 */
typedef struct
{
  gint64 item;
  char *product;
  gint64 reason;
  char *reason_name;
  char *text;
  char *iban;
  char *holder_name;
  OmniMoney amount;
} OmniCancellationLine;

/**
 * OmniCancellation:
 * @order: the order's primary key
 * @order_number: (nullable) (owned): its number
 * @scope: what is cancelled
 * @is_return: whether it is a return, which the reasons say too
 * @lines: (not nullable) (owned) (element-type OmniCancellationLine): the lines; of a whole order
 *   all that did not end yet; of the shipping fee none
 * @invoice_number: (nullable) (owned): the number of the return invoice
 * @shipping: what goes back of the shipping fee
 * @total: what goes back in all
 *
 * A cancellation or a return as a person confirms it: what is asked of the server, and the amounts
 * that were shown.
 */
typedef struct
{
  gint64 order;
  char *order_number;
  OmniCancelScope scope;
  gboolean is_return;
  GPtrArray *lines;
  char *invoice_number;
  OmniMoney shipping;
  OmniMoney total;
} OmniCancellation;

OmniCancellation     *omni_cancellation_new       (gint64                  order,
                                                   const char             *order_number,
                                                   OmniCancelScope         scope);
void                  omni_cancellation_free      (OmniCancellation       *cancellation);
OmniCancellationLine *omni_cancellation_add_line  (OmniCancellation       *cancellation,
                                                   gint64                  item);
const OmniCancellationLine *omni_cancellation_find_line (const OmniCancellation *cancellation,
                                                   gint64                  item);
char                 *omni_cancellation_to_json   (const OmniCancellation *cancellation);
OmniCancellation     *omni_cancellation_parse     (const char             *json,
                                                   GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCancellation, omni_cancellation_free)

G_END_DECLS
