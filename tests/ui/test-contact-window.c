/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-address.h"
#include "omni-contact-window.h"
#include "omni-customer.h"
#include "omni-sign-in-sheet.h"
#include "omni-test-orders.h"

/* Two people, each with a window for the same order. */
typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniSession *other;       /* (owned) */
  gint64 order;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  g_autofree char *option = g_strconcat ("--variant=", variant, NULL);
  const char *options[] = { "--orders=30", "--seed=7", option, NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->other = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->order = omni_test_find_order (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer variant)
{
  omni_order_window_close_all (fixture->session);
  omni_order_window_close_all (fixture->other);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->other);
  omni_test_sandbox_free (fixture->sandbox);
}

static OmniContactWindow *
edit (OmniOrderWindow *window, const char *action, OmniContactKind kind)
{
  OmniOrder *order = omni_order_details_get_order (omni_order_window_get_details (window));
  gint64 pk = kind == OMNI_CONTACT_CUSTOMER
                  ? omni_customer_get_pk (omni_order_get_customer (order))
                  : omni_address_get_pk (omni_order_get_shipping_address (order));
  OmniContactWindow *editor;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  editor = omni_contact_window_find (GTK_WINDOW (window), kind, pk);
  g_assert_nonnull (editor);
  OMNI_TEST_WAIT (omni_contact_edit_get_state (omni_contact_window_get_edit (editor)) ==
                  OMNI_CONTACT_EDIT_READY);

  return editor;
}

static GtkWidget *
find_input (OmniContactWindow *editor, OmniContactField field)
{
  OmniContactEntry *entry = omni_test_find_contact_entry (GTK_WIDGET (editor), field);

  g_assert_nonnull (entry);
  return omni_contact_entry_get_input (entry);
}

static void
type (OmniContactWindow *editor, OmniContactField field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_input (editor, field)), text);
}

static GtkWidget *
find_save (OmniContactWindow *editor)
{
  return omni_test_find (GTK_WIDGET (editor), GTK_TYPE_BUTTON, "_Save");
}

static void
save (OmniContactWindow *editor)
{
  g_assert_true (gtk_widget_get_sensitive (find_save (editor)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "contact.save", NULL));
}

static const OmniCustomer *
get_customer (OmniOrderWindow *window)
{
  return omni_order_get_customer (
    omni_order_details_get_order (omni_order_window_get_details (window)));
}

static void
test_saves (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor = edit (window, "win.edit-customer", OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that a customer is changed and the order shows what the server has.");

  g_assert_false (gtk_widget_get_sensitive (find_save (editor)));
  type (editor, OMNI_CONTACT_EMAIL, "not an address");
  g_assert_true (omni_test_shows (GTK_WIDGET (editor), "This is not an e-mail address."));
  g_assert_false (gtk_widget_get_sensitive (find_save (editor)));
  type (editor, OMNI_CONTACT_EMAIL, "new@example.com");
  g_assert_false (omni_test_shows (GTK_WIDGET (editor), "This is not an e-mail address."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_input (editor, OMNI_CONTACT_SMS_ALLOWED)),
                               TRUE);

  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  save (editor);
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (g_strcmp0 (omni_customer_get_email (get_customer (window)),
                             "new@example.com") == 0);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
}

/* What is wrong stands at the field that it is about, and at no other. */
static void
assert_only_problem (OmniContactWindow *editor, OmniContactField field)
{
  static const OmniContactField fields[] = { OMNI_CONTACT_FIRST_NAME, OMNI_CONTACT_LAST_NAME,
                                             OMNI_CONTACT_EMAIL, OMNI_CONTACT_PHONE_NUMBER };
  OmniContactEdit *contact = omni_contact_window_get_edit (editor);
  const char *problem = omni_contact_edit_get_problem (contact, field);

  g_assert_nonnull (problem);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (omni_test_shows (
                     GTK_WIDGET (omni_test_find_contact_entry (GTK_WIDGET (editor), fields[i])),
                     problem) == (fields[i] == field));
}

static void
test_server_says_no (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor = edit (window, "win.edit-customer", OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that what the server says about a field stands at that field.");

  /* Fine by our loose rule and not by the sandbox. */
  type (editor, OMNI_CONTACT_EMAIL, "a,b@example.com");
  save (editor);
  OMNI_TEST_WAIT (omni_contact_edit_get_error (omni_contact_window_get_edit (editor)) != NULL);
  assert_only_problem (editor, OMNI_CONTACT_EMAIL);
  g_assert_true (gtk_widget_has_css_class (find_input (editor, OMNI_CONTACT_EMAIL), "error"));
  g_assert_false (gtk_widget_get_sensitive (find_save (editor)));

  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  type (editor, OMNI_CONTACT_EMAIL, "a@example.com");
  g_assert_false (gtk_widget_has_css_class (find_input (editor, OMNI_CONTACT_EMAIL), "error"));
  save (editor);
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
}

static gboolean
is_one_of_several (GtkDropDown *list)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (list)) &&
         g_list_model_get_n_items (gtk_drop_down_get_model (list)) > 1;
}

