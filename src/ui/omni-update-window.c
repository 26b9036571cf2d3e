/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-window-private.h"

#include "omni-file-drop.h"
#include "omni-settings.h"
#include "omni-toast.h"
#include "omni-unsaved-question.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* OmniUpdateDocument -> OmniUpdateSheet -> OmniUpdateTable.
 *
 * The document knows what is in the rows and what is wrong with them; the sheet how that looks,
 * with a preview and what came of a run. A person's edits go to the document, and come back as
 * its signals.
 */

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250
#define AGE_INTERVAL_S 20

G_DEFINE_FINAL_TYPE (OmniUpdateWindow, omni_update_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGN_IN_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*
 * Messages
 */

void
omni_update_window_say (OmniUpdateWindow *self, const char *text)
{
  omni_toast_show (self->toast_overlay, omni_toast_new (text, 3));
}

void
omni_update_window_show_message (OmniUpdateWindow *self,
                                 const char *text,
                                 const char *button,
                                 const char *action)
{
  self->message_is_draft = FALSE;
  gtk_label_set_label (self->message_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->message_button, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), action);
    }
  gtk_widget_set_visible (self->message_bar, TRUE);
}

void
omni_update_window_hide_message (OmniUpdateWindow *self)
{
  gtk_widget_set_visible (self->message_bar, FALSE);
  self->message_is_error = FALSE;
  self->message_is_draft = FALSE;
}

/*
 * The document
 */

/* Shows everything that follows from what is known now. */
void
omni_update_window_update (OmniUpdateWindow *self)
{
  omni_update_window_show_counts (self);
  omni_update_window_show_rows (self);
  omni_update_window_show_problem (self);
  omni_update_window_update_actions (self);
}

static void
show_read_error (OmniUpdateWindow *self)
{
  const GError *error = omni_update_sheet_get_error (self->sheet);

  if (error == NULL || self->message_is_error)
    return;

  omni_update_window_show_message (self, error->message, _("Read Again"), "win.reload");
  self->message_is_error = TRUE;
}

/* Why rows cannot be read, or not all of them: the file was changed, or it is damaged. */
static void
show_check_error (OmniUpdateWindow *self)
{
  const GError *error = omni_update_document_get_check_error (self->document);

  if (error == NULL || self->message_is_error ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  omni_update_window_show_message (self, error->message, _("Read Again"), "win.reload");
  self->message_is_error = TRUE;
  self->wish = OMNI_UPDATE_WANTS_NOTHING;
}

static void
checked_cb (OmniUpdateWindow *self)
{
  OmniUpdateCheck *check = omni_update_document_get_check (self->document);
  OmniDateOrder order;

  if (check != NULL)
    {
      gboolean is_known = omni_update_check_get_date_order (check, &order);

      omni_update_reading_show_date_order (self->reading, order, is_known);
    }

  show_check_error (self);
  show_read_error (self);
  omni_update_window_update (self);
  omni_update_window_go_on (self);
}

/* What was previewed is no longer what would be applied. */
static void
rows_changed_cb (OmniUpdateWindow *self)
{
  omni_update_window_drop_preview (self);
  omni_update_window_update (self);
}

static void
document_changed_cb (OmniUpdateWindow *self)
{
  const GError *error = omni_update_document_get_draft_error (self->document);

  if (error != NULL && !self->message_is_error)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (_("Your edits cannot be kept on this computer: %s Save them under a "
                                "new name (Ctrl+S)."),
                              error->message);
      omni_update_window_show_message (self, text, _("Save As…"), "win.save-as");
      self->message_is_draft = TRUE;
    }
  else if (error == NULL && self->message_is_draft)
    {
      omni_update_window_hide_message (self);
    }

  omni_update_window_update (self);
}

static void
tell_recovered (OmniUpdateWindow *self)
{
  guint n = omni_update_document_get_n_recovered (self->document);
  g_autofree char *text = NULL;

  if (n == 0)
    return;

  text = g_strdup_printf (ngettext ("%'u cell that you edited before is here again.",
                                    "%'u cells that you edited before are here again.", n),
                          n);
  omni_update_window_show_message (self, text, _("Discard Them"), "win.discard");
}

static void
tell_offer (OmniUpdateWindow *self)
{
  if (self->offer == NULL || self->document == NULL)
    return;

  omni_update_window_show_message (self, self->offer, _("Go On…"), "win.apply");
  g_clear_pointer (&self->offer, g_free);
}

static void
drop_document (OmniUpdateWindow *self)
{
  omni_update_table_set_sheet (self->table, NULL);
  g_clear_object (&self->sheet);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->document);
  g_clear_object (&self->run);
}

