/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The operator's jobs with every kind of tenant that the sandbox can play. */

#include "omni-csv-reader.h"
#include "omni-order-export.h"
#include "omni-session.h"
#include "omni-test-sandbox.h"
#include "omni-test.h"

#include <string.h>

#define FIRST_PK 80001
#define N_ORDERS 130

static const char *const variants[] = {
  "",
  "bare-arrays",
  "gzip",
  "id-for-pk",
  "ignored-filters",
  "money-numbers",
  "no-proposed",
  "status-names",
  "text-errors",
  "unknown-values",
  "bare-arrays,gzip,id-for-pk,money-numbers,no-proposed,status-names,text-errors,unknown-values",
  "bare-arrays,ignored-filters",
};

/* Nothing here changes an order, so the tests of a variant share a sandbox. */
static OmniTestSandbox *sandbox;
static const char *sandbox_variant;

typedef struct
{
  const char *variant;
  OmniSession *session;
  char *folder;
  GFile *target;
} Fixture;

static void
ensure_sandbox (const char *variant)
{
  g_autofree char *option = g_strconcat ("--variant=", variant, NULL);

  if (sandbox != NULL && strcmp (variant, sandbox_variant) == 0)
    return;

  g_clear_pointer (&sandbox, omni_test_sandbox_free);
  sandbox = omni_test_sandbox_new (
      (const char *const[]) { "--orders=" G_STRINGIFY (N_ORDERS), "--seed=7", option, NULL });
  sandbox_variant = variant;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  fixture->variant = data;
  ensure_sandbox (data);
  fixture->folder = omni_test_make_folder ();
  fixture->target = g_file_new_build_filename (fixture->folder, "orders.csv", NULL);

  database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->session =
      omni_session_sign_in (database, omni_test_sandbox_get_url (sandbox), OMNI_TEST_USER,
                            OMNI_TEST_PASSWORD, FALSE, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->target);
}

static gboolean
ignores_filters (Fixture *fixture)
{
  return strstr (fixture->variant, "ignored-filters") != NULL;
}

static void
test_session (Fixture *fixture, gconstpointer data)
{
  OmniReferenceData *reference = omni_session_get_reference_data (fixture->session);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a session has its user and the tenant's lists, and ends.");

  g_assert_cmpstr (omni_user_get_username (omni_session_get_user (fixture->session)), ==,
                   OMNI_TEST_USER);
  for (guint kind = 0; kind < OMNI_REFERENCE_N_KINDS; kind++)
    g_assert_cmpuint (omni_reference_data_get_size (reference, kind), >, 0);
  g_assert_true (omni_session_sign_out (fixture->session, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (omni_session_is_signed_in (fixture->session));
}

static OmniOrderExport *
new_export (Fixture *fixture, OmniExportRows rows)
{
  const OmniOrderColumn *columns[] = {
    omni_order_column_find ("id"),       omni_order_column_find ("number"),
    omni_order_column_find ("status"),   omni_order_column_find ("amount"),
    omni_order_column_find ("currency"), omni_order_column_find ("channel"),
    omni_order_column_find ("item-sku"),
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  OmniTableOptions options = { .delimiter = ',', .guard_formulas = TRUE, .zone = zone };
  OmniOrderExport *export =
      omni_order_export_new (omni_session_get_client (fixture->session),
                             omni_session_get_reference_data (fixture->session), fixture->target,
                             OMNI_TABLE_FORMAT_CSV);

  omni_order_export_set_columns (export, columns, G_N_ELEMENTS (columns));
  omni_order_export_set_options (export, &options);
  omni_order_export_set_rows (export, rows);
  return export;
}

static void
run_job (OmniOrderExport *export)
{
  omni_job_start (OMNI_JOB (export));
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (export)) && G_OBJECT (export)->ref_count == 1);
}

/* Reads the file: how many rows, and how many orders in them. Every cell that is asked for has to
 * hold something. */
static guint
read_rows (Fixture *fixture, guint n_filled, guint *n_orders)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (fixture->target, NULL, NULL, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const OmniCsvRow *row;
  guint n_rows = 0;

  g_assert_no_error (error);
  while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
    {
      if (row->number == 1)
        continue;

      for (guint i = 0; i < n_filled; i++)
        g_assert_cmpstr (row->cells[i], !=, "");
      g_hash_table_add (seen, g_strdup (row->cells[0]));
      n_rows++;
    }
  g_assert_no_error (error);

  *n_orders = g_hash_table_size (seen);
  return n_rows;
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture, OMNI_EXPORT_ROWS_ORDERS);
  guint n_orders;

  g_test_summary ("Test that every order is in the file once.");

  run_job (export);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (export)));
  g_assert_cmpuint (read_rows (fixture, 6, &n_orders), ==, N_ORDERS);
  g_assert_cmpuint (n_orders, ==, N_ORDERS);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 0);
}

