/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edits of many cells, and looking for one: in a thread. */

#include "config.h"

#include "omni-update-document-private.h"

#include <string.h>

/* So often a thread looks whether it is to stop. */
#define ROWS_PER_LOOK 1024

/* What is looked for, and where. */
typedef struct
{
  char *text;        /* (not nullable) (owned) as it was typed */
  char *folded;      /* (not nullable) (owned) without upper case */
  char *replacement; /* (nullable) (owned) */
  guint column;      /* %OMNI_UPDATE_N_COLUMNS for all */
  gboolean whole_cell;
} Wanted;

typedef struct
{
  guint column;
  gsize first_row;
  gsize last_row;
} Range;

typedef struct
{
  OmniUpdateCheck *check; /* (not nullable) (owned) */
  GArray *problems;       /* (not nullable) (owned) (element-type OmniUpdateProblem) */
} Fixes;

typedef struct
{
  gsize row;
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  guint n_columns;
  char *text; /* (not nullable) (owned) */
} Pasted;

typedef struct
{
  OmniUpdateFile *file; /* (not nullable) (owned) */
  Wanted *wanted;       /* (not nullable) (owned) */
  gsize from_row;
  gboolean backwards;
  gsize row;
  guint found_column;
} Search;

static gboolean
may_go_on (gsize n, GCancellable *cancellable, GError **error)
{
  return n % ROWS_PER_LOOK != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/*
 * Fill down
 */

static gboolean
fill_down (OmniUpdateFile *file,
           OmniUpdateStep *step,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Range *range = data;
  g_autofree char *text =
      omni_update_file_dup_cell (file, range->first_row, range->column, error);
  g_autoptr (OmniCsvCells) buffer = omni_csv_cells_new ();

  if (text == NULL)
    return FALSE;

  for (gsize row = range->first_row + 1; row <= range->last_row; row++)
    {
      OmniUpdateCells cells;

      if (!may_go_on (row, cancellable, error) ||
          !omni_update_file_read_row (file, row, buffer, &cells, error))
        return FALSE;

      if (cells.kind == OMNI_UPDATE_ROW_ITEM || cells.kind == OMNI_UPDATE_ROW_BLANK)
        omni_update_step_add (step, file, row, range->column, text);
    }

  return TRUE;
}

/*
 * Find and replace
 */

static Wanted *
wanted_new (const char *text, const char *replacement, guint column, gboolean whole_cell)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->text = g_strdup (text);
  wanted->folded = omni_update_fold_word (text);
  wanted->replacement = g_strdup (replacement);
  wanted->column = column;
  wanted->whole_cell = whole_cell;
  return wanted;
}

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->text);
  g_free (wanted->folded);
  g_free (wanted->replacement);
  g_free (wanted);
}

/* Finding does not look at upper and lower case, as people do not when they look for something;
 * replacing inside a cell takes the letters as they are. */
static gboolean
is_found (const Wanted *wanted, const char *cell)
{
  g_autofree char *folded = NULL;

  if (wanted->text[0] == '\0')
    return wanted->whole_cell && cell[0] == '\0';
  if (strcmp (cell, wanted->text) == 0 ||
      (!wanted->whole_cell && strstr (cell, wanted->text) != NULL))
    return TRUE;
  if (wanted->replacement != NULL && !wanted->whole_cell)
    return FALSE;

  folded = omni_update_fold_word (cell);
  return wanted->whole_cell ? strcmp (folded, wanted->folded) == 0
                            : wanted->folded[0] != '\0' && strstr (folded, wanted->folded) != NULL;
}

static char *
replace_in (const Wanted *wanted, const char *cell)
{
  g_auto (GStrv) parts = NULL;

  if (wanted->whole_cell)
    return g_strdup (wanted->replacement);

  parts = g_strsplit (cell, wanted->text, -1);
  return g_strjoinv (wanted->replacement, parts);
}

static char *
dup_text (const OmniCsvCell *cell)
{
  return g_utf8_make_valid (cell->text, (gssize) cell->length);
}