/* Edits belong to the rows that were there when they were typed. */
static gboolean
leaves_edits (OmniUpdateWindow *self, OmniUpdateDocument *document)
{
  OmniUpdateFile *before = self->document != NULL
                             ? omni_update_document_get_file (self->document) : NULL;
  OmniUpdateFile *now = omni_update_document_get_file (document);
  g_autofree char *stamp = NULL;
  g_autofree char *stamp_now = NULL;

  if (before == NULL || !omni_update_document_is_modified (self->document) ||
      !g_file_equal (omni_update_file_get_file (before), omni_update_file_get_file (now)))
    return FALSE;

  stamp = omni_update_file_dup_stamp (before);
  stamp_now = omni_update_file_dup_stamp (now);
  return !g_str_equal (stamp, stamp_now);
}

static void
take_document (OmniUpdateWindow *self, OmniUpdateDocument *document)
{
  gboolean is_another = leaves_edits (self, document);

  drop_document (self);
  omni_update_window_hide_message (self);
  self->document = g_object_ref (document);
  self->sheet = omni_update_sheet_new (document);
  g_signal_connect_object (self->sheet, "items-changed", G_CALLBACK (omni_update_window_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (document, "checked", G_CALLBACK (checked_cb), self);
  g_signal_connect_swapped (document, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect_swapped (document, "n-rows-changed", G_CALLBACK (omni_update_window_update),
                            self);
  g_signal_connect_swapped (document, "changed", G_CALLBACK (document_changed_cb), self);

  omni_update_window_show_reading (self);
  omni_update_window_show_choices (self);
  omni_update_table_set_sheet (self->table, self->sheet);
  omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  tell_recovered (self);
  if (is_another)
    omni_update_window_show_message (
      self, _("The file is another one now. What you had typed was about its rows of before and is "
              "not in it."),
      NULL, NULL);
  tell_offer (self);
  checked_cb (self);
}

static void
stop_spinner (OmniUpdateWindow *self)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static gboolean
spinner_delay_cb (gpointer data)
{
  OmniUpdateWindow *self = data;

  self->spinner_id = 0;
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "loading");

  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniUpdateWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniUpdateDocument) document = omni_update_document_open_finish (result, &error);

  if (self->stack == NULL)
    return;

  self->is_opening = FALSE;
  stop_spinner (self);
  if (document != NULL)
    {
      take_document (self, document);
      omni_update_table_focus (self->table);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      drop_document (self);
      adw_status_page_set_description (self->failed_page, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      gtk_widget_set_sensitive (GTK_WIDGET (self->reading_button), TRUE);
      omni_update_window_update (self);
    }
}

void
omni_update_window_open_document (OmniUpdateWindow *self, const OmniCsvDialect *dialect)
{
  self->is_opening = TRUE;
  if (self->spinner_id == 0)
    self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
  omni_update_document_open_async (self->file, dialect, self->reference, self->database,
                                   self->cancellable, opened_cb, g_object_ref (self));
}

static void
dialect_changed_cb (OmniUpdateWindow *self)
{
  OmniCsvDialect dialect;

  if (self->is_opening || omni_update_window_is_working (self))
    return;

  omni_update_reading_get_dialect (self->reading, &dialect);
  omni_update_window_open_document (self, &dialect);
}

static void
date_order_changed_cb (OmniUpdateWindow *self)
{
  if (self->document != NULL)
    omni_update_document_set_date_order (self->document,
                                         omni_update_reading_get_date_order (self->reading));
}

/* From the disk, with the edits that are kept. */
void
omni_update_window_reload (OmniUpdateWindow *self)
{
  if (!self->is_opening && !omni_update_window_is_working (self))
    omni_update_window_open_document (self, NULL);
}

/*
 * Callbacks
 */

static gboolean
age_cb (gpointer data)
{
  OmniUpdateWindow *self = data;

  omni_update_window_show_counts (self);
  return G_SOURCE_CONTINUE;
}

static void
cell_edited_cb (OmniUpdateWindow *self, guint row, guint column, const char *text)
{
  if (self->document == NULL)
    return;

  self->has_edited = TRUE;
  self->edited_row = row;
  self->edited_column = column;
  omni_update_document_set_cell (self->document, row, column, text);
}

/* Tab goes from the table to what is below it, or back to the top. */
static void
leave_cb (OmniUpdateWindow *self, gboolean forward)
{
  GtkWidget *below[] = { self->problem_bar, self->result_bar, GTK_WIDGET (self->job_list) };
  gboolean moved = FALSE;

  for (guint i = 0; forward && !moved && i < G_N_ELEMENTS (below); i++)
    moved = gtk_widget_get_mapped (below[i]) &&
            gtk_widget_child_focus (below[i], GTK_DIR_TAB_FORWARD);
  if (!moved)
    gtk_widget_child_focus (self->counts_bar, forward ? GTK_DIR_TAB_FORWARD
                                                      : GTK_DIR_TAB_BACKWARD);
}

static void
signed_out_cb (OmniUpdateWindow *self)
{
  omni_update_window_show_message (
    self, _("The session has ended. The file and your edits are kept; sign in again to go on."),
    _("Sign In…"), "win.sign-in");
  if (gtk_window_is_active (GTK_WINDOW (self)))
    omni_update_window_ask_to_sign_in (self);
}

static void
signed_in_again_cb (OmniUpdateWindow *self)
{
  omni_update_window_hide_message (self);
  omni_update_window_resume (self);
  omni_update_window_go_on (self);
}

/*
 * Overrides
 */

static gboolean
omni_update_window_close_request (GtkWindow *window)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (window);
  GSettings *settings = omni_settings_get ();
  gboolean is_applying =
      omni_job_list_get_n_running (self->job_list, OMNI_TYPE_UPDATE_RUN) > 0;
  int width;
  int height;

  if (settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (settings, "update-window-width", width);
      g_settings_set_int (settings, "update-window-height", height);
    }

  if (self->stack != NULL && self->document != NULL)
    omni_update_table_finish (self->table);
  if (is_applying || omni_update_window_would_lose (self))
    omni_update_window_ask_to_close (self, is_applying);
  else
    omni_update_window_stop_and_close (self);

  return TRUE;
}

static void
omni_update_window_dispose (GObject *object)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->sheet_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet_window));
  g_clear_weak_pointer (&self->sheet_window);
  omni_unsaved_question_drop (&self->question);
  g_clear_object (&self->chooser);
  if (self->previewing != NULL)
    g_signal_handlers_disconnect_by_data (self->previewing, self);
  g_clear_object (&self->previewing);
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  if (self->stack != NULL)
    {
      omni_job_list_cancel_all (self->job_list);
      drop_document (self);
    }
  g_clear_object (&self->session);
  g_clear_object (&self->database);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_UPDATE_WINDOW);

  G_OBJECT_CLASS (omni_update_window_parent_class)->dispose (object);
}

