/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-job.h"

/* Often enough to look alive, seldom enough to cost nothing. */
#define PUBLISH_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

/* How often a job that waits looks whether it was cancelled. */
#define STALL_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)

/* A rate over less than this says more about the moment than about the work. */
#define RATE_INTERVAL (500 * G_TIME_SPAN_MILLISECOND)

/* What a job says about itself. There are two: one that the thread writes, one that the main
   context reads. */
typedef struct
{
  char *title;     /* (nullable) (owned) */
  char *summary;   /* (nullable) (owned) */
  GFile *file;     /* (nullable) (owned) */
  GError *error;   /* (nullable) (owned) */
  GError *stall;   /* (nullable) (owned) why the job waits by itself */
  gint64 done;
  gint64 total;    /* -1 while it is not known */
  gint64 rate;     /* per second, 0 while it is not known */
  gboolean ended;
} Report;

typedef struct
{
  GMainContext *context;      /* (nullable) (owned) NULL when the job runs where it was called */
  GCancellable *cancellable;  /* (not nullable) (owned) */
  OmniJobState state;         /* main context only */
  Report shown;               /* main context only */

  GMutex lock;
  GCond resumed;
  Report current;             /* under the lock */
  gboolean paused;            /* under the lock */
  /* (nullable) (owned) under the lock: the publication that is under way */
  GSource *publishing;
  gint64 published_at;        /* under the lock: monotonic microseconds */

  gint64 rate_at;             /* job's thread: monotonic microseconds of the last measurement */
  gint64 rate_done;           /* job's thread: how much was done then */
} OmniJobPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OmniJob, omni_job, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*
 * Reports
 */

static void
clear_report (Report *report)
{
  g_clear_pointer (&report->title, g_free);
  g_clear_pointer (&report->summary, g_free);
  g_clear_object (&report->file);
  g_clear_error (&report->error);
  g_clear_error (&report->stall);
}

static void
copy_report (Report *target, const Report *source)
{
  clear_report (target);
  *target = *source;
  target->title = g_strdup (source->title);
  target->summary = g_strdup (source->summary);
  target->file = source->file != NULL ? g_object_ref (source->file) : NULL;
  target->error = source->error != NULL ? g_error_copy (source->error) : NULL;
  target->stall = source->stall != NULL ? g_error_copy (source->stall) : NULL;
}

static OmniJobState
get_end_state (const Report *report)
{
  if (report->error == NULL)
    return OMNI_JOB_DONE;

  return omni_error_is_cancelled (report->error) ? OMNI_JOB_CANCELLED : OMNI_JOB_FAILED;
}

/* Makes the thread's report the one that is shown, and tells. Runs where the job was started. */
static void
publish (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  gboolean ended;
  gboolean waits;

  g_mutex_lock (&priv->lock);
  copy_report (&priv->shown, &priv->current);
  waits = priv->paused || priv->current.stall != NULL;
  priv->published_at = g_get_monotonic_time ();
  g_clear_pointer (&priv->publishing, g_source_unref);
  g_mutex_unlock (&priv->lock);

  ended = priv->shown.ended && !omni_job_is_finished (self);
  if (ended)
    priv->state = get_end_state (&priv->shown);
  else if (priv->state == OMNI_JOB_RUNNING || priv->state == OMNI_JOB_PAUSED)
    priv->state = waits ? OMNI_JOB_PAUSED : OMNI_JOB_RUNNING;

  g_signal_emit (self, signals[CHANGED], 0);
  if (ended)
    g_signal_emit (self, signals[FINISHED], 0);
}

static gboolean
publish_cb (gpointer user_data)
{
  publish (OMNI_JOB (user_data));

  return G_SOURCE_REMOVE;
}

/* The lock is held. The source has a reference to the job, so the job is never finalized by its own
   thread. */
static void
schedule_publication (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  gint64 due = priv->published_at + PUBLISH_INTERVAL;
  gint64 now = g_get_monotonic_time ();

  if (priv->publishing != NULL)
    {
      if (priv->current.ended)
        g_source_set_ready_time (priv->publishing, 0);
      return;
    }

  priv->publishing = g_timeout_source_new (0);
  g_source_set_callback (priv->publishing, publish_cb, g_object_ref (self), g_object_unref);
  g_source_set_static_name (priv->publishing, "[omnidesk] job report");
  g_source_set_ready_time (priv->publishing, priv->current.ended || due <= now ? 0 : due);
  g_source_attach (priv->publishing, priv->context);
}

