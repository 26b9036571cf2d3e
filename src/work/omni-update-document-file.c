/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A document from and into a file. */

#include "config.h"

#include "omni-update-document-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GFile *file;                  /* (not nullable) (owned) */
  OmniCsvDialect dialect;
  gboolean has_dialect;
  OmniReferenceData *reference; /* (nullable) (owned) */
  OmniDatabase *database;       /* (nullable) (owned) */

  OmniUpdateFile *opened; /* (nullable) (owned) */
  OmniUpdateStep *step;   /* (nullable) (owned) what a draft says */
} Opening;

typedef struct
{
  OmniUpdateFile *file; /* (not nullable) (owned) */
  GFile *target;        /* (not nullable) (owned) */
  OmniTableFormat format;
  OmniTableOptions options; /* its zone is owned */
} Saving;

/*
 * Opening
 */

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->file);
  g_clear_pointer (&opening->reference, omni_reference_data_unref);
  g_clear_object (&opening->database);
  g_clear_object (&opening->opened);
  g_clear_pointer (&opening->step, omni_update_step_free);
  g_free (opening);
}

/* A draft may be about rows that are not found yet. */
static gboolean
read_draft (Opening *opening, GCancellable *cancellable, GError **error)
{
  g_autofree char *uri = g_file_get_uri (opening->file);
  g_autofree char *stamp = omni_update_file_dup_stamp (opening->opened);
  g_autoptr (GPtrArray) cells =
      omni_database_read_draft (opening->database, uri, stamp, error);

  if (cells == NULL)
    return FALSE;
  if (cells->len == 0)
    return TRUE;
  if (!omni_update_file_wait (opening->opened, G_MAXSIZE, cancellable, error))
    return FALSE;

  opening->step = omni_update_step_new (opening->opened);
  omni_update_step_read_cells (opening->step, opening->opened, cells);
  return TRUE;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;

  opening->opened =
      omni_update_file_open (opening->file, opening->has_dialect ? &opening->dialect : NULL,
                             cancellable, &error);
  if (opening->opened != NULL &&
      (opening->database == NULL || read_draft (opening, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*
 * Saving
 */

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->file);
  g_object_unref (saving->target);
  g_clear_pointer (&saving->options.zone, g_time_zone_unref);
  g_free (saving);
}

/* Columns of the file that are none of ours are kept behind ours. */
static GArray *
list_unknown (OmniUpdateFile *file)
{
  const char *const *titles = omni_update_file_get_titles (file);
  GArray *unknown = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; titles[i] != NULL; i++)
    {
      gboolean is_known = titles[i][0] == '\0';

      for (guint column = 0; column < OMNI_UPDATE_N_COLUMNS; column++)
        is_known |= omni_update_file_get_position (file, column) == (int) i;
      if (!is_known)
        g_array_append_val (unknown, i);
    }

  return unknown;
}

static OmniTableWriter *
open_writer (const Saving *saving, const GArray *unknown, GError **error)
{
  const char *const *titles = omni_update_file_get_titles (saving->file);
  guint n_columns = OMNI_UPDATE_N_COLUMNS + unknown->len;
  g_autofree OmniTableColumn *columns = g_new0 (OmniTableColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].title =
          i < OMNI_UPDATE_N_COLUMNS
              ? omni_update_column_get_name (i)
              : titles[g_array_index (unknown, guint, i - OMNI_UPDATE_N_COLUMNS)];
      columns[i].kind = OMNI_VALUE_TEXT;
      columns[i].width = i < OMNI_UPDATE_N_COLUMNS ? omni_update_column_get_width (i) : 18;
      columns[i].keep_text = TRUE;
    }

  return omni_table_writer_new (saving->format, saving->target, columns, n_columns,
                                &saving->options, error);
}

static gboolean
write_row (OmniTableWriter *writer,
           const OmniUpdateCells *cells,
           const OmniCsvCells *all,
           const GArray *unknown,
           GError **error)
{
  guint n_columns = OMNI_UPDATE_N_COLUMNS + unknown->len;
  g_autofree OmniValue *values = g_new0 (OmniValue, n_columns);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_columns; i++)
    {
      const OmniCsvCell *cell =
          i < OMNI_UPDATE_N_COLUMNS
              ? &cells->cells[i]
              : omni_csv_cells_get (all, g_array_index (unknown, guint, i - OMNI_UPDATE_N_COLUMNS));

      g_ptr_array_add (texts, g_utf8_make_valid (cell->text, (gssize) cell->length));
      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = g_ptr_array_index (texts, i);
      values[i].is_null = cell->length == 0;
    }

  return omni_table_writer_write_row (writer, values, error);
}

