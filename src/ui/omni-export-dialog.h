/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-export-plan.h"

G_BEGIN_DECLS

/**
 * OmniExportDialog:
 *
 * Which orders, as which rows, with which columns, into what kind of file; with the first rows as
 * they will be. What is chosen is remembered.
 *
 * Signals: #OmniExportDialog::accepted when a person wants the export; the dialog closes after it.
 */
#define OMNI_TYPE_EXPORT_DIALOG (omni_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OmniExportDialog, omni_export_dialog, OMNI, EXPORT_DIALOG, AdwWindow)

OmniExportDialog *omni_export_dialog_new          (GtkWindow          *parent,
                                                   OmniSession        *session,
                                                   GPtrArray          *view);
void              omni_export_dialog_set_selected (OmniExportDialog   *self,
                                                   const gint64       *pks,
                                                   gsize               n_pks,
                                                   const char         *words);
void              omni_export_dialog_set_matching (OmniExportDialog   *self,
                                                   OmniOrderQuery     *query,
                                                   gint64              n_orders);
void              omni_export_dialog_accept       (OmniExportDialog   *self);
OmniExportPlan   *omni_export_dialog_make_plan    (OmniExportDialog   *self);

G_END_DECLS
