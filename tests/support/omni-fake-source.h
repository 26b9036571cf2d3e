/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-source.h"

G_BEGIN_DECLS

/**
 * OmniFakeSource:
 *
 * Orders without a server. It has orders with the primary keys 1 to its size, in that order,
 * whatever the query; answers come when the test says so, and every request is kept.
 */
#define OMNI_TYPE_FAKE_SOURCE (omni_fake_source_get_type ())
G_DECLARE_FINAL_TYPE (OmniFakeSource, omni_fake_source, OMNI, FAKE_SOURCE, GObject)

OmniFakeSource *omni_fake_source_new            (guint           n_orders);
void            omni_fake_source_set_n_orders   (OmniFakeSource *self,
                                                 guint           n_orders);
void            omni_fake_source_set_first_pk   (OmniFakeSource *self,
                                                 gint64          first_pk);
void            omni_fake_source_set_max_limit  (OmniFakeSource *self,
                                                 guint           max_limit);
void            omni_fake_source_set_ignores_pages (OmniFakeSource *self,
                                                 gboolean        ignores_pages);
void            omni_fake_source_set_automatic  (OmniFakeSource *self,
                                                 gboolean        automatic);
guint           omni_fake_source_get_n_waiting  (OmniFakeSource *self);
void            omni_fake_source_answer_next    (OmniFakeSource *self);
void            omni_fake_source_fail_next      (OmniFakeSource *self,
                                                 const GError   *error);
char           *omni_fake_source_dup_requests   (OmniFakeSource *self);

G_END_DECLS
