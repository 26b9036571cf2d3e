/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-fixture.h"

#include "omni-csv-reader.h"
#include "omni-test.h"

void
set_up (ExportFixture *fixture, gconstpointer data)
{
  fixture->shop = fake_shop_new ();
  fixture->client = fake_shop_client (fixture->shop);
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "orders.csv", NULL);
  fixture->target = g_file_new_for_path (fixture->path);
  fixture->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  fixture->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->first_row = g_string_new (NULL);
}

void
tear_down (ExportFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  fake_shop_free (fixture->shop);
  g_object_unref (fixture->target);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_hash_table_unref (fixture->rows);
  g_array_unref (fixture->pks);
  g_string_free (fixture->first_row, TRUE);
}

/* Three statuses in turn, and keys with holes. */
void
fill (FakeShop *shop, guint n_orders)
{
  static const guint statuses[] = { 400, 450, 500 };

  for (guint i = 0; i < n_orders; i++)
    fake_shop_add (shop, FIRST_PK + 3 * (gint64) i, statuses[i % 3]);
}

OmniOrderExport *
new_export (ExportFixture *fixture)
{
  const OmniOrderColumn *columns[] = {
    omni_order_column_find ("id"),       omni_order_column_find ("number"),
    omni_order_column_find ("status"),   omni_order_column_find ("amount"),
    omni_order_column_find ("currency"), omni_order_column_find ("customer"),
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  OmniTableOptions options = { .delimiter = ',', .guard_formulas = TRUE, .zone = zone };
  OmniOrderExport *export =
      omni_order_export_new (fixture->client, NULL, fixture->target, OMNI_TABLE_FORMAT_CSV);

  omni_order_export_set_columns (export, columns, G_N_ELEMENTS (columns));
  omni_order_export_set_options (export, &options);
  return export;
}

OmniOrderExport *
new_status_export (ExportFixture *fixture, const char *const *statuses)
{
  OmniOrderExport *export = new_export (fixture);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (all, "status", statuses);

  omni_order_export_set_query (export, query);
  return export;
}

static void
read_file (ExportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (fixture->target, NULL, NULL, &error);
  const OmniCsvRow *row;

  g_assert_no_error (error);
  while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
    {
      gint64 pk = g_ascii_strtoll (row->cells[0], NULL, 10);

      if (row->number == 1)
        continue;

      g_array_append_val (fixture->pks, pk);
      g_hash_table_replace (
          fixture->rows, g_memdup2 (&pk, sizeof pk),
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->rows, &pk)) + 1));
      for (guint i = 0; row->number == 2 && i < row->n_cells; i++)
        g_string_append_printf (fixture->first_row, "%s%s", i > 0 ? "|" : "", row->cells[i]);
    }
  g_assert_no_error (error);
}

void
run_job (gpointer job)
{
  omni_job_start (job);
  OMNI_TEST_WAIT (omni_job_is_finished (job) && G_OBJECT (job)->ref_count == 1);
}

void
run_export (ExportFixture *fixture, OmniOrderExport *export)
{
  run_job (export);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (export)));
  g_assert_cmpint (omni_job_get_state (OMNI_JOB (export)), ==, OMNI_JOB_DONE);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);

  read_file (fixture);
  g_assert_cmpint (omni_order_export_get_n_rows (export), ==, fixture->pks->len);
}

guint
count_rows (ExportFixture *fixture, gint64 pk)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (fixture->rows, &pk));
}

void
assert_descending (ExportFixture *fixture)
{
  for (guint i = 1; i < fixture->pks->len; i++)
    g_assert_cmpint (g_array_index (fixture->pks, gint64, i - 1), >,
                     g_array_index (fixture->pks, gint64, i));
}

/* The keys that have one of the statuses now. */
GArray *
list_keys (FakeShop *shop, guint status, guint other)
{
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < shop->orders->len; i++)
    {
      const FakeOrder *order = &g_array_index (shop->orders, FakeOrder, i);

      if (order->status == status || order->status == other)
        g_array_append_val (pks, order->pk);
    }

  return pks;
}

void
assert_each_once (ExportFixture *fixture, GArray *pks)
{
  for (guint i = 0; i < pks->len; i++)
    g_assert_cmpuint (count_rows (fixture, g_array_index (pks, gint64, i)), ==, 1);
}
