/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-terminal.h"

#include "omni-error.h"
#include "omni-wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* No user name and no password is longer. */
#define MAX_LINE 4096

/* Ten times a second is as often as anybody reads. */
#define PROGRESS_MICROSECONDS (G_USEC_PER_SEC / 10)

static gint64 progress_time;

/* Waits until the descriptor can be read, or fails when it is interrupted. */
static gboolean
wait_for_input (int            fd,
                GCancellable  *cancellable,
                GError       **error)
{
  GPollFD polled[2] = { { .fd = fd, .events = G_IO_IN } };
  gboolean has_second = g_cancellable_make_pollfd (cancellable, &polled[1]);
  int n_ready;

  do
    n_ready = g_poll (polled, has_second ? 2 : 1, -1);
  while (n_ready < 0 && errno == EINTR);

  if (has_second)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * omni_cli_read_line:
 * @fd: a descriptor
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads up to the end of a line and not a byte further, so that what follows is left to others.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when there is no line, or it is too long; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the line without its end, for omni_wipe_text()
 */
char *
omni_cli_read_line (int            fd,
                    GCancellable  *cancellable,
                    GError       **error)
{
  char *line = g_malloc0 (MAX_LINE + 1);
  gsize length = 0;
  gboolean ended = FALSE;

  while (!ended && length < MAX_LINE)
    {
      gssize n_read;

      if (!wait_for_input (fd, cancellable, error))
        {
          explicit_bzero (line, length);
          g_free (line);
          return NULL;
        }

      n_read = read (fd, line + length, 1);
      if (n_read < 0 && (errno == EINTR || errno == EAGAIN))
        continue;

      ended = n_read <= 0 || line[length] == '\n';
      if (!ended)
        length++;
    }

  if (!ended || (length == 0 && line[0] != '\n'))
    {
      explicit_bzero (line, length);
      g_free (line);
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("A line of input was expected.")));
      return NULL;
    }

  if (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';
  return line;
}

/**
 * omni_cli_has_terminal:
 *
 * Returns: whether there is somebody to ask
 */
gboolean
omni_cli_has_terminal (void)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    return FALSE;

  close (fd);
  return TRUE;
}

static void
write_to (int         fd,
          const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize n_written = write (fd, text, left);

      if (n_written < 0 && errno != EINTR)
        return;
      if (n_written > 0)
        {
          text += n_written;
          left -= (gsize) n_written;
        }
    }
}

/**
 * omni_cli_ask:
 * @question: what to show
 * @secret: whether the answer must not be seen
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Asks the person at the terminal, whatever input and output are. The terminal is left as it was,
 * also when the question is interrupted.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when there is no terminal or no answer; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer, for omni_wipe_text()
 */
char *
omni_cli_ask (const char    *question,
              gboolean       secret,
              GCancellable  *cancellable,
              GError       **error)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  struct termios before;
  gboolean hidden = FALSE;
  char *answer;

  if (fd < 0)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("There is no terminal to ask at.")));
      return NULL;
    }

  if (secret && tcgetattr (fd, &before) == 0)
    {
      struct termios quiet = before;

      quiet.c_lflag &= ~(tcflag_t) ECHO;
      quiet.c_lflag |= ECHONL;
      /* Stopped now, the shell would get a terminal that does not show what is typed. */
      quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
      hidden = tcsetattr (fd, TCSAFLUSH, &quiet) == 0;
    }

  write_to (fd, question);
  answer = omni_cli_read_line (fd, cancellable, error);

  if (hidden)
    tcsetattr (fd, TCSAFLUSH, &before);
  if (answer == NULL)
    write_to (fd, "\n");
  close (fd);
  return answer;
}

/**
 * omni_cli_progress:
 * @done: how many are done
 * @total: how many there are, or -1
 *
 * Shows how far it is, where messages go to a terminal. It is for commands whose results go
 * elsewhere.
 */
void
omni_cli_progress (gint64 done,
                   gint64 total)
{
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || now < progress_time + PROGRESS_MICROSECONDS)
    return;

  progress_time = now;
  if (total >= 0)
    fprintf (stderr, "\r%'" G_GINT64_FORMAT " / %'" G_GINT64_FORMAT "\033[K", done, total);
  else
    fprintf (stderr, "\r%'" G_GINT64_FORMAT "\033[K", done);
}

/**
 * omni_cli_progress_end:
 *
 * Takes away what omni_cli_progress() showed.
 */
void
omni_cli_progress_end (void)
{
  if (progress_time != 0)
    fputs ("\r\033[K", stderr);
  progress_time = 0;
}
