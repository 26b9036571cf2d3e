/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-file.h"

#include "omni-update-edits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Titles stand below so many blank lines and remarks at most. */
#define MAX_HEADER_ROW 20

struct _OmniUpdateFile
{
  GObject parent_instance;

  GFile *file;         /* (not nullable) (owned) */
  char *name;          /* (not nullable) (owned) what messages call it */
  OmniCsvIndex *index; /* (not nullable) (owned) */
  gsize header_row;    /* which row of the index has the titles */
  GStrv titles;        /* (not nullable) (owned) */
  guint n_titles;
  int positions[OMNI_UPDATE_N_COLUMNS]; /* which cell of a row, or -1 */

  OmniUpdateEdits *edits; /* (not nullable) (owned) */
  int n_added;            /* atomic: how many rows were added behind the file's last */
};

struct _OmniUpdateScan
{
  OmniUpdateFile *file; /* (not nullable) (owned) */
  OmniCsvScan *scan;    /* (not nullable) (owned) */
  OmniCsvCells *buffer; /* (not nullable) (owned) */
  gsize next_row;
};

G_DEFINE_FINAL_TYPE (OmniUpdateFile, omni_update_file, G_TYPE_OBJECT)

/*
 * Helpers
 */

static void
strip (OmniCsvCell *cell)
{
  while (cell->length > 0 && cell->text[0] == ' ')
    {
      cell->text++;
      cell->length--;
    }
  while (cell->length > 0 && cell->text[cell->length - 1] == ' ')
    cell->length--;
}

/* Takes the known columns out of a row of the file. */
static void
map_cells (OmniUpdateFile *self, gsize row, const OmniCsvCells *all, OmniUpdateCells *cells)
{
  const OmniCsvCell *first = omni_csv_cells_get (all, 0);
  guint n_cells = omni_csv_cells_get_size (all);
  gboolean has_text = FALSE;

  cells->fault = omni_csv_cells_get_fault (all);
  cells->n_extra = 0;
  cells->kind = OMNI_UPDATE_ROW_ITEM;

  for (guint i = self->n_titles; i < n_cells; i++)
    {
      if (omni_csv_cells_get (all, i)->length > 0)
        cells->n_extra = i + 1 - self->n_titles;
    }

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      cells->cells[i] =
          *omni_csv_cells_get (all, self->positions[i] >= 0 ? (guint) self->positions[i] : n_cells);
      strip (&cells->cells[i]);
      has_text |= cells->cells[i].length > 0;
    }

  /* A cell of nothing but # is one that a spreadsheet could not show. */
  if (first->length > 0 && first->text[0] == OMNI_UPDATE_REMARK &&
      (first->length == 1 || first->text[1] != OMNI_UPDATE_REMARK))
    cells->kind = OMNI_UPDATE_ROW_REMARK;
  else if (!has_text && omni_csv_cells_is_blank (all))
    cells->kind = OMNI_UPDATE_ROW_BLANK;

  omni_update_edits_put (self->edits, row, cells);
}

/*
 * Helpers: titles
 */

static gboolean
fail (OmniUpdateFile *self, GError **error, const char *reason)
{
  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”: %s"), self->name, reason));
  return FALSE;
}

static gboolean
take_titles (OmniUpdateFile *self, const OmniCsvCells *cells, GError **error)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  if (omni_csv_cells_get_fault (cells) != OMNI_CSV_FAULT_NONE)
    return fail (self, error, _("this is not a text file with a row of titles."));

  self->n_titles = omni_csv_cells_get_size (cells);
  for (guint i = 0; i < self->n_titles; i++)
    {
      const OmniCsvCell *cell = omni_csv_cells_get (cells, i);
      g_autofree char *title = g_strndup (cell->text, cell->length);
      OmniUpdateColumn column;

      g_strstrip (title);
      if (omni_update_column_find (title, &column))
        {
          if (self->positions[column] >= 0)
            {
              g_autofree char *reason = g_strdup_printf (
                  _("the column “%s” is there twice, as columns %d and %u. Keep one of them."),
                  omni_update_column_get_name (column), self->positions[column] + 1, i + 1);

              return fail (self, error, reason);
            }
          self->positions[column] = (int) i;
        }
      g_ptr_array_add (titles, g_steal_pointer (&title));
    }

  g_ptr_array_add (titles, NULL);
  self->titles = (GStrv) g_ptr_array_free (g_steal_pointer (&titles), FALSE);
  return TRUE;
}

