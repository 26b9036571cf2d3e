/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-carrier-sample.h"

G_BEGIN_DECLS

/**
 * OmniCarrierForm:
 *
 * Which column of a carrier's report is which of ours, and what its words for statuses mean.
 *
 * Signals: #OmniCarrierForm::changed when a person changed the map.
 */
#define OMNI_TYPE_CARRIER_FORM (omni_carrier_form_get_type ())
G_DECLARE_FINAL_TYPE (OmniCarrierForm, omni_carrier_form, OMNI, CARRIER_FORM, GtkBox)

void omni_carrier_form_show (OmniCarrierForm         *self,
                             const OmniCarrierSample *sample,
                             guint                    title_row,
                             OmniCarrierMap          *map);

G_END_DECLS
