/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-fixture.h"
#include "omni-test.h"

/*
 * Servers that know less
 */

static void
shuffle (FakeShop *shop)
{
  for (guint i = shop->orders->len; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      FakeOrder order = g_array_index (shop->orders, FakeOrder, i - 1);

      g_array_index (shop->orders, FakeOrder, i - 1) = g_array_index (shop->orders, FakeOrder, j);
      g_array_index (shop->orders, FakeOrder, j) = order;
    }
}

static void
test_other_server (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a server which does not understand keys or sorting is read whole all "
                  "the same, and comes to an end.");

  fill (fixture->shop, 600);
  shuffle (fixture->shop);
  fixture->shop->flags = GPOINTER_TO_UINT (data);
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, 600);
  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, 600);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 0);
}

static void
test_small_pages (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a server which gives smaller pages than asked for is read whole.");

  fill (fixture->shop, 600);
  fixture->shop->max_limit = 20;
  run_export (fixture, export);

  g_assert_cmpuint (fixture->pks->len, ==, 600);
  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, 600);
}

static void
test_no_pages (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that a server which gives the same page again and again comes to an end, "
                  "and what is missing is said.");

  fill (fixture->shop, 500);
  fixture->shop->flags = FAKE_IGNORES_PAGE | FAKE_IGNORES_PK_UNTIL;
  run_export (fixture, export);

  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, fixture->pks->len);
  g_assert_cmpuint (fixture->pks->len, >=, 100);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 500 - (int) fixture->pks->len);
  g_assert_cmpuint (fixture->shop->n_requests, <, 30);
}

static void
move_early (FakeShop *shop, guint n_requests)
{
  /* What was on the first page leaves, so that every later page begins too late. */
  if (n_requests == 5)
    {
      for (guint i = 0; i < 80; i++)
        fake_shop_move (shop, g_array_index (shop->orders, FakeOrder, i).pk, 550);
    }
}

static void
test_shifting_pages (ExportFixture *fixture, gconstpointer data)
{
  const char *statuses[] = { "400", "450", "500", NULL };
  g_autoptr (OmniOrderExport) export = new_status_export (fixture, statuses);

  g_test_summary ("Test that pages which shift while they are read by number lose no order.");

  fill (fixture->shop, 600);
  fixture->shop->flags = FAKE_REFUSES_SORT;
  fixture->shop->hook = move_early;
  run_export (fixture, export);

  g_assert_cmpuint (g_hash_table_size (fixture->rows), ==, 600);
  g_assert_cmpuint (fixture->pks->len, ==, 600);
}

/*
 * Servers that fail for a while
 */

/* The line is mended when the export has said that it waits. */
static void
mend_cb (OmniJob *job, ExportFixture *fixture)
{
  if (omni_job_get_stall (job) == NULL)
    return;

  g_assert_cmpint (omni_job_get_state (job), ==, OMNI_JOB_PAUSED);
  g_assert_error (omni_job_get_stall (job), OMNI_ERROR, OMNI_ERROR_SERVER);
  fixture->shop->fail_from = 0;
  omni_job_resume (job);
}

static void
test_outage (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  g_autoptr (GArray) all = NULL;

  g_test_summary ("Test that an export goes on where it stopped when the server is back.");

  fill (fixture->shop, N_ORDERS);
  fixture->shop->flags = GPOINTER_TO_UINT (data);
  fixture->shop->fail_status = 503;
  fixture->shop->fail_from = 9;
  omni_order_export_set_patience (export, G_MAXUINT);
  g_signal_connect (export, "changed", G_CALLBACK (mend_cb), fixture);
  run_export (fixture, export);

  g_assert_cmpuint (fixture->shop->fail_from, ==, 0);
  g_assert_cmpuint (fixture->pks->len, ==, N_ORDERS);
  all = list_keys (fixture->shop, 400, 450);
  assert_each_once (fixture, all);
}

static void
test_outage_of_names (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);
  g_autoptr (GArray) wanted = NULL;

  g_test_summary ("Test that a list of keys is read on where it stopped.");

  fill (fixture->shop, N_ORDERS);
  wanted = list_keys (fixture->shop, 400, 500);
  fixture->shop->fail_status = 503;
  fixture->shop->fail_from = 4;
  omni_order_export_set_orders (export, (const gint64 *)(gpointer)wanted->data, wanted->len);
  omni_order_export_set_patience (export, G_MAXUINT);
  g_signal_connect (export, "changed", G_CALLBACK (mend_cb), fixture);
  run_export (fixture, export);

  g_assert_cmpuint (fixture->shop->fail_from, ==, 0);
  g_assert_cmpuint (fixture->pks->len, ==, wanted->len);
  for (guint i = 0; i < wanted->len; i++)
    g_assert_cmpint (g_array_index (fixture->pks, gint64, i), ==,
                     g_array_index (wanted, gint64, i));
}

static void
test_out_of_patience (ExportFixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture);

  g_test_summary ("Test that an outage that lasts ends the export with its reason.");

  fill (fixture->shop, N_ORDERS);
  fixture->shop->fail_status = 503;
  fixture->shop->fail_from = 9;
  omni_order_export_set_patience (export, 1);
  run_job (export);

  g_assert_error (omni_job_get_error (OMNI_JOB (export)), OMNI_ERROR, OMNI_ERROR_SERVER);
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

#define ADD(path, data, function)                                                                  \
  g_test_add ("/work/order-export/" path, ExportFixture, GUINT_TO_POINTER (data), set_up,          \
              function, tear_down)
  ADD ("server/without-lower-bound", FAKE_IGNORES_PK_AFTER, test_other_server);
  ADD ("server/without-upper-bound", FAKE_IGNORES_PK_UNTIL, test_other_server);
  ADD ("server/without-bounds", FAKE_IGNORES_PK_AFTER | FAKE_IGNORES_PK_UNTIL, test_other_server);
  ADD ("server/without-sort", FAKE_IGNORES_SORT, test_other_server);
  ADD ("server/refuses-sort", FAKE_REFUSES_SORT, test_other_server);
  ADD ("server/without-count", FAKE_HIDES_COUNT, test_other_server);
  ADD ("server/bare-arrays", FAKE_GIVES_ARRAYS, test_other_server);
  ADD ("server/bare-arrays-without-keys", FAKE_GIVES_ARRAYS | FAKE_IGNORES_PK_UNTIL,
       test_other_server);
  ADD ("server/bare-arrays-without-sort", FAKE_GIVES_ARRAYS | FAKE_REFUSES_SORT, test_other_server);
  ADD ("server/small-pages", 0, test_small_pages);
  ADD ("server/no-pages", 0, test_no_pages);
  ADD ("server/shifting-pages", 0, test_shifting_pages);
  ADD ("outage", 0, test_outage);
  ADD ("outage-pages", FAKE_IGNORES_PK_UNTIL, test_outage);
  ADD ("outage-of-names", 0, test_outage_of_names);
  ADD ("out-of-patience", 0, test_out_of_patience);
#undef ADD

  return g_test_run ();
}
