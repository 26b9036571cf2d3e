/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-activity-export.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define PART_SIZE 500

struct _OmniActivityExport
{
  OmniJob parent_instance;

  OmniDatabase *database;   /* (not nullable) (owned) */
  OmniProfile *profile;     /* (not nullable) (owned) */
  OmniLedgerFilter filter;  /* its texts are owned */
  GFile *target;            /* (not nullable) (owned) */
  OmniTableOptions options; /* its zone is owned */
  OmniTableFormat format;
};

G_DEFINE_FINAL_TYPE (OmniActivityExport, omni_activity_export, OMNI_TYPE_JOB)

static const OmniTableColumn columns[] = {
  { N_ ("Time"), OMNI_VALUE_TIME, 20, FALSE, NULL },
  { N_ ("Kind"), OMNI_VALUE_TEXT, 14, FALSE, NULL },
  { N_ ("Outcome"), OMNI_VALUE_TEXT, 10, FALSE, NULL },
  { N_ ("Order"), OMNI_VALUE_TEXT, 16, FALSE, NULL },
  { N_ ("What"), OMNI_VALUE_TEXT, 30, FALSE, NULL },
  { N_ ("Before"), OMNI_VALUE_TEXT, 24, FALSE, NULL },
  { N_ ("After"), OMNI_VALUE_TEXT, 24, FALSE, NULL },
  { N_ ("Answer"), OMNI_VALUE_TEXT, 40, FALSE, NULL },
};

static OmniTableWriter *
open_table (OmniActivityExport *self, GError **error)
{
  OmniTableColumn translated[G_N_ELEMENTS (columns)];

  memcpy (translated, columns, sizeof columns);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    translated[i].title = _ (columns[i].title);

  return omni_table_writer_new (self->format, self->target, translated, G_N_ELEMENTS (columns),
                                &self->options, error);
}

static gboolean
write_entry (OmniTableWriter *writer, const OmniLedgerEntry *entry, GError **error)
{
  const char *texts[] = { NULL,
                          omni_ledger_kind_get_label (entry->kind),
                          omni_ledger_outcome_get_label (entry->outcome),
                          entry->order_number,
                          entry->subject,
                          entry->old_value,
                          entry->new_value,
                          entry->answer };
  OmniValue values[G_N_ELEMENTS (columns)] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      values[i].kind = columns[i].kind;
      values[i].text = texts[i];
      values[i].is_null = i > 0 && texts[i] == NULL;
    }
  values[0].time = entry->time;

  return omni_table_writer_write_row (writer, values, error);
}

static gboolean
write_all (OmniActivityExport *self, OmniTableWriter *writer, GError **error)
{
  gint64 before = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) entries = omni_database_read_ledger (
          self->database, self->profile, &self->filter, before, PART_SIZE, error);

      if (entries == NULL)
        return FALSE;

      for (guint i = 0; i < entries->len; i++)
        {
          const OmniLedgerEntry *entry = g_ptr_array_index (entries, i);

          if (!write_entry (writer, entry, error))
            return FALSE;
          before = entry->id;
        }

      omni_job_report (OMNI_JOB (self), omni_table_writer_get_rows (writer), -1);
      if (!omni_job_checkpoint (OMNI_JOB (self), error))
        return FALSE;
      if (entries->len < PART_SIZE)
        return TRUE;
    }
}

static void
summarize (OmniActivityExport *self, gint64 n_rows)
{
  g_autofree char *path = g_file_get_path (self->target);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *summary = g_strdup_printf (
      ngettext ("Wrote %'" PRId64 " entry of the activity to %s.",
                "Wrote %'" PRId64 " entries of the activity to %s.", (gulong) n_rows),
      n_rows, name);

  omni_job_set_summary (OMNI_JOB (self), summary);
}

/*
 * Overrides
 */

static gboolean
omni_activity_export_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniActivityExport *self = OMNI_ACTIVITY_EXPORT (job);
  g_autoptr (OmniTableWriter) writer = open_table (self, error);

  if (writer == NULL)
    return FALSE;

  if (!write_all (self, writer, error))
    {
      omni_table_writer_abandon (writer);
      return FALSE;
    }

  if (!omni_table_writer_close (writer, cancellable, error))
    return FALSE;

  summarize (self, omni_table_writer_get_rows (writer));
  omni_job_set_result_file (job, self->target);
  return TRUE;
}

static void
omni_activity_export_finalize (GObject *object)
{
  OmniActivityExport *self = OMNI_ACTIVITY_EXPORT (object);

  g_clear_object (&self->database);
  omni_profile_free (self->profile);
  g_free ((char *) self->filter.order_number);
  g_free ((char *) self->filter.text);
  g_clear_object (&self->target);
  g_clear_pointer (&self->options.zone, g_time_zone_unref);

  G_OBJECT_CLASS (omni_activity_export_parent_class)->finalize (object);
}

static void
omni_activity_export_class_init (OmniActivityExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_activity_export_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_activity_export_run;
}

static void
omni_activity_export_init (OmniActivityExport *self)
{
}

/**
 * omni_activity_export_new:
 * @database: where it is
 * @profile: whose
 * @filter: (nullable): which entries; copied
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written; copied
 *
 * Returns: (transfer full): the job
 */
OmniActivityExport *
omni_activity_export_new (OmniDatabase *database,
                          const OmniProfile *profile,
                          const OmniLedgerFilter *filter,
                          GFile *target,
                          OmniTableFormat format,
                          const OmniTableOptions *options)
{
  OmniActivityExport *self = g_object_new (OMNI_TYPE_ACTIVITY_EXPORT, NULL);
  g_autofree char *name = g_file_get_basename (target);
  g_autofree char *title = g_strdup_printf (_ ("Exporting the activity to %s"), name);

  self->database = g_object_ref (database);
  self->profile = omni_profile_copy (profile);
  if (filter != NULL)
    {
      self->filter = *filter;
      self->filter.order_number = g_strdup (filter->order_number);
      self->filter.text = g_strdup (filter->text);
    }
  self->target = g_object_ref (target);
  self->format = format;
  self->options = *options;
  g_time_zone_ref (self->options.zone);
  omni_job_set_title (OMNI_JOB (self), title);
  return self;
}
