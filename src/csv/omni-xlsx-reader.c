/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *   zip ──> xml ──> cells ──> rows of text in a file without a name ──> OmniCsvIndex
 *
 * So there is one way to come to any row, whatever the file was. Rows keep the numbers that the
 * spreadsheet shows.
 */

#include "config.h"

#include "omni-xlsx-reader.h"

#include "omni-csv-writer.h"
#include "omni-spool.h"
#include "omni-xlsx-book.h"
#include "omni-xlsx-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a sheet can have (ECMA-376 part 1, 18.3.1). */
#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384

typedef enum
{
  CELL_NUMBER,
  CELL_SHARED,
  CELL_TEXT,
  CELL_BOOLEAN,
} CellKind;

typedef struct
{
  OmniXlsxBook *book; /* (borrowed) */
  OmniXlsxPart *part; /* (borrowed) */
  OmniSpool *spool;   /* (borrowed) */
  gboolean is_first;  /* of the workbook's sheets */
  char *header;       /* (nullable) (owned) the first row of the first sheet */
  gboolean is_other;  /* the sheet has another first row than the first one */

  gint64 n_rows;    /* written of this sheet */
  gint64 row;       /* being read, from 1 */
  gint64 column;    /* likewise, from 0 */
  gint64 n_columns; /* in the line */
  GString *line;    /* (owned) */

  CellKind kind;
  gint64 style;
  GString *value; /* (owned) */
  gboolean in_value;
  gboolean in_phonetic;
} Sheet;

