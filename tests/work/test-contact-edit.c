/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-address.h"
#include "omni-contact-edit.h"
#include "omni-customer.h"
#include "omni-ledger.h"
#include "omni-order-details.h"
#include "omni-test-sandbox.h"
#include "omni-test-server.h"
#include "omni-test.h"
#include "omni-time.h"

#include <string.h>

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniSession *session;     /* (owned) */
  gint64 customer;
  gint64 address;
  gint64 channel;
  gint64 order;
} Fixture;

static OmniSession *
sign_in (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  OmniSession *session = omni_session_sign_in (fixture->database,
                                               omni_test_sandbox_get_url (fixture->sandbox),
                                               OMNI_TEST_USER, OMNI_TEST_PASSWORD, FALSE, NULL,
                                               &error);

  g_assert_no_error (error);
  return session;
}

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  g_autofree char *option = g_strconcat ("--variant=", variant, NULL);
  const char *options[] = { "--orders=40", "--seed=7", option, NULL };
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (OmniOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->database = omni_database_open (":memory:", &error);
  g_assert_no_error (error);
  fixture->session = sign_in (fixture);

  page = omni_client_list_orders (omni_session_get_client (fixture->session), query, 1, 1, NULL,
                                  &error);
  g_assert_no_error (error);
  order = omni_client_get_detailed_order (omni_session_get_client (fixture->session),
                                          omni_order_get_pk (g_ptr_array_index (page->orders, 0)),
                                          NULL, &error);
  g_assert_no_error (error);
  fixture->order = omni_order_get_pk (order);
  fixture->customer = omni_customer_get_pk (omni_order_get_customer (order));
  fixture->address = omni_address_get_pk (omni_order_get_shipping_address (order));
  fixture->channel = omni_order_get_channel (order);
}

static void
tear_down (Fixture *fixture, gconstpointer variant)
{
  g_clear_object (&fixture->session);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_sandbox_free (fixture->sandbox);
}

static gboolean
is_idle (OmniContactEdit *edit)
{
  OmniContactEditState state = omni_contact_edit_get_state (edit);

  return state != OMNI_CONTACT_EDIT_LOADING && state != OMNI_CONTACT_EDIT_SAVING;
}

static OmniContactEdit *
begin (Fixture *fixture, OmniSession *session, OmniContactKind kind)
{
  OmniContactEdit *edit = omni_contact_edit_new (session, kind,
                                                 kind == OMNI_CONTACT_CUSTOMER ? fixture->customer
                                                                               : fixture->address,
                                                 fixture->channel, fixture->order, "1");

  omni_contact_edit_load (edit);
  OMNI_TEST_WAIT (is_idle (edit));
  return edit;
}

static void
save (OmniContactEdit *edit)
{
  g_assert_true (omni_contact_edit_can_save (edit));
  omni_contact_edit_save (edit);
  OMNI_TEST_WAIT (is_idle (edit));
}

static void
assert_saved (OmniContactEdit *edit)
{
  g_assert_no_error (omni_contact_edit_get_error (edit));
  g_assert_cmpint (omni_contact_edit_get_state (edit), ==, OMNI_CONTACT_EDIT_SAVED);
}

static char *
read_text (Fixture *fixture, OmniContactKind kind, OmniContactField field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniContact) contact = omni_client_get_contact (
      omni_session_get_client (fixture->session), kind, fixture->channel,
      kind == OMNI_CONTACT_CUSTOMER ? fixture->customer : fixture->address, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (omni_contact_get_text (contact, field));
}

static void
assert_has (Fixture *fixture, OmniContactField field, const char *expected)
{
  g_autofree char *text = read_text (fixture, OMNI_CONTACT_CUSTOMER, field);

  g_assert_cmpstr (text, ==, expected);
}

static GPtrArray *
read_ledger (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = omni_database_read_ledger (fixture->database,
                                                  omni_session_get_profile (fixture->session), NULL,
                                                  0, 100, &error);

  g_assert_no_error (error);
  return entries;
}

