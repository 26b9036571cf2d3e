/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-intent.h"
#include "omni-ledger.h"
#include "omni-test-sandbox.h"
#include "omni-test.h"
#include "omni-update-preview.h"
#include "omni-update-report.h"
#include "omni-update-template.h"
#include "update-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
apply (UpdateFixture *fixture, const char *expected, guint n_updates)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (GError) error = NULL;

  update_fixture_check_text (fixture, FOUR_ROWS);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, expected);
  g_assert_cmpuint (omni_test_server_count (fixture->server, "PATCH", UPDATE_PATH), ==, n_updates);
  omni_test_server_assert_done (fixture->server);
}

/*
 * Servers that treat a call in different ways
 */

static void
test_plain (UpdateFixture *fixture, gconstpointer unused)
{
  const OmniLedgerFilter all = { 0 };
  g_autoptr (GPtrArray) ledger = NULL;
  const OmniLedgerEntry *entry;

  g_test_summary ("Rows that the answer shows are done, those that are that way already not sent.");

  update_fixture_play (
      fixture, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "450") "," ITEM ("2", "500") "," ITEM ("3", "450") "," ITEM ("4", "450")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200,
                       SET (ITEM ("1", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  apply (fixture, "3 1 0 0 0", 1);

  ledger = omni_database_read_ledger (fixture->database, fixture->profile, &all, 0, 9, NULL);
  g_assert_cmpuint (ledger->len, ==, 3);
  entry = g_ptr_array_index (ledger, 2);
  g_assert_cmpstr (entry->subject, ==, "Status of 1");
  g_assert_cmpstr (entry->old_value, ==, "Preparing");
  g_assert_cmpstr (entry->new_value, ==, "Shipped");
  g_assert_cmpint (entry->order_pk, ==, 9);
  g_assert_cmpint (entry->outcome, ==, OMNI_LEDGER_DONE);
}

static void
test_silent (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("An answer that shows nothing is read back, and what is not there is refused.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200, "{}");
  update_fixture_play (
      fixture, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "450") "," ITEM ("4", "500")));
  apply (fixture, "3 0 1 0 0", 1);
}

static void
test_all_or_nothing (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("A server that takes all or nothing is sent the good rows again.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 400,
                       SET ("{}, {\"status\": [\"No.\"]}, {}, {}"));
  update_fixture_play (fixture, "GET", LIST_PATH, 200,
                       PAGE (ITEM ("1", "450") "," ITEM ("3", "450") "," ITEM ("4", "450")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200,
                       SET (ITEM ("1", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  apply (fixture, "3 0 1 0 0", 2);
  g_assert_nonnull (strstr (omni_test_server_get_request (fixture->server, 3)->body, "\"id\":1"));
  g_assert_null (strstr (omni_test_server_get_request (fixture->server, 3)->body, "\"id\":2"));
}

static void
test_row_by_row (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("A server that takes the good rows is not sent them again.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 400,
                       SET ("{}, {\"status\": [\"No.\"]}, {}, {}"));
  update_fixture_play (fixture, "GET", LIST_PATH, 200,
                       PAGE (ITEM ("1", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  apply (fixture, "3 0 1 0 0", 1);
}

static void
test_no_row_named (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("A refusal that names no row is cut down until the bad row stands alone.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 406,
                       "{\"non_field_errors\": \"Not like this.\"}");
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200,
                       SET (ITEM ("1", "500") "," ITEM ("2", "500")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 406,
                       "{\"non_field_errors\": \"Not like this.\"}");
  update_fixture_play (fixture, "GET", LIST_PATH, 200,
                       PAGE (ITEM ("3", "450") "," ITEM ("4", "450")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200, SET (ITEM ("3", "500")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 406,
                       "{\"non_field_errors\": \"Not like this.\"}");
  update_fixture_play (fixture, "GET", ITEM_PATH "4/", 200, ITEM ("4", "450"));
  apply (fixture, "3 0 1 0 0", 5);
}

static void
test_lost (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("After a lost answer the items are read back, and only what is missing is sent.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_reply_set_drop (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 200, "{}"));
  update_fixture_play (
      fixture, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "450") "," ITEM ("4", "500")));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200, SET (ITEM ("3", "500")));
  apply (fixture, "4 0 0 0 0", 2);
}

static void
test_problems (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (GFile) report = update_fixture_make_file (fixture, "report.csv");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ',', TRUE, utc, FALSE };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("A missing item, one that has ended and a row with an error are refused here.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, PAGE (ITEM ("1", "100")));
  update_fixture_play (fixture, "GET", ITEM_PATH "2/", 404, "{\"detail\": \"Not found.\"}");
  update_fixture_check_text (fixture, "id,status\n1,500\n2,500\n3,nonsense\n");
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "0 0 3 0 0");

  g_assert_true (
      omni_update_run_write_report (fixture->run, report, OMNI_TABLE_FORMAT_CSV, &options, &error));
  text = update_fixture_read_file (fixture, "report.csv");
  g_assert_nonnull (strstr (text, "\r\n2,1,,,refused,status: 100 → 500,\"The item is cancelled"));
  g_assert_nonnull (strstr (text, "\r\n3,2,,,refused,,\"The back office has no such"));
  g_assert_nonnull (strstr (text, "\r\n4,3,,,refused,,“nonsense” is no status."));
}

/*
 * Stopped and gone on with
 */

static void
test_unknown (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) later = omni_test_server_new ();
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (OmniClient) later_client =
      update_fixture_new_client (omni_test_server_get_url (later));
  g_autoptr (GError) error = NULL;

  g_test_summary ("What cannot be read back is unknown, and settled when the run goes on.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_reply_set_drop (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 200, "{}"));
  update_fixture_check_text (fixture, FOUR_ROWS);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SERVER);
  g_clear_error (&error);
  update_fixture_assert_counts (fixture, "0 0 0 4 0");

  omni_test_server_add (
      later, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  update_fixture_apply_with (fixture, later_client, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (omni_update_run_was_resumed (fixture->run));
  update_fixture_assert_counts (fixture, "4 0 0 0 0");
  omni_test_server_assert_done (later);
}

#define LOG_PATH "/api/v1/orders/9/logs/"
#define CHANGED_ITEM(status)                                                                       \
  "{\"pk\": 1, \"order\": 9, \"status\": \"" status "\", "                                         \
  "\"modified_date\": \"2025-03-05T10:00:00Z\"}"
#define LOG(user, status)                                                                          \
  PAGE ("{\"id\": 1, \"created_date\": \"2025-03-05T09:59:00Z\", "                                 \
        "\"user\": {\"pk\": 3, \"username\": \"" user "\"}, "                                      \
        "\"content_type\": \"orderitem\", \"object_id\": 1, \"action\": \"update\", "              \
        "\"changes\": {\"status\": [\"450\", \"" status "\"]}}")

static void
test_unknown_then_edited (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) later = omni_test_server_new ();
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (OmniClient) later_client =
      update_fixture_new_client (omni_test_server_get_url (later));
  const OmniLedgerFilter all = { 0 };
  g_autoptr (GPtrArray) ledger = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What is unknown is settled although the file says something else meanwhile.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_reply_set_drop (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 200, "{}"));
  update_fixture_check_text (fixture, FOUR_ROWS);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SERVER);
  g_clear_error (&error);
  update_fixture_assert_counts (fixture, "0 0 0 4 0");
  entries = omni_update_run_read_entries (fixture->run, 0, 9, NULL);
  g_assert_cmpuint (entries->len, ==, 4);

  omni_test_server_add (
      later, "GET", LIST_PATH, 200,
      PAGE (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "450")));
  omni_test_server_add (later, "GET", ITEM_PATH "4/", 200, ITEM ("4", "450"));
  omni_test_server_add (later, "PATCH", UPDATE_PATH, 200, SET (ITEM ("4", "520")));
  update_fixture_check_text (fixture, "id,status\n4,520\n");
  update_fixture_apply_with (fixture, later_client, FALSE, &error);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "1 0 0 0 0");
  omni_test_server_assert_done (later);

  /* Four times unknown, then three times done, and the new row. */
  ledger = omni_database_read_ledger (fixture->database, fixture->profile, &all, 0, 20, NULL);
  g_assert_cmpuint (ledger->len, ==, 8);
}

/* One row is sent, the answer is lost, and when the item is read back somebody else was there. */
static void
play_overtaken (UpdateFixture *fixture)
{
  update_fixture_play (fixture, "GET", ITEM_PATH "1/", 200,
                       "{\"pk\": 1, \"order\": 9, \"status\": \"450\", "
                       "\"modified_date\": \"2025-03-05T09:00:00Z\"}");
  omni_test_reply_set_drop (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 200, "{}"));
  update_fixture_play (fixture, "GET", ITEM_PATH "1/", 200, CHANGED_ITEM ("540"));
}

static void
apply_overtaken (UpdateFixture *fixture, const char *expected, guint n_updates)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (GError) error = NULL;

  update_fixture_check_text (fixture, "id,status\n1,500\n");
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, expected);
  g_assert_cmpuint (omni_test_server_count (fixture->server, "PATCH", UPDATE_PATH), ==, n_updates);
  omni_test_server_assert_done (fixture->server);
}