static gboolean
replace (OmniUpdateFile *file,
         OmniUpdateStep *step,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (OmniUpdateScan) scan = omni_update_scan_new (file);
  g_autoptr (GError) failure = NULL;
  OmniUpdateCells cells;
  gsize row;

  while (omni_update_scan_next (scan, &row, &cells, cancellable, &failure))
    {
      if (cells.kind != OMNI_UPDATE_ROW_ITEM)
        continue;
      if (!may_go_on (row, cancellable, error))
        return FALSE;

      for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
        {
          g_autofree char *cell = NULL;
          g_autofree char *replaced = NULL;

          if (wanted->column != OMNI_UPDATE_N_COLUMNS && wanted->column != i)
            continue;
          cell = dup_text (&cells.cells[i]);
          if (!is_found (wanted, cell))
            continue;
          replaced = replace_in (wanted, cell);
          if (strcmp (cell, replaced) != 0)
            omni_update_step_add (step, file, row, i, replaced);
        }
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
search_free (Search *search)
{
  g_object_unref (search->file);
  wanted_free (search->wanted);
  g_free (search);
}

static gboolean
is_row_found (Search *search, gsize row, OmniCsvCells *buffer, GError **error)
{
  OmniUpdateCells cells;

  if (!omni_update_file_read_row (search->file, row, buffer, &cells, error) ||
      cells.kind != OMNI_UPDATE_ROW_ITEM)
    return FALSE;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_autofree char *cell = NULL;

      if (search->wanted->column != OMNI_UPDATE_N_COLUMNS && search->wanted->column != i)
        continue;
      cell = dup_text (&cells.cells[i]);
      if (!is_found (search->wanted, cell))
        continue;

      search->row = row;
      search->found_column = i;
      return TRUE;
    }

  return FALSE;
}

/* All rows once, beginning behind or before the one where it was found last. */
static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  g_autoptr (OmniCsvCells) buffer = omni_csv_cells_new ();
  gsize n_rows = omni_update_file_get_n_rows (search->file, NULL);
  gsize row = search->from_row;
  GError *error = NULL;

  for (gsize n = 0; n < n_rows; n++)
    {
      if (search->backwards)
        row = row == 0 || row > n_rows ? n_rows - 1 : row - 1;
      else
        row = row + 1 >= n_rows ? 0 : row + 1;

      if (is_row_found (search, row, buffer, &error))
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
      if (error != NULL || !may_go_on (n, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  g_task_return_boolean (task, FALSE);
}

/*
 * Fixes
 */

static void
fixes_free (Fixes *fixes)
{
  g_object_unref (fixes->check);
  g_array_unref (fixes->problems);
  g_free (fixes);
}

static gboolean
fix_all (OmniUpdateFile *file,
         OmniUpdateStep *step,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Fixes *fixes = data;

  for (guint i = 0; i < fixes->problems->len; i++)
    {
      const OmniUpdateProblem *problem = &g_array_index (fixes->problems, OmniUpdateProblem, i);
      g_autofree char *fix = omni_update_check_dup_fix (fixes->check, problem);

      if (!may_go_on (i, cancellable, error))
        return FALSE;
      if (fix != NULL)
        omni_update_step_add (step, file, problem->row, problem->column, fix);
    }

  return TRUE;
}

/*
 * Paste
 */

static void
pasted_free (Pasted *pasted)
{
  g_free (pasted->text);
  g_free (pasted);
}

/* Whether the first row is one of titles; they say then what the columns are. */
static gboolean
take_titles (Pasted *pasted, const OmniCsvCells *cells)
{
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  guint n_cells = omni_csv_cells_get_size (cells);

  if (n_cells == 0 || n_cells > OMNI_UPDATE_N_COLUMNS)
    return FALSE;

  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *title = dup_text (omni_csv_cells_get (cells, i));

      if (!omni_update_column_find (title, &columns[i]))
        return FALSE;
    }

  memcpy (pasted->columns, columns, sizeof columns);
  pasted->n_columns = n_cells;
  return TRUE;
}

static void
paste_row (OmniUpdateFile *file,
           OmniUpdateStep *step,
           const Pasted *pasted,
           gsize row,
           const OmniCsvCells *cells)
{
  gsize n_rows = omni_update_file_get_n_rows (file, NULL);

  if (row >= n_rows)
    {
      step->n_added_after += (guint) (row + 1 - n_rows);
      omni_update_file_set_n_added (file, step->n_added_after);
    }

  for (guint i = 0; i < MIN (omni_csv_cells_get_size (cells), pasted->n_columns); i++)
    {
      g_autofree char *text = dup_text (omni_csv_cells_get (cells, i));

      omni_update_step_add (step, file, row, pasted->columns[i], text);
    }
}

/* What spreadsheets put on the clipboard: tabs, and quotation marks around line ends. */
static gboolean
paste (OmniUpdateFile *file,
       OmniUpdateStep *step,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  Pasted *pasted = data;
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  const char *at = pasted->text;
  gsize length = strlen (at);
  gsize row = pasted->row;
  gboolean is_first = TRUE;

  /* Rows can be added when it is known where the file ends. */
  if (!omni_update_file_wait (file, G_MAXSIZE, cancellable, error))
    return FALSE;

  while (length > 0)
    {
      gssize n = omni_csv_cells_take_row (cells, at, length, '\t', '"');

      if (!may_go_on (row, cancellable, error))
        return FALSE;
      if (!is_first || !take_titles (pasted, cells))
        paste_row (file, step, pasted, row++, cells);

      is_first = FALSE;
      at += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_update_document_fill_down_async:
 * @self: a document
 * @column: a column
 * @first_row: the row whose cell is copied
 * @last_row: the last row that gets it
 * @cancellable: (nullable): to stop; nothing is edited then
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies a cell into those below it; remarks and rows that were left out are passed over.
 */
void
omni_update_document_fill_down_async (OmniUpdateDocument *self,
                                      OmniUpdateColumn column,
                                      gsize first_row,
                                      gsize last_row,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Range *range = NULL;

  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));
  g_return_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS && first_row <= last_row);

  range = g_new (Range, 1);
  *range = (Range){ column, first_row, last_row };
  omni_update_document_edit_async (self, omni_update_document_fill_down_async, fill_down, range,
                                   g_free, cancellable, callback, user_data);
}

/**
 * omni_update_document_replace_async:
 * @self: a document
 * @column: where, or %OMNI_UPDATE_N_COLUMNS for everywhere
 * @text: what is looked for
 * @replacement: what stands there afterwards
 * @whole_cell: whether the cell has to be that, or to contain it; only in a whole cell upper and
 * lower case are the same, and an empty @text is an empty cell
 * @cancellable: (nullable): to stop; nothing is edited then
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Replaces a text everywhere.
 */
void
omni_update_document_replace_async (OmniUpdateDocument *self,
                                    OmniUpdateColumn column,
                                    const char *text,
                                    const char *replacement,
                                    gboolean whole_cell,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));
  g_return_if_fail (text != NULL && replacement != NULL);

  omni_update_document_edit_async (self, omni_update_document_replace_async, replace,
                                   wanted_new (text, replacement, column, whole_cell),
                                   (GDestroyNotify) wanted_free, cancellable, callback, user_data);
}

