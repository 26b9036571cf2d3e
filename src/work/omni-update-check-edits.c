/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A look at the rows that were edited, instead of at all of them. */

#include "config.h"

#include "omni-update-check-private.h"
#include "omni-update-verdict.h"

#include <string.h>

/* The rows that are about one order item. */
typedef struct
{
  guint64 key;
  guint32 first;
  guint32 wish; /* what the first one wants */
  gboolean has_other; /* whether another one wants something else */
} Group;

/* What a look has at hand. */
typedef struct
{
  OmniUpdateCheck *check;
  OmniCsvCells *buffer;
  GHashTable *groups; /* (element-type Group) those that were looked at */
  gsize usual_lengths[OMNI_UPDATE_N_COLUMNS];
  OmniDateForm other_date; /* the form that contradicts the other dates, or %OMNI_DATE_NONE */
} Look;

/*
 * Helpers
 */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static void
sort_rows (GArray *rows)
{
  guint n_kept = 0;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      if (n_kept > 0 &&
          g_array_index (rows, guint32, n_kept - 1) == g_array_index (rows, guint32, i))
        continue;
      g_array_index (rows, guint32, n_kept) = g_array_index (rows, guint32, i);
      n_kept++;
    }
  g_array_set_size (rows, n_kept);
}

static void
set_date (OmniUpdateCheck *self, guint32 row, OmniDateForm form)
{
  guint n_before = self->dates->len;

  if (row >= n_before)
    {
      g_byte_array_set_size (self->dates, row + 1);
      memset (self->dates->data + n_before, OMNI_DATE_NONE, self->dates->len - n_before);
      self->n_dates[OMNI_DATE_NONE] += self->dates->len - n_before;
    }

  self->n_dates[self->dates->data[row]]--;
  self->dates->data[row] = (guint8) form;
  self->n_dates[form]++;
}

/* A question that is asked once, at the first date that raises it. */
static gboolean
is_first_either (OmniUpdateCheck *self, guint32 row)
{
  return row < self->dates->len && self->dates->data[row] == OMNI_DATE_EITHER &&
         memchr (self->dates->data, OMNI_DATE_EITHER, row) == NULL;
}

static gboolean
read_verdict (Look *look, guint32 row, OmniUpdateVerdict *verdict, GError **error)
{
  OmniUpdateCheck *self = look->check;
  OmniUpdateCells cells;

  if (!omni_update_file_read_row (self->file, row, look->buffer, &cells, error))
    return FALSE;

  omni_update_verdict_judge (verdict, self->rules, row, &cells);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS && verdict->state != OMNI_UPDATE_STATE_NO_ROW; i++)
    {
      if (look->usual_lengths[i] > 0 &&
          omni_update_check_is_short (&cells.cells[i], look->usual_lengths[i]))
        omni_update_verdict_add (verdict, row, i, OMNI_UPDATE_LOST_ZEROS);
    }
  if (look->other_date != OMNI_DATE_NONE && verdict->date == look->other_date)
    omni_update_verdict_add (verdict, row, OMNI_UPDATE_INVOICE_DATE, OMNI_UPDATE_DATE_ORDER);
  if (!self->order_is_known && verdict->date == OMNI_DATE_EITHER && is_first_either (self, row))
    omni_update_verdict_add (verdict, row, OMNI_UPDATE_INVOICE_DATE, OMNI_UPDATE_AMBIGUOUS_DATES);

  return TRUE;
}

/* Learns what the edited rows are about now, and whom that concerns besides them. */
static gboolean
regroup (Look *look, GArray *rows, GArray *affected, gboolean *dates_changed, GError **error)
{
  OmniUpdateCheck *self = look->check;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < rows->len; i++)
    {
      guint32 row = g_array_index (rows, guint32, i);
      guint64 key = omni_update_groups_get_key (self->groups, row);
      OmniDateForm before = row < self->dates->len ? self->dates->data[row] : OMNI_DATE_NONE;
      OmniUpdateVerdict verdict;

      if (!read_verdict (look, row, &verdict, error))
        return FALSE;

      if (key != 0)
        g_array_append_val (keys, key);
      if (verdict.key != 0 && verdict.key != key)
        g_array_append_val (keys, verdict.key);
      omni_update_groups_set (self->groups, row, verdict.key, verdict.wish);
      set_date (self, row, verdict.date);
      *dates_changed |= before != verdict.date;
      g_array_append_val (affected, row);
    }

  for (guint i = 0; i < keys->len; i++)
    omni_update_groups_collect (self->groups, g_array_index (keys, guint64, i), affected);
  sort_rows (affected);
  return TRUE;
}

