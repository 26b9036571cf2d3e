/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-verdict.h"

#include "omni-update-keys.h"

#include <string.h>

/* Tells keys that were made of texts from ids. */
#define TEXT_KEY (G_GUINT64_CONSTANT (1) << 63)

/*
 * Helpers
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

/* Judges the cells, and gives a number for what the row wants. */
static guint64
judge_cells (OmniUpdateVerdict *verdict,
             OmniUpdateRules *rules,
             gsize row,
             const OmniUpdateCells *cells,
             guint *n_fields)
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

      rule = omni_update_rules_check_cell (rules, i, cell, &form, &canonical);
      if (i == OMNI_UPDATE_INVOICE_DATE && rule != OMNI_UPDATE_BAD_DATE)
        verdict->date = form;
      if (rule != OMNI_UPDATE_FINE && rule != OMNI_UPDATE_DATE_ORDER)
        omni_update_verdict_add (verdict, row, i, rule);

      if (i >= OMNI_UPDATE_N_KEYS)
        {
          (*n_fields)++;
          wish = omni_update_keys_hash (wish + i, canonical.text, canonical.length);
        }
    }

  return wish;
}

static gboolean
is_shipped_without_tracking (OmniUpdateRules *rules, const OmniUpdateCells *cells)
{
  OmniCsvCell canonical;
  OmniDateForm form;

  if (cells->cells[OMNI_UPDATE_STATUS].length == 0 ||
      cells->cells[OMNI_UPDATE_TRACKING_NUMBER].length > 0)
    return FALSE;

  omni_update_rules_check_cell (rules, OMNI_UPDATE_STATUS, &cells->cells[OMNI_UPDATE_STATUS], &form,
                                &canonical);
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

static guint64
make_key (const OmniUpdateCells *cells)
{
  const OmniCsvCell *id = &cells->cells[OMNI_UPDATE_ID];
  const OmniCsvCell *number = &cells->cells[OMNI_UPDATE_ORDER_NUMBER];
  const OmniCsvCell *sku = &cells->cells[OMNI_UPDATE_SKU];

  if (id->length > 0)
    return make_id_key (id);
  if (number->length == 0 || sku->length == 0)
    return 0;
  return omni_update_keys_hash (omni_update_keys_hash (2, number->text, number->length), sku->text,
                                sku->length) |
         TEXT_KEY;
}

/**
 * omni_update_verdict_add:
 * @verdict: a verdict
 * @row: which row
 * @column: an #OmniUpdateColumn, or %OMNI_UPDATE_N_COLUMNS for the whole row
 * @rule: the rule that it breaks
 *
 * Adds a problem; an error makes the row a wrong one.
 */
void
omni_update_verdict_add (OmniUpdateVerdict *verdict, gsize row, guint column, OmniUpdateRule rule)
{
  g_assert (verdict->n_problems < OMNI_UPDATE_MAX_ROW_PROBLEMS);

  verdict->problems[verdict->n_problems++] =
      (OmniUpdateProblem){ (guint32) row, (guint8) column, (guint8) rule };
  if (omni_update_rule_get_severity (rule) == OMNI_UPDATE_ERROR)
    verdict->state = OMNI_UPDATE_STATE_WRONG;
}

/**
 * omni_update_verdict_judge:
 * @verdict: (out caller-allocates): takes the verdict
 * @rules: the rules
 * @row: which row
 * @cells: what stands in it
 *
 * Judges one row by itself, without looking at others.
 */
void
omni_update_verdict_judge (OmniUpdateVerdict *verdict,
                           OmniUpdateRules *rules,
                           gsize row,
                           const OmniUpdateCells *cells)
{
  OmniUpdateRule fault;
  guint64 wish;
  guint n_fields;

  verdict->state =
      cells->kind == OMNI_UPDATE_ROW_ITEM ? OMNI_UPDATE_STATE_READY : OMNI_UPDATE_STATE_NO_ROW;
  verdict->date = OMNI_DATE_NONE;
  verdict->key = 0;
  verdict->wish = 0;
  verdict->n_problems = 0;
  if (verdict->state == OMNI_UPDATE_STATE_NO_ROW)
    return;

  fault = judge_fault (cells);
  if (fault != OMNI_UPDATE_FINE)
    {
      omni_update_verdict_add (verdict, row, OMNI_UPDATE_N_COLUMNS, fault);
      return;
    }

  wish = judge_cells (verdict, rules, row, cells, &n_fields);
  if (is_shipped_without_tracking (rules, cells))
    omni_update_verdict_add (verdict, row, OMNI_UPDATE_TRACKING_NUMBER, OMNI_UPDATE_NO_TRACKING);

  if (n_fields == 0)
    {
      omni_update_verdict_add (verdict, row, OMNI_UPDATE_N_COLUMNS, OMNI_UPDATE_NOTHING);
      if (verdict->state == OMNI_UPDATE_STATE_READY)
        verdict->state = OMNI_UPDATE_STATE_NOTHING;
      return;
    }

  verdict->key = make_key (cells);
  verdict->wish = (guint32) wish;
  if (verdict->key == 0)
    omni_update_verdict_add (verdict, row, OMNI_UPDATE_ID, OMNI_UPDATE_NO_KEY);
}
