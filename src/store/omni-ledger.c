/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-ledger-private.h"

#include "omni-database-private.h"
#include "omni-fold.h"

#include <glib/gi18n-lib.h>

#define COLUMNS                                                                                    \
  "id, time, kind, outcome, order_pk, order_number, subject, old_value, new_value, answer"

/* What a person may look for at once; the last word takes what is left. */
#define N_MOST_WORDS 8

static const char *const kinds[] = {
  [OMNI_LEDGER_EXPORT] = "export",     [OMNI_LEDGER_UPDATE] = "update",
  [OMNI_LEDGER_CUSTOMER] = "customer", [OMNI_LEDGER_CANCEL] = "cancel",
  [OMNI_LEDGER_RETURN] = "return",     [OMNI_LEDGER_REFUND] = "refund",
  [OMNI_LEDGER_REQUEST] = "request",   [OMNI_LEDGER_OTHER] = "other",
};

static const char *const outcomes[] = {
  [OMNI_LEDGER_DONE] = "done",
  [OMNI_LEDGER_REFUSED] = "refused",
  [OMNI_LEDGER_UNKNOWN] = "unknown",
};

/* What a call takes along. */
typedef struct
{
  OmniProfile *profile; /* (not nullable) (owned) */
  GPtrArray *entries;   /* (nullable) (owned) to write */
  guint kinds;
  char *order_number; /* (nullable) (owned) */
  GStrv words;        /* (nullable) (owned) folded */
  gint64 since;
  gint64 until;
  gint64 before;
  guint n_most;
} Call;

static void
call_free (Call *call)
{
  omni_profile_free (call->profile);
  g_clear_pointer (&call->entries, g_ptr_array_unref);
  g_free (call->order_number);
  g_strfreev (call->words);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static char *
fold_entry (const OmniLedgerEntry *entry)
{
  const char *texts[] = { entry->order_number, entry->subject, entry->old_value, entry->new_value,
                          entry->answer };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] == NULL)
        continue;
      g_string_append (all, texts[i]);
      g_string_append_c (all, '\n');
    }

  return omni_fold (all->str);
}

static Call *
call_new_to_write (const OmniProfile *profile, GPtrArray *entries)
{
  Call *call = g_new0 (Call, 1);

  call->profile = omni_profile_copy (profile);
  call->entries = g_ptr_array_copy (entries, (GCopyFunc) omni_ledger_entry_copy, NULL);
  g_ptr_array_set_free_func (call->entries, (GDestroyNotify) omni_ledger_entry_free);
  for (guint i = 0; i < call->entries->len; i++)
    {
      OmniLedgerEntry *entry = g_ptr_array_index (call->entries, i);

      if (entry->time == 0)
        entry->time = g_get_real_time ();
    }
  return call;
}

static Call *
call_new_to_read (const OmniProfile *profile,
                  const OmniLedgerFilter *filter,
                  gint64 before,
                  guint n_most)
{
  Call *call = g_new0 (Call, 1);

  call->profile = omni_profile_copy (profile);
  call->before = before;
  call->n_most = n_most;
  if (filter == NULL)
    return call;

  call->kinds = filter->kinds;
  call->order_number = g_strdup (filter->order_number);
  call->since = filter->since;
  call->until = filter->until;
  if (filter->text != NULL)
    {
      g_autofree char *folded = omni_fold (filter->text);

      call->words = g_strsplit_set (folded, " \t\n", N_MOST_WORDS);
    }
  return call;
}

static guint
find_name (const char *const *names, guint n_names, const char *name, guint otherwise)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return i;
    }

  return otherwise;
}

/*
 * In the database's thread
 */

