/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *   set a cell ──> the file's edits ──> step (undo, redo) ──> draft, on the database's thread
 *                                  └──> dirty rows ──> a look in a thread ──> "checked"
 *
 * The whole file is checked once, and again when an edit concerns all rows; otherwise only the rows
 * that were edited and those about the same order items are looked at.
 */

#include "config.h"

#include "omni-update-document-private.h"

#include <string.h>

/* A step with more cells is made and taken back in a thread. */
#define MAX_CELLS_HERE 500

G_DEFINE_FINAL_TYPE (OmniUpdateDocument, omni_update_document, G_TYPE_OBJECT)

guint omni_update_document_signals[OMNI_UPDATE_DOCUMENT_N_SIGNALS];

/*
 * Helpers: steps
 */

static gboolean
may_edit (OmniUpdateDocument *self)
{
  return !self->is_busy && !self->is_frozen;
}

static void
mark_row (OmniUpdateDocument *self, guint32 row)
{
  if (self->dirty->len <= OMNI_UPDATE_MAX_DIRTY_ROWS)
    g_array_append_val (self->dirty, row);
}

static void
mark_edits (OmniUpdateDocument *self, const OmniUpdateStep *step)
{
  guint32 first = G_MAXUINT32;
  guint32 last = 0;

  for (guint i = 0; i < step->edits->len; i++)
    {
      guint32 row = g_array_index (step->edits, OmniUpdateEdit, i).row;

      first = MIN (first, row);
      last = MAX (last, row);
      mark_row (self, row);
    }

  if (first <= last)
    g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_ROWS_CHANGED], 0,
                   (guint64) first, (guint64) (last - first + 1));
}

/* Rows came or went behind the last one. */
static void
mark_added (OmniUpdateDocument *self, const OmniUpdateStep *step, gboolean backwards)
{
  gboolean fewer = backwards == (step->n_added_before < step->n_added_after);
  gsize n_rows = omni_update_file_get_n_rows (self->file, NULL);
  guint n_new = MAX (step->n_added_before, step->n_added_after) -
                MIN (step->n_added_before, step->n_added_after);

  if (n_new == 0)
    return;

  self->needs_all |= fewer;
  for (guint i = 0; !fewer && i < n_new; i++)
    mark_row (self, (guint32) (n_rows - n_new + i));
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_N_ROWS_CHANGED], 0);
}

/* A step was made, made again or taken back. */
static void
after_step (OmniUpdateDocument *self, const OmniUpdateStep *step, gboolean backwards)
{
  omni_update_document_write_draft (self, step, backwards);
  mark_added (self, step, backwards);
  mark_edits (self, step);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
  omni_update_document_check_edits (self);
}

static void
clear_steps (GQueue *steps)
{
  g_queue_clear_full (steps, (GDestroyNotify) omni_update_step_free);
}

static void
keep_step (OmniUpdateDocument *self, OmniUpdateStep *step)
{
  if (step->edits->len == 0 && step->n_added_before == step->n_added_after)
    {
      omni_update_step_free (step);
      return;
    }

  clear_steps (&self->undone);
  g_queue_push_head (&self->done, step);
  after_step (self, step, FALSE);
}

typedef struct
{
  OmniUpdateFile *file; /* (not nullable) (owned) */
  OmniUpdateStep *step; /* (not nullable) (owned) */
  OmniUpdateEditFunc func;
  gpointer data;            /* (nullable) (owned) */
  GDestroyNotify free_data; /* (nullable) */
  gboolean backwards;       /* for a step that is made again or taken back */
} Edit;

static void
edit_free (Edit *edit)
{
  g_object_unref (edit->file);
  g_clear_pointer (&edit->step, omni_update_step_free);
  if (edit->free_data != NULL)
    edit->free_data (edit->data);
  g_free (edit);
}

static void
edit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Edit *edit = data;
  GError *error = NULL;

  if (edit->func (edit->file, edit->step, edit->data, cancellable, &error))
    g_task_return_int (task, edit->step->edits->len);
  else
    {
      omni_update_step_apply (edit->step, edit->file, TRUE);
      g_task_return_error (task, error);
    }
}

