/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-preview.h"

#include "omni-patience.h"
#include "omni-time.h"
#include "omni-update-change.h"
#include "omni-update-supply.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* A row that is shown, and where its values are among the texts: for each field that changes what
 * was and what is to be, each with its zero. */
typedef struct
{
  OmniUpdatePreviewRow row;
  gsize offset;
} Place;

struct _OmniUpdatePreview
{
  OmniJob parent_instance;

  OmniUpdateCheck *check;    /* (not nullable) (owned) */
  OmniClient *client;        /* (not nullable) (owned) */
  OmniUpdateSupply *supply;  /* (nullable) (owned) while it runs, and for sentences afterwards */
  GCancellable *cancellable; /* (nullable) (borrowed) while it runs */

  GMutex waiting;        /* one thread waits for the server, and the others for that one */
  OmniPatience patience; /* under the lock of those that wait */
  gint64 waited_until;   /* likewise: monotonic microseconds */

  GMutex lock;
  GArray *places; /* (not nullable) (owned) (element-type Place) under the lock while it runs */
  GString *texts; /* (not nullable) (owned) likewise */
  gsize n_of_field[OMNI_ITEM_N_FIELDS];
  gsize n_changed;
  gsize n_unchanged;
  gsize n_problems;
  gsize n_zeros_lost;
  OmniTime time;
};

G_DEFINE_FINAL_TYPE (OmniUpdatePreview, omni_update_preview, OMNI_TYPE_JOB)

/*
 * Helpers
 */

static void
add_text (OmniUpdatePreview *self, const char *text)
{
  g_string_append_len (self->texts, text, (gssize) strlen (text) + 1);
}

/* A number that becomes itself without the zeros in front went through a spreadsheet. */
static gboolean
loses_zeros (OmniItemField field, const char *before, const char *after)
{
  const char *rest = before + strspn (before, "0");

  return (field == OMNI_ITEM_TRACKING_NUMBER || field == OMNI_ITEM_INVOICE_NUMBER) &&
         rest > before && rest[0] != '\0' && rest[strspn (rest, "0123456789")] == '\0' &&
         strcmp (rest, after) == 0;
}

static void
add_change (OmniUpdatePreview *self, const OmniUpdateTarget *target)
{
  g_autoptr (OmniUpdateChange) change =
      omni_update_change_new (target->wanted->row, target->pk, target->wanted->values, target->now);
  guint mask = omni_update_change_get_mask (change);
  Place place = { { (guint32) change->row, (guint8) mask, OMNI_UPDATE_FINE, change->pk },
                  self->texts->len };
  gboolean has_lost = FALSE;

  if (mask == 0)
    {
      self->n_unchanged++;
      return;
    }

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (change->after[i] == NULL)
        continue;
      add_text (self, change->before[i]);
      add_text (self, change->after[i]);
      self->n_of_field[i]++;
      has_lost |= loses_zeros (i, change->before[i], change->after[i]);
    }

  self->n_changed++;
  self->n_zeros_lost += has_lost;
  g_array_append_val (self->places, place);
}

static void
add_problem (OmniUpdatePreview *self, const OmniUpdateTarget *target)
{
  g_autofree char *sentence = omni_update_supply_dup_sentence (self->supply, target);
  Place place = { { (guint32) target->wanted->row, 0, (guint8) target->rule, target->pk },
                  self->texts->len };

  add_text (self, sentence);
  self->n_problems++;
  g_array_append_val (self->places, place);
}

/* What another thread waited out since @began is tried again at once. */
static gboolean
wait_out (OmniUpdatePreview *self, GError *failure, gint64 began, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->waiting);
  gboolean goes_on;

  if (self->waited_until > began)
    {
      g_error_free (failure);
      return TRUE;
    }

  goes_on = omni_patience_wait (&self->patience, failure, error);
  self->waited_until = g_get_monotonic_time ();
  return goes_on;
}

static gboolean
read_batch (OmniUpdatePreview *self, GPtrArray *targets, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  GError *failure = NULL;

  while (!omni_update_supply_read (self->supply, targets, FALSE, self->cancellable, &failure))
    {
      if (!wait_out (self, g_steal_pointer (&failure), began, error))
        return FALSE;
      began = g_get_monotonic_time ();
    }

  g_mutex_lock (&self->waiting);
  omni_patience_renew (&self->patience);
  g_mutex_unlock (&self->waiting);
  return TRUE;
}

