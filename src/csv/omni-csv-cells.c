/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-csv-index-private.h"

#include "omni-csv-writer.h"

#include <string.h>

struct _OmniCsvCells
{
  GArray *cells;     /* (not nullable) (owned) (element-type OmniCsvCell) */
  GString *unquoted; /* (not nullable) (owned) the cells that had doubled quotation marks */
  GString *buffer;   /* (not nullable) (owned) the row's bytes, where nobody else keeps them */
  OmniCsvFault fault;
};

/*
 * Helpers
 */

static gboolean
is_ascii (const char *text, gsize length)
{
  gsize i = 0;

  for (; i + sizeof (guint64) <= length; i += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, text + i, sizeof word);
      if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        return FALSE;
    }

  for (; i < length; i++)
    {
      if ((text[i] & 0x80) != 0)
        return FALSE;
    }

  return TRUE;
}

static OmniCsvFault
check_bytes (const char *text, gsize length)
{
  if (memchr (text, '\0', length) != NULL)
    return OMNI_CSV_FAULT_ZERO;
  if (!is_ascii (text, length) && !g_utf8_validate_len (text, length, NULL))
    return OMNI_CSV_FAULT_LETTERS;
  return OMNI_CSV_FAULT_NONE;
}

/* An apostrophe before what a spreadsheet would run is a guard and no part of the cell, see
 * omni_csv_needs_guard(). */
static void
append_cell (OmniCsvCells *cells, const char *text, gsize length)
{
  OmniCsvCell cell = { text, length };

  if (length > 1 && text[0] == '\'')
    {
      gsize n = 0;

      while (n < length && text[n] == '\'')
        n++;
      if (n < length && strchr ("=+-@\t\r", text[n]) != NULL)
        {
          cell.text++;
          cell.length--;
        }
    }

  g_array_append_val (cells->cells, cell);
}

/* Takes the quoted cell that begins behind its quotation mark; gives what follows the closing one.
 */
static const char *
take_quoted (OmniCsvCells *cells, const char *text, const char *end, char quote)
{
  const char *close = memchr (text, quote, (gsize) (end - text));
  gsize offset = cells->unquoted->len;

  if (close != NULL && (close + 1 == end || close[1] != quote))
    {
      append_cell (cells, text, (gsize) (close - text));
      return close + 1;
    }

  while (close != NULL && close + 1 < end && close[1] == quote)
    {
      g_string_append_len (cells->unquoted, text, close + 1 - text);
      text = close + 2;
      close = memchr (text, quote, (gsize) (end - text));
    }

  g_string_append_len (cells->unquoted, text, (close != NULL ? close : end) - text);
  append_cell (cells, cells->unquoted->str + offset, cells->unquoted->len - offset);
  if (close != NULL)
    return close + 1;

  cells->fault = OMNI_CSV_FAULT_QUOTES;
  return end;
}

static const char *
take_plain (OmniCsvCells *cells, const char *text, const char *end, char delimiter, char quote)
{
  const char *stop = memchr (text, delimiter, (gsize) (end - text));

  if (stop == NULL)
    stop = end;
  if (memchr (text, quote, (gsize) (stop - text)) != NULL)
    cells->fault = OMNI_CSV_FAULT_QUOTES;

  append_cell (cells, text, (gsize) (stop - text));
  return stop;
}

/*
 * Shared with the index and the scan
 */

/**
 * omni_csv_cells_parse:
 * @cells: what takes the cells
 * @text: the row's bytes, which live as long as the cells are looked at
 * @length: how many
 * @delimiter: what stands between cells
 * @quote: what a cell may be put in
 *
 * Takes a row apart, as strictly as #OmniCsvReader does (RFC 4180). What cannot be a row has a
 * fault and its cells as far as they can be guessed.
 */
void
omni_csv_cells_parse (
    OmniCsvCells *cells, const char *text, gsize length, char delimiter, char quote)
{
  const char *end = text + length;
  gboolean has_quotes = memchr (text, quote, length) != NULL;

  g_array_set_size (cells->cells, 0);
  g_string_truncate (cells->unquoted, 0);
  cells->fault = check_bytes (text, length);

  /* The texts must not move while cells point to them. */
  if (has_quotes && cells->unquoted->allocated_len <= length)
    {
      g_string_set_size (cells->unquoted, length + 1);
      g_string_truncate (cells->unquoted, 0);
    }

  while (length > 0)
    {
      if (text < end && *text == quote)
        text = take_quoted (cells, text + 1, end, quote);
      else if (has_quotes)
        text = take_plain (cells, text, end, delimiter, quote);
      else
        {
          const char *stop = memchr (text, delimiter, (gsize) (end - text));

          stop = stop != NULL ? stop : end;
          append_cell (cells, text, (gsize) (stop - text));
          text = stop;
        }

      if (text < end && *text != delimiter)
        {
          cells->fault = OMNI_CSV_FAULT_QUOTES;
          while (text < end && *text != delimiter)
            text++;
        }
      if (text == end)
        break;
      text++;
    }
}

GString *
omni_csv_cells_get_buffer (OmniCsvCells *cells)
{
  return cells->buffer;
}

/**
 * omni_csv_find_row_end:
 * @text: bytes from the beginning of a row on
 * @length: how many
 * @at_end: whether the file ends behind them
 * @delimiter: what stands between cells
 * @quote: what a cell may be put in
 * @n_content: (out): the row's bytes without the line end
 *
 * Finds the end of a row: the first line end that is in no quoted cell. CR, LF and CRLF all end a
 * line.
 *
 * Returns: the row's bytes with the line end; or %OMNI_CSV_ROW_INCOMPLETE when more bytes are
 * needed, or %OMNI_CSV_ROW_UNCLOSED when the file ends inside quotes
 */
