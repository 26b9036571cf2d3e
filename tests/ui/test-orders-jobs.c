/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-csv-reader.h"
#include "omni-job-list.h"
#include "omni-settings.h"
#include "omni-test-orders.h"

/* What goes on in an orders window while somebody works on: orders that come in, and exports that
 * take a while. */

#define N_ORDERS 3000
#define N_MANY 5000
#define N_VERY_MANY 100000

typedef struct
{
  OmniTestSandbox *sandbox;    /* (owned) */
  OmniSession *session;        /* (owned) */
  OmniOrdersWindow *window;    /* (weak) */
  char *folder;                /* (owned) */
} Fixture;

/* Only an application can tell the desktop something. */
static GtkApplication *application;

static void
set_up_with (Fixture *fixture, guint n_orders)
{
  g_autofree char *number = g_strdup_printf ("%u", n_orders);
  const char *options[] = { "--orders", number, "--seed", "7", NULL };

  fixture->folder = omni_test_make_folder ();
  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  g_set_weak_pointer (&fixture->window,
                      omni_orders_window_new (application, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
  omni_test_wait_for_orders (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer n_orders)
{
  set_up_with (fixture, GPOINTER_TO_UINT (n_orders));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return omni_test_shows (GTK_WIDGET (fixture->window), text);
}

static void
set_faults (Fixture *fixture, const char *faults)
{
  g_autofree char *json = g_strdup_printf ("{\"faults\": \"%s\"}", faults);

  omni_test_sandbox_post (fixture->sandbox, "/sandbox/faults/", json);
}

/*
 * Reading again
 */

static void
test_refresh (Fixture *fixture, gconstpointer unused)
{
  OmniOrderTable *table = omni_orders_window_get_table (fixture->window);
  gint64 chosen;
  gint64 top;
  guint first;
  guint n_rows;

  g_test_summary ("Reading again keeps the place in the list and what is selected");

  OMNI_TEST_WAIT (omni_order_table_set_scroll (table, 200));
  chosen = omni_order_get_pk (omni_test_load_row (fixture->window, 205));
  omni_order_selection_toggle (omni_test_get_selection (fixture->window), 205);
  OMNI_TEST_WAIT ((omni_order_table_get_visible_range (table, &first, &n_rows), first >= 195));
  top = omni_order_get_pk (omni_test_load_row (fixture->window, first));

  for (guint i = 0; i < 3; i++)
    {
      guint again;

      activate (fixture, "win.refresh");
      g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, 1);
      OMNI_TEST_WAIT (omni_order_list_get_state (omni_test_get_list (fixture->window))
                      == OMNI_LOAD_LOADED);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (table));
      omni_order_table_get_visible_range (table, &again, &n_rows);
      g_assert_cmpuint (again, ==, first);
      g_assert_cmpint (omni_order_get_pk (omni_test_load_row (fixture->window, again)), ==, top);
      g_assert_true (
        omni_order_selection_contains (omni_test_get_selection (fixture->window), chosen));
    }
}

/*
 * The desktop
 */

static const char notices_xml[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "</interface></node>";

/* What a desktop was told. */
typedef struct
{
  guint n_told;
  guint n_closed;
  char *title; /* (owned) (nullable) */
  char *body;  /* (owned) (nullable) */
} Desktop;

static void
notices_call_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *arguments,
                 GDBusMethodInvocation *call,
                 gpointer user_data)
{
  Desktop *desktop = user_data;

  if (g_str_equal (method, "Notify"))
    {
      g_free (desktop->title);
      g_free (desktop->body);
      g_variant_get_child (arguments, 3, "s", &desktop->title);
      g_variant_get_child (arguments, 4, "s", &desktop->body);
      desktop->n_told++;
      g_dbus_method_invocation_return_value (call, g_variant_new ("(u)", desktop->n_told));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      desktop->n_closed++;
      g_dbus_method_invocation_return_value (call, NULL);
    }
  else
    {
      g_dbus_method_invocation_return_value (call, g_variant_new ("(as)", NULL));
    }
}

static GDBusConnection *
show_notices (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { notices_call_cb, NULL, NULL, { NULL } };
  g_autofree char *address =
      g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (notices_xml, NULL);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus;

  bus = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0],
                                     &vtable, desktop, NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (
    bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
    g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
    NULL, &error);
  g_assert_no_error (error);

  return bus;
}

