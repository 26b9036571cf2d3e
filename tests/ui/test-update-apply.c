/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* An order-update file on its way to the server, and whatever can come in between. */

#include "omni-cancellation.h"
#include "omni-client-cancel.h"
#include "omni-job-row.h"
#include "omni-sign-in-sheet.h"
#include "omni-update-run.h"
#include "omni-update-sheet.h"
#include "omni-update-template.h"
#include "update-window.h"

#include <string.h>

#define N_FEW 120
#define N_MANY 2000
#define N_MANY_ROWS 500u

/*
 * Helpers
 */

static void
set_faults (UpdateWindowFixture *fixture, const char *faults)
{
  g_autofree char *json = g_strdup_printf ("{\"faults\": \"%s\"}", faults);

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", json);
}

/* A batch after the other, each long enough for somebody to do something meanwhile. */
static void
go_slowly (UpdateWindowFixture *fixture)
{
  omni_client_set_max_in_flight (omni_session_get_client (fixture->session), 1);
  set_faults (fixture, "slow=1000:PATCH *bulk*");
}

/* The items that have one of both statuses now, a line each as a template has them. */
static char **
list_items (UpdateWindowFixture *fixture, const char *status, const char *other)
{
  g_autofree char *path = g_build_filename (fixture->folder, "template.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniUpdateTemplate) job = omni_update_template_new (
    omni_session_get_client (fixture->session), NULL, target, OMNI_TABLE_FORMAT_CSV);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  OmniTableOptions options = { ',', TRUE, utc, TRUE };
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  omni_update_template_set_query (job, all);
  omni_update_template_set_options (job, &options);
  g_assert_true (omni_job_run_here (OMNI_JOB (job), NULL, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (g_str_equal (cells[3], status) || g_str_equal (cells[3], other))
        g_strv_builder_add (found, lines[i]);
    }

  return g_strv_builder_end (found);
}

/* A file that says shipped of so many items that are not sent yet. */
static OmniUpdateWindow *
open_wishes (UpdateWindowFixture *fixture, guint n_rows, const char *more)
{
  g_auto (GStrv) items = list_items (fixture, "preparing", "approved");
  g_autoptr (GString) text = g_string_new ("id,status,tracking_number\n");

  g_assert_cmpuint (g_strv_length (items), >=, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) cells = g_strsplit (items[i], ",", 2);

      g_string_append_printf (text, "%s,shipped,00%s\n", cells[0], cells[0]);
    }
  g_string_append (text, more);
  return update_window_open_text (fixture, text->str);
}

static void
start (OmniUpdateWindow *window, guint n_rows)
{
  g_autofree char *heading = g_strdup_printf ("Change %u order items?", n_rows);

  update_window_activate (window, "win.apply");
  update_window_answer (heading, "apply");
}

static OmniJob *
find_job (OmniUpdateWindow *window)
{
  GtkWidget *row = omni_test_find (GTK_WIDGET (window), OMNI_TYPE_JOB_ROW, NULL);

  return row != NULL ? omni_job_row_get_job (OMNI_JOB_ROW (row)) : NULL;
}

static gboolean
is_partly_done (OmniUpdateWindow *window)
{
  OmniJob *job = find_job (window);

  return job != NULL && OMNI_IS_UPDATE_RUN (job) && omni_job_get_done (job) > 0 &&
         omni_job_get_done (job) < omni_job_get_total (job);
}

static guint
count_done (UpdateWindowFixture *fixture)
{
  g_auto (GStrv) items = list_items (fixture, "shipped", "shipped");
  guint n_done = 0;

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (items[i], ",", -1);
      g_autofree char *mine = g_strconcat ("00", cells[0], NULL);

      n_done += g_str_equal (cells[8], mine);
    }

  return n_done;
}

static void
set_paused (OmniUpdateWindow *window, gboolean paused)
{
  GtkWidget *row = omni_test_find (GTK_WIDGET (window), OMNI_TYPE_JOB_ROW, NULL);

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (omni_test_find (row, GTK_TYPE_TOGGLE_BUTTON, NULL)), paused);
}

