/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-run.h"

G_BEGIN_DECLS

/**
 * OmniUpdateResults:
 *
 * What came of each row of a run, read from the journal once. Immutable, counted, for any thread.
 */
typedef struct _OmniUpdateResults OmniUpdateResults;

void               omni_update_results_read_async  (OmniUpdateRun       *run,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
OmniUpdateResults *omni_update_results_read_finish (GAsyncResult        *result,
                                                    GError             **error);
OmniUpdateResults *omni_update_results_ref         (OmniUpdateResults   *results);
void               omni_update_results_unref       (OmniUpdateResults   *results);
OmniJournalState   omni_update_results_get_state   (OmniUpdateResults   *results,
                                                    gsize                row);
const char        *omni_update_results_get_reason  (OmniUpdateResults   *results,
                                                    gsize                row);
GArray            *omni_update_results_dup_failed  (OmniUpdateResults   *results);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateResults, omni_update_results_unref)

G_END_DECLS
