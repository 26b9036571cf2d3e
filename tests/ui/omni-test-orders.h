/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact-entry.h"
#include "omni-order-window.h"
#include "omni-orders-window.h"
#include "omni-test-window.h"

G_BEGIN_DECLS

/* What tests of the orders window do with it, as a person or as scrolling does. */
OmniOrderSelection *omni_test_get_selection      (OmniOrdersWindow *window);
gsize               omni_test_count_selected     (OmniOrdersWindow *window);
OmniOrderList      *omni_test_get_list           (OmniOrdersWindow *window);
guint               omni_test_count_rows         (OmniOrdersWindow *window);
void                omni_test_wait_for_orders    (OmniOrdersWindow *window);
OmniOrder          *omni_test_load_row           (OmniOrdersWindow *window,
                                                  guint             position);
void                omni_test_set_filter         (OmniOrdersWindow *window,
                                                  const char       *id,
                                                  const char       *value);
void                omni_test_bring_order        (OmniTestSandbox  *sandbox,
                                                  OmniSession      *session,
                                                  OmniOrdersWindow *window,
                                                  const char       *number);

/* And those of the window of one order. */
gint64              omni_test_find_order         (OmniSession      *session);
gboolean            omni_test_order_is_loaded    (OmniOrderWindow  *window);
OmniOrderWindow    *omni_test_open_order         (OmniSession      *session,
                                                  gint64            pk);
OmniContactEntry   *omni_test_find_contact_entry (GtkWidget        *inside,
                                                  OmniContactField  field);

G_END_DECLS
