/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-job-row.h"

#include "omni-file-launcher.h"

#include <glib/gi18n-lib.h>

struct _OmniJobRow
{
  GtkBox parent_instance;

  /* Template children */
  GtkImage *result_image;
  GtkLabel *title_label;
  GtkProgressBar *progress_bar;
  GtkLabel *figures_label;
  GtkButton *open_button;
  GtkButton *folder_button;
  GtkButton *again_button;
  GtkToggleButton *pause_button;
  GtkButton *close_button;

  OmniJob *job;                 /* (owned) */
  gboolean showing;             /* the program, not a person, changes the button */
  OmniJobMaker maker;           /* (nullable) */
  gpointer maker_data;          /* (nullable) (owned by maker_destroy) */
  GDestroyNotify maker_destroy; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (OmniJobRow, omni_job_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_DISMISSED,
  SIGNAL_RUNNING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_name (gpointer widget, const char *action, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", action, what);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Several jobs may run in one window; what a button does is said together with the job it does it
   to. */
static void
update_names (OmniJobRow *self, const char *title, gboolean is_finished)
{
  const char *close = is_finished ? _("Dismiss") : _("Cancel");
  gboolean is_paused = omni_job_get_state (self->job) == OMNI_JOB_PAUSED;
  const char *pause = is_paused ? _("Go on") : _("Pause");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->close_button), close);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button), pause);
  set_name (self->close_button, close, title);
  set_name (self->pause_button, pause, title);
  set_name (self->open_button, _("Open"), title);
  set_name (self->folder_button, _("Show in Folder"), title);
  set_name (self->again_button, _("Try Again"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_running (OmniJobRow *self)
{
  gint64 done = omni_job_get_done (self->job);
  gint64 total = omni_job_get_total (self->job);
  gboolean is_paused = omni_job_get_state (self->job) == OMNI_JOB_PAUSED;
  const GError *stall = omni_job_get_stall (self->job);
  g_autofree char *figures = omni_job_row_dup_figures (self->job);

  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, (double) done / (double) total);
  else
    gtk_progress_bar_pulse (self->progress_bar);

  gtk_label_set_label (self->title_label,
                       stall != NULL ? stall->message : omni_job_get_title (self->job));
  gtk_label_set_label (self->figures_label, figures);
  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button),
                            is_paused ? "media-playback-start-symbolic"
                                      : "media-playback-pause-symbolic");

  /* A job may also pause by itself, until the server is there again. */
  self->showing = TRUE;
  gtk_toggle_button_set_active (self->pause_button, is_paused);
  self->showing = FALSE;
}

static void
show_result (OmniJobRow *self)
{
  const GError *error = omni_job_get_error (self->job);
  const char *summary = omni_job_get_summary (self->job);
  const char *text = error != NULL ? error->message : summary;

  if (text == NULL)
    text = omni_job_get_title (self->job);

  gtk_image_set_from_icon_name (self->result_image,
                                error != NULL ? "dialog-error-symbolic" : "emblem-ok-symbolic");
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->result_image), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->result_image), "success");
  gtk_label_set_label (self->title_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), text);
}

static void
update (OmniJobRow *self)
{
  gboolean is_finished = omni_job_is_finished (self->job);
  gboolean has_failed = is_finished && omni_job_get_error (self->job) != NULL;
  gboolean has_file = is_finished && !has_failed && omni_job_get_result_file (self->job) != NULL;

  if (is_finished)
    show_result (self);
  else
    show_running (self);

  gtk_widget_set_hexpand (GTK_WIDGET (self->title_label), is_finished);
  gtk_widget_set_visible (GTK_WIDGET (self->result_image), is_finished);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), !is_finished);
  gtk_widget_set_visible (GTK_WIDGET (self->figures_label), !is_finished);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), !is_finished);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), has_file);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_button), has_file);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), has_failed && self->maker != NULL);
  update_names (self, omni_job_get_title (self->job), is_finished);
}

/*
 * Callbacks
 */

static void
job_finished_cb (OmniJobRow *self)
{
  g_autoptr (OmniJobRow) kept = g_object_ref (self);

  update (self);
  g_signal_emit (self, signals[SIGNAL_RUNNING_CHANGED], 0);

  /* Whoever cancelled knows; there is nothing to read. */
  if (self->job != NULL && omni_job_get_state (self->job) == OMNI_JOB_CANCELLED)
    g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
}

static void
set_job (OmniJobRow *self, OmniJob *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);

  g_set_object (&self->job, job);
  g_signal_connect_swapped (job, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (job, "finished", G_CALLBACK (job_finished_cb), self);
  gtk_toggle_button_set_active (self->pause_button, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->result_image), "error");
  update (self);
}

static void
pause_toggled_cb (OmniJobRow *self)
{
  if (self->job == NULL || self->showing)
    return;

  if (gtk_toggle_button_get_active (self->pause_button))
    omni_job_pause (self->job);
  else
    omni_job_resume (self->job);
}