/* The caller is told after the document knows. */
static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  Edit *edit = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gssize n_edits = g_task_propagate_int (G_TASK (result), &error);

  self->is_busy = FALSE;
  if (error == NULL)
    {
      keep_step (self, g_steal_pointer (&edit->step));
      g_task_return_int (task, n_edits);
    }
  else
    {
      g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
      omni_update_document_check_edits (self);
      g_task_return_error (task, error);
    }
}

static void
move_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Edit *edit = data;

  omni_update_step_apply (edit->step, edit->file, edit->backwards);
  g_task_return_boolean (task, TRUE);
}

static void
finish_move (OmniUpdateDocument *self, OmniUpdateStep *step, gboolean backwards)
{
  g_queue_push_head (backwards ? &self->undone : &self->done, step);
  after_step (self, step, backwards);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (source);
  Edit *edit = g_task_get_task_data (G_TASK (result));

  self->is_busy = FALSE;
  finish_move (self, g_steal_pointer (&edit->step), edit->backwards);
}

static void
move (OmniUpdateDocument *self, gboolean backwards)
{
  OmniUpdateStep *step;
  g_autoptr (GTask) task = NULL;
  Edit *edit;

  if (!may_edit (self) || self->n_begun > 0)
    return;
  step = g_queue_pop_head (backwards ? &self->done : &self->undone);
  if (step == NULL)
    return;

  if (step->edits->len <= MAX_CELLS_HERE)
    {
      omni_update_step_apply (step, self->file, backwards);
      finish_move (self, step, backwards);
      return;
    }

  edit = g_new0 (Edit, 1);
  edit->file = g_object_ref (self->file);
  edit->step = step;
  edit->backwards = backwards;
  self->is_busy = TRUE;
  task = g_task_new (self, NULL, moved_cb, NULL);
  g_task_set_source_tag (task, move);
  g_task_set_task_data (task, edit, (GDestroyNotify) edit_free);
  g_task_run_in_thread (task, move_thread);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

/*
 * Overrides
 */

static void
omni_update_document_dispose (GObject *object)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->running != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->running, self);
      omni_job_cancel (OMNI_JOB (self->running));
    }
  g_clear_object (&self->running);

  G_OBJECT_CLASS (omni_update_document_parent_class)->dispose (object);
}

static void
omni_update_document_finalize (GObject *object)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (object);

  g_clear_object (&self->check);
  g_clear_object (&self->file);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_object (&self->database);
  g_object_unref (self->cancellable);
  g_array_unref (self->dirty);
  g_clear_pointer (&self->problem_rows, g_array_unref);
  clear_steps (&self->done);
  clear_steps (&self->undone);
  g_clear_pointer (&self->open, omni_update_step_free);
  g_clear_error (&self->draft_error);
  g_ptr_array_unref (self->unwritten);
  g_clear_error (&self->check_error);
  g_free (self->uri);
  g_free (self->stamp);

  G_OBJECT_CLASS (omni_update_document_parent_class)->finalize (object);
}