static void
test_which (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniOrder *order = omni_order_details_get_order (omni_order_window_get_details (window));
  gboolean is_one = omni_address_get_pk (omni_order_get_shipping_address (order)) ==
                    omni_address_get_pk (omni_order_get_billing_address (order));
  g_autofree char *expected = g_strdup_printf (
    "%s address of order %s", is_one ? "Shipping and billing" : "Billing",
    omni_order_get_number (order));
  OmniContactWindow *editor;
  OmniContactEdit *contact;

  g_test_summary ("Test that one reads which of an order's addresses is changed.");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-billing", NULL));
  editor = omni_contact_window_find (
    GTK_WINDOW (window), OMNI_CONTACT_ADDRESS,
    omni_address_get_pk (omni_order_get_billing_address (order)));
  g_assert_nonnull (editor);
  contact = omni_contact_window_get_edit (editor);
  OMNI_TEST_WAIT (omni_contact_edit_get_state (contact) == OMNI_CONTACT_EDIT_READY);
  g_assert_true (omni_test_shows (GTK_WIDGET (editor), expected));
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
test_places (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor = edit (window, "win.edit-shipping", OMNI_CONTACT_ADDRESS);
  GtkDropDown *city = GTK_DROP_DOWN (find_input (editor, OMNI_CONTACT_CITY));
  GtkDropDown *township = GTK_DROP_DOWN (find_input (editor, OMNI_CONTACT_TOWNSHIP));
  OmniContactEdit *contact = omni_contact_window_get_edit (editor);
  g_autofree char *before = NULL;

  g_test_summary ("Test that a city and what lies in it are chosen from the server's lists.");

  OMNI_TEST_WAIT (is_one_of_several (city) && is_one_of_several (township));
  before = g_strdup (omni_contact_edit_get_text (contact, OMNI_CONTACT_CITY));
  gtk_drop_down_set_selected (city, gtk_drop_down_get_selected (city) == 0 ? 1 : 0);
  g_assert_cmpstr (omni_contact_edit_get_text (contact, OMNI_CONTACT_CITY), !=, before);
  g_assert_cmpstr (omni_contact_edit_get_text (contact, OMNI_CONTACT_TOWNSHIP), ==, "");
  OMNI_TEST_WAIT (is_one_of_several (township));
  gtk_drop_down_set_selected (township, 1);
  g_assert_cmpstr (omni_contact_edit_get_text (contact, OMNI_CONTACT_TOWNSHIP), !=, "");

  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  save (editor);
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
}

static void
test_no_places (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor;
  GtkWidget *entry;
  GtkDropDown *city;

  g_test_summary ("Test that a list of places that does not come says so, and is asked for again.");

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/",
                          "{\"faults\": \"403:GET *cities*\"}");
  editor = edit (window, "win.edit-shipping", OMNI_CONTACT_ADDRESS);
  entry = GTK_WIDGET (omni_test_find_contact_entry (GTK_WIDGET (editor), OMNI_CONTACT_CITY));
  city = GTK_DROP_DOWN (find_input (editor, OMNI_CONTACT_CITY));
  OMNI_TEST_WAIT (omni_test_shows (entry, "Try Again"));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (city)));

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", "{\"faults\": \"\"}");
  omni_test_press (entry, "Try Again");
  OMNI_TEST_WAIT (is_one_of_several (city));
  g_assert_false (omni_test_shows (entry, "Try Again"));
  g_assert_cmpuint (omni_contact_edit_count_changed (omni_contact_window_get_edit (editor)), ==, 0);
  gtk_window_close (GTK_WINDOW (editor));
}

static void
test_conflict (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *first = omni_test_open_order (fixture->session, fixture->order);
  OmniOrderWindow *second = omni_test_open_order (fixture->other, fixture->order);
  OmniContactWindow *theirs = edit (first, "win.edit-customer", OMNI_CONTACT_CUSTOMER);
  OmniContactWindow *mine = edit (second, "win.edit-customer", OMNI_CONTACT_CUSTOMER);

  g_test_summary ("Test that of two windows the second sees what the first did.");

  type (theirs, OMNI_CONTACT_FIRST_NAME, "Theirs");
  type (mine, OMNI_CONTACT_FIRST_NAME, "Mine");
  g_object_add_weak_pointer (G_OBJECT (theirs), (gpointer *) &theirs);
  save (theirs);
  OMNI_TEST_WAIT (theirs == NULL);

  save (mine);
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (mine),
                                   "Somebody else made it “Theirs” meanwhile."));
  g_assert_false (gtk_widget_get_sensitive (find_save (mine)));
  omni_test_press (GTK_WIDGET (mine), "Keep Mine");
  g_object_add_weak_pointer (G_OBJECT (mine), (gpointer *) &mine);
  save (mine);
  OMNI_TEST_WAIT (mine == NULL);
  OMNI_TEST_WAIT (g_strcmp0 (omni_customer_get_first_name (get_customer (second)), "Mine") == 0);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (first) && omni_test_order_is_loaded (second));
}

