/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-database-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* SQLite's database header (https://www.sqlite.org/fileformat.html, section 1.3). */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION_ID 68

static gint64
read_header_number (const guint8 *header,
                    gsize         offset)
{
  guint32 value;

  memcpy (&value, header + offset, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Looks at the file without SQLite, which would leave a log beside it. */
static gboolean
check_header (const char  *path,
              const char  *name,
              int          fd,
              gint64       newest_version,
              GError     **error)
{
  guint8 header[HEADER_SIZE];
  gssize length = pread (fd, header, sizeof header, 0);
  gint64 application_id;
  gint64 version;

  if (length < 0)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” cannot be read: %s"),
                                                name, g_strerror (errno)));
      return FALSE;
    }

  if (length == 0)
    return TRUE;

  if (length < HEADER_SIZE || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
    {
      omni_database_file_set_damaged (path, error);
      return FALSE;
    }

  application_id = read_header_number (header, HEADER_APPLICATION_ID);
  if (application_id != 0 && application_id != OMNI_DATABASE_APPLICATION_ID)
    {
      omni_database_file_set_damaged (path, error);
      return FALSE;
    }

  version = read_header_number (header, HEADER_USER_VERSION);
  if (version > newest_version)
    {
      omni_database_file_set_newer (path, version, newest_version, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_database_file_prepare:
 * @path: (type filename): the database file
 * @newest_version: the newest schema this program knows
 * @error: return location for an error
 *
 * Makes the folder (0700) and an empty file (0600) where they are missing. An existing file is
 * looked at first, without SQLite, and is not touched.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether SQLite may open the file
 */
gboolean
omni_database_file_prepare (const char  *path,
                            gint64       newest_version,
                            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (path);
  gboolean usable;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("The folder for “%s” cannot be made: %s"), name,
                                                g_strerror (errno)));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("“%s” cannot be opened for writing: %s"), name,
                                                g_strerror (errno)));
      return FALSE;
    }

  usable = check_header (path, name, fd, newest_version, error);
  close (fd);
  return usable;
}

/**
 * omni_database_file_make_private:
 * @path: (type filename): a database file that is ours
 * @error: return location for an error
 *
 * Closes the file to other users. SQLite gives the files that it makes beside it the same mode.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether only the user can read the file
 */
gboolean
omni_database_file_make_private (const char  *path,
                                 GError     **error)
{
  g_autofree char *name = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && ((info.st_mode & 0077) == 0 || g_chmod (path, 0600) == 0))
    return TRUE;

  name = g_filename_display_name (path);
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                            _("“%s” cannot be made private: %s"), name,
                                            g_strerror (errno)));
  return FALSE;
}

/**
 * omni_database_file_set_newer:
 * @path: (type filename): the database file
 * @version: its schema
 * @newest_version: the newest schema this program knows
 * @error: return location for an error
 *
 * Sets the %OMNI_ERROR_BAD_FILE of a file that a newer Omnidesk made.
 */
void
omni_database_file_set_newer (const char  *path,
                              gint64       version,
                              gint64       newest_version,
                              GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autofree char *known = g_strdup_printf ("%" G_GINT64_FORMAT, newest_version);

  g_propagate_error (
      error, omni_error_new (OMNI_ERROR_BAD_FILE,
                             _("“%s” was made by a newer Omnidesk (version %s of the file; this "
                                "Omnidesk knows %s). It was left as it is; please update "
                                "Omnidesk."),
                             name, found, known));
}

/**
 * omni_database_file_set_damaged:
 * @path: (type filename): the database file
 * @error: return location for an error
 *
 * Sets the %OMNI_ERROR_BAD_FILE of a file that is not one of Omnidesk's, or not any more.
 */
void
omni_database_file_set_damaged (const char  *path,
                                GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_propagate_error (
      error, omni_error_new (OMNI_ERROR_BAD_FILE,
                             _("“%s” is damaged or is not a file of Omnidesk. It was left as it "
                                "is; move it away and start again."),
                             name));
}
