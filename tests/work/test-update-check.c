/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "omni-update-check.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *folder;                 /* (owned) */
  GFile *target;                /* (owned) */
  OmniReferenceData *reference; /* (owned) */
  OmniUpdateFile *file;         /* (owned) (nullable) */
  OmniUpdateCheck *check;       /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "update.csv", NULL);
  fixture->target = g_file_new_for_path (path);
  fixture->reference = omni_reference_data_new ();
  omni_reference_data_add (fixture->reference, OMNI_REFERENCE_CARGO_COMPANY, 1, "Yurtiçi Kargo",
                           "yurtici");
  omni_reference_data_add (fixture->reference, OMNI_REFERENCE_CARGO_COMPANY, 2, "Aras Kargo",
                           "aras");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->check);
  g_clear_object (&fixture->file);
  omni_test_remove_folder (fixture->folder);
  g_object_unref (fixture->target);
  omni_reference_data_unref (fixture->reference);
  g_free (fixture->folder);
}

static void
run_check (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->check);
  fixture->check = omni_update_check_new (fixture->file, fixture->reference);
  omni_job_run_here (OMNI_JOB (fixture->check), NULL, &error);
  g_assert_no_error (error);
}

static void
open_text (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->file);
  g_file_set_contents (g_file_peek_path (fixture->target), text, -1, &error);
  g_assert_no_error (error);
  fixture->file = omni_update_file_open (fixture->target, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* "2.status:unknown-status=shipped": the row as a spreadsheet counts, the column, the rule, the
 * fix. */
static char *
describe_problems (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < omni_update_check_get_n_problems (fixture->check); i++)
    {
      const OmniUpdateProblem *problem = omni_update_check_get_problem (fixture->check, i);
      g_autofree char *fix = omni_update_check_dup_fix (fixture->check, problem);
      g_autofree char *sentence = omni_update_check_dup_sentence (fixture->check, problem);

      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_null (strstr (sentence, "%s"));
      g_string_append_printf (
          text, "%s%d%s%s:%s%s%s", i > 0 ? " " : "",
          (int) omni_update_file_get_row_number (fixture->file, problem->row),
          problem->column < OMNI_UPDATE_N_COLUMNS ? "." : "",
          problem->column < OMNI_UPDATE_N_COLUMNS ? omni_update_column_get_name (problem->column)
                                                  : "",
          omni_update_rule_get_id (problem->rule), fix != NULL ? "=" : "", fix != NULL ? fix : "");
    }

  return g_string_free (text, FALSE);
}

static void
assert_problems (Fixture *fixture, const char *text, const char *expected)
{
  g_autofree char *problems = NULL;

  open_text (fixture, text);
  run_check (fixture);
  problems = describe_problems (fixture);
  g_assert_cmpstr (problems, ==, expected);
}

static void
test_fine (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Good rows in every usual form have no problem.");

  assert_problems (fixture,
                   "id,status,shipping_company,e_archive_url,invoice_date,tracking_number\n"
                   "1,500,yurtici,https://a.example/1.pdf,2025-03-05,0071\n"
                   "2,Kargoya Verildi,Yurtiçi Kargo,,5.3.2025,0072\n"
                   "3,KARGOYA VERİLDİ,ARAS,,5 Mart 2025,0073\n"
                   "4,Preparing,,,2025-03-05T10:00:00Z,\n"
                   "5,hazırlanıyor,,,05.03.2025 14:30,[clear]\n",
                   "");
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY), ==, 5);

  assert_problems (fixture,
                   "Sipariş No;Stok Kodu;Durum;Kargo Takip No\n\n# x;;;\n77;A-1;550;\n;;;\n", "");
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY), ==, 1);
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_NO_ROW), ==, 3);
}

static void
test_cells (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Every wrong cell is named with its rule and what could stand there.");

  assert_problems (fixture, "id,status\n1,shiped\n2,iptal\n3,600\n4,[clear]\n5,777\n",
                   "2.status:unknown-status=shipped 3.status:unreachable-status "
                   "4.status:unreachable-status 5.status:empty-status= 6.status:unknown-status");
  assert_problems (fixture, "id,shipping_company\n1,yurtci\n2,Aras Cargo\n3,fedex\n",
                   "2.shipping_company:unknown-company=yurtici "
                   "3.shipping_company:unknown-company=aras 4.shipping_company:unknown-company");
  assert_problems (
      fixture, "id,e_archive_url\n1,www.a.example/x\n2,htps://a.example\n3,fatura\n4,ftp://a.b\n",
      "2.e_archive_url:bad-url=https://www.a.example/x "
      "3.e_archive_url:bad-url=https://a.example 4.e_archive_url:bad-url "
      "5.e_archive_url:bad-url");
  assert_problems (fixture, "id,invoice_date\n1,soon\n2,31.02.2025\n3,45721\n4,1970-01-01\n",
                   "2.invoice_date:bad-date 3.invoice_date:bad-date "
                   "4.invoice_date:serial-date=2025-03-05 5.invoice_date:odd-date");
  assert_problems (fixture,
                   "id,tracking_number\n12.0,1\n-3,1\nx,1\n0,1\n99999999999999999999,1\n,1\n",
                   "2.id:bad-id=12 3.id:bad-id 4.id:bad-id 5.id:bad-id 6.id:bad-id 7.id:no-key");
  assert_problems (fixture, "id,status\n1,500\n", "2.tracking_number:no-tracking");
  assert_problems (fixture, "id,tracking_number\n1,\"a\nb\"\n",
                   "2.tracking_number:control-character=ab");
}

