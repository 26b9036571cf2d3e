/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "omni-csv-index-private.h"

#include "omni-error.h"
#include "omni-spool.h"
#include "omni-xlsx-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE (1024 * 1024)

/* What a text may have of bytes that no text has. */
#define MAX_ODD_BYTES 16

/* More rows than any spreadsheet has, in eighty megabytes. */
#define MAX_ROWS 10000000

struct _OmniCsvIndex
{
  GObject parent_instance;

  char *name; /* (not nullable) (owned) what messages call the file */
  OmniCsvDialect dialect;
  gboolean is_workbook;
  int fd;             /* the file */
  struct stat opened; /* what the file was then */
  int text_fd;        /* where the rows are: the file, or what was made of it in UTF-8 */
  guint64 begin;      /* where the first row is there */
  GThread *thread;    /* (nullable) (owned) */
  GCancellable *stop; /* (not nullable) (owned) ends the thread */

  GMutex lock;
  GCond grown;
  GArray *offsets;   /* (not nullable) (owned) (element-type guint64) under the lock */
  guint64 end;       /* under the lock: where the last known row ends */
  gboolean complete; /* under the lock */
  GError *failure;   /* (nullable) (owned) under the lock */
};

G_DEFINE_FINAL_TYPE (OmniCsvIndex, omni_csv_index, G_TYPE_OBJECT)

/*
 * Helpers: failures
 */

static void
set_io_error (OmniCsvIndex *self, int error_number, GError **error)
{
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” could not be read: %s"),
                                            self->name, g_strerror (error_number)));
}

static gboolean
check_unchanged (OmniCsvIndex *self, GError **error)
{
  struct stat now;

  if (fstat (self->fd, &now) != 0)
    {
      set_io_error (self, errno, error);
      return FALSE;
    }

  if (now.st_size == self->opened.st_size && now.st_mtim.tv_sec == self->opened.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == self->opened.st_mtim.tv_nsec)
    return TRUE;

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_FILE,
                                     _("“%s” was changed by another program. Open it again."),
                                     self->name));
  return FALSE;
}

static gssize
read_fd (OmniCsvIndex *self, int fd, char *buffer, gsize length, guint64 offset, GError **error)
{
  gsize n_read = 0;

  while (n_read < length)
    {
      gssize n = pread (fd, buffer + n_read, length - n_read, (off_t) (offset + n_read));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_io_error (self, errno, error);
          return -1;
        }
      if (n == 0)
        break;
      n_read += (gsize) n;
    }

  return check_unchanged (self, error) ? (gssize) n_read : -1;
}

/*
 * Helpers: making UTF-8 of it
 */

static gboolean
convert_chunk (OmniCsvIndex *self,
               OmniSpool *spool,
               GConverter *converter,
               const char *chunk,
               gsize length,
               gboolean at_end,
               gsize *n_left,
               char *text,
               GError **error)
{
  gsize at = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && (at < length || at_end))
    {
      g_autoptr (GError) failure = NULL;
      gsize n_read = 0;
      gsize n_written = 0;

      result = g_converter_convert (converter, chunk + at, length - at, text, CHUNK_SIZE,
                                    at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS,
                                    &n_read, &n_written, &failure);
      if (result == G_CONVERTER_ERROR &&
          g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !at_end)
        break;
      if (result == G_CONVERTER_ERROR)
        {
          g_propagate_error (error,
                             omni_error_new (OMNI_ERROR_BAD_FILE,
                                             _("“%s” has letters that are not %s. Choose another "
                                                "encoding."),
                                             self->name,
                                             omni_csv_encoding_get_name (self->dialect.encoding)));
          return FALSE;
        }

      at += n_read;
      if (!omni_spool_write (spool, text, n_written, error))
        return FALSE;
    }

  *n_left = length - at;
  return TRUE;
}

/* Gives the text in UTF-8, or -1. */
static int
convert_file (OmniCsvIndex *self, GError **error)
{
  const char *encoding = omni_csv_encoding_get_name (self->dialect.encoding);
  g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", encoding, error);
  g_autoptr (OmniSpool) spool = omni_spool_new (self->name, error);
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  g_autofree char *text = g_malloc (CHUNK_SIZE);
  guint64 offset = self->dialect.n_skip;
  gsize n_left = 0;
  gboolean at_end = FALSE;

  if (converter == NULL || spool == NULL)
    return -1;

  while (!at_end)
    {
      gssize n = read_fd (self, self->fd, chunk + n_left, CHUNK_SIZE - n_left, offset, error);
      gsize length;

      if (n < 0 || g_cancellable_set_error_if_cancelled (self->stop, error))
        return -1;

      offset += (guint64) n;
      at_end = n == 0;
      length = n_left + (gsize) n;
      if (length > 0 && !convert_chunk (self, spool, G_CONVERTER (converter), chunk, length, at_end,
                                        &n_left, text, error))
        return -1;
      memmove (chunk, chunk + length - n_left, n_left);
    }

  return omni_spool_finish (spool, error);
}