static void
press_cancel (OmniUpdateWindow *window)
{
  GtkWidget *row = omni_test_find (GTK_WIDGET (window), OMNI_TYPE_JOB_ROW, NULL);
  GtkWidget *button = gtk_widget_get_last_child (row);

  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Cancel");
  g_signal_emit_by_name (button, "clicked");
}

/*
 * Tests
 */

static gboolean
is_read_whole (OmniUpdateWindow *window, const char *text)
{
  GtkWidget *cell = omni_test_find (GTK_WIDGET (window), GTK_TYPE_INSCRIPTION, text);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (cell == NULL)
    return FALSE;

  layout = gtk_widget_create_pango_layout (cell, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return gtk_widget_get_width (cell) >= width;
}

static void
test_preview (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");
  g_auto (GStrv) items = list_items (fixture, "preparing", "preparing");
  g_auto (GStrv) cells = g_strsplit (items[0], ",", 2);
  g_autofree char *tracking = g_strdup_printf ("— → 00%s", cells[0]);

  g_test_summary ("Test that a preview has room for what is there now and for what comes.");

  OMNI_TEST_WAIT (is_read_whole (window, "shipped"));
  update_window_activate (window, "win.preview");
  OMNI_TEST_WAIT (update_window_says (window, "8 rows change"));
  OMNI_TEST_WAIT (is_read_whole (window, "Preparing → Shipped"));
  OMNI_TEST_WAIT (is_read_whole (window, tracking));
  update_window_close (window);
}

static void
test_pause (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, N_MANY_ROWS, "");
  g_autofree char *all = g_strdup_printf ("%u rows done.", N_MANY_ROWS);
  gint64 done;

  g_test_summary ("Test that a run is paused, goes on, is cancelled, and applied to its end.");

  go_slowly (fixture);
  start (window, N_MANY_ROWS);
  OMNI_TEST_WAIT (is_partly_done (window));
  set_paused (window, TRUE);
  OMNI_TEST_WAIT (omni_job_get_state (find_job (window)) == OMNI_JOB_PAUSED);
  g_assert_false (omni_update_document_set_cell (omni_update_window_get_document (window), 0,
                                                 OMNI_UPDATE_STATUS, "450"));
  done = omni_job_get_done (find_job (window));
  g_assert_cmpint (done, <, N_MANY_ROWS);

  set_paused (window, FALSE);
  OMNI_TEST_WAIT (omni_job_get_state (find_job (window)) == OMNI_JOB_RUNNING);
  press_cancel (window);
  OMNI_TEST_WAIT (update_window_says (window, "Apply again to go on."));
  OMNI_TEST_WAIT (find_job (window) == NULL);
  done = count_done (fixture);
  g_assert_cmpint (done, >, 0);

  set_faults (fixture, "");
  start (window, N_MANY_ROWS - (guint) done);
  OMNI_TEST_WAIT (update_window_shows (window, all));
  g_assert_cmpuint (count_done (fixture), ==, N_MANY_ROWS);
  update_window_close (window);
}

static void
test_closed (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, N_MANY_ROWS, "");
  g_autoptr (GFile) file = g_object_ref (omni_update_window_get_file (window));
  g_autofree char *all = g_strdup_printf ("%u rows done.", N_MANY_ROWS);
  guint done;

  g_test_summary ("Test that closing asks while a file is applied, and that what is left goes on.");

  go_slowly (fixture);
  start (window, N_MANY_ROWS);
  OMNI_TEST_WAIT (is_partly_done (window));
  gtk_window_close (GTK_WINDOW (window));
  update_window_answer ("The file is being applied", "keep");
  g_assert_nonnull (find_job (window));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));

  gtk_window_close (GTK_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  update_window_answer ("The file is being applied", "close");
  OMNI_TEST_WAIT (window == NULL);
  done = count_done (fixture);
  g_assert_cmpuint (done, >, 0);
  g_assert_cmpuint (done, <, N_MANY_ROWS);

  set_faults (fixture, "");
  window = update_window_open (fixture, file);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  start (window, N_MANY_ROWS - done);
  OMNI_TEST_WAIT (update_window_shows (window, all));
  g_assert_cmpuint (count_done (fixture), ==, N_MANY_ROWS);
  update_window_close (window);
}

