/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"

G_BEGIN_DECLS

/**
 * OmniStatusCounts:
 *
 * How many orders of a query have which status, asked for in the background, a few at a time. A new
 * query cancels what is still asked for the old one; the old numbers stay, marked as such, until
 * the new ones arrive.
 *
 * Signals: #OmniStatusCounts::changed after any number changed.
 */
#define OMNI_TYPE_STATUS_COUNTS (omni_status_counts_get_type ())
G_DECLARE_FINAL_TYPE (OmniStatusCounts, omni_status_counts, OMNI, STATUS_COUNTS, GObject)

OmniStatusCounts *omni_status_counts_new       (OmniClient       *client);
void              omni_status_counts_set_query (OmniStatusCounts *self,
                                                OmniOrderQuery   *query);
void              omni_status_counts_reload    (OmniStatusCounts *self);
void              omni_status_counts_cancel    (OmniStatusCounts *self);
gint64            omni_status_counts_get       (OmniStatusCounts *self,
                                                const char       *code,
                                                gboolean         *is_fresh);
gboolean          omni_status_counts_is_loading (OmniStatusCounts *self);

G_END_DECLS