static gboolean
save (const Saving *saving, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) unknown = list_unknown (saving->file);
  g_autoptr (OmniUpdateScan) scan = omni_update_scan_new (saving->file);
  g_autoptr (OmniTableWriter) writer = open_writer (saving, unknown, error);
  GError *failure = NULL;
  OmniUpdateCells cells;
  gsize row;

  if (writer == NULL)
    return FALSE;

  while (failure == NULL && omni_update_scan_next (scan, &row, &cells, cancellable, &failure))
    {
      if (cells.kind == OMNI_UPDATE_ROW_ITEM)
        write_row (writer, &cells, omni_update_scan_get_all (scan), unknown, &failure);
    }

  if (failure == NULL)
    return omni_table_writer_close (writer, cancellable, error);

  g_propagate_error (error, failure);
  return FALSE;
}

/* The caller is told after the document can be edited again. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateDocument *self = OMNI_UPDATE_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  self->is_busy = FALSE;
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
  omni_update_document_check_edits (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (save (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*
 * Public API
 */

/**
 * omni_update_document_open_async:
 * @file: an order-update file on this computer
 * @dialect: (nullable): how it is written down, or %NULL to guess
 * @reference: (nullable): the tenant's lists
 * @database: (nullable): where drafts are kept, or %NULL to keep none
 * @cancellable: (nullable): to stop
 * @callback: called when the first rows can be shown
 * @user_data: for @callback
 *
 * Opens a file to work on it, with what was typed into it earlier and never saved. The check
 * begins at once.
 */
void
omni_update_document_open_async (GFile *file,
                                 const OmniCsvDialect *dialect,
                                 OmniReferenceData *reference,
                                 OmniDatabase *database,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (G_IS_FILE (file));

  opening = g_new0 (Opening, 1);
  opening->file = g_object_ref (file);
  opening->has_dialect = dialect != NULL;
  if (dialect != NULL)
    opening->dialect = *dialect;
  opening->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  opening->database = database != NULL ? g_object_ref (database) : NULL;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, omni_update_document_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * omni_update_document_open_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
OmniUpdateDocument *
omni_update_document_open_finish (GAsyncResult *result, GError **error)
{
  OmniUpdateDocument *self;
  Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  opening = g_task_get_task_data (G_TASK (result));
  self = omni_update_document_new (opening->opened, opening->reference, opening->database);
  if (opening->step != NULL)
    omni_update_document_recover (self, g_steal_pointer (&opening->step));
  return self;
}

/**
 * omni_update_document_save_async:
 * @self: a document
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @cancellable: (nullable): to stop
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Writes a clean template file: our columns in their order, then those of the file that are none
 * of ours, and the rows with what was typed, without blank ones, remarks and those left out. The
 * document is busy meanwhile, so that nothing is typed that is not in the file. The draft stays
 * until omni_update_document_discard_draft().
 */
void
omni_update_document_save_async (OmniUpdateDocument *self,
                                 GFile *target,
                                 OmniTableFormat format,
                                 const OmniTableOptions *options,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *outer;
  g_autoptr (GTask) inner = NULL;
  Saving *saving;

  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (target) && options != NULL);

  outer = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (outer, omni_update_document_save_async);
  if (self->is_busy)
    {
      g_task_return_error (outer, omni_error_new (OMNI_ERROR_REFUSED,
                                                  _("The rows are being edited or saved. Try again "
                                                     "in a moment.")));
      g_object_unref (outer);
      return;
    }

  saving = g_new0 (Saving, 1);
  saving->file = g_object_ref (omni_update_document_get_file (self));
  saving->target = g_object_ref (target);
  saving->format = format;
  saving->options = *options;
  g_time_zone_ref (saving->options.zone);

  self->is_busy = TRUE;
  inner = g_task_new (self, cancellable, saved_cb, outer);
  g_task_set_source_tag (inner, omni_update_document_save_async);
  g_task_set_task_data (inner, saving, (GDestroyNotify) saving_free);
  g_task_run_in_thread (inner, save_thread);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

/**
 * omni_update_document_save_finish:
 * @self: a document
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
omni_update_document_save_finish (OmniUpdateDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
