/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniOrderLine:
 * @item: (owned): the line of the order
 * @currency: (nullable) (owned): the order's
 * @company: (nullable) (owned): what the shipping company is called
 * @ticked: whether a person ticked it
 * @can_tick: whether a person may
 * @why_not: (nullable) (owned): why it cannot be cancelled or returned
 * @shown: (nullable) (owned): all that is shown of it, but its tick
 *
 * A line of an order for a list: what is counted is not an object.
 *
 * Signals: #OmniOrderLine::changed when something else is to be shown of it.
 */
#define OMNI_TYPE_ORDER_LINE (omni_order_line_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderLine, omni_order_line, OMNI, ORDER_LINE, GObject)

struct _OmniOrderLine
{
  GObject parent_instance;

  OmniOrderItem *item;
  char *currency;
  char *company;
  gboolean ticked;
  gboolean can_tick;
  char *why_not;
  char *shown;
};

/**
 * OmniOrderLineCell:
 * @first: (nullable) (owned): its first line
 * @second: (nullable) (owned): a smaller one below
 * @color_class: (nullable): a status has a mark
 * @copied: (nullable): what the copy button copies
 * @url: (nullable): where the link button leads
 *
 * What a cell shows of a line.
 */
typedef struct
{
  char *first;
  char *second;
  const char *color_class;
  const char *copied;
  const char *url;
} OmniOrderLineCell;

/**
 * OmniOrderLineColumn:
 * @title: its title, to be translated
 * @width: how wide it is
 * @takes_rest: whether it takes what is left besides
 * @is_number: whether it is read at its end
 * @fill: says what its cell shows of a line
 */
typedef struct
{
  const char *title;
  int width;
  gboolean takes_rest;
  gboolean is_number;
  void (*fill) (const OmniOrderLine *line, OmniOrderLineCell *cell);
} OmniOrderLineColumn;

void                       omni_order_line_cell_clear  (OmniOrderLineCell   *cell);
const OmniOrderLineColumn *omni_order_line_get_columns (guint               *n_columns);
OmniOrderLine             *omni_order_line_new         (OmniOrderItem       *item,
                                                        const char          *currency,
                                                        const OmniReferenceData *reference,
                                                        gboolean             can_tick,
                                                        const char          *why_not);
gboolean                   omni_order_line_says        (const OmniOrderLine *self,
                                                        guint                column);
void                       omni_order_line_take        (OmniOrderLine       *self,
                                                        OmniOrderLine       *newer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniOrderLineCell, omni_order_line_cell_clear)

G_END_DECLS