static gboolean
check_titles (OmniUpdateFile *self, GError **error)
{
  gboolean has_field = FALSE;

  if (self->positions[OMNI_UPDATE_ID] < 0 &&
      (self->positions[OMNI_UPDATE_ORDER_NUMBER] < 0 || self->positions[OMNI_UPDATE_SKU] < 0))
    return fail (self, error,
                 _("the first row has no title “id”, nor “order_number” and “sku”. “update "
                    "template” makes a file that has."));

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    has_field |= self->positions[omni_update_column_of_field (i)] >= 0;
  if (!has_field)
    return fail (self, error,
                 _("there is no column to update: status, shipping_company, e_archive_url, "
                    "invoice_number, invoice_date, tracking_number."));

  return TRUE;
}

static gboolean
read_titles (OmniUpdateFile *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();

  for (gsize row = 0; row < MAX_HEADER_ROW; row++)
    {
      const OmniCsvCell *first;

      if (!omni_csv_index_wait (self->index, row + 1, cancellable, error))
        return FALSE;
      if (omni_csv_index_get_n_rows (self->index, NULL) <= row)
        break;
      if (!omni_csv_index_read_row (self->index, row, cells, error))
        return FALSE;

      first = omni_csv_cells_get (cells, 0);
      if (omni_csv_cells_is_blank (cells) ||
          (first->length > 0 && first->text[0] == OMNI_UPDATE_REMARK))
        continue;

      self->header_row = row;
      return take_titles (self, cells, error) && check_titles (self, error);
    }

  return fail (self, error, _("the file is empty."));
}

/*
 * Overrides
 */

static void
omni_update_file_finalize (GObject *object)
{
  OmniUpdateFile *self = OMNI_UPDATE_FILE (object);

  g_clear_object (&self->index);
  g_clear_object (&self->file);
  g_clear_pointer (&self->titles, g_strfreev);
  omni_update_edits_free (self->edits);
  g_free (self->name);

  G_OBJECT_CLASS (omni_update_file_parent_class)->finalize (object);
}

static void
omni_update_file_class_init (OmniUpdateFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_file_finalize;
}

static void
omni_update_file_init (OmniUpdateFile *self)
{
  self->edits = omni_update_edits_new ();
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    self->positions[i] = -1;
}

/*
 * Public API
 */

/**
 * omni_update_file_open:
 * @file: a CSV file or a workbook (XLSX) on this computer
 * @dialect: (nullable): how it is written down, or %NULL to guess
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Opens an order-update file as soon as its titles are read; a thread goes on looking for rows.
 * Titles count by name, in English or Turkish, in any order; other columns are kept.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %OMNI_ERROR_BAD_FILE when it cannot
 * be read or has not the titles that it needs, or %G_IO_ERROR_CANCELLED
 */
OmniUpdateFile *
omni_update_file_open (GFile *file,
                       const OmniCsvDialect *dialect,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (OmniUpdateFile) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_FILE, NULL);
  self->file = g_object_ref (file);
  self->name = g_file_get_parse_name (file);
  self->index = omni_csv_index_open (file, dialect, cancellable, error);
  if (self->index == NULL || !read_titles (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * omni_update_file_get_file:
 * @self: a file
 *
 * Returns: (transfer none): where it is
 */
GFile *
omni_update_file_get_file (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), NULL);

  return self->file;
}

/**
 * omni_update_file_get_dialect:
 * @self: a file
 *
 * Returns: (transfer none): how it is read
 */
const OmniCsvDialect *
omni_update_file_get_dialect (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), NULL);

  return omni_csv_index_get_dialect (self->index);
}

/**
 * omni_update_file_is_workbook:
 * @self: a file
 *
 * Returns: whether it is a workbook, so that there is no other way to read it
 */
gboolean
omni_update_file_is_workbook (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), FALSE);

  return omni_csv_index_is_workbook (self->index);
}

/**
 * omni_update_file_get_titles:
 * @self: a file
 *
 * Returns: (transfer none) (array zero-terminated=1): what stands above all columns, known or not
 */
const char *const *
omni_update_file_get_titles (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), NULL);

  return (const char *const *) self->titles;
}

