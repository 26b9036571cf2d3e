/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-csv-reader.h"

#include "omni-csv-writer.h"
#include "omni-error.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define CHUNK_SIZE (64 * 1024)
#define MAX_ROW_SIZE (4 * 1024 * 1024)

struct _OmniCsvReader
{
  GObject parent_instance;

  char *name;          /* (not nullable) (owned) what messages call the file */
  GInputStream *input; /* (not nullable) (owned) gives UTF-8 */
  OmniCsvDialect dialect;
  gboolean remove_guard;

  struct csv_parser parser;
  char *chunk; /* (not nullable) (owned) of CHUNK_SIZE bytes */
  gsize n_chunk;
  gsize at; /* how much of the chunk was parsed */
  gboolean at_end;

  GString *texts;   /* (not nullable) (owned) the row's cells, each with its zero */
  GArray *offsets;  /* (not nullable) (owned) (element-type gsize) where they begin */
  GPtrArray *cells; /* (not nullable) (owned) (element-type utf8) borrowed from texts */
  OmniCsvRow row;
  gint64 line;     /* the line that is parsed next */
  gint64 row_line; /* the line that the row under way began in, or 0 between rows */
  gsize row_size;
  gboolean after_return; /* the last byte was a carriage return */
  gboolean row_ended;
};

G_DEFINE_FINAL_TYPE (OmniCsvReader, omni_csv_reader, G_TYPE_OBJECT)

/*
 * Helpers
 */

static int
is_space (unsigned char byte)
{
  return 0; /* Blanks belong to the cell. */
}

static gboolean
fail_at_line (OmniCsvReader *self, GError **error, const char *reason)
{
  g_propagate_error (
      error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”, line %" PRId64 ": %s"), self->name,
                             self->row_line > 0 ? self->row_line : self->line, reason));
  return FALSE;
}

static gboolean
check_kind (const char *name, const guint8 *head, gsize length, GError **error)
{
  if (length < 4 || memcmp (head, "PK\x03\x04", 4) != 0)
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                            _("“%s” is a workbook, not a CSV file. "
                                               "Save it as CSV and choose that file."),
                                            name));
  return FALSE;
}

static gboolean
open_input (OmniCsvReader *self,
            GFile *file,
            const OmniCsvDialect *dialect,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *head = g_malloc (OMNI_CSV_HEAD_SIZE);
  g_autoptr (GError) failure = NULL;
  gsize length = 0;

  stream = g_file_read (file, cancellable, &failure);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, OMNI_CSV_HEAD_SIZE,
                                                  &length, cancellable, &failure))
    goto failed;

  if (!check_kind (self->name, head, length, error))
    return FALSE;

  /* What stands before the first row is the file's own, whatever dialect was chosen. */
  omni_csv_dialect_guess (head, length, length < OMNI_CSV_HEAD_SIZE, &self->dialect);
  if (dialect != NULL)
    {
      self->dialect.encoding = dialect->encoding;
      self->dialect.delimiter = dialect->delimiter;
      self->dialect.quote = dialect->quote;
    }

  if (!g_seekable_seek (G_SEEKABLE (stream), (goffset) self->dialect.n_skip, G_SEEK_SET,
                        cancellable, &failure))
    goto failed;

  if (self->dialect.encoding != OMNI_CSV_ENCODING_UTF_8)
    {
      const char *encoding = omni_csv_encoding_get_name (self->dialect.encoding);
      g_autoptr (GCharsetConverter) converter =
          g_charset_converter_new ("UTF-8", encoding, &failure);

      if (converter == NULL)
        goto failed;

      self->input = g_converter_input_stream_new (G_INPUT_STREAM (stream), G_CONVERTER (converter));
    }
  else
    {
      self->input = G_INPUT_STREAM (g_steal_pointer (&stream));
    }

  return TRUE;

failed:
  if (omni_error_is_cancelled (failure))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” could not be read: %s"),
                                              self->name, failure->message));
  return FALSE;
}