static void
test_saves (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (GPtrArray) entries = NULL;
  const OmniLedgerEntry *entry;
  g_autofree char *key = NULL;
  g_autofree char *draft = NULL;

  g_test_summary ("Test that a customer is changed, noted in the ledger, and no draft stays.");

  g_assert_cmpint (omni_contact_edit_get_state (edit), ==, OMNI_CONTACT_EDIT_READY);
  g_assert_false (omni_contact_edit_can_save (edit));
  omni_contact_edit_set_text (edit, OMNI_CONTACT_LAST_NAME, "  Aydın Er ");
  g_assert_true (omni_contact_edit_is_changed (edit, OMNI_CONTACT_LAST_NAME));
  save (edit);
  assert_saved (edit);
  assert_has (fixture, OMNI_CONTACT_LAST_NAME, "Aydın Er");

  entries = read_ledger (fixture);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->outcome, ==, OMNI_LEDGER_DONE);
  g_assert_cmpstr (entry->subject, ==, "Customer: Last name");
  g_assert_cmpstr (entry->new_value, ==, "Aydın Er");

  key = g_strdup_printf ("draft/customer/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                         fixture->customer, fixture->order);
  draft = omni_database_get_state (fixture->database, omni_session_get_profile (fixture->session),
                                   key, NULL);
  g_assert_null (draft);
}

static void
test_saved_while_read (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (OmniOrderDetails) details =
    omni_order_details_new (omni_session_get_client (fixture->session), fixture->order, NULL);
  const OmniCustomer *customer;

  g_test_summary ("Test that what is asked for after a change is not answered from before it.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"slow=2000:GET *orders_integration*:100:1\"}");
  omni_order_details_load (details);
  omni_contact_edit_set_text (edit, OMNI_CONTACT_LAST_NAME, "After");
  save (edit);
  assert_saved (edit);
  g_assert_cmpint (omni_order_details_get_state (details, OMNI_ORDER_DETAILS_ORDER), ==,
                   OMNI_LOAD_LOADING);

  omni_order_details_load (details);
  OMNI_TEST_WAIT (!omni_order_details_is_loading (details));
  customer = omni_order_get_customer (omni_order_details_get_order (details));
  g_assert_cmpstr (omni_customer_get_last_name (customer), ==, "After");
}

static void
got_places_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray **places = user_data;

  *places = omni_contact_edit_list_places_finish (OMNI_CONTACT_EDIT (source), result, &error);
  g_assert_no_error (error);
}

/* The key of a place that lies there and is not @but. */
static char *
choose_place (OmniContactEdit *edit, OmniContactField level, const char *parent, const char *but)
{
  g_autoptr (GPtrArray) places = NULL;

  omni_contact_edit_list_places_async (edit, level, g_ascii_strtoll (parent, NULL, 10),
                                       got_places_cb, &places);
  OMNI_TEST_WAIT (places != NULL);
  for (guint i = 0; i < places->len; i++)
    {
      const OmniPlace *place = g_ptr_array_index (places, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, place->pk);

      g_assert_true (level == OMNI_CONTACT_COUNTRY ||
                     place->parent == g_ascii_strtoll (parent, NULL, 10));
      if (g_strcmp0 (key, but) != 0)
        return g_steal_pointer (&key);
    }

  g_assert_not_reached ();
}

static void
test_address (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_ADDRESS);
  g_autofree char *city = NULL;
  g_autofree char *township = NULL;
  g_autofree char *saved = NULL;
  const char *country;

  g_test_summary ("Test that an address moves to another city, and what lay in the old one goes.");

  g_assert_cmpint (omni_contact_edit_get_state (edit), ==, OMNI_CONTACT_EDIT_READY);
  country = omni_contact_edit_get_text (edit, OMNI_CONTACT_COUNTRY);
  city = choose_place (edit, OMNI_CONTACT_CITY, country,
                       omni_contact_edit_get_text (edit, OMNI_CONTACT_CITY));
  omni_contact_edit_set_text (edit, OMNI_CONTACT_CITY, city);
  g_assert_cmpstr (omni_contact_edit_get_text (edit, OMNI_CONTACT_TOWNSHIP), ==, "");
  g_assert_cmpstr (omni_contact_edit_get_text (edit, OMNI_CONTACT_DISTRICT), ==, "");
  township = choose_place (edit, OMNI_CONTACT_TOWNSHIP, city, NULL);
  omni_contact_edit_set_text (edit, OMNI_CONTACT_TOWNSHIP, township);
  omni_contact_edit_set_text (edit, OMNI_CONTACT_LINE, "Söğüt Sk. 12/5");
  save (edit);
  assert_saved (edit);

  saved = read_text (fixture, OMNI_CONTACT_ADDRESS, OMNI_CONTACT_TOWNSHIP);
  g_assert_cmpstr (saved, ==, township);
}

