/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-window-private.h"

#include <glib/gi18n-lib.h>

static gboolean
key_pressed_cb (OmniUpdateWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  omni_update_window_close_find (self);
  return GDK_EVENT_STOP;
}

void
omni_update_window_add_find (OmniUpdateWindow *self)
{
  g_autoptr (GtkStringList) columns = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_string_list_append (columns, _("All columns"));
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    gtk_string_list_append (columns, omni_update_column_get_name (i));
  gtk_drop_down_set_model (self->find_column, G_LIST_MODEL (columns));

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->find_box, keys);
}

static OmniUpdateColumn
get_column (OmniUpdateWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->find_column);

  return selected == 0 ? OMNI_UPDATE_N_COLUMNS : (OmniUpdateColumn) (selected - 1);
}

/* What stands under the cursor is what somebody looks for most of the time. */
void
omni_update_window_open_find (OmniUpdateWindow *self, gboolean replace)
{
  gsize row;
  guint column;

  if (!gtk_widget_get_visible (self->find_box) && self->sheet != NULL &&
      omni_update_table_get_cursor (self->table, &row, &column) &&
      gtk_editable_get_text (self->find_entry)[0] == '\0' && column < OMNI_UPDATE_N_COLUMNS)
    {
      g_autofree char *text = omni_update_sheet_dup_text (self->sheet, row, column);

      gtk_editable_set_text (self->find_entry, text);
    }

  gtk_widget_set_visible (self->find_box, TRUE);
  gtk_label_set_label (self->find_label, "");
  gtk_widget_grab_focus (GTK_WIDGET (replace ? self->replace_entry : self->find_entry));
  gtk_editable_select_region (replace ? self->replace_entry : self->find_entry, 0, -1);
}

void
omni_update_window_close_find (OmniUpdateWindow *self)
{
  gtk_widget_set_visible (self->find_box, FALSE);
  omni_update_table_focus (self->table);
}

/* The keyboard stays where it is, so that Enter finds the next one. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniUpdateWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *focus;
  OmniUpdateColumn column;
  gboolean found;
  gsize row;

  found = omni_update_document_find_finish (OMNI_UPDATE_DOCUMENT (source), result, &row, &column,
                                            &error);
  if (self->stack == NULL || self->document != OMNI_UPDATE_DOCUMENT (source) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_label_set_label (self->find_label, found ? "" : error != NULL ? error->message
                                                                    : _("Not found"));
  if (!found)
    return;

  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (omni_update_sheet_find (self->sheet, row) == G_MAXUINT)
    omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  omni_update_table_set_cursor (self->table, row, column);
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->find_box))
    gtk_widget_grab_focus (focus);
}

static void
find (OmniUpdateWindow *self, gboolean backwards)
{
  const char *text = gtk_editable_get_text (self->find_entry);
  gsize row = G_MAXSIZE;
  guint column;

  if (!gtk_widget_get_visible (self->find_box) || text[0] == '\0')
    {
      omni_update_window_open_find (self, FALSE);
      return;
    }
  if (self->document == NULL)
    return;

  if (!omni_update_table_get_cursor (self->table, &row, &column))
    row = G_MAXSIZE;
  omni_update_document_find_async (self->document, text, get_column (self), row, backwards,
                                   self->cancellable, found_cb, g_object_ref (self));
}

void
omni_update_window_find_next (OmniUpdateWindow *self)
{
  find (self, FALSE);
}

void
omni_update_window_find_previous (OmniUpdateWindow *self)
{
  find (self, TRUE);
}

void
omni_update_window_replace_all (OmniUpdateWindow *self)
{
  const char *text = gtk_editable_get_text (self->find_entry);

  if (self->document == NULL || (text[0] == '\0' && !gtk_check_button_get_active (
                                                       self->whole_button)))
    return;

  omni_update_document_replace_async (
    self->document, get_column (self), text, gtk_editable_get_text (self->replace_entry),
    gtk_check_button_get_active (self->whole_button), self->cancellable,
    omni_update_window_edited_cb, g_object_ref (self));
}
