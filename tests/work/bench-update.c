/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures opening and checking an order-update file against a bare parse of it by libcsv.
 * Usage: bench-update FILE */

#include "omni-update-check.h"

#include <csv.h>
#include <stdio.h>
#include <sys/resource.h>

static gint64
parse_barely (const char *path)
{
  g_autofree char *chunk = g_malloc (64 * 1024);
  gint64 begun = g_get_monotonic_time ();
  struct csv_parser parser;
  FILE *file = fopen (path, "rb");
  size_t n;

  g_assert_nonnull (file);
  csv_init (&parser, CSV_STRICT);
  while ((n = fread (chunk, 1, 64 * 1024, file)) > 0)
    g_assert_cmpuint (csv_parse (&parser, chunk, n, NULL, NULL, NULL), ==, n);
  csv_fini (&parser, NULL, NULL, NULL);
  csv_free (&parser);
  fclose (file);

  return g_get_monotonic_time () - begun;
}

static glong
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (argv[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvCells) buffer = omni_csv_cells_new ();
  gint64 bare = parse_barely (argv[1]);
  glong before = get_peak ();
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (OmniUpdateFile) file = omni_update_file_open (target, NULL, NULL, &error);
  g_autoptr (OmniUpdateCheck) check = NULL;
  OmniUpdateCells cells;
  gint64 first;
  gint64 opened;
  glong after;

  g_assert_no_error (error);
  g_assert_true (omni_update_file_wait (file, 100, NULL, &error));
  for (gsize i = 0; i < 100; i++)
    g_assert_true (omni_update_file_read_row (file, i, buffer, &cells, &error));
  first = g_get_monotonic_time () - begun;
  g_assert_true (omni_update_file_wait (file, G_MAXSIZE, NULL, &error));
  opened = g_get_monotonic_time () - begun;
  after = get_peak ();

  for (guint i = 0; i < 3; i++)
    {
      gint64 took;

      g_clear_object (&check);
      check = omni_update_check_new (file, NULL);
      bare = MIN (bare, parse_barely (argv[1]));
      begun = g_get_monotonic_time ();
      g_assert_true (omni_job_run_here (OMNI_JOB (check), NULL, &error));
      took = g_get_monotonic_time () - begun;
      printf ("check %d ms, bare libcsv %d ms, ratio %d %%\n", (int) (took / 1000),
              (int) (bare / 1000),
              (int) (100 * took / bare));
    }

  printf ("first rows %d ms, all rows %d ms, memory to open +%d MB, at the end +%d MB\n",
          (int) (first / 1000), (int) (opened / 1000), (int) ((after - before) / 1024),
          (int) ((get_peak () - before) / 1024));
  return 0;
}
