/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-check.h"

#include "omni-update-keys.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* How often the job says how far it is. */
#define ROWS_PER_REPORT 8192

/* Tells keys that were made of texts from ids. */
#define TEXT_KEY (G_GUINT64_CONSTANT (1) << 63)

/* Longer numbers are not looked at for zeros that are missing in front. */
#define MAX_DIGITS 40

/* How the numbers of a column are written. */
typedef struct
{
  guint n_numbers;
  guint n_of_length[MAX_DIGITS + 1];
  guint n_with_zero[MAX_DIGITS + 1]; /* those that begin with a zero */
} Digits;

struct _OmniUpdateCheck
{
  OmniJob parent_instance;

  OmniUpdateFile *file;    /* (not nullable) (owned) */
  OmniUpdateRules *rules;  /* (not nullable) (owned) */
  gboolean order_is_given; /* whether a person said how dates are to be read */
  gboolean order_is_known; /* whether a person or a date says how */

  /* In progress. */
  OmniUpdateKeys *keys; /* (nullable) (owned) */
  Digits digits[OMNI_UPDATE_N_COLUMNS];
  GArray *day_first;   /* (not nullable) (owned) (element-type guint32) rows whose date says so */
  GArray *month_first; /* (not nullable) (owned) (element-type guint32) */
  gboolean has_either;
  guint32 first_either; /* the first row with a date that can be read in two ways */

  /* Result. */
  GArray *problems;   /* (not nullable) (owned) (element-type OmniUpdateProblem) by row */
  GByteArray *states; /* (not nullable) (owned) an OmniUpdateRowState for each row */
  gsize n_rows[OMNI_UPDATE_STATE_NO_ROW + 1];
  guint n_problems[OMNI_UPDATE_NOTE + 1];
};

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

static int
compare_problems (gconstpointer a, gconstpointer b)
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

static OmniUpdateRule
judge_fault (const OmniUpdateCells *cells)
{
  switch (cells->fault)
    {
    case OMNI_CSV_FAULT_QUOTES:
      return OMNI_UPDATE_BAD_QUOTES;
    case OMNI_CSV_FAULT_LETTERS:
      return OMNI_UPDATE_BAD_LETTERS;
    case OMNI_CSV_FAULT_ZERO:
      return OMNI_UPDATE_ZERO_BYTE;
    case OMNI_CSV_FAULT_NONE:
      break;
    }

  return cells->n_extra > 0 ? OMNI_UPDATE_EXTRA_CELLS : OMNI_UPDATE_FINE;
}

static void
count_digits (Digits *digits, const OmniCsvCell *cell)
{
  if (cell->length > MAX_DIGITS)
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

static void
note_date (OmniUpdateCheck *self, guint32 row, OmniDateForm form)
{
  if (form == OMNI_DATE_ONLY_DAY_FIRST)
    g_array_append_val (self->day_first, row);
  else if (form == OMNI_DATE_ONLY_MONTH_FIRST)
    g_array_append_val (self->month_first, row);
  else if (form == OMNI_DATE_EITHER && !self->has_either)
    {
      self->has_either = TRUE;
      self->first_either = row;
    }
}

/* Checks a row's cells, and gives a number for what the row wants. */
static guint64
check_cells (OmniUpdateCheck *self, gsize row, const OmniUpdateCells *cells, guint *n_fields)
{
  guint64 wish = 0;

  *n_fields = 0;
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const OmniCsvCell *cell = &cells->cells[i];
      OmniCsvCell canonical;
      OmniDateForm form;
      OmniUpdateRule rule;

      if (cell->length == 0)
        continue;

      rule = omni_update_rules_check_cell (self->rules, i, cell, &form, &canonical);
      if (i == OMNI_UPDATE_INVOICE_DATE && rule != OMNI_UPDATE_BAD_DATE)
        note_date (self, (guint32) row, form);
      if (rule != OMNI_UPDATE_FINE && rule != OMNI_UPDATE_DATE_ORDER)
        add_problem (self, row, i, rule);
      if (i == OMNI_UPDATE_ORDER_NUMBER || i == OMNI_UPDATE_TRACKING_NUMBER)
        count_digits (&self->digits[i], cell);

      if (i >= OMNI_UPDATE_N_KEYS)
        {
          (*n_fields)++;
          wish = omni_update_keys_hash (wish + i, canonical.text, canonical.length);
        }
    }

  return wish;
}

static gboolean
is_shipped_without_tracking (OmniUpdateCheck *self, const OmniUpdateCells *cells)
{
  OmniCsvCell canonical;
  OmniDateForm form;

  if (cells->cells[OMNI_UPDATE_STATUS].length == 0 ||
      cells->cells[OMNI_UPDATE_TRACKING_NUMBER].length > 0)
    return FALSE;

  omni_update_rules_check_cell (self->rules, OMNI_UPDATE_STATUS, &cells->cells[OMNI_UPDATE_STATUS],
                                &form, &canonical);
  return canonical.length == 3 && memcmp (canonical.text, "500", 3) == 0;
}

