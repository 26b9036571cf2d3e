/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-window-private.h"

#include "omni-carrier-maps.h"

#include <glib/gi18n-lib.h>

/* How many rows show what becomes of them. */
#define N_PREVIEWED 50

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

static void keep (OmniCarrierWindow *self, const char *name, char *body);

/*
 * Messages
 */

void
omni_carrier_window_show_message (OmniCarrierWindow *self, const char *text, gboolean can_sign_in)
{
  gtk_widget_set_visible (self->message_bar, text != NULL);
  gtk_widget_set_visible (self->sign_in_button, can_sign_in);
  gtk_label_set_label (self->message_label, text != NULL ? text : "");
}

void
omni_carrier_window_update_actions (OmniCarrierWindow *self)
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
  omni_carrier_window_update_actions (self);
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
        omni_carrier_window_show_message (self, error->message, FALSE);
      return;
    }

  g_clear_pointer (&self->kept, g_ptr_array_unref);
  self->kept = maps;
  list_maps (self, find_name (maps, keeping->name));
  if (keeping->body == NULL)
    show_chosen (self);
  omni_carrier_window_update_actions (self);
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

void
omni_carrier_window_keep_map (OmniCarrierWindow *self)
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
 * Overrides
 */

static const struct
{
  const char *name;
  void (*run) (OmniCarrierWindow *self);
} actions[] = {
  { "win.make", omni_carrier_window_make },
  { "win.forget", forget },
  { "win.sign-in", omni_carrier_window_ask_to_sign_in },
  { "win.save-rest", omni_carrier_window_save_rest },
  { "win.open-made", omni_carrier_window_open_made },
  { "win.back", omni_carrier_window_go_back },
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
  omni_carrier_window_update_actions (self);
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
    omni_carrier_window_show_message (self, NULL, FALSE);
}
