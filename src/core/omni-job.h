/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_JOB_WAITING,
  OMNI_JOB_RUNNING,
  OMNI_JOB_PAUSED,
  OMNI_JOB_DONE,
  OMNI_JOB_FAILED,
  OMNI_JOB_CANCELLED,
} OmniJobState;

#define OMNI_TYPE_JOB (omni_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (OmniJob, omni_job, OMNI, JOB, GObject)

/**
 * OmniJobClass:
 * @run: does the work, in the job's own thread, straight down; calls omni_job_report() and, between
 *   steps, omni_job_checkpoint(), which waits while the job is paused and fails when it is
 *   cancelled
 *
 * A piece of work that takes a while: an export, an update, a refund. It runs in a thread of its
 * own and tells the main context that was the thread default when it was started. State and
 * progress are properties and notify there, at most some twenty times a second.
 */
struct _OmniJobClass
{
  GObjectClass parent_class;

  gboolean (*run) (OmniJob       *self,
                   GCancellable  *cancellable,
                   GError       **error);
};

void          omni_job_start           (OmniJob       *self);
gboolean      omni_job_run_here        (OmniJob       *self,
                                        GCancellable  *cancellable,
                                        GError       **error);
void          omni_job_pause           (OmniJob       *self);
void          omni_job_resume          (OmniJob       *self);
void          omni_job_cancel          (OmniJob       *self);

/* Read on the main context; signal "changed" after any of these changed, "finished" once at the
   end. */
const char   *omni_job_get_title       (OmniJob       *self);
OmniJobState  omni_job_get_state       (OmniJob       *self);
const GError *omni_job_get_error       (OmniJob       *self);
const GError *omni_job_get_stall       (OmniJob       *self);
gint64        omni_job_get_done        (OmniJob       *self);
gint64        omni_job_get_total       (OmniJob       *self);
gint64        omni_job_get_rate        (OmniJob       *self);
gint64        omni_job_get_seconds_left (OmniJob      *self);
const char   *omni_job_get_summary     (OmniJob       *self);
GFile        *omni_job_get_result_file (OmniJob       *self);
gboolean      omni_job_is_finished     (OmniJob       *self);

/* For subclasses, from the job's thread. */
void          omni_job_set_title       (OmniJob       *self,
                                        const char    *title);
void          omni_job_report          (OmniJob       *self,
                                        gint64         done,
                                        gint64         total);
gboolean      omni_job_checkpoint      (OmniJob       *self,
                                        GError       **error);
gboolean      omni_job_stall           (OmniJob       *self,
                                        const GError  *reason,
                                        guint          seconds,
                                        GError       **error);
void          omni_job_set_summary     (OmniJob       *self,
                                        const char    *summary);
void          omni_job_set_result_file (OmniJob       *self,
                                        GFile         *file);

G_END_DECLS
