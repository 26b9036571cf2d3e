/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-overview.h"

G_BEGIN_DECLS

/**
 * OmniOverview:
 *
 * An #OmniOrderOverview to look at: charts whose bars are filters, or the same as a table. It asks
 * for nothing while it is not shown.
 *
 * Signals: #OmniOverview::chosen (OmniOrderQuery *query) when a person wants the orders of a bar.
 */
#define OMNI_TYPE_OVERVIEW (omni_overview_get_type ())
G_DECLARE_FINAL_TYPE (OmniOverview, omni_overview, OMNI, OVERVIEW, GtkBox)

void               omni_overview_set_client (OmniOverview      *self,
                                             OmniClient        *client,
                                             OmniReferenceData *reference);
void               omni_overview_set_query  (OmniOverview      *self,
                                             OmniOrderQuery    *query);
void               omni_overview_reload     (OmniOverview      *self);
OmniOrderOverview *omni_overview_get_data   (OmniOverview      *self);

G_END_DECLS
