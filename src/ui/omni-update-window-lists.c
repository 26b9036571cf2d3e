/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tenant's lists that rows are checked against: the session's, or what was kept of them. */

#include "config.h"

#include "omni-update-window-private.h"

typedef struct
{
  OmniReferenceData *reference; /* (nullable) (owned) */
  gint64 time;
} Lists;

static void
lists_free (gpointer data)
{
  Lists *lists = data;

  g_clear_pointer (&lists->reference, omni_reference_data_unref);
  g_free (lists);
}

/* The last profile is the one that somebody works with. */
static void
read_lists (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OmniDatabase *database = data;
  Lists *lists = g_new0 (Lists, 1);
  g_autoptr (GPtrArray) profiles = omni_database_list_profiles (database, NULL);

  for (guint i = 0; profiles != NULL && i < profiles->len && lists->reference == NULL; i++)
    lists->reference = omni_database_load_reference_data (
      database, g_ptr_array_index (profiles, i), &lists->time, NULL);

  g_task_return_pointer (task, lists, lists_free);
}

static void
lists_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (source);
  Lists *lists = g_task_propagate_pointer (G_TASK (result), NULL);

  if (lists == NULL)
    return;

  if (self->stack != NULL && self->reference == NULL && lists->reference != NULL)
    {
      self->reference = g_steal_pointer (&lists->reference);
      self->reference_time = lists->time;
    }
  lists_free (lists);
  if (self->stack != NULL)
    omni_update_window_open_document (self, NULL);
}

void
omni_update_window_take_lists (OmniUpdateWindow *self, OmniReferenceData *reference)
{
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  self->reference = omni_reference_data_ref (reference);
  self->reference_time = 0;
  omni_update_window_show_choices (self);
  if (self->document != NULL)
    omni_update_document_set_reference (self->document, reference);
}

/* Then opens the file. */
void
omni_update_window_read_lists (OmniUpdateWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->database == NULL || self->reference != NULL)
    {
      omni_update_window_open_document (self, NULL);
      return;
    }

  task = g_task_new (self, self->cancellable, lists_read_cb, NULL);
  g_task_set_source_tag (task, omni_update_window_read_lists);
  g_task_set_task_data (task, g_object_ref (self->database), g_object_unref);
  g_task_run_in_thread (task, read_lists);
}