static void
test_damage (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("What a spreadsheet does to numbers is found.");

  assert_problems (
      fixture,
      "id,tracking_number\n1,7.33E+12\n2,\"7,33005E+15\"\n3,1E+15\n4,########\n"
      "5,73300512488170000\n6,7330051248817120\n7,7330051248817123\n8,330051248817000\n",
      "2.tracking_number:exponent 3.tracking_number:exponent "
      "4.tracking_number:exponent 5.tracking_number:hash-marks "
      "6.tracking_number:rounded 7.tracking_number:maybe-rounded");
  assert_problems (fixture,
                   "id,tracking_number\n1,00710001\n2,00710002\n3,710003\n4,07100045\n5,00710005\n"
                   "6,00710006\n7,00710007\n8,00710008\n9,00710009\n10,00710010\n",
                   "4.tracking_number:lost-zeros=00710003");
}

static void
test_dates (Fixture *fixture, gconstpointer unused)
{
  OmniDateOrder order;

  g_test_summary ("A column's dates tell which number is the day.");

  assert_problems (fixture,
                   "id,invoice_date\n1,03/04/2025\n2,25/03/2025\n3,26/03/2025\n4,03/27/2025\n",
                   "5.invoice_date:date-order=2025-03-27");
  g_assert_true (omni_update_check_get_date_order (fixture->check, &order));
  g_assert_cmpint (order, ==, OMNI_DATE_DAY_FIRST);

  assert_problems (fixture, "id,invoice_date\n1,03/04/2025\n2,03/27/2025\n", "");
  g_assert_true (omni_update_check_get_date_order (fixture->check, &order));
  g_assert_cmpint (order, ==, OMNI_DATE_MONTH_FIRST);

  assert_problems (fixture, "id,invoice_date\n1,03/04/2025\n2,04/04/2025\n3,05/04/2025\n",
                   "2.invoice_date:ambiguous-dates=2025-04-03");
  g_assert_false (omni_update_check_get_date_order (fixture->check, &order));
}

static void
test_rows (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Rows that repeat, contradict each other or say nothing are found.");

  assert_problems (fixture, "id,status\n1,450\n2,450\n1,preparing\n2,500\n2,550\n3,\n",
                   "3:contradiction 4:duplicate 5.tracking_number:no-tracking 5:contradiction "
                   "6:contradiction 7:nothing");
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY), ==, 1);
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_WRONG), ==, 3);
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_NOTHING), ==,
                    2);

  assert_problems (fixture, "order_number,sku,status\n7,A,450\n7,B,450\n7,A,400\n7,,450\n",
                   "2:contradiction 4:contradiction 5.id:no-key");
  assert_problems (fixture, "id,status\n1,450,x\n2,a\"b\n3,450,\n", "2:extra-cells 3:quotes");
}

static void
test_fixes (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *problems = NULL;
  g_autofree char *contents = NULL;
  const char *text = "id,status,tracking_number\n1,shiped,x\n2,shiped,y\n3,nothing like it,z\n";

  g_test_summary ("A fix is an edit, for one or for all of a kind; the file stays as it is.");

  open_text (fixture, text);
  run_check (fixture);
  g_assert_cmpuint (
      omni_update_check_fix_all (fixture->check, OMNI_UPDATE_UNKNOWN_STATUS, OMNI_UPDATE_STATUS),
      ==, 2);
  g_assert_cmpuint (omni_update_file_get_n_edits (fixture->file), ==, 2);
  run_check (fixture);
  problems = describe_problems (fixture);
  g_assert_cmpstr (problems, ==, "4.status:unknown-status");

  g_assert_true (omni_update_file_set_cell (fixture->file, 2, OMNI_UPDATE_STATUS, "500"));
  g_assert_true (omni_update_file_set_cell (fixture->file, 0, OMNI_UPDATE_STATUS, NULL));
  run_check (fixture);
  g_free (problems);
  problems = describe_problems (fixture);
  g_assert_cmpstr (problems, ==, "2.status:unknown-status=shipped");

  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->target), &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, text);
}

static void
assert_not_opened (Fixture *fixture, const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUpdateFile) file = NULL;

  g_file_set_contents (g_file_peek_path (fixture->target), text, -1, NULL);
  file = omni_update_file_open (fixture->target, NULL, NULL, &error);
  g_assert_null (file);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_titles (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("A file that lacks what it needs says what.");

  assert_not_opened (fixture, "", "empty");
  assert_not_opened (fixture, "a,b\n1,2\n", "id");
  assert_not_opened (fixture, "id,note\n1,2\n", "no column to update");
  assert_not_opened (fixture, "id,status,Durum\n1,2,3\n", "twice");
  assert_not_opened (fixture, "order_number,status\n1,2\n", "sku");
}

