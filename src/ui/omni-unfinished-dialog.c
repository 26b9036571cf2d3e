/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-unfinished-dialog.h"

#include "omni-format.h"
#include "omni-time.h"
#include "omni-update-unfinished.h"
#include "omni-update-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* More names are not read. */
#define MAX_NAMES 5

/* What the dialog is about. */
typedef struct
{
  OmniDatabase *database; /* (not nullable) (owned) */
  OmniProfile *profile;   /* (not nullable) (owned) */
  GtkWindow *parent;      /* (nullable) (weak) */
  GPtrArray *updates;     /* (nullable) (owned) (element-type OmniUnfinishedUpdate) */
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_object_unref (offer->database);
  omni_profile_free (offer->profile);
  g_clear_weak_pointer (&offer->parent);
  g_clear_pointer (&offer->updates, g_ptr_array_unref);
  g_free (offer);
}

static void
offer_free_with (gpointer data, GClosure *closure)
{
  offer_free (data);
}

static void
open_files (Offer *offer)
{
  for (guint i = 0; i < offer->updates->len; i++)
    {
      const OmniUnfinishedUpdate *update = g_ptr_array_index (offer->updates, i);
      g_autoptr (GFile) file = g_file_parse_name (update->file);
      g_autofree char *uri = g_file_get_uri (file);
      OmniUpdateWindow *window;

      gtk_widget_activate_action (GTK_WIDGET (offer->parent), "app.open-update-file", "s", uri);
      window = omni_update_window_find (file);
      if (window != NULL)
        omni_update_window_offer_to_go_on (window, update->n_settled);
    }
}

static void
answered_cb (GtkWidget *dialog, const char *response, Offer *offer)
{
  if (g_str_equal (response, "open") && offer->parent != NULL)
    open_files (offer);
  else if (g_str_equal (response, "forget"))
    omni_database_forget_unfinished_async (offer->database, offer->profile, NULL, NULL, NULL);
}

static char *
list_names (GPtrArray *updates)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (updates->len, MAX_NAMES); i++)
    {
      const OmniUnfinishedUpdate *update = g_ptr_array_index (updates, i);
      g_autoptr (GFile) file = g_file_parse_name (update->file);
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *age = omni_format_age (update->begun, omni_time_now ());

      g_string_append_printf (names, "%s (%s)\n", name, age);
    }
  if (updates->len > MAX_NAMES)
    g_string_append (names, "…\n");

  return g_strdup (names->str);
}

static void
show (Offer *offer)
{
  g_autofree char *names = list_names (offer->updates);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  body = g_strconcat (names, "\n", _("What was done stays done. Open the files to go on with the "
                                     "rest; nothing is done twice."), NULL);
  dialog = adw_message_dialog_new (
    offer->parent,
    ngettext ("An update was interrupted", "Updates were interrupted", offer->updates->len), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("_Not Now"), "forget",
                                    _("_Forget"), "open",
                                    ngettext ("_Open the File", "_Open the Files",
                                              offer->updates->len),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), offer, offer_free_with, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A file that is gone cannot be gone on with. */
static void
drop_missing (GPtrArray *updates)
{
  for (guint i = updates->len; i > 0; i--)
    {
      const OmniUnfinishedUpdate *update = g_ptr_array_index (updates, i - 1);
      g_autoptr (GFile) file = g_file_parse_name (update->file);
      const char *path = g_file_peek_path (file);

      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_remove_index (updates, i - 1);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Offer *offer = user_data;

  offer->updates = omni_database_list_unfinished_finish (OMNI_DATABASE (source), result, NULL);
  if (offer->updates != NULL)
    drop_missing (offer->updates);

  if (offer->updates == NULL || offer->updates->len == 0 || offer->parent == NULL)
    offer_free (offer);
  else
    show (offer);
}

/**
 * omni_unfinished_dialog_offer:
 * @parent: a window
 * @database: what this computer knows
 * @profile: who is signed in
 *
 * Looks for updates that were interrupted, however that came, and offers to go on with them.
 */
void
omni_unfinished_dialog_offer (GtkWindow *parent, OmniDatabase *database, const OmniProfile *profile)
{
  Offer *offer = g_new0 (Offer, 1);

  offer->database = g_object_ref (database);
  offer->profile = omni_profile_copy (profile);
  g_set_weak_pointer (&offer->parent, parent);
  omni_database_list_unfinished_async (database, profile, NULL, listed_cb, offer);
}
