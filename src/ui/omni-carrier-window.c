/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-window.h"

#include "omni-carrier-form.h"
#include "omni-carrier-job.h"
#include "omni-carrier-maps.h"
#include "omni-file-dialog.h"
#include "omni-job-list.h"
#include "omni-settings.h"
#include "omni-sign-in-sheet.h"
#include "omni-text-table.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How many rows show what becomes of them. */
#define N_PREVIEWED 50

/* A list of more is for a file. */
#define MAX_LISTED 1000

struct _OmniCarrierWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwWindowTitle *window_title;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkWidget *sign_in_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkDropDown *map_drop_down;
  GtkEditable *name_entry;
  GtkSpinButton *row_button;
  GtkAdjustment *row_adjustment;
  OmniCarrierForm *form;
  GtkLabel *preview_label;
  OmniTextTable *preview_table;
  GtkLabel *rest_label;
  OmniTextTable *rest_table;
  OmniJobList *job_list;

  GFile *report;             /* (not nullable) (owned) */
  OmniDatabase *database;    /* (nullable) (owned): where maps are kept */
  OmniSession *session;      /* (nullable) (owned) */
  GCancellable *cancellable; /* (not nullable) (owned): ends what is under way */
  OmniCarrierSample *sample; /* (nullable) (owned): once it is read */
  OmniCarrierMap *map;       /* (nullable) (owned): as it is shown */
  GPtrArray *kept;           /* (nullable) (owned) (element-type OmniStoredText) */
  OmniCarrierJob *job;       /* (nullable) (owned): that runs or has ended */
  GtkNativeDialog *chooser;  /* (nullable) (owned): while it is open */
  GtkWidget *sheet_window;   /* (nullable) (weak): the sign-in sheet, while it is open */
  gboolean is_showing;       /* widgets are set, nobody chose anything */
};

G_DEFINE_FINAL_TYPE (OmniCarrierWindow, omni_carrier_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGN_IN_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is written in a thread. */
typedef struct
{
  OmniDatabase *database; /* (not nullable) (owned) */
  char *name;             /* (not nullable) (owned) */
  char *body;             /* (nullable) (owned): NULL to forget it */
} Keeping;

/* Rows that were not used, on their way into a file. */
typedef struct
{
  OmniCarrierJob *job; /* (not nullable) (owned) */
  GFile *target;       /* (not nullable) (owned) */
  OmniTableFormat format;
  OmniTableOptions options; /* its zone is owned */
} Rest;

static void keep (OmniCarrierWindow *self, const char *name, char *body);

/*
 * Messages
 */

static void
show_message (OmniCarrierWindow *self, const char *text, gboolean can_sign_in)
{
  gtk_widget_set_visible (self->message_bar, text != NULL);
  gtk_widget_set_visible (self->sign_in_button, can_sign_in);
  gtk_label_set_label (self->message_label, text != NULL ? text : "");
}

static void
update_actions (OmniCarrierWindow *self)
{
  gboolean has_form = self->map != NULL;
  gboolean is_working = self->job != NULL && !omni_job_is_finished (OMNI_JOB (self->job));
  gboolean is_kept = gtk_drop_down_get_selected (self->map_drop_down) > 0;
  gboolean is_fine = has_form && omni_carrier_map_check (self->map, NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.make", is_fine && !is_working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.forget", has_form && is_kept);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), has_form && !is_working);
}

/*
 * The preview
 */

static guint
get_title_row (OmniCarrierWindow *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->row_button) - 1;
}

static void
set_preview_columns (OmniCarrierWindow *self)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  g_strv_builder_add (titles, "#");
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    g_strv_builder_add (titles, omni_update_column_get_name (i));
  g_strv_builder_add (titles, _("Not used because"));

  texts = g_strv_builder_end (titles);
  omni_text_table_set_columns (self->preview_table, (const char *const *) texts);
}

