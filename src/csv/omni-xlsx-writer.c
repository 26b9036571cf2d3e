/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "omni-xlsx-writer.h"

#include "omni-table-writer-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <xlsxwriter.h>

#define MAX_SHEET_ROWS 1048576
#define MAX_CELL_LENGTH 32767 /* in UTF-16 units */
#define MAX_EXACT_UNITS G_GINT64_CONSTANT (999999999999999)
#define FIRST_EXCEL_YEAR 1900
#define MAX_COLUMN_WIDTH 60
#define MONEY_SCALES 7
#define CHOICES_SHEET "Values"

struct _OmniXlsxWriter
{
  OmniTableWriter parent_instance;

  lxw_workbook *workbook;                  /* (nullable) (owned) NULL once the writer is done */
  lxw_worksheet *sheet;                    /* (nullable) (borrowed) the sheet that rows go to */
  lxw_format *header_format;               /* (borrowed) */
  lxw_format *time_format;                 /* (borrowed) */
  lxw_format *text_format;                 /* (borrowed) */
  lxw_format *money_formats[MONEY_SCALES]; /* (borrowed) by decimal digits; made when first used */
  lxw_row_t next_row;
  lxw_row_t sheet_rows;
  GString *scratch; /* (not nullable) (owned) a text that had to be changed */
  locale_t locale;  /* (owned) the thread's own locale with C numbers */
};

G_DEFINE_FINAL_TYPE (OmniXlsxWriter, omni_xlsx_writer, OMNI_TYPE_TABLE_WRITER)

/*
 * Helpers
 */

/* libxlsxwriter prints numbers with printf(), and a comma for a decimal point makes a broken
 * workbook. */
static locale_t
enter_plain_numbers (OmniXlsxWriter *self)
{
  return uselocale (self->locale);
}

static gboolean
check_result (OmniXlsxWriter *self, lxw_error result, GError **error)
{
  OmniTableFile *file = omni_table_writer_get_file (OMNI_TABLE_WRITER (self));

  /* The library does not look whether its temporary file takes what it writes. */
  if (result == LXW_NO_ERROR && (self->sheet == NULL || !ferror (self->sheet->optimize_tmpfile)))
    return TRUE;

  switch ((int)result)
    {
    case LXW_NO_ERROR:
      omni_table_file_set_error (file, errno == EFBIG ? EFBIG : ENOSPC, error);
      break;

    case LXW_ERROR_MEMORY_MALLOC_FAILED:
      omni_table_file_set_error (file, ENOMEM, error);
      break;

    case LXW_ERROR_CREATING_XLSX_FILE:
    case LXW_ERROR_CREATING_TMPFILE:
    case LXW_ERROR_READING_TMPFILE:
    case LXW_ERROR_ZIP_FILE_OPERATION:
    case LXW_ERROR_ZIP_PARAMETER_ERROR:
    case LXW_ERROR_ZIP_BAD_ZIP_FILE:
    case LXW_ERROR_ZIP_INTERNAL_ERROR:
    case LXW_ERROR_ZIP_FILE_ADD:
    case LXW_ERROR_ZIP_CLOSE:
      omni_table_file_set_error (file, errno != 0 ? errno : EIO, error);
      break;

    default:
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _ ("The workbook could not be written: %s"),
                                                lxw_strerror (result)));
      break;
    }

  return FALSE;
}

/* The lists are in a sheet of their own, because a column's own rule has room for 255 characters.
 * What is not in the list can be typed all the same: it may be newer than the list. */
static lxw_error
offer_choices (OmniXlsxWriter *self, guint column, const char *const *choices)
{
  char name[LXW_MAX_CELL_NAME_LENGTH];
  g_autofree char *range = NULL;
  lxw_data_validation rule = {
    .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
    .ignore_blank = LXW_VALIDATION_ON,
    .dropdown = LXW_VALIDATION_ON,
    .show_input = LXW_VALIDATION_OFF,
    .show_error = LXW_VALIDATION_ON,
    .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
  };

  if (choices[0] == NULL)
    return LXW_NO_ERROR;

  lxw_rowcol_to_cell_abs (name, g_strv_length ((char **)choices), (lxw_col_t)column, TRUE, TRUE);
  range = g_strdup_printf ("=" CHOICES_SHEET "!$%.*s$2:%s", (int)strcspn (name + 1, "$"), name + 1,
                           name);
  rule.value_formula = range;
  return worksheet_data_validation_range (self->sheet, 1, (lxw_col_t)column, self->sheet_rows - 1,
                                          (lxw_col_t)column, &rule);
}

