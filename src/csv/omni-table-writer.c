/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-table-writer-private.h"

#include "omni-csv-writer.h"
#include "omni-time.h"
#include "omni-xlsx-writer.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

typedef struct
{
  OmniTableFile *file;      /* (nullable) (owned) NULL for a stream, and once the writer is done */
  OmniTableColumn *columns; /* (not nullable) (owned), their titles too */
  guint n_columns;
  OmniTableOptions options; /* its zone is owned */
  gint64 n_rows;
  gint64 n_shortened;
  gboolean open;
} OmniTableWriterPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OmniTableWriter, omni_table_writer, G_TYPE_OBJECT)

/*
 * Helpers
 */

static char *
format_time (OmniTime time, GTimeZone *zone)
{
  char *text = omni_time_to_iso (time, zone);
  char *separator = strchr (text, 'T');

  if (separator != NULL)
    {
      *separator = ' ';
      separator[strlen ("T00:00:00")] = '\0';
    }

  return text;
}

static void
give_up (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  if (!priv->open)
    return;

  priv->open = FALSE;
  OMNI_TABLE_WRITER_GET_CLASS (self)->abandon (self);
  g_clear_pointer (&priv->file, omni_table_file_free);
}

/*
 * Overrides
 */

static void
omni_table_writer_dispose (GObject *object)
{
  give_up (OMNI_TABLE_WRITER (object));

  G_OBJECT_CLASS (omni_table_writer_parent_class)->dispose (object);
}

static void
omni_table_writer_finalize (GObject *object)
{
  OmniTableWriterPrivate *priv =
      omni_table_writer_get_instance_private (OMNI_TABLE_WRITER (object));

  for (guint i = 0; i < priv->n_columns; i++)
    g_free ((char *) priv->columns[i].title);
  g_free (priv->columns);
  g_clear_pointer (&priv->options.zone, g_time_zone_unref);
  g_clear_pointer (&priv->file, omni_table_file_free);

  G_OBJECT_CLASS (omni_table_writer_parent_class)->finalize (object);
}

static void
omni_table_writer_class_init (OmniTableWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_table_writer_dispose;
  object_class->finalize = omni_table_writer_finalize;
}

static void
omni_table_writer_init (OmniTableWriter *self)
{
}

/*
 * For the writers of one format each
 */

/**
 * omni_table_writer_set_up:
 * @self: a writer that was just made
 * @file: (transfer full) (nullable): the file to write, or %NULL when @self writes elsewhere
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 * @options: how to write
 * @error: return location for an error
 *
 * Takes over what every format needs and begins the table.
 *
 * Returns: whether the table was begun
 */
gboolean
omni_table_writer_set_up (OmniTableWriter *self,
                          OmniTableFile *file,
                          const OmniTableColumn *columns,
                          guint n_columns,
                          const OmniTableOptions *options,
                          GError **error)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  priv->file = file;
  priv->options = *options;
  priv->options.zone = g_time_zone_ref (options->zone);
  priv->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  priv->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    priv->columns[i].title = omni_table_format_title (&columns[i], options->zone);

  priv->open = TRUE;
  if (!OMNI_TABLE_WRITER_GET_CLASS (self)->begin (self, error))
    {
      give_up (self);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_table_writer_get_file:
 * @self: a writer
 *
 * Returns: (transfer none) (nullable): the file that is written
 */
OmniTableFile *
omni_table_writer_get_file (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  return priv->file;
}

/**
 * omni_table_writer_get_columns:
 * @self: a writer
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none): the columns, with the titles that the header row has
 */
const OmniTableColumn *
omni_table_writer_get_columns (OmniTableWriter *self, guint *n_columns)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  *n_columns = priv->n_columns;
  return priv->columns;
}

/**
 * omni_table_writer_get_options:
 * @self: a writer
 *
 * Returns: (transfer none): how to write
 */
const OmniTableOptions *
omni_table_writer_get_options (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  return &priv->options;
}

/**
 * omni_table_writer_add_shortened:
 * @self: a writer
 *
 * Notes that a text did not fit into a cell of the format and was cut.
 */
void
omni_table_writer_add_shortened (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  priv->n_shortened++;
}

/**
 * omni_table_writer_format_time:
 * @self: a writer
 * @time: a moment
 *
 * Writes a moment in the table's zone so that spreadsheets take it for a date: ISO 8601 to the
 * second, a blank between date and time, and no offset, since the header names the zone.
 *
 * Returns: (transfer full): for example "2025-03-04 11:15:27"
 */
char *
omni_table_writer_format_time (OmniTableWriter *self, OmniTime time)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  return format_time (time, priv->options.zone);
}

/*
 * Public API
 */

/**
 * omni_table_get_locale_delimiter:
 *
 * The delimiter that the user's spreadsheet expects: a semicolon where the comma separates
 * decimals, else a comma.
 *
 * Returns: ',' or ';'
 */
char
omni_table_get_locale_delimiter (void)
{
  const char *radix = nl_langinfo (RADIXCHAR);

  return radix[0] == ',' ? ';' : ',';
}

/**
 * omni_table_format_title:
 * @column: a column
 * @zone: the zone of the table
 *
 * Gives the text of the header. Times carry no zone in their cells, so that spreadsheets take them
 * for dates; the header has it.
 *
 * Returns: (transfer full): for example "Placed (Europe/Istanbul)"
 */
