/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-check-private.h"

#include "omni-update-verdict.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How often the job says how far it is. */
#define ROWS_PER_REPORT 8192

G_DEFINE_FINAL_TYPE (OmniUpdateCheck, omni_update_check, OMNI_TYPE_JOB)

/*
 * Helpers: problems
 */

static void
add_problem (OmniUpdateCheck *self, gsize row, guint column, OmniUpdateRule rule)
{
  OmniUpdateProblem problem = { (guint32) row, (guint8) column, (guint8) rule };

  g_array_append_val (self->problems, problem);
  if (omni_update_rule_get_severity (rule) == OMNI_UPDATE_ERROR)
    self->states->data[row] = OMNI_UPDATE_STATE_WRONG;
}

int
omni_update_problem_compare (gconstpointer a, gconstpointer b)
{
  const OmniUpdateProblem *first = a;
  const OmniUpdateProblem *second = b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return (int) first->rule - (int) second->rule;
}

/*
 * Helpers: rows
 */

static void
count_digits (OmniUpdateDigits *digits, const OmniCsvCell *cell)
{
  if (cell->length == 0 || cell->length > OMNI_UPDATE_MAX_DIGITS)
    return;

  for (gsize i = 0; i < cell->length; i++)
    {
      if (!g_ascii_isdigit (cell->text[i]))
        return;
    }

  digits->n_numbers++;
  digits->n_of_length[cell->length]++;
  digits->n_with_zero[cell->length] += cell->text[0] == '0';
}

/* One order item should be asked for one thing, once. */
static void
check_key (OmniUpdateCheck *self, gsize row, const OmniUpdateVerdict *verdict)
{
  OmniUpdateKeyMatch match =
      omni_update_keys_add (self->keys, verdict->key, verdict->wish, (guint32) row);

  if (match.kind == OMNI_UPDATE_KEY_SAME)
    {
      add_problem (self, row, OMNI_UPDATE_N_COLUMNS, OMNI_UPDATE_DUPLICATE);
      if (self->states->data[row] == OMNI_UPDATE_STATE_READY)
        self->states->data[row] = OMNI_UPDATE_STATE_NOTHING;
    }
  else if (match.kind == OMNI_UPDATE_KEY_OTHER)
    {
      add_problem (self, row, OMNI_UPDATE_N_COLUMNS, OMNI_UPDATE_CONTRADICTION);
      if (!match.is_known)
        add_problem (self, match.row, OMNI_UPDATE_N_COLUMNS, OMNI_UPDATE_CONTRADICTION);
    }
}

static void
check_row (OmniUpdateCheck *self, gsize row, const OmniUpdateCells *cells)
{
  OmniUpdateVerdict verdict;
  guint8 state;
  guint8 date;

  omni_update_verdict_judge (&verdict, self->rules, row, cells);
  state = (guint8) verdict.state;
  date = (guint8) verdict.date;
  g_byte_array_append (self->states, &state, 1);
  g_byte_array_append (self->dates, &date, 1);
  self->n_dates[verdict.date]++;
  if (self->groups != NULL)
    omni_update_groups_append (self->groups, verdict.key, verdict.wish);
  if (verdict.state == OMNI_UPDATE_STATE_NO_ROW)
    return;

  g_array_append_vals (self->problems, verdict.problems, verdict.n_problems);
  count_digits (&self->digits[OMNI_UPDATE_ORDER_NUMBER], &cells->cells[OMNI_UPDATE_ORDER_NUMBER]);
  count_digits (&self->digits[OMNI_UPDATE_TRACKING_NUMBER],
                &cells->cells[OMNI_UPDATE_TRACKING_NUMBER]);
  if (verdict.key != 0)
    check_key (self, row, &verdict);
}