static void
add_signal (guint id, const char *name)
{
  omni_update_document_signals[id] = g_signal_new (
      name, OMNI_TYPE_UPDATE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_update_document_class_init (OmniUpdateDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_update_document_dispose;
  object_class->finalize = omni_update_document_finalize;

  add_signal (OMNI_UPDATE_DOCUMENT_N_ROWS_CHANGED, "n-rows-changed");
  add_signal (OMNI_UPDATE_DOCUMENT_CHECKED, "checked");
  add_signal (OMNI_UPDATE_DOCUMENT_CHANGED, "changed");
  omni_update_document_signals[OMNI_UPDATE_DOCUMENT_ROWS_CHANGED] =
      g_signal_new ("rows-changed", OMNI_TYPE_UPDATE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_UINT64);
}

static void
omni_update_document_init (OmniUpdateDocument *self)
{
  self->cancellable = g_cancellable_new ();
  self->unwritten = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_draft_cell_free);
  self->dirty = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_queue_init (&self->done);
  g_queue_init (&self->undone);
}

/*
 * Shared with the other files of the document
 */

/* The first check begins at once. */
OmniUpdateDocument *
omni_update_document_new (OmniUpdateFile *file,
                          OmniReferenceData *reference,
                          OmniDatabase *database)
{
  OmniUpdateDocument *self = g_object_new (OMNI_TYPE_UPDATE_DOCUMENT, NULL);

  self->file = g_object_ref (file);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  self->database = database != NULL ? g_object_ref (database) : NULL;
  self->uri = g_file_get_uri (omni_update_file_get_file (file));
  self->stamp = omni_update_file_dup_stamp (file);
  omni_update_document_check (self);
  return self;
}

/* Takes the step that a draft was made into, which the draft has already. */
void
omni_update_document_recover (OmniUpdateDocument *self, OmniUpdateStep *step)
{
  self->n_recovered = step->edits->len;
  g_queue_push_head (&self->done, step);
}

/* Makes many edits in a thread; the callback gets how many with omni_update_document_edit_finish().
 */
void
omni_update_document_edit_async (OmniUpdateDocument *self,
                                 gpointer source_tag,
                                 OmniUpdateEditFunc func,
                                 gpointer data,
                                 GDestroyNotify free_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Edit *edit = g_new0 (Edit, 1);

  g_task_set_source_tag (outer, source_tag);
  edit->file = g_object_ref (self->file);
  edit->step = omni_update_step_new (self->file);
  edit->func = func;
  edit->data = data;
  edit->free_data = free_data;
  if (!may_edit (self) || self->n_begun > 0)
    {
      edit_free (edit);
      g_task_return_int (outer, 0);
      g_object_unref (outer);
      return;
    }

  self->is_busy = TRUE;
  inner = g_task_new (self, cancellable, edited_cb, outer);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_source_tag (inner, source_tag);
  g_task_set_task_data (inner, edit, (GDestroyNotify) edit_free);
  g_task_run_in_thread (inner, edit_thread);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

/*
 * Public API
 */

/**
 * omni_update_document_get_file:
 * @self: a document
 *
 * Returns: (transfer none): the file, with the edits
 */
OmniUpdateFile *
omni_update_document_get_file (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  return self->file;
}

/**
 * omni_update_document_get_n_rows:
 * @self: a document
 * @complete: (out) (optional): whether these are all; the check ends when they are
 *
 * Returns: how many rows are known by now
 */
gsize
omni_update_document_get_n_rows (OmniUpdateDocument *self, gboolean *complete)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), 0);

  return omni_update_file_get_n_rows (self->file, complete);
}

/**
 * omni_update_document_dup_cell:
 * @self: a document
 * @row: a row that is known, from 0
 * @column: a column
 *
 * Returns: (transfer full): what stands in the cell; "" also for one that cannot be read
 */
char *
omni_update_document_dup_cell (OmniUpdateDocument *self, gsize row, OmniUpdateColumn column)
{
  char *text;

  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  text = omni_update_file_dup_cell (self->file, row, column, NULL);
  return text != NULL ? text : g_strdup ("");
}

gboolean
omni_update_document_is_edited (OmniUpdateDocument *self, gsize row, OmniUpdateColumn column)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  text = omni_update_file_dup_edit (self->file, row, column);
  return text != NULL;
}

/**
 * omni_update_document_set_cell:
 * @self: a document
 * @row: a row that is known, from 0
 * @column: a column
 * @text: (nullable): what the cell is to say, or %NULL for what the file says
 *
 * Edits a cell. By itself this is one step to undo.
 *
 * Returns: whether it was edited; not when it says that already, when the document is busy or
 * frozen, or @text is no UTF-8
 */
gboolean
omni_update_document_set_cell (OmniUpdateDocument *self,
                               gsize row,
                               OmniUpdateColumn column,
                               const char *text)
{
  g_autofree char *before = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, FALSE);

  if (!may_edit (self) || row >= omni_update_file_get_n_rows (self->file, NULL) ||
      (text != NULL && !g_utf8_validate (text, -1, NULL)))
    return FALSE;

  before = text != NULL ? omni_update_document_dup_cell (self, row, column)
                        : omni_update_file_dup_edit (self->file, row, column);
  if (g_strcmp0 (before, text) == 0)
    return FALSE;

  omni_update_document_begin_step (self);
  omni_update_step_add (self->open, self->file, row, column, text);
  omni_update_document_end_step (self);
  return TRUE;
}

