/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-sign-in-sheet.h"
#include "omni-sign-in-window.h"
#include "omni-test-server.h"
#include "omni-test-window.h"

#define LOGIN "/api/v1/auth/login/"

typedef struct
{
  OmniSignInWindow *window; /* (weak) */
  OmniSession *session;     /* (nullable) (owned): what the window made */
} Fixture;

static void
signed_in_cb (Fixture *fixture, OmniSession *session)
{
  g_set_object (&fixture->session, session);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_set_weak_pointer (&fixture->window, omni_sign_in_window_new (NULL));
  g_signal_connect_swapped (fixture->window, "signed-in", G_CALLBACK (signed_in_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
}

static GtkWidget *
get_label (Fixture *fixture, const char *text)
{
  return omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, text);
}

static const char *
get_password (Fixture *fixture)
{
  GtkWidget *row = omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
fill_in (Fixture *fixture, const char *server, const char *username, const char *password)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  omni_test_type (window, ADW_TYPE_ENTRY_ROW, "Server address", server);
  omni_test_type (window, ADW_TYPE_ENTRY_ROW, "User name", username);
  omni_test_type (window, ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", password);
}

static void
submit (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sign-in.submit", NULL));
}

static gboolean
row_has_error (Fixture *fixture, GType type, const char *title)
{
  return gtk_widget_has_css_class (omni_test_find (GTK_WIDGET (fixture->window), type, title),
                                   "error");
}

static void
test_signs_in (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "10", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);

  g_test_summary ("The right words make a session, and the password does not stay in the window");

  fill_in (fixture, omni_test_sandbox_get_url (sandbox), OMNI_TEST_USER, OMNI_TEST_PASSWORD);
  gtk_widget_activate (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_SWITCH, NULL));
  submit (fixture);
  g_assert_false (gtk_widget_is_sensitive (
    omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_ENTRY_ROW, "User name")));
  OMNI_TEST_WAIT (fixture->session != NULL);

  g_assert_cmpstr (omni_session_get_profile (fixture->session)->username, ==, OMNI_TEST_USER);
  g_assert_true (omni_session_is_signed_in (fixture->session));
  g_assert_cmpstr (get_password (fixture), ==, "");
}

static void
test_wrong_password (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "10", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);

  g_test_summary ("A wrong password says so, is wiped, and can be tried again");

  fill_in (fixture, omni_test_sandbox_get_url (sandbox), OMNI_TEST_USER, "wrong");
  submit (fixture);
  OMNI_TEST_WAIT (get_label (fixture, "The user name or password is not right.") != NULL);
  g_assert_null (fixture->session);
  g_assert_cmpstr (get_password (fixture), ==, "");
  g_assert_true (row_has_error (fixture, ADW_TYPE_PASSWORD_ENTRY_ROW, "Password"));
  g_assert_false (row_has_error (fixture, ADW_TYPE_ENTRY_ROW, "Server address"));

  omni_test_type (GTK_WIDGET (fixture->window), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password",
                  OMNI_TEST_PASSWORD);
  g_assert_null (get_label (fixture, "The user name or password is not right."));
  submit (fixture);
  OMNI_TEST_WAIT (fixture->session != NULL);
}

static void
test_no_server (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("No server is said at the address, and what was typed stays");

  /* The discard port: nothing listens there. */
  fill_in (fixture, "http://127.0.0.1:9", "ops.elif", "omnidesk");
  submit (fixture);
  OMNI_TEST_WAIT (get_label (fixture, "No server answers at http://127.0.0.1:9.") != NULL);
  g_assert_true (row_has_error (fixture, ADW_TYPE_ENTRY_ROW, "Server address"));
  g_assert_cmpstr (get_password (fixture), ==, "omnidesk");
}

static void
test_not_an_address (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("An address that is none, or not a safe one, is refused before anything is sent");

  fill_in (fixture, "http://shop.example", "ops.elif", "omnidesk");
  submit (fixture);
  g_assert_true (row_has_error (fixture, ADW_TYPE_ENTRY_ROW, "Server address"));
  g_assert_null (fixture->session);
}

