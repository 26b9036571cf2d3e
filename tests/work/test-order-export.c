/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-fixture.h"
#include "omni-test.h"

/*
 * All that match
 */

static void
test_all (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that every order is written once, newest first, in few calls.");

  fill (fixture->shop, N_ORDERS);
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, N_ORDERS);
  assert_descending (fixture);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 0);
  g_assert_cmpint (omni_job_get_done (OMNI_JOB (export)), ==, N_ORDERS);
  g_assert_cmpint (omni_job_get_total (OMNI_JOB (export)), ==, N_ORDERS);
  g_assert_true (g_str_has_prefix (omni_job_get_summary (OMNI_JOB (export)),
                                   "Wrote 1400 orders to orders.csv ("));
  g_assert_true (g_str_has_suffix (omni_job_get_summary (OMNI_JOB (export)), ")."));
  g_assert_true (g_file_equal (omni_job_get_result_file (OMNI_JOB (export)), fixture->target));
  g_assert_cmpuint (fixture->shop->n_requests, <=, 14 * 2);
}

static void
test_cells (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  g_autofree char *expected = NULL;
  FakeOrder *order;

  g_test_summary ("Test that numbers keep their zeros, amounts their currency and names that look "
                  "like formulas their text.");

  fake_shop_add (fixture->shop, 1, 400)->currency = "usd";
  order = fake_shop_add (fixture->shop, 2, 450);
  order->number = "000123";
  order->customer = "=Şükrü";
  run_export (fixture, export);

  expected =
      g_strdup_printf ("2|000123|%s|1149.80|TRY|=Şükrü Aydın", omni_status_get_label ("450"));
  g_assert_cmpstr (fixture->first_row->str, ==, expected);
  g_assert_cmpuint (fixture->pks->len, ==, 2);
}

static void
test_none (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that nothing that matches is a file with a header.");

  run_export (fixture, export);
  g_assert_cmpuint (fixture->pks->len, ==, 0);
  g_assert_true (
      g_str_has_prefix (omni_job_get_summary (OMNI_JOB (export)), "Wrote 0 orders to orders.csv"));
}

static void
test_statuses (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "400", "500", NULL };
  g_autoptr (OmniOrderExport) export = new_status_export (fixture, statuses);
  g_autoptr (GArray) wanted = NULL;

  g_test_summary ("Test that the filter holds in every range.");

  fill (fixture->shop, N_ORDERS);
  wanted = list_keys (fixture->shop, 400, 500);
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, wanted->len);
  assert_each_once (fixture, wanted);
}

static void
test_uneven_keys (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  gint64 pk = 1;

  g_test_summary ("Test that keys which are thick in one place and thin in another are all found, "
                  "without a call for each hole.");

  for (guint i = 0; i < 1500; i++)
    fake_shop_add (fixture->shop, pk++, 400);
  pk = G_GINT64_CONSTANT (1000000000);
  for (guint i = 0; i < 300; i++)
    fake_shop_add (fixture->shop, pk += 1000000, 400);
  pk = G_GINT64_CONSTANT (4000000000000);
  for (guint i = 0; i < 700; i++)
    fake_shop_add (fixture->shop, pk++, 400);

  run_export (fixture, export);
  g_assert_cmpuint (fixture->pks->len, ==, 2500);
  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, 2500);
  assert_descending (fixture);
  g_assert_cmpuint (fixture->shop->n_requests, <=, 150);
}

static void
test_items (ExportFixture *fixture, gconstpointer data)
{
  const OmniOrderColumn *columns[] = { omni_order_column_find ("id"),
                                       omni_order_column_find ("item-sku") };
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that there is a row for each item, and one for an order without items.");

  fill (fixture->shop, 450);
  fake_shop_find (fixture->shop, FIRST_PK)->n_items = 0;
  fake_shop_find (fixture->shop, FIRST_PK + 3)->n_items = 5;
  omni_order_export_set_rows (export, OMNI_EXPORT_ROWS_ITEMS);
  omni_order_export_set_columns (export, columns, G_N_ELEMENTS (columns));
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, 448 * 2 + 1 + 5);
  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, 450);
  g_assert_cmpuint (count_rows (fixture, FIRST_PK), ==, 1);
  g_assert_cmpuint (count_rows (fixture, FIRST_PK + 3), ==, 5);
  g_assert_true (g_str_has_prefix (omni_job_get_summary (OMNI_JOB (export)), "Wrote 450 orders"));
  g_assert_cmpstr (strstr (fixture->first_row->str, "|"), ==, "|SKU-1");
}

