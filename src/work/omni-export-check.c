/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-export-check.h"

#include "omni-csv-reader.h"
#include "omni-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define BYTE_ORDER_MARK_SIZE 3

/**
 * omni_export_check_rows:
 * @file: a CSV file that was just written
 * @delimiter: what separates its columns
 * @n_rows: how many rows it must have, without the header
 * @error: return location for an error
 *
 * Reads a file again, as whoever gets it will, and counts its rows.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the count is another, or the file cannot be read
 *
 * Returns: whether all rows are there
 */
gboolean
omni_export_check_rows (GFile *file, char delimiter, gint64 n_rows, GError **error)
{
  const OmniCsvDialect dialect = { OMNI_CSV_ENCODING_UTF_8, delimiter, '"', BYTE_ORDER_MARK_SIZE,
                                   1 };
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (file, &dialect, NULL, error);
  g_autoptr (GError) local_error = NULL;
  gint64 n_found = -1;

  if (reader == NULL)
    return FALSE;

  while (omni_csv_reader_next_row (reader, NULL, &local_error) != NULL)
    n_found++;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (n_found == n_rows)
    return TRUE;

  g_propagate_error (
      error, omni_error_new (OMNI_ERROR_BAD_FILE,
                             _ ("The file was written, but %'" PRId64 " of its %'" PRId64
                                " rows are in it when it is read again. Export it once more, to "
                                "another folder."),
                             n_found, n_rows));
  return FALSE;
}
