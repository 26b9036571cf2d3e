/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What stands in the fields of an edit. */

#include "config.h"

#include "omni-contact-edit-private.h"

#include "omni-session-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  OmniSession *session; /* (owned) */
  OmniContactField level;
  gint64 channel;
  gint64 parent;
} PlacesCall;

static void
places_call_free (PlacesCall *call)
{
  g_object_unref (call->session);
  g_free (call);
}

void
omni_contact_edit_set (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static gboolean
is_place (OmniContactField field)
{
  return omni_contact_field_get_kind (field) == OMNI_CONTACT_PLACE;
}

/* Blanks at either end are nobody's wish. */
char *
omni_contact_edit_dup_wanted (OmniContactEdit *self, OmniContactField field)
{
  return g_strstrip (g_strdup (self->mine[field]));
}

void
omni_contact_edit_check (OmniContactEdit *self, OmniContactField field)
{
  g_autofree char *wanted = omni_contact_edit_dup_wanted (self, field);

  g_free (self->problems[field]);
  self->problems[field] = omni_contact_edit_is_changed (self, field)
                              ? omni_contact_field_check (field, wanted)
                              : NULL;
}

/* How a value is said to people; NULL where that is the text itself. */
char *
omni_contact_edit_dup_other_words (OmniContactEdit *self, OmniContactField field, const char *text)
{
  const char *name;

  if (text == NULL)
    return NULL;
  if (omni_contact_field_get_kind (field) == OMNI_CONTACT_SWITCH)
    return g_strdup (g_str_equal (text, "true") ? _ ("Yes") : _ ("No"));
  if (!is_place (field))
    return NULL;

  name = g_hash_table_lookup (self->place_names, text);
  return g_strdup (name);
}

/*
 * Public API
 */

/**
 * omni_contact_edit_has:
 * @self: an edit
 * @field: a field
 *
 * Returns: whether the server has such a field, so that it can be changed
 */
gboolean
omni_contact_edit_has (OmniContactEdit *self, OmniContactField field)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), FALSE);
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, FALSE);

  return self->mine[field] != NULL;
}

const char *
omni_contact_edit_get_text (OmniContactEdit *self, OmniContactField field)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return self->mine[field];
}

/**
 * omni_contact_edit_set_text:
 * @self: an edit
 * @field: a field that it has
 * @text: what it is to be
 *
 * Somebody typed or chose something. What lies in another place is chosen anew.
 */
void
omni_contact_edit_set_text (OmniContactEdit *self, OmniContactField field, const char *text)
{
  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));
  g_return_if_fail (field < OMNI_CONTACT_N_FIELDS && self->mine[field] != NULL);
  g_return_if_fail (text != NULL);

  if (g_str_equal (self->mine[field], text))
    return;

  omni_contact_edit_set (&self->mine[field], text);
  omni_contact_edit_check (self, field);
  for (guint i = field + 1; is_place (field) && i <= OMNI_CONTACT_DISTRICT; i++)
    {
      if (self->mine[i] == NULL)
        continue;
      omni_contact_edit_set (&self->mine[i], "");
      omni_contact_edit_check (self, i);
    }

  if (self->state == OMNI_CONTACT_EDIT_SAVED)
    self->state = OMNI_CONTACT_EDIT_READY;
  self->waits = FALSE;
  omni_contact_edit_touch_draft (self);
  omni_contact_edit_emit (self);
}

gboolean
omni_contact_edit_is_changed (OmniContactEdit *self, OmniContactField field)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), FALSE);
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, FALSE);

  if (self->mine[field] == NULL || g_strcmp0 (self->mine[field], self->base[field]) == 0)
    return FALSE;

  wanted = omni_contact_edit_dup_wanted (self, field);
  return g_strcmp0 (wanted, self->base[field] != NULL ? self->base[field] : "") != 0;
}

guint
omni_contact_edit_count_changed (OmniContactEdit *self)
{
  guint n_changed = 0;

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (omni_contact_edit_is_changed (self, i))
        n_changed++;
    }

  return n_changed;
}