gssize
omni_csv_find_row_end (
    const char *text, gsize length, gboolean at_end, char delimiter, char quote, gsize *n_content)
{
  const char *end = text + length;
  const char *at = text;
  const char *line_feed = memchr (text, '\n', length);
  const char *stop = line_feed != NULL ? line_feed : end;

  while (at < end && memchr (at, quote, (gsize) (stop - at)) != NULL)
    {
      const char *close = at;

      /* Cell by cell as far as there are quotation marks. */
      if (*at != quote)
        {
          while (at < stop && *at != delimiter && *at != '\r')
            at++;
          if (at == stop || *at == '\r')
            break;
          at++;
          continue;
        }

      do
        {
          close = memchr (close + 1, quote, (gsize) (end - close - 1));
          if (close == NULL)
            return at_end ? OMNI_CSV_ROW_UNCLOSED : OMNI_CSV_ROW_INCOMPLETE;
          if (close + 1 == end && !at_end)
            return OMNI_CSV_ROW_INCOMPLETE;
          if (close + 1 == end || close[1] != quote)
            break;
          close++;
        }
      while (TRUE);

      at = close + 1;
      if (at > stop)
        {
          line_feed = memchr (at, '\n', (gsize) (end - at));
          stop = line_feed != NULL ? line_feed : end;
        }

      /* What stands between the closing quotation mark and the delimiter is a fault of the row. */
      while (at < stop && *at != delimiter && *at != '\r')
        at++;
      if (at == stop || *at == '\r')
        break;
      at++;
    }

  at = memchr (at, '\r', (gsize) (stop - at));
  if (at != NULL && at + 1 == end && !at_end)
    return OMNI_CSV_ROW_INCOMPLETE;
  if (at != NULL)
    {
      *n_content = (gsize) (at - text);
      return at - text + (at + 1 < end && at[1] == '\n' ? 2 : 1);
    }

  *n_content = (gsize) (stop - text);
  if (line_feed != NULL)
    return stop - text + 1;
  return at_end ? (gssize) length : OMNI_CSV_ROW_INCOMPLETE;
}

/*
 * Public API
 */

/**
 * omni_csv_cells_new:
 *
 * Returns: (transfer full): a row without cells
 */
OmniCsvCells *
omni_csv_cells_new (void)
{
  OmniCsvCells *cells = g_new0 (OmniCsvCells, 1);

  cells->cells = g_array_new (FALSE, FALSE, sizeof (OmniCsvCell));
  cells->unquoted = g_string_new (NULL);
  cells->buffer = g_string_new (NULL);
  return cells;
}

/**
 * omni_csv_cells_free:
 * @cells: (transfer full): a row
 */
void
omni_csv_cells_free (OmniCsvCells *cells)
{
  g_array_unref (cells->cells);
  g_string_free (cells->unquoted, TRUE);
  g_string_free (cells->buffer, TRUE);
  g_free (cells);
}

/**
 * omni_csv_cells_clear:
 * @cells: a row
 *
 * Makes it a row without cells.
 */
void
omni_csv_cells_clear (OmniCsvCells *cells)
{
  g_array_set_size (cells->cells, 0);
  cells->fault = OMNI_CSV_FAULT_NONE;
}

/**
 * omni_csv_cells_take_row:
 * @cells: what takes the cells
 * @text: rows, which live as long as the cells are looked at
 * @length: their bytes, at least one
 * @delimiter: what stands between cells
 * @quote: what a cell may be put in
 *
 * Takes the first of some rows apart that are in memory. A quotation mark that is never closed
 * ends with the text.
 *
 * Returns: how many bytes the row has, with its line end
 */
gssize
omni_csv_cells_take_row (
    OmniCsvCells *cells, const char *text, gsize length, char delimiter, char quote)
{
  gsize n_content = length;
  gssize n = omni_csv_find_row_end (text, length, TRUE, delimiter, quote, &n_content);

  if (n < 0)
    n = (gssize) (n_content = length);
  omni_csv_cells_parse (cells, text, n_content, delimiter, quote);
  return n;
}

/**
 * omni_csv_cells_get_size:
 * @cells: a row
 *
 * Returns: how many cells; none for a blank line
 */
guint
omni_csv_cells_get_size (const OmniCsvCells *cells)
{
  return cells->cells->len;
}

/**
 * omni_csv_cells_get:
 * @cells: a row
 * @index: from 0
 *
 * Returns: (transfer none): the cell; an empty one behind the last
 */
const OmniCsvCell *
omni_csv_cells_get (const OmniCsvCells *cells, guint index)
{
  static const OmniCsvCell empty = { "", 0 };

  return index < cells->cells->len ? &g_array_index (cells->cells, OmniCsvCell, index) : &empty;
}

/**
 * omni_csv_cells_get_fault:
 * @cells: a row
 *
 * Returns: why the row cannot be trusted
 */
OmniCsvFault
omni_csv_cells_get_fault (const OmniCsvCells *cells)
{
  return cells->fault;
}

/**
 * omni_csv_cells_is_blank:
 * @cells: a row
 *
 * Returns: whether no cell has a text
 */
gboolean
omni_csv_cells_is_blank (const OmniCsvCells *cells)
{
  for (guint i = 0; i < cells->cells->len; i++)
    {
      if (g_array_index (cells->cells, OmniCsvCell, i).length > 0)
        return FALSE;
    }

  return TRUE;
}
