/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-intent.h"

#include "omni-database-private.h"
#include "omni-ledger-private.h"
#include "omni-owner-private.h"

#include <glib/gi18n-lib.h>

static const char *const kinds[] = {
  [OMNI_INTENT_CANCEL] = "cancel",
  [OMNI_INTENT_MANUAL_REFUND] = "manual-refund",
  [OMNI_INTENT_PAYMENT_PLAN] = "payment-plan",
  [OMNI_INTENT_REJECT] = "reject",
};

static const char *const states[] = {
  [OMNI_INTENT_PREPARED] = "prepared",
  [OMNI_INTENT_SENT] = "sent",
  [OMNI_INTENT_DONE] = "done",
  [OMNI_INTENT_NOT_DONE] = "not-done",
};

#define COLUMNS "id, order_pk, order_number, kind, thing, body, before, state, begun, not_before"

/* What a call takes along. */
typedef struct
{
  const OmniProfile *profile;
  const OmniIntent *intent;
  gint64 order;
  const char *outcome;
  GPtrArray *ledger;
  GPtrArray *found;
} Call;

typedef gboolean (*StepFunc) (OmniConnection *connection, Call *call, GError **error);

/*
 * Helpers
 */

/* An intent must be there after a power cut too, which costs a wait for the disk that the rest of
 * the database does not need. */
static gboolean
run_durably (OmniConnection *connection, StepFunc step, Call *call, GError **error)
{
  gboolean written = omni_connection_execute (connection, "PRAGMA synchronous = FULL", error) &&
                     omni_connection_begin (connection, error) &&
                     omni_connection_end (connection, step (connection, call, error), error);

  omni_connection_execute (connection, "PRAGMA synchronous = NORMAL", NULL);
  return written;
}

static guint
find_word (const char *const *words, guint n_words, const char *word)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (g_strcmp0 (words[i], word) == 0)
        return i;
    }

  return 0;
}

static OmniIntent *
read_intent (OmniStatement *statement)
{
  OmniIntent *intent = g_new0 (OmniIntent, 1);

  intent->id = g_strdup (omni_statement_get_text (statement, 0));
  intent->order = omni_statement_get_int64 (statement, 1);
  intent->order_number = g_strdup (omni_statement_get_text (statement, 2));
  intent->kind = find_word (kinds, G_N_ELEMENTS (kinds), omni_statement_get_text (statement, 3));
  intent->thing = omni_statement_get_int64 (statement, 4);
  intent->body = g_strdup (omni_statement_get_text (statement, 5));
  intent->before = g_strdup (omni_statement_get_text (statement, 6));
  intent->state = find_word (states, G_N_ELEMENTS (states), omni_statement_get_text (statement, 7));
  intent->begun = omni_statement_get_int64 (statement, 8);
  intent->not_before = omni_statement_get_int64 (statement, 9);

  return intent;
}

/*
 * Helpers: one at a time
 */

/* Whoever is signed in, an order is one order. */
static gboolean
refuse_second (OmniConnection *connection, Call *call, GError **error)
{
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "SELECT state FROM intents WHERE server = ? AND order_pk = ? "
                               "AND ended IS NULL",
                               error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->profile->server);
  omni_statement_bind_int64 (statement, 2, call->intent->order);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_REFUSED,
                                     _ ("Something else is being done to order %s, here or in "
                                        "another Omnidesk, or it is not known yet what came of it. "
                                        "Until that is settled nothing else is done to it."),
                                     call->intent->order_number != NULL
                                         ? call->intent->order_number
                                         : ""));
  return FALSE;
}

static gboolean
insert_intent (OmniConnection *connection, Call *call, GError **error)
{
  const OmniIntent *intent = call->intent;
  g_autofree char *owner = omni_owner_describe ();
  g_autoptr (OmniStatement) statement = NULL;

  if (!refuse_second (connection, call, error))
    return FALSE;

  statement = omni_connection_prepare (connection,
                                       "INSERT INTO intents (" COLUMNS ", server, username, owner)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                       error);
  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, intent->id);
  omni_statement_bind_int64 (statement, 2, intent->order);
  omni_statement_bind_text (statement, 3, intent->order_number);
  omni_statement_bind_text (statement, 4, kinds[intent->kind]);
  omni_statement_bind_int64 (statement, 5, intent->thing);
  omni_statement_bind_text (statement, 6, intent->body);
  omni_statement_bind_text (statement, 7, intent->before);
  omni_statement_bind_text (statement, 8, states[OMNI_INTENT_PREPARED]);
  omni_statement_bind_int64 (statement, 9, intent->begun);
  omni_statement_bind_int64 (statement, 10, intent->not_before);
  omni_statement_bind_text (statement, 11, call->profile->server);
  omni_statement_bind_text (statement, 12, call->profile->username);
  omni_statement_bind_text (statement, 13, owner);
  return omni_statement_run (statement, error);
}