static void
assert_row_fault (Fixture *fixture, const char *text, gssize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *before = NULL;
  gsize n_before = 0;

  g_clear_object (&fixture->file);
  g_file_set_contents (g_file_peek_path (fixture->target), text, length, &error);
  fixture->file = omni_update_file_open (fixture->target, NULL, NULL, &error);
  g_assert_no_error (error);
  run_check (fixture);
  problems = describe_problems (fixture);
  g_assert_cmpstr (problems, ==, expected);

  g_assert_true (
      g_file_get_contents (g_file_peek_path (fixture->target), &before, &n_before, NULL));
  g_assert_cmpmem (before, n_before, text, length >= 0 ? (gsize) length : strlen (text));
}

static void
test_bad_input (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) wide = g_string_new ("id");
  g_autoptr (GString) cells = g_string_new ("1");
  g_autoptr (GError) error = NULL;
  int fd;

  g_test_summary ("Spoiled files say where and why, and stay as they are.");

  for (guint i = 1; i < 200; i++)
    {
      g_string_append_printf (wide, ",%s", i == 150 ? "status" : "x");
      g_string_append_printf (cells, ",%s", i == 150 ? "450" : "");
    }
  g_string_append_printf (wide, "\n%s\n", cells->str);
  assert_row_fault (fixture, wide->str, -1, "");
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY), ==, 1);

  assert_row_fault (fixture, "id,status\r\n1,450\n2,450\r3,450\r\n", -1, "");
  g_assert_cmpuint (omni_update_check_count_rows (fixture->check, OMNI_UPDATE_STATE_READY), ==, 3);
  assert_row_fault (fixture, "id,status\n1,4\0" "50\n2,450\n", 23, "2:zero-byte");
  assert_row_fault (fixture, "id,status\n1,450,,\n2,450,more\n", -1, "3:extra-cells");

  /* The encoding is guessed from the beginning, which has to be long. */
  g_string_assign (wide, "id,status,sku\n");
  for (guint i = 1; i < 9000; i++)
    g_string_append_printf (wide, "%u,450,\xc4\xb0\n", i);
  g_string_append (wide, "9000,450,\xfe\n");
  assert_row_fault (fixture, wide->str, -1, "9001:letters");

  /* Three gigabytes of nothing. */
  fd = g_open (g_file_peek_path (fixture->target), O_RDWR | O_TRUNC, 0600);
  g_assert_cmpint (ftruncate (fd, G_GINT64_CONSTANT (3) * 1024 * 1024 * 1024), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
  g_clear_object (&fixture->file);
  g_assert_null (omni_update_file_open (fixture->target, NULL, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
}

static void
test_unclosed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_test_summary ("A quotation mark that is never closed ends the check with its row.");

  open_text (fixture, "id,status\n1,450\n2,\"450\n3,450\n");
  fixture->check = omni_update_check_new (fixture->file, NULL);
  g_assert_false (omni_job_run_here (OMNI_JOB (fixture->check), NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "row 3"));
}

static void
test_random (Fixture *fixture, gconstpointer unused)
{
  int n_rounds = g_getenv ("OMNI_TEST_LONG") != NULL ? 20000 : 150;
  static const char alphabet[] = "\"\"',;\r\n\n\n#.=/-:E+ax0123456789\xc5\x9f\xff[]";

  g_test_summary ("No bytes whatever bring the check into trouble.");

  for (int round = 0; round < n_rounds; round++)
    {
      g_autoptr (GString) text = g_string_new ("id,order_number,sku,status,shipping_company,"
                                               "e_archive_url,invoice_date,tracking_number\n");
      g_autoptr (GError) error = NULL;
      int length = g_test_rand_int_range (0, 300);

      for (int i = 0; i < length; i++)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      g_clear_object (&fixture->check);
      g_clear_object (&fixture->file);
      g_file_set_contents (g_file_peek_path (fixture->target), text->str, (gssize) text->len, NULL);
      fixture->file = omni_update_file_open (fixture->target, NULL, NULL, &error);
      if (fixture->file == NULL)
        continue;

      fixture->check = omni_update_check_new (fixture->file, fixture->reference);
      if (omni_job_run_here (OMNI_JOB (fixture->check), NULL, &error))
        g_free (describe_problems (fixture));
      else
        g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
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

  add ("/work/update-check/fine", test_fine);
  add ("/work/update-check/cells", test_cells);
  add ("/work/update-check/damage", test_damage);
  add ("/work/update-check/dates", test_dates);
  add ("/work/update-check/rows", test_rows);
  add ("/work/update-check/fixes", test_fixes);
  add ("/work/update-check/titles", test_titles);
  add ("/work/update-check/bad-input", test_bad_input);
  add ("/work/update-check/unclosed", test_unclosed);
  add ("/work/update-check/random", test_random);

  return g_test_run ();
}