static void
close_clicked_cb (OmniJobRow *self)
{
  if (omni_job_is_finished (self->job))
    g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
  else
    omni_job_cancel (self->job);
}

static GtkWindow *
get_window (OmniJobRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
open_clicked_cb (OmniJobRow *self)
{
  omni_file_open (get_window (self), omni_job_get_result_file (self->job));
}

static void
folder_clicked_cb (OmniJobRow *self)
{
  omni_file_show_in_folder (get_window (self), omni_job_get_result_file (self->job));
}

/*
 * Overrides
 */

static void
omni_job_row_dispose (GObject *object)
{
  OmniJobRow *self = OMNI_JOB_ROW (object);

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  if (self->maker_destroy != NULL)
    g_clear_pointer (&self->maker_data, self->maker_destroy);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_JOB_ROW);

  G_OBJECT_CLASS (omni_job_row_parent_class)->dispose (object);
}

static void
omni_job_row_class_init (OmniJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_job_row_dispose;

  signals[SIGNAL_DISMISSED] = g_signal_new ("dismissed", OMNI_TYPE_JOB_ROW, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[SIGNAL_RUNNING_CHANGED] = g_signal_new (
    "running-changed", OMNI_TYPE_JOB_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, result_image);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, figures_label);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, folder_button);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, again_button);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, OmniJobRow, close_button);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, omni_job_row_try_again);
  gtk_widget_class_bind_template_callback (widget_class, pause_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
omni_job_row_init (OmniJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * omni_job_row_new:
 * @job: a job, running or not
 * @maker: (nullable): makes the job again
 * @maker_data: (nullable): for @maker
 * @maker_destroy: (nullable): frees @maker_data
 *
 * Makes a row that shows @job. A job that failed can be tried again where there is a @maker.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
omni_job_row_new (OmniJob *job,
                  OmniJobMaker maker,
                  gpointer maker_data,
                  GDestroyNotify maker_destroy)
{
  OmniJobRow *self;

  g_return_val_if_fail (OMNI_IS_JOB (job), NULL);

  self = g_object_new (OMNI_TYPE_JOB_ROW, NULL);
  self->maker = maker;
  self->maker_data = maker_data;
  self->maker_destroy = maker_destroy;
  set_job (self, job);

  return GTK_WIDGET (self);
}

/**
 * omni_job_row_get_job:
 * @self: the row
 *
 * Returns: (transfer none): the job that is shown now
 */
OmniJob *
omni_job_row_get_job (OmniJobRow *self)
{
  g_return_val_if_fail (OMNI_IS_JOB_ROW (self), NULL);

  return self->job;
}

static char *
dup_time_left (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup_printf (_("%d s left"), (int) MAX (seconds, 1));
  if (seconds < 3600)
    return g_strdup_printf (_("%d min left"), (int) ((seconds + 30) / 60));

  return g_strdup_printf (_ ("%d h %d min left"), (int) (seconds / 3600),
                          (int) (seconds % 3600 / 60));
}

/**
 * omni_job_row_dup_figures:
 * @job: a job
 *
 * Says how far a job is, as "24 / 37 · 310/s · 1 s left", as far as it is known.
 *
 * Returns: (transfer full): the figures
 */
char *
omni_job_row_dup_figures (OmniJob *job)
{
  gint64 done = omni_job_get_done (job);
  gint64 total = omni_job_get_total (job);
  gint64 left = omni_job_get_seconds_left (job);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%'" G_GINT64_FORMAT, done);
  if (total > 0)
    g_string_append_printf (text, " / %'" G_GINT64_FORMAT, total);

  if (omni_job_get_state (job) == OMNI_JOB_PAUSED)
    {
      g_string_append_printf (text, " · %s",
                              omni_job_get_stall (job) != NULL ? _ ("tries again by itself")
                                                               : _ ("paused"));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  if (omni_job_get_rate (job) > 0)
    {
      g_autofree char *rate = g_strdup_printf ("%'" G_GINT64_FORMAT, omni_job_get_rate (job));

      g_string_append (text, " · ");
      /* Translators: how many orders in a second */
      g_string_append_printf (text, _("%s/s"), rate);
    }
  if (left >= 0 && total > 0)
    {
      g_autofree char *time_left = dup_time_left (left);

      g_string_append_printf (text, " · %s", time_left);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * omni_job_row_try_again:
 * @self: the row of a job that failed and can be made again
 *
 * Makes the job again, starts it and shows it in the place of the one that failed.
 */
void
omni_job_row_try_again (OmniJobRow *self)
{
  g_autoptr (OmniJob) job = NULL;

  g_return_if_fail (OMNI_IS_JOB_ROW (self));
  g_return_if_fail (self->maker != NULL);

  job = self->maker (self->maker_data);
  set_job (self, job);
  omni_job_start (job);
  g_signal_emit (self, signals[SIGNAL_RUNNING_CHANGED], 0);
}
