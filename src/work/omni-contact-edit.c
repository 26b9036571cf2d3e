/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-contact-edit-private.h"

#include "omni-contact-draft.h"
#include "omni-contact-save.h"
#include "omni-session-private.h"
#include "omni-time.h"

#include <string.h>

/* How long after the last key what was typed is put away. */
#define DRAFT_DELAY_MS 300

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniContactEdit, omni_contact_edit, G_TYPE_OBJECT)

typedef struct
{
  OmniSession *session; /* (owned) */
  OmniContactKind kind;
  gint64 pk;
  gint64 channel;
  char *draft_key;      /* (owned) */
  char *draft;          /* (nullable) (owned): the answer */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->session);
  g_free (load->draft_key);
  g_free (load->draft);
  g_free (load);
}

void
omni_contact_edit_emit (OmniContactEdit *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
omni_contact_edit_set_state (OmniContactEdit *self, OmniContactEditState state, GError *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
}

/*
 * The draft
 */

static char *
dup_draft (OmniContactEdit *self)
{
  g_auto (OmniContactDraft) draft = { .saved = omni_time_now () };

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (!omni_contact_edit_is_changed (self, i))
        continue;

      draft.before[i] = g_strdup (self->base[i]);
      draft.mine[i] = g_strdup (self->mine[i]);
    }

  return omni_contact_draft_is_empty (&draft) ? NULL : omni_contact_draft_to_text (&draft);
}

void
omni_contact_edit_keep_draft (OmniContactEdit *self)
{
  g_autofree char *draft = NULL;

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->session->database == NULL)
    return;

  draft = dup_draft (self);
  omni_database_set_state_async (self->session->database, self->session->profile, self->draft_key,
                                 draft, NULL, NULL, NULL);
}

static gboolean
draft_cb (gpointer data)
{
  OmniContactEdit *self = data;

  self->draft_id = 0;
  omni_contact_edit_keep_draft (self);

  return G_SOURCE_REMOVE;
}

void
omni_contact_edit_touch_draft (OmniContactEdit *self)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (DRAFT_DELAY_MS, draft_cb, self);
}

/*
 * What the server has
 */

/* Takes over what the server has; what the person changed stays, and what is in conflict is shown
 * beside it. */
static void
take_contact (OmniContactEdit *self, const OmniContact *now, guint conflicts)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      const char *text = omni_contact_get_text (now, i);

      if ((conflicts & (1U << i)) != 0)
        {
          omni_contact_edit_set (&self->theirs[i], text);
          continue;
        }

      omni_contact_edit_set (&self->theirs[i], NULL);
      if (omni_contact_edit_is_changed (self, i))
        {
          omni_contact_edit_set (&self->base[i], text);
          continue;
        }

      if (self->base[i] != NULL && g_strcmp0 (self->base[i], text) != 0)
        self->taken |= 1U << i;
      omni_contact_edit_set (&self->base[i], text);
      omni_contact_edit_set (&self->mine[i], text);
    }
}

static void
take_draft (OmniContactEdit *self, const char *text)
{
  g_auto (OmniContactDraft) draft = { .saved = OMNI_TIME_NONE };

  if (!omni_contact_draft_from_text (&draft, text) || omni_contact_draft_is_empty (&draft))
    return;

  self->restored = draft.saved;
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (draft.mine[i] == NULL || !omni_contact_field_belongs (i, self->kind))
        continue;

      omni_contact_edit_set (&self->base[i], draft.before[i]);
      omni_contact_edit_set (&self->mine[i], draft.mine[i]);
    }
}

/* The texts that the person changed, and nothing for the others. */
static void
collect_wanted (OmniContactEdit *self, char **wanted)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      g_clear_pointer (&wanted[i], g_free);
      if (omni_contact_edit_is_changed (self, i))
        wanted[i] = omni_contact_edit_dup_wanted (self, i);
    }
}

static guint
find_conflicts (OmniContactEdit *self, const OmniContact *now)
{
  char *wanted[OMNI_CONTACT_N_FIELDS] = { NULL };
  guint conflicts;

  collect_wanted (self, wanted);
  conflicts = omni_contact_find_conflicts ((const char *const *) self->base,
                                           (const char *const *) wanted, now);
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    g_free (wanted[i]);

  return conflicts;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  OmniSession *session = load->session;
  GError *error = NULL;
  OmniContact *contact;

  /* A draft that cannot be read is one that is not there. */
  if (session->database != NULL)
    load->draft = omni_database_get_state (session->database, session->profile, load->draft_key,
                                           NULL);

  contact = omni_client_get_contact (session->client, load->kind, load->channel, load->pk,
                                     cancellable, &error);
  if (contact != NULL)
    g_task_return_pointer (task, contact, (GDestroyNotify) omni_contact_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniContactEdit *self = OMNI_CONTACT_EDIT (source);
  Load *load = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (OmniContact) contact = g_task_propagate_pointer (G_TASK (result), &error);

  if (omni_error_is_cancelled (error))
    {
      g_error_free (error);
      return;
    }

  if (contact == NULL)
    {
      omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_FAILED, error);
      omni_contact_edit_emit (self);
      return;
    }

  if (load->draft != NULL)
    take_draft (self, load->draft);
  take_contact (self, contact, load->draft != NULL ? find_conflicts (self, contact) : 0);
  self->taken = 0;
  omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_READY, NULL);
  if (omni_contact_edit_count_changed (self) == 0)
    self->restored = OMNI_TIME_NONE;
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (self->mine[i] != NULL)
        omni_contact_edit_check (self, i);
    }
  omni_contact_edit_emit (self);
}

