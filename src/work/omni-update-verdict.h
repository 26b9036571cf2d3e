/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-check.h"

G_BEGIN_DECLS

/* A row has one problem a cell at most, and a few of its own. */
#define OMNI_UPDATE_MAX_ROW_PROBLEMS (OMNI_UPDATE_N_COLUMNS + 6)

/**
 * OmniUpdateVerdict:
 * @state: what is to become of the row
 * @date: how its date is written, or %OMNI_DATE_NONE when it has none
 * @key: a number for the order item that it is about, or 0
 * @wish: a number for what it wants
 * @n_problems: how many problems it has
 * @problems: (array length=n_problems): them
 *
 * What can be said about one row by itself.
 */
typedef struct
{
  OmniUpdateRowState state;
  OmniDateForm date;
  guint64 key;
  guint32 wish;
  guint n_problems;
  OmniUpdateProblem problems[OMNI_UPDATE_MAX_ROW_PROBLEMS];
} OmniUpdateVerdict;

void omni_update_verdict_add   (OmniUpdateVerdict     *verdict,
                                gsize                  row,
                                guint                  column,
                                OmniUpdateRule         rule);
void omni_update_verdict_judge (OmniUpdateVerdict     *verdict,
                                OmniUpdateRules       *rules,
                                gsize                  row,
                                const OmniUpdateCells *cells);

G_END_DECLS