static gboolean
fill_chunk (OmniCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize n_read = g_input_stream_read (self->input, self->chunk, CHUNK_SIZE, cancellable, &failure);

  if (n_read < 0)
    {
      if (omni_error_is_cancelled (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      return fail_at_line (self, error, failure->message);
    }

  self->n_chunk = (gsize) n_read;
  self->at = 0;
  self->at_end = n_read == 0;
  return TRUE;
}

/* Gives the parser one line at most, so that it ends one row at most and reading can stop there. */
static gsize
find_line_end (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n' || text[i] == '\r')
        return i + 1;
    }

  return length;
}

static void
count_line (OmniCsvReader *self, char last)
{
  /* Of the two characters of CRLF only the first counts. */
  if (last == '\r' || (last == '\n' && !self->after_return))
    self->line++;
  self->after_return = last == '\r';
}

static gboolean
check_parsed (OmniCsvReader *self, GError **error)
{
  switch (csv_error (&self->parser))
    {
    case CSV_SUCCESS:
      return TRUE;

    case CSV_EPARSE:
      return fail_at_line (
          self, error,
          self->at_end
              ? _("a quotation mark is opened and never closed.")
              : _("a quotation mark stands where none can be. A cell with a quotation mark "
                   "is put in quotation marks, and those inside are doubled."));

    default:
      return fail_at_line (self, error, csv_strerror (csv_error (&self->parser)));
    }
}

static gboolean
check_texts (OmniCsvReader *self, GError **error)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *text = g_ptr_array_index (self->cells, i);
      gsize next = i + 1 < self->offsets->len ? g_array_index (self->offsets, gsize, i + 1)
                                              : self->texts->len;
      gsize length = next - g_array_index (self->offsets, gsize, i) - 1;

      if (memchr (text, '\0', length) != NULL)
        return fail_at_line (self, error, _("there is a zero byte. This is not a text file."));
      if (!g_utf8_validate_len (text, length, NULL))
        return fail_at_line (self, error,
                             _("the letters are not UTF-8. Choose another encoding."));
    }

  return TRUE;
}

static const OmniCsvRow *
finish_row (OmniCsvReader *self, GError **error)
{
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->offsets->len; i++)
    g_ptr_array_add (self->cells, self->texts->str + g_array_index (self->offsets, gsize, i));

  if (!check_texts (self, error))
    return NULL;

  if (self->remove_guard)
    {
      for (guint i = 0; i < self->cells->len; i++)
        {
          char *text = g_ptr_array_index (self->cells, i);

          if (text[0] == '\'' && omni_csv_needs_guard (text))
            self->cells->pdata[i] = text + 1;
        }
    }

  self->row.number++;
  self->row.line = self->row_line;
  self->row.n_cells = self->cells->len;
  self->row.cells = (const char *const *) self->cells->pdata;
  return &self->row;
}

/*
 * Callbacks
 */

static void
cell_ended_cb (void *text, size_t length, void *user_data)
{
  OmniCsvReader *self = user_data;
  gsize offset = self->texts->len;

  g_array_append_val (self->offsets, offset);
  g_string_append_len (self->texts, text, (gssize) length);
  g_string_append_c (self->texts, '\0');
}

static void
row_ended_cb (int last, void *user_data)
{
  OmniCsvReader *self = user_data;

  self->row_ended = TRUE;
}

/*
 * Overrides
 */

static void
omni_csv_reader_finalize (GObject *object)
{
  OmniCsvReader *self = OMNI_CSV_READER (object);

  csv_free (&self->parser);
  g_free (self->chunk);
  g_free (self->name);
  g_clear_object (&self->input);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (omni_csv_reader_parent_class)->finalize (object);
}

static void
omni_csv_reader_class_init (OmniCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_csv_reader_finalize;
}

