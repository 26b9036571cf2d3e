/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-filter-field.h"

G_BEGIN_DECLS

/**
 * OmniFilterEntry:
 *
 * A filter that is typed: text, a number, an amount, a day. What is not usable is marked and says
 * why, and the query stays as it was.
 */
#define OMNI_TYPE_FILTER_ENTRY (omni_filter_entry_get_type ())
G_DECLARE_FINAL_TYPE (OmniFilterEntry, omni_filter_entry, OMNI, FILTER_ENTRY, GtkBox)

GtkWidget *omni_filter_entry_new      (const OmniFilter *filter);
void       omni_filter_entry_set_text (OmniFilterEntry  *self,
                                       const char       *text);
void       omni_filter_entry_join     (OmniFilterEntry  *lower,
                                       OmniFilterEntry  *upper);

G_END_DECLS