/**
 * omni_update_document_fix_all_async:
 * @self: a document with a check
 * @rule: which kind of problem
 * @column: in which column
 * @cancellable: (nullable): to stop; nothing is edited then
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Puts what is proposed into every cell of @column that breaks @rule.
 */
void
omni_update_document_fix_all_async (OmniUpdateDocument *self,
                                    OmniUpdateRule rule,
                                    OmniUpdateColumn column,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  OmniUpdateCheck *check = omni_update_document_get_check (self);
  Fixes *fixes;

  g_return_if_fail (OMNI_IS_UPDATE_CHECK (check));
  g_return_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS);

  fixes = g_new0 (Fixes, 1);
  fixes->check = g_object_ref (check);
  fixes->problems = g_array_new (FALSE, FALSE, sizeof (OmniUpdateProblem));
  for (guint i = 0; i < omni_update_check_get_n_problems (check); i++)
    {
      const OmniUpdateProblem *problem = omni_update_check_get_problem (check, i);

      if (problem->rule == rule && problem->column == column)
        g_array_append_vals (fixes->problems, problem, 1);
    }

  omni_update_document_edit_async (self, omni_update_document_fix_all_async, fix_all, fixes,
                                   (GDestroyNotify) fixes_free, cancellable, callback, user_data);
}

