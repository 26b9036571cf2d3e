/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-report.h"

#include "omni-update-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many rows of the journal are read at a time. */
#define ENTRIES_PER_READ 1000

/* What stands above the reasons in the file of failed rows. */
#define REASON "reason"

/* The titles are for programs as much as for people, so they are the same in every language. */
static const OmniTableColumn problem_columns[] = {
  { .title = "row", .kind = OMNI_VALUE_TEXT, .width = 8 },
  { .title = "column", .kind = OMNI_VALUE_TEXT, .width = 18 },
  { .title = "value", .kind = OMNI_VALUE_TEXT, .width = 24, .keep_text = TRUE },
  { .title = "severity", .kind = OMNI_VALUE_TEXT, .width = 10 },
  { .title = "rule", .kind = OMNI_VALUE_TEXT, .width = 18 },
  { .title = "problem", .kind = OMNI_VALUE_TEXT, .width = 60 },
  { .title = "fix", .kind = OMNI_VALUE_TEXT, .width = 24, .keep_text = TRUE },
};

static const OmniTableColumn row_columns[] = {
  { .title = "row", .kind = OMNI_VALUE_TEXT, .width = 8 },
  { .title = "id", .kind = OMNI_VALUE_TEXT, .width = 12, .keep_text = TRUE },
  { .title = "order_number", .kind = OMNI_VALUE_TEXT, .width = 18, .keep_text = TRUE },
  { .title = "sku", .kind = OMNI_VALUE_TEXT, .width = 18, .keep_text = TRUE },
  { .title = "result", .kind = OMNI_VALUE_TEXT, .width = 12 },
  { .title = "changes", .kind = OMNI_VALUE_TEXT, .width = 40, .keep_text = TRUE },
  { .title = REASON, .kind = OMNI_VALUE_TEXT, .width = 60 },
};

static const char *const result_names[] = {
  [OMNI_JOURNAL_NONE] = N_("not begun"),  [OMNI_JOURNAL_SENT] = N_("unknown"),
  [OMNI_JOURNAL_DONE] = N_("done"),       [OMNI_JOURNAL_UNCHANGED] = N_("unchanged"),
  [OMNI_JOURNAL_REFUSED] = N_("refused"),
};

/* The rows of a file beside what the journal has about them. */
typedef struct
{
  OmniUpdateRun *run;     /* (not nullable) (borrowed) */
  OmniUpdateCheck *check; /* (not nullable) (borrowed) */
  OmniUpdateFile *file;   /* (not nullable) (borrowed) */
  OmniUpdateScan *scan;   /* (not nullable) (owned) */
  gboolean needs_file;
  gboolean is_gone; /* the file cannot be read any more */
  gsize n_read;     /* rows */
  GPtrArray *entries; /* (nullable) (owned) (element-type OmniJournalEntry) some of the journal */
  guint at;           /* the next of them */
  gint64 next_row;    /* the first row of the journal that was not read yet */

  gsize row; /* the row that it has come to */
  OmniUpdateCells cells;
  OmniUpdateChange *change; /* (nullable) (owned) what came of it; NULL when it was not begun */
} Walk;

/*
 * Helpers: walking
 */

static void
walk_init (Walk *walk, OmniUpdateRun *run, gboolean needs_file)
{
  *walk = (Walk){ .run = run, .check = omni_update_run_get_check (run), .needs_file = needs_file };
  walk->file = omni_update_check_get_file (walk->check);
  walk->scan = omni_update_scan_new (walk->file);
}

