/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-pause.h"

/**
 * omni_pause:
 * @milliseconds: how long
 * @cancellable: (nullable): ends the pause at once
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Lets the calling thread do nothing for a while: a server that lost an answer may still be at it.
 * Never on the main thread.
 *
 * Returns: whether to go on
 */
gboolean
omni_pause (guint milliseconds, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep (milliseconds * (gulong) G_TIME_SPAN_MILLISECOND);
      return TRUE;
    }

  g_poll (&fd, 1, (int) milliseconds);
  g_cancellable_release_fd (cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
