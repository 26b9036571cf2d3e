/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files that the window writes. */

#include "config.h"

#include "omni-update-window-private.h"

#include "omni-file-dialog.h"
#include "omni-toast.h"
#include "omni-update-report.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *suffix; /* of the proposed name */
} saves[] = {
  [OMNI_UPDATE_SAVE_AS] = { N_("Save As"), N_("-edited") },
  [OMNI_UPDATE_SAVE_REPORT] = { N_("Save Report"), N_("-report") },
  [OMNI_UPDATE_SAVE_FAILED] = { N_("Save Failed Rows"), N_("-failed") },
  [OMNI_UPDATE_SAVE_UNDO] = { N_("Save Undo File"), N_("-undo") },
};

typedef struct
{
  OmniUpdateWindow *window; /* (not nullable) (owned) */
  OmniUpdateRun *run;       /* (nullable) (owned) */
  OmniFileTarget *target;   /* (not nullable) (owned) */
  OmniUpdateSave what;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->window);
  g_clear_object (&save->run);
  omni_file_target_free (save->target);
  g_free (save);
}

/*
 * When it is written
 */

/* The window goes on with the new file; a workbook is a copy. */
static void
go_on_with (OmniUpdateWindow *self, GFile *target)
{
  g_autofree char *name = g_file_get_basename (target);
  g_autofree char *title = g_strdup_printf (_("Update — %s"), name);

  omni_update_document_discard_draft (self->document);
  g_set_object (&self->file, target);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, name);
  omni_update_window_reload (self);
}

static void
tell (OmniUpdateWindow *self, OmniUpdateSave what, GFile *target)
{
  g_autofree char *name = g_file_get_basename (target);
  g_autofree char *text = g_strdup_printf (_("“%s” was saved"), name);
  g_autofree char *uri = g_file_get_uri (target);
  AdwToast *toast = omni_toast_new (text, 5);

  if (what == OMNI_UPDATE_SAVE_FAILED || what == OMNI_UPDATE_SAVE_UNDO)
    {
      adw_toast_set_button_label (toast, _("_Open"));
      adw_toast_set_action_name (toast, "app.open-update-file");
      adw_toast_set_action_target_value (toast, g_variant_new_string (uri));
    }
  omni_toast_show (self->toast_overlay, toast);
}

static void
finish (Save *save, const GError *error)
{
  OmniUpdateWindow *self = save->window;

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    {
      omni_update_window_show_message (self, error->message, NULL, NULL);
      return;
    }

  if (save->what == OMNI_UPDATE_SAVE_AS && save->target->format == OMNI_TABLE_FORMAT_CSV)
    go_on_with (self, save->target->file);
  tell (self, save->what, save->target->file);
}

static void
document_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (GError) error = NULL;

  omni_update_document_save_finish (OMNI_UPDATE_DOCUMENT (source), result, &error);
  finish (save, error);
  save_free (save);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static gboolean (*const writers[]) (OmniUpdateRun *, GFile *, OmniTableFormat,
                                      const OmniTableOptions *, GError **) = {
    [OMNI_UPDATE_SAVE_REPORT] = omni_update_run_write_report,
    [OMNI_UPDATE_SAVE_FAILED] = omni_update_run_write_failed,
    [OMNI_UPDATE_SAVE_UNDO] = omni_update_run_write_undo,
  };
  const Save *save = data;
  const OmniFileTarget *target = save->target;
  GError *error = NULL;

  if (writers[save->what](save->run, target->file, target->format, &target->options, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  finish (g_task_get_task_data (G_TASK (result)), error);
}

static void
start (Save *save)
{
  OmniUpdateWindow *self = save->window;
  g_autoptr (GTask) task = NULL;

  if (save->what == OMNI_UPDATE_SAVE_AS)
    {
      omni_update_document_save_async (self->document, save->target->file, save->target->format,
                                       &save->target->options, self->cancellable,
                                       document_saved_cb, save);
      return;
    }

  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, omni_update_window_save);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, write_in_thread);
}

/*
 * The dialog
 */

static void
chosen_cb (OmniUpdateWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) chosen = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      omni_update_window_save_to (
        self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "what")), chosen);
    }

  g_clear_object (&self->chooser);
}

static char *
propose_name (OmniUpdateWindow *self, OmniUpdateSave what)
{
  g_autofree char *name = g_file_get_basename (self->file);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  return g_strconcat (name, _ (saves[what].suffix),
                      omni_file_dialog_get_extension (OMNI_TABLE_FORMAT_CSV), NULL);
}

void
omni_update_window_save (OmniUpdateWindow *self, OmniUpdateSave what)
{
  g_autofree char *name = propose_name (self, what);
  g_autoptr (GFile) folder = g_file_get_parent (self->file);

  if (self->chooser != NULL || self->document == NULL)
    return;

  omni_update_table_finish (self->table);
  self->chooser = omni_file_dialog_new_to_save (GTK_WINDOW (self), _ (saves[what].title),
                                                _("_Save"), name, folder);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_XLSX);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_CSV);
  g_object_set_data (G_OBJECT (self->chooser), "what", GINT_TO_POINTER (what));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

/**
 * omni_update_window_save_to:
 * @self: a window
 * @what: what is saved
 * @chosen: where; the name's ending says of which kind
 *
 * Writes a file, in a thread, and tells of it.
 */
void
omni_update_window_save_to (OmniUpdateWindow *self, OmniUpdateSave what, GFile *chosen)
{
  Save *save;

  g_return_if_fail (OMNI_IS_UPDATE_WINDOW (self));
  g_return_if_fail (G_IS_FILE (chosen));

  if (self->document == NULL || (what != OMNI_UPDATE_SAVE_AS && self->run == NULL))
    return;

  save = g_new0 (Save, 1);
  save->window = g_object_ref (self);
  save->run = self->run != NULL ? g_object_ref (self->run) : NULL;
  save->what = what;
  save->target = omni_file_target_new (chosen, g_time_zone_new_local ());
  omni_file_dialog_remember_folder (save->target->file);

  /* The file itself is what the undone edits go back to. */
  if (g_file_equal (save->target->file, self->file))
    {
      omni_update_window_show_message (
        self, _("The file that is open is never written to. Choose another name."),
        _("Save As…"), "win.save-as");
      save_free (save);
    }
  else
    {
      start (save);
    }
}