/**
 * omni_contact_edit_get_problem:
 * @self: an edit
 * @field: a field
 *
 * Returns: (nullable) (transfer none): what is wrong with it, by our check or by the server's
 */
const char *
omni_contact_edit_get_problem (OmniContactEdit *self, OmniContactField field)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return self->problems[field];
}

/**
 * omni_contact_edit_get_theirs:
 * @self: an edit
 * @field: a field
 *
 * Returns: (nullable) (transfer none): what somebody else made of it meanwhile, while nobody has
 *   chosen
 */
const char *
omni_contact_edit_get_theirs (OmniContactEdit *self, OmniContactField field)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return self->theirs[field];
}

static void
resolve_one (OmniContactEdit *self, OmniContactField field, gboolean keep_mine)
{
  if (self->theirs[field] == NULL)
    return;

  omni_contact_edit_set (&self->base[field], self->theirs[field]);
  if (!keep_mine)
    omni_contact_edit_set (&self->mine[field], self->theirs[field]);
  omni_contact_edit_set (&self->theirs[field], NULL);
  omni_contact_edit_check (self, field);
}

/**
 * omni_contact_edit_resolve:
 * @self: an edit
 * @field: a field in conflict
 * @keep_mine: whether the person's own text is kept, to be saved over the other
 *
 * Settles a conflict. A country and what lies in it are settled together.
 */
void
omni_contact_edit_resolve (OmniContactEdit *self, OmniContactField field, gboolean keep_mine)
{
  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));
  g_return_if_fail (field < OMNI_CONTACT_N_FIELDS);

  if (is_place (field))
    {
      for (guint i = OMNI_CONTACT_COUNTRY; i <= OMNI_CONTACT_DISTRICT; i++)
        resolve_one (self, i, keep_mine);
    }
  else
    {
      resolve_one (self, field, keep_mine);
    }

  omni_contact_edit_touch_draft (self);
  omni_contact_edit_emit (self);
}

/**
 * omni_contact_edit_dup_words:
 * @self: an edit
 * @field: a field
 * @text: (not nullable): a text of it
 *
 * Returns: (transfer full): how people say it: a place's name, Yes or No, or the text
 */
char *
omni_contact_edit_dup_words (OmniContactEdit *self, OmniContactField field, const char *text)
{
  char *words;

  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);

  words = omni_contact_edit_dup_other_words (self, field, text);
  return words != NULL ? words : g_strdup (text);
}

static void
list_places_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PlacesCall *call = data;
  GError *error = NULL;
  GPtrArray *places = omni_client_list_places (call->session->client, call->level, call->channel,
                                               call->parent, cancellable, &error);

  if (places != NULL)
    g_task_return_pointer (task, places, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * omni_contact_edit_list_places_async:
 * @self: an edit
 * @level: %OMNI_CONTACT_COUNTRY to %OMNI_CONTACT_DISTRICT
 * @parent: the key of what they lie in, or 0 for countries
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads the places that can be chosen.
 */
void
omni_contact_edit_list_places_async (OmniContactEdit *self,
                                     OmniContactField level,
                                     gint64 parent,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PlacesCall *call;

  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));

  call = g_new0 (PlacesCall, 1);
  call->session = g_object_ref (self->session);
  call->level = level;
  call->channel = self->channel;
  call->parent = parent;
  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, omni_contact_edit_list_places_async);
  g_task_set_task_data (task, call, (GDestroyNotify) places_call_free);
  g_task_run_in_thread (task, list_places_in_thread);
}

/**
 * omni_contact_edit_list_places_finish:
 * @self: an edit
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: those of omni_client_list_places()
 *
 * Returns: (transfer full) (element-type OmniPlace) (nullable): the places
 */
GPtrArray *
omni_contact_edit_list_places_finish (OmniContactEdit *self, GAsyncResult *result, GError **error)
{
  GPtrArray *places;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_contact_edit_list_places_async),
                        NULL);

  places = g_task_propagate_pointer (G_TASK (result), error);
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const OmniPlace *place = g_ptr_array_index (places, i);

      g_hash_table_insert (self->place_names, g_strdup_printf ("%" G_GINT64_FORMAT, place->pk),
                           g_strdup (place->name));
    }

  return places;
}
