/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-results.h"

/* How many rows of the journal are read at a time. */
#define ENTRIES_PER_READ 1000

struct _OmniUpdateResults
{
  gatomicrefcount n_refs;
  GByteArray *states;  /* (not nullable) (owned) an OmniJournalState for each row */
  GHashTable *reasons; /* (not nullable) (owned) (element-type guint utf8) by row */
};

static void
add_entry (OmniUpdateResults *results, const OmniJournalEntry *entry)
{
  guint row = (guint) entry->row;

  while (results->states->len <= row)
    {
      guint8 none = OMNI_JOURNAL_NONE;

      g_byte_array_append (results->states, &none, 1);
    }

  results->states->data[row] = (guint8) entry->state;
  if (entry->reason != NULL)
    g_hash_table_insert (results->reasons, GUINT_TO_POINTER (row), g_strdup (entry->reason));
}

static OmniUpdateResults *
read_results (OmniUpdateRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniUpdateResults) results = g_new0 (OmniUpdateResults, 1);
  gint64 first = 0;
  gboolean more = TRUE;

  g_atomic_ref_count_init (&results->n_refs);
  results->states = g_byte_array_new ();
  results->reasons = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  while (more)
    {
      g_autoptr (GPtrArray) entries = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      entries = omni_update_run_read_entries (run, first, ENTRIES_PER_READ, error);
      if (entries == NULL)
        return NULL;

      for (guint i = 0; i < entries->len; i++)
        {
          const OmniJournalEntry *entry = g_ptr_array_index (entries, i);

          first = entry->row + 1;
          add_entry (results, entry);
        }
      more = entries->len == ENTRIES_PER_READ;
    }

  return g_steal_pointer (&results);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  OmniUpdateResults *results = read_results (source, cancellable, &error);

  if (results != NULL)
    g_task_return_pointer (task, results, (GDestroyNotify) omni_update_results_unref);
  else
    g_task_return_error (task, error);
}

/**
 * omni_update_results_read_async:
 * @run: a run that has ended
 * @cancellable: (nullable): to stop
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads from the journal what came of the rows.
 */
void
omni_update_results_read_async (OmniUpdateRun *run,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (run, cancellable, callback, user_data);

  g_task_set_source_tag (task, omni_update_results_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * omni_update_results_read_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the results; %NULL with %OMNI_ERROR_BAD_FILE or
 *   %G_IO_ERROR_CANCELLED
 */
OmniUpdateResults *
omni_update_results_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_update_results_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * omni_update_results_ref:
 * @results: results
 *
 * Returns: (transfer full): @results
 */
OmniUpdateResults *
omni_update_results_ref (OmniUpdateResults *results)
{
  g_atomic_ref_count_inc (&results->n_refs);

  return results;
}

/**
 * omni_update_results_unref:
 * @results: (transfer full): results
 */
void
omni_update_results_unref (OmniUpdateResults *results)
{
  if (!g_atomic_ref_count_dec (&results->n_refs))
    return;

  g_byte_array_unref (results->states);
  g_hash_table_unref (results->reasons);
  g_free (results);
}

/**
 * omni_update_results_get_state:
 * @results: results
 * @row: which row of the file, from 0
 *
 * Returns: what came of it; %OMNI_JOURNAL_NONE when it was not begun
 */
OmniJournalState
omni_update_results_get_state (OmniUpdateResults *results, gsize row)
{
  return row < results->states->len ? (OmniJournalState) results->states->data[row]
                                    : OMNI_JOURNAL_NONE;
}

/**
 * omni_update_results_get_reason:
 * @results: results
 * @row: which row of the file, from 0
 *
 * Returns: (transfer none) (nullable): why it was refused
 */
const char *
omni_update_results_get_reason (OmniUpdateResults *results, gsize row)
{
  return g_hash_table_lookup (results->reasons, GUINT_TO_POINTER ((guint) row));
}

/**
 * omni_update_results_dup_failed:
 * @results: results
 *
 * Returns: (transfer full) (element-type guint32): the rows that were refused or of which it is not
 *   known what came of them
 */
GArray *
omni_update_results_dup_failed (OmniUpdateResults *results)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 row = 0; row < results->states->len; row++)
    {
      if (results->states->data[row] == OMNI_JOURNAL_REFUSED ||
          results->states->data[row] == OMNI_JOURNAL_SENT)
        g_array_append_val (rows, row);
    }

  return rows;
}