/* GIO can take back only what the desktop has answered: answers come in the order of questions. */
static void
wait_for_answers (void)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (application));
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "GetId", NULL, NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* When what there was before is read. */
static void
bring_another (Fixture *fixture, guint *n_brought)
{
  g_autofree char *number = g_strdup_printf ("NEW-%u", *n_brought);

  if (omni_order_list_get_state (omni_test_get_list (fixture->window)) != OMNI_LOAD_LOADED)
    return;

  omni_test_bring_order (fixture->sandbox, fixture->session, fixture->window, number);
  (*n_brought)++;
  omni_orders_window_refresh_by_itself (fixture->window);
}

static void
test_new_orders (Fixture *fixture, gconstpointer unused)
{
  Desktop desktop = { 0 };
  g_autoptr (GDBusConnection) bus = show_notices (&desktop);
  GtkWidget *other = gtk_window_new ();
  gsize n_selected;
  guint n_brought = 0;
  g_autofree char *said = NULL;

  g_test_summary ("Orders that come in are counted, told to the desktop where nobody looks, and "
                  "never selected by themselves");

  g_settings_set_boolean (omni_settings_get (), "announce-new-orders", TRUE);
  gtk_window_present (GTK_WINDOW (other));
  activate (fixture, "win.refresh");
  omni_test_wait_for_orders (fixture->window);
  activate (fixture, "win.select-all-matching");
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window)
                  == omni_test_count_rows (fixture->window));
  n_selected = omni_test_count_selected (fixture->window);
  said = g_strdup_printf ("%" G_GSIZE_FORMAT " orders match and are selected", n_selected);
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (fixture->window), said));
  OMNI_TEST_WAIT (!gtk_window_is_active (GTK_WINDOW (fixture->window)));

  /* The server's clock tells seconds: what came in within the last one counts as seen. */
  OMNI_TEST_WAIT ((bring_another (fixture, &n_brought), desktop.n_told > 0));
  g_assert_nonnull (strstr (desktop.title, "new order"));
  g_assert_cmpstr (desktop.body, ==, "127.0.0.1 · ops.elif");
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, n_selected);
  g_assert_cmpuint (omni_test_count_rows (fixture->window), >, n_selected);

  wait_for_answers ();
  activate (fixture, "win.mark-seen");
  OMNI_TEST_WAIT (desktop.n_closed > 0);

  g_settings_reset (omni_settings_get (), "announce-new-orders");
  gtk_window_destroy (GTK_WINDOW (other));
  g_free (desktop.title);
  g_free (desktop.body);
  g_dbus_connection_close_sync (bus, NULL, NULL);
}

/*
 * Exports
 */

static GtkWidget *
find_in_jobs (Fixture *fixture, GType type, const char *text)
{
  GtkWidget *jobs = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_JOB_LIST, NULL);

  return jobs != NULL ? omni_test_find (jobs, type, text) : NULL;
}

static OmniJob *
find_job (Fixture *fixture)
{
  GtkWidget *row = find_in_jobs (fixture, OMNI_TYPE_JOB_ROW, NULL);

  return row != NULL ? omni_job_row_get_job (OMNI_JOB_ROW (row)) : NULL;
}

/* As long as it goes on, it may take its time. */
static void
wait_for_end (Fixture *fixture)
{
  OmniJob *job = find_job (fixture);

  while (job != NULL && !omni_job_is_finished (job))
    {
      gint64 done = omni_job_get_done (job);

      OMNI_TEST_WAIT (omni_job_is_finished (job) || omni_job_get_done (job) > done);
      job = find_job (fixture);
    }
}

static void
select_all (Fixture *fixture, guint n_orders)
{
  activate (fixture, "win.select-all-matching");
  wait_for_end (fixture);
  OMNI_TEST_WAIT (omni_test_count_selected (fixture->window) == n_orders);
  OMNI_TEST_WAIT (find_in_jobs (fixture, GTK_TYPE_PROGRESS_BAR, NULL) == NULL);
}

static GFile *
start_export (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "orders.csv", NULL);
  GFile *target = g_file_new_for_path (path);

  omni_orders_window_export_to (fixture->window, target, OMNI_TABLE_FORMAT_CSV,
                                OMNI_EXPORT_ROWS_ORDERS);
  return target;
}

static gboolean
is_partly_done (Fixture *fixture)
{
  OmniJob *job = find_job (fixture);

  return job != NULL && omni_job_get_done (job) > 0
         && omni_job_get_done (job) < omni_job_get_total (job);
}