char *
omni_table_format_title (const OmniTableColumn *column, GTimeZone *zone)
{
  g_return_val_if_fail (column != NULL && zone != NULL, NULL);

  if (column->kind != OMNI_VALUE_TIME)
    return g_strdup (column->title);

  return g_strdup_printf ("%s (%s)", column->title, g_time_zone_get_identifier (zone));
}

/**
 * omni_table_format_value:
 * @value: what stands in a cell
 * @zone: the zone of the table
 *
 * Gives the text that a reader of a CSV file gets for a value, without the guard of formulas.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when the value is missing
 */
char *
omni_table_format_value (const OmniValue *value, GTimeZone *zone)
{
  g_return_val_if_fail (value != NULL && zone != NULL, NULL);

  if (value->is_null)
    return NULL;

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
      return g_strdup (value->text);
    case OMNI_VALUE_STATUS:
      return g_strdup (omni_status_get_label (value->text));
    case OMNI_VALUE_MONEY:
      return omni_money_to_text (&value->money);
    case OMNI_VALUE_TIME:
      return format_time (value->time, zone);
    case OMNI_VALUE_BOOLEAN:
      return g_strdup (value->boolean ? "true" : "false");
    }

  g_return_val_if_reached (NULL);
}

/**
 * omni_table_writer_new:
 * @format: CSV or XLSX
 * @target: the file to make
 * @columns: (array length=n_columns): the columns; titles are copied
 * @n_columns: how many, at least one
 * @options: how to write; copied
 * @error: return location for an error
 *
 * Begins a table. @target appears only with omni_table_writer_close().
 *
 * Returns: (transfer full) (nullable): the writer, or %NULL with %OMNI_ERROR_BAD_FILE when the file
 * cannot be made: no such folder, no right, no space, a file of that name that may not be replaced
 */
OmniTableWriter *
omni_table_writer_new (OmniTableFormat format,
                       GFile *target,
                       const OmniTableColumn *columns,
                       guint n_columns,
                       const OmniTableOptions *options,
                       GError **error)
{
  g_autoptr (OmniTableWriter) self = NULL;
  OmniTableFile *file;

  g_return_val_if_fail (G_IS_FILE (target), NULL);
  g_return_val_if_fail (columns != NULL && n_columns > 0, NULL);
  g_return_val_if_fail (options != NULL && options->zone != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  file = omni_table_file_new (target, options->replace, error);
  if (file == NULL)
    return NULL;

  self = g_object_new (
      format == OMNI_TABLE_FORMAT_XLSX ? OMNI_TYPE_XLSX_WRITER : OMNI_TYPE_CSV_WRITER, NULL);
  if (!omni_table_writer_set_up (self, file, columns, n_columns, options, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * omni_table_writer_write_row:
 * @self: a writer
 * @values: one value per column
 * @error: return location for an error
 *
 * Writes one row. After a failure the writer has let go of the file and left nothing behind.
 *
 * Returns: whether the row was taken; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_table_writer_write_row (OmniTableWriter *self, const OmniValue *values, GError **error)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_TABLE_WRITER (self), FALSE);
  g_return_val_if_fail (priv->open, FALSE);

  if (!OMNI_TABLE_WRITER_GET_CLASS (self)->write_row (self, values, error))
    {
      give_up (self);
      return FALSE;
    }

  priv->n_rows++;
  return TRUE;
}

/**
 * omni_table_writer_close:
 * @self: a writer
 * @cancellable: (nullable): looked at before the file gets its name
 * @error: return location for an error
 *
 * Ends the table, puts it on the disk and gives it its name. Packing a large workbook takes a while
 * and cannot be stopped, but if it was cancelled meanwhile there is no file.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE, and nothing is
 * left behind
 */
gboolean
omni_table_writer_close (OmniTableWriter *self, GCancellable *cancellable, GError **error)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_TABLE_WRITER (self), FALSE);
  g_return_val_if_fail (priv->open, FALSE);

  if (!OMNI_TABLE_WRITER_GET_CLASS (self)->close (self, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) ||
      (priv->file != NULL && !omni_table_file_commit (priv->file, error)))
    {
      give_up (self);
      return FALSE;
    }

  priv->open = FALSE;
  g_clear_pointer (&priv->file, omni_table_file_free);
  return TRUE;
}

/**
 * omni_table_writer_abandon:
 * @self: a writer
 *
 * Stops and removes what was written so far. Does nothing on a writer that was closed.
 */
void
omni_table_writer_abandon (OmniTableWriter *self)
{
  g_return_if_fail (OMNI_IS_TABLE_WRITER (self));

  give_up (self);
}

/**
 * omni_table_writer_get_rows:
 * @self: a writer
 *
 * Returns: how many rows were written, without the header
 */
gint64
omni_table_writer_get_rows (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_TABLE_WRITER (self), 0);

  return priv->n_rows;
}

/**
 * omni_table_writer_get_shortened:
 * @self: a writer
 *
 * Returns: how many texts were longer than a cell of the format can be and were cut
 */
gint64
omni_table_writer_get_shortened (OmniTableWriter *self)
{
  OmniTableWriterPrivate *priv = omni_table_writer_get_instance_private (self);

  g_return_val_if_fail (OMNI_IS_TABLE_WRITER (self), 0);

  return priv->n_shortened;
}