/* Ids that follow each other get places that follow each other, which is many times faster. */
static guint64
make_id_key (const OmniCsvCell *id)
{
  guint64 key = 0;

  for (gsize i = 0; i < id->length; i++)
    {
      if (!g_ascii_isdigit (id->text[i]) || i == 18)
        return omni_update_keys_hash (1, id->text, id->length) | TEXT_KEY;
      key = key * 10 + (guint64) (id->text[i] - '0');
    }

  return MAX (key, 1);
}

/* One order item should be asked for one thing, once. */
static void
check_key (OmniUpdateCheck *self, gsize row, const OmniUpdateCells *cells, guint64 wish)
{
  const OmniCsvCell *id = &cells->cells[OMNI_UPDATE_ID];
  const OmniCsvCell *number = &cells->cells[OMNI_UPDATE_ORDER_NUMBER];
  const OmniCsvCell *sku = &cells->cells[OMNI_UPDATE_SKU];
  OmniUpdateKeyMatch match;
  guint64 key;

  if (id->length > 0)
    key = make_id_key (id);
  else if (number->length > 0 && sku->length > 0)
    key = omni_update_keys_hash (omni_update_keys_hash (2, number->text, number->length), sku->text,
                                 sku->length) |
          TEXT_KEY;
  else
    {
      add_problem (self, row, OMNI_UPDATE_ID, OMNI_UPDATE_NO_KEY);
      return;
    }

  match = omni_update_keys_add (self->keys, key, wish, (guint32) row);
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
  guint8 state = OMNI_UPDATE_STATE_READY;
  OmniUpdateRule fault;
  guint64 wish;
  guint n_fields;

  if (cells->kind != OMNI_UPDATE_ROW_ITEM)
    {
      state = OMNI_UPDATE_STATE_NO_ROW;
      g_byte_array_append (self->states, &state, 1);
      return;
    }

  g_byte_array_append (self->states, &state, 1);
  fault = judge_fault (cells);
  if (fault != OMNI_UPDATE_FINE)
    {
      add_problem (self, row, OMNI_UPDATE_N_COLUMNS, fault);
      return;
    }

  wish = check_cells (self, row, cells, &n_fields);
  if (is_shipped_without_tracking (self, cells))
    add_problem (self, row, OMNI_UPDATE_TRACKING_NUMBER, OMNI_UPDATE_NO_TRACKING);

  if (n_fields == 0)
    {
      add_problem (self, row, OMNI_UPDATE_N_COLUMNS, OMNI_UPDATE_NOTHING);
      if (self->states->data[row] == OMNI_UPDATE_STATE_READY)
        self->states->data[row] = OMNI_UPDATE_STATE_NOTHING;
      return;
    }

  check_key (self, row, cells, wish);
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

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/*
 * Helpers: columns
 */

/* What most of the dates say that can be read in one way only holds for all. */
static void
judge_dates (OmniUpdateCheck *self)
{
  GArray *others =
      self->day_first->len >= self->month_first->len ? self->month_first : self->day_first;

  self->order_is_known =
      self->order_is_given || self->day_first->len > 0 || self->month_first->len > 0;
  if (self->order_is_given)
    others = omni_update_rules_get_date_order (self->rules) == OMNI_DATE_DAY_FIRST
                 ? self->month_first
                 : self->day_first;
  else if (self->order_is_known)
    omni_update_rules_set_date_order (
        self->rules, others == self->month_first ? OMNI_DATE_DAY_FIRST : OMNI_DATE_MONTH_FIRST);

  for (guint i = 0; i < others->len; i++)
    add_problem (self, g_array_index (others, guint32, i), OMNI_UPDATE_INVOICE_DATE,
                 OMNI_UPDATE_DATE_ORDER);
  if (self->has_either && !self->order_is_known)
    add_problem (self, self->first_either, OMNI_UPDATE_INVOICE_DATE, OMNI_UPDATE_AMBIGUOUS_DATES);
}

/* The length that nearly all numbers of a column have, when some of them begin with a zero and some
 * are shorter; else 0. */
static gsize
find_usual_length (const Digits *digits)
{
  for (gsize length = 2; length <= MAX_DIGITS; length++)
    {
      if (digits->n_numbers >= 5 && digits->n_of_length[length] < digits->n_numbers &&
          digits->n_of_length[length] >= digits->n_numbers / 5 * 4 &&
          digits->n_with_zero[length] > 0)
        return length;
    }

  return 0;
}

static gboolean
is_short_number (const OmniCsvCell *cell, gsize usual)
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
      if (cells.kind == OMNI_UPDATE_ROW_ITEM && is_short_number (&cells.cells[column], usual))
        add_problem (self, row, column, OMNI_UPDATE_LOST_ZEROS);
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
count_results (OmniUpdateCheck *self)
{
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
  g_array_sort (self->problems, compare_problems);
  g_clear_pointer (&self->keys, omni_update_keys_free);
  count_results (self);
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
  g_array_unref (self->day_first);
  g_array_unref (self->month_first);
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
  self->day_first = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->month_first = g_array_new (FALSE, FALSE, sizeof (guint32));
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