/*
 * Saving
 */

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (omni_contact_save_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Each word of the server about a field goes to its field. */
static void
take_refusal (OmniContactEdit *self, const GError *error)
{
  GPtrArray *words = omni_error_get_fields (error);

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const OmniErrorField *word = g_ptr_array_index (words, i);
      OmniContactField field;

      if (omni_contact_field_find (word->name, &field) && self->mine[field] != NULL)
        omni_contact_edit_set (&self->problems[field], word->text);
    }
}

static void
take_saved (OmniContactEdit *self, const OmniContactSave *save)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (save->wanted[i] == NULL)
        continue;

      omni_contact_edit_set (&self->base[i], save->wanted[i]);
      omni_contact_edit_set (&self->mine[i], save->wanted[i]);
    }
  if (save->now != NULL)
    take_contact (self, save->now, 0);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniContactEdit *self = OMNI_CONTACT_EDIT (source);
  OmniContactSave *save = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      take_refusal (self, error);
      self->waits = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
      omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_READY, error);
    }
  else if (save->conflicts != 0)
    {
      take_contact (self, save->now, save->conflicts);
      omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_READY, NULL);
    }
  else
    {
      take_saved (self, save);
      omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_SAVED, NULL);
      omni_contact_edit_keep_draft (self);
    }

  omni_contact_edit_emit (self);
}

static OmniContactSave *
new_save (OmniContactEdit *self)
{
  OmniContactSave *save = g_new0 (OmniContactSave, 1);

  save->session = g_object_ref (self->session);
  save->kind = self->kind;
  save->pk = self->pk;
  save->channel = self->channel;
  save->order_pk = self->order_pk;
  save->order_number = g_strdup (self->order_number);
  save->draft_key = g_strdup (self->draft_key);
  save->draft = dup_draft (self);
  collect_wanted (self, save->wanted);
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      save->before[i] = g_strdup (self->base[i]);
      save->words[i] = omni_contact_edit_dup_other_words (self, i, save->wanted[i]);
      save->old_words[i] = omni_contact_edit_dup_other_words (self, i, self->base[i]);
    }

  return save;
}

static void
signed_in_cb (OmniContactEdit *self)
{
  if (self->waits && omni_contact_edit_can_save (self))
    omni_contact_edit_save (self);
  else if (self->state == OMNI_CONTACT_EDIT_FAILED)
    omni_contact_edit_load (self);
  self->waits = FALSE;
}

/*
 * Overrides
 */

static void
omni_contact_edit_dispose (GObject *object)
{
  OmniContactEdit *self = OMNI_CONTACT_EDIT (object);

  if (self->draft_id != 0)
    omni_contact_edit_keep_draft (self);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (omni_contact_edit_parent_class)->dispose (object);
}

static void
omni_contact_edit_finalize (GObject *object)
{
  OmniContactEdit *self = OMNI_CONTACT_EDIT (object);

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      g_free (self->base[i]);
      g_free (self->mine[i]);
      g_free (self->theirs[i]);
      g_free (self->problems[i]);
    }
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->place_names, g_hash_table_unref);
  g_free (self->draft_key);
  g_free (self->order_number);

  G_OBJECT_CLASS (omni_contact_edit_parent_class)->finalize (object);
}

