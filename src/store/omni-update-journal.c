/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-journal.h"

#include "omni-database-private.h"
#include "omni-ledger-private.h"
#include "omni-owner-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const states[] = {
  [OMNI_JOURNAL_NONE] = "",           [OMNI_JOURNAL_SENT] = "sent",
  [OMNI_JOURNAL_DONE] = "done",       [OMNI_JOURNAL_UNCHANGED] = "unchanged",
  [OMNI_JOURNAL_REFUSED] = "refused",
};

#define LET_GO_KEY "omni-update-runs-let-go"

static GMutex let_go_lock;

/* What a call takes along. */
typedef struct
{
  const OmniProfile *profile;
  const char *content;
  const char *file;
  gboolean resume;
  GArray *let_go; /* (not nullable) (element-type gint64) see let_go() */
  gint64 run;
  gboolean resumed;
} Begin;

typedef struct
{
  gint64 run;
  GPtrArray *entries;
  const OmniProfile *profile; /* (nullable) */
  GPtrArray *ledger;          /* (nullable) */
  gint64 first_row;
  guint n_most;
  gboolean is_complete;
} Rows;

/*
 * Helpers: runs
 */

static OmniStatement *
prepare_for_content (OmniConnection *connection,
                     const Begin *begin,
                     const char *sql,
                     GError **error)
{
  OmniStatement *statement = omni_connection_prepare (connection, sql, error);

  if (statement != NULL)
    {
      omni_statement_bind_text (statement, 1, begin->profile->server);
      omni_statement_bind_text (statement, 2, begin->profile->username);
      omni_statement_bind_text (statement, 3, begin->content);
    }

  return statement;
}

/* Runs that ended while the disk was full, so that they still have this process as their owner. */
static GArray *
dup_let_go (OmniDatabase *self)
{
  GArray *runs;

  g_mutex_lock (&let_go_lock);
  runs = g_object_get_data (G_OBJECT (self), LET_GO_KEY);
  runs = runs != NULL ? g_array_copy (runs) : g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_unlock (&let_go_lock);

  return runs;
}

static void
let_go (OmniDatabase *self, gint64 run)
{
  GArray *runs = dup_let_go (self);

  g_array_append_val (runs, run);
  g_mutex_lock (&let_go_lock);
  g_object_set_data_full (G_OBJECT (self), LET_GO_KEY, runs, (GDestroyNotify) g_array_unref);
  g_mutex_unlock (&let_go_lock);
}

static void
take_back (OmniDatabase *self, gint64 run)
{
  GArray *runs = dup_let_go (self);

  for (guint i = runs->len; i > 0; i--)
    {
      if (g_array_index (runs, gint64, i - 1) == run)
        g_array_remove_index (runs, i - 1);
    }

  g_mutex_lock (&let_go_lock);
  g_object_set_data_full (G_OBJECT (self), LET_GO_KEY, runs, (GDestroyNotify) g_array_unref);
  g_mutex_unlock (&let_go_lock);
}

static gboolean
is_worked_on (const Begin *begin, gint64 run, const char *owner)
{
  for (guint i = 0; i < begin->let_go->len; i++)
    {
      if (g_array_index (begin->let_go, gint64, i) == run)
        return FALSE;
    }

  return owner != NULL && omni_owner_is_alive (owner);
}

static gboolean
refuse_busy (const Begin *begin, GError **error)
{
  g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED,
                                            _("“%s” is being applied already, here or in another "
                                               "Omnidesk. Wait until that has ended."),
                                            begin->file));
  return FALSE;
}

/* The same file may say something else in another window, where it was edited. */
static gboolean
check_file_is_free (OmniConnection *connection, const Begin *begin, GError **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection,
      "SELECT id, owner FROM update_runs WHERE owner IS NOT NULL AND server = ? AND file = ?",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, begin->profile->server);
  omni_statement_bind_text (statement, 2, begin->file);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      if (is_worked_on (begin, omni_statement_get_int64 (statement, 0),
                        omni_statement_get_text (statement, 1)))
        return refuse_busy (begin, error);
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  return TRUE;
}

