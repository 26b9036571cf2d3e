/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-sheet-private.h"

/* How often rows are taken in while a thread finds them. */
#define GROW_INTERVAL_MS 50

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (OmniUpdateLine, omni_update_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (OmniUpdateSheet, omni_update_sheet, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint looks_changed_id;

/*
 * Lines
 */

static void
clear_texts (OmniUpdateLine *line)
{
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    g_clear_pointer (&line->texts[i], g_free);
}

void
omni_update_line_read (OmniUpdateLine *line)
{
  OmniUpdateSheet *sheet = line->sheet;
  OmniUpdateCells cells;

  if (line->generation == sheet->generation)
    return;

  clear_texts (line);
  line->generation = sheet->generation;
  if (!omni_update_file_read_row (sheet->file, line->row, sheet->buffer, &cells,
                                  sheet->error == NULL ? &sheet->error : NULL))
    return;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    line->texts[i] = g_utf8_make_valid (cells.cells[i].text, (gssize) cells.cells[i].length);
}

static void
omni_update_line_finalize (GObject *object)
{
  OmniUpdateLine *self = OMNI_UPDATE_LINE (object);

  if (self->sheet != NULL)
    g_hash_table_remove (self->sheet->lines, GUINT_TO_POINTER (self->row));
  clear_texts (self);

  G_OBJECT_CLASS (omni_update_line_parent_class)->finalize (object);
}

static void
omni_update_line_class_init (OmniUpdateLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_line_finalize;
}

static void
omni_update_line_init (OmniUpdateLine *self)
{
}

/**
 * omni_update_line_get_row:
 * @self: a line
 *
 * Returns: which row of the file it is, from 0
 */
guint32
omni_update_line_get_row (OmniUpdateLine *self)
{
  return self->row;
}

/*
 * The list
 */

static GType
get_item_type (GListModel *model)
{
  return OMNI_TYPE_UPDATE_LINE;
}

static guint
get_n_items (GListModel *model)
{
  return OMNI_UPDATE_SHEET (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OmniUpdateSheet *self = OMNI_UPDATE_SHEET (model);
  OmniUpdateLine *line;
  guint32 row;

  if (position >= self->n_items)
    return NULL;

  row = (guint32) omni_update_sheet_get_row (self, position);
  line = g_hash_table_lookup (self->lines, GUINT_TO_POINTER (row));
  if (line != NULL)
    return g_object_ref (line);

  line = g_object_new (OMNI_TYPE_UPDATE_LINE, NULL);
  line->sheet = self;
  line->row = row;
  g_hash_table_insert (self->lines, GUINT_TO_POINTER (row), line);

  return line;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/*
 * Which rows are shown
 */

static GArray *
collect_problems (OmniUpdateSheet *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_rows = 0;
  const guint32 *problem_rows = omni_update_document_get_problem_rows (self->document, &n_rows);

  if (n_rows > 0)
    g_array_append_vals (rows, problem_rows, n_rows);

  return rows;
}

static GArray *
collect_changes (OmniUpdateSheet *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_rows = self->preview != NULL ? omni_update_preview_get_n_rows (self->preview) : 0;

  for (guint i = 0; i < n_rows; i++)
    g_array_append_val (rows, omni_update_preview_get_row (self->preview, i)->row);

  return rows;
}

static GArray *
collect_rows (OmniUpdateSheet *self)
{
  switch (self->show)
    {
    case OMNI_UPDATE_SHOW_ALL:
      break;
    case OMNI_UPDATE_SHOW_PROBLEMS:
      return collect_problems (self);
    case OMNI_UPDATE_SHOW_CHANGES:
      return collect_changes (self);
    case OMNI_UPDATE_SHOW_FAILED:
      return self->results != NULL ? omni_update_results_dup_failed (self->results)
                                   : g_array_new (FALSE, FALSE, sizeof (guint32));
    }

  return NULL;
}

static guint32
get_row_of (GArray *rows, guint position)
{
  return rows != NULL ? g_array_index (rows, guint32, position) : position;
}

/* Rows that stay are not announced as changed, so that the view does not move. */
static void
replace_rows (OmniUpdateSheet *self)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->rows);
  guint n_before = self->n_items;
  guint n_same = 0;
  guint n_same_end = 0;

  self->rows = collect_rows (self);
  self->n_items = self->rows != NULL ? self->rows->len
                                     : (guint) omni_update_document_get_n_rows (self->document,
                                                                                NULL);

  while (n_same < MIN (n_before, self->n_items) &&
         get_row_of (before, n_same) == get_row_of (self->rows, n_same))
    n_same++;
  while (n_same_end < MIN (n_before, self->n_items) - n_same &&
         get_row_of (before, n_before - 1 - n_same_end) ==
           get_row_of (self->rows, self->n_items - 1 - n_same_end))
    n_same_end++;

  if (n_same < n_before || n_same < self->n_items)
    g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_before - n_same - n_same_end,
                                self->n_items - n_same - n_same_end);
}

/*
 * What happens to the document
 */

static void
judge_anew (OmniUpdateSheet *self)
{
  if (self->show != OMNI_UPDATE_SHOW_ALL)
    replace_rows (self);
  g_signal_emit (self, looks_changed_id, 0);
}

static void
rows_changed_cb (OmniUpdateSheet *self)
{
  g_clear_error (&self->error);
  self->generation++;
  g_signal_emit (self, looks_changed_id, 0);
}

static void
n_rows_changed_cb (OmniUpdateSheet *self)
{
  guint n_before = self->n_items;
  guint n_now = (guint) omni_update_document_get_n_rows (self->document, NULL);

  if (self->rows != NULL)
    return;

  self->n_items = n_now;
  if (n_now > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_now - n_before);
  else if (n_now < n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_now, n_before - n_now, 0);
}

/* A thread still looks for rows. */
static gboolean
grow_cb (gpointer data)
{
  OmniUpdateSheet *self = data;
  gboolean complete = FALSE;

  omni_update_document_get_n_rows (self->document, &complete);
  n_rows_changed_cb (self);
  if (!complete)
    return G_SOURCE_CONTINUE;

  self->grow_id = 0;
  return G_SOURCE_REMOVE;
}

static void
checked_cb (OmniUpdateSheet *self)
{
  g_set_object (&self->check, omni_update_document_get_check (self->document));
  judge_anew (self);
}

/*
 * Overrides
 */

static void
forget_line (gpointer key, gpointer line, gpointer user_data)
{
  OMNI_UPDATE_LINE (line)->sheet = NULL;
}

static void
omni_update_sheet_finalize (GObject *object)
{
  OmniUpdateSheet *self = OMNI_UPDATE_SHEET (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  g_hash_table_foreach (self->lines, forget_line, NULL);
  g_hash_table_unref (self->lines);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->results, omni_update_results_unref);
  g_clear_object (&self->preview);
  g_clear_object (&self->check);
  g_clear_object (&self->document);
  g_clear_error (&self->error);
  omni_csv_cells_free (self->buffer);

  G_OBJECT_CLASS (omni_update_sheet_parent_class)->finalize (object);
}

static void
omni_update_sheet_class_init (OmniUpdateSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_sheet_finalize;

  looks_changed_id = g_signal_new ("looks-changed", OMNI_TYPE_UPDATE_SHEET, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_update_sheet_init (OmniUpdateSheet *self)
{
  self->buffer = omni_csv_cells_new ();
  self->lines = g_hash_table_new (NULL, NULL);
  self->generation = 1;
}

/*
 * Public API
 */

/**
 * omni_update_sheet_new:
 * @document: an order-update file that is worked on
 *
 * Returns: (transfer full): the list of its rows, which follows it
 */
OmniUpdateSheet *
omni_update_sheet_new (OmniUpdateDocument *document)
{
  OmniUpdateSheet *self = g_object_new (OMNI_TYPE_UPDATE_SHEET, NULL);
  gboolean complete = FALSE;

  self->document = g_object_ref (document);
  self->file = omni_update_document_get_file (document);
  self->n_items = (guint) omni_update_document_get_n_rows (document, &complete);
  if (!complete)
    self->grow_id = g_timeout_add (GROW_INTERVAL_MS, grow_cb, self);
  g_signal_connect_object (document, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "n-rows-changed", G_CALLBACK (n_rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  checked_cb (self);

  return self;
}

/**
 * omni_update_sheet_get_file:
 * @self: a sheet
 *
 * Returns: (transfer none): the file
 */
OmniUpdateFile *
omni_update_sheet_get_file (OmniUpdateSheet *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_SHEET (self), NULL);

  return self->file;
}

/**
 * omni_update_sheet_get_check:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): the check that cells are judged by
 */
OmniUpdateCheck *
omni_update_sheet_get_check (OmniUpdateSheet *self)
{
  return self->check;
}

/**
 * omni_update_sheet_set_preview:
 * @self: a sheet
 * @preview: (nullable): a preview that has ended well
 */
void
omni_update_sheet_set_preview (OmniUpdateSheet *self, OmniUpdatePreview *preview)
{
  g_set_object (&self->preview, preview);
  judge_anew (self);
}

/**
 * omni_update_sheet_get_preview:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): the preview that is shown
 */
OmniUpdatePreview *
omni_update_sheet_get_preview (OmniUpdateSheet *self)
{
  return self->preview;
}

/**
 * omni_update_sheet_set_results:
 * @self: a sheet
 * @results: (nullable): what came of the rows
 */
void
omni_update_sheet_set_results (OmniUpdateSheet *self, OmniUpdateResults *results)
{
  if (results != NULL)
    omni_update_results_ref (results);
  g_clear_pointer (&self->results, omni_update_results_unref);
  self->results = results;
  judge_anew (self);
}

/**
 * omni_update_sheet_get_results:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): what came of the rows
 */
OmniUpdateResults *
omni_update_sheet_get_results (OmniUpdateSheet *self)
{
  return self->results;
}

/**
 * omni_update_sheet_set_show:
 * @self: a sheet
 * @show: which rows
 *
 * Shows all rows or some.
 */
void
omni_update_sheet_set_show (OmniUpdateSheet *self, OmniUpdateShow show)
{
  if (self->show == show)
    return;

  self->show = show;
  replace_rows (self);
}

/**
 * omni_update_sheet_get_show:
 * @self: a sheet
 *
 * Returns: which rows are shown
 */
OmniUpdateShow
omni_update_sheet_get_show (OmniUpdateSheet *self)
{
  return self->show;
}

/**
 * omni_update_sheet_find_near:
 * @self: a sheet
 * @row: a row of the file
 *
 * Returns: the position of @row, or of the next one that is shown, or of the last
 */
guint
omni_update_sheet_find_near (OmniUpdateSheet *self, gsize row)
{
  guint low = 0;
  guint high = self->n_items;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_row_of (self->rows, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->n_items ? low : MAX (self->n_items, 1) - 1;
}

/**
 * omni_update_sheet_find:
 * @self: a sheet
 * @row: a row of the file
 *
 * Returns: its position, or %GTK_INVALID_LIST_POSITION (that is %G_MAXUINT) when it is not shown
 */
guint
omni_update_sheet_find (OmniUpdateSheet *self, gsize row)
{
  guint position = omni_update_sheet_find_near (self, row);

  return position < self->n_items && get_row_of (self->rows, position) == row ? position
                                                                              : G_MAXUINT;
}

/**
 * omni_update_sheet_get_row:
 * @self: a sheet
 * @position: of a row that is shown
 *
 * Returns: which row of the file that is, from 0
 */
gsize
omni_update_sheet_get_row (OmniUpdateSheet *self, guint position)
{
  g_return_val_if_fail (position < self->n_items, 0);

  return get_row_of (self->rows, position);
}

/**
 * omni_update_sheet_dup_text:
 * @self: a sheet
 * @row: a row of the file
 * @column: a column of the file
 *
 * Returns: (transfer full): what stands in the cell; "" when it cannot be read
 */
char *
omni_update_sheet_dup_text (OmniUpdateSheet *self, gsize row, OmniUpdateColumn column)
{
  char *text = omni_update_file_dup_cell (self->file, row, column,
                                          self->error == NULL ? &self->error : NULL);

  return text != NULL ? text : g_strdup ("");
}

/**
 * omni_update_sheet_get_error:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): why a row could not be read, such as that the file changed
 */
const GError *
omni_update_sheet_get_error (OmniUpdateSheet *self)
{
  return self->error;
}
