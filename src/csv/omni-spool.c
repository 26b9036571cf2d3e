/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "omni-spool.h"

#include "omni-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

struct _OmniSpool
{
  char *name;      /* (not nullable) (owned) the file that all this is made of, for messages */
  GString *buffer; /* (not nullable) (owned) */
  int fd;
};

static void
set_io_error (OmniSpool *spool, int error_number, GError **error)
{
  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_FILE,
                                     _("There is no room on this computer to read “%s”: %s"),
                                     spool->name, g_strerror (error_number)));
}

static gboolean
flush (OmniSpool *spool, GError **error)
{
  const char *data = spool->buffer->str;
  gsize length = spool->buffer->len;

  while (length > 0)
    {
      gssize n = write (spool->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_io_error (spool, errno, error);
          return FALSE;
        }

      data += n;
      length -= (gsize) n;
    }

  g_string_truncate (spool->buffer, 0);
  return TRUE;
}

/**
 * omni_spool_new:
 * @name: the file that all this is made of, for messages
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an empty spool, or %NULL with %OMNI_ERROR_BAD_FILE
 */
OmniSpool *
omni_spool_new (const char *name, GError **error)
{
  g_autoptr (OmniSpool) spool = g_new0 (OmniSpool, 1);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "omnidesk", NULL);

  spool->name = g_strdup (name);
  spool->buffer = g_string_sized_new (BUFFER_SIZE);
  spool->fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    spool->fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (spool->fd < 0)
    {
      g_autofree char *path = g_build_filename (folder, "text-XXXXXX", NULL);

      spool->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
      if (spool->fd >= 0)
        g_unlink (path);
    }
  if (spool->fd >= 0)
    return g_steal_pointer (&spool);

  set_io_error (spool, errno, error);
  return NULL;
}

/**
 * omni_spool_free:
 * @spool: (transfer full): a spool
 */
void
omni_spool_free (OmniSpool *spool)
{
  if (spool->fd >= 0)
    close (spool->fd);
  g_string_free (spool->buffer, TRUE);
  g_free (spool->name);
  g_free (spool);
}

/**
 * omni_spool_write:
 * @spool: a spool
 * @data: some bytes
 * @length: how many
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the disk is full
 *
 * Returns: whether they are taken
 */
gboolean
omni_spool_write (OmniSpool *spool, const char *data, gsize length, GError **error)
{
  g_string_append_len (spool->buffer, data, (gssize) length);
  return spool->buffer->len < BUFFER_SIZE || flush (spool, error);
}

/**
 * omni_spool_finish:
 * @spool: a spool; nothing can be written any more
 * @error: return location for an error
 *
 * Returns: the file, which the caller closes; or -1 with %OMNI_ERROR_BAD_FILE
 */
int
omni_spool_finish (OmniSpool *spool, GError **error)
{
  return flush (spool, error) ? g_steal_fd (&spool->fd) : -1;
}
