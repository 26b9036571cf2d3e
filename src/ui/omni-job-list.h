/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job-row.h"

G_BEGIN_DECLS

/**
 * OmniJobList:
 *
 * The jobs of a window, a row for each; it takes no room when there are none.
 *
 * Signals: #OmniJobList::changed after a job began or ended; #OmniJobList::job-ended (OmniJob *job)
 * when one did, however that was.
 */
#define OMNI_TYPE_JOB_LIST (omni_job_list_get_type ())
G_DECLARE_FINAL_TYPE (OmniJobList, omni_job_list, OMNI, JOB_LIST, GtkBox)

void   omni_job_list_start         (OmniJobList    *self,
                                    OmniJob        *job,
                                    OmniJobMaker    maker,
                                    gpointer        maker_data,
                                    GDestroyNotify  maker_destroy);
void   omni_job_list_remove        (OmniJobList    *self,
                                    OmniJob        *job);
guint  omni_job_list_get_n_running (OmniJobList    *self,
                                    GType           type);
void   omni_job_list_cancel_all    (OmniJobList    *self);
GListModel *omni_job_list_get_running (void);

G_END_DECLS