static const Group *
find_group (Look *look, guint64 key)
{
  Group *group = g_hash_table_lookup (look->groups, &key);
  g_autoptr (GArray) members = NULL;

  if (group != NULL)
    return group;

  members = g_array_new (FALSE, FALSE, sizeof (guint32));
  omni_update_groups_collect (look->check->groups, key, members);
  group = g_new0 (Group, 1);
  group->key = key;
  group->first = G_MAXUINT32;
  for (guint i = 0; i < members->len; i++)
    group->first = MIN (group->first, g_array_index (members, guint32, i));
  group->wish = omni_update_groups_get_wish (look->check->groups, group->first);
  for (guint i = 0; i < members->len; i++)
    group->has_other |=
        omni_update_groups_get_wish (look->check->groups, g_array_index (members, guint32, i)) !=
        group->wish;

  g_hash_table_insert (look->groups, &group->key, group);
  return group;
}

/* The first row of a group sets what the others have to want. */
static OmniUpdateRule
judge_group (Look *look, guint32 row, const OmniUpdateVerdict *verdict)
{
  const Group *group;

  if (verdict->key == 0)
    return OMNI_UPDATE_FINE;

  group = find_group (look, verdict->key);
  if (verdict->wish != group->wish || (row == group->first && group->has_other))
    return OMNI_UPDATE_CONTRADICTION;
  return row == group->first ? OMNI_UPDATE_FINE : OMNI_UPDATE_DUPLICATE;
}

