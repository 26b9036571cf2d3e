/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the cells of a sheet look, and where its problems are. */

#include "config.h"

#include "omni-update-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* The first problem at or behind a place. */
static guint
find_problem_index (OmniUpdateCheck *check, gsize row, guint column)
{
  guint low = 0;
  guint high = omni_update_check_get_n_problems (check);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const OmniUpdateProblem *problem = omni_update_check_get_problem (check, middle);

      if (problem->row < row || (problem->row == row && problem->column < column))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
find_preview_index (OmniUpdatePreview *preview, gsize row, guint *index)
{
  guint low = 0;
  guint high = omni_update_preview_get_n_rows (preview);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (omni_update_preview_get_row (preview, middle)->row < row)
        low = middle + 1;
      else
        high = middle;
    }

  *index = low;
  return low < omni_update_preview_get_n_rows (preview) &&
         omni_update_preview_get_row (preview, low)->row == row;
}

static OmniUpdateMark
get_mark (OmniUpdateRule rule)
{
  static const OmniUpdateMark marks[] = {
    [OMNI_UPDATE_ERROR] = OMNI_UPDATE_MARK_ERROR,
    [OMNI_UPDATE_WARNING] = OMNI_UPDATE_MARK_WARNING,
    [OMNI_UPDATE_NOTE] = OMNI_UPDATE_MARK_NOTE,
  };

  return marks[omni_update_rule_get_severity (rule)];
}

static void
set_look (OmniUpdateLook *look, OmniUpdateMark mark, const char *text, const char *hint)
{
  omni_update_look_clear (look);
  look->mark = mark;
  look->text = g_strdup (text);
  look->hint = g_strdup (hint);
}

/* A problem is where its cell is; what is to be instead stands behind an arrow. */
static void
look_at_problem (OmniUpdateSheet *self, const OmniUpdateProblem *problem, OmniUpdateLook *look)
{
  g_autofree char *fix = omni_update_check_dup_fix (self->check, problem);

  g_free (look->hint);
  look->hint = omni_update_check_dup_sentence (self->check, problem);
  look->mark = get_mark (problem->rule);
  if (fix != NULL && fix[0] != '\0')
    {
      g_autofree char *before = g_steal_pointer (&look->text);

      look->text = g_strdup_printf ("%s → %s", before, fix);
    }
}

/* Midnight says nothing. */
static char *
shorten_date (const char *date)
{
  const char *time = strstr (date, "T00:00:00");

  return time != NULL ? g_strndup (date, (gsize) (time - date)) : g_strdup (date);
}

static char *
dup_value (OmniItemField field, const char *value)
{
  if (value[0] == '\0')
    return g_strdup ("—");
  if (field == OMNI_ITEM_STATUS)
    return g_strdup (omni_status_get_label (value));
  if (field == OMNI_ITEM_INVOICE_DATE)
    return shorten_date (value);

  return g_strdup (value);
}

static gboolean
look_at_change (OmniUpdateSheet *self, gsize row, guint column, OmniUpdateLook *look)
{
  g_autofree char *text = omni_update_sheet_dup_change (self, row, column);

  if (text == NULL)
    return FALSE;

  set_look (look, OMNI_UPDATE_MARK_CHANGE, text, NULL);
  return TRUE;
}

static void
look_at_cell (OmniUpdateSheet *self, OmniUpdateLine *line, guint column, OmniUpdateLook *look)
{
  const OmniUpdateProblem *problem = omni_update_sheet_find_problem (self, line->row, column);

  omni_update_line_read (line);
  look->text = g_strdup (line->texts[column] != NULL ? line->texts[column] : "");
  if (omni_update_file_is_left_out (self->file, line->row))
    {
      look->mark = OMNI_UPDATE_MARK_LEFT_OUT;
      return;
    }

  if (problem != NULL && omni_update_rule_get_severity (problem->rule) == OMNI_UPDATE_ERROR)
    look_at_problem (self, problem, look);
  else if (look_at_change (self, line->row, column, look))
    return;
  else if (problem != NULL)
    look_at_problem (self, problem, look);
}