static void
test_conflict (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniSession) other_session = sign_in (fixture);
  g_autoptr (OmniContactEdit) first = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (OmniContactEdit) second = begin (fixture, other_session, OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that who saves second sees what the first did, field by field.");

  omni_contact_edit_set_text (first, OMNI_CONTACT_FIRST_NAME, "Theirs");
  omni_contact_edit_set_text (first, OMNI_CONTACT_PHONE_NUMBER, "05320000001");
  save (first);
  assert_saved (first);

  omni_contact_edit_set_text (second, OMNI_CONTACT_FIRST_NAME, "Mine");
  omni_contact_edit_set_text (second, OMNI_CONTACT_LAST_NAME, "Also mine");
  save (second);
  g_assert_cmpint (omni_contact_edit_get_state (second), ==, OMNI_CONTACT_EDIT_READY);
  g_assert_cmpstr (omni_contact_edit_get_theirs (second, OMNI_CONTACT_FIRST_NAME), ==, "Theirs");
  g_assert_cmpstr (omni_contact_edit_get_text (second, OMNI_CONTACT_FIRST_NAME), ==, "Mine");
  g_assert_null (omni_contact_edit_get_theirs (second, OMNI_CONTACT_LAST_NAME));
  g_assert_cmpuint (omni_contact_edit_get_taken (second), ==, 1 << OMNI_CONTACT_PHONE_NUMBER);
  g_assert_cmpstr (omni_contact_edit_get_text (second, OMNI_CONTACT_PHONE_NUMBER), ==,
                   "05320000001");
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Theirs");
  g_assert_false (omni_contact_edit_can_save (second));

  omni_contact_edit_resolve (second, OMNI_CONTACT_FIRST_NAME, TRUE);
  save (second);
  assert_saved (second);
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Mine");
  assert_has (fixture, OMNI_CONTACT_LAST_NAME, "Also mine");
  assert_has (fixture, OMNI_CONTACT_PHONE_NUMBER, "05320000001");
}

static void
test_theirs (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniSession) other_session = sign_in (fixture);
  g_autoptr (OmniContactEdit) first = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (OmniContactEdit) second = begin (fixture, other_session, OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that choosing theirs leaves nothing to save.");

  omni_contact_edit_set_text (first, OMNI_CONTACT_EMAIL, "theirs@example.com");
  save (first);
  omni_contact_edit_set_text (second, OMNI_CONTACT_EMAIL, "mine@example.com");
  save (second);
  omni_contact_edit_resolve (second, OMNI_CONTACT_EMAIL, FALSE);
  g_assert_cmpuint (omni_contact_edit_count_changed (second), ==, 0);
  g_assert_cmpstr (omni_contact_edit_get_text (second, OMNI_CONTACT_EMAIL), ==,
                   "theirs@example.com");
}

static void
test_draft (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) later = NULL;
  OmniContactEdit *edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that what was typed comes back after a program that ended without saving.");

  omni_contact_edit_set_text (edit, OMNI_CONTACT_PHONE_NUMBER, "not yet a number");
  omni_contact_edit_set_text (edit, OMNI_CONTACT_SMS_ALLOWED, "true");
  omni_contact_edit_set_text (edit, OMNI_CONTACT_SMS_ALLOWED, "false");
  g_object_add_weak_pointer (G_OBJECT (edit), (gpointer *) &edit);
  g_object_unref (edit);
  OMNI_TEST_WAIT (edit == NULL);

  later = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_assert_cmpint (omni_contact_edit_get_restored (later), !=, OMNI_TIME_NONE);
  g_assert_cmpstr (omni_contact_edit_get_text (later, OMNI_CONTACT_PHONE_NUMBER), ==,
                   "not yet a number");
  g_assert_nonnull (omni_contact_edit_get_problem (later, OMNI_CONTACT_PHONE_NUMBER));
  g_assert_false (omni_contact_edit_can_save (later));

  omni_contact_edit_discard (later);
  g_assert_cmpuint (omni_contact_edit_count_changed (later), ==, 0);
  g_clear_object (&later);
  later = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_assert_cmpint (omni_contact_edit_get_restored (later), ==, OMNI_TIME_NONE);
}