/*
 * Helpers: finding rows
 */

static void
publish (OmniCsvIndex *self, const GArray *found, guint64 end)
{
  g_mutex_lock (&self->lock);
  g_array_append_vals (self->offsets, found->data, found->len);
  self->end = end;
  g_cond_broadcast (&self->grown);
  g_mutex_unlock (&self->lock);
}

/* Finds the rows that end in the buffer, which begins at @offset. */
static gboolean
find_rows (OmniCsvIndex *self,
           const GString *buffer,
           guint64 offset,
           gboolean at_end,
           gsize *n_used,
           GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint64));
  gsize at = 0;
  gsize n_content;

  while (at < buffer->len)
    {
      guint64 row = offset + at;
      gssize n = omni_csv_find_row_end (buffer->str + at, buffer->len - at, at_end,
                                        self->dialect.delimiter, self->dialect.quote, &n_content);

      if (n == OMNI_CSV_ROW_UNCLOSED ||
          (n == OMNI_CSV_ROW_INCOMPLETE && buffer->len - at > OMNI_CSV_MAX_ROW_SIZE))
        {
          publish (self, found, row);
          omni_csv_index_set_endless (self, self->offsets->len, n == OMNI_CSV_ROW_UNCLOSED, error);
          return FALSE;
        }
      if (n == OMNI_CSV_ROW_INCOMPLETE)
        break;

      g_array_append_val (found, row);
      at += (gsize) n;
    }

  publish (self, found, offset + at);
  if (self->offsets->len > MAX_ROWS)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE,
                                         _("“%s” has more than ten million rows. Split it into "
                                            "several files."),
                                         self->name));
      return FALSE;
    }

  *n_used = at;
  return TRUE;
}

static gboolean
find_all_rows (OmniCsvIndex *self, GError **error)
{
  g_autoptr (GString) buffer = g_string_sized_new (2 * CHUNK_SIZE);
  guint64 offset = self->begin;
  gboolean at_end = FALSE;

  while (!at_end)
    {
      gsize n_before = buffer->len;
      gsize n_used = 0;
      gssize n;

      g_string_set_size (buffer, n_before + CHUNK_SIZE);
      n = omni_csv_index_read (self, buffer->str + n_before, CHUNK_SIZE, offset + n_before, error);
      if (n < 0 || g_cancellable_set_error_if_cancelled (self->stop, error))
        return FALSE;

      g_string_truncate (buffer, n_before + (gsize) n);
      at_end = n == 0;
      if (!find_rows (self, buffer, offset, at_end, &n_used, error))
        return FALSE;

      offset += n_used;
      g_string_erase (buffer, 0, (gssize) n_used);
    }

  return TRUE;
}

static gpointer
index_thread (gpointer data)
{
  OmniCsvIndex *self = data;
  GError *failure = NULL;
  int text_fd = self->fd;

  if (self->is_workbook)
    text_fd = omni_xlsx_read_text (self->fd, self->name, self->stop, &failure);
  else if (self->dialect.encoding != OMNI_CSV_ENCODING_UTF_8)
    text_fd = convert_file (self, &failure);

  if (text_fd >= 0 && text_fd != self->fd)
    {
      self->text_fd = text_fd;
      self->begin = 0;
      self->end = 0;
    }
  if (failure == NULL)
    find_all_rows (self, &failure);

  g_mutex_lock (&self->lock);
  self->failure = failure;
  self->complete = TRUE;
  g_cond_broadcast (&self->grown);
  g_mutex_unlock (&self->lock);

  return NULL;
}

/*
 * Helpers: opening
 */

/* A zero byte here and there is the fault of its row; many of them, or of the characters that no
 * keyboard has, are a picture or a program. */
static gboolean
is_binary (const guint8 *head, gsize length, OmniCsvEncoding encoding)
{
  gsize n_zeros = 0;
  gsize n_controls = 0;

  if (encoding == OMNI_CSV_ENCODING_UTF_16_LE || encoding == OMNI_CSV_ENCODING_UTF_16_BE)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      n_zeros += head[i] == 0;
      n_controls += head[i] != 0 && head[i] < ' ' && strchr ("\t\n\r\f\v", head[i]) == NULL;
    }

  return (n_zeros > MAX_ODD_BYTES && n_zeros > length / 5) ||
         (n_controls > MAX_ODD_BYTES && n_controls > length / 20);
}

