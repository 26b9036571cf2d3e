/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"

#include "omni-test-server.h"
#include "omni-test.h"

#define CHANNELS_PATH "/api/v1/channels/"
#define CARGOS_PATH "/api/v1/cargos/"
#define PAYMENT_OPTIONS_PATH "/api/v1/payment_options/"
#define CHANNELS                                                                                   \
  "[{\"id\": 2, \"name\": \"Web TR\", \"channel_type\": \"web\"}, {\"pk\": 5, \"name\": \"Pazar "  \
  "A\"}]"
#define YURTICI                                                                                    \
  "{\"pk\": 4, \"name\": \"Yurtiçi Kargo\", \"erp_code\": \"y\", \"shipping_company\": "          \
  "\"yurtici\"}"
#define BRINGO "{\"pk\": 7, \"name\": \"Bringo\", \"shipping_company\": \"bringo_express\"}"
#define PAYMENT_OPTIONS "[{\"pk\": 31, \"name\": \"Kredi Kartı\", \"slug\": \"credit_card\"}]"

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
assert_entry (OmniReferenceData *data,
              OmniReferenceKind kind,
              gint64 pk,
              const char *name,
              const char *code)
{
  const OmniReferenceEntry *entry = omni_reference_data_find (data, kind, pk);

  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->name, ==, name);
  g_assert_cmpstr (entry->code, ==, code);
}

static void
test_load (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the three lists are read, with pk or id, bare or in pages, to their "
                  "ends.");

  omni_test_server_add (server, "GET", CHANNELS_PATH, 200, CHANNELS);
  omni_test_reply_set_query (omni_test_server_add (server, "GET", CARGOS_PATH, 200,
                                                   "{\"count\": 2, \"next\": \"?page=2\", "
                                                   "\"results\": [" YURTICI "]}"),
                             "page=1");
  omni_test_reply_set_query (omni_test_server_add (server, "GET", CARGOS_PATH, 200,
                                                   "{\"count\": 2, \"next\": null, \"results\": "
                                                   "[" BRINGO "]}"),
                             "page=2");
  omni_test_server_add (server, "GET", PAYMENT_OPTIONS_PATH, 200, PAYMENT_OPTIONS);

  data = omni_client_load_reference_data (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CHANNEL), ==, 2);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CARGO_COMPANY), ==, 2);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_PAYMENT_OPTION), ==, 1);
  assert_entry (data, OMNI_REFERENCE_CHANNEL, 2, "Web TR", "web");
  assert_entry (data, OMNI_REFERENCE_CHANNEL, 5, "Pazar A", NULL);
  assert_entry (data, OMNI_REFERENCE_CARGO_COMPANY, 4, "Yurtiçi Kargo", "yurtici");
  assert_entry (data, OMNI_REFERENCE_CARGO_COMPANY, 7, "Bringo", "bringo_express");
  assert_entry (data, OMNI_REFERENCE_PAYMENT_OPTION, 31, "Kredi Kartı", "credit_card");
  omni_test_server_assert_done (server);
}

static void
test_cargos_by_channel (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that cargo companies come from the channels where there is no list for "
                  "all, each once.");

  omni_test_server_add (server, "GET", CHANNELS_PATH, 200, CHANNELS);
  omni_test_server_add (server, "GET", CARGOS_PATH, 404, "{\"detail\": \"Not found.\"}");
  omni_test_server_add (server, "GET", "/api/v1/channel/2/cargos/", 200, "[" YURTICI "]");
  omni_test_server_add (server, "GET", "/api/v1/channel/5/cargos/", 200,
                        "[" YURTICI ", " BRINGO "]");
  omni_test_server_add (server, "GET", PAYMENT_OPTIONS_PATH, 200, PAYMENT_OPTIONS);

  data = omni_client_load_reference_data (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CARGO_COMPANY), ==, 2);
  omni_test_server_assert_done (server);
}

