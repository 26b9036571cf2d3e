/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-document-private.h"

#define LEFT_OUT "1"

static void
clear_edit (gpointer data)
{
  OmniUpdateEdit *edit = data;

  g_free (edit->before);
  g_free (edit->after);
}

static void
put (OmniUpdateFile *file, gsize row, guint column, const char *text)
{
  if (column < OMNI_UPDATE_N_COLUMNS)
    omni_update_file_set_cell (file, row, column, text);
  else
    omni_update_file_set_left_out (file, row, text != NULL);
}

OmniUpdateStep *
omni_update_step_new (OmniUpdateFile *file)
{
  OmniUpdateStep *step = g_new0 (OmniUpdateStep, 1);

  step->edits = g_array_new (FALSE, FALSE, sizeof (OmniUpdateEdit));
  g_array_set_clear_func (step->edits, clear_edit);
  step->n_added_before = omni_update_file_get_n_added (file);
  step->n_added_after = step->n_added_before;
  return step;
}

void
omni_update_step_free (OmniUpdateStep *step)
{
  g_array_unref (step->edits);
  g_free (step);
}

/**
 * omni_update_step_add:
 * @step: a step
 * @file: the file
 * @row: which row
 * @column: an #OmniUpdateColumn, or %OMNI_UPDATE_N_COLUMNS to leave the row out
 * @text: (nullable): what is typed, without blanks at either end; %NULL for what the file says
 *
 * Makes an edit and remembers what was there.
 */
void
omni_update_step_add (
    OmniUpdateStep *step, OmniUpdateFile *file, gsize row, guint column, const char *text)
{
  OmniUpdateEdit edit = { (guint32) row, (guint8) column, NULL, g_strdup (text) };

  if (edit.after != NULL)
    g_strstrip (edit.after);
  if (column < OMNI_UPDATE_N_COLUMNS)
    edit.before = omni_update_file_dup_edit (file, row, column);
  else
    edit.before = omni_update_file_is_left_out (file, row) ? g_strdup (LEFT_OUT) : NULL;

  put (file, row, column, edit.after);
  g_array_append_val (step->edits, edit);
}

/**
 * omni_update_step_apply:
 * @step: a step
 * @file: the file
 * @backwards: whether to take it back
 *
 * Makes a step again, or takes it back.
 */
void
omni_update_step_apply (OmniUpdateStep *step, OmniUpdateFile *file, gboolean backwards)
{
  for (guint i = 0; i < step->edits->len; i++)
    {
      const OmniUpdateEdit *edit = &g_array_index (step->edits, OmniUpdateEdit,
                                                   backwards ? step->edits->len - 1 - i : i);

      put (file, edit->row, edit->column, backwards ? edit->before : edit->after);
    }

  omni_update_file_set_n_added (file, backwards ? step->n_added_before : step->n_added_after);
}

/**
 * omni_update_step_list_cells:
 * @step: a step that was made or taken back
 * @backwards: which of both
 *
 * Returns: (transfer full) (element-type OmniDraftCell): what the draft has to say now
 */
GPtrArray *
omni_update_step_list_cells (const OmniUpdateStep *step, gboolean backwards)
{
  GPtrArray *cells =
      g_ptr_array_new_full (step->edits->len, (GDestroyNotify) omni_draft_cell_free);
  g_autofree char *n_added =
      g_strdup_printf ("%u", backwards ? step->n_added_before : step->n_added_after);

  for (guint i = 0; i < step->edits->len; i++)
    {
      const OmniUpdateEdit *edit = &g_array_index (step->edits, OmniUpdateEdit,
                                                   backwards ? step->edits->len - 1 - i : i);
      const char *name = edit->column < OMNI_UPDATE_N_COLUMNS
                             ? omni_update_column_get_name (edit->column)
                             : OMNI_UPDATE_DRAFT_LEFT_OUT;

      g_ptr_array_add (
          cells, omni_draft_cell_new (edit->row, name, backwards ? edit->before : edit->after));
    }

  if (step->n_added_before != step->n_added_after)
    g_ptr_array_add (cells, omni_draft_cell_new (-1, OMNI_UPDATE_DRAFT_ADDED, n_added));
  return cells;
}

static char *
dup_now (OmniUpdateFile *file, const OmniDraftCell *cell)
{
  OmniUpdateColumn column;

  if (g_str_equal (cell->name, OMNI_UPDATE_DRAFT_ADDED))
    return g_strdup_printf ("%u", omni_update_file_get_n_added (file));
  if (g_str_equal (cell->name, OMNI_UPDATE_DRAFT_LEFT_OUT))
    return omni_update_file_is_left_out (file, (gsize) cell->row) ? g_strdup (LEFT_OUT) : NULL;
  if (omni_update_column_find (cell->name, &column))
    return omni_update_file_dup_edit (file, (gsize) cell->row, column);

  g_return_val_if_reached (NULL);
}

/**
 * omni_update_step_list_now:
 * @file: a file
 * @cells: (element-type OmniDraftCell): cells that were edited
 *
 * Returns: (transfer full) (element-type OmniDraftCell): what the draft has to say about the same
 * cells now
 */
GPtrArray *
omni_update_step_list_now (OmniUpdateFile *file, const GPtrArray *cells)
{
  GPtrArray *now = g_ptr_array_new_full (cells->len, (GDestroyNotify) omni_draft_cell_free);

  for (guint i = 0; i < cells->len; i++)
    {
      const OmniDraftCell *cell = g_ptr_array_index (cells, i);
      g_autofree char *text = dup_now (file, cell);

      g_ptr_array_add (now, omni_draft_cell_new (cell->row, cell->name, text));
    }

  return now;
}

/**
 * omni_update_step_read_cells:
 * @step: a new step
 * @file: the file
 * @cells: (element-type OmniDraftCell): what a draft says
 *
 * Makes the edits of a draft.
 */
void
omni_update_step_read_cells (OmniUpdateStep *step, OmniUpdateFile *file, GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const OmniDraftCell *cell = g_ptr_array_index (cells, i);
      OmniUpdateColumn column;

      if (g_str_equal (cell->name, OMNI_UPDATE_DRAFT_ADDED))
        {
          step->n_added_after = (guint) g_ascii_strtoull (cell->text, NULL, 10);
          omni_update_file_set_n_added (file, step->n_added_after);
        }
      else if (g_str_equal (cell->name, OMNI_UPDATE_DRAFT_LEFT_OUT))
        omni_update_step_add (step, file, (gsize) cell->row, OMNI_UPDATE_N_COLUMNS, cell->text);
      else if (omni_update_column_find (cell->name, &column))
        omni_update_step_add (step, file, (gsize) cell->row, column, cell->text);
    }
}
