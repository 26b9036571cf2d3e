/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-update-document.h"

#include <string.h>

#define TITLES "id,order_number,sku,status,shipping_company,invoice_date,tracking_number\n"
#define N_RANDOM_ROUNDS 60
#define N_RANDOM_ROWS 40

typedef struct
{
  char *folder;                 /* (owned) */
  GFile *target;                /* (owned) */
  OmniReferenceData *reference; /* (owned) */
  OmniDatabase *database;       /* (owned) */
  OmniUpdateDocument *document; /* (owned) (nullable) */
  GAsyncResult *result;         /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autofree char *database_path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "update.csv", NULL);
  fixture->target = g_file_new_for_path (path);
  database_path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (database_path, &error);
  g_assert_no_error (error);
  fixture->reference = omni_reference_data_new ();
  omni_reference_data_add (fixture->reference, OMNI_REFERENCE_CARGO_COMPANY, 1, "Yurtiçi Kargo",
                           "yurtici");
}

/* What is under way holds the document, so it goes when that has ended. */
static void
close_document (Fixture *fixture)
{
  OMNI_TEST_WAIT (omni_update_document_is_checked (fixture->document));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->document);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->document != NULL)
    close_document (fixture);
  omni_database_close (fixture->database);
  g_object_unref (fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_object_unref (fixture->target);
  omni_reference_data_unref (fixture->reference);
  g_free (fixture->folder);
}

/*
 * Helpers
 */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->result, result);
}

static GAsyncResult *
wait_for_result (Fixture *fixture)
{
  OMNI_TEST_WAIT (fixture->result != NULL);
  return g_steal_pointer (&fixture->result);
}

static void
wait_for_check (Fixture *fixture)
{
  OMNI_TEST_WAIT (omni_update_document_is_checked (fixture->document));
}

static void
open_document (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  omni_update_document_open_async (fixture->target, NULL, fixture->reference, fixture->database,
                                   NULL, done_cb, fixture);
  result = wait_for_result (fixture);
  fixture->document = omni_update_document_open_finish (result, &error);
  g_assert_no_error (error);
  wait_for_check (fixture);
}

static void
open_text (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->target), text, -1, NULL));
  open_document (fixture);
}

static gint64
finish_edit (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = wait_for_result (fixture);
  g_autoptr (GError) error = NULL;
  gint64 n_edits = omni_update_document_edit_finish (fixture->document, result, &error);

  g_assert_no_error (error);
  wait_for_check (fixture);
  return n_edits;
}

static char *
describe_check (OmniUpdateCheck *check)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %d %d |",
                          (int) omni_update_check_count_rows (check, OMNI_UPDATE_STATE_READY),
                          (int) omni_update_check_count_rows (check, OMNI_UPDATE_STATE_WRONG),
                          (int) omni_update_check_count_rows (check, OMNI_UPDATE_STATE_NOTHING),
                          (int) omni_update_check_count_rows (check, OMNI_UPDATE_STATE_NO_ROW));
  for (guint i = 0; i < omni_update_check_get_n_problems (check); i++)
    {
      const OmniUpdateProblem *problem = omni_update_check_get_problem (check, i);

      g_string_append_printf (text, " %u:%s", problem->row,
                              omni_update_rule_get_id (problem->rule));
    }
  return g_string_free (text, FALSE);
}

static void
assert_check (Fixture *fixture, const char *expected)
{
  g_autofree char *text = NULL;

  wait_for_check (fixture);
  text = describe_check (omni_update_document_get_check (fixture->document));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_cell (Fixture *fixture, gsize row, OmniUpdateColumn column, const char *expected)
{
  g_autofree char *text = omni_update_document_dup_cell (fixture->document, row, column);

  g_assert_cmpstr (text, ==, expected);
}

/*
 * Tests
 */

static void
test_edit (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("An edit is checked at once, taken back and made again; the file stays.");

  open_text (fixture, TITLES "1,,,shiped,,,7\n2,,,450,,,\n");
  assert_check (fixture, "1 1 0 0 | 0:unknown-status");

  g_assert_true (omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_STATUS,
                                                " shipped "));
  assert_cell (fixture, 0, OMNI_UPDATE_STATUS, "shipped");
  assert_check (fixture, "2 0 0 0 |");
  g_assert_true (omni_update_document_is_modified (fixture->document));
  g_assert_false (
      omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_STATUS, "shipped"));

  g_assert_true (omni_update_document_can_undo (fixture->document));
  omni_update_document_undo (fixture->document);
  assert_cell (fixture, 0, OMNI_UPDATE_STATUS, "shiped");
  assert_check (fixture, "1 1 0 0 | 0:unknown-status");
  g_assert_false (omni_update_document_is_modified (fixture->document));
  g_assert_false (omni_update_document_can_undo (fixture->document));

  omni_update_document_redo (fixture->document);
  assert_check (fixture, "2 0 0 0 |");

  omni_update_document_set_frozen (fixture->document, TRUE);
  g_assert_false (omni_update_document_set_cell (fixture->document, 1, OMNI_UPDATE_STATUS, "500"));
  omni_update_document_set_frozen (fixture->document, FALSE);
}

