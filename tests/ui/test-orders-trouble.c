/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a person sees in the orders window when the server answers nonsense or the disk does not
 * take a file. */

#include "omni-test-orders.h"
#include "omni-test-server.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  OmniTestServer *server;   /* (nullable) (owned) */
  OmniTestSandbox *sandbox; /* (nullable) (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrdersWindow *window; /* (weak) */
  char *folder;             /* (owned): for what is exported */
} Fixture;

static void
open_window (Fixture *fixture)
{
  fixture->folder = omni_test_make_folder ();
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "350", "--seed", "7", NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  open_window (fixture);
  omni_test_wait_for_orders (fixture->window);
}

static OmniTestReply *
add (Fixture *fixture, const char *path, const char *body)
{
  OmniTestReply *reply = omni_test_server_add (fixture->server, "GET", path, 200, body);

  omni_test_reply_set_forever (reply);
  return reply;
}

/* A server that has no more to say than this about orders. */
static void
set_up_script (Fixture *fixture, const char *type, const char *orders)
{
  g_autoptr (GError) error = NULL;

  fixture->server = omni_test_server_new ();
  add (fixture, "/api/v1/active_user/", "{\"pk\": 1, \"username\": \"deniz\"}");
  add (fixture, "/api/v1/channels/", "[]");
  add (fixture, "/api/v1/payment_options/", "[]");
  add (fixture, "/api/v1/cargos/", "[]");
  omni_test_reply_set_type (add (fixture, "/api/i1/orders/", orders), type);
  fixture->session =
    omni_session_new_with_token (omni_test_server_get_url (fixture->server), "token", NULL, &error);
  g_assert_no_error (error);
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->server, omni_test_server_free);
  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
  omni_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* What the page says that stands in place of the table; NULL where the table is shown. */
static const char *
get_page (Fixture *fixture)
{
  GtkWidget *page = omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_STATUS_PAGE, NULL);

  return page != NULL ? adw_status_page_get_description (ADW_STATUS_PAGE (page)) : NULL;
}

static void
test_answers (void)
{
  static const struct
  {
    const char *type;
    const char *orders;
    const char *sentence;
  } cases[] = {
    { "text/html", "<html><h1>Welcome</h1></html>", "answered with a web page instead of data" },
    { "application/json", "{\"count\": 2, \"next\": null, \"results\": [{\"pk\": 1, \"number\":",
      "the text breaks off here" },
    { "application/json", "", "gave an empty answer" },
    { "application/json",
      "{\"count\": 1, \"next\": null, \"results\": [{\"pk\": 1, \"number\": {\"a\": 1}}]}",
      "“number”: expected a text, found an object" },
    { "application/json",
      "{\"count\": 1, \"next\": null, \"results\": [{\"pk\": 1, \"amount\": \"much\"}]}",
      "“much” is not an amount" },
  };

  g_test_summary ("An answer that is none is a sentence with a way on, and no row of it is shown");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = { 0 };
      GtkWidget *again;

      set_up_script (&fixture, cases[i].type, cases[i].orders);
      OMNI_TEST_WAIT (get_page (&fixture) != NULL &&
                      strstr (get_page (&fixture), cases[i].sentence) != NULL);
      g_assert_null (strstr (get_page (&fixture), "<h1>"));
      g_assert_cmpuint (omni_test_count_rows (fixture.window), ==, 0);
      again = omni_test_find (GTK_WIDGET (fixture.window), GTK_TYPE_BUTTON, "Try Again");
      g_assert_nonnull (again);
      g_assert_true (gtk_widget_is_sensitive (again));
      tear_down (&fixture, NULL);
    }
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  GtkWidget *table = GTK_WIDGET (omni_orders_window_get_table (fixture->window));

  return omni_test_find (table, GTK_TYPE_INSCRIPTION, text) != NULL;
}