static gboolean
preview_batch (GPtrArray *targets, gpointer user_data, GError **error)
{
  OmniUpdatePreview *self = user_data;

  if (!read_batch (self, targets, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < targets->len; i++)
    {
      const OmniUpdateTarget *target = g_ptr_array_index (targets, i);

      if (target->rule == OMNI_UPDATE_FINE)
        add_change (self, target);
      else
        add_problem (self, target);
    }
  omni_job_report (
      OMNI_JOB (self), (gint64) omni_update_supply_get_n_taken (self->supply),
      (gint64) omni_update_file_get_n_rows (omni_update_check_get_file (self->check), NULL));
  g_mutex_unlock (&self->lock);

  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  return first->row.row < second->row.row ? -1 : first->row.row > second->row.row;
}

static void
summarize (OmniUpdatePreview *self)
{
  g_autofree char *changed =
      g_strdup_printf (ngettext ("%'" PRId64 " row changes something",
                                 "%'" PRId64 " rows change something", (gulong) self->n_changed),
                       (gint64) self->n_changed);
  g_autofree char *unchanged =
      g_strdup_printf (ngettext ("%'" PRId64 " is that way already",
                                 "%'" PRId64 " are that way already", (gulong) self->n_unchanged),
                       (gint64) self->n_unchanged);
  g_autofree char *problems =
      g_strdup_printf (ngettext ("%'" PRId64 " cannot be done", "%'" PRId64 " cannot be done",
                                 (gulong) self->n_problems),
                       (gint64) self->n_problems);
  g_autofree char *summary = g_strdup_printf (_("%s, %s, %s."), changed, unchanged, problems);

  omni_job_set_summary (OMNI_JOB (self), summary);
}

/* Finds a text of a row: the values come in pairs, in the order of the fields. */
static const char *
find_text (OmniUpdatePreview *self, guint index, OmniItemField field, guint which)
{
  const Place *place;
  const char *text;

  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), NULL);
  g_return_val_if_fail (index < self->places->len, NULL);

  place = &g_array_index (self->places, Place, index);
  if ((place->row.changes & 1u << field) == 0)
    return NULL;

  text = self->texts->str + place->offset;
  for (guint i = 0; i < (guint) field; i++)
    {
      for (guint skip = (place->row.changes & 1u << i) != 0 ? 2 : 0; skip > 0; skip--)
        text += strlen (text) + 1;
    }

  return which == 0 ? text : text + strlen (text) + 1;
}

/*
 * Overrides
 */

static gboolean
omni_update_preview_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniUpdatePreview *self = OMNI_UPDATE_PREVIEW (job);

  self->cancellable = cancellable;
  self->time = omni_time_now ();
  self->supply = omni_update_supply_new (self->check, self->client);
  if (!omni_update_supply_work (self->supply, omni_client_get_max_in_flight (self->client), job,
                                preview_batch, self, cancellable, error))
    return FALSE;

  g_array_sort (self->places, compare_places);
  summarize (self);
  return TRUE;
}

static void
omni_update_preview_finalize (GObject *object)
{
  OmniUpdatePreview *self = OMNI_UPDATE_PREVIEW (object);

  g_clear_pointer (&self->supply, omni_update_supply_free);
  g_clear_object (&self->check);
  g_clear_object (&self->client);
  g_array_unref (self->places);
  g_string_free (self->texts, TRUE);
  g_mutex_clear (&self->waiting);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (omni_update_preview_parent_class)->finalize (object);
}

static void
omni_update_preview_class_init (OmniUpdatePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_preview_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_update_preview_run;
}

static void
omni_update_preview_init (OmniUpdatePreview *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->waiting);
  self->patience.job = OMNI_JOB (self);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->texts = g_string_new (NULL);
}

/*
 * Public API
 */

/**
 * omni_update_preview_new:
 * @check: a check that has ended well
 * @client: where the items are
 *
 * Makes the job.
 *
 * Returns: (transfer full): the job
 */
OmniUpdatePreview *
omni_update_preview_new (OmniUpdateCheck *check, OmniClient *client)
{
  OmniUpdatePreview *self;

  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (check), NULL);
  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_PREVIEW, NULL);
  self->check = g_object_ref (check);
  self->client = g_object_ref (client);
  omni_job_set_title (OMNI_JOB (self), _("Reading what the back office has now"));
  return self;
}

/**
 * omni_update_preview_set_patience:
 * @self: a preview that was not started
 * @seconds: how long it waits for a server that is not there, as a run does
 */