static gboolean
check_rows (OmniUpdateCheck *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniUpdateScan) scan = omni_update_scan_new (self->file);
  g_autoptr (GError) failure = NULL;
  OmniUpdateCells cells;
  gsize row;

  while (omni_update_scan_next (scan, &row, &cells, cancellable, &failure))
    {
      check_row (self, row, &cells);
      if (row % ROWS_PER_REPORT != 0)
        continue;

      omni_job_report (OMNI_JOB (self), (gint64) row,
                       (gint64) omni_update_file_get_n_rows (self->file, NULL));
      if (!omni_job_checkpoint (OMNI_JOB (self), error))
        return FALSE;
    }

  /* Who looks for rows may be a little behind; afterwards all are known. */
  if (failure == NULL)
    return omni_update_file_wait (self->file, G_MAXSIZE, cancellable, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/*
 * Helpers: columns
 */

/* What most of the dates say that can be read in one way only holds for all; gives whether there
 * is such a date, or a person said it. */
gboolean
omni_update_check_infer_dates (OmniUpdateCheck *self, OmniDateOrder *order)
{
  gsize n_day_first = self->n_dates[OMNI_DATE_ONLY_DAY_FIRST];
  gsize n_month_first = self->n_dates[OMNI_DATE_ONLY_MONTH_FIRST];

  *order = n_day_first >= n_month_first ? OMNI_DATE_DAY_FIRST : OMNI_DATE_MONTH_FIRST;
  if (self->order_is_given)
    *order = omni_update_rules_get_date_order (self->rules);
  return self->order_is_given || n_day_first > 0 || n_month_first > 0;
}

static void
judge_dates (OmniUpdateCheck *self)
{
  OmniDateOrder order;
  OmniDateForm other;
  gsize n_others;
  const guint8 *either;

  self->order_is_known = omni_update_check_infer_dates (self, &order);
  omni_update_rules_set_date_order (self->rules, order);

  other = order == OMNI_DATE_DAY_FIRST ? OMNI_DATE_ONLY_MONTH_FIRST : OMNI_DATE_ONLY_DAY_FIRST;
  n_others = self->n_dates[other];
  for (gsize row = 0; n_others > 0 && row < self->dates->len; row++)
    {
      if (self->dates->data[row] != other)
        continue;
      add_problem (self, row, OMNI_UPDATE_INVOICE_DATE, OMNI_UPDATE_DATE_ORDER);
      n_others--;
    }

  if (self->order_is_known || self->n_dates[OMNI_DATE_EITHER] == 0)
    return;

  either = memchr (self->dates->data, OMNI_DATE_EITHER, self->dates->len);
  add_problem (self, (gsize) (either - self->dates->data), OMNI_UPDATE_INVOICE_DATE,
               OMNI_UPDATE_AMBIGUOUS_DATES);
}

/* The length that nearly all numbers of a column have, when some of them begin with a zero and some
 * are shorter; else 0. */
static gsize
find_usual_length (const OmniUpdateDigits *digits)
{
  for (gsize length = 2; length <= OMNI_UPDATE_MAX_DIGITS; length++)
    {
      if (digits->n_numbers >= 5 && digits->n_of_length[length] < digits->n_numbers &&
          digits->n_of_length[length] >= digits->n_numbers / 5 * 4 &&
          digits->n_with_zero[length] > 0)
        return length;
    }

  return 0;
}

gsize
omni_update_check_usual_length (OmniUpdateCheck *self, OmniUpdateColumn column)
{
  return find_usual_length (&self->digits[column]);
}

gboolean
omni_update_check_is_short (const OmniCsvCell *cell, gsize usual)
{
  for (gsize i = 0; i < cell->length; i++)
    {
      if (!g_ascii_isdigit (cell->text[i]))
        return FALSE;
    }

  return cell->length > 0 && cell->length < usual && usual - cell->length <= 3 &&
         cell->text[0] != '0';
}

/* A second pass, which hardly any file needs. */
static gboolean
judge_zeros (OmniUpdateCheck *self,
             OmniUpdateColumn column,
             GCancellable *cancellable,
             GError **error)
{
  gsize usual = find_usual_length (&self->digits[column]);
  g_autoptr (OmniUpdateScan) scan = NULL;
  g_autoptr (GError) failure = NULL;
  OmniUpdateCells cells;
  gsize row;

  if (usual == 0)
    return TRUE;

  scan = omni_update_scan_new (self->file);
  while (omni_update_scan_next (scan, &row, &cells, cancellable, &failure) &&
         row < self->states->len)
    {
      if (cells.kind == OMNI_UPDATE_ROW_ITEM &&
          omni_update_check_is_short (&cells.cells[column], usual))
        add_problem (self, row, column, OMNI_UPDATE_LOST_ZEROS);
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
omni_update_check_count (OmniUpdateCheck *self)
{
  memset (self->n_rows, 0, sizeof self->n_rows);
  memset (self->n_problems, 0, sizeof self->n_problems);
  for (guint i = 0; i < self->states->len; i++)
    self->n_rows[self->states->data[i]]++;

  for (guint i = 0; i < self->problems->len; i++)
    self->n_problems[omni_update_rule_get_severity (
        g_array_index (self->problems, OmniUpdateProblem, i).rule)]++;
}

static void
summarize (OmniUpdateCheck *self)
{
  g_autofree char *ready =
      g_strdup_printf (ngettext ("%'" PRId64 " row is ready", "%'" PRId64 " rows are ready",
                                 (gulong) self->n_rows[OMNI_UPDATE_STATE_READY]),
                       (gint64) self->n_rows[OMNI_UPDATE_STATE_READY]);
  g_autofree char *wrong =
      g_strdup_printf (ngettext ("%'" PRId64 " has an error", "%'" PRId64 " have errors",
                                 (gulong) self->n_rows[OMNI_UPDATE_STATE_WRONG]),
                       (gint64) self->n_rows[OMNI_UPDATE_STATE_WRONG]);
  g_autofree char *nothing =
      g_strdup_printf (ngettext ("%'" PRId64 " changes nothing", "%'" PRId64 " change nothing",
                                 (gulong) self->n_rows[OMNI_UPDATE_STATE_NOTHING]),
                       (gint64) self->n_rows[OMNI_UPDATE_STATE_NOTHING]);
  g_autofree char *warnings = g_strdup_printf (
      ngettext ("%u warning", "%u warnings", self->n_problems[OMNI_UPDATE_WARNING]),
      self->n_problems[OMNI_UPDATE_WARNING]);
  g_autofree char *summary =
      g_strdup_printf (_("%s, %s, %s; %s."), ready, wrong, nothing, warnings);

  omni_job_set_summary (OMNI_JOB (self), summary);
}

/*
 * Overrides
 */

static gboolean
omni_update_check_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniUpdateCheck *self = OMNI_UPDATE_CHECK (job);

  self->keys = omni_update_keys_new (omni_update_file_get_n_rows (self->file, NULL));
  if (!check_rows (self, cancellable, error) ||
      !judge_zeros (self, OMNI_UPDATE_ORDER_NUMBER, cancellable, error) ||
      !judge_zeros (self, OMNI_UPDATE_TRACKING_NUMBER, cancellable, error))
    return FALSE;

  judge_dates (self);
  g_array_sort (self->problems, omni_update_problem_compare);
  g_clear_pointer (&self->keys, omni_update_keys_free);
  omni_update_check_count (self);
  omni_job_report (job, self->states->len, self->states->len);
  summarize (self);
  return TRUE;
}

static void
omni_update_check_finalize (GObject *object)
{
  OmniUpdateCheck *self = OMNI_UPDATE_CHECK (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->rules, omni_update_rules_free);
  g_clear_pointer (&self->keys, omni_update_keys_free);
  g_clear_pointer (&self->groups, omni_update_groups_free);
  g_byte_array_unref (self->dates);
  g_array_unref (self->problems);
  g_byte_array_unref (self->states);

  G_OBJECT_CLASS (omni_update_check_parent_class)->finalize (object);
}

static void
omni_update_check_class_init (OmniUpdateCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_check_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_update_check_run;
}

static void
omni_update_check_init (OmniUpdateCheck *self)
{
  self->dates = g_byte_array_new ();
  self->problems = g_array_new (FALSE, FALSE, sizeof (OmniUpdateProblem));
  self->states = g_byte_array_new ();
}

/*
 * Public API
 */

/**
 * omni_update_check_new:
 * @file: an order-update file
 * @reference: (nullable): the tenant's lists; without them any shipping company is taken
 *
 * Makes the job that checks a file.
 *
 * Returns: (transfer full): the job
 */
OmniUpdateCheck *
omni_update_check_new (OmniUpdateFile *file, OmniReferenceData *reference)
{
  OmniUpdateCheck *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_FILE (file), NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_CHECK, NULL);
  self->file = g_object_ref (file);
  self->rules = omni_update_rules_new (reference);

  name = g_file_get_basename (omni_update_file_get_file (file));
  title = g_strdup_printf (_("Checking %s"), name);
  omni_job_set_title (OMNI_JOB (self), title);
  return self;
}

/**
 * omni_update_check_set_date_order:
 * @self: a check that was not started
 * @order: how dates are to be read
 *
 * Says how dates are read that can be read in two ways, instead of asking the other dates of the
 * column.
 */
void
omni_update_check_set_date_order (OmniUpdateCheck *self, OmniDateOrder order)
{
  g_return_if_fail (OMNI_IS_UPDATE_CHECK (self));

  self->order_is_given = TRUE;
  omni_update_rules_set_date_order (self->rules, order);
}

/**
 * omni_update_check_get_file:
 * @self: a check
 *
 * Returns: (transfer none): the file
 */
OmniUpdateFile *
omni_update_check_get_file (OmniUpdateCheck *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), NULL);

  return self->file;
}

