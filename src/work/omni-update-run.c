/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-run.h"

#include "omni-patience.h"
#include "omni-update-delivery.h"
#include "omni-update-hold.h"
#include "omni-update-supply.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How many rows of the journal are read at a time. */
#define ENTRIES_PER_READ 1000

/* How often a row is begun anew that somebody else overtakes. */
#define MAX_OVERTAKEN 5

struct _OmniUpdateRun
{
  OmniJob parent_instance;

  /* What was asked for. */
  OmniUpdateCheck *check; /* (not nullable) (owned) */
  OmniClient *client;     /* (not nullable) (owned) */
  OmniDatabase *database; /* (not nullable) (owned) */
  OmniProfile *profile;   /* (not nullable) (owned) */
  gboolean resume;
  guint patience; /* seconds */

  /* In progress. */
  OmniUpdateCourier courier;
  OmniUpdateSupply *supply;  /* (nullable) (owned) */
  GByteArray *settled; /* (not nullable) (owned) a byte for each row of an earlier run's: 1 when it
                          is settled */
  GMutex lock;         /* for reports */
  gint64 n_reported;   /* under the lock: how far it was said to be */
  gboolean has_moved;  /* under the lock: something was done since the last outage */

  /* Result. */
  gint64 run;
  gboolean resumed;
  gsize n_rows[OMNI_JOURNAL_REFUSED + 1];
};

G_DEFINE_FINAL_TYPE (OmniUpdateRun, omni_update_run, OMNI_TYPE_JOB)

/*
 * Helpers: what the file asks for
 */

/* The same for every way of writing the file down; an edit makes it another one. */
static char *
hash_content (OmniUpdateRun *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (OmniUpdateScan) scan = omni_update_scan_new (omni_update_check_get_file (self->check));
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  OmniDateOrder order;
  OmniUpdateCells cells;
  gsize row;
  guchar mark;

  omni_update_check_get_date_order (self->check, &order);
  mark = (guchar) order;
  g_checksum_update (checksum, &mark, 1);

  while (omni_update_scan_next (scan, &row, &cells, cancellable, &failure))
    {
      g_string_truncate (line, 0);
      for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
        {
          g_string_append_len (line, cells.cells[i].text, (gssize) cells.cells[i].length);
          g_string_append_c (line, i + 1 < OMNI_UPDATE_N_COLUMNS ? '\x1f' : '\x1e');
        }
      g_checksum_update (checksum, (const guchar *) line->str, (gssize) line->len);
    }

  if (failure == NULL)
    return g_strdup (g_checksum_get_string (checksum));

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/*
 * Helpers: the journal
 */

static GPtrArray *
list_entries (GPtrArray *changes)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_journal_entry_free);

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (entries, omni_update_change_to_entry (g_ptr_array_index (changes, i)));

  return entries;
}

static gboolean
write_changes (OmniUpdateRun *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GPtrArray) entries = list_entries (changes);

  return omni_database_write_updates (self->database, self->run, entries, error);
}

/* What came of changes that were sent is written into the ledger, too. */
static gboolean
write_outcomes (OmniUpdateRun *self, gint64 run, GPtrArray *changes, GError **error)
{
  g_autoptr (GPtrArray) entries = list_entries (changes);
  g_autoptr (GPtrArray) ledger = omni_update_change_list_ledger (changes);

  return omni_database_settle_updates (self->database, run, entries, self->profile, ledger, error);
}

static void
mark_settled (OmniUpdateRun *self, gsize row)
{
  guint n_before = self->settled->len;

  if (row >= n_before)
    {
      g_byte_array_set_size (self->settled, (guint) row + 1);
      memset (self->settled->data + n_before, 0, self->settled->len - n_before);
    }
  self->settled->data[row] = 1;
}

static void
mark_open (OmniUpdateRun *self, gsize row)
{
  self->settled->data[row] = 0;
}

static gboolean
is_settled (gsize row, gpointer user_data)
{
  OmniUpdateRun *self = user_data;

  return row < self->settled->len && self->settled->data[row] != 0;
}

static void
take_earlier (OmniUpdateRun *self, const OmniJournalEntry *entry)
{
  mark_settled (self, (gsize) entry->row);
  if (entry->item != 0)
    omni_update_supply_add_seen (self->supply, entry->item);
}

/* Reads what an interrupted run wrote; gives the rows of which it is not known what came of them.
 */