/* Finds the newest run that was not ended, unless somebody works on one. */
static gboolean
find_run (OmniConnection *connection, const Begin *begin, gint64 *run, GError **error)
{
  g_autoptr (OmniStatement) statement =
      prepare_for_content (connection, begin,
                           "SELECT id, owner FROM update_runs WHERE server = ? AND username = ? "
                           "AND content = ? AND ended IS NULL ORDER BY id DESC",
                           error);
  gboolean has_row = FALSE;

  *run = 0;
  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      if (is_worked_on (begin, omni_statement_get_int64 (statement, 0),
                        omni_statement_get_text (statement, 1)))
        return refuse_busy (begin, error);
      if (*run == 0)
        *run = omni_statement_get_int64 (statement, 0);
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_run (OmniConnection *connection, gint64 run, GError **error)
{
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection, "UPDATE update_runs SET owner = ? WHERE id = ?", error);
  g_autofree char *owner = omni_owner_describe ();

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, owner);
  omni_statement_bind_int64 (statement, 2, run);
  return omni_statement_run (statement, error);
}

/* What an interrupted run wrote stays, but nobody can go on with it any more. */
static gboolean
end_earlier_runs (OmniConnection *connection, const Begin *begin, GError **error)
{
  g_autoptr (OmniStatement) statement =
      prepare_for_content (connection, begin,
                           "UPDATE update_runs SET ended = ?4, owner = NULL WHERE server = ?1 "
                           "AND username = ?2 AND content = ?3 AND ended IS NULL",
                           error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 4, g_get_real_time ());
  return omni_statement_run (statement, error);
}

static gboolean
insert_run (OmniConnection *connection, const Begin *begin, gint64 *run, GError **error)
{
  g_autoptr (OmniStatement) statement =
      prepare_for_content (connection, begin,
                           "INSERT INTO update_runs (server, username, content, file, begun) "
                           "VALUES (?, ?, ?, ?, ?) RETURNING id",
                           error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 4, begin->file);
  omni_statement_bind_int64 (statement, 5, g_get_real_time ());
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  *run = omni_statement_get_int64 (statement, 0);

  /* The row is inserted once the statement has run to its end. */
  return omni_statement_step (statement, &has_row, error);
}

static gboolean
begin_in_transaction (OmniConnection *connection, Begin *begin, GError **error)
{
  if (!check_file_is_free (connection, begin, error) ||
      !find_run (connection, begin, &begin->run, error))
    return FALSE;

  begin->resumed = begin->resume && begin->run != 0;
  if (!begin->resumed && (!end_earlier_runs (connection, begin, error) ||
                          !insert_run (connection, begin, &begin->run, error)))
    return FALSE;

  return take_run (connection, begin->run, error);
}

static gboolean
begin_update (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, begin_in_transaction (connection, data, error), error);
}

static gboolean
end_update (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Rows *rows = data;
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "UPDATE update_runs SET owner = NULL, "
                               "ended = CASE ?2 WHEN 0 THEN ended ELSE ?3 END WHERE id = ?1",
                               error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, rows->run);
  omni_statement_bind_int64 (statement, 2, rows->is_complete);
  omni_statement_bind_int64 (statement, 3, g_get_real_time ());
  return omni_statement_run (statement, error);
}

/*
 * Helpers: rows
 */

static gboolean
write_entry (OmniConnection *connection, gint64 run, const OmniJournalEntry *entry, GError **error)
{
  const char *sql = entry->state == OMNI_JOURNAL_NONE
                        ? "DELETE FROM update_rows WHERE run = ? AND row = ?"
                        : "INSERT INTO update_rows (run, row, item, state, changes, reason) "
                          "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                          "item = excluded.item, state = excluded.state, "
                          "changes = excluded.changes, reason = excluded.reason";
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, run);
  omni_statement_bind_int64 (statement, 2, entry->row);
  if (entry->state != OMNI_JOURNAL_NONE)
    {
      omni_statement_bind_int64 (statement, 3, entry->item);
      omni_statement_bind_text (statement, 4, states[entry->state]);
      omni_statement_bind_text (statement, 5, entry->changes);
      omni_statement_bind_text (statement, 6, entry->reason);
    }
  return omni_statement_run (statement, error);
}