static void
omni_contact_edit_class_init (OmniContactEditClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_contact_edit_dispose;
  object_class->finalize = omni_contact_edit_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_CONTACT_EDIT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_contact_edit_init (OmniContactEdit *self)
{
  self->cancellable = g_cancellable_new ();
  self->restored = OMNI_TIME_NONE;
  self->place_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/*
 * Public API
 */

/**
 * omni_contact_edit_new:
 * @session: who edits
 * @kind: what is edited
 * @pk: its key
 * @channel: the channel that it belongs to, or 0 where that is not known
 * @order_pk: the order that it is edited from
 * @order_number: (nullable): that order's number, for the ledger
 *
 * Makes an edit. Nothing is asked for yet.
 *
 * Returns: (transfer full): the edit
 */
OmniContactEdit *
omni_contact_edit_new (OmniSession *session,
                       OmniContactKind kind,
                       gint64 pk,
                       gint64 channel,
                       gint64 order_pk,
                       const char *order_number)
{
  OmniContactEdit *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);
  g_return_val_if_fail (pk != 0, NULL);

  self = g_object_new (OMNI_TYPE_CONTACT_EDIT, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->pk = pk;
  self->channel = channel;
  self->order_pk = order_pk;
  self->order_number = g_strdup (order_number);
  self->draft_key = omni_contact_draft_dup_key (kind, pk, order_pk);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * omni_contact_edit_load:
 * @self: an edit
 *
 * Reads what the server has, and what was typed and not saved earlier.
 */
void
omni_contact_edit_load (OmniContactEdit *self)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));

  load = g_new0 (Load, 1);
  load->session = g_object_ref (self->session);
  load->kind = self->kind;
  load->pk = self->pk;
  load->channel = self->channel;
  load->draft_key = g_strdup (self->draft_key);

  omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_LOADING, NULL);
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_source_tag (task, omni_contact_edit_load);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_in_thread);
  omni_contact_edit_emit (self);
}

OmniSession *
omni_contact_edit_get_session (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);

  return self->session;
}

OmniContactKind
omni_contact_edit_get_kind (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), OMNI_CONTACT_CUSTOMER);

  return self->kind;
}

gint64
omni_contact_edit_get_pk (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), 0);

  return self->pk;
}

OmniContactEditState
omni_contact_edit_get_state (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), OMNI_CONTACT_EDIT_LOADING);

  return self->state;
}

/**
 * omni_contact_edit_get_error:
 * @self: an edit
 *
 * Returns: (nullable) (transfer none): why the last reading or saving failed
 */
const GError *
omni_contact_edit_get_error (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), NULL);

  return self->error;
}

/**
 * omni_contact_edit_get_restored:
 * @self: an edit
 *
 * Returns: when what was found on this computer was typed, or %OMNI_TIME_NONE
 */
OmniTime
omni_contact_edit_get_restored (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), OMNI_TIME_NONE);

  return self->restored;
}

/**
 * omni_contact_edit_get_taken:
 * @self: an edit
 *
 * Returns: a bit for each field that somebody else changed since it was read, and that the person
 *   here did not
 */
guint
omni_contact_edit_get_taken (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), 0);

  return self->taken;
}

/**
 * omni_contact_edit_can_save:
 * @self: an edit
 *
 * Returns: whether something was changed, and nothing that is known stands against saving it
 */
gboolean
omni_contact_edit_can_save (OmniContactEdit *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_EDIT (self), FALSE);

  if (self->state != OMNI_CONTACT_EDIT_READY || omni_contact_edit_count_changed (self) == 0)
    return FALSE;

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (self->problems[i] != NULL || self->theirs[i] != NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_contact_edit_save:
 * @self: an edit that can be saved
 *
 * Begins to save. Where the session has ended it is gone on with when somebody has signed in again.
 */
void
omni_contact_edit_save (OmniContactEdit *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (omni_contact_edit_can_save (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->waits = FALSE;
  self->taken = 0;
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, omni_contact_edit_save);
  g_task_set_task_data (task, new_save (self), (GDestroyNotify) omni_contact_save_free);
  omni_contact_edit_set_state (self, OMNI_CONTACT_EDIT_SAVING, NULL);
  g_task_run_in_thread (task, save_in_thread);
  omni_contact_edit_emit (self);
}

/**
 * omni_contact_edit_discard:
 * @self: an edit
 *
 * Throws away what was typed, here and on the disk; what the server has stands in the fields again.
 */
void
omni_contact_edit_discard (OmniContactEdit *self)
{
  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (self->theirs[i] != NULL)
        omni_contact_edit_set (&self->base[i], self->theirs[i]);
      omni_contact_edit_set (&self->theirs[i], NULL);
      omni_contact_edit_set (&self->problems[i], NULL);
      if (self->mine[i] != NULL)
        omni_contact_edit_set (&self->mine[i], self->base[i] != NULL ? self->base[i] : "");
    }
  self->restored = OMNI_TIME_NONE;
  self->waits = FALSE;
  if (self->state == OMNI_CONTACT_EDIT_READY)
    g_clear_error (&self->error);
  omni_contact_edit_keep_draft (self);
  omni_contact_edit_emit (self);
}

/**
 * omni_contact_edit_cancel:
 * @self: an edit
 *
 * Nobody waits for what is being read any more. What is being saved is not given up.
 */
void
omni_contact_edit_cancel (OmniContactEdit *self)
{
  g_return_if_fail (OMNI_IS_CONTACT_EDIT (self));

  g_cancellable_cancel (self->cancellable);
}