/**
 * omni_update_file_get_position:
 * @self: a file
 * @column: a known column
 *
 * Returns: which of the file's columns that is, from 0, or -1 when it has none
 */
int
omni_update_file_get_position (OmniUpdateFile *self, OmniUpdateColumn column)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), -1);
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, -1);

  return self->positions[column];
}

/**
 * omni_update_file_get_n_rows:
 * @self: a file
 * @complete: (out) (optional): whether these are all
 *
 * Returns: how many rows below the titles are known by now, blank ones and remarks among them
 */
gsize
omni_update_file_get_n_rows (OmniUpdateFile *self, gboolean *complete)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), 0);

  return omni_csv_index_get_n_rows (self->index, complete) - self->header_row - 1 +
         omni_update_file_get_n_added (self);
}

/**
 * omni_update_file_wait:
 * @self: a file
 * @n_rows: how many rows are wanted, or %G_MAXSIZE for all
 * @cancellable: (nullable): to stop waiting
 * @error: return location for an error
 *
 * Waits until that many rows are known, or all there are.
 *
 * Returns: whether they can be read; else %OMNI_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED
 */
gboolean
omni_update_file_wait (OmniUpdateFile *self,
                       gsize n_rows,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), FALSE);

  if (n_rows < G_MAXSIZE - self->header_row - 1)
    n_rows += self->header_row + 1;
  return omni_csv_index_wait (self->index, n_rows, cancellable, error);
}

/**
 * omni_update_file_get_row_number:
 * @self: a file
 * @row: a row, from 0
 *
 * Returns: the number that a spreadsheet shows beside it
 */
gsize
omni_update_file_get_row_number (OmniUpdateFile *self, gsize row)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), 0);

  return row + self->header_row + 2;
}

/* A row that the file does not have itself. */
static gboolean
is_added (OmniUpdateFile *self, gsize row)
{
  gboolean complete = FALSE;
  gsize n_rows = omni_update_file_get_n_rows (self, &complete);
  guint n_added = omni_update_file_get_n_added (self);

  return complete && row < n_rows && row >= n_rows - n_added;
}

static void
read_added (OmniUpdateFile *self, gsize row, OmniUpdateCells *cells)
{
  *cells = (OmniUpdateCells){ .kind = OMNI_UPDATE_ROW_BLANK };
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    cells->cells[i].text = "";
  omni_update_edits_put (self->edits, row, cells);
}

/**
 * omni_update_file_read_row:
 * @self: a file
 * @row: a row that is known, from 0
 * @buffer: what keeps the texts, until its next use
 * @cells: (out caller-allocates): the row
 * @error: return location for an error
 *
 * Reads one row, with its edits.
 *
 * Returns: whether it was read; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_file_read_row (
    OmniUpdateFile *self, gsize row, OmniCsvCells *buffer, OmniUpdateCells *cells, GError **error)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), FALSE);

  if (is_added (self, row))
    {
      read_added (self, row, cells);
      return TRUE;
    }
  if (!omni_csv_index_read_row (self->index, row + self->header_row + 1, buffer, error))
    return FALSE;

  map_cells (self, row, buffer, cells);
  return TRUE;
}

/**
 * omni_update_file_dup_cell:
 * @self: a file
 * @row: a row that is known, from 0
 * @column: a known column
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what stands in the cell, as valid UTF-8; or %NULL with
 * %OMNI_ERROR_BAD_FILE
 */
char *
omni_update_file_dup_cell (OmniUpdateFile *self, gsize row, OmniUpdateColumn column, GError **error)
{
  g_autoptr (OmniCsvCells) buffer = omni_csv_cells_new ();
  OmniUpdateCells cells;

  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, NULL);

  if (!omni_update_file_read_row (self, row, buffer, &cells, error))
    return NULL;

  return g_utf8_make_valid (cells.cells[column].text, (gssize) cells.cells[column].length);
}

/**
 * omni_update_file_set_cell:
 * @self: a file
 * @row: a row that is known, from 0
 * @column: a known column; the file itself need not have it
 * @text: (nullable): what the cell is to say, or %NULL for what the file says
 *
 * Edits a cell. The file on disk stays as it is.
 *
 * Returns: %TRUE unless @text is no valid UTF-8
 */