/*
 * Others at work
 */

static void
move_some (FakeShop *shop, guint n_requests)
{
  if (n_requests != 6)
    return;

  /* The oldest have not been read by now and the newest have. */
  for (gint64 i = 0; i < 30; i++)
    fake_shop_move (shop, FIRST_PK + 9 * i, 550);
  for (gint64 i = 0; i < 30; i++)
    fake_shop_move (shop, FIRST_PK + 3 * (N_ORDERS - 2) - 9 * i, 550);
}

static void
test_status_changes (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderExport) export = new_status_export (fixture, statuses);
  g_autoptr (GArray) wanted = NULL;

  g_test_summary ("Test that orders which leave the filter while it is exported are neither lost "
                  "nor written twice.");

  fill (fixture->shop, N_ORDERS);
  wanted = list_keys (fixture->shop, 400, 450);
  fixture->shop->hook = move_some;
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, wanted->len);
  assert_each_once (fixture, wanted);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 0);
}

static void
exchange_some (FakeShop *shop, guint n_requests)
{
  if (n_requests != 6)
    return;

  for (gint64 i = 0; i < 20; i++)
    {
      fake_shop_move (shop, FIRST_PK + 9 * i, 550);
      fake_shop_move (shop, FIRST_PK + 6 + 9 * i, 400);
    }
}

static void
test_exchanged (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderExport) export = new_status_export (fixture, statuses);
  g_autoptr (GArray) wanted = NULL;

  g_test_summary (
      "Test that orders which leave are found even when as many others came in their place.");

  fill (fixture->shop, N_ORDERS);
  wanted = list_keys (fixture->shop, 400, 450);
  fixture->shop->hook = exchange_some;
  run_export (fixture, export);

  assert_each_once (fixture, wanted);
  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, fixture->pks->len);
}

static void
disturb (FakeShop *shop, guint n_requests)
{
  if (n_requests != 6)
    return;

  /* Ten leave, and forty change that have nothing to do with it. */
  for (gint64 i = 0; i < 10; i++)
    fake_shop_move (shop, FIRST_PK + 9 * i, 550);
  for (gint64 i = 0; i < 40; i++)
    fake_shop_move (shop, FIRST_PK + 6 + 9 * i, 520);
}

static void
test_cannot_tell (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderExport) export = new_status_export (fixture, statuses);
  guint n_wanted;

  g_test_summary ("Test that the summary says it when those that left cannot be told from others "
                  "that changed.");

  fill (fixture->shop, N_ORDERS);
  {
    g_autoptr (GArray) wanted = list_keys (fixture->shop, 400, 450);

    n_wanted = wanted->len;
  }
  fixture->shop->hook = disturb;
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, n_wanted - 10);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 10);
  g_assert_nonnull (strstr (omni_job_get_summary (OMNI_JOB (export)), "10 changed meanwhile"));
}

static void
add_some (FakeShop *shop, guint n_requests)
{
  fake_shop_add (shop, FIRST_PK + 3 * N_ORDERS + (gint64) n_requests, 400);
}

static void
test_arrivals (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary (
      "Test that orders which come in meanwhile shift nothing and are not in the file.");

  fill (fixture->shop, N_ORDERS);
  fixture->shop->hook = add_some;
  run_export (fixture, export);

  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, fixture->pks->len);
  g_assert_cmpuint (fixture->pks->len, ==, N_ORDERS + 1); /* One came in before the first answer. */
  assert_descending (fixture);
}

