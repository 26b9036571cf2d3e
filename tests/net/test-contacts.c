/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

static OmniClient *
new_client (OmniTestServer *server)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_server_get_url (server), &error);

  g_assert_no_error (error);
  omni_client_set_token (client, "token");
  omni_client_set_first_pause (client, 1);
  return client;
}

static void
test_reads (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniContact) customer = NULL;
  g_autoptr (OmniContact) address = NULL;
  g_autoptr (OmniContact) guessed = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a customer and an address are read from where the contract has them.");

  omni_test_server_add (server, "GET", "/api/v1/customers/7/", 200,
                        "{\"pk\": 7, \"email\": \"a@example.com\"}");
  omni_test_server_add (server, "GET", "/api/v1/channel/2/addresses/9/", 200,
                        "{\"pk\": 9, \"line\": \"Söğüt Sk. 12/5\"}");
  omni_test_server_add (server, "GET", "/api/v1/addresses/9/", 200, "{\"id\": 9}");

  customer = omni_client_get_contact (client, OMNI_CONTACT_CUSTOMER, 2, 7, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (omni_contact_get_text (customer, OMNI_CONTACT_EMAIL), ==, "a@example.com");
  address = omni_client_get_contact (client, OMNI_CONTACT_ADDRESS, 2, 9, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (omni_contact_get_text (address, OMNI_CONTACT_LINE), ==, "Söğüt Sk. 12/5");
  guessed = omni_client_get_contact (client, OMNI_CONTACT_ADDRESS, 0, 9, NULL, &error);
  g_assert_no_error (error);
  omni_test_server_assert_done (server);
}

static void
test_other (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that another customer than the one asked for is no answer.");

  omni_test_server_add (server, "GET", "/api/v1/customers/7/", 200, "{\"pk\": 8}");
  g_assert_null (omni_client_get_contact (client, OMNI_CONTACT_CUSTOMER, 2, 7, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_clear_error (&error);

  omni_test_server_add (server, "GET", "/api/v1/customers/6/", 200, "[]");
  g_assert_null (omni_client_get_contact (client, OMNI_CONTACT_CUSTOMER, 2, 6, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

static void
test_updates (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  const char *texts[OMNI_CONTACT_N_FIELDS] = { NULL };
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that only changed members are sent, each in its own form.");

  texts[OMNI_CONTACT_FIRST_NAME] = "Ece \"Ğ\"";
  texts[OMNI_CONTACT_PHONE_NUMBER] = "";
  texts[OMNI_CONTACT_CITY] = "9007199254740993";
  texts[OMNI_CONTACT_DISTRICT] = "";
  texts[OMNI_CONTACT_E_BILL_TAXPAYER] = "true";
  texts[OMNI_CONTACT_TAX_NO] = "0012345678";
  omni_test_server_add (server, "PATCH", "/api/v1/channel/2/addresses/9/", 200, "");
  g_assert_true (omni_client_update_contact (client, OMNI_CONTACT_ADDRESS, 2, 9, texts, NULL,
                                             &error));
  g_assert_no_error (error);
  g_assert_cmpstr (omni_test_server_get_request (server, 0)->body, ==,
                   "{\"first_name\":\"Ece \\\"Ğ\\\"\",\"phone_number\":null,"
                   "\"city\":9007199254740993,\"district\":null,\"tax_no\":\"0012345678\","
                   "\"e_bill_taxpayer\":true}");
  omni_test_server_assert_done (server);
}

static void
test_refused (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  const char *texts[OMNI_CONTACT_N_FIELDS] = { NULL };
  g_autoptr (GError) error = NULL;
  const OmniErrorField *field;

  g_test_summary ("Test that a write is sent once, and what is said about a field comes with it.");

  texts[OMNI_CONTACT_EMAIL] = "x";
  omni_test_server_add (server, "PATCH", "/api/v1/customers/7/", 400,
                        "{\"email\": [\"Not an address.\"], \"code\": \"invalid\"}");
  g_assert_false (omni_client_update_contact (client, OMNI_CONTACT_CUSTOMER, 2, 7, texts, NULL,
                                              &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_INVALID);
  field = g_ptr_array_index (omni_error_get_fields (error), 0);
  g_assert_cmpstr (field->name, ==, "email");
  g_assert_cmpstr (field->text, ==, "Not an address.");
  g_assert_cmpuint (omni_test_server_count (server, "PATCH", "/api/v1/customers/7/"), ==, 1);
}

static void
test_places (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GError) error = NULL;
  const OmniPlace *place;

  g_test_summary ("Test that places of elsewhere and places out of use cannot be chosen.");

  omni_test_reply_set_query (
      omni_test_server_add (server, "GET", "/api/v1/channel/2/townships/", 200,
                            "[{\"id\": 449, \"name\": \"Kadıköy\", \"city\": 34},"
                            " {\"id\": 450, \"name\": \"Çankaya\", \"city\": {\"pk\": 6}},"
                            " {\"id\": 451, \"name\": \"Old\", \"city\": 34, \"is_active\": false},"
                            " {\"pk\": 452, \"name\": \"Nowhere\"}]"),
      "city=34&page=1");
  places = omni_client_list_places (client, OMNI_CONTACT_TOWNSHIP, 2, 34, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, 2);
  place = g_ptr_array_index (places, 0);
  g_assert_cmpstr (place->name, ==, "Kadıköy");
  place = g_ptr_array_index (places, 1);
  g_assert_cmpint (place->pk, ==, 452);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/contacts/reads", test_reads);
  g_test_add_func ("/net/contacts/other", test_other);
  g_test_add_func ("/net/contacts/updates", test_updates);
  g_test_add_func ("/net/contacts/refused", test_refused);
  g_test_add_func ("/net/contacts/places", test_places);

  return g_test_run ();
}
