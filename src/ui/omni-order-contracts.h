/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-contract.h"

G_BEGIN_DECLS

/**
 * OmniOrderContracts:
 *
 * The contracts of an order, each to be unfolded and to be saved as a text file.
 */
#define OMNI_TYPE_ORDER_CONTRACTS (omni_order_contracts_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderContracts, omni_order_contracts, OMNI, ORDER_CONTRACTS, GtkWidget)

GtkWidget *omni_order_contracts_new  (void);
void       omni_order_contracts_show (OmniOrderContracts *self,
                                      GPtrArray          *contracts,
                                      const char         *order_number);
void       omni_order_contracts_save (OmniOrderContracts *self,
                                      const OmniContract *contract,
                                      GFile              *target);

G_END_DECLS
