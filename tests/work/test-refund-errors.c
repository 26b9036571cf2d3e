/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the guard makes of every way in which a back office can answer a cancellation. */

#include "omni-client-private.h"
#include "omni-ledger.h"
#include "omni-refund-guard.h"
#include "omni-test-server.h"
#include "omni-test.h"

#include <string.h>

#define ORDER_PATH "/api/i1/orders_integration/10/detailed_integration/"
#define ITEMS_PATH "/api/v1/order_item/detailed_integration/"
#define PLANS_PATH "/api/v1/cancellation_plans/"
#define CANCEL_PATH "/api/i1/orders/10/cancel/"
#define READ_BACK -1
#define REFUSED(code) "{\"non_field_errors\": [\"Words of the shop.\"], \"code\": \"" code "\"}"

typedef struct
{
  guint status;
  const char *body;
  int error; /* READ_BACK where the answer says nothing */
  const char *code;
} Case;

static const Case cases[] = {
  { 400, "{\"reasons\": [\"Words of the shop.\"], \"code\": \"invalid\"}", OMNI_ERROR_INVALID,
    "invalid" },
  { 400, REFUSED ("orders_100_5"), OMNI_ERROR_INVALID, "orders_100_5" },
  { 400, "{\"detail\": \"Words of the shop.\", \"code\": \"other\"}", OMNI_ERROR_INVALID, "other" },
  { 401, "{\"detail\": \"Words of the shop.\", \"code\": \"auth_100_1\"}", OMNI_ERROR_SIGNED_OUT,
    "auth_100_1" },
  { 403, "{\"detail\": \"Words of the shop.\", \"code\": \"permission_100_1\"}",
    OMNI_ERROR_FORBIDDEN, "permission_100_1" },
  { 404, "{\"detail\": \"Words of the shop.\"}", OMNI_ERROR_NOT_FOUND, NULL },
  { 406, REFUSED ("orders_100_1"), OMNI_ERROR_REFUSED, "orders_100_1" },
  { 406, REFUSED ("orders_100_2"), OMNI_ERROR_REFUSED, "orders_100_2" },
  { 406, REFUSED ("orders_100_3"), OMNI_ERROR_REFUSED, "orders_100_3" },
  { 406, REFUSED ("orders_100_4"), OMNI_ERROR_REFUSED, "orders_100_4" },
  { 406, REFUSED ("orders_100_6"), OMNI_ERROR_REFUSED, "orders_100_6" },
  { 406, REFUSED ("orders_100_7"), OMNI_ERROR_REFUSED, "orders_100_7" },
  { 406, REFUSED ("orders_100_8"), OMNI_ERROR_REFUSED, "orders_100_8" },
  { 406, REFUSED ("orders_100_9"), OMNI_ERROR_REFUSED, "orders_100_9" },
  { 406, REFUSED ("orders_100_10"), OMNI_ERROR_REFUSED, "orders_100_10" },
  { 406, "{\"non_field_errors\": \"Words of the shop.\", \"code\": \"x_1_1\"}",
    OMNI_ERROR_REFUSED, "x_1_1" },
  { 429, "{\"detail\": \"Words of the shop.\"}", OMNI_ERROR_THROTTLED, NULL },
  { 500, "<html><body>Server Error</body></html>", READ_BACK, NULL },
  { 502, "", READ_BACK, NULL },
  { 503, "{\"detail\": \"Words of the shop.\"}", READ_BACK, NULL },
};

typedef struct
{
  char *folder;
  OmniDatabase *database;
  OmniProfile *profile;
  OmniTestServer *server;
  OmniClient *client;
  OmniRefundGuard *guard;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);
  fixture->server = omni_test_server_new ();
  fixture->client = omni_client_new (omni_test_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  omni_client_set_token (fixture->client, "secret");
  omni_client_set_first_pause (fixture->client, 1);
  fixture->profile = omni_profile_new (omni_test_server_get_url (fixture->server), "x");
  fixture->guard = omni_refund_guard_new (fixture->client, fixture->database, fixture->profile, 3);
  omni_refund_guard_set_quiet (fixture->guard, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->guard);
  g_object_unref (fixture->client);
  omni_test_server_free (fixture->server);
  omni_profile_free (fixture->profile);
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
play (Fixture *fixture, const char *method, const char *path, guint status, const char *body)
{
  OmniTestReply *reply = omni_test_server_add (fixture->server, method, path, status, body);

  if (g_str_equal (method, "GET"))
    omni_test_reply_set_forever (reply);
  if (status == 429)
    omni_test_reply_set_header (reply, "Retry-After", "120");
}

static OmniCancellation *
new_cancellation (void)
{
  OmniCancellation *cancellation = omni_cancellation_new (10, "00010", OMNI_CANCEL_LINES);
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation, 1);

  line->reason = 7;
  line->amount = (OmniMoney){ 10000, 2, "TRY" };
  cancellation->total = line->amount;
  cancellation->shipping = (OmniMoney){ 0, 2, "TRY" };

  return cancellation;
}

static guint
count_ledger (Fixture *fixture, OmniLedgerOutcome outcome)
{
  OmniLedgerFilter filter = { 0 };
  g_autoptr (GPtrArray) entries =
      omni_database_read_ledger (fixture->database, fixture->profile, &filter, 0, 100, NULL);
  guint n_entries = 0;

  for (guint i = 0; i < entries->len; i++)
    n_entries += ((OmniLedgerEntry *) entries->pdata[i])->outcome == outcome ? 1 : 0;

  return n_entries;
}

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  const Case *answer = data;
  g_autoptr (OmniCancellation) cancellation = new_cancellation ();
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that it was asked once, is not done, and the order is free again.");

  play (fixture, "GET", ORDER_PATH, 200,
        "{\"pk\": 10, \"number\": \"00010\", \"status\": \"400\", \"currency\": \"try\","
        " \"amount\": \"250.00\", \"shipping_amount\": \"0.00\", \"refund_amount\": \"0.00\"}");
  play (fixture, "GET", ITEMS_PATH, 200,
        "[{\"pk\": 1, \"order\": 10, \"status\": \"400\", \"price\": \"100.00\"},"
        " {\"pk\": 2, \"order\": 10, \"status\": \"400\", \"price\": \"150.00\"}]");
  play (fixture, "GET", PLANS_PATH, 200, "[]");
  play (fixture, "POST", CANCEL_PATH, answer->status, answer->body);
  result = omni_refund_guard_cancel (fixture->guard, cancellation, NULL, &error);

  if (answer->error != READ_BACK)
    {
      g_assert_null (result);
      g_assert_error (error, OMNI_ERROR, answer->error);
      g_assert_cmpstr (omni_error_get_server_code (error), ==, answer->code);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpint (result->outcome, ==, OMNI_REFUND_NOT_DONE);
      g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_UNKNOWN), ==, 1);
    }
  if (answer->error == OMNI_ERROR_REFUSED || answer->error == OMNI_ERROR_INVALID)
    g_assert_nonnull (strstr (error->message, "Words of the shop."));

  g_assert_cmpuint (omni_test_server_count (fixture->server, "POST", CANCEL_PATH), ==, 1);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_DONE), ==, 0);
  g_assert_cmpuint (count_ledger (fixture, OMNI_LEDGER_REFUSED), ==, 1);
  g_assert_false (omni_refund_guard_is_busy (fixture->guard, 10, NULL));
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/work/refund-errors/%u-%u", cases[i].status, i);

      g_test_add (path, Fixture, &cases[i], set_up, test_answer, tear_down);
    }

  return g_test_run ();
}
