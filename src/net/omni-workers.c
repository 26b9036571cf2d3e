/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-workers.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the threads give way by, so that a busy download never holds up a window's frame. */
#define NICENESS 10

typedef struct
{
  GTask *task; /* (owned) (nullable): NULL tells a thread to end */
  GTaskThreadFunc function;
} Work;

/* Counted: the client holds one reference and each thread one, for the last task may end with the
 * client. */
struct _OmniWorkers
{
  GAsyncQueue *queue; /* (owned) (element-type Work) */
  GMutex mutex;       /* for what follows */
  GPtrArray *threads; /* (owned) (element-type GThread) */
  guint max_threads;
};

static void
workers_free (gpointer data)
{
  OmniWorkers *workers = data;

  g_async_queue_unref (workers->queue);
  g_ptr_array_unref (workers->threads);
  g_mutex_clear (&workers->mutex);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->task);
  g_free (work);
}

static gpointer
run_tasks (gpointer data)
{
  OmniWorkers *workers = data;
  gboolean running = TRUE;

  /* On Linux, a thread's id names only that thread here; failing to be nice is harmless. */
  (void) setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), NICENESS);

  while (running)
    {
      Work *work = g_async_queue_pop (workers->queue);

      if (work->task == NULL)
        running = FALSE;
      else if (!g_task_return_error_if_cancelled (work->task))
        work->function (work->task, g_task_get_source_object (work->task),
                        g_task_get_task_data (work->task), g_task_get_cancellable (work->task));

      work_free (work);
    }

  g_atomic_rc_box_release_full (workers, workers_free);
  return NULL;
}

OmniWorkers *
omni_workers_new (guint max_threads)
{
  OmniWorkers *workers = g_atomic_rc_box_new0 (OmniWorkers);

  workers->queue = g_async_queue_new_full (work_free);
  workers->threads = g_ptr_array_new ();
  workers->max_threads = max_threads;
  g_mutex_init (&workers->mutex);

  return workers;
}

/* Ends the threads after the tasks that were pushed. May be called by a worker: the last task may
 * have been the last to know the client. */
void
omni_workers_stop (OmniWorkers *workers)
{
  for (guint i = 0; i < workers->threads->len; i++)
    g_async_queue_push (workers->queue, g_new0 (Work, 1));

  for (guint i = 0; i < workers->threads->len; i++)
    {
      GThread *thread = g_ptr_array_index (workers->threads, i);

      if (thread == g_thread_self ())
        g_thread_unref (thread);
      else
        g_thread_join (thread);
    }

  g_ptr_array_set_size (workers->threads, 0);
  g_atomic_rc_box_release_full (workers, workers_free);
}

void
omni_workers_set_max (OmniWorkers *workers, guint max_threads)
{
  g_mutex_lock (&workers->mutex);
  workers->max_threads = max_threads;
  g_mutex_unlock (&workers->mutex);
}

/* Runs @function, with the arguments of a #GTaskThreadFunc, on one of the threads. Takes a
 * reference to @task. */
void
omni_workers_push (OmniWorkers *workers, GTask *task, GTaskThreadFunc function)
{
  Work *work = g_new0 (Work, 1);

  work->task = g_object_ref (task);
  work->function = function;
  g_async_queue_push (workers->queue, work);

  g_mutex_lock (&workers->mutex);
  /* A positive length says that more tasks wait than threads. */
  if (workers->threads->len < workers->max_threads &&
      (workers->threads->len == 0 || g_async_queue_length (workers->queue) > 0))
    g_ptr_array_add (workers->threads,
                     g_thread_new ("omni-net", run_tasks, g_atomic_rc_box_acquire (workers)));
  g_mutex_unlock (&workers->mutex);
}