static void
test_overtaken_done (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("What was done and then changed by somebody else is not sent again.");

  play_overtaken (fixture);
  update_fixture_play (fixture, "GET", LOG_PATH, 200, LOG ("ops.elif", "500"));
  apply_overtaken (fixture, "1 0 0 0 0", 1);
}

static void
test_overtaken_open (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = NULL;
  const OmniJournalEntry *entry;

  g_test_summary ("What somebody else changed before it was done is read again before it is sent.");

  play_overtaken (fixture);
  update_fixture_play (fixture, "GET", LOG_PATH, 200, LOG ("somebody.else", "540"));
  update_fixture_play (fixture, "GET", ITEM_PATH "1/", 200, CHANGED_ITEM ("540"));
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 200, SET (ITEM ("1", "500")));
  apply_overtaken (fixture, "1 0 0 0 0", 2);

  entries = omni_update_run_read_entries (fixture->run, 0, 9, NULL);
  entry = g_ptr_array_index (entries, 0);
  g_assert_nonnull (strstr (entry->changes, "[\"540\",\"500\"]"));
}

static void
test_overtaken_dark (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("Where there is no log nobody guesses: a person has to look.");

  play_overtaken (fixture);
  update_fixture_play (fixture, "GET", LOG_PATH, 404, "{\"detail\": \"Not found.\"}");
  apply_overtaken (fixture, "0 0 1 0 0", 1);
}

