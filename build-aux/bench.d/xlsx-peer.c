/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The bare library writing the cells that tests/work/bench-xlsx.c writes: xlsx-peer ROWS FILE */

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#define N_TEXTS 20
#define N_AMOUNTS 10

int
main (int argc, char **argv)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = "." };
  long n_rows = argc > 2 ? atol (argv[1]) : 0;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *header;
  lxw_format *amount;
  char text[64];

  if (n_rows < 1)
    {
      fprintf (stderr, "Usage: xlsx-peer ROWS FILE\n");
      return 2;
    }

  workbook = workbook_new_opt (argv[2], &options);
  header = workbook_add_format (workbook);
  format_set_bold (header);
  amount = workbook_add_format (workbook);
  format_set_num_format (amount, "#,##0.00");

  sheet = workbook_add_worksheet (workbook, NULL);
  for (int column = 0; column < N_TEXTS + N_AMOUNTS; column++)
    {
      snprintf (text, sizeof text, "Column %d", column + 1);
      worksheet_set_column (sheet, (lxw_col_t) column, (lxw_col_t) column, 16, NULL);
      worksheet_write_string (sheet, 0, (lxw_col_t) column, text, header);
    }
  worksheet_freeze_panes (sheet, 1, 0);

  for (long row = 1; row <= n_rows; row++)
    {
      for (int column = 0; column < N_TEXTS; column++)
        {
          snprintf (text, sizeof text, "Keten Gömlek %ld, %d", row * 7 % 1009, column);
          worksheet_write_string (sheet, (lxw_row_t) row, (lxw_col_t) column, text, NULL);
        }
      for (int column = 0; column < N_AMOUNTS; column++)
        worksheet_write_number (sheet, (lxw_row_t) row, (lxw_col_t) (N_TEXTS + column),
                                (double) (row * 131 % 999983 + column) / 100, amount);
    }

  worksheet_autofilter (sheet, 0, 0, (lxw_row_t) n_rows, N_TEXTS + N_AMOUNTS - 1);
  return workbook_close (workbook) == LXW_NO_ERROR ? 0 : 1;
}
