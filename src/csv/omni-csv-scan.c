/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-csv-index-private.h"

#include <string.h>

#define CHUNK_SIZE (1024 * 1024)

struct _OmniCsvScan
{
  OmniCsvIndex *index;           /* (not nullable) (owned) */
  const OmniCsvDialect *dialect; /* (not nullable) (borrowed) from the index */
  gsize row;                     /* the row that comes next */
  char *buffer;                  /* (not nullable) (owned) */
  gsize n_allocated;
  gsize n_buffered;
  gsize at;       /* where the next row begins in the buffer */
  guint64 offset; /* where what follows the buffer is in the text */
  gboolean begun;
  gboolean at_end;
};

/* The index knows where the first row is as soon as it knows any. */
static gboolean
begin (OmniCsvScan *scan, GCancellable *cancellable, GError **error)
{
  guint64 end = 0;

  if (!omni_csv_index_wait (scan->index, scan->row + 1, cancellable, error))
    return FALSE;

  scan->begun = TRUE;
  scan->at_end = !omni_csv_index_find_row (scan->index, scan->row, &scan->offset, &end);
  return TRUE;
}

static gboolean
fill (OmniCsvScan *scan, GCancellable *cancellable, GError **error)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  memmove (scan->buffer, scan->buffer + scan->at, scan->n_buffered - scan->at);
  scan->n_buffered -= scan->at;
  scan->at = 0;
  if (scan->n_allocated - scan->n_buffered < CHUNK_SIZE)
    {
      scan->n_allocated = 2 * scan->n_allocated;
      scan->buffer = g_realloc (scan->buffer, scan->n_allocated);
    }

  n = omni_csv_index_read (scan->index, scan->buffer + scan->n_buffered, CHUNK_SIZE, scan->offset,
                           error);
  if (n < 0)
    return FALSE;

  scan->at_end = n == 0;
  scan->n_buffered += (gsize) n;
  scan->offset += (guint64) n;
  return TRUE;
}

/**
 * omni_csv_scan_new:
 * @index: a file
 * @first_row: the row to begin with, from 0
 *
 * Returns: (transfer full): a way through the file from there to its end
 */
OmniCsvScan *
omni_csv_scan_new (OmniCsvIndex *index, gsize first_row)
{
  OmniCsvScan *scan = g_new0 (OmniCsvScan, 1);

  scan->index = g_object_ref (index);
  scan->dialect = omni_csv_index_get_dialect (index);
  scan->row = first_row;
  scan->n_allocated = 2 * CHUNK_SIZE;
  scan->buffer = g_malloc (scan->n_allocated);
  return scan;
}

/**
 * omni_csv_scan_free:
 * @scan: (transfer full): a scan
 */
void
omni_csv_scan_free (OmniCsvScan *scan)
{
  g_object_unref (scan->index);
  g_free (scan->buffer);
  g_free (scan);
}

/**
 * omni_csv_scan_next:
 * @scan: a scan
 * @cells: what takes the cells, until the next call
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the next row; a blank line is a row without cells.
 *
 * Returns: whether there is one; %FALSE at the end, and with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
omni_csv_scan_next (OmniCsvScan *scan,
                    OmniCsvCells *cells,
                    GCancellable *cancellable,
                    GError **error)
{
  if (!scan->begun && !begin (scan, cancellable, error))
    return FALSE;

  while (TRUE)
    {
      gsize n_content = 0;
      gssize n = OMNI_CSV_ROW_INCOMPLETE;

      if (scan->at < scan->n_buffered)
        n = omni_csv_find_row_end (scan->buffer + scan->at, scan->n_buffered - scan->at,
                                   scan->at_end, scan->dialect->delimiter, scan->dialect->quote,
                                   &n_content);
      if (n >= 0)
        {
          omni_csv_cells_parse (cells, scan->buffer + scan->at, n_content, scan->dialect->delimiter,
                                scan->dialect->quote);
          scan->at += (gsize) n;
          scan->row++;
          return TRUE;
        }

      if (n == OMNI_CSV_ROW_UNCLOSED || scan->n_buffered - scan->at > OMNI_CSV_MAX_ROW_SIZE)
        {
          omni_csv_index_set_endless (scan->index, scan->row, n == OMNI_CSV_ROW_UNCLOSED, error);
          return FALSE;
        }
      if (scan->at_end || !fill (scan, cancellable, error))
        return FALSE;
    }
}