static void
test_rows (Fixture *fixture, gconstpointer unused)
{
  gsize row = 0;

  g_test_summary ("Rows are left out, added and taken as they are; F8 goes around.");

  open_text (fixture, TITLES "1,,,450,,,\n1,,,500,,,7\n2,,,4\"50,,,\n\n3,,,450,,,\n");
  assert_check (fixture, "1 3 0 1 | 0:contradiction 1:contradiction 2:quotes");
  g_assert_true (omni_update_document_find_problem_row (fixture->document, 2, FALSE, &row));
  g_assert_cmpuint (row, ==, 0);
  g_assert_true (omni_update_document_find_problem_row (fixture->document, 0, TRUE, &row));
  g_assert_cmpuint (row, ==, 2);

  g_assert_true (omni_update_document_set_left_out (fixture->document, 1, TRUE));
  assert_check (fixture, "2 1 0 2 | 2:quotes");
  g_assert_true (omni_update_document_accept_row (fixture->document, 2));
  assert_check (fixture, "3 0 0 2 |");
  g_assert_true (omni_update_document_append_rows (fixture->document, 2));
  g_assert_cmpuint (omni_update_document_get_n_rows (fixture->document, NULL), ==, 7);
  g_assert_true (omni_update_document_set_cell (fixture->document, 6, OMNI_UPDATE_ID, "3"));
  g_assert_true (omni_update_document_set_cell (fixture->document, 6, OMNI_UPDATE_STATUS, "400"));
  assert_check (fixture, "2 2 0 3 | 4:contradiction 6:contradiction");
  omni_update_document_undo (fixture->document);
  omni_update_document_undo (fixture->document);
  omni_update_document_undo (fixture->document);
  g_assert_cmpuint (omni_update_document_get_n_rows (fixture->document, NULL), ==, 5);
  assert_check (fixture, "3 0 0 2 |");
}

static void
test_many (Fixture *fixture, gconstpointer unused)
{
  const OmniUpdateColumn columns[] = { OMNI_UPDATE_ID, OMNI_UPDATE_STATUS };
  g_autoptr (GAsyncResult) result = NULL;
  OmniUpdateColumn column;
  gsize row = 0;

  g_test_summary ("Filling, replacing, fixing, pasting are one step each.");

  open_text (fixture, TITLES "1,,,shiped,yurtci,,7\n2,,,shiped,,,8\n3,,,450,yurtci,,9\n");
  omni_update_document_fix_all_async (fixture->document, OMNI_UPDATE_UNKNOWN_STATUS,
                                      OMNI_UPDATE_STATUS, NULL, done_cb, fixture);
  g_assert_cmpint (finish_edit (fixture), ==, 2);
  assert_cell (fixture, 1, OMNI_UPDATE_STATUS, "shipped");
  omni_update_document_replace_async (fixture->document, OMNI_UPDATE_SHIPPING_COMPANY, "YURTCI",
                                      "yurtici", TRUE, NULL, done_cb, fixture);
  g_assert_cmpint (finish_edit (fixture), ==, 2);
  omni_update_document_fill_down_async (fixture->document, OMNI_UPDATE_SHIPPING_COMPANY, 0, 2, NULL,
                                        done_cb, fixture);
  g_assert_cmpint (finish_edit (fixture), ==, 2);
  assert_check (fixture, "3 0 0 0 |");

  omni_update_document_paste_async (fixture->document, 2, columns, G_N_ELEMENTS (columns),
                                    "3\tdelivered\r\n4\t\"400\"\r\n5\tno\n", NULL, done_cb,
                                    fixture);
  g_assert_cmpint (finish_edit (fixture), ==, 6);
  g_assert_cmpuint (omni_update_document_get_n_rows (fixture->document, NULL), ==, 5);
  assert_check (fixture, "4 1 0 0 | 4:unknown-status");
  omni_update_document_paste_async (fixture->document, 4, columns, G_N_ELEMENTS (columns),
                                    "Durum\tid\n450\t9\n", NULL, done_cb, fixture);
  g_assert_cmpint (finish_edit (fixture), ==, 2);
  assert_cell (fixture, 4, OMNI_UPDATE_ID, "9");

  omni_update_document_find_async (fixture->document, "DELIV", OMNI_UPDATE_N_COLUMNS, G_MAXSIZE,
                                   FALSE, NULL, done_cb, fixture);
  result = wait_for_result (fixture);
  g_assert_true (
      omni_update_document_find_finish (fixture->document, result, &row, &column, NULL));
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, OMNI_UPDATE_STATUS);

  for (guint i = 0; i < 5; i++)
    omni_update_document_undo (fixture->document);
  assert_check (fixture, "0 3 0 0 | 0:unknown-status 0:unknown-company 1:unknown-status "
                         "2:unknown-company");
  g_assert_false (omni_update_document_is_modified (fixture->document));
}