static void
tell (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  gboolean here;

  g_mutex_lock (&priv->lock);
  here = priv->context == NULL &&
         (priv->current.ended || g_get_monotonic_time () - priv->published_at >= PUBLISH_INTERVAL);
  if (priv->context != NULL)
    schedule_publication (self);
  g_mutex_unlock (&priv->lock);

  if (here)
    publish (self);
}

/* The lock is held. Half of the new rate and half of the old one, so that the time left does not
   jump. */
static void
measure_rate (OmniJobPrivate *priv, gint64 done)
{
  gint64 now = g_get_monotonic_time ();
  gint64 elapsed = now - priv->rate_at;
  gint64 rate;

  if (elapsed < RATE_INTERVAL || done < priv->rate_done)
    return;

  rate = (done - priv->rate_done) * G_USEC_PER_SEC / elapsed;
  priv->current.rate = priv->current.rate == 0 ? rate : (priv->current.rate + rate) / 2;
  priv->rate_at = now;
  priv->rate_done = done;
}

/*
 * The thread
 */

static void
run (OmniJob *self, GCancellable *cancellable)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  g_autoptr (GError) error = NULL;
  gboolean succeeded;

  priv->rate_at = g_get_monotonic_time ();
  succeeded = OMNI_JOB_GET_CLASS (self)->run (self, cancellable, &error);
  g_assert (succeeded == (error == NULL));

  g_mutex_lock (&priv->lock);
  priv->current.error = g_steal_pointer (&error);
  priv->current.ended = TRUE;
  g_mutex_unlock (&priv->lock);

  tell (self);
}

static gboolean
release_cb (gpointer unused)
{
  return G_SOURCE_REMOVE;
}

static gpointer
job_thread (gpointer user_data)
{
  OmniJob *self = OMNI_JOB (user_data);
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  g_autoptr (GMainContext) context = g_main_context_ref (priv->context);
  g_autoptr (GSource) release = g_idle_source_new ();

  run (self, priv->cancellable);

  /* The thread's own reference goes back to where the job was started, for the same reason. */
  g_source_set_callback (release, release_cb, self, g_object_unref);
  g_source_attach (release, context);

  return NULL;
}

static void
set_state (OmniJob *self, OmniJobState state)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  priv->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_paused (OmniJob *self, gboolean paused)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  priv->paused = paused;
  g_clear_error (&priv->current.stall);
  g_cond_broadcast (&priv->resumed);
  g_mutex_unlock (&priv->lock);
}

/*
 * Overrides
 */

static void
omni_job_finalize (GObject *object)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (OMNI_JOB (object));

  clear_report (&priv->shown);
  clear_report (&priv->current);
  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->context, g_main_context_unref);
  g_mutex_clear (&priv->lock);
  g_cond_clear (&priv->resumed);

  G_OBJECT_CLASS (omni_job_parent_class)->finalize (object);
}

static void
omni_job_class_init (OmniJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_job_finalize;

  /**
   * OmniJob::changed:
   * @self: the job
   *
   * Anything that the getters answer may have changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  /**
   * OmniJob::finished:
   * @self: the job
   *
   * The job ended, one way or another. Emitted once, after the last #OmniJob::changed.
   */
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_job_init (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_mutex_init (&priv->lock);
  g_cond_init (&priv->resumed);
  priv->cancellable = g_cancellable_new ();
  priv->current.total = -1;
  priv->shown.total = -1;
}

/*
 * Public API
 */

/**
 * omni_job_start:
 * @self: a job that was not started yet
 *
 * Runs the job in a thread of its own. It lives until it has ended and has said so on the calling
 * thread's default main context, whether or not somebody else holds a reference.
 */
void
omni_job_start (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_if_fail (OMNI_IS_JOB (self));
  g_return_if_fail (priv->state == OMNI_JOB_WAITING);

  priv->context = g_main_context_ref_thread_default ();
  copy_report (&priv->shown, &priv->current);
  set_state (self, OMNI_JOB_RUNNING);
  g_thread_unref (g_thread_new ("omni-job", job_thread, g_object_ref (self)));
}

/**
 * omni_job_run_here:
 * @self: a job that was not started yet
 * @cancellable: (nullable): cancels the job
 * @error: return location
 *
 * Runs the job on the calling thread and comes back when it has ended. #OmniJob::changed is emitted
 * on the same thread meanwhile. It cannot be paused. For the command line.
 *
 * Returns: %TRUE, or %FALSE with the job's error or %G_IO_ERROR_CANCELLED
 */
gboolean
omni_job_run_here (OmniJob *self, GCancellable *cancellable, GError **error)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), FALSE);
  g_return_val_if_fail (priv->state == OMNI_JOB_WAITING, FALSE);

  if (cancellable != NULL)
    g_set_object (&priv->cancellable, cancellable);

  set_state (self, OMNI_JOB_RUNNING);
  run (self, priv->cancellable);

  if (priv->shown.error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (priv->shown.error));
  return FALSE;
}