static void
test_values (void)
{
  Fixture fixture = { 0 };

  g_test_summary (
    "A number where a text should be is its text; an unknown status is shown as it is");

  set_up_script (&fixture, "application/json",
                 "{\"count\": 2, \"next\": null, \"results\": ["
                 "{\"pk\": 2, \"number\": 12345678901234567890, \"status\": \"987\"},"
                 "{\"pk\": 1, \"number\": \"0012\", \"status\": \"gone_fishing\"}]}");
  omni_test_wait_for_orders (fixture.window);
  OMNI_TEST_WAIT (shows (&fixture, "12345678901234567890"));
  g_assert_true (shows (&fixture, "987"));
  g_assert_true (shows (&fixture, "0012"));
  g_assert_true (shows (&fixture, "gone_fishing"));
  tear_down (&fixture, NULL);
}

/* Exports what is selected, which has to fail. */
static void
export_to (Fixture *fixture, const char *path, OmniTableFormat format)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  omni_orders_window_export_to (fixture->window, target, format, OMNI_EXPORT_ROWS_ORDERS);
  OMNI_TEST_WAIT (omni_test_shows (widget, "Try Again"));
}

static void
select_three (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      omni_test_load_row (fixture->window, i);
      omni_order_selection_toggle (omni_test_get_selection (fixture->window), i);
    }
}

static void
test_no_room (Fixture *fixture, gconstpointer format)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *sentence = g_strdup_printf (
    "“%s” would be larger than a file may be here. Choose another folder or fewer rows.", path);

  g_test_summary ("Where a file finds no room, the row says so and what was there stays as it was");

  select_three (fixture);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  omni_test_limit_files (200);
  export_to (fixture, path, (OmniTableFormat) GPOINTER_TO_INT (format));
  omni_test_limit_files (-1);

  g_assert_true (omni_test_shows (GTK_WIDGET (fixture->window), sentence));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");

  omni_test_press (GTK_WIDGET (fixture->window), "Try Again");
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (fixture->window), "Show in Folder"));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 1);
  g_free (g_steal_pointer (&contents));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, !=, "old");
}

static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders.csv", NULL);
  g_autofree char *sentence = g_strdup_printf (
    "You may not write “%s” in the folder “%s”. Choose another name or folder.", path,
    fixture->folder);
  uid_t user = geteuid ();

  g_test_summary ("A folder in which nobody may write is named, and no file is in it");

  select_three (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  /* Root may write anywhere, so it has to be somebody else for a while. */
  if (user == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  export_to (fixture, path, OMNI_TABLE_FORMAT_CSV);
  g_assert_cmpint (seteuid (user), ==, 0);

  g_assert_true (omni_test_shows (GTK_WIDGET (fixture->window), sentence));
  g_assert_cmpuint (omni_test_count_files (fixture->folder), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

/* Rows behind the first page fail once. */
static void
test_failed_rows (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (OmniOrderRow) row = NULL;

  g_test_summary ("Rows that do not come say so, and come when they are asked for again");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"500:GET /api/*\"}");
  row = g_list_model_get_item (G_LIST_MODEL (omni_test_get_list (fixture->window)), 250);
  OMNI_TEST_WAIT (omni_order_row_get_state (row) == OMNI_LOAD_FAILED);
  OMNI_TEST_WAIT (omni_test_shows (window, "Try Again"));
  g_assert_nonnull (omni_order_list_peek_order (omni_test_get_list (fixture->window), 0));

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"\"}");
  omni_test_press (window, "Try Again");
  OMNI_TEST_WAIT (omni_order_row_get_order (row) != NULL);
  OMNI_TEST_WAIT (!omni_test_shows (window, "Try Again"));
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/orders-window/trouble/answers", test_answers);
  g_test_add_func ("/ui/orders-window/trouble/values", test_values);
  g_test_add ("/ui/orders-window/trouble/no-room/csv", Fixture,
              GINT_TO_POINTER (OMNI_TABLE_FORMAT_CSV), set_up, test_no_room, tear_down);
  g_test_add ("/ui/orders-window/trouble/no-room/xlsx", Fixture,
              GINT_TO_POINTER (OMNI_TABLE_FORMAT_XLSX), set_up, test_no_room, tear_down);
  g_test_add ("/ui/orders-window/trouble/read-only", Fixture, NULL, set_up, test_read_only,
              tear_down);
  g_test_add ("/ui/orders-window/trouble/failed-rows", Fixture, NULL, set_up, test_failed_rows,
              tear_down);

  return g_test_run ();
}