static gboolean
judge_affected (Look *look, OmniUpdateFindings *findings, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < findings->rows->len; i++)
    {
      guint32 row = g_array_index (findings->rows, guint32, i);
      OmniUpdateVerdict verdict;
      OmniUpdateRule rule;
      guint8 state;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !read_verdict (look, row, &verdict, error))
        return FALSE;

      rule = judge_group (look, row, &verdict);
      if (rule != OMNI_UPDATE_FINE)
        omni_update_verdict_add (&verdict, row, OMNI_UPDATE_N_COLUMNS, rule);
      if (rule == OMNI_UPDATE_DUPLICATE && verdict.state == OMNI_UPDATE_STATE_READY)
        verdict.state = OMNI_UPDATE_STATE_NOTHING;

      state = (guint8) verdict.state;
      g_byte_array_append (findings->states, &state, 1);
      g_array_append_vals (findings->problems, verdict.problems, verdict.n_problems);
    }

  g_array_sort (findings->problems, omni_update_problem_compare);
  return TRUE;
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->buffer, omni_csv_cells_free);
  g_clear_pointer (&look->groups, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
look_init (Look *look, OmniUpdateCheck *self)
{
  OmniDateOrder order = omni_update_rules_get_date_order (self->rules);

  look->check = self;
  look->buffer = omni_csv_cells_new ();
  look->groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  look->usual_lengths[OMNI_UPDATE_ORDER_NUMBER] =
      omni_update_check_usual_length (self, OMNI_UPDATE_ORDER_NUMBER);
  look->usual_lengths[OMNI_UPDATE_TRACKING_NUMBER] =
      omni_update_check_usual_length (self, OMNI_UPDATE_TRACKING_NUMBER);
  look->other_date =
      order == OMNI_DATE_DAY_FIRST ? OMNI_DATE_ONLY_MONTH_FIRST : OMNI_DATE_ONLY_DAY_FIRST;
}

/*
 * Shared with the document
 */

/**
 * omni_update_check_keep_groups:
 * @self: a check that was not started
 *
 * Makes the check keep what omni_update_check_look_at() needs.
 */
void
omni_update_check_keep_groups (OmniUpdateCheck *self)
{
  if (self->groups == NULL)
    self->groups = omni_update_groups_new ();
}

/**
 * omni_update_check_look_at:
 * @self: a check that has ended well and keeps groups
 * @rows: (element-type guint32): rows that were edited since
 * @cancellable: (nullable): to stop; the check has to be made anew then
 * @error: return location for an error
 *
 * Checks rows again, and those that are about the same order items. Runs in any thread, one at a
 * time, while others read what was found so far.
 *
 * Returns: (transfer full) (nullable): what was found, for omni_update_check_take()
 */
OmniUpdateFindings *
omni_update_check_look_at (OmniUpdateCheck *self,
                           GArray *rows,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (OmniUpdateFindings) findings = g_new0 (OmniUpdateFindings, 1);
  g_auto (Look) look = { 0 };
  gboolean dates_changed = FALSE;
  OmniDateOrder order;
  gboolean is_known;

  g_return_val_if_fail (self->groups != NULL, NULL);

  look_init (&look, self);
  findings->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  findings->states = g_byte_array_new ();
  findings->problems = g_array_new (FALSE, FALSE, sizeof (OmniUpdateProblem));
  if (!regroup (&look, rows, findings->rows, &dates_changed, error))
    return NULL;

  /* How one date is read may depend on all others. */
  is_known = omni_update_check_infer_dates (self, &order);
  if (dates_changed && (!is_known || !self->order_is_known ||
                        order != omni_update_rules_get_date_order (self->rules)))
    findings->needs_all = TRUE;

  if (!judge_affected (&look, findings, cancellable, error))
    return NULL;
  return g_steal_pointer (&findings);
}

/**
 * omni_update_check_take:
 * @self: the check
 * @findings: what was found by it
 *
 * Makes what was found about some rows part of the result. Takes some milliseconds where there are
 * a million problems.
 */
void
omni_update_check_take (OmniUpdateCheck *self, OmniUpdateFindings *findings)
{
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (OmniUpdateProblem),
                                      self->problems->len + findings->problems->len);
  guint n_before = self->states->len;
  guint at = 0;
  guint at_row = 0;

  for (guint i = 0; i < findings->rows->len; i++)
    {
      guint32 row = g_array_index (findings->rows, guint32, i);

      if (row >= self->states->len)
        {
          g_byte_array_set_size (self->states, row + 1);
          memset (self->states->data + n_before, OMNI_UPDATE_STATE_NO_ROW,
                  self->states->len - n_before);
          n_before = self->states->len;
        }
      self->states->data[row] = findings->states->data[i];
    }

  /* Both lists are sorted; a row that was looked at loses what it had. */
  for (guint i = 0; i < self->problems->len; i++)
    {
      const OmniUpdateProblem *problem = &g_array_index (self->problems, OmniUpdateProblem, i);

      while (at < findings->problems->len &&
             g_array_index (findings->problems, OmniUpdateProblem, at).row <= problem->row)
        g_array_append_val (merged, g_array_index (findings->problems, OmniUpdateProblem, at++));
      while (at_row < findings->rows->len &&
             g_array_index (findings->rows, guint32, at_row) < problem->row)
        at_row++;
      if (at_row == findings->rows->len ||
          g_array_index (findings->rows, guint32, at_row) != problem->row)
        g_array_append_vals (merged, problem, 1);
    }
  g_array_append_vals (merged, (OmniUpdateProblem *) (gpointer) findings->problems->data + at,
                       findings->problems->len - at);

  g_array_unref (self->problems);
  self->problems = merged;
  omni_update_check_count (self);
}

/**
 * omni_update_findings_free:
 * @findings: (transfer full): what was found
 */
void
omni_update_findings_free (OmniUpdateFindings *findings)
{
  g_clear_pointer (&findings->rows, g_array_unref);
  g_clear_pointer (&findings->states, g_byte_array_unref);
  g_clear_pointer (&findings->problems, g_array_unref);
  g_free (findings);
}