/**
 * omni_update_document_paste_async:
 * @self: a document
 * @row: where the first row goes
 * @columns: (array length=n_columns): where the cells of a row go, from the one with the cursor on
 * @n_columns: how many, at most %OMNI_UPDATE_N_COLUMNS; further cells are left away
 * @text: what a spreadsheet put on the clipboard
 * @cancellable: (nullable): to stop; nothing is edited then
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Puts cells where the cursor is. A first row of known titles says where they go instead, and rows
 * that the file does not have are added.
 */
void
omni_update_document_paste_async (OmniUpdateDocument *self,
                                  gsize row,
                                  const OmniUpdateColumn *columns,
                                  guint n_columns,
                                  const char *text,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Pasted *pasted;

  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));
  g_return_if_fail (columns != NULL && n_columns > 0 && n_columns <= OMNI_UPDATE_N_COLUMNS);
  g_return_if_fail (text != NULL);

  pasted = g_new0 (Pasted, 1);
  pasted->row = row;
  memcpy (pasted->columns, columns, n_columns * sizeof *columns);
  pasted->n_columns = n_columns;
  pasted->text = g_utf8_make_valid (text, -1);
  omni_update_document_edit_async (self, omni_update_document_paste_async, paste, pasted,
                                   (GDestroyNotify) pasted_free, cancellable, callback, user_data);
}

/**
 * omni_update_document_edit_finish:
 * @self: a document
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends filling down, replacing, fixing or pasting.
 *
 * Returns: how many cells were edited, also 0 where the document was busy or frozen; or -1 with
 * %OMNI_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED
 */
gint64
omni_update_document_edit_finish (OmniUpdateDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * omni_update_document_find_async:
 * @self: a document
 * @text: what is looked for, in upper or lower case
 * @column: where, or %OMNI_UPDATE_N_COLUMNS for everywhere
 * @from_row: the row to begin behind, or before; %G_MAXSIZE for the first or the last row
 * @backwards: whether to look before it
 * @cancellable: (nullable): to stop
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Looks for a text; behind the last row the first ones come again.
 */
void
omni_update_document_find_async (OmniUpdateDocument *self,
                                 const char *text,
                                 OmniUpdateColumn column,
                                 gsize from_row,
                                 gboolean backwards,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));
  g_return_if_fail (text != NULL);

  search = g_new0 (Search, 1);
  search->file = g_object_ref (omni_update_document_get_file (self));
  search->wanted = wanted_new (text, NULL, column, FALSE);
  search->from_row = from_row;
  search->backwards = backwards;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, omni_update_document_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, search_thread);
}

/**
 * omni_update_document_find_finish:
 * @self: a document
 * @result: what the callback got
 * @row: (out): where it is
 * @column: (out): where it is
 * @error: return location for an error
 *
 * Returns: whether it was found; %FALSE also with %OMNI_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED
 */
gboolean
omni_update_document_find_finish (OmniUpdateDocument *self,
                                  GAsyncResult *result,
                                  gsize *row,
                                  OmniUpdateColumn *column,
                                  GError **error)
{
  const Search *search;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  search = g_task_get_task_data (G_TASK (result));
  *row = search->row;
  *column = search->found_column;
  return TRUE;
}