static void
test_server_says_no (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that what the server says about a field is said at the field.");

  /* Fine by our loose rule and not by the sandbox. */
  omni_contact_edit_set_text (edit, OMNI_CONTACT_EMAIL, "a,b@example.com");
  save (edit);
  g_assert_error (omni_contact_edit_get_error (edit), OMNI_ERROR, OMNI_ERROR_INVALID);
  g_assert_nonnull (omni_contact_edit_get_problem (edit, OMNI_CONTACT_EMAIL));
  g_assert_false (omni_contact_edit_can_save (edit));

  omni_contact_edit_set_text (edit, OMNI_CONTACT_EMAIL, "a@example.com");
  save (edit);
  assert_saved (edit);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (omni_session_sign_in_again_finish (OMNI_SESSION (source), result, &error));
  g_assert_no_error (error);
}

static void
test_expired (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that saving goes on where the session ended, once somebody signed in.");

  omni_contact_edit_set_text (edit, OMNI_CONTACT_FIRST_NAME, "Kept");
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/expire/", "{}");
  save (edit);
  g_assert_error (omni_contact_edit_get_error (edit), OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_assert_cmpstr (omni_contact_edit_get_text (edit, OMNI_CONTACT_FIRST_NAME), ==, "Kept");
  OMNI_TEST_WAIT (!omni_session_is_signed_in (fixture->session));

  omni_session_sign_in_again_async (fixture->session, OMNI_TEST_PASSWORD, NULL, signed_in_cb, NULL);
  OMNI_TEST_WAIT (omni_contact_edit_get_state (edit) == OMNI_CONTACT_EDIT_SAVED);
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Kept");
}

static void
test_lost (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (GPtrArray) entries = NULL;

  g_test_summary ("Test that after a lost answer what happened is read back, both ways.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"cut-after:PATCH *customers*:100:1\"}");
  omni_contact_edit_set_text (edit, OMNI_CONTACT_FIRST_NAME, "Arrived");
  save (edit);
  assert_saved (edit);
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Arrived");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"cut-before:PATCH *customers*:100:1\"}");
  omni_contact_edit_set_text (edit, OMNI_CONTACT_FIRST_NAME, "Lost");
  save (edit);
  g_assert_error (omni_contact_edit_get_error (edit), OMNI_ERROR, OMNI_ERROR_OFFLINE);
  g_assert_nonnull (strstr (omni_contact_edit_get_error (edit)->message, "Nothing was saved."));
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Arrived");

  save (edit);
  assert_saved (edit);
  assert_has (fixture, OMNI_CONTACT_FIRST_NAME, "Lost");
  entries = read_ledger (fixture);
  g_assert_cmpuint (entries->len, ==, 3);
}

static void
test_server_fault (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = begin (fixture, fixture->session, OMNI_CONTACT_CUSTOMER);
  g_autoptr (GPtrArray) entries = NULL;
  const OmniLedgerEntry *entry;

  g_test_summary ("Test that a fault of the server is looked into, and saving again does it once.");

  omni_contact_edit_set_text (edit, OMNI_CONTACT_FIRST_NAME, "Again");
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"500:PATCH *customers*:100:1\"}");
  save (edit);
  g_assert_error (omni_contact_edit_get_error (edit), OMNI_ERROR, OMNI_ERROR_SERVER);
  g_assert_nonnull (strstr (omni_contact_edit_get_error (edit)->message, "Nothing was saved."));
  save (edit);
  assert_saved (edit);
  entries = read_ledger (fixture);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->outcome, ==, OMNI_LEDGER_REFUSED);
}

#define CUSTOMER_PATH "/api/v1/customers/7/"