static gboolean
begin_sheet (OmniXlsxWriter *self, GError **error)
{
  const OmniTableColumn *columns;
  lxw_error result = LXW_NO_ERROR;
  guint n_columns;

  errno = 0;
  self->sheet = workbook_add_worksheet (self->workbook, NULL);
  if (self->sheet == NULL || self->sheet->optimize_tmpfile == NULL)
    {
      self->sheet = NULL;
      return check_result (self, LXW_ERROR_CREATING_TMPFILE, error);
    }

  columns = omni_table_writer_get_columns (OMNI_TABLE_WRITER (self), &n_columns);
  for (guint i = 0; i < n_columns && result == LXW_NO_ERROR; i++)
    {
      guint width = MAX (columns[i].width, (guint)g_utf8_strlen (columns[i].title, -1) + 3);

      result = worksheet_set_column (self->sheet, (lxw_col_t)i, (lxw_col_t)i,
                                     MIN (width, MAX_COLUMN_WIDTH),
                                     columns[i].keep_text ? self->text_format : NULL);
      if (result == LXW_NO_ERROR && columns[i].choices != NULL)
        result = offer_choices (self, i, columns[i].choices);
      if (result == LXW_NO_ERROR)
        result = worksheet_write_string (self->sheet, 0, (lxw_col_t)i, columns[i].title,
                                         self->header_format);
    }

  worksheet_freeze_panes (self->sheet, 1, 0);
  self->next_row = 1;
  return check_result (self, result, error);
}

static gboolean
end_sheet (OmniXlsxWriter *self, GError **error)
{
  lxw_error result;
  guint n_columns;

  omni_table_writer_get_columns (OMNI_TABLE_WRITER (self), &n_columns);
  result = worksheet_autofilter (self->sheet, 0, 0, self->next_row - 1, (lxw_col_t)(n_columns - 1));

  errno = 0;
  lxw_worksheet_write_single_row (self->sheet);
  fflush (self->sheet->optimize_tmpfile);
  return check_result (self, result, error);
}

/* Constant memory wants it row by row. */
static gboolean
write_choices (OmniXlsxWriter *self, GError **error)
{
  const OmniTableColumn *columns;
  lxw_error result = LXW_NO_ERROR;
  gboolean more = FALSE;
  guint n_columns;

  columns = omni_table_writer_get_columns (OMNI_TABLE_WRITER (self), &n_columns);
  for (guint i = 0; i < n_columns; i++)
    more |= columns[i].choices != NULL && columns[i].choices[0] != NULL;
  if (!more)
    return TRUE;

  errno = 0;
  self->sheet = workbook_add_worksheet (self->workbook, CHOICES_SHEET);
  if (self->sheet == NULL || self->sheet->optimize_tmpfile == NULL)
    {
      self->sheet = NULL;
      return check_result (self, LXW_ERROR_CREATING_TMPFILE, error);
    }

  for (guint row = 0; more && result == LXW_NO_ERROR; row++)
    {
      more = FALSE;
      for (guint i = 0; i < n_columns && result == LXW_NO_ERROR; i++)
        {
          const char *const *choices = columns[i].choices;

          if (choices == NULL || row > g_strv_length ((char **)choices))
            continue;

          more |= row < g_strv_length ((char **)choices);
          result = worksheet_write_string (self->sheet, row, (lxw_col_t)i,
                                           row == 0 ? columns[i].title : choices[row - 1],
                                           row == 0 ? self->header_format : NULL);
        }
    }

  lxw_worksheet_write_single_row (self->sheet);
  fflush (self->sheet->optimize_tmpfile);
  return check_result (self, result, error);
}

/* The library copies a sheet whole before it is packed. A lack of room then would go unnoticed
   too. */
static gboolean
reserve_room (OmniXlsxWriter *self, GError **error)
{
  OmniTableFile *file = omni_table_writer_get_file (OMNI_TABLE_WRITER (self));
  goffset largest = 0;
  goffset all = 0;
  lxw_worksheet *sheet;

  STAILQ_FOREACH (sheet, self->workbook->worksheets, list_pointers)
  {
    goffset size = ftello (sheet->optimize_tmpfile);

    largest = MAX (largest, size);
    all += size;
  }

  /* The packed sheets are a tenth of that as a rule; the rest of the book is some ten kilobytes. */
  return omni_table_file_reserve (file, largest + all / 5 + 64 * 1024, error);
}

static lxw_format *
get_money_format (OmniXlsxWriter *self, guint scale)
{
  if (self->money_formats[scale] == NULL)
    {
      g_autoptr (GString) pattern = g_string_new ("#,##0");

      if (scale > 0)
        g_string_append_c (pattern, '.');
      for (guint i = 0; i < scale; i++)
        g_string_append_c (pattern, '0');

      self->money_formats[scale] = workbook_add_format (self->workbook);
      format_set_num_format (self->money_formats[scale], pattern->str);
    }

  return self->money_formats[scale];
}

/* A text that looks like the escape of a character (ECMA-376, 22.9.2.19) would be read as that
 * character. */
