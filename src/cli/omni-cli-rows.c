/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-rows.h"

#include "omni-cli-columns.h"
#include "omni-cli-text.h"
#include "omni-cli.h"
#include "omni-csv-writer.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* So many rows decide how wide the columns are; a wider cell further down pushes its own line. */
#define ROWS_FOR_WIDTHS 200

const char *const omni_cli_list_formats[] = { "table", "csv", "json", NULL };

struct _OmniCliRows
{
  OmniCliFormat format;
  GPtrArray *columns;      /* (owned) (not nullable) (element-type OmniOrderColumn) */
  OmniValue *values;       /* (owned) (not nullable): one row's, by column */

  guint *widths;           /* (owned) (not nullable): by column; 0 for one that is left out */
  gboolean skip_empty;     /* whether the table leaves out a column without a value */
  GPtrArray *waiting;      /* (owned) (nullable) of GStrv: rows before the widths are known */

  OmniTableWriter *writer; /* (owned) (nullable): for CSV */
  GTimeZone *zone;         /* (owned) (not nullable) */

  gboolean first;          /* for JSON: no row was written yet */
};

static void
print_line (OmniCliRows        *rows,
            const char * const *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < rows->columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (rows->columns, i);
      gboolean to_the_right = omni_order_column_get_kind (column) == OMNI_VALUE_MONEY;

      if (rows->widths[i] == 0)
        continue;

      if (line->len > 0)
        g_string_append (line, "  ");
      omni_cli_append_cell (line, cells[i], rows->widths[i], to_the_right);
    }

  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_string_append_c (line, '\n');
  omni_cli_print (line->str);
}

static void
measure (OmniCliRows        *rows,
         const char * const *cells)
{
  for (guint i = 0; i < rows->columns->len; i++)
    rows->widths[i] = MAX (rows->widths[i], omni_cli_text_width (cells[i]));
}

static GStrv
make_titles (OmniCliRows *rows)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < rows->columns->len; i++)
    g_strv_builder_add (builder,
                        omni_order_column_get_title (g_ptr_array_index (rows->columns, i)));

  return g_strv_builder_end (builder);
}

/* Writes the header and the rows that waited for it. */
static void
begin_table (OmniCliRows *rows)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&rows->waiting);
  g_auto (GStrv) titles = make_titles (rows);

  for (guint i = 0; i < waiting->len; i++)
    measure (rows, g_ptr_array_index (waiting, i));

  for (guint i = 0; i < rows->columns->len; i++)
    if (rows->widths[i] > 0 || !rows->skip_empty)
      rows->widths[i] = MAX (rows->widths[i], omni_cli_text_width (titles[i]));

  print_line (rows, (const char * const *) titles);
  for (guint i = 0; i < waiting->len; i++)
    print_line (rows, g_ptr_array_index (waiting, i));
}

static void
add_to_table (OmniCliRows *rows)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) cells = NULL;

  for (guint i = 0; i < rows->columns->len; i++)
    {
      g_autofree char *cell = omni_cli_value_to_cell (&rows->values[i]);

      g_strv_builder_add (builder, cell);
    }

  cells = g_strv_builder_end (builder);
  if (rows->waiting == NULL)
    {
      print_line (rows, (const char * const *) cells);
      return;
    }

  g_ptr_array_add (rows->waiting, g_steal_pointer (&cells));
  if (rows->waiting->len == ROWS_FOR_WIDTHS)
    begin_table (rows);
}

static void
add_to_json (OmniCliRows *rows)
{
  omni_cli_print (rows->first ? "[\n  {" : ",\n  {");
  rows->first = FALSE;

  for (guint i = 0; i < rows->columns->len; i++)
    {
      g_autofree char *name =
          omni_cli_json_quote (omni_order_column_get_id (g_ptr_array_index (rows->columns, i)));
      g_autofree char *value = omni_cli_value_to_json (&rows->values[i]);
      g_autofree char *member = g_strdup_printf ("%s%s: %s", i > 0 ? ", " : "", name, value);

      omni_cli_print (member);
    }

  omni_cli_print ("}");
}

/* A file gets every byte as it is; a terminal would obey some of them. */
static gboolean
add_to_csv (OmniCliRows  *rows,
            GError      **error)
{
  g_autoptr (GPtrArray) escaped = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; isatty (STDOUT_FILENO) && i < rows->columns->len; i++)
    if (!rows->values[i].is_null && rows->values[i].kind == OMNI_VALUE_TEXT)
      {
        g_ptr_array_add (escaped, omni_cli_escape (rows->values[i].text));
        rows->values[i].text = g_ptr_array_index (escaped, escaped->len - 1);
      }

  return omni_table_writer_write_row (rows->writer, rows->values, error);
}

