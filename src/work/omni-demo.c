/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-demo.h"

#include "omni-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROGRAM "omnidesk-sandbox"
#define DEFAULT_ORDERS "2500"
#define SEED "7"

/* How long the sandbox has to end by itself; it keeps nothing, so nothing is lost after that. */
#define END_MICROSECONDS (2 * G_USEC_PER_SEC)
#define END_STEP_MICROSECONDS 5000

struct _OmniDemo
{
  GObject parent_instance;

  GSubprocess *process;     /* (owned) (nullable) until it runs */
  GDataInputStream *output; /* (owned) (nullable) until it runs; closed, it would end it */
  pid_t parent;             /* this process, for the child to compare */
  char *url;                /* (owned) (nullable) until its first line */
  char *username;           /* (owned) (nullable) until its second line */
  char *password;           /* (owned) (nullable) until its second line */
  char *folder;             /* (owned) (nullable) what is remembered of it, as long as it runs */
};

G_DEFINE_FINAL_TYPE (OmniDemo, omni_demo, G_TYPE_OBJECT)

static void read_url_cb  (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);
static void read_user_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);

static char *
find_beside (void)
{
  const char *places[] = { PROGRAM, "sandbox/" PROGRAM, "../sandbox/" PROGRAM };
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/* From the environment, beside this program (a build folder, an installation), where it was
 * installed, in the path. */
static char *
find_program (void)
{
  const char *given = g_getenv ("OMNIDESK_SANDBOX");
  g_autofree char *beside = NULL;

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);

  beside = find_beside ();
  if (beside != NULL)
    return g_steal_pointer (&beside);

  if (g_file_test (BINDIR G_DIR_SEPARATOR_S PROGRAM, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (BINDIR G_DIR_SEPARATOR_S PROGRAM);

  return g_find_program_in_path (PROGRAM);
}

static const char *
get_orders (void)
{
  const char *orders = g_getenv ("OMNIDESK_DEMO_ORDERS");

  if (orders == NULL || orders[0] == '\0' || strspn (orders, "0123456789") != strlen (orders))
    return DEFAULT_ORDERS;

  return orders;
}

/* Between fork and exec: only calls that are safe there. The signal comes when the thread that
 * started the child ends, which is why the sandbox is started by the main thread. */
static void
end_with_parent (gpointer data)
{
  OmniDemo *self = data;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != self->parent)
    _exit (1);
}

static GSubprocess *
spawn (OmniDemo  *self,
       GError   **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *program = find_program ();
  GSubprocess *process;

  if (program == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                                _("The demo needs the program “%s”, which is not "
                                                  "installed."),
                                                PROGRAM));
      return NULL;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->parent = getpid ();
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, self, NULL);
  process = g_subprocess_launcher_spawn (launcher, &cause, program, "--port", "0", "--orders",
                                         get_orders (), "--seed", SEED, NULL);
  if (process == NULL)
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_UNSUPPORTED, _("The demo cannot be started: %s"),
                                       cause->message));
  return process;
}

static void
end_process (OmniDemo *self)
{
  gint64 deadline = g_get_monotonic_time () + END_MICROSECONDS;

  g_subprocess_send_signal (self->process, SIGTERM);

  /* GLib's own thread collects the child, and takes the identifier away then. */
  while (g_subprocess_get_identifier (self->process) != NULL && g_get_monotonic_time () < deadline)
    g_usleep (END_STEP_MICROSECONDS);

  if (g_subprocess_get_identifier (self->process) != NULL)
    g_subprocess_force_exit (self->process);
}

/* The line, or NULL with an error where the sandbox ended before it. */
static char *
read_line (OmniDemo      *self,
           GAsyncResult  *result,
           GError       **error)
{
  g_autoptr (GError) cause = NULL;
  char *line = g_data_input_stream_read_line_finish_utf8 (self->output, result, NULL, &cause);

  if (line != NULL)
    return line;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_propagate_error (error, omni_error_new (OMNI_ERROR_SERVER,
                                              _("The demo ended before it was ready.")));
  return NULL;
}