static gboolean
is_escape (const char *text)
{
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;

  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
    }

  return text[6] == '_';
}

/* What a character takes in a cell. */
static guint
count_units (const char *at)
{
  guint n = g_utf8_get_char (at) > 0xffff ? 2 : 1;

  return is_escape (at) ? n + (guint)strlen ("_x005F") : n;
}

static void
append_cell_character (GString *cell, const char *at)
{
  gunichar character = g_utf8_get_char (at);

  if (is_escape (at))
    g_string_append (cell, "_x005F");
  g_string_append_unichar (cell, character == 0xfffe || character == 0xffff ? 0xfffd : character);
}

/*
 * Gives a text that a cell can hold: not too long, no character that XML cannot have (the library
 * itself takes care of control characters), nothing that reads as an escape. Nearly every text
 * comes out as it went in.
 */
static const char *
make_cell_text (OmniXlsxWriter *self, const char *text)
{
  const char *at;
  guint n_units = 0;
  guint limit = MAX_CELL_LENGTH;

  if (strlen (text) <= MAX_CELL_LENGTH && strstr (text, "_x") == NULL &&
      strstr (text, "\xef\xbf") == NULL)
    return text;

  for (at = text; *at != '\0'; at = g_utf8_next_char (at))
    n_units += count_units (at);
  if (n_units > limit)
    limit -= 1;

  g_string_truncate (self->scratch, 0);
  n_units = 0;
  for (at = text; *at != '\0' && n_units + count_units (at) <= limit; at = g_utf8_next_char (at))
    {
      append_cell_character (self->scratch, at);
      n_units += count_units (at);
    }

  if (*at != '\0')
    {
      g_string_append (self->scratch, "…");
      omni_table_writer_add_shortened (OMNI_TABLE_WRITER (self));
    }

  return self->scratch->str;
}

static lxw_error
write_text (OmniXlsxWriter *self, lxw_col_t column, const char *text)
{
  const OmniTableColumn *columns;
  guint n_columns;

  columns = omni_table_writer_get_columns (OMNI_TABLE_WRITER (self), &n_columns);
  return worksheet_write_string (self->sheet, self->next_row, column, make_cell_text (self, text),
                                 columns[column].keep_text ? self->text_format : NULL);
}

static lxw_error
write_money (OmniXlsxWriter *self, lxw_col_t column, const OmniMoney *money)
{
  static const double powers[MONEY_SCALES] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
  g_autofree char *text = NULL;

  /* Both are whole numbers that a double holds exactly, so the quotient is the double nearest to
   * the amount. */
  if (money->scale < MONEY_SCALES && ABS (money->units) <= MAX_EXACT_UNITS)
    return worksheet_write_number (self->sheet, self->next_row, column,
                                   (double)money->units / powers[money->scale],
                                   get_money_format (self, money->scale));

  text = omni_money_to_text (money);
  return write_text (self, column, text);
}

static lxw_error
write_time (OmniXlsxWriter *self, lxw_col_t column, OmniTime time, GTimeZone *zone)
{
  gint64 seconds = time / G_USEC_PER_SEC - (time % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  lxw_datetime parts;

  if (local == NULL || g_date_time_get_year (local) < FIRST_EXCEL_YEAR)
    {
      g_autofree char *text = omni_table_writer_format_time (OMNI_TABLE_WRITER (self), time);

      return write_text (self, column, text);
    }

  parts = (lxw_datetime){
    .year = g_date_time_get_year (local),
    .month = g_date_time_get_month (local),
    .day = g_date_time_get_day_of_month (local),
    .hour = g_date_time_get_hour (local),
    .min = g_date_time_get_minute (local),
    .sec = g_date_time_get_second (local),
  };
  return worksheet_write_datetime (self->sheet, self->next_row, column, &parts, self->time_format);
}

static lxw_error
write_value (OmniXlsxWriter *self, lxw_col_t column, const OmniValue *value)
{
  const OmniTableOptions *options;

  if (value->is_null)
    return LXW_NO_ERROR;

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
      return write_text (self, column, value->text);

    case OMNI_VALUE_STATUS:
      return write_text (self, column, omni_status_get_label (value->text));

    case OMNI_VALUE_MONEY:
      return write_money (self, column, &value->money);

    case OMNI_VALUE_TIME:
      options = omni_table_writer_get_options (OMNI_TABLE_WRITER (self));
      return write_time (self, column, value->time, options->zone);

    case OMNI_VALUE_BOOLEAN:
      return worksheet_write_boolean (self->sheet, self->next_row, column, value->boolean, NULL);
    }

  g_return_val_if_reached (LXW_ERROR_PARAMETER_VALIDATION);
}

/*
 * Overrides
 */

