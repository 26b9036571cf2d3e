/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"

G_BEGIN_DECLS

/* What is done with a saved selection and the one of the window. */
typedef enum
{
  OMNI_SELECTION_LOAD,
  OMNI_SELECTION_ADD,
  OMNI_SELECTION_SUBTRACT,
  OMNI_SELECTION_INTERSECT,
} OmniSelectionUse;

/**
 * OmniSelectionsDialog:
 *
 * The saved selections of a profile: to load, add, subtract, intersect, rename and delete.
 *
 * Signals: #OmniSelectionsDialog::use (const char *name, guint how) with an #OmniSelectionUse.
 */
#define OMNI_TYPE_SELECTIONS_DIALOG (omni_selections_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OmniSelectionsDialog, omni_selections_dialog, OMNI, SELECTIONS_DIALOG,
                      AdwWindow)

GtkWidget *omni_selections_dialog_new (GtkWindow   *parent,
                                       OmniSession *session);

G_END_DECLS
