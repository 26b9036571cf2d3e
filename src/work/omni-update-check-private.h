/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-check.h"
#include "omni-update-groups.h"
#include "omni-update-keys.h"

G_BEGIN_DECLS

/* Longer numbers are not looked at for zeros that are missing in front. */
#define OMNI_UPDATE_MAX_DIGITS 40

/* How the numbers of a column are written. */
typedef struct
{
  guint n_numbers;
  guint n_of_length[OMNI_UPDATE_MAX_DIGITS + 1];
  guint n_with_zero[OMNI_UPDATE_MAX_DIGITS + 1]; /* those that begin with a zero */
} OmniUpdateDigits;

struct _OmniUpdateCheck
{
  OmniJob parent_instance;

  OmniUpdateFile *file;    /* (not nullable) (owned) */
  OmniUpdateRules *rules;  /* (not nullable) (owned) */
  gboolean order_is_given; /* whether a person said how dates are to be read */
  gboolean order_is_known; /* whether a person or a date says how */

  /* In progress. */
  OmniUpdateKeys *keys; /* (nullable) (owned) */
  OmniUpdateDigits digits[OMNI_UPDATE_N_COLUMNS];

  /* What a look at edits needs; the thread that looks is the only one to use it. */
  OmniUpdateGroups *groups; /* (nullable) (owned) when edits are to be looked at */
  GByteArray *dates;        /* (not nullable) (owned) an OmniDateForm for each row */
  gsize n_dates[OMNI_DATE_SERIAL + 1];

  /* Result. */
  GArray *problems;   /* (not nullable) (owned) (element-type OmniUpdateProblem) by row */
  GByteArray *states; /* (not nullable) (owned) an OmniUpdateRowState for each row */
  gsize n_rows[OMNI_UPDATE_STATE_NO_ROW + 1];
  guint n_problems[OMNI_UPDATE_NOTE + 1];
};

/* What a look at some rows found, in the order of the rows. */
typedef struct
{
  GArray *rows;       /* (not nullable) (owned) (element-type guint32) */
  GByteArray *states; /* (not nullable) (owned) an OmniUpdateRowState for each of them */
  GArray *problems;   /* (not nullable) (owned) (element-type OmniUpdateProblem) */
  gboolean needs_all; /* whether other rows have to be looked at, too */
} OmniUpdateFindings;

void                omni_update_check_keep_groups  (OmniUpdateCheck     *self);
OmniUpdateFindings *omni_update_check_look_at      (OmniUpdateCheck     *self,
                                                    GArray              *rows,
                                                    GCancellable        *cancellable,
                                                    GError             **error);
void                omni_update_check_take         (OmniUpdateCheck     *self,
                                                    OmniUpdateFindings  *findings);
void                omni_update_findings_free      (OmniUpdateFindings  *findings);

/* Shared by both ways of checking. */
gboolean            omni_update_check_infer_dates  (OmniUpdateCheck     *self,
                                                    OmniDateOrder       *order);
gsize               omni_update_check_usual_length (OmniUpdateCheck     *self,
                                                    OmniUpdateColumn     column);
gboolean            omni_update_check_is_short     (const OmniCsvCell   *cell,
                                                    gsize                usual);
void                omni_update_check_count        (OmniUpdateCheck     *self);
int                 omni_update_problem_compare    (gconstpointer        a,
                                                    gconstpointer        b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateFindings, omni_update_findings_free)

G_END_DECLS