/* Every order is in the file once, and nothing else. */
static void
assert_whole (GFile *file, guint n_orders)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniCsvReader) reader = omni_csv_reader_new (file, NULL, NULL, &error);
  const OmniCsvRow *row;

  g_assert_no_error (error);
  omni_csv_reader_next_row (reader, NULL, &error);
  while ((row = omni_csv_reader_next_row (reader, NULL, &error)) != NULL)
    g_assert_true (g_hash_table_add (numbers, g_strdup (row->cells[0])));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (numbers), ==, n_orders);
}

static void
set_paused (Fixture *fixture, gboolean paused)
{
  GtkWidget *button = find_in_jobs (fixture, GTK_TYPE_TOGGLE_BUTTON, NULL);

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), paused);
}

static void
press_cancel (Fixture *fixture)
{
  GtkWidget *button = gtk_widget_get_last_child (find_in_jobs (fixture, OMNI_TYPE_JOB_ROW, NULL));

  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Cancel");
  g_signal_emit_by_name (button, "clicked");
}

static void
test_outage (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = NULL;

  g_test_summary ("An export whose server fails in the middle says so, waits, and goes on where it "
                  "stopped: every order is in the file once");

  select_all (fixture, N_ORDERS);
  set_faults (fixture, "slow=150:*order*");
  file = start_export (fixture);
  OMNI_TEST_WAIT (is_partly_done (fixture));
  set_faults (fixture, "500:*order*");
  OMNI_TEST_WAIT (omni_job_get_stall (find_job (fixture)) != NULL);
  g_assert_true (is_partly_done (fixture));
  g_assert_false (g_file_query_exists (file, NULL));
  OMNI_TEST_WAIT (shows (fixture, omni_job_get_stall (find_job (fixture))->message));

  set_faults (fixture, "");
  set_paused (fixture, FALSE);
  OMNI_TEST_WAIT (shows (fixture, "Show in Folder"));
  assert_whole (file, N_ORDERS);
}

static void
test_pause (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = NULL;
  gint64 done;

  g_test_summary ("An export is paused, goes on, and is cancelled without a trace");

  select_all (fixture, N_ORDERS);
  set_faults (fixture, "slow=150:*order*");
  file = start_export (fixture);
  OMNI_TEST_WAIT (is_partly_done (fixture));
  set_paused (fixture, TRUE);
  OMNI_TEST_WAIT (omni_job_get_state (find_job (fixture)) == OMNI_JOB_PAUSED);
  done = omni_job_get_done (find_job (fixture));
  g_assert_cmpint (done, <, N_ORDERS);

  set_paused (fixture, FALSE);
  OMNI_TEST_WAIT (omni_job_get_done (find_job (fixture)) > done);
  press_cancel (fixture);
  OMNI_TEST_WAIT (find_in_jobs (fixture, OMNI_TYPE_JOB_ROW, NULL) == NULL);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_cmpuint (omni_test_count_selected (fixture->window), ==, N_ORDERS);
}

static void
test_many (Fixture *fixture, gconstpointer unused)
{
  guint n_orders = g_getenv ("OMNI_TEST_LONG") != NULL ? N_VERY_MANY : N_MANY;
  g_autoptr (GFile) file = NULL;

  g_test_summary ("All matching orders are selected, and each of them is in the file");

  set_up_with (fixture, n_orders);
  select_all (fixture, n_orders);
  file = start_export (fixture);
  wait_for_end (fixture);
  OMNI_TEST_WAIT (shows (fixture, "Show in Folder"));
  assert_whole (file, n_orders);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  /* The desktop's own way, whatever runs around the test. */
  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  omni_test_window_init (&argc, &argv);

#define ADD(name, n_orders, func)                                                                  \
  g_test_add ("/ui/orders-window/jobs/" name, Fixture, GUINT_TO_POINTER (n_orders), set_up, func,  \
              tear_down)
  ADD ("refresh", 350, test_refresh);
  ADD ("new-orders", 350, test_new_orders);
  ADD ("outage", N_ORDERS, test_outage);
  ADD ("pause", N_ORDERS, test_pause);
  g_test_add ("/ui/orders-window/jobs/many", Fixture, NULL, NULL, test_many, tear_down);

  application = gtk_application_new ("org.omnidesk.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  status = g_test_run ();
  g_object_unref (application);

  return status;
}