static gboolean
begin_csv (OmniCliRows  *rows,
           GError      **error)
{
  g_autofree OmniTableColumn *columns = g_new0 (OmniTableColumn, rows->columns->len);
  const OmniTableOptions options = {
    .delimiter = ',',
    .guard_formulas = TRUE,
    .zone = rows->zone,
    .replace = FALSE,
  };

  for (guint i = 0; i < rows->columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (rows->columns, i);

      columns[i].title = omni_order_column_get_title (column);
      columns[i].kind = omni_order_column_get_kind (column);
      columns[i].width = omni_order_column_get_width (column);
    }

  rows->writer =
      omni_csv_writer_new_for_fd (STDOUT_FILENO, columns, rows->columns->len, &options, error);
  return rows->writer != NULL;
}

/**
 * omni_cli_find_format:
 * @given: (nullable): what --format was given
 * @formats: (array zero-terminated=1): the names it takes, the usual one first
 * @index: (out): which one it is
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when there is no such format
 *
 * Returns: whether there is
 */
gboolean
omni_cli_find_format (const char *given, const char *const *formats, guint *index, GError **error)
{
  g_autofree char *known = NULL;

  for (*index = 0; formats[*index] != NULL; (*index)++)
    if (given == NULL || g_str_equal (formats[*index], given))
      return TRUE;

  known = g_strjoinv (", ", (char **)formats);
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            _ ("--format: “%s” is not known. It can be: %s."),
                                            given, known));
  return FALSE;
}

/**
 * omni_cli_rows_new:
 * @format: how they are written
 * @columns: (transfer none) (element-type OmniOrderColumn): the columns, at least one
 * @error: return location for an error
 *
 * Begins the output.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when it cannot be written
 *
 * Returns: (transfer full) (nullable): the rows
 */
OmniCliRows *
omni_cli_rows_new (OmniCliFormat   format,
                   GPtrArray      *columns,
                   GError        **error)
{
  g_autoptr (OmniCliRows) rows = g_new0 (OmniCliRows, 1);

  rows->format = format;
  rows->columns = g_ptr_array_ref (columns);
  rows->values = g_new0 (OmniValue, columns->len);
  rows->widths = g_new0 (guint, columns->len);
  rows->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  rows->zone = g_time_zone_new_local ();
  rows->first = TRUE;

  if (format == OMNI_CLI_FORMAT_CSV && !begin_csv (rows, error))
    return NULL;

  return g_steal_pointer (&rows);
}

/**
 * omni_cli_rows_skip_empty:
 * @rows: rows, none added yet
 *
 * Has a table leave out the columns in which nothing stands.
 */
void
omni_cli_rows_skip_empty (OmniCliRows *rows)
{
  rows->skip_empty = TRUE;
}

/**
 * omni_cli_rows_add:
 * @rows: rows
 * @order: an order
 * @item: (nullable): an item of it
 * @reference: the tenant's lists
 * @error: return location for an error
 *
 * Writes a row.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when it cannot be written
 *
 * Returns: whether it was, as far as is known yet
 */
gboolean
omni_cli_rows_add (OmniCliRows              *rows,
                   const OmniOrder          *order,
                   const OmniOrderItem      *item,
                   const OmniReferenceData  *reference,
                   GError                  **error)
{
  for (guint i = 0; i < rows->columns->len; i++)
    omni_order_column_get_value (g_ptr_array_index (rows->columns, i), order, item, reference,
                                 &rows->values[i]);

  switch (rows->format)
    {
    case OMNI_CLI_FORMAT_TABLE:
      add_to_table (rows);
      break;
    case OMNI_CLI_FORMAT_JSON:
      add_to_json (rows);
      break;
    case OMNI_CLI_FORMAT_CSV:
      return add_to_csv (rows, error);
    }

  return TRUE;
}

/**
 * omni_cli_rows_end:
 * @rows: rows
 * @error: return location for an error
 *
 * Ends the output.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when not everything could be written
 *
 * Returns: whether everything was
 */
gboolean
omni_cli_rows_end (OmniCliRows  *rows,
                   GError      **error)
{
  switch (rows->format)
    {
    case OMNI_CLI_FORMAT_TABLE:
      if (rows->waiting != NULL)
        begin_table (rows);
      break;
    case OMNI_CLI_FORMAT_JSON:
      omni_cli_print (rows->first ? "[]\n" : "\n]\n");
      break;
    case OMNI_CLI_FORMAT_CSV:
      return omni_table_writer_close (rows->writer, NULL, error);
    }

  return omni_cli_finish_output (error);
}

/**
 * omni_cli_rows_free:
 * @rows: (transfer full): rows
 *
 * Frees them.
 */
void
omni_cli_rows_free (OmniCliRows *rows)
{
  g_clear_object (&rows->writer);
  g_clear_pointer (&rows->waiting, g_ptr_array_unref);
  g_ptr_array_unref (rows->columns);
  g_time_zone_unref (rows->zone);
  g_free (rows->widths);
  g_free (rows->values);
  g_free (rows);
}