static void
omni_update_window_finalize (GObject *object)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (object);

  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_object (&self->file);
  g_free (self->offer);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (omni_update_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-update-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, reading_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, reading);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, message_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, counts_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, counts_label);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, only_changes_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, only_failed_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, find_box);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, find_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, replace_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, find_column);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, whole_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, find_label);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, none_page);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, table);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, fix_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, fix_all_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, leave_out_button);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, result_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, result_label);
  gtk_widget_class_bind_template_child (widget_class, OmniUpdateWindow, job_list);
  gtk_widget_class_bind_template_callback (widget_class, omni_update_window_hide_message);
  gtk_widget_class_bind_template_callback (widget_class, omni_update_window_find_next);
}

static void
omni_update_window_class_init (OmniUpdateWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OMNI_TYPE_JOB_LIST);
  g_type_ensure (OMNI_TYPE_UPDATE_READING);
  g_type_ensure (OMNI_TYPE_UPDATE_TABLE);

  object_class->dispose = omni_update_window_dispose;
  object_class->finalize = omni_update_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = omni_update_window_close_request;

  signals[SIGN_IN_WANTED] = g_signal_new ("sign-in-wanted", OMNI_TYPE_UPDATE_WINDOW,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  omni_update_window_install_actions (widget_class);
}