/* A row as it stands in the preview. */
static char **
preview_row (OmniCarrierWindow *self, guint row, const int *positions, gboolean *is_used)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *number = g_strdup_printf ("%u", row + 1);
  g_autofree char *reason = NULL;
  char *texts[OMNI_UPDATE_N_COLUMNS];

  reason = omni_carrier_map_read_row (self->map, positions,
                                      omni_carrier_sample_get_row (self->sample, row), texts);
  g_strv_builder_add (cells, number);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_strv_builder_add (cells, texts[i]);
      g_free (texts[i]);
    }
  g_strv_builder_add (cells, reason != NULL ? reason : "");
  *is_used = reason == NULL;

  return g_strv_builder_end (cells);
}

static void
show_preview (OmniCarrierWindow *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int positions[OMNI_UPDATE_N_COLUMNS];
  guint title_row = get_title_row (self);
  guint end = MIN (omni_carrier_sample_get_n_rows (self->sample), title_row + 1 + N_PREVIEWED);
  guint n_left = 0;

  omni_carrier_map_find_titles (self->map, omni_carrier_sample_get_row (self->sample, title_row),
                                positions);
  for (guint i = title_row + 1; i < end; i++)
    {
      gboolean is_used;

      g_ptr_array_add (rows, preview_row (self, i, positions, &is_used));
      n_left += !is_used;
    }
  omni_text_table_set_rows (self->preview_table, rows);

  if (!omni_carrier_map_check (self->map, &error))
    text = g_strdup (error->message);
  else if (n_left > 0)
    text = g_strdup_printf (ngettext ("Of the first %u rows %u is not used",
                                      "Of the first %u rows %u are not used", n_left),
                            rows->len, n_left);
  else
    text = g_strdup (_("What becomes of the first rows"));
  gtk_label_set_label (self->preview_label, text);
  update_actions (self);
}

/*
 * Maps
 */

static void
show_map (OmniCarrierWindow *self, OmniCarrierMap *map, guint title_row)
{
  g_clear_pointer (&self->map, omni_carrier_map_free);
  self->map = map;

  self->is_showing = TRUE;
  gtk_spin_button_set_value (self->row_button, title_row + 1);
  self->is_showing = FALSE;
  omni_carrier_form_show (self->form, self->sample, title_row, map);
  show_preview (self);
}

static OmniCarrierMap *
read_kept (OmniCarrierWindow *self, guint index)
{
  const OmniStoredText *stored = g_ptr_array_index (self->kept, index);

  return omni_carrier_map_new_from_json (stored->body, NULL);
}

/* The first is for a carrier that nobody has explained yet. */
static void
show_chosen (OmniCarrierWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->map_drop_down);
  guint row = omni_carrier_sample_guess_titles (self->sample);
  OmniCarrierMap *map = NULL;

  if (chosen > 0 && chosen <= self->kept->len)
    {
      map = read_kept (self, chosen - 1);
      if (map != NULL)
        omni_carrier_sample_find_titles (self->sample, map, &row);
      gtk_editable_set_text (self->name_entry,
                             ((OmniStoredText *) g_ptr_array_index (self->kept, chosen - 1))->name);
    }

  if (map == NULL)
    {
      map = omni_carrier_sample_guess_map (self->sample, row);
      gtk_editable_set_text (self->name_entry, "");
    }
  show_map (self, map, row);
}

/* A report whose titles are all known from an earlier one is read as that was. */
static guint
find_known (OmniCarrierWindow *self)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      g_autoptr (OmniCarrierMap) map = read_kept (self, i);
      guint row;

      if (map != NULL && omni_carrier_sample_find_titles (self->sample, map, &row))
        return i + 1;
    }

  return 0;
}

static void
list_maps (OmniCarrierWindow *self, guint chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("A new carrier"));
  for (guint i = 0; i < self->kept->len; i++)
    gtk_string_list_append (names, ((OmniStoredText *) g_ptr_array_index (self->kept, i))->name);

  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->map_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->map_drop_down, chosen);
  self->is_showing = FALSE;
}

