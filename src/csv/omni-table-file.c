/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "omni-table-file.h"

#include "omni-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct _OmniTableFile
{
  char *target;    /* (not nullable) (owned) the name that the file is to have, links followed */
  char *folder;    /* (not nullable) (owned) where both files are */
  char *temporary; /* (nullable) (owned) the file that is written; NULL once it has its name */
  int fd;          /* open on the temporary file */
  mode_t mode;     /* what the finished file's permissions are */
  gboolean replace;
};

/*
 * Helpers
 */

static void
set_error_for_path (const char *target, const char *folder, int error_number, GError **error)
{
  g_autofree char *name = g_filename_display_name (target);
  g_autofree char *place = g_filename_display_name (folder);
  GError *failure;

  switch (error_number)
    {
    case ENOSPC:
    case EDQUOT:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE,
                                _("The disk is full: “%s” could not be written. "
                                   "Free some space or choose another folder, then try again."),
                                name);
      break;

    case EFBIG:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE,
                                _("“%s” would be larger than a file may be here. "
                                   "Choose another folder or fewer rows."),
                                name);
      break;

    case EACCES:
    case EPERM:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE,
                                _("You may not write “%s” in the folder “%s”. "
                                   "Choose another name or folder."),
                                name, place);
      break;

    case EROFS:
      failure =
          omni_error_new (OMNI_ERROR_BAD_FILE,
                          _("The folder “%s” can only be read, so “%s” could not be written. "
                             "Choose another folder."),
                          place, name);
      break;

    case ENOENT:
    case ENOTDIR:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE,
                                _("There is no folder “%s”, so “%s” could not be written. "
                                   "Make the folder first or choose another one."),
                                place, name);
      break;

    case EISDIR:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE,
                                _("“%s” is a folder. Choose the name of a file."), name);
      break;

    case EEXIST:
      failure = omni_error_new (
          OMNI_ERROR_BAD_FILE,
          _("“%s” exists already. Choose another name, or allow it to be replaced."), name);
      break;

    default:
      failure = omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” could not be written: %s"), name,
                                g_strerror (error_number));
      break;
    }

  g_propagate_error (error, failure);
}

/* umask() can only be read by changing it, which other threads would see; the kernel also tells it
 * here. */
static mode_t
read_usual_mode (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return S_IRUSR | S_IWUSR;

  line = strstr (status, "\nUmask:");
  if (line == NULL)
    return S_IRUSR | S_IWUSR;

  return 0666 & ~(mode_t) g_ascii_strtoull (line + strlen ("\nUmask:"), NULL, 8);
}

static gboolean
check_target (OmniTableFile *file, GError **error)
{
  struct stat existing;

  file->mode = read_usual_mode ();

  if (stat (file->target, &existing) != 0)
    return TRUE; /* What is wrong with the folder is seen when the temporary file is made. */

  if (S_ISDIR (existing.st_mode))
    {
      omni_table_file_set_error (file, EISDIR, error);
      return FALSE;
    }

  if (!S_ISREG (existing.st_mode))
    {
      g_autofree char *name = g_filename_display_name (file->target);

      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                 _("“%s” is not an ordinary file. Choose another name."), name));
      return FALSE;
    }

  if (!file->replace)
    {
      omni_table_file_set_error (file, EEXIST, error);
      return FALSE;
    }

  if (access (file->target, W_OK) != 0)
    {
      omni_table_file_set_error (file, errno, error);
      return FALSE;
    }

  file->mode = existing.st_mode & 0777;
  return TRUE;
}

static gboolean
give_name (OmniTableFile *file)
{
  if (file->replace)
    return rename (file->temporary, file->target) == 0;

  if (renameat2 (AT_FDCWD, file->temporary, AT_FDCWD, file->target, RENAME_NOREPLACE) == 0)
    return TRUE;

  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;

  /* A file system without that call: a hard link never replaces anything either. */
  if (link (file->temporary, file->target) != 0)
    return FALSE;

  unlink (file->temporary);
  return TRUE;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  /* Some file systems cannot do it; the name is given all the same. */
  (void) fsync (fd);
  close (fd);
}

/*
 * Public API
 */

/**
 * omni_table_file_new:
 * @target: the file to write
 * @replace: whether a file of that name may be replaced
 * @error: return location for an error
 *
 * Makes the temporary file (mode 0600) in the folder of @target.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %OMNI_ERROR_BAD_FILE and a sentence
 * that names the file and says what to do
 */