static void
test_signed_out (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) later = omni_test_server_new ();
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (OmniClient) later_client =
      update_fixture_new_client (omni_test_server_get_url (later));
  g_autoptr (GError) error = NULL;

  g_test_summary ("When the session ends nothing is unknown, and the run goes on afterwards.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (fixture, "PATCH", UPDATE_PATH, 401, "{\"detail\": \"No.\"}");
  update_fixture_check_text (fixture, FOUR_ROWS);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  update_fixture_assert_counts (fixture, "0 0 0 0 4");

  omni_test_server_add (later, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_server_add (
      later, "PATCH", UPDATE_PATH, 200,
      SET (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  update_fixture_apply_with (fixture, later_client, TRUE, &error);
  g_assert_no_error (error);
  update_fixture_assert_counts (fixture, "4 0 0 0 0");
  omni_test_server_assert_done (later);
}

static void
test_throttled (UpdateFixture *fixture, gconstpointer unused)
{
  g_test_summary ("A server that is asked too often is asked again after the time that it says.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  omni_test_reply_set_header (
      omni_test_server_add (fixture->server, "PATCH", UPDATE_PATH, 429, "{}"), "Retry-After", "1");
  update_fixture_play (
      fixture, "PATCH", UPDATE_PATH, 200,
      SET (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  apply (fixture, "4 0 0 0 0", 2);
}

/* Nothing else is done to an order of which money is being given back. */
static void
test_refund_open (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniIntent) intent = omni_intent_new (OMNI_INTENT_CANCEL, 9, "9", 0, "{}");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Rows of an order with an open refund are held back, and say so.");

  g_assert_true (
      omni_database_begin_intent (fixture->database, fixture->profile, intent, &error));
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  apply (fixture, "0 0 4 0 0", 0);
  entries = omni_update_run_read_entries (fixture->run, 0, 4, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (((OmniJournalEntry *) entries->pdata[0])->reason, "being cancelled"));

  /* When it is settled, they go through. */
  intent->state = OMNI_INTENT_NOT_DONE;
  g_assert_true (omni_database_end_intent (fixture->database, fixture->profile, intent, NULL, NULL,
                                           &error));
  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (
      fixture, "PATCH", UPDATE_PATH, 200,
      SET (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  apply (fixture, "4 0 0 0 0", 1);
}

/* In its place, as programs do that know no better. */
static void
spoil_file (UpdateFixture *fixture)
{
  g_autoptr (GFile) target = update_fixture_make_file (fixture, "update.csv");

  g_assert_cmpint (truncate (g_file_peek_path (target), 3), ==, 0);
}

static void
test_spoiled_before (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (GError) error = NULL;

  g_test_summary ("A file that somebody changed after it was checked is not applied.");

  update_fixture_check_text (fixture, FOUR_ROWS);
  spoil_file (fixture);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "was changed by another program"));
  g_assert_null (omni_job_get_summary (OMNI_JOB (fixture->run)));
}

static void
test_spoiled_after (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (GFile) report = update_fixture_make_file (fixture, "report.csv");
  g_autoptr (GFile) undo = update_fixture_make_file (fixture, "undo.csv");
  g_autoptr (GFile) failed = update_fixture_make_file (fixture, "failed.csv");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ',', TRUE, utc, FALSE };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reported = NULL;

  g_test_summary ("A run is reported and can be taken back although its file is gone.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200, ALL_OLD);
  update_fixture_play (
      fixture, "PATCH", UPDATE_PATH, 200,
      SET (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM ("3", "500") "," ITEM ("4", "500")));
  update_fixture_check_text (fixture, FOUR_ROWS);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  spoil_file (fixture);

  g_assert_true (omni_update_run_write_undo (fixture->run, undo, OMNI_TABLE_FORMAT_CSV, &options,
                                             &error));
  text = update_fixture_read_file (fixture, "undo.csv");
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *row = g_strdup_printf ("\r\n%u,,,450,,,,,\r\n", i);

      g_assert_nonnull (strstr (text, row));
    }
  g_assert_true (omni_update_run_write_report (fixture->run, report, OMNI_TABLE_FORMAT_CSV,
                                               &options, &error));
  reported = update_fixture_read_file (fixture, "report.csv");
  g_assert_nonnull (strstr (reported, "\r\n5,4,,,done,status: 450 → 500,"));

  g_assert_false (omni_update_run_write_failed (fixture->run, failed, OMNI_TABLE_FORMAT_CSV,
                                                &options, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
}

static void
test_locked (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (OmniUpdateRun) first = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("The same content cannot be applied twice at a time.");

  omni_test_reply_set_delay (
      omni_test_server_add (fixture->server, "GET", LIST_PATH, 200,
                            PAGE (ITEM ("1", "500") "," ITEM ("2", "500") "," ITEM (
                                "3", "500") "," ITEM ("4", "500"))),
      500);
  update_fixture_check_text (fixture, FOUR_ROWS);
  first = omni_update_run_new (fixture->check, client, fixture->database, fixture->profile);
  omni_job_start (OMNI_JOB (first));
  OMNI_TEST_WAIT (omni_test_server_count (fixture->server, "GET", LIST_PATH) == 1);

  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_REFUSED);
  OMNI_TEST_WAIT (omni_job_is_finished (OMNI_JOB (first)));
  g_assert_null (omni_job_get_error (OMNI_JOB (first)));
  g_assert_cmpuint (omni_update_run_count (first, OMNI_JOURNAL_UNCHANGED), ==, 4);
}

/*
 * Against the sandbox
 */

static OmniClient *
sign_in (OmniTestSandbox *sandbox)
{
  g_autoptr (GError) error = NULL;
  OmniClient *client = omni_client_new (omni_test_sandbox_get_url (sandbox), &error);

  g_assert_true (omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, &error));
  return client;
}

/* All items and their values, as a template has them. */
static char *
write_template (UpdateFixture *fixture, OmniClient *client, const char *name)
{
  g_autoptr (GFile) target = update_fixture_make_file (fixture, name);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniUpdateTemplate) job =
      omni_update_template_new (client, NULL, target, OMNI_TABLE_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  omni_update_template_set_query (job, all);
  g_assert_true (omni_job_run_here (OMNI_JOB (job), NULL, &error));
  return update_fixture_read_file (fixture, name);
}

/* Gives every item that can be changed other values. */
static void
write_wishes (UpdateFixture *fixture, const char *template, gboolean by_sku)
{
  g_auto (GStrv) lines = g_strsplit (template, "\r\n", -1);
  g_autoptr (GFile) target = update_fixture_make_file (fixture, "wishes.csv");
  g_autoptr (GString) text =
      g_string_new ("id,order_number,sku,status,shipping_company,tracking_number,invoice_date\n");

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (omni_update_status_find (cells[3]) == NULL ||
          !omni_update_status_may_be_set (omni_update_status_find (cells[3])))
        continue;
      g_string_append_printf (text, "%s,%s,%s,%s,aras,00%u,2025-03-%02u\n", by_sku ? "" : cells[0],
                              cells[1], cells[2], i % 2 == 0 ? "delivered" : "450", i, 1 + i % 28);
    }

  g_assert_true (g_file_set_contents (g_file_peek_path (target), text->str, -1, NULL));
  update_fixture_check_file (fixture, target);
}

static void
test_there_and_back (UpdateFixture *fixture, gconstpointer data)
{
  const char *const options[] = { "--orders", "120", "--seed", "5", "--faults", data, NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniClient) client = sign_in (sandbox);
  g_autofree char *before = write_template (fixture, client, "before.csv");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions table_options = { ',', TRUE, utc, FALSE };
  g_autoptr (GFile) undo = update_fixture_make_file (fixture, "undo.csv");
  g_autoptr (GError) error = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  gsize n_done;

  g_test_summary ("A file is applied, then again without effect, and taken back field by field.");

  write_wishes (fixture, before, FALSE);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  n_done = omni_update_run_count (fixture->run, OMNI_JOURNAL_DONE);
  g_assert_cmpuint (n_done, >, 50);
  g_assert_cmpuint (n_done, ==,
                    omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY));
  between = write_template (fixture, client, "between.csv");
  g_assert_cmpstr (between, !=, before);
  g_assert_true (omni_update_run_write_undo (fixture->run, undo, OMNI_TABLE_FORMAT_CSV,
                                             &table_options, &error));

  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_update_run_count (fixture->run, OMNI_JOURNAL_UNCHANGED), ==, n_done);

  update_fixture_check_file (fixture, undo);
  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_update_run_count (fixture->run, OMNI_JOURNAL_DONE), ==, n_done);
  after = write_template (fixture, client, "after.csv");
  g_assert_cmpstr (after, ==, before);
}

