/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-job-list.h"

#include <glib/gi18n-lib.h>

struct _OmniJobList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (OmniJobList, omni_job_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_JOB_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What runs in any window of the program. */
static GListStore *
get_running (void)
{
  static GListStore *running = NULL;

  if (running == NULL)
    running = g_list_store_new (OMNI_TYPE_JOB);

  return running;
}

static void
job_finished_cb (OmniJob *job)
{
  GListStore *running = get_running ();
  guint position;

  if (g_list_store_find (running, job, &position))
    g_list_store_remove (running, position);
}

static void
note_running (OmniJob *job)
{
  GListStore *running = get_running ();

  if (omni_job_is_finished (job) || g_list_store_find (running, job, NULL))
    return;

  g_list_store_append (running, job);
  g_signal_connect (job, "finished", G_CALLBACK (job_finished_cb), NULL);
}

static GtkWidget *
get_first (OmniJobList *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self));
}

static void
dismissed_cb (OmniJobList *self, OmniJobRow *row)
{
  gtk_box_remove (GTK_BOX (self), GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), get_first (self) != NULL);
}

static void
job_changed_cb (OmniJobList *self, OmniJobRow *row)
{
  OmniJob *job = omni_job_row_get_job (row);

  note_running (job);
  if (omni_job_is_finished (job))
    g_signal_emit (self, signals[SIGNAL_JOB_ENDED], 0, job);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
omni_job_list_class_init (OmniJobListClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_JOB_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_JOB_ENDED] = g_signal_new ("job-ended", OMNI_TYPE_JOB_LIST, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, OMNI_TYPE_JOB);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
omni_job_list_init (OmniJobList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Running work"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * omni_job_list_start:
 * @self: the list
 * @job: a job that was not started yet
 * @maker: (nullable): makes the job again when it failed
 * @maker_data: (nullable): for @maker
 * @maker_destroy: (nullable): frees @maker_data
 *
 * Shows @job and starts it.
 */
void
omni_job_list_start (OmniJobList *self,
                     OmniJob *job,
                     OmniJobMaker maker,
                     gpointer maker_data,
                     GDestroyNotify maker_destroy)
{
  GtkWidget *row;

  g_return_if_fail (OMNI_IS_JOB_LIST (self));
  g_return_if_fail (OMNI_IS_JOB (job));

  row = omni_job_row_new (job, maker, maker_data, maker_destroy);
  g_signal_connect_object (row, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "running-changed", G_CALLBACK (job_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  note_running (job);
  omni_job_start (job);
}

/**
 * omni_job_list_remove:
 * @self: the list
 * @job: a job
 *
 * Takes a job's row away, if it is there. The job itself goes on.
 */
void
omni_job_list_remove (OmniJobList *self, OmniJob *job)
{
  g_return_if_fail (OMNI_IS_JOB_LIST (self));

  for (GtkWidget *row = get_first (self); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (omni_job_row_get_job (OMNI_JOB_ROW (row)) == job)
        {
          dismissed_cb (self, OMNI_JOB_ROW (row));
          return;
        }
    }
}

/**
 * omni_job_list_get_n_running:
 * @self: the list
 * @type: a type of jobs
 *
 * Returns: how many jobs of @type have not ended
 */
guint
omni_job_list_get_n_running (OmniJobList *self, GType type)
{
  guint n_running = 0;

  g_return_val_if_fail (OMNI_IS_JOB_LIST (self), 0);

  for (GtkWidget *row = get_first (self); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      OmniJob *job = omni_job_row_get_job (OMNI_JOB_ROW (row));

      if (g_type_is_a (G_OBJECT_TYPE (job), type) && !omni_job_is_finished (job))
        n_running++;
    }

  return n_running;
}

/**
 * omni_job_list_cancel_all:
 * @self: the list
 *
 * Cancels what has not ended.
 */
void
omni_job_list_cancel_all (OmniJobList *self)
{
  g_return_if_fail (OMNI_IS_JOB_LIST (self));

  for (GtkWidget *row = get_first (self); row != NULL; row = gtk_widget_get_next_sibling (row))
    omni_job_cancel (omni_job_row_get_job (OMNI_JOB_ROW (row)));
}

/**
 * omni_job_list_get_running:
 *
 * Returns: (transfer none) (element-type OmniJob): what runs in any window of the program
 */
GListModel *
omni_job_list_get_running (void)
{
  return G_LIST_MODEL (get_running ());
}