static gboolean
begin_intent (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return run_durably (connection, insert_intent, data, error);
}

static gboolean
update_sent (OmniConnection *connection, Call *call, GError **error)
{
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "UPDATE intents SET state = 'sent', before = ?, not_before = ? "
                               "WHERE id = ? AND ended IS NULL",
                               error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->intent->before);
  omni_statement_bind_int64 (statement, 2, call->intent->not_before);
  omni_statement_bind_text (statement, 3, call->intent->id);
  return omni_statement_run (statement, error);
}

static gboolean
note_sent (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return run_durably (connection, update_sent, data, error);
}

/* What came of it and what the ledger says about it are one. */
static gboolean
update_ended (OmniConnection *connection, Call *call, GError **error)
{
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "UPDATE intents SET state = ?, outcome = ?, ended = ?, owner = NULL "
                               "WHERE id = ? AND ended IS NULL",
                               error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, states[call->intent->state]);
  omni_statement_bind_text (statement, 2, call->outcome);
  omni_statement_bind_int64 (statement, 3, g_get_real_time ());
  omni_statement_bind_text (statement, 4, call->intent->id);
  return omni_statement_run (statement, error) &&
         (call->ledger == NULL ||
          omni_ledger_append (connection, call->profile, call->ledger, error));
}

static gboolean
end_intent (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return run_durably (connection, update_ended, data, error);
}

static gboolean
release_intent (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection, "UPDATE intents SET owner = NULL WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->intent->id);
  return omni_statement_run (statement, error);
}

/*
 * Helpers: what was left
 */

