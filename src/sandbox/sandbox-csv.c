/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-csv.h"

#include "sandbox-private.h"

#include <string.h>

void
sandbox_csv_init (SandboxCsv *csv, const char *text, gsize length)
{
  gsize first_line;

  csv->at = text;
  csv->end = text + length;
  csv->row = 0;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    csv->at += 3;
  first_line = strcspn (csv->at, "\r\n");
  csv->separator =
      memchr (csv->at, ';', first_line) != NULL && memchr (csv->at, ',', first_line) == NULL ? ';'
                                                                                             : ',';
}

static char *
read_quoted (SandboxCsv *csv)
{
  GString *value = g_string_new (NULL);

  csv->at++;
  while (csv->at < csv->end)
    {
      if (*csv->at != '"')
        g_string_append_c (value, *csv->at++);
      else if (csv->at + 1 < csv->end && csv->at[1] == '"')
        {
          g_string_append_c (value, '"');
          csv->at += 2;
        }
      else
        {
          csv->at++;
          break;
        }
    }

  return g_string_free (value, FALSE);
}

static char *
read_field (SandboxCsv *csv)
{
  const char *start = csv->at;

  if (csv->at < csv->end && *csv->at == '"')
    return read_quoted (csv);

  while (csv->at < csv->end && *csv->at != csv->separator && *csv->at != '\r' && *csv->at != '\n')
    csv->at++;
  return g_strndup (start, (gsize)(csv->at - start));
}

/**
 * sandbox_csv_read_row:
 * @csv: a table
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the fields of the next row
 */
GPtrArray *
sandbox_csv_read_row (SandboxCsv *csv)
{
  GPtrArray *fields;

  while (csv->at < csv->end && (*csv->at == '\r' || *csv->at == '\n'))
    csv->at++;
  if (csv->at >= csv->end)
    return NULL;

  csv->row++;
  fields = g_ptr_array_new_with_free_func (g_free);
  for (;;)
    {
      g_ptr_array_add (fields, read_field (csv));
      if (csv->at >= csv->end || *csv->at != csv->separator)
        break;
      csv->at++;
    }
  /* What follows a closing quote up to the separator or the line's end belongs to nothing. */
  while (csv->at < csv->end && *csv->at != '\r' && *csv->at != '\n')
    csv->at++;

  return fields;
}

void
sandbox_csv_append (GString *text, const char *value)
{
  if (value == NULL)
    return;
  if (strpbrk (value, ",;\"\r\n") == NULL)
    {
      g_string_append (text, value);
      return;
    }

  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
}

/* The rows of a query with one key, as they come. */
void
sandbox_csv_append_rows (Sandbox *sandbox, const char *sql, gint64 pk, GString *text)
{
  SandboxStatement *row = sandbox_store_prepare (sandbox->store, sql);
  int n_columns = sqlite3_column_count (row);

  sandbox_statement_bind_int (row, 1, pk);
  while (sandbox_store_step (sandbox->store, row))
    {
      for (int column = 0; column < n_columns; column++)
        {
          if (column > 0)
            g_string_append_c (text, ',');
          sandbox_csv_append (text, sandbox_statement_get_text (row, column));
        }
      g_string_append (text, "\r\n");
    }
}

void
sandbox_csv_begin_file (SandboxReply *reply, const char *name)
{
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", name);

  reply->content_type = "text/csv; charset=utf-8";
  sandbox_reply_add_header (reply, "Content-Disposition", disposition);
}