static gboolean
write_entries (OmniConnection *connection, const Rows *rows, GError **error)
{
  for (guint i = 0; i < rows->entries->len; i++)
    {
      if (!write_entry (connection, rows->run, g_ptr_array_index (rows->entries, i), error))
        return FALSE;
    }

  return rows->ledger == NULL ||
         omni_ledger_append (connection, rows->profile, rows->ledger, error);
}

/* An intent must be there after a power cut too, which costs a wait for the disk that the rest of
 * the database does not need. */
static gboolean
write_updates (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  gboolean written =
      omni_connection_execute (connection, "PRAGMA synchronous = FULL", error) &&
      omni_connection_begin (connection, error) &&
      omni_connection_end (connection, write_entries (connection, data, error), error);

  omni_connection_execute (connection, "PRAGMA synchronous = NORMAL", NULL);
  return written;
}

static OmniJournalState
parse_state (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_strcmp0 (states[i], text) == 0)
        return i;
    }

  return OMNI_JOURNAL_NONE;
}

static gboolean
read_updates (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Rows *rows = data;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_journal_entry_free);
  g_autoptr (OmniStatement) statement =
      omni_connection_prepare (connection,
                               "SELECT row, item, state, changes, reason FROM update_rows "
                               "WHERE run = ? AND row >= ? ORDER BY row LIMIT ?",
                               error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 1, rows->run);
  omni_statement_bind_int64 (statement, 2, rows->first_row);
  omni_statement_bind_int64 (statement, 3, rows->n_most);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      g_ptr_array_add (entries,
                       omni_journal_entry_new (omni_statement_get_int64 (statement, 0),
                                               omni_statement_get_int64 (statement, 1),
                                               parse_state (omni_statement_get_text (statement, 2)),
                                               omni_statement_get_text (statement, 3),
                                               omni_statement_get_text (statement, 4)));
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&entries);
  return TRUE;
}

static gboolean
find_unsettled (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  Begin *begin = data;
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection,
      "SELECT id FROM update_runs WHERE server = ? AND username = ? AND file = ? AND id < ? "
      "AND EXISTS (SELECT 1 FROM update_rows WHERE run = id AND state = 'sent') "
      "ORDER BY id DESC LIMIT 1",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, begin->profile->server);
  omni_statement_bind_text (statement, 2, begin->profile->username);
  omni_statement_bind_text (statement, 3, begin->file);
  omni_statement_bind_int64 (statement, 4, begin->run);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;

  begin->run = has_row ? omni_statement_get_int64 (statement, 0) : 0;
  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_journal_entry_new:
 * @row: which row of the file, from 0
 * @item: the order item, or 0
 * @state: what is known about it
 * @changes: (nullable): what changes, as JSON
 * @reason: (nullable): why it was refused
 *
 * Returns: (transfer full): the entry
 */
OmniJournalEntry *
omni_journal_entry_new (
    gint64 row, gint64 item, OmniJournalState state, const char *changes, const char *reason)
{
  OmniJournalEntry *entry = g_new0 (OmniJournalEntry, 1);

  entry->row = row;
  entry->item = item;
  entry->state = state;
  entry->changes = g_strdup (changes != NULL ? changes : "{}");
  entry->reason = g_strdup (reason);
  return entry;
}

/**
 * omni_journal_entry_free:
 * @entry: (transfer full): an entry
 */
void
omni_journal_entry_free (OmniJournalEntry *entry)
{
  g_free (entry->changes);
  g_free (entry->reason);
  g_free (entry);
}

/**
 * omni_database_begin_update:
 * @self: a database
 * @profile: whose update
 * @content: what the file asks for, as a hash
 * @file: what the file is called
 * @resume: whether to go on with an interrupted run of the same content, if there is one
 * @resumed: (out) (optional): whether there was one
 * @error: return location for an error
 *
 * Begins a run, which is this process's until omni_database_end_update() or its own end, however
 * that comes.
 *
 * Errors: %OMNI_ERROR_REFUSED when another process, or another job of this one, works on the same
 * content; %OMNI_ERROR_BAD_FILE
 *
 * Returns: the run's number, or 0 with an error
 */