static void
test_draft (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("What was typed is there after a crash, until it is thrown away.");

  open_text (fixture, TITLES "1,,,450,,,\n2,,,450,,,\n");
  omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_TRACKING_NUMBER, "0071");
  omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_STATUS, "500");
  omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_STATUS, NULL);
  omni_update_document_set_left_out (fixture->document, 1, TRUE);
  g_assert_true (omni_update_document_append_rows (fixture->document, 1));
  g_assert_true (omni_update_document_set_cell (fixture->document, 2, OMNI_UPDATE_ID, "3"));
  close_document (fixture);

  open_document (fixture);
  g_assert_cmpuint (omni_update_document_get_n_recovered (fixture->document), ==, 3);
  assert_cell (fixture, 0, OMNI_UPDATE_TRACKING_NUMBER, "0071");
  assert_cell (fixture, 0, OMNI_UPDATE_STATUS, "450");
  assert_cell (fixture, 2, OMNI_UPDATE_ID, "3");
  assert_check (fixture, "1 0 1 1 | 2:nothing");
  omni_update_document_undo (fixture->document);
  g_assert_false (omni_update_document_is_modified (fixture->document));
  omni_update_document_redo (fixture->document);
  omni_update_document_discard_draft (fixture->document);
  close_document (fixture);

  open_document (fixture);
  g_assert_cmpuint (omni_update_document_get_n_recovered (fixture->document), ==, 0);
  g_assert_false (omni_update_document_is_modified (fixture->document));
}

static void
test_draft_on_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("What a full disk did not take of a draft is written when there is room again.");

  open_text (fixture, TITLES "1,,,450,,,\n2,,,450,,,\n3,,,450,,,\n");
  omni_test_limit_files (0);
  omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_TRACKING_NUMBER, "0071");
  omni_update_document_set_cell (fixture->document, 1, OMNI_UPDATE_TRACKING_NUMBER, "0072");
  omni_update_document_undo (fixture->document);
  OMNI_TEST_WAIT (omni_update_document_get_draft_error (fixture->document) != NULL);
  omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_TRACKING_NUMBER, "0073");
  OMNI_TEST_WAIT (omni_update_document_is_checked (fixture->document));
  g_assert_nonnull (omni_update_document_get_draft_error (fixture->document));

  omni_test_limit_files (-1);
  omni_update_document_set_left_out (fixture->document, 2, TRUE);
  OMNI_TEST_WAIT (omni_update_document_get_draft_error (fixture->document) == NULL);
  close_document (fixture);

  open_document (fixture);
  g_assert_cmpuint (omni_update_document_get_n_recovered (fixture->document), ==, 2);
  assert_cell (fixture, 0, OMNI_UPDATE_TRACKING_NUMBER, "0073");
  assert_cell (fixture, 1, OMNI_UPDATE_TRACKING_NUMBER, "");
  g_assert_true (omni_update_file_is_left_out (omni_update_document_get_file (fixture->document),
                                               2));
}