static gboolean
read_open (OmniUpdateRun *self,
           gint64 run,
           void (*take) (OmniUpdateRun *self, const OmniJournalEntry *entry),
           GPtrArray *open,
           GError **error)
{
  gint64 first = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) entries =
          omni_database_read_updates (self->database, run, first, ENTRIES_PER_READ, error);

      if (entries == NULL)
        return FALSE;

      for (guint i = 0; i < entries->len; i++)
        {
          const OmniJournalEntry *entry = g_ptr_array_index (entries, i);

          first = entry->row + 1;
          if (take != NULL)
            take (self, entry);
          if (entry->state == OMNI_JOURNAL_SENT)
            g_ptr_array_add (open, omni_update_change_from_entry (entry));
        }
      more = entries->len == ENTRIES_PER_READ;
    }

  return TRUE;
}

/* Counts what the journal has, so that both always agree. */
static gboolean
count_rows (OmniUpdateRun *self, GError **error)
{
  gint64 first = 0;
  gboolean more = TRUE;
  gsize n_seen = 0;

  memset (self->n_rows, 0, sizeof self->n_rows);
  while (more)
    {
      g_autoptr (GPtrArray) entries =
          omni_database_read_updates (self->database, self->run, first, ENTRIES_PER_READ, error);

      if (entries == NULL)
        return FALSE;

      for (guint i = 0; i < entries->len; i++)
        {
          const OmniJournalEntry *entry = g_ptr_array_index (entries, i);

          first = entry->row + 1;
          self->n_rows[entry->state]++;
          n_seen++;
        }
      more = entries->len == ENTRIES_PER_READ;
    }

  self->n_rows[OMNI_JOURNAL_NONE] =
      omni_update_check_count_rows (self->check, OMNI_UPDATE_STATE_READY) +
      omni_update_check_count_rows (self->check, OMNI_UPDATE_STATE_WRONG) - n_seen;
  return TRUE;
}

/*
 * Helpers: rows
 */

/* Delivers what is in the journal as sent, and writes down what came of it, also when something
 * stopped it. */
static gboolean
deliver_and_write (OmniUpdateRun *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean delivered = omni_update_deliver (&self->courier, changes, &failure);

  if (!write_outcomes (self, self->run, changes, error))
    return FALSE;
  if (!delivered)
    g_propagate_error (error, g_steal_pointer (&failure));
  return delivered;
}

static gint64
get_total (OmniUpdateRun *self)
{
  return (gint64) omni_update_file_get_n_rows (omni_update_check_get_file (self->check), NULL);
}

/* What was done before an outage is not said to be open again. */
static void
report (OmniUpdateRun *self)
{
  gint64 n_taken = (gint64) omni_update_supply_get_n_taken (self->supply);

  g_mutex_lock (&self->lock);
  self->has_moved = TRUE;
  self->n_reported = MAX (self->n_reported, n_taken);
  omni_job_report (OMNI_JOB (self), self->n_reported, get_total (self));
  g_mutex_unlock (&self->lock);
}

static OmniUpdateChange *
make_change (OmniUpdateRun *self, const OmniUpdateTarget *target)
{
  OmniUpdateChange *change =
      omni_update_change_new (target->wanted->row, target->pk, target->wanted->values, target->now);

  omni_update_change_set_number (change, target->wanted->order_number);
  if (target->rule != OMNI_UPDATE_FINE)
    {
      g_autofree char *sentence = omni_update_supply_dup_sentence (self->supply, target);

      omni_update_change_settle (change, OMNI_JOURNAL_REFUSED, sentence);
    }
  else if (omni_update_change_get_mask (change) == 0)
    omni_update_change_settle (change, OMNI_JOURNAL_UNCHANGED, NULL);
  else
    omni_update_change_settle (change, OMNI_JOURNAL_SENT, NULL);

  return change;
}

static gboolean
hold_back (OmniUpdateRun *self, GPtrArray *changes, OmniJournalState state, GError **error)
{
  return omni_update_hold_back (self->database, self->profile, changes, state, error);
}

static void
list_sent (GPtrArray *changes, GPtrArray *sent)
{
  for (guint i = 0; i < changes->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);

      if (change->state == OMNI_JOURNAL_SENT)
        g_ptr_array_add (sent, change);
    }
}

/* Gives the rows that have to be read again, because somebody else changed them before they were
 * done. */
static GPtrArray *
list_overtaken (GPtrArray *targets, GPtrArray *changes)
{
  GPtrArray *overtaken = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const OmniUpdateChange *change = g_ptr_array_index (changes, i);

      if (change->state == OMNI_JOURNAL_NONE)
        g_ptr_array_add (overtaken, g_ptr_array_index (targets, i));
    }

  return overtaken;
}