/**
 * omni_update_check_get_rules:
 * @self: a check that has ended well
 *
 * Returns: (transfer none): the rules, with what was learned about the file
 */
OmniUpdateRules *
omni_update_check_get_rules (OmniUpdateCheck *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), NULL);

  return self->rules;
}

/**
 * omni_update_check_get_date_order:
 * @self: a check that has ended well
 * @order: (out): how dates are read
 *
 * Returns: whether a date of the file or a person says so; %FALSE when it is only assumed
 */
gboolean
omni_update_check_get_date_order (OmniUpdateCheck *self, OmniDateOrder *order)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), FALSE);

  *order = omni_update_rules_get_date_order (self->rules);
  return self->order_is_known;
}

/**
 * omni_update_check_count_rows:
 * @self: a check that has ended well
 * @state: what is to become of them
 *
 * Returns: how many such rows there are
 */
gsize
omni_update_check_count_rows (OmniUpdateCheck *self, OmniUpdateRowState state)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), 0);
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (self->n_rows), 0);

  return self->n_rows[state];
}

/**
 * omni_update_check_get_state:
 * @self: a check that has ended well
 * @row: which row, from 0
 *
 * Returns: what is to become of it
 */
OmniUpdateRowState
omni_update_check_get_state (OmniUpdateCheck *self, gsize row)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), OMNI_UPDATE_STATE_NO_ROW);

  return row < self->states->len ? (OmniUpdateRowState) self->states->data[row]
                                 : OMNI_UPDATE_STATE_NO_ROW;
}