static void
test_save (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "saved.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ';', TRUE, utc, FALSE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("A saved file has our columns, then the others, and what was typed.");

  open_text (fixture, "Depo\tid\tDurum\nA\t1\t450\n\n# x\nB\t2\t500\nC\t3\t500\n");
  omni_update_document_set_cell (fixture->document, 3, OMNI_UPDATE_TRACKING_NUMBER, "0071");
  omni_update_document_set_left_out (fixture->document, 4, TRUE);
  omni_update_document_save_async (fixture->document, target, OMNI_TABLE_FORMAT_CSV, &options, NULL,
                                   done_cb, fixture);
  /* What is typed now would not be in the file, and not in the draft of the file either. */
  g_assert_false (
      omni_update_document_set_cell (fixture->document, 0, OMNI_UPDATE_TRACKING_NUMBER, "late"));
  result = wait_for_result (fixture);
  g_assert_true (omni_update_document_save_finish (fixture->document, result, &error));
  g_assert_no_error (error);
  g_assert_false (omni_update_document_is_busy (fixture->document));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbf"
                   "id;order_number;sku;status;shipping_company;e_archive_url;invoice_number;"
                   "invoice_date;tracking_number;Depo\r\n"
                   "1;;;450;;;;;;A\r\n2;;;500;;;;;0071;B\r\n");
}

static const char *
choose (GRand *random, const char *const *choices, int n_choices)
{
  return choices[g_rand_int_range (random, 0, n_choices)];
}

static void
edit_somewhere (Fixture *fixture, GRand *random)
{
  static const char *const ids[] = { "1", "2", "3", "4", "5", "", "x" };
  static const char *const statuses[] = { "450", "500", "hazırlanıyor", "nonsense", "" };
  static const char *const dates[] = { "3.4.2025", "25/03/2025", "03/25/2025", "2025-03-04", "" };
  gsize n_rows = omni_update_document_get_n_rows (fixture->document, NULL);
  gsize row = (gsize) g_rand_int_range (random, 0, (int) n_rows);

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      omni_update_document_undo (fixture->document);
      break;
    case 1:
      omni_update_document_redo (fixture->document);
      break;
    case 2:
      omni_update_document_set_left_out (fixture->document, row, g_rand_boolean (random));
      break;
    case 3:
      omni_update_document_append_rows (fixture->document, 1);
      break;
    case 4:
      omni_update_document_set_cell (fixture->document, row, OMNI_UPDATE_INVOICE_DATE,
                                     choose (random, dates, G_N_ELEMENTS (dates)));
      break;
    case 5:
      omni_update_document_set_cell (fixture->document, row, OMNI_UPDATE_STATUS,
                                     choose (random, statuses, G_N_ELEMENTS (statuses)));
      break;
    default:
      omni_update_document_set_cell (fixture->document, row, OMNI_UPDATE_ID,
                                     choose (random, ids, G_N_ELEMENTS (ids)));
      break;
    }
}

static void
test_random (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (TITLES);

  g_test_summary ("Looking at what was edited finds what a check of everything finds.");
  g_test_message ("seed %u", seed);

  for (guint i = 0; i < N_RANDOM_ROWS; i++)
    g_string_append_printf (text, "%d,,,450,,,\n", g_rand_int_range (random, 1, 30));
  open_text (fixture, text->str);

  for (guint round = 0; round < N_RANDOM_ROUNDS; round++)
    {
      g_autofree char *looked = NULL;
      g_autofree char *checked = NULL;

      for (int i = g_rand_int_range (random, 1, 6); i > 0; i--)
        edit_somewhere (fixture, random);
      wait_for_check (fixture);
      looked = describe_check (omni_update_document_get_check (fixture->document));
      omni_update_document_check (fixture->document);
      wait_for_check (fixture);
      checked = describe_check (omni_update_document_get_check (fixture->document));
      g_assert_cmpstr (looked, ==, checked);
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  add ("/work/update-document/edit", test_edit);
  add ("/work/update-document/rows", test_rows);
  add ("/work/update-document/many", test_many);
  add ("/work/update-document/draft", test_draft);
  add ("/work/update-document/draft/full-disk", test_draft_on_full_disk);
  add ("/work/update-document/save", test_save);
  add ("/work/update-document/random", test_random);

  return g_test_run ();
}