gboolean
omni_update_file_set_cell (OmniUpdateFile *self,
                           gsize row,
                           OmniUpdateColumn column,
                           const char *text)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), FALSE);
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, FALSE);

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return FALSE;

  omni_update_edits_set_text (self->edits, row, column, text);
  return TRUE;
}

/**
 * omni_update_file_dup_edit:
 * @self: a file
 * @row: a row, from 0
 * @column: a known column
 *
 * Returns: (transfer full) (nullable): what was typed into the cell, or %NULL when nothing was
 */
char *
omni_update_file_dup_edit (OmniUpdateFile *self, gsize row, OmniUpdateColumn column)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), NULL);
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, NULL);

  return omni_update_edits_dup_text (self->edits, row, column);
}

/**
 * omni_update_file_set_left_out:
 * @self: a file
 * @row: a row that is known, from 0
 * @left_out: whether the row counts as if it were not there
 */
void
omni_update_file_set_left_out (OmniUpdateFile *self, gsize row, gboolean left_out)
{
  g_return_if_fail (OMNI_IS_UPDATE_FILE (self));

  omni_update_edits_set_left_out (self->edits, row, left_out);
}

gboolean
omni_update_file_is_left_out (OmniUpdateFile *self, gsize row)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), FALSE);

  return omni_update_edits_is_left_out (self->edits, row);
}

/**
 * omni_update_file_set_n_added:
 * @self: a file of which all rows are known
 * @n_added: how many rows there are behind the last one of the file, blank until they are edited
 */
void
omni_update_file_set_n_added (OmniUpdateFile *self, guint n_added)
{
  g_return_if_fail (OMNI_IS_UPDATE_FILE (self));

  g_atomic_int_set (&self->n_added, (int) n_added);
}

guint
omni_update_file_get_n_added (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), 0);

  return (guint) g_atomic_int_get (&self->n_added);
}

/**
 * omni_update_file_get_n_edits:
 * @self: a file
 *
 * Returns: how many cells say something else than the file on disk, and rows are left out
 */
guint
omni_update_file_get_n_edits (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), 0);

  return omni_update_edits_get_n (self->edits);
}

/**
 * omni_update_file_dup_stamp:
 * @self: a file
 *
 * Returns: (transfer full): a text that is another one when the file on disk was changed since
 */
char *
omni_update_file_dup_stamp (OmniUpdateFile *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (self), NULL);

  return omni_csv_index_dup_stamp (self->index);
}

/**
 * omni_update_scan_new:
 * @file: a file
 *
 * Returns: (transfer full): a way through all rows below the titles
 */
OmniUpdateScan *
omni_update_scan_new (OmniUpdateFile *file)
{
  OmniUpdateScan *scan = g_new0 (OmniUpdateScan, 1);

  scan->file = g_object_ref (file);
  scan->scan = omni_csv_scan_new (file->index, file->header_row + 1);
  scan->buffer = omni_csv_cells_new ();
  return scan;
}

/**
 * omni_update_scan_free:
 * @scan: (transfer full): a scan
 */
void
omni_update_scan_free (OmniUpdateScan *scan)
{
  omni_csv_scan_free (scan->scan);
  omni_csv_cells_free (scan->buffer);
  g_object_unref (scan->file);
  g_free (scan);
}

/**
 * omni_update_scan_next:
 * @scan: a scan
 * @row: (out): which row it is
 * @cells: (out caller-allocates): the row, until the next call
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the next row, with its edits.
 *
 * Returns: whether there is one; %FALSE at the end, and with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
omni_update_scan_next (OmniUpdateScan *scan,
                       gsize *row,
                       OmniUpdateCells *cells,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) failure = NULL;

  *row = scan->next_row;
  if (omni_csv_scan_next (scan->scan, scan->buffer, cancellable, &failure))
    {
      map_cells (scan->file, *row, scan->buffer, cells);
    }
  else if (failure == NULL && is_added (scan->file, *row))
    {
      omni_csv_cells_clear (scan->buffer);
      read_added (scan->file, *row, cells);
    }
  else
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  scan->next_row++;
  return TRUE;
}

/**
 * omni_update_scan_get_all:
 * @scan: a scan
 *
 * Returns: (transfer none): all cells of the row that was read last, also those under unknown
 * titles, without edits
 */
const OmniCsvCells *
omni_update_scan_get_all (OmniUpdateScan *scan)
{
  return scan->buffer;
}
