/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cli-interrupt.h"

#include "omni-cli.h"

#include <signal.h>
#include <unistd.h>

static sigset_t watched;
static GThread *watcher; /* (owned): runs as long as the program */

static gpointer
wait_for_signals (gpointer data)
{
  GCancellable *cancellable = data;
  int number = 0;

  if (sigwait (&watched, &number) == 0)
    g_cancellable_cancel (cancellable);

  /* Who asks twice does not want to wait for an orderly end. */
  if (sigwait (&watched, &number) == 0)
    _exit (OMNI_CLI_INTERRUPTED);

  return NULL;
}

/**
 * omni_cli_interrupt_watch:
 * @cancellable: what Ctrl+C cancels
 *
 * Turns Ctrl+C, and the signals of a closed terminal and of kill, into a cancelled operation, so
 * that whatever runs can clean up after itself. To be called before the first other thread, which
 * inherits what is blocked here. A signal that the program was started to ignore stays ignored.
 */
void
omni_cli_interrupt_watch (GCancellable *cancellable)
{
  const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  sigemptyset (&watched);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      struct sigaction action = { 0 };

      if (sigaction (numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
        sigaddset (&watched, numbers[i]);
    }

  pthread_sigmask (SIG_BLOCK, &watched, NULL);
  watcher = g_thread_new ("omni-signals", wait_for_signals, g_object_ref (cancellable));
}