static GtkWindow *
find_window (GType of)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), of))
        return window;
    }

  return NULL;
}

static void
test_expired (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor = edit (window, "win.edit-customer", OMNI_CONTACT_CUSTOMER);
  GtkWindow *sheet;

  g_test_summary ("Test that one signs in over an edit whose session ended, and it is saved.");

  type (editor, OMNI_CONTACT_LAST_NAME, "Kept");
  omni_test_sandbox_post (fixture->sandbox, "/sandbox/expire/", "{}");
  save (editor);
  OMNI_TEST_WAIT (find_window (OMNI_TYPE_SIGN_IN_SHEET) != NULL);
  sheet = find_window (OMNI_TYPE_SIGN_IN_SHEET);
  g_assert_true (gtk_window_get_transient_for (sheet) == GTK_WINDOW (editor));
  g_assert_cmpstr (gtk_editable_get_text (
                     GTK_EDITABLE (find_input (editor, OMNI_CONTACT_LAST_NAME))), ==, "Kept");

  omni_test_type (GTK_WIDGET (sheet), ADW_TYPE_PASSWORD_ENTRY_ROW, "Password", OMNI_TEST_PASSWORD);
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (sheet), "sheet.submit", NULL));
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (g_strcmp0 (omni_customer_get_last_name (get_customer (window)), "Kept") == 0);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (window));
}

static void
test_asks (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  OmniContactWindow *editor = edit (window, "win.edit-customer", OMNI_CONTACT_CUSTOMER);
  AdwMessageDialog *question;

  g_test_summary ("Test that neither window closes over unsaved text without asking.");

  type (editor, OMNI_CONTACT_LAST_NAME, "Not yet");
  gtk_window_close (GTK_WINDOW (editor));
  question = ADW_MESSAGE_DIALOG (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (question);
  adw_message_dialog_response (question, "cancel");
  g_assert_true (edit (window, "win.edit-customer", OMNI_CONTACT_CUSTOMER) == editor);

  g_object_add_weak_pointer (G_OBJECT (question), (gpointer *) &question);
  gtk_window_close (GTK_WINDOW (question));
  OMNI_TEST_WAIT (question == NULL);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_nonnull (window);
  question = ADW_MESSAGE_DIALOG (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (question);
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  adw_message_dialog_response (question, "discard");
  OMNI_TEST_WAIT (editor == NULL);
  gtk_window_close (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

static void
test_forbidden (Fixture *fixture, gconstpointer variant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) reader =
    omni_session_sign_in (NULL, omni_test_sandbox_get_url (fixture->sandbox), OMNI_TEST_READER,
                          OMNI_TEST_PASSWORD, FALSE, NULL, &error);
  OmniOrderWindow *window;
  GtkWidget *button;

  g_test_summary ("Test that who may not change a customer is told so before trying.");

  g_assert_no_error (error);
  window = omni_test_open_order (reader, fixture->order);
  button = omni_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Edit");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==,
                   "You are not allowed to change customers.");
  omni_order_window_close_all (reader);
}

static void
test_not_there (Fixture *fixture, gconstpointer variant)
{
  OmniOrderWindow *window = omni_test_open_order (fixture->session, fixture->order);
  g_autoptr (OmniContactEdit) contact = omni_contact_edit_new (
    fixture->session, OMNI_CONTACT_CUSTOMER, 99999999, 1, 1, NULL);
  OmniContactWindow *editor = omni_contact_window_new (GTK_WINDOW (window), contact, NULL);

  g_test_summary ("Test that a customer who vanished is said so in words.");

  gtk_window_present (GTK_WINDOW (editor));
  OMNI_TEST_WAIT (omni_contact_edit_get_state (contact) == OMNI_CONTACT_EDIT_FAILED);
  g_assert_nonnull (omni_test_find (GTK_WIDGET (editor), GTK_TYPE_BUTTON, "Try Again"));
  gtk_window_close (GTK_WINDOW (editor));
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

#define ADD(name, test) g_test_add (name, Fixture, "", set_up, test, tear_down)
  ADD ("/ui/contact-window/saves", test_saves);
  ADD ("/ui/contact-window/server-says-no", test_server_says_no);
  ADD ("/ui/contact-window/which", test_which);
  ADD ("/ui/contact-window/places", test_places);
  ADD ("/ui/contact-window/no-places", test_no_places);
  ADD ("/ui/contact-window/conflict", test_conflict);
  ADD ("/ui/contact-window/expired", test_expired);
  ADD ("/ui/contact-window/asks", test_asks);
  ADD ("/ui/contact-window/forbidden", test_forbidden);
  ADD ("/ui/contact-window/not-there", test_not_there);

  return g_test_run ();
}