/**
 * omni_job_pause:
 * @self: a job
 *
 * Lets the job stop at its next checkpoint until omni_job_resume(). Does nothing when it does not
 * run.
 */
void
omni_job_pause (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_if_fail (OMNI_IS_JOB (self));

  if (priv->state != OMNI_JOB_RUNNING)
    return;

  set_paused (self, TRUE);
  set_state (self, OMNI_JOB_PAUSED);
}

/**
 * omni_job_resume:
 * @self: a job
 *
 * Lets a paused job go on, also one that waits by itself.
 */
void
omni_job_resume (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_if_fail (OMNI_IS_JOB (self));

  if (priv->state != OMNI_JOB_PAUSED)
    return;

  g_clear_error (&priv->shown.stall);
  set_paused (self, FALSE);
  set_state (self, OMNI_JOB_RUNNING);
}

/**
 * omni_job_cancel:
 * @self: a job
 *
 * Asks the job to stop where it is. It ends as %OMNI_JOB_CANCELLED, unless it was through before it
 * noticed.
 */
void
omni_job_cancel (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_if_fail (OMNI_IS_JOB (self));

  g_cancellable_cancel (priv->cancellable);
  set_paused (self, FALSE);
}

/**
 * omni_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none): what the job does, in words
 */
const char *
omni_job_get_title (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), NULL);

  /* A job that was not started has only the one report. */
  if (priv->state == OMNI_JOB_WAITING)
    return priv->current.title != NULL ? priv->current.title : "";

  return priv->shown.title != NULL ? priv->shown.title : "";
}

/**
 * omni_job_get_state:
 * @self: a job
 *
 * Returns: what the job is doing
 */
OmniJobState
omni_job_get_state (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), OMNI_JOB_FAILED);

  return priv->state;
}

/**
 * omni_job_get_error:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): why the job failed or that it was cancelled, or %NULL
 */
const GError *
omni_job_get_error (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), NULL);

  return priv->shown.error;
}

/**
 * omni_job_get_stall:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): why the job waits though nobody paused it, or %NULL
 */
const GError *
omni_job_get_stall (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), NULL);

  return priv->shown.stall;
}

/**
 * omni_job_get_done:
 * @self: a job
 *
 * Returns: how much is done, in the job's own units
 */
gint64
omni_job_get_done (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), 0);

  return priv->shown.done;
}

/**
 * omni_job_get_total:
 * @self: a job
 *
 * Returns: how much there is to do, or -1 while that is not known
 */
gint64
omni_job_get_total (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), -1);

  return priv->shown.total;
}

/**
 * omni_job_get_rate:
 * @self: a job
 *
 * Returns: how much is done in a second, smoothed, or 0 while that is not known
 */
gint64
omni_job_get_rate (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), 0);

  return priv->shown.rate;
}

/**
 * omni_job_get_seconds_left:
 * @self: a job
 *
 * Returns: about how many seconds the rest will take, or -1 while that is not known
 */
gint64
omni_job_get_seconds_left (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), -1);

  if (priv->shown.total < 0 || priv->shown.rate <= 0)
    return -1;

  return (MAX (priv->shown.total - priv->shown.done, 0) + priv->shown.rate - 1) / priv->shown.rate;
}

/**
 * omni_job_get_summary:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what came of the job, as a sentence
 */
const char *
omni_job_get_summary (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), NULL);

  return priv->shown.summary;
}

/**
 * omni_job_get_result_file:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the file that the job made
 */
GFile *
omni_job_get_result_file (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), NULL);

  return priv->shown.file;
}

/**
 * omni_job_is_finished:
 * @self: a job
 *
 * Returns: whether the job ended, one way or another
 */
gboolean
omni_job_is_finished (OmniJob *self)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_JOB (self), TRUE);

  return priv->state == OMNI_JOB_DONE || priv->state == OMNI_JOB_FAILED ||
         priv->state == OMNI_JOB_CANCELLED;
}

