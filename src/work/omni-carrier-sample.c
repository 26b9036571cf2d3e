/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-sample.h"

#include "omni-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Enough to see every word that a carrier has for a status, and read in a moment. */
#define MAX_ROWS 2000

/* A column with more different texts has no statuses in it. */
#define MAX_WORDS 60

struct _OmniCarrierSample
{
  GPtrArray *rows; /* (not nullable) (owned) (element-type GStrv) */
};

/*
 * Helpers
 */

static guint
count_texts (const char *const *row)
{
  guint n_texts = 0;

  for (guint i = 0; row[i] != NULL; i++)
    n_texts += row[i][0] != '\0';

  return n_texts;
}

static gboolean
read_rows (OmniCarrierSample *sample,
           OmniCsvIndex *index,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (OmniCsvScan) scan = omni_csv_scan_new (index, 0);
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  GError *failure = NULL;

  while (sample->rows->len < MAX_ROWS && omni_csv_scan_next (scan, cells, cancellable, &failure))
    g_ptr_array_add (sample->rows, omni_carrier_dup_cells (cells));

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

static void
sample_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  OmniCarrierSample *sample = omni_carrier_sample_new (data, cancellable, &error);

  if (sample != NULL)
    g_task_return_pointer (task, sample, (GDestroyNotify) omni_carrier_sample_free);
  else
    g_task_return_error (task, error);
}

static int
find_title (const char *const *titles, const char *title)
{
  g_autofree char *wanted = omni_update_fold_word (title);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      g_autofree char *folded = omni_update_fold_word (titles[i]);

      if (strcmp (folded, wanted) == 0)
        return (int) i;
    }

  return -1;
}

/*
 * Public API
 */

/**
 * omni_carrier_sample_new:
 * @report: what a carrier sent: CSV in any form, or a workbook
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the beginning of a report.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): it, with a row at least
 */
OmniCarrierSample *
omni_carrier_sample_new (GFile *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCsvIndex) index = omni_csv_index_open (report, NULL, cancellable, error);
  g_autoptr (OmniCarrierSample) sample = NULL;

  if (index == NULL)
    return NULL;

  sample = g_new0 (OmniCarrierSample, 1);
  sample->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!read_rows (sample, index, cancellable, error))
    return NULL;

  if (sample->rows->len == 0)
    {
      g_autofree char *name = g_file_get_parse_name (report);

      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”: %s"), name,
                                                _("the file is empty.")));
      return NULL;
    }

  return g_steal_pointer (&sample);
}

/**
 * omni_carrier_sample_new_async:
 * @report: what a carrier sent
 * @cancellable: (nullable): to stop
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the beginning of a report; finish with omni_carrier_sample_new_finish().
 */
void
omni_carrier_sample_new_async (GFile *report,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, omni_carrier_sample_new_async);
  g_task_set_task_data (task, g_object_ref (report), g_object_unref);
  g_task_run_in_thread (task, sample_in_thread);
}

OmniCarrierSample *
omni_carrier_sample_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_carrier_sample_new_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * omni_carrier_sample_free:
 * @sample: (transfer full): a sample
 */
void
omni_carrier_sample_free (OmniCarrierSample *sample)
{
  g_ptr_array_unref (sample->rows);
  g_free (sample);
}

guint
omni_carrier_sample_get_n_rows (const OmniCarrierSample *sample)
{
  return sample->rows->len;
}

/**
 * omni_carrier_sample_get_row:
 * @sample: a sample
 * @row: from 0, with those above the titles
 *
 * Returns: (transfer none) (array zero-terminated=1): the cells of a row
 */
const char *const *
omni_carrier_sample_get_row (const OmniCarrierSample *sample, guint row)
{
  g_return_val_if_fail (row < sample->rows->len, NULL);

  return g_ptr_array_index (sample->rows, row);
}

/**
 * omni_carrier_sample_guess_titles:
 * @sample: a sample
 *
 * Returns: the row that looks most like titles: the first with as many texts as any; what carriers
 * write above them is shorter
 */
guint
omni_carrier_sample_guess_titles (const OmniCarrierSample *sample)
{
  guint most = 0;
  guint best = 0;

  for (guint i = 0; i < MIN (sample->rows->len, OMNI_CARRIER_MAX_HEADER_ROW); i++)
    {
      guint n_texts = count_texts (g_ptr_array_index (sample->rows, i));

      if (n_texts > most)
        {
          most = n_texts;
          best = i;
        }
    }

  return best;
}

/**
 * omni_carrier_sample_find_titles:
 * @sample: a sample
 * @map: a map
 * @row: (out): where the map's titles stand
 *
 * Returns: whether the report has all titles of the map
 */
gboolean
omni_carrier_sample_find_titles (const OmniCarrierSample *sample,
                                 const OmniCarrierMap *map,
                                 guint *row)
{
  int positions[OMNI_UPDATE_N_COLUMNS];

  for (guint i = 0; i < MIN (sample->rows->len, OMNI_CARRIER_MAX_HEADER_ROW); i++)
    {
      const char *const *titles = g_ptr_array_index (sample->rows, i);

      if (count_texts (titles) > 0 && omni_carrier_map_find_titles (map, titles, positions) == NULL)
        {
          *row = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * omni_carrier_sample_list_words:
 * @sample: a sample
 * @title_row: where its titles are
 * @title: the title of a column
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the different texts of a column; %NULL
 * where there are so many that they are no statuses
 */
GPtrArray *
omni_carrier_sample_list_words (const OmniCarrierSample *sample,
                                guint title_row,
                                const char *title)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int position = find_title (omni_carrier_sample_get_row (sample, title_row), title);

  for (guint i = title_row + 1; position >= 0 && i < sample->rows->len; i++)
    {
      char **row = g_ptr_array_index (sample->rows, i);
      const char *text = (guint) position < g_strv_length (row) ? row[position] : "";

      if (text[0] == '\0' || !g_hash_table_add (seen, omni_update_fold_word (text)))
        continue;
      if (words->len == MAX_WORDS)
        return NULL;
      g_ptr_array_add (words, g_strdup (text));
    }

  return g_steal_pointer (&words);
}

/**
 * omni_carrier_sample_guess_map:
 * @sample: a sample
 * @title_row: where its titles are
 *
 * Returns: (transfer full): what the titles mean that everybody knows
 */
OmniCarrierMap *
omni_carrier_sample_guess_map (const OmniCarrierSample *sample, guint title_row)
{
  OmniCarrierMap *map = omni_carrier_map_new ();
  const char *const *titles = omni_carrier_sample_get_row (sample, title_row);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      OmniUpdateColumn column;

      if (omni_update_column_find (titles[i], &column) &&
          omni_carrier_map_get_title (map, column) == NULL)
        omni_carrier_map_set_title (map, column, titles[i]);
    }

  return map;
}

char **
omni_carrier_dup_cells (const OmniCsvCells *cells)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < omni_csv_cells_get_size (cells); i++)
    {
      const OmniCsvCell *cell = omni_csv_cells_get (cells, i);
      g_autofree char *text = g_utf8_make_valid (cell->text, (gssize) cell->length);

      g_strv_builder_add (builder, g_strstrip (text));
    }

  return g_strv_builder_end (builder);
}