static void
test_full_disk (UpdateFixture *fixture, gconstpointer unused)
{
  const char *const options[] = { "--orders", "60", "--seed", "5", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniClient) client = sign_in (sandbox);
  g_autofree char *path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = write_template (fixture, client, "before.csv");
  gsize n_failed = 0;
  gsize n_ready;

  g_test_summary ("On a full disk nothing is sent without its journal, and it goes on later.");

  g_clear_object (&fixture->database);
  fixture->database = omni_database_open (path, NULL);
  write_wishes (fixture, before, FALSE);
  n_ready = omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY);
  g_assert_cmpuint (n_ready, >, 50);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      GStatBuf now = { 0 };

      g_assert_cmpint (g_stat (log, &now), ==, 0);
      omni_test_limit_files (now.st_size + 5000 * (i % 4));
      update_fixture_apply_with (fixture, client, TRUE, &error);
      omni_test_limit_files (-1);
      if (error == NULL)
        break;

      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
      n_failed++;
    }

  g_assert_cmpuint (n_failed, >, 0);
  update_fixture_apply_with (fixture, client, TRUE, NULL);
  g_assert_cmpuint (omni_update_run_count (fixture->run, OMNI_JOURNAL_DONE) +
                        omni_update_run_count (fixture->run, OMNI_JOURNAL_UNCHANGED),
                    ==, n_ready);
}

