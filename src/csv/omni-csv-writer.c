/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-csv-writer.h"

#include "omni-table-writer-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define BUFFER_SIZE (64 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _OmniCsvWriter
{
  OmniTableWriter parent_instance;

  int fd;                /* (borrowed) what is written to */
  const char *line_end;  /* (not nullable) (borrowed) */
  int failure;           /* the errno of the first write that failed, or 0 */
  gboolean special[256]; /* the bytes that a cell can only hold in quotes */
  char *buffer;          /* (not nullable) (owned) of BUFFER_SIZE bytes */
  gsize n_buffered;
};

G_DEFINE_FINAL_TYPE (OmniCsvWriter, omni_csv_writer, OMNI_TYPE_TABLE_WRITER)

/*
 * Helpers
 */

static void
flush_buffer (OmniCsvWriter *self)
{
  const char *data = self->buffer;
  gsize left = self->n_buffered;

  while (left > 0 && self->failure == 0)
    {
      gssize n_written = write (self->fd, data, left);

      if (n_written >= 0)
        {
          data += n_written;
          left -= (gsize) n_written;
        }
      else if (errno != EINTR)
        {
          self->failure = errno;
        }
    }

  self->n_buffered = 0;
}

static void
append_bytes (OmniCsvWriter *self, const char *data, gsize length)
{
  while (length > 0)
    {
      gsize n = MIN (length, BUFFER_SIZE - self->n_buffered);

      memcpy (self->buffer + self->n_buffered, data, n);
      self->n_buffered += n;
      data += n;
      length -= n;

      if (self->n_buffered == BUFFER_SIZE)
        flush_buffer (self);
    }
}

/* RFC 4180, section 2: quotes inside quotes are doubled. */
static void
append_quoted (OmniCsvWriter *self, const char *text)
{
  const char *quote;

  while ((quote = strchr (text, '"')) != NULL)
    {
      append_bytes (self, text, (gsize) (quote - text) + 1);
      append_bytes (self, "\"", 1);
      text = quote + 1;
    }

  append_bytes (self, text, strlen (text));
}

/* Blanks at either end are kept by quotes: without them many readers drop such blanks. */
static gboolean
needs_quotes (OmniCsvWriter *self, const char *text, gsize *length)
{
  const guchar *at = (const guchar *) text;
  gboolean special = FALSE;

  for (; *at != '\0'; at++)
    special |= self->special[*at];

  *length = (gsize) (at - (const guchar *) text);
  if (*length == 0)
    return TRUE;

  /* Excel takes a first line "sep=;" for a word about the delimiter. */
  if (g_ascii_strncasecmp (text, "sep=", 4) == 0)
    return TRUE;

  return special || text[0] == ' ' || text[0] == '\t' || text[*length - 1] == ' ' ||
         text[*length - 1] == '\t';
}

static void
append_text (OmniCsvWriter *self, const char *text, gboolean guard)
{
  gboolean guarded = guard && omni_csv_needs_guard (text);
  gsize length;

  if (!needs_quotes (self, text, &length))
    {
      if (guarded)
        append_bytes (self, "'", 1);
      append_bytes (self, text, length);
      return;
    }

  append_bytes (self, "\"", 1);
  if (guarded)
    append_bytes (self, "'", 1);
  append_quoted (self, text);
  append_bytes (self, "\"", 1);
}

static void
append_value (OmniCsvWriter *self, const OmniTableOptions *options, const OmniValue *value)
{
  g_autofree char *text = NULL;

  if (value->is_null)
    return;

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
      append_text (self, value->text, options->guard_formulas);
      return;

    case OMNI_VALUE_STATUS:
      append_text (self, omni_status_get_label (value->text), options->guard_formulas);
      return;

    case OMNI_VALUE_MONEY:
    case OMNI_VALUE_TIME:
    case OMNI_VALUE_BOOLEAN:
      break;
    }

  text = omni_table_format_value (value, options->zone);
  append_text (self, text, FALSE);
}

/* A line without a byte would be no row to most readers, so a single missing cell is written as an
 * empty text. */
static void
end_row (OmniCsvWriter *self, guint n_columns, gboolean blank)
{
  if (n_columns == 1 && blank)
    append_bytes (self, "\"\"", 2);

  append_bytes (self, self->line_end, strlen (self->line_end));
}

static gboolean
check_failure (OmniCsvWriter *self, GError **error)
{
  OmniTableFile *file = omni_table_writer_get_file (OMNI_TABLE_WRITER (self));

  if (self->failure == 0)
    return TRUE;

  if (file != NULL)
    omni_table_file_set_error (file, self->failure, error);
  else
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                              _("The output could not be written: %s"),
                                              g_strerror (self->failure)));
  return FALSE;
}