static void
walk_clear (Walk *walk)
{
  omni_update_scan_free (walk->scan);
  g_clear_pointer (&walk->entries, g_ptr_array_unref);
  g_clear_pointer (&walk->change, omni_update_change_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* Finds the journal's entry for the row; both come in the order of the rows. */
static gboolean
find_change (Walk *walk, GError **error)
{
  g_clear_pointer (&walk->change, omni_update_change_free);
  while (TRUE)
    {
      if (walk->entries == NULL || (walk->at == walk->entries->len && walk->at == ENTRIES_PER_READ))
        {
          g_clear_pointer (&walk->entries, g_ptr_array_unref);
          walk->entries =
              omni_update_run_read_entries (walk->run, walk->next_row, ENTRIES_PER_READ, error);
          walk->at = 0;
          if (walk->entries == NULL)
            return FALSE;
        }

      if (walk->at == walk->entries->len)
        return TRUE;
      else
        {
          const OmniJournalEntry *entry = g_ptr_array_index (walk->entries, walk->at);

          if (entry->row > (gint64) walk->row)
            return TRUE;

          walk->at++;
          walk->next_row = entry->row + 1;
          if (entry->row == (gint64) walk->row)
            {
              walk->change = omni_update_change_from_entry (entry);
              return TRUE;
            }
        }
    }
}

/* What came of the rows is in the journal, whatever somebody did to the file meanwhile. */
static gboolean
read_without_file (Walk *walk, gsize row)
{
  walk->row = row;
  walk->cells = (OmniUpdateCells){ .kind = OMNI_UPDATE_ROW_ITEM };
  return row < omni_update_file_get_n_rows (walk->file, NULL);
}

static gboolean
read_cells (Walk *walk, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gsize row = walk->n_read++;

  if (!walk->is_gone)
    {
      if (omni_update_scan_next (walk->scan, &walk->row, &walk->cells, NULL, &failure))
        return TRUE;
      if (failure == NULL)
        return FALSE;
      if (!walk->needs_file)
        walk->is_gone = TRUE;
    }

  if (walk->is_gone)
    return read_without_file (walk, row);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Goes to the next row that asks for something. */
static gboolean
walk_next (Walk *walk, GError **error)
{
  GError *failure = NULL;

  while (read_cells (walk, &failure))
    {
      OmniUpdateRowState state = omni_update_check_get_state (walk->check, walk->row);

      if (state == OMNI_UPDATE_STATE_READY || state == OMNI_UPDATE_STATE_WRONG)
        return find_change (walk, error);
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return FALSE;
}

static OmniJournalState
get_result (const Walk *walk)
{
  return walk->change != NULL ? walk->change->state : OMNI_JOURNAL_NONE;
}

static const char *
get_reason (const Walk *walk)
{
  if (get_result (walk) == OMNI_JOURNAL_NONE)
    return _("The row was not sent.");
  if (get_result (walk) == OMNI_JOURNAL_SENT)
    return _("The row was sent, and what came of it is not known.");
  return walk->change->reason;
}

static char *
dup_cell (const OmniCsvCell *cell)
{
  return g_utf8_make_valid (cell->text, (gssize) cell->length);
}

/* What names the row's item: as the file has it, or as the journal does. */
static void
name_item (const Walk *walk, char **id, char **number, char **sku)
{
  const OmniUpdateChange *change = walk->change;

  if (!walk->is_gone)
    {
      *id = dup_cell (&walk->cells.cells[OMNI_UPDATE_ID]);
      *number = dup_cell (&walk->cells.cells[OMNI_UPDATE_ORDER_NUMBER]);
      *sku = dup_cell (&walk->cells.cells[OMNI_UPDATE_SKU]);
    }
  else if (change != NULL)
    {
      *id = change->pk != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, change->pk) : NULL;
      *number = g_strdup (change->order_number);
      *sku = g_strdup (change->sku);
    }
}

/* "status: 450 → 500; tracking_number:  → 733" */
static char *
describe_changes (const OmniUpdateChange *change)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; change != NULL && i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (change->after[i] != NULL)
        g_string_append_printf (text, "%s%s: %s → %s", text->len > 0 ? "; " : "",
                                omni_item_field_get_name (i), change->before[i], change->after[i]);
    }

  return g_string_free (text, FALSE);
}

/*
 * Helpers: writing
 */

static gboolean
write_texts (OmniTableWriter *writer, const char *const *texts, guint n_texts, GError **error)
{
  g_autofree OmniValue *values = g_new0 (OmniValue, n_texts);

  for (guint i = 0; i < n_texts; i++)
    {
      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = texts[i];
      values[i].is_null = texts[i] == NULL || texts[i][0] == '\0';
    }

  return omni_table_writer_write_row (writer, values, error);
}

static gboolean
write_problem (OmniTableWriter *writer,
               OmniUpdateCheck *check,
               const OmniUpdateProblem *problem,
               GError **error)
{
  g_autofree char *row = g_strdup_printf (
      "%" G_GSIZE_FORMAT,
      omni_update_file_get_row_number (omni_update_check_get_file (check), problem->row));
  g_autofree char *value = omni_update_check_dup_value (check, problem);
  g_autofree char *sentence = omni_update_check_dup_sentence (check, problem);
  g_autofree char *fix = omni_update_check_dup_fix (check, problem);
  const char *texts[] = {
    row,
    problem->column < OMNI_UPDATE_N_COLUMNS ? omni_update_column_get_name (problem->column) : NULL,
    value,
    omni_update_severity_get_name (omni_update_rule_get_severity (problem->rule)),
    omni_update_rule_get_id (problem->rule),
    sentence,
    fix,
  };

  return write_texts (writer, texts, G_N_ELEMENTS (texts), error);
}

static gboolean
write_result (Walk *walk, OmniTableWriter *writer, GError **error)
{
  g_autofree char *row =
      g_strdup_printf ("%" G_GSIZE_FORMAT, omni_update_file_get_row_number (walk->file, walk->row));
  g_autofree char *changes = describe_changes (walk->change);
  g_autofree char *id = NULL;
  g_autofree char *number = NULL;
  g_autofree char *sku = NULL;
  const char *texts[7] = { row };

  name_item (walk, &id, &number, &sku);
  texts[1] = id;
  texts[2] = number;
  texts[3] = sku;
  texts[4] = _ (result_names[get_result (walk)]);
  texts[5] = changes;
  texts[6] = get_reason (walk);
  return write_texts (writer, texts, G_N_ELEMENTS (texts), error);
}

/* The row as the file has it, with the edits, and why it failed. */
static gboolean
write_failure (Walk *walk, OmniTableWriter *writer, guint n_titles, guint reason_at, GError **error)
{
  const OmniCsvCells *all = omni_update_scan_get_all (walk->scan);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_titles; i++)
    g_ptr_array_add (texts, dup_cell (omni_csv_cells_get (all, i)));
  if (reason_at == n_titles)
    g_ptr_array_add (texts, NULL);

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      int position = omni_update_file_get_position (walk->file, i);

      if (position < 0)
        continue;
      g_free (texts->pdata[position]);
      texts->pdata[position] = dup_cell (&walk->cells.cells[i]);
    }

  g_free (texts->pdata[reason_at]);
  texts->pdata[reason_at] = g_strdup (get_reason (walk));
  return write_texts (writer, (const char *const *) texts->pdata, texts->len, error);
}