static void
test_html (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniTestReply *reply = omni_test_server_add (server, "POST", LOGIN, 200, "<html>Welcome</html>");

  g_test_summary ("A page of HTML where an answer should be is a sentence about the server");

  omni_test_reply_set_type (reply, "text/html");
  fill_in (fixture, omni_test_server_get_url (server), "ops.elif", "omnidesk");
  submit (fixture);
  OMNI_TEST_WAIT (row_has_error (fixture, ADW_TYPE_ENTRY_ROW, "Server address"));
  g_assert_null (fixture->session);
  g_assert_nonnull (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Sign In"));
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniTestReply *reply = omni_test_server_add (server, "POST", LOGIN, 200, "{}");
  GtkWidget *username = omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_ENTRY_ROW,
                                        "User name");

  g_test_summary ("A server that says nothing can be given up, silently");

  omni_test_reply_set_hang (reply);
  fill_in (fixture, omni_test_server_get_url (server), "ops.elif", "omnidesk");
  submit (fixture);
  OMNI_TEST_WAIT (omni_test_server_count (server, "POST", LOGIN) == 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "sign-in.cancel", NULL);
  OMNI_TEST_WAIT (gtk_widget_is_sensitive (username));
  g_assert_null (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_SPINNER, NULL));
  g_assert_cmpstr (get_password (fixture), ==, "omnidesk");
  g_assert_false (row_has_error (fixture, ADW_TYPE_ENTRY_ROW, "Server address"));
}

static void
test_closed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniTestServer) server = omni_test_server_new ();
  OmniTestReply *reply = omni_test_server_add (server, "POST", LOGIN, 200, "{}");

  g_test_summary ("A window that is closed while it waits goes away and gives up");

  omni_test_reply_set_hang (reply);
  fill_in (fixture, omni_test_server_get_url (server), "ops.elif", "omnidesk");
  submit (fixture);
  OMNI_TEST_WAIT (omni_test_server_count (server, "POST", LOGIN) == 1);
  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_assert_null (fixture->session);
}

static void
test_known_profiles (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "test.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = omni_database_open (path, &error);
  g_autoptr (OmniProfile) profile = omni_profile_new ("https://shop.example", "ops.elif");
  GtkWidget *username = omni_test_find (GTK_WIDGET (fixture->window), ADW_TYPE_ENTRY_ROW,
                                        "User name");

  g_test_summary ("The server and user of the last time are filled in");

  g_assert_no_error (error);
  omni_database_save_profile (database, profile, &error);
  g_assert_no_error (error);
  omni_sign_in_window_set_database (fixture->window, database, FALSE);
  OMNI_TEST_WAIT (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (username)), "ops.elif"));

  tear_down (fixture, NULL);
  omni_database_close (database);
  omni_test_remove_folder (folder);
}

static void
test_sheet (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", "10", NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  g_autoptr (OmniSession) session = omni_test_sign_in (sandbox, NULL);
  GtkWidget *sheet;

  g_test_summary ("The sheet over the work takes a wrong word and then the right one, and goes");

  sheet = GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (fixture->window), session));
  g_object_add_weak_pointer (G_OBJECT (sheet), (gpointer *) &sheet);
  gtk_window_present (GTK_WINDOW (sheet));

  omni_test_type (sheet, ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", "wrong");
  gtk_widget_activate_action (sheet, "sheet.submit", NULL);
  OMNI_TEST_WAIT (omni_test_shows (sheet, "The user name or password is not right."));

  omni_test_type (sheet, ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", OMNI_TEST_PASSWORD);
  gtk_widget_activate_action (sheet, "sheet.submit", NULL);
  OMNI_TEST_WAIT (sheet == NULL);
  g_assert_true (omni_session_is_signed_in (session));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/sign-in-window/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  ADD ("signs-in", test_signs_in);
  ADD ("wrong-password", test_wrong_password);
  ADD ("no-server", test_no_server);
  ADD ("not-an-address", test_not_an_address);
  ADD ("html", test_html);
  ADD ("cancel", test_cancel);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("known-profiles", test_known_profiles);
  g_test_add ("/ui/sign-in-sheet/again", Fixture, NULL, set_up, test_sheet, tear_down);

  return g_test_run ();
}