static void
test_expired (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");
  GtkWindow *sheet;

  g_test_summary ("Test that a run whose session ends waits until somebody signs in over it.");

  set_faults (fixture, "401:PATCH *bulk*:100:1");
  start (window, 8);
  OMNI_TEST_WAIT (update_window_says (window, "The session has ended."));
  update_window_activate (window, "win.sign-in");
  OMNI_TEST_WAIT (update_window_find_toplevel (OMNI_TYPE_SIGN_IN_SHEET, NULL) != NULL);
  sheet = update_window_find_toplevel (OMNI_TYPE_SIGN_IN_SHEET, NULL);
  omni_test_type (GTK_WIDGET (sheet), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", OMNI_TEST_PASSWORD);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (sheet), "sheet.submit", NULL));
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  g_assert_false (update_window_says (window, "The session has ended."));
  g_assert_cmpuint (count_done (fixture), ==, 8);
  update_window_close (window);
}

static void
test_forbidden (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");

  g_test_summary ("Test that a permission that is gone stops the run with a sentence.");

  set_faults (fixture, "403:PATCH *bulk*:100:1");
  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "Stopped: 8 not begun. Apply again to go on."));
  g_assert_true (update_window_says (window, "does not let you do this"));
  g_assert_cmpuint (count_done (fixture), ==, 0);

  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  g_assert_cmpuint (count_done (fixture), ==, 8);
  update_window_close (window);
}

static void
test_struggling (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");

  g_test_summary ("Test that a server that is asked too often, or falls over, is asked again.");

  set_faults (fixture, "429=1:PATCH *bulk*:100:1,500:PATCH *bulk*:100:2,cut-after:PATCH "
                       "*bulk*:100:1");
  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  g_assert_cmpuint (count_done (fixture), ==, 8);
  update_window_close (window);
}

/* Somebody else cancels the order of an item. */
static void
cancel_order_of (UpdateWindowFixture *fixture, gint64 pk)
{
  OmniClient *client = omni_session_get_client (fixture->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = omni_client_list_order_items_by_key (client, &pk, 1, NULL, &error);
  g_autoptr (OmniCancellation) theirs = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  theirs =
    omni_cancellation_new (omni_order_item_get_order (items->pdata[0]), NULL, OMNI_CANCEL_LINES);
  omni_cancellation_add_line (theirs, pk)->reason = 7;
  g_assert_true (omni_client_cancel_order (client, theirs, NULL, &error));
  g_assert_no_error (error);
}

static void
test_ended (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 4, "999999999,shipped,1\n");
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "failed.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_auto (GStrv) lines = NULL;

  g_test_summary ("Test that a row of another tenant, and one whose line was cancelled after the "
                  "preview, are refused with a reason each.");

  update_window_activate (window, "win.preview");
  OMNI_TEST_WAIT (update_window_says (window, "4 rows change · 1 cannot be done"));
  text = omni_update_document_dup_cell (omni_update_window_get_document (window), 2,
                                        OMNI_UPDATE_ID);
  cancel_order_of (fixture, g_ascii_strtoll (text, NULL, 10));

  start (window, 4);
  OMNI_TEST_WAIT (update_window_shows (window, "3 rows done, 2 refused."));
  g_assert_cmpuint (count_done (fixture), ==, 3);
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_FAILED, target);
  OMNI_TEST_WAIT (g_file_query_exists (target, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[1], "The item is cancelled, refunded or about to be"));
  g_assert_nonnull (strstr (lines[2], "999999999"));
  g_assert_nonnull (strstr (lines[2], "The back office has no such order item"));
  update_window_close (window);
}