/**
 * omni_update_check_get_n_problems:
 * @self: a check that has ended well
 *
 * Returns: how many problems there are
 */
guint
omni_update_check_get_n_problems (OmniUpdateCheck *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), 0);

  return self->problems->len;
}

/**
 * omni_update_check_get_problem:
 * @self: a check that has ended well
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): the problem, by row and column; %NULL behind the last
 */
const OmniUpdateProblem *
omni_update_check_get_problem (OmniUpdateCheck *self, guint index)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), NULL);

  return index < self->problems->len ? &g_array_index (self->problems, OmniUpdateProblem, index)
                                     : NULL;
}

/**
 * omni_update_check_count_problems:
 * @self: a check that has ended well
 * @severity: how bad
 *
 * Returns: how many problems are so bad
 */
guint
omni_update_check_count_problems (OmniUpdateCheck *self, OmniUpdateSeverity severity)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), 0);
  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (self->n_problems), 0);

  return self->n_problems[severity];
}

/**
 * omni_update_check_find_problem:
 * @self: a check that has ended well
 * @row: which row, from 0
 *
 * Returns: (transfer none) (nullable): the row's worst problem
 */
const OmniUpdateProblem *
omni_update_check_find_problem (OmniUpdateCheck *self, gsize row)
{
  const OmniUpdateProblem *worst = NULL;
  guint low = 0;
  guint high = self->problems->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->problems, OmniUpdateProblem, middle).row < row)
        low = middle + 1;
      else
        high = middle;
    }

  for (guint i = low; i < self->problems->len; i++)
    {
      const OmniUpdateProblem *problem = &g_array_index (self->problems, OmniUpdateProblem, i);

      if (problem->row != row)
        break;
      if (worst == NULL || omni_update_rule_get_severity (problem->rule) <
                               omni_update_rule_get_severity (worst->rule))
        worst = problem;
    }

  return worst;
}