static gboolean
find_intents (OmniConnection *connection, Call *call, gboolean free_only, GError **error)
{
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "SELECT " COLUMNS ", owner FROM intents WHERE server = ?1 AND "
                               "(?4 OR username = ?2) AND ?3 IN (0, order_pk) AND ended IS NULL "
                               "ORDER BY begun, id",
                               error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->profile->server);
  omni_statement_bind_text (statement, 2, call->profile->username);
  omni_statement_bind_int64 (statement, 3, call->order);
  omni_statement_bind_int64 (statement, 4, free_only ? 0 : 1);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      const char *owner = omni_statement_get_text (statement, 10);

      if (!free_only || owner == NULL || !omni_owner_is_alive (owner))
        g_ptr_array_add (call->found, read_intent (statement));
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_found (OmniConnection *connection, Call *call, GError **error)
{
  g_autofree char *owner = omni_owner_describe ();

  if (!find_intents (connection, call, TRUE, error))
    return FALSE;

  for (guint i = 0; i < call->found->len; i++)
    {
      const OmniIntent *intent = g_ptr_array_index (call->found, i);
      g_autoptr (OmniStatement) statement = omni_connection_prepare (
          connection, "UPDATE intents SET owner = ? WHERE id = ?", error);

      if (statement == NULL)
        return FALSE;
      omni_statement_bind_text (statement, 1, owner);
      omni_statement_bind_text (statement, 2, intent->id);
      if (!omni_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_intents (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, take_found (connection, data, error), error);
}

static gboolean
list_intents (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return find_intents (connection, data, FALSE, error);
}

static GPtrArray *
gather (OmniDatabase *self,
        OmniDatabaseFunc func,
        const OmniProfile *profile,
        gint64 order,
        GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_intent_free);
  Call call = { .profile = profile, .order = order, .found = found };

  if (!omni_database_call (self, func, &call, NULL, error))
    return NULL;

  return g_steal_pointer (&found);
}

/*
 * Public API
 */

/**
 * omni_intent_new:
 * @kind: what is meant to be done
 * @order: the order's primary key
 * @order_number: (nullable): its number
 * @thing: the primary key of the plan or the request that it is about, or 0
 * @body: (not nullable): what is asked for
 *
 * Returns: (transfer full): an intent with a name that no other one has
 */
OmniIntent *
omni_intent_new (
    OmniIntentKind kind, gint64 order, const char *order_number, gint64 thing, const char *body)
{
  OmniIntent *intent = g_new0 (OmniIntent, 1);

  intent->id = g_uuid_string_random ();
  intent->kind = kind;
  intent->order = order;
  intent->order_number = g_strdup (order_number);
  intent->thing = thing;
  intent->body = g_strdup (body);
  intent->before = g_strdup ("");
  intent->begun = g_get_real_time ();

  return intent;
}

/**
 * omni_intent_free:
 * @intent: (transfer full): an intent
 */
void
omni_intent_free (OmniIntent *intent)
{
  g_free (intent->id);
  g_free (intent->order_number);
  g_free (intent->body);
  g_free (intent->before);
  g_free (intent);
}

/**
 * omni_database_begin_intent:
 * @self: a database
 * @profile: who means to do it
 * @intent: a new intent
 * @error: return location for an error
 *
 * Writes an intent down, which keeps others away from the order until omni_database_end_intent().
 * When it comes back it is on the disk.
 *
 * Errors: %OMNI_ERROR_REFUSED when there is an open one of the order; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_begin_intent (OmniDatabase *self,
                            const OmniProfile *profile,
                            const OmniIntent *intent,
                            GError **error)
{
  Call call = { .profile = profile, .intent = intent };

  return omni_database_call (self, begin_intent, &call, NULL, error);
}

/**
 * omni_database_note_intent_sent:
 * @self: a database
 * @intent: an intent of this process, with what was there before, and when it can be known at the
 *   earliest that nothing was done
 * @error: return location for an error
 *
 * Notes that the server is about to be asked, or was. When it comes back it is on the disk.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_note_intent_sent (OmniDatabase *self, const OmniIntent *intent, GError **error)
{
  Call call = { .intent = intent };

  return omni_database_call (self, note_sent, &call, NULL, error);
}

/**
 * omni_database_end_intent:
 * @self: a database
 * @profile: whose ledger
 * @intent: an intent of this process, with the state that it ended in
 * @outcome: (nullable): what came of it, in words
 * @ledger: (nullable) (element-type OmniLedgerEntry): what the ledger says about it
 * @error: return location for an error
 *
 * Ends an intent and writes into the ledger, both or none.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_end_intent (OmniDatabase *self,
                          const OmniProfile *profile,
                          const OmniIntent *intent,
                          const char *outcome,
                          GPtrArray *ledger,
                          GError **error)
{
  Call call = { .profile = profile, .intent = intent, .outcome = outcome, .ledger = ledger };

  return omni_database_call (self, end_intent, &call, NULL, error);
}

/**
 * omni_database_release_intent:
 * @self: a database
 * @intent: an open intent of this process
 * @error: return location for an error
 *
 * Lets go of an intent that is still open, so that whoever comes next can settle it.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_release_intent (OmniDatabase *self, const OmniIntent *intent, GError **error)
{
  Call call = { .intent = intent };

  return omni_database_call (self, release_intent, &call, NULL, error);
}

/**
 * omni_database_take_intents:
 * @self: a database
 * @profile: whose intents
 * @order: an order's primary key, or 0 for all
 * @error: return location for an error
 *
 * Takes the open intents that nobody works on: their process has ended, or let go of them.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniIntent): the intents, which are this
 *   process's now, the oldest first
 */
GPtrArray *
omni_database_take_intents (OmniDatabase *self,
                            const OmniProfile *profile,
                            gint64 order,
                            GError **error)
{
  return gather (self, take_intents, profile, order, error);
}

/**
 * omni_intents_are_about:
 * @intents: (element-type OmniIntent): open intents
 * @order: an order's primary key
 *
 * Returns: whether one of them is about the order
 */
gboolean
omni_intents_are_about (GPtrArray *intents, gint64 order)
{
  for (guint i = 0; i < intents->len; i++)
    {
      if (((const OmniIntent *) g_ptr_array_index (intents, i))->order == order)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_database_list_intents:
 * @self: a database
 * @profile: on which server; whoever is signed in there, an order is one order
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniIntent): all that are open, whoever works
 *   on them, the oldest first
 */
GPtrArray *
omni_database_list_intents (OmniDatabase *self, const OmniProfile *profile, GError **error)
{
  return gather (self, list_intents, profile, 0, error);
}
