/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The client against a back office in trouble: what is read is asked for again, what is written is
 * written once. */

#include "omni-client-private.h"

#include "omni-test-sandbox.h"
#include "omni-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox;
  OmniClient *client;
  SoupSession *session; /* for the paths that only the sandbox has */
  char *folder;
  char *ledger;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  fixture->ledger = g_build_filename (fixture->folder, "ledger", NULL);
  fixture->sandbox = omni_test_sandbox_new (
      (const char *const[]) { "--orders=60", "--seed=7", "--ledger", fixture->ledger, NULL });
  fixture->session = soup_session_new ();
  fixture->client = omni_client_new (omni_test_sandbox_get_url (fixture->sandbox), &error);
  g_assert_no_error (error);
  omni_client_set_first_pause (fixture->client, 1);
  omni_client_set_timeouts (fixture->client, 5, 1);
  omni_client_sign_in (fixture->client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->ledger);
}

/* Asks the sandbox itself, with new faults where there are some; answers how many calls it has had,
 * this one not counted. */
static gint64
ask_sandbox (Fixture *fixture, const char *faults)
{
  g_autofree char *url = g_strconcat (omni_test_sandbox_get_url (fixture->sandbox), "/sandbox/",
                                      faults != NULL ? "faults/" : "", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (faults != NULL ? "POST" : "GET", url);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) state = NULL;
  g_autoptr (GError) error = NULL;

  if (faults != NULL)
    {
      char *text = g_strdup_printf ("{\"faults\": \"%s\"}", faults);
      g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  state = json_from_string (g_bytes_get_data (answer, NULL), &error);
  g_assert_no_error (error);

  return json_object_get_int_member (json_node_get_object (state), "calls") - 1;
}

/* How many calls came since the count was @before, which asking made one more. */
static gint64
count_calls (Fixture *fixture, gint64 before)
{
  return ask_sandbox (fixture, NULL) - before - 1;
}

/* The ledger has a line for each change of an item, and others for what follows from it. */
static guint
count_item_changes (Fixture *fixture)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (fixture->ledger, &text, NULL, NULL));
  parts = g_strsplit (text, "\"content_type\":\"orderitem\"", -1);
  return MAX (g_strv_length (parts), 1) - 1;
}

typedef struct
{
  const char *fault;
  OmniError code;
  guint n_strikes; /* that a reading call survives, or 0 where it is not repeated */
  guint n_writes;  /* what a writing call has done all the same */
} Trouble;

static const Trouble troubles[] = {
  { "500", OMNI_ERROR_SERVER, 2, 0 },
  { "429=1", OMNI_ERROR_THROTTLED, 1, 0 },
  { "cut-before", OMNI_ERROR_OFFLINE, 2, 0 },
  { "cut-after", OMNI_ERROR_OFFLINE, 2, 1 },
  { "truncate", OMNI_ERROR_OFFLINE, 2, 1 },
  { "slow=1500", OMNI_ERROR_TIMED_OUT, 1, 1 },
  { "401", OMNI_ERROR_SIGNED_OUT, 0, 0 },
  { "406", OMNI_ERROR_REFUSED, 0, 0 },
};

static void
test_reading (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();

  g_test_summary ("Test that what is read comes in spite of trouble, and is asked for as often as "
                  "that takes.");

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const Trouble *trouble = &troubles[i];
      g_autofree char *faults = g_strdup_printf ("%s:GET */orders/:100:%u", trouble->fault,
                                                 MAX (trouble->n_strikes, 1));
      gint64 before = ask_sandbox (fixture, faults);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniOrderPage)
          page = omni_client_list_orders (fixture->client, query, 1, 100, NULL, &error);

      g_test_message ("%s", faults);
      if (trouble->n_strikes > 0)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (page->orders->len, ==, 60);
        }
      else
        {
          g_assert_error (error, OMNI_ERROR, (int) trouble->code);
        }
      g_assert_cmpint (count_calls (fixture, before), ==, trouble->n_strikes + 1);
    }
}

