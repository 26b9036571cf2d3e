/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-print.h"
#include "omni-session.h"
#include "omni-test-window.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  char *folder;             /* (owned) */
  GPtrArray *orders;        /* (owned) (element-type OmniGatheredOrder) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders=30", "--seed=7", NULL };
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (OmniOrderGather) gather = NULL;
  g_autoptr (GError) error = NULL;
  OmniClient *client;
  gint64 pks[4];

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->folder = omni_test_make_folder ();
  client = omni_session_get_client (fixture->session);
  page = omni_client_list_orders (client, query, 1, 3, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    pks[i] = omni_order_get_pk (g_ptr_array_index (page->orders, i));
  pks[3] = 99999999;

  gather = omni_order_gather_new (client, pks, G_N_ELEMENTS (pks));
  g_assert_true (omni_job_run_here (OMNI_JOB (gather), NULL, &error));
  g_assert_cmpstr (omni_job_get_summary (OMNI_JOB (gather)), ==, "1 order is not there any more.");
  fixture->orders = g_ptr_array_ref (omni_order_gather_get_orders (gather));
  g_assert_cmpuint (fixture->orders->len, ==, 3);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_ptr_array_unref (fixture->orders);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Prints into a file and reads it back: a text for each page, and one more that is empty. */
static GStrv
print (Fixture *fixture, OmniPrintKind kind, GPtrArray *orders)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders.pdf", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (OmniOrderPrint) operation = omni_order_print_new (
    kind, orders, omni_session_get_reference_data (fixture->session));
  const char *arguments[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (omni_order_print_export (operation, target, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return g_strsplit (text, "\f", -1);
}

static void
test_sheets (Fixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) pages = print (fixture, OMNI_PRINT_ORDER_SHEET, fixture->orders);
  guint page = 0;

  g_test_summary (
    "Test that each order begins on a page of its own, with all that is asked about.");

  for (guint i = 0; i < fixture->orders->len; i++)
    {
      const OmniGatheredOrder *gathered = g_ptr_array_index (fixture->orders, i);
      const char *number = omni_order_get_number (gathered->order);
      g_autofree char *title = g_strdup_printf ("Order %s", number);

      g_assert_cmpuint (page, <, g_strv_length (pages));
      g_assert_nonnull (strstr (pages[page], title));
      g_assert_nonnull (strstr (pages[page], "page 1 of"));
      g_assert_nonnull (strstr (pages[page], "Current Order Amount"));
      while (pages[page][0] != '\0' && strstr (pages[page], number) != NULL)
        page++;
    }
  g_assert_cmpstr (pages[page], ==, "");
}

static void
test_packing_lists (Fixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) pages = print (fixture, OMNI_PRINT_PACKING_LIST, fixture->orders);

  g_test_summary ("Test that a packing list has the lines and the address, and no prices.");

  for (guint i = 0; i < fixture->orders->len; i++)
    {
      const OmniGatheredOrder *gathered = g_ptr_array_index (fixture->orders, i);

      g_assert_nonnull (strstr (pages[i], omni_order_get_number (gathered->order)));
      g_assert_null (strstr (pages[i], "Current Order Amount"));
      g_assert_null (strstr (pages[i], omni_order_get_currency (gathered->order)));
    }
}

static OmniOrderItem *
new_item (guint pk, const char *name, const char *status)
{
  g_auto (OmniJsonReader) reader = { 0 };
  g_autofree char *json = g_strdup_printf (
    "{\"pk\": %u, \"order\": 1, \"status\": \"%s\", \"price\": \"10.00\", \"product\":"
    " {\"pk\": 1, \"name\": \"%s\", \"sku\": \"S-%u\"}}",
    pk, status, name, pk);

  omni_json_reader_init (&reader, json, -1);
  return omni_order_item_new_from_json (&reader);
}

static void
test_long (Fixture *fixture, gconstpointer unused)
{
  const OmniGatheredOrder *first = g_ptr_array_index (fixture->orders, 0);
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  g_autoptr (GPtrArray) orders =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_gathered_order_free);
  g_autofree char *name = g_strnfill (500, 'x');
  g_auto (GStrv) pages = NULL;
  guint n_found = 0;

  g_test_summary (
    "Test that 300 lines and names of 500 characters go on over the pages, each once.");

  for (guint i = 1; i <= 300; i++)
    g_ptr_array_add (items, new_item (i, i % 10 == 0 ? name : "<b>Gömlek</b> &amp; Şal", "450"));
  g_ptr_array_add (orders, omni_gathered_order_new (first->order, items));
  pages = print (fixture, OMNI_PRINT_PACKING_LIST, orders);
  g_assert_cmpuint (g_strv_length (pages), >, 5);

  for (guint i = 1; i <= 300; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("\\bS-%u\\b", i);

      for (char **page = pages; *page != NULL; page++)
        n_found += g_regex_match_simple (pattern, *page, 0, 0) ? 1 : 0;
    }
  g_assert_cmpuint (n_found, ==, 300);
  g_assert_nonnull (strstr (pages[0], "<b>Gömlek</b> &amp; Şal"));
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  const OmniGatheredOrder *first = g_ptr_array_index (fixture->orders, 0);
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  g_autoptr (GPtrArray) orders =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_gathered_order_free);
  g_auto (GStrv) lists = NULL;

  g_test_summary ("Test that a list with nothing on it says why.");

  g_ptr_array_add (items, new_item (1, "Gömlek", "100"));
  g_ptr_array_add (orders, omni_gathered_order_new (first->order, items));
  lists = print (fixture, OMNI_PRINT_PACKING_LIST, orders);
  g_assert_nonnull (strstr (lists[0], "There is nothing to pack"));
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  g_test_add ("/ui/order-print/sheets", Fixture, NULL, set_up, test_sheets, tear_down);
  g_test_add ("/ui/order-print/packing-lists", Fixture, NULL, set_up, test_packing_lists,
              tear_down);
  g_test_add ("/ui/order-print/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/ui/order-print/long", Fixture, NULL, set_up, test_long, tear_down);

  return g_test_run ();
}