/* What takes the row back: the values from before, where there were none with the word for that. */
static gboolean
write_inverse (Walk *walk, OmniTableWriter *writer, GError **error)
{
  const OmniUpdateChange *change = walk->change;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, change->pk);
  g_autofree char *id = NULL;
  g_autofree char *number = NULL;
  g_autofree char *sku = NULL;
  const char *texts[OMNI_UPDATE_N_COLUMNS] = { key };

  name_item (walk, &id, &number, &sku);
  texts[OMNI_UPDATE_ORDER_NUMBER] = number;
  texts[OMNI_UPDATE_SKU] = sku;
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (change->after[i] != NULL)
        texts[omni_update_column_of_field (i)] =
            change->before[i][0] != '\0' ? change->before[i] : OMNI_UPDATE_CLEAR;
    }

  return write_texts (writer, texts, G_N_ELEMENTS (texts), error);
}

static guint
find_reason_column (const char *const *titles, guint n_titles)
{
  for (guint i = 0; i < n_titles; i++)
    {
      if (g_ascii_strcasecmp (titles[i], REASON) == 0)
        return i;
    }

  return n_titles;
}

static OmniTableWriter *
open_failed (OmniUpdateFile *file,
             GFile *target,
             OmniTableFormat format,
             const OmniTableOptions *options,
             GError **error)
{
  const char *const *titles = omni_update_file_get_titles (file);
  guint n_titles = g_strv_length ((char **) titles);
  g_autofree OmniTableColumn *columns = g_new0 (OmniTableColumn, n_titles + 1);
  gboolean has_reason = find_reason_column (titles, n_titles) < n_titles;

  for (guint i = 0; i <= n_titles; i++)
    {
      columns[i].title = i < n_titles ? titles[i] : REASON;
      columns[i].kind = OMNI_VALUE_TEXT;
      columns[i].width = i < n_titles ? 18 : 60;
      columns[i].keep_text = TRUE;
    }

  return omni_table_writer_new (format, target, columns, has_reason ? n_titles : n_titles + 1,
                                options, error);
}

