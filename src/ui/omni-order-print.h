/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-print-page.h"

G_BEGIN_DECLS

/**
 * OmniOrderPrint:
 *
 * Orders on paper, each from a page of its own on. Long ones are measured a few at a time, so that
 * the windows stay usable.
 */
#define OMNI_TYPE_ORDER_PRINT (omni_order_print_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderPrint, omni_order_print, OMNI, ORDER_PRINT, GtkPrintOperation)

OmniOrderPrint *omni_order_print_new    (OmniPrintKind      kind,
                                         GPtrArray         *orders,
                                         OmniReferenceData *reference);
void            omni_order_print_ask    (OmniOrderPrint    *self,
                                         GtkWindow         *parent);
gboolean        omni_order_print_export (OmniOrderPrint    *self,
                                         GFile             *target,
                                         GError           **error);

G_END_DECLS
