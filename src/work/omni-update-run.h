/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-check.h"
#include "omni-update-journal.h"

G_BEGIN_DECLS

/**
 * OmniUpdateRun:
 *
 * The job that applies a checked file. Every row is read right before it is sent; what changes
 * nothing is not sent. What is about to be sent is in the journal first, at most a hundred rows a
 * call. A refused call is cut down until the bad rows stand alone, whether the server takes the
 * others or not, and after a lost answer the items are read back and nothing is sent again that
 * was done. A run that was interrupted, however that came, can be gone on with.
 *
 * It ends well when every row is settled, whatever came of it; omni_update_run_count() says what
 * did.
 */
#define OMNI_TYPE_UPDATE_RUN (omni_update_run_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateRun, omni_update_run, OMNI, UPDATE_RUN, OmniJob)

OmniUpdateRun   *omni_update_run_new          (OmniUpdateCheck   *check,
                                               OmniClient        *client,
                                               OmniDatabase      *database,
                                               const OmniProfile *profile);
void             omni_update_run_set_resume   (OmniUpdateRun     *self,
                                               gboolean           resume);
void             omni_update_run_set_patience (OmniUpdateRun     *self,
                                               guint              seconds);

/* When it has ended, well or not. */
gsize            omni_update_run_count        (OmniUpdateRun     *self,
                                               OmniJournalState   state);
gboolean         omni_update_run_was_resumed  (OmniUpdateRun     *self);
OmniUpdateCheck *omni_update_run_get_check    (OmniUpdateRun     *self);
GPtrArray       *omni_update_run_read_entries (OmniUpdateRun     *self,
                                               gint64             first_row,
                                               guint              n_most,
                                               GError           **error);

G_END_DECLS