static void
test_full_disk (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");

  g_test_summary ("Test that nothing is sent when the disk does not take the journal.");

  update_window_activate (window, "win.preview");
  OMNI_TEST_WAIT (update_window_says (window, "8 rows change"));
  omni_test_limit_files (0);
  start (window, 8);
  OMNI_TEST_WAIT (find_job (window) != NULL && omni_job_is_finished (find_job (window)));
  omni_test_limit_files (-1);
  g_assert_true (update_window_says (window, "omnidesk.db"));
  g_assert_cmpuint (count_done (fixture), ==, 0);

  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  g_assert_cmpuint (count_done (fixture), ==, 8);
  update_window_close (window);
}

static void
test_spoiled (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *window = open_wishes (fixture, 8, "");
  const char *source = g_file_peek_path (omni_update_window_get_file (window));
  g_autofree char *path = g_build_filename (fixture->folder, "undo.csv", NULL);
  g_autoptr (GFile) undo = g_file_new_for_path (path);
  FILE *file;

  g_test_summary ("Test that a run can be taken back although its file was overwritten.");

  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  file = fopen (source, "w");
  g_assert_nonnull (file);
  g_assert_cmpint (fclose (file), ==, 0);
  omni_update_window_save_to (window, OMNI_UPDATE_SAVE_UNDO, undo);
  OMNI_TEST_WAIT (g_file_query_exists (undo, NULL));
  update_window_close (window);

  window = update_window_open (fixture, undo);
  OMNI_TEST_WAIT (update_window_is_checked (window));
  start (window, 8);
  OMNI_TEST_WAIT (update_window_shows (window, "8 rows done."));
  g_assert_cmpuint (count_done (fixture), ==, 0);
  update_window_close (window);
}

static void
test_twice (UpdateWindowFixture *fixture, gconstpointer unused)
{
  OmniUpdateWindow *first = open_wishes (fixture, 8, "");
  OmniUpdateWindow *second =
    update_window_open (fixture, omni_update_window_get_file (first));
  OmniUpdateWindow *refused;

  g_test_summary ("Test that what is applied in one place is not applied in another meanwhile.");

  OMNI_TEST_WAIT (update_window_is_checked (second));
  update_window_activate (second, "win.preview");
  OMNI_TEST_WAIT (update_window_says (second, "8 rows change"));
  set_faults (fixture, "slow=5000:PATCH *bulk*:100:1");
  start (first, 8);
  start (second, 8);
  /* Which of them comes to the journal first is chance. */
  OMNI_TEST_WAIT (update_window_says (first, "being applied") ||
                  update_window_says (second, "being applied"));
  refused = update_window_says (first, "being applied") ? first : second;
  g_assert_true (omni_job_is_finished (find_job (refused)));
  OMNI_TEST_WAIT (update_window_shows (refused == first ? second : first, "8 rows done."));
  g_assert_false (update_window_shows (refused, "8 rows done."));
  g_assert_cmpuint (count_done (fixture), ==, 8);
  update_window_close (second);
  update_window_close (first);
}

static void
add (const char *path, guint n_orders, void (*test) (UpdateWindowFixture *, gconstpointer))
{
  g_test_add (path, UpdateWindowFixture, GUINT_TO_POINTER (n_orders), update_window_set_up, test,
              update_window_tear_down);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  add ("/ui/update-apply/preview", N_FEW, test_preview);
  add ("/ui/update-apply/pause", N_MANY, test_pause);
  add ("/ui/update-apply/closed", N_MANY, test_closed);
  add ("/ui/update-apply/expired", N_FEW, test_expired);
  add ("/ui/update-apply/forbidden", N_FEW, test_forbidden);
  add ("/ui/update-apply/struggling", N_FEW, test_struggling);
  add ("/ui/update-apply/ended", N_FEW, test_ended);
  add ("/ui/update-apply/full-disk", N_FEW, test_full_disk);
  add ("/ui/update-apply/spoiled", N_FEW, test_spoiled);
  add ("/ui/update-apply/twice", N_FEW, test_twice);

  return g_test_run ();
}
