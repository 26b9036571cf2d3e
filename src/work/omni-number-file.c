/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-number-file.h"

#include "omni-csv-reader.h"
#include "omni-order-column.h"
#include "omni-search.h"

#include <glib/gi18n-lib.h>

/* A number has 128 characters at most (contract 3.1); a longer word is another kind of file. */
#define MAX_NUMBER_LENGTH 512

/* What the column of order numbers is called, beside its title on the screen: in order-update
 * files, in the API, in files of people. */
static const char * const titles[] = {
  "order_number", "order number", "number", "order no", "sipariş no", "sipariş numarası",
};

#define NO_COLUMN G_MAXUINT

typedef struct
{
  GPtrArray *numbers; /* (owned) (element-type utf8) */
  GHashTable *known;  /* (owned) (element-type utf8): borrowed from @numbers */
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  g_clear_pointer (&numbers->known, g_hash_table_unref);
  g_clear_pointer (&numbers->numbers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *left = g_utf8_casefold (a, -1);
  g_autofree char *right = g_utf8_casefold (b, -1);

  return strcmp (left, right) == 0;
}

static gboolean
is_title (const char *cell)
{
  const char *own = omni_order_column_get_title (omni_order_column_find ("number"));
  g_autofree char *text = g_strstrip (g_strdup (cell));

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (is_same (text, titles[i]))
        return TRUE;
    }

  return is_same (text, own);
}

static guint
find_column (const OmniCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      if (is_title (row->cells[i]))
        return i;
    }

  return NO_COLUMN;
}

static gboolean
add_cell (Numbers *numbers, const char *cell)
{
  g_auto (GStrv) parts = omni_search_split_numbers (cell);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strlen (parts[i]) > MAX_NUMBER_LENGTH)
        return FALSE;
      if (g_hash_table_contains (numbers->known, parts[i]))
        continue;

      g_hash_table_add (numbers->known, parts[i]);
      g_ptr_array_add (numbers->numbers, parts[i]);
      parts[i] = g_strdup ("");
    }

  return TRUE;
}

static gboolean
add_row (Numbers *numbers, const OmniCsvRow *row, guint column)
{
  if (column != NO_COLUMN)
    return column >= row->n_cells || add_cell (numbers, row->cells[column]);

  for (guint i = 0; i < row->n_cells; i++)
    {
      if (!add_cell (numbers, row->cells[i]))
        return FALSE;
    }

  return TRUE;
}

static GError *
no_list_error (GFile *file)
{
  g_autofree char *name = g_file_get_parse_name (file);

  return omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s” is no list of order numbers."), name);
}

/**
 * omni_number_file_read:
 * @file: a text with order numbers, any signs between them, or a table with a column for them
 * @cancellable: (nullable): cancels the reading
 * @error: return location for an error
 *
 * Reads order numbers. A first row that has a title of a column of order numbers makes it a table,
 * and then only that column counts.
 *
 * Errors: %OMNI_ERROR_BAD_FILE; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the numbers, each once, in the order of the file
 */
GStrv
omni_number_file_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (file, NULL, cancellable, error);
  g_auto (Numbers) numbers = { g_ptr_array_new_with_free_func (g_free),
                               g_hash_table_new (g_str_hash, g_str_equal) };
  GError *failure = NULL;
  const OmniCsvRow *row;
  guint column = NO_COLUMN;
  gboolean is_list = reader != NULL;

  if (reader == NULL)
    return NULL;

  while (is_list && (row = omni_csv_reader_next_row (reader, cancellable, &failure)) != NULL)
    {
      if (row->number == 1)
        column = find_column (row);
      if (row->number > 1 || column == NO_COLUMN)
        is_list = add_row (&numbers, row, column);
    }

  if (failure == NULL && (!is_list || numbers.numbers->len == 0))
    failure = no_list_error (file);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  g_ptr_array_add (numbers.numbers, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&numbers.numbers), FALSE);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GStrv numbers = omni_number_file_read (G_FILE (source), cancellable, &error);

  if (numbers != NULL)
    g_task_return_pointer (task, numbers, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

/**
 * omni_number_file_read_async:
 * @file: as for omni_number_file_read()
 * @cancellable: (nullable): cancels the reading
 * @callback: called with the numbers
 * @user_data: for @callback
 *
 * Reads order numbers in another thread.
 */
void
omni_number_file_read_async (GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, omni_number_file_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * omni_number_file_read_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): as omni_number_file_read()
 */
GStrv
omni_number_file_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_number_file_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
