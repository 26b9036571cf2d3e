/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-database-private.h"

#include <glib/gi18n-lib.h>

/*
 *   omni_database_call ()        ─┐
 *   omni_database_call_async ()  ─┴─> queue ─> thread ─> OmniConnection ─> file
 *
 * The thread holds the worker, never the object: an object that nobody holds any more is closed,
 * whichever thread let go of it last, and what was queued before is still done.
 */
typedef struct
{
  gatomicrefcount ref_count;
  GAsyncQueue *queue;         /* (owned) (not nullable) (element-type Call): the last one closes */
  GThread *thread;            /* (owned) (nullable) once joined */
  OmniConnection *connection; /* (owned) (nullable): the thread's own; NULL once closed */
} Worker;

typedef struct
{
  OmniDatabaseFunc func;      /* (nullable): NULL closes */
  gpointer data;              /* (owned by the caller) (nullable) */

  GTask *task;                /* (owned) (nullable): an asynchronous call */
  GDestroyNotify free_data;   /* (nullable) */
  GDestroyNotify free_result; /* (nullable) */

  GMutex *mutex;              /* (borrowed) (nullable): a synchronous call, which waits */
  GCond *done_cond;           /* (borrowed) (nullable) */
  gboolean *done;             /* (borrowed) (nullable) */
  gboolean *succeeded;        /* (borrowed) (nullable) */
  gpointer *result;           /* (borrowed) (nullable) */
  GError **error;             /* (borrowed) (nullable) */
} Call;

struct _OmniDatabase
{
  GObject parent_instance;

  char *path;       /* (owned) (not nullable) */
  GMutex mutex;     /* protects @worker against a close beside a call */
  Worker *worker;   /* (owned) (nullable) once closed */
};

G_DEFINE_FINAL_TYPE (OmniDatabase, omni_database, G_TYPE_OBJECT)

static void
unref_worker (Worker *worker)
{
  if (!g_atomic_ref_count_dec (&worker->ref_count))
    return;

  g_async_queue_unref (worker->queue);
  g_free (worker);
}

static void
finish_async_call (Call           *call,
                   OmniConnection *connection)
{
  g_autoptr (GTask) task = g_steal_pointer (&call->task);
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_task_return_error_if_cancelled (task))
    {
      if (call->func (connection, call->data, &result, &error))
        g_task_return_pointer (task, result, call->free_result);
      else
        g_task_return_error (task, error);
    }

  if (call->free_data != NULL)
    call->free_data (call->data);
  g_free (call);
}

static void
finish_sync_call (Call           *call,
                  OmniConnection *connection)
{
  gboolean succeeded = call->func (connection, call->data, call->result, call->error);

  /* The call is on the stack of the thread that waits, and is gone as soon as that one goes on. */
  g_mutex_lock (call->mutex);
  *call->succeeded = succeeded;
  *call->done = TRUE;
  g_cond_signal (call->done_cond);
  g_mutex_unlock (call->mutex);
}

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;
  gboolean open = TRUE;

  while (open)
    {
      Call *call = g_async_queue_pop (worker->queue);

      if (call->func == NULL)
        {
          open = FALSE;
          g_free (call);
        }
      else if (call->task != NULL)
        finish_async_call (call, worker->connection);
      else
        finish_sync_call (call, worker->connection);
    }

  g_clear_pointer (&worker->connection, omni_connection_close);
  unref_worker (worker);
  return NULL;
}

static Worker *
start_worker (OmniConnection *connection)
{
  Worker *worker = g_new0 (Worker, 1);

  g_atomic_ref_count_init (&worker->ref_count);
  g_atomic_ref_count_inc (&worker->ref_count);
  worker->queue = g_async_queue_new ();
  worker->connection = connection;
  worker->thread = g_thread_new ("omni-database", run_worker, worker);
  return worker;
}

/* Gives the call to the thread, or answers FALSE where the database was closed. */
static gboolean
push_call (OmniDatabase *self,
           Call         *call)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->worker == NULL)
    return FALSE;

  g_async_queue_push (self->worker->queue, call);
  return TRUE;
}

static GError *
new_closed_error (void)
{
  return omni_error_new (OMNI_ERROR_BAD_FILE, _("The database is closed."));
}

/**
 * omni_database_call:
 * @self: a database
 * @func: what to do; it runs in the database's thread
 * @data: (nullable): what @func is given
 * @result: (out) (optional): what @func made
 * @error: return location for an error
 *
 * Runs @func after everything that was asked before, and waits for it. Not for the main loop.
 *
 * Errors: those of @func; %OMNI_ERROR_BAD_FILE when the database is closed
 *
 * Returns: whether @func succeeded
 */
