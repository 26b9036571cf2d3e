/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-session.h"
#include "omni-update-document.h"
#include "omni-update-table.h"

G_BEGIN_DECLS

/* What is saved: the rows with the edits, and what came of them. */
typedef enum
{
  OMNI_UPDATE_SAVE_AS,
  OMNI_UPDATE_SAVE_REPORT,
  OMNI_UPDATE_SAVE_FAILED,
  OMNI_UPDATE_SAVE_UNDO,
} OmniUpdateSave;

/**
 * OmniUpdateWindow:
 *
 * The window of one order-update file: its rows, what is wrong with them, what they would change
 * and what came of them. Everything up to the preview works without a session.
 *
 * Signals: #OmniUpdateWindow::sign-in-wanted when something needs a session and there is none.
 */
#define OMNI_TYPE_UPDATE_WINDOW (omni_update_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateWindow, omni_update_window, OMNI, UPDATE_WINDOW,
                      AdwApplicationWindow)

OmniUpdateWindow   *omni_update_window_new          (GtkApplication     *application,
                                                     GFile              *file);
OmniUpdateWindow   *omni_update_window_find         (GFile              *file);
void                omni_update_window_set_session  (OmniUpdateWindow   *self,
                                                     OmniSession        *session);
OmniSession        *omni_update_window_get_session  (OmniUpdateWindow   *self);
void                omni_update_window_open         (OmniUpdateWindow   *self,
                                                     OmniDatabase       *database);
void                omni_update_window_offer_to_go_on (OmniUpdateWindow *self,
                                                     gint64              n_settled);
void                omni_update_window_save_to      (OmniUpdateWindow   *self,
                                                     OmniUpdateSave      what,
                                                     GFile              *target);
GFile              *omni_update_window_get_file     (OmniUpdateWindow   *self);
OmniUpdateDocument *omni_update_window_get_document (OmniUpdateWindow   *self);
OmniUpdateTable    *omni_update_window_get_table    (OmniUpdateWindow   *self);

G_END_DECLS