static gboolean
append_entry (OmniConnection *connection,
              const OmniProfile *profile,
              const OmniLedgerEntry *entry,
              GError **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection,
      "INSERT INTO ledger (server, username, time, kind, outcome, order_pk, order_number, subject, "
      "old_value, new_value, answer, folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);
  g_autofree char *folded = NULL;

  if (statement == NULL)
    return FALSE;

  folded = fold_entry (entry);
  omni_statement_bind_text (statement, 1, profile->server);
  omni_statement_bind_text (statement, 2, profile->username);
  omni_statement_bind_int64 (statement, 3, entry->time);
  omni_statement_bind_text (statement, 4, kinds[entry->kind]);
  omni_statement_bind_text (statement, 5, outcomes[entry->outcome]);
  omni_statement_bind_int64 (statement, 6, entry->order_pk);
  omni_statement_bind_text (statement, 7, entry->order_number);
  omni_statement_bind_text (statement, 8, entry->subject);
  omni_statement_bind_text (statement, 9, entry->old_value);
  omni_statement_bind_text (statement, 10, entry->new_value);
  omni_statement_bind_text (statement, 11, entry->answer);
  omni_statement_bind_text (statement, 12, folded);
  return omni_statement_run (statement, error);
}

/* For those who write something else in the same transaction. */
gboolean
omni_ledger_append (OmniConnection *connection,
                    const OmniProfile *profile,
                    GPtrArray *entries,
                    GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      if (!append_entry (connection, profile, g_ptr_array_index (entries, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
append_entries (OmniConnection *connection, const Call *call, GError **error)
{
  return omni_ledger_append (connection, call->profile, call->entries, error);
}

static gboolean
append_ledger (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, append_entries (connection, data, error), error);
}

/* ",export,refund," */
static char *
describe_kinds (guint wanted)
{
  g_autoptr (GString) list = g_string_new (",");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (wanted == 0 || (wanted & (1u << i)) != 0)
        g_string_append_printf (list, "%s,", kinds[i]);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* The text depends on how many conditions there are, never on what a person typed. */
static OmniStatement *
prepare_to_read (OmniConnection *connection, const Call *call, GError **error)
{
  g_autoptr (GString) sql =
      g_string_new ("SELECT " COLUMNS " FROM ledger WHERE server = ?1 AND username = ?2 "
                    "AND id < ?3 AND time >= ?5 AND time < ?6 "
                    "AND instr (?7, ',' || kind || ',') > 0");
  g_autofree char *list = describe_kinds (call->kinds);
  guint n_words = call->words != NULL ? g_strv_length (call->words) : 0;
  OmniStatement *statement;

  if (call->order_number != NULL)
    g_string_append (sql, " AND order_number = ?8");
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (sql, " AND instr (folded, ?%u) > 0", i + 9);
  g_string_append (sql, " ORDER BY id DESC LIMIT ?4");

  statement = omni_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;

  omni_statement_bind_text (statement, 1, call->profile->server);
  omni_statement_bind_text (statement, 2, call->profile->username);
  omni_statement_bind_int64 (statement, 3, call->before > 0 ? call->before : G_MAXINT64);
  omni_statement_bind_int64 (statement, 4, call->n_most);
  omni_statement_bind_int64 (statement, 5, call->since);
  omni_statement_bind_int64 (statement, 6, call->until > 0 ? call->until : G_MAXINT64);
  omni_statement_bind_text (statement, 7, list);
  if (call->order_number != NULL)
    omni_statement_bind_text (statement, 8, call->order_number);
  for (guint i = 0; i < n_words; i++)
    omni_statement_bind_text (statement, (int) i + 9, call->words[i]);
  return statement;
}

static OmniLedgerEntry *
read_entry (OmniStatement *statement)
{
  guint kind = find_name (kinds, G_N_ELEMENTS (kinds), omni_statement_get_text (statement, 2),
                          OMNI_LEDGER_OTHER);
  guint outcome = find_name (outcomes, G_N_ELEMENTS (outcomes),
                             omni_statement_get_text (statement, 3), OMNI_LEDGER_UNKNOWN);
  OmniLedgerEntry *entry = g_new0 (OmniLedgerEntry, 1);

  entry->id = omni_statement_get_int64 (statement, 0);
  entry->time = omni_statement_get_int64 (statement, 1);
  entry->kind = kind;
  entry->outcome = outcome;
  entry->order_pk = omni_statement_get_int64 (statement, 4);
  entry->order_number = g_strdup (omni_statement_get_text (statement, 5));
  entry->subject = g_strdup (omni_statement_get_text (statement, 6));
  entry->old_value = g_strdup (omni_statement_get_text (statement, 7));
  entry->new_value = g_strdup (omni_statement_get_text (statement, 8));
  entry->answer = g_strdup (omni_statement_get_text (statement, 9));
  return entry;
}

static gboolean
read_ledger (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);
  g_autoptr (OmniStatement) statement = prepare_to_read (connection, data, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      g_ptr_array_add (entries, read_entry (statement));
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&entries);
  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_ledger_kind_get_name:
 * @kind: what sort of thing
 *
 * Returns: (transfer none): what programs call it
 */
const char *
omni_ledger_kind_get_name (OmniLedgerKind kind)
{
  return kinds[kind];
}

/**
 * omni_ledger_kind_get_label:
 * @kind: what sort of thing
 *
 * Returns: (transfer none): what it is called
 */
const char *
omni_ledger_kind_get_label (OmniLedgerKind kind)
{
  static const char *const labels[] = {
    [OMNI_LEDGER_EXPORT] = N_ ("Export"),     [OMNI_LEDGER_UPDATE] = N_ ("Update"),
    [OMNI_LEDGER_CUSTOMER] = N_ ("Customer"), [OMNI_LEDGER_CANCEL] = N_ ("Cancellation"),
    [OMNI_LEDGER_RETURN] = N_ ("Return"),     [OMNI_LEDGER_REFUND] = N_ ("Refund"),
    [OMNI_LEDGER_REQUEST] = N_ ("Request"),   [OMNI_LEDGER_OTHER] = N_ ("Other"),
  };

  return _ (labels[kind]);
}

/**
 * omni_ledger_outcome_get_name:
 * @outcome: what came of it
 *
 * Returns: (transfer none): what programs call it
 */
const char *
omni_ledger_outcome_get_name (OmniLedgerOutcome outcome)
{
  return outcomes[outcome];
}

/**
 * omni_ledger_outcome_get_label:
 * @outcome: what came of it
 *
 * Returns: (transfer none): what it is called
 */
const char *
omni_ledger_outcome_get_label (OmniLedgerOutcome outcome)
{
  static const char *const labels[] = {
    [OMNI_LEDGER_DONE] = N_ ("Done"),
    [OMNI_LEDGER_REFUSED] = N_ ("Refused"),
    [OMNI_LEDGER_UNKNOWN] = N_ ("Unknown"),
  };

  return _ (labels[outcome]);
}

/**
 * omni_ledger_entry_new:
 * @kind: what sort of thing
 * @outcome: what came of it
 * @order_pk: the order's key, or 0
 * @order_number: (nullable): the order's number
 * @subject: what was done or changed, for people
 * @old_value: (nullable): what it was
 * @new_value: (nullable): what it is now, or was to be
 * @answer: (nullable): what the server said
 *
 * Makes an entry for what was done now.
 *
 * Returns: (transfer full): the entry
 */
OmniLedgerEntry *
omni_ledger_entry_new (OmniLedgerKind kind,
                       OmniLedgerOutcome outcome,
                       gint64 order_pk,
                       const char *order_number,
                       const char *subject,
                       const char *old_value,
                       const char *new_value,
                       const char *answer)
{
  OmniLedgerEntry *entry;

  g_return_val_if_fail (kind < OMNI_N_LEDGER_KINDS, NULL);
  g_return_val_if_fail (subject != NULL, NULL);

  entry = g_new0 (OmniLedgerEntry, 1);
  entry->time = g_get_real_time ();
  entry->kind = kind;
  entry->outcome = outcome;
  entry->order_pk = order_pk;
  entry->order_number = g_strdup (order_number);
  entry->subject = g_strdup (subject);
  entry->old_value = g_strdup (old_value);
  entry->new_value = g_strdup (new_value);
  entry->answer = g_strdup (answer);
  return entry;
}

/**
 * omni_ledger_entry_copy:
 * @entry: an entry
 *
 * Returns: (transfer full): the same again
 */
OmniLedgerEntry *
omni_ledger_entry_copy (const OmniLedgerEntry *entry)
{
  OmniLedgerEntry *copy =
      omni_ledger_entry_new (entry->kind, entry->outcome, entry->order_pk, entry->order_number,
                             entry->subject, entry->old_value, entry->new_value, entry->answer);

  copy->id = entry->id;
  copy->time = entry->time;
  return copy;
}

/**
 * omni_ledger_entry_free:
 * @entry: (transfer full): an entry
 */
void
omni_ledger_entry_free (OmniLedgerEntry *entry)
{
  g_free (entry->order_number);
  g_free (entry->subject);
  g_free (entry->old_value);
  g_free (entry->new_value);
  g_free (entry->answer);
  g_free (entry);
}

/**
 * omni_database_append_ledger:
 * @self: a database
 * @profile: who did it, and where
 * @entries: (element-type OmniLedgerEntry): what was done, in its order
 * @error: return location for an error
 *
 * Adds to the ledger, all or nothing. It says what was done, after it was; what must be known
 * before something is sent belongs to the journal of the job that sends it.
 *
 * Errors: %OMNI_ERROR_BAD_FILE, for example when the disk is full
 *
 * Returns: whether it is written
 */
gboolean
omni_database_append_ledger (OmniDatabase *self,
                             const OmniProfile *profile,
                             GPtrArray *entries,
                             GError **error)
{
  g_autoptr (Call) call = NULL;

  g_return_val_if_fail (profile != NULL && entries != NULL, FALSE);

  call = call_new_to_write (profile, entries);
  return entries->len == 0 || omni_database_call (self, append_ledger, call, NULL, error);
}

/**
 * omni_database_append_ledger_async:
 * @self: a database
 * @profile: who did it, and where
 * @entries: (element-type OmniLedgerEntry): what was done, in its order; copied at once
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when it is written
 * @user_data: for @callback
 *
 * Starts what omni_database_append_ledger() does. Without @cancellable it is done even when nobody
 * waits for it.
 */
void
omni_database_append_ledger_async (OmniDatabase *self,
                                   const OmniProfile *profile,
                                   GPtrArray *entries,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (profile != NULL && entries != NULL);

  omni_database_call_async (self, append_ledger, call_new_to_write (profile, entries),
                            (GDestroyNotify) call_free, NULL, omni_database_append_ledger_async,
                            cancellable, callback, user_data);
}

/**
 * omni_database_append_ledger_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: as for omni_database_append_ledger()
 *
 * Returns: whether it is written
 */
gboolean
omni_database_append_ledger_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_append_ledger_async),
                        FALSE);

  g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * omni_database_read_ledger:
 * @self: a database
 * @profile: whose
 * @filter: (nullable): which entries
 * @before: only entries with a smaller number, that is: earlier ones; or 0
 * @n_most: how many at most
 * @error: return location for an error
 *
 * Reads a part of the ledger, the newest entry first. The number of the last one is @before of the
 * next part.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniLedgerEntry): the entries
 */
GPtrArray *
omni_database_read_ledger (OmniDatabase *self,
                           const OmniProfile *profile,
                           const OmniLedgerFilter *filter,
                           gint64 before,
                           guint n_most,
                           GError **error)
{
  g_autoptr (Call) call = NULL;
  gpointer entries = NULL;

  g_return_val_if_fail (profile != NULL, NULL);

  call = call_new_to_read (profile, filter, before, n_most);
  omni_database_call (self, read_ledger, call, &entries, error);
  return entries;
}

/**
 * omni_database_read_ledger_async:
 * @self: a database
 * @profile: whose
 * @filter: (nullable): which entries; copied at once
 * @before: only entries with a smaller number, or 0
 * @n_most: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Starts what omni_database_read_ledger() does.
 */
void
omni_database_read_ledger_async (OmniDatabase *self,
                                 const OmniProfile *profile,
                                 const OmniLedgerFilter *filter,
                                 gint64 before,
                                 guint n_most,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (profile != NULL);

  omni_database_call_async (self, read_ledger, call_new_to_read (profile, filter, before, n_most),
                            (GDestroyNotify) call_free, (GDestroyNotify) g_ptr_array_unref,
                            omni_database_read_ledger_async, cancellable, callback, user_data);
}

/**
 * omni_database_read_ledger_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniLedgerEntry): the entries, the newest first
 */
GPtrArray *
omni_database_read_ledger_finish (OmniDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_database_read_ledger_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