static void
map_chosen_cb (OmniCarrierWindow *self)
{
  if (!self->is_showing && self->sample != NULL && self->kept != NULL)
    show_chosen (self);
}

static void
row_changed_cb (OmniCarrierWindow *self)
{
  if (self->is_showing || self->map == NULL)
    return;

  omni_carrier_form_show (self->form, self->sample, get_title_row (self), self->map);
  show_preview (self);
}

/*
 * Reading
 */

static void
show_when_read (OmniCarrierWindow *self)
{
  guint n_rows;

  if (self->sample == NULL || self->kept == NULL)
    return;

  n_rows = MIN (omni_carrier_sample_get_n_rows (self->sample), OMNI_CARRIER_MAX_HEADER_ROW);
  gtk_adjustment_set_upper (self->row_adjustment, n_rows);
  list_maps (self, find_known (self));
  show_chosen (self);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}

static void
sample_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniCarrierWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  OmniCarrierSample *sample = omni_carrier_sample_new_finish (result, &error);
  g_autofree char *text = NULL;

  if (self->stack == NULL)
    {
      g_clear_pointer (&sample, omni_carrier_sample_free);
      return;
    }

  self->sample = sample;
  if (sample != NULL)
    {
      show_when_read (self);
      return;
    }

  text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *maps = omni_database_list_carrier_maps (data, NULL);

  g_task_return_pointer (task, maps, (GDestroyNotify) g_ptr_array_unref);
}

static void
maps_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (source);
  g_autoptr (GPtrArray) maps = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->stack == NULL)
    return;

  self->kept = maps != NULL ? g_steal_pointer (&maps) : g_ptr_array_new ();
  show_when_read (self);
}

static void
read_maps (OmniCarrierWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->database == NULL)
    {
      self->kept = g_ptr_array_new ();
      return;
    }

  task = g_task_new (self, self->cancellable, maps_listed_cb, NULL);
  g_task_set_source_tag (task, read_maps);
  g_task_set_task_data (task, g_object_ref (self->database), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/*
 * Keeping maps
 */

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_object_unref (keeping->database);
  g_free (keeping->name);
  g_free (keeping->body);
  g_free (keeping);
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *keeping = data;
  GError *error = NULL;
  GPtrArray *maps = NULL;
  gboolean done;

  if (keeping->body != NULL)
    done = omni_database_save_carrier_map (keeping->database, keeping->name, keeping->body, &error);
  else
    done = omni_database_remove_carrier_map (keeping->database, keeping->name, &error);
  if (done)
    maps = omni_database_list_carrier_maps (keeping->database, &error);

  if (maps != NULL)
    g_task_return_pointer (task, maps, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static guint
find_name (GPtrArray *maps, const char *name)
{
  for (guint i = 0; i < maps->len; i++)
    {
      if (g_str_equal (((OmniStoredText *) g_ptr_array_index (maps, i))->name, name))
        return i + 1;
    }

  return 0;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (source);
  const Keeping *keeping = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GPtrArray *maps = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->stack == NULL)
    {
      g_clear_pointer (&maps, g_ptr_array_unref);
      return;
    }
  if (maps == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_message (self, error->message, FALSE);
      return;
    }

  g_clear_pointer (&self->kept, g_ptr_array_unref);
  self->kept = maps;
  list_maps (self, find_name (maps, keeping->name));
  if (keeping->body == NULL)
    show_chosen (self);
  update_actions (self);
}

/* Takes the body. */
static void
keep (OmniCarrierWindow *self, const char *name, char *body)
{
  Keeping *keeping = g_new0 (Keeping, 1);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, kept_cb, NULL);

  keeping->database = g_object_ref (self->database);
  keeping->name = g_strdup (name);
  keeping->body = body;
  g_task_set_source_tag (task, keep);
  g_task_set_task_data (task, keeping, keeping_free);
  g_task_run_in_thread (task, keep_in_thread);
}