gboolean
omni_database_call (OmniDatabase     *self,
                    OmniDatabaseFunc  func,
                    gpointer          data,
                    gpointer         *result,
                    GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer local_result = NULL;
  gboolean done = FALSE;
  gboolean succeeded = FALSE;
  GMutex mutex;
  GCond done_cond;
  Call call = {
    .func = func,
    .data = data,
    .mutex = &mutex,
    .done_cond = &done_cond,
    .done = &done,
    .succeeded = &succeeded,
    .result = &local_result,
    .error = &local_error,
  };

  g_return_val_if_fail (OMNI_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (result != NULL)
    *result = NULL;

  g_mutex_init (&mutex);
  g_cond_init (&done_cond);

  if (push_call (self, &call))
    {
      g_mutex_lock (&mutex);
      while (!done)
        g_cond_wait (&done_cond, &mutex);
      g_mutex_unlock (&mutex);
    }
  else
    local_error = new_closed_error ();

  g_cond_clear (&done_cond);
  g_mutex_clear (&mutex);

  if (!succeeded)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (result != NULL)
    *result = local_result;
  return succeeded;
}

/**
 * omni_database_call_async:
 * @self: a database
 * @func: what to do; it runs in the database's thread
 * @data: (nullable) (transfer full): what @func is given
 * @free_data: (nullable): frees @data, in whichever thread
 * @free_result: (nullable): frees what @func made when nobody takes it
 * @source_tag: the public function that was called
 * @cancellable: (nullable): a call that is cancelled before its turn is not made
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Runs @func after everything that was asked before. g_task_propagate_pointer() gives what it made.
 */
void
omni_database_call_async (OmniDatabase        *self,
                          OmniDatabaseFunc     func,
                          gpointer             data,
                          GDestroyNotify       free_data,
                          GDestroyNotify       free_result,
                          gpointer             source_tag,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call;

  g_return_if_fail (OMNI_IS_DATABASE (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, source_tag);

  call = g_new0 (Call, 1);
  call->func = func;
  call->data = data;
  call->free_data = free_data;
  call->free_result = free_result;
  call->task = g_object_ref (task);

  if (push_call (self, call))
    return;

  g_task_return_error (task, new_closed_error ());
  if (free_data != NULL)
    free_data (data);
  g_object_unref (call->task);
  g_free (call);
}

static void
omni_database_finalize (GObject *object)
{
  OmniDatabase *self = OMNI_DATABASE (object);

  omni_database_close (self);
  g_mutex_clear (&self->mutex);
  g_free (self->path);

  G_OBJECT_CLASS (omni_database_parent_class)->finalize (object);
}

static void
omni_database_class_init (OmniDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_database_finalize;
}

static void
omni_database_init (OmniDatabase *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * omni_database_dup_default_path:
 *
 * Returns: (transfer full) (type filename): where this user's database is (XDG Base Directory:
 *   data)
 */
char *
omni_database_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "omnidesk", "omnidesk.db", NULL);
}

/**
 * omni_database_open:
 * @path: (type filename): the file, or ":memory:"; made where it is missing, private to the user
 * @error: return location for an error
 *
 * Opens the database, takes it to the newest schema and starts its thread. It reads a few pages and
 * is quick, but it may wait up to five seconds for another Omnidesk that is writing: windows open
 * it in a thread.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the file cannot be used, is damaged, or was made by a newer
 * Omnidesk
 *
 * Returns: (transfer full) (nullable): the database
 */
OmniDatabase *
omni_database_open (const char  *path,
                    GError     **error)
{
  OmniConnection *connection;
  OmniDatabase *self;

  g_return_val_if_fail (path != NULL, NULL);

  connection = omni_connection_open (path, error);
  if (connection == NULL)
    return NULL;

  self = g_object_new (OMNI_TYPE_DATABASE, NULL);
  self->path = g_strdup (path);
  self->worker = start_worker (connection);
  return self;
}

/**
 * omni_database_get_path:
 * @self: a database
 *
 * Returns: (transfer none) (type filename): the file, or ":memory:"
 */
const char *
omni_database_get_path (OmniDatabase *self)
{
  g_return_val_if_fail (OMNI_IS_DATABASE (self), NULL);

  return self->path;
}

/**
 * omni_database_close:
 * @self: a database
 *
 * Does what was asked before, closes the file and ends the thread. Calls after it fail. May be
 * called twice.
 */
void
omni_database_close (OmniDatabase *self)
{
  Worker *worker;

  g_return_if_fail (OMNI_IS_DATABASE (self));

  g_mutex_lock (&self->mutex);
  worker = g_steal_pointer (&self->worker);
  g_mutex_unlock (&self->mutex);

  if (worker == NULL)
    return;

  g_async_queue_push (worker->queue, g_new0 (Call, 1));

  /* The last reference may be dropped by the thread itself, with the task that it has just
   * answered. */
  if (worker->thread == g_thread_self ())
    g_thread_unref (worker->thread);
  else
    g_thread_join (worker->thread);

  unref_worker (worker);
}
