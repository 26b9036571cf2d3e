/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job.h"
#include "omni-update-rules.h"

G_BEGIN_DECLS

/**
 * OmniUpdateProblem:
 * @row: which row of the file, from 0
 * @column: an #OmniUpdateColumn, or %OMNI_UPDATE_N_COLUMNS for the whole row
 * @rule: an #OmniUpdateRule
 *
 * One thing that is wrong. What it says in words is made when somebody wants to read it.
 */
typedef struct
{
  guint32 row;
  guint8 column;
  guint8 rule;
} OmniUpdateProblem;

/**
 * OmniUpdateRowState:
 *
 * What is to become of a row.
 */
typedef enum
{
  OMNI_UPDATE_STATE_READY,
  OMNI_UPDATE_STATE_WRONG,   /* it has an error */
  OMNI_UPDATE_STATE_NOTHING, /* it changes nothing, or says what an earlier row says */
  OMNI_UPDATE_STATE_NO_ROW,  /* it is blank or a remark */
} OmniUpdateRowState;

/**
 * OmniUpdateCheck:
 *
 * The job that checks an order-update file without a server. It sees the edits that were made
 * when it comes to their row.
 */
#define OMNI_TYPE_UPDATE_CHECK (omni_update_check_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateCheck, omni_update_check, OMNI, UPDATE_CHECK, OmniJob)

OmniUpdateCheck         *omni_update_check_new            (OmniUpdateFile          *file,
                                                           OmniReferenceData       *reference);
void                     omni_update_check_set_date_order (OmniUpdateCheck         *self,
                                                           OmniDateOrder            order);

/* When it has ended well. */
OmniUpdateFile          *omni_update_check_get_file       (OmniUpdateCheck         *self);
OmniUpdateRules         *omni_update_check_get_rules      (OmniUpdateCheck         *self);
gboolean                 omni_update_check_get_date_order (OmniUpdateCheck         *self,
                                                           OmniDateOrder           *order);
gsize                    omni_update_check_count_rows     (OmniUpdateCheck         *self,
                                                           OmniUpdateRowState       state);
OmniUpdateRowState       omni_update_check_get_state      (OmniUpdateCheck         *self,
                                                           gsize                    row);
guint                    omni_update_check_get_n_problems (OmniUpdateCheck         *self);
const OmniUpdateProblem *omni_update_check_get_problem    (OmniUpdateCheck         *self,
                                                           guint                    index);
guint                    omni_update_check_count_problems (OmniUpdateCheck         *self,
                                                           OmniUpdateSeverity       severity);
const OmniUpdateProblem *omni_update_check_find_problem   (OmniUpdateCheck         *self,
                                                           gsize                    row);
char                    *omni_update_check_dup_value      (OmniUpdateCheck         *self,
                                                           const OmniUpdateProblem *problem);
char                    *omni_update_check_dup_sentence   (OmniUpdateCheck         *self,
                                                           const OmniUpdateProblem *problem);
char                    *omni_update_check_dup_fix        (OmniUpdateCheck         *self,
                                                           const OmniUpdateProblem *problem);
gboolean                 omni_update_check_fix            (OmniUpdateCheck         *self,
                                                           const OmniUpdateProblem *problem);
guint                    omni_update_check_fix_all        (OmniUpdateCheck         *self,
                                                           OmniUpdateRule           rule,
                                                           OmniUpdateColumn         column);

G_END_DECLS