OmniTableFile *
omni_table_file_new (GFile *target, gboolean replace, GError **error)
{
  g_autoptr (OmniTableFile) file = NULL;
  g_autofree char *template = NULL;
  g_autofree char *path = NULL;
  char *resolved;

  g_return_val_if_fail (G_IS_FILE (target), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  path = g_file_get_path (target);
  if (path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (target);

      g_propagate_error (
          error,
          omni_error_new (OMNI_ERROR_BAD_FILE,
                          _("“%s” is not on this computer. Choose a folder that is."), name));
      return NULL;
    }

  file = g_new0 (OmniTableFile, 1);
  file->fd = -1;
  file->replace = replace;

  /* A link stays a link: the file behind it is the one that is replaced. */
  resolved = realpath (path, NULL);
  file->target = resolved != NULL ? g_strdup (resolved) : g_steal_pointer (&path);
  free (resolved);
  file->folder = g_path_get_dirname (file->target);

  if (!check_target (file, error))
    return NULL;

  template = g_build_filename (file->folder, ".omnidesk-XXXXXX", NULL);
  file->fd = mkostemp (template, O_CLOEXEC);
  if (file->fd < 0)
    {
      omni_table_file_set_error (file, errno, error);
      return NULL;
    }

  file->temporary = g_steal_pointer (&template);
  return g_steal_pointer (&file);
}

/**
 * omni_table_file_free:
 * @file: (transfer full): a file
 *
 * Frees @file; what was not committed is removed.
 */
void
omni_table_file_free (OmniTableFile *file)
{
  if (file->temporary != NULL)
    unlink (file->temporary);
  if (file->fd >= 0)
    close (file->fd);

  g_free (file->temporary);
  g_free (file->target);
  g_free (file->folder);
  g_free (file);
}

/**
 * omni_table_file_get_fd:
 * @file: a file
 *
 * Returns: the descriptor to write to; it belongs to @file
 */
int
omni_table_file_get_fd (const OmniTableFile *file)
{
  return file->fd;
}

/**
 * omni_table_file_get_path:
 * @file: a file that was not committed yet
 *
 * Returns: (transfer none): the temporary file's path, for a library that wants to open it itself
 */
const char *
omni_table_file_get_path (const OmniTableFile *file)
{
  return file->temporary;
}

/**
 * omni_table_file_get_folder:
 * @file: a file
 *
 * Returns: (transfer none): the folder that the target is in
 */
const char *
omni_table_file_get_folder (const OmniTableFile *file)
{
  return file->folder;
}

/**
 * omni_table_file_reserve:
 * @file: a file that was not committed yet
 * @n_bytes: how many more bytes are going to be written beside the target
 * @error: return location for an error
 *
 * Asks the file system for @n_bytes and gives them back, so that a lack of space is known before a
 * library that does not notice it starts to write. A file system that cannot tell is taken at its
 * word.
 *
 * Returns: whether there is room; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_table_file_reserve (OmniTableFile *file, goffset n_bytes, GError **error)
{
  g_autofree char *template = g_build_filename (file->folder, ".omnidesk-XXXXXX", NULL);
  int fd = mkostemp (template, O_CLOEXEC);
  int failure = 0;

  if (fd < 0)
    {
      omni_table_file_set_error (file, errno, error);
      return FALSE;
    }

  unlink (template);
  if (fallocate (fd, 0, 0, n_bytes) != 0 && errno != EOPNOTSUPP && errno != ENOSYS &&
      errno != EINTR)
    failure = errno;
  close (fd);

  if (failure != 0)
    {
      omni_table_file_set_error (file, failure, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_table_file_commit:
 * @file: a file with all of its bytes written
 * @error: return location for an error
 *
 * Puts the bytes on the disk, gives the file its usual permissions and then its name. A file that
 * turned up under that name meanwhile is replaced only if that was allowed.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_table_file_commit (OmniTableFile *file, GError **error)
{
  g_return_val_if_fail (file->temporary != NULL, FALSE);

  if (fchmod (file->fd, file->mode) != 0 || fsync (file->fd) != 0 || !give_name (file))
    {
      omni_table_file_set_error (file, errno, error);
      return FALSE;
    }

  g_clear_pointer (&file->temporary, g_free);
  sync_folder (file->folder);
  return TRUE;
}

/**
 * omni_table_file_set_error:
 * @file: a file
 * @error_number: an errno value
 * @error: return location for an error
 *
 * Says in a complete sentence why @file could not be written.
 */
void
omni_table_file_set_error (const OmniTableFile *file, int error_number, GError **error)
{
  set_error_for_path (file->target, file->folder, error_number, error);
}