static gboolean
give_up (OmniUpdateRun *self, GPtrArray *targets, GError **error)
{
  g_autoptr (GPtrArray) changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_update_change_free);

  for (guint i = 0; i < targets->len; i++)
    {
      OmniUpdateChange *change = make_change (self, g_ptr_array_index (targets, i));

      omni_update_change_settle (change, OMNI_JOURNAL_REFUSED,
                                 _("Somebody else goes on changing the item. Look at it before you "
                                    "send the row again."));
      g_ptr_array_add (changes, change);
    }

  return write_changes (self, changes, error);
}

/* Gives the rows that were overtaken, or %NULL with an error. */
static GPtrArray *
apply_once (OmniUpdateRun *self, GPtrArray *targets, gboolean again, GError **error)
{
  g_autoptr (GPtrArray) changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_update_change_free);
  g_autoptr (GPtrArray) sent = g_ptr_array_new ();

  if (!omni_update_supply_read (self->supply, targets, again, self->courier.cancellable, error))
    return NULL;

  for (guint i = 0; i < targets->len; i++)
    g_ptr_array_add (changes, make_change (self, g_ptr_array_index (targets, i)));
  if (!hold_back (self, changes, OMNI_JOURNAL_REFUSED, error))
    return NULL;

  list_sent (changes, sent);

  /* The intent, with the values from before, is on the disk before the first byte is sent. */
  if (!write_changes (self, changes, error) ||
      (sent->len > 0 && !deliver_and_write (self, sent, error)))
    return NULL;

  return list_overtaken (targets, changes);
}

static gboolean
apply_batch (GPtrArray *targets, gpointer user_data, GError **error)
{
  OmniUpdateRun *self = user_data;
  g_autoptr (GPtrArray) left = g_ptr_array_ref (targets);

  for (guint n_rounds = 0; left->len > 0; n_rounds++)
    {
      GPtrArray *overtaken;

      if (n_rounds == MAX_OVERTAKEN)
        return give_up (self, left, error);
      overtaken = apply_once (self, left, n_rounds > 0, error);
      if (overtaken == NULL)
        return FALSE;

      g_ptr_array_unref (left);
      left = overtaken;
    }

  report (self);
  return TRUE;
}

/* What is open still comes into the ledger when it is delivered. */
static gboolean
write_settled (OmniUpdateRun *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GPtrArray) settled = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);

      if (change->state != OMNI_JOURNAL_SENT)
        g_ptr_array_add (settled, change);
    }

  return write_outcomes (self, self->run, settled, error);
}

/* What an interrupted run left open is settled first: nothing is sent again that was done. */
static gboolean
settle_earlier (OmniUpdateRun *self, GPtrArray *open, GError **error)
{
  for (guint first = 0; first < open->len; first += OMNI_ITEM_UPDATE_MAX)
    {
      g_autoptr (GPtrArray) changes = g_ptr_array_new ();
      g_autoptr (GPtrArray) left = g_ptr_array_new ();
      g_autoptr (GPtrArray) ready = g_ptr_array_new ();

      for (guint i = first; i < MIN (open->len, first + OMNI_ITEM_UPDATE_MAX); i++)
        g_ptr_array_add (changes, g_ptr_array_index (open, i));

      if (!omni_job_checkpoint (OMNI_JOB (self), error) ||
          !omni_update_settle (&self->courier, changes, left, error) ||
          !hold_back (self, left, OMNI_JOURNAL_NONE, error) ||
          !write_settled (self, changes, error))
        return FALSE;

      list_sent (left, ready);
      if (ready->len > 0 && !deliver_and_write (self, ready, error))
        return FALSE;

      for (guint i = 0; i < changes->len; i++)
        {
          const OmniUpdateChange *change = g_ptr_array_index (changes, i);

          if (change->state == OMNI_JOURNAL_NONE)
            mark_open (self, change->row);
        }
    }

  return TRUE;
}

/* What an earlier run of this file left open, which said something else then: it is found out what
 * came of it, and nothing of it is sent. */