static void
keep_map (OmniCarrierWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));

  if (name[0] != '\0' && self->database != NULL)
    keep (self, name, omni_carrier_map_to_json (self->map));
}

static void
forget (OmniCarrierWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->map_drop_down);

  if (chosen > 0 && chosen <= self->kept->len)
    keep (self, ((OmniStoredText *) g_ptr_array_index (self->kept, chosen - 1))->name, NULL);
}

/*
 * Making the file
 */

static void
open_made (OmniCarrierWindow *self)
{
  GFile *made = self->job != NULL ? omni_job_get_result_file (OMNI_JOB (self->job)) : NULL;
  g_autofree char *uri = made != NULL ? g_file_get_uri (made) : NULL;

  if (uri == NULL)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-update-file", "s", uri);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_rest (OmniCarrierWindow *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_left = omni_carrier_job_get_n_unmatched (self->job);
  gsize n_rows = omni_carrier_job_get_n_rows (self->job);
  g_autofree char *made = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < MIN (n_left, MAX_LISTED); i++)
    {
      const OmniUnmatched *unmatched = omni_carrier_job_get_unmatched (self->job, i);
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, unmatched->row);
      const char *cells[] = { number, unmatched->key, unmatched->reason, NULL };

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
    }

  made = g_strdup_printf (ngettext ("%'" PRId64 " row to update", "%'" PRId64 " rows to update",
                                    (gulong) n_rows),
                          (gint64) n_rows);
  text = g_strdup_printf (ngettext ("%s. %u row of the report was not used:",
                                    "%s. %u rows of the report were not used:", n_left),
                          made, n_left);
  gtk_label_set_label (self->rest_label, text);
  omni_text_table_set_rows (self->rest_table, rows);
  gtk_stack_set_visible_child_name (self->stack, "rest");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-made", n_rows > 0);
}

static void
job_finished_cb (OmniCarrierWindow *self, OmniJob *job)
{
  if (self->stack == NULL || OMNI_JOB (self->job) != job)
    return;

  update_actions (self);
  if (omni_job_get_state (job) != OMNI_JOB_DONE)
    return;

  omni_job_list_remove (self->job_list, job);
  if (omni_carrier_job_get_n_unmatched (self->job) > 0)
    show_rest (self);
  else
    open_made (self);
}

static void
rest_free (gpointer data)
{
  Rest *rest = data;

  g_object_unref (rest->job);
  g_object_unref (rest->target);
  g_time_zone_unref (rest->options.zone);
  g_free (rest);
}

static void
write_rest_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Rest *rest = data;
  GError *error = NULL;

  if (omni_carrier_job_write_unmatched (rest->job, rest->target, rest->format, &rest->options,
                                        &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
rest_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (source);
  const Rest *rest = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (rest->target);
  g_autofree char *text = g_strdup_printf (_("“%s” was saved"), name);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && self->stack != NULL)
    show_message (self, text, FALSE);
  else if (error != NULL && self->stack != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_message (self, error->message, FALSE);
}

static void
read_options (OmniTableOptions *options, GTimeZone *zone)
{
  GSettings *settings = omni_settings_get ();

  options->delimiter = omni_file_dialog_get_delimiter ();
  options->guard_formulas =
      settings == NULL || g_settings_get_boolean (settings, "export-formula-guard");
  options->zone = zone;
}

static void
write_rest (OmniCarrierWindow *self, GFile *chosen)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, rest_written_cb, NULL);
  Rest *rest = g_new0 (Rest, 1);

  rest->job = g_object_ref (self->job);
  rest->format = omni_file_dialog_find_format (chosen);
  rest->target = omni_file_dialog_complete_name (chosen, rest->format, &rest->options.replace);
  read_options (&rest->options, g_time_zone_new_utc ());
  g_task_set_source_tag (task, write_rest);
  g_task_set_task_data (task, rest, rest_free);
  g_task_run_in_thread (task, write_rest_in_thread);
}

