/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-job.h"

G_BEGIN_DECLS

/**
 * OmniJobMaker:
 * @data: what it was given
 *
 * Makes a job again that failed.
 *
 * Returns: (transfer full): a job that was not started yet
 */
typedef OmniJob *(*OmniJobMaker) (gpointer data);

/**
 * OmniJobRow:
 *
 * A job as a person sees it: what, how far, how fast, how long; pause and cancel; at the end what
 * came of it, with the file.
 *
 * Signals: #OmniJobRow::dismissed when nothing about the job is left to be seen;
 * #OmniJobRow::running-changed when the job ended or was begun again.
 */
#define OMNI_TYPE_JOB_ROW (omni_job_row_get_type ())
G_DECLARE_FINAL_TYPE (OmniJobRow, omni_job_row, OMNI, JOB_ROW, GtkBox)

GtkWidget  *omni_job_row_new         (OmniJob        *job,
                                      OmniJobMaker    maker,
                                      gpointer        maker_data,
                                      GDestroyNotify  maker_destroy);
OmniJob    *omni_job_row_get_job     (OmniJobRow     *self);
char       *omni_job_row_dup_figures (OmniJob        *job);
void        omni_job_row_try_again   (OmniJobRow     *self);

G_END_DECLS