/* How many items the orders have, by the orders themselves. */
static guint
count_items (Fixture *fixture)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  guint n_items = 0;

  for (gint64 pk = FIRST_PK; pk < FIRST_PK + N_ORDERS; pk++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniOrder) order = omni_client_get_detailed_order (client, pk, NULL, &error);

      g_assert_no_error (error);
      n_items += omni_order_get_items (order)->len;
    }

  return n_items;
}

static void
test_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture, OMNI_EXPORT_ROWS_ITEMS);
  guint n_orders;

  g_test_summary ("Test that every item is in the file, with its product.");

  run_job (export);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (export)));
  g_assert_cmpuint (read_rows (fixture, 7, &n_orders), ==, count_items (fixture));
  g_assert_cmpuint (n_orders, ==, N_ORDERS);
}

static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  static const gint64 pks[] = { 80003, 80130, 80001, 1, 80100 };
  g_autoptr (OmniOrderExport) export = new_export (fixture, OMNI_EXPORT_ROWS_ORDERS);
  guint n_orders;

  g_test_summary ("Test that chosen orders are in the file, and that one that is not there is "
                  "missing.");

  omni_order_export_set_orders (export, pks, G_N_ELEMENTS (pks));
  run_job (export);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (export)));
  g_assert_cmpuint (read_rows (fixture, 6, &n_orders), ==, 4);
  g_assert_cmpint (omni_order_export_get_n_missing (export), ==, 1);
}

static void
test_filtered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OmniOrderExport) export = new_export (fixture, OMNI_EXPORT_ROWS_ORDERS);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "450");
  g_autoptr (GError) error = NULL;
  guint n_orders;
  gint64 count;

  g_test_summary ("Test that a filter gives its own orders; where the server takes no notice of "
                  "it, there is no file that says otherwise.");

  omni_order_export_set_query (export, query);
  if (ignores_filters (fixture))
    {
      run_job (export);
      g_assert_error (omni_job_get_error (OMNI_JOB (export)), OMNI_ERROR, OMNI_ERROR_IGNORED);
      g_assert_false (g_file_query_exists (fixture->target, NULL));
      return;
    }

  count = omni_client_count_orders (omni_session_get_client (fixture->session), query, NULL,
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, >, 0);
  run_job (export);
  g_assert_no_error (omni_job_get_error (OMNI_JOB (export)));
  g_assert_cmpuint (read_rows (fixture, 6, &n_orders), ==, count);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "session", test_session }, { "orders", test_orders },     { "items", test_items },
    { "chosen", test_chosen },   { "filtered", test_filtered },
  };
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  omni_test_init (&argc, &argv);

  for (guint v = 0; v < G_N_ELEMENTS (variants); v++)
    for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
      {
        g_autofree char *path = g_strdup_printf (
            "/work/variants/%s/%s", variants[v][0] != '\0' ? variants[v] : "usual", tests[t].name);

        g_test_add (path, Fixture, variants[v], set_up, tests[t].test, tear_down);
      }

  /* A bus without a key store: nothing of the person at this computer is touched. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_clear_pointer (&sandbox, omni_test_sandbox_free);
  g_test_dbus_down (bus);
  return status;
}