static void
look_at_result (OmniUpdateSheet *self, gsize row, OmniUpdateLook *look)
{
  const char *reason = omni_update_results_get_reason (self->results, row);

  switch (omni_update_results_get_state (self->results, row))
    {
    case OMNI_JOURNAL_NONE:
      set_look (look, OMNI_UPDATE_MARK_NONE, _("not begun"), NULL);
      break;
    case OMNI_JOURNAL_SENT:
      set_look (look, OMNI_UPDATE_MARK_WARNING, _("unknown"),
                _("The server's answer did not arrive; applying again finds out."));
      break;
    case OMNI_JOURNAL_DONE:
      set_look (look, OMNI_UPDATE_MARK_DONE, _("done"), NULL);
      break;
    case OMNI_JOURNAL_UNCHANGED:
      set_look (look, OMNI_UPDATE_MARK_NOTE, _("unchanged"),
                _("The server had these values already."));
      break;
    case OMNI_JOURNAL_REFUSED:
      {
        g_autofree char *text = NULL;

        text = reason != NULL ? g_strdup_printf (_("refused: %s"), reason)
                              : g_strdup (_("refused"));
        set_look (look, OMNI_UPDATE_MARK_ERROR, text, reason);
        break;
      }
    }
}

static void
look_at_preview (OmniUpdateSheet *self, gsize row, OmniUpdateLook *look)
{
  g_autofree char *problem = NULL;
  g_autofree char *warning = NULL;
  guint index;

  if (!find_preview_index (self->preview, row, &index))
    {
      set_look (look, OMNI_UPDATE_MARK_NOTE, _("unchanged"),
                _("The server has these values already."));
      return;
    }

  problem = omni_update_preview_dup_problem (self->preview, index);
  warning = omni_update_preview_dup_warning (self->preview, index);
  if (problem != NULL)
    set_look (look, OMNI_UPDATE_MARK_ERROR, problem, problem);
  else if (warning != NULL)
    set_look (look, OMNI_UPDATE_MARK_WARNING, warning, warning);
  else
    set_look (look, OMNI_UPDATE_MARK_CHANGE, _("will change"), NULL);
}

/* What is to become of a row, as far as that is known. */
static void
look_at_row (OmniUpdateSheet *self, gsize row, OmniUpdateLook *look)
{
  const OmniUpdateProblem *problem;
  OmniUpdateRowState state;

  look->text = g_strdup ("");
  if (omni_update_file_is_left_out (self->file, row))
    {
      set_look (look, OMNI_UPDATE_MARK_LEFT_OUT, _("left out"), NULL);
      return;
    }
  if (self->check == NULL)
    return;

  state = omni_update_check_get_state (self->check, row);
  problem = omni_update_check_find_problem (self->check, row);
  if (state == OMNI_UPDATE_STATE_NO_ROW)
    return;

  if (self->results != NULL && state != OMNI_UPDATE_STATE_NOTHING)
    {
      look_at_result (self, row, look);
    }
  else if (problem != NULL && state != OMNI_UPDATE_STATE_READY)
    {
      g_autofree char *sentence = omni_update_check_dup_sentence (self->check, problem);

      set_look (look, get_mark (problem->rule),
                state == OMNI_UPDATE_STATE_NOTHING ? _("changes nothing") : sentence, sentence);
    }
  else if (self->preview != NULL)
    {
      look_at_preview (self, row, look);
    }
  else
    {
      set_look (look, OMNI_UPDATE_MARK_NONE, _("ready"), NULL);
    }
}

/*
 * Public API
 */

/**
 * omni_update_look_clear:
 * @look: a look that was filled, or zeros
 */
void
omni_update_look_clear (OmniUpdateLook *look)
{
  g_clear_pointer (&look->text, g_free);
  g_clear_pointer (&look->hint, g_free);
  look->mark = OMNI_UPDATE_MARK_NONE;
}

/**
 * omni_update_sheet_get_look:
 * @self: a sheet
 * @line: a line of it
 * @column: a column of the table
 * @look: (out caller-allocates): how the cell looks; to be cleared
 */
void
omni_update_sheet_get_look (OmniUpdateSheet *self,
                            OmniUpdateLine *line,
                            guint column,
                            OmniUpdateLook *look)
{
  *look = (OmniUpdateLook){ NULL, NULL, OMNI_UPDATE_MARK_NONE };

  if (column == OMNI_UPDATE_SHEET_NUMBER)
    look->text = g_strdup_printf ("%'" PRIu64, (guint64) omni_update_file_get_row_number (
                                                 self->file, line->row));
  else if (column == OMNI_UPDATE_SHEET_RESULT)
    look_at_row (self, line->row, look);
  else
    look_at_cell (self, line, column, look);
}

