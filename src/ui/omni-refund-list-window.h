/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniRefundListKind:
 * @OMNI_REFUND_LIST_REQUESTS: what customers ask for and nobody decided yet
 * @OMNI_REFUND_LIST_MANUAL: plans whose money somebody has to pay back by hand
 */
typedef enum
{
  OMNI_REFUND_LIST_REQUESTS,
  OMNI_REFUND_LIST_MANUAL,
} OmniRefundListKind;

/**
 * OmniRefundListWindow:
 *
 * What waits for somebody over all orders. A row opens its order, where it is settled.
 */
#define OMNI_TYPE_REFUND_LIST_WINDOW (omni_refund_list_window_get_type ())
G_DECLARE_FINAL_TYPE (OmniRefundListWindow, omni_refund_list_window, OMNI, REFUND_LIST_WINDOW,
                      AdwWindow)

OmniRefundListWindow *omni_refund_list_window_open       (GtkApplication       *application,
                                                          OmniSession          *session,
                                                          OmniRefundListKind    kind);
guint                 omni_refund_list_window_get_n_rows (OmniRefundListWindow *self);
gboolean              omni_refund_list_window_is_loading (OmniRefundListWindow *self);

G_END_DECLS