/*
 * Names
 */

static void
test_keys (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 gone[] = { 5, 6, FIRST_PK + 1 };

  g_test_summary (
      "Test that a list of keys is written in its order, each once, and what is missing is named.");

  fill (fixture->shop, 800);
  fixture->shop->flags = GPOINTER_TO_UINT (data);
  for (guint i = 0; i < 350; i++)
    {
      gint64 pk = FIRST_PK + 3 * ((gint64) (i * 7) % 800);

      g_array_append_val (wanted, pk);
    }
  g_array_insert_vals (wanted, 120, gone, G_N_ELEMENTS (gone));

  omni_order_export_set_orders (export, (const gint64 *) (gpointer) wanted->data, wanted->len);
  run_export (fixture, export);

  g_array_remove_range (wanted, 120, G_N_ELEMENTS (gone));
  g_assert_cmpuint (fixture->pks->len, ==, wanted->len);
  for (guint i = 0; i < wanted->len; i++)
    g_assert_cmpint (g_array_index (fixture->pks, gint64, i), ==,
                     g_array_index (wanted, gint64, i));
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 3);
  g_assert_nonnull (
      strstr (omni_job_get_summary (OMNI_JOB (export)), "3 were not found: 5, 6, 80001."));
  if (data == NULL)
    g_assert_cmpuint (fixture->shop->n_requests, ==, 4);
}

static void
test_repeated_keys (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  gint64 pks[] = { FIRST_PK, FIRST_PK + 3, FIRST_PK, FIRST_PK + 3 };

  g_test_summary ("Test that a key that comes twice is written once.");

  fill (fixture->shop, 10);
  omni_order_export_set_orders (export, pks, G_N_ELEMENTS (pks));
  run_export (fixture, export);
  g_assert_cmpuint (fixture->pks->len, ==, 2);
}

static void
test_no_keys (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a list without a key asks for nothing.");

  fill (fixture->shop, 10);
  omni_order_export_set_orders (export, NULL, 0);
  run_export (fixture, export);
  g_assert_cmpuint (fixture->pks->len, ==, 0);
  g_assert_cmpuint (fixture->shop->n_requests, ==, 0);
}

static void
test_numbers (ExportFixture *fixture, gconstpointer data)
{
  const char *numbers[] = { "0010", "nowhere", "7a/b?c&d=1", "0010", "10", "gone", NULL };
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that orders are found by exact number, both where two channels have it, "
                  "and what is missing is named.");

  fill (fixture->shop, 300);
  fixture->shop->flags = GPOINTER_TO_UINT (data);
  fake_shop_add (fixture->shop, 11, 400)->number = "0010";
  fake_shop_add (fixture->shop, 12, 400)->number = "10";
  fake_shop_add (fixture->shop, 13, 400)->number = "7a/b?c&d=1";
  if (data == NULL)
    fake_shop_add (fixture->shop, 14, 400)->number = "0010";

  omni_order_export_set_numbers (export, numbers);
  run_export (fixture, export);

  g_assert_cmpuint (count_rows (fixture, 11), ==, 1);
  g_assert_cmpuint (count_rows (fixture, 12), ==, 1);
  g_assert_cmpuint (count_rows (fixture, 14), ==, data == NULL ? 1 : 0);
  g_assert_cmpint (g_array_index (fixture->pks, gint64, 0), ==, 11);
  if (data == NULL)
    {
      g_assert_cmpuint (fixture->pks->len, ==, 4);
      g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 2);
      g_assert_nonnull (
          strstr (omni_job_get_summary (OMNI_JOB (export)), "2 were not found: nowhere, gone."));
    }
}

/*
 * Ends
 */

