/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-cli.h"
#include "omni-test-server.h"
#include "omni-test.h"

#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  OmniTestCli *cli; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->cli = omni_test_cli_new ();
  omni_test_cli_start_sandbox (fixture->cli, "60");
  omni_test_cli_use_password (fixture->cli);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  omni_test_cli_free (fixture->cli);
}

static OmniTestRun *
run (OmniTestCli *cli, const char *format, const char *number)
{
  g_autofree char *line = g_strconcat (format, number, NULL);
  OmniTestRun *done = omni_test_cli_run_line (cli, line);

  g_test_message ("%s: %d %s%s", line, done->status, done->out, done->err);
  return done;
}

static char *
find_first_number (OmniTestCli *cli, const char *status)
{
  g_autofree char *format = g_strdup_printf ("orders list --status %s --limit 1 --format json "
                                             "--columns number",
                                             status);
  g_autoptr (OmniTestRun) list = run (cli, format, "");
  g_autoptr (JsonNode) node = json_from_string (list->out, NULL);

  g_assert_nonnull (node);
  return g_strdup (json_object_get_string_member (
    json_array_get_object_element (json_node_get_array (node), 0), "number"));
}

/* The log of the order, which has to be shown whatever becomes of the ledger. */
static JsonNode *
show_log (OmniTestCli *cli, const char *number, char **message)
{
  g_autoptr (OmniTestRun) shown = run (cli, "orders show --format json ", number);
  g_autoptr (JsonNode) node = json_from_string (shown->out, NULL);

  g_assert_cmpint (shown->status, ==, 0);
  g_assert_nonnull (node);
  *message = g_steal_pointer (&shown->err);
  return json_node_copy (json_object_get_member (json_node_get_object (node), "log"));
}

static guint
count_origin (JsonNode *log, const char *origin)
{
  JsonArray *entries = json_node_get_array (log);
  guint n_entries = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (g_str_equal (json_object_get_string_member (entry, "origin"), origin))
        n_entries++;
    }

  return n_entries;
}

static void
assert_newest_first (JsonNode *log)
{
  JsonArray *entries = json_node_get_array (log);

  for (guint i = 1; i < json_array_get_length (entries); i++)
    {
      const char *newer = json_object_get_string_member (
        json_array_get_object_element (entries, i - 1), "created");
      const char *older = json_object_get_string_member (
        json_array_get_object_element (entries, i), "created");

      g_assert_cmpstr (newer, >=, older);
    }
}

static void
test_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_first_number (fixture->cli, "400");
  g_autofree char *other = find_first_number (fixture->cli, "450");
  g_autofree char *before_message = NULL;
  g_autofree char *after_message = NULL;
  g_autofree char *other_message = NULL;
  g_autoptr (JsonNode) before = show_log (fixture->cli, number, &before_message);
  g_autoptr (OmniTestRun) cancelled = run (fixture->cli, "orders cancel --all --reason 7 --yes ",
                                           number);
  g_autoptr (JsonNode) after = show_log (fixture->cli, number, &after_message);
  g_autoptr (JsonNode) elsewhere = show_log (fixture->cli, other, &other_message);
  g_autoptr (OmniTestRun) text = run (fixture->cli, "orders show ", number);

  g_test_summary ("Test that the log is the server's and this computer's, as in a window.");

  g_assert_cmpint (cancelled->status, ==, 0);
  g_assert_cmpstr (before_message, ==, "");
  g_assert_cmpuint (count_origin (before, "server"), >, 0);
  g_assert_cmpuint (count_origin (before, "this-computer"), ==, 0);
  g_assert_cmpstr (after_message, ==, "");
  g_assert_cmpuint (count_origin (after, "server"), >, count_origin (before, "server"));
  g_assert_cmpuint (count_origin (after, "this-computer"), >, 0);
  assert_newest_first (after);
  g_assert_cmpuint (count_origin (elsewhere, "this-computer"), ==, 0);

  g_assert_nonnull (strstr (text->out, "origin: this-computer"));
  g_assert_nonnull (strstr (text->out, "origin: server"));
}