void
omni_update_preview_set_patience (OmniUpdatePreview *self, guint seconds)
{
  g_return_if_fail (OMNI_IS_UPDATE_PREVIEW (self));

  self->patience.limit = seconds;
}

/**
 * omni_update_preview_get_time:
 * @self: a preview that has ended well
 *
 * Returns: when it began to read
 */
OmniTime
omni_update_preview_get_time (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), OMNI_TIME_NONE);

  return self->time;
}

/**
 * omni_update_preview_get_n_rows:
 * @self: a preview that has ended well
 *
 * Returns: how many rows change something or cannot be done
 */
guint
omni_update_preview_get_n_rows (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);

  return self->places->len;
}

/**
 * omni_update_preview_get_row:
 * @self: a preview that has ended well
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): the row, in the order of the file; %NULL behind the last
 */
const OmniUpdatePreviewRow *
omni_update_preview_get_row (OmniUpdatePreview *self, guint index)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), NULL);

  return index < self->places->len ? &g_array_index (self->places, Place, index).row : NULL;
}

/**
 * omni_update_preview_get_before:
 * @self: a preview that has ended well
 * @index: one of its rows
 * @field: a field
 *
 * Returns: (transfer none) (nullable): what the field is now, "" for nothing; %NULL when it does
 * not change
 */
const char *
omni_update_preview_get_before (OmniUpdatePreview *self, guint index, OmniItemField field)
{
  return find_text (self, index, field, 0);
}

/**
 * omni_update_preview_get_after:
 * @self: a preview that has ended well
 * @index: one of its rows
 * @field: a field
 *
 * Returns: (transfer none) (nullable): what the field is to be, "" for nothing; %NULL when it does
 * not change
 */
const char *
omni_update_preview_get_after (OmniUpdatePreview *self, guint index, OmniItemField field)
{
  return find_text (self, index, field, 1);
}

/**
 * omni_update_preview_dup_problem:
 * @self: a preview that has ended well
 * @index: one of its rows
 *
 * Returns: (transfer full) (nullable): why the row cannot be done; %NULL when it can
 */
char *
omni_update_preview_dup_problem (OmniUpdatePreview *self, guint index)
{
  const Place *place;

  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), NULL);
  g_return_val_if_fail (index < self->places->len, NULL);

  place = &g_array_index (self->places, Place, index);
  return place->row.rule != OMNI_UPDATE_FINE ? g_strdup (self->texts->str + place->offset) : NULL;
}

/**
 * omni_update_preview_count_changed:
 * @self: a preview that has ended well
 *
 * Returns: how many rows change something
 */
gsize
omni_update_preview_count_changed (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);

  return self->n_changed;
}

/**
 * omni_update_preview_count_field:
 * @self: a preview that has ended well
 * @field: a field
 *
 * Returns: how many rows change the field
 */
gsize
omni_update_preview_count_field (OmniUpdatePreview *self, OmniItemField field)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);
  g_return_val_if_fail ((guint) field < OMNI_ITEM_N_FIELDS, 0);

  return self->n_of_field[field];
}

/**
 * omni_update_preview_count_unchanged:
 * @self: a preview that has ended well
 *
 * Returns: how many rows want what the server has already
 */
gsize
omni_update_preview_count_unchanged (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);

  return self->n_unchanged;
}

/**
 * omni_update_preview_count_problems:
 * @self: a preview that has ended well
 *
 * Returns: how many rows cannot be done
 */
gsize
omni_update_preview_count_problems (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);

  return self->n_problems;
}

/**
 * omni_update_preview_dup_warning:
 * @self: a preview that has ended well
 * @index: one of its rows
 *
 * Returns: (transfer full) (nullable): what somebody should look at before the row is changed;
 *   %NULL when there is nothing
 */
char *
omni_update_preview_dup_warning (OmniUpdatePreview *self, guint index)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), NULL);
  g_return_val_if_fail (index < self->places->len, NULL);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      const char *before = find_text (self, index, i, 0);

      if (before != NULL && loses_zeros (i, before, find_text (self, index, i, 1)))
        return g_strdup_printf (_("“%s” loses the zeros in front; a spreadsheet may have taken "
                                  "them."),
                                before);
    }

  return NULL;
}

/**
 * omni_update_preview_count_warnings:
 * @self: a preview that has ended well
 *
 * Returns: how many rows that change something have a warning
 */
gsize
omni_update_preview_count_warnings (OmniUpdatePreview *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_PREVIEW (self), 0);

  return self->n_zeros_lost;
}
