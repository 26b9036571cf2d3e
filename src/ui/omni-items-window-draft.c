/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was typed for lines and not saved is there again, also after the program was killed. */

#include "config.h"

#include "omni-items-window-private.h"

#include "omni-item-draft.h"
#include "omni-order-item.h"

#include <glib/gi18n-lib.h>

#define DRAFT_DELAY_MS 300

static char *
dup_draft (OmniItemsWindow *self)
{
  g_autoptr (GPtrArray) ticked = omni_items_window_list_ticked (self);
  g_auto (OmniItemDraft) draft = { NULL };

  omni_item_draft_init (&draft);
  for (guint i = 0; i < ticked->len; i++)
    {
      gint64 pk = omni_order_item_get_pk (g_ptr_array_index (ticked, i));

      g_array_append_val (draft.lines, pk);
    }
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    draft.values[i] = omni_items_window_dup_wanted (&self->fields[i]);

  return omni_item_draft_is_empty (&draft) ? NULL : omni_item_draft_to_text (&draft);
}

static void
put_away (OmniItemsWindow *self, const char *draft)
{
  OmniDatabase *database = omni_session_get_database (self->session);
  g_autofree char *key = omni_item_draft_dup_key (omni_order_get_pk (self->order));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (database != NULL)
    omni_database_set_state_async (database, omni_session_get_profile (self->session), key, draft,
                                   NULL, NULL, NULL);
}

void
omni_items_window_keep_draft (OmniItemsWindow *self)
{
  g_autofree char *draft = dup_draft (self);

  put_away (self, draft);
}

static gboolean
draft_cb (gpointer data)
{
  OmniItemsWindow *self = data;

  self->draft_id = 0;
  omni_items_window_keep_draft (self);

  return G_SOURCE_REMOVE;
}

void
omni_items_window_touch_draft (OmniItemsWindow *self)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (DRAFT_DELAY_MS, draft_cb, self);
}

void
omni_items_window_forget_draft (OmniItemsWindow *self)
{
  put_away (self, NULL);
}

/* A value that cannot be chosen any more stays as it stands. */
static void
set_value (OmniItemsField *field, const char *value)
{
  if (field->values == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (field->input), value);
      return;
    }

  for (guint i = 0; i < field->values->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (field->values, i), value) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (field->input), i);
    }
}

static void
take_draft (OmniItemsWindow *self, const OmniItemDraft *draft)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const OmniItemsLine *line = &g_array_index (self->rows, OmniItemsLine, i);

      gtk_check_button_set_active (
        line->tick, omni_item_draft_has_line (draft, omni_order_item_get_pk (line->item)));
    }
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (draft->values[i] != NULL)
        set_value (&self->fields[i], draft->values[i]);
    }
  omni_items_window_show_message (self, _ ("This was typed earlier and not saved."), FALSE);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniItemsWindow) self = user_data;
  g_autofree char *text = omni_database_get_state_finish (OMNI_DATABASE (source), result, NULL);
  g_auto (OmniItemDraft) draft = { NULL };

  omni_item_draft_init (&draft);
  /* Who was faster than the database goes on with what is typed now. */
  if (text != NULL && self->session != NULL && self->draft_id == 0 && self->edit == NULL &&
      omni_item_draft_from_text (&draft, text) && !omni_item_draft_is_empty (&draft))
    take_draft (self, &draft);
}

void
omni_items_window_read_draft (OmniItemsWindow *self)
{
  OmniDatabase *database = omni_session_get_database (self->session);
  g_autofree char *key = omni_item_draft_dup_key (omni_order_get_pk (self->order));

  if (database != NULL)
    omni_database_get_state_async (database, omni_session_get_profile (self->session), key, NULL,
                                   draft_read_cb, g_object_ref (self));
}
