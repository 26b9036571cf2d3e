/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

#include "omni-order-gather.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniPrintKind:
 *
 * What is printed of an order.
 */
typedef enum
{
  OMNI_PRINT_ORDER_SHEET,  /* everything that somebody asks about it */
  OMNI_PRINT_PACKING_LIST, /* what goes into the parcel, and where that goes; no prices */
} OmniPrintKind;

/**
 * OmniPrintCell:
 * @text: (not nullable) (owned): plain text
 * @left: where it begins, in parts of a thousand of the width
 * @width: how wide it is, likewise
 * @size: of the letters, in points
 * @bold: whether it stands out
 * @align: to which side
 */
typedef struct
{
  char *text;
  int left;
  int width;
  int size;
  gboolean bold;
  PangoAlignment align;
} OmniPrintCell;

/**
 * OmniPrintRow:
 * @cells: (owned) (element-type OmniPrintCell): side by side
 * @space: above it, in points
 * @rule: whether a line is drawn above it
 */
typedef struct
{
  GArray *cells;
  int space;
  gboolean rule;
} OmniPrintRow;

GPtrArray *omni_print_rows_new (OmniPrintKind            kind,
                                const OmniGatheredOrder *gathered,
                                OmniReferenceData       *reference);

G_END_DECLS
