/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is done to the marked cells. */

#include "config.h"

#include "omni-update-window-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* More cells than this are not edited one by one. */
#define MAX_CELLS 5000

/* Where rows are left out of the view, those between them are not meant. */
static gboolean
is_filtered (OmniUpdateWindow *self)
{
  return omni_update_sheet_get_show (self->sheet) != OMNI_UPDATE_SHOW_ALL;
}

static guint
list_columns (OmniUpdateWindow *self, const OmniUpdateRange *range, OmniUpdateColumn *columns)
{
  OmniUpdateFile *file = omni_update_document_get_file (self->document);
  guint n_columns = 0;

  for (guint i = range->first_column; i <= range->last_column && i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (omni_update_file_get_position (file, i) >= 0 || i == range->first_column)
        columns[n_columns++] = i;
    }

  return n_columns;
}

/* A thread did it; errors of one of ours are words. */
void
omni_update_window_edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniUpdateWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_cells = omni_update_document_edit_finish (OMNI_UPDATE_DOCUMENT (source), result, &error);
  g_autofree char *text = NULL;

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = error != NULL ? g_strdup (error->message)
                       : g_strdup_printf (ngettext ("%'" PRId64 " cell was changed",
                                                    "%'" PRId64 " cells were changed",
                                                    (gulong) n_cells),
                                          n_cells);
  omni_update_window_say (self, text);
}

/*
 * Copy
 */

typedef struct
{
  OmniUpdateDocument *document; /* (not nullable) (owned) */
  GArray *rows;                 /* (not nullable) (owned) (element-type gsize) */
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  guint n_columns;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->document);
  g_array_unref (copy->rows);
  g_free (copy);
}

/* What a spreadsheet takes: a tab between cells, quotation marks where there must be some. */
static void
append_cell (GString *text, const char *cell)
{
  if (strpbrk (cell, "\t\r\n\"") == NULL)
    {
      g_string_append (text, cell);
      return;
    }

  g_string_append_c (text, '"');
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < copy->rows->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      for (guint j = 0; j < copy->n_columns; j++)
        {
          g_autofree char *cell = omni_update_file_dup_cell (
            omni_update_document_get_file (copy->document), g_array_index (copy->rows, gsize, i),
            copy->columns[j], NULL);

          if (j > 0)
            g_string_append_c (text, '\t');
          append_cell (text, cell != NULL ? cell : "");
        }
      if (i + 1 < copy->rows->len)
        g_string_append_c (text, '\n');
    }

  g_task_return_pointer (task, g_strdup (text->str), g_free);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text != NULL && self->stack != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

void
omni_update_window_copy (OmniUpdateWindow *self)
{
  g_autoptr (GTask) task = NULL;
  OmniUpdateRange range;
  Copy *copy;

  if (!omni_update_table_get_range (self->table, &range))
    return;

  copy = g_new0 (Copy, 1);
  copy->document = g_object_ref (self->document);
  copy->rows = g_array_new (FALSE, FALSE, sizeof (gsize));
  copy->n_columns = list_columns (self, &range, copy->columns);
  for (guint i = range.first; i <= range.last; i++)
    {
      gsize row = omni_update_sheet_get_row (self->sheet, i);

      g_array_append_val (copy->rows, row);
    }

  task = g_task_new (self, self->cancellable, copied_cb, NULL);
  g_task_set_source_tag (task, omni_update_window_copy);
  g_task_set_task_data (task, copy, copy_free);
  g_task_run_in_thread (task, copy_in_thread);
}

/*
 * Clear and fill
 */

/* Cells that a filter left in view are edited one by one, which many are too many for. */
static gboolean
is_too_much (OmniUpdateWindow *self, const OmniUpdateRange *range)
{
  guint n_rows = range->last - range->first + 1;

  if (n_rows <= MAX_CELLS / OMNI_UPDATE_N_COLUMNS)
    return FALSE;

  omni_update_window_say (self, _("That is too much at once; show all rows, and fill or replace"));
  return TRUE;
}