gint64
omni_database_begin_update (OmniDatabase *self,
                            const OmniProfile *profile,
                            const char *content,
                            const char *file,
                            gboolean resume,
                            gboolean *resumed,
                            GError **error)
{
  g_autoptr (GArray) runs = dup_let_go (self);
  Begin begin = { profile, content, file, resume, runs, 0, FALSE };

  g_return_val_if_fail (profile != NULL && content != NULL && file != NULL, 0);

  if (!omni_database_call (self, begin_update, &begin, NULL, error))
    return 0;

  take_back (self, begin.run);
  if (resumed != NULL)
    *resumed = begin.resumed;
  return begin.run;
}

/**
 * omni_database_write_updates:
 * @self: a database
 * @run: a run of this process
 * @entries: (element-type OmniJournalEntry): some rows
 * @error: return location for an error
 *
 * Writes what is known about rows, all or none. When it comes back it is on the disk.
 *
 * Errors: %OMNI_ERROR_BAD_FILE, for example when the disk is full
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_write_updates (OmniDatabase *self, gint64 run, GPtrArray *entries, GError **error)
{
  Rows rows = { .run = run, .entries = entries };

  g_return_val_if_fail (entries != NULL, FALSE);

  return entries->len == 0 || omni_database_call (self, write_updates, &rows, NULL, error);
}

/**
 * omni_database_settle_updates:
 * @self: a database
 * @run: a run of this process
 * @entries: (element-type OmniJournalEntry): some rows
 * @profile: whose they are
 * @ledger: (element-type OmniLedgerEntry): what the ledger says of them
 * @error: return location for an error
 *
 * Writes what came of rows, and what was done into the ledger: both or none, so that a crash
 * between them takes nothing out of the ledger.
 *
 * Errors: %OMNI_ERROR_BAD_FILE, for example when the disk is full
 *
 * Returns: whether it is on the disk
 */
gboolean
omni_database_settle_updates (OmniDatabase *self,
                              gint64 run,
                              GPtrArray *entries,
                              const OmniProfile *profile,
                              GPtrArray *ledger,
                              GError **error)
{
  Rows rows = { .run = run, .entries = entries, .profile = profile, .ledger = ledger };

  g_return_val_if_fail (entries != NULL && profile != NULL && ledger != NULL, FALSE);

  return entries->len == 0 || omni_database_call (self, write_updates, &rows, NULL, error);
}

/**
 * omni_database_read_updates:
 * @self: a database
 * @run: a run
 * @first_row: the row to begin with
 * @n_most: how many rows at most
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniJournalEntry): what was written about rows,
 * in their order
 */
GPtrArray *
omni_database_read_updates (
    OmniDatabase *self, gint64 run, gint64 first_row, guint n_most, GError **error)
{
  Rows rows = { .run = run, .first_row = first_row, .n_most = n_most };
  gpointer entries = NULL;

  omni_database_call (self, read_updates, &rows, &entries, error);
  return entries;
}

/**
 * omni_database_find_unsettled:
 * @self: a database
 * @profile: whose update
 * @file: what the file is called
 * @before: a run of this process, or what this gave before
 * @error: return location for an error
 *
 * Finds an earlier run of a file, whatever it said then, that was interrupted and left rows of
 * which nobody knows what came of them. None of them can be at work while @before is.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: the run, or 0 when there is none
 */
gint64
omni_database_find_unsettled (OmniDatabase *self,
                              const OmniProfile *profile,
                              const char *file,
                              gint64 before,
                              GError **error)
{
  Begin begin = { .profile = profile, .file = file, .run = before };

  g_return_val_if_fail (profile != NULL && file != NULL, 0);

  return omni_database_call (self, find_unsettled, &begin, NULL, error) ? begin.run : 0;
}

/**
 * omni_database_end_update:
 * @self: a database
 * @run: a run of this process
 * @is_complete: whether every row is settled, so that there is nothing to go on with
 * @error: return location for an error
 *
 * Lets go of a run, for this process also when the disk is full.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether that is on the disk
 */
gboolean
omni_database_end_update (OmniDatabase *self, gint64 run, gboolean is_complete, GError **error)
{
  Rows rows = { .run = run, .is_complete = is_complete };

  if (omni_database_call (self, end_update, &rows, NULL, error))
    return TRUE;

  let_go (self, run);
  return FALSE;
}
