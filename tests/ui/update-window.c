/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "update-window.h"

#include <string.h>

/* With a server when it is to have orders. */
void
update_window_set_up (UpdateWindowFixture *fixture, gconstpointer n_orders)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *number = NULL;

  fixture->folder = omni_test_make_folder ();
  path = g_build_filename (fixture->folder, "omnidesk.db", NULL);
  fixture->database = omni_database_open (path, &error);
  g_assert_no_error (error);

  if (GPOINTER_TO_UINT (n_orders) > 0)
    {
      const char *options[] = { "--orders", NULL, "--seed", "7", NULL };

      options[1] = number = g_strdup_printf ("%u", GPOINTER_TO_UINT (n_orders));
      fixture->sandbox = omni_test_sandbox_new (options);
      fixture->session = omni_test_sign_in (fixture->sandbox, fixture->database);
    }
}

void
update_window_tear_down (UpdateWindowFixture *fixture, gconstpointer n_orders)
{
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->sandbox, omni_test_sandbox_free);
  omni_database_close (fixture->database);
  g_clear_object (&fixture->database);
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

GFile *
update_window_write (UpdateWindowFixture *fixture, const char *name, const char *bytes,
                     gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  return g_file_new_for_path (path);
}

OmniUpdateWindow *
update_window_open (UpdateWindowFixture *fixture, GFile *file)
{
  OmniUpdateWindow *window = omni_update_window_new (NULL, file);

  gtk_window_present (GTK_WINDOW (window));
  if (fixture->session != NULL)
    omni_update_window_set_session (window, fixture->session);
  omni_update_window_open (window, fixture->database);
  return window;
}

gboolean
update_window_is_checked (OmniUpdateWindow *window)
{
  OmniUpdateDocument *document = omni_update_window_get_document (window);

  return document != NULL && omni_update_document_is_checked (document);
}

OmniUpdateWindow *
update_window_open_text (UpdateWindowFixture *fixture, const char *text)
{
  g_autoptr (GFile) file = update_window_write (fixture, "update.csv", text, -1);
  OmniUpdateWindow *window = update_window_open (fixture, file);

  OMNI_TEST_WAIT (update_window_is_checked (window));
  return window;
}

void
update_window_close (OmniUpdateWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

void
update_window_activate (OmniUpdateWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

gboolean
update_window_shows (OmniUpdateWindow *window, const char *text)
{
  return omni_test_shows (GTK_WIDGET (window), text);
}

static gboolean
has_part (GtkWidget *inside, const char *part)
{
  if (!gtk_widget_get_visible (inside) || !gtk_widget_get_child_visible (inside))
    return FALSE;
  if (GTK_IS_LABEL (inside) && strstr (gtk_label_get_label (GTK_LABEL (inside)), part) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_part (child, part))
        return TRUE;
    }

  return FALSE;
}

/* Whether @part is somewhere in a sentence that is shown. */
gboolean
update_window_says (OmniUpdateWindow *window, const char *part)
{
  return has_part (GTK_WIDGET (window), part);
}

gboolean
update_window_cell_is (OmniUpdateWindow *window, gsize row, OmniUpdateColumn column,
                       const char *wanted)
{
  g_autofree char *text =
      omni_update_document_dup_cell (omni_update_window_get_document (window), row, column);

  return g_str_equal (text, wanted);
}

/* A window of @type that is shown; of several, the message with that heading. */
GtkWindow *
update_window_find_toplevel (GType type, const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) &&
          gtk_widget_get_visible (GTK_WIDGET (window)) &&
          (heading == NULL ||
           g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading)))
        return window;
    }

  return NULL;
}

/* Waits for a question and presses a button of it. */
void
update_window_answer (const char *heading, const char *response)
{
  GtkWindow *dialog = NULL;

  OMNI_TEST_WAIT (update_window_find_toplevel (ADW_TYPE_MESSAGE_DIALOG, heading) != NULL);
  g_set_weak_pointer (&dialog, update_window_find_toplevel (ADW_TYPE_MESSAGE_DIALOG, heading));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);

  /* It may have gone with the window that asked. */
  if (dialog != NULL)
    {
      GtkWindow *left = dialog;

      g_clear_weak_pointer (&dialog);
      gtk_window_destroy (left);
    }
}