static void
test_absent (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that a list that is not there, or not for this user, stays empty.");

  omni_test_server_add (server, "GET", CHANNELS_PATH, 200, CHANNELS);
  omni_test_server_add (server, "GET", CARGOS_PATH, 403, NULL);
  omni_test_server_add (server, "GET", "/api/v1/channel/2/cargos/", 403, NULL);
  omni_test_server_add (server, "GET", "/api/v1/channel/5/cargos/", 404, NULL);
  omni_test_server_add (server, "GET", PAYMENT_OPTIONS_PATH, 405, NULL);

  data = omni_client_load_reference_data (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CHANNEL), ==, 2);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CARGO_COMPANY), ==, 0);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_PAYMENT_OPTION), ==, 0);
  omni_test_server_assert_done (server);
}

static void
test_side_by_side (void)
{
  static const char *const paths[] = { CHANNELS_PATH, CARGOS_PATH, PAYMENT_OPTIONS_PATH };
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that the lists are asked for at the same time.");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    omni_test_reply_set_delay (omni_test_server_add (server, "GET", paths[i], 200, "[]"), 200);
  data = omni_client_load_reference_data (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_test_server_get_peak (server), >, 1);
  omni_test_server_assert_done (server);
}

static void
test_failure (void)
{
  static const struct
  {
    guint status;
    const char *body;
    OmniError code;
  } failures[] = {
    { 401, "{}", OMNI_ERROR_SIGNED_OUT },
    { 500, "{}", OMNI_ERROR_SERVER },
    { 200, "<html></html>", OMNI_ERROR_BAD_REPLY },
    { 200, "[{\"pk\": 2, \"name\": ", OMNI_ERROR_BAD_REPLY },
    { 200, "{\"detail\": \"No list.\"}", OMNI_ERROR_BAD_REPLY },
  };

  g_test_summary ("Test that a lost session, a fault and an unreadable list are errors.");

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (OmniTestServer) server = omni_test_server_new ();
      g_autoptr (OmniClient) client = new_client (server);
      g_autoptr (GError) error = NULL;

      omni_test_reply_set_forever (omni_test_server_add (server, "GET", CHANNELS_PATH,
                                                         failures[i].status, failures[i].body));
      g_assert_null (omni_client_load_reference_data (client, NULL, &error));
      g_assert_error (error, OMNI_ERROR, (int) failures[i].code);
    }
}

/*
 * @data: (owned) (nullable), @error: (owned) (nullable): how the call ended
 * @done: whether it ended
 */
typedef struct
{
  OmniReferenceData *data;
  GError *error;
  gboolean done;
} Outcome;

static void
loaded_cb (GObject *source_object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->data = omni_client_load_reference_data_finish (OMNI_CLIENT (source_object), result,
                                                          &outcome->error);
  outcome->done = TRUE;
}

static void
test_async (void)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniClient) client = new_client (server);
  Outcome outcome = { 0 };

  g_test_summary ("Test that a window can load the lists.");

  omni_test_server_add (server, "GET", CHANNELS_PATH, 200, "[]");
  omni_test_server_add (server, "GET", CARGOS_PATH, 200, "[]");
  omni_test_server_add (server, "GET", PAYMENT_OPTIONS_PATH, 200, PAYMENT_OPTIONS);
  omni_client_load_reference_data_async (client, NULL, loaded_cb, &outcome);
  OMNI_TEST_WAIT (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (omni_reference_data_get_size (outcome.data, OMNI_REFERENCE_PAYMENT_OPTION), ==,
                    1);
  omni_reference_data_unref (outcome.data);
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/net/reference-data/load", test_load);
  g_test_add_func ("/net/reference-data/cargos-by-channel", test_cargos_by_channel);
  g_test_add_func ("/net/reference-data/absent", test_absent);
  g_test_add_func ("/net/reference-data/side-by-side", test_side_by_side);
  g_test_add_func ("/net/reference-data/failure", test_failure);
  g_test_add_func ("/net/reference-data/async", test_async);

  return g_test_run ();
}
