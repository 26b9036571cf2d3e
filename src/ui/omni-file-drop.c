/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-file-drop.h"

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *at = files; at != NULL; at = at->next)
    {
      g_autofree char *uri = g_file_get_uri (at->data);

      gtk_widget_activate_action (user_data, "app.open-update-file", "s", uri);
    }

  return files != NULL;
}

/**
 * omni_file_drop_add:
 * @widget: a window, or a part of one
 *
 * Opens files that are dropped on @widget.
 */
void
omni_file_drop_add (GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), widget);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