/**
 * omni_update_document_set_left_out:
 * @self: a document
 * @row: a row that is known, from 0
 * @left_out: whether the row counts as if it were not there
 *
 * Leaves a row out, or takes it back in.
 *
 * Returns: whether that was another state
 */
gboolean
omni_update_document_set_left_out (OmniUpdateDocument *self, gsize row, gboolean left_out)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  if (!may_edit (self) || omni_update_file_is_left_out (self->file, row) == left_out)
    return FALSE;

  omni_update_document_begin_step (self);
  omni_update_step_add (self->open, self->file, row, OMNI_UPDATE_N_COLUMNS, left_out ? "1" : NULL);
  omni_update_document_end_step (self);
  return TRUE;
}

/**
 * omni_update_document_accept_row:
 * @self: a document
 * @row: a row that is known, from 0
 *
 * Takes the cells of a row as they are shown, although the file is damaged there: a quotation mark
 * in the wrong place, letters of another encoding, too many cells.
 *
 * Returns: whether it was edited
 */
gboolean
omni_update_document_accept_row (OmniUpdateDocument *self, gsize row)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  if (!may_edit (self))
    return FALSE;

  omni_update_document_begin_step (self);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_autofree char *text = omni_update_document_dup_cell (self, row, i);

      omni_update_step_add (self->open, self->file, row, i, text);
    }
  omni_update_document_end_step (self);
  return TRUE;
}

/**
 * omni_update_document_append_rows:
 * @self: a document of which all rows are known
 * @n_rows: how many blank rows to add behind the last one
 *
 * Returns: whether they are there
 */
gboolean
omni_update_document_append_rows (OmniUpdateDocument *self, guint n_rows)
{
  gboolean complete = FALSE;

  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  omni_update_file_get_n_rows (self->file, &complete);
  if (!complete || !may_edit (self))
    return FALSE;

  omni_update_document_begin_step (self);
  self->open->n_added_after += n_rows;
  omni_update_file_set_n_added (self->file, self->open->n_added_after);
  omni_update_document_end_step (self);
  return TRUE;
}

/**
 * omni_update_document_begin_step:
 * @self: a document
 *
 * Makes one step to undo of what is edited until omni_update_document_end_step(). Steps in a step
 * are part of it.
 */
void
omni_update_document_begin_step (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  if (self->n_begun++ == 0)
    self->open = omni_update_step_new (self->file);
}

void
omni_update_document_end_step (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self) && self->n_begun > 0);

  if (--self->n_begun == 0)
    keep_step (self, g_steal_pointer (&self->open));
}

gboolean
omni_update_document_can_undo (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return may_edit (self) && !g_queue_is_empty (&self->done);
}

gboolean
omni_update_document_can_redo (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return may_edit (self) && !g_queue_is_empty (&self->undone);
}

/**
 * omni_update_document_undo:
 * @self: a document
 *
 * Takes the last step back. With many cells this takes a moment, while the document is busy.
 */
void
omni_update_document_undo (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  move (self, TRUE);
}

void
omni_update_document_redo (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  move (self, FALSE);
}

/**
 * omni_update_document_is_modified:
 * @self: a document
 *
 * Returns: whether it says something else than the file on disk
 */
gboolean
omni_update_document_is_modified (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return omni_update_file_get_n_edits (self->file) > 0;
}

/**
 * omni_update_document_is_busy:
 * @self: a document
 *
 * Returns: whether a thread edits many cells or saves them, so that nothing else can be edited
 */
gboolean
omni_update_document_is_busy (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return self->is_busy;
}

/**
 * omni_update_document_set_frozen:
 * @self: a document
 * @frozen: whether nothing may be edited
 *
 * Keeps the document as it is while it is previewed or applied.
 */
void
omni_update_document_set_frozen (OmniUpdateDocument *self, gboolean frozen)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  self->is_frozen = frozen;
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

gboolean
omni_update_document_get_frozen (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return self->is_frozen;
}