static void
test_unknown (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (OmniContactEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that where nobody knows what happened that is said, and nothing is lost.");

  omni_test_server_add (server, "GET", "/api/v1/active_user/", 200,
                        "{\"pk\":3,\"username\":\"e\"}");
  omni_test_server_add (server, "GET", "/api/v1/channels/", 200, "[]");
  omni_test_server_add (server, "GET", "/api/v1/payment_options/", 200, "[]");
  omni_test_server_add (server, "GET", "/api/v1/cargos/", 200, "[]");
  for (guint i = 0; i < 2; i++)
    omni_test_server_add (server, "GET", CUSTOMER_PATH, 200, "{\"pk\": 7, \"first_name\": \"A\"}");
  omni_test_reply_set_drop (omni_test_server_add (server, "PATCH", CUSTOMER_PATH, 200, ""));
  omni_test_server_add (server, "GET", CUSTOMER_PATH, 403, "{}");
  omni_test_server_add (server, "GET", CUSTOMER_PATH, 200, "{\"pk\": 7, \"first_name\": \"B\"}");

  session = omni_session_new_with_token (omni_test_server_get_url (server), "token", NULL, &error);
  g_assert_no_error (error);
  edit = omni_contact_edit_new (session, OMNI_CONTACT_CUSTOMER, 7, 1, 1, NULL);
  omni_contact_edit_load (edit);
  OMNI_TEST_WAIT (is_idle (edit));
  omni_contact_edit_set_text (edit, OMNI_CONTACT_FIRST_NAME, "B");
  save (edit);
  g_assert_nonnull (strstr (omni_contact_edit_get_error (edit)->message, "is not known"));
  g_assert_cmpstr (omni_contact_edit_get_text (edit, OMNI_CONTACT_FIRST_NAME), ==, "B");

  save (edit);
  assert_saved (edit);
  g_assert_cmpuint (omni_test_server_count (server, "PATCH", CUSTOMER_PATH), ==, 1);
  omni_test_server_assert_done (server);
}

static void
test_vanished (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (OmniContactEdit) edit = omni_contact_edit_new (fixture->session, OMNI_CONTACT_CUSTOMER,
                                                            99999999, fixture->channel, 1, NULL);

  g_test_summary ("Test that a customer that is not there is said so, and can be asked for again.");

  omni_contact_edit_load (edit);
  OMNI_TEST_WAIT (is_idle (edit));
  g_assert_cmpint (omni_contact_edit_get_state (edit), ==, OMNI_CONTACT_EDIT_FAILED);
  g_assert_error (omni_contact_edit_get_error (edit), OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  static const char *const variants[] = { "bare-arrays", "gzip", "id-for-pk", "ignored-filters",
                                          "money-numbers", "no-proposed", "status-names",
                                          "text-errors", "unknown-values" };

  omni_test_init (&argc, &argv);

#define ADD(name, test) g_test_add (name, Fixture, "", set_up, test, tear_down)
  ADD ("/work/contact-edit/saves", test_saves);
  ADD ("/work/contact-edit/address", test_address);
  ADD ("/work/contact-edit/conflict", test_conflict);
  ADD ("/work/contact-edit/theirs", test_theirs);
  ADD ("/work/contact-edit/draft", test_draft);
  ADD ("/work/contact-edit/server-says-no", test_server_says_no);
  ADD ("/work/contact-edit/expired", test_expired);
  ADD ("/work/contact-edit/lost", test_lost);
  ADD ("/work/contact-edit/server-fault", test_server_fault);
  ADD ("/work/contact-edit/saved-while-read", test_saved_while_read);
  g_test_add_func ("/work/contact-edit/unknown", test_unknown);
  ADD ("/work/contact-edit/vanished", test_vanished);

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *customer =
          g_strconcat ("/work/contact-edit/customer-of-", variants[i], NULL);
      g_autofree char *address = g_strconcat ("/work/contact-edit/address-of-", variants[i], NULL);

      g_test_add (customer, Fixture, variants[i], set_up, test_saves, tear_down);
      g_test_add (address, Fixture, variants[i], set_up, test_address, tear_down);
    }

  return g_test_run ();
}