static OmniTableWriter *
open_template (GFile *target,
               OmniTableFormat format,
               const OmniTableOptions *options,
               GError **error)
{
  OmniTableColumn columns[OMNI_UPDATE_N_COLUMNS] = { 0 };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      columns[i].title = omni_update_column_get_name (i);
      columns[i].kind = OMNI_VALUE_TEXT;
      columns[i].width = omni_update_column_get_width (i);
      columns[i].keep_text = TRUE;
    }

  return omni_table_writer_new (format, target, columns, OMNI_UPDATE_N_COLUMNS, options, error);
}

/*
 * Public API
 */

/**
 * omni_update_check_write_report:
 * @check: a check that has ended well
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @error: return location for an error
 *
 * Writes a row for each problem: where it is, what stands there, which rule it breaks and what
 * could stand there instead.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_check_write_report (OmniUpdateCheck *check,
                                GFile *target,
                                OmniTableFormat format,
                                const OmniTableOptions *options,
                                GError **error)
{
  g_autoptr (OmniTableWriter) writer = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (check), FALSE);

  writer = omni_table_writer_new (format, target, problem_columns, G_N_ELEMENTS (problem_columns),
                                  options, error);
  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < omni_update_check_get_n_problems (check); i++)
    {
      if (!write_problem (writer, check, omni_update_check_get_problem (check, i), error))
        return FALSE;
    }

  return omni_table_writer_close (writer, NULL, error);
}

/**
 * omni_update_run_write_report:
 * @run: a run that has ended
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @error: return location for an error
 *
 * Writes what came of every row: done, unchanged, refused, unknown or not begun, what changed, and
 * why it did not. That is in the journal, so that it can be told although the file is gone.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_run_write_report (OmniUpdateRun *run,
                              GFile *target,
                              OmniTableFormat format,
                              const OmniTableOptions *options,
                              GError **error)
{
  g_autoptr (OmniTableWriter) writer = NULL;
  g_auto (Walk) walk = { 0 };
  GError *failure = NULL;

  walk_init (&walk, run, FALSE);
  writer = omni_table_writer_new (format, target, row_columns, G_N_ELEMENTS (row_columns), options,
                                  error);
  if (writer == NULL)
    return FALSE;

  while (failure == NULL && walk_next (&walk, &failure))
    write_result (&walk, writer, &failure);

  if (failure == NULL)
    return omni_table_writer_close (writer, NULL, error);

  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * omni_update_run_write_failed:
 * @run: a run that has ended
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @error: return location for an error
 *
 * Writes the rows that were not done, as they stand in the file and with its columns, and why: a
 * file to correct and to apply.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_run_write_failed (OmniUpdateRun *run,
                              GFile *target,
                              OmniTableFormat format,
                              const OmniTableOptions *options,
                              GError **error)
{
  g_autoptr (OmniTableWriter) writer = NULL;
  g_auto (Walk) walk = { 0 };
  GError *failure = NULL;
  const char *const *titles;
  guint n_titles;

  walk_init (&walk, run, TRUE);
  titles = omni_update_file_get_titles (walk.file);
  n_titles = g_strv_length ((char **) titles);
  writer = open_failed (walk.file, target, format, options, error);
  if (writer == NULL)
    return FALSE;

  while (failure == NULL && walk_next (&walk, &failure))
    {
      if (get_result (&walk) != OMNI_JOURNAL_DONE && get_result (&walk) != OMNI_JOURNAL_UNCHANGED)
        write_failure (&walk, writer, n_titles, find_reason_column (titles, n_titles), &failure);
    }

  if (failure == NULL)
    return omni_table_writer_close (writer, NULL, error);

  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * omni_update_run_write_undo:
 * @run: a run that has ended
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @error: return location for an error
 *
 * Writes an order-update file that takes the run back: for every row that was done the values from
 * right before. It can be made although the file is gone.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_run_write_undo (OmniUpdateRun *run,
                            GFile *target,
                            OmniTableFormat format,
                            const OmniTableOptions *options,
                            GError **error)
{
  g_autoptr (OmniTableWriter) writer = NULL;
  g_auto (Walk) walk = { 0 };
  GError *failure = NULL;

  walk_init (&walk, run, FALSE);
  writer = open_template (target, format, options, error);
  if (writer == NULL)
    return FALSE;

  while (failure == NULL && walk_next (&walk, &failure))
    {
      if (get_result (&walk) == OMNI_JOURNAL_DONE)
        write_inverse (&walk, writer, &failure);
    }

  if (failure == NULL)
    return omni_table_writer_close (writer, NULL, error);

  g_propagate_error (error, failure);
  return FALSE;
}