/**
 * omni_job_set_title:
 * @self: a job
 * @title: (not nullable): what the job does, in words, for example "Exporting 37 orders"
 */
void
omni_job_set_title (OmniJob *self, const char *title)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_return_if_fail (OMNI_IS_JOB (self));

  g_mutex_lock (&priv->lock);
  g_free (priv->current.title);
  priv->current.title = g_strdup (title);
  g_mutex_unlock (&priv->lock);

  /* Before the job runs there is nobody to tell. */
  if (priv->rate_at != 0)
    tell (self);
}

/**
 * omni_job_report:
 * @self: a job, on its own thread
 * @done: how much is done
 * @total: how much there is to do, or -1 while that is not known
 *
 * Says how far the job is. Cheap enough to be called for every row.
 */
void
omni_job_report (OmniJob *self, gint64 done, gint64 total)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  measure_rate (priv, done);
  priv->current.done = done;
  priv->current.total = total;
  g_mutex_unlock (&priv->lock);

  tell (self);
}

/**
 * omni_job_checkpoint:
 * @self: a job, on its own thread
 * @error: return location
 *
 * Says that the job can stop here: waits while it is paused.
 *
 * Returns: %TRUE to go on, or %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
omni_job_checkpoint (OmniJob *self, GError **error)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  gint64 paused_at = 0;

  g_mutex_lock (&priv->lock);
  while (priv->paused)
    {
      if (paused_at == 0)
        paused_at = g_get_monotonic_time ();
      g_cond_wait (&priv->resumed, &priv->lock);
    }
  g_mutex_unlock (&priv->lock);

  /* Standing still is not being slow. */
  if (paused_at != 0)
    priv->rate_at += g_get_monotonic_time () - paused_at;

  return !g_cancellable_set_error_if_cancelled (priv->cancellable, error);
}

/* Waits until somebody goes on, the time is over, or the job is cancelled. The lock is held. What
 * cancels a job that runs where it was called does not come by here, so it is looked for. */
static void
wait_for_end_of_stall (OmniJobPrivate *priv, guint seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  gint64 now;

  while (priv->current.stall != NULL && (now = g_get_monotonic_time ()) < end &&
         !g_cancellable_is_cancelled (priv->cancellable))
    g_cond_wait_until (&priv->resumed, &priv->lock, MIN (end, now + STALL_INTERVAL));
}

/**
 * omni_job_stall:
 * @self: the job, from its thread
 * @reason: (not nullable): why it cannot go on now
 * @seconds: how long to wait
 * @error: return location
 *
 * Waits for the world to become better: %OMNI_JOB_PAUSED for whoever looks, with
 * omni_job_get_stall(), until @seconds are over or somebody calls omni_job_resume().
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
omni_job_stall (OmniJob *self, const GError *reason, guint seconds, GError **error)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);
  gint64 stalled_at = g_get_monotonic_time ();

  g_return_val_if_fail (reason != NULL, FALSE);

  g_mutex_lock (&priv->lock);
  g_clear_error (&priv->current.stall);
  priv->current.stall = g_error_copy (reason);
  priv->published_at = 0;
  g_mutex_unlock (&priv->lock);
  tell (self);

  g_mutex_lock (&priv->lock);
  wait_for_end_of_stall (priv, seconds);
  g_clear_error (&priv->current.stall);
  priv->published_at = 0;
  g_mutex_unlock (&priv->lock);
  tell (self);

  priv->rate_at += g_get_monotonic_time () - stalled_at;
  return omni_job_checkpoint (self, error);
}

/**
 * omni_job_set_summary:
 * @self: a job, on its own thread
 * @summary: (not nullable): what came of the job, as a sentence
 */
void
omni_job_set_summary (OmniJob *self, const char *summary)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  g_free (priv->current.summary);
  priv->current.summary = g_strdup (summary);
  g_mutex_unlock (&priv->lock);
}

/**
 * omni_job_set_result_file:
 * @self: a job, on its own thread
 * @file: (not nullable): the file that the job made
 */
void
omni_job_set_result_file (OmniJob *self, GFile *file)
{
  OmniJobPrivate *priv = omni_job_get_instance_private (self);

  g_mutex_lock (&priv->lock);
  g_set_object (&priv->current.file, file);
  g_mutex_unlock (&priv->lock);
}