static void
test_by_sku (UpdateFixture *fixture, gconstpointer unused)
{
  const char *const options[] = { "--orders", "40", "--seed", "5", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniClient) client = sign_in (sandbox);
  g_autofree char *before = write_template (fixture, client, "before.csv");
  g_autoptr (OmniUpdatePreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_ready;

  g_test_summary ("Rows that name an order and a SKU find their item, unless several fit.");

  write_wishes (fixture, before, TRUE);
  n_ready = omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY);
  g_assert_cmpuint (n_ready, >, 10);
  preview = omni_update_preview_new (fixture->check, client);
  g_assert_true (omni_job_run_here (OMNI_JOB (preview), NULL, &error));
  g_assert_cmpuint (
      omni_update_preview_count_changed (preview) + omni_update_preview_count_unchanged (preview) +
          omni_update_preview_count_problems (preview),
      ==, n_ready + omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_WRONG));
  g_assert_cmpuint (omni_update_preview_count_changed (preview), >, 10);

  update_fixture_apply_with (fixture, client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (omni_update_run_count (fixture->run, OMNI_JOURNAL_DONE), ==,
                    omni_update_preview_count_changed (preview));
}

static void
test_shifted (UpdateFixture *fixture, gconstpointer unused)
{
  const char *const options[] = { "--orders", "20", "--seed", "5", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniClient) client = sign_in (sandbox);
  g_autofree char *template = write_template (fixture, client, "before.csv");
  g_auto (GStrv) lines = g_strsplit (template, "\r\n", -1);
  g_auto (GStrv) first = g_strsplit (lines[1], ",", -1);
  g_auto (GStrv) last = g_strsplit (lines[g_strv_length (lines) - 2], ",", -1);
  g_autofree char *text =
      g_strdup_printf ("id,order_number,sku,tracking_number\n%s,%s,,1\n%s,,no such product,1\n",
                       first[0], last[1], last[0]);
  g_autoptr (OmniUpdatePreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other_order = NULL;
  g_autofree char *other_sku = NULL;

  g_test_summary ("An id beside another order's number or another product's SKU is refused.");

  update_fixture_check_text (fixture, text);
  preview = omni_update_preview_new (fixture->check, client);
  g_assert_true (omni_job_run_here (OMNI_JOB (preview), NULL, &error));
  g_assert_cmpuint (omni_update_preview_get_n_rows (preview), ==, 2);
  g_assert_cmpuint (omni_update_preview_get_row (preview, 0)->rule, ==, OMNI_UPDATE_OTHER_ORDER);
  g_assert_cmpuint (omni_update_preview_get_row (preview, 1)->rule, ==, OMNI_UPDATE_OTHER_SKU);
  other_order = omni_update_preview_dup_problem (preview, 0);
  g_assert_nonnull (strstr (other_order, last[1]));
}

static void
test_lost_zeros (UpdateFixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniClient) client =
      update_fixture_new_client (omni_test_server_get_url (fixture->server));
  g_autoptr (OmniUpdatePreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *none = NULL;

  g_test_summary ("A number that would lose the zeros that the server has is warned of.");

  update_fixture_play (fixture, "GET", LIST_PATH, 200,
                       PAGE ("{\"pk\": 1, \"order\": 9, \"tracking_number\": \"00710\"}, "
                             "{\"pk\": 2, \"order\": 9, \"tracking_number\": \"00711\"}, "
                             "{\"pk\": 3, \"order\": 9, \"tracking_number\": \"\"}"));
  update_fixture_check_text (fixture, "id,tracking_number\n1,710\n2,712\n3,00713\n");
  preview = omni_update_preview_new (fixture->check, client);
  g_assert_true (omni_job_run_here (OMNI_JOB (preview), NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (omni_update_preview_count_changed (preview), ==, 3);
  g_assert_cmpuint (omni_update_preview_count_problems (preview), ==, 0);
  g_assert_cmpuint (omni_update_preview_count_warnings (preview), ==, 1);
  warning = omni_update_preview_dup_warning (preview, 0);
  g_assert_cmpstr (warning, ==,
                   "“00710” loses the zeros in front; a spreadsheet may have taken them.");
  none = omni_update_preview_dup_warning (preview, 1);
  g_assert_null (none);
}

static void
add (const char *path, gconstpointer data, void (*test) (UpdateFixture *, gconstpointer))
{
  g_test_add (path, UpdateFixture, data, update_fixture_set_up, test, update_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  add ("/work/update-run/plain", NULL, test_plain);
  add ("/work/update-run/silent", NULL, test_silent);
  add ("/work/update-run/all-or-nothing", NULL, test_all_or_nothing);
  add ("/work/update-run/row-by-row", NULL, test_row_by_row);
  add ("/work/update-run/no-row-named", NULL, test_no_row_named);
  add ("/work/update-run/lost", NULL, test_lost);
  add ("/work/update-run/problems", NULL, test_problems);
  add ("/work/update-run/unknown", NULL, test_unknown);
  add ("/work/update-run/overtaken/done", NULL, test_overtaken_done);
  add ("/work/update-run/overtaken/open", NULL, test_overtaken_open);
  add ("/work/update-run/overtaken/dark", NULL, test_overtaken_dark);
  add ("/work/update-run/unknown-then-edited", NULL, test_unknown_then_edited);
  add ("/work/update-run/signed-out", NULL, test_signed_out);
  add ("/work/update-run/throttled", NULL, test_throttled);
  add ("/work/update-run/refund-open", NULL, test_refund_open);
  add ("/work/update-run/spoiled-before", NULL, test_spoiled_before);
  add ("/work/update-run/spoiled-after", NULL, test_spoiled_after);
  add ("/work/update-run/locked", NULL, test_locked);
  add ("/work/update-run/there-and-back", "slow=1:nothing", test_there_and_back);
  add ("/work/update-run/there-and-back/faults",
       "cut-after:*bulk_status_update*:40,cut-before:*bulk_status_update*:30,"
       "500:*bulk_status_update*:20,truncate:*bulk_status_update*:30",
       test_there_and_back);
  add ("/work/update-run/full-disk", NULL, test_full_disk);
  add ("/work/update-run/by-sku", NULL, test_by_sku);
  add ("/work/update-run/shifted", NULL, test_shifted);
  add ("/work/update-run/lost-zeros", NULL, test_lost_zeros);

  return g_test_run ();
}