static void
test_no_database (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_first_number (fixture->cli, "400");
  g_autofree char *folder = g_build_filename (fixture->cli->home, "omnidesk", NULL);
  g_autofree char *message = NULL;
  g_autofree char *damaged_message = NULL;
  g_autofree char *path = g_build_filename (folder, "omnidesk.db", NULL);
  g_autoptr (JsonNode) log = NULL;
  g_autoptr (JsonNode) damaged_log = NULL;

  g_test_summary ("Test that an order is shown where nothing is kept, and that it is said where "
                  "the ledger cannot be read.");

  log = show_log (fixture->cli, number, &message);
  g_assert_cmpstr (message, ==, "");
  /* Looking at an order leaves nothing behind. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "This is no database.", -1, NULL));
  damaged_log = show_log (fixture->cli, number, &damaged_message);
  g_assert_nonnull (strstr (damaged_message, "this computer"));
  g_assert_true (json_node_equal (log, damaged_log));
}

static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *number = find_first_number (fixture->cli, "400");
  g_autofree char *path = g_build_filename (fixture->cli->home, "omnidesk", "omnidesk.db", NULL);
  g_autoptr (OmniTestRun) cancelled = run (fixture->cli, "orders cancel --all --reason 7 --yes ",
                                           number);
  g_autofree char *message = NULL;
  g_autoptr (JsonNode) log = NULL;
  sqlite3 *holder = NULL;

  g_test_summary ("Test that an order is shown while another program keeps the ledger to itself.");

  g_assert_cmpint (cancelled->status, ==, 0);
  g_assert_cmpint (sqlite3_open (path, &holder), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (holder,
                                 "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;"
                                 "CREATE TABLE held (a); COMMIT",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  log = show_log (fixture->cli, number, &message);
  sqlite3_close (holder);

  g_assert_cmpuint (count_origin (log, "server"), >, 0);
  g_assert_cmpuint (count_origin (log, "this-computer"), ==, 0);
  g_assert_nonnull (strstr (message, "this computer"));
}

#define ORDER                                                                                      \
  "{\"pk\": 10, \"number\": \"774\", \"date_placed\": \"2025-03-04T00:00:00Z\","                   \
  " \"invoice_date\": \"2025-03-05T00:00:00Z\","                                                   \
  " \"extra_field\": {\"id\": \"WEB-1\", \"gift\": {\"to\": \"Ali\"}},"                            \
  " \"delivery_range\": {\"lower\": \"2025-03-08T09:00:00Z\", \"upper\": null},"                   \
  " \"orderitem_set\": [{\"pk\": 1, \"order\": 10, \"shipping_company\": \"mng\"},"                \
  " {\"pk\": 2, \"order\": 10, \"shipping_company\": \"bring_it\"}]}"

static void
play (OmniTestServer *server, const char *path, const char *body)
{
  omni_test_reply_set_forever (omni_test_server_add (server, "GET", path, 200, body));
}

static void
test_facts (void)
{
  g_autoptr (OmniTestCli) cli = omni_test_cli_new ();
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  g_autoptr (OmniTestRun) text = NULL;
  g_autoptr (OmniTestRun) json = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *order;
  JsonArray *items;

  g_test_summary ("Test that days are days, companies have names, and open members are shown.");

  play (server, "/api/v1/active_user/", "{\"pk\": 3, \"username\": \"ops.elif\"}");
  play (server, "/api/v1/channels/", "[]");
  play (server, "/api/v1/payment_options/", "[]");
  play (server, "/api/v1/cargos/",
        "[{\"pk\": 2, \"name\": \"MNG Kargo\", \"shipping_company\": \"mng\"}]");
  play (server, "/api/i1/orders/774/", ORDER);
  play (server, "/api/i1/orders_integration/10/detailed_integration/", ORDER);
  play (server, "/api/i1/discount_items/detailed_integration/", "[]");
  play (server, "/api/v1/order_transactions/", "[]");
  play (server, "/api/v1/cancellation_plans/", "[]");
  play (server, "/api/v1/cancellation_requests/", "[]");
  play (server, "/api/v1/orders/10/logs/", "[]");
  play (server, "/api/v1/orders/10/contracts/", "[]");
  omni_test_cli_set (cli, "OMNIDESK_SERVER", omni_test_server_get_url (server));
  omni_test_cli_set (cli, "OMNIDESK_TOKEN", "token");
  omni_test_cli_set (cli, "TZ", "America/New_York");

  text = run (cli, "orders show ", "774");
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out, "2025-03-05\n"));
  g_assert_nonnull (strstr (text->out, "2025-03-03 19:00\n"));
  g_assert_nonnull (strstr (text->out, "2025-03-08 04:00\n"));
  g_assert_nonnull (strstr (text->out, "MNG Kargo"));
  g_assert_nonnull (strstr (text->out, "bring_it"));
  g_assert_nonnull (strstr (text->out, "id: WEB-1 · gift: to: Ali\n"));

  json = run (cli, "orders show --format json ", "774");
  node = json_from_string (json->out, NULL);
  g_assert_nonnull (node);
  order = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (order, "invoice-date"), ==,
                   "2025-03-05T00:00:00.000000Z");
  g_assert_cmpstr (json_object_get_string_member (order, "delivery-from"), ==,
                   "2025-03-08T09:00:00.000000Z");
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (order, "extra"), "gift"),
                   ==, "to: Ali");
  items = json_object_get_array_member (order, "items");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (items, 0),
                                                  "item-shipping-company"),
                   ==, "MNG Kargo");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add ("/cli/show/log", Fixture, NULL, set_up, test_log, tear_down);
  g_test_add ("/cli/show/no-database", Fixture, NULL, set_up, test_no_database, tear_down);
  g_test_add ("/cli/show/locked", Fixture, NULL, set_up, test_locked, tear_down);
  g_test_add_func ("/cli/show/facts", test_facts);

  return g_test_run ();
}