void
omni_update_window_clear_cells (OmniUpdateWindow *self)
{
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  OmniUpdateRange range;
  guint n_columns;

  if (!omni_update_table_get_range (self->table, &range))
    return;

  n_columns = list_columns (self, &range, columns);
  if (is_too_much (self, &range))
    return;

  omni_update_document_begin_step (self->document);
  for (guint i = range.first; i <= range.last; i++)
    {
      for (guint j = 0; j < n_columns; j++)
        omni_update_document_set_cell (self->document, omni_update_sheet_get_row (self->sheet, i),
                                       columns[j], "");
    }
  omni_update_document_end_step (self->document);
}

static void
fill_cells (OmniUpdateWindow *self,
            const OmniUpdateRange *range,
            const OmniUpdateColumn *columns,
            guint n_columns)
{
  gsize first = omni_update_sheet_get_row (self->sheet, range->first);

  omni_update_document_begin_step (self->document);
  for (guint j = 0; j < n_columns; j++)
    {
      g_autofree char *text = omni_update_sheet_dup_text (self->sheet, first, columns[j]);

      for (guint i = range->first + 1; i <= range->last; i++)
        omni_update_document_set_cell (self->document, omni_update_sheet_get_row (self->sheet, i),
                                       columns[j], text);
    }
  omni_update_document_end_step (self->document);
}

/* What is marked gets what its first row has; a single cell what is above it. */
void
omni_update_window_fill_down (OmniUpdateWindow *self)
{
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  OmniUpdateRange range;
  guint n_columns;

  omni_update_table_finish (self->table);
  if (!omni_update_table_get_range (self->table, &range))
    return;
  if (range.first == range.last)
    {
      if (range.first == 0)
        return;
      range.first--;
    }

  n_columns = list_columns (self, &range, columns);
  if (n_columns == 1 && !is_filtered (self))
    omni_update_document_fill_down_async (
      self->document, columns[0], omni_update_sheet_get_row (self->sheet, range.first),
      omni_update_sheet_get_row (self->sheet, range.last), self->cancellable,
      omni_update_window_edited_cb, g_object_ref (self));
  else if (!is_too_much (self, &range))
    fill_cells (self, &range, columns, n_columns);
}

void
omni_update_window_fix_all (OmniUpdateWindow *self)
{
  const OmniUpdateProblem *problem = omni_update_window_get_problem (self);

  if (problem == NULL || problem->column >= OMNI_UPDATE_N_COLUMNS)
    return;

  omni_update_table_focus (self->table);
  omni_update_document_fix_all_async (self->document, problem->rule, problem->column,
                                      self->cancellable, omni_update_window_edited_cb,
                                      g_object_ref (self));
}

/*
 * Paste
 */

static void
paste_text (OmniUpdateWindow *self, const char *text)
{
  OmniUpdateColumn columns[OMNI_UPDATE_N_COLUMNS];
  OmniUpdateFile *file = omni_update_document_get_file (self->document);
  gboolean has_lines = strpbrk (text, "\n\r") != NULL;
  guint n_columns = 0;
  gsize row;
  guint column;

  if (!omni_update_table_get_cursor (self->table, &row, &column) ||
      column >= OMNI_UPDATE_N_COLUMNS)
    return;
  if (has_lines && strpbrk (text, "\n\r")[1] != '\0' && is_filtered (self))
    {
      omni_update_window_say (self, _("Show all rows to paste several of them"));
      return;
    }

  for (guint i = column; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (i == column || omni_update_file_get_position (file, i) >= 0)
        columns[n_columns++] = i;
    }
  omni_update_document_paste_async (self->document, row, columns, n_columns, text,
                                    self->cancellable, omni_update_window_edited_cb,
                                    g_object_ref (self));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniUpdateWindow) self = user_data;
  g_autofree char *text = NULL;

  text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (text != NULL && self->stack != NULL && self->document != NULL)
    paste_text (self, text);
}

void
omni_update_window_paste (OmniUpdateWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 pasted_cb, g_object_ref (self));
}