static gboolean
settle_other (OmniUpdateRun *self, gint64 run, GError **error)
{
  g_autoptr (GPtrArray) open =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_update_change_free);

  if (!read_open (self, run, NULL, open, error))
    return FALSE;

  for (guint first = 0; first < open->len; first += OMNI_ITEM_UPDATE_MAX)
    {
      g_autoptr (GPtrArray) changes = g_ptr_array_new ();
      g_autoptr (GPtrArray) left = g_ptr_array_new ();

      for (guint i = first; i < MIN (open->len, first + OMNI_ITEM_UPDATE_MAX); i++)
        g_ptr_array_add (changes, g_ptr_array_index (open, i));
      if (!omni_job_checkpoint (OMNI_JOB (self), error) ||
          !omni_update_settle (&self->courier, changes, left, error))
        return FALSE;

      for (guint i = 0; i < left->len; i++)
        omni_update_change_settle (g_ptr_array_index (left, i), OMNI_JOURNAL_NONE, NULL);
      if (!write_outcomes (self, run, changes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
settle_others (OmniUpdateRun *self, GError **error)
{
  GFile *file = omni_update_file_get_file (omni_update_check_get_file (self->check));
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) failure = NULL;
  gint64 run = self->run;

  while ((run = omni_database_find_unsettled (self->database, self->profile, name, run,
                                              &failure)) != 0)
    {
      if (!settle_other (self, run, error))
        return FALSE;
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* @has_begun: whether there is something in the journal already. */
static gboolean
apply_rows (OmniUpdateRun *self, gboolean has_begun, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) open =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_update_change_free);

  g_clear_pointer (&self->supply, omni_update_supply_free);
  g_byte_array_set_size (self->settled, 0);
  self->supply = omni_update_supply_new (self->check, self->client);
  omni_update_supply_set_skip (self->supply, is_settled, self);
  if (!settle_others (self, error))
    return FALSE;
  if (has_begun && (!read_open (self, self->run, take_earlier, open, error) ||
                    !settle_earlier (self, open, error)))
    return FALSE;

  return omni_update_supply_work (self->supply, omni_client_get_max_in_flight (self->client),
                                  OMNI_JOB (self), apply_batch, self, cancellable, error);
}

/* After an outage the run goes on as one that was killed does: what is open is asked for first. */
static gboolean
apply_patiently (OmniUpdateRun *self, GCancellable *cancellable, GError **error)
{
  OmniPatience patience = { OMNI_JOB (self), self->patience, 0, 0 };
  gboolean has_begun = self->resumed;
  GError *failure = NULL;

  omni_job_report (OMNI_JOB (self), 0, get_total (self));
  while (!apply_rows (self, has_begun, cancellable, &failure))
    {
      if (self->has_moved)
        omni_patience_renew (&patience);
      self->has_moved = FALSE;
      has_begun = TRUE;
      if (!omni_patience_wait (&patience, g_steal_pointer (&failure), error))
        return FALSE;
    }

  return TRUE;
}

static void
append_count (GString *summary, const char *format, gsize n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, (gint64) n);
#pragma GCC diagnostic pop
  g_string_append_printf (summary, "%s%s", summary->len > 0 ? ", " : "", text);
}

static void
summarize (OmniUpdateRun *self)
{
  const gsize *n = self->n_rows;
  g_autoptr (GString) summary = g_string_new (NULL);

  append_count (
      summary,
      ngettext ("%'" PRId64 " row done", "%'" PRId64 " rows done", (gulong) n[OMNI_JOURNAL_DONE]),
      n[OMNI_JOURNAL_DONE]);
  append_count (summary,
                ngettext ("%'" PRId64 " was that way already", "%'" PRId64 " were that way already",
                          (gulong) n[OMNI_JOURNAL_UNCHANGED]),
                n[OMNI_JOURNAL_UNCHANGED]);
  append_count (
      summary,
      ngettext ("%'" PRId64 " refused", "%'" PRId64 " refused", (gulong) n[OMNI_JOURNAL_REFUSED]),
      n[OMNI_JOURNAL_REFUSED]);
  append_count (
      summary,
      ngettext ("%'" PRId64 " unknown", "%'" PRId64 " unknown", (gulong) n[OMNI_JOURNAL_SENT]),
      n[OMNI_JOURNAL_SENT]);
  append_count (
      summary,
      ngettext ("%'" PRId64 " not begun", "%'" PRId64 " not begun", (gulong) n[OMNI_JOURNAL_NONE]),
      n[OMNI_JOURNAL_NONE]);
  if (summary->len == 0)
    g_string_append (summary, _("There was nothing to do"));
  g_string_append_c (summary, '.');

  omni_job_set_summary (OMNI_JOB (self), summary->str);
}

/*
 * Overrides
 */

static gboolean
omni_update_run_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniUpdateRun *self = OMNI_UPDATE_RUN (job);
  GFile *file = omni_update_file_get_file (omni_update_check_get_file (self->check));
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *content = hash_content (self, cancellable, error);
  g_autoptr (GError) failure = NULL;
  gboolean applied;

  if (content == NULL)
    return FALSE;

  self->courier = (OmniUpdateCourier){ self->client, self->profile->username, cancellable };
  self->run = omni_database_begin_update (self->database, self->profile, content, name,
                                          self->resume, &self->resumed, error);
  if (self->run == 0)
    return FALSE;

  applied = apply_patiently (self, cancellable, &failure);
  if (count_rows (self, applied ? &failure : NULL))
    summarize (self);

  /* The lock is let go of whatever happened. */
  omni_database_end_update (self->database, self->run,
                            applied && self->n_rows[OMNI_JOURNAL_SENT] == 0, NULL);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
omni_update_run_finalize (GObject *object)
{
  OmniUpdateRun *self = OMNI_UPDATE_RUN (object);

  g_clear_pointer (&self->supply, omni_update_supply_free);
  g_clear_object (&self->check);
  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_pointer (&self->profile, omni_profile_free);
  g_byte_array_unref (self->settled);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (omni_update_run_parent_class)->finalize (object);
}

static void
omni_update_run_class_init (OmniUpdateRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_run_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_update_run_run;
}

static void
omni_update_run_init (OmniUpdateRun *self)
{
  g_mutex_init (&self->lock);
  self->settled = g_byte_array_new ();
}

/*
 * Public API
 */

/**
 * omni_update_run_new:
 * @check: a check that has ended well; rows with errors are not sent and come back as refused
 * @client: where the items are
 * @database: where the journal is
 * @profile: whose run it is
 *
 * Makes the job.
 *
 * Returns: (transfer full): the job
 */
OmniUpdateRun *
omni_update_run_new (OmniUpdateCheck *check,
                     OmniClient *client,
                     OmniDatabase *database,
                     const OmniProfile *profile)
{
  OmniUpdateRun *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (check), NULL);
  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (OMNI_IS_DATABASE (database) && profile != NULL, NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_RUN, NULL);
  self->check = g_object_ref (check);
  self->client = g_object_ref (client);
  self->database = g_object_ref (database);
  self->profile = omni_profile_copy (profile);

  name = g_file_get_basename (omni_update_file_get_file (omni_update_check_get_file (check)));
  title = g_strdup_printf (_("Applying %s"), name);
  omni_job_set_title (OMNI_JOB (self), title);
  return self;
}