static gboolean
open_file (OmniCsvIndex *self, GFile *file, const OmniCsvDialect *dialect, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree guint8 *head = g_malloc (OMNI_CSV_HEAD_SIZE);
  gssize length;

  if (path == NULL)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE,
                                         _("“%s” is not on this computer. Copy it here first."),
                                         self->name));
      return FALSE;
    }

  /* What is no plain file (a pipe, a device) could keep us waiting here. */
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &self->opened) != 0)
    {
      set_io_error (self, errno, error);
      return FALSE;
    }
  if (!S_ISREG (self->opened.st_mode))
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” is not a file."), self->name));
      return FALSE;
    }

  self->text_fd = self->fd;
  length = omni_csv_index_read (self, (char *) head, OMNI_CSV_HEAD_SIZE, 0, error);
  if (length < 0)
    return FALSE;
  if (length >= 8 && memcmp (head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE,
                                         _("“%s” is a workbook of an old kind, or has a password. "
                                            "Save it as XLSX without a password, or as CSV."),
                                         self->name));
      return FALSE;
    }

  self->is_workbook = length >= 4 && memcmp (head, "PK\x03\x04", 4) == 0;
  if (self->is_workbook)
    {
      self->dialect = (OmniCsvDialect){ OMNI_CSV_ENCODING_UTF_8, ',', '"', 0, 1 };
      return TRUE;
    }

  /* What stands before the first row is the file's own, whatever dialect was chosen. */
  omni_csv_dialect_guess (head, (gsize) length, length < OMNI_CSV_HEAD_SIZE, &self->dialect);
  if (is_binary (head, (gsize) length, self->dialect.encoding))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("“%s” is no text. Save it as CSV or XLSX."),
                                                self->name));
      return FALSE;
    }

  if (dialect != NULL)
    {
      self->dialect.encoding = dialect->encoding;
      self->dialect.delimiter = dialect->delimiter;
      self->dialect.quote = dialect->quote;
    }
  self->begin = self->dialect.n_skip;
  self->end = self->begin;
  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable, OmniCsvIndex *self)
{
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->grown);
  g_mutex_unlock (&self->lock);
}

/*
 * Overrides
 */

static void
omni_csv_index_finalize (GObject *object)
{
  OmniCsvIndex *self = OMNI_CSV_INDEX (object);

  g_cancellable_cancel (self->stop);
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->text_fd >= 0 && self->text_fd != self->fd)
    close (self->text_fd);
  if (self->fd >= 0)
    close (self->fd);

  g_object_unref (self->stop);
  g_array_unref (self->offsets);
  g_clear_error (&self->failure);
  g_free (self->name);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->grown);

  G_OBJECT_CLASS (omni_csv_index_parent_class)->finalize (object);
}

static void
omni_csv_index_class_init (OmniCsvIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_csv_index_finalize;
}

static void
omni_csv_index_init (OmniCsvIndex *self)
{
  self->fd = -1;
  self->text_fd = -1;
  self->stop = g_cancellable_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_mutex_init (&self->lock);
  g_cond_init (&self->grown);
}

/*
 * Shared with the scan
 */

/* Reads bytes of the text, fewer only at its end. */
gssize
omni_csv_index_read (OmniCsvIndex *self, char *buffer, gsize length, guint64 offset, GError **error)
{
  return read_fd (self, self->text_fd, buffer, length, offset, error);
}

gboolean
omni_csv_index_find_row (OmniCsvIndex *self, gsize row, guint64 *offset, guint64 *end)
{
  gboolean found;

  g_mutex_lock (&self->lock);
  found = row < self->offsets->len;
  if (found)
    {
      *offset = g_array_index (self->offsets, guint64, row);
      *end = row + 1 < self->offsets->len ? g_array_index (self->offsets, guint64, row + 1)
                                          : self->end;
    }
  g_mutex_unlock (&self->lock);

  return found;
}

void
omni_csv_index_set_fault (OmniCsvIndex *self, gsize row, const char *reason, GError **error)
{
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”, row %" PRId64 ": %s"),
                                            self->name, (gint64) row + 1, reason));
}

/* A row of which the end is not found, because of a quotation mark or because there is none. */
void
omni_csv_index_set_endless (OmniCsvIndex *self, gsize row, gboolean is_quoted, GError **error)
{
  omni_csv_index_set_fault (
      self, row,
      is_quoted ? _("a quotation mark is opened and never closed.")
                : _("the row is longer than 16 MB. A quotation mark may be missing."),
      error);
}

/*
 * Public API
 */

/**
 * omni_csv_index_open:
 * @file: a file on this computer; it is never changed
 * @dialect: (nullable): how it is written down, or %NULL to guess
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Opens a file of cells and begins to look for its rows.
 *
 * Returns: (transfer full) (nullable): the index, or %NULL with %OMNI_ERROR_BAD_FILE when the file
 *   cannot be read or is none of cells
 */
