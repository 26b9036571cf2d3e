/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Writes a workbook of made-up cells, to be measured against the bare library: bench-xlsx ROWS FILE
 */

#include "omni-table-writer.h"

#define N_TEXTS 20
#define N_AMOUNTS 10
#define N_COLUMNS (N_TEXTS + N_AMOUNTS)

static gboolean
write_table (OmniTableWriter *writer, gint64 n_rows, GError **error)
{
  OmniValue values[N_COLUMNS] = { 0 };
  char texts[N_TEXTS][64];

  for (gint64 row = 1; row <= n_rows; row++)
    {
      for (guint i = 0; i < N_TEXTS; i++)
        {
          g_snprintf (texts[i], sizeof texts[i], "Keten Gömlek %d, %u", (int) (row * 7 % 1009), i);
          values[i] = (OmniValue) { .kind = OMNI_VALUE_TEXT, .text = texts[i] };
        }
      for (guint i = 0; i < N_AMOUNTS; i++)
        values[N_TEXTS + i] =
            (OmniValue) { .kind = OMNI_VALUE_MONEY, .money = { row * 131 % 999983 + i, 2, "try" } };

      if (!omni_table_writer_write_row (writer, values, error))
        return FALSE;
    }

  return omni_table_writer_close (writer, NULL, error);
}

int
main (int argc, char **argv)
{
  gint64 n_rows = argc > 2 ? g_ascii_strtoll (argv[1], NULL, 10) : 0;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  OmniTableOptions options = {
    .delimiter = ',', .guard_formulas = TRUE, .zone = zone, .replace = TRUE
  };
  OmniTableColumn columns[N_COLUMNS];
  char titles[N_COLUMNS][32];
  g_autoptr (GFile) target = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTableWriter) writer = NULL;

  if (n_rows < 1)
    {
      g_printerr ("Usage: bench-xlsx ROWS FILE\n");
      return 2;
    }

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_snprintf (titles[i], sizeof titles[i], "Column %u", i + 1);
      columns[i] =
          (OmniTableColumn) { titles[i], i < N_TEXTS ? OMNI_VALUE_TEXT : OMNI_VALUE_MONEY, 16 };
    }

  target = g_file_new_for_commandline_arg (argv[2]);
  writer =
      omni_table_writer_new (OMNI_TABLE_FORMAT_XLSX, target, columns, N_COLUMNS, &options, &error);
  if (writer == NULL || !write_table (writer, n_rows, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return 0;
}