static void
read_url_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (g_steal_pointer (&user_data));
  OmniDemo *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  self->url = read_line (self, result, &error);
  if (self->url == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, read_user_cb,
                                       g_steal_pointer (&task));
}

static void
read_user_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (g_steal_pointer (&user_data));
  OmniDemo *self = g_task_get_task_data (task);
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;
  GError *error = NULL;

  line = read_line (self, result, &error);
  if (line == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  words = g_strsplit (line, " ", -1);
  if (!g_str_has_prefix (self->url, "http://") || g_strv_length (words) != 4 ||
      !g_str_equal (words[0], "user:") || !g_str_equal (words[2], "password:"))
    {
      g_task_return_error (
          task, omni_error_new (OMNI_ERROR_SERVER,
                                _("“%s” does not answer as Omnidesk's sandbox does."), PROGRAM));
      return;
    }

  self->username = g_strdup (words[1]);
  self->password = g_strdup (words[3]);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/* A database that is still open goes on without its name. */
static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

static void
omni_demo_finalize (GObject *object)
{
  OmniDemo *self = OMNI_DEMO (object);

  if (self->process != NULL)
    end_process (self);

  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_free (self->url);
  g_free (self->username);
  g_free (self->password);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);

  G_OBJECT_CLASS (omni_demo_parent_class)->finalize (object);
}

static void
omni_demo_class_init (OmniDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_demo_finalize;
}

static void
omni_demo_init (OmniDemo *self)
{
}

/**
 * omni_demo_start_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called when the sandbox answers, or cannot
 * @user_data: for @callback
 *
 * Starts the sandbox with a shop of 2,500 orders, or as many as the environment variable
 * `OMNIDESK_DEMO_ORDERS` says. It ends with the object, and with this process, however that ends.
 * Main thread only.
 */
void
omni_demo_start_async (GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OmniDemo *self = g_object_new (OMNI_TYPE_DEMO, NULL);
  GError *error = NULL;

  g_task_set_source_tag (task, omni_demo_start_async);
  g_task_set_task_data (task, self, g_object_unref);

  self->process = spawn (self, &error);
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, read_url_cb,
                                       g_steal_pointer (&task));
}

/**
 * omni_demo_start_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_UNSUPPORTED when the sandbox is not installed or does not start;
 * %OMNI_ERROR_SERVER when it ends early
 *
 * Returns: (transfer full) (nullable): the running sandbox
 */
OmniDemo *
omni_demo_start_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_demo_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * omni_demo_get_url:
 * @self: a demo
 *
 * Returns: (transfer none): the server address to sign in to
 */
const char *
omni_demo_get_url (OmniDemo *self)
{
  g_return_val_if_fail (OMNI_IS_DEMO (self), NULL);

  return self->url;
}

/**
 * omni_demo_get_username:
 * @self: a demo
 *
 * Returns: (transfer none): the user who may do everything
 */
const char *
omni_demo_get_username (OmniDemo *self)
{
  g_return_val_if_fail (OMNI_IS_DEMO (self), NULL);

  return self->username;
}

/**
 * omni_demo_get_password:
 * @self: a demo
 *
 * Returns: (transfer none): that user's password
 */
const char *
omni_demo_get_password (OmniDemo *self)
{
  g_return_val_if_fail (OMNI_IS_DEMO (self), NULL);

  return self->password;
}

/**
 * omni_demo_open_database:
 * @self: a demo
 * @error: return location for an error
 *
 * Makes a place for what is remembered while the demo runs, and no longer: its address is another
 * one each time. Waits for the disk: not for the main loop.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the database
 */
OmniDatabase *
omni_demo_open_database (OmniDemo *self, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (OMNI_IS_DEMO (self), NULL);
  g_return_val_if_fail (self->folder == NULL, NULL);

  self->folder = g_dir_make_tmp ("omnidesk-demo-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;

  path = g_build_filename (self->folder, "omnidesk.db", NULL);
  return omni_database_open (path, error);
}