static void
omni_csv_reader_init (OmniCsvReader *self)
{
  self->remove_guard = TRUE;
  self->chunk = g_malloc (CHUNK_SIZE);
  self->texts = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();

  csv_init (&self->parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_space_func (&self->parser, is_space);
  /* It grows by that much at a time, and by small steps a huge cell takes minutes. */
  csv_set_blk_size (&self->parser, CHUNK_SIZE);
}

/*
 * Public API
 */

/**
 * omni_csv_reader_new:
 * @file: the file to read; it is never changed
 * @dialect: (nullable): how it is written down, or %NULL to guess
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Opens a file of cells.
 *
 * Returns: (transfer full) (nullable): the reader, or %NULL with %OMNI_ERROR_BAD_FILE when the file
 * cannot be read or is none of cells
 */
OmniCsvReader *
omni_csv_reader_new (GFile *file,
                     const OmniCsvDialect *dialect,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (OmniCsvReader) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (OMNI_TYPE_CSV_READER, NULL);
  self->name = g_file_get_parse_name (file);
  if (!open_input (self, file, dialect, cancellable, error))
    return NULL;

  self->line = self->dialect.first_line;
  csv_set_delim (&self->parser, (unsigned char) self->dialect.delimiter);
  csv_set_quote (&self->parser, (unsigned char) self->dialect.quote);

  return g_steal_pointer (&self);
}

/**
 * omni_csv_reader_get_dialect:
 * @self: a reader
 *
 * Returns: (transfer none): how the file is read
 */
const OmniCsvDialect *
omni_csv_reader_get_dialect (OmniCsvReader *self)
{
  g_return_val_if_fail (OMNI_IS_CSV_READER (self), NULL);

  return &self->dialect;
}

/**
 * omni_csv_reader_set_remove_guard:
 * @self: a reader
 * @remove_guard: whether an apostrophe before a formula is taken away, as it is unless this is
 * called
 *
 * Chooses whether cells come as they stand in the file.
 */
void
omni_csv_reader_set_remove_guard (OmniCsvReader *self, gboolean remove_guard)
{
  g_return_if_fail (OMNI_IS_CSV_READER (self));

  self->remove_guard = remove_guard;
}

/**
 * omni_csv_reader_next_row:
 * @self: a reader
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the next row; blank lines are passed over. RFC 4180, strictly: quotes only around a whole
 * cell, doubled inside.
 *
 * Returns: (transfer none) (nullable): the row, until the next call; or %NULL at the end, and with
 *   %OMNI_ERROR_BAD_FILE when there is something that is no row
 */
const OmniCsvRow *
omni_csv_reader_next_row (OmniCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OMNI_IS_CSV_READER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_string_truncate (self->texts, 0);
  g_array_set_size (self->offsets, 0);
  self->row_ended = FALSE;
  self->row_line = 0;
  self->row_size = 0;

  while (!self->at_end)
    {
      const char *text;
      gsize length;

      if (self->at == self->n_chunk && !fill_chunk (self, cancellable, error))
        return NULL;
      if (self->at_end)
        break;

      text = self->chunk + self->at;
      length = find_line_end (text, self->n_chunk - self->at);
      if (self->row_line == 0 && text[0] != '\n' && text[0] != '\r')
        self->row_line = self->line;

      self->row_size += length;
      if (self->row_size > MAX_ROW_SIZE)
        {
          fail_at_line (self, error,
                        _("the row is longer than 4 MB. A quotation mark may be missing."));
          return NULL;
        }

      if (csv_parse (&self->parser, text, length, cell_ended_cb, row_ended_cb, self) != length &&
          !check_parsed (self, error))
        return NULL;

      if (self->row_line == 0)
        self->row_size = 0;

      self->at += length;
      count_line (self, text[length - 1]);
      if (self->row_ended)
        return finish_row (self, error);
    }

  if (csv_fini (&self->parser, cell_ended_cb, row_ended_cb, self) != 0 &&
      !check_parsed (self, error))
    return NULL;

  return self->row_ended ? finish_row (self, error) : NULL;
}
