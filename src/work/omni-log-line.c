/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-log-line.h"

#include "omni-fold.h"
#include "omni-ledger.h"
#include "omni-log-entry.h"
#include "omni-table-writer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray *lines; /* (owned) */
  GFile *target;    /* (owned) */
} Save;

OmniLogLine *
omni_log_line_copy (const OmniLogLine *line)
{
  OmniLogLine *copy = g_new0 (OmniLogLine, 1);

  copy->time = line->time;
  copy->is_here = line->is_here;
  copy->index = line->index;
  copy->who = g_strdup (line->who);
  copy->what = g_strdup (line->what);
  copy->changes = g_strdup (line->changes);
  copy->folded = g_strdup (line->folded);
  return copy;
}

void
omni_log_line_free (OmniLogLine *line)
{
  g_free (line->who);
  g_free (line->what);
  g_free (line->changes);
  g_free (line->folded);
  g_free (line);
}

static void
fold (OmniLogLine *line)
{
  g_autofree char *all = g_strjoin (" ", line->who, line->what, line->changes, NULL);

  line->folded = omni_fold (all);
}

static OmniLogLine *
new_from_log (const OmniLogEntry *entry)
{
  OmniLogLine *line = g_new0 (OmniLogLine, 1);
  const char *username = omni_log_entry_get_username (entry);
  const char *content = omni_log_entry_get_content_label (entry);
  const char *action = omni_log_entry_get_action_label (entry);
  g_autoptr (GString) changes = g_string_new (NULL);

  for (guint i = 0; i < omni_log_entry_get_n_changes (entry); i++)
    {
      g_autofree char *change = omni_log_change_dup_text (omni_log_entry_get_change (entry, i));

      g_string_append_printf (changes, "%s%s", i > 0 ? "\n" : "", change);
    }

  line->time = omni_log_entry_get_created_date (entry);
  line->who = g_strdup (username != NULL ? username : _("system"));
  /* Translators: a thing and what was done with it, for example "Product changed" */
  line->what = g_strdup_printf (_("%1$s %2$s"), content != NULL ? content : "",
                                action != NULL ? action : "");
  line->changes = g_string_free (g_steal_pointer (&changes), FALSE);
  fold (line);

  return line;
}

static const char *
describe_outcome (const OmniLedgerEntry *entry)
{
  switch (entry->outcome)
    {
    case OMNI_LEDGER_REFUSED:
      return _("not done");
    case OMNI_LEDGER_UNKNOWN:
      return _("not known whether it was done");
    case OMNI_LEDGER_DONE:
    default:
      return NULL;
    }
}

static OmniLogLine *
new_from_ledger (const OmniLedgerEntry *entry, const char *username)
{
  OmniLogLine *line = g_new0 (OmniLogLine, 1);
  const char *outcome = describe_outcome (entry);
  g_autoptr (GString) changes = g_string_new (NULL);

  if (entry->old_value != NULL || entry->new_value != NULL)
    g_string_append_printf (
        changes, "%s → %s",
        entry->old_value != NULL && entry->old_value[0] != '\0' ? entry->old_value : "—",
        entry->new_value != NULL && entry->new_value[0] != '\0' ? entry->new_value : "—");
  if (entry->answer != NULL && entry->answer[0] != '\0')
    g_string_append_printf (changes, "%s%s", changes->len > 0 ? "\n" : "", entry->answer);

  line->time = entry->time;
  line->is_here = TRUE;
  /* Translators: %s is a user name */
  line->who = g_strdup_printf (_("%s on this computer"), username);
  line->what = outcome != NULL ? g_strdup_printf ("%s (%s)", entry->subject, outcome)
                               : g_strdup (entry->subject);
  line->changes = g_string_free (g_steal_pointer (&changes), FALSE);
  fold (line);

  return line;
}

/* Takes @line. */
static void
take_line (GPtrArray *lines, OmniLogLine *line, guint index)
{
  line->index = index;
  g_ptr_array_add (lines, line);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const OmniLogLine *one = *(OmniLogLine *const *) a;
  const OmniLogLine *other = *(OmniLogLine *const *) b;

  return one->time < other->time ? 1 : one->time > other->time ? -1 : 0;
}

/**
 * omni_log_lines_merge:
 * @log: (nullable) (element-type OmniLogEntry): what the server says
 * @ledger: (nullable) (element-type OmniLedgerEntry): what was noted on this computer
 * @username: (not nullable): whose ledger it is
 *
 * Puts both together, the newest first.
 *
 * Returns: (transfer full) (element-type OmniLogLine): the lines
 */
GPtrArray *
omni_log_lines_merge (GPtrArray *log, GPtrArray *ledger, const char *username)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_log_line_free);

  for (guint i = 0; log != NULL && i < log->len; i++)
    take_line (lines, new_from_log (g_ptr_array_index (log, i)), i);
  for (guint i = 0; ledger != NULL && i < ledger->len; i++)
    take_line (lines, new_from_ledger (g_ptr_array_index (ledger, i), username), i);

  /* Of the same moment those of one side stay in their order. */
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/*
 * Saving
 */

static void
save_free (Save *save)
{
  g_ptr_array_unref (save->lines);
  g_object_unref (save->target);
  g_free (save);
}

static gboolean
write_lines (const Save *save, GCancellable *cancellable, GError **error)
{
  const OmniTableColumn columns[] = {
    { _("When"), OMNI_VALUE_TIME, 20 },
    { _("Who"), OMNI_VALUE_TEXT, 16 },
    { _("What"), OMNI_VALUE_TEXT, 30 },
    { _("From what to what"), OMNI_VALUE_TEXT, 50 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  OmniTableOptions options = { omni_table_get_locale_delimiter (), TRUE, zone, TRUE };
  g_autoptr (OmniTableWriter) writer = omni_table_writer_new (
      OMNI_TABLE_FORMAT_CSV, save->target, columns, G_N_ELEMENTS (columns), &options, error);

  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < save->lines->len; i++)
    {
      const OmniLogLine *line = g_ptr_array_index (save->lines, i);
      OmniValue values[] = {
        { .kind = OMNI_VALUE_TIME, .time = line->time, .is_null = line->time == OMNI_TIME_NONE },
        { .kind = OMNI_VALUE_TEXT, .text = line->who },
        { .kind = OMNI_VALUE_TEXT, .text = line->what },
        { .kind = OMNI_VALUE_TEXT, .text = line->changes },
      };

      if (!omni_table_writer_write_row (writer, values, error))
        return FALSE;
    }

  return omni_table_writer_close (writer, cancellable, error);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_lines (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * omni_log_lines_save_async:
 * @lines: (element-type OmniLogLine): what is saved; not changed until it is
 * @target: the file; one that is there is replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes lines of a log as a CSV file.
 */
void
omni_log_lines_save_async (GPtrArray *lines,
                           GFile *target,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->lines = g_ptr_array_ref (lines);
  save->target = g_object_ref (target);
  g_task_set_source_tag (task, omni_log_lines_save_async);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * omni_log_lines_save_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether the file is there
 */
gboolean
omni_log_lines_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_log_lines_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
