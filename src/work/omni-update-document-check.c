/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is wrong with a document. */

#include "config.h"

#include "omni-update-document-private.h"

/*
 * Helpers: checking
 */

static void
tell_checked (OmniUpdateDocument *self)
{
  g_clear_pointer (&self->problem_rows, g_array_unref);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHECKED], 0);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

static void
finished_cb (OmniJob *job, OmniUpdateDocument *self)
{
  if (OMNI_UPDATE_CHECK (job) != self->running)
    return;

  g_signal_handlers_disconnect_by_data (job, self);
  g_clear_error (&self->check_error);
  if (omni_job_get_error (job) == NULL)
    {
      g_set_object (&self->check, self->running);
    }
  else
    {
      self->needs_all = FALSE;
      self->check_error = g_error_copy (omni_job_get_error (job));
    }
  g_clear_object (&self->running);

  tell_checked (self);
  omni_update_document_check_edits (self);
}

static void
check_all (OmniUpdateDocument *self)
{
  self->needs_all = FALSE;
  g_array_set_size (self->dirty, 0);

  self->running = omni_update_check_new (self->file, self->reference);
  omni_update_check_keep_groups (self->running);
  if (self->order_is_given)
    omni_update_check_set_date_order (self->running, self->date_order);
  g_signal_connect (self->running, "finished", G_CALLBACK (finished_cb), self);
  omni_job_start (OMNI_JOB (self->running));
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

typedef struct
{
  OmniUpdateCheck *check; /* (not nullable) (owned) */
  GArray *rows;           /* (not nullable) (owned) (element-type guint32) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->check);
  g_array_unref (look->rows);
  g_free (look);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  GError *error = NULL;
  OmniUpdateFindings *findings =
      omni_update_check_look_at (look->check, look->rows, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) omni_update_findings_free);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUpdateFindings) findings = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_looking = FALSE;
  if (omni_error_is_cancelled (error))
    return;

  if (findings == NULL || findings->needs_all)
    self->needs_all = TRUE;
  if (findings != NULL)
    {
      omni_update_check_take (self->check, findings);
      tell_checked (self);
    }
  omni_update_document_check_edits (self);
}

static void
look_at_dirty (OmniUpdateDocument *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, looked_cb, NULL);
  Look *look = g_new0 (Look, 1);

  look->check = g_object_ref (self->check);
  look->rows = g_steal_pointer (&self->dirty);
  self->dirty = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->is_looking = TRUE;
  g_task_set_source_tag (task, look_at_dirty);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_thread);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

/**
 * omni_update_document_check_edits:
 * @self: a document
 *
 * Has a thread look at what was edited, unless one is at it; when that has ended this is called
 * again.
 */
void
omni_update_document_check_edits (OmniUpdateDocument *self)
{
  if (self->is_looking || self->running != NULL || self->is_busy)
    return;

  if (self->needs_all || (self->check != NULL && self->dirty->len > OMNI_UPDATE_MAX_DIRTY_ROWS))
    check_all (self);
  else if (self->dirty->len > 0 && self->check != NULL)
    look_at_dirty (self);
}

static gboolean
is_problem (const OmniUpdateProblem *problem)
{
  return omni_update_rule_get_severity (problem->rule) != OMNI_UPDATE_NOTE;
}

/*
 * Public API
 */

/**
 * omni_update_document_is_checked:
 * @self: a document
 *
 * Returns: whether the check knows everything that was edited, so that it can be previewed and
 * applied
 */
gboolean
omni_update_document_is_checked (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), FALSE);

  return self->check != NULL && self->running == NULL && !self->is_looking && !self->needs_all &&
         !self->is_busy && self->dirty->len == 0;
}

/**
 * omni_update_document_get_check:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what is wrong with the rows, as far as it is known; %NULL
 * before the first check has ended
 */
OmniUpdateCheck *
omni_update_document_get_check (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  return self->check;
}

/**
 * omni_update_document_get_check_job:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the check of the whole file while it runs, for its progress
 */
OmniJob *
omni_update_document_get_check_job (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  return self->running != NULL ? OMNI_JOB (self->running) : NULL;
}

/**
 * omni_update_document_get_check_error:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): why the last check of the whole file did not come to its
 * end, for example because the file was changed or is damaged
 */
const GError *
omni_update_document_get_check_error (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  return self->check_error;
}

/**
 * omni_update_document_check:
 * @self: a document
 *
 * Checks the whole file again.
 */
void
omni_update_document_check (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  self->needs_all = TRUE;
  omni_update_document_check_edits (self);
}

/**
 * omni_update_document_set_reference:
 * @self: a document
 * @reference: (nullable): the tenant's lists
 *
 * Checks the file against other lists.
 */
void
omni_update_document_set_reference (OmniUpdateDocument *self, OmniReferenceData *reference)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  g_clear_pointer (&self->reference, omni_reference_data_unref);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  omni_update_document_check (self);
}

/**
 * omni_update_document_set_date_order:
 * @self: a document
 * @order: how dates are read that can be read in two ways
 */
void
omni_update_document_set_date_order (OmniUpdateDocument *self, OmniDateOrder order)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  self->order_is_given = TRUE;
  self->date_order = order;
  omni_update_document_check (self);
}

/**
 * omni_update_document_get_problem_rows:
 * @self: a document
 * @n_rows: (out): how many
 *
 * Returns: (transfer none) (array length=n_rows) (nullable): the rows with errors or warnings, in
 * their order, until the next "checked"
 */
const guint32 *
omni_update_document_get_problem_rows (OmniUpdateDocument *self, guint *n_rows)
{
  guint n_problems;

  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  if (self->problem_rows == NULL)
    {
      self->problem_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      n_problems = self->check != NULL ? omni_update_check_get_n_problems (self->check) : 0;
      for (guint i = 0; i < n_problems; i++)
        {
          const OmniUpdateProblem *problem = omni_update_check_get_problem (self->check, i);
          guint n = self->problem_rows->len;

          if (is_problem (problem) &&
              (n == 0 || g_array_index (self->problem_rows, guint32, n - 1) != problem->row))
            g_array_append_val (self->problem_rows, problem->row);
        }
    }

  *n_rows = self->problem_rows->len;
  return (const guint32 *) (gpointer) self->problem_rows->data;
}

/**
 * omni_update_document_find_problem_row:
 * @self: a document
 * @from: the row to begin behind, or before; %G_MAXSIZE to begin at the first or the last
 * @backwards: whether to look for one before it
 * @row: (out): the next row with an error or a warning; behind the last one the first comes again
 *
 * Returns: whether there is one
 */
gboolean
omni_update_document_find_problem_row (OmniUpdateDocument *self,
                                       gsize from,
                                       gboolean backwards,
                                       gsize *row)
{
  guint n_rows;
  const guint32 *rows = omni_update_document_get_problem_rows (self, &n_rows);
  guint low = 0;
  guint high = n_rows;

  if (n_rows == 0)
    return FALSE;
  if (from == G_MAXSIZE)
    {
      *row = rows[backwards ? n_rows - 1 : 0];
      return TRUE;
    }

  /* The first one that is not before @from. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (rows[middle] < from)
        low = middle + 1;
      else
        high = middle;
    }

  if (backwards)
    *row = rows[low > 0 ? low - 1 : n_rows - 1];
  else
    {
      if (low < n_rows && rows[low] == from)
        low++;
      *row = rows[low < n_rows ? low : 0];
    }
  return TRUE;
}