/*
 * Overrides
 */

static gboolean
omni_csv_writer_begin (OmniTableWriter *writer, GError **error)
{
  OmniCsvWriter *self = OMNI_CSV_WRITER (writer);
  const OmniTableOptions *options = omni_table_writer_get_options (writer);
  OmniTableFile *file = omni_table_writer_get_file (writer);
  const OmniTableColumn *columns;
  guint n_columns;

  self->special[(guchar) options->delimiter] = TRUE;
  self->special['"'] = TRUE;
  self->special['\r'] = TRUE;
  self->special['\n'] = TRUE;

  if (file != NULL)
    {
      self->fd = omni_table_file_get_fd (file);
      self->line_end = "\r\n";
      append_bytes (self, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK));
    }

  columns = omni_table_writer_get_columns (writer, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (i > 0)
        append_bytes (self, &options->delimiter, 1);
      append_text (self, columns[i].title, options->guard_formulas);
    }

  end_row (self, n_columns, FALSE);
  return TRUE;
}

static gboolean
omni_csv_writer_write_row (OmniTableWriter *writer, const OmniValue *values, GError **error)
{
  OmniCsvWriter *self = OMNI_CSV_WRITER (writer);
  const OmniTableOptions *options = omni_table_writer_get_options (writer);
  guint n_columns;

  omni_table_writer_get_columns (writer, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (i > 0)
        append_bytes (self, &options->delimiter, 1);
      append_value (self, options, &values[i]);
    }

  end_row (self, n_columns, values[0].is_null);
  return check_failure (self, error);
}

static gboolean
omni_csv_writer_close (OmniTableWriter *writer, GError **error)
{
  OmniCsvWriter *self = OMNI_CSV_WRITER (writer);

  flush_buffer (self);
  return check_failure (self, error);
}

static void
omni_csv_writer_abandon (OmniTableWriter *writer)
{
  OMNI_CSV_WRITER (writer)->n_buffered = 0;
}

static void
omni_csv_writer_finalize (GObject *object)
{
  g_free (OMNI_CSV_WRITER (object)->buffer);

  G_OBJECT_CLASS (omni_csv_writer_parent_class)->finalize (object);
}

static void
omni_csv_writer_class_init (OmniCsvWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  OmniTableWriterClass *writer_class = OMNI_TABLE_WRITER_CLASS (klass);

  object_class->finalize = omni_csv_writer_finalize;

  writer_class->begin = omni_csv_writer_begin;
  writer_class->write_row = omni_csv_writer_write_row;
  writer_class->close = omni_csv_writer_close;
  writer_class->abandon = omni_csv_writer_abandon;
}

static void
omni_csv_writer_init (OmniCsvWriter *self)
{
  self->fd = -1;
  self->line_end = "\n";
  self->buffer = g_malloc (BUFFER_SIZE);
}

/*
 * Public API
 */

/**
 * omni_csv_writer_new_for_fd:
 * @fd: a descriptor that is open for writing; it stays the caller's
 * @columns: (array length=n_columns): the columns; titles are copied
 * @n_columns: how many, at least one
 * @options: how to write; copied
 * @error: return location for an error
 *
 * Begins a table for a pipe or a terminal. Nothing is undone when it is abandoned.
 *
 * Returns: (transfer full) (nullable): the writer, or %NULL with %OMNI_ERROR_BAD_FILE
 */
OmniTableWriter *
omni_csv_writer_new_for_fd (int fd,
                            const OmniTableColumn *columns,
                            guint n_columns,
                            const OmniTableOptions *options,
                            GError **error)
{
  g_autoptr (OmniCsvWriter) self = NULL;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (columns != NULL && n_columns > 0, NULL);
  g_return_val_if_fail (options != NULL && options->zone != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (OMNI_TYPE_CSV_WRITER, NULL);
  self->fd = fd;
  if (!omni_table_writer_set_up (OMNI_TABLE_WRITER (self), NULL, columns, n_columns, options,
                                 error))
    return NULL;

  return OMNI_TABLE_WRITER (g_steal_pointer (&self));
}

/**
 * omni_csv_needs_guard:
 * @text: a cell's text
 *
 * Spreadsheets run a text that begins with =, +, -, @, a tab or a carriage return (OWASP, "CSV
 * Injection"), so such a text gets an apostrophe in front. A text that already has apostrophes
 * before such a character gets one more: taking one away then always gives back what was written.
 *
 * Returns: whether @text gets an apostrophe
 */
gboolean
omni_csv_needs_guard (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  text += strspn (text, "'");
  return text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL;
}