static void
test_reading_gives_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();

  g_test_summary ("Test that trouble without end is said after three tries.");

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const Trouble *trouble = &troubles[i];
      g_autofree char *faults = g_strdup_printf ("%s:GET */orders/", trouble->fault);
      g_autoptr (GError) error = NULL;
      gint64 before;
      gint64 calls;

      if (trouble->n_strikes < 2)
        continue;

      g_test_message ("%s", faults);
      before = ask_sandbox (fixture, faults);
      g_assert_null (omni_client_list_orders (fixture->client, query, 1, 100, NULL, &error));
      g_assert_error (error, OMNI_ERROR, (int) trouble->code);

      /* A try over a kept connection that ends without a byte is begun again by libsoup itself. */
      calls = count_calls (fixture, before);
      g_assert_cmpint (calls, >=, 3);
      g_assert_cmpint (calls, <=, g_str_has_prefix (trouble->fault, "cut-") ? 6 : 3);
    }
}

/* The first item of an order whose items can be written to. */
static gint64
find_item (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "status", "450");
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage)
      page = omni_client_list_orders (fixture->client, query, 1, 1, NULL, &error);
  g_autoptr (GPtrArray) items = NULL;
  gint64 order_pk;

  g_assert_no_error (error);
  g_assert_cmpuint (page->orders->len, ==, 1);
  order_pk = omni_order_get_pk (g_ptr_array_index (page->orders, 0));
  items = omni_client_list_order_items (fixture->client, &order_pk, 1, NULL, &error);
  g_assert_no_error (error);
  return omni_order_item_get_pk (g_ptr_array_index (items, 0));
}

static void
assert_invoice (Fixture *fixture, gint64 pk, const char *invoice, gboolean is_written)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      items = omni_client_list_order_items_by_key (fixture->client, &pk, 1, NULL, &error);
  g_autofree char *now = NULL;

  g_assert_no_error (error);
  now = omni_order_item_dup_field (g_ptr_array_index (items, 0), OMNI_ITEM_INVOICE_NUMBER);
  if (is_written)
    g_assert_cmpstr (now, ==, invoice);
  else
    g_assert_cmpstr (now, !=, invoice);
}

static void
test_writing (Fixture *fixture, gconstpointer unused)
{
  gint64 pk = find_item (fixture);

  g_test_summary ("Test that what is written is sent once, whatever becomes of the answer, and "
                  "that reading it back tells what was done.");

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const Trouble *trouble = &troubles[i];
      g_autofree char *faults = g_strdup_printf ("%s:PATCH *", trouble->fault);
      g_autofree char *invoice = g_strdup_printf ("INV-%u", i);
      OmniItemUpdate update = { .pk = pk, .values[OMNI_ITEM_INVOICE_NUMBER] = invoice };
      g_autoptr (GError) error = NULL;
      guint n_changes = count_item_changes (fixture);
      gint64 before = ask_sandbox (fixture, faults);

      g_test_message ("%s", faults);
      g_assert_null (omni_client_update_order_items (fixture->client, &update, 1, NULL, &error));
      g_assert_error (error, OMNI_ERROR, (int) trouble->code);
      g_assert_cmpint (count_calls (fixture, before), ==, 1);
      g_assert_cmpuint (count_item_changes (fixture) - n_changes, ==, trouble->n_writes);
      assert_invoice (fixture, pk, invoice, trouble->n_writes > 0);
    }
}

static void
test_second_operator (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that pages are read to their end while somebody else changes orders.");

  ask_sandbox (fixture, "operator=3:GET */orders/");
  for (guint number = 1; number <= 6; number++)
    {
      g_autoptr (OmniOrderPage)
          page = omni_client_list_orders (fixture->client, query, number, 10, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->orders->len, ==, 10);
      g_assert_cmpint (page->has_next, ==, number < 6);
    }
  g_assert_cmpuint (count_item_changes (fixture), >=, 6);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add ("/net/faults/reading", Fixture, NULL, set_up, test_reading, tear_down);
  g_test_add ("/net/faults/reading-gives-up", Fixture, NULL, set_up, test_reading_gives_up,
              tear_down);
  g_test_add ("/net/faults/writing", Fixture, NULL, set_up, test_writing, tear_down);
  g_test_add ("/net/faults/second-operator", Fixture, NULL, set_up, test_second_operator,
              tear_down);

  return g_test_run ();
}