/**
 * omni_update_sheet_find_problem:
 * @self: a sheet
 * @row: a row of the file
 * @column: a column of the file, or %OMNI_UPDATE_N_COLUMNS for the whole row
 *
 * Returns: (transfer none) (nullable): the first problem of the cell
 */
const OmniUpdateProblem *
omni_update_sheet_find_problem (OmniUpdateSheet *self, gsize row, guint column)
{
  const OmniUpdateProblem *problem = NULL;

  if (self->check != NULL)
    problem = omni_update_check_get_problem (self->check,
                                             find_problem_index (self->check, row, column));

  return problem != NULL && problem->row == row && problem->column == column ? problem : NULL;
}

static gboolean
is_worth_a_visit (const OmniUpdateProblem *problem)
{
  return problem != NULL && omni_update_rule_get_severity (problem->rule) != OMNI_UPDATE_NOTE;
}

/**
 * omni_update_sheet_next_problem:
 * @self: a sheet
 * @row: a row of the file
 * @column: a column of the table, or -1 for before the first
 * @forward: whether to go down
 *
 * Looks for a problem behind a place, or before it, and from the other end when there is none.
 *
 * Returns: (transfer none) (nullable): an error or a warning
 */
const OmniUpdateProblem *
omni_update_sheet_next_problem (OmniUpdateSheet *self, gsize row, int column, gboolean forward)
{
  guint n_problems = self->check != NULL ? omni_update_check_get_n_problems (self->check) : 0;
  guint at;

  if (n_problems == 0)
    return NULL;

  column = MIN (column, (int) OMNI_UPDATE_N_COLUMNS);
  at = find_problem_index (self->check, row, (guint) (forward ? column + 1 : MAX (column, 0)));
  for (guint tried = 0; tried < n_problems; tried++)
    {
      const OmniUpdateProblem *problem;

      if (!forward)
        at = (at + n_problems - 1) % n_problems;
      problem = omni_update_check_get_problem (self->check, at % n_problems);
      if (is_worth_a_visit (problem))
        return problem;
      if (forward)
        at++;
    }

  return NULL;
}

/**
 * omni_update_sheet_has_changes:
 * @self: a sheet
 * @column: a column of the table
 *
 * Returns: whether omni_update_sheet_dup_change() has something to say of a row in this column
 */
gboolean
omni_update_sheet_has_changes (OmniUpdateSheet *self, guint column)
{
  OmniItemField field;

  return self->results == NULL && self->preview != NULL && column < OMNI_UPDATE_N_COLUMNS &&
         omni_update_column_is_field (column, &field) &&
         omni_update_preview_count_field (self->preview, field) > 0;
}

/**
 * omni_update_sheet_dup_change:
 * @self: a sheet
 * @row: a row of the file
 * @column: a column of the table
 *
 * Returns: (transfer full) (nullable): what the preview says about the cell, as "now → new"; %NULL
 *   when it does not change, or nobody looked
 */
char *
omni_update_sheet_dup_change (OmniUpdateSheet *self, gsize row, guint column)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  OmniItemField field;
  guint index;

  if (self->results != NULL || self->preview == NULL || column >= OMNI_UPDATE_N_COLUMNS ||
      !omni_update_column_is_field (column, &field) ||
      !find_preview_index (self->preview, row, &index) ||
      omni_update_preview_get_before (self->preview, index, field) == NULL)
    return NULL;

  before = dup_value (field, omni_update_preview_get_before (self->preview, index, field));
  after = dup_value (field, omni_update_preview_get_after (self->preview, index, field));
  return g_strdup_printf ("%s → %s", before, after);
}

/**
 * omni_update_sheet_dup_refusal:
 * @self: a sheet
 * @row: a row of the file
 *
 * Returns: (transfer full) (nullable): why the server did not take the row, or will not
 */
char *
omni_update_sheet_dup_refusal (OmniUpdateSheet *self, gsize row)
{
  guint index;

  if (self->results != NULL)
    return g_strdup (omni_update_results_get_reason (self->results, row));
  if (self->preview == NULL || !find_preview_index (self->preview, row, &index))
    return NULL;

  return omni_update_preview_dup_problem (self->preview, index);
}