/**
 * omni_update_check_dup_value:
 * @self: a check that has ended well
 * @problem: one of its problems
 *
 * Returns: (transfer full): what stands in the cell now; "" for a problem of the whole row
 */
char *
omni_update_check_dup_value (OmniUpdateCheck *self, const OmniUpdateProblem *problem)
{
  char *value = NULL;

  if (problem->column < OMNI_UPDATE_N_COLUMNS)
    value = omni_update_file_dup_cell (self->file, problem->row, problem->column, NULL);
  return value != NULL ? value : g_strdup ("");
}

/**
 * omni_update_check_dup_sentence:
 * @self: a check that has ended well
 * @problem: one of its problems
 *
 * Returns: (transfer full): what is wrong, in words
 */
char *
omni_update_check_dup_sentence (OmniUpdateCheck *self, const OmniUpdateProblem *problem)
{
  g_autofree char *value = omni_update_check_dup_value (self, problem);

  return omni_update_rules_dup_sentence (self->rules, problem->rule, problem->column, value);
}

/**
 * omni_update_check_dup_fix:
 * @self: a check that has ended well
 * @problem: one of its problems
 *
 * Returns: (transfer full) (nullable): what could stand in the cell instead
 */
char *
omni_update_check_dup_fix (OmniUpdateCheck *self, const OmniUpdateProblem *problem)
{
  g_autofree char *value = omni_update_check_dup_value (self, problem);
  gsize usual;

  if (problem->rule != OMNI_UPDATE_LOST_ZEROS)
    return omni_update_rules_dup_fix (self->rules, problem->rule, problem->column, value);

  usual = find_usual_length (&self->digits[problem->column]);
  if (usual <= strlen (value))
    return NULL;
  return g_strdup_printf ("%0*d%s", (int) (usual - strlen (value)), 0, value);
}

/**
 * omni_update_check_fix:
 * @self: a check that has ended well
 * @problem: one of its problems
 *
 * Edits the cell so that the problem is gone. The file has to be checked again to see what that
 * brings.
 *
 * Returns: whether there was something to propose
 */
gboolean
omni_update_check_fix (OmniUpdateCheck *self, const OmniUpdateProblem *problem)
{
  g_autofree char *fix = omni_update_check_dup_fix (self, problem);

  return fix != NULL && problem->column < OMNI_UPDATE_N_COLUMNS &&
         omni_update_file_set_cell (self->file, problem->row, problem->column, fix);
}

/**
 * omni_update_check_fix_all:
 * @self: a check that has ended well
 * @rule: which kind of problem
 * @column: in which column
 *
 * Edits every cell of @column that breaks @rule and for which there is something to propose.
 *
 * Returns: how many cells were edited
 */
guint
omni_update_check_fix_all (OmniUpdateCheck *self, OmniUpdateRule rule, OmniUpdateColumn column)
{
  guint n_fixed = 0;

  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (self), 0);

  for (guint i = 0; i < self->problems->len; i++)
    {
      const OmniUpdateProblem *problem = &g_array_index (self->problems, OmniUpdateProblem, i);

      if (problem->rule == rule && problem->column == column)
        n_fixed += omni_update_check_fix (self, problem) ? 1 : 0;
    }

  return n_fixed;
}