static void
chosen_cb (OmniCarrierWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) chosen = NULL;
  gboolean is_rest = g_object_get_data (G_OBJECT (dialog), "rest") != NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      omni_file_dialog_remember_folder (chosen);
    }
  g_clear_object (&self->chooser);

  if (chosen != NULL && is_rest)
    write_rest (self, chosen);
  else if (chosen != NULL)
    omni_carrier_window_convert (self, chosen);
}

static void
ask_for_file (OmniCarrierWindow *self, const char *title, const char *suffix, gboolean is_rest)
{
  g_autofree char *base = g_file_get_basename (self->report);
  g_autoptr (GFile) folder = g_file_get_parent (self->report);
  g_autofree char *name = NULL;
  char *dot = strrchr (base, '.');
  GtkFileChooserNative *native;

  if (self->chooser != NULL)
    return;

  if (dot != NULL && dot != base)
    *dot = '\0';
  name = g_strconcat (base, suffix, omni_file_dialog_get_extension (OMNI_TABLE_FORMAT_CSV), NULL);
  native = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _("_Save"), _("_Cancel"));
  self->chooser = GTK_NATIVE_DIALOG (native);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), folder, NULL);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (native), OMNI_TABLE_FORMAT_XLSX);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (native), OMNI_TABLE_FORMAT_CSV);
  g_object_set_data (G_OBJECT (native), "rest", is_rest ? self : NULL);
  g_signal_connect_object (native, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
ask_to_sign_in (OmniCarrierWindow *self)
{
  if (self->session == NULL)
    {
      g_signal_emit (self, signals[SIGN_IN_WANTED], 0);
      return;
    }

  if (self->sheet_window == NULL)
    g_set_weak_pointer (
        &self->sheet_window,
        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), self->session)));
  gtk_window_present (GTK_WINDOW (self->sheet_window));
}

static gboolean
is_signed_in (OmniCarrierWindow *self)
{
  return self->session != NULL && omni_session_is_signed_in (self->session);
}

static void
make (OmniCarrierWindow *self)
{
  if (!is_signed_in (self))
    {
      show_message (self, _("The orders of the report are found in the back office. Sign in first; "
                            "what you chose here is kept."),
                    TRUE);
      return;
    }

  ask_for_file (self, _("Make Update File"), _("-update"), FALSE);
}

static void
save_rest (OmniCarrierWindow *self)
{
  ask_for_file (self, _("Save Rows That Were Not Used"), _("-not-used"), TRUE);
}

static void
go_back (OmniCarrierWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
}

/*
 * Overrides
 */

static const struct
{
  const char *name;
  void (*run) (OmniCarrierWindow *self);
} actions[] = {
  { "win.make", make },           { "win.forget", forget },       { "win.sign-in", ask_to_sign_in },
  { "win.save-rest", save_rest }, { "win.open-made", open_made }, { "win.back", go_back },
};

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, name))
        actions[i].run (OMNI_CARRIER_WINDOW (widget));
    }
}

static void
omni_carrier_window_dispose (GObject *object)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sheet_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet_window));
  g_clear_weak_pointer (&self->sheet_window);
  g_clear_object (&self->chooser);
  if (self->stack != NULL)
    omni_job_list_cancel_all (self->job_list);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->database);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_CARRIER_WINDOW);

  G_OBJECT_CLASS (omni_carrier_window_parent_class)->dispose (object);
}

static void
omni_carrier_window_finalize (GObject *object)
{
  OmniCarrierWindow *self = OMNI_CARRIER_WINDOW (object);

  g_clear_pointer (&self->sample, omni_carrier_sample_free);
  g_clear_pointer (&self->map, omni_carrier_map_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_object (&self->report);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (omni_carrier_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-carrier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, map_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, row_button);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, row_adjustment);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, form);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, preview_label);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, preview_table);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, rest_label);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, rest_table);
  gtk_widget_class_bind_template_child (widget_class, OmniCarrierWindow, job_list);
  gtk_widget_class_bind_template_callback (widget_class, map_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_changed_cb);
}