static void
sheet_clear (Sheet *sheet)
{
  g_clear_pointer (&sheet->header, g_free);
  g_string_free (sheet->line, TRUE);
  g_string_free (sheet->value, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

/*
 * Helpers: rows
 */

/* "BC12" is column 54 */
static gboolean
parse_column (const char *reference, gint64 *column)
{
  gint64 n = 0;

  for (; g_ascii_isalpha (*reference) && n <= MAX_COLUMNS; reference++)
    n = n * 26 + g_ascii_toupper (*reference) - 'A' + 1;

  *column = n - 1;
  return n > 0 && n <= MAX_COLUMNS;
}

static void
append_cell (Sheet *sheet, const char *text, gsize length)
{
  if (length == 0)
    return;

  for (; sheet->n_columns <= sheet->column; sheet->n_columns++)
    {
      if (sheet->n_columns > 0)
        g_string_append_c (sheet->line, ',');
    }

  g_string_append_c (sheet->line, '"');
  if (omni_csv_needs_guard (text))
    g_string_append_c (sheet->line, '\'');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (sheet->line, '"');
      g_string_append_c (sheet->line, text[i]);
    }
  g_string_append_c (sheet->line, '"');
}

static gboolean
end_cell (Sheet *sheet, GError **error)
{
  g_autoptr (GString) date = NULL;
  const char *text = sheet->value->str;
  gsize length = sheet->value->len;

  if (length == 0)
    return TRUE;

  switch (sheet->kind)
    {
    case CELL_SHARED:
      text = omni_xlsx_book_get_string (sheet->book, g_ascii_strtoll (text, NULL, 10), &length);
      if (text == NULL)
        return omni_xlsx_book_fail (sheet->book, _("the workbook is damaged."), error);
      g_string_truncate (sheet->value, 0);
      g_string_append_len (sheet->value, text, (gssize) length);
      text = sheet->value->str;
      break;

    case CELL_TEXT:
      omni_xlsx_decode (sheet->value);
      text = sheet->value->str;
      length = sheet->value->len;
      break;

    case CELL_BOOLEAN:
      text = g_str_equal (text, "1") ? "TRUE" : "FALSE";
      length = strlen (text);
      break;

    case CELL_NUMBER:
    default:
      date = g_string_new (NULL);
      if (omni_xlsx_book_is_date (sheet->book, sheet->style) &&
          omni_xlsx_append_date (text, omni_xlsx_book_since_1904 (sheet->book), date))
        {
          text = date->str;
          length = date->len;
        }
      break;
    }

  append_cell (sheet, text, length);
  return TRUE;
}

static gboolean
end_row (Sheet *sheet, GError **error)
{
  gboolean is_header = sheet->header == NULL && sheet->line->len > 0;

  if (is_header)
    sheet->header = g_strdup (sheet->line->str);

  /* What a spreadsheet had to cut into several sheets is one table. */
  if (!sheet->is_first && sheet->n_rows == 0)
    {
      sheet->is_other = sheet->line->len > 0 && !g_str_equal (sheet->line->str, sheet->header);
      sheet->n_rows += sheet->line->len > 0 ? 1 : 0;
      return TRUE;
    }

  for (; sheet->is_first && sheet->n_rows < sheet->row - 1; sheet->n_rows++)
    {
      if (!omni_spool_write (sheet->spool, "\n", 1, error))
        return FALSE;
    }

  g_string_append_c (sheet->line, '\n');
  sheet->n_rows++;
  return omni_spool_write (sheet->spool, sheet->line->str, sheet->line->len, error);
}

/*
 * Helpers: nodes
 */

static gboolean
begin_row (Sheet *sheet, GError **error)
{
  gint64 row = omni_xlsx_part_get_int (sheet->part, "r", sheet->row + 1);

  if (row <= sheet->row || row > MAX_ROWS)
    return omni_xlsx_book_fail (sheet->book, _("the workbook is damaged."), error);

  sheet->row = row;
  sheet->column = -1;
  sheet->n_columns = 0;
  g_string_truncate (sheet->line, 0);
  return TRUE;
}

static CellKind
find_kind (const char *type)
{
  if (g_strcmp0 (type, "s") == 0)
    return CELL_SHARED;
  if (g_strcmp0 (type, "b") == 0)
    return CELL_BOOLEAN;
  return type == NULL || g_str_equal (type, "n") ? CELL_NUMBER : CELL_TEXT;
}

static gboolean
begin_cell (Sheet *sheet, GError **error)
{
  g_autofree char *reference = omni_xlsx_part_dup_attribute (sheet->part, "r");
  g_autofree char *type = omni_xlsx_part_dup_attribute (sheet->part, "t");
  gint64 column = sheet->column + 1;

  if ((reference != NULL && !parse_column (reference, &column)) || column <= sheet->column ||
      column >= MAX_COLUMNS)
    return omni_xlsx_book_fail (sheet->book, _("the workbook is damaged."), error);

  sheet->column = column;
  sheet->kind = find_kind (type);
  sheet->style = omni_xlsx_part_get_int (sheet->part, "s", 0);
  g_string_truncate (sheet->value, 0);
  return TRUE;
}

static gboolean
take_begin (Sheet *sheet, const char *name, gboolean is_empty, GError **error)
{
  if (g_str_equal (name, "row"))
    return begin_row (sheet, error) && (!is_empty || end_row (sheet, error));
  if (g_str_equal (name, "c"))
    return begin_cell (sheet, error);

  if (g_str_equal (name, "rPh"))
    sheet->in_phonetic = !is_empty;
  else if (g_str_equal (name, "v") || g_str_equal (name, "t"))
    sheet->in_value = !is_empty && !sheet->in_phonetic;
  return TRUE;
}

static gboolean
take_end (Sheet *sheet, const char *name, GError **error)
{
  if (g_str_equal (name, "row"))
    return end_row (sheet, error);
  if (g_str_equal (name, "c"))
    return end_cell (sheet, error);

  if (g_str_equal (name, "rPh"))
    sheet->in_phonetic = FALSE;
  else if (g_str_equal (name, "v") || g_str_equal (name, "t"))
    sheet->in_value = FALSE;
  return TRUE;
}

static gboolean
take_node (Sheet *sheet, GError **error)
{
  xmlTextReader *reader = omni_xlsx_part_get_reader (sheet->part);
  const char *name = (const char *) xmlTextReaderConstLocalName (reader);

  switch (xmlTextReaderNodeType (reader))
    {
    case XML_READER_TYPE_ELEMENT:
      return take_begin (sheet, name, xmlTextReaderIsEmptyElement (reader) == 1, error);

    case XML_READER_TYPE_END_ELEMENT:
      return take_end (sheet, name, error);

    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      if (sheet->in_value)
        g_string_append (sheet->value, (const char *) xmlTextReaderConstValue (reader));
      return TRUE;

    default:
      return TRUE;
    }
}

static gboolean
read_sheet (Sheet *sheet, guint index, GError **error)
{
  g_autoptr (OmniXlsxPart) part = omni_xlsx_book_open_sheet (sheet->book, index, error);
  g_autoptr (GError) failure = NULL;

  if (part == NULL)
    return FALSE;

  sheet->part = part;
  sheet->is_first = index == 0;
  sheet->is_other = FALSE;
  sheet->n_rows = 0;
  sheet->row = 0;
  sheet->in_value = FALSE;
  sheet->in_phonetic = FALSE;
  while (!sheet->is_other && omni_xlsx_part_next (part, &failure))
    {
      if (!take_node (sheet, error))
        return FALSE;
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * omni_xlsx_read_text:
 * @fd: a workbook, which stays the caller's; nobody else reads on in it meanwhile
 * @name: what messages call it
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Makes text of a workbook's first sheet that is shown, and of those that go on with it: UTF-8,
 * commas, quotation marks, formulas guarded. Numbers are as the workbook has them, dates are ISO
 * dates.
 *
 * Returns: a file without a name, which the caller closes; or -1 with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
int
omni_xlsx_read_text (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniXlsxBook) book = omni_xlsx_book_open (fd, name, cancellable, error);
  g_autoptr (OmniSpool) spool = book != NULL ? omni_spool_new (name, error) : NULL;
  g_auto (Sheet) sheet = { .book = book, .spool = spool };

  sheet.line = g_string_new (NULL);
  sheet.value = g_string_new (NULL);
  if (spool == NULL)
    return -1;

  for (guint i = 0; i < omni_xlsx_book_get_n_sheets (book); i++)
    {
      if (i > 0 && sheet.header == NULL)
        break;
      if (!read_sheet (&sheet, i, error))
        return -1;
    }

  return omni_spool_finish (spool, error);
}