static gboolean
omni_xlsx_writer_begin (OmniTableWriter *writer, GError **error)
{
  OmniXlsxWriter *self = OMNI_XLSX_WRITER (writer);
  OmniTableFile *file = omni_table_writer_get_file (writer);
  locale_t outer = enter_plain_numbers (self);
  lxw_workbook_options options = {
    .constant_memory = LXW_TRUE,
    .tmpdir = (char *)omni_table_file_get_folder (file),
  };
  gboolean begun;

  self->workbook = workbook_new_opt (omni_table_file_get_path (file), &options);
  if (self->workbook != NULL)
    {
      self->header_format = workbook_add_format (self->workbook);
      format_set_bold (self->header_format);
      self->time_format = workbook_add_format (self->workbook);
      format_set_num_format (self->time_format, "yyyy-mm-dd hh:mm:ss");
      self->text_format = workbook_add_format (self->workbook);
      format_set_num_format (self->text_format, "@");
      begun = begin_sheet (self, error);
    }
  else
    {
      begun = check_result (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
    }

  uselocale (outer);
  return begun;
}

static gboolean
omni_xlsx_writer_write_row (OmniTableWriter *writer, const OmniValue *values, GError **error)
{
  OmniXlsxWriter *self = OMNI_XLSX_WRITER (writer);
  locale_t outer = enter_plain_numbers (self);
  lxw_error result = LXW_NO_ERROR;
  gboolean written;
  guint n_columns;

  errno = 0;
  written =
      self->next_row < self->sheet_rows || (end_sheet (self, error) && begin_sheet (self, error));

  if (written)
    {
      omni_table_writer_get_columns (writer, &n_columns);
      for (guint i = 0; i < n_columns && result == LXW_NO_ERROR; i++)
        result = write_value (self, (lxw_col_t)i, &values[i]);

      written = check_result (self, result, error);
      self->next_row++;
    }

  uselocale (outer);
  return written;
}

static gboolean
omni_xlsx_writer_close (OmniTableWriter *writer, GError **error)
{
  OmniXlsxWriter *self = OMNI_XLSX_WRITER (writer);
  locale_t outer = enter_plain_numbers (self);
  gboolean closed =
      end_sheet (self, error) && write_choices (self, error) && reserve_room (self, error);

  if (closed)
    {
      /* It frees the workbook whatever comes of it. */
      errno = 0;
      self->sheet = NULL;
      closed = check_result (self, workbook_close (g_steal_pointer (&self->workbook)), error);
    }

  uselocale (outer);
  return closed;
}

static void
omni_xlsx_writer_abandon (OmniTableWriter *writer)
{
  OmniXlsxWriter *self = OMNI_XLSX_WRITER (writer);
  lxw_worksheet *sheet;

  if (self->workbook == NULL)
    return;

  /* Closing the workbook would pack it first, and freeing it leaves these open. */
  STAILQ_FOREACH (sheet, self->workbook->worksheets, list_pointers)
  {
    if (sheet->optimize_tmpfile != NULL)
      fclose (sheet->optimize_tmpfile);
  }

  self->sheet = NULL;
  g_clear_pointer (&self->workbook, lxw_workbook_free);
}

static void
omni_xlsx_writer_finalize (GObject *object)
{
  OmniXlsxWriter *self = OMNI_XLSX_WRITER (object);

  g_string_free (self->scratch, TRUE);
  freelocale (self->locale);

  G_OBJECT_CLASS (omni_xlsx_writer_parent_class)->finalize (object);
}

static void
omni_xlsx_writer_class_init (OmniXlsxWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  OmniTableWriterClass *writer_class = OMNI_TABLE_WRITER_CLASS (klass);

  object_class->finalize = omni_xlsx_writer_finalize;

  writer_class->begin = omni_xlsx_writer_begin;
  writer_class->write_row = omni_xlsx_writer_write_row;
  writer_class->close = omni_xlsx_writer_close;
  writer_class->abandon = omni_xlsx_writer_abandon;
}

static void
omni_xlsx_writer_init (OmniXlsxWriter *self)
{
  self->sheet_rows = MAX_SHEET_ROWS;
  self->scratch = g_string_new (NULL);
  self->locale = newlocale (LC_NUMERIC_MASK, "C", duplocale (LC_GLOBAL_LOCALE));
}

/*
 * Public API
 */

/**
 * omni_xlsx_writer_set_sheet_rows:
 * @self: a writer without a row
 * @sheet_rows: how many rows a sheet has at most, the header included; 2 to 1,048,576, which is the
 * default
 *
 * Makes sheets smaller than they can be.
 */
void
omni_xlsx_writer_set_sheet_rows (OmniXlsxWriter *self, guint sheet_rows)
{
  g_return_if_fail (OMNI_IS_XLSX_WRITER (self));
  g_return_if_fail (sheet_rows >= 2 && sheet_rows <= MAX_SHEET_ROWS);

  self->sheet_rows = sheet_rows;
}
