/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-contact-save.h"

#include "omni-ledger.h"
#include "omni-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
omni_contact_save_free (OmniContactSave *save)
{
  g_clear_object (&save->session);
  g_free (save->order_number);
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      g_free (save->before[i]);
      g_free (save->wanted[i]);
      g_free (save->words[i]);
      g_free (save->old_words[i]);
    }
  g_free (save->draft_key);
  g_free (save->draft);
  g_clear_pointer (&save->now, omni_contact_unref);
  g_free (save);
}

static gboolean
is_same (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

static gboolean
is_place (guint field)
{
  return omni_contact_field_get_kind (field) == OMNI_CONTACT_PLACE;
}

/*
 * omni_contact_find_conflicts:
 * @before: what each field was
 * @wanted: what it is to be, NULL for one that the person left
 * @now: what the server has
 *
 * A field is in conflict when both sides changed it, to something else. A country, its city and so
 * on are one thing: a city of theirs in a country of mine is nobody's wish.
 *
 * Returns: a bit for each field in conflict
 */
guint
omni_contact_find_conflicts (const char *const *before,
                             const char *const *wanted,
                             const OmniContact *now)
{
  gboolean my_place = FALSE;
  gboolean their_place = FALSE;
  guint conflicts = 0;

  for (guint i = OMNI_CONTACT_COUNTRY; i <= OMNI_CONTACT_DISTRICT; i++)
    {
      my_place |= wanted[i] != NULL;
      their_place |= !is_same (before[i], omni_contact_get_text (now, i));
    }

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      const char *theirs = omni_contact_get_text (now, i);
      gboolean both = is_place (i) ? my_place && their_place
                                   : wanted[i] != NULL && !is_same (before[i], theirs);

      if (both && theirs != NULL && !is_same (wanted[i] != NULL ? wanted[i] : before[i], theirs))
        conflicts |= 1U << i;
    }

  return conflicts;
}

/* What is still to be sent: somebody else may have made the same change. */
static gboolean
choose_changes (const OmniContactSave *save, const char **texts)
{
  gboolean any = FALSE;

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (save->wanted[i] != NULL &&
          !is_same (save->wanted[i], omni_contact_get_text (save->now, i)))
        {
          texts[i] = save->wanted[i];
          any = TRUE;
        }
    }

  return any;
}

/* Whether nobody can tell from the error if the change was made. */
static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, OMNI_ERROR, OMNI_ERROR_OFFLINE) ||
         g_error_matches (error, OMNI_ERROR, OMNI_ERROR_TIMED_OUT) ||
         g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SERVER) ||
         g_error_matches (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

static gboolean
read_now (OmniContactSave *save, GError **error)
{
  OmniContact *now = omni_client_get_contact (save->session->client, save->kind, save->channel,
                                              save->pk, NULL, error);

  if (now == NULL)
    return FALSE;

  g_clear_pointer (&save->now, omni_contact_unref);
  save->now = now;
  return TRUE;
}

static void
append_ledger (const OmniContactSave *save,
               const char *const *texts,
               OmniLedgerOutcome outcome,
               const char *answer)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);

  if (save->session->database == NULL)
    return;

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      g_autofree char *subject = NULL;

      if (texts[i] == NULL)
        continue;

      /* Translators: %s is a field, for example: Phone */
      subject = g_strdup_printf (save->kind == OMNI_CONTACT_CUSTOMER ? _("Customer: %s")
                                                                     : _("Address: %s"),
                                 omni_contact_field_get_title (i));
      g_ptr_array_add (entries,
                       omni_ledger_entry_new (OMNI_LEDGER_CUSTOMER, outcome, save->order_pk,
                                              save->order_number, subject,
                                              save->old_words[i] != NULL ? save->old_words[i]
                                                                         : save->before[i],
                                              save->words[i] != NULL ? save->words[i] : texts[i],
                                              answer));
    }

  /* The change was made or not, whether it is noted or not. */
  omni_database_append_ledger (save->session->database, save->session->profile, entries, NULL);
}

static gboolean
has_all (const OmniContactSave *save, const char *const *texts)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (texts[i] != NULL && !is_same (texts[i], omni_contact_get_text (save->now, i)))
        return FALSE;
    }

  return TRUE;
}

/* Finds out what became of a change whose answer was lost. Takes @lost. */
static gboolean
find_out (OmniContactSave *save, const char *const *texts, GError *lost, GError **error)
{
  g_autoptr (GError) owned = lost;
  g_autoptr (GError) failure = NULL;

  if (!read_now (save, &failure))
    {
      append_ledger (save, texts, OMNI_LEDGER_UNKNOWN, owned->message);
      /* Somebody who has to sign in can be told so. */
      if (g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_propagate_error (error,
                         omni_error_new (owned->code,
                                         _("%s Whether it was saved is not known. Save again: what "
                                           "the server has is looked at first."),
                                         owned->message));
      return FALSE;
    }

  if (has_all (save, texts))
    {
      append_ledger (save, texts, OMNI_LEDGER_DONE, NULL);
      return TRUE;
    }

  append_ledger (save, texts, OMNI_LEDGER_REFUSED, owned->message);
  g_propagate_error (error, omni_error_new (owned->code, _("%s Nothing was saved."),
                                            owned->message));
  return FALSE;
}

static gboolean
send (OmniContactSave *save, const char *const *texts, GError **error)
{
  GError *failure = NULL;

  if (omni_client_update_contact (save->session->client, save->kind, save->channel, save->pk, texts,
                                  NULL, &failure))
    {
      append_ledger (save, texts, OMNI_LEDGER_DONE, NULL);
      /* What the server made of it is shown; that it was saved holds without that, too. */
      if (!read_now (save, NULL))
        g_clear_pointer (&save->now, omni_contact_unref);
      return TRUE;
    }

  if (is_lost (failure))
    return find_out (save, texts, failure, error);

  if (!g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
    append_ledger (save, texts, OMNI_LEDGER_REFUSED, failure->message);
  /* The guard against duplicates answers with the other address's hash (contract 2.4). */
  if (strstr (failure->message, "hash_data:") != NULL)
    {
      g_error_free (failure);
      failure = omni_error_new (OMNI_ERROR_REFUSED,
                                _("The customer has exactly this address already."));
    }
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * omni_contact_save_run:
 * @save: (not nullable): what to save
 * @error: return location for an error
 *
 * Reads the contact, and unless somebody else changed the same fields, sends what is not yet as it
 * is wanted. Waits for the server: not for the main loop.
 *
 * Errors: those of omni_client_get_contact() and omni_client_update_contact(). The sentence of one
 * after which nobody knows says so.
 *
 * Returns: whether all is saved, or there are conflicts
 */
gboolean
omni_contact_save_run (OmniContactSave *save, GError **error)
{
  const char *texts[OMNI_CONTACT_N_FIELDS] = { NULL };

  if (save->session->database != NULL &&
      !omni_database_set_state (save->session->database, save->session->profile, save->draft_key,
                                save->draft, error))
    return FALSE;

  if (!read_now (save, error))
    return FALSE;

  save->conflicts = omni_contact_find_conflicts ((const char *const *) save->before,
                                                 (const char *const *) save->wanted, save->now);
  if (save->conflicts != 0 || !choose_changes (save, texts))
    return TRUE;

  return send (save, texts, error);
}