/**
 * omni_update_run_set_resume:
 * @self: a run that was not started
 * @resume: whether to go on with an interrupted run of the same content, if there is one
 */
void
omni_update_run_set_resume (OmniUpdateRun *self, gboolean resume)
{
  g_return_if_fail (OMNI_IS_UPDATE_RUN (self));

  self->resume = resume;
}

/**
 * omni_update_run_set_patience:
 * @self: a run that was not started
 * @seconds: how long it waits for a server that is not there; 0, which is usual, to stop at once;
 * %G_MAXUINT to wait until somebody cancels it or, when the session ended, signs in again
 *
 * Lets the run survive an outage: see omni_patience_wait().
 */
void
omni_update_run_set_patience (OmniUpdateRun *self, guint seconds)
{
  g_return_if_fail (OMNI_IS_UPDATE_RUN (self));

  self->patience = seconds;
}

/**
 * omni_update_run_count:
 * @self: a run that has ended
 * @state: what came of rows; %OMNI_JOURNAL_NONE for those that were not begun, %OMNI_JOURNAL_SENT
 * for those of which it is not known
 *
 * Returns: how many rows that came of
 */
gsize
omni_update_run_count (OmniUpdateRun *self, OmniJournalState state)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_RUN (self), 0);
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (self->n_rows), 0);

  return self->n_rows[state];
}

/**
 * omni_update_run_was_resumed:
 * @self: a run that has ended
 *
 * Returns: whether it went on with an interrupted one
 */
gboolean
omni_update_run_was_resumed (OmniUpdateRun *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_RUN (self), FALSE);

  return self->resumed;
}

/**
 * omni_update_run_get_check:
 * @self: a run
 *
 * Returns: (transfer none): the check of its file
 */
OmniUpdateCheck *
omni_update_run_get_check (OmniUpdateRun *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_RUN (self), NULL);

  return self->check;
}

/**
 * omni_update_run_read_entries:
 * @self: a run that has ended
 * @first_row: the row to begin with
 * @n_most: how many rows at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type OmniJournalEntry): what came of rows, in the
 * order of the file; %NULL with %OMNI_ERROR_BAD_FILE. Rows that were not begun are not among them.
 */
GPtrArray *
omni_update_run_read_entries (OmniUpdateRun *self, gint64 first_row, guint n_most, GError **error)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_RUN (self), NULL);

  return omni_database_read_updates (self->database, self->run, first_row, n_most, error);
}