static void
test_broken (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a server which fails in the middle ends the export with its reason "
                  "and without a file.");

  fill (fixture->shop, N_ORDERS);
  fixture->shop->fail_from = 10;
  run_job (export);

  g_assert_cmpint (omni_job_get_state (OMNI_JOB (export)), ==, OMNI_JOB_FAILED);
  g_assert_error (omni_job_get_error (OMNI_JOB (export)), OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

static void
cancel_soon (FakeShop *shop, guint n_requests)
{
  if (n_requests == 8)
    omni_job_cancel (shop->hook_data);
}

static void
test_cancel (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a cancelled export leaves nothing, at once.");

  fill (fixture->shop, N_ORDERS);
  fixture->shop->hook = cancel_soon;
  fixture->shop->hook_data = export;
  run_job (export);

  g_assert_cmpint (omni_job_get_state (OMNI_JOB (export)), ==, OMNI_JOB_CANCELLED);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
  g_assert_cmpuint (fixture->shop->n_requests, <=, 16);
}

static void
test_bad_target (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) existing = new_export (fixture);
  g_autoptr (OmniOrderExport) nowhere = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "orders.csv", NULL);

  g_test_summary ("Test that a file that cannot be made is said before the server is asked.");

  fill (fixture->shop, 10);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  run_job (existing);
  g_assert_error (omni_job_get_error (OMNI_JOB (existing)), OMNI_ERROR, OMNI_ERROR_BAD_FILE);

  g_object_unref (fixture->target);
  fixture->target = g_file_new_for_path (path);
  nowhere = new_export (fixture);
  run_job (nowhere);
  g_assert_error (omni_job_get_error (OMNI_JOB (nowhere)), OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (omni_job_get_error (OMNI_JOB (nowhere))->message, path));
  g_assert_cmpuint (fixture->shop->n_requests, ==, 0);
}

/*
 * Selecting all
 */

static void
test_resolve (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "450", NULL };
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (all, "status", statuses);
  g_autoptr (OmniOrderResolve) resolve = omni_order_resolve_new (fixture->client, query);
  g_autoptr (GArray) wanted = NULL;
  GArray *orders;

  g_test_summary ("Test that all that match are selected with their amounts.");

  fill (fixture->shop, N_ORDERS);
  wanted = list_keys (fixture->shop, 450, 450);
  run_job (resolve);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (resolve)));

  orders = omni_order_resolve_get_orders (resolve);
  g_assert_cmpuint (orders->len, ==, wanted->len);
  for (guint i = 0; i < orders->len; i++)
    {
      const OmniSelectedOrder *order = &g_array_index (orders, OmniSelectedOrder, i);

      g_assert_cmpint (order->pk, ==, g_array_index (wanted, gint64, wanted->len - 1 - i));
      g_assert_cmpint (order->amount.units, ==, 114980);
      g_assert_cmpstr (order->amount.currency, ==, "try");
    }
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

#define ADD(path, data, function)                                                                  \
  g_test_add ("/work/order-export/" path, ExportFixture, GUINT_TO_POINTER (data), set_up,          \
              function, tear_down)
  ADD ("all", 0, test_all);
  ADD ("cells", 0, test_cells);
  ADD ("none", 0, test_none);
  ADD ("statuses", 0, test_statuses);
  ADD ("uneven-keys", 0, test_uneven_keys);
  ADD ("items", 0, test_items);
  ADD ("status-changes", 0, test_status_changes);
  ADD ("exchanged", 0, test_exchanged);
  ADD ("cannot-tell", 0, test_cannot_tell);
  ADD ("arrivals", 0, test_arrivals);
  ADD ("keys", 0, test_keys);
  ADD ("keys-one-by-one", FAKE_IGNORES_PK_IN, test_keys);
  ADD ("repeated-keys", 0, test_repeated_keys);
  ADD ("no-keys", 0, test_no_keys);
  ADD ("numbers", 0, test_numbers);
  ADD ("numbers-one-by-one", FAKE_IGNORES_NUMBER, test_numbers);
  ADD ("broken", 0, test_broken);
  ADD ("cancel", 0, test_cancel);
  ADD ("bad-target", 0, test_bad_target);
  ADD ("resolve", 0, test_resolve);
#undef ADD

  return g_test_run ();
}