static void
omni_update_window_init (OmniUpdateWindow *self)
{
  GSettings *settings = omni_settings_get ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (
    GTK_WINDOW (self),
    settings != NULL ? g_settings_get_int (settings, "update-window-width") : 1280,
    settings != NULL ? g_settings_get_int (settings, "update-window-height") : 720);

  omni_update_window_add_actions (self);
  omni_update_window_add_find (self);
  omni_file_drop_add (GTK_WIDGET (self));
  g_signal_connect_swapped (self->reading, "dialect-changed", G_CALLBACK (dialect_changed_cb),
                            self);
  g_signal_connect_swapped (self->reading, "date-order-changed",
                            G_CALLBACK (date_order_changed_cb), self);
  g_signal_connect_swapped (self->table, "cursor-moved",
                            G_CALLBACK (omni_update_window_show_problem), self);
  g_signal_connect_swapped (self->table, "cell-edited", G_CALLBACK (cell_edited_cb), self);
  g_signal_connect_swapped (self->table, "clear", G_CALLBACK (omni_update_window_clear_cells),
                            self);
  g_signal_connect_swapped (self->table, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (self->job_list, "changed",
                            G_CALLBACK (omni_update_window_jobs_changed), self);
  omni_update_window_update_actions (self);
  self->age_id = g_timeout_add_seconds (AGE_INTERVAL_S, age_cb, self);
}

/*
 * Public API
 */

/**
 * omni_update_window_new:
 * @application: (nullable): the application that the window belongs to
 * @file: an order-update file on this computer
 *
 * Returns: (transfer none): a window for the file, which omni_update_window_open() opens
 */
OmniUpdateWindow *
omni_update_window_new (GtkApplication *application, GFile *file)
{
  OmniUpdateWindow *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_WINDOW, "application", application, NULL);
  self->file = g_object_ref (file);
  name = g_file_get_basename (file);
  title = g_strdup_printf (_("Update — %s"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, name);

  return self;
}

/**
 * omni_update_window_find:
 * @file: a file
 *
 * Returns: (transfer none) (nullable): the window that has it
 */
OmniUpdateWindow *
omni_update_window_find (GFile *file)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_UPDATE_WINDOW (window) && g_file_equal (OMNI_UPDATE_WINDOW (window)->file, file))
        return OMNI_UPDATE_WINDOW (window);
    }

  return NULL;
}

/**
 * omni_update_window_open:
 * @self: a window
 * @database: (nullable): what this computer knows; without it there are no drafts
 *
 * Opens the file.
 */
void
omni_update_window_open (OmniUpdateWindow *self, OmniDatabase *database)
{
  g_return_if_fail (OMNI_IS_UPDATE_WINDOW (self));

  if (self->is_opening || self->document != NULL)
    return;

  g_set_object (&self->database, database);
  self->is_opening = TRUE;
  omni_update_window_read_lists (self);
}

/**
 * omni_update_window_set_session:
 * @self: a window
 * @session: (nullable): who is signed in
 *
 * Lets the window reach the server, or no longer. What waited for that goes on.
 */
void
omni_update_window_set_session (OmniUpdateWindow *self, OmniSession *session)
{
  g_return_if_fail (OMNI_IS_UPDATE_WINDOW (self));
  g_return_if_fail (session == NULL || OMNI_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);

  g_set_object (&self->session, session);
  if (session == NULL)
    {
      omni_update_window_update (self);
      return;
    }

  g_signal_connect_object (session, "signed-out", G_CALLBACK (signed_out_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_again_cb), self,
                           G_CONNECT_SWAPPED);
  omni_update_window_hide_message (self);
  omni_update_window_take_lists (self, omni_session_get_reference_data (session));
  omni_update_window_update (self);
  omni_update_window_go_on (self);
}

/**
 * omni_update_window_offer_to_go_on:
 * @self: a window
 * @n_settled: how many rows are settled
 *
 * Says that applying the file was interrupted, and offers to go on.
 */
void
omni_update_window_offer_to_go_on (OmniUpdateWindow *self, gint64 n_settled)
{
  g_return_if_fail (OMNI_IS_UPDATE_WINDOW (self));

  g_free (self->offer);
  self->offer = g_strdup_printf (
    ngettext ("Applying this file was interrupted when %'" PRId64 " row was settled. Nothing that "
              "was done is done again.",
              "Applying this file was interrupted when %'" PRId64 " rows were settled. Nothing "
              "that was done is done again.",
              (gulong) n_settled),
    n_settled);
  tell_offer (self);
}

/**
 * omni_update_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
OmniSession *
omni_update_window_get_session (OmniUpdateWindow *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_WINDOW (self), NULL);

  return self->session;
}

/**
 * omni_update_window_get_file:
 * @self: a window
 *
 * Returns: (transfer none): its file
 */
GFile *
omni_update_window_get_file (OmniUpdateWindow *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_WINDOW (self), NULL);

  return self->file;
}

/**
 * omni_update_window_get_document:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what is worked on, once it is open
 */
OmniUpdateDocument *
omni_update_window_get_document (OmniUpdateWindow *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_WINDOW (self), NULL);

  return self->document;
}

/**
 * omni_update_window_get_table:
 * @self: a window
 *
 * Returns: (transfer none): its table
 */
OmniUpdateTable *
omni_update_window_get_table (OmniUpdateWindow *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_WINDOW (self), NULL);

  return self->table;
}