OmniCsvIndex *
omni_csv_index_open (GFile *file,
                     const OmniCsvDialect *dialect,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (OmniCsvIndex) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self = g_object_new (OMNI_TYPE_CSV_INDEX, NULL);
  self->name = g_file_get_parse_name (file);
  if (!open_file (self, file, dialect, error))
    return NULL;

  self->thread = g_thread_new ("omni-csv-index", index_thread, self);
  return g_steal_pointer (&self);
}

/**
 * omni_csv_index_get_dialect:
 * @self: an index
 *
 * Returns: (transfer none): how the file is read
 */
const OmniCsvDialect *
omni_csv_index_get_dialect (OmniCsvIndex *self)
{
  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), NULL);

  return &self->dialect;
}

/**
 * omni_csv_index_is_workbook:
 * @self: an index
 *
 * Returns: whether the file is a workbook (XLSX), whose dialect is none of its own
 */
gboolean
omni_csv_index_is_workbook (OmniCsvIndex *self)
{
  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), FALSE);

  return self->is_workbook;
}

/**
 * omni_csv_index_dup_stamp:
 * @self: an index
 *
 * Returns: (transfer full): a text that is another one when the file was changed since
 */
char *
omni_csv_index_dup_stamp (OmniCsvIndex *self)
{
  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), NULL);

  return g_strdup_printf ("%" PRId64 " %" PRId64 ".%09ld", (gint64) self->opened.st_size,
                          (gint64) self->opened.st_mtim.tv_sec, self->opened.st_mtim.tv_nsec);
}

/**
 * omni_csv_index_get_n_rows:
 * @self: an index
 * @complete: (out) (optional): whether these are all
 *
 * Returns: how many rows are known by now, blank lines among them
 */
gsize
omni_csv_index_get_n_rows (OmniCsvIndex *self, gboolean *complete)
{
  gsize n_rows;

  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), 0);

  g_mutex_lock (&self->lock);
  n_rows = self->offsets->len;
  if (complete != NULL)
    *complete = self->complete;
  g_mutex_unlock (&self->lock);

  return n_rows;
}

/**
 * omni_csv_index_wait:
 * @self: an index
 * @n_rows: how many rows are wanted, or %G_MAXSIZE for all
 * @cancellable: (nullable): to stop waiting
 * @error: return location for an error
 *
 * Waits until that many rows are known, or all there are.
 *
 * Returns: whether they can be read; else %OMNI_ERROR_BAD_FILE when the file cannot be read to
 * there, or %G_IO_ERROR_CANCELLED
 */
gboolean
omni_csv_index_wait (OmniCsvIndex *self, gsize n_rows, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean known;

  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), FALSE);

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);

  g_mutex_lock (&self->lock);
  while (self->offsets->len < n_rows && !self->complete &&
         !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->grown, &self->lock);
  known = self->offsets->len >= n_rows || (self->complete && self->failure == NULL);
  if (!known && self->failure != NULL)
    g_propagate_error (error, g_error_copy (self->failure));
  g_mutex_unlock (&self->lock);

  g_cancellable_disconnect (cancellable, handler);
  if (!known && error != NULL && *error == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return known;
}

/**
 * omni_csv_index_read_row:
 * @self: an index
 * @row: which row, from 0; blank lines count
 * @cells: what takes the cells
 * @error: return location for an error
 *
 * Reads one row that is known. Touches the disk at most, and takes microseconds as a rule.
 *
 * Returns: whether it was read; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_csv_index_read_row (OmniCsvIndex *self, gsize row, OmniCsvCells *cells, GError **error)
{
  GString *buffer = omni_csv_cells_get_buffer (cells);
  guint64 offset = 0;
  guint64 end = 0;
  gsize n_content = 0;
  gssize n;

  g_return_val_if_fail (OMNI_IS_CSV_INDEX (self), FALSE);

  if (!omni_csv_index_find_row (self, row, &offset, &end))
    {
      omni_csv_index_set_fault (self, row, _("there is no such row."), error);
      return FALSE;
    }

  g_string_set_size (buffer, (gsize) (end - offset));
  n = omni_csv_index_read (self, buffer->str, buffer->len, offset, error);
  if (n < 0)
    return FALSE;

  if (omni_csv_find_row_end (buffer->str, (gsize) n, TRUE, self->dialect.delimiter,
                             self->dialect.quote, &n_content) < 0)
    n_content = (gsize) n;
  omni_csv_cells_parse (cells, buffer->str, n_content, self->dialect.delimiter,
                        self->dialect.quote);
  return TRUE;
}
