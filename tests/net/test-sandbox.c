/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The client and the sandbox read the contract without each other; here they meet. */

#include "omni-client-private.h"

#include "omni-test-sandbox.h"
#include "omni-test.h"

#include <string.h>

#define N_ORDERS 230

static OmniTestSandbox *sandbox;

/* What is known of the back office that the sandbox plays. */
static const char *variant = "";

static gboolean
is_variant (const char *name)
{
  g_auto (GStrv) names = g_strsplit (variant, ",", -1);

  return g_strv_contains ((const char *const *) names, name);
}

static OmniClient *
new_client (void)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_sandbox_get_url (sandbox), &error);

  g_assert_no_error (error);
  return client;
}

static OmniClient *
new_signed_in_client (void)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = new_client ();

  g_assert_true (omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error));
  g_assert_no_error (error);
  return client;
}

static OmniOrderPage *
list_orders (OmniClient *client, OmniOrderQuery *query, guint page, guint limit)
{
  g_autoptr (GError) error = NULL;
  OmniOrderPage *orders = omni_client_list_orders (client, query, page, limit, NULL, &error);

  g_assert_no_error (error);
  return orders;
}

static void
test_session (void)
{
  g_autoptr (OmniClient) client = new_client ();
  g_autoptr (OmniUser) user = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  g_test_summary ("Test a session from its beginning to its end.");

  g_assert_true (omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error));
  g_assert_no_error (error);
  token = omni_client_dup_token (client);

  user = omni_client_get_active_user (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (omni_user_get_username (user), ==, OMNI_TEST_USER);
  g_assert_true (omni_user_may (user, "orders.export"));

  g_assert_true (omni_client_sign_out (client, NULL, &error));
  g_assert_no_error (error);

  /* Where nobody can sign out, the program forgets the token, and the server does not. */
  omni_client_set_token (client, token);
  if (is_variant ("no-proposed"))
    {
      g_autoptr (OmniUser) still = omni_client_get_active_user (client, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (still);
    }
  else
    {
      g_assert_null (omni_client_get_active_user (client, NULL, &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
    }
}

static void
test_refused (void)
{
  g_autoptr (OmniClient) client = new_client ();
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) inactive = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) token = NULL;

  g_test_summary ("Test who is not let in.");

  g_assert_false (omni_client_sign_in (client, OMNI_TEST_USER, "wrong", NULL, &wrong));
  g_assert_error (wrong, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_assert_cmpstr (wrong->message, ==, "The user name or password is not right.");
  g_assert_false (omni_client_sign_in (client, OMNI_TEST_INACTIVE_USER, OMNI_TEST_PASSWORD, NULL,
                                       &inactive));
  g_assert_error (inactive, OMNI_ERROR, OMNI_ERROR_FORBIDDEN);
  g_assert_false (omni_client_sign_in (client, OMNI_TEST_USER, "", NULL, &missing));
  g_assert_error (missing, OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_nonnull (omni_error_get_fields (missing));

  omni_client_set_token (client, "0000000000000000000000000000000000000000");
  g_assert_null (omni_client_get_active_user (client, NULL, &token));
  g_assert_error (token, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
}

static void
test_reference_data (void)
{
  g_autoptr (OmniClient) client = new_signed_in_client ();
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the tenant's lists arrive with their names and words.");

  data = omni_client_load_reference_data (client, NULL, &error);
  g_assert_no_error (error);
  for (guint kind = 0; kind < OMNI_REFERENCE_N_KINDS; kind++)
    {
      g_assert_cmpuint (omni_reference_data_get_size (data, kind), >, 1);
      for (guint i = 0; i < omni_reference_data_get_size (data, kind); i++)
        {
          const OmniReferenceEntry *entry = omni_reference_data_get_entry (data, kind, i);

          g_assert_cmpint (entry->pk, >, 0);
          g_assert_cmpuint (strlen (entry->name), >, 0);
          g_assert_nonnull (entry->code);
        }
    }
}

static void
test_paging (void)
{
  g_autoptr (OmniClient) client = new_signed_in_client ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean has_next = TRUE;

  g_test_summary ("Test that the pages together are all orders, each once, and that then there are "
                  "no more.");

  for (guint page = 1; has_next; page++)
    {
      g_autoptr (OmniOrderPage) orders = list_orders (client, query, page, 100);

      g_assert_cmpint (orders->count, ==, N_ORDERS);
      for (guint i = 0; i < orders->orders->len; i++)
        {
          gint64 pk = omni_order_get_pk (g_ptr_array_index (orders->orders, i));

          g_assert_true (g_hash_table_add (seen, g_memdup2 (&pk, sizeof pk)));
        }
      has_next = orders->has_next;
      if (!has_next)
        {
          g_autoptr (OmniOrderPage) beyond = list_orders (client, query, page + 1, 100);

          g_assert_cmpuint (beyond->orders->len, ==, 0);
          g_assert_false (beyond->has_next);
        }
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, N_ORDERS);
}

/* A server may call one of its statuses by a code that nobody has heard of. */
static void
assert_status (OmniOrder *order, const char *code)
{
  g_assert_cmpstr (omni_order_get_status (order), ==, code);
}

static void
test_filters (void)
{
  g_autoptr (OmniClient) client = new_signed_in_client ();
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (GError) error = NULL;
  const OmniStatus *statuses;
  guint n_statuses;
  gint64 total = 0;

  g_test_summary ("Test that every order is counted under one status, and that a filter gives only "
                  "its own, or is seen to do nothing.");

  statuses = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      g_autoptr (OmniOrderQuery)
          query = omni_order_query_with_value (all, "status", statuses[i].code);
      g_autoptr (OmniOrderPage) page = list_orders (client, query, 1, 100);
      gint64 count = omni_client_count_orders (client, query, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (page->count >= 0 ? page->count : page->orders->len, ==, count);
      if (is_variant ("ignored-filters"))
        {
          g_autoptr (GPtrArray) ignored = omni_order_query_find_ignored (query, page->orders);

          g_assert_cmpint (count, ==, N_ORDERS);
          g_assert_cmpuint (ignored->len, ==, 1);
          continue;
        }

      for (guint j = 0; j < page->orders->len; j++)
        assert_status (g_ptr_array_index (page->orders, j), statuses[i].code);
      total += count;
    }

  /* What is shown with a status that nobody has heard of is found by it. */
  if (is_variant ("unknown-values") && !is_variant ("ignored-filters"))
    {
      g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "425");
      gint64 count = omni_client_count_orders (client, query, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (count, >, 0);
      total += count;
    }

  g_assert_cmpint (total, ==, is_variant ("ignored-filters") ? 0 : N_ORDERS);
}

static void
test_orders (void)
{
  g_autoptr (OmniClient) client = new_signed_in_client ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = list_orders (client, query, 1, 20);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that an order of the list is the same by its number and by its key.");

  for (guint i = 0; i < page->orders->len; i++)
    {
      OmniOrder *listed = g_ptr_array_index (page->orders, i);
      g_autoptr (OmniOrder) named =
          omni_client_get_order_by_number (client, omni_order_get_number (listed), NULL, &error);
      g_autoptr (OmniOrder) detailed = NULL;
      OmniMoney a;
      OmniMoney b;

      g_assert_no_error (error);
      detailed = omni_client_get_detailed_order (client, omni_order_get_pk (listed), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (omni_order_get_pk (named), ==, omni_order_get_pk (listed));
      g_assert_cmpstr (omni_order_get_number (detailed), ==, omni_order_get_number (listed));
      g_assert_true (omni_order_get_amount (listed, OMNI_ORDER_AMOUNT, &a));
      g_assert_true (omni_order_get_amount (detailed, OMNI_ORDER_AMOUNT, &b));
      g_assert_cmpint (omni_money_compare (&a, &b), ==, 0);
    }

  g_assert_null (omni_client_get_order_by_number (client, "no such number", NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

static void
test_items (void)
{
  g_autoptr (OmniClient) client = new_signed_in_client ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = list_orders (client, query, 1, 60);
  g_autoptr (GPtrArray) together = NULL;
  g_autoptr (GError) error = NULL;
  gint64 order_pks[60];
  guint at = 0;

  g_test_summary ("Test that the lines of many orders are those of each one, with their products.");

  g_assert_cmpuint (page->orders->len, >=, G_N_ELEMENTS (order_pks));
  for (guint i = 0; i < G_N_ELEMENTS (order_pks); i++)
    order_pks[i] = omni_order_get_pk (g_ptr_array_index (page->orders, i));

  together = omni_client_list_order_items (client, order_pks, G_N_ELEMENTS (order_pks), NULL,
                                           &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (order_pks); i++)
    {
      g_autoptr (GPtrArray)
          alone = omni_client_list_order_items (client, &order_pks[i], 1, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (alone->len, >, 0);
      for (guint j = 0; j < alone->len; j++, at++)
        {
          OmniOrderItem *item = g_ptr_array_index (together, at);

          g_assert_cmpint (omni_order_item_get_pk (item), ==,
                           omni_order_item_get_pk (g_ptr_array_index (alone, j)));
          g_assert_cmpint (omni_order_item_get_order (item), ==, order_pks[i]);
          g_assert_nonnull (omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME));
          g_assert_nonnull (omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU));
        }
    }

  g_assert_cmpuint (at, ==, together->len);
}

/* What is left of the command line goes on to the sandbox: which kind of back office it is to
   be. */
int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  int status;

  omni_test_init (&argc, &argv);
  g_ptr_array_add (options, (gpointer) "--orders=" G_STRINGIFY (N_ORDERS));
  g_ptr_array_add (options, (gpointer) "--seed=7");
  for (int i = 1; i < argc; i++)
    {
      g_ptr_array_add (options, argv[i]);
      if (g_str_has_prefix (argv[i], "--variant="))
        variant = argv[i] + strlen ("--variant=");
    }
  g_ptr_array_add (options, NULL);
  sandbox = omni_test_sandbox_new ((const char *const *) options->pdata);

  g_test_add_func ("/net/sandbox/session", test_session);
  g_test_add_func ("/net/sandbox/refused", test_refused);
  g_test_add_func ("/net/sandbox/reference-data", test_reference_data);
  g_test_add_func ("/net/sandbox/paging", test_paging);
  g_test_add_func ("/net/sandbox/filters", test_filters);
  g_test_add_func ("/net/sandbox/orders", test_orders);
  g_test_add_func ("/net/sandbox/items", test_items);

  status = g_test_run ();
  omni_test_sandbox_free (sandbox);
  return status;
}
