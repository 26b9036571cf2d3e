/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Measures opening and checking an order-update file against a bare parse of it by libcsv.
 * Usage: bench-update FILE */

#include "omni-update-document.h"

#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The most memory of this program, in KiB; what getrusage() says may be its parent's. */
static glong
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  return line != NULL ? (glong) g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

/* The wait from an edit to the verdict on it, as a window has it. */
static gint64
edit_one (GFile *target, OmniReferenceData *reference)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OmniUpdateDocument) document = NULL;
  gint64 begun;

  omni_update_document_open_async (target, NULL, reference, NULL, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  document = omni_update_document_open_finish (result, NULL);
  while (!omni_update_document_is_checked (document))
    g_main_context_iteration (NULL, TRUE);

  begun = g_get_monotonic_time ();
  g_assert_true (omni_update_document_set_cell (document, 500, OMNI_UPDATE_STATUS, "delivered"));
  while (!omni_update_document_is_checked (document))
    g_main_context_iteration (NULL, TRUE);
  return g_get_monotonic_time () - begun;
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (argv[1]);
  g_autoptr (OmniReferenceData) reference = omni_reference_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvCells) buffer = omni_csv_cells_new ();
  gint64 bare = parse_barely (argv[1]);
  glong before = get_peak ();
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (OmniUpdateFile) file = omni_update_file_open (target, NULL, NULL, &error);
  gint64 first;
  gint64 best = G_MAXINT64;
  glong after;
  OmniUpdateCells cells;

  g_assert_no_error (error);
  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 1, "Yurtiçi Kargo", "yurtici");
  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 2, "Aras Kargo", "aras");

  g_assert_true (omni_update_file_wait (file, 100, NULL, &error));
  for (gsize i = 0; i < 100; i++)
    g_assert_true (omni_update_file_read_row (file, i, buffer, &cells, &error));
  first = g_get_monotonic_time () - begun;
  g_assert_true (omni_update_file_wait (file, G_MAXSIZE, NULL, &error));
  after = get_peak ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (OmniUpdateCheck) check = omni_update_check_new (file, reference);

      bare = MIN (bare, parse_barely (argv[1]));
      begun = g_get_monotonic_time ();
      g_assert_true (omni_job_run_here (OMNI_JOB (check), NULL, &error));
      best = MIN (best, g_get_monotonic_time () - begun);
    }

  printf ("first-ms %" PRId64 "\nopen-mib %ld\ncheck-ms %" PRId64 "\nbare-ms %" PRId64 "\n",
          first / 1000, (after - before) / 1024, best / 1000, bare / 1000);
  printf ("edit-ms %" PRId64 "\n", edit_one (target, reference) / 1000);
  return 0;
}