static void
omni_carrier_window_class_init (OmniCarrierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_carrier_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_carrier_window_finalize;
  signals[SIGN_IN_WANTED] =
      g_signal_new ("sign-in-wanted", OMNI_TYPE_CARRIER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);

  g_type_ensure (OMNI_TYPE_CARRIER_FORM);
  g_type_ensure (OMNI_TYPE_TEXT_TABLE);
  g_type_ensure (OMNI_TYPE_JOB_LIST);
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "win.make",
                                       NULL);
}

static void
omni_carrier_window_init (OmniCarrierWindow *self)
{
  const char *const rest_columns[] = { "#", _("Order or parcel"), _("Not used because"), NULL };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  omni_text_table_set_label (self->preview_table, _("What becomes of the first rows"));
  omni_text_table_set_label (self->rest_table, _("Rows that were not used"));
  omni_text_table_set_columns (self->rest_table, rest_columns);
  set_preview_columns (self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (show_preview), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
}

/*
 * Public API
 */

/**
 * omni_carrier_window_new:
 * @application: (nullable): the program
 * @report: what a carrier sent: CSV in any form, or a workbook
 * @database: (nullable): where it is kept how carriers are read
 *
 * Returns: (transfer none): the window, which reads the report
 */
OmniCarrierWindow *
omni_carrier_window_new (GtkApplication *application, GFile *report, OmniDatabase *database)
{
  OmniCarrierWindow *self =
      g_object_new (OMNI_TYPE_CARRIER_WINDOW, "application", application, NULL);
  g_autofree char *name = g_file_get_basename (report);
  g_autofree char *title = g_strdup_printf (_("Carrier — %s"), name);

  self->report = g_object_ref (report);
  if (database != NULL)
    self->database = g_object_ref (database);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, name);
  adw_window_title_set_subtitle (self->window_title, _("A carrier's report"));
  read_maps (self);
  omni_carrier_sample_new_async (report, self->cancellable, sample_read_cb, g_object_ref (self));

  return self;
}

/**
 * omni_carrier_window_set_session:
 * @self: the window
 * @session: (nullable): where the orders are
 */
void
omni_carrier_window_set_session (OmniCarrierWindow *self, OmniSession *session)
{
  g_return_if_fail (OMNI_IS_CARRIER_WINDOW (self));

  g_set_object (&self->session, session);
  if (session != NULL)
    show_message (self, NULL, FALSE);
}

/**
 * omni_carrier_window_convert:
 * @self: a window with a session, whose report is read
 * @target: the order-update file to make
 *
 * Keeps the map under its name, if it has one, and makes the file.
 */
void
omni_carrier_window_convert (OmniCarrierWindow *self, GFile *target)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GFile) complete = NULL;
  OmniTableFormat format = omni_file_dialog_find_format (target);
  OmniTableOptions options = { 0 };

  g_return_if_fail (OMNI_IS_CARRIER_WINDOW (self));
  g_return_if_fail (self->map != NULL && is_signed_in (self));

  keep_map (self);
  show_message (self, NULL, FALSE);
  read_options (&options, zone);
  complete = omni_file_dialog_complete_name (target, format, &options.replace);
  g_set_object (&self->job, NULL);
  self->job = omni_carrier_job_new (omni_session_get_client (self->session), self->report,
                                    self->map, complete, format);
  omni_carrier_job_set_options (self->job, &options);
  g_signal_connect_object (self->job, "finished", G_CALLBACK (job_finished_cb), self,
                           G_CONNECT_SWAPPED);
  omni_job_list_start (self->job_list, OMNI_JOB (self->job), NULL, NULL, NULL);
  update_actions (self);
}
